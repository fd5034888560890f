//! A raw HTTP/1.1 client: it sends malformed requests that no library would send, and keeps the response's headers as
//! received.

use std::io::{self, Read, Write};
use std::net::{IpAddr, TcpStream};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, ensure};
use httparse::{Status, parse_chunk_size};

const PATIENCE: Duration = Duration::from_secs(15);
/// More headers than any server sends.
const MOST_HEADERS: usize = 100;

/// Headers in the order received, with duplicates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers(Vec<(String, String)>);

impl Headers {
    fn read(parsed: &[httparse::Header]) -> Self {
        let header = |one: &httparse::Header| {
            (one.name.to_owned(), String::from_utf8_lossy(one.value).trim().to_owned())
        };
        Self(parsed.iter().map(header).collect())
    }

    /// The values of the headers of that name.
    pub fn all(&self, name: &str) -> Vec<&str> {
        let same = self.0.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        same.map(|(_, value)| value.as_str()).collect()
    }

    /// The value of the first header of that name.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.all(name).first().copied()
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// The body of a message with these headers; `None` if it is incomplete.
    /// Without a length it is all remaining bytes.
    fn body(&self, mut rest: &[u8]) -> Option<Vec<u8>> {
        if !self.first("Transfer-Encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked")) {
            return match self.first("Content-Length") {
                Some(length) => rest.get(..length.parse().ok()?).map(<[u8]>::to_vec),
                None => Some(rest.to_vec()),
            };
        }
        let mut whole = Vec::new();
        loop {
            let Ok(Status::Complete((start, size))) = parse_chunk_size(rest) else { return None };
            if size == 0 {
                return Some(whole);
            }
            let end = start.checked_add(usize::try_from(size).ok()?)?;
            whole.extend_from_slice(rest.get(start..end)?);
            rest = rest.get(end + 2..)?;
        }
    }
}

/// Where a proxy listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Front {
    pub tls: bool,
    /// Host and optional port, as in the `Host` header.
    pub authority: String,
}

/// A request that is sent exactly as written.
#[derive(Clone)]
pub struct Request {
    method: String,
    pub target: String,
    headers: Headers,
    body: Vec<u8>,
}

impl Request {
    pub fn new(method: &str, target: &str) -> Self {
        let (method, target) = (method.to_owned(), target.to_owned());
        Self { method, target, headers: Headers::default(), body: Vec::new() }
    }

    /// Sets a header and removes others of the same name.
    pub fn set(self, name: &str, value: &str) -> Self {
        self.without(name).add(name, value)
    }

    /// Adds a header and keeps others of the same name.
    pub fn add(mut self, name: &str, value: &str) -> Self {
        self.headers.0.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.headers.0.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self
    }

    /// Sets the body and Content-Length.
    pub fn body(self, body: &[u8]) -> Self {
        let length = body.len().to_string();
        self.set("Content-Length", &length).raw_body(body)
    }

    /// Sets a body with chunked transfer coding and no Content-Length.
    pub fn chunked(self, body: &str) -> Self {
        let chunk = format!("{:x}\r\n{body}\r\n0\r\n\r\n", body.len());
        self.without("Content-Length").set("Transfer-Encoding", "chunked").raw_body(chunk.as_bytes())
    }

    /// Sets the body; the caller sets the headers that frame it.
    pub fn raw_body(mut self, body: &[u8]) -> Self {
        self.body = body.to_vec();
        self
    }

    /// Method and target, for error messages.
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.target)
    }

    fn bytes(&self) -> Vec<u8> {
        let mut head = format!("{} HTTP/1.1\r\n", self.line());
        for (name, value) in &self.headers.0 {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("Connection: close\r\n\r\n");
        [head.as_bytes(), &self.body].concat()
    }
}

impl Front {
    /// A server without TLS.
    pub fn plain(authority: impl Into<String>) -> Self {
        Self { tls: false, authority: authority.into() }
    }

