//! Debian's browsers and their drivers.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use crate::paths::Paths;
use crate::process::{Failure, Result, is_root, run, step, which};
use crate::tools::Tool;

pub fn chromium() -> Option<PathBuf> {
    named("CHROMIUM", &["chromium", "chromium-browser", "google-chrome"])
}

pub fn driver() -> Option<PathBuf> {
    named("CHROMEDRIVER", &["chromedriver"])
}

pub fn firefox() -> Option<PathBuf> {
    named("FIREFOX", &["firefox-esr", "firefox"])
}

pub fn webkit_driver() -> Option<PathBuf> {
    named("WEBKITDRIVER", &["WebKitWebDriver"])
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

/// Firefox and its driver. Debian has no package of the driver, so it is compiled once.
pub fn ensure_firefox(paths: &Paths) -> Result<(PathBuf, PathBuf)> {
    if firefox().is_none() {
        apt_install(&["firefox-esr"])?;
    }
    let Some(firefox) = firefox() else {
        return Err(Failure::new(
            "firefox is still not found",
            "name it in the environment variable FIREFOX",
        ));
    };
    let given = env::var_os("GECKODRIVER").map(PathBuf::from).filter(|path| path.is_file());
    let driver = match given {
        Some(file) => file,
        None => Tool::geckodriver().ensure(paths)?.join("geckodriver"),
    };
    Ok((firefox, driver))
}

/// The driver of WebKitGTK, which brings a browser, and the screen that it needs.
pub fn ensure_webkit() -> Result<PathBuf> {
    if webkit_driver().is_none() || which("Xvfb").is_none() {
        apt_install(&["webkit2gtk-driver", "xvfb"])?;
    }
    webkit_driver().ok_or_else(|| {
        Failure::new("WebKitWebDriver is still not found", "name it in the environment variable WEBKITDRIVER")
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
