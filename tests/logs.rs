//! The log explorer against the files of the emulator's Object Storage, in every layout that its loggers have.

use std::rc::Rc;
use std::time::{SystemTime, UNIX_EPOCH};

use flowlog_console::api::object_storage::ObjectStorage;
use flowlog_console::api::transport::{Method, Request, Transport as _};
use flowlog_console::api::{Client, LoggerQuery};
use flowlog_console::auth::{Session, Token};
use flowlog_console::config::Config;
use flowlog_console::domain::endpoint::Endpoint;
use flowlog_console::domain::logger::{Logger, Status};
use flowlog_console::logs::native::NativeEngine;
use flowlog_console::logs::{LogEngine, ReadFault};
use flowlog_console::route::Route;
use flowlog_console::state::explorer::Explorer;
use flowlog_console::state::explorer::loading::{Extent, Stage};
use flowlog_console::state::explorer::plan::{Plan, Source};
use flowlog_console::state::explorer::range::Range;
use flowlog_console::state::preferences::Store;
use flowlog_console::state::{Console, Environment, MountContext, Navigator};
use flowlog_emulator::{Emulator, Options};
use flowlog_engine::TimeRange;
use futures_executor::block_on;
use futures_util::FutureExt as _;
use reactive_graph::owner::Owner;
use reactive_graph::prelude::*;
use reactive_graph::signal::RwSignal;

use http::Http;

mod http;

const MINUTE: u64 = 60_000;
/// Files are generated when they are asked for, which takes its time.
const MOST_BYTES: u64 = 400_000;

struct Nowhere;

impl Store for Nowhere {
    fn load(&self, _: &str) -> Option<String> {
        None
    }

    fn save(&self, _: &str, _: &str) -> bool {
        true
    }
}

impl Navigator for Nowhere {
    fn show(&self, _: &Route, _: bool) {}
}

struct Desk {
    _emulator: Emulator,
    _owner: Owner,
    explorer: Explorer,
    loggers: Vec<Logger>,
}

fn desk() -> Desk {
    let emulator = Emulator::start(Options { build_seconds: 0.0, ..Options::default() }).unwrap();
    let owner = Owner::new();
    owner.set();
    let (http, url) = (Http::new(), emulator.url());
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    http.now_ms.set(now.as_millis() as f64);
    let config = format!(
        r#"{{"regions":[{{"id":"KR1","name":"Korea","network":"{url}","objectStorage":"{url}/v1"}}],"identity":"{url}"}}"#
    );
    let config = Config::parse(&config).unwrap();
    let region = config.regions[0].region().unwrap();
    let session = Session::with_token(Token::parse(&emulator.demo_token()).unwrap());
    let here = Endpoint::parse(&url).unwrap();
    let client = Client::new(http.clone(), here.clone(), None, session.clone());
    let rows = block_on(client.list_loggers(&LoggerQuery::default())).unwrap();
    let storage = ObjectStorage {
        transport: http.clone(),
        endpoint: here.clone(),
        identity: Some(here),
        proxy: None,
        token: session.token().unwrap(),
    };
    let account = format!("AUTH_{}", emulator.storage_tenant_id());
    let token = block_on(storage.token_of(&account)).unwrap();
    let engine_http = http.clone();
    let start = move || {
        let (http, token) = (engine_http.clone(), token.clone());
        let serve = move |url: &str| {
            let request =
                Request { token: Some(token.clone()), ..Request::new(Method::Get, url.to_owned(), 10_000) };
            let response = http.send(request).now_or_never().unwrap().unwrap();
            if response.is_good() {
                Ok(response.body.into())
            } else {
                Err(ReadFault::Status(response.status))
            }
        };
        Rc::new(NativeEngine::new(serve)) as Rc<dyn LogEngine>
    };
    let console = Console::new(Environment {
        config,
        transport: http,
        store: Rc::new(Nowhere),
        log_worker: None,
        browser_locale: None,
        mount: MountContext {
            navigator: Rc::new(Nowhere),
            host: RwSignal::new(Default::default()),
            first_route: Route::default(),
        },
    });
    console.connect(region, session);
    let explorer = console.explorer(Rc::new(start));
    let loggers = rows.into_iter().filter_map(|row| row.read().cloned()).collect();
    Desk { _emulator: emulator, _owner: owner, explorer, loggers }
}

impl Desk {
    fn plan(&self, logger: &Logger, range: TimeRange) -> Plan {
        self.explorer.open(Source::Logger(logger.id.clone()));
        self.explorer.range.set(Range::Between(range));
        block_on(self.explorer.plan());
        let planning = self.explorer.planning.get_untracked();
        let fault = format!("{}: {:?}", logger.name, planning.fault);
        planning.plan.expect(&fault).as_ref().clone()
    }

    /// Flows, packets and bytes of what is looked at.
    fn sums(&self) -> (u64, u64, u64) {
        block_on(self.explorer.ask());
        let shown = self.explorer.answers.get_untracked().shown.unwrap();
        let total = shown.totals.as_ref().unwrap().all.total;
        (total.flows, total.packets, total.bytes)
    }
}

#[test]
fn no_record_of_a_range_is_missed_in_any_layout() {
    let desk = desk();
    // Long ago enough that all files of the range are written.
    let until = (desk.explorer.now() - 40 * MINUTE) / MINUTE * MINUTE + 17_000;
    let range = TimeRange { from: until - 2 * MINUTE, until };
    // In all files of the longest interval before and behind, too.
    let wide = TimeRange { from: range.from - 16 * MINUTE, until: range.until + 16 * MINUTE };
    let (mut seen, mut layouts) = (0, Vec::new());
    for logger in desk.loggers.iter().filter(|logger| logger.status == Status::Active) {
        let layout = format!(
            "{:?} {:?} {:?} {:?}",
            logger.partition, logger.log_format, logger.compression, logger.aggregation_interval
        );
        let all = desk.plan(logger, wide);
        let plan = desk.plan(logger, range);
        if plan.files.is_empty() || all.bytes > MOST_BYTES || layouts.contains(&layout) {
            continue;
        }
        layouts.push(layout.clone());
        block_on(desk.explorer.load(Extent::All));
        assert_eq!(desk.explorer.loading.get_untracked().stage, Stage::Done);
        let faults = desk.explorer.loaded.with_untracked(|loaded| loaded.faulty().count());
        assert_eq!(faults, 0, "{layout}");
        let narrow = desk.sums();
        assert!(desk.plan(logger, wide).files.len() > plan.files.len(), "{layout}");
        block_on(desk.explorer.load(Extent::All));
        desk.explorer.zoom(range);
        assert_eq!(narrow, desk.sums(), "{layout}");
        seen += narrow.0;
    }
    assert!(layouts.len() >= 6 && seen > 0, "{seen} records in {layouts:#?}");
}
