//! The browser's transport: the window's `fetch`, or the function that a portal hands in.
//!
//! Requests are sent by our own call, since gloo-net panics where `fetch` rejects with something that is no `Error`, and
//! cannot call a portal's function.

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::limit::{Limit, Size};
use super::{Fault, MOST_BYTES, Request, Response, Transport};

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
    async fn call(&self, request: &web_sys::Request) -> Result<JsValue, JsValue> {
        let asked = match &self.host {
            Some(host) => host.call1(&JsValue::UNDEFINED, request)?,
            None => {
                let window = window()?;
                function(&window, "fetch")?.call1(&window, request)?
            }
        };
        let answer = JsFuture::from(js_sys::Promise::resolve(&asked)).await?;
        // Reading a property of what is no object at all fails as well.
        match function(&answer, "arrayBuffer") {
            Ok(_) => Ok(answer),
            Err(_) => Err(JsValue::from_str("fetch gave no Response")),
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

fn property(of: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    js_sys::Reflect::get(of, &JsValue::from_str(name))
}

fn function(of: &JsValue, name: &str) -> Result<js_sys::Function, JsValue> {
    property(of, name)?.dyn_into()
}

/// What comes of a promise that a method gives, or gives itself.
async fn result_of(of: &JsValue, method: &str) -> Result<JsValue, JsValue> {
    JsFuture::from(js_sys::Promise::resolve(&function(of, method)?.call0(of)?)).await
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

/// All of an answer is read by reflection: what a host's function gives may throw anywhere, and an exception that goes
/// through the console stops it.
async fn read(answer: &JsValue, request: &Request, limit: Limit<'_>) -> Result<Response, Fault> {
    let status = property(answer, "status").map_err(unreachable)?.as_f64().unwrap_or_default() as u16;
    let is_good = (200..300).contains(&status);
    let size = Size { most: if is_good { request.most_bytes } else { MOST_BYTES }, cuts: !is_good };
    let watch = request.watch.as_ref().filter(|_| status == 200);
    let headers = property(answer, "headers").map_err(unreachable)?;
    let header = |name: &str| {
        let value = function(&headers, "get").and_then(|get| get.call1(&headers, &JsValue::from_str(name)));
        value.map(|value| value.as_string()).map_err(unreachable)
    };
    // For a compressed body this is too small; it is only a capacity hint.
    let length = header("Content-Length")?.and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = Vec::with_capacity(length.min(MOST_RESERVED));
    match reader(answer) {
        Some(reader) => loop {
            let piece = limit.next(next(&reader)).await?.map_err(unreachable)?;
            let Some(piece) = piece else { break };
            if !add(&mut body, &piece, size)? {
                break;
            }
            if let Some(watch) = watch {
                watch(&body);
            }
        },
        None => {
            let buffer = limit.next(result_of(answer, "arrayBuffer")).await?.map_err(unreachable)?;
            add(&mut body, &bytes(&buffer).map_err(unreachable)?, size)?;
        }
    }
    Ok(Response {
        status,
        body,
        retry_after: header("Retry-After")?,
        request_id: header("X-Openstack-Request-Id")?,
    })
}

/// Adds a piece to a body; whether it was all of the piece.
fn add(body: &mut Vec<u8>, piece: &js_sys::Uint8Array, size: Size) -> Result<bool, Fault> {
    let length = piece.length();
    let taken = size.take(body.len(), length as usize)?;
    body.extend_from_slice(&piece.subarray(0, taken as u32).to_vec());
    Ok(taken == length as usize)
}

/// What gives the body piece by piece. An answer of a host's own may have none.
fn reader(answer: &JsValue) -> Option<JsValue> {
    let body = property(answer, "body").ok()?;
    let reader = function(&body, "getReader").ok()?.call0(&body).ok()?;
    function(&reader, "read").ok().map(|_| reader)
}

/// The next piece, or `None` at the end.
async fn next(reader: &JsValue) -> Result<Option<js_sys::Uint8Array>, JsValue> {
    let read = result_of(reader, "read").await?;
    if property(&read, "done")?.is_truthy() { Ok(None) } else { bytes(&property(&read, "value")?).map(Some) }
}

/// The constructor is called by reflection: it throws at a buffer that a host has given away, which js-sys does not catch.
fn bytes(buffer: &JsValue) -> Result<js_sys::Uint8Array, JsValue> {
    let constructor = function(&js_sys::global(), "Uint8Array")?;
    Ok(js_sys::Reflect::construct(&constructor, &js_sys::Array::of1(buffer))?.unchecked_into())
}

/// The message of an error, of this frame or another one, or a text that was thrown itself.
pub fn words_of(thrown: &JsValue) -> Option<String> {
    let message = property(thrown, "message");
    message.ok().and_then(|message| message.as_string()).or_else(|| thrown.as_string())
}

/// Whatever a promise rejects with, in words.
fn unreachable(reason: JsValue) -> Fault {
    let detail = words_of(&reason).unwrap_or_default();
    let offline = window().is_ok_and(|window| !window.navigator().on_line());
    Fault::Unreachable { detail, offline }
}
