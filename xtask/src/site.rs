//! Building the site: cargo and trunk make it, `wasm.rs` splits and shrinks it, `dist/` receives it whole.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine as _;
use sha2::{Digest as _, Sha384};

use crate::html::{attribute, tags};
use crate::paths::Paths;
use crate::process::{Failure, Result, answer, ask, run, say, step};
use crate::tools::{TARGET, TRUNK, Tool, ensure_target, lock};
use crate::{frame, node, stamp, wasm};

/// What `dist/` is made of, from the root of the repository.
const INPUTS: [&str; 7] =
    ["Cargo.toml", "Cargo.lock", ".cargo", "Trunk.toml", "package-lock.json", "src", "www"];

/// The entry for pages that are not ours: its name stays, so that a portal can name it.
pub const PORTAL_ENTRY: &str = "flowlog-console.js";

/// What `element.js` imports to load the wasm, as it is called in `www/`.
const LOADER: &str = "load.js";

/// With what the name of the file begins that has the elements which our own page does not place.
pub const PARTS: &str = "parts-";

/// Whether the files have to be made small. It takes Node, which a newcomer who only wants to look may not have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Optimise {
    Required,
    IfPossible,
}

/// Builds the site into `dist/` unless it is up to date.
pub fn build(paths: &Paths, optimise: Optimise) -> Result<()> {
    let _lock = lock(&paths.work, "site.lock")?;
    let inputs = inputs(paths)?;
    if is_current(paths, &inputs, optimise)? {
        say("» The site in dist/ is up to date");
        return Ok(());
    }
    let with_node = match (node::ensure(paths), optimise) {
        (Ok(()), _) => true,
        (Err(failure), Optimise::Required) => return Err(failure),
        (Err(failure), Optimise::IfPossible) => {
            say(format_args!("  going on without it, so the site will be larger: {failure}"));
            false
        }
    };
    ensure_target()?;
    let programs = programs(paths)?;
    step("Compiling the console to WebAssembly (minutes the first time)", || {
        let mut cargo = Command::new("cargo");
        cargo.args(["build", "--package", "flowlog-console", "--lib", "--release", "--target", TARGET]);
        cargo.args(["--features", wasm::FEATURE]);
        run(settings(&mut cargo, paths).current_dir(&paths.root), "the compiler's messages above say where")
    })?;
    let staging = paths.work.join("site");
    step("Putting the page together with trunk", || {
        let mut command = trunk(paths, &programs)?;
        command
            .args(["build", "--release", "--offline", "--features", wasm::FEATURE, "--dist"])
            .arg(&staging);
        run(settings(&mut command, paths), "trunk's messages above say why")
    })?;
    let page_path = staging.join("index.html");
    let page = fs::read_to_string(&page_path).map_err(|error| Failure::file("read", &page_path, &error))?;
    let page = assemble(paths, &programs, &staging, &page, with_node)?;
    let files = Files::of(&page).ok_or_else(|| strange("the element, the glue or the wasm"))?;
    write(&page_path, files.quiet_page(&page))?;
    let parts = parts(paths, &staging, files.element, with_node)?;
    write(&staging.join(PORTAL_ENTRY), files.portal_entry(&parts))?;
    let types = paths.root.join("www").join("element.d.ts");
    fs::copy(&types, staging.join("flowlog-console.d.ts"))
        .map_err(|error| Failure::file("copied", &types, &error))?;
    frame::stage(paths, &staging, with_node)?;
    publish(&staging, &paths.dist)?;
    let record = record(paths, &inputs, with_node)?;
    write(&paths.work.join("site.stamp"), record)
}

pub fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    fs::write(path, content).map_err(|error| Failure::file("written", path, &error))
}

/// `trunk`, set up to find our tools and nothing else, and to download nothing.
pub fn trunk(paths: &Paths, programs: &[PathBuf]) -> Result<Command> {
    let own = programs.iter().cloned();
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths(own.chain(env::split_paths(&path))).map_err(|error| {
        Failure::new(format!("the search path cannot be extended: {error}"), "check PATH")
    })?;
    let program = programs.first().map_or_else(|| OsString::from("trunk"), |bin| bin.join("trunk").into());
    let mut command = Command::new(program);
    command
        .current_dir(&paths.root)
        .env("PATH", path)
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        // trunk 0.21 accepts "true" and "false" alone and stops at the usual "1".
        .env_remove("NO_COLOR");
    Ok(command)
}

