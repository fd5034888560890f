//! The page's side of the log worker, beside a script that says what a worker may say.

use std::cell::RefCell;
use std::rc::Rc;

use flowlog_console::logs::worker::LogWorker;
use flowlog_console::logs::{Body, EngineFault, LogEngine, Progress, ReadFault, Source, WorkerFiles};
use flowlog_engine::Question;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

const SCRIPT: &str = r#"
let cancelled = 0;
self.onmessage = ({ data }) => {
  if (!Array.isArray(data)) return self.postMessage([0, "started", ""]);
  const [number, kind, argument, byte] = data;
  const say = (kind, text) => self.postMessage([number, kind, text]);
  if (kind === "cancel") cancelled += 1;
  if (kind === "ask" && argument !== "[]") throw new Error("broken");
  if (kind === "ask") say("done", "[]");
  if (kind === "line" && byte === 1) self.postMessage([0, "stopped", "unreachable"]);
  if (kind === "line") say("done", JSON.stringify({ Ok: `${cancelled} ${argument.name}` }));
  if (kind === "read" && argument.length > 1) say("full", "1000");
  if (kind === "read") say("progress", '{"files":1,"bytes":2,"records":3}');
};
"#;

/// It ends at the first question, and no event says so.
const CLOSED: &str = r#"
self.onmessage = ({ data }) => (Array.isArray(data) ? self.close() : self.postMessage([0, "started", ""]));
"#;

/// It answers a question after some pings.
const SLOW: &str = r#"
let [asked, pings] = [0, 0];
self.onmessage = ({ data }) => {
  const [number, kind] = Array.isArray(data) ? data : [];
  if (kind === "ask") asked = number;
  if (kind !== "ping") return;
  self.postMessage([0, "alive", ""]);
  pings += 1;
  if (pings === 5) self.postMessage([asked, "done", "[]"]);
};
self.postMessage([0, "started", ""]);
"#;

/// So short that tests see its end.
const SILENCE_MS: u32 = 400;

fn engine(script: &str) -> LogWorker {
    LogWorker::new(Some(WorkerFiles { script: script.to_owned(), wasm: JsValue::TRUE }))
}

/// The address of a script.
fn script(text: &str) -> String {
    let kind = web_sys::BlobPropertyBag::new();
    kind.set_type("text/javascript");
    let parts = js_sys::Array::of1(&text.into());
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &kind).unwrap();
    web_sys::Url::create_object_url_with_blob(&blob).unwrap()
}

fn source(name: &str) -> Source {
    let body = Body::Remote { url: "https://storage.invalid/a".to_owned(), token: None };
    Source { name: name.to_owned(), bytes: 0, body, columns: None }
}

#[wasm_bindgen_test]
async fn a_worker_that_ends_is_told_by_every_call_after_it() {
    let engine = engine(&script(SCRIPT));
    assert_eq!(engine.ask(vec![]).await, Ok(vec![]));
    let (waiting, broken) = futures_util::join!(
        engine.read(vec![source("a")], Rc::new(|_| {})),
        engine.ask(vec![Question::default()])
    );
    let EngineFault::Stopped(why) = broken.unwrap_err() else { panic!("it had started") };
    assert!(why.contains("broken"), "{why}");
    assert!(matches!(waiting, Err(EngineFault::Stopped(_))));
    // Another worker would have no records.
    assert!(matches!(engine.ask(vec![]).await, Err(EngineFault::Stopped(_))));
}

#[wasm_bindgen_test]
async fn a_worker_that_ends_while_it_reads_a_line_is_told_by_the_next_question() {
    let engine = engine(&script(SCRIPT));
    assert_eq!(engine.line(source("a"), 0).await, Ok("0 a".to_owned()));
    assert_eq!(engine.line(source("a"), 1).await, Err(ReadFault::Worker));
    assert!(matches!(engine.ask(vec![]).await, Err(EngineFault::Stopped(_))));
}

#[wasm_bindgen_test]
async fn a_worker_that_ends_without_a_word_is_told_to_all_who_wait() {
    let engine = engine(&script(CLOSED)).with_silence(SILENCE_MS);
    let (read, asked) =
        futures_util::join!(engine.read(vec![source("a")], Rc::new(|_| {})), engine.ask(vec![]));
    let EngineFault::Stopped(why) = asked.unwrap_err() else { panic!("it had started") };
    assert!(why.contains("said nothing"), "{why}");
    assert!(matches!(read, Err(EngineFault::Stopped(_))));
    assert_eq!(engine.line(source("a"), 0).await, Err(ReadFault::Worker));
}

#[wasm_bindgen_test]
async fn a_worker_that_answers_pings_may_take_its_time() {
    let engine = engine(&script(SLOW)).with_silence(SILENCE_MS);
    assert_eq!(engine.ask(vec![]).await, Ok(vec![]));
}

#[wasm_bindgen_test]
async fn a_future_that_is_dropped_cancels_its_work() {
    let engine = engine(&script(SCRIPT));
    let heard = Rc::new(RefCell::new(Vec::new()));
    let hear = heard.clone();
    let read = engine.read(vec![source("a")], Rc::new(move |progress| hear.borrow_mut().push(progress)));
    assert_eq!(engine.ask(vec![]).await, Ok(vec![]));
    assert_eq!(*heard.borrow(), [Progress { files: 1, bytes: 2, records: 3 }]);
    assert_eq!(engine.line(source("b"), 0).await, Ok("0 b".to_owned()));
    drop(read);
    assert_eq!(engine.line(source("b"), 0).await, Ok("1 b".to_owned()));
}

#[wasm_bindgen_test]
async fn an_end_of_memory_is_told() {
    let engine = engine(&script(SCRIPT));
    let full = engine.read(vec![source("a"), source("b")], Rc::new(|_| {})).await;
    assert_eq!(full.err(), Some(EngineFault::Full(1000)));
}

#[wasm_bindgen_test]
async fn a_worker_that_does_not_start_is_told() {
    for script in ["", "/none.js", "https://storage.invalid/none.js", "http:"] {
        let fault = engine(script).ask(vec![]).await.unwrap_err();
        assert!(matches!(fault, EngineFault::NotStarted(_)), "{script}: {fault:?}");
    }
}
