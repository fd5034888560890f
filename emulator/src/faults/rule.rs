//! Fault rules: what they match, how often, and what they do.

use axum::body::Body;
use axum::http::header::{CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, TRANSFER_ENCODING};
use axum::http::{self, HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// What goes wrong.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Fault {
    /// The answer comes later. The following rules still apply.
    Latency { ms: u64 },
    /// Another answer than the service's.
    Status(Box<Status>),
    /// 200 with a login page.
    Html,
    /// The first part of the service's answer.
    Truncated,
    /// The connection closes; the request is not carried out.
    Drop,
    /// 200 with no body.
    Empty,
    /// 200 with JSON of another shape.
    WrongShape,
    /// One row of the list is broken.
    MalformedRow,
    /// Optional fields are null.
    Nulls,
    /// Words that the guide does not list.
    UnknownEnums,
    /// The request is carried out, then the connection closes without an answer.
    After,
    /// The request is carried out, then the connection closes in the middle of the answer's body.
    Cut,
    /// The answer's body comes in so many pieces, each so long after the one before.
    Drip { pieces: usize, ms: u64 },
    /// The request is carried out twice, and the second answer is sent: what a client sees whose browser has repeated a
    /// request on a connection that was closed without an answer.
    Twice,
}

/// The answer of a `status` fault, checked when the rule is set.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(try_from = "StatusFields", into = "StatusFields")]
pub struct Status {
    fields: StatusFields,
    head: http::response::Parts,
    body: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
struct StatusFields {
    status: u16,
    body: Option<Value>,
    content_type: Option<String>,
    #[serde(default)]
    headers: Map<String, Value>,
}

/// One rule. What is left out matches every request.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, expecting = "A rule is an object")]
pub struct Rule {
    method: Option<String>,
    /// A prefix of the path.
    path: Option<String>,
    /// The origin of the only port that the rule is for.
    at: Option<String>,
    /// How many matching requests still pass before the rule begins.
    skip: Option<u64>,
    /// How many matching requests the rule is still for; `None`: all.
    times: Option<u64>,
    fault: Fault,
}

/// What happens to one request.
#[derive(Debug, Default)]
pub struct Plan {
    pub delay_ms: u64,
    pub fault: Option<Fault>,
}

/// The rules in force. The first rule that matches is applied.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Faults(pub Vec<Rule>);

impl Faults {
    /// What happens to a request. Counts down the rules that it used.
    pub fn take(&mut self, method: &Method, path: &str, at: &str) -> Plan {
        let mut plan = Plan::default();
        for rule in &mut self.0 {
            if !rule.matches(method, path, at) || rule.times == Some(0) {
                continue;
            }
            if let Some(skip @ 1..) = &mut rule.skip {
                *skip -= 1;
                continue;
            }
            rule.times = rule.times.map(|times| times - 1);
            match &rule.fault {
                Fault::Latency { ms } => plan.delay_ms += ms,
                fault => {
                    plan.fault = Some(fault.clone());
                    break;
                }
            }
        }
        plan
    }
}

impl Rule {
    fn matches(&self, method: &Method, path: &str, at: &str) -> bool {
        self.method.as_ref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(method.as_str()))
            && self.path.as_ref().is_none_or(|prefix| path.starts_with(prefix))
            && self.at.as_ref().is_none_or(|wanted| wanted == at)
    }
}

impl Status {
    /// The answer.
    pub fn reply(self) -> Response {
        Response::from_parts(self.head, Body::from(self.body))
    }
}

impl TryFrom<StatusFields> for Status {
    type Error = String;

