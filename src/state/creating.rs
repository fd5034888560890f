//! Creating a logger, which is never sent twice by itself, and what is told of it until it is built.

use super::console::Console;
use super::events::Event;
use super::forms::{Doubt, Made, Trouble};
use super::message::Message;
use super::notices::{Follow, Notice, Progress};
use super::operations::{Item, Outcome};
use crate::api::client::MayRepeat;
use crate::api::transport::Fault;
use crate::api::{ApiError, Cause, Client, Fetched, LoggerQuery, Row, loggers};
use crate::domain::draft::NewLogger;
use crate::domain::logger::{Logger, Status};
use crate::i18n::words;
use reactive_graph::prelude::*;
use std::rc::Rc;

/// How long a create has to show up in the list after its answer was lost.
const LOOK_AGAIN_MS: u32 = 2_000;

impl Console {
    /// Creates a logger. After a failure that says nothing about whether the service did it, the console looks for
    /// a logger of that name and target that was not there before. `doubts` are what is left of earlier tries of one
    /// form, and stay until they are cleared up: nothing is sent before all of them were looked for. What one of them
    /// has made all the same is given as well, see [`Made::is_of`].
    pub(super) async fn create_logger(
        self,
        new: &NewLogger,
        doubts: &mut Vec<Doubt>,
    ) -> Result<Made, Trouble> {
        let client = match self.connected() {
            Ok(client) => client,
            Err(error) => return Err(Trouble::of(error, doubts.last().cloned())),
        };
        let generation = self.part.notices.generation();
        let made = match look_for(&client, doubts).await {
            Ok(Some(made)) => Ok(made),
            Ok(None) => try_create(&client, new, doubts).await,
            Err(trouble) => Err(trouble),
        };
        match made {
            Ok(made) => {
                self.take_in(&client, generation, &made.fetched, None);
                Ok(made)
            }
            Err(trouble) => {
                if let Some(error) = trouble.error() {
                    self.note_failed_write(&client, error);
                }
                Err(trouble)
            }
        }
    }

    /// Looks for what earlier tries have made, and sends nothing. `None` where none of it is there. The notice of this
    /// id, if there is one, follows the building of the logger that is found.
    pub(super) async fn look_for_created(
        self,
        doubts: &mut Vec<Doubt>,
        notice: Option<u64>,
    ) -> Result<Option<Made>, Trouble> {
        let client = self.connected().map_err(|error| Trouble::of(error, doubts.last().cloned()))?;
        let generation = self.part.notices.generation();
        let found = look_for(&client, doubts).await;
        match &found {
            Ok(Some(made)) => self.take_in(&client, generation, &made.fetched, notice),
            Ok(None) => {}
            Err(trouble) if self.is_still_at(&client) => self.note(trouble.error()),
            Err(_) => {}
        }
        found
    }

    /// Looks for the logger of which a notice says that nobody knows whether it was created. The notice then says what
    /// was found.
    pub async fn look_for_told(self, id: u64) {
        let notices = self.part.notices;
        let Some(Notice { progress, follow: Some(Follow::LookFor(doubt)), .. }) = notices.get(id) else {
            return;
        };
        if progress == Progress::Running {
            return;
        }
        notices.change(id, |notice| {
            notice.progress = Progress::Running;
            notice.title = Message::with(words::LOOKING_FOR, &[("what", &doubt.new.name)]);
            notice.items.clear();
        });
        let mut doubts = vec![*doubt];
        let found = self.look_for_created(&mut doubts, Some(id)).await;
        for doubt in doubts {
            notices.change(id, |notice| doubt.tell(notice));
        }
        if let Ok(Some(made)) = found {
            self.look_for_surplus(made).await;
        }
    }

    /// Adds a notice for each create of a form that has gone of which nobody knows whether it was done.
    pub(super) fn tell_doubts(self, generation: Option<u64>, doubts: Vec<Doubt>) {
        let notices = self.part.notices;
        if generation.is_none() || notices.generation() != generation {
            return;
        }
        for doubt in doubts {
            let id = notices.add(Progress::Running, Message::plain(doubt.title()));
            notices.change(id, |notice| doubt.tell(notice));
        }
    }

