//! Debian's chromium and its driver, for the browser and the end-to-end tests.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use crate::process::{Failure, Result, is_root, run, step, which};

pub fn chromium() -> Option<PathBuf> {
    named("CHROMIUM", &["chromium", "chromium-browser", "google-chrome"])
}

pub fn driver() -> Option<PathBuf> {
    named("CHROMEDRIVER", &["chromedriver"])
}

fn named(variable: &str, names: &[&str]) -> Option<PathBuf> {
    let given = env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file());
    given.or_else(|| names.iter().find_map(|name| which(name)))
}

/// Chromium and its driver, installed by apt first when they are missing and we may.
pub fn ensure() -> Result<(PathBuf, PathBuf)> {
    if chromium().is_none() || driver().is_none() {
        apt_install(&["chromium", "chromium-driver"])?;
    }
    chromium().zip(driver()).ok_or_else(|| {
        Failure::new(
            "chromium and chromedriver are still not found",
            "name them in the environment variables CHROMIUM and CHROMEDRIVER",
        )
    })
}

/// Installs Debian packages as root; otherwise says which ones are missing.
pub fn apt_install(packages: &[&str]) -> Result<()> {
    let by_hand = format!("run `apt install {}` as root", packages.join(" "));
    if !can_install() {
        return Err(Failure::new(format!("{} not installed", packages.join(" and ")), by_hand));
    }
    step(&format!("Installing {} with apt", packages.join(" and ")), || {
        let apt = |args: &[&str]| {
            run(Command::new("apt-get").args(args).env("DEBIAN_FRONTEND", "noninteractive"), &by_hand)
        };
        apt(&["update", "--quiet"])?;
        let mut install = vec!["install", "--quiet", "--yes", "--no-install-recommends"];
        install.extend(packages);
        apt(&install)
    })
}

/// Whether apt may be used without asking anybody.
pub fn can_install() -> bool {
    is_root() && which("apt-get").is_some()
}
