//! Help with where logs are stored: how a storage URL can begin, and how a container lets Flow Log write.

use crate::api::ApiError;
use crate::api::identity::CatalogEntry;
use crate::api::object_storage::ObjectStorage;
use crate::api::path::COMPONENT;
use crate::config::Region;
use crate::config::kept::KeptStorage;
use crate::domain::logger::{Logger, Status};
use crate::domain::storage_url::{self, StoragePart, StorageParts, StorageUrl};
use crate::state::Console;
use crate::state::remote::{self, Slot};
use futures_util::future::LocalBoxFuture;
use percent_encoding::{percent_decode_str, utf8_percent_encode};
use reactive_graph::prelude::*;

pub mod policy;

/// As many accounts as a short list holds.
const STARTS_OFFERED: usize = 8;

/// A storage URL up to its account, where that much of it is right: `https://host/v1/AUTH_…`.
pub fn start_of(text: &str) -> Option<String> {
    let reading = storage_url::read(text.trim(), None, 0);
    let wrong = |part| reading.faults.iter().any(|fault| fault.part() == part);
    let parts = [
        StoragePart::Whole,
        StoragePart::Scheme,
        StoragePart::Host,
        StoragePart::Version,
        StoragePart::Account,
    ];
    if parts.into_iter().any(wrong) {
        return None;
    }
    joined(&reading.parts)
}

fn joined(parts: &StorageParts) -> Option<String> {
    let (host, account) = (parts.host.as_ref()?, parts.account.as_ref()?);
    let version = if parts.version.is_some() { "/v1" } else { "" };
    Some(format!("https://{host}{version}/{account}"))
}

/// The name of a container as its owner knows it, from the form that it has in an address.
pub fn plain_name(container: &str) -> String {
    match percent_decode_str(container).decode_utf8() {
        Ok(name) => name.into_owned(),
        Err(_) => container.to_owned(),
    }
}

/// `text` with another host and account; container and directory stay.
pub fn with_start(text: &str, start: &str) -> String {
    let parts = storage_url::read(text.trim(), None, 0).parts;
    let container = parts.container.unwrap_or_default();
    let directory = parts.directory.map(|directory| format!("/{directory}")).unwrap_or_default();
    format!("{start}/{container}{directory}")
}

/// `text` with another container; `None` where it does not come as far as an account.
pub fn with_container(text: &str, name: &str) -> Option<String> {
    let parts = storage_url::read(text.trim(), None, 0).parts;
    let start = joined(&parts)?;
    let name = utf8_percent_encode(name, COMPONENT);
    Some(format!("{start}/{name}/{}", parts.directory.unwrap_or_default()))
}

/// How storage URLs can begin: by the region's own entry, by those of the service catalog, by what was entered before,
/// by the loggers there are.
fn starts(
    region: &Region,
    catalog: &[CatalogEntry],
    kept: &KeptStorage,
    loggers: impl Iterator<Item = String>,
) -> Vec<String> {
    let configured = region.object_storage.as_ref().map(ToString::to_string);
    let before = kept.accounts.get(&region.id).cloned();
    let listed = catalog.iter().filter(|entry| entry.region.eq_ignore_ascii_case(&region.id));
    let listed = listed.filter_map(|entry| start_in(&entry.url, region));
    let known = configured.into_iter().chain(listed).chain(before).chain(loggers);
    let mut starts: Vec<String> = Vec::new();
    for start in known.filter_map(|text| start_of(&text)) {
        if !starts.contains(&start) {
            starts.push(start);
        }
    }
    starts.truncate(STARTS_OFFERED);
    starts
}

/// How storage URLs of an entry of the service catalog begin. An entry on plain http, behind which the service may hide
/// its public host, tells of the account alone.
fn start_in(entry: &str, region: &Region) -> Option<String> {
    start_of(entry).or_else(|| {
        let account = entry.split('/').find(|part| part.starts_with("AUTH_"))?;
        let origin = region.object_storage.as_ref()?.origin();
        start_of(&format!("{origin}/v1/{account}"))
    })
}

