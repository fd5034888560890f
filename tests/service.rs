//! The client against the emulator's real HTTP: each call of the guide, and each way in which a call can fail.

use std::process::Command;
use std::rc::Rc;

use flowlog_console::api::Deleted;
use flowlog_console::api::error::{Cause, Refusal};
use flowlog_console::api::identity::{self, Credentials, Denial, Grant};
use flowlog_console::api::object_storage::ObjectStorage;
use flowlog_console::api::transport::{Fault, Method};
use flowlog_console::api::{ApiError, Client, LoggerQuery, LoggingPortQuery, Row};
use flowlog_console::auth::{Lease, NotRenewed, Session, Token, TokenProvider};
use flowlog_console::domain::draft::{Draft, NewLogger};
use flowlog_console::domain::endpoint::Endpoint;
use flowlog_console::domain::logger::{
    Compression, ErrorType, LogFormat, Logger, LoggerEdit, Status, StorageType, TargetType, TrafficFilter,
};
use flowlog_console::domain::resource::Resource;
use flowlog_console::state::resources::ResourceChoices;
use flowlog_console::state::storage_help::policy::{self, Container, Policy};
use flowlog_emulator::{Emulator, Options, Sample};
use futures_executor::block_on;
use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use serde_json::{Value, json};

use http::Http;

mod http;

struct Service {
    emulator: Emulator,
    http: Rc<Http>,
    client: Client,
}

fn service() -> Service {
    service_of(Options { build_seconds: 0.0, ..Options::default() })
}

fn service_of(options: Options) -> Service {
    let emulator = Emulator::start(options).unwrap();
    let http = Http::new();
    let session = Session::with_token(Token::parse(&emulator.demo_token()).unwrap());
    let endpoint = Endpoint::parse(&emulator.url()).unwrap();
    let client = Client::new(http.clone(), endpoint, None, session);
    Service { emulator, http, client }
}

impl Service {
    fn list(&self, query: LoggerQuery) -> Vec<Logger> {
        let rows = block_on(self.client.list_loggers(&query)).unwrap();
        rows.into_iter().map(|row| row.read().cloned().unwrap()).collect()
    }

    fn fault(&self, rule: Value) {
        self.admin("PUT", "/faults", &json!([rule]));
    }

    fn admin(&self, method: &str, path: &str, body: &Value) {
        let url = format!("{}{path}", self.emulator.admin_url().unwrap());
        let request = ureq::http::Request::builder()
            .method(method)
            .uri(url)
            .header("Content-Type", "application/json")
            .body(body.to_string())
            .unwrap();
        assert!(self.http.agent.run(request).unwrap().status().is_success(), "{method} {path}");
    }

    /// What the admin port tells of the first region.
    fn about(&self) -> Value {
        let mut answer = self.http.agent.get(self.emulator.admin_url().unwrap()).call().unwrap();
        serde_json::from_str(&answer.body_mut().read_to_string().unwrap()).unwrap()
    }

    fn error(&self) -> ApiError {
        block_on(self.client.list_loggers(&LoggerQuery::default())).unwrap_err()
    }
}

fn new_logger(container: &str) -> NewLogger {
    let draft = Draft {
        name: "edge-gateway".to_owned(),
        target_id: "045e204c-4624-4b68-ac8a-7375989d3b79".to_owned(),
        storage_url: format!(
            "https://kr1-api-object-storage.nhncloudservice.com/v1/AUTH_e670167936434f85a03694184000ffe6/{container}/edge"
        ),
        ..Draft::default()
    };
    draft.check().unwrap()
}