    /// Looks whether the request has made more than one logger, says so, and how to get rid of the surplus. A request that
    /// was held up on its way may be carried out later than its repetition, so a logger in BUILD is looked at again.
    ///
    /// A browser sends a request once more, unasked, where a connection that was used before ends without an answer.
    /// `keepalive` makes no difference, a body that streams needs HTTP/2, and a page cannot ask for a new connection.
    pub(super) async fn look_for_surplus(self, mut made: Made) {
        made.told = self.tell_surplus(&made).await;
        if made.fetched.value.status == Status::Build && self.is_still_at(&made.client) {
            self.part.made.update_value(|all| all.push(made));
        }
    }

    /// Looks once more for the surplus of what is built by now. A look that is dropped is made again by the next call.
    pub async fn look_for_late_surplus(self) {
        let building = self.building();
        let built = |all: &Vec<Made>| -> Vec<Made> {
            all.iter().filter(|made| !building.contains(&made.fetched.value.id)).cloned().collect()
        };
        for made in self.part.made.try_with_value(built).unwrap_or_default() {
            self.tell_surplus(&made).await;
            self.part.made.update_value(|all| {
                all.retain(|other| other.fetched.value.id != made.fetched.value.id);
            });
        }
    }

    /// Tells of more than one logger of a request, unless that was told. Gives the ids of those that are too many.
    async fn tell_surplus(self, made: &Made) -> Vec<String> {
        let Made { client, fetched: Fetched { value: made, .. }, before, told, .. } = made;
        // Nobody is told of a look that fails: what was asked for is there.
        let rows = alike(client, &made.name, &made.target_id).await.unwrap_or_default();
        // As the list has it: an answer to a create may say less.
        let Some(kept) = rows.iter().find(|row| row.id == made.id) else { return Vec::new() };
        let is_surplus = |row: &&Logger| {
            row.id != made.id && !before.contains(&row.id) && (is_twin(row, kept) || is_twin(row, made))
        };
        let surplus: Vec<Logger> = rows.iter().filter(is_surplus).cloned().collect();
        let ids: Vec<String> = surplus.iter().map(|logger| logger.id.clone()).collect();
        if ids.iter().any(|id| !told.contains(id)) && self.is_still_at(client) {
            let notices = self.part.notices;
            let is_of = |notice: &&Notice| matches!(&notice.follow, Some(Follow::Surplus { made, .. }) if made.id == kept.id);
            let find = |list: &Vec<Notice>| list.iter().find(is_of).map(|notice| notice.id);
            let shown = notices.list.try_with_untracked(find).flatten();
            let anew = || notices.add(Progress::Attention, Message::plain(words::NOTIFICATIONS));
            notices.change(shown.unwrap_or_else(anew), |notice| notice.say_surplus(kept.clone(), surplus));
        }
        ids
    }

    /// Asks about deleting what a notice says is too many, as far as it is still there. One of them stays.
    pub async fn ask_about_surplus(self, notice: u64) {
        let notices = self.part.notices;
        let Some(Follow::Surplus { made, surplus }) = notices.get(notice).and_then(|notice| notice.follow)
        else {
            return;
        };
        let found = match self.connected() {
            Ok(client) => {
                let found = alike(&client, &made.name, &made.target_id).await;
                if !self.is_still_at(&client) {
                    return;
                }
                found
            }
            Err(error) => Err(error),
        };
        match found {
            Ok(mut left) => {
                left.retain(|row| row.id == made.id || surplus.iter().any(|logger| logger.id == row.id));
                left.sort_by_key(|row| row.id != made.id);
                if left.len() < 2 {
                    return notices.dismiss(notice);
                }
                let kept = left.remove(0);
                notices.change(notice, |notice| notice.say_surplus(kept, left.clone()));
                self.part.deleting.set(left);
            }
            Err(error) => {
                self.note(Some(&error));
                let item = Item::failed(made.name.clone(), &made.id, error);
                notices.change(notice, |notice| notice.items = vec![item]);
            }
        }
    }

