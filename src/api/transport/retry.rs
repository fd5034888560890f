//! The one retry layer: which answers are tried again, and after how long.

use super::{Fault, Method, Request, Response, Transport};

/// Tries after the first.
const MORE_TRIES: u32 = 3;
const FIRST_WAIT_MS: f64 = 500.0;
const LONGEST_WAIT_MS: f64 = 20_000.0;

/// Sends a request and repeats it where that is safe: a GET after a network failure or a passing status, a PUT or
/// DELETE where the service said that it did nothing. A POST is never repeated: the service has no idempotency key.
pub async fn send(transport: &dyn Transport, request: Request) -> Result<Response, Fault> {
    send_while(transport, request, &|| true).await
}

/// The same, as long as `holds`: a request whose session has ended is not sent again.
pub async fn send_while(
    transport: &dyn Transport,
    request: Request,
    holds: &dyn Fn() -> bool,
) -> Result<Response, Fault> {
    let mut tries = 0;
    loop {
        let outcome = transport.send(request.clone()).await;
        if tries == MORE_TRIES || !may_repeat(request.method, &outcome) {
            return outcome;
        }
        let asked = outcome
            .as_ref()
            .ok()
            .and_then(|response| response.retry_after.as_deref())
            .and_then(|value| retry_after_ms(value, transport.now_ms()));
        let wait = match asked {
            // Longer than a person waits: say what happened instead.
            Some(wait) if wait > LONGEST_WAIT_MS => return outcome,
            Some(wait) => wait,
            None => backoff_ms(tries, transport.random()),
        };
        transport.sleep(wait as u32).await;
        if !holds() {
            return outcome;
        }
        // The next answer begins anew. Its first piece may be longer than all that came of this one.
        if let Some(watch) = &request.watch {
            watch(&[]);
        }
        tries += 1;
    }
}

fn may_repeat(method: Method, outcome: &Result<Response, Fault>) -> bool {
    match (method, outcome) {
        (Method::Get, Ok(response)) => matches!(response.status, 408 | 429 | 502 | 503 | 504),
        (Method::Get, Err(fault)) => matches!(fault, Fault::Unreachable { offline: false, .. }),
        (Method::Put | Method::Delete, Ok(response)) => matches!(response.status, 429 | 503),
        (Method::Put | Method::Delete, Err(_)) | (Method::Post, _) => false,
    }
}

/// Capped exponential back-off with full jitter.
fn backoff_ms(tries: u32, random: f64) -> f64 {
    (FIRST_WAIT_MS * f64::from(2_u32.saturating_pow(tries))).min(LONGEST_WAIT_MS) * random
}

