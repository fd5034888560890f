//! The Rust tools: the wasm target, trunk, wasm-bindgen, geckodriver. Each is installed once for each version and then reused.

use std::path::{Path, PathBuf};
use std::process::Command;

use fs_err::{self as fs, File};

use crate::paths::Paths;
use crate::process::{Failure, Result, ask, run, say, step, which};

pub const TARGET: &str = "wasm32-unknown-unknown";
/// 0.22 asks for a newer compiler than `rust-version` names.
pub const TRUNK: &str = "0.21.14";

/// It drives Firefox ESR and later.
const GECKODRIVER: &str = "0.37.1";

/// A crate that is installed for its programs.
pub struct Tool {
    pub package: &'static str,
    /// What is installed of it. The first one is asked for its version.
    programs: &'static [&'static str],
    pub version: String,
    /// Of the compiler, for a tool that is compiled.
    opt_level: &'static str,
}

impl Tool {
    pub fn trunk() -> Self {
        // It copies files and starts other programs, so that a fast one would save nothing.
        Self { package: "trunk", programs: &["trunk"], version: TRUNK.to_owned(), opt_level: "0" }
    }

    pub fn geckodriver() -> Self {
        Self {
            package: "geckodriver",
            programs: &["geckodriver"],
            version: GECKODRIVER.to_owned(),
            opt_level: "0",
        }
    }

    /// Library and program must be the same version, so the lock file decides.
    pub fn wasm_bindgen(paths: &Paths) -> Result<Self> {
        let text = fs::read_to_string(paths.root.join("Cargo.lock"))?;
        let version = locked_version(&text, "wasm-bindgen").ok_or_else(|| {
            Failure::new("Cargo.lock names no wasm-bindgen", "restore Cargo.lock from the repository")
        })?;
        Ok(Self {
            package: "wasm-bindgen-cli",
            programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
            version: version.to_owned(),
            // Each build runs it: at 0 it takes three times as long.
            opt_level: "1",
        })
    }

    fn folder(&self, paths: &Paths) -> PathBuf {
        paths.tools.join(format!("{}-{}", self.package, self.version))
    }

    /// The folder with the tool's programs, when it is there in the wanted version.
    pub fn found(&self, paths: &Paths) -> Option<PathBuf> {
        let cached = self.folder(paths).join("bin");
        let program = self.programs.first()?;
        if self.is_right(&cached.join(program)) {
            return Some(cached);
        }
        let file = which(program)?;
        self.is_right(&file).then(|| file.parent().map(Path::to_path_buf)).flatten()
    }

    fn is_right(&self, file: &Path) -> bool {
        file.is_file()
            && ask(file, &["--version"])
                .is_some_and(|text| text.split_whitespace().any(|word| word == self.version))
    }

    /// The folder with the tool's programs; installs them first when they are missing.
    pub fn ensure(&self, paths: &Paths) -> Result<PathBuf> {
        if let Some(folder) = self.found(paths) {
            return Ok(folder);
        }
        let _lock = lock(&paths.tools, &format!("{}.lock", self.package))?;
        if let Some(folder) = self.found(paths) {
            return Ok(folder);
        }
        let Self { package, version, .. } = self;
        step(&format!("Installing {package} {version} (once; minutes where it is compiled)"), || {
            if !self.binstall(paths) {
                self.compile(paths)?;
            }
            self.found(paths).ok_or_else(|| {
                Failure::new(
                    format!("{package} {version} was installed but does not run"),
                    format!("remove {} and try again", self.folder(paths).display()),
                )
            })
        })
    }

    /// True when cargo-binstall is on the machine and brought the tool.
    fn binstall(&self, paths: &Paths) -> bool {
        if which("cargo-binstall").is_none() {
            return false;
        }
        let done = run(
            Command::new("cargo")
                .args(["binstall", "--no-confirm", "--disable-telemetry", "--root"])
                .arg(self.folder(paths))
                .arg(format!("{}@{}", self.package, self.version)),
            "",
        );
        if done.is_err() || self.found(paths).is_none() {
            say("  cargo binstall did not bring it; compiling it instead");
            return false;
        }
        true
    }

    fn compile(&self, paths: &Paths) -> Result<()> {
        // Kept until the end, so that an interrupted build goes on where it stopped.
        let scratch = paths.tools.join(format!("build-{}-{}", self.package, self.version));
        run(
            Command::new("cargo")
                .args(["install", self.package, "--locked", "--version", &self.version, "--root"])
                .arg(self.folder(paths))
                .arg("--target-dir")
                .arg(&scratch)
                // Their default features are TLS and a look for updates: both tools talk to this machine alone.
                .arg("--no-default-features")
                .args(self.programs.iter().flat_map(|program| ["--bin", program]))
                // The tools run for seconds and compile for minutes: trade the first for the second.
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", self.opt_level)
                .env("CARGO_PROFILE_RELEASE_LTO", "off")
                .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                .env("CARGO_PROFILE_RELEASE_DEBUG", "false")
                .current_dir(&paths.tools),
            "check that crates.io is reachable and a C compiler is installed (Debian: apt install build-essential), then run the command again",
        )?;
        if let Err(error) = fs::remove_dir_all(&scratch) {
            say(format_args!("  {} can be deleted by hand ({error})", scratch.display()));
        }
        Ok(())
    }
}

/// The standard library for the browser's target.
pub fn ensure_target() -> Result<()> {
    if has_target() {
        return Ok(());
    }
    if which("rustup").is_none() {
        return Err(Failure::new(
            format!("the compiler has no standard library for {TARGET} and there is no rustup to add it"),
            "install Rust with rustup, or the target with the system's package manager",
        ));
    }
    step(&format!("Adding the target {TARGET}"), || {
        run(
            Command::new("rustup").args(["target", "add", TARGET]),
            "check that static.rust-lang.org is reachable",
        )
    })
}

pub fn has_target() -> bool {
    ask("rustc", &["--print", "target-libdir", "--target", TARGET])
        .is_some_and(|folder| Path::new(&folder).is_dir())
}

/// Waits until no other run of xtask holds the lock; it is released when the file is dropped.
pub fn lock(folder: &Path, name: &str) -> Result<File> {
    fs::create_dir_all(folder)?;
    let file = File::create(folder.join(name))?;
    if file.file().try_lock().is_err() {
        say("  another run of xtask is at this; waiting for it");
        file.file().lock()?;
    }
    Ok(file)
}

/// The version of `package` in the text of a Cargo.lock.
pub fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.next()?;
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(package: &str, expect: Option<&str>) {
        let lock = "version = 4\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.129\"\nsource = \"s\"\n\n\
            [[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.2.1\"\n\n[[package]]\nname = \"broken\"\n";
        assert_eq!(locked_version(lock, package), expect);
    }

    #[test]
    fn the_lock_file_gives_the_version() {
        check("wasm-bindgen", Some("0.2.129"));
        check("wasm-bindgen-macro", Some("0.2.1"));
        check("wasm", None);
        check("broken", None);
    }
}
