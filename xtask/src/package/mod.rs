//! `cargo xtask dist`: the npm package in `dist-npm/`, from the built site and from `www/`.
//!
//! The scripts go in as they are written, for a bundler to make small; the wasm and its glue are those of the site.
//! Names of the wasm carry a hash, so that a copy that a site serves from an older version is never taken for a newer.

pub mod check;
mod manifest;
mod types;

use fs_err as fs;
use std::path::{Path, PathBuf};

use crate::paths::{Paths, shown};
use crate::process::{Failure, Result, say, step};
use crate::site::{self, Optimise, integrity};
use crate::stamp;

/// Scripts and types that are the same on the site.
const SHARED: [&str; 6] =
    ["load.js", "element.js", "element.d.ts", "parts.js", "frame-host.js", "frame-host.d.ts"];
/// Where the package's own files stand.
const OWN: &str = "package";
/// Those whose blanks are filled.
const FILLED: [&str; 3] = ["assets.js", "element.js", "package.json"];
/// The name of wasm-bindgen's JavaScript in the package.
const GLUE: &str = "flowlog-glue.js";

/// Writes the package anew and returns its folder.
pub fn dist(paths: &Paths) -> Result<PathBuf> {
    site::build(paths, Optimise::Required)?;
    let folder = paths.root.join("dist-npm");
    step("Writing the npm package", || write_all(paths, &folder))?;
    say(format_args!(
        "  it lies in {}; `npm pack ./dist-npm` makes the archive that an application installs",
        shown(&paths.root, &folder)
    ));
    Ok(folder)
}

fn write_all(paths: &Paths, folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    let site = Site::find(&stamp::files(&paths.dist)?)?;
    let www = paths.root.join("www");
    let wasm = bytes(&site.wasm)?;
    let blanks = Blanks {
        version: env!("CARGO_PKG_VERSION"),
        license: env!("CARGO_PKG_LICENSE"),
        description: &description(&read(&paths.root.join("Cargo.toml"))?)?,
        wasm: name(&site.wasm),
        worker: name(&site.worker),
        later: name(&site.later),
        log: name(&site.log),
        parquet: name(&site.parquet),
        integrity: &integrity(&wasm),
        size: wasm.len(),
    };
    for name in SHARED {
        let text = read(&www.join(name))?;
        write(&folder.join(name), if FILLED.contains(&name) { blanks.fill(&text) } else { text })?;
    }
    for file in stamp::files(&www.join(OWN))? {
        let text = read(&file)?;
        let to = folder.join(name(&file));
        write(&to, if FILLED.contains(&name(&file)) { blanks.fill(&text) } else { text })?;
    }
    write(&folder.join(GLUE), glue(&read(&site.glue)?, blanks.later)?)?;
    write(&folder.join(blanks.wasm), wasm)?;
    for file in [&site.later, &site.worker, &site.log, &site.parquet] {
        write(&folder.join(name(file)), bytes(file)?)?;
    }
    write(&folder.join("LICENSE"), read(&paths.root.join("LICENSE"))?)?;
    let theming = paths.root.join("docs").join("embedding").join("theming.md");
    let manifest = manifest::manifest(&read(&www.join("element.d.ts"))?, &read(&theming)?)?;
    write(&folder.join("custom-elements.json"), manifest)
}

/// The files of the site that the package takes.
struct Site {
    glue: PathBuf,
    wasm: PathBuf,
    later: PathBuf,
    /// The worker's script and its wasm.
    worker: PathBuf,
    log: PathBuf,
    parquet: PathBuf,
}

impl Site {
    fn find(files: &[PathBuf]) -> Result<Site> {
        let one = |start: &str, end: &str| {
            let is_it = |file: &&PathBuf| name(file).starts_with(start) && name(file).ends_with(end);
            files.iter().find(is_it).cloned().ok_or_else(|| {
                Failure::new(
                    format!("dist/ has no {start}…{end}"),
                    "delete dist/ and run `cargo xtask build`",
                )
            })
        };
        Ok(Site {
            glue: one("flowlog-console-", ".js")?,
            wasm: one("flowlog-console-", ".wasm")?,
            later: one("flowlog-later-", ".wasm")?,
            worker: one("log-worker-", ".js")?,
            log: one("flowlog-worker-", ".wasm")?,
            parquet: one("flowlog-parquet-worker-", ".wasm")?,
        })
    }
}

