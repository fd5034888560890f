//! A proxy does its work: what the console does, through it, against the emulator.

use serde_json::{Value, json};

use crate::conformance::upstream::Service;
use crate::conformance::{Subject, Verdict};
use crate::emulator::Listening;
use crate::process::{Failure, Result};

/// The emulator's port.
pub fn port(service: &Listening) -> Result<u16> {
    let port = service.service.rsplit_once(':').and_then(|(_, port)| port.parse().ok());
    port.ok_or_else(|| {
        Failure::new(format!("{} names no port", service.service), "see the emulator's first line")
    })
}

/// Signs in, lists, creates, reads, deletes, and is refused with the service's own words.
pub fn works(subject: &Subject, service: &Listening) -> Verdict {
    let sign_in = json!({"auth": {"tenantId": service.tenant,
        "passwordCredentials": {"username": service.user, "password": service.password}}});
    let answer = call(subject, Service::Identity, "POST", "/v2.0/tokens", None, Some(&sign_in), 200)?;
    let token = answer.pointer("/access/token/id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let network = |method: &str, path: &str, body: Option<&Value>, status| {
        call(subject, Service::NetworkKr1, method, path, Some(&token), body, status)
    };
    let count = |answer: &Value| answer["flowlog_loggers"].as_array().map_or(0, Vec::len);
    let before = count(&network("GET", Subject::LOGGERS, None, 200)?);
    if before == 0 {
        return Err("the sample project came without loggers".to_owned());
    }
    let draft = json!({"flowlog_logger": {
        "name": "through the proxy",
        "resource_id": "045e204c-4624-4b68-ac8a-7375989d3b79",
        "storage_type": "OBS",
        "storage_url": "https://kr1-api-object-storage.nhncloudservice.com/v1/AUTH_e670167936434f85a03694184000ffe6/network-logs/x",
    }});
    let made = network("POST", Subject::LOGGERS, Some(&draft), 201)?;
    let id = made.pointer("/flowlog_logger/id").and_then(Value::as_str).unwrap_or_default();
    let one = format!("{}/{id}", Subject::LOGGERS);
    let found =
        count(&network("GET", &format!("{}?name=through%20the%20proxy", Subject::LOGGERS), None, 200)?);
    let renamed = json!({"flowlog_logger": {"name": "renamed"}});
    network("PUT", &one, Some(&renamed), 200)?;
    network("DELETE", &one, None, 204)?;
    let words = network("GET", &one, None, 404)?;
    if found != 1 || words.pointer("/NeutronError/message").is_none() {
        return Err(format!("{found} loggers of the new name were found; the service then said {words}"));
    }
    call(subject, Service::NetworkKr2, "GET", Subject::LOGGERS, None, None, 401).map(drop)
}

fn call(
    subject: &Subject,
    service: Service,
    method: &str,
    path: &str,
    token: Option<&str>,
    body: Option<&Value>,
    status: u16,
) -> std::result::Result<Value, String> {
    let mut request = subject.at(service, method, path).without("X-Auth-Token");
    if let Some(token) = token {
        request = request.set("X-Auth-Token", token);
    }
    if let Some(body) = body {
        request = request.set("Content-Type", "application/json").body(body.to_string().as_bytes());
    }
    let exchange = subject.ask(&request)?;
    exchange.status(status).map_err(|why| format!("{why}: {}", exchange.answer.text()))?;
    Ok(serde_json::from_slice(&exchange.answer.body).unwrap_or_default())
}
