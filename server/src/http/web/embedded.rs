//! The web files inside this program, put there by the build script from `dist/`.

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The content of a file, by its path under `dist/`.
pub fn find(name: &str) -> Option<&'static [u8]> {
    FILES.binary_search_by_key(&name, |(path, _)| path).ok().map(|at| FILES[at].1)
}