/// What stands in braces in the package's own files.
struct Blanks<'a> {
    version: &'a str,
    license: &'a str,
    description: &'a str,
    wasm: &'a str,
    later: &'a str,
    worker: &'a str,
    log: &'a str,
    parquet: &'a str,
    integrity: &'a str,
    size: usize,
}

impl Blanks<'_> {
    fn fill(&self, text: &str) -> String {
        text.replace("{version}", self.version)
            .replace("{license}", self.license)
            .replace("{description}", self.description)
            .replace("{wasm}", self.wasm)
            .replace("{later}", self.later)
            .replace("{worker}", self.worker)
            .replace("{log}", self.log)
            .replace("{parquet}", self.parquet)
            .replace("{integrity}", self.integrity)
            .replace("{size}", &self.size.to_string())
    }
}

/// The glue of the site, which asks the package's own module where the second wasm lies.
fn glue(text: &str, later: &str) -> Result<String> {
    let beside = format!("new URL(\"./{later}\",import.meta.url)");
    match text.matches(&beside).count() {
        1 => Ok(format!("import{{assets as flc}}from\"./assets.js\";{}", text.replace(&beside, "flc.later"))),
        count => Err(Failure::new(
            format!("the glue names {later} {count} times instead of once"),
            "bring xtask/src/package up to www/later.js and to what esbuild writes",
        )),
    }
}

/// The description of the product in the manifest at the root; the one of xtask is another.
fn description(manifest: &str) -> Result<String> {
    let line = manifest.lines().find_map(|line| line.strip_prefix("description = \""));
    let text = line.and_then(|line| line.strip_suffix('"'));
    text.map(str::to_owned)
        .ok_or_else(|| Failure::new("Cargo.toml has no description", "give the package one"))
}

fn name(file: &Path) -> &str {
    file.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}

fn read(path: &Path) -> Result<String> {
    Ok(fs::read_to_string(path)?)
}

fn bytes(path: &Path) -> Result<Vec<u8>> {
    Ok(fs::read(path)?)
}

fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    Ok(fs::write(path, content)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_the_site_are_known_by_their_names() {
        let files = [
            "flowlog-console-1.js",
            "flowlog-console-2_bg.wasm",
            "flowlog-console.js",
            "flowlog-console.d.ts",
            "flowlog-later-6.wasm",
            "flowlog-parquet-worker-3_bg.wasm",
            "flowlog-worker-4_bg.wasm",
            "log-worker-5.js",
        ];
        let site = Site::find(&files.map(PathBuf::from)).unwrap();
        assert_eq!((name(&site.glue), name(&site.wasm)), (files[0], files[1]));
        let others = [&site.later, &site.parquet, &site.log, &site.worker].map(|file| name(file));
        assert_eq!(others, [files[4], files[5], files[6], files[7]]);
        assert!(Site::find(&[]).is_err());
    }

    #[test]
    fn no_blank_is_left_in_the_packages_own_files() {
        let blanks = Blanks {
            version: "1",
            license: "2",
            description: "3",
            wasm: "4",
            later: "0",
            worker: "7",
            log: "8",
            parquet: "9",
            integrity: "5",
            size: 6,
        };
        for text in [
            include_str!("../../../www/package/assets.js"),
            include_str!("../../../www/package/package.json"),
        ] {
            let filled = blanks.fill(text);
            let is_left = ["{version}", "{wasm}", "{later}", "{worker}", "{log}", "{parquet}", "{size}"]
                .iter()
                .any(|blank| filled.contains(blank));
            assert!(!is_left, "{filled}");
            assert!(text != filled);
        }
        let manifest = blanks.fill(include_str!("../../../www/package/package.json"));
        let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
        assert_eq!(manifest["description"], "3");
    }

    #[test]
    fn the_glue_asks_the_package_for_the_second_wasm() {
        let text = glue("fetch(new URL(\"./l.wasm\",import.meta.url),{})", "l.wasm").unwrap();
        assert_eq!(text, "import{assets as flc}from\"./assets.js\";fetch(flc.later,{})");
        assert!(glue("", "l.wasm").is_err());
    }

    #[test]
    fn the_description_is_the_products() {
        let text = "[package]\nname = \"a\"\ndescription = \"B.\"\n";
        assert_eq!(description(text).unwrap(), "B.");
        assert!(description("[package]").is_err());
    }
}
