//! Log files: large, private, and read in parts.

use anyhow::{Context, ensure};

use super::requests::header;
use crate::check::{Check, Need};
use crate::subject::Pages;
use crate::upstream::{Plan, Service};

const FILE: &str = "/v1/AUTH_x/logs/2024/07/29/a_2024-07-29T09%3A21%3A09KST_part1";
const ETAG: &str = "d41d8cd98f00b204e9800998ecf8427e";

/// More than the buffers of all connections between service and page together.
const LARGE: usize = 64 * 1024 * 1024;

pub const CHECKS: &[Check] = &[
    Check {
        name: "a part of a log file can be read",
        need: Need::Upstream,
        fix: "Pass Range and If-Range on to object storage, and Accept-Ranges, Content-Range, ETag and Last-Modified back; expose them to the pages of a CORS proxy.",
        run: |subject| {
            let theirs = [
                ("Accept-Ranges", "bytes"),
                ("Content-Range", "bytes 0-1/9"),
                ("ETag", ETAG),
                ("Last-Modified", "Mon, 29 Jul 2024 00:00:00 GMT"),
            ];
            let headers: String = theirs.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
            let plan =
                Plan::answer("206 Partial Content", &format!("Content-Type: text/csv\r\n{headers}"), "ab");
            let request = subject.at(Service::StorageKr1, "GET", FILE);
            let request = request.set("Range", "bytes=0-1").set("If-Range", ETAG);
            let exchange = subject.ask_this_while(plan, &request)?;
            let seen = exchange.reached(Service::StorageKr1)?;
            header(seen, "Range", Some("bytes=0-1"))?;
            header(seen, "If-Range", Some(ETAG))?;
            exchange.status(206)?;
            let exposed = exchange.answer.headers.all("Access-Control-Expose-Headers").join(", ");
            for (name, value) in theirs {
                exchange.header(name, value)?;
                let readable = matches!(subject.pages, Pages::Own { .. }) || exposed.contains(name);
                ensure!(readable, "the page cannot read {name}: {exposed:?} are exposed");
            }
            let whole = subject.ask(&subject.at(Service::StorageKr1, "GET", FILE))?;
            let seen = whole.reached(Service::StorageKr1)?;
            header(seen, "Range", None)?;
            header(seen, "If-Range", None)
        },
    },
    Check {
        name: "a part that a log file has not is refused by the service",
        need: Need::Upstream,
        fix: "Pass a 416 with its Content-Range on as it is.",
        run: |subject| {
            let plan = Plan::answer("416 Range Not Satisfiable", "Content-Range: bytes */9\r\n", "no");
            let request = subject.at(Service::StorageKr1, "GET", FILE).set("Range", "bytes=9-");
            let exchange = subject.ask_this_while(plan, &request)?;
            exchange.status(416)?;
            exchange.header("Content-Range", "bytes */9")
        },
    },
    Check {
        name: "a log file is stored nowhere",
        need: Need::Upstream,
        fix: "Keep no cache of the service's answers and send Cache-Control: no-store with them.",
        run: |subject| {
            let headers = format!(
                "Content-Type: text/csv\r\nCache-Control: public, max-age=600\r\nETag: {ETAG}\r\n\
                Last-Modified: Mon, 29 Jul 2024 00:00:00 GMT\r\nExpires: Thu, 01 Jan 2099 00:00:00 GMT\r\n"
            );
            // A cache would answer the second request by itself.
            for body in ["one", "two"] {
                let request = subject.at(Service::StorageKr1, "GET", FILE);
                let exchange = subject.ask_this_while(Plan::answer("200 OK", &headers, body), &request)?;
                exchange.reached(Service::StorageKr1)?;
                ensure!(exchange.answer.text() == body, "the page got an older answer");
                exchange.header("Cache-Control", "no-store")?;
                exchange.no_header("Expires Age")?;
            }
            Ok(())
        },
    },
    Check {
        name: "a large file waits at the service",
        need: Need::Upstream,
        fix: "Read from the service no faster than the page reads (nginx: proxy_max_temp_file_size 0), neither into memory nor onto the disk.",
        run: |subject| {
            let upstreams = subject.upstreams.as_ref().context("there is no service to plan")?;
            upstreams.plan(Plan::Large(LARGE));
            let request = subject.at(Service::StorageKr1, "GET", FILE);
            let waiting = subject.address.front.start(&request)?;
            let taken = upstreams.written_until_still();
            ensure!(taken < LARGE / 2, "the proxy took {taken} bytes of which the page had read none");
            let answer = waiting.finish()?;
            upstreams.plan(Plan::usual());
            let length = answer.body.len();
            ensure!(length == LARGE, "{length} of {LARGE} bytes came");
            Ok(())
        },
    },
];
