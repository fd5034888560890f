//! To which region the console is connected, by whose token, and how the person is asked for the next one.

use futures_channel::oneshot;

use crate::api::ApiError;
use crate::api::error::NoEndpoint;
use crate::api::identity::{CatalogEntry, ListedEndpoint, listed};
use crate::auth::{Lease, NotRenewed};
use crate::config::{Region, RegionEntry};

/// To which region the console is connected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    pub region: Region,
    /// Where the same token may hold, this region among them.
    pub regions: Vec<Region>,
    /// What the service catalog says of the account's Object Storage.
    pub storages: Vec<CatalogEntry>,
}

/// Whose API password gave the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub tenant_id: String,
    pub user_name: String,
}

/// Why a person is asked to sign in again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What the service said of the token that it refused; `None` where it was not refused yet.
    pub refusal: Option<String>,
}

/// Takes the person's answer to where it is waited for.
pub(super) type Answer = oneshot::Sender<Result<Lease, NotRenewed>>;

/// A configured region with its own endpoint: a token alone tells of no other.
pub fn place_by_token(entry: &RegionEntry) -> Result<Region, ApiError> {
    entry.region().ok_or_else(|| ApiError::no_endpoint(&entry.name, NoEndpoint::NoCatalog))
}

/// A configured region with its own endpoint, else with the one that the service catalog has for it.
pub fn place(entry: &RegionEntry, catalog: &[ListedEndpoint]) -> Result<Region, ApiError> {
    let missing = |why| ApiError::no_endpoint(&entry.name, why);
    match (entry.region(), listed(catalog, &entry.id)) {
        (Some(region), _) => Ok(region),
        (None, None) => Err(missing(NoEndpoint::NotListed)),
        (None, Some(endpoint)) => {
            endpoint.map(|endpoint| entry.at(endpoint)).map_err(|fault| missing(NoEndpoint::Unusable(fault)))
        }
    }
}
