//! Loads the range with which is compared.

use std::collections::HashSet;
use std::sync::Arc;

use futures_util::future::{AbortHandle, Abortable, LocalBoxFuture};
use reactive_graph::prelude::*;

use super::handle::Explorer;
use super::reading::Purpose;
use crate::state::explored::loading::{Loaded, LoadedFile, Loading};
use crate::state::explored::plan::Plan;

impl Explorer {
    /// Loads the files of the range with which is compared. It does nothing with a sample, in which most of what the
    /// other range has would be missing.
    pub fn load_compared(self) -> LocalBoxFuture<'static, ()> {
        Box::pin(async move {
            let shown = self.answers.with_untracked(|answers| answers.shown.clone());
            let Some(before) = shown.and_then(|shown| shown.changes.as_ref().map(|all| all.before)) else {
                return;
            };
            let is_busy = self.loading.with_untracked(Loading::is_running)
                || self.planning_compared.with_untracked(|planning| planning.is_listing);
            let is_useless =
                self.loaded.with_untracked(|loaded| loaded.sample.is_some() || loaded.covers(before));
            if is_busy || is_useless {
                return;
            }
            let (handle, registration) = AbortHandle::new_pair();
            // What cancels a read cancels this, too.
            self.work.update_value(|work| work.loading = Some(handle));
            let search = self.search(self.planning_compared);
            let found = self.files_of(Some(before), self.planning_compared);
            let found = Abortable::new(found, registration).await;
            drop(search);
            // The records may have gone meanwhile, with their engine.
            if self.engine.with_value(Option::is_none) {
                return;
            }
            let plan = match found {
                Ok(Ok(plan)) => Arc::new(self.beside(plan)),
                Ok(Err(fault)) => {
                    self.planning_compared.update(|planning| planning.fault = Some(fault));
                    return;
                }
                Err(_) => return,
            };
            self.planning_compared.update(|planning| planning.plan = Some(plan.clone()));
            if !plan.fits() {
                return;
            }
            let names: HashSet<&str> = plan.files.iter().map(|file| file.name.as_str()).collect();
            let is_of_it = |file: &LoadedFile| names.contains(file.file.name.as_str());
            // A file of both ranges is there already. One that failed before is read once more.
            let (known, failed) = self.loaded.with_untracked(|loaded| {
                let counted = || loaded.files.iter().enumerate().filter(|(_, file)| file.is_counted);
                let known: HashSet<String> = counted()
                    .filter(|(_, file)| file.fault.is_none())
                    .map(|(_, file)| file.file.name.clone())
                    .collect();
                let has_failed = |file: &LoadedFile| file.fault.is_some() && is_of_it(file);
                let failed: Vec<usize> =
                    counted().filter(|(_, file)| has_failed(file)).map(|(at, _)| at).collect();
                (known, failed)
            });
            let is_new = |at: &usize| plan.files.get(*at).is_some_and(|file| !known.contains(&file.name));
            let chosen: Vec<usize> = (0..plan.files.len()).filter(is_new).collect();
            let sources = self.sources(&plan, &chosen);
            if !self.read(sources, Purpose::Beside { in_place_of: failed }).await {
                return;
            }
            self.read_refused_again().await;
            let has_some = |loaded: &Loaded| {
                names.is_empty() || loaded.counted().any(|file| is_of_it(file) && file.fault.is_none())
            };
            if self.loaded.with_untracked(has_some) {
                self.loaded.update(|loaded| {
                    loaded.also.push(before);
                    loaded.generation += 1;
                });
                self.ask().await;
            }
        })
    }

    /// A plan for which there is only the memory that the records of now leave.
    fn beside(self, plan: Plan) -> Plan {
        let taken = self.loaded.with_untracked(|loaded| loaded.memory);
        Plan { memory_bound: plan.memory_bound.saturating_sub(taken), ..plan }
    }
}
