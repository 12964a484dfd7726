//! Builds the app, the stand widget and the server. The app is built once, in its released form, for
//! the demo, the tests and the release alike.

use crate::places::root;
use crate::setup::{self, Tools};
use crate::steps::{cargo, path_with, run, step};
use crate::{fresh, styles};
use std::process::Command;

/// Everything that the app's program and files are made of.
const APP_INPUTS: [&str; 12] = [
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
    "xtask/web-tools",
];

/// `cargo xtask build`: the released form.
pub fn release() -> Result<(), String> {
    let tools = setup::for_build()?;
    app(&tools)?;
    server()
}

/// The web files in dist/, compressed.
pub fn app(tools: &Tools) -> Result<(), String> {
    step("The app and the stand widget", || {
        fresh::unless_done("app", &APP_INPUTS, &root().join("dist/index.html.br"), || {
            // Before Trunk, which looks for the sheet when it reads index.html.
            styles::write()?;
            trunk(tools)?;
            shrink(tools)?;
            run(Command::new("node").arg("xtask/compress.mjs").arg("dist").current_dir(root()))
        })
    })
}

fn trunk(tools: &Tools) -> Result<(), String> {
    let mut trunk = Command::new("trunk");
    // Trunk takes the variable for a yes-or-no option and stops at other values.
    trunk.args(["build", "--release"]).env_remove("NO_COLOR").env("PATH", path_with(&tools.0));
    run(trunk.current_dir(root()))
}

/// The scripts and sheets in dist/, without blanks and long names. (Trunk's own way stops at today's
/// syntax.)
fn shrink(tools: &Tools) -> Result<(), String> {
    let dist = root().join("dist");
    let entries = std::fs::read_dir(&dist).map_err(|cause| format!("{}: {cause}", dist.display()))?;
    let names = entries.flatten().map(|entry| entry.path());
    let texts = names.filter(|path| path.extension().is_some_and(|ending| ending == "js" || ending == "css"));
    let mut esbuild = Command::new("esbuild");
    esbuild.args(["--minify", "--log-level=warning", "--allow-overwrite", "--outdir=dist"]).args(texts);
    run(esbuild.env("PATH", path_with(&tools.0)).current_dir(root()))
}

/// `target/release/kontor`, the web files inside.
pub fn server() -> Result<(), String> {
    step("The server", || run(cargo().args(["build", "--release", "--package", "server"])))
}
