//! Which files a range has, and how much they are, before anything is loaded.

use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;

use flowlog_engine::TimeRange;
use futures_util::lock::Mutex;

use super::range::Range;
use crate::api::ApiError;
use crate::api::object_storage::ObjectStorage;
use crate::auth::Token;
use crate::logs::LocalFile;

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
    /// The number of the search that this is of.
    pub(in crate::state) number: u64,
    pub folders: usize,
    pub folders_listed: usize,
    pub plan: Option<Arc<Plan>>,
    pub fault: Option<PlanFault>,
}

impl Planning {
    /// Whether nothing was planned yet.
    pub fn is_untouched(&self) -> bool {
        !self.is_listing && self.plan.is_none() && self.fault.is_none()
    }
}

/// Files of one range: more would take the memory of the page before the first one is read.
pub const MOST_FILES: usize = 500_000;

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
    /// Entries of the listing that are no file of these folders.
    pub odd: usize,
    /// The paths of the folders that have files, in their container.
    pub folders: Vec<String>,
    /// What the records will take, by bytes and format.
    pub memory: u64,
    /// What they may take.
    pub memory_bound: u64,
}

/// What a file of CSV takes in memory, as a part of its bytes in percent: a record takes 48 bytes at most, and 240 in
/// the file.
const CSV_PERCENT: u64 = 20;
/// The same of the other forms, in which a record has 24 and 20 bytes.
const GZIP_PERCENT: u64 = 200;
const PARQUET_PERCENT: u64 = 240;

/// How a file is written, as far as it matters for the memory that its records take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::state) enum Form {
    Csv,
    Gzip,
    Parquet,
}

impl Form {
    /// By what a name lets expect. The engine itself tells a format by its content.
    pub(in crate::state) fn of_name(name: &str) -> Form {
        let name = name.to_ascii_lowercase();
        match () {
            () if name.ends_with(".gz") => Form::Gzip,
            () if name.ends_with(".parquet") => Form::Parquet,
            () => Form::Csv,
        }
    }

    /// What the records of a file will take in memory.
    pub(in crate::state) fn memory(self, bytes: u64) -> u64 {
        let percent = match self {
            Form::Csv => CSV_PERCENT,
            Form::Gzip => GZIP_PERCENT,
            Form::Parquet => PARQUET_PERCENT,
        };
        bytes.saturating_mul(percent) / 100
    }
}

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
    /// The range has more files than a page can list.
    TooManyFiles,
    /// The configuration does not name the origin of this address.
    ForeignOrigin(String),
}

/// Where the files of a logger lie, and the way to them.
#[derive(Clone)]
pub(in crate::state) struct Storage(pub(in crate::state) Rc<StorageParts>);

pub(in crate::state) struct StorageParts {
    /// The id of its region.
    pub(in crate::state) region: String,
    pub(in crate::state) storage: ObjectStorage,
    pub(in crate::state) account: String,
    pub(in crate::state) container: String,
    /// How its logger writes files.
    pub(in crate::state) columns: Vec<String>,
    pub(in crate::state) is_gzip: bool,
    pub(in crate::state) is_parquet: bool,
    pub(in crate::state) token: RefCell<Token>,
    /// Held by who renews the token: others wait for it, and take it.
    pub(in crate::state) renewing: Mutex<()>,
}

impl Deref for Storage {
    type Target = StorageParts;

    fn deref(&self) -> &StorageParts {
        &self.0
    }
}
