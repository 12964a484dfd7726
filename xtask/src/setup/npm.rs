//! What comes from the npm registry, always by `npm ci` from a lock file of the repository.

use crate::places;
use crate::steps::{answer, run};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of the end-to-end tests.
pub const END2END: &str = "end2end";
/// The folder of the chat pages that Kontor is measured beside.
pub const KITS: &str = "benches/kits";

const OLDEST_NODE: u32 = 20;

/// A copy of the lock file that the packages were installed from lies beside them.
const MARK: &str = "node_modules/.installed-from";

pub fn require_node() -> Result<(), String> {
    let needed =
        format!("node {OLDEST_NODE} or newer with npm is needed: on Debian `apt-get install nodejs npm`");
    let version = answer(Command::new("node").arg("--version")).map_err(|_| needed.clone())?;
    answer(Command::new("npm").arg("--version")).map_err(|_| needed.clone())?;
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_some_and(|major| major >= OLDEST_NODE) {
        println!("node {version}: there");
        Ok(())
    } else {
        Err(format!("{needed} (this is {version})"))
    }
}

/// wasm-opt and esbuild, from packages that carry them as programs. Gives their folder.
pub fn web_tools() -> Result<PathBuf, String> {
    let pinned = places::root().join("xtask/web-tools");
    let lock = places::read(&pinned.join("package-lock.json"))?;
    let version = |package| {
        let entry = format!("node_modules/{package}");
        version_of(&lock, &entry).ok_or(format!("xtask/web-tools/package-lock.json names no {package}"))
    };
    let versions = format!("{}-{}", version("binaryen")?, version("esbuild")?);
    let folder = places::tool("wasm-opt-esbuild", &versions)?;
    for file in ["package.json", "package-lock.json"] {
        places::write(&folder.join(file), &places::read(&pinned.join(file))?)?;
    }
    install(&folder, &format!("wasm-opt, esbuild {versions}"))?;
    Ok(folder.join("node_modules/.bin"))
}

/// The packages of a folder of the repository.
pub fn packages(folder: &str) -> Result<(), String> {
    install(&places::root().join(folder), &format!("npm packages of {folder}"))
}

fn install(folder: &Path, name: &str) -> Result<(), String> {
    let lock = places::read(&folder.join("package-lock.json"))?;
    let mark = folder.join(MARK);
    if std::fs::read_to_string(&mark).is_ok_and(|installed| installed == lock) {
        println!("{name}: there");
        return Ok(());
    }
    println!("{name}: installing");
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(folder);
    run(&mut npm)
        .map_err(|cause| format!("{cause}\nThe npm registry must be reachable, once, for {name}."))?;
    places::write(&mark, &lock)
}

/// The version that a lock file of npm gives to one entry.
fn version_of<'a>(lock: &'a str, entry: &str) -> Option<&'a str> {
    let (_, after) = lock.split_once(&format!("\"{entry}\""))?;
    let (_, version) = after.split_once("\"version\": \"")?;
    version.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::version_of;

    #[test]
    fn the_version_is_read_from_the_lock_file() {
        let lock = r#"{"packages": {"node_modules/a": {"version": "1.2.3"}}}"#;
        assert_eq!(version_of(lock, "node_modules/a"), Some("1.2.3"));
        assert_eq!(version_of(lock, "node_modules/b"), None);
    }
}
