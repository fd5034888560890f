//! Asks the log engine and DuckDB the same questions and compares every number; lists log files in a real Swift.

use std::process::Command;

use crate::counts::{Counts, counted};
use crate::paths::Paths;
use crate::process::{Result, loopback_only, run};
use crate::python::Package;
use crate::swift::Swift;

const DUCKDB: Package = Package { name: "duckdb", version: "duckdb==2.0.1" };

/// How long questions are asked.
const SECONDS: &str = "50";

pub fn check(paths: &Paths) -> Result<Counts> {
    DUCKDB.ensure(paths)?;
    let engine = ["--package", "flowlog-engine", "--all-features"];
    let cargo = |command: &str| {
        let mut cargo = Command::new("cargo");
        cargo.arg(command).args(engine).current_dir(&paths.root);
        cargo
    };
    // The suite `native` has the default features.
    let mut counts = counted(cargo("test").args(["--lib", "parquet"]), Counts::read_libtest)?;
    run(cargo("build").args(["--quiet", "--example", "ask"]), "the compiler's message above says why")?;
    let script = paths.root.join("tests").join("explorer").join("differential.py");
    let ask =
        paths.target.join("debug").join("examples").join(format!("ask{}", std::env::consts::EXE_SUFFIX));
    let mut command = Command::new(DUCKDB.program(paths, "python"));
    command.arg(script).arg("--ask").arg(ask).args(["--seconds", SECONDS]);
    counts.add(counted(&mut command, Counts::read_tap)?);
    counts.add(in_swift(paths)?);
    Ok(counts)
}

/// Runs the tests that need a Swift.
fn in_swift(paths: &Paths) -> Result<Counts> {
    let swift = Swift::start(paths)?;
    let mut cargo = Command::new("cargo");
    cargo
        .args(["test", "--package", "flowlog-console", "--test", "swift", "--", "--ignored"])
        .current_dir(&paths.root)
        .env("SWIFT_URL", &swift.url)
        .env("SWIFT_ACCOUNT", &swift.account)
        .env("SWIFT_TOKEN", &swift.token);
    counted(loopback_only(&mut cargo), Counts::read_libtest)
}
