//! The portals of tests/hosts/: each installs our package as a portal team would, is built by its own builder, and is
//! visited by one run of Playwright. The one of examples/ is visited with them.

mod leptos;

use std::path::{Path, PathBuf};
use std::process::Command;

use fs_err as fs;

use crate::counts::Counts;
use crate::paths::Paths;
use crate::process::{Result, run, say, step};
use crate::tools::lock;
use crate::{package, playwright, stamp};

/// A page with a package.json of its own: a portal, or what the console is measured beside.
pub struct Host {
    name: &'static str,
    /// From the root of the repository.
    folder: &'static str,
    /// Whether it has a builder; a page with an import map has none.
    built: bool,
}

const PLAIN: Host = Host { name: "plain", folder: "tests/hosts/plain", built: false };
const HOSTS: [Host; 8] = [
    PLAIN,
    Host { name: "react", folder: "tests/hosts/react", built: true },
    Host { name: "vue", folder: "tests/hosts/vue", built: true },
    Host { name: "angular", folder: "tests/hosts/angular", built: true },
    Host { name: "single-spa", folder: "tests/hosts/single-spa", built: true },
    Host { name: "iframe", folder: "tests/hosts/iframe", built: false },
    Host { name: "webpack", folder: "tests/hosts/webpack", built: true },
    Host { name: "rollup", folder: "tests/hosts/rollup", built: true },
];
/// The page beside which `bench` measures the console; it knows nothing of our package.
pub const PEER: Host = Host { name: "peer", folder: "tests/bench/peer", built: true };
/// The readers of log files beside which `bench` measures the log explorer.
pub const READERS: Host = Host { name: "readers", folder: "tests/bench/explorer/peers", built: true };
/// The file name of the package in every host's package.json, without a version.
const PACKAGE: &str = "flowlog-console.tgz";
/// Folders in a host's folder that installing and building create.
const MADE: [&str; 3] = ["node_modules", "dist", ".angular"];

pub fn check(paths: &Paths) -> Result<Counts> {
    playwright::counted(paths, &mut visit(paths)?)
}

/// Takes the pictures of the guides.
pub fn shots(paths: &Paths) -> Result<()> {
    run(visit(paths)?.arg("--project=screenshots"), "Playwright's messages above say why")
}

/// `playwright test` over every host, installed and built.
fn visit(paths: &Paths) -> Result<Command> {
    let mut command = playwright::command(paths)?;
    let lock = lock(&paths.work, "hosts.lock")?;
    let package = pack(paths)?;
    for host in &HOSTS {
        host.ensure(paths, Some(&package))?;
    }
    leptos::ensure(paths)?;
    drop(lock);
    command.arg("--config").arg(folder(paths).join("playwright.config.ts"));
    Ok(command)
}

/// Installs the portal that has no builder, for the tests that drive a portal in every engine.
pub fn ensure_plain(paths: &Paths) -> Result<()> {
    let _lock = lock(&paths.work, "hosts.lock")?;
    PLAIN.ensure(paths, Some(&pack(paths)?))
}

fn folder(paths: &Paths) -> PathBuf {
    paths.root.join("tests").join("hosts")
}

/// Packs the package as npm would publish it, copies it to where the hosts expect it, and returns the file.
fn pack(paths: &Paths) -> Result<PathBuf> {
    let packed = package::check::pack(paths, &package::dist(paths)?)?;
    let place = folder(paths).join(PACKAGE);
    fs::copy(&packed, &place)?;
    Ok(place)
}

impl Host {
    fn folder(&self, paths: &Paths) -> PathBuf {
        paths.root.join(self.folder)
    }

