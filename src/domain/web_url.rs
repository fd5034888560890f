//! A strict `http` or `https` URL for endpoints, configuration and storage hosts: parsed once, compared by
//! origin.
//!
//! Not a general URL parser. Browsers repair much that is unusual (backslashes, numeric hosts, escapes), each
//! in a way that can move a request to another host; here all of that is refused.

use std::fmt;

const MAX_BYTES: usize = 2_048;

/// A URL without user name, query or fragment, in one normal form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WebUrl {
    https: bool,
    host: String,
    port: Option<u16>,
    path: String,
}

/// Why a text is no [`WebUrl`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlFault {
    Empty,
    /// Over 2,048 bytes.
    TooLong,
    /// A control character, TAB and line breaks included.
    Control,
    Whitespace,
    Backslash,
    /// Does not begin with `http://` or `https://`.
    NotHttp,
    Query,
    Fragment,
    UserInfo,
    NoHost,
    /// Neither a plain ASCII host name, nor a full IPv4 address, nor `[::1]`.
    BadHost,
    /// Not a number from 1 to 65535, or nothing after the colon.
    BadPort,
    /// An empty, `.` or `..` segment, or a character other than letters, digits and `- . _ ~`.
    BadPath,
}

impl WebUrl {
    /// Reads a whole URL; one trailing slash is dropped, the scheme and host become lower-case.
    pub fn parse(text: &str) -> Result<WebUrl, UrlFault> {
        if text.is_empty() {
            return Err(UrlFault::Empty);
        }
        if text.len() > MAX_BYTES {
            return Err(UrlFault::TooLong);
        }
        if text.chars().any(char::is_control) {
            return Err(UrlFault::Control);
        }
        if text.chars().any(char::is_whitespace) {
            return Err(UrlFault::Whitespace);
        }
        if text.contains('\\') {
            return Err(UrlFault::Backslash);
        }
        let (scheme, rest) = text.split_once(':').ok_or(UrlFault::NotHttp)?;
        let rest = rest.strip_prefix("//").ok_or(UrlFault::NotHttp)?;
        let https = match scheme {
            _ if scheme.eq_ignore_ascii_case("https") => true,
            _ if scheme.eq_ignore_ascii_case("http") => false,
            _ => return Err(UrlFault::NotHttp),
        };
        if rest.contains('#') {
            return Err(UrlFault::Fragment);
        }
        if rest.contains('?') {
            return Err(UrlFault::Query);
        }
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        if authority.contains('@') {
            return Err(UrlFault::UserInfo);
        }
        let (host, port) = split_port(authority)?;
        let host = read_host(host)?;
        let port = port.filter(|port| *port != if https { 443 } else { 80 });
        let path = path.strip_suffix('/').unwrap_or(path);
        if !path.split('/').skip(1).all(is_plain_segment) {
            return Err(UrlFault::BadPath);
        }
        Ok(WebUrl { https, host, port, path: path.to_owned() })
    }

    /// Scheme, host and a port other than the scheme's own, as browsers write an origin.
    pub fn origin(&self) -> String {
        let scheme = if self.https { "https" } else { "http" };
        match self.port {
            Some(port) => format!("{scheme}://{}:{port}", self.host),
            None => format!("{scheme}://{}", self.host),
        }
    }

    pub fn is_https(&self) -> bool {
        self.https
    }

    /// Whether the host is this machine by name or address: `localhost`, 127.0.0.0/8 or `[::1]`.
    pub fn is_loopback(&self) -> bool {
        self.host == "localhost"
            || self.host == "[::1]"
            || ipv4(&self.host).is_some_and(|[first, ..]| first == 127)
    }

    /// Lower-case, without port; `[::1]` in its brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port where it is not the scheme's own.
    pub fn port(&self) -> Option<u16> {
        self.port
    }

    /// Empty, or with a leading and without a trailing slash.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// This URL without the last segment of its path, where that is `such` a one.
    pub fn without_last(mut self, such: fn(&str) -> bool) -> WebUrl {
        if let Some((before, last)) = self.path.rsplit_once('/')
            && such(last)
        {
            self.path.truncate(before.len());
        }
        self
    }

    /// This URL with a path (and query) of the caller's appended after exactly one slash.
    pub fn join(&self, path: &str) -> String {
        format!("{self}/{}", path.strip_prefix('/').unwrap_or(path))
    }
}

impl fmt::Display for WebUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin(), self.path)
    }
}

fn split_port(authority: &str) -> Result<(&str, Option<u16>), UrlFault> {
    // The colons within the brackets of an IPv6 address begin no port.
    let host_end = match authority.rfind(']') {
        Some(bracket) => bracket + 1,
        None if authority.starts_with('[') => return Err(UrlFault::BadHost),
        None => authority.find(':').unwrap_or(authority.len()),
    };
    let (host, tail) = authority.split_at(host_end);
    let Some(port) = tail.strip_prefix(':') else {
        return if tail.is_empty() { Ok((host, None)) } else { Err(UrlFault::BadHost) };
    };
    let plain = port.bytes().all(|byte| byte.is_ascii_digit()) && !port.starts_with('0');
    match port.parse::<u16>() {
        Ok(number) if plain => Ok((host, Some(number))),
        _ => Err(UrlFault::BadPort),
    }
}

/// Four decimal numbers to 255, none with a leading zero.
fn ipv4(host: &str) -> Option<[u8; 4]> {
    let mut address = [0; 4];
    let mut numbers = host.split('.');
    for place in &mut address {
        let number = numbers.next()?;
        let plain =
            number.bytes().all(|byte| byte.is_ascii_digit()) && (number == "0" || !number.starts_with('0'));
        *place = number.parse().ok().filter(|_| plain)?;
    }
    numbers.next().is_none().then_some(address)
}

fn read_host(host: &str) -> Result<String, UrlFault> {
    if host.is_empty() {
        return Err(UrlFault::NoHost);
    }
    if let Some(inner) = host.strip_prefix('[') {
        let inner = inner.strip_suffix(']').ok_or(UrlFault::BadHost)?;
        // An IPv6 address has many spellings, of which origins compare one; services have names.
        return if inner == "::1" { Ok(host.to_owned()) } else { Err(UrlFault::BadHost) };
    }
    let host = host.to_ascii_lowercase();
    if host.len() > 253 || !host.split('.').all(is_host_label) {
        return Err(UrlFault::BadHost);
    }
    // A last label that is a number makes browsers read the host as IPv4 in any of its short or hex forms.
    let last = host.rsplit('.').next().unwrap_or_default();
    let numeric = last.bytes().all(|byte| byte.is_ascii_digit()) || last.starts_with("0x");
    if numeric && ipv4(&host).is_none() {
        return Err(UrlFault::BadHost);
    }
    Ok(host)
}

/// Punycode is refused with the rest: a name that only looks like another's has no place in an endpoint.
fn is_host_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= 63
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
        && !label.starts_with("xn--")
}

fn is_plain_segment(segment: &str) -> bool {
    !matches!(segment, "" | "." | "..")
        && segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
}

#[cfg(test)]
mod tests;
