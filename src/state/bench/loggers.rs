//! A service with loggers for tests: its answers, and a form that asks for one.

use std::cell::Cell;
use std::rc::Rc;

use futures_executor::block_on;
use reactive_graph::prelude::*;

use super::{Bench, Call, bench};
use crate::api::transport::Method::{Delete, Get, Put};
use crate::domain::draft::Draft;
use crate::domain::logger::Logger;

pub const TARGET: &str = "045e204c-4624-4b68-ac8a-7375989d3b79";
pub const STORAGE: &str = "https://api.example/v1/AUTH_e670167936434f85a03694184000ffe6/c/d";

/// A logger as the service writes it, changed at a time of its own wherever the description is another.
pub fn row(id: &str, description: &str) -> String {
    format!(
        r#"{{"id":"{id}","name":"{id}","description":"{description}","resource_type":"PORT","resource_id":"{TARGET}",
        "filter":"ALL","storage_url":"","storage_type":"OBS","log_format":"CSV","compression_type":"RAW",
        "status":"ACTIVE","admin_state_up":true,"updated_at":"2026-01-01 00:00:0{}"}}"#,
        description.len() % 10
    )
}

pub fn one(id: &str, description: &str) -> (u16, String) {
    (200, format!(r#"{{"flowlog_logger":{}}}"#, row(id, description)))
}

pub fn list(ids: &[&str]) -> (u16, String) {
    let rows: Vec<String> = ids.iter().map(|id| row(id, "")).collect();
    (200, format!(r#"{{"flowlog_loggers":[{}]}}"#, rows.join(",")))
}

pub fn id_of(call: &Call) -> &str {
    call.url.rsplit('/').next().unwrap_or_default()
}

pub fn failed(status: u16) -> (u16, String) {
    (status, r#"{"NeutronError":{"type":"Down","message":"No.","detail":""}}"#.to_owned())
}

/// A logger as a person saw it.
pub fn logger(id: &str) -> Logger {
    let bench = bench(|call| one(id_of(call), ""));
    bench.connect("t");
    block_on(bench.console.load_logger(id));
    bench.console.part.logger.with_untracked(|open| open.value.clone()).unwrap().value
}

/// Where the writes went, oldest first.
pub fn writes(bench: &Bench) -> Vec<String> {
    let calls = bench.service.calls.borrow();
    calls.iter().filter(|call| call.method != Get).map(|call| id_of(call).to_owned()).collect()
}

/// Fills the create form with a logger of this name.
pub fn fill(bench: &Bench, name: &str) {
    let draft = Draft {
        name: name.to_owned(),
        target_id: TARGET.to_owned(),
        storage_url: STORAGE.to_owned(),
        ..Draft::default()
    };
    bench.console.part.create.fill(Draft::default(), Some(String::new()));
    bench.console.part.create.fill(draft, Some(String::new()));
}

/// A service that loses the answers of its writes, does them if `does`, and answers reads after them with `reads`.
pub fn lost_write(does: bool, reads: u16) -> Bench {
    let written = Rc::new(Cell::new(None));
    let bench = bench(move |call| match (call.method, written.get()) {
        (Get, Some(_)) if reads != 200 => failed(reads),
        (Get, Some(Put)) if does => one(id_of(call), "mine"),
        (Get, Some(Delete)) if does => failed(404),
        (Get, _) => one(id_of(call), ""),
        (method, _) => {
            written.set(Some(method));
            failed(500)
        }
    });
    bench.connect("t");
    bench
}
