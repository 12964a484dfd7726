//! Every file that is shipped, raw and as it travels.

use crate::Failed;
use crate::figures::{Figures, Value, Wanted};
use std::path::Path;

const DIST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../dist");
/// Smaller than this, a file and its compressed form fit the same packet.
const TINY_BYTES: u64 = 400;
/// Formats that are compressed inside.
const COMPRESSED: [&str; 3] = ["png", "woff2", "ico"];

pub fn measure(figures: &mut Figures) -> Result<(), Failed> {
    let mut files = Vec::new();
    collect(Path::new(DIST), &mut files)?;
    files.sort();
    let (mut all, mut bare) = (0.0, 0.0);
    for path in files.iter().filter(|path| !path.ends_with(".br") && !path.ends_with(".gz")) {
        all += 1.0;
        let raw = std::fs::metadata(path)?.len();
        let small = std::fs::metadata(format!("{path}.br")).ok().map(|file| file.len());
        let name = path.strip_prefix(DIST).unwrap_or(path);
        let ending = path.rsplit('.').next().unwrap_or_default();
        match small {
            Some(small) => figures.note(format!("`{name}`: {raw} bytes, Brotli {small}")),
            None => {
                figures.note(format!("`{name}`: {raw} bytes, as it is"));
                bare += f64::from(u8::from(raw > TINY_BYTES && !COMPRESSED.contains(&ending)));
            }
        }
    }
    let all = ("of all", Value(all, "files"));
    figures.beside("files shipped uncompressed", Value(bare, "files"), all, Wanted::AtMost(0.0));
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<String>) -> Result<(), Failed> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        match path.is_dir() {
            true => collect(&path, files)?,
            false => files.push(path.display().to_string()),
        }
    }
    Ok(())
}
