//! Objects: written, read whole or in part, deleted.

use crate::clock::{self, Micros};
use crate::errors::{Refusal, Reply, empty_reply};
use crate::world::{Container, Object};
use axum::body::Bytes;
use axum::http::header::{
    ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, HeaderMap, HeaderValue, LAST_MODIFIED, RANGE,
};
use axum::http::{Method, StatusCode};
use std::ops::Range;

/// A request to one object.
pub fn serve(
    container: &mut Container,
    name: String,
    method: &Method,
    headers: &HeaderMap,
    body: Bytes,
) -> Result<Reply, Refusal> {
    let missing = || Refusal::swift(StatusCode::NOT_FOUND);
    match *method {
        Method::PUT => {
            let given = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
            let content_type = given.unwrap_or("application/octet-stream").to_owned();
            let object = Object { bytes: body.to_vec(), content_type, modified: clock::now() };
            container.objects.insert(name, object);
            Ok(empty_reply(StatusCode::CREATED))
        }
        Method::DELETE => match container.objects.remove(&name) {
            Some(_) => Ok(empty_reply(StatusCode::NO_CONTENT)),
            None => Err(missing()),
        },
        Method::GET | Method::HEAD => {
            read(container.objects.get(&name).ok_or_else(missing)?, *method == Method::GET, headers)
        }
        _ => Err(Refusal::swift(StatusCode::METHOD_NOT_ALLOWED)),
    }
}

fn read(object: &Object, with_body: bool, headers: &HeaderMap) -> Result<Reply, Refusal> {
    let length = object.bytes.len();
    let wanted =
        headers.get(RANGE).and_then(|value| value.to_str().ok()).and_then(|text| range(text, length));
    let (status, part) = match wanted {
        None => (StatusCode::OK, 0..length),
        Some(None) => return Err(Refusal::swift(StatusCode::RANGE_NOT_SATISFIABLE)),
        Some(Some(part)) => (StatusCode::PARTIAL_CONTENT, part),
    };
    let bytes = object.bytes.get(part.clone()).unwrap_or_default();
    let mut reply = empty_reply(status);
    if with_body {
        *reply.body_mut() = bytes.to_vec().into();
    } else {
        reply.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    }
    let range = (status == StatusCode::PARTIAL_CONTENT)
        .then(|| format!("bytes {}-{}/{length}", part.start, part.end.saturating_sub(1)));
    let texts = [
        (CONTENT_TYPE, Some(object.content_type.clone())),
        (LAST_MODIFIED, Some(http_date(object.modified))),
        (CONTENT_RANGE, range),
        (ACCEPT_RANGES, Some("bytes".to_owned())),
    ];
    for (name, text) in texts {
        if let Some(Ok(value)) = text.map(HeaderValue::try_from) {
            reply.headers_mut().insert(name, value);
        }
    }
    Ok(reply)
}

/// The bytes that a `Range` asks for: `None` when it is none and the whole is sent, `Some(None)` when there are
/// no such bytes. Several ranges in one header are not read.
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

fn http_date(at: Micros) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let text = clock::plain(at);
    let day_of_week = DAYS[(at / clock::SECOND / 86_400 % 7) as usize];
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let month = part(5, 7).parse::<usize>().ok().and_then(|month| MONTHS.get(month - 1)).unwrap_or(&"Jan");
    format!("{day_of_week}, {} {month} {} {} GMT", part(8, 10), part(0, 4), part(11, 19))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn http_dates() {
        assert_eq!(http_date(784_111_777 * clock::SECOND), "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(http_date(1_767_571_200 * clock::SECOND), "Mon, 05 Jan 2026 00:00:00 GMT");
    }

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
