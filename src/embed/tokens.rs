//! Tokens from a function of the host.

use std::pin::pin;

use futures_util::FutureExt as _;
use futures_util::future::{Either, LocalBoxFuture, select};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::api::transport::fetch::words_of;
use crate::auth::{Lease, NotRenewed, Token, TokenFault, TokenProvider};

/// How long a host has to give a token.
const TIMEOUT_MS: u32 = 30_000;

/// What a host gives, unless it takes too long.
pub(super) async fn in_time<T>(given: impl Future<Output = Result<T, NotRenewed>>) -> Result<T, NotRenewed> {
    match select(pin!(given), TimeoutFuture::new(TIMEOUT_MS)).await {
        Either::Left((outcome, _)) => outcome,
        Either::Right(_) => Err(NotRenewed::Failed("tokenProvider did not answer in time".to_owned())),
    }
}

/// Tokens from a function of the host: it gives a text or a promise of one.
pub(super) struct HostTokens(pub js_sys::Function);

impl TokenProvider for HostTokens {
    fn renew(&self, _: Option<&str>) -> LocalBoxFuture<'static, Result<Lease, NotRenewed>> {
        let provider = self.0.clone();
        let failed = |words: &str| NotRenewed::Failed(words.to_owned());
        in_time(async move {
            let asked = provider.call0(&JsValue::UNDEFINED).map_err(in_words)?;
            let given = JsFuture::from(js_sys::Promise::resolve(&asked)).await.map_err(in_words)?;
            let text = given.as_string().ok_or_else(|| failed("tokenProvider gave no text"))?;
            let token = Token::parse(&text).map_err(|fault| match fault {
                TokenFault::Empty => failed("tokenProvider gave an empty text"),
                TokenFault::BadCharacter => failed("tokenProvider gave a text that is no token"),
                TokenFault::TooLong(bytes) => {
                    failed(&format!("tokenProvider gave a token of {bytes} bytes, which is too long"))
                }
            })?;
            Ok(Lease { token, ends_ms: None })
        })
        .boxed_local()
    }
}

fn in_words(thrown: JsValue) -> NotRenewed {
    NotRenewed::Failed(words_of(&thrown).unwrap_or_else(|| "tokenProvider failed".to_owned()))
}
