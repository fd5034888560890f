//! Building the site: trunk puts it together, Binaryen and esbuild make it small, each file that a page names gets a name
//! by its content, and `dist/` receives it whole.

use fs_err as fs;
use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use base64::Engine as _;
use sha2::{Digest as _, Sha384};

use crate::html::{attribute, tags};
use crate::paths::Paths;
use crate::process::{Failure, Result, answer, ask, run, say, step};
use crate::tools::{TARGET, TRUNK, Tool, ensure_target, lock};
use crate::{node, stamp, wasm};

/// What `dist/` is made of, from the root of the repository.
const INPUTS: [&str; 9] = [
    "Cargo.toml",
    "Cargo.lock",
    ".cargo",
    "Trunk.toml",
    "build.rs",
    "package-lock.json",
    "engine",
    "src",
    "www",
];

/// The pages that people and portals open by these names.
const PAGES: [&str; 2] = ["index.html", "frame.html"];
/// What pages load, ours and those of portals: its name stays, so that a portal can name it.
const ENTRY: &str = "flowlog-console.js";
/// The modules of which the entry is made.
const MODULES: [&str; 3] = ["parts.js", "element.js", "load.js"];
/// What trunk and wasm-bindgen write.
const GLUE: &str = "wasm/flowlog-console.js";
const WASM: &str = "wasm/flowlog-console_bg.wasm";
/// The part of the console that comes later, and the module that fetches it.
const LATER: &str = "wasm/flowlog-later.wasm";
const LATER_MODULE: &str = "later.js";
/// What reads log files: the script of a worker, the modules of which it is made, and its wasm.
const WORKER: &str = "log-worker.js";
const WORKER_MODULES: [&str; 4] =
    ["log-files.js", "log-parquet.js", "wasm/flowlog-worker.js", "wasm/flowlog-parquet-worker.js"];
const WORKER_WASM: [&str; 2] = ["wasm/flowlog-worker_bg.wasm", "wasm/flowlog-parquet-worker_bg.wasm"];
/// The types of the entry and of the module that places the iframe, by the names that they have in `www/`.
const TYPES: [(&str, &str); 2] =
    [("element.d.ts", "flowlog-console.d.ts"), ("frame-host.d.ts", "frame-host.d.ts")];

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
    let programs = compiled_beside(paths, with_node)?;
    let staging = paths.work.join("site");
    step("Compiling the console with trunk (minutes the first time)", || {
        let mut command = trunk(paths, &programs)?;
        command.args(["build", "--release", "--offline", "--dist"]).arg(&staging);
        run(for_site(&mut command, paths, with_node), "the messages above say where")
    })?;
    if with_node {
        let program = Tool::wasm_bindgen(paths)?.ensure(paths)?.join("wasm-bindgen");
        wasm::split(paths, &program, &staging.join(GLUE), &staging.join(LATER))?;
    }
    Site { paths, folder: &staging, with_node, named: BTreeMap::new() }.finish()?;
    publish(&staging, &paths.dist)?;
    let record = record(paths, &inputs, with_node)?;
    write(&paths.work.join("site.stamp"), record)
}

pub fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    Ok(fs::write(path, content)?)
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

/// The same. Where a tool has to be compiled, the console is compiled meanwhile: its last step, minutes of optimising,
/// keeps one core busy alone. trunk then finds it done.
fn compiled_beside(paths: &Paths, with_node: bool) -> Result<Vec<PathBuf>> {
    if Tool::trunk().found(paths).is_some() && Tool::wasm_bindgen(paths)?.found(paths).is_some() {
        return programs(paths);
    }
    thread::scope(|scope| {
        let tools = scope.spawn(|| programs(paths));
        step("Compiling the console meanwhile", || {
            let mut command = Command::new("cargo");
            // As trunk asks for it.
            command.args(["build", "--target", TARGET, "--profile", wasm::PROFILE]).current_dir(&paths.root);
            run(for_site(&mut command, paths, with_node), "the messages above say where")
        })?;
        tools.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// The settings of the site's build. Without Node it is not split: nothing could put the loader into the glue.
fn for_site<'a>(command: &'a mut Command, paths: &Paths, is_split: bool) -> &'a mut Command {
    settings(command, paths).envs(is_split.then_some(wasm::SPLIT))
}

/// The settings of a release build.
pub fn settings<'a>(command: &'a mut Command, paths: &Paths) -> &'a mut Command {
    let home = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")))
        .unwrap_or_default();
    let map = |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    let flags = [
        // No folder of the builder in the panic messages, so that builds can be compared.
        map(&paths.root, "."),
        map(&home.join("registry").join("src"), "crates"),
        // Leptos then makes one type of all views: 265 bytes of brotli an element with attributes in place of 384.
        "--cfg=erase_components".to_owned(),
        // The splitter reads names. wasm-opt takes them away.
        "-Cstrip=none".to_owned(),
    ];
    command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"))
}

