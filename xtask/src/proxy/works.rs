//! Sends the console's requests through the proxy to the emulator.

use anyhow::{Context, Result, ensure};
use flowlog_proxy_conformance::{LOGGERS, Service, Subject, Verdict};
use serde_json::{Value, json};

use crate::emulator::Listening;

/// The tenant of the sample project's object storage.
const STORAGE_TENANT: &str = "e670167936434f85a03694184000ffe6";

/// Signs in, lists, creates, updates and deletes, checks that an error keeps the service's message, and reads a log
/// file in parts.
pub fn works(subject: &Subject, service: &Listening) -> Verdict {
    let token = sign_in(subject, service, &service.tenant)?;
    let network = |method: &str, path: &str, body: Option<&Value>, status| {
        call(subject, Service::NetworkKr1, method, path, Some(&token), body, status)
    };
    let count = |answer: &Value| answer["flowlog_loggers"].as_array().map_or(0, Vec::len);
    let before = count(&network("GET", LOGGERS, None, 200)?);
    ensure!(before > 0, "the sample project came without loggers");
    let draft = json!({"flowlog_logger": {
        "name": "through the proxy",
        "resource_id": "045e204c-4624-4b68-ac8a-7375989d3b79",
        "storage_type": "OBS",
        "storage_url": "https://kr1-api-object-storage.nhncloudservice.com/v1/AUTH_e670167936434f85a03694184000ffe6/network-logs/x",
    }});
    let made = network("POST", LOGGERS, Some(&draft), 201)?;
    let id = made.pointer("/flowlog_logger/id").and_then(Value::as_str).unwrap_or_default();
    let one = format!("{}/{id}", LOGGERS);
    let found = count(&network("GET", &format!("{}?name=through%20the%20proxy", LOGGERS), None, 200)?);
    let renamed = json!({"flowlog_logger": {"name": "renamed"}});
    network("PUT", &one, Some(&renamed), 200)?;
    network("DELETE", &one, None, 204)?;
    let words = network("GET", &one, None, 404)?;
    let is_right = found == 1 && words.pointer("/NeutronError/message").is_some();
    ensure!(is_right, "{found} loggers of the new name were found; the service then said {words}");
    call(subject, Service::NetworkKr2, "GET", LOGGERS, None, None, 401)?;
    log_file(subject, &sign_in(subject, service, STORAGE_TENANT)?)
}

fn sign_in(subject: &Subject, service: &Listening, tenant: &str) -> Result<String> {
    let body = json!({"auth": {"tenantId": tenant,
        "passwordCredentials": {"username": service.user, "password": service.password}}});
    let answer = call(subject, Service::Identity, "POST", "/v2.0/tokens", None, Some(&body), 200)?;
    Ok(answer.pointer("/access/token/id").and_then(Value::as_str).unwrap_or_default().to_owned())
}

/// The parts of a log file add up to the whole, and a part of another version is not sent.
fn log_file(subject: &Subject, token: &str) -> Verdict {
    let container = format!("/v1/AUTH_{STORAGE_TENANT}/network-logs");
    let query = format!("{container}?format=json&prefix=prod-vpc-baseline%2Fyear&limit=1");
    let rows = call(subject, Service::StorageKr1, "GET", &query, Some(token), None, 200)?;
    let name = rows.pointer("/0/name").and_then(Value::as_str).context("the sample has no log file")?;
    let path = format!("{container}/{}", name.replace(':', "%3A").replace('=', "%3D"));
    let read = |range: &str, version: &str, status| {
        let request = subject.at(Service::StorageKr1, "GET", &path).set("X-Auth-Token", token);
        let exchange = subject.ask(&request.set("Range", range).set("If-Range", version))?;
        exchange.status(status)?;
        Ok::<_, anyhow::Error>(exchange.answer)
    };
    let whole = read("bytes=0-", "another", 200)?;
    let size = rows.pointer("/0/bytes").and_then(Value::as_u64);
    ensure!(size == Some(whole.body.len() as u64), "the listing says {size:?} bytes");
    let version = whole.headers.first("ETag").context("a log file came without ETag")?;
    let mut parts = read("bytes=0-999999", version, 206)?.body;
    parts.extend(read("bytes=1000000-", version, 206)?.body);
    ensure!(parts == whole.body, "the parts of a log file are not the whole");
    read("bytes=99999999-", version, 416).map(drop)
}

fn call(
    subject: &Subject,
    service: Service,
    method: &str,
    path: &str,
    token: Option<&str>,
    body: Option<&Value>,
    status: u16,
) -> Result<Value> {
    let mut request = subject.at(service, method, path).without("X-Auth-Token");
    if let Some(token) = token {
        request = request.set("X-Auth-Token", token);
    }
    if let Some(body) = body {
        request = request.set("Content-Type", "application/json").body(body.to_string().as_bytes());
    }
    let exchange = subject.ask(&request)?;
    exchange.status(status).with_context(|| exchange.answer.text())?;
    Ok(exchange.answer.json())
}
