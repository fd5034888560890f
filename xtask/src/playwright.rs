//! Runs Playwright against the built site and the emulator, and reads its JSON report.

use std::process::Command;

use fs_err as fs;
use serde_json::Value;

use crate::counts::Counts;
use crate::paths::Paths;
use crate::process::{Failure, Result, loopback_only, tee};
use crate::site::{self, Optimise};
use crate::{browsers, emulator, node};

/// The command `playwright test`. Node packages, site, browser and emulator are made ready first.
pub fn command(paths: &Paths) -> Result<Command> {
    node::ensure(paths)?;
    site::build(paths, Optimise::Required)?;
    let (chromium, _) = browsers::ensure()?;
    let program = emulator::build(paths)?;
    let mut command = Command::new(node::program(paths, "playwright"));
    command
        .arg("test")
        .current_dir(paths.root.join("tests").join("e2e"))
        .env("CHROMIUM", chromium)
        .env("FLOWLOG_EMULATOR", program)
        .env("FLOWLOG_DIST", &paths.dist);
    loopback_only(&mut command);
    Ok(command)
}

/// Runs the tests, prints them as they finish, and counts them from the report.
pub fn counted(paths: &Paths, command: &mut Command) -> Result<Counts> {
    let file = paths.work.join("playwright.json");
    fs::write(&file, "{}")?;
    command.arg("--reporter=list,json").env("PLAYWRIGHT_JSON_OUTPUT_FILE", &file);
    let status = tee(command, |_| {})?;
    let report: Value = serde_json::from_slice(&fs::read(&file)?).map_err(|error| {
        Failure::new(format!("Playwright's report is no JSON: {error}"), "its messages above say why")
    })?;
    let mut counts = Counts::default();
    list(&report, "suites").for_each(|suite| read(&mut counts, suite, ""));
    if !status.success() && counts.failed == 0 {
        counts.failed = 1;
    }
    Ok(counts)
}

/// Adds the tests of a suite (a file or a `describe` block). `group` holds the titles of the enclosing blocks.
///
/// A flaky test counts as passed and is named. A test that did not run, though it was not skipped, counts as failed.
fn read(counts: &mut Counts, suite: &Value, group: &str) {
    for spec in list(suite, "specs") {
        for test in list(spec, "tests") {
            let was_meant = test["expectedStatus"] == "skipped";
            let outcome = match text(test, "status") {
                "expected" => "passed",
                "unexpected" => "failed",
                "flaky" => "flaky",
                _ if list(test, "results").any(|result| result["status"] == "interrupted") => "interrupted",
                _ if was_meant && list(test, "results").next().is_some() => continue,
                _ => "did not run",
            };
            if matches!(outcome, "passed" | "flaky") {
                counts.passed += 1;
            } else {
                counts.failed += 1;
            }
            if outcome != "passed" {
                let (project, file, title) =
                    (text(test, "projectName"), text(spec, "file"), text(spec, "title"));
                let place = format!("{file}:{}:{}", spec["line"], spec["column"]);
                counts.named.push(format!("{outcome}: [{project}] › {place} › {group}{title}"));
            }
        }
    }
    for inner in list(suite, "suites") {
        read(counts, inner, &format!("{group}{} › ", text(inner, "title")));
    }
}

fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value[key].as_array().into_iter().flatten()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// `attempts` are the results of the runs of one test.
    #[track_caller]
    fn check(status: &str, expected: &str, attempts: &[&str], passed: usize, failed: usize, named: &[&str]) {
        let results: Vec<_> = attempts.iter().map(|status| json!({ "status": status })).collect();
        let test = json!({ "projectName": "console", "status": status, "expectedStatus": expected, "results": results });
        let spec = json!({ "title": "opens", "file": "a.spec.ts", "line": 3, "column": 1, "tests": [test] });
        let file =
            json!({ "title": "a.spec.ts", "specs": [], "suites": [{ "title": "a table", "specs": [spec] }] });
        let mut counts = Counts::default();
        read(&mut counts, &file, "");
        assert_eq!((counts.passed, counts.failed), (passed, failed));
        assert_eq!(counts.named, named);
    }

    #[test]
    fn each_test_counts_by_its_outcome_and_is_named_unless_it_simply_passed() {
        let named = |what: &str| format!("{what}: [console] › a.spec.ts:3:1 › a table › opens");
        check("expected", "passed", &["passed"], 1, 0, &[]);
        check("unexpected", "passed", &["failed"], 0, 1, &[&named("failed")]);
        check("flaky", "passed", &["failed", "passed"], 1, 0, &[&named("flaky")]);
        check("skipped", "skipped", &["skipped"], 0, 0, &[]);
        check("skipped", "passed", &[], 0, 1, &[&named("did not run")]);
        check("skipped", "passed", &["interrupted"], 0, 1, &[&named("interrupted")]);
    }
}
