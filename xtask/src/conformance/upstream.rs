//! Services that record what reaches them and answer as a check wants: what a proxy does shows on its far side.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::conformance::http::{body, split_head};
use crate::process::{Failure, Result};

/// A port where no program listens; a free one could be taken by the next program that asks for one.
const NOBODY: u16 = 1;

/// The services of a deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    Identity,
    NetworkKr1,
    NetworkKr2,
    StorageKr1,
    /// Configured, but nothing listens there.
    StorageKr2,
    /// Not configured: whatever reaches it was led there by the client.
    Stranger,
}

impl Service {
    pub const ALL: [Self; 6] = [
        Self::Identity,
        Self::NetworkKr1,
        Self::NetworkKr2,
        Self::StorageKr1,
        Self::StorageKr2,
        Self::Stranger,
    ];

    /// The host in the configuration.
    pub const fn host(self) -> &'static str {
        match self {
            Self::Identity => "api-identity-infrastructure.nhncloudservice.com",
            Self::NetworkKr1 => "kr1-api-network-infrastructure.nhncloudservice.com",
            Self::NetworkKr2 => "kr2-api-network-infrastructure.nhncloudservice.com",
            Self::StorageKr1 => "kr1-api-object-storage.nhncloudservice.com",
            Self::StorageKr2 => "kr2-api-object-storage.nhncloudservice.com",
            Self::Stranger => "stranger.example",
        }
    }
}

/// A request as it reached a service.
#[derive(Clone, Debug)]
pub struct Seen {
    pub service: Service,
    /// Start line and headers.
    pub head: String,
    pub body: Vec<u8>,
}

impl Seen {
    pub fn line(&self) -> &str {
        self.head.split("\r\n").next().unwrap_or_default()
    }

    pub fn target(&self) -> &str {
        self.line().split(' ').nth(1).unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.head.split("\r\n").skip(1).filter_map(|line| line.split_once(':'));
        headers.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }
}

