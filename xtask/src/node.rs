//! Node and the packages of package.json: wasm-opt, Playwright, axe.

use std::path::PathBuf;
use std::process::Command;

use fs_err as fs;

use crate::paths::Paths;
use crate::process::{Failure, Result, ask, run, step, which};
use crate::tools::lock;

/// Playwright's floor.
pub const OLDEST_NODE: u32 = 20;
pub const HOW_TO_GET_NODE: &str = "install Node.js 20 or later with npm";

/// Node's version where it is new enough and npm stands beside it.
pub fn found() -> Option<String> {
    which("npm")?;
    let version = ask("node", &["--version"])?;
    (major(&version)? >= OLDEST_NODE).then_some(version)
}

fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

/// Installs the packages of package-lock.json when they are not there.
pub fn ensure(paths: &Paths) -> Result<()> {
    if found().is_none() {
        return Err(Failure::new(
            format!("Node.js {OLDEST_NODE} or later with npm was not found"),
            HOW_TO_GET_NODE,
        ));
    }
    let _lock = lock(&paths.work, "node.lock")?;
    let wanted = fs::read(paths.root.join("package-lock.json"))?;
    let stamp = paths.root.join("node_modules").join(".installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    step("Installing the Node packages", || {
        run(
            Command::new("npm")
                .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
                .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
                .current_dir(&paths.root),
            "check that the npm registry is reachable",
        )?;
        Ok(fs::write(&stamp, &wanted)?)
    })
}

/// A program of an installed package.
pub fn program(paths: &Paths, name: &str) -> PathBuf {
    paths.root.join("node_modules").join(".bin").join(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("22.1.0"), Some(22));
        assert_eq!(major("nightly"), None);
    }
}
