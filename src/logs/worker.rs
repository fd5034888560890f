//! The log engine in a Web Worker. Its other side is `www/log-worker.js`.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::{Rc, Weak};

use flowlog_engine::{Answer, File, Question};
use futures_channel::oneshot;
use futures_util::FutureExt as _;
use futures_util::future::{Either, LocalBoxFuture, select};
use gloo_timers::future::TimeoutFuture;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, Event, MessageEvent, WorkerOptions, WorkerType};

use super::{Body, EngineFault, LogEngine, Progress, ReadFault, ReadFile, Source, WorkerFiles};

/// The number of a call; 0 is that of messages about the worker itself.
type Number = u32;
type Calls = RefCell<HashMap<Number, Call>>;
type Listener = Closure<dyn FnMut(Event)>;

/// How long a worker may say nothing to whoever waits. It answers no ping while it answers a question.
const SILENCE_MS: u32 = 30_000;
/// How many pings have no answer when it has passed: one alone may have none because the page slept.
const PINGS: u32 = 2;

/// An engine in a worker, which begins with the first call.
pub struct LogWorker {
    files: WorkerFiles,
    silence_ms: u32,
    running: RefCell<Option<Rc<Running>>>,
}

impl LogWorker {
    /// Where the host names no script, starting fails.
    pub fn new(files: Option<WorkerFiles>) -> LogWorker {
        let files = files.unwrap_or(WorkerFiles { script: String::new(), wasm: JsValue::TRUE });
        LogWorker { files, silence_ms: SILENCE_MS, running: RefCell::default() }
    }

    /// Takes a worker for ended that says nothing for so long.
    #[must_use]
    pub fn with_silence(mut self, silence_ms: u32) -> LogWorker {
        self.silence_ms = silence_ms;
        self
    }

    fn running(&self) -> Result<Rc<Running>, EngineFault> {
        if self.files.script.is_empty() {
            return Err(EngineFault::NotStarted("the host names no script for it".to_owned()));
        }
        let mut place = self.running.borrow_mut();
        if let Some(running) = &*place {
            // Another worker would answer without the records.
            let end = running.end.borrow().clone();
            return end.map_or_else(|| Ok(running.clone()), Err);
        }
        let running = Running::start(&self.files).map_err(|error| EngineFault::NotStarted(words(&error)))?;
        Ok(place.insert(running).clone())
    }

    /// Calls the worker; the text of the answer.
    fn call(
        &self,
        kind: &str,
        arguments: &[JsValue],
        hear: Option<Rc<dyn Fn(Progress)>>,
    ) -> LocalBoxFuture<'static, Result<String, EngineFault>> {
        let begun = self.running().and_then(|running| running.call(kind, arguments, hear));
        let silence_ms = self.silence_ms;
        async move {
            let (pending, answer) = begun?;
            let silence = pending.running.silence(silence_ms).boxed_local();
            let answer = match select(answer, silence).await {
                Either::Left((answer, _)) => answer,
                Either::Right(((), answer)) => {
                    pending.running.ended(format!("it said nothing for {} s", silence_ms / 1000));
                    answer.await
                }
            };
            drop(pending);
            answer.unwrap_or_else(|_| Err(stopped("the explorer was closed")))
        }
        .boxed_local()
    }
}

impl LogEngine for LogWorker {
    fn read(
        &self,
        files: Vec<Source>,
        hear: Rc<dyn Fn(Progress)>,
    ) -> LocalBoxFuture<'static, Result<Vec<ReadFile>, EngineFault>> {
        let files: js_sys::Array = files.iter().map(message).collect();
        let answer = self.call("read", &[files.into(), most_bytes()], Some(hear));
        async move {
            let read: Vec<FileMessage> = parsed(&answer.await?)?;
            Ok(read.into_iter().map(ReadFile::from).collect())
        }
        .boxed_local()
    }

    fn ask(&self, questions: Vec<Question>) -> LocalBoxFuture<'static, Result<Vec<Answer>, EngineFault>> {
        let answer = json(&questions).map(|questions| self.call("ask", &[questions], None));
        async move { parsed(&answer?.await?) }.boxed_local()
    }

    fn line(&self, file: Source, byte: u64) -> LocalBoxFuture<'static, Result<String, ReadFault>> {
        let byte = JsValue::from_f64(byte as f64);
        let answer = self.call("line", &[message(&file), byte, most_bytes()], None);
        async move {
            let line = answer.await.and_then(|text| parsed::<Result<String, ReadFault>>(&text));
            line.unwrap_or(Err(ReadFault::Worker))
        }
        .boxed_local()
    }
}