/// What a service does with the next requests.
#[derive(Clone)]
pub enum Plan {
    /// Writes these bytes and closes.
    Write(Vec<u8>),
    /// The same before the body has come, as a service does that refuses the token.
    WriteAtOnce(Vec<u8>),
    Close,
    /// Says nothing until the proxy gives up.
    Hang,
    /// Answers with these headers, and with the request itself, as a proxy does that goes wherever it is sent.
    #[cfg(test)]
    Echo(&'static str),
}

impl Plan {
    /// An answer with a status line, headers and a body of its own length.
    pub fn answer(status: &str, headers: &str, body: &str) -> Self {
        let length = body.len();
        Self::Write(
            format!(
                "HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            )
            .into(),
        )
    }

    /// The refusal of a token, without a look at the body.
    pub fn refusal_at_once() -> Self {
        let body = r#"{"error":{"message":"No.","code":401,"title":"Unauthorized"}}"#;
        match Self::answer("401 Unauthorized", "Content-Type: application/json\r\n", body) {
            Self::Write(bytes) => Self::WriteAtOnce(bytes),
            other => other,
        }
    }

    pub fn usual() -> Self {
        Self::answer("200 OK", "Content-Type: application/json\r\n", r#"{"flowlog_loggers":[]}"#)
    }
}

struct State {
    plan: Plan,
    seen: Vec<Seen>,
}

/// All services, each on a free port of loopback. They end with the value.
pub struct Upstreams {
    ports: Vec<(Service, u16)>,
    state: Arc<Mutex<State>>,
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Upstreams {
    pub fn start() -> Result<Self> {
        let state = Arc::new(Mutex::new(State { plan: Plan::usual(), seen: Vec::new() }));
        let stop = Arc::new(AtomicBool::new(false));
        let mut all = Self { ports: Vec::new(), state, stop, threads: Vec::new() };
        for service in Service::ALL {
            if service == Service::StorageKr2 {
                all.ports.push((service, NOBODY));
                continue;
            }
            let fail =
                |error| Failure::new(format!("no port of loopback is free: {error}"), "end other programs");
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(fail)?;
            all.ports.push((service, listener.local_addr().map_err(fail)?.port()));
            let (state, stop) = (Arc::clone(&all.state), Arc::clone(&all.stop));
            all.threads.push(thread::spawn(move || serve(&listener, service, &state, &stop)));
        }
        Ok(all)
    }

    pub fn port(&self, service: Service) -> u16 {
        self.ports.iter().find(|(known, _)| *known == service).map_or(0, |(_, port)| *port)
    }

    /// Scheme, host and port.
    pub fn address(&self, service: Service) -> String {
        format!("http://127.0.0.1:{}", self.port(service))
    }

    /// Says what happens from now on, and forgets what was seen.
    pub fn plan(&self, plan: Plan) {
        let mut state = lock(&self.state);
        state.plan = plan;
        state.seen.clear();
    }

    pub fn forget(&self) {
        lock(&self.state).seen.clear();
    }

    pub fn seen(&self) -> Vec<Seen> {
        lock(&self.state).seen.clone()
    }
}

impl Drop for Upstreams {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        for (_, port) in &self.ports {
            // Wakes the one that waits for a connection.
            let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, *port));
        }
        for thread in self.threads.drain(..) {
            // A panic of a recorder has shown itself in the checks.
            let _ = thread.join();
        }
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve(listener: &TcpListener, service: Service, state: &Arc<Mutex<State>>, stop: &AtomicBool) {
    for stream in listener.incoming() {
        if stop.load(Ordering::SeqCst) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let state = Arc::clone(state);
        thread::spawn(move || answer(stream, service, &state));
    }
}

fn answer(mut stream: TcpStream, service: Service, state: &Mutex<State>) {
    // A proxy that neither sends nor closes must not keep the thread.
    let patience = Some(Duration::from_secs(20));
    if stream.set_read_timeout(patience).is_err() {
        return;
    }
    let Some((head, rest)) = read_head(&mut stream) else { return };
    #[cfg(test)]
    let request = head.clone();
    let plan = lock(state).plan.clone();
    let mut seen = Seen { service, head, body: Vec::new() };
    if !matches!(plan, Plan::WriteAtOnce(_)) {
        let Some(body) = read_body(&mut stream, &seen, rest) else { return };
        seen.body = body;
    }
    lock(state).seen.push(seen);
    match plan {
        // A proxy that left has seen enough.
        Plan::Write(bytes) => drop(stream.write_all(&bytes)),
        Plan::WriteAtOnce(bytes) => {
            // What still comes is read, since closing before it would take the answer back.
            if stream.write_all(&bytes).is_ok() {
                while stream.read(&mut [0; 8192]).is_ok_and(|count| count > 0) {}
            }
        }
        Plan::Close => {}
        Plan::Hang => drop(stream.read(&mut [0])),
        #[cfg(test)]
        Plan::Echo(headers) => {
            let length = request.len();
            let head = format!("HTTP/1.1 200 OK\r\n{headers}Content-Length: {length}\r\n\r\n");
            drop(stream.write_all((head + &request).as_bytes()));
        }
    }
}

/// Start line with headers, and what has come after them.
fn read_head(stream: &mut impl Read) -> Option<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    loop {
        if let Some((head, rest)) = split_head(&bytes) {
            return Some((head, rest.to_vec()));
        }
        read_more(stream, &mut bytes)?;
    }
}

/// The body that the headers announce, of which `bytes` have come.
fn read_body(stream: &mut impl Read, seen: &Seen, mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    if seen.header("Content-Length").is_none() && seen.header("Transfer-Encoding").is_none() {
        return Some(Vec::new());
    }
    loop {
        if let Some(body) = body(|name| seen.header(name).map(str::to_owned), &bytes) {
            return Some(body);
        }
        read_more(stream, &mut bytes)?;
    }
}

fn read_more(stream: &mut impl Read, bytes: &mut Vec<u8>) -> Option<()> {
    let mut buffer = [0; 8192];
    let count = stream.read(&mut buffer).ok().filter(|count| *count > 0)?;
    bytes.extend_from_slice(buffer.get(..count)?);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::http::{Front, Request};

    #[test]
    fn what_arrives_is_recorded_and_answered_as_planned() {
        let upstreams = Upstreams::start().unwrap();
        let front = Front::plain(format!("127.0.0.1:{}", upstreams.port(Service::Identity)));
        let request = Request::new("POST", "/v2.0/tokens?x").set("X-Mark", "1").body(b"{}");
        assert_eq!(front.send(&request).unwrap().status, 200);
        let seen = upstreams.seen();
        let seen = seen.first().unwrap();
        assert_eq!(
            (seen.service, seen.target(), seen.body.as_slice()),
            (Service::Identity, "/v2.0/tokens?x", &b"{}"[..])
        );
        assert_eq!((seen.header("x-mark"), seen.header("y")), (Some("1"), None));

        upstreams.plan(Plan::answer("302 Found", "Location: /x\r\n", ""));
        assert_eq!(front.send(&request).unwrap().header("location"), Some("/x"));
        upstreams.plan(Plan::Close);
        assert!(front.send(&request).is_err());
        assert_eq!(upstreams.seen().len(), 1);
        let down = Front::plain(format!("127.0.0.1:{}", upstreams.port(Service::StorageKr2)));
        assert!(down.send(&request).is_err());

        // The length promises more than ever comes.
        upstreams.plan(Plan::refusal_at_once());
        assert_eq!(front.send(&request.set("Content-Length", "9")).unwrap().status, 401);
    }
}
