//! The log engine without a browser, for tests of what is above it.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use flowlog_engine::{Answer, Failure, FileId, Log, Question};
use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use super::{Body, EngineFault, LocalFile, LogEngine, Progress, ReadFault, ReadFile, Source};

/// What is read at once, in bytes. Between two pieces others get their turn.
const PIECE: usize = 1024;

/// What an address has, in place of a network.
pub type Serve = Rc<dyn Fn(&str) -> Result<LocalFile, ReadFault>>;

/// An engine that reads in this thread.
pub struct NativeEngine {
    log: Rc<RefCell<Log>>,
    serve: Serve,
    /// The records after which there is no memory, and the bytes that [`EngineFault::Full`] tells.
    most: Option<(u64, u64)>,
}

impl NativeEngine {
    pub fn new(serve: impl Fn(&str) -> Result<LocalFile, ReadFault> + 'static) -> NativeEngine {
        NativeEngine { log: Rc::default(), serve: Rc::new(serve), most: None }
    }

    /// Has the memory end after so many records.
    pub fn full_after(self, records: u64, bytes: u64) -> NativeEngine {
        NativeEngine { most: Some((records, bytes)), ..self }
    }
}

impl LogEngine for NativeEngine {
    fn read(
        &self,
        files: Vec<Source>,
        hear: Rc<dyn Fn(Progress)>,
    ) -> LocalBoxFuture<'static, Result<Vec<ReadFile>, EngineFault>> {
        let (log, serve, most) = (self.log.clone(), self.serve.clone(), self.most);
        async move {
            let open = |file: &Source| {
                let id = log.borrow_mut().open(file.name.clone(), file.columns.clone());
                Begun { log: &log, id }
            };
            let begun: Vec<Begun> = files.iter().map(open).collect();
            let mut read = Vec::new();
            let mut progress = Progress::default();
            for (source, begun) in files.iter().zip(begun) {
                let id = begun.id;
                let body = body(source, &serve);
                for piece in body.as_deref().unwrap_or_default().chunks(PIECE) {
                    log.borrow_mut().push(id, piece);
                    progress.bytes += piece.len() as u64;
                    progress.records = log.borrow().columns().len() as u64;
                    if let Some((records, bytes)) = most
                        && progress.records > records
                    {
                        return Err(EngineFault::Full(bytes));
                    }
                    hear(progress);
                    Turn::default().await;
                }
                if body.is_ok() {
                    log.borrow_mut().finish(id);
                }
                drop(begun);
                progress.files += 1;
                progress.records = log.borrow().columns().len() as u64;
                hear(progress);
                let file = log.borrow().file(id).cloned().unwrap_or_default();
                let fault = body.err().or_else(|| file.failure.clone().map(ReadFault::Content));
                read.push(ReadFile { file, fault });
            }
            Ok(read)
        }
        .boxed_local()
    }

    fn ask(&self, questions: Vec<Question>) -> LocalBoxFuture<'static, Result<Vec<Answer>, EngineFault>> {
        let log = self.log.clone();
        async move { Ok(log.borrow().ask_all(&questions)) }.boxed_local()
    }

    fn line(&self, file: Source, byte: u64) -> LocalBoxFuture<'static, Result<String, ReadFault>> {
        let serve = self.serve.clone();
        async move {
            let body = body(&file, &serve)?;
            let text = flowlog_engine::record_text(&body, byte).map_err(ReadFault::Content)?;
            text.ok_or(ReadFault::Content(Failure::Interrupted))
        }
        .boxed_local()
    }
}

fn body(source: &Source, serve: &Serve) -> Result<LocalFile, ReadFault> {
    match &source.body {
        Body::Local(bytes) => Ok(bytes.clone()),
        Body::Remote { url, .. } => serve(url),
    }
}

/// A file that is being read. One that does not come to its end has a failure, also where the future is dropped.
struct Begun<'a> {
    log: &'a RefCell<Log>,
    id: FileId,
}

impl Drop for Begun<'_> {
    fn drop(&mut self) {
        self.log.borrow_mut().fail(self.id, Failure::Interrupted);
    }
}

