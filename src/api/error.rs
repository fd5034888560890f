//! What can go wrong between the console and the service, as one typed value.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::body::{lenient, not_empty, object};
use super::transport::{Fault, Method, Response};
use crate::auth::Token;
use crate::domain::endpoint::EndpointFault;

/// A call that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiError {
    #[doc(hidden)]
    pub method: Method,
    /// The path without its query, which may name what a person searched for.
    pub path: String,
    #[doc(hidden)]
    pub cause: Cause,
}

/// Why a call failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// No answer came.
    Transport(Fault),
    /// The service, or something between, answered with an error status.
    Refused(Refusal),
    /// The status was fine and the body was not what the guide documents.
    Unreadable(Unreadable),
    /// Nothing was sent: where the region is (by its name) is not known.
    NoEndpoint(String, NoEndpoint),
}

/// Why a region that is configured without an endpoint has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoEndpoint {
    /// Nobody was asked: only who signs in with an API password gets a service catalog.
    NoCatalog,
    /// The account's service catalog has none of type `network`.
    NotListed,
    /// The service catalog's is none to which a token may go.
    Unusable(EndpointFault),
}

/// An answer with an error status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// Neutron's `type` or Keystone's `title`.
    pub kind: Option<String>,
    /// The service's own words; a plain excerpt where the body was not JSON; empty where there was no body.
    pub message: String,
    /// The id of the request, for the support of the service.
    pub request_id: Option<String>,
    /// The body was a web page: something between has answered, and not the service.
    pub looks_like_html: bool,
}

/// A body of another form than documented.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    pub status: u16,
    /// What did not fit, in the parser's words.
    pub reason: String,
    pub looks_like_html: bool,
    /// The beginning of the body as plain text.
    pub excerpt: String,
}

impl ApiError {
    /// The answer of the service, if it was an error status.
    pub fn refusal(&self) -> Option<&Refusal> {
        match &self.cause {
            Cause::Refused(refusal) => Some(refusal),
            Cause::Transport(_) | Cause::Unreadable(_) | Cause::NoEndpoint(..) => None,
        }
    }

    /// The HTTP status of the answer; `None` without an answer.
    pub fn status(&self) -> Option<u16> {
        match &self.cause {
            Cause::Refused(refusal) => Some(refusal.status),
            Cause::Unreadable(unreadable) => Some(unreadable.status),
            Cause::Transport(_) | Cause::NoEndpoint(..) => None,
        }
    }

    /// The token is unknown or has expired.
    pub fn is_unauthorized(&self) -> bool {
        self.refusal().is_some_and(|refusal| refusal.status == 401)
    }

    /// The account may not do that. A web page does not say that.
    pub fn is_forbidden(&self) -> bool {
        self.refusal().is_some_and(|refusal| refusal.status == 403 && !refusal.looks_like_html)
    }

    /// The service has nothing at the path. A web page does not say that: it comes from something between.
    pub fn is_not_found(&self) -> bool {
        self.refusal().is_some_and(|refusal| refusal.status == 404 && !refusal.looks_like_html)
    }

    /// The browser was offline.
    pub fn is_offline(&self) -> bool {
        matches!(self.cause, Cause::Transport(Fault::Unreachable { offline: true, .. }))
    }

    /// The service may have carried the request out although the answer is an error: no answer of the service came, or
    /// a gateway or the service failed after it had the request.
    pub fn is_ambiguous(&self) -> bool {
        match &self.cause {
            Cause::Transport(Fault::Renewal(_) | Fault::NoToken) | Cause::NoEndpoint(..) => false,
            Cause::Transport(_) | Cause::Unreadable(_) => true,
            Cause::Refused(refusal) => {
                refusal.status >= 500 || refusal.status == 408 || refusal.looks_like_html
            }
        }
    }
}

/// The longest excerpt of a foreign body, in characters.
const EXCERPT: usize = 300;