/// Everything that decides what `dist/` holds.
pub fn inputs(paths: &Paths) -> Result<String> {
    let files: Vec<_> = INPUTS.iter().map(|name| paths.root.join(name)).collect();
    let compiler = ask("rustc", &["--version"]).unwrap_or_default();
    let own = [include_str!("site.rs"), include_str!("html.rs"), include_str!("wasm.rs")];
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

/// The site that trunk has staged, on its way to what is published.
struct Site<'a> {
    paths: &'a Paths,
    folder: &'a Path,
    with_node: bool,
    /// What has a name by its content, by the name that it had.
    named: BTreeMap<String, Named>,
}

/// A file whose name carries a hash of its content, so that caches may keep it for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Named {
    name: String,
    integrity: String,
    /// In bytes, as a browser has it after it was unpacked.
    size: usize,
}

impl Named {
    fn of(file: &str, content: &[u8]) -> Named {
        let integrity = integrity(content);
        let file = file.rsplit('/').next().unwrap_or(file);
        let (stem, end) = file.split_at(file.find("_bg.").or_else(|| file.find('.')).unwrap_or(file.len()));
        Named { name: format!("{stem}-{}{end}", short(&integrity)), integrity, size: content.len() }
    }
}

impl Site<'_> {
    fn finish(mut self) -> Result<()> {
        if self.with_node {
            wasm::optimise(self.paths, &self.folder.join(WASM))?;
            self.later()?;
        }
        self.remove(LATER_MODULE)?;
        let wasm = self.name(WASM)?;
        // A bundler that meets the glue in the npm package looks for the file.
        self.edit(GLUE, |text| replaced(text, "flowlog-console_bg.wasm", &wasm.name))?;
        let glue = self.name(GLUE)?;
        self.edit("element.js", |text| replaced(text, "{version}", env!("CARGO_PKG_VERSION")))?;
        self.edit(ENTRY, |text| entry(text, &glue, &wasm))?;
        let worker = self.worker()?;
        self.edit(ENTRY, |text| replaced(text, &format!("\"./{WORKER}\""), &format!("\"./{worker}\"")))?;
        if self.with_node {
            let bundle = self.small(&self.folder.join(ENTRY), &["--bundle"])?;
            write(&self.folder.join(ENTRY), bundle)?;
            for module in MODULES {
                self.remove(module)?;
            }
        }
        for page in PAGES {
            let text = self.page(&self.read(page)?)?;
            write(&self.folder.join(page), text)?;
        }
        for (from, to) in TYPES {
            let path = self.paths.root.join("www").join(from);
            let text = fs::read_to_string(&path)?;
            // In the site the element's types have the name of the entry.
            write(&self.folder.join(to), text.replace("\"./element.js\"", "\"./flowlog-console.js\""))?;
        }
        Ok(())
    }

    /// Makes the second part small, and has the glue fetch it.
    fn later(&mut self) -> Result<()> {
        wasm::optimise(self.paths, &self.folder.join(LATER))?;
        let later = self.name(LATER)?;
        self.edit(LATER_MODULE, |text| fetched_later(text, &later))?;
        self.edit(GLUE, |text| replaced(text, &format!("from \"{}\"", wasm::LINK), "from \"../later.js\""))?;
        let bundle = self.small(&self.folder.join(GLUE), &["--bundle"])?;
        write(&self.folder.join(GLUE), bundle)
    }

    /// Makes the worker's script one file that names its wasm. Gives its name.
    fn worker(&mut self) -> Result<String> {
        for file in WORKER_WASM {
            if self.with_node {
                wasm::optimise(self.paths, &self.folder.join(file))?;
            }
            let wasm = self.name(file)?;
            self.edit(WORKER, |text| checked(text, file, &wasm))?;
        }
        if !self.with_node {
            return Ok(WORKER.to_owned());
        }
        let bundle = self.small(&self.folder.join(WORKER), &["--bundle"])?;
        write(&self.folder.join(WORKER), bundle)?;
        for module in WORKER_MODULES {
            self.remove(module)?;
        }
        Ok(self.name(WORKER)?.name)
    }

    /// The page with the new names of what it loads, and the integrity of what a browser checks it for.
    fn page(&mut self, page: &str) -> Result<String> {
        let mut text = page.to_owned();
        for tag in tags(page, "link").into_iter().chain(tags(page, "script")) {
            let source = attribute(tag, "href").or_else(|| attribute(tag, "src")).unwrap_or_default();
            let Some(file) = source.strip_prefix("./").filter(|file| is_fixed(file)) else { continue };
            let named = self.name(file)?;
            text = text.replace(tag, &retagged(tag, source, &named));
        }
        Ok(text)
    }

    /// Gives a file a name by its content, a script after it was made small.
    fn name(&mut self, file: &str) -> Result<Named> {
        if let Some(named) = self.named.get(file) {
            return Ok(named.clone());
        }
        let path = self.folder.join(file);
        let content = if self.with_node && file.ends_with(".js") {
            self.small(&path, &[])?.into_bytes()
        } else {
            fs::read(&path)?
        };
        let named = Named::of(file, &content);
        write(&self.folder.join(&named.name), content)?;
        self.remove(file)?;
        self.named.insert(file.to_owned(), named.clone());
        Ok(named)
    }

    fn read(&self, file: &str) -> Result<String> {
        let path = self.folder.join(file);
        Ok(fs::read_to_string(&path)?)
    }

    fn edit(&self, file: &str, edit: impl FnOnce(&str) -> Result<String>) -> Result<()> {
        write(&self.folder.join(file), edit(&self.read(file)?)?)
    }

    fn remove(&self, file: &str) -> Result<()> {
        let path = self.folder.join(file);
        Ok(fs::remove_file(&path)?)
    }

    /// A script without what only its readers need.
    fn small(&self, script: &Path, more: &[&str]) -> Result<String> {
        answer(
            Command::new(node::program(self.paths, "esbuild")).arg(script).args(more).args([
                "--minify",
                "--format=esm",
                "--target=es2022",
                "--charset=utf8",
                "--log-level=warning",
            ]),
            "delete node_modules and try again",
        )
    }
}