/// The folders of trunk and wasm-bindgen, in this order.
pub fn programs(paths: &Paths) -> Result<Vec<PathBuf>> {
    Ok(vec![Tool::trunk().ensure(paths)?, Tool::wasm_bindgen(paths)?.ensure(paths)?])
}

/// The settings of a release build. They also keep the builder's folders out of the panic messages in the wasm, which
/// makes builds comparable.
pub fn settings<'a>(command: &'a mut Command, paths: &Paths) -> &'a mut Command {
    let home = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")))
        .unwrap_or_default();
    let map = |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    let flags = [
        map(&paths.root, "."),
        map(&home.join("registry").join("src"), "crates"),
        // The usual 325 inlines what libraries hint at although the profile asks for small code: 1 % of the download.
        "-Cllvm-args=--inlinehint-threshold=5".to_owned(),
        wasm::LINK_FLAG.to_owned(),
    ];
    let (name, value) = wasm::PROFILE;
    command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}")).env(name, value)
}

/// Everything that decides what `dist/` holds.
pub fn inputs(paths: &Paths) -> Result<String> {
    let files: Vec<_> = INPUTS.iter().map(|name| paths.root.join(name)).collect();
    let compiler = ask("rustc", &["--version"]).unwrap_or_default();
    let own = [
        include_str!("site.rs"),
        include_str!("frame.rs"),
        include_str!("wasm.rs"),
        include_str!("order.rs"),
        include_str!("glue.rs"),
        include_str!("later.js"),
    ];
    let build = short(&integrity(own.concat().as_bytes()));
    let listing = stamp::listing(&paths.root, &files)?;
    let of_site = |line: &&str| !line.contains(" www/package/");
    let listing: String = listing.lines().filter(of_site).map(|line| format!("{line}\n")).collect();
    Ok(format!("{compiler}\ntrunk {TRUNK}\nbuild {build}\n{listing}"))
}

fn record(paths: &Paths, inputs: &str, optimised: bool) -> Result<String> {
    let dist = stamp::listing(&paths.root, std::slice::from_ref(&paths.dist))?;
    Ok(format!("optimised {optimised}\n{inputs}{dist}"))
}

/// A site that was made without wasm-opt will do only where wasm-opt cannot run.
fn is_current(paths: &Paths, inputs: &str, optimise: Optimise) -> Result<bool> {
    let Ok(stamp) = fs::read_to_string(paths.work.join("site.stamp")) else { return Ok(false) };
    let plain_will_do = optimise == Optimise::IfPossible && node::found().is_none();
    Ok(stamp == record(paths, inputs, true)? || plain_will_do && stamp == record(paths, inputs, false)?)
}

/// Puts the split wasm, its glue, and small scripts into the staged site in place of what trunk wrote, each named by
/// its content: under trunk's names another wasm-opt would give another content under the same name, which a cache
/// that trusts hashed names would then mix up.
fn assemble(paths: &Paths, programs: &[PathBuf], site: &Path, page: &str, with_node: bool) -> Result<String> {
    let release = paths.target.join(TARGET).join("release");
    let bindgen =
        programs.get(1).map_or_else(|| PathBuf::from("wasm-bindgen"), |bin| bin.join("wasm-bindgen"));
    let built = wasm::build(paths, &release.join("flowlog_console.wasm"), &bindgen, with_node)?;
    write(&site.join(&built.later.0), &built.later.1)?;
    let files = [
        ("flowlog-console", ".js", Some(built.glue.into_bytes())),
        ("flowlog-console", "_bg.wasm", Some(built.first)),
        ("element", ".js", None),
        ("boot", ".js", None),
    ];
    let loader = loader(paths, site, with_node)?;
    let mut page = page.replace("</head>", &format!("{}</head>", loader.preload()));
    for (stem, end, content) in files {
        let tag = tag_of(&page, stem, end).ok_or_else(|| strange(stem))?.to_owned();
        let name = file_of(&tag).ok_or_else(|| strange(stem))?;
        let old = site.join(name);
        let content = match content {
            Some(content) => content,
            None => fs::read_to_string(&old)
                .map_err(|error| Failure::file("read", &old, &error))?
                .replace("{version}", env!("CARGO_PKG_VERSION"))
                .replace(&format!("\"./{LOADER}\""), &format!("\"./{}\"", loader.name))
                .into_bytes(),
        };
        let content = if with_node && end == ".js" { minified(paths, content)? } else { content };
        let digest = integrity(&content);
        let new = format!("{stem}-{}{end}", short(&digest));
        fs::remove_file(&old).map_err(|error| Failure::file("removed", &old, &error))?;
        write(&site.join(&new), &content)?;
        let mut renamed = tag.replace(name, &new);
        if let Some(before) = attribute(&tag, "integrity") {
            renamed = renamed.replace(before, &digest);
        }
        page = page.replace(&tag, &renamed);
    }
    Ok(page)
}

