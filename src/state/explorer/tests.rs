use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use flowlog_engine::{Answer, Column, Field, Question, TimeRange, Value};
use futures_executor::block_on;
use futures_util::future::LocalBoxFuture;
use reactive_graph::prelude::*;

use super::export::{Format, Part};

use super::*;
use crate::api::transport::Method;
use crate::auth::Token;
use crate::logs::native::NativeEngine;
use crate::logs::{EngineFault, LocalFile, LogEngine, Progress, ReadFault, ReadFile};
use crate::route::Route;
use crate::state::bench::{Bench, Call, bench_of, unauthorized};
use crate::state::events::Event;
use crate::state::explored::inquiry::Inquiry;
use crate::state::explored::loading::{Extent, Loaded, Stage};
use crate::state::explored::plan::{DeviceFile, HostFile, PlanFault, Source};
use crate::state::explored::quick::Quick;
use crate::state::explored::range::Range;

mod asking;
mod comparing;
mod reading;
mod records;
mod storage;

const CONFIG: &str = r#"{"regions":[{"id":"KR1","name":"Korea","network":"https://net.example",
    "objectStorage":"https://obs.example/v1"}],"identity":"https://id.example"}"#;
/// 2026-11-30 12:00 UTC.
const NOON: u64 = 1_796_040_000_000;
const MINUTE: u64 = 60_000;
const HEADER: &str = "timestamp_start,timestamp_end,src_addr,dst_addr,dst_port,protocol,tcp_flag,packets,bytes,filter,status\n";

/// A record that starts so many minutes before noon.
fn row(before: u64, src: &str, port: u16, action: &str) -> String {
    let start = (NOON - before * MINUTE) / 1000;
    format!("{start},{start},{src},10.0.0.9,{port},6,2,1,100,{action},OK\n")
}

fn file(rows: &[String]) -> String {
    format!("{HEADER}{}", rows.concat())
}

fn device(name: &str, text: &str) -> DeviceFile {
    DeviceFile { name: name.to_owned(), bytes: text.len() as u64, file: text.as_bytes().into() }
}

type Files = Rc<RefCell<Vec<(String, Result<String, ReadFault>)>>>;

struct Table {
    bench: Bench,
    explorer: Explorer,
    /// What addresses have, by their ends.
    files: Files,
    engines: Rc<Cell<usize>>,
}

fn table(answer: impl Fn(&Call) -> (u16, String) + 'static) -> Table {
    let bench = bench_of(CONFIG, answer);
    bench.service.now_ms.set(NOON as f64);
    let files = Files::default();
    let engines = Rc::new(Cell::new(0));
    let (served, begun) = (files.clone(), engines.clone());
    let start = move || {
        begun.set(begun.get() + 1);
        let served = served.clone();
        let serve = move |url: &str| {
            let files = served.borrow();
            let found = files.iter().find(|(end, _)| url.ends_with(end.as_str()));
            let found = found.map_or(Err(ReadFault::Status(404)), |(_, found)| found.clone());
            found.map(|text| LocalFile::from(text.as_bytes()))
        };
        Rc::new(NativeEngine::new(serve)) as Rc<dyn LogEngine>
    };
    let explorer = bench.console.explorer(Rc::new(start));
    Table { bench, explorer, files, engines }
}

fn nobody() -> Table {
    table(|_| (404, String::new()))
}

/// A table with these files of the device, which are loaded.
fn loaded(files: &[(&str, &str)]) -> Table {
    let table = nobody();
    let files = files.iter().map(|(name, text)| device(name, text)).collect();
    table.explorer.open(Source::Device(files));
    block_on(table.explorer.plan());
    block_on(table.explorer.load(Extent::All));
    table
}

fn day() -> String {
    file(&[
        row(50, "10.0.0.1", 443, "ACCEPT"),
        row(40, "10.0.0.1", 22, "DROP"),
        row(30, "10.0.0.2", 443, "ACCEPT"),
        row(20, "10.0.0.3", 443, "ACCEPT"),
    ])
}

impl Table {
    fn shown(&self) -> Arc<answers::Shown> {
        self.explorer.answers.get_untracked().shown.unwrap()
    }

    fn flows(&self) -> u64 {
        self.shown().totals.as_ref().unwrap().all.total.flows
    }

    /// The rows of a list, with their flows.
    fn list(&self, list: inquiry::List) -> Vec<(String, u64)> {
        let shown = self.shown();
        let found = shown.lists.iter().find(|found| found.list == list).unwrap();
        found.top.rows.iter().map(|row| (words(&row.key), row.tally.total.flows)).collect()
    }

    fn ask(&self) {
        block_on(self.explorer.ask());
    }
}

fn words(key: &[Option<Value>]) -> String {
    let word = |value: &Option<Value>| value.as_ref().map_or("-".to_owned(), ToString::to_string);
    key.iter().map(word).collect::<Vec<_>>().join(" ")
}

/// An engine whose answers take a turn.
#[derive(Default, Clone)]
struct Slow {
    /// The questions that it was asked.
    asked: Rc<Cell<usize>>,
}

struct SlowEngine(Rc<NativeEngine>, Slow);

impl Slow {
    /// An explorer with a file that is loaded.
    fn loaded(&self, text: &str) -> Explorer {
        let slow = self.clone();
        let bench = bench_of(CONFIG, |_| (404, String::new()));
        let start = move || {
            let engine = Rc::new(NativeEngine::new(|_| Err(ReadFault::Status(404))));
            Rc::new(SlowEngine(engine, slow.clone())) as Rc<dyn LogEngine>
        };
        let explorer = bench.console.explorer(Rc::new(start));
        explorer.open(Source::Device(vec![device("a.csv", text)]));
        block_on(explorer.plan());
        block_on(explorer.load(Extent::All));
        explorer
    }
}

impl LogEngine for SlowEngine {
    fn read(
        &self,
        files: Vec<crate::logs::Source>,
        hear: Rc<dyn Fn(Progress)>,
    ) -> LocalBoxFuture<'static, Result<Vec<ReadFile>, EngineFault>> {
        self.0.read(files, hear)
    }

    fn ask(&self, questions: Vec<Question>) -> LocalBoxFuture<'static, Result<Vec<Answer>, EngineFault>> {
        let SlowEngine(engine, Slow { asked }) = self;
        asked.set(asked.get() + questions.len());
        let (engine, mut is_second) = (engine.clone(), false);
        Box::pin(async move {
            std::future::poll_fn(|context| {
                context.waker().wake_by_ref();
                if std::mem::replace(&mut is_second, true) { Poll::Ready(()) } else { Poll::Pending }
            })
            .await;
            engine.ask(questions).await
        })
    }

    fn line(
        &self,
        file: crate::logs::Source,
        byte: u64,
    ) -> LocalBoxFuture<'static, Result<String, ReadFault>> {
        self.0.line(file, byte)
    }
}
