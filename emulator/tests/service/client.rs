//! A small blocking client, and an emulator to talk to.

use flowlog_emulator::{Emulator, Options, Sample};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};
use ureq::http::{HeaderMap, Request};

/// The port and the VPC that the guide's examples name.
pub const PORT: &str = "045e204c-4624-4b68-ac8a-7375989d3b79";
pub const VPC: &str = "0afbf332-3432-450f-a25a-3cfa56b886d9";
/// An id that nothing has.
pub const NOWHERE: &str = "00000000-0000-4000-8000-000000000000";
pub const ACCOUNT: &str = "AUTH_e670167936434f85a03694184000ffe6";
pub const LOGGERS: &str = "/v2.0/flowlog-loggers";

/// A running emulator and how a test talks to it.
pub struct Bench {
    pub emulator: Emulator,
    agent: ureq::Agent,
    pub token: String,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// A header as text, `""` when it is absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Fails unless the status is that one.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    /// The message of a `NeutronError`, whose shape is checked.
    #[track_caller]
    pub fn neutron_message(&self) -> String {
        let body = self.json();
        let error = body["NeutronError"].as_object().expect("a NeutronError");
        let keys: Vec<&String> = error.keys().collect();
        assert_eq!(keys, ["detail", "message", "type"]);
        assert!(error.values().all(Value::is_string), "{body}");
        error["message"].as_str().unwrap_or_default().to_owned()
    }
}

impl Bench {
    /// An emulator with the full sample and no waiting.
    pub fn full() -> Self {
        Self::with(Options { build_seconds: 0.0, ..Options::default() })
    }

    /// The same without loggers.
    pub fn empty() -> Self {
        Self::with(Options { build_seconds: 0.0, sample: Sample::Empty, ..Options::default() })
    }

