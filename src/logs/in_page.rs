//! Temporary.
use std::cell::RefCell;
use std::rc::Rc;

use flowlog_engine::{Answer, Log, Question, sql};
use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use super::{Body, EngineFault, LogEngine, Progress, ReadFault, ReadFile, Source};

#[derive(Default)]
pub struct InPage {
    log: Rc<RefCell<Log>>,
}

async fn bytes(source: &Source) -> Result<Vec<u8>, ReadFault> {
    use wasm_bindgen::JsCast as _;
    let blob: web_sys::Blob = match &source.body {
        Body::Local(blob) => blob.clone(),
        Body::Remote { url, token } => {
            let request = web_sys::Request::new_with_str(url).map_err(|_| ReadFault::Network(String::new()))?;
            if let Some(token) = token {
                let _ = request.headers().set("x-auth-token", token.header_value());
            }
            let window = web_sys::window().ok_or(ReadFault::Worker)?;
            let response = wasm_bindgen_futures::JsFuture::from(window.fetch_with_request(&request)).await;
            let response: web_sys::Response = response.map_err(|_| ReadFault::Network(String::new()))?.unchecked_into();
            if !response.ok() {
                return Err(ReadFault::Status(response.status()));
            }
            wasm_bindgen_futures::JsFuture::from(response.blob().map_err(|_| ReadFault::Worker)?)
                .await
                .map_err(|_| ReadFault::Worker)?
                .unchecked_into()
        }
    };
    let buffer = wasm_bindgen_futures::JsFuture::from(blob.array_buffer()).await.map_err(|_| ReadFault::Worker)?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

impl LogEngine for InPage {
    fn read(
        &self,
        files: Vec<Source>,
        hear: Rc<dyn Fn(Progress)>,
    ) -> LocalBoxFuture<'static, Result<Vec<ReadFile>, EngineFault>> {
        let log = self.log.clone();
        async move {
            let mut read = Vec::new();
            let mut progress = Progress::default();
            for source in files {
                let id = log.borrow_mut().open(source.name.clone(), source.columns.clone());
                let body = bytes(&source).await;
                if let Ok(body) = &body {
                    log.borrow_mut().push(id, body);
                    log.borrow_mut().finish(id);
                    progress.bytes += body.len() as u64;
                }
                progress.files += 1;
                progress.records = log.borrow().columns().len() as u64;
                hear(progress);
                let file = log.borrow().files().last().cloned().unwrap_or_default();
                let fault = body.err().or_else(|| file.failure.clone().map(ReadFault::Content));
                read.push(ReadFile { file, fault });
            }
            Ok(read)
        }
        .boxed_local()
    }
    fn ask(&self, questions: Vec<Question>) -> LocalBoxFuture<'static, Result<Vec<Answer>, EngineFault>> {
        let log = self.log.clone();
        async move { Ok(questions.iter().map(|question| log.borrow().ask(question)).collect()) }.boxed_local()
    }
    fn line(&self, _: Source, _: u64) -> LocalBoxFuture<'static, Result<String, ReadFault>> {
        async move { Err(ReadFault::Worker) }.boxed_local()
    }
    fn sql(
        &self,
        request: sql::Request,
    ) -> LocalBoxFuture<'static, Result<Result<String, sql::Unsupported>, EngineFault>> {
        async move { Ok(request.write()) }.boxed_local()
    }
}
