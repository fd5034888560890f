//! The results of the checks as one table, with a column for each proxy.

use flowlog_proxy_conformance::{Check, Outcome, Subject, all};

use crate::counts::Counts;
use crate::process::show;
use crate::table::Table;

/// The outcomes of all checks for one or several proxies.
#[derive(Default)]
pub struct Report {
    columns: Vec<(String, Vec<(&'static Check, Outcome)>)>,
}

impl Report {
    /// Runs every check that is possible with this proxy.
    pub fn run(&mut self, subject: &Subject) {
        let outcomes = all().map(|check| (check, check.outcome(subject))).collect();
        self.columns.push((subject.name.clone(), outcomes));
    }

    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for (_, _, outcome) in self.outcomes() {
            match outcome {
                Outcome::Passed => counts.passed += 1,
                Outcome::Failed(_) => counts.failed += 1,
                Outcome::Skipped(_) => {}
            }
        }
        counts
    }

    /// The proxy, the check and the reason of each failure.
    pub fn failures(&self) -> impl Iterator<Item = (&str, &Check, &str)> {
        self.outcomes().filter_map(|(column, check, outcome)| match outcome {
            Outcome::Failed(why) => Some((column, check, why.as_str())),
            _ => None,
        })
    }

    /// Prints the table, then each failure with what to change.
    pub fn show(&self) {
        let heads: Vec<_> =
            std::iter::once("check").chain(self.columns.iter().map(|(name, _)| name.as_str())).collect();
        let mut table = Table::words(&heads);
        for (index, check) in all().enumerate() {
            let of_check = || self.columns.iter().filter_map(|(_, outcomes)| Some(&outcomes.get(index)?.1));
            if of_check().all(|outcome| matches!(outcome, Outcome::Skipped(_))) {
                continue;
            }
            let cells = of_check().map(|outcome| match outcome {
                Outcome::Passed => "ok",
                Outcome::Failed(_) => "FAILED",
                Outcome::Skipped(_) => "–",
            });
            table.row(std::iter::once(check.name).chain(cells).map(str::to_owned));
        }
        show(table);
        for (column, check, why) in self.failures() {
            show(format_args!("FAILED  {column}: {}\n  {why}\n  {}", check.name, check.fix));
        }
    }

    /// Prints which checks were skipped, and why.
    pub fn show_skipped(&self) {
        let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
        for (_, check, outcome) in self.outcomes() {
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

    fn outcomes(&self) -> impl Iterator<Item = (&str, &'static Check, &Outcome)> {
        self.columns.iter().flat_map(|(name, outcomes)| {
            outcomes.iter().map(move |(check, outcome)| (name.as_str(), *check, outcome))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_outcome_is_counted_once_for_each_proxy() {
        let outcomes = || {
            let found = [Outcome::Passed, Outcome::Failed("why".to_owned()), Outcome::Skipped("far")];
            all().zip(found).collect()
        };
        let report = Report { columns: vec![("a".to_owned(), outcomes()), ("b".to_owned(), outcomes())] };
        assert_eq!(report.counts(), Counts::new(2, 2));
        let failures: Vec<_> = report.failures().map(|(column, _, why)| (column, why)).collect();
        assert_eq!(failures, [("a", "why"), ("b", "why")]);
    }
}
