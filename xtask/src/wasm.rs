//! From what the compiler writes to what a browser loads: two wasm files, one of them for later, and their glue.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;
use wasm_encoder::reencode::{Reencode as _, RoundtripReencoder};
use wasm_encoder::{CustomSection, ExportKind, ExportSection, ImportSection, Module, RawSection};
use wasmparser::{Parser, Payload};

use crate::glue::Glue;
use crate::node;
use crate::order;
use crate::paths::Paths;
use crate::process::{Failure, Result, answer, run_quiet, step};
use crate::site::integrity;

/// Tells the linker to leave what the splitter reads. The profile strips symbols, which it needs as well.
pub const LINK_FLAG: &str = "-Clink-args=--emit-relocs";
pub const PROFILE: (&str, &str) = ("CARGO_PROFILE_RELEASE_STRIP", "false");
/// The feature that marks what the second wasm holds, see `src/pages/later.rs`.
pub const FEATURE: &str = "split";

/// The features that rustc 1.95 emits, by name: `--all-features` writes imports that browsers refuse.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];
/// Flattened and looped anew, the code packs better in brotli; so does -Os than -Oz.
const PASSES: [&str; 7] =
    ["-Os", "--flatten", "--rereloop", "-Os", "-Os", "--strip-debug", "--strip-producers"];
const NAME: &str = "flowlog-console";
/// With what the name of the second wasm begins.
pub const LATER_NAME: &str = "flowlog-later-";
const LATER: &str = include_str!("later.js");
/// By this name the first wasm imports the loader of the second.
const LOADER: &str = "./__wasm_split.js";
/// Where wasm-bindgen's macros leave what its program reads: pairs of a version and a description, each after its
/// length in four bytes.
const RECORDS: &str = "__wasm_bindgen_unstable";
/// Leptos brings classes for streams that only its server functions use. Their names contain this.
const STREAMS: &str = "intounderlying";
const IF_BINARYEN_FAILS: &str = "if it names a feature, add it to FEATURES in xtask/src/wasm.rs; otherwise delete node_modules and try again";

/// The files of one build, in its folder.
pub struct Built {
    pub glue: String,
    pub first: Vec<u8>,
    /// Named as the glue asks for it.
    pub later: (String, Vec<u8>),
}

/// Splits `compiled`, writes the bindings, and with Node makes all of it small.
pub fn build(paths: &Paths, compiled: &Path, wasm_bindgen: &Path, with_node: bool) -> Result<Built> {
    let folder = paths.work.join("wasm");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| Failure::file("emptied", &folder, &error))?;
    }
    fs::create_dir_all(&folder).map_err(|error| Failure::file("made", &folder, &error))?;
    let (main, later) = step("Splitting the WebAssembly", || split(compiled, &folder))?;
    run_quiet(
        Command::new(wasm_bindgen)
            .args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--no-demangle"])
            // Its own guess of the wasm's name, which a bundler would look for.
            .arg("--omit-default-module-path")
            .args(["--out-name", NAME, "--out-dir"])
            .arg(&folder)
            .arg(&main),
        "wasm-bindgen's message above says why",
    )?;
    let js = folder.join(format!("{NAME}.js"));
    let text = fs::read_to_string(&js).map_err(|error| Failure::file("read", &js, &error))?;
    let mut glue = Glue::parse(&text)?;
    let mut first = folder.join(format!("{NAME}_bg.wasm"));
    let mut second = later;
    if with_node {
        step("Shrinking the WebAssembly with Binaryen", || {
            let needed = without_unused(paths, &glue, &first, &folder)?;
            first = optimised(paths, &needed, &folder.join("first.wasm"))?;
            second = optimised(paths, &second, &folder.join("second.wasm"))?;
            Ok(())
        })?;
        glue.keep_imports(&imports(&read(&first)?)?);
    }
    let (mut first, mut second) = (shortened(&read(&first)?, &mut glue)?, read(&second)?);
    if with_node {
        step("Ordering the functions by likeness", || {
            first = order::by_likeness(&first).map_err(strange)?;
            second = order::by_likeness(&second).map_err(strange)?;
            Ok(())
        })?;
    }
    let digest = integrity(&second);
    let file = format!("{LATER_NAME}{}.wasm", crate::site::short(&digest));
    let loader = LATER.replace("{file}", &file).replace("{integrity}", &digest);
    glue.load_later(LOADER, &loader)?;
    Ok(Built { glue: glue.text(), first, later: (file, second) })
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|error| Failure::file("read", path, &error))
}

