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

    /// Prints the table, then each failure with what to change. `skipped`: also why a check was left out.
    pub fn show(&self, skipped: bool) {
        show(self.table());
        for (column, outcomes) in &self.columns {
            for (check, outcome) in self.checks.iter().zip(outcomes) {
                match outcome {
                    Outcome::Failed(why) => {
                        show(format_args!("FAILED {column}: {}\n  {why}\n  {}", check.name, check.fix));
                    }
                    Outcome::Skipped(why) if skipped => {
                        show(format_args!("not checked: {} ({why})", check.name))
                    }
                    _ => {}
                }
            }
        }
    }

    fn table(&self) -> Table {
        let mut heads = vec!["check"];
        heads.extend(self.columns.iter().map(|(name, _)| name.as_str()));
        let mut table = Table::words(&heads);
        for (index, check) in self.checks.iter().enumerate() {
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
    use crate::conformance::{Need, Pages};

    const CHECKS: [Check; 3] = [
        Check { name: "good", need: Need::Nothing, fix: "", run: |_| Ok(()) },
        Check { name: "bad", need: Need::Nothing, fix: "mend it", run: |_| Err("why".to_owned()) },
        Check { name: "far", need: Need::Upstream, fix: "", run: |_| Ok(()) },
    ];

    #[test]
    fn each_check_is_counted_once_for_each_proxy_that_allows_it() {
        let address = Address::parse("http://127.0.0.1:9/nhn").unwrap();
        let mut report = Report::new(&CHECKS);
        for name in ["a", "b"] {
            report.run(&Subject::new(name, address.clone(), "api.example", Pages::Own { origin: None }));
        }
        assert_eq!(report.counts(), Counts { passed: 2, failed: 2 });
        let expect = "check  a       b\n-----  ------  ------\ngood   ok      ok\nbad    FAILED  FAILED\nfar    –       –\n";
        assert_eq!(report.table().to_string(), expect);
    }
}
