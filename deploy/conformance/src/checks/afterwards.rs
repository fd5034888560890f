//! Checks of all responses and logs that the other checks produced.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{bail, ensure};

use crate::check::{Check, Need};
use crate::subject::{HEADER, QUERY, TOKEN};

pub const CHECKS: &[Check] = &[
    Check {
        name: "nosniff and no-store on every answer",
        need: Need::Nothing,
        fix: "Set X-Content-Type-Options: nosniff and Cache-Control: no-store once on every answer, errors included (nginx: always).",
        run: |subject| {
            let (bare, asked) = (subject.bare.borrow(), subject.asked.get());
            ensure!(asked > 0, "no answer was seen");
            match bare.first() {
                None => Ok(()),
                Some(first) => bail!("{} of {asked} answers: {first}", bare.len()),
            }
        },
    },
    Check {
        name: "logs hold neither query nor token",
        need: Need::Log,
        fix: "Log the path without its query and no header; this goes for the error log as well.",
        run: |subject| {
            let last = "/v2.0/last-of-the-log";
            subject.ask(&subject.get(&format!("{last}?q={QUERY}")).set("X-Mark", HEADER))?;
            // A server may write the log line after the response.
            let start = Instant::now();
            loop {
                let files = subject.logs.iter();
                let text: String = files.filter_map(|file| fs::read_to_string(file).ok()).collect();
                for mark in [QUERY, TOKEN, HEADER] {
                    if let Some(line) = text.lines().find(|line| line.contains(mark)) {
                        bail!("a log holds {mark:?}: {line}");
                    }
                }
                if text.contains(last) {
                    return Ok(());
                }
                let is_late = start.elapsed() > Duration::from_secs(10);
                ensure!(!is_late, "no log has a line for {last}, so nobody could find a fault in it");
                thread::sleep(Duration::from_millis(20));
            }
        },
    },
];
