//! Reading how many tests passed and failed from what the runners print.

/// Tests that ran, by their outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: usize,
    pub failed: usize,
}

impl Counts {
    pub const PASSED: Self = Self { passed: 1, failed: 0 };
    pub const FAILED: Self = Self { passed: 0, failed: 1 };

    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// Adds what a line of libtest or wasm-bindgen-test says: `test result: ok. 3 passed; 1 failed; …`.
    pub fn read_libtest(&mut self, line: &str) {
        let line = plain(line);
        let Some(rest) = line.trim().strip_prefix("test result: ") else { return };
        // "ok. 3 passed; 0 failed; …": each part ends in a number and its word.
        for part in rest.split(';') {
            let words: Vec<_> = part.split_whitespace().collect();
            let [.., number, word] = words.as_slice() else { continue };
            self.tally(number, word, &["passed"], &["failed"]);
        }
    }

    /// Adds what a line of Playwright's closing summary says: `  12 passed (3.4s)`, `  1 failed`.
    ///
    /// A test that passed only when repeated is unreliable and counts as failed; so does one that did not run.
    pub fn read_playwright(&mut self, line: &str) {
        let line = plain(line);
        let Some((number, rest)) = line.trim().split_once(' ') else { return };
        let word = rest.split(" (").next().unwrap_or(rest).trim();
        self.tally(number, word, &["passed"], &["failed", "flaky", "interrupted", "did not run"]);
    }

    /// Adds what a line of Node's test runner says at its end: `# pass 3`, `# fail 1`.
    pub fn read_tap(&mut self, line: &str) {
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
        assert_eq!(counts, Counts { passed, failed });
    }

    #[track_caller]
    fn playwright(text: &str, passed: usize, failed: usize) {
        let mut counts = Counts::default();
        text.lines().for_each(|line| counts.read_playwright(line));
        assert_eq!(counts, Counts { passed, failed });
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
        for line in ["ok 1 - # pass 9", "# tests 5", "# pass 3", "# fail 1", "# cancelled 1", "# skipped 4"] {
            counts.read_tap(line);
        }
        assert_eq!(counts, Counts { passed: 3, failed: 2 });
    }

    #[test]
    fn playwright_summaries_add_up() {
        playwright("  12 passed (3.4s)", 12, 0);
        playwright(
            "  1 failed\n    [chromium] › a.spec.ts:3:1 › opens\n  2 flaky\n  3 skipped\n  4 passed (1.2m)",
            4,
            3,
        );
        playwright("  1 interrupted\n  5 did not run\n", 0, 6);
        playwright("  \u{1b}[32m7 passed\u{1b}[39m\u{1b}[2m (1s)\u{1b}[22m", 7, 0);
        playwright("Running 12 tests using 2 workers\n  ✓  1 a.spec.ts:3:1 › 2 passed (1s)", 0, 0);
    }
}
