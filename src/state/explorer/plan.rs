//! Which files a range has, and how much they are, before anything is loaded.

use std::sync::Arc;

use flowlog_engine::TimeRange;
use futures_util::future::{AbortHandle, Abortable, LocalBoxFuture};
use reactive_graph::prelude::*;

use super::Explorer;
use super::loading::{Loading, Stage};
use super::range::Range;
use crate::api::ApiError;
use crate::auth::Token;
use crate::domain::web_url::WebUrl;
use crate::logs::{self, Body, LocalFile};

/// Where records come from.
#[derive(Clone)]
pub enum Source {
    /// A logger, by its id.
    Logger(String),
    /// Files of this device.
    Device(Vec<DeviceFile>),
    /// Files that the host names.
    Host(Vec<HostFile>),
}

#[derive(Clone)]
pub struct DeviceFile {
    pub name: String,
    pub bytes: u64,
    pub file: LocalFile,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostFile {
    pub name: String,
    /// Of an origin that the configuration names.
    pub url: String,
}

/// What is known of the files of the chosen range.
#[derive(Clone, Debug, Default)]
pub struct Planning {
    /// Whether folders are being listed.
    pub is_listing: bool,
    pub folders: usize,
    pub folders_listed: usize,
    pub plan: Option<Arc<Plan>>,
    pub fault: Option<PlanFault>,
}

/// The files of a range.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// `None` for all that files have.
    pub window: Option<TimeRange>,
    /// Newest first.
    pub files: Vec<PlannedFile>,
    pub bytes: u64,
    /// Files without a byte, which are left out.
    pub empty: usize,
    /// The paths of the folders that have files, in their container.
    pub folders: Vec<String>,
    /// What the records will take, by bytes and format.
    pub memory: u64,
    /// What they may take.
    pub memory_bound: u64,
}

/// What records may take in memory.
pub const MEMORY_BOUND: u64 = 1 << 30;

/// What a file of CSV takes in memory, as a part of its bytes in percent: a record takes 48 bytes at most, and 240 in
/// the file.
const CSV_PERCENT: u64 = 20;

impl Plan {
    pub fn fits(&self) -> bool {
        self.memory <= self.memory_bound
    }

    /// How many of the files fit, as a sample of all.
    pub fn sample(&self) -> usize {
        let files = self.files.len() as u128;
        let fitting = files * u128::from(self.memory_bound) / u128::from(self.memory.max(1));
        usize::try_from(fitting.clamp(u128::from(files > 0), files)).unwrap_or(usize::MAX)
    }