#[test]
fn a_logger_lives_and_ends() {
    let service = service();
    let client = &service.client;
    let created = block_on(client.create_logger(&new_logger("flowlog-test"))).unwrap().value;
    assert_eq!(created.name, "edge-gateway");
    let read = block_on(client.get_logger(&created.id)).unwrap().value;
    assert_eq!(read.status, Status::Active);
    assert_eq!(read.fields.len(), 24);

    let edit = LoggerEdit { name: "edge".to_owned(), description: "east".to_owned(), enabled: false };
    let edited = block_on(client.update_logger(&created.id, &edit)).unwrap().value;
    assert_eq!(LoggerEdit::of(&edited), edit);
    assert_eq!(edited.status, Status::Inactive);
    assert!(edited.updated_at.is_some(), "{}", edited.updated_text);

    let ports = LoggingPortQuery { logger_id: Some(created.id.clone()), ..Default::default() };
    let ports = block_on(client.list_logging_ports(&ports)).unwrap();
    let port = ports[0].read().unwrap().clone();
    assert_eq!((ports.len(), &port.port_id), (1, &created.target_id));
    assert_eq!(block_on(client.get_logging_port(&port.id)).unwrap().value, port);

    assert_eq!(block_on(client.delete_logger(&created.id)).unwrap(), Deleted::Now);
    assert_eq!(block_on(client.delete_logger(&created.id)).unwrap(), Deleted::Before);
    assert!(block_on(client.get_logger(&created.id)).unwrap_err().is_not_found());
}

#[test]
fn every_query_parameter_is_understood() {
    let service = service();
    let all = service.list(LoggerQuery::default());
    assert!(all.len() >= 40, "{}", all.len());
    #[track_caller]
    fn check(service: &Service, all: &[Logger], query: LoggerQuery, meets: impl Fn(&Logger) -> bool) {
        let expect = all.iter().filter(|logger| meets(logger)).count();
        assert!(expect > 0 && expect < all.len(), "the sample does not tell: {query:?}");
        let found = service.list(query.clone());
        assert_eq!(found.len(), expect, "{query:?}");
        assert!(found.iter().all(&meets), "{query:?}");
    }
    let some = |query: LoggerQuery, meets: &dyn Fn(&Logger) -> bool| check(&service, &all, query, meets);
    let first = &all[0];
    let query = LoggerQuery::default;
    some(LoggerQuery { id: Some(first.id.clone()), ..query() }, &|logger| logger.id == first.id);
    some(LoggerQuery { name: Some(first.name.clone()), ..query() }, &|logger| logger.name == first.name);
    some(LoggerQuery { target_type: Some(TargetType::Vpc), ..query() }, &|logger| {
        logger.target_type == TargetType::Vpc
    });
    some(LoggerQuery { target_id: Some(first.target_id.clone()), ..query() }, &|logger| {
        logger.target_id == first.target_id
    });
    some(LoggerQuery { filter: Some(TrafficFilter::Drop), ..query() }, &|logger| {
        logger.filter == TrafficFilter::Drop
    });
    some(LoggerQuery { aggregation_interval: Some(1), ..query() }, &|logger| {
        logger.aggregation_interval == Some(1)
    });
    some(LoggerQuery { log_format: Some(LogFormat::Parquet), ..query() }, &|logger| {
        logger.log_format == LogFormat::Parquet
    });
    some(LoggerQuery { compression: Some(Compression::Gzip), ..query() }, &|logger| {
        logger.compression == Compression::Gzip
    });
    some(LoggerQuery { status: Some(Status::Error), ..query() }, &|logger| logger.status == Status::Error);
    some(LoggerQuery { partition: Some("DAY".to_owned()), ..query() }, &|logger| {
        flowlog_console::state::logger_list::partition_text(logger) == "DAY"
    });
    let template = all.iter().find_map(|logger| logger.file_name.clone()).unwrap();
    some(LoggerQuery { file_name: Some(template.clone()), ..query() }, &|logger| {
        logger.file_name.as_ref() == Some(&template)
    });
    let stored = LoggerQuery { storage_type: Some(StorageType::ObjectStorage), ..query() };
    assert_eq!(service.list(stored).len(), all.len());
}

#[test]
fn the_storage_decides_how_a_build_ends() {
    let service = service();
    let end = |container: &str| {
        let id = block_on(service.client.create_logger(&new_logger(container))).unwrap().value.id;
        let logger = block_on(service.client.get_logger(&id)).unwrap().value;
        (logger.status, logger.error_type.map(|error| error.wire().to_owned()))
    };
    let error = |name: &str| (Status::Error, Some(name.to_owned()));
    assert_eq!(end("flowlog-test"), (Status::Active, None));
    assert_eq!(end("finance-locked"), error("OBSConfigurationError"));
    assert_eq!(end("no-such-container"), error("OBSServiceNotAvailableError"));
    assert_eq!(end("partner-exchange"), error("AuthenticationSystemError"));
}

