//! What the page would make of a `config.json`: an example of the product says it, so that xtask builds without the product.

use std::ffi::OsStr;
use std::process::Command;

use crate::paths::Paths;
use crate::process::{Result, tee};

/// Prints what is wrong with a file, as the page would say it, or what each region will use. False when it is wrong.
pub fn report(paths: &Paths, file: &OsStr) -> Result<bool> {
    let mut command = Command::new("cargo");
    // The working folder stays the caller's, which a relative name starts from.
    command
        .args([
            "run",
            "--quiet",
            "--package",
            "flowlog-console",
            "--example",
            "check_config",
            "--manifest-path",
        ])
        .arg(paths.root.join("Cargo.toml"))
        .arg("--")
        .arg(file);
    Ok(tee(&mut command, |_| {})?.success())
}
