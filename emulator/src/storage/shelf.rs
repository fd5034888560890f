//! A container as one request sees it: the objects that were put there, and the log files of its loggers, which are
//! generated when they are read.

use crate::clock::{self, Micros, SECOND};
use crate::logs::{self, Assignment, Body, Writer};
use crate::world::{Container, World};
use std::sync::Arc;

#[derive(Clone)]
pub struct Shelf {
    pub container: Container,
    pub logs: Vec<Assignment>,
    pub now: Micros,
}

/// An object, with or without its content.
pub struct Found {
    pub content_type: String,
    pub modified: Micros,
    content: Content,
}

enum Content {
    Stored(Body),
    /// The interval and the part.
    Log(Arc<Writer>, u64, u64),
}

impl Found {
    pub fn size(&self) -> usize {
        match &self.content {
            Content::Stored(body) => body.bytes.len(),
            Content::Log(writer, end, part) => writer.size(*end, *part),
        }
    }

    /// The MD5 of the content. That of a log file is known only when the file has been generated.
    pub fn etag(&self) -> Option<&str> {
        match &self.content {
            Content::Stored(body) => Some(&body.etag),
            Content::Log(..) => None,
        }
    }

    pub fn body(&self) -> Body {
        match &self.content {
            Content::Stored(body) => body.clone(),
            Content::Log(writer, end, part) => writer.body(*end, *part),
        }
    }

    pub fn log(writer: &Arc<Writer>, end: u64, part: u64) -> Self {
        Self {
            content_type: writer.content_type().to_owned(),
            modified: end * 60 * SECOND,
            content: Content::Log(Arc::clone(writer), end, part),
        }
    }
}

impl Shelf {
    pub fn new(world: &World, key: &(String, String)) -> Option<Self> {
        let container = world.containers.get(key)?.clone();
        let (account, name) = key;
        let own = |logs: &&Assignment| {
            logs.writer.place.account == *account && logs.writer.place.container == *name
        };
        let logs = world.assignments.iter().filter(own).cloned().collect();
        Some(Self { container, logs, now: clock::now() })
    }

    /// The object of a name.
    pub fn find(&self, name: &str) -> Option<Found> {
        self.stored(name).or_else(|| self.log(name))
    }

    pub fn stored(&self, name: &str) -> Option<Found> {
        self.container.objects.get(name).map(|object| Found {
            content_type: object.content_type.clone(),
            modified: object.modified,
            content: Content::Stored(object.body.clone()),
        })
    }

    /// The log file of a name, unless it was deleted.
    pub fn log(&self, name: &str) -> Option<Found> {
        if self.container.deleted.contains(name) {
            return None;
        }
        self.logs.iter().find_map(|logs| {
            let (end, part) = logs.writer.find(name)?;
            logs.has(end, self.now).then(|| Found::log(&logs.writer, end, part))
        })
    }

    /// How many objects and bytes there are. For log files it is an estimate.
    pub fn totals(&self) -> (usize, usize) {
        let objects = &self.container.objects;
        let stored = (objects.len(), objects.values().map(|object| object.body.bytes.len()).sum());
        let logs = self.logs.iter().map(|logs| logs.estimate(self.now));
        logs.fold(stored, |sum, logs| (sum.0 + logs.0, sum.1 + logs.1))
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        let is_left = |logs: &Assignment| {
            let names = logs.intervals(self.now).flat_map(|end| {
                let path = logs.writer.path(end);
                logs.writer.parts(end).map(move |part| logs::part(&path, part))
            });
            names.into_iter().any(|name| !self.container.deleted.contains(&name))
        };
        self.container.objects.is_empty() && !self.logs.iter().any(is_left)
    }
}
