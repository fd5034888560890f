//! The size budget of all that a visitor ever loads, and the sizes of every commit that was measured.

use fs_err as fs;
use std::process::Command;

use crate::paths::{Paths, shown};
use crate::process::{Failure, Result, answer, ask, show};
use crate::table::Table;
use crate::{node, stamp};

/// What HTML, JavaScript, CSS and wasm may weigh together in brotli 11; 1 KB is 1000 bytes. It holds what they weigh: who
/// adds to it says in the commit what for.
const BUDGET: u64 = 542_000;
/// What they should weigh: no more than the peer of the benchmark needs for its one page.
const GOAL: u64 = 440_000;

/// What comes only where logs are opened: with the page, with the first file, and with the first one of Parquet.
const PARTS: [Part; 3] = [
    Part { name: "log explorer", files: &["flowlog-later-"], budget: 265_000, goal: 150_000 },
    Part { name: "log worker", files: &["log-worker-", "flowlog-worker-"], budget: 83_000, goal: 40_000 },
    Part { name: "Parquet", files: &["flowlog-parquet-worker-"], budget: 183_000, goal: 190_000 },
];

struct Part {
    name: &'static str,
    /// How the names of its files begin.
    files: &'static [&'static str],
    /// It holds what the files weigh, as [`BUDGET`] does.
    budget: u64,
    goal: u64,
}

impl Part {
    fn has(&self, name: &str) -> bool {
        self.files.iter().any(|start| name.starts_with(start))
    }
}

/// Node's zlib holds the reference encoders, and wasm-opt needs Node anyway.
const MEASURE: &str = "const fs = require('fs'), zlib = require('zlib');
for (const file of process.argv.slice(1)) {
  const bytes = fs.readFileSync(file);
  const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  console.log(zlib.gzipSync(bytes, { level: 9 }).length, zlib.brotliCompressSync(bytes, { params }).length);
}";

