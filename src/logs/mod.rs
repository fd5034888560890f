//! The log engine as the console sees it: it reads files and answers questions in a worker, beside the page.

#[cfg(not(target_arch = "wasm32"))]
#[doc(hidden)]
pub mod native;
#[cfg(target_arch = "wasm32")]
pub mod worker;

use std::rc::Rc;

use flowlog_engine::{Answer, File, Question};
use futures_util::future::LocalBoxFuture;
use serde::Deserialize;

use crate::auth::Token;

/// What records may take in memory, in bytes, where a device has enough.
pub const MEMORY_BOUND: u64 = 1_000_000_000;

/// The same for a device with so many GB of memory, where that is known: at most half of it.
pub fn memory_bound(device_gb: Option<f64>) -> u64 {
    device_gb.map_or(MEMORY_BOUND, |gb| MEMORY_BOUND.min((gb.max(0.0) / 2.0 * 1e9) as u64))
}

/// The same for the device of this browser.
#[cfg(target_arch = "wasm32")]
pub fn most_bytes() -> u64 {
    // Not every browser tells it.
    let told =
        |window: web_sys::Window| js_sys::Reflect::get(&window.navigator(), &"deviceMemory".into()).ok();
    memory_bound(web_sys::window().and_then(told).and_then(|gb| gb.as_f64()))
}

/// A file on this device.
#[cfg(target_arch = "wasm32")]
pub type LocalFile = web_sys::Blob;
/// A file on this device: its bytes.
#[cfg(not(target_arch = "wasm32"))]
pub type LocalFile = Rc<[u8]>;

/// The wasm files of the worker: an object with `log` and `parquet`, their addresses where they are not beside its script.
#[cfg(target_arch = "wasm32")]
pub type WasmFiles = wasm_bindgen::JsValue;
/// Only a browser has workers.
#[cfg(not(target_arch = "wasm32"))]
pub type WasmFiles = ();

/// Where the worker's script and its wasm files are.
#[derive(Clone)]
pub struct WorkerFiles {
    pub script: String,
    pub wasm: WasmFiles,
}

/// Where the bytes of a file are.
#[derive(Clone)]
pub enum Body {
    Local(LocalFile),
    Remote {
        /// As it is asked for: with its proxy, if there is one.
        url: String,
        /// Of the tenant of the storage. Files of a host may need none.
        token: Option<Token>,
    },
}

/// A file to read.
#[derive(Clone)]
pub struct Source {
    /// As a person knows it: the path in its container, or the name on this device.
    pub name: String,
    /// The bytes that it should have; 0 where nobody said.
    pub bytes: u64,
    pub body: Body,
    /// The columns of a file without a header: the `customized_field` of its logger.
    pub columns: Option<Vec<String>>,
}

impl Source {
    /// The same file, asked for with another token; a file of this device stays as it is.
    #[must_use]
    pub fn with_token(mut self, newest: Option<&Token>) -> Source {
        if let (Body::Remote { token, .. }, Some(newest)) = (&mut self.body, newest) {
            *token = Some(newest.clone());
        }
        self
    }
}

/// How far reading has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Progress {
    /// Files that are read to their end, or that failed.
    pub files: usize,
    /// Bytes as they came, before inflating.
    pub bytes: u64,
    pub records: u64,
}

/// Why a file was not read, or not to its end.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadFault {
    /// No answer: offline, blocked by CORS or a policy, cut. The browser's words.
    Network(String),
    /// A file of this device gives no bytes: it has changed or gone since it was chosen, or it is none. The browser's words.
    Device(String),
    /// The status of an answer that is no success.
    Status(u16),
    /// Nothing came for so long, in milliseconds.
    Silent(u32),
    /// It came to its end before the bytes that its listing told.
    Short { listed: u64, came: u64 },
    /// It could not be inflated.
    Inflate,
    /// The worker stopped while it read this file.
    Worker,
    /// Memory is at its bound.
    Full,
    /// The bytes came, and the engine does not read them on.
    Content(flowlog_engine::Failure),
}

/// What became of a file. Its index among all that were read is that of [`Record`](flowlog_engine::Record): files are
/// counted from the first one of the first [`LogEngine::read`], also those that a cancelled one has not reached.
#[derive(Clone, Debug)]
pub struct ReadFile {
    pub file: File,
    pub fault: Option<ReadFault>,
}

impl ReadFile {
    /// Compares what came with what the listing told. A file that has grown since then is whole.
    pub(crate) fn checked(mut self, listed: u64) -> ReadFile {
        let came = self.file.bytes;
        if self.fault.is_none() && came < listed {
            self.fault = Some(ReadFault::Short { listed, came });
        }
        self
    }
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EngineFault {
    /// The worker did not start: the files are missing, or the page's policy forbids it. The browser's words.
    NotStarted(String),
    /// The worker stopped, and its records are gone. Later calls say so as well: another engine has to be begun.
    Stopped(String),
    /// Memory is at its bound, in bytes; what was read until then counts.
    Full(u64),
}

/// Reads files and answers questions about all that was read. A future that is dropped cancels its work at once; what was
/// read until then counts, and the files that were not read to their end have failed.
pub trait LogEngine {
    /// Reads files, some at a time, in their order. `hear` is told how far it is, at most ten times a second. The answer
    /// has one entry for each file, in the same order.
    fn read(
        &self,
        files: Vec<Source>,
        hear: Rc<dyn Fn(Progress)>,
    ) -> LocalBoxFuture<'static, Result<Vec<ReadFile>, EngineFault>>;

    /// Answers questions about what was read so far, also while more is being read.
    fn ask(&self, questions: Vec<Question>) -> LocalBoxFuture<'static, Result<Vec<Answer>, EngineFault>>;

    /// The text of one record as its file has it, in CSV; the file is read again. `byte` is that of its record.
    fn line(&self, file: Source, byte: u64) -> LocalBoxFuture<'static, Result<String, ReadFault>>;
}

/// Begins an engine without records. Dropping it ends its worker, and frees what it has read.
pub type StartEngine = Rc<dyn Fn() -> Rc<dyn LogEngine>>;

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(device_gb: Option<f64>, expect: u64) {
        assert_eq!(memory_bound(device_gb), expect);
    }

    #[test]
    fn records_take_a_gigabyte_or_half_of_a_small_device() {
        check(None, 1_000_000_000);
        check(Some(8.0), 1_000_000_000);
        check(Some(2.0), 1_000_000_000);
        check(Some(1.0), 500_000_000);
        check(Some(0.25), 125_000_000);
        check(Some(f64::NAN), 0);
        check(Some(-1.0), 0);
    }
}
