//! What holds for one part of a storage URL by itself.

use percent_encoding::percent_decode_str;

use super::fault::{CONTAINER_MAX_BYTES, OBJECT_MAX_BYTES, StorageFault, StoragePart};

/// Where the account stands: at what looks like one, else after something like `v1`, else first.
pub(super) fn account_place(segments: &[&str]) -> usize {
    const FARTHEST: usize = 4;
    let like_account = |segment: &&str| {
        let hex = segment.len() == 32 && segment.bytes().all(|byte| byte.is_ascii_hexdigit());
        hex || segment.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("auth"))
    };
    let like_version = |segment: &&str| {
        let digits = segment.strip_prefix(['v', 'V']);
        digits.is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'))
    };
    let found = segments.iter().take(FARTHEST).position(like_account);
    found.unwrap_or_else(|| segments.iter().take_while(|segment| like_version(segment)).count())
}

pub(super) fn is_account(text: &str) -> bool {
    text.strip_prefix("AUTH_").is_some_and(|id| {
        id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    })
}

pub(super) fn check_container(container: &str, faults: &mut Vec<StorageFault>) {
    let Some(name) = decoded(container) else {
        faults.push(StorageFault::BrokenEscape(StoragePart::Container, broken_escape(container)));
        return;
    };
    if is_dots(&name) {
        faults.push(StorageFault::ContainerDots(container.to_owned()));
    }
    if name.contains('/') {
        faults.push(StorageFault::ContainerSlash(container.to_owned()));
    }
    if name.len() > CONTAINER_MAX_BYTES {
        faults.push(StorageFault::ContainerTooLong(name.len()));
    }
    note_control(&name, faults);
}

pub(super) fn check_directory(directory: &str, appended: usize, faults: &mut Vec<StorageFault>) {
    let Some(name) = decoded(directory) else {
        faults.push(StorageFault::BrokenEscape(StoragePart::Directory, broken_escape(directory)));
        return;
    };
    // A percent-encoded slash parts segments for the service like a plain one.
    if name.split('/').any(str::is_empty) {
        faults.push(StorageFault::EmptySegment(StoragePart::Directory));
    }
    if let Some(dots) = name.split('/').find(|segment| is_dots(segment)) {
        faults.push(StorageFault::DotSegment(StoragePart::Directory, dots.to_owned()));
    }
    let bytes = name.len() + appended;
    if bytes > OBJECT_MAX_BYTES {
        faults.push(StorageFault::TooLong(bytes));
    }
    note_control(&name, faults);
}

fn note_control(name: &str, faults: &mut Vec<StorageFault>) {
    if name.chars().any(char::is_control) && !faults.contains(&StorageFault::Control) {
        faults.push(StorageFault::Control);
    }
}

pub(super) fn is_dots(segment: &str) -> bool {
    matches!(segment, "." | "..")
}

/// `None` where an escape is broken or not UTF-8.
fn decoded(text: &str) -> Option<String> {
    let whole = text.split('%').skip(1).all(is_escape);
    let name = percent_decode_str(text).decode_utf8().ok()?;
    whole.then(|| name.into_owned())
}

fn is_escape(after_percent: &str) -> bool {
    after_percent.as_bytes().get(..2).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
}

/// The first wrong escape of a text that has one; the whole run of escapes where they are not UTF-8.
fn broken_escape(text: &str) -> String {
    let wrong = text.split('%').skip(1).find(|after| !is_escape(after));
    match wrong {
        Some(after) => format!("%{}", after.chars().take(2).collect::<String>()),
        None => text.to_owned(),
    }
}

/// The region that a host of the service names, as in `kr2-api-object-storage.…`; `None` for any other host.
pub(super) fn region_of(host: &str) -> Option<String> {
    let (region, service) = parts_of(host)?;
    (service == "api-object-storage").then_some(region)
}

/// What a host of Object Storage in a region calls it, as far as that is known: by the hosts of its other services, else
/// by its id, where that looks like such a name. A deployment may give it any id.
pub fn region_code(id: &str, hosts: &[&str]) -> Option<String> {
    let told =
        hosts.iter().filter_map(|host| parts_of(host)).find(|(_, service)| service.starts_with("api-"));
    told.map(|(region, _)| region).or_else(|| is_region(id).then(|| id.to_owned()))
}

/// The region, in capitals, and the service that the first label of a host names.
fn parts_of(host: &str) -> Option<(String, &str)> {
    let (region, service) = host.split('.').next()?.split_once('-')?;
    is_region(region).then(|| (region.to_ascii_uppercase(), service))
}

/// Letters with a number behind them, as in `kr2`.
fn is_region(text: &str) -> bool {
    let letters = text.trim_end_matches(|c: char| c.is_ascii_digit());
    !letters.is_empty()
        && letters.len() < text.len()
        && letters.bytes().all(|byte| byte.is_ascii_alphabetic())
}
