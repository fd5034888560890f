//! A logger's storage URL, `https://{object-storage-endpoint}/v1/{AUTH-id}/{container}/{directory-path}`,
//! read part by part so that a form can show what it understood and say what is wrong with each part.

use std::fmt;

use super::web_url::{UrlFault, WebUrl};
use checks::{account_place, check_container, check_directory, is_account, is_dots, region_of};

mod checks;
mod fault;

pub use checks::region_code;
pub use fault::{CONTAINER_MAX_BYTES, OBJECT_MAX_BYTES, StorageFault, StoragePart};

/// A warning about an address that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageNote {
    /// No `/v1` before the account, which every documented example has.
    NoVersion,
    /// A slash at the end, dropped.
    TrailingSlash,
    /// The host is of another region than the connected one; `region` is the host's, such as `KR2`.
    OtherRegion { host: String, region: String },
}

/// The parts of the address, also faulty ones. A part that is missing is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StorageParts {
    pub scheme: Option<String>,
    pub host: Option<String>,
    /// What stands between host and account.
    pub version: Option<String>,
    pub account: Option<String>,
    pub container: Option<String>,
    pub directory: Option<String>,
}

/// A storage URL without fault, in its normal form: lower-case scheme and host, no trailing slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorageUrl {
    origin: String,
    version: bool,
    account: String,
    container: String,
    directory: String,
}

impl StorageUrl {
    /// With its port where that is not 443.
    pub fn host(&self) -> &str {
        self.origin.strip_prefix("https://").unwrap_or(&self.origin)
    }

    /// The region that its host names, in capitals, as in `kr2-api-object-storage.…`.
    pub fn region(&self) -> Option<String> {
        region_of(self.host())
    }

    /// `AUTH_` and the tenant id of Object Storage.
    pub fn account(&self) -> &str {
        &self.account
    }

    /// As in the address, percent-encoded where it was.
    pub fn container(&self) -> &str {
        &self.container
    }

    /// As in the address, percent-encoded where it was; one or more segments.
    pub fn directory(&self) -> &str {
        &self.directory
    }
}

impl fmt::Display for StorageUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let version = if self.version { "/v1" } else { "" };
        write!(f, "{}{version}/{}/{}/{}", self.origin, self.account, self.container, self.directory)
    }
}

/// A text read as a storage URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    pub parts: StorageParts,
    /// The parts with the spaces and control characters that were typed.
    pub typed: StorageParts,
    /// In the order of the address, those of the whole text first; one for each wrong thing.
    pub faults: Vec<StorageFault>,
    pub notes: Vec<StorageNote>,
    /// There exactly when there is no fault.
    pub url: Option<StorageUrl>,
}

/// Reads `text`. `connected_region` (such as `KR1`, see [`region_code`]) gives the note about another region; `file_name_bytes` is
/// the length of what the service appends to the directory: folders and file name, each with the slash before
/// it.
pub fn read(text: &str, connected_region: Option<&str>, file_name_bytes: usize) -> Reading {
    let mut reading = Reading {
        parts: StorageParts::default(),
        typed: StorageParts::default(),
        faults: Vec::new(),
        notes: Vec::new(),
        url: None,
    };
    if text.is_empty() {
        reading.faults.push(StorageFault::Empty);
        return reading;
    }
    let meant = meant_text(text, &mut reading.faults);
    let Some(rest) = read_scheme(&meant, &mut reading) else {
        reading.typed = reading.parts.clone();
        return reading;
    };
    let (authority, path) = match rest.find('/') {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let origin = read_host(authority, &mut reading);
    let version = read_path(path, &mut reading, file_name_bytes);
    let StorageParts { host, account, container, directory, .. } = &reading.parts;
    if let (Some(host), Some(connected)) = (host, connected_region)
        && let Some(region) = region_of(host)
        && !region.eq_ignore_ascii_case(connected)
    {
        reading.notes.push(StorageNote::OtherRegion { host: host.clone(), region });
    }
    if reading.faults.is_empty()
        && let (Some(origin), Some(account), Some(container), Some(directory)) =
            (origin, account, container, directory)
    {
        reading.url = Some(StorageUrl {
            origin,
            version,
            account: account.clone(),
            container: container.clone(),
            directory: directory.clone(),
        });
    }
    reading.typed = as_typed(reading.parts.clone(), text, &meant);
    reading
}

/// The parts of the text that was meant, with the spaces and control characters of the one that was typed.
fn as_typed(mut parts: StorageParts, text: &str, meant: &str) -> StorageParts {
    let before = text.split(['?', '#']).next().unwrap_or_default();
    let typed: Vec<&str> = before.split(['/', '\\']).collect();
    let meant: Vec<&str> = meant.split('/').collect();
    for part in [&mut parts.host, &mut parts.account, &mut parts.container, &mut parts.directory] {
        let Some(value) = part else { continue };
        let length = value.split('/').count();
        let place = meant.windows(length).rposition(|segments| segments.join("/") == *value);
        if let Some(segments) = place.and_then(|place| typed.windows(length).nth(place)) {
            *value = segments.join("/");
        }
    }
    parts
}

/// The text before the query, with slashes in place of backslashes, and without spaces and control characters. Each of
/// these is one fault here, so that the parts around it can still be read.
fn meant_text(text: &str, faults: &mut Vec<StorageFault>) -> String {
    let mut note = |wrong: bool, fault| {
        if wrong {
            faults.push(fault);
        }
    };
    note(text.chars().any(char::is_control), StorageFault::Control);
    note(text.chars().any(|c| c.is_whitespace() && !c.is_control()), StorageFault::Space);
    note(text.contains('\\'), StorageFault::Backslash);
    let (before, fragment) = text.split_once('#').map_or((text, false), |(before, _)| (before, true));
    let (before, query) = before.split_once('?').map_or((before, false), |(before, _)| (before, true));
    note(query, StorageFault::Query);
    note(fragment, StorageFault::Fragment);
    before
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .map(|c| if c == '\\' { '/' } else { c })
        .collect()
}

/// The text from the host on; `None` while nothing but a scheme stands there.
fn read_scheme<'a>(text: &'a str, reading: &mut Reading) -> Option<&'a str> {
    const PREFIX: &str = "https://";
    let typed = text.get(..PREFIX.len().min(text.len())).unwrap_or_default();
    if typed.eq_ignore_ascii_case(PREFIX) {
        reading.parts.scheme = Some("https".to_owned());
        return text.get(PREFIX.len()..);
    }
    if PREFIX.get(..text.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(text)) {
        reading.parts.scheme = text.split(':').next().filter(|scheme| !scheme.is_empty()).map(str::to_owned);
        reading.faults.push(StorageFault::NotHttps(None));
        return None;
    }
    let scheme = text.split_once(':').filter(|(before, after)| {
        let port = after.starts_with(|c: char| c.is_ascii_digit());
        !before.is_empty() && !before.contains(['/', '@', '[', '.']) && !port
    });
    let (scheme, rest) = scheme.map_or((None, text), |(scheme, rest)| (Some(scheme.to_owned()), rest));
    reading.parts.scheme.clone_from(&scheme);
    reading.faults.push(StorageFault::NotHttps(scheme));
    let rest = rest.trim_start_matches('/');
    (!rest.is_empty()).then_some(rest)
}

