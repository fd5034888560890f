//! Fault rules: what they match, how often, and what they do.

use axum::http::header::{CONNECTION, CONTENT_LENGTH, HeaderName, HeaderValue, TRANSFER_ENCODING};
use axum::http::{Method, StatusCode};
use serde_json::{Map, Value, json};

/// What goes wrong.
#[derive(Clone, Debug)]
pub enum Fault {
    /// Another answer than the service's.
    Status {
        status: StatusCode,
        body: String,
        content_type: HeaderValue,
        headers: Vec<(HeaderName, HeaderValue)>,
    },
    /// 200 with a login page.
    Html,
    /// The true answer's first part.
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
    /// Words that no guide lists.
    UnknownEnums,
    /// The request is carried out, then the connection closes with no answer.
    After,
    /// The request is carried out, then the connection closes in the middle of the answer's body.
    Cut,
}

/// One rule.
#[derive(Clone, Debug)]
pub struct Rule {
    source: Map<String, Value>,
    method: Option<Method>,
    path: String,
    /// The origin of the only port that it applies to.
    at: Option<String>,
    /// Matching requests that pass before the rule begins.
    skip: u64,
    /// Matching requests that it still applies to; `None`: all.
    times: Option<u64>,
    effect: Effect,
}

#[derive(Clone, Debug)]
enum Effect {
    Latency(u64),
    Fault(Fault),
}

/// What one request meets.
#[derive(Debug, Default)]
pub struct Plan {
    pub delay_ms: u64,
    pub fault: Option<Fault>,
}

/// The rules in force, first match first. Latency adds to whatever follows it.
#[derive(Debug, Default)]
pub struct Faults(pub Vec<Rule>);

impl Faults {
    /// What a request meets; counts down the rules that it used.
    pub fn take(&mut self, method: &Method, path: &str, at: &str) -> Plan {
        let mut plan = Plan::default();
        for rule in &mut self.0 {
            let fits = path.starts_with(&rule.path)
                && rule.method.as_ref().is_none_or(|wanted| wanted == method)
                && rule.at.as_ref().is_none_or(|wanted| wanted == at);
            if !fits || rule.times == Some(0) {
                continue;
            }
            if rule.skip > 0 {
                rule.skip -= 1;
                continue;
            }
            rule.times = rule.times.map(|times| times - 1);
            match &rule.effect {
                Effect::Latency(ms) => plan.delay_ms += ms,
                Effect::Fault(fault) => {
                    plan.fault = Some(fault.clone());
                    break;
                }
            }
        }
        plan
    }

    /// The rules as they were given, with what is left of `times` and `skip`.
    pub fn to_json(&self) -> Value {
        let rows = self.0.iter().map(|rule| {
            let mut row = rule.source.clone();
            row.insert("times".to_owned(), json!(rule.times));
            row.insert("skip".to_owned(), json!(rule.skip));
            Value::Object(row)
        });
        Value::Array(rows.collect())
    }
}

impl Rule {
    /// Reads a rule.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn parse(value: &Value) -> Result<Self, String> {
        let map = value.as_object().ok_or("A rule is an object.")?;
        for key in map.keys() {
            if !["at", "method", "path", "times", "skip", "fault"].contains(&key.as_str()) {
                return Err(format!("A rule has no key '{key}'."));
            }
        }
        let method = match map.get("method") {
            None | Some(Value::Null) => None,
            Some(Value::String(name)) => Some(
                Method::from_bytes(name.to_ascii_uppercase().as_bytes())
                    .map_err(|_| format!("'{name}' is no method."))?,
            ),
            Some(_) => return Err("'method' is a text or null.".to_owned()),
        };
        let text = |key: &str| match map.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(format!("'{key}' is a text or null.")),
        };
        let count = |key: &str| match map.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => value.as_u64().map(Some).ok_or(format!("'{key}' is a whole number or null.")),
        };
        let fault = map.get("fault").and_then(Value::as_object).ok_or("A rule needs an object 'fault'.")?;
        Ok(Self {
            method,
            path: text("path")?.unwrap_or_default(),
            at: text("at")?,
            skip: count("skip")?.unwrap_or(0),
            times: count("times")?,
            effect: effect(fault)?,
            source: map.clone(),
        })
    }
}