    /// Tells of a logger that was created at `client`, and follows its building.
    fn take_in(
        self,
        client: &Client,
        generation: Option<u64>,
        fetched: &Fetched<Logger>,
        notice: Option<u64>,
    ) {
        let logger = &fetched.value;
        self.tell(Event::Created(logger.clone()));
        if self.is_still_at(client) {
            self.shared.role.note_done(self.shared.base.notices);
            self.put(fetched);
            self.follow_build(logger, notice);
        } else if generation.is_some() && self.part.notices.generation() == generation {
            let is_built = logger.status != Status::Build;
            let word = if is_built { words::CREATED_DONE } else { words::CREATED_BUILDING };
            self.part.notices.add(Progress::Done, Message::with(word, &[("what", &logger.name)]));
        }
    }

    fn follow_build(self, logger: &Logger, notice: Option<u64>) {
        let anew = || self.part.notices.add(Progress::Running, Message::plain(words::NOTIFICATIONS));
        let notice = notice.unwrap_or_else(anew);
        self.part.followed.update_value(|followed| followed.push((logger.id.clone(), notice)));
        self.tell_build(logger);
    }

    /// Brings the notice of a logger that was created here up to its status.
    pub(super) fn tell_build(self, logger: &Logger) {
        let notice_of = |followed: &Vec<(String, u64)>| {
            followed.iter().find(|(id, _)| *id == logger.id).map(|(_, notice)| *notice)
        };
        let Some(id) = self.part.followed.try_with_value(notice_of).flatten() else { return };
        let (word, progress) = match logger.status {
            Status::Build => (words::CREATED_BUILDING, Progress::Running),
            Status::Error => (words::CREATED_ERROR, Progress::Attention),
            _ => (words::CREATED_DONE, Progress::Done),
        };
        self.part.notices.change(id, |notice| {
            notice.progress = progress;
            notice.title = Message::with(word, &[("what", &logger.name)]);
            notice.follow = Some(Follow::Open { logger_id: logger.id.clone() });
        });
        if logger.status != Status::Build {
            self.tell(Event::Updated(logger.clone()));
            self.part
                .followed
                .update_value(|followed| followed.retain(|(followed, _)| *followed != logger.id));
        }
    }
}

impl Doubt {
    /// Has a notice say that nobody knows whether the logger was created, why, and that it can be looked for.
    fn tell(self, notice: &mut Notice) {
        let (name, outcome) = (self.new.name.clone(), Outcome::Unknown(self.error.clone()));
        notice.progress = Progress::Failed;
        notice.title = Message::plain(self.title());
        notice.items = vec![Item { name, id: String::new(), outcome }];
        notice.follow = Some(Follow::LookFor(Box::new(self)));
    }
}

/// Looks for what earlier tries may have made: a second one is what nobody wants. Gives the first that is there.
async fn look_for(client: &Client, doubts: &mut Vec<Doubt>) -> Result<Option<Made>, Trouble> {
    for at in 0..doubts.len() {
        let Some(doubt) = doubts.get_mut(at) else { break };
        let found = match find_new(client, &doubt.new, &doubt.before).await {
            Ok(Some(logger)) => client.get_logger(&logger.id).await,
            Ok(None) => {
                doubt.is_looked_for = true;
                continue;
            }
            Err(error) => Err(error),
        };
        return match found {
            Ok(fetched) => {
                let Doubt { new: asked, before, .. } = doubts.remove(at);
                Ok(Some(Made { client: client.clone(), fetched, asked, before, told: Vec::new() }))
            }
            Err(error) => {
                (doubt.error, doubt.is_looked_for) = (error, false);
                Err(Trouble::Doubt(doubt.clone()))
            }
        };
    }
    Ok(None)
}