fn strange(what: impl std::fmt::Display) -> Failure {
    Failure::new(
        format!("the compiled WebAssembly cannot be read: {what}"),
        "delete the target folder and try again; if it stays, bring xtask/src/wasm.rs up to the compiler",
    )
}

fn split(compiled: &Path, folder: &Path) -> Result<(PathBuf, PathBuf)> {
    let input = without_streams(&read(compiled)?)?;
    let main = folder.join("main.wasm");
    let mut options = wasm_split_cli_support::Options::new(&input);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.link_name = LOADER;
    let split = wasm_split_cli_support::transform(options).map_err(strange)?;
    match <[PathBuf; 1]>::try_from(split.split_modules) {
        Ok([later]) => Ok((main, later)),
        Err(modules) => Err(strange(format_args!("it has {} parts for later instead of one", modules.len()))),
    }
}

/// Takes the exports for streams away, so that the splitter leaves out what only they use. After it is too late: then
/// all functions whose address was ever taken count as used.
fn without_streams(bytes: &[u8]) -> Result<Vec<u8>> {
    let is_stream = |name: &str| name.contains(STREAMS);
    rewritten(bytes, |payload| match payload {
        Payload::CustomSection(section) if section.name() == RECORDS => {
            let (mut data, mut rest) = (Vec::new(), section.data());
            while !rest.is_empty() {
                let (version, after) = record(rest)?;
                let (described, next) = record(after)?;
                if !is_stream(&String::from_utf8_lossy(described).to_ascii_lowercase()) {
                    data.extend_from_slice(version);
                    data.extend_from_slice(described);
                }
                rest = next;
            }
            Ok(Some(Section::Custom(data)))
        }
        Payload::ExportSection(section) => {
            let mut out = ExportSection::new();
            for export in section.clone() {
                let export = export.map_err(strange)?;
                if !is_stream(export.name) {
                    out.export(export.name, export.kind.into(), export.index);
                }
            }
            Ok(Some(Section::Exports(out)))
        }
        _ => Ok(None),
    })
}

/// The first record with its length, and what follows it.
fn record(bytes: &[u8]) -> Result<(&[u8], &[u8])> {
    let length = bytes.first_chunk::<4>().map(|length| u32::from_le_bytes(*length) as usize);
    let parts = length.and_then(|length| bytes.split_at_checked(4 + length));
    parts.ok_or_else(|| strange("a record of wasm-bindgen is cut"))
}

/// A section that takes another's place.
enum Section {
    Custom(Vec<u8>),
    Imports(ImportSection),
    Exports(ExportSection),
}

/// The module with some sections replaced and all others as they are.
fn rewritten(bytes: &[u8], replace: impl Fn(&Payload) -> Result<Option<Section>>) -> Result<Vec<u8>> {
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload.map_err(strange)?;
        match (replace(&payload)?, payload.as_section()) {
            (Some(Section::Custom(data)), _) => {
                module.section(&CustomSection { name: RECORDS.into(), data: data.into() });
            }
            (Some(Section::Imports(section)), _) => {
                module.section(&section);
            }
            (Some(Section::Exports(section)), _) => {
                module.section(&section);
            }
            (None, Some((id, range))) => {
                let range = usize::try_from(range.start).ok().zip(usize::try_from(range.end).ok());
                let data = range.and_then(|(start, end)| bytes.get(start..end));
                module.section(&RawSection { id, data: data.ok_or_else(|| strange("a section is cut"))? });
            }
            (None, None) => {}
        }
    }
    Ok(module.finish())
}

/// Drops the exports that no kept JavaScript calls, and with them the code and the imports that only they needed.
fn without_unused(paths: &Paths, glue: &Glue, wasm: &Path, folder: &Path) -> Result<PathBuf> {
    let (always, each) = glue.exports();
    let export = |name: &str| format!("export {name}");
    let reached = |names: &BTreeSet<String>| names.iter().map(|name| export(name)).collect::<Vec<_>>();
    let bytes = read(wasm)?;
    let mut graph = Vec::new();
    let mut roots = reached(&always);
    for (name, kind) in exports(&bytes)? {
        graph.push(json!({ "name": export(&name), "export": name }));
        if is_shared(&name, kind) {
            roots.push(export(&name));
        }
    }
    graph.push(json!({ "name": "page", "root": true, "reaches": roots }));
    let module = format!("./{NAME}_bg.js");
    for (name, exports) in &each {
        let import = [module.as_str(), name];
        graph
            .push(json!({ "name": format!("import {name}"), "import": import, "reaches": reached(exports) }));
    }
    let file = folder.join("graph.json");
    fs::write(&file, json!(graph).to_string()).map_err(|error| Failure::file("written", &file, &error))?;
    let out = folder.join("needed.wasm");
    // It prints what it leaves out.
    answer(
        Command::new(node::program(paths, "wasm-metadce"))
            .args(FEATURES)
            .arg(wasm)
            .arg("--graph-file")
            .arg(&file)
            .arg("--output")
            .arg(&out),
        IF_BINARYEN_FAILS,
    )?;
    Ok(out)
}

