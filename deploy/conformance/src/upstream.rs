//! Mock services behind the proxy. They record the requests that reach them and answer as a check plans.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::http::Received;

/// A port where no program listens. A free port could be taken by another program during the test.
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
    /// Not configured. A request that reaches it was directed there by the client.
    Stranger,
}

impl Service {
    /// The services that a proxy is configured for.
    pub const CONFIGURED: [Self; 5] =
        [Self::Identity, Self::NetworkKr1, Self::NetworkKr2, Self::StorageKr1, Self::StorageKr2];

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

/// A request and the service that it reached.
#[derive(Clone, Debug)]
pub struct Seen {
    pub service: Service,
    pub request: Received,
}

impl Seen {
    /// Method, target and version.
    pub fn line(&self) -> &str {
        &self.request.line
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.request.headers.first(name)
    }
}

/// What a service does with the next requests.
#[derive(Clone)]
pub enum Plan {
    /// Writes these bytes and closes.
    Write(Vec<u8>),
    /// Writes these bytes before the request body has arrived, as a service does that refuses the token.
    WriteAtOnce(Vec<u8>),
    /// Writes a response whose body has so many bytes.
    Large(usize),
    Close,
    /// Sends nothing until the proxy times out.
    Hang,
    /// Answers with these headers and the request as the body, like a proxy that follows every target.
    #[cfg(test)]
    Echo(&'static str),
}

impl Plan {
    /// A complete response.
    pub fn answer(status: &str, headers: &str, body: &str) -> Self {
        Self::Write(answer(status, headers, body))
    }

    /// A 401, sent before the request body is read.
    pub fn refusal_at_once() -> Self {
        let body = r#"{"error":{"message":"No.","code":401,"title":"Unauthorized"}}"#;
        Self::WriteAtOnce(answer("401 Unauthorized", "Content-Type: application/json\r\n", body))
    }

    pub fn usual() -> Self {
        Self::answer("200 OK", "Content-Type: application/json\r\n", r#"{"flowlog_loggers":[]}"#)
    }
}

fn answer(status: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}")
        .into()
}

struct State {
    plan: Plan,
    seen: Vec<Seen>,
    /// How many bytes of a large body were taken.
    written: usize,
}

/// All mock services, each on a free loopback port. They listen until the process ends.
pub struct Upstreams {
    ports: Vec<(Service, u16)>,
    state: Arc<Mutex<State>>,
}

impl Upstreams {
    pub fn start() -> io::Result<Self> {
        let state = Arc::new(Mutex::new(State { plan: Plan::usual(), seen: Vec::new(), written: 0 }));
        let mut ports = vec![(Service::StorageKr2, NOBODY)];
        for service in Service::CONFIGURED.into_iter().chain([Service::Stranger]) {
            if service != Service::StorageKr2 {
                let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
                ports.push((service, listener.local_addr()?.port()));
                let state = Arc::clone(&state);
                thread::spawn(move || serve(&listener, service, &state));
            }
        }
        Ok(Self { ports, state })
    }

    pub fn port(&self, service: Service) -> u16 {
        self.ports.iter().find(|(known, _)| *known == service).map_or(NOBODY, |(_, port)| *port)
    }

    /// Scheme, host and port.
    pub fn address(&self, service: Service) -> String {
        format!("http://127.0.0.1:{}", self.port(service))
    }

    /// Sets the plan for the next requests and clears the recorded ones.
    pub fn plan(&self, plan: Plan) {
        *lock(&self.state) = State { plan, seen: Vec::new(), written: 0 };
    }

    pub fn forget(&self) {
        lock(&self.state).seen.clear();
    }

