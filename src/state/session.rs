//! Signing in again without losing the place: a refused token asks the person before the console, once for all
//! requests that wait, and each of them is then repeated once.

use reactive_graph::prelude::*;
use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use futures_util::future::LocalBoxFuture;

use super::leaving::Leaving;
use super::message::Message;
use super::notices::{Act, Follow, Notice, Progress};
use super::{Connection, Console};
use crate::api::error::{NoEndpoint, Refusal};
use crate::api::identity::{Grant, Listed, NoEnd, listed};
use crate::api::transport::Method;
use crate::api::{ApiError, Cause, LoggerQuery};
use crate::auth::{Lease, NotRenewed, Session, TokenProvider};
use crate::config::{Region, RegionEntry};
use crate::i18n::sign_in as words;

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
    fn give(self, outcome: Result<Lease, NotRenewed>) {
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

/// The person before a console, as a source of tokens.
pub(super) struct Person(pub Console);

impl TokenProvider for Person {
    fn renew(&self, refusal: Option<&str>) -> LocalBoxFuture<'static, Result<Lease, NotRenewed>> {
        let answer = Answer::default();
        self.0.shared.answer.try_set_value(Some(answer.clone()));
        self.0.shared.asked.set(Some(Asked { refusal: refusal.map(str::to_owned) }));
        Box::pin(answer)
    }
}

