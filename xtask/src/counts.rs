//! Reading how many tests passed and failed from what the runners print.

/// Tests that ran, by their outcome.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: usize,
    pub failed: usize,
    /// Tests to look at, each after what became of it: those that failed, and those that passed only when repeated.
    pub named: Vec<String>,
    /// What became of the tests that Playwright's summary names next.
    heading: String,
}

impl Counts {
    pub const PASSED: Self = Self::new(1, 0);
    pub const FAILED: Self = Self::new(0, 1);

    pub const fn new(passed: usize, failed: usize) -> Self {
        Self { passed, failed, named: Vec::new(), heading: String::new() }
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

    /// Adds what a line of libtest or wasm-bindgen-test says: `test result: ok. 3 passed; 1 failed; …`.
    pub fn read_libtest(&mut self, line: &str) {
        let line = plain(line);
        if let Some((name, _)) =
            line.trim().strip_prefix("test ").and_then(|rest| rest.split_once(" ... FAIL"))
        {
            self.named.push(format!("failed: {name}"));
        }
        let Some(rest) = line.trim().strip_prefix("test result: ") else { return };
        // "ok. 3 passed; 0 failed; …": each part ends in a number and its word.
        for part in rest.split(';') {
            let words: Vec<_> = part.split_whitespace().collect();
            let [.., number, word] = words.as_slice() else { continue };
            self.tally(number, word, &["passed"], &["failed"]);
        }
    }

    /// Adds what a line of Playwright's closing summary says: `  12 passed (3.4s)`, `  1 failed`, and the names that
    /// follow it.
    ///
    /// A test that passed only when repeated passed, and is named; one that did not run failed.
    pub fn read_playwright(&mut self, line: &str) {
        let line = plain(line);
        if line.starts_with("    [") && !self.heading.is_empty() {
            self.named.push(format!("{}: {}", self.heading, line.trim()));
            return;
        }
        self.heading.clear();
        let Some((number, rest)) = line.trim().split_once(' ') else { return };
        let word = rest.split(" (").next().unwrap_or(rest).trim();
        let bad = ["failed", "interrupted", "did not run"];
        self.tally(number, word, &["passed", "flaky"], &bad);
        if number.parse::<usize>().is_ok() && (bad.contains(&word) || word == "flaky") {
            word.clone_into(&mut self.heading);
        }
    }

    /// Adds what a line of Node's test runner says at its end: `# pass 3`, `# fail 1`.
    pub fn read_tap(&mut self, line: &str) {
        if let Some((_, name)) = line.trim().strip_prefix("not ok ").and_then(|rest| rest.split_once(" - ")) {
            self.named.push(format!("failed: {name}"));
        }
        let Some((word, number)) = line.strip_prefix("# ").and_then(|rest| rest.split_once(' ')) else {
            return;
        };
        self.tally(number, word, &["pass"], &["fail", "cancelled"]);
    }

    fn tally(&mut self, number: &str, word: &str, good: &[&str], bad: &[&str]) {
        let Ok(number) = number.parse::<usize>() else { return };
        if good.contains(&word) {
            self.passed += number;
        } else if bad.contains(&word) {
            self.failed += number;
        }
    }
}

/// The line without terminal colours.
fn plain(line: &str) -> String {
    let mut text = String::new();
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' {
            chars.find(|c| c.is_ascii_alphabetic());
        } else {
            text.push(c);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn libtest(text: &str, passed: usize, failed: usize) {
        let mut counts = Counts::default();
        text.lines().for_each(|line| counts.read_libtest(line));
        assert_eq!((counts.passed, counts.failed), (passed, failed));
    }

    #[track_caller]
    fn playwright(text: &str, passed: usize, failed: usize) {
        let mut counts = Counts::default();
        text.lines().for_each(|line| counts.read_playwright(line));
        assert_eq!((counts.passed, counts.failed), (passed, failed));
    }

    #[test]
    fn libtest_results_add_up() {
        let ok =
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.01s";
        libtest(ok, 3, 0);
        libtest(&format!("{ok}\nrunning 2 tests\ntest a ... ok\n{ok}"), 6, 0);
        libtest("test result: FAILED. 5 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out", 5, 2);
        libtest("test result: \u{1b}[32mok\u{1b}[0m. 4 passed; 0 failed; 0 ignored", 4, 0);
        libtest("test says_3_passed ... ok\n3 passed; 0 failed", 0, 0);
        libtest("", 0, 0);
    }

    #[test]
    fn summaries_of_node_add_up() {
        let mut counts = Counts::default();
        let lines = ["ok 1 - # pass 9", "not ok 2 - a file is there", "# tests 5", "# pass 3", "# fail 1"];
        for line in lines.into_iter().chain(["# cancelled 1", "# skipped 4"]) {
            counts.read_tap(line);
        }
        assert_eq!((counts.passed, counts.failed), (3, 2));
        assert_eq!(counts.named, ["failed: a file is there"]);
    }

    #[test]
    fn playwright_summaries_add_up() {
        playwright("  12 passed (3.4s)", 12, 0);
        playwright(
            "  1 failed\n    [chromium] › a.spec.ts:3:1 › opens\n  2 flaky\n  3 skipped\n  4 passed (1.2m)",
            6,
            1,
        );
        playwright("  1 interrupted\n  5 did not run\n", 0, 6);
        playwright("  \u{1b}[32m7 passed\u{1b}[39m\u{1b}[2m (1s)\u{1b}[22m", 7, 0);
        playwright("Running 12 tests using 2 workers\n  ✓  1 a.spec.ts:3:1 › 2 passed (1s)", 0, 0);
    }

    #[test]
    fn tests_to_look_at_are_named() {
        let mut counts = Counts::default();
        let listed = "  ✘  1 [console] › a.spec.ts:3:1 › opens (8s)\n    [console] › detail\n";
        let summary = "  1 failed\n    [console] › a.spec.ts:3:1 › opens ────\n  1 flaky\n    \u{1b}[33m[console] › b.spec.ts:9:1 › closes\n  7 passed (1s)\n    [console] › no heading";
        format!("{listed}{summary}").lines().for_each(|line| counts.read_playwright(line));
        let named =
            ["failed: [console] › a.spec.ts:3:1 › opens ────", "flaky: [console] › b.spec.ts:9:1 › closes"];
        assert_eq!(counts.named, named);

        let mut counts = Counts::default();
        let lines = "test a::b ... ok\ntest a::c ... FAILED\ntest d ... FAIL\ntest result: FAILED. 1 passed; 2 failed";
        lines.lines().for_each(|line| counts.read_libtest(line));
        assert_eq!(counts.named, ["failed: a::c", "failed: d"]);
    }
}
