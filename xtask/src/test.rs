//! `test`: the suites one after the other, then one table.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::counts::Counts;
use crate::paths::Paths;
use crate::process::{Failure, Result, say, show};
use crate::suites::{SUITES, Suite};
use crate::table::Table;

struct Outcome {
    name: &'static str,
    counts: Counts,
    time: Duration,
    /// Why the suite did not run.
    absent: Option<String>,
}

impl Outcome {
    fn is_good(&self) -> bool {
        self.absent.is_none() && self.counts.failed == 0
    }
}

/// Runs the suites of these names; without a name all of them, or the fast ones.
pub fn test(paths: &Paths, names: &[impl AsRef<str>], fast: bool) -> Result<ExitCode> {
    let suites = if names.is_empty() {
        SUITES.iter().filter(|suite| suite.fast || !fast).collect()
    } else {
        names.iter().map(|name| named(name.as_ref())).collect::<Result<Vec<_>>>()?
    };
    let outcomes: Vec<_> = suites.into_iter().map(|suite| run(paths, suite)).collect();
    show(format_args!("\n{}", summary(&outcomes)));
    Ok(if outcomes.iter().all(Outcome::is_good) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn named(name: &str) -> Result<&'static Suite> {
    SUITES.iter().find(|suite| suite.name == name).ok_or_else(|| {
        let known = SUITES.map(|suite| suite.name).join(", ");
        Failure::new(format!("there is no suite {name:?}"), format!("choose from {known}"))
    })
}

fn run(paths: &Paths, suite: &'static Suite) -> Outcome {
    say(format_args!("\n=== {}", suite.name));
    let start = Instant::now();
    let (counts, absent) = match (suite.run)(paths) {
        Ok(counts) if counts.is_empty() => (counts, Some("no test was executed".to_owned())),
        Ok(counts) => (counts, None),
        Err(failure) => (Counts::default(), Some(failure.to_string())),
    };
    if let Some(reason) = &absent {
        say(format_args!("{} did not run: {reason}", suite.name));
    }
    Outcome { name: suite.name, counts, time: start.elapsed(), absent }
}

fn summary(outcomes: &[Outcome]) -> String {
    let mut table = Table::numbers(&["suite", "passed", "failed", "seconds"]);
    let mut total = Counts::default();
    let mut remarks = String::new();
    for outcome in outcomes {
        let count =
            |number: usize| if outcome.absent.is_some() { "–".to_owned() } else { number.to_string() };
        let seconds = format!("{:.1}", outcome.time.as_secs_f64());
        table.row([
            outcome.name.to_owned(),
            count(outcome.counts.passed),
            count(outcome.counts.failed),
            seconds,
        ]);
        if let Some(reason) = &outcome.absent {
            remarks.push_str(&format!("{} did not run: {reason}\n", outcome.name));
        }
        for test in &outcome.counts.named {
            remarks.push_str(&format!("{} {test}\n", outcome.name));
        }
        total.add(outcome.counts.clone());
    }
    format!("{table}\n{remarks}{} passed, {} failed\n", total.passed, total.failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(name: &'static str, passed: usize, failed: usize, absent: Option<&str>) -> Outcome {
        Outcome {
            name,
            counts: Counts::new(passed, failed),
            time: Duration::from_millis(1500),
            absent: absent.map(str::to_owned),
        }
    }

    #[test]
    fn the_summary_ends_with_the_totals() {
        let mut native = outcome("native", 12, 1, None);
        native.counts.named.push("failed: a::b".to_owned());
        let text = summary(&[native, outcome("browser", 0, 0, Some("no chromium; install it"))]);
        let expect = "suite    passed  failed  seconds\n-------  ------  ------  -------\n\
            native       12       1      1.5\nbrowser       –       –      1.5\n\n\
            native failed: a::b\nbrowser did not run: no chromium; install it\n12 passed, 1 failed\n";
        assert_eq!(text, expect);
    }

    #[test]
    fn a_suite_that_did_not_run_is_not_good() {
        assert!(outcome("a", 1, 0, None).is_good());
        assert!(!outcome("a", 1, 1, None).is_good());
        assert!(!outcome("a", 0, 0, Some("why")).is_good());
    }

    #[test]
    fn an_unknown_suite_is_refused_with_the_known_ones() {
        let error = named("nativ").err().unwrap().to_string();
        assert!(error.contains("\"nativ\"") && error.contains("native"), "{error}");
    }
}