impl Console {
    /// Whether the region takes the token. The list is asked for one id that no logger has, which is as good a
    /// question as any and a short answer.
    pub fn try_session(
        self,
        region: &Region,
        session: Session,
    ) -> LocalBoxFuture<'static, Result<(), ApiError>> {
        let nobody = "00000000-0000-0000-0000-000000000000".to_owned();
        let nobody = LoggerQuery { id: Some(nobody), ..LoggerQuery::default() };
        let client = self.trial_client(region, session);
        Box::pin(async move { client.list_loggers(&nobody).await.map(|_| ()) })
    }

    /// The person has signed in again: whatever waits for it goes on.
    pub fn signed_in_again(self, lease: Lease) {
        self.shared.asked.set(None);
        self.forget_expiry();
        self.write_again();
        if let Some(client) = self.client() {
            client.session().replace(lease.clone());
        }
        self.answer_with(Ok(lease));
    }

    /// Asks the provider that a host has handed in while the person is being asked. Its token closes the question;
    /// without one, the person goes on.
    pub async fn ask_provider(self) {
        let Some(asked) = self.shared.asked.try_get_untracked().flatten() else { return };
        let Some(session) = self.client().map(|client| client.session().clone()) else { return };
        match session.ask_aside(asked.refusal.as_deref()).await {
            // Unless the person was faster.
            Some(Ok(lease)) if self.shared.asked.try_get_untracked().flatten().is_some() => {
                self.signed_in_again(lease);
            }
            Some(Err(NotRenewed::Failed(reason))) => {
                let title = Message::with(words::NOT_RENEWED, &[("reason", &reason)]);
                self.part.notices.add(Progress::Failed, title);
            }
            Some(Ok(_) | Err(NotRenewed::Declined)) | None => {}
        }
    }

    /// The person does not sign in again. Without a token that the service takes that leads to Connect.
    pub fn decline_sign_in(self) {
        let asked = self.shared.asked.try_get_untracked().flatten();
        self.shared.asked.set(None);
        self.answer_with(Err(NotRenewed::Declined));
        if let Some(message) = asked.and_then(|asked| asked.refusal) {
            let refusal = Refusal { status: 401, kind: None, message, request_id: None };
            let cause = Cause::Refused(refusal);
            self.session_refused(ApiError { method: Method::Get, path: String::new(), cause });
        }
    }

    /// Whether it is here that the person should sign in again; tracks it.
    pub fn is_asked(self) -> bool {
        self.shared.asked.with(Option::is_some) && self.leads()
    }

    pub(super) fn answer_with(self, outcome: Result<Lease, NotRenewed>) {
        let answer = self.shared.answer.try_update_value(Option::take).flatten();
        if let Some(answer) = answer {
            answer.give(outcome);
        }
    }

    /// Gets a new token before the service refuses the one of now. `aloud` tells that it worked, too.
    pub async fn renew_session(self, aloud: bool) {
        let Some(session) = self.client().map(|client| client.session().clone()) else { return };
        match session.renew(session.token().as_ref(), None).await {
            Some(Ok(_)) => {
                self.forget_expiry();
                if aloud {
                    self.part.notices.add(Progress::Done, Message::plain(words::RENEWED));
                }
            }
            Some(Err(reason)) => {
                let title = Message::with(words::NOT_RENEWED, &[("reason", &reason)]);
                self.tell_expiry(Progress::Failed, title);
            }
            None => {}
        }
    }

    /// Tells what the identity service has left unsaid.
    pub fn tell_grant(self, region: &Region, grant: &Grant) {
        let tell = |title: Message| {
            let is_told = |list: &Vec<Notice>| list.iter().any(|notice| notice.title == title);
            if !self.part.notices.list.with_untracked(is_told) {
                self.part.notices.add(Progress::Attention, title);
            }
        };
        if listed(&grant.networks, &region.id).is_none() {
            tell(Message::with(words::CATALOG_NO_NETWORK, &[("region", &region.name)]));
        }
        match &grant.end {
            None => {}
            Some(NoEnd::Missing) => tell(Message::plain(words::NO_END)),
            Some(NoEnd::Unreadable(text)) => tell(Message::with(words::ODD_END, &[("text", text)])),
        }
    }

    /// Connects with the token of an API password. The other regions are those of the service catalog, and every one
    /// whose endpoint is configured where it names none of them.
    pub fn connect_account(self, region: Region, grant: Grant, account: Account) {
        self.connect(region.clone(), Session::with_lease(grant.lease));
        self.shared.account.set(Some(account));
        let catalog = &grant.networks;
        let mut known: Vec<Region> = self.shared.config.with_value(|config| {
            config.regions.iter().filter_map(|entry| place(entry, catalog).ok()).collect()
        });
        let names = |region: &Region| listed(catalog, &region.id).is_some();
        if known.iter().any(names) {
            known.retain(|other| *other == region || names(other));
        }
        self.shared.connection.update(|connection| {
            if let Some(connection) = connection {
                connection.regions = known;
                connection.storages = grant.storages;
            }
        });
    }

    /// Goes to another region with the same token, or asks first where edits would be lost.
    pub fn switch_region(self, id: &str) {
        let is_here = |connection: &Option<Connection>| {
            connection.as_ref().is_none_or(|connection| connection.region.id == id)
        };
        if self.shared.connection.with_untracked(is_here) {
            return;
        }
        if self.has_unsaved_edits() {
            self.part.leaving.set(Some(Leaving::Region(id.to_owned())));
        } else {
            self.enter_region(id);
        }
    }

    /// The route stays; what was read, written or told in the other region goes.
    pub(super) fn enter_region(self, id: &str) {
        let Some((client, connection)) = self.client().zip(self.shared.connection.get_untracked()) else {
            return;
        };
        let Some(region) = connection.regions.iter().find(|region| region.id == id).cloned() else {
            return self.tell_no_endpoint(id);
        };
        self.part.create.discard();
        self.part.edit.close();
        self.part.deleting.set(Vec::new());
        self.part.followed.set_value(Vec::new());
        let about_end = self.shared.expiry_notice.get_value();
        self.part.notices.list.update(|list| list.retain(|notice| Some(notice.id) == about_end));
        self.enter(Connection { region, ..connection }, client.session().clone());
    }

    /// Says why a host's choice of a configured region leads nowhere.
    fn tell_no_endpoint(self, id: &str) {
        let entry = self.shared.config.with_value(|config| config.region(id).cloned());
        if let Some(entry) = entry.filter(|entry| entry.network.is_none()) {
            let title = Message::with(words::NO_ENDPOINT_HERE, &[("region", &entry.name)]);
            self.part.notices.add(Progress::Attention, title);
        }
    }

    /// The one notice about the session's end.
    pub(super) fn tell_expiry(self, progress: Progress, title: Message) {
        self.forget_expiry();
        let id = self.part.notices.add(progress, title);
        self.part.notices.follow(id, Follow::Do(words::RENEW, Act::Renew));
        self.shared.expiry_notice.set_value(Some(id));
    }

    pub(super) fn forget_expiry(self) {
        let id = self.shared.expiry_notice.try_update_value(Option::take).flatten();
        if let Some(id) = id {
            self.part.notices.dismiss(id);
        }
    }
}

/// A configured region with its own endpoint: a token alone tells of no other.
pub fn place_by_token(entry: &RegionEntry) -> Result<Region, ApiError> {
    entry.region().ok_or_else(|| ApiError::no_endpoint(&entry.name, NoEndpoint::NoCatalog))
}

/// A configured region with its own endpoint, else with the one that the service catalog has for it.
pub fn place(entry: &RegionEntry, catalog: &[Listed]) -> Result<Region, ApiError> {
    let missing = |why| ApiError::no_endpoint(&entry.name, why);
    match (entry.region(), listed(catalog, &entry.id)) {
        (Some(region), _) => Ok(region),
        (None, None) => Err(missing(NoEndpoint::NotListed)),
        (None, Some(endpoint)) => {
            endpoint.map(|endpoint| entry.at(endpoint)).map_err(|fault| missing(NoEndpoint::Unusable(fault)))
        }
    }
}

#[cfg(test)]
mod tests;