/// A script of the site that is loaded by another one, under its name with a hash.
struct Script {
    name: String,
    digest: String,
}

impl Script {
    /// Has a page load it at once, and take no other content.
    fn preload(&self) -> String {
        let Self { name, digest } = self;
        format!(
            "<link rel=\"modulepreload\" href=\"./{name}\" crossorigin=\"anonymous\" integrity=\"{digest}\">"
        )
    }
}

/// What the element loads the wasm by, in place of the copy that trunk made under its plain name.
fn loader(paths: &Paths, site: &Path, with_node: bool) -> Result<Script> {
    let copy = site.join(LOADER);
    let script = fs::read(&copy).map_err(|error| Failure::file("read", &copy, &error))?;
    fs::remove_file(&copy).map_err(|error| Failure::file("removed", &copy, &error))?;
    let script = if with_node { minified(paths, script)? } else { script };
    let digest = integrity(&script);
    let name = format!("load-{}.js", short(&digest));
    write(&site.join(&name), script)?;
    Ok(Script { name, digest })
}

/// The elements that our own page does not place, in a file beside the one that they are made of.
fn parts(paths: &Paths, site: &Path, element: &str, with_node: bool) -> Result<String> {
    let source = paths.root.join("www").join("parts.js");
    let script = fs::read_to_string(&source).map_err(|error| Failure::file("read", &source, &error))?;
    let script = script.replace("\"./element.js\"", &format!("\"./{element}\"")).into_bytes();
    let script = if with_node { minified(paths, script)? } else { script };
    let name = format!("{PARTS}{}.js", short(&integrity(&script)));
    write(&site.join(&name), script)?;
    Ok(name)
}

/// A script without what only its readers need.
pub fn minified(paths: &Paths, script: Vec<u8>) -> Result<Vec<u8>> {
    let file = paths.work.join("script.js");
    write(&file, script)?;
    let small = answer(
        Command::new(node::program(paths, "esbuild")).arg(&file).args([
            "--minify",
            "--format=esm",
            "--target=es2022",
            "--charset=utf8",
            "--log-level=warning",
        ]),
        "delete node_modules and try again",
    )?;
    Ok(small.into_bytes())
}

/// What a page says of a file so that a browser takes no other.
pub fn integrity(content: &[u8]) -> String {
    let digest = base64::engine::general_purpose::STANDARD.encode(Sha384::digest(content));
    format!("sha384-{digest}")
}

/// The part of an integrity by which a file is named.
pub fn short(integrity: &str) -> String {
    integrity.chars().skip("sha384-".len()).filter(char::is_ascii_alphanumeric).take(16).collect()
}

fn strange(missing: &str) -> Failure {
    Failure::new(
        format!("trunk wrote a page without {missing}"),
        "compare www/index.html and Trunk.toml with the repository's",
    )
}

/// The name and the integrity of the wasm that the page preloads.
fn wasm(page: &str) -> Option<(&str, &str)> {
    let tag = tag_of(page, "flowlog-console", ".wasm")?;
    Some((attribute(tag, "href")?.strip_prefix("./")?, attribute(tag, "integrity")?))
}

/// The file that a link or script names.
fn file_of(tag: &str) -> Option<&str> {
    attribute(tag, "href").or_else(|| attribute(tag, "src"))?.strip_prefix("./")
}

/// The link or script of a page that names a file with a hash between `stem` and `end`.
fn tag_of<'a>(page: &'a str, stem: &str, end: &str) -> Option<&'a str> {
    let named = |tag: &&str| {
        let hashed =
            file_of(tag).and_then(|name| name.strip_prefix(stem)).and_then(|rest| rest.strip_suffix(end));
        hashed.is_some_and(|hash| hash.starts_with('-'))
    };
    tags(page, "link").into_iter().chain(tags(page, "script")).find(named)
}

/// The files of a build by which the element starts.
#[derive(Debug, PartialEq, Eq)]
struct Files<'a> {
    element: &'a str,
    glue: &'a str,
    glue_integrity: &'a str,
    wasm: &'a str,
    integrity: &'a str,
}

