use reactive_graph::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::task::Poll;

use futures_executor::block_on;
use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, join};
use serde_json::{Value, json};

use crate::api::transport::{Fault, Request, Response, Transport};
use crate::api::{Fetched, LoggerQuery, Row};
use crate::auth::{Session, Token};
use crate::domain::logger::Logger;
use crate::domain::logging_port::LoggingPort;
use crate::route::Route;
use crate::state::Console;
use crate::state::bench::console_before;
use crate::state::listing::{Index, ListView};
use crate::state::port_list::PortNames;
use crate::state::resources::Names;

const ID: &str = "3e84619a-1e49-4b19-b353-a15f7d278f94";

type Answer = Box<dyn Fn(&str) -> (u16, Value)>;

/// A service of one function: it takes a path with its query.
struct Service {
    answer: RefCell<Answer>,
    sent: RefCell<Vec<String>>,
    /// Whether the first request is never answered.
    waits: Cell<bool>,
    answered: Cell<usize>,
}

impl Transport for Service {
    fn send(&self, request: Request) -> LocalBoxFuture<'_, Result<Response, Fault>> {
        let path = request.url.split_once(".com").map(|(_, path)| path.to_owned()).unwrap();
        let (status, body) = (self.answer.borrow())(&path);
        self.sent.borrow_mut().push(path);
        let waits = self.waits.get() && self.sent.borrow().len() == 1;
        let answered = move |_: &mut std::task::Context| {
            if waits {
                return Poll::Pending;
            }
            self.answered.set(self.answered.get() + 1);
            Poll::Ready(Ok(Response { status, body: body.to_string().into(), ..Response::default() }))
        };
        std::future::poll_fn(answered).boxed_local()
    }

    fn sleep(&self, _: u32) -> LocalBoxFuture<'_, ()> {
        async {}.boxed_local()
    }

    fn now_ms(&self) -> f64 {
        0.0
    }

    fn random(&self) -> f64 {
        0.0
    }
}

struct Test {
    console: Console,
    service: Rc<Service>,
}

fn test(answer: impl Fn(&str) -> (u16, Value) + 'static) -> Test {
    let service = Rc::new(Service {
        answer: RefCell::new(Box::new(answer)),
        sent: RefCell::default(),
        waits: Cell::default(),
        answered: Cell::default(),
    });
    let console = console_before(service.clone());
    let region = console.shared.config.with_value(|config| config.regions[0].region().unwrap());
    console.connect(region, Session::with_token(Token::parse("t").unwrap()));
    Test { console, service }
}

impl Test {
    /// Reads the list of a route and gives what was sent for it, without the beginning that all have.
    #[track_caller]
    fn read(&self, route: &str) -> Vec<String> {
        self.console.part.route.set(Route::parse(route));
        self.service.sent.borrow_mut().clear();
        block_on(self.console.load_list());
        let sent = self.service.sent.borrow();
        sent.iter().map(|path| path.strip_prefix("/v2.0/flowlog-").unwrap().to_owned()).collect()
    }

    /// The names of all loggers that are known.
    fn known(&self) -> Vec<String> {
        let rows =
            self.console.shared.loggers.with_untracked(|remote| remote.value.clone()).unwrap_or_default();
        names(rows.iter())
    }

    /// The names of the loggers that the page of a route shows.
    fn shown(&self, route: &str) -> Vec<String> {
        let rows =
            self.console.shared.loggers.with_untracked(|remote| remote.value.clone()).unwrap_or_default();
        let view = ListView::read::<Logger>(&Route::parse(route));
        let index = Index::new(rows, Names::default());
        names(index.at(&index.arrange(&view.query, view.sort)))
    }

    fn answer(&self, answer: impl Fn(&str) -> (u16, Value) + 'static) {
        *self.service.answer.borrow_mut() = Box::new(answer);
    }
}

fn names<'a>(rows: impl Iterator<Item = &'a Row<Logger>>) -> Vec<String> {
    rows.map(|row| row.read().map_or("?", |logger| &logger.name).to_owned()).collect()
}

