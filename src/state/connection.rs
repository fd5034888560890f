//! To which region the console is connected, by whose token, and how the person is asked for the next one.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

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

/// What the person answers, for whoever waits for it.
#[derive(Clone, Default)]
pub(super) struct Answer(Rc<RefCell<Waiting>>);

#[derive(Default)]
struct Waiting {
    outcome: Option<Result<Lease, NotRenewed>>,
    waker: Option<Waker>,
}

impl Answer {
    pub fn give(self, outcome: Result<Lease, NotRenewed>) {
        let waker = {
            let mut waiting = self.0.borrow_mut();
            waiting.outcome = Some(outcome);
            waiting.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl Future for Answer {
    type Output = Result<Lease, NotRenewed>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut waiting = self.0.borrow_mut();
        match waiting.outcome.take() {
            Some(outcome) => Poll::Ready(outcome),
            None => {
                waiting.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}

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
