//! Makes the WebAssembly small with Binaryen.

use std::path::Path;
use std::process::Command;

use crate::node;
use crate::paths::Paths;
use crate::process::{Result, run_quiet, step};

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
