//! What the project has that a logger can collect from: listed once for a connection, offered by the create form,
//! and the source of the names that targets are shown by.

use reactive_graph::prelude::*;
use std::sync::Arc;

use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, join3};

use super::Console;
use crate::api::{ApiError, Row};
use crate::domain::logger::{Logger, TargetType};
use crate::domain::logging_port::LoggingPort;
use crate::domain::resource::Resource;
use crate::i18n::words;

mod choices;

pub use super::names::Names;
pub use choices::{Found, ResourceChoice, ResourceChoices};

/// How long a listing is offered without being read again, and a failed one is left alone, in milliseconds.
const FRESH_MS: f64 = 60_000.0;

/// How many ports a VPC or subnet has.
#[derive(Clone, Debug, PartialEq)]
pub enum Coverage {
    Counting,
    Ports(usize),
    /// The ports could not be listed.
    Unknown(ApiError),
}

fn place(target_type: &TargetType) -> usize {
    TargetType::KNOWN.iter().position(|known| known == target_type).unwrap_or_default()
}

impl Console {
    /// What targets are called, as far as it is known now; tracks it and the language.
    pub fn names(self) -> Names {
        Names { names: self.shared.resources.names.get(), deleted: self.say(words::DELETED_RESOURCE) }
    }

    /// Follows every answer that names a target or a port.
    pub fn track_targets(self) {
        self.shared.loggers.track();
        self.part.logger.track();
        for ports in [self.shared.ports, self.part.logger_ports, self.part.port_siblings] {
            ports.track();
        }
        self.part.port.track();
    }