fn effect(map: &Map<String, Value>) -> Result<Effect, String> {
    let kind = map.get("kind").and_then(Value::as_str).ok_or("A fault needs a text 'kind'.")?;
    let fault = match kind {
        "latency" => {
            let ms = map.get("ms").and_then(Value::as_u64).ok_or("'latency' needs a whole number 'ms'.")?;
            return Ok(Effect::Latency(ms));
        }
        "status" => status(map)?,
        "html" => Fault::Html,
        "truncated" => Fault::Truncated,
        "drop" => Fault::Drop,
        "empty" => Fault::Empty,
        "wrong_shape" => Fault::WrongShape,
        "malformed_row" => Fault::MalformedRow,
        "nulls" => Fault::Nulls,
        "unknown_enums" => Fault::UnknownEnums,
        "after" => Fault::After,
        "cut" => Fault::Cut,
        other => return Err(format!("There is no fault of the kind '{other}'.")),
    };
    Ok(Effect::Fault(fault))
}

fn status(map: &Map<String, Value>) -> Result<Fault, String> {
    let code = map.get("status").and_then(Value::as_u64).and_then(|code| u16::try_from(code).ok());
    let status = code
        .and_then(|code| StatusCode::from_u16(code).ok())
        .filter(|status| status.as_u16() >= 200)
        .ok_or("'status' needs a number 'status' from 200 to 999.")?;
    let body = match map.get("body") {
        None | Some(Value::Null) => json!({ "NeutronError": {
            "type": "EmulatedFault",
            "message": status.canonical_reason().unwrap_or("Emulated fault"),
            "detail": "",
        } })
        .to_string(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let content_type = match map.get("content_type") {
        Some(Value::String(text)) => text.as_str(),
        None | Some(Value::Null) if serde_json::from_str::<Value>(&body).is_ok() => "application/json",
        None | Some(Value::Null) => "text/html; charset=utf-8",
        Some(_) => return Err("'content_type' is a text.".to_owned()),
    };
    let content_type =
        HeaderValue::from_str(content_type).map_err(|_| "'content_type' is no header value.")?;
    let mut headers = Vec::new();
    if let Some(given) = map.get("headers") {
        for (name, value) in given.as_object().ok_or("'headers' is an object.")? {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let name = HeaderName::try_from(name).map_err(|_| format!("'{name}' is no header name."))?;
            if [CONTENT_LENGTH, TRANSFER_ENCODING, CONNECTION].contains(&name) {
                return Err(format!(
                    "'{name}' follows from the body; the faults 'cut' and 'drop' break it off."
                ));
            }
            let value = HeaderValue::try_from(text)
                .map_err(|_| format!("The value of '{name}' is no header value."))?;
            headers.push((name, value));
        }
    }
    Ok(Fault::Status { status, body, content_type, headers })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(rows: &[Value]) -> Faults {
        Faults(rows.iter().map(|row| Rule::parse(row).unwrap()).collect())
    }

    #[track_caller]
    fn refused(rule: Value, reason: &str) {
        let found = Rule::parse(&rule).unwrap_err();
        assert!(found.contains(reason), "{rule}: {found}");
    }

    #[test]
    fn rules_match_by_method_and_path_and_end() {
        let mut faults = rules(&[json!({
            "method": "post", "path": "/v2.0/flowlog", "times": 1, "skip": 1, "fault": { "kind": "drop" }
        })]);
        let mut hit = |method, path| faults.take(&method, path, "http://one").fault.is_some();
        assert!(!hit(Method::GET, "/v2.0/flowlog-loggers"));
        assert!(!hit(Method::POST, "/v2.0/ports"));
        assert!(!hit(Method::POST, "/v2.0/flowlog-loggers"), "skipped");
        assert!(hit(Method::POST, "/v2.0/flowlog-loggers"));
        assert!(!hit(Method::POST, "/v2.0/flowlog-loggers"), "used up");
    }

    #[test]
    fn a_rule_can_be_for_one_port() {
        let mut faults = rules(&[json!({ "at": "http://one", "fault": { "kind": "drop" } })]);
        assert!(faults.take(&Method::GET, "/", "http://one").fault.is_some());
        assert!(faults.take(&Method::GET, "/", "http://other").fault.is_none());
    }

    #[test]
    fn latency_adds_to_what_follows() {
        let mut faults = rules(&[
            json!({ "fault": { "kind": "latency", "ms": 5 } }),
            json!({ "fault": { "kind": "latency", "ms": 7 }, "times": 1 }),
            json!({ "fault": { "kind": "html" } }),
        ]);
        let plan = faults.take(&Method::GET, "/", "http://one");
        assert_eq!(plan.delay_ms, 12);
        assert!(matches!(plan.fault, Some(Fault::Html)));
        assert_eq!(faults.take(&Method::GET, "/", "http://one").delay_ms, 5);
        assert_eq!(faults.to_json()[1]["times"], 0);
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
        refused(json!({ "fault": { "kind": "drop" }, "at": 1 }), "'at' is a text");
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
