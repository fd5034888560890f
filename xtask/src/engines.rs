//! The suite that drives the site and a portal in all browser engines.

use crate::counts::Counts;
use crate::paths::Paths;
use crate::process::Result;
use crate::{browsers, hosts, playwright};

/// Runs tests/browsers/ in every engine.
pub fn check(paths: &Paths) -> Result<Counts> {
    let mut command = playwright::command(paths)?;
    let (_, chromedriver) = browsers::ensure()?;
    let (firefox, geckodriver) = browsers::ensure_firefox(paths)?;
    let webkit_driver = browsers::ensure_webkit()?;
    hosts::ensure_plain(paths)?;
    command
        .arg("--config")
        .arg(paths.root.join("tests").join("browsers").join("playwright.config.ts"))
        .env("CHROMEDRIVER", chromedriver)
        .env("FIREFOX", firefox)
        .env("GECKODRIVER", geckodriver)
        .env("WEBKITDRIVER", webkit_driver)
        .env("FLOWLOG_PICTURES", paths.target.join("pictures"));
    playwright::counted(paths, &mut command)
}
