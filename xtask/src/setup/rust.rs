//! The parts of the Rust toolchain that rustup does not install by itself.

use crate::places::root;
use crate::steps::{answer, run};
use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";

const WITHOUT_RUSTUP: &str = "\
The standard library for wasm32-unknown-unknown could not be installed by rustup.
Install rustup, or run `rustup target add wasm32-unknown-unknown` where the network allows it.
On Debian without such a network: install the packages rustc-web, cargo-web and rust-web-src, build the
target's standard library with them (RUSTC_BOOTSTRAP=1 cargo build -Zbuild-std=std,panic_abort --target
wasm32-unknown-unknown in any library crate) and copy its rlibs into the toolchain's
lib/rustlib/wasm32-unknown-unknown/lib; then start again.";

/// The standard library for the browser.
pub fn wasm_target() -> Result<(), String> {
    let root = answer(Command::new("rustc").args(["--print", "sysroot"]))?;
    let library = Path::new(&root).join("lib/rustlib").join(TARGET).join("lib");
    if library.is_dir() {
        println!("{TARGET}: there");
        return Ok(());
    }
    run(Command::new("rustup").args(["target", "add", TARGET]))
        .map_err(|cause| format!("{WITHOUT_RUSTUP}\n({cause})"))
}

/// The source of the standard library, which the released app is built with.
pub fn standard_library_source() -> Result<(), String> {
    if standard_library()?.join("std").is_dir() {
        println!("rust-src: there");
        return Ok(());
    }
    run(Command::new("rustup").args(["component", "add", "rust-src"])).map_err(|cause| {
        format!(
            "the source of the standard library is missing: run `rustup component add rust-src` ({cause})"
        )
    })
}

/// Every package that the app and the standard library are built from: Trunk lets nobody ask the network.
pub fn packages() -> Result<(), String> {
    let fetch = |manifest: &Path| {
        let mut cargo = Command::new("cargo");
        cargo.args(["fetch", "--quiet", "--locked", "--manifest-path"]).arg(manifest);
        cargo
    };
    run(&mut fetch(&root().join("Cargo.toml")))?;
    let library = standard_library()?.join("Cargo.toml");
    // It names features of the compiler that it belongs to.
    run(fetch(&library).env("RUSTC_BOOTSTRAP", "1"))?;
    println!("packages: there");
    Ok(())
}

fn standard_library() -> Result<PathBuf, String> {
    let root = answer(Command::new("rustc").args(["--print", "sysroot"]))?;
    Ok(Path::new(&root).join("lib/rustlib/src/rust/library"))
}

/// The formatter and the linter.
pub fn components() -> Result<(), String> {
    let missing: Vec<_> = [("rustfmt", "cargo-fmt"), ("clippy", "cargo-clippy")]
        .into_iter()
        .filter(|(_, program)| answer(Command::new(program).arg("--version")).is_err())
        .map(|(component, _)| component)
        .collect();
    if missing.is_empty() {
        println!("rustfmt, clippy: there");
        return Ok(());
    }
    run(Command::new("rustup").args(["component", "add"]).args(&missing))
}