/// What the worker says of a file.
#[derive(Deserialize)]
struct FileMessage {
    file: File,
    fault: Option<ReadFault>,
}

impl From<FileMessage> for ReadFile {
    fn from(message: FileMessage) -> ReadFile {
        let FileMessage { file, fault } = message;
        let fault = fault.or_else(|| file.failure.clone().map(ReadFault::Content));
        ReadFile { file, fault }
    }
}

/// A worker that was started.
struct Running {
    worker: web_sys::Worker,
    /// Where the script is of another origin than the page: the address of a script that imports it.
    blob: Option<String>,
    calls: Calls,
    last: Cell<Number>,
    /// Counts what the worker says.
    heard: Cell<u64>,
    has_started: Cell<bool>,
    /// Why it is of no use any more.
    end: RefCell<Option<EngineFault>>,
    listeners: RefCell<Vec<Listener>>,
}

/// Whoever waits for an answer.
struct Call {
    answer: oneshot::Sender<Result<String, EngineFault>>,
    hear: Option<Rc<dyn Fn(Progress)>>,
}

impl Running {
    fn start(files: &WorkerFiles) -> Result<Rc<Running>, JsValue> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let blob = importing(&files.script)?;
        let script = blob.as_ref().unwrap_or(&files.script);
        let worker = web_sys::Worker::new_with_options(script, &options)?;
        worker.post_message(&files.wasm)?;
        let running = Rc::new(Running {
            worker,
            blob,
            calls: Calls::default(),
            last: Cell::default(),
            heard: Cell::default(),
            has_started: Cell::default(),
            end: RefCell::default(),
            listeners: RefCell::default(),
        });
        let hear = |name: &str, hear: fn(&Running, Event)| {
            let weak: Weak<Running> = Rc::downgrade(&running);
            let listener = Listener::new(move |event| {
                if let Some(running) = weak.upgrade() {
                    hear(&running, event);
                }
            });
            running.worker.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref())?;
            running.listeners.borrow_mut().push(listener);
            Ok::<_, JsValue>(())
        };
        hear("message", |running, event| {
            let Ok(event) = event.dyn_into::<MessageEvent>() else { return };
            let message = js_sys::Array::from(&event.data());
            let text = |index| message.get(index).as_string().unwrap_or_default();
            let number = message.get(0).as_f64().unwrap_or_default() as Number;
            running.hear(number, &text(1), text(2));
        })?;
        hear("error", |running, event| {
            let error = event.dyn_into::<ErrorEvent>().ok().map(|event| event.message());
            running.ended(error.unwrap_or_else(|| "the worker's script did not load".to_owned()));
        })?;
        Ok(running)
    }

    fn call(
        self: &Rc<Running>,
        kind: &str,
        arguments: &[JsValue],
        hear: Option<Rc<dyn Fn(Progress)>>,
    ) -> Result<(Pending, oneshot::Receiver<Result<String, EngineFault>>), EngineFault> {
        let number = self.last.get() + 1;
        self.last.set(number);
        let message = js_sys::Array::of2(&number.into(), &kind.into());
        for argument in arguments {
            message.push(argument);
        }
        self.worker.post_message(&message).map_err(|error| stopped(&words(&error)))?;
        let (sender, receiver) = oneshot::channel();
        self.calls.borrow_mut().insert(number, Call { answer: sender, hear });
        Ok((Pending { running: self.clone(), number }, receiver))
    }

    /// Ends when the worker says nothing for so long. A worker may end without an event.
    async fn silence(&self, limit_ms: u32) {
        let mut unanswered = 0;
        while unanswered < PINGS {
            let heard = self.heard.get();
            // A worker that gets no messages says nothing.
            let _ = self.worker.post_message(&js_sys::Array::of2(&0.into(), &"ping".into()));
            TimeoutFuture::new(limit_ms / PINGS).await;
            unanswered = if self.heard.get() == heard { unanswered + 1 } else { 0 };
        }
    }

    fn hear(&self, number: Number, kind: &str, text: String) {
        self.heard.set(self.heard.get() + 1);
        match kind {
            "alive" => {}
            "started" => self.has_started.set(true),
            "failed" | "stopped" => self.ended(text),
            "progress" => {
                let hear = self.calls.borrow().get(&number).and_then(|call| call.hear.clone());
                if let (Some(hear), Ok(progress)) = (hear, parsed(&text)) {
                    hear(progress);
                }
            }
            "full" => self.answer(number, Err(EngineFault::Full(text.parse().unwrap_or_default()))),
            _ => self.answer(number, Ok(text)),
        }
    }

    fn answer(&self, number: Number, answer: Result<String, EngineFault>) {
        let call = self.calls.borrow_mut().remove(&number);
        if let Some(call) = call {
            // Whoever waited may have gone.
            let _ = call.answer.send(answer);
        }
    }

    /// Tells all who wait, and ends the worker.
    fn ended(&self, why: String) {
        let fault = match self.has_started.get() {
            true => EngineFault::Stopped(why),
            false => EngineFault::NotStarted(why),
        };
        self.worker.terminate();
        self.end.replace(Some(fault.clone()));
        for (_, call) in self.calls.take() {
            let _ = call.answer.send(Err(fault.clone()));
        }
    }
}

