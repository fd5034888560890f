//! Creating a logger, which is never sent twice by itself, and what is told of it until it is built.

use super::console::Console;
use super::events::Event;
use super::forms::{Doubt, Trouble};
use super::message::Message;
use super::notices::{Follow, Notice, Progress};
use super::operations::{Item, Outcome};
use crate::api::{ApiError, Cause, Client, Fetched, LoggerQuery, Row};
use crate::domain::draft::NewLogger;
use crate::domain::logger::{Logger, Status};
use crate::i18n::words;
use reactive_graph::prelude::*;

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

    /// Looks whether the request has made more than one logger, says so, and how to get rid of the surplus.
    ///
    /// A browser sends a request once more, unasked, where a connection that was used before ends without an answer.
    /// `keepalive` makes no difference, a body that streams needs HTTP/2, and a page cannot ask for a new connection.
    pub(super) async fn look_for_surplus(self, made: Made) {
        let Made { client, fetched, asked, before } = made;
        // Nobody is told of a look that fails: what was asked for is there.
        let mut surplus = alike(&client, &asked).await.unwrap_or_default();
        surplus.retain(|logger| {
            let is_known = logger.id == fetched.value.id || before.contains(&logger.id);
            !is_known && logger.storage_url == asked.storage_url
        });
        if surplus.is_empty() || !self.is_still_at(&client) {
            return;
        }
        let values = [("what", fetched.value.name.as_str()), ("n", &(surplus.len() + 1).to_string())];
        let id = self.part.notices.add(Progress::Attention, Message::with(words::CREATED_TWICE, &values));
        let made = Box::new(fetched.value);
        self.part.notices.change(id, |notice| notice.follow = Some(Follow::Surplus { made, surplus }));
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

/// What a create has made.
pub(super) struct Made {
    client: Client,
    pub fetched: Fetched<Logger>,
    asked: NewLogger,
    /// The ids of the loggers of that name and target that were there before.
    before: Vec<String>,
}

impl Made {
    /// Whether it is what a form asks for; else an earlier try of the form has made it.
    pub fn is_of(&self, new: &NewLogger) -> bool {
        self.asked == *new
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
            Ok(Some(id)) => client.get_logger(&id).await,
            Ok(None) => {
                doubt.is_looked_for = true;
                continue;
            }
            Err(error) => Err(error),
        };
        return match found {
            Ok(fetched) => {
                let Doubt { new: asked, before, .. } = doubts.remove(at);
                Ok(Some(Made { client: client.clone(), fetched, asked, before }))
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
            let alike = alike(client, new).await.map_err(Trouble::Refused)?;
            alike.into_iter().map(|logger| logger.id).collect()
        }
    };
    let made = |fetched, before| Made { client: client.clone(), fetched, asked: new.clone(), before };
    let error = match client.create_logger(new).await {
        Ok(fetched) => return Ok(made(fetched, before)),
        Err(error) if error.is_ambiguous() => error,
        Err(error) => return Err(Trouble::Refused(error)),
    };
    let mut found = find_new(client, new, &before).await;
    if found == Ok(None) && matches!(error.cause, Cause::Transport(_)) {
        // The request may have arrived late.
        client.sleep(LOOK_AGAIN_MS).await;
        found = find_new(client, new, &before).await;
    }
    let is_looked_for = matches!(found, Ok(None));
    if let Ok(Some(id)) = found
        && let Ok(fetched) = client.get_logger(&id).await
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

/// The loggers that have the name and the target.
async fn alike(client: &Client, new: &NewLogger) -> Result<Vec<Logger>, ApiError> {
    let query = LoggerQuery {
        name: Some(new.name.clone()),
        target_id: Some(new.target_id.clone()),
        ..LoggerQuery::default()
    };
    let rows = client.list_loggers(&query).await?;
    let is_alike = |logger: &&Logger| logger.name == new.name && logger.target_id == new.target_id;
    Ok(rows.iter().filter_map(Row::read).filter(is_alike).cloned().collect())
}

async fn find_new(client: &Client, new: &NewLogger, before: &[String]) -> Result<Option<String>, ApiError> {
    let ids = alike(client, new).await?.into_iter().map(|logger| logger.id);
    Ok(ids.into_iter().find(|id| !before.contains(id)))
}

#[cfg(test)]
mod tests;