    fn try_from(fields: StatusFields) -> Result<Self, String> {
        let status = StatusCode::from_u16(fields.status).ok().filter(|status| status.as_u16() >= 200);
        let status = status.ok_or("'status' is a number from 200 to 999.")?;
        let body = match &fields.body {
            None => json!({ "NeutronError": {
                "type": "EmulatedFault",
                "message": status.canonical_reason().unwrap_or("Emulated fault"),
                "detail": "",
            } })
            .to_string(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        let content_type = match &fields.content_type {
            Some(given) => given,
            None if serde_json::from_str::<Value>(&body).is_ok() => "application/json",
            None => "text/html; charset=utf-8",
        };
        let mut headers = HeaderMap::new();
        let value = |name: &HeaderName, text: &str| {
            HeaderValue::from_str(text).map_err(|_| format!("The value of '{name}' is not a header value."))
        };
        headers.insert(CONTENT_TYPE, value(&CONTENT_TYPE, content_type)?);
        for (name, given) in &fields.headers {
            let name = HeaderName::try_from(name).map_err(|_| format!("'{name}' is not a header name."))?;
            if [CONTENT_LENGTH, TRANSFER_ENCODING, CONNECTION].contains(&name) {
                return Err(format!("'{name}' follows from the body; use the faults 'cut' and 'drop'."));
            }
            let given = given.as_str().map_or_else(|| given.to_string(), str::to_owned);
            headers.insert(&name, value(&name, &given)?);
        }
        let (mut head, ()) = Response::new(()).into_parts();
        (head.status, head.headers) = (status, headers);
        Ok(Self { fields, head, body })
    }
}

impl From<Status> for StatusFields {
    fn from(status: Status) -> Self {
        status.fields
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Json;

    fn rules(rows: Value) -> Faults {
        serde_json::from_value(rows).unwrap()
    }

    #[track_caller]
    fn refused(rule: Value, reason: &str) {
        let found = Json::<Rule>::from_bytes(rule.to_string().as_bytes()).unwrap_err().body_text();
        assert!(found.contains(reason), "{rule}: {found}");
    }

    #[test]
    fn rules_match_by_method_and_path_and_end() {
        let mut faults = rules(json!([{
            "method": "post", "path": "/v2.0/flowlog", "times": 1, "skip": 1, "fault": { "kind": "drop" }
        }]));
        let mut hit = |method, path| faults.take(&method, path, "http://one").fault.is_some();
        assert!(!hit(Method::GET, "/v2.0/flowlog-loggers"));
        assert!(!hit(Method::POST, "/v2.0/ports"));
        assert!(!hit(Method::POST, "/v2.0/flowlog-loggers"), "skipped");
        assert!(hit(Method::POST, "/v2.0/flowlog-loggers"));
        assert!(!hit(Method::POST, "/v2.0/flowlog-loggers"), "used up");
    }

    #[test]
    fn a_rule_can_be_for_one_port() {
        let mut faults = rules(json!([{ "at": "http://one", "fault": { "kind": "drop" } }]));
        assert!(faults.take(&Method::GET, "/", "http://one").fault.is_some());
        assert!(faults.take(&Method::GET, "/", "http://other").fault.is_none());
    }

    #[test]
    fn latency_adds_to_what_follows() {
        let mut faults = rules(json!([
            { "fault": { "kind": "latency", "ms": 5 } },
            { "fault": { "kind": "latency", "ms": 7 }, "times": 1 },
            { "fault": { "kind": "html" } },
        ]));
        let plan = faults.take(&Method::GET, "/", "http://one");
        assert_eq!(plan.delay_ms, 12);
        assert!(matches!(plan.fault, Some(Fault::Html)));
        assert_eq!(faults.take(&Method::GET, "/", "http://one").delay_ms, 5);
        assert_eq!(json!(faults)[1]["times"], 0);
    }

    #[test]
    fn bad_rules_are_refused_with_a_reason() {
        refused(json!([]), "object");
        refused(json!({}), "fault");
        refused(json!({ "fault": {} }), "kind");
        refused(json!({ "fault": { "kind": "storm" } }), "storm");
        refused(json!({ "fault": { "kind": "latency" } }), "ms");
        refused(json!({ "fault": { "kind": "status", "status": 42 } }), "200");
        refused(json!({ "fault": { "kind": "drop" }, "times": -1 }), "times");
        refused(json!({ "fault": { "kind": "drop" }, "methods": "GET" }), "methods");
        refused(json!({ "fault": { "kind": "drop" }, "method": 1 }), "method");
        refused(json!({ "fault": { "kind": "drop" }, "at": 1 }), "at: invalid type");
        refused(
            json!({ "fault": { "kind": "status", "status": 503, "headers": { "a b": "c" } } }),
            "header name",
        );
        for name in ["Content-Length", "transfer-encoding"] {
            let fault = json!({ "kind": "status", "status": 503, "headers": { name: "5" } });
            refused(json!({ "fault": fault }), "follows from the body");
        }
    }
}
