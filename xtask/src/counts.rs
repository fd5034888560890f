//! Counts of passed and failed tests, from runners that print them as text.

use std::process::Command;

use crate::process::{Result, tee};

/// Tests that ran, by their outcome.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: usize,
    pub failed: usize,
    /// Tests that failed, or that passed only when repeated, each with its outcome.
    pub named: Vec<String>,
}

impl Counts {
    pub const PASSED: Self = Self::new(1, 0);
    pub const FAILED: Self = Self::new(0, 1);

    pub const fn new(passed: usize, failed: usize) -> Self {
        Self { passed, failed, named: Vec::new() }
    }

    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.named.extend(other.named);
    }

    /// Whether no test ran.
    pub fn is_empty(&self) -> bool {
        self.passed == 0 && self.failed == 0
    }

    /// Adds the counts of a line of libtest or wasm-bindgen-test: `test result: ok. 3 passed; 1 failed; …`.
    pub fn read_libtest(&mut self, line: &str) {
        let Some(rest) = line.trim().strip_prefix("test ") else { return };
        if let Some((name, _)) = rest.split_once(" ... FAIL") {
            self.named.push(format!("failed: {name}"));
        }
        let Some(numbers) = rest.strip_prefix("result: ") else { return };
        for part in numbers.split(';') {
            match part.split_whitespace().collect::<Vec<_>>().as_slice() {
                [.., number, "passed"] => self.passed += number.parse().unwrap_or(0),
                [.., number, "failed"] => self.failed += number.parse().unwrap_or(0),
                _ => {}
            }
        }
    }

    /// Adds the counts of a TAP line of Node's test runner: `# pass 3`, `# fail 1`.
    pub fn read_tap(&mut self, line: &str) {
        match line.split_whitespace().collect::<Vec<_>>().as_slice() {
            ["not", "ok", _, "-", name @ ..] => self.named.push(format!("failed: {}", name.join(" "))),
            ["#", "pass", number] => self.passed += number.parse().unwrap_or(0),
            ["#", "fail" | "cancelled", number] => self.failed += number.parse().unwrap_or(0),
            _ => {}
        }
    }
}

/// Runs a test runner and reads its output. If it fails without a failed test (a compile error), that is one failure.
pub fn counted(command: &mut Command, read: fn(&mut Counts, &str)) -> Result<Counts> {
    let mut counts = Counts::default();
    let status = tee(command, |line| read(&mut counts, line))?;
    if !status.success() && counts.failed == 0 {
        counts.failed = 1;
    }
    Ok(counts)
}

/// Runs a command that passes or fails as a whole.
pub fn as_one(command: &mut Command) -> Result<Counts> {
    Ok(if tee(command, |_| {})?.success() { Counts::PASSED } else { Counts::FAILED })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(read: fn(&mut Counts, &str), text: &str, passed: usize, failed: usize, named: &[&str]) {
        let mut counts = Counts::default();
        text.lines().for_each(|line| read(&mut counts, line));
        assert_eq!((counts.passed, counts.failed), (passed, failed), "{text}");
        assert_eq!(counts.named, named, "{text}");
    }

    #[test]
    fn libtest_results_add_up() {
        let libtest = |text: &str, passed, failed, named: &[&str]| {
            check(Counts::read_libtest, text, passed, failed, named);
        };
        let ok =
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.01s";
        libtest(ok, 3, 0, &[]);
        libtest(&format!("{ok}\nrunning 2 tests\ntest a ... ok\n{ok}"), 6, 0, &[]);
        libtest("test result: FAILED. 5 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out", 5, 2, &[]);
        libtest("test says_3_passed ... ok\n3 passed; 0 failed", 0, 0, &[]);
        libtest("", 0, 0, &[]);
        let named = ["failed: a::c", "failed: d"];
        libtest("test a::b ... ok\ntest a::c ... FAILED\ntest d ... FAIL", 0, 0, &named);
    }

    #[test]
    fn summaries_of_node_add_up() {
        let text = "ok 1 - # pass 9\nnot ok 2 - a file is there\n# tests 5\n# pass 3\n# fail 1\n# cancelled 1\n\
            # skipped 4";
        check(Counts::read_tap, text, 3, 2, &["failed: a file is there"]);
    }
}
