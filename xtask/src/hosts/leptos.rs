//! The portal of examples/leptos_portal/, which takes the crate in place of the package: built by trunk, as its guide says.

use fs_err as fs;

use crate::paths::Paths;
use crate::process::{Result, run, say, step};
use crate::site;
use crate::stamp;
use crate::tools::{ensure_target, lock};
use crate::wasm;

const FOLDER: [&str; 2] = ["examples", "leptos_portal"];

/// Builds the portal into its `dist/` unless it is up to date.
pub fn ensure(paths: &Paths) -> Result<()> {
    let folder = FOLDER.iter().fold(paths.root.clone(), |path, name| path.join(name));
    // Cargo would lay the library of this build where the site's build looks for its own.
    let _lock = lock(&paths.work, "site.lock")?;
    let built = paths.work.join("host-leptos.stamp");
    let whole = || -> Result<String> {
        let files = stamp::listing(&paths.root, std::slice::from_ref(&folder))?;
        Ok(format!("{}{files}", site::inputs(paths)?))
    };
    if fs::read_to_string(&built).ok() == Some(whole()?) {
        say("» The host leptos is up to date");
        return Ok(());
    }
    ensure_target()?;
    let programs = site::programs(paths)?;
    step("Building the host leptos", || {
        let mut command = site::trunk(paths, &programs)?;
        command
            .args(["build", "--release", "--offline", "--cargo-profile", wasm::PROFILE])
            .current_dir(&folder);
        // With the settings of the site, so that the crates of both are compiled once.
        run(site::settings(&mut command, paths), "trunk's messages above say why")?;
        Ok(fs::write(&built, whole()?)?)
    })
}