async fn try_create(client: &Client, new: &NewLogger, doubts: &mut Vec<Doubt>) -> Result<Made, Trouble> {
    // What was there before the first try: a later list may have what that one has made.
    let before = match doubts.iter().find(|doubt| is_alike(&doubt.new, new)) {
        Some(doubt) => doubt.before.clone(),
        None => {
            let alike = alike(client, &new.name, &new.target_id).await.map_err(Trouble::Refused)?;
            alike.into_iter().map(|logger| logger.id).collect()
        }
    };
    let made = |fetched, before| {
        let (client, asked) = (client.clone(), new.clone());
        Made { client, fetched, asked, before, told: Vec::new() }
    };
    let mut error = match client.repeating_if(unless_made(client, new, &before)).create_logger(new).await {
        Ok(fetched) => return Ok(made(fetched, before)),
        Err(error) => error,
    };
    let is_refused = !error.is_ambiguous();
    if is_refused && !may_be_of_a_repetition(&error) {
        return Err(Trouble::Refused(error));
    }
    let mut found = find_new(client, new, &before).await;
    if is_refused {
        // Of what somebody else has made meanwhile, nobody may be told that it was created here.
        found = found.map(|found| found.filter(|logger| is_as_asked(logger, new)));
        match &found {
            Ok(None) => return Err(Trouble::Refused(error)),
            // Without a token nobody can look, and the refusal says why.
            Err(look) if look.cause != Cause::Transport(Fault::NoToken) => error = look.clone(),
            Ok(Some(_)) | Err(_) => {}
        }
    }
    if found == Ok(None) && matches!(error.cause, Cause::Transport(_)) {
        // The request may have arrived late.
        client.sleep(LOOK_AGAIN_MS).await;
        found = find_new(client, new, &before).await;
    }
    let is_looked_for = matches!(found, Ok(None));
    if let Ok(Some(logger)) = found
        && let Ok(fetched) = client.get_logger(&logger.id).await
    {
        return Ok(made(fetched, before));
    }
    // That the list does not have it yet does not mean that it will not come.
    let doubt = Doubt { new: new.clone(), error, before, is_looked_for };
    doubts.retain(|other| !is_alike(&other.new, new));
    doubts.push(doubt.clone());
    Err(Trouble::Doubt(doubt))
}

/// Whether the list of the service could not tell them apart when it is asked for one of them.
fn is_alike(one: &NewLogger, other: &NewLogger) -> bool {
    one.name == other.name && one.target_id == other.target_id
}

/// Whether a refusal may be the answer to a create that the browser has sent once more: the first one may have used up
/// the quota or the name, and may have been the last one that the token was good for.
fn may_be_of_a_repetition(error: &ApiError) -> bool {
    match &error.cause {
        Cause::Refused(refusal) => matches!(refusal.status, 401 | 409 | 429),
        // No new token could be had after a 401.
        Cause::Transport(Fault::Renewal(_)) => true,
        Cause::Transport(_) | Cause::Unreadable(_) | Cause::NoEndpoint(..) => false,
    }
}

/// Lets a create be repeated after a 401, unless the list has what it asks for or cannot be read.
fn unless_made(client: &Client, new: &NewLogger, before: &[String]) -> MayRepeat {
    let (client, new, before) = (client.clone(), new.clone(), before.to_vec());
    Rc::new(move || {
        let (client, new, before) = (client.clone(), new.clone(), before.clone());
        Box::pin(async move {
            let found = find_new(&client, &new, &before).await;
            found.is_ok_and(|found| found.is_none_or(|logger| !is_as_asked(&logger, &new)))
        })
    })
}

/// The loggers that have the name and the target.
async fn alike(client: &Client, name: &str, target_id: &str) -> Result<Vec<Logger>, ApiError> {
    let query = LoggerQuery {
        name: Some(name.to_owned()),
        target_id: Some(target_id.to_owned()),
        ..LoggerQuery::default()
    };
    let rows = client.list_loggers(&query).await?;
    let is_alike = |logger: &&Logger| logger.name == name && logger.target_id == target_id;
    Ok(rows.iter().filter_map(Row::read).filter(is_alike).cloned().collect())
}

/// What has the name and the target and was not there before, rather with all that was asked for.
async fn find_new(client: &Client, new: &NewLogger, before: &[String]) -> Result<Option<Logger>, ApiError> {
    let found = alike(client, &new.name, &new.target_id).await?;
    let is_new = |logger: &Logger| !before.contains(&logger.id);
    Ok(found.into_iter().filter(is_new).min_by_key(|logger| !is_as_asked(logger, new)))
}

/// Whether a logger has all that was asked for. The service may write a storage URL in another way.
fn is_as_asked(logger: &Logger, new: &NewLogger) -> bool {
    let mut logger = Logger { storage_url: new.storage_url.clone(), ..logger.clone() };
    if new.file_name.is_none() {
        logger.file_name = None;
    }
    loggers::recreate_body(&logger) == loggers::create_body(new)
}

/// Whether one request could have made both.
fn is_twin(one: &Logger, other: &Logger) -> bool {
    loggers::recreate_body(one) == loggers::recreate_body(other)
}

#[cfg(test)]
mod tests;