impl Refusal {
    /// Reads the error bodies of the network service, of identity, of object storage, and anything else.
    pub(crate) fn of(response: &Response) -> Refusal {
        Refusal::to_token(response, None)
    }

    /// The same, without the token with which was asked. It is looked for in what is shown: a body may escape it.
    pub(crate) fn to_token(response: &Response, token: Option<&Token>) -> Refusal {
        let text = response.text();
        let hidden = |text| hidden(token, text);
        let (kind, message) = match words(&text) {
            Some((kind, message)) => (kind.map(hidden), hidden(message)),
            None => (None, excerpt(&text, token)),
        };
        Refusal {
            status: response.status,
            kind,
            message,
            request_id: response.request_id.clone().map(hidden),
            looks_like_html: looks_like_html(&text),
        }
    }
}

impl Unreadable {
    pub fn of(response: &Response, reason: String) -> Unreadable {
        Unreadable::to_token(response, reason, None)
    }

    /// The same, without the token with which was asked.
    pub(crate) fn to_token(response: &Response, reason: String, token: Option<&Token>) -> Unreadable {
        let text = response.text();
        Unreadable {
            status: response.status,
            reason: hidden(token, reason),
            looks_like_html: looks_like_html(&text),
            excerpt: excerpt(&text, token),
        }
    }
}

fn hidden(token: Option<&Token>, text: String) -> String {
    match token {
        Some(token) => token.blanked(text),
        None => text,
    }
}

/// The body of a refusal, by Neutron or by Keystone.
#[derive(Deserialize)]
struct ErrorBody<'a> {
    #[serde(borrow, rename = "NeutronError")]
    neutron: Option<&'a RawValue>,
    #[serde(borrow)]
    error: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct WordsBody {
    #[serde(deserialize_with = "lenient")]
    message: Option<String>,
    #[serde(deserialize_with = "lenient")]
    detail: Option<String>,
    #[serde(rename = "type", deserialize_with = "lenient")]
    kind: Option<String>,
    #[serde(deserialize_with = "lenient")]
    title: Option<String>,
}

/// Kind and message.
type Words = (Option<String>, String);

fn words(body: &str) -> Option<Words> {
    let body: ErrorBody = serde_json::from_str(body).ok()?;
    body.neutron.and_then(neutron).or_else(|| body.error.and_then(keystone))
}

/// `{"NeutronError": {"type", "message", "detail"}}`, and the older form with a plain text.
fn neutron(error: &RawValue) -> Option<Words> {
    if let Ok(message) = serde_json::from_str(error.get()) {
        return Some((None, message));
    }
    let words: WordsBody = object(error.get()).ok()?;
    let message = match (not_empty(words.message), not_empty(words.detail)) {
        (Some(message), Some(detail)) => format!("{message} ({detail})"),
        (Some(text), None) | (None, Some(text)) => text,
        (None, None) => return None,
    };
    Some((not_empty(words.kind), message))
}

/// `{"error": {"message", "code", "title"}}`.
fn keystone(error: &RawValue) -> Option<Words> {
    let words: WordsBody = object(error.get()).ok()?;
    Some((words.title, words.message?))
}

fn looks_like_html(body: &str) -> bool {
    body.trim_start().starts_with('<')
}