/// A list of loggers from their names and statuses.
fn loggers(rows: &[(&str, &str)]) -> (u16, Value) {
    let row = |(name, status): &(&str, &str)| {
        json!({ "id": format!("id-{name}"), "name": name, "status": status, "resource_type": "PORT", "resource_id": ID,
            "filter": "ALL", "storage_url": "", "storage_type": "OBS", "log_format": "CSV", "compression_type": "RAW" })
    };
    (200, json!({ "flowlog_loggers": rows.iter().map(row).collect::<Vec<_>>() }))
}

const ALL: &[(&str, &str)] = &[("a", "ACTIVE"), ("b", "ERROR"), ("c", "ERROR"), ("d", "ACTIVE")];

/// What is sent for a filter by a service that answers with everything.
#[track_caller]
fn check(page: &str, filter: &str, expect: &str) {
    let ports =
        json!({ "flowlog_logging_ports": [{ "id": ID, "logger_id": ID, "port_id": ID, "network_id": ID }] });
    let test = test(move |path| if path.contains("ports") { (200, ports.clone()) } else { loggers(ALL) });
    let route = Route { query: vec![("filter".to_owned(), filter.to_owned())], ..Route::parse(page) };
    assert_eq!(test.read(&route.href()), [expect], "{filter:?}");
}

#[test]
fn exact_tokens_that_the_api_knows_are_asked_for() {
    check("/loggers", "", "loggers");
    check("/loggers", "status=ERROR", "loggers?status=ERROR");
    check("/loggers", "status=error;filter=drop", "loggers?filter=DROP&status=ERROR");
    check("/loggers", "name=a & b", "loggers?name=a%20%26%20b");
    check("/loggers", "target_type=VPC;format=csv", "loggers?resource_type=VPC&log_format=CSV");
    check("/loggers", &format!("id={}", ID.to_uppercase()), &format!("loggers?id={ID}"));
    check("/loggers", &format!("target={ID}"), &format!("loggers?resource_id={ID}"));
    check("/loggers", "interval=+10", "loggers?aggregation_interval=10");
    check("/loggers", "compression=GZIP", "loggers?compression_type=GZIP");
    check("/loggers", "partition=HOUR", "loggers?partitioned_period=HOUR");
    check("/loggers", "partition=#{year}/x", "loggers?partitioned_period=%23%7Byear%7D%2Fx");
    check("/loggers", "|status=ERROR", "loggers?status=ERROR");
    check("/ports", "", "logging-ports");
    check(
        "/ports",
        &format!("port={ID};network={ID}"),
        &format!("logging-ports?port_id={ID}&network_id={ID}"),
    );
    check("/ports", &format!("id={ID}"), &format!("logging-ports?id={ID}"));
    check("/ports", &format!("logger={ID}"), &format!("logging-ports?logger_id={ID}"));
}

#[test]
fn what_the_api_does_not_know_or_would_refuse_is_not() {
    check("/loggers", "status!=ERROR", "loggers");
    check("/loggers", "name:web;free text", "loggers");
    check("/loggers", "|status=ERROR;name=a", "loggers");
    check("/loggers", "status=PENDING", "loggers");
    check("/loggers", "status=ERROR;status=ACTIVE", "loggers?status=ERROR");
    check("/loggers", "id=3e84", "loggers");
    check("/loggers", "target=3e84619a1e494b19b353a15f7d278f94", "loggers");
    check("/loggers", "name=", "loggers");
    check("/loggers", "interval=ten", "loggers");
    check("/loggers", "interval=99999999999", "loggers");
    check("/loggers", "interval>=5", "loggers");
    check("/loggers", "partition=nonsense", "loggers");
    check("/loggers", "file_name=x", "loggers");
    check("/loggers", "enabled=true;description=x;storage=x;created=2024-07-29", "loggers");
    check("/ports", "logger=web;port=1", "logging-ports");
}

#[test]
fn an_answer_is_filtered_again() {
    let test = test(|_| loggers(ALL));
    assert_eq!(test.read("/loggers?filter=status%3DERROR"), ["loggers?status=ERROR"]);
    assert_eq!(test.shown("/loggers?filter=status%3DERROR"), ["b", "c"]);
}

