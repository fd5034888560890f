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
/// For speed: brotli packs what the compiler wrote 17 KB smaller, but with these passes the browser's main thread works a
/// quarter less until the first row. `-O3` in place of `-Oz` is as fast and 1 KB larger.
const PASSES: [&str; 3] = ["-Oz", "--strip-debug", "--strip-producers"];

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
