//! With `FLOWLOG_SPLIT`, as xtask/src/wasm.rs sets it, the build is one for the splitter: `cfg(split)` marks what comes
//! later, and the linker keeps what the splitter reads. No other WebAssembly of the site is split.

fn main() {
    println!("cargo::rerun-if-env-changed=FLOWLOG_SPLIT");
    println!("cargo::rustc-check-cfg=cfg(split)");
    if std::env::var_os("FLOWLOG_SPLIT").is_some() {
        println!("cargo::rustc-cfg=split");
        println!("cargo::rustc-link-arg-cdylib=--emit-relocs");
    }
}