#[test]
fn what_was_known_stays_known_beside_a_narrowed_answer() {
    let test = test(|_| loggers(ALL));
    test.read("/loggers");
    test.answer(|_| loggers(&[("c", "ERROR"), ("e", "ERROR"), ("a", "ERROR")]));
    test.read("/loggers?filter=status%3DERROR");
    // b was in error and is not now, or is gone; d is not spoken of.
    assert_eq!(test.known(), ["d", "c", "e", "a"]);
    assert!(test.console.shared.logger_scope.is_whole());
    assert_eq!(test.shown("/loggers?filter=status%3DERROR"), ["a", "c", "e"]);
}

#[test]
fn a_link_reads_its_rows_alone_and_says_so() {
    let test = test(|_| loggers(&[("b", "ERROR"), ("c", "ERROR")]));
    assert_eq!(test.read("/loggers?filter=status%3DERROR"), ["loggers?status=ERROR"]);
    assert!(!test.console.shared.logger_scope.is_whole());
    // Rows of a narrower filter are among those that are there, rows of another filter need not be.
    test.console.part.route.set(Route::parse("/loggers?filter=status%3DERROR%3Bname%3Db"));
    drop(test.console.load_list());
    assert_eq!(test.known(), ["b", "c"]);
    test.console.part.route.set(Route::parse("/loggers"));
    drop(test.console.load_list());
    assert_eq!(test.known(), [""; 0]);
    test.answer(|_| loggers(ALL));
    test.read("/loggers");
    assert_eq!(test.known(), ["a", "b", "c", "d"]);
    assert!(test.console.shared.logger_scope.is_whole());
}

#[test]
fn another_page_gets_all_loggers() {
    let test = test(|_| loggers(&[("b", "ERROR")]));
    test.read("/loggers?filter=status%3DERROR");
    test.console.part.route.set(Route::parse("/ports?filter=name%3Db"));
    test.service.sent.borrow_mut().clear();
    block_on(test.console.load_loggers());
    assert_eq!(*test.service.sent.borrow(), ["/v2.0/flowlog-loggers"]);
}

#[test]
fn part_of_the_loggers_is_forgotten_for_the_page_of_a_port() {
    let test = test(|_| loggers(&[("b", "ERROR")]));
    let leave = |to: &str| {
        test.console.part.route.set(Route::parse(to));
        test.console.left_list();
        test.known().len()
    };
    test.read("/loggers?filter=status%3DERROR");
    assert_eq!(leave("/loggers/b"), 1);
    assert_eq!(leave("/ports/x"), 0);
    test.read("/loggers");
    assert_eq!(leave("/ports/x"), 1);
}

#[test]
fn nothing_and_a_refusal_of_parameters_are_not_believed() {
    let refusal = || (400, json!({ "NeutronError": { "type": "HTTPBadRequest", "message": "no" } }));
    let twice = ["loggers?partitioned_period=DAY", "loggers"];
    let none = test(|path| loggers(if path.contains('?') { &[] } else { ALL }));
    assert_eq!(none.read("/loggers?filter=partition%3DDAY"), twice);
    assert!(none.console.shared.logger_scope.is_whole());
    assert_eq!(none.known().len(), 4);
    let refused = test(move |path| if path.contains('?') { refusal() } else { loggers(ALL) });
    assert_eq!(refused.read("/loggers?filter=partition%3DDAY"), twice);
    assert_eq!(refused.known().len(), 4);
    let failing = test(move |_| refusal());
    assert_eq!(failing.read("/loggers?filter=name%3Dx"), ["loggers?name=x", "loggers"]);
    assert!(failing.console.shared.loggers.with_untracked(|remote| remote.error.is_some()));
    assert_eq!(test(|_| loggers(&[])).read("/loggers"), ["loggers"]);
}