/// Whether a file is the same as long as its name is: the entry is another one after each update, and whoever runs the
/// site writes its configuration.
fn is_fixed(file: &str) -> bool {
    ![ENTRY, "config.json"].contains(&file)
}

/// The entry with the names of its build.
fn entry(text: &str, glue: &Named, wasm: &Named) -> Result<String> {
    let text = replaced(text, &format!("\"./{WASM}\""), &format!("\"./{}\"", wasm.name))?;
    let text = replaced(&text, &format!("\"./{GLUE}\""), &format!("\"./{}\"", glue.name))?;
    let text = replaced(&text, " integrity: \"\"", &format!(" integrity: \"{}\"", wasm.integrity))?;
    let text = replaced(&text, "size: 0", &format!("size: {}", wasm.size))?;
    replaced(&text, "glueIntegrity: \"\"", &format!("glueIntegrity: \"{}\"", glue.integrity))
}

/// The module that fetches the second part, with its name and what to check it for.
fn fetched_later(text: &str, later: &Named) -> Result<String> {
    let text = replaced(text, &format!("\"./{LATER}\""), &format!("\"./{}\"", later.name))?;
    replaced(&text, "integrity: \"\"", &format!("integrity: \"{}\"", later.integrity))
}

/// A script with the name of a wasm that it fetches, and what to check it for.
fn checked(text: &str, file: &str, wasm: &Named) -> Result<String> {
    let Named { name, integrity, .. } = wasm;
    let from = format!("wasm: \"./{file}\", integrity: \"\"");
    replaced(text, &from, &format!("wasm: \"./{name}\", integrity: \"{integrity}\""))
}

/// A tag that names a file by its content. A preload for `fetch` gets no integrity: browsers ignore it there, and warn.
fn retagged(tag: &str, source: &str, named: &Named) -> String {
    let Named { name, integrity, .. } = named;
    let checked = match attribute(tag, "rel") {
        None | Some("stylesheet" | "modulepreload") => format!(" integrity=\"{integrity}\""),
        Some(_) => String::new(),
    };
    tag.replace(&format!("\"{source}\""), &format!("\"./{name}\"{checked}"))
}

