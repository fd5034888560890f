#![cfg(not(target_arch = "wasm32"))]
//! What docs/security.md claims is tested where it says.

use std::fs;
use std::path::Path;

const CLAIMS: &str = include_str!("../docs/security.md");

/// The lines of the standard that the console claims.
const LINES: [&str; 18] = [
    "1.2.10", "3.2.2", "3.4.1", "3.4.2", "3.4.3", "3.4.4", "3.4.5", "3.4.6", "3.5.2", "3.5.5", "14.2.1",
    "14.3.1", "14.3.2", "14.3.3", "16.2.5", "16.5.1", "16.5.2", "16.5.3",
];

/// The line, the file and the test of each row.
fn claims() -> Vec<[&'static str; 3]> {
    let cells = |row: &'static str| -> Vec<&'static str> { row.split('|').map(str::trim).collect() };
    let rows = CLAIMS.lines().filter(|row| row.starts_with("| ") && row.contains('`')).map(cells);
    rows.filter_map(|cells| match cells.as_slice() {
        ["", line, _, file, test, ""] => Some([*line, file.trim_matches('`'), *test]),
        _ => None,
    })
    .collect()
}

#[test]
fn each_claim_names_a_test_that_is_there() {
    for [line, file, test] in claims() {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        let forms = [format!("fn {test}("), format!("name: \"{test}\""), format!("test('{test}'")];
        let is_there = forms.iter().any(|form| text.contains(form)) || text.contains(&format!(": {test}`"));
        assert!(is_there, "{line}: {file} has no test {test:?}");
    }
}

#[test]
fn each_line_of_the_standard_has_a_claim() {
    let claimed: Vec<&str> = claims().iter().map(|[line, ..]| *line).collect();
    for line in LINES {
        assert!(claimed.contains(&line), "{line} has no row");
    }
    assert!(claimed.iter().all(|line| LINES.contains(line)));
}