fn optimised(paths: &Paths, wasm: &Path, out: &Path) -> Result<PathBuf> {
    run_quiet(
        Command::new(node::program(paths, "wasm-opt"))
            .args(PASSES)
            .args(FEATURES)
            .arg(wasm)
            .arg("--output")
            .arg(out),
        IF_BINARYEN_FAILS,
    )?;
    Ok(out.to_path_buf())
}

/// What the second wasm takes from the first: its memory, its table, and what the splitter names.
fn is_shared(name: &str, kind: ExportKind) -> bool {
    kind != ExportKind::Func || name.starts_with("__wasm_split")
}

fn exports(bytes: &[u8]) -> Result<Vec<(String, ExportKind)>> {
    let mut names = Vec::new();
    for payload in Parser::new(0).parse_all(bytes) {
        if let Payload::ExportSection(section) = payload.map_err(strange)? {
            for export in section {
                let export = export.map_err(strange)?;
                names.push((export.name.to_owned(), export.kind.into()));
            }
        }
    }
    Ok(names)
}

fn imports(bytes: &[u8]) -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for payload in Parser::new(0).parse_all(bytes) {
        if let Payload::ImportSection(section) = payload.map_err(strange)? {
            for import in section.into_imports() {
                names.insert(import.map_err(strange)?.name.to_owned());
            }
        }
    }
    Ok(names)
}

/// The names by which wasm and glue know each other carry hashes that do not compress: both get short ones.
fn shortened(bytes: &[u8], glue: &mut Glue) -> Result<Vec<u8>> {
    let listed: Vec<String> = glue.imports().iter().map(|import| import.name.clone()).collect();
    let imports: BTreeMap<String, String> =
        listed.into_iter().enumerate().map(|(index, name)| (name, short_name(index))).collect();
    let own = exports(bytes)?.into_iter().filter(|(name, kind)| !is_shared(name, *kind));
    let exports: BTreeMap<String, String> =
        own.enumerate().map(|(index, (name, _))| (name, short_name(index))).collect();
    glue.rename(&imports, &exports);
    let short = |names: &BTreeMap<String, String>, name: &str| {
        names.get(name).cloned().unwrap_or_else(|| name.to_owned())
    };
    rewritten(bytes, |payload| match payload {
        Payload::ImportSection(section) => {
            let mut out = ImportSection::new();
            for import in section.clone().into_imports() {
                let import = import.map_err(strange)?;
                let kind = RoundtripReencoder.entity_type(import.ty).map_err(strange)?;
                out.import(import.module, &short(&imports, import.name), kind);
            }
            Ok(Some(Section::Imports(out)))
        }
        Payload::ExportSection(section) => {
            let mut out = ExportSection::new();
            for export in section.clone() {
                let export = export.map_err(strange)?;
                out.export(&short(&exports, export.name), export.kind.into(), export.index);
            }
            Ok(Some(Section::Exports(out)))
        }
        _ => Ok(None),
    })
}

/// `a`, `b`, … `z`, `ba`, … in which no two numbers share a name.
fn short_name(index: usize) -> String {
    let mut name = String::new();
    let mut rest = index;
    loop {
        name.insert(0, char::from(b'a' + u8::try_from(rest % 26).unwrap_or_default()));
        rest /= 26;
        if rest == 0 {
            return name;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_differ() {
        let names: BTreeSet<_> = (0..2000).map(short_name).collect();
        assert_eq!(names.len(), 2000);
        assert!(names.iter().all(|name| name.len() <= 3));
        assert_eq!((short_name(0), short_name(25), short_name(26)), ("a".into(), "z".into(), "ba".into()));
    }
}