    pub fn origin(&self) -> String {
        format!("{}://{}", if self.tls { "https" } else { "http" }, self.authority)
    }

    /// Sends a request and reads the answer.
    pub fn send(&self, request: &Request) -> Result<Answer> {
        let bytes = request.bytes();
        let read = if self.tls { self.through_openssl(&bytes) } else { self.directly(&bytes) };
        let read = read.with_context(|| format!("{} did not answer", self.authority))?;
        Answer::parse(&read, request.method == "HEAD")
            .ok_or_else(|| anyhow!("{} closed without a whole answer", self.authority))
    }

    /// Sends a request and reads nothing yet.
    pub fn start(&self, request: &Request) -> Result<Waiting> {
        ensure!(!self.tls, "only a plain connection can be left unread");
        let mut stream = TcpStream::connect(self.with_port(80))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.write_all(&request.bytes())?;
        Ok(Waiting { stream })
    }

    fn with_port(&self, port: u16) -> String {
        let host_ends = self.authority.rfind(']').unwrap_or_default();
        match self.authority.get(host_ends..) {
            Some(rest) if rest.contains(':') => self.authority.clone(),
            _ => format!("{}:{port}", self.authority),
        }
    }

    fn directly(&self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut stream = TcpStream::connect(self.with_port(80))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        // A server may answer and close before it has read the whole request. Then the answer counts.
        let sent = stream.write_all(bytes);
        let mut read = Vec::new();
        let received = stream.read_to_end(&mut read);
        if read.is_empty() {
            sent?;
            received?;
        }
        Ok(read)
    }

    /// Uses TLS through the `openssl` command, which verifies the certificate. A TLS library would be needed only here.
    fn through_openssl(&self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        let address = self.with_port(443);
        let host = address.rsplit_once(':').map_or(address.as_str(), |(host, _)| host);
        let number = host.trim_matches(['[', ']']);
        let name = if number.parse::<IpAddr>().is_ok() {
            vec!["-verify_ip", number]
        } else {
            vec!["-servername", host, "-verify_hostname", host]
        };
        let mut child = Command::new("openssl")
            .args(["s_client", "-quiet", "-verify_quiet", "-verify_return_error", "-alpn", "http/1.1"])
            .args(["-connect", &address])
            .args(name)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        if let Some(stdin) = &mut child.stdin {
            // The server may close early, as above. The error message is read from standard error below.
            let _ = stdin.write_all(bytes).and_then(|()| stdin.flush());
        }
        let output = child.wait_with_output()?;
        if output.stdout.is_empty() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(io::Error::other(said.lines().last().unwrap_or("openssl said nothing").to_owned()));
        }
        Ok(output.stdout)
    }
}

/// A request whose answer was not read yet.
pub struct Waiting {
    stream: TcpStream,
}

impl Waiting {
    pub fn finish(mut self) -> Result<Answer> {
        let mut read = Vec::new();
        self.stream.read_to_end(&mut read)?;
        Answer::parse(&read, false).context("the connection closed without a whole answer")
    }
}

/// A response.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub headers: Headers,
    pub body: Vec<u8>,
}

impl Answer {
    /// Parses a complete response and skips interim responses (100 to 199) before it.
    fn parse(bytes: &[u8], to_head: bool) -> Option<Self> {
        let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
        let mut head = httparse::Response::new(&mut headers);
        let Ok(Status::Complete(length)) = head.parse(bytes) else { return None };
        let (status, rest) = (head.code?, bytes.get(length..)?);
        if (100..200).contains(&status) {
            return Self::parse(rest, to_head);
        }
        let headers = Headers::read(head.headers);
        let is_empty = to_head || matches!(status, 204 | 304);
        let body = if is_empty { Vec::new() } else { headers.body(rest)? };
        Some(Self { status, headers, body })
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON; `null` if it is not JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// Whether the body is a JSON error with a message.
    pub fn is_json_error(&self) -> bool {
        let is_json =
            self.headers.first("Content-Type").is_some_and(|kind| kind.starts_with("application/json"));
        let words = self.json().pointer("/error/message").and_then(|words| words.as_str().map(str::len));
        is_json && words.is_some_and(|length| length > 0)
    }
}

/// A request as it reached a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// Method, target and version.
    pub line: String,
    pub target: String,
    pub headers: Headers,
    pub body: Vec<u8>,
}