#[track_caller]
fn refusal(error: ApiError) -> Refusal {
    match error.cause {
        Cause::Refused(refusal) => refusal,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_service_says_why_it_refuses() {
    let service = service();
    let client = &service.client;
    let mut unknown_target = new_logger("flowlog-test");
    unknown_target.target_id = "00000000-0000-0000-0000-000000000001".to_owned();
    let refused = refusal(block_on(client.create_logger(&unknown_target)).unwrap_err());
    assert_eq!(refused.status, 404);
    assert!(
        refused.kind.is_some() && refused.message.contains("00000000-0000-0000-0000-000000000001"),
        "{refused:?}"
    );

    let mut odd = new_logger("flowlog-test");
    odd.aggregation_interval = 99;
    let refused = refusal(block_on(client.create_logger(&odd)).unwrap_err());
    assert_eq!(refused.status, 400);
    assert!(refused.message.contains("aggregation_interval"), "{refused:?}");

    service.admin("POST", "/tokens/revoke", &json!({}));
    let error = service.error();
    assert!(error.is_unauthorized());
    assert_eq!(refusal(error).kind.as_deref(), Some("Unauthorized"));
}

#[test]
fn a_broken_answer_is_a_typed_error() {
    let service = service();
    let broken = |kind: &str| {
        service.fault(json!({ "path": "/v2.0/flowlog-loggers", "fault": { "kind": kind } }));
        service.error()
    };
    let unreadable = |error: ApiError| match error.cause {
        Cause::Unreadable(unreadable) => unreadable,
        other => panic!("{other:?}"),
    };
    assert!(unreadable(broken("html")).looks_like_html);
    assert!(!unreadable(broken("truncated")).looks_like_html);
    assert_eq!(unreadable(broken("empty")).excerpt, "");
    assert!(unreadable(broken("wrong_shape")).reason.contains("flowlog_loggers"));
    assert!(matches!(broken("drop").cause, Cause::Transport(Fault::Unreachable { .. })));
}

#[test]
fn a_tolerable_answer_is_read() {
    let service = service();
    let rows = |kind: &str| {
        service.fault(json!({ "path": "/v2.0/flowlog-loggers", "fault": { "kind": kind } }));
        block_on(service.client.list_loggers(&LoggerQuery::default())).unwrap()
    };
    let unreadable = |rows: &[Row<Logger>]| rows.iter().filter(|row| row.read().is_none()).count();
    let broken = rows("malformed_row");
    assert_eq!(unreadable(&broken), 1);
    assert!(broken.len() >= 40);
    assert_eq!(unreadable(&rows("nulls")), 0);
    let odd = rows("unknown_enums");
    assert_eq!(unreadable(&odd), 0);
    assert!(odd.iter().filter_map(Row::read).any(|logger| matches!(logger.status, Status::Other(_))));
}

#[test]
fn a_get_is_repeated_and_a_create_is_not() {
    let service = service();
    let once = |kind: Value| json!({ "path": "/v2.0/flowlog-loggers", "times": 1, "fault": kind });
    service.fault(once(json!({ "kind": "status", "status": 503 })));
    assert!(!service.list(LoggerQuery::default()).is_empty());
    assert_eq!(service.http.sent.borrow().as_slice(), [Method::Get, Method::Get]);

    service.http.sent.borrow_mut().clear();
    service.fault(once(json!({ "kind": "status", "status": 503 })));
    let error = block_on(service.client.create_logger(&new_logger("flowlog-test"))).unwrap_err();
    assert!(error.is_ambiguous());
    assert_eq!(service.http.sent.borrow().as_slice(), [Method::Post]);
}

struct Passwords {
    transport: Rc<Http>,
    identity: Endpoint,
    tenant_id: String,
    user_name: String,
    password: String,
}

impl TokenProvider for Passwords {
    fn renew(&self, _: Option<&str>) -> LocalBoxFuture<'static, Result<Lease, NotRenewed>> {
        let credentials = Credentials {
            tenant_id: self.tenant_id.clone(),
            user_name: self.user_name.clone(),
            password: self.password.clone(),
        };
        let (transport, identity) = (self.transport.clone(), self.identity.clone());
        async move {
            let grant = identity::sign_in(&*transport, &identity, None, credentials).await;
            grant.map(|grant| grant.lease).map_err(|error| NotRenewed::Failed(format!("{error:?}")))
        }
        .boxed_local()
    }
}

#[test]
fn a_provider_gives_tokens_and_renews_a_refused_one() {
    let Service { emulator, http, .. } = service();
    let identity = Endpoint::parse(&emulator.url()).unwrap();
    let provider = Passwords {
        transport: http.clone(),
        identity: identity.clone(),
        tenant_id: emulator.tenant_id().to_owned(),
        user_name: emulator.user_name().to_owned(),
        password: emulator.password().to_owned(),
    };
    let session = Session::with_provider(Rc::new(provider));
    let client = Client::new(http.clone(), identity, None, session.clone());
    assert!(block_on(client.list_loggers(&LoggerQuery::default())).is_ok());
    assert_eq!(http.sent.borrow().as_slice(), [Method::Post, Method::Get]);
    let before = session.token().unwrap();

    let revoke = format!("{}/tokens/revoke", emulator.admin_url().unwrap());
    http.agent.run(ureq::http::Request::post(revoke).body("{}".to_owned()).unwrap()).unwrap();
    http.sent.borrow_mut().clear();
    assert!(block_on(client.list_loggers(&LoggerQuery::default())).is_ok());
    assert_eq!(http.sent.borrow().as_slice(), [Method::Get, Method::Post, Method::Get]);
    assert!(session.token().unwrap() != before);
}

impl Service {
    fn sign_in(&self, tenant_id: &str, user_name: &str, password: &str) -> Result<Grant, ApiError> {
        let credentials = Credentials {
            tenant_id: tenant_id.to_owned(),
            user_name: user_name.to_owned(),
            password: password.to_owned(),
        };
        let identity = Endpoint::parse(&self.emulator.url()).unwrap();
        block_on(identity::sign_in(&*self.http, &identity, None, credentials))
    }

    fn sign_in_as_admin(&self) -> Result<Grant, ApiError> {
        let emulator = &self.emulator;
        self.sign_in(&emulator.tenant_id(), &emulator.user_name(), &emulator.password())
    }
}

#[test]
fn a_grant_tells_its_end_and_the_accounts_regions() {
    let service = service();
    let regions = |catalog: &str| {
        service.admin("PUT", "/catalog", &json!({ "catalog": catalog }));
        let grant = service.sign_in_as_admin().map_err(|error| format!("{error:?}")).unwrap();
        let here = Endpoint::parse(&service.emulator.url()).unwrap();
        for listed in &grant.networks {
            let is_here = listed.endpoint.as_ref().is_ok_and(|endpoint| *endpoint == here);
            assert_eq!(is_here, listed.region == "KR1", "{listed:?}");
        }
        grant.networks.into_iter().map(|listed| listed.region).collect::<Vec<String>>()
    };
    assert_eq!(regions("full"), ["KR1"]);
    for kind in ["no-network", "empty", "absent", "object", "mangled"] {
        assert!(regions(kind).is_empty(), "{kind}");
    }
    assert!(regions("hostile").contains(&"KR1".to_owned()));

    service.admin("POST", "/tokens/life", &json!({ "seconds": 90 }));
    let grant = service.sign_in_as_admin().map_err(|error| format!("{error:?}")).unwrap();
    // The transport's clock stands at 0; a token ends at a whole second and lives no shorter than it should.
    let ends_ms = grant.lease.ends_ms.unwrap();
    assert!((90_000.0..=91_000.0).contains(&ends_ms), "{ends_ms}");
    assert_eq!(grant.end, None);
}

#[test]
fn each_denial_of_the_identity_service_is_told_apart() {
    let service = service();
    let tenant: &str = &service.emulator.tenant_id();
    #[track_caller]
    fn check(outcome: Result<Grant, ApiError>, denial: Denial) {
        let error = outcome.err().expect("no token");
        assert_eq!(Denial::of(&error), Some(denial), "{error:?}");
        assert!(!refusal(error).message.is_empty());
    }
    check(service.sign_in(tenant, "flowlog-admin", "wrong"), Denial::WrongPassword);
    check(service.sign_in(tenant, "nobody", "wrong"), Denial::WrongPassword);
    check(service.sign_in(tenant, "flowlog-locked", "emulator-locked"), Denial::Locked);
    check(service.sign_in(tenant, "flowlog-stranger", "emulator-stranger"), Denial::NoRole);
    check(service.sign_in("no-such-tenant", "flowlog-admin", "emulator-admin"), Denial::NoSuchTenant);
}

#[test]
fn an_identity_service_that_fails_denies_nobody() {
    let service = service();
    for kind in ["html", "truncated", "empty", "wrong_shape", "drop"] {
        service.fault(json!({ "path": "/v2.0/tokens", "fault": { "kind": kind } }));
        service.http.sent.borrow_mut().clear();
        let error = service.sign_in_as_admin().err().expect(kind);
        assert_eq!(Denial::of(&error), None, "{kind}");
        if let Cause::Unreadable(unreadable) = &error.cause {
            assert!(unreadable.looks_like_html || unreadable.excerpt.is_empty(), "{kind}: may hold a token");
        }
        assert_eq!(service.http.sent.borrow().as_slice(), [Method::Post], "{kind}: asked once");
    }
}

impl Service {
    fn resources(&self, target_type: &TargetType) -> Vec<Row<Resource>> {
        block_on(self.client.list_resources(target_type)).unwrap()
    }

    /// What the create form offers.
    fn choices(&self, target_type: &TargetType) -> ResourceChoices {
        ResourceChoices::of(target_type, &self.resources(target_type), &self.resources(&TargetType::Vpc))
    }
}

#[test]
fn the_projects_resources_are_listed_with_what_tells_them_apart() {
    let service = service();
    let read = |target_type| {
        let rows = service.resources(&target_type);
        rows.iter().map(|row| row.read().cloned().unwrap()).collect::<Vec<_>>()
    };
    let (vpcs, subnets, ports) = (read(TargetType::Vpc), read(TargetType::Subnet), read(TargetType::Port));
    assert!(vpcs.iter().all(|vpc| vpc.address.contains('/') && vpc.vpc_id.is_empty()));
    assert_eq!(vpcs.iter().filter(|vpc| vpc.is_public).count(), 1);
    let is_vpc = |id: &str| vpcs.iter().any(|vpc| vpc.id == id);
    assert!(subnets.iter().all(|subnet| subnet.address.contains('/') && is_vpc(&subnet.vpc_id)));
    assert!(ports.len() >= 200);
    assert!(ports.iter().any(|port| port.name.is_empty() && port.title() == port.address));
    assert!(ports.iter().all(|port| {
        let is_subnet = |id: &String| subnets.iter().any(|subnet| subnet.id == *id);
        !port.device.is_empty() && is_vpc(&port.vpc_id) && port.subnet_ids.iter().any(is_subnet)
    }));
    let in_vpc = |id: &str| ports.iter().filter(|port| port.is_covered_by(&TargetType::Vpc, id)).count();
    assert_eq!(vpcs.iter().map(|vpc| in_vpc(&vpc.id)).sum::<usize>(), ports.len());
}

#[test]
fn the_public_network_is_not_offered() {
    let service = service();
    for target_type in [TargetType::Vpc, TargetType::Subnet] {
        let rows = service.resources(&target_type);
        let choices = service.choices(&target_type);
        assert_eq!(choices.len(), rows.len() - 1, "{target_type:?}");
        assert!(choices.find("public", 50).first.is_empty(), "{target_type:?}");
    }
    assert!(!service.choices(&TargetType::Subnet).find("prod-vpc", 50).first.is_empty());
}

#[test]
fn five_thousand_ports_are_searched_by_every_field() {
    let options = Options { sample: Sample::Large, ..Options::default() };
    let service = service_of(options);
    let choices = service.choices(&TargetType::Port);
    assert_eq!(choices.len(), 5_000);
    let all = choices.find("", 50);
    assert_eq!((all.first.len(), all.more), (50, 4_950));
    for row in service.resources(&TargetType::Port).iter().step_by(97) {
        let port = row.read().unwrap();
        for field in [&port.id, &port.address, &port.device, &port.name] {
            let found = choices.find(&field.to_uppercase(), 50);
            let is_found = found.first.iter().any(|choice| choice.id == port.id);
            assert!(is_found || field.is_empty(), "{field}");
        }
    }
}

#[test]
fn an_operator_manages_loggers_and_lists_no_resources() {
    let Service { emulator, http, .. } = service();
    let identity = Endpoint::parse(&emulator.url()).unwrap();
    let credentials = Credentials {
        tenant_id: emulator.tenant_id().to_owned(),
        user_name: "flowlog-operator".to_owned(),
        password: "emulator-operator".to_owned(),
    };
    let token = block_on(identity::sign_in(&*http, &identity, None, credentials)).unwrap().lease.token;
    let client = Client::new(http, identity, None, Session::with_token(token));
    assert!(block_on(client.list_loggers(&LoggerQuery::default())).is_ok());
    for target_type in TargetType::KNOWN {
        let error = block_on(client.list_resources(target_type)).unwrap_err();
        assert_eq!(error.status(), Some(403), "{target_type:?}");
    }
}

#[test]
fn ten_thousand_rows_are_read() {
    let emulator = Emulator::start(Options { sample: Sample::Count(10_000), ..Options::default() }).unwrap();
    let session = Session::with_token(Token::parse(&emulator.demo_token()).unwrap());
    let client = Client::new(Http::new(), Endpoint::parse(&emulator.url()).unwrap(), None, session);
    let rows = block_on(client.list_loggers(&LoggerQuery::default())).unwrap();
    assert_eq!(rows.iter().filter_map(Row::read).count(), 10_000);
}

impl Service {
    fn storage(&self, user_name: &str, password: &str, identity: bool) -> ObjectStorage {
        let here = Endpoint::parse(&self.emulator.url()).unwrap();
        let credentials = Credentials {
            tenant_id: self.emulator.tenant_id(),
            user_name: user_name.to_owned(),
            password: password.to_owned(),
        };
        let grant = block_on(identity::sign_in(&*self.http, &here, None, credentials)).unwrap();
        self.http.sent.borrow_mut().clear();
        ObjectStorage {
            transport: self.http.clone(),
            endpoint: Endpoint::parse(&format!("{}/v1", self.emulator.url())).unwrap(),
            identity: identity.then_some(here),
            proxy: None,
            token: grant.lease.token,
        }
    }

    fn account(&self) -> String {
        format!("AUTH_{}", self.emulator.storage_tenant_id())
    }

    /// The text of a token of the Object Storage tenant.
    fn storage_token(&self) -> String {
        let auth = json!({ "auth": {
            "tenantId": self.emulator.storage_tenant_id(),
            "passwordCredentials": { "username": self.emulator.user_name(), "password": self.emulator.password() },
        }});
        let request = ureq::http::Request::post(format!("{}/v2.0/tokens", self.emulator.url()))
            .header("Content-Type", "application/json")
            .body(auth.to_string())
            .unwrap();
        let answer = self.http.agent.run(request).unwrap().body_mut().read_to_string().unwrap();
        let answer: Value = serde_json::from_str(&answer).unwrap();
        answer["access"]["token"]["id"].as_str().unwrap().to_owned()
    }

    /// Sends what a curl command would send, once a POSIX shell has read it, and gives the container's policy back.
    fn curl(&self, command: &str) -> Option<String> {
        let script = format!("curl() {{ printf '%s\\0' \"$@\"; }}\n{command}\n");
        let shell =
            Command::new("sh").arg("-c").arg(script).env("TOKEN", self.storage_token()).output().unwrap();
        let words = String::from_utf8(shell.stdout).unwrap();
        let words: Vec<&str> = words.split_terminator('\0').collect();
        let method = if words.contains(&"--head") { "HEAD" } else { "POST" };
        let url = words.iter().find(|word| word.starts_with("http")).unwrap();
        let mut request = ureq::http::Request::builder().method(method).uri(*url);
        for pair in words.windows(2).filter(|pair| pair[0] == "-H") {
            let (name, value) = pair[1].split_once(": ").unwrap();
            request = request.header(name, value);
        }
        let answer = self.http.agent.run(request.body(()).unwrap()).unwrap();
        assert!(answer.status().is_success(), "{command}: {}", answer.status());
        Some(answer.headers().get("X-Container-Write")?.to_str().unwrap().to_owned())
    }
}

#[test]
fn containers_are_listed_with_a_token_of_their_own_tenant() {
    let service = service();
    let (admin, operator) = (("flowlog-admin", "emulator-admin"), ("flowlog-operator", "emulator-operator"));
    let names = block_on(service.storage(admin.0, admin.1, true).containers(&service.account())).unwrap();
    assert!(names.contains(&"network-logs".to_owned()) && names.is_sorted(), "{names:?}");
    assert_eq!(service.http.sent.borrow().as_slice(), [Method::Post, Method::Get]);

    let asked = |storage: ObjectStorage, account: &str| {
        block_on(storage.containers(account)).map_err(|error| error.status())
    };
    // Without identity there is the network's token alone, which the account does not know.
    assert_eq!(asked(service.storage(admin.0, admin.1, false), &service.account()), Err(Some(403)));
    assert_eq!(service.http.sent.borrow().as_slice(), [Method::Get]);
    assert_eq!(asked(service.storage(operator.0, operator.1, true), &service.account()), Err(Some(403)));
    let foreign = "AUTH_00000000000000000000000000000000";
    assert_eq!(asked(service.storage(admin.0, admin.1, true), foreign), Err(Some(403)));
}

#[test]
fn a_broken_listing_of_containers_is_a_typed_error_and_asked_for_once() {
    let service = service();
    let storage = service.storage("flowlog-admin", "emulator-admin", true);
    for (kind, expect) in
        [("html", Some(200)), ("wrong_shape", Some(200)), ("truncated", Some(200)), ("drop", None)]
    {
        service.fault(json!({ "path": "/v1/", "fault": { "kind": kind } }));
        service.http.sent.borrow_mut().clear();
        let error = block_on(storage.containers(&service.account())).unwrap_err();
        assert_eq!(error.status(), expect, "{kind}: {error:?}");
        assert_eq!(service.http.sent.borrow().as_slice(), [Method::Post, Method::Get], "{kind}");
    }
}

#[test]
fn the_commands_for_a_refused_container_let_flow_log_write_and_keep_who_may_already() {
    let service = service();
    let locked = block_on(service.client.create_logger(&new_logger("finance-locked"))).unwrap().value;
    let locked = block_on(service.client.get_logger(&locked.id)).unwrap().value;
    assert_eq!(locked.error_type, Some(ErrorType::StorageConfiguration));
    let named = Container::of(&locked.storage_url).unwrap();
    let container =
        Container { storage: format!("{}/v1/{}", service.emulator.url(), service.account()), ..named };

    let present = service.curl(&container.read_by_curl()).unwrap();
    assert!(!present.is_empty());
    let about = service.about();
    let (tenant, user) = about["system_account"].as_str().unwrap().split_once(':').unwrap();
    let entry = policy::entry(tenant, user).unwrap();
    let policy = Policy::parse(&format!("x-container-write: {present}")).unwrap().and(entry.clone());
    service.curl(&container.write_by_curl(&policy));

    assert_eq!(service.curl(&container.read_by_curl()), Some(format!("{present},{entry}")));
    let again = block_on(service.client.create_logger(&new_logger("finance-locked"))).unwrap().value;
    let again = block_on(service.client.get_logger(&again.id)).unwrap().value;
    assert_eq!(again.status, Status::Active);
}