/// Seconds, or a date of the form that RFC 9110 asks servers to send (`Sun, 06 Nov 1994 08:49:37 GMT`).
fn retry_after_ms(value: &str, now_ms: f64) -> Option<f64> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u32>() {
        return Some(f64::from(seconds) * 1000.0);
    }
    let mut parts = value.split_once(',')?.1.trim_start().split(' ');
    let (day, month, year, time) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    let at = crate::domain::timestamp::Timestamp::parse(&format!("{year}-{month:02}-{day} {time}"))?;
    Some((at.millis() - now_ms).max(0.0))
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use futures_util::FutureExt as _;
    use futures_util::future::LocalBoxFuture;

    use super::*;
    use crate::api::transport::Watch;

    /// Answers in turn and writes down how long it was told to wait.
    struct Script {
        answers: RefCell<Vec<Result<Response, Fault>>>,
        waits: RefCell<Vec<u32>>,
    }

    impl Transport for Script {
        fn send(&self, _: Request) -> LocalBoxFuture<'_, Result<Response, Fault>> {
            async { self.answers.borrow_mut().remove(0) }.boxed_local()
        }

        fn sleep(&self, milliseconds: u32) -> LocalBoxFuture<'_, ()> {
            self.waits.borrow_mut().push(milliseconds);
            async {}.boxed_local()
        }

        fn now_ms(&self) -> f64 {
            784_111_770_000.0
        }

        fn random(&self) -> f64 {
            0.5
        }
    }

    fn status(status: u16) -> Result<Response, Fault> {
        Ok(Response { status, ..Response::default() })
    }

    fn asked(status: u16, retry_after: &str) -> Result<Response, Fault> {
        Ok(Response { status, retry_after: Some(retry_after.to_owned()), ..Response::default() })
    }

    fn unreachable(offline: bool) -> Result<Response, Fault> {
        Err(Fault::Unreachable { detail: String::new(), offline })
    }

    /// Expects the waits between the tries; every answer of the script must be used.
    #[track_caller]
    fn check(method: Method, answers: &[Result<Response, Fault>], waits: &[u32]) {
        let script = Script { answers: RefCell::new(answers.to_vec()), waits: RefCell::default() };
        let request = Request::new(method, String::new(), 1);
        let outcome = futures_executor::block_on(send(&script, request));
        assert_eq!(Some(&outcome), answers.last());
        assert!(script.answers.borrow().is_empty(), "answers left over");
        assert_eq!(script.waits.borrow().as_slice(), waits);
    }

    #[test]
    fn a_get_is_repeated_after_a_passing_failure() {
        check(Method::Get, &[status(200)], &[]);
        check(Method::Get, &[status(503), status(200)], &[250]);
        check(Method::Get, &[status(429), status(502), status(504), status(408)], &[250, 500, 1000]);
        check(Method::Get, &[unreachable(false), status(200)], &[250]);
        check(Method::Get, &[unreachable(true)], &[]);
        check(Method::Get, &[status(500)], &[]);
        check(Method::Get, &[status(401)], &[]);
        check(Method::Get, &[Err(Fault::Timeout { seconds: 10 })], &[]);
    }

    #[test]
    fn a_repeated_answer_is_watched_from_its_beginning() {
        let answers = RefCell::new(vec![unreachable(false), status(503), status(200)]);
        let script = Script { answers, waits: RefCell::default() };
        let told = Rc::new(RefCell::new(Vec::new()));
        let listener = told.clone();
        let watch: Watch = Rc::new(move |body| listener.borrow_mut().push(body.len()));
        let request = Request { watch: Some(watch), ..Request::new(Method::Get, String::new(), 1) };
        assert_eq!(futures_executor::block_on(send(&script, request)), status(200));
        assert_eq!(*told.borrow(), [0, 0]);
    }

    #[test]
    fn the_services_wish_is_honoured() {
        check(Method::Get, &[asked(503, "2"), status(200)], &[2000]);
        check(Method::Get, &[asked(503, "Sun, 06 Nov 1994 08:49:37 GMT"), status(200)], &[7000]);
        check(Method::Get, &[asked(503, "Sun, 06 Nov 1994 08:00:00 GMT"), status(200)], &[0]);
        check(Method::Get, &[asked(503, "3600")], &[]);
        check(Method::Get, &[asked(503, "soon"), status(200)], &[250]);
    }

    #[test]
    fn what_no_longer_holds_is_not_sent_again() {
        let answers = RefCell::new(vec![status(503), status(503), status(200)]);
        let script = Script { answers, waits: RefCell::default() };
        let request = Request::new(Method::Put, String::new(), 1);
        let holds = || script.waits.borrow().len() < 2;
        let outcome = futures_executor::block_on(send_while(&script, request, &holds));
        assert_eq!((outcome, script.answers.borrow().len()), (status(503), 1));
    }

    #[test]
    fn a_write_is_repeated_only_where_nothing_happened() {
        check(Method::Put, &[status(503), status(200)], &[250]);
        check(Method::Delete, &[status(429), status(204)], &[250]);
        check(Method::Put, &[status(502)], &[]);
        check(Method::Delete, &[unreachable(false)], &[]);
        check(Method::Post, &[status(503)], &[]);
        check(Method::Post, &[status(429)], &[]);
        check(Method::Post, &[unreachable(false)], &[]);
    }
}