    /// How much of a large body was taken when no more is taken for half a second.
    pub fn written_until_still(&self) -> usize {
        let (mut known, mut since) = (0, Instant::now());
        loop {
            let written = lock(&self.state).written;
            if written != known {
                (known, since) = (written, Instant::now());
            }
            // Before the first byte it may take longer.
            let still = if written == 0 { Duration::from_secs(10) } else { Duration::from_millis(500) };
            if since.elapsed() > still {
                return written;
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    pub fn seen(&self) -> Vec<Seen> {
        lock(&self.state).seen.clone()
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve(listener: &TcpListener, service: Service, state: &Arc<Mutex<State>>) {
    for stream in listener.incoming().flatten() {
        let state = Arc::clone(state);
        // An error here means that the proxy closed the connection, which is its right.
        thread::spawn(move || drop(meet(stream, service, &state)));
    }
}

/// Reads a request, records it and answers as planned.
fn meet(mut stream: TcpStream, service: Service, state: &Mutex<State>) -> io::Result<()> {
    // The thread must end even if the proxy neither sends nor closes.
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let plan = lock(state).plan.clone();
    let mut bytes = Vec::new();
    let request = loop {
        if let Some(request) = Received::parse(&bytes, !matches!(plan, Plan::WriteAtOnce(_))) {
            break request;
        }
        let mut buffer = [0; 8192];
        match stream.read(&mut buffer)? {
            0 => return Ok(()),
            count => bytes.extend_from_slice(buffer.get(..count).unwrap_or_default()),
        }
    };
    lock(state).seen.push(Seen { service, request });
    match plan {
        Plan::Write(bytes) => stream.write_all(&bytes),
        Plan::WriteAtOnce(bytes) => {
            stream.write_all(&bytes)?;
            stream.shutdown(Shutdown::Write)?;
            // Closing with unread data would reset the connection and lose the answer, so read the rest.
            io::copy(&mut stream, &mut io::sink()).map(drop)
        }
        Plan::Large(length) => {
            stream.write_all(format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n").as_bytes())?;
            let piece = [b'x'; 64 * 1024];
            let mut left = length;
            while left > 0 {
                let taken = stream.write(piece.get(..left).unwrap_or(&piece))?;
                lock(state).written += taken;
                left -= taken;
            }
            Ok(())
        }
        Plan::Close => Ok(()),
        Plan::Hang => stream.read(&mut [0]).map(drop),
        #[cfg(test)]
        Plan::Echo(headers) => stream.write_all(&answer("200 OK", headers, &String::from_utf8_lossy(&bytes))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::{Front, Request};

    #[test]
    fn what_arrives_is_recorded_and_answered_as_planned() {
        let upstreams = Upstreams::start().unwrap();
        let front = Front::plain(format!("127.0.0.1:{}", upstreams.port(Service::Identity)));
        let request = Request::new("POST", "/v2.0/tokens?x").set("X-Mark", "1").body(b"{}");
        assert_eq!(front.send(&request).unwrap().status, 200);
        let seen = upstreams.seen();
        let seen = seen.first().unwrap();
        assert_eq!((seen.service, seen.line()), (Service::Identity, "POST /v2.0/tokens?x HTTP/1.1"));
        assert_eq!((seen.request.target.as_str(), &seen.request.body[..]), ("/v2.0/tokens?x", &b"{}"[..]));
        assert_eq!((seen.header("x-mark"), seen.header("y")), (Some("1"), None));

        upstreams.plan(Plan::answer("302 Found", "Location: /x\r\n", ""));
        assert_eq!(front.send(&request).unwrap().headers.first("location"), Some("/x"));
        upstreams.plan(Plan::Close);
        assert!(front.send(&request).is_err());
        assert_eq!(upstreams.seen().len(), 1);
        let down = Front::plain(format!("127.0.0.1:{}", upstreams.port(Service::StorageKr2)));
        assert!(down.send(&request).is_err());

        // Content-Length is larger than the body that is sent.
        upstreams.plan(Plan::refusal_at_once());
        assert_eq!(front.send(&request.set("Content-Length", "9")).unwrap().status, 401);
    }
}
