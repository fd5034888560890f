//! What the page would make of a `config.json`.

use std::fs;
use std::path::Path;

use flowlog_console::config::{Config, Region};
use flowlog_console::i18n::{Locale, config_error};

use crate::process::{Failure, Result, show};

/// Prints what is wrong with a file, as the page would say it, or what each region will use. False when it is wrong.
pub fn report(file: &Path) -> Result<bool> {
    let text = fs::read(file).map_err(|error| Failure::file("read", file, &error))?;
    // As a browser decodes it: the mark at the beginning is not part of the text.
    let text = String::from_utf8_lossy(&text);
    match judge(text.strip_prefix('\u{feff}').unwrap_or(&text)) {
        Ok(lines) => {
            show(lines.join("\n"));
            Ok(true)
        }
        Err((key, reason)) => {
            show(match key.as_str() {
                "" => format!("{}: {reason}", file.display()),
                key => format!("{key}: {reason}"),
            });
            Ok(false)
        }
    }
}

/// A line for each region, or the key that is wrong and why.
fn judge(text: &str) -> std::result::Result<Vec<String>, (String, String)> {
    match Config::parse(text) {
        Ok(config) => Ok(config.regions.iter().map(|region| line(&config, region)).collect()),
        Err(error) => Err((error.key, config_error(Locale::En, &error.fault))),
    }
}

fn line(config: &Config, region: &Region) -> String {
    let mut parts = vec![format!("{} ({})", region.id, region.name), format!("network {}", region.network)];
    parts.extend(region.object_storage.as_ref().map(|endpoint| format!("object storage {endpoint}")));
    parts.push(match &config.identity {
        Some(endpoint) => format!("identity {endpoint}"),
        None => "no identity: tokens only".to_owned(),
    });
    parts.push(match &config.proxy {
        Some(proxy) => format!("by proxy, as {}", proxy.apply(&region.network, "/v2.0/flowlog-loggers")),
        None => "no proxy".to_owned(),
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
mod tests;
