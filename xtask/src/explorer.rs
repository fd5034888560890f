//! Asks the log engine and databases the same questions and compares every number; opens log files in a real Swift.

use std::path::{Path, PathBuf};
use std::process::Command;

use flowlog_proxy_conformance::Service;

use crate::counts::{Counts, counted};
use crate::paths::Paths;
use crate::process::{Result, loopback_only, run, show, which};
use crate::python::Package;
use crate::swift::Swift;
use crate::{browsers, emulator, playwright, proxy};

/// `sqlglot` reads the statements for Trino and Athena, which DuckDB then runs.
pub const DUCKDB: Package = Package { name: "duckdb", version: "duckdb==2.0.1 sqlglot==30.30.0" };
/// The newest DuckDB for which PyPI has the extension that reads S3, and an S3 server.
const DUCKDB_S3: Package = Package {
    name: "duckdb-s3",
    version: "duckdb==1.5.5 duckdb-extension-httpfs==1.5.5 moto[server]==5.2.5",
};
const CLICKHOUSE: Package =
    Package { name: "chdb", version: "chdb==4.4.0 duckdb==2.0.1 moto[server]==5.2.5" };
const SPARK: Package =
    Package { name: "pyspark", version: "pyspark==4.3.0 duckdb==2.0.1 moto[server]==5.2.5" };

/// How long questions are asked.
const SECONDS: &str = "50";

/// The databases that are too large for every run of the tests.
#[derive(clap::Args)]
#[group(required = true, multiple = true)]
pub struct Options {
    /// Run Spark (600 MB; needs Java)
    #[arg(long)]
    spark: bool,
    /// Run Spark over an S3 server as well; what it needs for that comes from Maven
    #[arg(long, requires = "spark")]
    spark_s3: bool,
    /// Run ClickHouse (1.3 GB), over files and over an S3 server
    #[arg(long)]
    clickhouse: bool,
    /// How many random questions, beside the quick ones
    #[arg(long, default_value = "100")]
    questions: String,
}

pub fn check(paths: &Paths) -> Result<Counts> {
    DUCKDB.ensure(paths)?;
    DUCKDB_S3.ensure(paths)?;
    // The suite `native` has the default features.
    let mut counts = counted(cargo(paths, "test").args(["--lib", "parquet"]), Counts::read_libtest)?;
    let ask = ask(paths)?;
    counts.add(script(paths, &DUCKDB, "differential.py", &ask, &["--seconds", SECONDS])?);
    for (package, dialect) in [
        (&DUCKDB, &["--dialect", "trino"][..]),
        (&DUCKDB, &["--dialect", "athena"]),
        (&DUCKDB_S3, &["--dialect", "duckdb", "--s3"]),
    ] {
        counts.add(script(paths, package, "dialects.py", &ask, dialect)?);
    }
    counts.add(in_swift(paths)?);
    Ok(counts)
}

/// Runs the tests that need a Swift: of the client, and of the console in a browser.
fn in_swift(paths: &Paths) -> Result<Counts> {
    let mut playwright = playwright::command(paths)?;
    let swift = Swift::start(paths)?;
    let mut cargo = Command::new("cargo");
    cargo
        .args(["test", "--package", "flowlog-console", "--test", "swift", "--", "--ignored"])
        .current_dir(&paths.root);
    let mut counts = counted(loopback_only(swift.name_to(&mut cargo)), Counts::read_libtest)?;
    let (_emulator, service) = emulator::start(&emulator::build(paths)?, None)?;
    let nginx = proxy::site(paths, &|of| match of {
        Service::StorageKr1 | Service::StorageKr2 => swift.url.clone(),
        _ => service.service.clone(),
    })?;
    let command = swift
        .name_to(&mut playwright)
        .arg("--project=swift")
        .env("SWIFT_SITE", &nginx.origin)
        .env("SWIFT_SITE_TOKEN", &service.token);
    counts.add(playwright::counted(paths, command)?);
    Ok(counts)
}

/// Runs the SQL for the other databases, and says whether every number is the engine's.
pub fn sql(paths: &Paths, options: &Options) -> Result<bool> {
    let ask = ask(paths)?;
    let questions = ["--questions", options.questions.as_str()];
    let mut counts = Counts::default();
    if options.spark {
        if which("java").is_none() {
            browsers::apt_install(&["default-jre-headless"])?;
        }
        SPARK.ensure(paths)?;
        let arguments = [&["--dialect", "spark"][..], &questions].concat();
        counts.add(script(paths, &SPARK, "dialects.py", &ask, &arguments)?);
        if options.spark_s3 {
            let arguments = [&arguments[..], &["--s3"]].concat();
            counts.add(script(paths, &SPARK, "dialects.py", &ask, &arguments)?);
        }
    }
    if options.clickhouse {
        CLICKHOUSE.ensure(paths)?;
        for over in [&["--dialect", "clickhouse"][..], &["--dialect", "clickhouse", "--s3"]] {
            counts.add(script(paths, &CLICKHOUSE, "dialects.py", &ask, &[over, &questions].concat())?);
        }
    }
    show(format_args!("{} passed, {} failed\n", counts.passed, counts.failed));
    Ok(counts.failed == 0 && !counts.is_empty())
}

fn cargo(paths: &Paths, command: &str) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.args([command, "--package", "flowlog-engine", "--all-features"]).current_dir(&paths.root);
    cargo
}

/// The program that asks the engine.
fn ask(paths: &Paths) -> Result<PathBuf> {
    let mut build = cargo(paths, "build");
    run(build.args(["--quiet", "--example", "ask"]), "the compiler's message above says why")?;
    let name = format!("ask{}", std::env::consts::EXE_SUFFIX);
    Ok(paths.target.join("debug").join("examples").join(name))
}

fn script(paths: &Paths, package: &Package, name: &str, ask: &Path, arguments: &[&str]) -> Result<Counts> {
    let mut command = Command::new(package.program(paths, "python"));
    command.arg(paths.root.join("tests").join("explorer").join(name));
    counted(command.arg("--ask").arg(ask).args(arguments), Counts::read_tap)
}
