//! Serves one port. A fault can close a connection without an answer or in the middle of one.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use axum::serve::Listener;
use futures_util::{FutureExt, StreamExt, future, stream};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::io;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::task::yield_now;
use tokio::time::sleep;
use tower::ServiceExt;

/// Marks an answer that is not sent: the connection closes instead.
#[derive(Clone)]
pub struct NoAnswer;

/// An answer that is not sent.
pub fn no_answer() -> Response {
    let mut reply = ().into_response();
    reply.extensions_mut().insert(NoAnswer);
    reply
}

/// A body after which the connection closes, although the answer's head promises more.
pub fn cut_body(bytes: Bytes) -> Body {
    // The yield lets the bytes be sent before the failure closes the connection.
    let failure = yield_now().map(|()| Err(closed()));
    Body::from_stream(stream::iter([Ok(bytes)]).chain(stream::once(failure)))
}

/// A body that comes in so many pieces, each so long after the one before.
pub fn dripping_body(bytes: Bytes, pieces: usize, wait: Duration) -> Body {
    let size = bytes.len().div_ceil(pieces.max(1)).max(1);
    let starts: Vec<usize> = (0..bytes.len()).step_by(size).collect();
    let piece = move |start: usize| {
        let piece = bytes.slice(start..bytes.len().min(start + size));
        async move {
            if start > 0 {
                sleep(wait).await;
            }
            Ok::<_, io::Error>(piece)
        }
    };
    Body::from_stream(stream::iter(starts).then(piece))
}

/// Serves a router without end.
pub async fn serve(mut listener: TcpListener, router: Router) {
    loop {
        let (stream, _) = Listener::accept(&mut listener).await;
        let router = router.clone();
        let service = service_fn(move |request: Request<Incoming>| {
            router.clone().oneshot(request).then(|reply| match reply {
                Ok(reply) if reply.extensions().get::<NoAnswer>().is_none() => future::ok(reply),
                _ => future::err(closed()),
            })
        });
        // One request for each connection: a browser silently repeats a request when a connection that it has used
        // before closes without an answer, and would hide the faults.
        let connection =
            http1::Builder::new().keep_alive(false).serve_connection(TokioIo::new(stream), service);
        // An error here is a client that has closed the connection, or a fault.
        tokio::spawn(connection.map(drop));
    }
}

fn closed() -> io::Error {
    io::ErrorKind::ConnectionAborted.into()
}
