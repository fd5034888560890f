//! `bench`: the console beside a peer, both measured in a browser by `tests/bench/bench.mjs`.

mod explorer;

use std::process::Command;

use crate::hosts::PEER;
use crate::paths::Paths;
use crate::process::{Failure, Result, Running, tied};
use crate::site::{self, Optimise};
use crate::tools::lock;
use crate::{browsers, emulator, node};

#[derive(clap::Args)]
pub struct Options {
    /// Fewer runs, in under five minutes
    #[arg(long)]
    pub quick: bool,
    /// How often each page is visited [default: 10], or each file is read [default: 5]
    #[arg(long)]
    pub runs: Option<u32>,
    /// Send the service's answers in gzip, as a gateway may
    #[arg(long)]
    pub gzip: bool,
    /// Measure the log explorer beside DuckDB, hyparquet and PapaParse instead
    #[arg(long, conflicts_with = "gzip")]
    pub explorer: bool,
    /// Also write the table into docs/performance.md
    #[arg(long)]
    pub record: bool,
}

/// Measures and prints the table; false when a page failed.
pub fn bench(paths: &Paths, options: &Options) -> Result<bool> {
    node::ensure(paths)?;
    site::build(paths, Optimise::Required)?;
    let mut script = if options.explorer { explorer::script(paths)? } else { loggers(paths)? };
    script.current_dir(&paths.root);
    let flags = [(options.quick, "--quick"), (options.gzip, "--gzip"), (options.record, "--record")];
    script.args(flags.into_iter().filter(|(is_on, _)| *is_on).map(|(_, flag)| flag));
    if let Some(runs) = options.runs {
        script.args(["--runs", &runs.to_string()]);
    }
    let fail = |error| Failure::new(format!("the benchmark cannot be run: {error}"), node::HOW_TO_GET_NODE);
    // Browser and emulator end with the script, and the script with this process.
    let mut running = Running(tied(&script).spawn().map_err(fail)?);
    let _input = running.0.stdin.take();
    Ok(running.0.wait().map_err(fail)?.success())
}

/// The script that measures the list of loggers, with all that it needs installed and built.
fn loggers(paths: &Paths) -> Result<Command> {
    let peers = lock(&paths.work, "hosts.lock")?;
    PEER.ensure(paths, None)?;
    drop(peers);
    let (chromium, _) = browsers::ensure()?;
    let mut script = Command::new("node");
    script
        .arg(paths.root.join("tests").join("bench").join("bench.mjs"))
        .env("CHROMIUM", chromium)
        .env("FLOWLOG_EMULATOR", emulator::build(paths)?)
        .env("FLOWLOG_DIST", &paths.dist);
    Ok(script)
}
