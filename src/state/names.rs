//! The listings of a connection, and what ids are called by them.

use reactive_graph::owner::StoredValue;
use reactive_graph::prelude::*;
use reactive_graph::signal::RwSignal;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::remote::{self, Rows, Slot};
use crate::domain::logger::TargetType;
use crate::domain::resource::Resource;

/// What resources are called, by their ids: the id itself where that cannot be told, nothing where the resource was
/// deleted.
pub(super) type NamesById = BTreeMap<String, String>;

/// The listings of one connection. None is read before it is needed.
#[derive(Clone, Copy, Default)]
pub struct Resources {
    pub(super) ports: Slot<Rows<Resource>>,
    pub(super) subnets: Slot<Rows<Resource>>,
    pub(super) vpcs: Slot<Rows<Resource>>,
    pub(super) names: RwSignal<Arc<NamesById>>,
    /// When each listing was asked for last.
    pub(super) asked_at: StoredValue<[Option<f64>; 3]>,
}

impl Resources {
    /// The listing that holds targets of a type; `None` for a type that this version does not know.
    pub fn listing(self, target_type: &TargetType) -> Option<Slot<Rows<Resource>>> {
        match target_type {
            TargetType::Port => Some(self.ports),
            TargetType::Subnet => Some(self.subnets),
            TargetType::Vpc => Some(self.vpcs),
            TargetType::Other(_) => None,
        }
    }

    pub fn forget(self) {
        for listing in [self.ports, self.subnets, self.vpcs] {
            remote::forget(listing);
        }
        self.names.try_set(Arc::default());
        self.asked_at.set_value([None; 3]);
    }
}

/// What targets are called in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    pub(super) names: Arc<NamesById>,
    pub(super) deleted: &'static str,
}

impl Names {
    /// Names for a test.
    #[cfg(test)]
    pub fn of_ids(names: &[(&str, &str)]) -> Names {
        let names = names.iter().map(|(id, name)| ((*id).to_owned(), (*name).to_owned()));
        Names { names: Arc::new(names.collect()), deleted: "Deleted resource" }
    }

    /// The name or address of a resource, or that it was deleted; `None` where that is not known.
    pub fn of(&self, id: &str) -> Option<&str> {
        self.known(id).map(|name| if name.is_empty() { self.deleted } else { name })
    }

    /// Whether a resource was deleted; `None` where that is not known.
    pub fn is_deleted(&self, id: &str) -> Option<bool> {
        self.known(id).map(str::is_empty)
    }

    fn known(&self, id: &str) -> Option<&str> {
        self.names.get(id).map(String::as_str).filter(|name| *name != id)
    }
}