/// The containers of an account that loggers write to, by their plain names.
fn used(start: &str, loggers: impl Iterator<Item = String>) -> Vec<String> {
    let mut names: Vec<String> = loggers
        .filter(|url| start_of(url).as_deref() == Some(start))
        .filter_map(|url| Some(plain_name(storage_url::read(&url, None, 0).url?.container())))
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The names that hold what is typed, in any case. A name that is whole already narrows nothing: the list then offers
/// the others.
pub fn matching(names: &[String], typed: &str) -> Vec<String> {
    let needle = typed.trim().to_ascii_lowercase();
    let whole = names.iter().any(|name| name == typed);
    let fits = |name: &&String| whole || name.to_ascii_lowercase().contains(&needle);
    names.iter().filter(fits).cloned().collect()
}

impl Console {
    /// What was entered before.
    pub fn kept_storage(self) -> KeptStorage {
        self.shared.preferences.with_untracked(|preferences| preferences.storage.clone())
    }

    fn keep_storage(self, kept: KeptStorage) {
        if kept != self.kept_storage() {
            self.prefer(|preferences| preferences.storage = kept);
        }
    }

    /// Remembers the two ids of Flow Log's system account.
    pub fn keep_system_account(self, tenant: &str, user: &str) {
        let (system_tenant, system_user) = (tenant.trim().to_owned(), user.trim().to_owned());
        self.keep_storage(KeptStorage { system_tenant, system_user, ..self.kept_storage() });
    }

    /// Remembers the account of a storage URL for the connected region.
    pub fn keep_account(self, url: &StorageUrl) {
        let region = self
            .shared
            .connection
            .with_untracked(|connected| connected.as_ref().map(|c| c.region.id.clone()));
        if let (Some(region), Some(start)) = (region, start_of(&url.to_string())) {
            let mut kept = self.kept_storage();
            kept.accounts.insert(region, start);
            self.keep_storage(kept);
        }
    }

    /// How a storage URL of the connected region can begin; tracks the region and its loggers. What is entered now is
    /// offered the next time.
    pub fn storage_starts(self) -> Vec<String> {
        let kept = self.kept_storage();
        let urls = self.storage_urls();
        self.shared
            .connection
            .with(|connected| {
                let connected = connected.as_ref()?;
                Some(starts(&connected.region, &connected.storages, &kept, urls.into_iter()))
            })
            .unwrap_or_default()
    }

    /// The containers of the list's loggers in an account; tracks the list.
    pub fn used_containers(self, start: &str) -> Vec<String> {
        used(start, self.storage_urls().into_iter())
    }

    /// Of the loggers that are not in error: another one's may be what is wrong with it.
    fn storage_urls(self) -> Vec<String> {
        let sound = |logger: &&Logger| logger.status != Status::Error && logger.error_type.is_none();
        self.shared
            .loggers
            .with(|remote| remote.read().filter(sound).map(|logger| logger.storage_url.clone()).collect())
    }

    /// The host of the connected region's Object Storage, where a storage URL names another one; tracks the region.
    pub fn other_storage_host(self, url_host: &str) -> Option<String> {
        let endpoint =
            self.shared.connection.with(|connected| connected.as_ref()?.region.object_storage.clone())?;
        // On plain http it is no host that a storage URL can have.
        let origin = endpoint.origin();
        let host = origin.strip_prefix("https://")?;
        (!host.eq_ignore_ascii_case(url_host)).then(|| host.to_owned())
    }

    /// Whether the connected region has an Object Storage that can be asked.
    pub fn can_list_containers(self) -> bool {
        self.shared.connection.with(|connected| {
            connected.as_ref().is_some_and(|connected| connected.region.object_storage.is_some())
        })
    }

    /// Reads the containers of an account. A refusal is no sign about the session: the account has another tenant.
    pub fn load_containers(self, slot: Slot<Vec<String>>, account: String) -> LocalBoxFuture<'static, ()> {
        Box::pin(async move {
            let Some(storage) = self.object_storage() else { return };
            let call = async move { storage.containers(&account).await };
            let call: LocalBoxFuture<'static, Result<Vec<String>, ApiError>> = Box::pin(call);
            // The error stays in the slot, where the field tells it.
            let _ = remote::load(slot, || self.now_ms(), call).await;
        })
    }

    fn object_storage(self) -> Option<ObjectStorage> {
        let endpoint =
            self.shared.connection.with_untracked(|connected| connected.clone()?.region.object_storage)?;
        let (identity, proxy) =
            self.shared.config.with_value(|config| (config.identity.clone(), config.proxy.clone()));
        let token = self.client()?.session().token()?;
        Some(ObjectStorage { transport: self.transport(), endpoint, identity, proxy, token })
    }
}

#[cfg(test)]
mod tests;
