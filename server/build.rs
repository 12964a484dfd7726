//! Puts the files of `dist/` into the program, so that the released form is one file.

use std::fmt::Write;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dist = Path::new("../dist");
    // cargo watches a folder only when it is there; without one it would rebuild the server each time.
    std::fs::create_dir_all(dist)?;
    #[allow(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]
    {
        println!("cargo::rerun-if-changed=../dist");
        println!("cargo::rerun-if-changed=migrations");
    }
    let mut files = Vec::new();
    collect(&dist.canonicalize()?, "", &mut files)?;
    files.sort();
    let mut rust = String::from("static FILES: &[(&str, &[u8])] = &[\n");
    for (name, path) in files {
        writeln!(rust, "    ({name:?}, include_bytes!({:?})),", path.display().to_string())?;
    }
    rust.push_str("];\n");
    Ok(std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("embedded.rs"), rust)?)
}

/// All files below a folder, hidden ones left out, each with its path from the top.
fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        match entry.file_type()?.is_dir() {
            true => collect(&entry.path(), &format!("{prefix}{name}/"), files)?,
            false => files.push((format!("{prefix}{name}"), entry.path())),
        }
    }
    Ok(())
}
