//! What the page would make of a `config.json`: `cargo xtask check-config FILE` runs this.

#![forbid(unsafe_code)]

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use flowlog_console::config::{Config, RegionEntry};
use flowlog_console::i18n::{Locale, config_error};

/// Prints what is wrong with a file, as the page would say it, or what each region will use. Fails when it is wrong.
fn main() -> ExitCode {
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    let [file] = arguments.as_slice() else {
        eprintln!("error: one file is expected; `cargo xtask check-config FILE` looks at one");
        return ExitCode::FAILURE;
    };
    let file = Path::new(file);
    let text = match fs::read(file) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("error: {} cannot be read: {error}", file.display());
            return ExitCode::FAILURE;
        }
    };
    match judge(&text) {
        Ok(lines) => {
            println!("{}", lines.join("\n"));
            ExitCode::SUCCESS
        }
        Err((key, reason)) => {
            match key.as_str() {
                "" => println!("{}: {reason}", file.display()),
                key => println!("{key}: {reason}"),
            }
            ExitCode::FAILURE
        }
    }
}

/// A line for each region, or the key that is wrong and why.
fn judge(text: &[u8]) -> Result<Vec<String>, (String, String)> {
    // As a browser decodes it: the mark at the beginning is not part of the text.
    let text = String::from_utf8_lossy(text);
    match Config::parse(text.strip_prefix('\u{feff}').unwrap_or(&text)) {
        Ok(config) => Ok(config.regions.iter().map(|region| line(&config, region)).collect()),
        Err(error) => Err((error.key, config_error(Locale::En, &error.fault))),
    }
}

fn line(config: &Config, region: &RegionEntry) -> String {
    let network = match &region.network {
        Some(endpoint) => format!("network {endpoint}"),
        None => "network of the service catalog, after signing in with an API password".to_owned(),
    };
    let mut parts = vec![format!("{} ({})", region.id, region.name), network];
    parts.extend(region.object_storage.as_ref().map(|endpoint| format!("object storage {endpoint}")));
    parts.push(match &config.identity {
        Some(endpoint) => format!("identity {endpoint}"),
        None => "no identity: tokens only".to_owned(),
    });
    parts.push(match (&config.proxy, &region.network, &config.identity) {
        (Some(proxy), Some(network), _) => {
            format!("by proxy, as {}", proxy.apply(network, "/v2.0/flowlog-loggers"))
        }
        (Some(proxy), None, Some(identity)) => {
            format!("by proxy, as {}", proxy.apply(identity, "/v2.0/tokens"))
        }
        (Some(_), None, None) => "by proxy".to_owned(),
        (None, ..) => "no proxy".to_owned(),
    });
    if config.read_only {
        parts.push("read-only".to_owned());
    }
    if config.demo.is_some() {
        parts.push("with a demo project".to_owned());
    }
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../www/config.json");

    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        assert_eq!(judge(text.as_bytes()).unwrap(), expect);
    }

    #[test]
    fn a_line_says_what_a_region_will_use() {
        check(
            r#"{ "regions": [{ "id": "KR1", "network": "https://api.example" }],
                 "proxy": "/nhn/{host}{+path}", "readOnly": true }"#,
            &["KR1 (KR1), network https://api.example, no identity: tokens only, \
               by proxy, as /nhn/api.example/v2.0/flowlog-loggers, read-only"],
        );
        check(
            r#"{ "regions": [{ "id": "A", "name": "Here", "network": "http://localhost:1", "objectStorage": "http://localhost:2" }],
                 "identity": "http://localhost:3", "demo": { "token": "abc" } }"#,
            &["A (Here), network http://localhost:1, object storage http://localhost:2, \
               identity http://localhost:3, no proxy, with a demo project"],
        );
        check(
            r#"{ "regions": [{ "id": "KR1" }], "identity": "https://id.example", "proxy": "/nhn/{host}{+path}" }"#,
            &["KR1 (KR1), network of the service catalog, after signing in with an API password, \
               identity https://id.example, by proxy, as /nhn/id.example/v2.0/tokens"],
        );
        assert_eq!(judge(SHIPPED.as_bytes()).unwrap().len(), 2);
    }

    #[test]
    fn a_text_that_is_no_json_says_so() {
        let reason = |text: &[u8]| judge(text).unwrap_err();
        let (key, cut_off) = reason(b"{\"regions\": [");
        assert_eq!((&*key, &*cut_off), ("", "The file ends too early: it is not valid JSON."));
        let (_, other) = reason(b"regions");
        assert!(other.starts_with("This is not valid JSON"), "{other}");
    }

    #[test]
    fn a_mark_at_the_beginning_is_not_part_of_the_text() {
        assert_eq!(judge(format!("\u{feff}{SHIPPED}").as_bytes()), judge(SHIPPED.as_bytes()));
    }

    #[test]
    fn a_wrong_key_is_named() {
        let (key, reason) = judge(b"{ \"regoins\": [] }").unwrap_err();
        assert_eq!(key, "regoins");
        assert!(!reason.is_empty());
    }
}
