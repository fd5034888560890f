//! Connecting, and signing in again without losing the place: a refused token asks the person before the console, once
//! for all requests that wait, and each of them is then repeated once.

use reactive_graph::prelude::*;
use std::rc::Rc;

use futures_channel::oneshot;
use futures_util::future::LocalBoxFuture;

use super::connection::{Account, Asked, Connection, place, place_by_token};
use super::console::{Console, Leaving, Part};
use super::message::Message;
use super::notices::{Act, Follow, Notice, Progress};
use super::remote;
use crate::api::error::Refusal;
use crate::api::identity::{Grant, NoEnd, listed};
use crate::api::transport::Method;
use crate::api::{ApiError, Cause, Client, LoggerQuery};
use crate::auth::{Lease, NotRenewed, Session, TokenProvider};
use crate::config::{Region, RegionEntry};
use crate::i18n::sign_in as words;

/// The person before a console, as a source of tokens.
struct Person(Console);

impl TokenProvider for Person {
    fn renew(&self, refusal: Option<&str>) -> LocalBoxFuture<'static, Result<Lease, NotRenewed>> {
        let (sender, answer) = oneshot::channel();
        self.0.shared.answer.try_set_value(Some(sender));
        self.0.shared.asked.set(Some(Asked { refusal: refusal.map(str::to_owned) }));
        // A console that has gone answers nothing.
        Box::pin(async move { answer.await.unwrap_or(Err(NotRenewed::Declined)) })
    }
}

impl Console {
    /// Takes a session for a region into use; it may hold in every region whose endpoint is configured. Where nothing else can, the
    /// person before the console gives the next token.
    pub fn connect(self, region: Region, session: Session) {
        let regions = self
            .shared
            .config
            .with_value(|config| config.regions.iter().filter_map(RegionEntry::region).collect());
        let by_person = !session.can_renew();
        self.shared.is_renewed_by_person.set_value(by_person);
        if by_person {
            session.ask(Rc::new(Person(self)));
        }
        self.enter(Connection { region, regions, storages: Vec::new() }, session);
    }

    /// The same for a token that comes without a service catalog. If the region has no endpoint, the page
    /// Connect shows the error.
    pub fn connect_to(self, entry: RegionEntry, session: Session) {
        match place_by_token(&entry) {
            Ok(region) => self.connect(region, session),
            Err(error) => {
                self.shared.last_region.set(Some(entry.id));
                self.shared.refused.set(Some(error));
            }
        }
    }

    /// Takes the next token from `provider`, which a host has set later. If the last provider gave no token, the pages
    /// read again. `true` if the person is being asked; then [`Console::ask_provider`] is to be called. A host's token
    /// goes to configured endpoints only: a region whose endpoint comes from a service catalog keeps asking the person,
    /// and other such regions are no longer offered.
    pub fn take_provider(self, session: &Session, provider: Rc<dyn TokenProvider>) -> bool {
        let Some(mut connection) = self.shared.connection.get_untracked() else { return false };
        let is_configured = |region: &Region| {
            let entry = self.shared.config.with_value(|config| config.region(&region.id).cloned());
            entry.is_some_and(|entry| entry.network.is_some())
        };
        if !is_configured(&connection.region) {
            return false;
        }
        if !connection.regions.iter().all(is_configured) {
            connection.regions.retain(is_configured);
            self.shared.connection.set(Some(connection));
        }
        session.ask(provider);
        self.shared.is_renewed_by_person.set_value(false);
        let is_asked = self.shared.asked.with_untracked(Option::is_some);
        if !is_asked && session.token().is_none() && !session.is_renewing() {
            self.shared.reload_requests.update(|times| *times += 1);
        }
        is_asked
    }

    /// Goes to a region. What was read from another one or with another session is forgotten.
    fn enter(self, connection: Connection, session: Session) {
        session.listen(Rc::new(move |ends_ms| {
            if self.shared.ends_ms.try_get_untracked().is_some_and(|old| old != ends_ms) {
                self.shared.ends_ms.set(ends_ms);
            }
        }));
        let client = self.trial_client(&connection.region, session);
        self.forget_answers();
        // It may be another account.
        self.close_logs();
        self.shared.role.forget(self.shared.base.notices);
        self.shared.last_region.set(Some(connection.region.id.clone()));
        self.shared.client.set_value(Some(client));
        self.shared.refused.set(None);
        self.shared.connection.set(Some(connection));
    }

    /// A client that is not in use yet, to try a session with.
    pub fn trial_client(self, region: &Region, session: Session) -> Client {
        let proxy = self.shared.config.with_value(|config| config.proxy.clone());
        Client::new(self.transport(), region.network.clone(), proxy, session)
    }

