//! Tools that are Rust programs: installed by cargo into a folder that carries their version.
//!
//! They are built small-effort (see `EFFORT`): they run for seconds, but would compile for a quarter of an hour.

use crate::places;
use crate::steps::{cargo, run, spoken};
use std::path::PathBuf;
use std::time::Instant;

struct Tool<'a> {
    package: &'a str,
    program: &'a str,
    version: &'a str,
    opt_level: &'a str,
    features: &'a str,
    /// Whether to use the versions that the tool's own lock file names.
    locked: bool,
}

/// The tool of the very version of the crate in Cargo.lock: the two speak a private format.
pub fn wasm_bindgen() -> Result<PathBuf, String> {
    let lock = places::read(&places::root().join("Cargo.lock"))?;
    let version = locked_version(&lock, "wasm-bindgen")
        .ok_or("Cargo.lock names no wasm-bindgen: run `cargo update -w`, then start again")?;
    // Its lock file names a version that the registry no longer has.
    install(&Tool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version,
        opt_level: "1",
        features: "",
        locked: false,
    })
}

/// Cuts a program into chunks; it must know what `wasm_split_helpers` of Cargo.lock writes.
pub fn wasm_split() -> Result<PathBuf, String> {
    install(&Tool {
        package: "wasm_split_cli_support",
        program: "wasm-split-cli",
        version: "0.2.4",
        opt_level: "1",
        features: "build-binary",
        locked: true,
    })
}

pub fn trunk() -> Result<PathBuf, String> {
    install(&Tool {
        package: "trunk",
        program: "trunk",
        version: "0.21.14",
        opt_level: "0",
        features: "",
        locked: true,
    })
}

/// The folder of the tool's programs, after installing it when it is not there.
fn install(tool: &Tool<'_>) -> Result<PathBuf, String> {
    let folder = places::tool(tool.program, tool.version)?;
    let programs = folder.join("bin");
    if programs.join(tool.program).is_file() {
        println!("{} {}: there", tool.program, tool.version);
        return Ok(programs);
    }
    println!("{} {}: compiling, some minutes, only this once", tool.program, tool.version);
    let started = Instant::now();
    let mut command = cargo();
    command
        .args(["install", tool.package, "--version", tool.version, "--no-default-features"])
        .args(["--features", tool.features, "--root"])
        .arg(&folder)
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", tool.opt_level)
        .env("CARGO_PROFILE_RELEASE_DEBUG", "false");
    if tool.locked {
        command.arg("--locked");
    }
    run(&mut command).map_err(|cause| {
        format!(
            "{cause}\n{} {} could not be installed from crates.io: see the lines above. \
             A copy put into {} is used as it is.",
            tool.package,
            tool.version,
            programs.display()
        )
    })?;
    println!("{} {}: {}", tool.program, tool.version, spoken(started.elapsed()));
    Ok(programs)
}

fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let mut lines = lock.lines();
    lines.find(|line| line.strip_prefix("name = ").is_some_and(|name| name.trim_matches('"') == package))?;
    lines.next()?.strip_prefix("version = ").map(|version| version.trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    #[test]
    fn the_version_is_that_of_the_very_package() {
        let lock = "[[package]]\nname = \"ab\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"a\"\nversion = \"2.0.0\"\n";
        assert_eq!(locked_version(lock, "a"), Some("2.0.0"));
        assert_eq!(locked_version(lock, "b"), None);
    }
}
