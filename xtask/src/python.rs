//! Programs from the Python package index, each in a virtual environment of its own.

use std::path::PathBuf;
use std::process::Command;

use fs_err as fs;

use crate::browsers;
use crate::paths::Paths;
use crate::process::{Result, ask, run, step, which};
use crate::tools::lock;

/// Packages with their versions, separated by spaces, in the virtual environment of this name.
pub struct Package {
    pub name: &'static str,
    pub version: &'static str,
}

impl Package {
    /// A program of the environment.
    pub fn program(&self, paths: &Paths, name: &str) -> PathBuf {
        self.environment(paths).join("bin").join(name)
    }

    fn environment(&self, paths: &Paths) -> PathBuf {
        paths.work.join(self.name)
    }

    /// Installs the packages, once.
    pub fn ensure(&self, paths: &Paths) -> Result<()> {
        let _lock = lock(&paths.work, &format!("{}.lock", self.name))?;
        let environment = self.environment(paths);
        let stamp = environment.join("installed");
        let is_installed = fs::read_to_string(&stamp).is_ok_and(|installed| installed == self.version);
        if is_installed && self.program(paths, "python").is_file() {
            return Ok(());
        }
        step(&format!("Installing {} in a virtual environment", self.version), || {
            if which("python3").is_none() || ask("python3", &["-c", "import ensurepip, venv"]).is_none() {
                browsers::apt_install(&["python3", "python3-venv"])?;
            }
            run(
                Command::new("python3").args(["-m", "venv", "--clear"]).arg(&environment),
                "run `apt install python3-venv` as root",
            )?;
            run(
                Command::new(self.program(paths, "pip"))
                    .args(["install", "--quiet", "--disable-pip-version-check", "--no-input"])
                    .args(self.version.split_whitespace()),
                "check that the Python package index is reachable",
            )?;
            Ok(fs::write(&stamp, self.version)?)
        })
    }
}
