use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::task::Poll;

use futures_executor::block_on;
use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, join};
use serde_json::{Value, json};

use super::*;
use crate::api::transport::{Fault, Request, Response, Transport};
use crate::auth::{Session, Token};
use crate::state::bench::console_before;

/// A service that keeps what it answers by path, and a clock.
struct Service {
    answers: RefCell<Vec<(&'static str, u16, Value)>>,
    sent: RefCell<Vec<String>>,
    now_ms: Cell<f64>,
}

impl Transport for Service {
    fn send(&self, request: Request) -> LocalBoxFuture<'_, Result<Response, Fault>> {
        let path = request.url.split_once("/v2.0/").map(|(_, path)| path.to_owned()).unwrap();
        let answer = self.answers.borrow().iter().find(|(of, ..)| *of == path).cloned();
        self.sent.borrow_mut().push(path);
        let (_, status, body) = answer.unwrap_or(("", 404, json!({})));
        let mut is_asked = false;
        let answered = move |cx: &mut std::task::Context| {
            // Nothing is answered at once, so that a second question can come before the answer.
            if !std::mem::replace(&mut is_asked, true) {
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
            Poll::Ready(Ok(Response { status, body: body.to_string().into(), ..Response::default() }))
        };
        std::future::poll_fn(answered).boxed_local()
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

struct Test {
    console: Console,
    service: Rc<Service>,
}

fn test() -> Test {
    let service = Rc::new(Service {
        answers: RefCell::new(vec![
            ("vpcs", 200, json!({"vpcs": [{"id": "v1", "name": "prod", "cidrv4": "10.0.0.0/8"}]})),
            ("vpcsubnets", 200, json!({"vpcsubnets": [{"id": "s1", "name": "web", "vpc_id": "v1"}]})),
            ("ports", 200, json!({"ports": [port("p1", "10.0.0.1"), port("p2", "10.0.0.2")]})),
        ]),
        sent: RefCell::default(),
        now_ms: Cell::default(),
    });
    let console = console_before(service.clone());
    let test = Test { console, service };
    test.connect();
    test
}

fn port(id: &str, address: &str) -> Value {
    let fixed_ips = json!([{"subnet_id": "s1", "ip_address": address}]);
    json!({"id": id, "name": "", "network_id": "v1", "device_owner": "compute:nova", "fixed_ips": fixed_ips})
}

impl Test {
    fn connect(&self) {
        let region = self.console.shared.config.with_value(|config| config.regions[0].region().unwrap());
        self.console.connect(region, Session::with_token(Token::parse("t").unwrap()));
    }

    fn answer(&self, path: &'static str, status: u16, body: Value) {
        let mut answers = self.service.answers.borrow_mut();
        answers.retain(|(of, ..)| *of != path);
        answers.push((path, status, body));
    }

    /// The list of loggers with these targets is known from now on.
    fn loggers(&self, targets: &[(&str, &str)]) {
        let loggers: Vec<Value> = targets
            .iter()
            .enumerate()
            .map(|(at, (of, id))| json!({"id": format!("l{at}"), "resource_type": of, "resource_id": id}))
            .collect();
        let rows =
            crate::api::loggers::read_list(&json!({ "flowlog_loggers": loggers }).to_string()).unwrap();
        self.console.shared.loggers.update(|remote| remote.value = Some(Arc::new(rows)));
    }

    /// Names the targets, and gives what was asked for it.
    fn name(&self) -> Vec<String> {
        self.service.sent.borrow_mut().clear();
        block_on(self.console.name_targets());
        self.service.sent.borrow().clone()
    }

    #[track_caller]
    fn check(&self, id: &str, name: Option<&str>) {
        assert_eq!(self.console.names().of(id), name);
    }
}

const NONE: [&str; 0] = [];

#[test]
fn targets_are_named_once_by_the_listings_that_they_need() {
    let test = test();
    assert_eq!(test.name(), NONE);
    test.loggers(&[("PORT", "p1"), ("PORT", "p1"), ("VPC", "v1"), ("TRANSIT_HUB", "t1")]);
    assert_eq!(test.name(), ["ports", "vpcs"]);
    test.check("p1", Some("10.0.0.1"));
    test.check("v1", Some("prod"));
    test.check("p2", None);
    test.check("t1", None);
    assert_eq!(test.name(), NONE);
    test.loggers(&[("SUBNET", "s1"), ("PORT", "p1")]);
    assert_eq!(test.name(), ["vpcsubnets"]);
    test.check("s1", Some("web"));
    test.check("v1", Some("prod"));
}

#[test]
fn a_target_that_no_listing_has_was_deleted() {
    let test = test();
    test.loggers(&[("PORT", "p9"), ("VPC", "v9"), ("PORT", "p1")]);
    test.name();
    test.check("p9", Some("Deleted resource"));
    test.check("v9", Some("Deleted resource"));
    test.check("p1", Some("10.0.0.1"));
    test.console.prefer(|chosen| chosen.locale = Some(crate::i18n::Locale::Ko));
    test.check("p9", Some("삭제된 리소스"));
}

#[test]
fn a_target_that_is_younger_than_the_listing_is_looked_for_again() {
    let test = test();
    test.loggers(&[("PORT", "p1")]);
    test.name();
    test.answer("ports", 200, json!({"ports": [port("p1", "10.0.0.9"), port("p3", "10.0.0.3")]}));
    test.loggers(&[("PORT", "p1"), ("PORT", "p3")]);
    assert_eq!(test.name(), ["ports"]);
    test.check("p3", Some("10.0.0.3"));
    test.check("p1", Some("10.0.0.9"));
    assert_eq!(test.name(), NONE);

    test.loggers(&[("PORT", "p4")]);
    test.service.sent.borrow_mut().clear();
    let late = async { test.loggers(&[("PORT", "p4"), ("PORT", "p5")]) };
    block_on(join(test.console.name_targets(), late));
    assert_eq!(*test.service.sent.borrow(), ["ports", "ports"], "p5 came up under way");
    test.check("p5", Some("Deleted resource"));
}

#[test]
fn a_row_that_cannot_be_read_makes_nothing_deleted() {
    let test = test();
    test.answer("ports", 200, json!({"ports": [port("p1", "10.0.0.1"), {"id": 5}]}));
    test.loggers(&[("PORT", "p1"), ("PORT", "p9")]);
    test.name();
    test.check("p1", Some("10.0.0.1"));
    test.check("p9", None);
    assert_eq!(test.name(), NONE);
}

#[test]
fn what_may_not_be_listed_is_asked_once_and_what_failed_after_a_while() {
    let test = test();
    test.answer("ports", 403, json!({"NeutronError": {"message": "no"}}));
    test.answer("vpcs", 404, json!({}));
    test.loggers(&[("PORT", "p1"), ("VPC", "v1")]);
    assert_eq!(test.name(), ["ports", "vpcs"]);
    test.check("p1", None);
    assert_eq!(test.name(), NONE);
    test.service.now_ms.set(60_001.0);
    test.answer("vpcs", 200, json!({"vpcs": [{"id": "v1", "name": "prod"}]}));
    assert_eq!(test.name(), ["vpcs"]);
    test.check("v1", Some("prod"));
    test.check("p1", None);
}

#[test]
fn why_names_are_missing_is_told_until_they_are_read() {
    let test = test();
    let why = || test.console.unnamed_because().map(|error| error.status());
    test.answer("ports", 500, json!({}));
    test.answer("vpcs", 500, json!({}));
    test.loggers(&[("PORT", "p1")]);
    assert_eq!(why(), None);
    test.name();
    assert_eq!(why(), Some(Some(500)));
    test.answer("ports", 200, json!({"ports": [port("p1", "10.0.0.1")]}));
    test.service.sent.borrow_mut().clear();
    block_on(test.console.name_again());
    assert_eq!(*test.service.sent.borrow(), ["ports"]);
    assert_eq!(why(), None);
    test.check("p1", Some("10.0.0.1"));
}

#[test]
fn a_listing_that_failed_without_need_is_not_told() {
    let test = test();
    test.answer("vpcs", 500, json!({}));
    test.loggers(&[("PORT", "p1")]);
    block_on(test.console.list_resources(TargetType::Vpc));
    test.name();
    assert_eq!(test.console.unnamed_because(), None);
}

#[test]
fn one_listing_is_under_way_at_a_time() {
    let test = test();
    test.loggers(&[("PORT", "p1")]);
    let (console, port) = (test.console, TargetType::Port);
    let list = || console.list_resources(TargetType::Port);
    block_on(join3(console.name_targets(), console.offer_resources(port.clone()), join(list(), list())));
    assert_eq!(*test.service.sent.borrow(), ["ports"]);
    block_on(console.offer_resources(port.clone()));
    assert_eq!(test.service.sent.borrow().len(), 1, "it is fresh");
    test.service.now_ms.set(60_001.0);
    block_on(console.offer_resources(port.clone()));
    assert_eq!(test.service.sent.borrow().len(), 2);
    test.answer("ports", 403, json!({}));
    block_on(console.list_resources(port.clone()));
    block_on(console.offer_resources(port));
    assert_eq!(test.service.sent.borrow().len(), 4, "a picker tries again what failed");
}

#[test]
fn another_connection_begins_with_nothing() {
    let test = test();
    test.loggers(&[("PORT", "p1")]);
    test.name();
    test.connect();
    test.check("p1", None);
    test.loggers(&[("PORT", "p1")]);
    let names = test.console.name_targets();
    let away = async { test.console.disconnect() };
    block_on(join(names, away));
    test.check("p1", None);
    let listing = test.console.shared.resources.listing(&TargetType::Port).unwrap();
    assert!(listing.with_untracked(|remote| remote.is_first_load() && !remote.loading));
}

#[test]
fn logging_ports_are_named_by_port_and_network() {
    let test = test();
    let ports = json!({"flowlog_logging_ports": [{"id": "x", "port_id": "p2", "network_id": "v1"}]});
    let rows = crate::api::logging_ports::read_list(&ports.to_string()).unwrap();
    test.console.shared.ports.update(|remote| remote.value = Some(Arc::new(rows)));
    assert_eq!(test.name(), ["ports", "vpcs"]);
    test.check("p2", Some("10.0.0.2"));
    test.check("v1", Some("prod"));
}

#[test]
fn a_vpc_or_subnet_covers_the_ports_in_it() {
    let test = test();
    let coverage = |target_type, id| test.console.coverage(&target_type, id);
    assert_eq!(coverage(TargetType::Vpc, "v1"), Coverage::Counting);
    block_on(test.console.offer_resources(TargetType::Port));
    assert_eq!(coverage(TargetType::Vpc, "v1"), Coverage::Ports(2));
    assert_eq!(coverage(TargetType::Subnet, "s1"), Coverage::Ports(2));
    assert_eq!(coverage(TargetType::Subnet, "s2"), Coverage::Ports(0));
    test.answer("ports", 403, json!({}));
    block_on(test.console.list_resources(TargetType::Port));
    assert!(matches!(coverage(TargetType::Vpc, "v1"), Coverage::Unknown(_)));
}
