//! What the page would make of a `config.json`: an example of the product says it, so that xtask builds without the product.

use std::ffi::OsStr;
use std::process::{Command, Stdio};

use crate::paths::Paths;
use crate::process::{Failure, Result};

/// Prints what is wrong with a file, as the page would say it, or what each region will use. False when it is wrong.
pub fn report(paths: &Paths, file: &OsStr) -> Result<bool> {
    // The working folder stays the caller's, which a relative name starts from.
    let status = Command::new("cargo")
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
        .arg(file)
        .stdin(Stdio::null())
        .status()
        .map_err(|error| {
            Failure::new(format!("`cargo` cannot be run: {error}"), "install rustup's toolchain")
        })?;
    Ok(status.success())
}
