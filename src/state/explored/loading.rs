//! How far loading is, and what is loaded.

use std::sync::Arc;

use flowlog_engine::{File, TimeRange};
use futures_util::future::AbortHandle;

use super::answers::Asked;
use super::plan::Storage;
use crate::logs::{Progress, ReadFault, Source};

/// How much of a plan is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    All,
    /// So many files, spread over all of them.
    Sample(usize),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    #[default]
    Idle,
    Running,
    Done,
    Cancelled,
    Failed,
}

/// How far loading is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loading {
    pub stage: Stage,
    pub progress: Progress,
    /// All files and bytes that are to come.
    pub files: usize,
    pub bytes: u64,
    pub elapsed_ms: u64,
    /// Records that were there when it began: `progress` counts them, too.
    pub records_before: u64,
}

impl Loading {
    pub fn is_running(&self) -> bool {
        self.stage == Stage::Running
    }

    pub fn records_a_second(&self) -> u64 {
        let records = self.progress.records.saturating_sub(self.records_before);
        records.saturating_mul(1000) / self.elapsed_ms.max(1)
    }
}

/// What the answers stand on.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// Counts each change of the records.
    pub generation: u64,
    /// The range of the plan; `None` for all that files have.
    pub window: Option<TimeRange>,
    /// Other ranges whose files are loaded, to compare with.
    pub also: Vec<TimeRange>,
    /// In the order of the engine: a record names its file by the index.
    pub files: Arc<Vec<LoadedFile>>,
    /// Loaded and all files of the plan, where not all were loaded.
    pub sample: Option<(usize, usize)>,
    /// What the plan said that the records take in memory.
    pub memory: u64,
    /// Files without a byte, which were left out.
    pub empty: usize,
    /// The paths of the folders that have files, in their container.
    pub folders: Arc<Vec<String>>,
    /// Whether the records of files that could not be read to their end are left out.
    pub leaves_broken_out: bool,
}

#[derive(Clone, Debug)]
pub struct LoadedFile {
    pub file: File,
    pub fault: Option<ReadFault>,
    /// Whether its records count. Those of a file do not that was read once more, and those of a read beside the first
    /// one do when that read has ended.
    pub is_counted: bool,
}

impl LoadedFile {
    pub fn is_faulty(&self) -> bool {
        self.fault.is_some() || self.file.found.unreadable > 0
    }
}

impl Loaded {
    /// The files that count.
    pub fn counted(&self) -> impl Iterator<Item = &LoadedFile> {
        self.files.iter().filter(|file| file.is_counted)
    }

    /// The files of which something could not be read.
    pub fn faulty(&self) -> impl Iterator<Item = &LoadedFile> {
        self.counted().filter(|file| file.is_faulty())
    }

    /// The files whose records do not count, by their index.
    pub fn left_out(&self) -> Vec<usize> {
        let is_out = |file: &LoadedFile| !file.is_counted || self.leaves_broken_out && file.is_faulty();
        self.files.iter().enumerate().filter(|(_, file)| is_out(file)).map(|(at, _)| at).collect()
    }

    /// Whether all files of a range are loaded.
    pub fn covers(&self, range: TimeRange) -> bool {
        let Some(window) = self.window else { return true };
        let mut parts: Vec<TimeRange> = self.also.iter().copied().chain([window]).collect();
        parts.sort_unstable_by_key(|part| part.from);
        let reached = parts.iter().fold(range.from, |reached, part| {
            if part.from <= reached { reached.max(part.until) } else { reached }
        });
        reached >= range.until
    }
}

/// What is under way, and what was asked.
#[derive(Default)]
pub struct Work {
    pub(in crate::state) planning: Option<AbortHandle>,
    /// The number of the latest search for files.
    pub(in crate::state) searches: u64,
    pub(in crate::state) loading: Option<AbortHandle>,
    /// The number of the latest read.
    pub(in crate::state) read: u64,
    pub(in crate::state) asking: Option<AbortHandle>,
    pub(in crate::state) asked: Option<Asked>,
    /// In the order of the engine.
    pub(in crate::state) sources: Vec<Source>,
    /// Of the logger whose files were found.
    pub(in crate::state) storage: Option<Storage>,
    /// The question of which the host was told.
    pub(in crate::state) told: Option<String>,
}
