//! The access policy by which a container lets Flow Log's system account write, as a header and as commands.
//!
//! A write replaces the policy whole, so what stands there is read first and kept. The commands hold no token: a
//! variable of the shell stands in its place.

use crate::api::path::COMPONENT;
use crate::domain::storage_url::{self, StorageUrl};
use percent_encoding::utf8_percent_encode;

use super::{plain_name, start_of};

/// The header that names who may write into a container.
pub const HEADER: &str = "X-Container-Write";

/// The container of a storage URL, as commands name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Container {
    /// `https://host/v1/AUTH_…`.
    pub storage: String,
    /// The tenant of the account.
    pub tenant: String,
    /// Its plain name.
    pub name: String,
}

impl Container {
    /// `None` where the text is no sound storage URL.
    pub fn of(storage_url: &str) -> Option<Container> {
        let url: StorageUrl = storage_url::read(storage_url, None, 0).url?;
        Some(Container {
            storage: start_of(storage_url)?,
            tenant: url.account().strip_prefix("AUTH_")?.to_owned(),
            name: plain_name(url.container()),
        })
    }

    fn url(&self) -> String {
        format!("{}/{}", self.storage, utf8_percent_encode(&self.name, COMPONENT))
    }

    /// Shows the container's headers; the policy is one of them, where there is one.
    pub fn read_by_curl(&self) -> String {
        format!("curl -gsS --head {} -H \"X-Auth-Token: $TOKEN\"", quoted(&self.url()))
    }

    /// Sets the policy.
    pub fn write_by_curl(&self, policy: &Policy) -> String {
        format!(
            "curl -gsS -X POST {} -H \"X-Auth-Token: $TOKEN\" -H {}",
            quoted(&self.url()),
            quoted(&policy.header())
        )
    }

    /// Sets the policy by the client of OpenStack Swift. `None` where it would take the container's name for an option.
    pub fn write_by_swift(&self, policy: &Policy) -> Option<String> {
        let command = format!(
            "swift --os-storage-url {} --os-auth-token \"$TOKEN\" post --write-acl {} {}",
            quoted(&self.storage),
            quoted(&policy.text()),
            quoted(&self.name)
        );
        (!self.name.starts_with('-')).then_some(command)
    }
}

/// Who may write into a container, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy(Vec<String>);

impl Policy {
    /// Reads the value of the header, or the whole line that holds it. `None` where it holds what no header can.
    pub fn parse(text: &str) -> Option<Policy> {
        let text = text.trim();
        let value = match text.split_once(':') {
            Some((name, value)) if name.trim().eq_ignore_ascii_case(HEADER) => value,
            _ => text,
        };
        let entries: Vec<String> =
            value.split(',').map(str::trim).filter(|entry| !entry.is_empty()).map(str::to_owned).collect();
        let sound = entries.iter().all(|entry| entry.bytes().all(|byte| byte.is_ascii_graphic()));
        sound.then_some(Policy(entries))
    }

    /// With an entry more, unless it is there already.
    pub fn and(mut self, entry: String) -> Policy {
        if !self.0.contains(&entry) {
            self.0.push(entry);
        }
        self
    }

    pub fn text(&self) -> String {
        self.0.join(",")
    }

    /// As it is sent.
    pub fn header(&self) -> String {
        format!("{HEADER}: {}", self.text())
    }
}

/// Whether a text can be an id of an account: what an entry is made of must not end it.
pub fn is_id(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.@".contains(&byte))
}

/// `<tenant>:<user>`; `None` until both are ids.
pub fn entry(tenant: &str, user: &str) -> Option<String> {
    (is_id(tenant) && is_id(user)).then(|| format!("{}:{}", tenant.trim(), user.trim()))
}

/// A text as one word of a POSIX shell. The text has no NUL.
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests;