impl<'a> Files<'a> {
    fn of(page: &'a str) -> Option<Self> {
        let element = tag_of(page, "element", ".js")?;
        let glue = tag_of(page, "flowlog-console", ".js")?;
        let (wasm, integrity) = wasm(page)?;
        Some(Self {
            element: attribute(element, "src")?.strip_prefix("./")?,
            glue: attribute(glue, "href")?.strip_prefix("./")?,
            glue_integrity: attribute(glue, "integrity")?,
            wasm,
            integrity,
        })
    }

    /// Browsers ignore an integrity on a preload of this kind and warn of it; `boot.js` needs the value all the same.
    fn quiet_page(&self, page: &str) -> String {
        let integrity = self.integrity;
        page.replace(&format!(" integrity=\"{integrity}\""), &format!(" data-integrity=\"{integrity}\""))
    }

    /// The module by which another page uses the console: it defines the elements with the hashed files beside it.
    fn portal_entry(&self, parts: &str) -> String {
        let Self { glue, glue_integrity, wasm, integrity, .. } = self;
        format!(
            "import {{ defineFlowlogElements }} from \"./{parts}\";\n\
             export * from \"./{parts}\";\n\
             const beside = (name) => new URL(name, import.meta.url).href;\n\
             defineFlowlogElements({{\n\
             \x20 glue: beside(\"./{glue}\"),\n\
             \x20 glueIntegrity: \"{glue_integrity}\",\n\
             \x20 wasm: beside(\"./{wasm}\"),\n\
             \x20 integrity: \"{integrity}\",\n\
             }});\n"
        )
    }
}

/// Whether a file names hashed files of the build, which therefore have to be there before it.
fn names_others(file: &Path) -> bool {
    ["index.html", frame::PAGE, PORTAL_ENTRY].iter().any(|name| file.ends_with(name))
}

/// Brings the staged site to `dist/` so that a server which reads it meanwhile always finds a whole one: new files
/// first, the pages and the portal's entry that name them, then the files that nothing names any more.
fn publish(site: &Path, dist: &Path) -> Result<()> {
    let mut files = stamp::files(site)?;
    files.sort_by_key(|file| names_others(file));
    let names: Vec<_> = files.iter().filter_map(|file| file.strip_prefix(site).ok()).collect();
    for name in &names {
        let to = dist.join(name);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).map_err(|error| Failure::file("made", folder, &error))?;
        }
        fs::copy(site.join(name), &to).map_err(|error| Failure::file("written", &to, &error))?;
    }
    for file in stamp::files(dist)? {
        if file.strip_prefix(dist).is_ok_and(|name| !names.contains(&name)) {
            fs::remove_file(&file).map_err(|error| Failure::file("removed", &file, &error))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<link rel=\"modulepreload\" href=\"./flowlog-console-1.js\" integrity=\"sha384-g\">\
        <link rel=\"preload\" href=\"./flowlog-console-1_bg.wasm\" integrity=\"sha384-w\" as=\"fetch\">\
        <script type=\"module\" src=\"./element-2.js\"></script>";

    #[test]
    fn the_portal_entry_names_the_hashed_files() {
        let entry = Files::of(PAGE).unwrap().portal_entry("parts-3.js");
        assert!(entry.contains("from \"./parts-3.js\""), "{entry}");
        assert!(
            entry.contains("glue: beside(\"./flowlog-console-1.js\"),\n  glueIntegrity: \"sha384-g\""),
            "{entry}"
        );
        assert!(entry.contains("integrity: \"sha384-w\""), "{entry}");
    }

    #[test]
    fn only_the_preload_loses_its_integrity() {
        let page = Files::of(PAGE).unwrap().quiet_page(PAGE);
        assert!(
            page.contains(" integrity=\"sha384-g\"") && page.contains(" data-integrity=\"sha384-w\""),
            "{page}"
        );
    }

    #[test]
    fn what_names_others_is_published_after_them() {
        let mut files =
            ["flowlog-console.js", "index.html", "frame.html", "element-2.js", "flowlog-console-1.js"]
                .map(Path::new);
        files.sort_by_key(|file| names_others(file));
        assert_eq!(files[..2], ["element-2.js", "flowlog-console-1.js"].map(Path::new));
    }

    #[test]
    fn a_page_without_the_wasm_is_refused() {
        assert_eq!(Files::of("<script src=\"./element-2.js\"></script>"), None);
    }
}
