//! Objects: written, read in whole or in part, deleted.

use crate::clock;
use crate::reply::Refusal;
use crate::world::{Container, Object};
use axum::body::Bytes;
use axum::http::header::{
    ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, HeaderMap, HeaderValue, LAST_MODIFIED, RANGE,
};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use std::ops::Range;

/// A request to one object.
pub fn serve(
    container: &mut Container,
    name: String,
    method: &Method,
    headers: &HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let missing = || Refusal::swift(StatusCode::NOT_FOUND);
    match *method {
        Method::PUT => {
            let given = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
            let content_type = given.unwrap_or("application/octet-stream").to_owned();
            let object = Object { bytes: body.to_vec(), content_type, modified: clock::now() };
            container.objects.insert(name, object);
            Ok(StatusCode::CREATED.into_response())
        }
        Method::DELETE => {
            container.objects.remove(&name).ok_or_else(missing)?;
            Ok(StatusCode::NO_CONTENT.into_response())
        }
        Method::GET | Method::HEAD => {
            read(container.objects.get(&name).ok_or_else(missing)?, *method == Method::GET, headers)
        }
        _ => Err(Refusal::swift(StatusCode::METHOD_NOT_ALLOWED)),
    }
}

fn read(object: &Object, with_body: bool, headers: &HeaderMap) -> Result<Response, Refusal> {
    let length = object.bytes.len();
    let wanted =
        headers.get(RANGE).and_then(|value| value.to_str().ok()).and_then(|text| range(text, length));
    let (status, part) = match wanted {
        None => (StatusCode::OK, 0..length),
        Some(None) => return Err(Refusal::swift(StatusCode::RANGE_NOT_SATISFIABLE)),
        Some(Some(part)) => (StatusCode::PARTIAL_CONTENT, part),
    };
    let bytes = object.bytes.get(part.clone()).unwrap_or_default();
    let mut reply = status.into_response();
    if with_body {
        *reply.body_mut() = bytes.to_vec().into();
    } else {
        reply.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    }
    let mut texts = vec![
        (CONTENT_TYPE, object.content_type.clone()),
        (LAST_MODIFIED, clock::http(object.modified)),
        (ACCEPT_RANGES, "bytes".to_owned()),
    ];
    if status == StatusCode::PARTIAL_CONTENT {
        let last = part.end.saturating_sub(1);
        texts.push((CONTENT_RANGE, format!("bytes {}-{last}/{length}", part.start)));
    }
    for (name, text) in texts {
        if let Ok(value) = HeaderValue::try_from(text) {
            reply.headers_mut().insert(name, value);
        }
    }
    Ok(reply)
}

/// The bytes of a `Range`. `None`: it is not a single range, so the answer is the whole object. `Some(None)`: the object
/// has no such bytes.
fn range(text: &str, length: usize) -> Option<Option<Range<usize>>> {
    let (from, to) = text.strip_prefix("bytes=")?.split_once('-')?;
    let number = |text: &str| {
        text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().unwrap_or(usize::MAX))
    };
    let part = match (from, to) {
        ("", "") => return None,
        ("", last) => length.saturating_sub(number(last)?)..length,
        (first, "") => number(first)?..length,
        (first, last) => {
            let (first, last) = (number(first)?, number(last)?);
            if first > last {
                return None;
            }
            first..length.min(last.saturating_add(1))
        }
    };
    Some((!part.is_empty()).then_some(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: Option<Option<Range<usize>>>) {
        assert_eq!(range(text, 10), expect, "{text}");
    }

    #[test]
    fn ranges() {
        check("bytes=0-3", Some(Some(0..4)));
        check("bytes=8-", Some(Some(8..10)));
        check("bytes=8-99", Some(Some(8..10)));
        check("bytes=-4", Some(Some(6..10)));
        check("bytes=-99", Some(Some(0..10)));
        check("bytes=10-", Some(None));
        check("bytes=-0", Some(None));
        check("bytes=99999999999999999999999-", Some(None));
        check("bytes=5-4", None);
        check("bytes=-", None);
        check("bytes=a-b", None);
        check("bytes=0-1,3-4", None);
        check("rows=0-1", None);
    }
}
