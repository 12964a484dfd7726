//! `cargo xtask chunks`, called by Trunk after the build: puts the chunks of the program beside it, under
//! names that carry the hash of the whole program, so that browsers may keep them for good; and makes all of
//! them small.

use crate::places;
use crate::steps::answer;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The module that loads the chunks, as wasm-split names it.
const LOADER: &str = "__wasm_split.js";

/// What makes the programs smallest on the wire. Expressions that recur are left where they are, for the
/// compression to find; functions with like names, which have like code, lie together. The classes of
/// wasm-streams are there for nobody: nothing here makes a stream. No pointer wraps around into the first
/// kilobyte, where the stack ends.
const OPTIMISED: [&str; 8] = [
    "--remove-exports=*intounderlying*",
    "--low-memory-unused",
    "-Os",
    "--converge",
    "--skip-pass=local-cse",
    "--strip-debug",
    "--strip-producers",
    "--reorder-functions-by-name",
];

/// How script and loader become one file. What only frees classes that nobody makes keeps nothing of them.
const JOINED: [&str; 5] = [
    "--bundle",
    "--format=esm",
    "--define:Symbol.dispose=false",
    "--pure:FinalizationRegistry",
    "--log-level=error",
];

/// Where `xtask/split/wasm-bindgen` leaves the chunks.
pub fn folder() -> PathBuf {
    places::root().join("target/chunks")
}

pub fn place() -> Result<(), String> {
    let staged = std::env::var_os("TRUNK_STAGING_DIR").ok_or("Trunk calls this: run `cargo xtask app`")?;
    let staged = Path::new(&staged);
    let base = base(staged)?;
    let hash = base.trim_start_matches("app-");
    let released = std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let mut loader = places::read(&folder().join(LOADER))?.replace("./app.js", &format!("./{base}.js"));
    let mut programs = vec![staged.join(format!("{base}_bg.wasm"))];
    for path in files(&folder())? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name == "app.wasm" || !name.ends_with(".wasm") {
            continue;
        }
        let named = format!("{}-{hash}.wasm", name.trim_end_matches(".wasm").replace('_', "-"));
        let placed = staged.join(&named);
        std::fs::copy(&path, &placed).map_err(|cause| format!("{}: {cause}", placed.display()))?;
        programs.push(placed);
        loader = loader.replace(&format!("./{name}"), &format!("./{named}"));
    }
    let loader_name = format!("chunks-{hash}.js");
    let loader_file = staged.join(&loader_name);
    places::write(&loader_file, &loader)?;
    let script = staged.join(format!("{base}.js"));
    // Only where the file is fetched: as a name between script and program the old one stays.
    let [from, to] = [LOADER, &loader_name].map(|name| format!("from \"./{name}\""));
    let text = places::read(&script)?.replace(&from, &to);
    places::write(&script, &text)?;
    if released {
        optimise_all(&programs)?;
        join(&script, &loader_file)?;
    }
    Ok(())
}

/// Script and loader as one file, with no more of either than starts the program.
fn join(script: &Path, loader: &Path) -> Result<(), String> {
    let folder = places::marks();
    let [own, entry] = ["joined.js", "entry.js"].map(|name| folder.join(name));
    places::write(&entry, &format!("export {{ default }} from {:?};", script.display().to_string()))?;
    let out = format!("--outfile={}", own.display());
    answer(Command::new("esbuild").args(JOINED).arg(out).arg(&entry))?;
    places::write(script, &places::read(&own)?)?;
    std::fs::remove_file(loader).map_err(|cause| format!("{}: {cause}", loader.display()))
}

/// The program's name with its hash, from which Trunk makes the names of its files.
fn base(staged: &Path) -> Result<String, String> {
    let names = files(staged)?.into_iter().filter_map(|path| path.file_name()?.to_str().map(str::to_owned));
    let found = names.filter_map(|name| name.strip_suffix("_bg.wasm").map(str::to_owned)).next();
    found.ok_or(format!("{}: Trunk left no program there", staged.display()))
}

/// On every processor one after the other: most are small, and the tool takes longer to start than to work.
fn optimise_all(programs: &[PathBuf]) -> Result<(), String> {
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(program) = programs.get(next.fetch_add(1, Ordering::Relaxed)) {
            optimise(program)?;
        }
        Ok(())
    };
    let processors = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..processors).map(|_| scope.spawn(work)).collect();
        let ended =
            |worker: thread::ScopedJoinHandle<'_, _>| worker.join().unwrap_or(Err("a thread died".into()));
        workers.into_iter().try_for_each(ended)
    })
}

/// Its warnings are about a section that only debuggers read.
fn optimise(program: &Path) -> Result<(), String> {
    answer(Command::new("wasm-opt").args(OPTIMISED).arg(program).arg("-o").arg(program)).map(drop)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(folder).map_err(|cause| format!("{}: {cause}", folder.display()))?;
    let mut found: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    found.sort();
    Ok(found)
}
