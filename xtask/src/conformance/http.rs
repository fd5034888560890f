//! HTTP/1.1 to the letter: requests that no library would send, and answers as they came.

use std::io::{self, Read, Write};
use std::net::{IpAddr, TcpStream};
use std::process::{Command, Stdio};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(15);

/// Where a proxy listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Front {
    pub tls: bool,
    /// Host and, where it is named, port, as in the `Host` header.
    pub authority: String,
}

/// A request, written out exactly as its parts say.
#[derive(Clone)]
pub struct Request {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Request {
    pub fn new(method: &str, target: &str) -> Self {
        Self { method: method.to_owned(), target: target.to_owned(), headers: Vec::new(), body: Vec::new() }
    }

    /// Sets a header in place of those of the same name.
    pub fn set(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self.add(name, value)
    }

    /// Adds a header beside those of the same name.
    pub fn add(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self
    }

    /// A body with its length.
    pub fn body(self, body: &[u8]) -> Self {
        let length = body.len().to_string();
        self.set("Content-Length", &length).raw_body(body)
    }

    /// A body in one chunk, whose length no header names.
    pub fn chunked(self, body: &str) -> Self {
        let chunk = format!("{:x}\r\n{body}\r\n0\r\n\r\n", body.len());
        self.without("Content-Length").set("Transfer-Encoding", "chunked").raw_body(chunk.as_bytes())
    }

    /// A body whose framing the caller writes.
    pub fn raw_body(mut self, body: &[u8]) -> Self {
        self.body = body.to_vec();
        self
    }

    pub fn target(&self) -> &str {
        &self.target
    }

    /// Method and target, for messages.
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.target)
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = format!("{} {} HTTP/1.1\r\n", self.method, self.target).into_bytes();
        for (name, value) in &self.headers {
            bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
        }
        bytes.extend_from_slice(b"Connection: close\r\n\r\n");
        bytes.extend_from_slice(&self.body);
        bytes
    }
}

impl Front {
    #[cfg(test)]
    pub fn plain(authority: impl Into<String>) -> Self {
        Self { tls: false, authority: authority.into() }
    }

    pub fn origin(&self) -> String {
        format!("{}://{}", if self.tls { "https" } else { "http" }, self.authority)
    }

    /// Sends a request and reads the answer. An error says why there is none.
    pub fn send(&self, request: &Request) -> Result<Answer, String> {
        let bytes = request.bytes();
        let read = if self.tls { self.through_openssl(&bytes) } else { self.directly(&bytes) };
        let read = read.map_err(|error| format!("{} did not answer: {error}", self.authority))?;
        Answer::parse(&read, request.method == "HEAD")
            .ok_or_else(|| format!("{} closed without a whole answer", self.authority))
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
        // A server may answer and close before it has read everything; the answer counts.
        let sent = stream.write_all(bytes);
        let mut read = Vec::new();
        let received = stream.read_to_end(&mut read);
        if read.is_empty() {
            sent?;
            received?;
        }
        Ok(read)
    }

    /// TLS by the `openssl` command, which checks the certificate. A TLS library would only be for this.
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
            // As above; what openssl says is in its standard error.
            let _ = stdin.write_all(bytes).and_then(|()| stdin.flush());
        }
        let output = child.wait_with_output()?;
        if output.stdout.is_empty() {
            let said = String::from_utf8_lossy(&output.stderr);
            let last = said.lines().last().unwrap_or("openssl said nothing").to_owned();
            return Err(io::Error::other(last));
        }
        Ok(output.stdout)
    }
}

/// An answer with its headers in their order.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// Reads a whole answer; interim ones (100 to 199) before it are passed over.
    pub fn parse(bytes: &[u8], to_head: bool) -> Option<Self> {
        let (head, rest) = split_head(bytes)?;
        let mut lines = head.split("\r\n");
        let status = lines.next()?.strip_prefix("HTTP/1.")?.split(' ').nth(1)?.parse().ok()?;
        if (100..200).contains(&status) {
            return Self::parse(rest, to_head);
        }
        let headers: Option<Vec<_>> = lines
            .map(|line| line.split_once(':').map(|(name, value)| (name.to_owned(), value.trim().to_owned())))
            .collect();
        let mut answer = Self { status, headers: headers?, body: Vec::new() };
        if !to_head && !matches!(status, 204 | 304) {
            answer.body = body(|name| answer.header(name).map(str::to_owned), rest)?;
        }
        Some(answer)
    }

    /// The first header of that name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.all(name).first().copied()
    }

    pub fn all(&self, name: &str) -> Vec<&str> {
        let same = self.headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        same.map(|(_, value)| value.as_str()).collect()
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Whether the body is the JSON of an error that says something.
    pub fn is_json_error(&self) -> bool {
        let json = self.header("Content-Type").is_some_and(|kind| kind.starts_with("application/json"));
        let body = serde_json::from_slice::<serde_json::Value>(&self.body).unwrap_or_default();
        json && body.pointer("/error/message").and_then(|words| words.as_str()).is_some_and(|w| !w.is_empty())
    }
}

/// Splits what came at the empty line: start line and headers, then the rest.
pub fn split_head(bytes: &[u8]) -> Option<(String, &[u8])> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(bytes.get(..end)?).into_owned();
    Some((head, bytes.get(end + 4..)?))
}

/// The body as its headers frame it, or nothing where it broke off. Without a frame it is all that follows.
pub fn body(header: impl Fn(&str) -> Option<String>, rest: &[u8]) -> Option<Vec<u8>> {
    if header("Transfer-Encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked")) {
        return unchunk(rest);
    }
    match header("Content-Length") {
        Some(length) => rest.get(..length.trim().parse().ok()?).map(<[u8]>::to_vec),
        None => Some(rest.to_vec()),
    }
}

fn unchunk(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let line_end = rest.windows(2).position(|two| two == b"\r\n")?;
        let line = std::str::from_utf8(rest.get(..line_end)?).ok()?;
        let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        if size == 0 {
            return Some(whole);
        }
        let start = line_end + 2;
        whole.extend_from_slice(rest.get(start..start.checked_add(size)?)?);
        rest = rest.get(start + size + 2..)?;
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
        assert_eq!((answer.header("content-length"), answer.body.len()), (Some("9"), 0));
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

    #[test]
    fn only_json_with_words_is_a_json_error() {
        let answer = |kind: &str, body: &str| Answer {
            status: 502,
            headers: vec![("content-type".to_owned(), kind.to_owned())],
            body: body.as_bytes().to_vec(),
        };
        assert!(answer("application/json; charset=utf-8", r#"{"error":{"message":"down"}}"#).is_json_error());
        assert!(!answer("text/html", r#"{"error":{"message":"down"}}"#).is_json_error());
        assert!(!answer("application/json", r#"{"error":{"message":""}}"#).is_json_error());
        assert!(!answer("application/json", "<html>").is_json_error());
    }
}
