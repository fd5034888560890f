//! The test suites. Each runs by itself and reports how many of its tests passed and failed.

use std::process::Command;

use fs_err as fs;

use crate::counts::{Counts, as_one, counted};
use crate::paths::Paths;
use crate::process::{Failure, Result, loopback_only};
use crate::site::{self, Optimise};
use crate::tools::{self, TARGET, Tool};
use crate::{
    browsers, engines, explorer, hosts, lint, node, openstack, package, playwright, proxy, readme, size,
};

pub struct Suite {
    pub name: &'static str,
    /// Native and quick: part of `test --fast`.
    pub fast: bool,
    pub run: fn(&Paths) -> Result<Counts>,
}

/// Cheap ones first; a failure does not stop the later ones.
pub const SUITES: [Suite; 16] = [
    Suite { name: "format", fast: true, run: format },
    Suite { name: "invariants", fast: true, run: lint::check },
    Suite { name: "clippy", fast: true, run: clippy },
    Suite { name: "native", fast: true, run: native },
    Suite { name: "docs", fast: false, run: docs },
    Suite { name: "explorer", fast: false, run: explorer::check },
    Suite { name: "clippy-wasm", fast: false, run: clippy_wasm },
    Suite { name: "browser", fast: false, run: browser },
    Suite { name: "size", fast: false, run: size_budget },
    Suite { name: "package", fast: false, run: package::check::check },
    Suite { name: "end-to-end", fast: false, run: end_to_end },
    Suite { name: "hosts", fast: false, run: hosts::check },
    Suite { name: "browsers", fast: false, run: engines::check },
    Suite { name: "proxy", fast: false, run: proxy::check },
    Suite { name: "openstack", fast: false, run: openstack::check },
    Suite { name: "readme", fast: false, run: readme::check },
];

fn cargo(paths: &Paths, args: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(args).current_dir(&paths.root);
    command
}

fn format(paths: &Paths) -> Result<Counts> {
    as_one(&mut cargo(paths, &["fmt", "--all", "--check"]))
}

fn clippy(paths: &Paths) -> Result<Counts> {
    as_one(&mut cargo(paths, &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn clippy_wasm(paths: &Paths) -> Result<Counts> {
    tools::ensure_target()?;
    let mut command = cargo(paths, &["clippy", "--target", TARGET, "--lib", "--bins"]);
    for package in ["flowlog-console", "flowlog-parquet-worker", "flowlog-worker", "leptos-portal"] {
        command.args(["--package", package]);
    }
    for name in browser_tests(paths)? {
        command.args(["--test", &name]);
    }
    command
        .args(["--", "-D", "warnings"])
        .env("CLIPPY_CONF_DIR", paths.root.join("xtask").join("clippy-wasm"));
    as_one(&mut command)
}

fn native(paths: &Paths) -> Result<Counts> {
    counted(&mut cargo(paths, &["test", "--workspace", "--no-fail-fast"]), Counts::read_libtest)
}

fn docs(paths: &Paths) -> Result<Counts> {
    tools::ensure_target()?;
    // What a Leptos program uses is compiled for the browser alone.
    let in_browser = ["--package", "flowlog-console", "--target", TARGET];
    let mut counts = Counts::default();
    for of in [&["--workspace", "--document-private-items"][..], &in_browser] {
        let mut command = cargo(paths, &["doc", "--no-deps"]);
        counts.add(as_one(command.args(of).env("RUSTDOCFLAGS", "-D warnings"))?);
    }
    Ok(counts)
}

fn browser(paths: &Paths) -> Result<Counts> {
    tools::ensure_target()?;
    let (_, chromedriver) = browsers::ensure()?;
    let (_, geckodriver) = browsers::ensure_firefox(paths)?;
    let runner = Tool::wasm_bindgen(paths)?.ensure(paths)?.join("wasm-bindgen-test-runner");
    let names = browser_tests(paths)?;
    if names.is_empty() {
        return Err(Failure::new(
            "there is no test whose name starts with web_",
            "restore the tests from the repository",
        ));
    }
    let mut counts = Counts::default();
    for (variable, driver) in [("CHROMEDRIVER", chromedriver), ("GECKODRIVER", geckodriver)] {
        let mut command =
            cargo(paths, &["test", "--package", "flowlog-console", "--target", TARGET, "--no-fail-fast"]);
        for name in &names {
            command.args(["--test", name]);
        }
        command
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", &runner)
            // The runner takes the first driver that it finds named.
            .env_remove("CHROMEDRIVER")
            .env_remove("GECKODRIVER")
            .env(variable, driver)
            .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
        counts.add(counted(loopback_only(&mut command), Counts::read_libtest)?);
    }
    Ok(counts)
}

/// The integration tests that run in a browser, by the start of their names: `tests/web_x.rs` or `tests/web_x/main.rs`.
fn browser_tests(paths: &Paths) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(paths.root.join("tests"))? {
        let path = entry?.path();
        let is_test = path.extension().is_some_and(|end| end == "rs") || path.join("main.rs").is_file();
        let name = path.file_stem().and_then(|name| name.to_str()).filter(|name| name.starts_with("web_"));
        names.extend(name.filter(|_| is_test).map(str::to_owned));
    }
    names.sort();
    Ok(names)
}

fn end_to_end(paths: &Paths) -> Result<Counts> {
    let mut command = playwright::command(paths)?;
    let mut counts = Counts::default();
    // Playwright takes the types out and does not look at them.
    for folder in ["e2e", "browsers"] {
        let mut tsc = Command::new(node::program(paths, "tsc"));
        counts.add(as_one(tsc.arg("--project").arg(paths.root.join("tests").join(folder)))?);
    }
    counts.add(playwright::counted(paths, &mut command)?);
    Ok(counts)
}

fn size_budget(paths: &Paths) -> Result<Counts> {
    node::ensure(paths)?;
    site::build(paths, Optimise::Required)?;
    Ok(if size::report(paths)? { Counts::PASSED } else { Counts::FAILED })
}
