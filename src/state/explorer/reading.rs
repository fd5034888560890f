//! Loads the files of a plan.

use std::rc::Rc;
use std::sync::Arc;

use flowlog_engine::{Failure, File, TimeRange};
use futures_util::future::{AbortHandle, Abortable, Either, LocalBoxFuture, pending, select};
use reactive_graph::graph::untrack;
use reactive_graph::prelude::*;

use super::handle::Explorer;
use crate::logs::{EngineFault, Progress, ReadFault, ReadFile, Source};
use crate::state::events::Event;
use crate::state::explored::loading::{Extent, Loaded, LoadedFile, Loading, Stage};
use crate::state::explored::signals::Signals;

/// What files are read for.
pub(super) enum Purpose {
    /// To be the log: their figures show while they come, and where they do not all come they are a sample.
    Range,
    /// To stand beside what is there, and in place of some of it. They count when all have come.
    Beside { in_place_of: Vec<usize> },
}

/// How long new records wait for their figures at least, and at most.
const PACE_MS: [u32; 2] = [250, 3000];

impl Explorer {
    /// Loads what the plan has, and asks again and again while it comes.
    pub fn load(self, extent: Extent) -> LocalBoxFuture<'static, ()> {
        Box::pin(async move {
            self.cancel();
            let Some(plan) = self.planning.with_untracked(|planning| planning.plan.clone()) else { return };
            let chosen = chosen(plan.files.len(), extent);
            let sources = self.sources(&plan, &chosen);
            self.forget_records();
            let sample = (chosen.len() < plan.files.len()).then_some((chosen.len(), plan.files.len()));
            self.loaded.update(|loaded| {
                *loaded = Loaded {
                    generation: loaded.generation,
                    window: plan.window,
                    sample,
                    memory: plan.memory,
                    empty: plan.empty,
                    folders: Arc::new(plan.folders.clone()),
                    leaves_broken_out: loaded.leaves_broken_out,
                    ..Loaded::default()
                };
            });
            if let Some(window) = plan.window {
                let overlaps = |zoom: &TimeRange| zoom.from < window.until && window.from < zoom.until;
                self.inquiry.update(|inquiry| inquiry.zooms.retain(overlaps));
            }
            self.read(sources, Purpose::Range).await;
            self.read_refused_again().await;
            // Another source or range may be in its place, which tells of itself.
            let is_over =
                |loading: &Loading| matches!(loading.stage, Stage::Done | Stage::Cancelled | Stage::Failed);
            if self.loading.with_untracked(is_over) {
                self.tell_opened();
            }
        })
    }

    /// The engine has failed. If it has stopped, its records are gone.
    pub(super) fn engine_failed(self, fault: EngineFault) {
        if !matches!(fault, EngineFault::Full(_)) {
            self.forget_records();
            self.forget_answers();
        }
        self.fault.set(Some(fault));
    }

    fn tell_opened(self) {
        let mut all = self.loading.with_untracked(|loading| loading.progress);
        let unreadable = self.loaded.with_untracked(|loaded| loaded.faulty().count());
        // Some files may have been read twice. Of a read that was cancelled no more is known than its progress.
        if self.loading.with_untracked(|loading| loading.stage == Stage::Done) {
            all = Progress::default();
            self.loaded.with_untracked(|loaded| {
                for file in loaded.counted() {
                    all.files += 1;
                    all.bytes += file.file.bytes;
                    all.records += file.file.found.records;
                }
            });
        }
        let Progress { files, bytes, records } = all;
        self.console.tell(Event::LogsOpened { files, bytes, records, unreadable });
    }

    /// Tells the host of the question, if it is another one.
    pub(super) fn tell_question(self) {
        let route = untrack(|| self.route()).text();
        let is_new = self.work.try_update_value(|work| {
            let is_new = work.told.as_ref() != Some(&route);
            work.told = Some(route.clone());
            is_new
        });
        if is_new == Some(true) {
            self.console.tell(Event::LogsAsked(route));
        }
    }

    /// Reads more files; says whether it has come to its end.
    pub(super) async fn read(self, sources: Vec<Source>, purpose: Purpose) -> bool {
        let (handle, registration) = AbortHandle::new_pair();
        let begun = self.work.try_update_value(|work| {
            let first = work.sources.len();
            work.sources.extend(sources.iter().cloned());
            work.read += 1;
            // There is one read at a time.
            if let Some(before) = work.loading.replace(handle) {
                before.abort();
            }
            (first, work.read)
        });
        let Some((first, number)) = begun else { return false };
        let (is_range, replaced) = match purpose {
            Purpose::Range => (true, Vec::new()),
            Purpose::Beside { in_place_of } => (false, in_place_of),
        };
        if !is_range {
            self.await_files(first, &sources);
        }
        let began = self.now();
        let all = sources.len();
        let before = self.loading.with_untracked(|loading| loading.progress.records);
        self.loading.set(Loading {
            stage: Stage::Running,
            records_before: if is_range { 0 } else { before },
            files: all,
            bytes: sources.iter().fold(0, |sum: u64, source| sum.saturating_add(source.bytes)),
            ..Loading::default()
        });
        self.fault.set(None);
        let hear = move |progress| {
            if !self.is_latest_read(number) {
                return;
            }
            self.loading.try_update(|loading| {
                loading.progress = progress;
                loading.elapsed_ms = self.now().saturating_sub(began);
            });
        };
        let guard = Reading { explorer: self, number, is_range, files: all, began };
        let reading = self.engine().read(sources, Rc::new(hear));
        // Asking has no end of its own.
        let asking: LocalBoxFuture<'static, ()> =
            if is_range { Box::pin(self.ask_while_loading()) } else { Box::pin(pending()) };
        let outcome = Abortable::new(select(reading, asking), registration).await;
        let has_ended = match outcome {
            Ok(Either::Left((Ok(files), _))) => {
                self.take_files(first, files, &replaced);
                guard.end(Stage::Done);
                true
            }
            Ok(Either::Left((Err(fault), _))) => {
                guard.end(Stage::Failed);
                self.engine_failed(fault);
                false
            }
            Ok(Either::Right(_)) | Err(_) => {
                guard.end(Stage::Cancelled);
                false
            }
        };
        self.ask().await;
        has_ended
    }

    fn is_latest_read(self, number: u64) -> bool {
        self.work.try_with_value(|work| work.read == number) == Some(true)
    }

    /// Makes entries for files that do not count before they have come.
    fn await_files(self, first: usize, sources: &[Source]) {
        self.loaded.update(|loaded| {
            let files = Arc::make_mut(&mut loaded.files);
            // Of a read that was cancelled nothing is known but the number of its files.
            files.resize_with(first, unknown);
            files.extend(sources.iter().map(|source| LoadedFile {
                file: File { name: source.name.clone(), ..File::default() },
                fault: Some(ReadFault::Content(Failure::Interrupted)),
                is_counted: false,
            }));
        });
    }

    fn take_files(self, first: usize, files: Vec<ReadFile>, replaced: &[usize]) {
        let listed = |at: usize| {
            let bytes = self.work.with_value(|work| Some(work.sources.get(first + at)?.bytes));
            bytes.unwrap_or(0)
        };
        let files = files.into_iter().enumerate().map(|(at, read)| read.checked(listed(at)));
        self.loaded.update(|loaded| {
            let all = Arc::make_mut(&mut loaded.files);
            all.truncate(first);
            all.resize_with(first, unknown);
            all.extend(files.map(|read| LoadedFile { file: read.file, fault: read.fault, is_counted: true }));
            for at in replaced {
                if let Some(file) = all.get_mut(*at) {
                    file.is_counted = false;
                }
            }
        });
    }

    /// Asks again while files come. Answers that take long are asked for more seldom.
    async fn ask_while_loading(self) {
        let transport = self.console.transport();
        let [least, most] = PACE_MS;
        let mut pace = least;
        let mut known = 0;
        loop {
            transport.sleep(pace).await;
            let records = self.loading.with_untracked(|loading| loading.progress.records);
            if records == known {
                continue;
            }
            known = records;
            let began = self.now();
            self.loaded.update(|loaded| loaded.generation += 1);
            self.ask().await;
            let took = u32::try_from(self.now().saturating_sub(began)).unwrap_or(most);
            pace = took.saturating_mul(4).clamp(least, most);
        }
    }

    /// Reads the files again of which something could not be read. What was read of them goes, once they are there.
    pub fn retry(self) -> LocalBoxFuture<'static, ()> {
        Box::pin(self.read_again(LoadedFile::is_faulty))
    }

    /// Reads files again, each once, and puts the new entries in place of the old ones.
    async fn read_again(self, is_meant: fn(&LoadedFile) -> bool) {
        let meant = || -> Vec<usize> {
            self.loaded.with_untracked(|loaded| {
                let is_meant = |file: &LoadedFile| file.is_counted && is_meant(file);
                loaded.files.iter().enumerate().filter(|(_, file)| is_meant(file)).map(|(at, _)| at).collect()
            })
        };
        let is_running = || self.loading.with_untracked(Loading::is_running);
        if meant().is_empty() || is_running() {
            return;
        }
        // Where no token was refused, nobody is asked for another one.
        let token = match self.loaded.with_untracked(|loaded| loaded.counted().any(is_refused)) {
            true => self.storage_token().await,
            false => None,
        };
        // Another press may have read them again meanwhile, or reads them now.
        let meant = meant();
        if meant.is_empty() || is_running() {
            return;
        }
        let sources: Vec<Source> = self
            .work
            .with_value(|work| meant.iter().filter_map(|at| work.sources.get(*at).cloned()).collect());
        let sources = sources.into_iter().map(|source| source.with_token(token.as_ref())).collect();
        self.read(sources, Purpose::Beside { in_place_of: meant }).await;
    }

    /// A token may end while files are read: those that were refused are read once more, with a new one.
    pub(super) async fn read_refused_again(self) {
        self.read_again(is_refused).await;
    }

    /// Whether records of files that could not be read to their end are left out.
    pub fn leave_broken_out(self, leaves: bool) {
        self.loaded.update(|loaded| {
            loaded.leaves_broken_out = leaves;
            loaded.generation += 1;
        });
    }
}

