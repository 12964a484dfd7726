//! The app in dist/: Trunk with the right tools and the flags that make it small. It is built once, in its
//! released form, for the demo, the tests and the release alike.

use crate::places::root;
use crate::setup::Tools;
use crate::steps::{path_with, run, step};
use crate::{chunks, fresh, naming, shrink, styles};
use std::process::Command;

/// Everything that the app's program and files are made of.
const INPUTS: [&str; 19] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "app",
    "public",
    "shared",
    "stand",
    "style",
    "styles",
    "words",
    "xtask/compress.mjs",
    "xtask/split",
    "xtask/src/app.rs",
    "xtask/src/chunks.rs",
    "xtask/src/naming.rs",
    "xtask/src/shrink.rs",
    "xtask/src/styles.rs",
    "xtask/web-tools",
];

/// One kind of view instead of hundreds; what is needed to cut the program into chunks; no words for
/// panics, which stop the page either way. Together about a fifth less to load.
const FLAGS: [&str; 6] = [
    "--cfg=erase_components",
    "-Clink-args=--emit-relocs",
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zlocation-detail=none",
    "-Zfmt-debug=none",
];

/// Where cargo looks for them: they are for the browser's program alone.
const FLAGS_VARIABLE: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// The web files in dist/, compressed.
pub fn build(tools: &Tools) -> Result<(), String> {
    step("The app and the stand widget", || {
        fresh::unless_done("app", &INPUTS, &root().join("dist/index.html.br"), || {
            // Before Trunk, which looks for the sheet when it reads index.html.
            styles::write()?;
            let mut trunk = trunk(tools, &["build", "--release"]);
            // The standard library is built along, without what nobody calls. Its source and these flags
            // are of the very compiler in use, which is what the variable is for.
            trunk.env(FLAGS_VARIABLE, FLAGS.join(" ")).env("RUSTC_BOOTSTRAP", "1");
            trunk.env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort");
            trunk.env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size");
            run(&mut trunk)?;
            shrink::all(tools)?;
            naming::finish()?;
            run(Command::new("node").arg("xtask/compress.mjs").arg("dist").current_dir(root()))
        })
    })
}

/// `cargo xtask serve`: rebuilds the app on every change and serves it, the rest from a `kontor demo`.
pub fn serve(tools: &Tools, arguments: &[String]) -> Result<(), String> {
    styles::write()?;
    let mut trunk = trunk(tools, &["serve"]);
    run(trunk.args(arguments).env(FLAGS_VARIABLE, FLAGS[..2].join(" ")))
}

/// Trunk, its tools on PATH, ours before wasm-bindgen.
fn trunk(tools: &Tools, arguments: &[&str]) -> Command {
    let mut folders = vec![root().join("xtask/split")];
    folders.extend(tools.folders());
    // The hooks of Trunk.toml call this very program: cargo would build it anew, with the app's flags.
    let own = std::env::current_exe().ok();
    folders.extend(own.and_then(|program| Some(program.parent()?.to_owned())));
    let mut trunk = Command::new("trunk");
    // Trunk takes the variable for a yes-or-no option and stops at other values.
    trunk.args(arguments).env_remove("NO_COLOR").env("PATH", path_with(&folders));
    trunk.env("KONTOR_WASM_BINDGEN", tools.bindgen.join("wasm-bindgen"));
    trunk.env("KONTOR_WASM_SPLIT", tools.split.join("wasm-split-cli"));
    trunk.env("KONTOR_CHUNKS", chunks::folder());
    trunk.current_dir(root());
    trunk
}