    /// Installs and builds what changed since the last time. `package` is ours, for a portal.
    pub fn ensure(&self, paths: &Paths, package: Option<&Path>) -> Result<()> {
        let (name, folder) = (self.name, self.folder(paths));
        let mut named = vec![folder.join("package.json"), folder.join("package-lock.json")];
        named.extend(package.map(Path::to_path_buf));
        let packages = stamp::listing(&paths.root, &named)?;
        let installed = folder.join("node_modules").join(".installed");
        if !holds(&installed, &packages) {
            step(&format!("Installing the packages of the host {name}"), || {
                // npm does not reinstall a package whose version is unchanged, even if the file is another one.
                let before = folder.join("node_modules").join("flowlog-console");
                if before.exists() {
                    fs::remove_dir_all(&before)?;
                }
                // `npm ci` refuses a lock file that lacks optional packages for other platforms. `npm install --no-save`
                // installs the same versions and does not change the lock file.
                let install = ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"];
                run(&mut self.npm(paths, &install), "check that the npm registry is reachable")?;
                Ok(fs::write(&installed, &packages)?)
            })?;
        }
        if !self.built {
            return Ok(());
        }
        let built = paths.work.join(format!("host-{name}.stamp"));
        let whole = || -> Result<String> {
            let mut files = self.sources(paths)?;
            files.push(folder.join("dist"));
            files.extend(package.map(|_| self::folder(paths).join("portal.css")));
            Ok(format!("{packages}{}", stamp::listing(&paths.root, &files)?))
        };
        if holds(&built, &whole()?) {
            say(format_args!("» The host {name} is up to date"));
            return Ok(());
        }
        step(&format!("Building the host {name}"), || {
            run(&mut self.npm(paths, &["run", "build"]), "the builder's messages above say where")?;
            Ok(fs::write(&built, whole()?)?)
        })
    }

    /// The source files in the host's folder.
    fn sources(&self, paths: &Paths) -> Result<Vec<PathBuf>> {
        let folder = self.folder(paths);
        let mut sources = Vec::new();
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if !MADE.iter().any(|made| path.ends_with(made)) {
                sources.push(path);
            }
        }
        sources.sort();
        Ok(sources)
    }

    fn npm(&self, paths: &Paths, args: &[&str]) -> Command {
        let mut command = Command::new("npm");
        // Otherwise Angular's builder asks whether it may send usage statistics.
        command.args(args).arg("--loglevel=error").env("NG_CLI_ANALYTICS", "false");
        command.current_dir(self.folder(paths));
        command
    }
}

fn holds(stamp: &Path, wanted: &str) -> bool {
    fs::read_to_string(stamp).is_ok_and(|found| found == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of a host's lock file that name a registry's URL, or an integrity hash of our own package.
    fn too_exact(lock: &str) -> Vec<&str> {
        let own = "\"node_modules/flowlog-console\": {";
        let ours = lock.split(own).nth(1).and_then(|rest| rest.split('}').next()).unwrap_or_default();
        let addresses =
            lock.lines().filter(|line| line.contains("\"resolved\": \"") && !line.contains(PACKAGE));
        addresses.chain(ours.lines().filter(|line| line.contains("\"integrity\""))).map(str::trim).collect()
    }

    #[test]
    fn a_lock_file_that_is_too_exact_is_seen() {
        let own = "\"node_modules/flowlog-console\": {\n\"resolved\": \"file:../flowlog-console.tgz\"";
        assert_eq!(
            too_exact(&format!("{own}\n}}, \"node_modules/vue\": {{\n\"integrity\": \"sha512-v\"")),
            [""; 0]
        );
        let exact =
            format!("{own},\n\"integrity\": \"sha512-f\"\n}},\n\"resolved\": \"https://registry.test/vue\"");
        assert_eq!(too_exact(&exact).len(), 2);
    }

    #[test]
    fn lock_files_name_no_registry_and_take_any_build_of_the_package() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("tests").join("hosts");
        for host in &HOSTS {
            let text = fs::read_to_string(root.join(host.name).join("package-lock.json")).unwrap();
            assert!(text.contains("file:../flowlog-console.tgz"), "{}", host.name);
            assert_eq!(too_exact(&text), [""; 0], "{}", host.name);
        }
        for peers in ["../bench/peer", "../bench/explorer/peers"] {
            let lock = fs::read_to_string(root.join(peers).join("package-lock.json")).unwrap();
            assert_eq!(too_exact(&lock), [""; 0], "{peers}");
        }
    }
}