    /// Forgets the token and everything that was read with it, and what was being written.
    pub fn disconnect(self) {
        self.drop_session();
        self.part.drop_work();
        self.close_logs();
        self.part.notices.clear();
        self.shared.base.notices.clear();
        self.shared.refused.set(None);
        self.shared.account.set(None);
    }

    /// This part, and all that share the connection. They may have gone before.
    fn every_part(self) -> impl Iterator<Item = Part> {
        self.shared.parts.try_get_untracked().unwrap_or_default().into_iter().chain([self.part])
    }

    /// Closes the logs that were read with a token of the account.
    fn close_logs(self) {
        self.every_part().for_each(|part| part.explorer.leave_account());
    }

    /// The service does not take the token any more: asks to connect again and keeps what is being written.
    pub fn session_refused(self, error: ApiError) {
        if self.shared.connection.try_get_untracked().flatten().is_some() {
            self.drop_session();
            self.shared.refused.set(Some(error));
        }
    }

    fn drop_session(self) {
        if let Some(client) = self.client() {
            client.session().clear();
        }
        self.answer_with(Err(NotRenewed::Declined));
        self.shared.asked.set(None);
        self.every_part().for_each(|part| drop(part.leaving.try_set(None)));
        self.forget_expiry();
        self.shared.ends_ms.set(None);
        self.shared.client.set_value(None);
        self.shared.connection.set(None);
        self.forget_answers();
    }

    fn forget_answers(self) {
        remote::forget(self.shared.loggers);
        remote::forget(self.shared.ports);
        self.shared.resources.forget();
        for part in self.every_part() {
            remote::forget(part.logger);
            remote::forget(part.logger_ports);
            remote::forget(part.port);
            remote::forget(part.port_siblings);
        }
    }

    /// Whether the region takes the token. The request asks for a logger that does not exist, since its answer is
    /// short.
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

    /// Lets somebody try a write once more: the role may have been given in the meantime.
    pub fn write_again(self) {
        self.shared.role.write_again(self.shared.base.notices);
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
                self.shared.base.notices.add(Progress::Failed, title);
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
            let refusal =
                Refusal { status: 401, kind: None, message, request_id: None, looks_like_html: false };
            let cause = Cause::Refused(refusal);
            self.session_refused(ApiError { method: Method::Get, path: String::new(), cause });
        }
    }

    /// Whether it is here that the person should sign in again; tracks it.
    pub fn is_asked(self) -> bool {
        self.shared.asked.with(Option::is_some) && self.leads()
    }

    pub(super) fn answer_with(self, outcome: Result<Lease, NotRenewed>) {
        if let Some(answer) = self.shared.answer.try_update_value(Option::take).flatten() {
            // It fails where nobody waits any more.
            let _ = answer.send(outcome);
        }
    }

    /// Gets a new token before the service refuses the one of now. `aloud` tells that it worked, too.
    pub async fn renew_session(self, aloud: bool) {
        let Some(session) = self.client().map(|client| client.session().clone()) else { return };
        match session.renew(session.token().as_ref(), None).await {
            Some(Ok(_)) => {
                self.forget_expiry();
                if aloud {
                    self.shared.base.notices.add(Progress::Done, Message::plain(words::RENEWED));
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
            if !self.shared.base.notices.list.with_untracked(is_told) {
                self.shared.base.notices.add(Progress::Attention, title);
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
        let about_end = self.shared.expiry_notice.get_value();
        for part in self.every_part() {
            part.drop_work();
            part.notices.list.update(|list| list.retain(|notice| Some(notice.id) == about_end));
        }
        self.enter(Connection { region, ..connection }, client.session().clone());
    }

    /// Says why a host's choice of a configured region leads nowhere.
    fn tell_no_endpoint(self, id: &str) {
        let entry = self.shared.config.with_value(|config| config.region(id).cloned());
        if let Some(entry) = entry.filter(|entry| entry.network.is_none()) {
            let title = Message::with(words::NO_ENDPOINT_HERE, &[("region", &entry.name)]);
            self.shared.base.notices.add(Progress::Attention, title);
        }
    }

    /// The one notice about the session's end.
    pub(super) fn tell_expiry(self, progress: Progress, title: Message) {
        self.forget_expiry();
        let notices = self.shared.base.notices;
        let id = notices.add(progress, title);
        notices.change(id, |notice| notice.follow = Some(Follow::Do(words::RENEW, Act::Renew)));
        self.shared.expiry_notice.set_value(Some(id));
    }

    pub(super) fn forget_expiry(self) {
        let id = self.shared.expiry_notice.try_update_value(Option::take).flatten();
        if let Some(id) = id {
            self.shared.base.notices.dismiss(id);
        }
    }
}

#[cfg(test)]
mod tests;
