//! Splits the WebAssembly of the console with the library of Leptos' splitter, and makes it small with Binaryen.

use fs_err as fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use wasm_split_cli_support::{Options, transform};

use crate::node;
use crate::paths::Paths;
use crate::process::{Failure, Result, run_quiet, step};
use crate::tools::TARGET;

/// Has `build.rs` make a build for the splitter.
pub const SPLIT: (&str, &str) = ("FLOWLOG_SPLIT", "1");
/// The profile in Cargo.toml of which www/index.html has trunk make the console.
pub const PROFILE: &str = "console";
/// By this name the first WebAssembly imports the function that fetches the second one.
pub const LINK: &str = "./__wasm_split.js";

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
/// rustc has inlined already: with Binaryen's usual limits the brotli grows by 42 KB, since functions that were alike then
/// differ. Only the smallest are inlined. Flattened first, and twice over, the code is 9 KB smaller.
const PASSES: [&str; 9] = [
    "--always-inline-max-function-size=4",
    "--flexible-inline-max-function-size=4",
    "--one-caller-inline-max-function-size=8",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--strip-debug",
    "--strip-producers",
];

/// Splits what was compiled, and writes the bindings of the first part and the second part, both by their plain names.
pub fn split(paths: &Paths, wasm_bindgen: &Path, glue: &Path, later: &Path) -> Result<()> {
    let work = paths.work.join("split");
    fs::create_dir_all(&work)?;
    step("Splitting the WebAssembly", || {
        let compiled = fs::read(paths.target.join(TARGET).join(PROFILE).join("flowlog_console.wasm"))?;
        let first = work.join("first.wasm");
        let mut options = Options::new(&compiled);
        options.output_dir = &work;
        options.main_out_path = &first;
        options.link_name = LINK;
        let parts = transform(options).map_err(|error| unsplit(&error))?.split_modules;
        let [second] = <[PathBuf; 1]>::try_from(parts)
            .map_err(|parts| unsplit(&format!("it has {} parts for later instead of one", parts.len())))?;
        fs::copy(second, later)?;
        let mut command = Command::new(wasm_bindgen);
        command.args(["--target", "web", "--no-typescript", "--keep-lld-exports"]);
        command.arg("--out-name").args(glue.file_stem()).arg("--out-dir").args(glue.parent()).arg(&first);
        run_quiet(&mut command, "wasm-bindgen's message above says why")
    })
}

fn unsplit(why: &dyn std::fmt::Display) -> Failure {
    Failure::new(
        format!("the WebAssembly cannot be split: {why}"),
        "the versions of wasm_split_helpers and wasm_split_cli_support in Cargo.lock have to belong together",
    )
}

/// Optimises a file in its place.
pub fn optimise(paths: &Paths, file: &Path) -> Result<()> {
    step("Shrinking the WebAssembly with Binaryen", || {
        run_quiet(
            Command::new(node::program(paths, "wasm-opt"))
                .args(PASSES)
                .args(FEATURES)
                .arg(file)
                .arg("--output")
                .arg(file),
            "if it names a feature, add it to FEATURES in xtask/src/wasm.rs; otherwise delete node_modules and try again",
        )
    })
}