struct Artifact {
    name: String,
    counts: bool,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Prints the size of every artifact; false when all together are over the budget.
pub fn report(paths: &Paths) -> Result<bool> {
    let artifacts = measure(paths)?;
    let mut table = Table::numbers(&["artifact", "raw", "gzip 9", "brotli 11"]);
    let mut total = Artifact { name: "together".to_owned(), counts: true, raw: 0, gzip: 0, brotli: 0 };
    for one in &artifacts {
        let name = if one.counts { one.name.clone() } else { format!("{} (not counted)", one.name) };
        table.row([name, kilobytes(one.raw), kilobytes(one.gzip), kilobytes(one.brotli)]);
        if one.counts {
            total.raw += one.raw;
            total.gzip += one.gzip;
            total.brotli += one.brotli;
        }
    }
    table.row([total.name, kilobytes(total.raw), kilobytes(total.gzip), kilobytes(total.brotli)]);
    show(&table);
    let mut within = total.brotli <= BUDGET;
    let verdict = if within { "within" } else { "over" };
    show(format_args!(
        "{} in brotli 11, {verdict} the budget of {}; the goal is {} (1 KB = 1000 bytes)",
        kilobytes(total.brotli),
        kilobytes(BUDGET),
        kilobytes(GOAL)
    ));
    for part in PARTS {
        let weight = artifacts.iter().filter(|one| part.has(&one.name)).map(|one| one.brotli).sum::<u64>();
        let verdict = if weight <= part.budget { "within" } else { "over" };
        within &= weight <= part.budget;
        let [weight, budget, goal] = [weight, part.budget, part.goal].map(kilobytes);
        show(format_args!(
            "{}: {weight} in brotli 11, {verdict} its budget of {budget}; the goal is {goal}",
            part.name
        ));
    }
    Ok(within)
}

/// The columns of docs/size.tsv; sizes are bytes.
const HEAD: &str = "date\tcommit\traw\tgzip\tbrotli\n";

/// Writes what HTML, JavaScript, CSS and wasm weigh together into docs/size.tsv, as the line of the current commit.
pub fn record(paths: &Paths) -> Result<()> {
    let git =
        |words: &[&str]| ask("git", words).ok_or_else(|| Failure::new("git names no commit", "commit first"));
    if !git(&["status", "--porcelain", "--", ":/src", ":/www", ":/xtask", ":/Cargo.lock"])?.is_empty() {
        return Err(Failure::new(
            "the sources are not those of the commit",
            "commit first, then record its size",
        ));
    }
    let commit = git(&["show", "--no-patch", "--format=%cs\t%h", "HEAD"])?;
    let artifacts = measure(paths)?;
    let loaded = || artifacts.iter().filter(|one| counts(&one.name));
    let sum = |of: fn(&Artifact) -> u64| loaded().map(of).sum::<u64>();
    let sizes = [sum(|one| one.raw), sum(|one| one.gzip), sum(|one| one.brotli)];
    let line = format!("{commit}\t{}", sizes.map(|size| size.to_string()).join("\t"));
    let file = paths.root.join("docs").join("size.tsv");
    let before = fs::read_to_string(&file).unwrap_or_default();
    fs::write(&file, with_line(&before, &line)).map_err(Into::into)
}

/// The lines of docs/size.tsv with one more, which takes the place of the same commit's.
fn with_line(before: &str, line: &str) -> String {
    let commit = |line: &str| line.split('\t').nth(1).map(str::to_owned);
    let others = before.lines().skip(1).filter(|other| commit(other) != commit(line));
    others.chain([line]).fold(HEAD.to_owned(), |text, line| format!("{text}{line}\n"))
}

fn measure(paths: &Paths) -> Result<Vec<Artifact>> {
    let files: Vec<_> = stamp::files(&paths.dist)?
        .into_iter()
        .filter(|file| !file.to_string_lossy().ends_with(".d.ts"))
        .collect();
    let printed = answer(Command::new("node").args(["-e", MEASURE]).args(&files), node::HOW_TO_GET_NODE)?;
    let mut artifacts = Vec::new();
    for (file, line) in files.iter().zip(printed.lines()) {
        let (gzip, brotli) = line
            .split_once(' ')
            .and_then(|(gzip, brotli)| Some((gzip.parse().ok()?, brotli.parse().ok()?)))
            .ok_or_else(|| Failure::new(format!("Node measured {line:?}"), node::HOW_TO_GET_NODE))?;
        let raw = fs::metadata(file)?.len();
        let name = shown(&paths.dist, file);
        artifacts.push(Artifact { counts: counts(&name), name, raw, gzip, brotli });
    }
    artifacts.sort_by_key(|one| (!one.counts, std::cmp::Reverse(one.brotli)));
    Ok(artifacts)
}

/// Nobody loads all of these, but no new file can slip past the budget.
fn counts(name: &str) -> bool {
    [".html", ".js", ".css", ".wasm"].iter().any(|end| name.ends_with(end))
        && !PARTS.iter().any(|part| part.has(name))
}

fn kilobytes(bytes: u64) -> String {
    format!("{}.{:02} KB", bytes / 1000, bytes % 1000 / 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_in_decimal_kilobytes() {
        assert_eq!(kilobytes(180_000), "180.00 KB");
        assert_eq!(kilobytes(74_059), "74.05 KB");
        assert_eq!(kilobytes(9), "0.00 KB");
    }

    #[test]
    fn a_commit_has_one_line() {
        let first = with_line("", "2026-01-05\taaa\t3\t2\t1");
        assert_eq!(first, format!("{HEAD}2026-01-05\taaa\t3\t2\t1\n"));
        let second = with_line(&first, "2026-01-06\tbbb\t6\t5\t4");
        assert_eq!(second, format!("{first}2026-01-06\tbbb\t6\t5\t4\n"));
        assert_eq!(with_line(&second, "2026-01-06\tbbb\t6\t5\t4"), second);
    }

    #[test]
    fn every_script_counts_and_no_configuration() {
        for name in ["index.html", "page-1.css", "flowlog-console.js", "flowlog-console-1_bg.wasm"] {
            assert!(counts(name), "{name}");
        }
        assert!(!counts("config.json") && !counts("icon-1.svg"));
        for name in [
            "flowlog-later-1.wasm",
            "log-worker-1.js",
            "flowlog-worker-1_bg.wasm",
            "flowlog-parquet-worker-1_bg.wasm",
        ] {
            assert!(!counts(name) && PARTS.iter().any(|part| part.has(name)), "{name}");
        }
    }
}
