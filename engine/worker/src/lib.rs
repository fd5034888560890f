//! The log engine as `www/log-worker.js` calls it. Questions, answers, files and failures are JSON of the engine's types.

#![forbid(unsafe_code)]

use flowlog_engine::csv::Line;
use flowlog_engine::{Batch, FileId, Log, Question};
use serde::Deserialize;
use wasm_bindgen::prelude::*;

/// A log that is being read.
#[derive(Default)]
#[wasm_bindgen]
pub struct WorkerLog {
    log: Log,
}

#[wasm_bindgen]
impl WorkerLog {
    #[wasm_bindgen(constructor)]
    pub fn new() -> WorkerLog {
        WorkerLog::default()
    }

    /// Begins a file; gives its index.
    pub fn open(&mut self, name: String, columns: Option<Vec<String>>) -> usize {
        self.log.open(name, columns).0
    }

    /// Says that the browser inflates the file, and that it is decoded elsewhere.
    pub fn tell(&mut self, file: usize, is_gzip: bool, is_parquet: bool) {
        self.log.tell(FileId(file), is_gzip, is_parquet);
    }

    /// Counts bytes as they came.
    pub fn count(&mut self, file: usize, bytes: u32) {
        self.log.count(FileId(file), bytes.into());
    }

    /// Reads bytes, after inflating. Whether the file goes on: false after a failure.
    pub fn read(&mut self, file: usize, bytes: &[u8]) -> bool {
        self.log.read(FileId(file), bytes);
        self.log.file(FileId(file)).is_some_and(|file| file.failure.is_none())
    }

    /// Takes a batch that was decoded elsewhere, and its codes.
    pub fn take(&mut self, file: usize, batch: &str, codes: Vec<u64>) -> Result<(), JsError> {
        let mut batch: Batch = read(batch)?;
        batch.codes = codes;
        self.log.take(FileId(file), &batch);
        Ok(())
    }

    pub fn finish(&mut self, file: usize) {
        self.log.finish(FileId(file));
    }

    pub fn fail(&mut self, file: usize, failure: &str) -> Result<(), JsError> {
        self.log.fail(FileId(file), read(failure)?);
        Ok(())
    }

    /// What is known of a file.
    pub fn file(&self, file: usize) -> Result<String, JsError> {
        Ok(serde_json::to_string(&self.log.file(FileId(file)))?)
    }

    /// How many records were read.
    pub fn records(&self) -> usize {
        self.log.columns().len()
    }

    pub fn ask(&self, questions: &str) -> Result<String, JsError> {
        let questions: Vec<Question> = read(questions)?;
        Ok(serde_json::to_string(&self.log.ask_all(&questions))?)
    }
}

fn read<'a, T: Deserialize<'a>>(json: &'a str) -> Result<T, JsError> {
    let mut unescaped = vec![0; json.len()];
    match serde_json_core::from_str_escaped(json, &mut unescaped) {
        Ok((value, _)) => Ok(value),
        Err(error) => Err(JsError::new(&error.to_string())),
    }
}

/// Finds the text of one record.
#[wasm_bindgen]
pub struct WorkerLine {
    line: Line,
}

#[wasm_bindgen]
impl WorkerLine {
    #[wasm_bindgen(constructor)]
    pub fn new(byte: f64) -> WorkerLine {
        WorkerLine { line: Line::at(byte as u64) }
    }

    /// Whether nothing more is needed.
    pub fn push(&mut self, bytes: &[u8]) -> bool {
        self.line.push(bytes)
    }

    pub fn text(&self) -> Option<String> {
        self.line.text()
    }
}