impl Received {
    /// Parses a request, with or without its body; `None` if it is incomplete.
    pub fn parse(bytes: &[u8], with_body: bool) -> Option<Self> {
        let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
        let mut head = httparse::Request::new(&mut headers);
        let Ok(Status::Complete(length)) = head.parse(bytes) else { return None };
        let headers = Headers::read(head.headers);
        let is_framed = headers.first("Content-Length").or(headers.first("Transfer-Encoding")).is_some();
        let body = if with_body && is_framed { headers.body(bytes.get(length..)?)? } else { Vec::new() };
        let (method, target, version) = (head.method?, head.path?, head.version?);
        let line = format!("{method} {target} HTTP/1.{version}");
        Some(Self { line, target: target.to_owned(), headers, body })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: Option<(u16, &str)>) {
        let answer = Answer::parse(text.as_bytes(), false);
        assert_eq!(
            answer.map(|answer| (answer.status, answer.text())),
            expect.map(|(s, b)| (s, b.to_owned()))
        );
    }

    #[test]
    fn answers_are_read_by_their_framing() {
        check("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabc", Some((200, "ab")));
        check("HTTP/1.0 404\r\n\r\nall of it", Some((404, "all of it")));
        check("HTTP/1.1 204 No Content\r\n\r\n", Some((204, "")));
        check("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 413 Large\r\ncontent-length:0\r\n\r\n", Some((413, "")));
        check(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1;x\r\nc\r\n0\r\n\r\n",
            Some((200, "abc")),
        );
        check("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab\r\n", None);
        check("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", None);
        check("HTTP/1.1 200 OK\r\nno colon\r\n\r\n", None);
        check("SSH-2.0-x\r\n\r\n", None);
        check("", None);
    }

    #[test]
    fn an_answer_to_head_has_no_body() {
        let answer = Answer::parse(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", true).unwrap();
        assert_eq!((answer.headers.first("content-length"), answer.body.len()), (Some("9"), 0));
    }

    #[test]
    fn requests_are_written_to_the_letter() {
        let request =
            Request::new("GET", "/a//../b").set("Host", "x").set("host", "y").add("X-A", "1").body(b"ok");
        let expect =
            "GET /a//../b HTTP/1.1\r\nhost: y\r\nX-A: 1\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";
        assert_eq!(String::from_utf8(request.bytes()).unwrap(), expect);
    }

    #[test]
    fn ports_follow_the_scheme() {
        let port = |authority: &str| Front::plain(authority).with_port(80);
        assert_eq!(port("a.example"), "a.example:80");
        assert_eq!(port("a.example:81"), "a.example:81");
        assert_eq!(port("[::1]"), "[::1]:80");
        assert_eq!(port("[::1]:81"), "[::1]:81");
    }

    #[track_caller]
    fn is_error(kind: &str, body: &str, expect: bool) {
        let headers = Headers(vec![("content-type".to_owned(), kind.to_owned())]);
        let answer = Answer { status: 502, headers, body: body.as_bytes().to_vec() };
        assert_eq!(answer.is_json_error(), expect, "{kind} {body}");
    }

    #[test]
    fn only_json_with_words_is_a_json_error() {
        is_error("application/json; charset=utf-8", r#"{"error":{"message":"down"}}"#, true);
        is_error("text/html", r#"{"error":{"message":"down"}}"#, false);
        is_error("application/json", r#"{"error":{"message":""}}"#, false);
        is_error("application/json", "<html>", false);
    }
}