impl Drop for LogWorker {
    fn drop(&mut self) {
        if let Some(running) = self.running.borrow_mut().take() {
            running.ended("the explorer was closed".to_owned());
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.terminate();
        if let Some(blob) = &self.blob {
            let _ = web_sys::Url::revoke_object_url(blob);
        }
    }
}

/// A call that has no answer. Dropping it cancels what the worker does for it.
struct Pending {
    running: Rc<Running>,
    number: Number,
}

impl Drop for Pending {
    fn drop(&mut self) {
        if self.running.calls.borrow_mut().remove(&self.number).is_some() {
            let cancel = js_sys::Array::of2(&self.number.into(), &"cancel".into());
            // A worker that gets no messages has ended.
            let _ = self.running.worker.post_message(&cancel);
        }
    }
}

/// Browsers start no worker with a script of another origin, but one that imports it. The address of such a one, if it
/// is needed.
fn importing(script: &str) -> Result<Option<String>, JsValue> {
    let Some(page) = web_sys::window().and_then(|window| window.location().href().ok()) else {
        return Ok(None);
    };
    let script = web_sys::Url::new_with_base(script, &page)?;
    if script.origin() == web_sys::Url::new(&page)?.origin() {
        return Ok(None);
    }
    let text = format!("import {};", js_sys::JSON::stringify(&script.href().into())?);
    let kind = web_sys::BlobPropertyBag::new();
    kind.set_type("text/javascript");
    let parts = js_sys::Array::of1(&text.into());
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &kind)?;
    web_sys::Url::create_object_url_with_blob(&blob).map(Some)
}

/// A file as the worker's script reads it.
fn message(source: &Source) -> JsValue {
    let object = js_sys::Object::new();
    let set = |name: &str, value: JsValue| {
        // A plain object takes every property.
        let _ = js_sys::Reflect::set(&object, &name.into(), &value);
    };
    set("name", source.name.as_str().into());
    if let Some(columns) = &source.columns {
        set("columns", columns.iter().map(|name| JsValue::from_str(name)).collect::<js_sys::Array>().into());
    }
    match &source.body {
        Body::Local(blob) => set("blob", blob.into()),
        Body::Remote { url, token } => {
            set("url", url.as_str().into());
            if let Some(token) = token {
                set("token", token.header_value().into());
            }
        }
    }
    object.into()
}

/// What records may take, as the script hears it.
fn most_bytes() -> JsValue {
    JsValue::from_f64(super::most_bytes() as f64)
}

fn json(value: &impl serde::Serialize) -> Result<JsValue, EngineFault> {
    serde_json::to_string(value).map(JsValue::from).map_err(|error| stopped(&error.to_string()))
}

fn parsed<T: DeserializeOwned>(text: &str) -> Result<T, EngineFault> {
    serde_json::from_str(text).map_err(|error| stopped(&error.to_string()))
}

fn stopped(why: &str) -> EngineFault {
    EngineFault::Stopped(why.to_owned())
}

fn words(error: &JsValue) -> String {
    match error.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => format!("{error:?}"),
    }
}