/// Lets others go on once.
#[derive(Default)]
struct Turn(bool);

impl Future for Turn {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<()> {
        if std::mem::replace(&mut self.0, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

#[cfg(test)]
mod tests {
    use flowlog_engine::Shown;
    use futures_executor::block_on;

    use super::*;

    const CSV: &str = "src_addr,bytes\n10.0.0.1,5\n10.0.0.2,7\n";

    fn local(text: &str) -> Source {
        let body = Body::Local(text.as_bytes().into());
        Source { name: "a.csv".to_owned(), bytes: 0, body, columns: None }
    }

    fn remote(url: &str) -> Source {
        Source { body: Body::Remote { url: url.to_owned(), token: None }, ..local("") }
    }

    fn engine() -> NativeEngine {
        NativeEngine::new(|url| match url {
            "https://a/flows.csv" => Ok(CSV.as_bytes().into()),
            _ => Err(ReadFault::Status(404)),
        })
    }

    fn bytes(engine: &NativeEngine) -> u64 {
        let answers = block_on(engine.ask(vec![Question::default()])).unwrap();
        match &answers[0].shown {
            Shown::Totals(totals) => totals.all.total.bytes,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn files_are_read_and_one_that_fails_stops_no_other() {
        let engine = engine();
        let files =
            vec![local(CSV), remote("https://a/none"), local("<html>"), remote("https://a/flows.csv")];
        let heard = Rc::new(RefCell::new(Vec::new()));
        let hear = heard.clone();
        let read =
            block_on(engine.read(files, Rc::new(move |progress| hear.borrow_mut().push(progress)))).unwrap();
        let faults: Vec<_> = read.iter().map(|read| read.fault.clone()).collect();
        let no_log = Failure::UnknownColumns { count: 1 };
        assert_eq!(faults, [None, Some(ReadFault::Status(404)), Some(ReadFault::Content(no_log)), None]);
        assert_eq!(read.iter().map(|read| read.file.found.records).collect::<Vec<_>>(), [2, 0, 0, 2]);
        assert_eq!(read[1].file.failure, Some(Failure::Interrupted));
        assert_eq!(bytes(&engine), 24);
        let last = heard.borrow().last().copied();
        assert_eq!(last, Some(Progress { files: 4, bytes: 2 * CSV.len() as u64 + 6, records: 4 }));
    }

    #[test]
    fn what_was_read_before_a_future_is_dropped_counts() {
        let engine = engine();
        let long = format!("bytes\n{}", "1\n".repeat(PIECE));
        let mut read = engine.read(vec![local(CSV), local(&long), local(CSV)], Rc::new(|_| {}));
        let mut context = Context::from_waker(std::task::Waker::noop());
        assert!(
            read.as_mut().poll(&mut context).is_pending() && read.as_mut().poll(&mut context).is_pending()
        );
        drop(read);
        let log = engine.log.borrow();
        let files: Vec<_> =
            log.files().iter().map(|file| (file.found.records, file.failure.clone())).collect();
        let cut = Some(Failure::Interrupted);
        assert_eq!(files, [(2, None), (509, cut.clone()), (0, cut)]);
    }

    #[test]
    fn a_line_is_read_again() {
        let engine = engine();
        let line = |file, byte| block_on(engine.line(file, byte));
        assert_eq!(line(remote("https://a/flows.csv"), 26), Ok("10.0.0.2,7".to_owned()));
        assert_eq!(line(local(CSV), 900), Err(ReadFault::Content(Failure::Interrupted)));
        assert_eq!(line(remote("https://a/none"), 0), Err(ReadFault::Status(404)));
    }

    #[test]
    fn memory_can_end() {
        let engine = engine().full_after(1, 1_000_000_000);
        assert_eq!(
            block_on(engine.read(vec![local(CSV)], Rc::new(|_| {}))).err(),
            Some(EngineFault::Full(1_000_000_000))
        );
        assert_eq!(bytes(&engine), 12);
    }
}
