//! Makes a table of the files in dist/, which `cargo xtask` has built and compressed. Without them a
//! development build goes on with an empty table; a release stops.

use std::fmt::Write;
use std::io;
use std::path::{Path, PathBuf};

#[allow(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]
fn main() -> io::Result<()> {
    let dist = Path::new(&std::env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("../dist");
    // cargo would run this script every time as long as the folder is missing.
    std::fs::create_dir_all(&dist)?;
    let dist = dist.canonicalize()?;
    let mut table = String::from("pub(crate) static FILES: &[WebFile] = &[\n");
    let files = files(&dist)?;
    for file in &files {
        println!("cargo::rerun-if-changed={}", file.display());
        table.push_str(&entry(&dist, file)?);
    }
    table.push_str("];\n");
    println!("cargo::rerun-if-changed={}", dist.display());
    if !files.iter().any(|file| file.ends_with("index.html"))
        && std::env::var("PROFILE").is_ok_and(|p| p == "release")
    {
        println!("cargo::error=dist/ holds no app: build with `cargo xtask build`");
    }
    let out = std::env::var("OUT_DIR").map_err(io::Error::other)?;
    std::fs::write(Path::new(&out).join("files.rs"), table)
}

/// The files themselves, without their compressed twins, in the order of their paths.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else if !hidden(&path)
            && !["br", "gz"].iter().any(|ending| path.extension().is_some_and(|found| found == *ending))
        {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

fn entry(dist: &Path, file: &Path) -> io::Result<String> {
    let path = file.strip_prefix(dist).map_err(io::Error::other)?.display().to_string();
    let content = std::fs::read(file)?;
    let twin = |ending: &str| {
        let twin = PathBuf::from(format!("{}.{ending}", file.display()));
        if twin.is_file() { format!("Some(include_bytes!({twin:?}))") } else { "None".to_owned() }
    };
    let mut entry = String::from("    WebFile {\n");
    let _ = writeln!(entry, "        path: {path:?}, content_type: {:?},", content_type(file));
    let _ = writeln!(
        entry,
        "        immutable: {}, etag: \"\\\"{:016x}\\\"\",",
        is_hashed(file),
        fingerprint(&content)
    );
    let _ = writeln!(entry, "        plain: include_bytes!({file:?}),");
    let _ = writeln!(entry, "        brotli: {}, gzip: {},\n    }},", twin("br"), twin("gz"));
    Ok(entry)
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Whether the name carries a hash of the content, as Trunk and the catalogue give it:
/// `app-368289aac6db98d5_bg.wasm`, `en-0f…e.json`.
fn is_hashed(file: &Path) -> bool {
    let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let Some((_, hash)) = stem.rsplit_once('-') else { return false };
    let hash = hash.trim_end_matches("_bg");
    (12..=16).contains(&hash.len()) && hash.bytes().all(|digit| digit.is_ascii_hexdigit())
}

/// FNV-1a: tells one content from another; nobody relies on it being hard to forge.
fn fingerprint(content: &[u8]) -> u64 {
    content
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}
