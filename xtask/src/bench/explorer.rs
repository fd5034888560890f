//! `bench --explorer`: the log explorer beside other readers of log files, measured by `tests/bench/explorer/bench.mjs`.

use std::process::Command;

use crate::browsers;
use crate::explorer::DUCKDB;
use crate::hosts::READERS;
use crate::paths::Paths;
use crate::process::{Result, run};
use crate::tools::lock;

/// The script, with all that it needs installed and built.
pub fn script(paths: &Paths) -> Result<Command> {
    let peers = lock(&paths.work, "hosts.lock")?;
    READERS.ensure(paths, None)?;
    drop(peers);
    DUCKDB.ensure(paths)?;
    let mut build = Command::new("cargo");
    build
        .args(["build", "--quiet", "--release", "--package", "flowlog-engine", "--example", "speed"])
        .current_dir(&paths.root);
    run(&mut build, "the compiler's message above says why")?;
    let (chromium, _) = browsers::ensure()?;
    let speed = format!("speed{}", std::env::consts::EXE_SUFFIX);
    let mut script = Command::new("node");
    script
        .arg(paths.root.join("tests").join("bench").join("explorer").join("bench.mjs"))
        .env("CHROMIUM", chromium)
        .env("FLOWLOG_DIST", &paths.dist)
        .env("FLOWLOG_DATA", paths.work.join("bench-explorer"))
        .env("FLOWLOG_SPEED", paths.target.join("release").join("examples").join(speed))
        .env("FLOWLOG_PYTHON", DUCKDB.program(paths, "python"));
    Ok(script)
}
