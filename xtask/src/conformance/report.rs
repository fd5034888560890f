//! What the checks found, as one table with a column for each proxy.

use crate::conformance::{Check, Subject};
use crate::counts::Counts;
use crate::process::show;
use crate::table::Table;

#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed(String),
    Skipped(&'static str),
}

/// The outcomes of one table of checks for one or several proxies.
pub struct Report {
    checks: &'static [Check],
    columns: Vec<(String, Vec<Outcome>)>,
}

impl Report {
    pub fn new(checks: &'static [Check]) -> Self {
        Self { checks, columns: Vec::new() }
    }

    /// Runs every check that this proxy makes possible.
    pub fn run(&mut self, subject: &Subject) {
        let outcome = |check: &Check| match subject.lacks(check.need) {
            Some(why) => Outcome::Skipped(why),
            None => (check.run)(subject).map_or_else(Outcome::Failed, |()| Outcome::Passed),
        };
        self.columns.push((subject.name.clone(), self.checks.iter().map(outcome).collect()));
    }

    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for outcome in self.columns.iter().flat_map(|(_, outcomes)| outcomes) {
            match outcome {
                Outcome::Passed => counts.add(Counts::PASSED),
                Outcome::Failed(_) => counts.add(Counts::FAILED),
                Outcome::Skipped(_) => {}
            }
        }
        counts
    }

    pub fn first_failure(&self) -> Option<&str> {
        self.columns.iter().flat_map(|(_, outcomes)| outcomes).find_map(|outcome| match outcome {
            Outcome::Failed(why) => Some(why.as_str()),
            _ => None,
        })
    }

    /// Prints the table, then each failure with what to change.
    pub fn show(&self) {
        show(self.table());
        for (column, outcomes) in &self.columns {
            for (check, outcome) in self.checks.iter().zip(outcomes) {
                if let Outcome::Failed(why) = outcome {
                    show(format_args!("FAILED  {column}: {}\n  {why}\n  {}", check.name, check.fix));
                }
            }
        }
    }

    /// Prints why checks were left out, and which.
    pub fn show_skipped(&self) {
        let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
        for (check, outcome) in self.checks.iter().zip(self.columns.iter().flat_map(|(_, outcomes)| outcomes))
        {
            if let Outcome::Skipped(why) = outcome {
                match reasons.iter_mut().find(|(known, _)| known == why) {
                    Some((_, names)) => names.push(check.name),
                    None => reasons.push((why, vec![check.name])),
                }
            }
        }
        for (why, names) in reasons {
            show(format_args!("not checked, since {why}:\n  {}", names.join("\n  ")));
        }
    }

    fn table(&self) -> Table {
        let mut heads = vec!["check"];
        heads.extend(self.columns.iter().map(|(name, _)| name.as_str()));
        let mut table = Table::words(&heads);
        for (index, check) in self.checks.iter().enumerate() {
            let skipped = |outcome: Option<&Outcome>| matches!(outcome, Some(Outcome::Skipped(_)));
            if self.columns.iter().all(|(_, outcomes)| skipped(outcomes.get(index))) {
                continue;
            }
            let cells = self.columns.iter().map(|(_, outcomes)| match outcomes.get(index) {
                Some(Outcome::Passed) => "ok",
                Some(Outcome::Failed(_)) => "FAILED",
                _ => "–",
            });
            table.row(std::iter::once(check.name).chain(cells).map(str::to_owned));
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::address::Address;
    use crate::conformance::upstream::{Plan, Service, Upstreams};
    use crate::conformance::{Need, Pages};

    const CHECKS: [Check; 3] = [
        Check { name: "good", need: Need::Nothing, fix: "", run: |_| Ok(()) },
        Check { name: "bad", need: Need::Nothing, fix: "mend it", run: |_| Err("why".to_owned()) },
        Check { name: "far", need: Need::Upstream, fix: "", run: |_| Ok(()) },
    ];

    /// What passes even where a server answers everything with 200: it forwards, after all.
    const HARMLESS: [&str; 1] = ["the network endpoint is forwarded"];

    #[test]
    fn a_proxy_that_does_nothing_right_fails_every_check_that_an_operator_can_run() {
        let upstreams = Upstreams::start().unwrap();
        let theirs =
            "Set-Cookie: a=1\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Credentials: true\r\n";
        upstreams.plan(Plan::Echo(theirs));
        let port = upstreams.port(Service::Stranger);
        let address = Address::parse(&format!("http://127.0.0.1:{port}")).unwrap();
        let origin = "https://console.example".to_owned();
        for pages in [Pages::Own { origin: origin.clone() }, Pages::Other { origin }] {
            let subject = Subject::new("naive", address.clone(), "api.example", pages);
            let mut report = Report::new(crate::conformance::CHECKS);
            report.run(&subject);
            let outcomes = &report.columns[0].1;
            for (check, outcome) in report.checks.iter().zip(outcomes) {
                let passed = *outcome == Outcome::Passed;
                assert_eq!(passed, HARMLESS.contains(&check.name), "{}: {outcome:?}", check.name);
            }
        }
    }

    #[test]
    fn each_check_is_counted_once_for_each_proxy_that_allows_it() {
        let address = Address::parse("http://127.0.0.1:9/nhn").unwrap();
        let mut report = Report::new(&CHECKS);
        for name in ["a", "b"] {
            report.run(&Subject::new(
                name,
                address.clone(),
                "api.example",
                Pages::Own { origin: "http://127.0.0.1:9".to_owned() },
            ));
        }
        assert_eq!(report.counts(), Counts::new(2, 2));
        let expect = "check  a       b\n-----  ------  ------\ngood   ok      ok\nbad    FAILED  FAILED\n";
        assert_eq!(report.table().to_string(), expect);
    }
}
