//! Reads that have failed because the browser was offline.

use futures_util::future::{LocalBoxFuture, join_all};
use reactive_graph::prelude::*;

use super::Console;
use super::remote::Slot;
use crate::domain::logger::{Logger, TargetType};
use crate::domain::logging_port::LoggingPort;
use crate::route::Page;

/// Whether the last read of a slot has failed because the browser was offline, and nobody reads it again.
fn is_missed<T: Send + Sync + 'static>(slot: Slot<T>) -> bool {
    let is_missed = |error: &crate::api::ApiError| error.is_offline();
    slot.try_with_untracked(|remote| !remote.loading && remote.error.as_ref().is_some_and(is_missed))
        == Some(true)
}

impl Console {
    /// Reads what the current page shows, and the names, as far as the browser was offline when they were read last. What
    /// parts share is read by the first of them that asks.
    pub fn read_missed(self) -> LocalBoxFuture<'static, ()> {
        let mut reads: Vec<LocalBoxFuture<'static, ()>> = Vec::new();
        let Some(page) = self.part.route.try_with_untracked(|route| route.page.clone()) else {
            return Box::pin(std::future::ready(()));
        };
        if matches!(page, Page::LoggingPorts) && is_missed(self.shared.ports) {
            reads.push(self.load_rows::<LoggingPort>());
        }
        if matches!(page, Page::Loggers | Page::LoggingPorts | Page::LoggingPort { .. })
            && is_missed(self.shared.loggers)
        {
            reads.push(self.load_rows::<Logger>());
        }
        match page {
            Page::Logger { id, .. } => {
                if is_missed(self.part.logger) {
                    reads.push(self.load_logger(&id));
                }
                if is_missed(self.part.logger_ports) {
                    reads.push(self.load_logger_ports(&id));
                }
            }
            Page::LoggingPort { id } if is_missed(self.part.port) || is_missed(self.part.port_siblings) => {
                reads.push(self.load_port(&id));
            }
            _ => {}
        }
        let names = [TargetType::Port, TargetType::Subnet, TargetType::Vpc].map(|target_type| async move {
            if self.shared.resources.listing(&target_type).is_some_and(is_missed) {
                self.list_resources(target_type).await;
            }
        });
        Box::pin(async move {
            // The names of what these reads bring are looked for as well.
            join_all(reads).await;
            join_all(names).await;
        })
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use futures_executor::block_on;
    use futures_util::future::join;
    use reactive_graph::signal::RwSignal;

    use super::*;
    use crate::route::Route;
    use crate::state::MountContext;
    use crate::state::bench::loggers::{list, one};
    use crate::state::bench::{Bench, OFFLINE, bench};

    const PORT: &str = r#"{"id":"p","logger_id":"a","port_id":"q","network_id":"n"}"#;

    /// A service that answers with this status first, and then as it should.
    fn service(first: u16) -> (Bench, Rc<Cell<bool>>) {
        let is_back = Rc::new(Cell::new(false));
        let answers = is_back.clone();
        let bench = bench(move |call| {
            let path = call.url.split_once("/v2.0/").map_or("", |(_, path)| path);
            match path.split('?').next().unwrap_or_default() {
                _ if !answers.get() => (first, String::new()),
                "flowlog-loggers" => list(&["a"]),
                "flowlog-loggers/a" => one("a", ""),
                "flowlog-logging-ports" => (200, format!(r#"{{"flowlog_logging_ports":[{PORT}]}}"#)),
                "flowlog-logging-ports/p" => (200, format!(r#"{{"flowlog_logging_port":{PORT}}}"#)),
                name => (200, format!(r#"{{"{name}":[]}}"#)),
            }
        });
        bench.connect("t");
        (bench, is_back)
    }

    /// What is asked for when the browser is back, after all reads of a page and one of names have failed.
    fn asked(first: u16, route: &str) -> Vec<String> {
        let (bench, is_back) = service(first);
        let console = bench.console;
        console.part.route.set(Route::parse(route));
        block_on(async {
            match route {
                "#/loggers" => console.load_loggers().await,
                "#/ports" => _ = join(console.load_list(), console.load_loggers()).await,
                "#/ports/p" => _ = join(console.load_port("p"), console.load_loggers()).await,
                _ => _ = join(console.load_logger("a"), console.load_logger_ports("a")).await,
            }
            console.list_resources(TargetType::Vpc).await;
        });
        is_back.set(true);
        bench.service.calls.borrow_mut().clear();
        for _ in 0..2 {
            block_on(console.read_missed());
        }
        let calls = bench.service.calls.borrow();
        calls.iter().filter_map(|call| Some(call.url.split_once("/v2.0/")?.1.to_owned())).collect()
    }

    #[track_caller]
    fn check(route: &str, expect: &[&str]) {
        let mut again = asked(OFFLINE, route);
        again.sort_unstable();
        assert_eq!(again, expect, "{route}");
        assert_eq!(asked(500, route), Vec::<String>::new(), "{route} after another failure");
    }

    #[test]
    fn what_was_missed_offline_is_read_once() {
        check("#/loggers", &["flowlog-loggers", "vpcs"]);
        check("#/ports", &["flowlog-loggers", "flowlog-logging-ports", "vpcs"]);
        check("#/loggers/a", &["flowlog-loggers/a", "flowlog-logging-ports?logger_id=a", "vpcs"]);
        check(
            "#/ports/p",
            &["flowlog-loggers", "flowlog-logging-ports/p", "flowlog-logging-ports?port_id=q", "vpcs"],
        );
    }

    #[test]
    fn parts_that_share_a_list_read_it_once() {
        let (bench, is_back) = service(OFFLINE);
        let part = || {
            let mount = MountContext {
                navigator: bench.service.clone(),
                host: RwSignal::default(),
                first_route: Route::parse("#/loggers"),
            };
            bench.console.beside(mount)
        };
        let (one, other) = (part(), part());
        block_on(one.load_loggers());
        is_back.set(true);
        bench.service.calls.borrow_mut().clear();
        block_on(join(one.read_missed(), other.read_missed()));
        assert_eq!(bench.service.calls.borrow().len(), 1);
    }
}