#[test]
fn a_read_that_was_overtaken_is_given_up() {
    let overtaken = |slow: &str, fast: &str| {
        let test = test(|path| loggers(if path.contains('?') { &ALL[1..3] } else { ALL }));
        test.service.waits.set(true);
        let read = |route: &str| {
            test.console.part.route.set(Route::parse(route));
            test.console.load_list()
        };
        let mut slow = read(slow);
        assert!(slow.as_mut().now_or_never().is_none());
        let both = join(slow, read(fast));
        block_on(both);
        assert_eq!((test.service.sent.borrow().len(), test.service.answered.get()), (2, 1));
        (test.known().len(), test.console.shared.logger_scope.is_whole())
    };
    assert_eq!(overtaken("/loggers", "/loggers?filter=status%3DERROR"), (2, false));
    assert_eq!(overtaken("/loggers?filter=status%3DERROR", "/loggers"), (4, true));
}

#[test]
fn a_filter_by_a_loggers_id_finds_its_ports_although_they_show_its_name() {
    let body = include_str!("../../../../tests/fixtures/logging-ports-list.response.json");
    let rows = crate::api::logging_ports::read_list(body).unwrap();
    let ids = rows.iter().filter_map(Row::read).map(|port| port.logger_id.clone());
    let loggers = Arc::new(ids.map(|id| (id, "web".to_owned())).collect());
    let index = Index::new(Arc::new(rows), PortNames { loggers, resources: Names::default() });
    let found = |filter: &str| {
        let route = Route::parse(&format!("/ports?filter=logger%3D{filter}"));
        let view = ListView::read::<LoggingPort>(&route);
        index.arrange(&view.query, view.sort).len()
    };
    assert_eq!((found("web"), found(ID), found("nobody")), (2, 1, 0));
}

/// What a list page could show at a moment: rows, rows that have come, the first of them, and what was said.
type Moment = (Option<usize>, usize, Option<usize>, String);

/// Sends one body in pieces, with some seconds before each, and looks at the console after each.
struct Dripping {
    body: String,
    pieces: Vec<usize>,
    now_ms: Cell<f64>,
    console: RefCell<Option<Console>>,
    moments: RefCell<Vec<Moment>>,
}

impl Transport for Dripping {
    fn send(&self, request: Request) -> LocalBoxFuture<'_, Result<Response, Fault>> {
        let watch = request.watch.unwrap_or_else(|| Rc::new(|_| {}));
        let console = (*self.console.borrow()).unwrap();
        for piece in &self.pieces {
            self.now_ms.set(self.now_ms.get() + 3_000.0);
            watch(&self.body.as_bytes()[..*piece]);
            let (value, arrived, early) = console.shared.loggers.with_untracked(|remote| {
                let count =
                    |rows: &Option<crate::state::remote::Rows<Logger>>| rows.as_ref().map(|rows| rows.len());
                (count(&remote.value), remote.arrived, count(&remote.early))
            });
            let said = console.part.polite.get_untracked();
            self.moments.borrow_mut().push((value, arrived, early, said));
        }
        let body = self.body.clone().into();
        async { Ok(Response { status: 200, body, ..Response::default() }) }.boxed_local()
    }

    fn sleep(&self, _: u32) -> LocalBoxFuture<'_, ()> {
        async {}.boxed_local()
    }

    fn now_ms(&self) -> f64 {
        self.now_ms.get()
    }

    fn random(&self) -> f64 {
        0.0
    }
}

/// Reads a list of 300 loggers that comes in pieces: after so many rows, and some of the next one.
fn dripping(rows: &[usize]) -> (Console, Rc<Dripping>) {
    let (console, service) = before_dripping(rows);
    block_on(console.load_list());
    (console, service)
}

/// The same before the list is asked for.
fn before_dripping(rows: &[usize]) -> (Console, Rc<Dripping>) {
    let names: Vec<String> = (0..300).map(|number| format!("logger-{number:03}")).collect();
    let all: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "ACTIVE")).collect();
    let body = loggers(&all).1.to_string();
    let starts: Vec<usize> = body.match_indices("{\"compression_type").map(|(at, _)| at).collect();
    let pieces = rows.iter().map(|row| starts[*row] + 10).collect();
    let service = Rc::new(Dripping {
        body,
        pieces,
        now_ms: Cell::new(0.0),
        console: RefCell::new(None),
        moments: RefCell::default(),
    });
    let console = console_before(service.clone());
    service.console.replace(Some(console));
    let region = console.shared.config.with_value(|config| config.regions[0].region().unwrap());
    console.connect(region, Session::with_token(Token::parse("t").unwrap()));
    (console, service)
}

