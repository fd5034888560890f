//! The browser's transport: the window's `fetch`, or the function that a portal hands in.
//!
//! Requests are sent by our own call, since gloo-net panics where `fetch` rejects with something that is no `Error`, and
//! cannot call a portal's function.

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::limit::Limit;
use super::{Fault, Request, Response, Transport};

/// Sends by the window's `fetch` or by a function of the same signature.
pub struct Fetch {
    host: Option<js_sys::Function>,
}

impl Fetch {
    /// `host` takes the place of the window's `fetch`; it gets a `Request` and answers with a promise of a `Response`.
    pub fn new(host: Option<js_sys::Function>) -> Fetch {
        Fetch { host }
    }

    /// The function of a host may belong to another frame, or give a promise of another library. So the answer is
    /// checked by what it can do, and not by `instanceof`.
    async fn call(&self, request: &web_sys::Request) -> Result<web_sys::Response, JsValue> {
        let asked = match &self.host {
            Some(host) => host.call1(&JsValue::UNDEFINED, request)?,
            None => {
                let window = window()?;
                let fetch = js_sys::Reflect::get(&window, &JsValue::from_str("fetch"))?;
                fetch.dyn_into::<js_sys::Function>()?.call1(&window, request)?
            }
        };
        let answer = JsFuture::from(js_sys::Promise::resolve(&asked)).await?;
        // Reading a property of what is no object at all fails as well.
        let body = js_sys::Reflect::get(&answer, &JsValue::from_str("arrayBuffer"));
        match body.is_ok_and(|body| body.is_function()) {
            true => Ok(answer.unchecked_into()),
            false => Err(JsValue::from_str("fetch gave no Response")),
        }
    }
}

/// Aborts the request when the future that owns it is dropped or the time is over.
struct AbortOnDrop(web_sys::AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Transport for Fetch {
    fn send(&self, request: Request) -> LocalBoxFuture<'_, Result<Response, Fault>> {
        async move {
            let controller = web_sys::AbortController::new().map_err(unreachable)?;
            let signal = controller.signal();
            let _guard = AbortOnDrop(controller);
            let built = build(&request, &signal)?;
            let limit = Limit { clock: self, silence_ms: request.timeout_ms };
            let exchange = async {
                let answer = limit.next(self.call(&built)).await?.map_err(unreachable)?;
                read(&answer, &request, limit).await
            };
            limit.whole(exchange).await
        }
        .boxed_local()
    }

    fn sleep(&self, milliseconds: u32) -> LocalBoxFuture<'_, ()> {
        TimeoutFuture::new(milliseconds).boxed_local()
    }

    fn now_ms(&self) -> f64 {
        js_sys::Date::now()
    }

    fn random(&self) -> f64 {
        js_sys::Math::random()
    }
}

fn window() -> Result<web_sys::Window, JsValue> {
    web_sys::window().ok_or_else(|| JsValue::from_str("no window"))
}

/// The request with its address unchanged: a proxy may take the target as a parameter.
fn build(request: &Request, signal: &web_sys::AbortSignal) -> Result<web_sys::Request, Fault> {
    let headers = web_sys::Headers::new().map_err(unreachable)?;
    for (name, value) in request.headers() {
        headers.set(name, value).map_err(unreachable)?;
    }
    let init = web_sys::RequestInit::new();
    init.set_method(request.method.name());
    init.set_headers(&headers);
    init.set_signal(Some(signal));
    // The site's own gateway may ask for its cookie; nobody else gets one.
    init.set_credentials(web_sys::RequestCredentials::SameOrigin);
    init.set_referrer_policy(web_sys::ReferrerPolicy::NoReferrer);
    // The token goes to the configured origin alone, so nobody may send the request elsewhere.
    init.set_redirect(web_sys::RequestRedirect::Error);
    init.set_cache(web_sys::RequestCache::NoStore);
    if let Some(body) = &request.body {
        init.set_body(&JsValue::from_str(body));
    }
    web_sys::Request::new_with_str_and_init(&request.url, &init).map_err(unreachable)
}

/// At most so many bytes are reserved for a body before it comes, since the memory of a wasm never shrinks.
const MOST_RESERVED: usize = 16 << 20;

async fn read(answer: &web_sys::Response, request: &Request, limit: Limit<'_>) -> Result<Response, Fault> {
    let status = answer.status();
    let watch = request.watch.as_ref().filter(|_| status == 200);
    let headers = answer.headers();
    let header = |name| headers.get(name).map_err(unreachable);
    // For a compressed body this is too small; it is only a capacity hint.
    let length = header("Content-Length")?.and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = Vec::with_capacity(length.min(MOST_RESERVED));
    match reader(answer) {
        Some(reader) => loop {
            let piece = limit.next(next(&reader)).await?.map_err(unreachable)?;
            let Some(piece) = piece else { break };
            body.extend_from_slice(&piece);
            if let Some(watch) = watch {
                watch(&body);
            }
        },
        None => {
            let whole = async { JsFuture::from(js_sys::Promise::resolve(&answer.array_buffer()?)).await };
            let buffer = limit.next(whole).await?.map_err(unreachable)?;
            body = bytes(&buffer).map_err(unreachable)?;
        }
    }
    Ok(Response {
        status,
        body,
        retry_after: header("Retry-After")?,
        request_id: header("X-Openstack-Request-Id")?,
    })
}

/// What gives the body piece by piece. An answer of a host's own may have none.
fn reader(answer: &web_sys::Response) -> Option<web_sys::ReadableStreamDefaultReader> {
    let body = js_sys::Reflect::get(answer, &JsValue::from_str("body")).ok()?;
    let make = js_sys::Reflect::get(&body, &JsValue::from_str("getReader")).ok()?;
    let reader = make.dyn_ref::<js_sys::Function>()?.call0(&body).ok()?;
    Some(reader.unchecked_into())
}

/// The next piece, or `None` at the end.
async fn next(reader: &web_sys::ReadableStreamDefaultReader) -> Result<Option<Vec<u8>>, JsValue> {
    let read = JsFuture::from(js_sys::Promise::resolve(&reader.read())).await?;
    let of = |name| js_sys::Reflect::get(&read, &JsValue::from_str(name));
    if of("done")?.is_truthy() { Ok(None) } else { bytes(&of("value")?).map(Some) }
}

/// The constructor is called by reflection: it throws at a buffer that a host has given away, which js-sys does not catch.
fn bytes(buffer: &JsValue) -> Result<Vec<u8>, JsValue> {
    let constructor = js_sys::Reflect::get(&js_sys::global(), &JsValue::from_str("Uint8Array"))?;
    let constructor: js_sys::Function = constructor.dyn_into()?;
    let bytes = js_sys::Reflect::construct(&constructor, &js_sys::Array::of1(buffer))?;
    Ok(bytes.unchecked_into::<js_sys::Uint8Array>().to_vec())
}

/// The message of an error, of this frame or another one, or a text that was thrown itself.
pub fn words_of(thrown: &JsValue) -> Option<String> {
    let message = js_sys::Reflect::get(thrown, &JsValue::from_str("message"));
    message.ok().and_then(|message| message.as_string()).or_else(|| thrown.as_string())
}

/// Whatever a promise rejects with, in words.
fn unreachable(reason: JsValue) -> Fault {
    let detail = words_of(&reason).unwrap_or_default();
    let offline = window().is_ok_and(|window| !window.navigator().on_line());
    Fault::Unreachable { detail, offline }
}