fn is_refused(file: &LoadedFile) -> bool {
    file.fault == Some(ReadFault::Status(401))
}

/// The entry of a file of which nothing is known.
fn unknown() -> LoadedFile {
    LoadedFile { file: File::default(), fault: None, is_counted: true }
}

/// A read that is under way. Dropped, it was cancelled.
struct Reading {
    explorer: Explorer,
    number: u64,
    is_range: bool,
    /// All files of the read.
    files: usize,
    began: u64,
}

impl Reading {
    /// What a newer read has taken the place of says nothing.
    fn end(&self, stage: Stage) {
        if !self.explorer.is_latest_read(self.number) {
            return;
        }
        let Signals { loading, loaded, .. } = *self.explorer;
        let read = loading.try_update(|loading| {
            loading.stage = stage;
            loading.elapsed_ms = self.explorer.now().saturating_sub(self.began);
            loading.progress.files
        });
        loaded.try_update(|loaded| {
            loaded.generation += 1;
            if stage != Stage::Done && self.is_range {
                let all = loaded.sample.map_or(self.files, |(_, all)| all);
                loaded.sample = Some((read.unwrap_or(0), all));
            }
        });
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        if self.explorer.loading.try_with_untracked(Loading::is_running) == Some(true) {
            self.end(Stage::Cancelled);
        }
    }
}

/// Which files of a plan are loaded: all, or some at equal distances.
fn chosen(files: usize, extent: Extent) -> Vec<usize> {
    match extent {
        Extent::Sample(sample) if sample < files => {
            let sample = sample.max(1);
            (0..sample).map(|at| (at as u128 * files as u128 / sample as u128) as usize).collect()
        }
        Extent::All | Extent::Sample(_) => (0..files).collect(),
    }
}