    /// An emulator with these options.
    pub fn with(options: Options) -> Self {
        let emulator = Emulator::start(options).expect("the emulator starts");
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(Duration::from_secs(20)))
            .build();
        Self { token: emulator.demo_token(), emulator, agent: config.into() }
    }

    /// A request to the public port with the token; an error is a connection without an answer.
    pub fn try_send(&self, method: &str, path: &str, body: Option<&str>) -> Result<Answer, ureq::Error> {
        self.request(&self.emulator.url(), method, path, Some(&self.token), &[], body)
    }

    /// A request that is answered.
    #[track_caller]
    pub fn send(&self, method: &str, path: &str, body: Option<&str>) -> Answer {
        self.try_send(method, path, body).unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    /// A GET that is answered.
    #[track_caller]
    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, None)
    }

    /// A request with a token of the test's choice, or none, and more headers.
    #[track_caller]
    pub fn send_as(
        &self,
        token: Option<&str>,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&str>,
    ) -> Answer {
        self.request(&self.emulator.url(), method, path, token, headers, body)
            .unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    /// A request to any port of the service.
    #[track_caller]
    pub fn send_at(
        &self,
        origin: &str,
        token: Option<&str>,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&str>,
    ) -> Answer {
        self.request(origin, method, path, token, headers, body)
            .unwrap_or_else(|error| panic!("{method} {origin}{path}: {error}"))
    }

    /// A request to the admin port.
    #[track_caller]
    pub fn admin(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        let text = body.map(|body| body.to_string());
        let origin = self.emulator.admin_url().expect("an admin port");
        self.request(&origin, method, path, None, &[], text.as_deref())
            .unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    /// Switches one fault on for every request, or as `rule` says.
    #[track_caller]
    pub fn fault(&self, rule: Value) {
        self.admin("PUT", "/faults", Some(json!([rule]))).expect(204);
    }

    /// Creates a logger from the given body of `flowlog_logger`.
    #[track_caller]
    pub fn create(&self, logger: &Value) -> Answer {
        self.send("POST", LOGGERS, Some(&json!({ "flowlog_logger": logger }).to_string()))
    }

    /// A logger as the service shows it.
    #[track_caller]
    pub fn logger(&self, id: &str) -> Value {
        self.get(&format!("{LOGGERS}/{id}")).expect(200).json()["flowlog_logger"].clone()
    }

    /// The rows of a list.
    #[track_caller]
    pub fn rows(&self, path: &str) -> Vec<Value> {
        let body = self.get(path).expect(200).json();
        let map = body.as_object().expect("an object");
        assert_eq!(map.len(), 1, "one list: {body}");
        map.values().next().and_then(Value::as_array).expect("a list").clone()
    }

    /// A token for an account and a tenant.
    #[track_caller]
    pub fn sign_in(&self, user: &str, password: &str, tenant: &str) -> Answer {
        let body = json!({ "auth": {
            "tenantId": tenant,
            "passwordCredentials": { "username": user, "password": password },
        } });
        let headers = [("content-type", "application/json")];
        let identity = &self.emulator.realms()[0].identity;
        self.send_at(identity, None, "POST", "/v2.0/tokens", &headers, Some(&body.to_string()))
    }

    /// A token of the account that may only read.
    #[track_caller]
    pub fn member_token(&self) -> String {
        let emulator = &self.emulator;
        let answer =
            self.sign_in(&emulator.member_user_name(), &emulator.member_password(), &emulator.tenant_id());
        token_of(&answer.expect(200))
    }

    /// A token of the Object Storage tenant.
    #[track_caller]
    pub fn storage_token(&self) -> String {
        let emulator = &self.emulator;
        let answer = self.sign_in(&emulator.user_name(), &emulator.password(), &emulator.storage_tenant_id());
        token_of(&answer.expect(200))
    }

    /// Sends bytes as they are and returns all that comes back.
    #[track_caller]
    pub fn raw(&self, request: &str) -> String {
        let address = self.emulator.url().replace("http://", "");
        let mut stream = TcpStream::connect(address).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn request(
        &self,
        origin: &str,
        method: &str,
        path: &str,
        token: Option<&str>,
        headers: &[(&str, &str)],
        body: Option<&str>,
    ) -> Result<Answer, ureq::Error> {
        let mut builder = Request::builder().method(method).uri(format!("{origin}{path}"));
        if let Some(token) = token {
            builder = builder.header("X-Auth-Token", token);
        }
        for (name, value) in headers {
            builder = builder.header(*name, *value);
        }
        let response = match body {
            Some(text) => self.agent.run(builder.body(text.to_owned()).map_err(ureq::Error::Http)?),
            None => self.agent.run(builder.body(()).map_err(ureq::Error::Http)?),
        }?;
        let (parts, mut body) = response.into_parts();
        let text = body.with_config().limit(64 * 1024 * 1024).read_to_string()?;
        Ok(Answer { status: parts.status.as_u16(), headers: parts.headers, text })
    }
}

/// The token in an answer of the identity API.
#[track_caller]
pub fn token_of(answer: &Answer) -> String {
    answer.json()["access"]["token"]["id"].as_str().expect("a token").to_owned()
}

/// A create body with the attributes that the guide requires, and no other.
pub fn minimal() -> Value {
    json!({
        "name": "web-prod-ingress",
        "resource_id": PORT,
        "storage_type": "OBS",
        "storage_url": storage_url("network-logs"),
    })
}

/// A storage URL in a container of the sample project.
pub fn storage_url(container: &str) -> String {
    format!("https://kr1-api-object-storage.nhncloudservice.com/v1/{ACCOUNT}/{container}/web/prod")
}

/// The body with one attribute set.
pub fn with(mut body: Value, key: &str, value: Value) -> Value {
    body[key] = value;
    body
}

/// The body without one attribute.
pub fn without(mut body: Value, key: &str) -> Value {
    body.as_object_mut().expect("an object").remove(key);
    body
}

/// Asks until the answer fits, for at most five seconds.
#[track_caller]
pub fn wait_for<T>(mut ask: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = ask() {
            return found;
        }
        assert!(start.elapsed() < Duration::from_secs(5), "it does not come");
        std::thread::sleep(Duration::from_millis(20));
    }
}