#[test]
fn a_read_that_was_overtaken_before_it_was_sent_is_not_sent() {
    let (console, service) = before_dripping(&[250]);
    let (overtaken, latest) = (console.load_list(), console.load_list());
    block_on(overtaken);
    assert!(service.moments.borrow().is_empty());
    block_on(latest);
    assert!(matches!(service.moments.borrow()[..], [(None, 250, Some(200), _)]));
}

#[test]
fn a_long_list_tells_how_far_it_is_and_shows_its_first_rows() {
    let (console, service) = dripping(&[10, 150, 210, 290]);
    let said = |rows: usize| format!("Reading the list: {rows} rows so far");
    let expect: Vec<Moment> = vec![
        (None, 10, None, String::new()),
        (None, 150, None, said(150)),
        (None, 210, Some(200), said(150)),
        (None, 290, Some(200), said(290)),
    ];
    assert_eq!(*service.moments.borrow(), expect);
    let (value, arrived, early) = console
        .shared
        .loggers
        .with_untracked(|remote| (remote.value.clone(), remote.arrived, remote.early.clone()));
    assert_eq!((value.map(|rows| rows.len()), arrived, early), (Some(300), 0, None));
}

#[test]
fn a_list_that_was_asked_for_ahead_is_taken_over_with_its_outcome() {
    let failing = test(|_| (500, json!({})));
    block_on(failing.console.read_ahead::<Logger>());
    assert!(failing.console.take_ahead::<Logger>(), "its failure is shown");
    assert!(!failing.console.take_ahead::<Logger>(), "once");
    let given_up = test(|_| loggers(&[]));
    drop(given_up.console.read_ahead::<Logger>());
    assert!(!given_up.console.take_ahead::<Logger>());
}

#[test]
fn what_is_written_while_the_list_comes_is_not_lost() {
    let test = test(|_| loggers(&[("a", "ACTIVE"), ("b", "ACTIVE")]));
    let rows = block_on(test.console.client().unwrap().list_loggers(&LoggerQuery::default())).unwrap();
    let (a, mut b) = (rows[0].read().unwrap(), rows[1].read().unwrap().clone());
    let read = test.console.load_loggers();
    test.console.take_out(&a.id);
    b.description = "written".to_owned();
    test.console.put(&Fetched { value: b, json: String::new() });
    block_on(read);
    let shown: Vec<(String, String)> = test.console.shared.loggers.with_untracked(|remote| {
        let rows = remote.value.iter().flat_map(|rows| rows.iter());
        rows.filter_map(Row::read).map(|row| (row.name.clone(), row.description.clone())).collect()
    });
    assert_eq!(shown, [("b".to_owned(), "written".to_owned())]);
    block_on(test.console.load_loggers());
    assert_eq!(test.console.shared.loggers.with_untracked(|remote| remote.value.clone()).unwrap().len(), 2);
}

#[test]
fn an_answer_is_not_changed_by_what_was_written_before_it_was_asked_for() {
    let test = test(|_| loggers(&[("a", "ACTIVE")]));
    let rows = block_on(test.console.client().unwrap().list_loggers(&LoggerQuery::default())).unwrap();
    let a = rows[0].read().unwrap();
    let old = Logger { description: "old".to_owned(), ..a.clone() };
    let gone = Logger { id: "gone".to_owned(), ..a.clone() };
    let first = test.console.load_loggers();
    for value in [old, gone] {
        test.console.put(&Fetched { value, json: String::new() });
    }
    let second = test.console.load_loggers();
    block_on(join(first, second));
    let shown: Vec<Logger> =
        test.console.shared.loggers.with_untracked(|remote| remote.read().cloned().collect());
    assert_eq!(shown, std::slice::from_ref(a));
}

#[test]
fn a_list_that_is_read_again_stays_until_the_whole_answer_is_there() {
    let (console, service) = dripping(&[250]);
    service.moments.borrow_mut().clear();
    block_on(console.load_list());
    assert!(matches!(service.moments.borrow()[..], [(Some(300), 0, None, _)]));
}
