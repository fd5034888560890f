//! `storage_url`, as the guide's "Create a flow log logger" requires it:
//! `https://{object-storage-endpoint}/{AUTH-id}/{container}/{directory-path}`, all four parts.

use percent_encoding::percent_decode_str;

/// Where a logger writes. The host has no effect, since a region has one Object Storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// `AUTH_` and 32 hexadecimal digits.
    pub account: String,
    /// The container's name, decoded.
    pub container: String,
    /// The folder in the container, decoded, with no slash at either end.
    pub directory: String,
}

/// Reads a storage URL.
///
/// # Errors
/// The reason why the URL is not valid.
pub fn parse(url: &str) -> Result<Location, String> {
    let rest = url.strip_prefix("https://").ok_or("the URL does not start with https://.")?;
    if let Some(bad) = url.chars().find(|c| c.is_whitespace() || c.is_control() || "?#@\\".contains(*c)) {
        return Err(format!("the URL has the character {bad:?} in it."));
    }
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if host.is_empty() || host.starts_with(':') {
        return Err("the URL has no host.".to_owned());
    }
    let mut parts: Vec<&str> = path.split('/').collect();
    if parts.first() == Some(&"v1") {
        parts.remove(0);
    }
    let [account, container, directory @ ..] = parts.as_slice() else {
        return Err("the URL has no container.".to_owned());
    };
    if !is_account(account) {
        return Err("the account is not AUTH_ and 32 hexadecimal digits.".to_owned());
    }
    let container = segment(container).ok_or("the URL has no usable container name.")?;
    if container.len() > 256 {
        return Err("the container name is longer than 256 bytes.".to_owned());
    }
    if directory.is_empty() || directory == [""] {
        return Err("the URL has no directory path.".to_owned());
    }
    let directory = directory
        .iter()
        .map(|part| segment(part))
        .collect::<Option<Vec<String>>>()
        .ok_or("a segment of the directory path is empty, '.', '..' or badly encoded.")?
        .join("/");
    if directory.len() > 1024 {
        return Err("the directory path is longer than 1024 bytes.".to_owned());
    }
    Ok(Location { account: (*account).to_owned(), container, directory })
}

/// Whether a text is an Object Storage account: `AUTH_` and 32 lower-case hexadecimal digits.
pub fn is_account(text: &str) -> bool {
    text.strip_prefix("AUTH_").is_some_and(|id| {
        id.len() == 32 && id.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    })
}

fn segment(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let escapes_are_whole = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'%').all(|(at, _)| {
        bytes.get(at + 1..at + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    });
    let decoded = percent_decode_str(text).decode_utf8().ok()?.into_owned();
    let usable = escapes_are_whole
        && !matches!(decoded.as_str(), "" | "." | "..")
        && !decoded.contains('/')
        && !decoded.chars().any(char::is_control);
    usable.then_some(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACCOUNT: &str = "AUTH_e670167936434f85a03694184000ffe6";

    #[track_caller]
    fn good(url: &str, container: &str, directory: &str) {
        let expect =
            Location { account: ACCOUNT.into(), container: container.into(), directory: directory.into() };
        assert_eq!(parse(&url.replace("ACCOUNT", ACCOUNT)), Ok(expect));
    }

    #[track_caller]
    fn bad(url: &str, reason: &str) {
        let found = parse(&url.replace("ACCOUNT", ACCOUNT)).unwrap_err();
        assert!(found.contains(reason), "{url}: {found}");
    }

    #[test]
    fn whole_urls() {
        good("https://kr2.example/v1/ACCOUNT/flowlog-test/240729", "flowlog-test", "240729");
        good("https://kr2.example/ACCOUNT/logs/a", "logs", "a");
        good("https://kr2.example:8443/v1/ACCOUNT/logs/a/b/c", "logs", "a/b/c");
        good("https://kr2.example/v1/ACCOUNT/net%20logs/a%2Bb", "net logs", "a+b");
        good("https://kr2.example/v1/ACCOUNT/로그/팀", "로그", "팀");
    }

    #[test]
    fn faulty_urls() {
        bad("", "https://");
        bad("http://kr2.example/v1/ACCOUNT/c/d", "https://");
        bad("https:///v1/ACCOUNT/c/d", "no host");
        bad("https://kr2.example", "no container");
        bad("https://kr2.example/v1/AUTH_1/c/d", "account");
        bad("https://kr2.example/v2/ACCOUNT/c/d", "account");
        bad("https://kr2.example/v1/AUTH_E670167936434F85A03694184000FFE6/c/d", "account");
        bad("https://kr2.example/v1/ACCOUNT", "no container");
        bad("https://kr2.example/v1/ACCOUNT//d", "container");
        bad("https://kr2.example/v1/ACCOUNT/../d", "container");
        bad("https://kr2.example/v1/ACCOUNT/c", "no directory");
        bad("https://kr2.example/v1/ACCOUNT/c/", "no directory");
        bad("https://kr2.example/v1/ACCOUNT/c/d/", "segment");
        bad("https://kr2.example/v1/ACCOUNT/c/d//e", "segment");
        bad("https://kr2.example/v1/ACCOUNT/c/%2e%2e/e", "segment");
        bad("https://kr2.example/v1/ACCOUNT/c/d%2", "segment");
        bad("https://kr2.example/v1/ACCOUNT/c/d%zz", "segment");
        bad("https://kr2.example/v1/ACCOUNT/c/d?x=1", "'?'");
        bad("https://kr2.example/v1/ACCOUNT/c/d#x", "'#'");
        bad("https://user@kr2.example/v1/ACCOUNT/c/d", "'@'");
        bad("https://kr2.example/v1/ACCOUNT/c/d e", "' '");
        bad("https://kr2.example\\v1/ACCOUNT/c/d", "'\\\\'");
        bad(&format!("https://kr2.example/v1/ACCOUNT/{}/d", "c".repeat(257)), "256");
        bad(&format!("https://kr2.example/v1/ACCOUNT/c/{}", "d".repeat(1025)), "1024");
    }
}
