//! Objects: written, read in whole or in part, deleted.

use super::shelf::{Found, Shelf};
use crate::clock;
use crate::logs::Body;
use crate::reply::Refusal;
use crate::world::{Container, Object};
use axum::body::Bytes;
use axum::http::header::{
    ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, HeaderValue,
    IF_NONE_MATCH, IF_RANGE, LAST_MODIFIED, RANGE,
};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use std::ops::Range;

/// Writes or deletes an object.
///
/// # Errors
/// 404 for an object that is not there, 405 for another method.
pub fn change(
    container: &mut Container,
    shelf: &Shelf,
    name: String,
    method: &Method,
    headers: &HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    match *method {
        Method::PUT => {
            let given = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
            let content_type = given.unwrap_or("application/octet-stream").to_owned();
            let object = Object { body: Body::new(body), content_type, modified: clock::now() };
            let etag = [(ETAG, object.body.etag.clone())];
            container.objects.insert(name, object);
            Ok((StatusCode::CREATED, etag).into_response())
        }
        Method::DELETE => {
            shelf.find(&name).ok_or_else(|| Refusal::swift(StatusCode::NOT_FOUND))?;
            container.objects.remove(&name);
            if shelf.log(&name).is_some() {
                container.deleted.insert(name);
            }
            Ok(StatusCode::NO_CONTENT.into_response())
        }
        _ => Err(Refusal::swift(StatusCode::METHOD_NOT_ALLOWED)),
    }
}

/// Reads an object, or the part that `Range` names.
///
/// # Errors
/// 416 when it has no such part.
pub fn read(found: &Found, with_body: bool, headers: &HeaderMap) -> Result<Response, Refusal> {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let Body { bytes, etag } = found.body();
    let modified = clock::http(found.modified);
    let length = bytes.len();
    let is_this = |given: &str| given.trim_matches('"') == etag;
    let validators = [(ETAG, etag.clone()), (LAST_MODIFIED, modified.clone())];
    if text(IF_NONE_MATCH).is_some_and(|given| given.split(',').map(str::trim).any(is_this)) {
        return Ok((StatusCode::NOT_MODIFIED, validators).into_response());
    }
    // A part of another version than the client has would not fit to what it has.
    let is_same = text(IF_RANGE).is_none_or(|given| is_this(given) || given == modified);
    let wanted = text(RANGE).filter(|_| is_same).and_then(|text| range(text, length));
    let (status, part) = match wanted {
        None => (StatusCode::OK, 0..length),
        Some(None) => return Err(Refusal::swift(StatusCode::RANGE_NOT_SATISFIABLE)),
        Some(Some(part)) => (StatusCode::PARTIAL_CONTENT, part),
    };
    let mut reply = (status, validators).into_response();
    if with_body {
        *reply.body_mut() = bytes.slice(part.clone()).into();
    } else {
        reply.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(part.len()));
    }
    let seconds = found.modified / clock::SECOND;
    let mut texts = vec![
        (CONTENT_TYPE, found.content_type.clone()),
        (ACCEPT_RANGES, "bytes".to_owned()),
        (
            HeaderName::from_static("x-timestamp"),
            format!("{seconds}.{:05}", found.modified % clock::SECOND / 10),
        ),
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
