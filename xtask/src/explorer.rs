//! Asks the log engine and DuckDB the same questions and compares every number.

use std::process::Command;

use crate::counts::{Counts, counted};
use crate::paths::Paths;
use crate::process::{Result, run};
use crate::python::Package;

const DUCKDB: Package = Package { name: "duckdb", version: "duckdb==2.0.1" };

/// How long questions are asked.
const SECONDS: &str = "50";

pub fn check(paths: &Paths) -> Result<Counts> {
    DUCKDB.ensure(paths)?;
    let mut build = Command::new("cargo");
    build.args(["build", "--quiet", "--package", "flowlog-engine", "--example", "ask"]);
    run(build.current_dir(&paths.root), "the compiler's message above says why")?;
    let script = paths.root.join("tests").join("explorer").join("differential.py");
    let ask =
        paths.target.join("debug").join("examples").join(format!("ask{}", std::env::consts::EXE_SUFFIX));
    let mut command = Command::new(DUCKDB.program(paths, "python"));
    command.arg(script).arg("--ask").arg(ask).args(["--seconds", SECONDS]);
    counted(&mut command, Counts::read_tap)
}
