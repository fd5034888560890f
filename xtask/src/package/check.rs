//! The suite `package`: what npm would send, looked at by those who will use it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::dist;
use crate::counts::{Counts, as_one, counted};
use crate::node;
use crate::paths::Paths;
use crate::process::{Failure, Result, answer, run, say};

/// Packs `dist-npm/`, installs it beside its tests, and runs them.
pub fn check(paths: &Paths) -> Result<Counts> {
    node::ensure(paths)?;
    let folder = dist(paths)?;
    let packed = pack(paths, &folder)?;
    let tests = paths.root.join("tests").join("package");
    install(&packed, &tests)?;
    let mut counts = Counts::default();
    let program = |name: &str| Command::new(node::program(paths, name));
    // Whether `exports`, `files` and `types` say the truth.
    counts.add(passes("publint", program("publint").arg(&packed).arg("--strict"))?);
    // Whether each entry has the types that belong to it. It is for ES modules alone, which is no mistake.
    let mut types = program("attw");
    types.arg(&packed).args(["--profile", "esm-only", "--format", "table-flipped", "--no-color"]);
    counts.add(passes("attw", types.args(["--exclude-entrypoints", "wasm", "wasm/later"]))?);
    counts.add(passes("tsc", program("tsc").arg("--project").arg(&tests))?);
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter=tap"]).current_dir(&tests);
    for name in ["import.test.mjs", "elements.test.mjs"] {
        node.arg(name);
    }
    counts.add(counted(&mut node, Counts::read_tap)?);
    Ok(counts)
}

fn passes(name: &str, command: &mut Command) -> Result<Counts> {
    say(format_args!("» {name}"));
    as_one(command)
}

/// What `npm publish` would send.
pub fn pack(paths: &Paths, folder: &Path) -> Result<PathBuf> {
    let printed = answer(
        Command::new("npm")
            .args(["pack", "--json", "--ignore-scripts", "--loglevel=error", "--pack-destination"])
            .arg(&paths.work)
            .current_dir(folder),
        "npm's message above says why",
    )?;
    let name = packed_name(&printed)
        .ok_or_else(|| Failure::new(format!("npm pack printed {printed:?}"), node::HOW_TO_GET_NODE))?;
    Ok(paths.work.join(name))
}

/// The file that `npm pack --json` names: in a list, or since npm 12 under the name of the package.
fn packed_name(printed: &str) -> Option<String> {
    let printed: serde_json::Value = serde_json::from_str(printed).ok()?;
    let packed = printed.get(0).or_else(|| printed.get("flowlog-console"))?;
    Some(packed.get("filename")?.as_str()?.to_owned())
}

/// Where the tests find the package by its name. An archive needs no registry for a package without dependencies.
fn install(packed: &Path, tests: &Path) -> Result<()> {
    let place = tests.join("node_modules").join("flowlog-console");
    if place.exists() {
        fs::remove_dir_all(&place).map_err(|error| Failure::file("emptied", &place, &error))?;
    }
    fs::create_dir_all(&place).map_err(|error| Failure::file("made", &place, &error))?;
    run(
        Command::new("tar").arg("xzf").arg(packed).args(["--strip-components=1", "-C"]).arg(&place),
        "install tar",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_archives_name_is_read_in_both_shapes() {
        let name = Some("flowlog-console-0.1.0.tgz".to_owned());
        assert_eq!(packed_name(r#"[{"filename":"flowlog-console-0.1.0.tgz"}]"#), name);
        assert_eq!(packed_name(r#"{"flowlog-console":{"filename":"flowlog-console-0.1.0.tgz"}}"#), name);
        assert_eq!(packed_name("npm notice"), None);
    }
}