/// `text` with the one place of `from` replaced.
fn replaced(text: &str, from: &str, to: &str) -> Result<String> {
    match text.matches(from).count() {
        1 => Ok(text.replace(from, to)),
        count => Err(Failure::new(
            format!("a script of the site has {from:?} {count} times instead of once"),
            "bring xtask/src/site.rs up to www/ and to what wasm-bindgen writes",
        )),
    }
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

/// Whether a file names hashed files of the build, which therefore have to be there before it.
fn names_others(file: &Path) -> bool {
    file.ends_with(ENTRY) || PAGES.iter().any(|page| file.ends_with(page))
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
            fs::create_dir_all(folder)?;
        }
        fs::copy(site.join(name), &to)?;
    }
    for file in stamp::files(dist)? {
        if file.strip_prefix(dist).is_ok_and(|name| !names.contains(&name)) {
            fs::remove_file(&file)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str, integrity: &str) -> Named {
        Named { name: name.to_owned(), integrity: integrity.to_owned(), size: 7 }
    }

    #[test]
    fn the_entry_names_the_files_of_its_build() {
        let text = include_str!("../../www/flowlog-console.js");
        let text = entry(text, &named("glue-1.js", "sha384-g"), &named("wasm-2.wasm", "sha384-w")).unwrap();
        for line in [
            "  glue: beside(\"./glue-1.js\"),\n  glueIntegrity: \"sha384-g\",",
            "  wasm: beside(\"./wasm-2.wasm\"),\n  integrity: \"sha384-w\",\n  size: 7,",
        ] {
            assert!(text.contains(line), "{text}");
        }
        assert!(entry(&text, &named("a", "b"), &named("c", "d")).is_err());
    }

    #[test]
    fn the_glue_names_the_part_that_comes_later() {
        let text = include_str!("../../www/later.js");
        let text = fetched_later(text, &named("later-1.wasm", "sha384-l")).unwrap();
        for words in ["new URL(\"./later-1.wasm\", import.meta.url)", "integrity: \"sha384-l\""] {
            assert!(text.contains(words), "{text}");
        }
    }

    #[test]
    fn the_worker_names_its_wasm() {
        let text = include_str!("../../www/log-worker.js");
        let text = WORKER_WASM.iter().fold(text.to_owned(), |text, file| {
            checked(&text, file, &named(&format!("{}-1", file.len()), "sha384-w")).unwrap()
        });
        assert!(text.contains("wasm: \"./27-1\", integrity: \"sha384-w\""), "{text}");
        assert_eq!(text.matches("sha384-w").count(), 2);
    }

    #[test]
    fn a_name_carries_the_hash_before_its_end() {
        let hash = short(&integrity(b"x"));
        assert_eq!(hash.len(), 16);
        assert_eq!(Named::of(WASM, b"x").name, format!("flowlog-console-{hash}_bg.wasm"));
        assert_eq!(Named::of(GLUE, b"x").name, format!("flowlog-console-{hash}.js"));
        assert_eq!(Named::of("page.css", b"x").name, format!("page-{hash}.css"));
    }

    #[test]
    fn a_tag_names_the_file_by_its_content() {
        let check = |tag: &str, source: &str, expect: &str| {
            assert_eq!(retagged(tag, source, &named("a-1.b", "sha384-x")), expect);
        };
        check("<script src=\"./a.js\">", "./a.js", "<script src=\"./a-1.b\" integrity=\"sha384-x\">");
        check(
            "<link rel=\"stylesheet\" href=\"./a.css\">",
            "./a.css",
            "<link rel=\"stylesheet\" href=\"./a-1.b\" integrity=\"sha384-x\">",
        );
        check(
            "<link rel=\"preload\" as=\"fetch\" href=\"./a.wasm\">",
            "./a.wasm",
            "<link rel=\"preload\" as=\"fetch\" href=\"./a-1.b\">",
        );
    }

    #[test]
    fn the_entry_and_the_configuration_keep_their_names() {
        assert!(!is_fixed(ENTRY) && !is_fixed("config.json"));
        assert!(is_fixed(GLUE) && is_fixed("boot.js"));
    }

    #[test]
    fn what_names_others_is_published_after_them() {
        let mut files =
            ["flowlog-console.js", "index.html", "frame.html", "boot-2.js", "flowlog-console-1.js"]
                .map(Path::new);
        files.sort_by_key(|file| names_others(file));
        assert_eq!(files[..2], ["boot-2.js", "flowlog-console-1.js"].map(Path::new));
    }
}