    /// The end of the range, as long as fits.
    pub fn narrower(&self) -> Option<Range> {
        let window = self.window.filter(|_| !self.fits())?;
        let length = u128::from(window.until.saturating_sub(window.from));
        let fitting = length * u128::from(self.memory_bound) / u128::from(self.memory.max(1));
        let length = u64::try_from(fitting).ok()? / 60_000 * 60_000;
        let from = window.until.saturating_sub(length.max(60_000));
        Some(Range::Between(TimeRange { from, until: window.until }))
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedFile {
    /// The path in its container, or the name on this device.
    pub name: String,
    /// 0 where nobody said.
    pub bytes: u64,
    /// When its interval ends, if its name says it.
    pub ends: Option<u64>,
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanFault {
    /// The logger or a folder could not be read.
    Api(ApiError),
    /// The logger's storage URL is none.
    StorageUrl(String),
    /// The connected region has no Object Storage in the configuration.
    NoStorage,
    NotConnected,
    /// A logger has too many files for everything.
    NeedsRange,
    /// The configuration does not name the origin of this address.
    ForeignOrigin(String),
}

impl Explorer {
    /// Chooses where records come from, and forgets what was loaded from elsewhere.
    pub fn open(self, source: Source) {
        self.cancel();
        self.stop_planning();
        self.forget_records();
        self.loading.set(Loading { stage: Stage::Idle, ..Loading::default() });
        self.planning.set(Planning::default());
        match source {
            Source::Logger(_) => {
                if self.range.get_untracked() == Range::Everything {
                    self.range.set(Range::default());
                }
            }
            Source::Device(_) | Source::Host(_) => self.range.set(Range::Everything),
        }
        self.source.set(Some(source));
    }

    fn stop_planning(self) {
        self.work.update_value(|work| {
            if let Some(planning) = work.planning.take() {
                planning.abort();
            }
        });
    }

    /// Finds the files of the chosen range.
    pub fn plan(self) -> LocalBoxFuture<'static, ()> {
        Box::pin(async move {
            self.stop_planning();
            let (handle, registration) = AbortHandle::new_pair();
            self.work.update_value(|work| work.planning = Some(handle));
            self.planning.set(Planning { is_listing: true, ..Planning::default() });
            let window = self.range.get_untracked().window(self.now());
            let Ok(found) = Abortable::new(self.files_of(window), registration).await else { return };
            self.planning.update(|planning| {
                planning.is_listing = false;
                match found {
                    Ok(plan) => planning.plan = Some(Arc::new(plan)),
                    Err(fault) => planning.fault = Some(fault),
                }
            });
        })
    }

    /// The files of a range.
    pub(super) async fn files_of(self, window: Option<TimeRange>) -> Result<Plan, PlanFault> {
        let Some(source) = self.source.get_untracked() else { return Ok(Plan::default()) };
        let (files, percent): (Vec<PlannedFile>, u64) = match &source {
            Source::Logger(id) => {
                return self.list_logger(id, window.ok_or(PlanFault::NeedsRange)?).await;
            }
            Source::Device(files) => {
                let planned = files.iter().map(|file| PlannedFile {
                    name: file.name.clone(),
                    bytes: file.bytes,
                    ends: None,
                });
                (planned.collect(), CSV_PERCENT)
            }
            Source::Host(files) => {
                if let Some(foreign) = files.iter().find(|file| !self.is_known_origin(&file.url)) {
                    return Err(PlanFault::ForeignOrigin(foreign.url.clone()));
                }
                let planned =
                    files.iter().map(|file| PlannedFile { name: file.name.clone(), bytes: 0, ends: None });
                (planned.collect(), CSV_PERCENT)
            }
        };
        let mut plan = Plan { window, memory_bound: MEMORY_BOUND, ..Plan::default() };
        for file in files {
            plan.bytes += file.bytes;
            plan.memory += file.bytes * percent / 100;
            plan.files.push(file);
        }
        Ok(plan)
    }

    async fn list_logger(self, _id: &str, _window: TimeRange) -> Result<Plan, PlanFault> {
        Err(PlanFault::NoStorage)
    }

    /// Whether the configuration names the origin of an address.
    fn is_known_origin(self, url: &str) -> bool {
        let Ok(url) = WebUrl::parse(url) else { return false };
        self.console.shared.config.with_value(|config| {
            let regions = config.regions.iter();
            let storages = regions.filter_map(|region| region.object_storage.as_ref());
            storages.chain(config.identity.as_ref()).any(|known| known.origin() == url.origin())
        })
    }

    /// What the engine reads: the chosen files of a plan.
    pub(super) async fn sources(self, plan: &Plan, chosen: &[usize]) -> Vec<logs::Source> {
        let Some(source) = self.source.get_untracked() else { return Vec::new() };
        let chosen = chosen.iter().filter_map(|at| Some((*at, plan.files.get(*at)?)));
        let body = |at: usize, _file: &PlannedFile| match &source {
            Source::Device(files) => files.get(at).map(|file| Body::Local(file.file.clone())),
            Source::Host(files) => {
                files.get(at).map(|file| Body::Remote { url: file.url.clone(), token: None })
            }
            Source::Logger(_) => None,
        };
        let source = |(at, file): (usize, &PlannedFile)| {
            Some(logs::Source {
                name: file.name.clone(),
                bytes: file.bytes,
                body: body(at, file)?,
                columns: None,
            })
        };
        chosen.filter_map(source).collect()
    }

    /// A new token of the storage's tenant.
    pub(super) async fn storage_token(self) -> Option<Token> {
        None
    }
}