/// The beginning of a body as plain text on one line: markup is dropped, white space folded, the token hidden.
fn excerpt(body: &str, token: Option<&Token>) -> String {
    // Whatever follows cannot reach an excerpt of this length, even from a page with a long style sheet.
    let body = body.get(..body.floor_char_boundary(20_000)).unwrap_or_default();
    let plain = if looks_like_html(body) { without_markup(body) } else { body.to_owned() };
    let mut folded = String::new();
    for word in plain.split(|letter: char| letter.is_whitespace() || letter.is_control()) {
        if word.is_empty() {
            continue;
        }
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded = hidden(token, folded);
    if folded.chars().count() > EXCERPT {
        folded = folded.chars().take(EXCERPT).chain(['…']).collect();
    }
    folded
}

fn without_markup(html: &str) -> String {
    let mut plain = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        plain.push_str(before);
        plain.push(' ');
        let name: String =
            after.chars().take_while(char::is_ascii_alphabetic).collect::<String>().to_ascii_lowercase();
        let tail = match name.as_str() {
            "script" | "style" => {
                let lower = after.to_ascii_lowercase();
                let end = lower.find(&format!("</{name}")).unwrap_or(after.len());
                after.get(end..).unwrap_or_default()
            }
            _ => after,
        };
        rest = tail.split_once('>').map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &str, kind: Option<&str>, message: &str) {
        let response = Response { status: 400, body: body.into(), ..Response::default() };
        let refusal = Refusal::of(&response);
        assert_eq!((refusal.kind.as_deref(), refusal.message.as_str()), (kind, message));
    }

    #[test]
    fn each_error_body_gives_the_services_words() {
        check(
            r#"{"NeutronError":{"type":"BadRequest","message":"Invalid name.","detail":""}}"#,
            Some("BadRequest"),
            "Invalid name.",
        );
        check(r#"{"NeutronError":{"message":"a","detail":"b"}}"#, None, "a (b)");
        check(r#"{"NeutronError":"plain"}"#, None, "plain");
        check(r#"{"NeutronError":{"message":5,"detail":"d","type":7}}"#, None, "d");
        check(r#"{"NeutronError":null,"error":{"message":"m"}}"#, None, "m");
        check(
            r#"{"error":{"message":"Token expired.","code":401,"title":"Unauthorized"}}"#,
            Some("Unauthorized"),
            "Token expired.",
        );
        check("<html><h1>Unauthorized</h1><p>No access.</p></html>", None, "Unauthorized No access.");
        check("<script>alert('<b>')</script><style>b{}</style>x<b", None, "x");
        check("", None, "");
        check(r#"{"NeutronError":{"#, None, r#"{"NeutronError":{"#);
        check(r#"{"NeutronError":{"message":5}}"#, None, r#"{"NeutronError":{"message":5}}"#);
        check("bad\u{0}\n\tgateway", None, "bad gateway");
    }

    const TOKEN: &str = "gAAAAABl-0123456789_abcdefghij==";

    /// Nothing that is shown of this answer has the end or the middle of the token.
    #[track_caller]
    fn check_hidden(body: &str, request_id: &str) {
        let request_id = Some(request_id.to_owned());
        let response = Response { status: 400, body: body.into(), request_id, ..Response::default() };
        let token = Token::parse(TOKEN).unwrap();
        let shown = [
            format!("{:?}", Refusal::to_token(&response, Some(&token))),
            format!("{:?}", Unreadable::to_token(&response, body.to_owned(), Some(&token))),
        ];
        for text in shown {
            assert!(!text.contains("abcdef") && !text.contains("012345"), "{text}");
        }
    }

    #[test]
    fn the_token_is_in_nothing_that_is_shown() {
        check_hidden(TOKEN, "");
        check_hidden("gone", &format!("req-{TOKEN}"));
        for key in ["message", "detail", "type"] {
            let body = format!(r#"{{"NeutronError":{{"message":"m","{key}":"{TOKEN}"}}}}"#);
            check_hidden(&body.replace('=', r"\u003d").replace("l-0", r"l\u002d0"), "");
        }
        check_hidden(&format!(r#"{{"error":{{"message":"m","title":"{TOKEN}"}}}}"#), "");
        let (first, second) = TOKEN.split_at(15);
        check_hidden(&format!("<p>{first}<wbr>{second}</p>"), "");
        check_hidden(&format!("<p>{first}\n{second}</p>"), "");
        check_hidden(&format!("{}{TOKEN}", "x ".repeat(EXCERPT / 2 - 8)), "");
    }

    #[test]
    fn a_long_body_is_cut() {
        let response = Response { body: "ä".repeat(30_000).into(), ..Response::default() };
        assert_eq!(Refusal::of(&response).message.chars().count(), EXCERPT + 1);
    }
}