/// The origin, where the host is one.
fn read_host(authority: &str, reading: &mut Reading) -> Option<String> {
    let host = match authority.rsplit_once('@') {
        Some((_, host)) => {
            reading.faults.push(StorageFault::UserInfo);
            host
        }
        None => authority,
    };
    match WebUrl::parse(&format!("https://{host}")) {
        Ok(url) => {
            let origin = url.origin();
            reading.parts.host = origin.strip_prefix("https://").map(str::to_owned);
            return Some(origin);
        }
        Err(UrlFault::NoHost) => reading.faults.push(StorageFault::NoHost),
        Err(_) => {
            reading.parts.host = Some(host.to_owned());
            reading.faults.push(StorageFault::BadHost(host.to_owned()));
        }
    }
    None
}

/// Reads everything after the host; whether `v1` stands before the account.
fn read_path(path: &str, reading: &mut Reading, appended: usize) -> bool {
    let whole = path.strip_prefix('/').unwrap_or(path);
    let path = whole.strip_suffix('/').unwrap_or(whole);
    let segments: Vec<&str> = if path.is_empty() { Vec::new() } else { path.split('/').collect() };
    if segments.is_empty() && reading.parts.host.is_none() {
        // There is nothing after the scheme. The fault about the host says so.
        return false;
    }
    let place = account_place(&segments);
    let (before, rest) = segments.split_at(place.min(segments.len()));
    let version = read_version(before, reading);
    let mut rest = rest.iter().copied();
    match rest.next() {
        None | Some("") => reading.faults.push(StorageFault::AccountMissing),
        Some(account) => {
            reading.parts.account = Some(account.to_owned());
            if !is_account(account) {
                reading.faults.push(StorageFault::Account(account.to_owned()));
            }
            if before.is_empty() {
                reading.notes.push(StorageNote::NoVersion);
            }
        }
    }
    let container = rest.next();
    let directory = rest.collect::<Vec<_>>().join("/");
    let anything_after_account = container.is_some_and(|name| !name.is_empty()) || !directory.is_empty();
    if reading.parts.account.is_none() && !anything_after_account {
        return version;
    }
    match container.filter(|name| !name.is_empty()) {
        None => reading.faults.push(StorageFault::ContainerMissing),
        Some(container) => {
            reading.parts.container = Some(container.to_owned());
            check_container(container, &mut reading.faults);
        }
    }
    if directory.split('/').all(str::is_empty) {
        if reading.parts.container.is_some() {
            reading.faults.push(StorageFault::DirectoryMissing);
        }
        return version;
    }
    check_directory(&directory, appended, &mut reading.faults);
    reading.parts.directory = Some(directory);
    if path.len() < whole.len() {
        reading.notes.push(StorageNote::TrailingSlash);
    }
    version
}

fn read_version(before: &[&str], reading: &mut Reading) -> bool {
    if before.contains(&"") {
        reading.faults.push(StorageFault::EmptySegment(StoragePart::Version));
    }
    if let Some(dots) = before.iter().find(|segment| is_dots(segment)) {
        reading.faults.push(StorageFault::DotSegment(StoragePart::Version, (*dots).to_owned()));
    }
    let named: Vec<&str> =
        before.iter().copied().filter(|segment| !segment.is_empty() && !is_dots(segment)).collect();
    if named.is_empty() {
        return false;
    }
    let version = named.join("/");
    if version != "v1" {
        reading.faults.push(StorageFault::Version(version.clone()));
    }
    reading.parts.version = Some(version);
    true
}

#[cfg(test)]
mod tests;