    /// Reads a listing, unless that is under way. Targets that came up in the meantime are looked for again, since
    /// they may be younger than the listing.
    pub fn list_resources(self, target_type: TargetType) -> LocalBoxFuture<'static, ()> {
        let Some(listing) = self.shared.resources.listing(&target_type) else {
            return async {}.boxed_local();
        };
        let task = async move {
            if listing.try_with_untracked(|remote| remote.loading) != Some(false) {
                return;
            }
            loop {
                let targets = self.targets(&target_type);
                let now = self.now_ms();
                self.shared.resources.asked_at.update_value(|asked| {
                    if let Some(asked) = asked.get_mut(place(&target_type)) {
                        *asked = Some(now);
                    }
                });
                let asked = target_type.clone();
                let call = async move { self.connected()?.list_resources(&asked).await.map(Arc::new) };
                self.load(listing, call).await;
                let answered = listing.try_with_untracked(|remote| {
                    remote.value.clone().filter(|_| remote.error.is_none() && !remote.loading)
                });
                let Some(rows) = answered.flatten() else { return };
                self.name(targets, &rows);
                if !self.has_unnamed(&target_type) {
                    return;
                }
            }
        };
        task.boxed_local()
    }

    /// Reads what the create form offers of a type, where that is not known or not new.
    pub async fn offer_resources(self, target_type: TargetType) {
        let listed = self.shared.resources.listing(&target_type);
        let fails = listed.and_then(|listing| listing.try_with_untracked(|remote| remote.error.is_some()));
        if fails == Some(true) || !self.asked_lately(&target_type) {
            self.list_resources(target_type).await;
        }
    }

    fn asked_lately(self, target_type: &TargetType) -> bool {
        let asked =
            self.shared.resources.asked_at.try_with_value(|asked| asked.get(place(target_type)).copied());
        asked.flatten().flatten().is_some_and(|asked| self.now_ms() - asked < FRESH_MS)
    }

    /// Finds the names of all targets that have none yet, by the listings that hold them. What may not be listed is
    /// not asked for again, and what failed not at once.
    pub fn name_targets(self) -> LocalBoxFuture<'static, ()> {
        let name = move |target_type: TargetType| {
            let error = self
                .shared
                .resources
                .listing(&target_type)
                .and_then(|listing| listing.try_with_untracked(|remote| remote.error.clone()).flatten());
            let may_be_asked = match error {
                Some(error) => error.status() != Some(403) && !self.asked_lately(&target_type),
                None => true,
            };
            match may_be_asked && self.has_unnamed(&target_type) {
                true => self.list_resources(target_type),
                false => async {}.boxed_local(),
            }
        };
        let all = join3(name(TargetType::Port), name(TargetType::Subnet), name(TargetType::Vpc));
        all.map(|_| ()).boxed_local()
    }

    /// Why some targets have no name: a listing that holds them could not be read. Tracks the listings. That the browser is
    /// offline is said elsewhere, and the listing is read again when it is back.
    pub fn unnamed_because(self) -> Option<ApiError> {
        TargetType::KNOWN.iter().find_map(|target_type| {
            let error = self.shared.resources.listing(target_type)?.with(|remote| remote.error.clone())?;
            (!error.is_offline() && self.has_unnamed(target_type)).then_some(error)
        })
    }

    /// Reads again the listings of names that failed.
    pub async fn name_again(self) {
        for target_type in TargetType::KNOWN {
            let listing = self.shared.resources.listing(target_type);
            if listing.and_then(|slot| slot.try_with_untracked(|remote| remote.error.is_some())) == Some(true)
            {
                self.list_resources(target_type.clone()).await;
            }
        }
    }

    /// Gives `each` the ids of the resources of a type that an answer has named.
    fn each_target(self, target_type: &TargetType, each: &mut dyn FnMut(&str)) {
        let mut of_logger = |logger: &Logger| {
            if logger.target_type == *target_type {
                each(&logger.target_id);
            }
        };
        self.shared.loggers.try_with_untracked(|remote| remote.read().for_each(&mut of_logger));
        self.part.logger.try_with_untracked(|remote| {
            remote.value.iter().for_each(|fetched| of_logger(&fetched.value));
        });
        let mut of_port = |port: &LoggingPort| match target_type {
            TargetType::Port => each(&port.port_id),
            TargetType::Vpc => each(&port.network_id),
            TargetType::Subnet | TargetType::Other(_) => {}
        };
        for ports in [self.shared.ports, self.part.logger_ports, self.part.port_siblings] {
            ports.try_with_untracked(|remote| remote.read().for_each(&mut of_port));
        }
        self.part.port.try_with_untracked(|remote| {
            remote.value.iter().for_each(|fetched| of_port(&fetched.value));
        });
    }

    /// These ids in order, each once.
    fn targets(self, target_type: &TargetType) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        self.each_target(target_type, &mut |id| ids.push(id.to_owned()));
        ids.retain(|id| !id.is_empty());
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Whether one of them has no name yet.
    fn has_unnamed(self, target_type: &TargetType) -> bool {
        let mut has = false;
        self.shared.resources.names.try_with_untracked(|names| {
            self.each_target(target_type, &mut |id| has |= !id.is_empty() && !names.contains_key(id));
        });
        has
    }

    /// Sets the names of these targets, which are sorted, from a listing. It was requested after the targets were
    /// known, so a target that it does not have was deleted.
    fn name(self, targets: Vec<String>, rows: &[Row<Resource>]) {
        let Some(known) = self.shared.resources.names.try_get_untracked() else { return };
        let mut names = known.as_ref().clone();
        let is_whole = rows.iter().all(|row| row.read().is_some());
        for id in &targets {
            names.insert(id.clone(), if is_whole { String::new() } else { id.clone() });
        }
        for resource in rows.iter().filter_map(Row::read) {
            if targets.binary_search(&resource.id).is_ok()
                && let Some(name) = names.get_mut(&resource.id)
            {
                resource.title().clone_into(name);
            }
        }
        if names != *known {
            self.shared.resources.names.try_set(Arc::new(names));
        }
    }

    /// How many ports a logger of this target would collect from now; tracks the listing of ports.
    pub fn coverage(self, target_type: &TargetType, id: &str) -> Coverage {
        self.shared.resources.ports.with(|remote| match (&remote.value, &remote.error) {
            (_, Some(error)) => Coverage::Unknown(error.clone()),
            (None, None) => Coverage::Counting,
            (Some(_), None) => {
                Coverage::Ports(remote.read().filter(|port| port.is_covered_by(target_type, id)).count())
            }
        })
    }
}

#[cfg(test)]
mod tests;
