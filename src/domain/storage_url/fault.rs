//! What can be wrong with a storage URL, and with which part of it.

/// Swift's limit for the name of a container.
pub const CONTAINER_MAX_BYTES: usize = 256;
/// Swift's limit for the name of an object: here directory, partition and file name.
pub const OBJECT_MAX_BYTES: usize = 1_024;

/// The part of the address that a fault is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoragePart {
    Whole,
    Scheme,
    Host,
    Version,
    Account,
    Container,
    Directory,
}

/// One thing that is wrong with a storage URL. Lengths are in bytes after percent-decoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageFault {
    Empty,
    Control,
    Space,
    Backslash,
    /// The scheme as typed; `None` where there is none, or only a part of one yet.
    NotHttps(Option<String>),
    UserInfo,
    Query,
    Fragment,
    NoHost,
    /// Neither a host name nor an address, or a port out of range.
    BadHost(String),
    /// What stands between host and account in the place of `v1`.
    Version(String),
    AccountMissing,
    /// Not `AUTH_` and 32 lower-case hex digits.
    Account(String),
    ContainerMissing,
    /// `.` or `..`, percent-encoded or not.
    ContainerDots(String),
    /// A percent-encoded slash: the service would read it as the container's end.
    ContainerSlash(String),
    ContainerTooLong(usize),
    DirectoryMissing,
    /// Nothing between two slashes.
    EmptySegment(StoragePart),
    /// A segment that is `.` or `..`, percent-encoded or not.
    DotSegment(StoragePart, String),
    /// A `%` without two hex digits, or escapes that are not UTF-8.
    BrokenEscape(StoragePart, String),
    /// Directory and what will be appended to it.
    TooLong(usize),
}

impl StorageFault {
    pub fn part(&self) -> StoragePart {
        use StorageFault::*;
        match self {
            Empty | Control | Space | Backslash | Query | Fragment => StoragePart::Whole,
            NotHttps(_) => StoragePart::Scheme,
            UserInfo | NoHost | BadHost(_) => StoragePart::Host,
            Version(_) => StoragePart::Version,
            AccountMissing | Account(_) => StoragePart::Account,
            ContainerMissing | ContainerDots(_) | ContainerSlash(_) | ContainerTooLong(_) => {
                StoragePart::Container
            }
            DirectoryMissing | TooLong(_) => StoragePart::Directory,
            EmptySegment(part) | DotSegment(part, _) | BrokenEscape(part, _) => *part,
        }
    }
}
