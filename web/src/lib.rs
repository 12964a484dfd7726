//! The web files inside the program: what `cargo xtask build` left in dist/, each with its compressed
//! twins. This crate must not know HTTP: who serves them chooses the form and writes the headers.

include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// One file of the site.
#[derive(Debug)]
pub struct WebFile {
    /// From the site's top, without a leading slash: `words/en-0123456789abcdef.json`.
    pub path: &'static str,
    pub content_type: &'static str,
    /// The name changes with the content, so it may be kept for good.
    pub immutable: bool,
    /// In quotes, as it stands in the header.
    pub etag: &'static str,
    pub plain: &'static [u8],
    pub brotli: Option<&'static [u8]>,
    pub gzip: Option<&'static [u8]>,
}

/// All files, in the order of their paths.
pub fn files() -> &'static [WebFile] {
    FILES
}

/// The file of that path, which may begin with a slash.
pub fn find(path: &str) -> Option<&'static WebFile> {
    let path = path.trim_start_matches('/');
    FILES.iter().find(|file| file.path == path)
}

/// The page that starts the app, whatever the address. None in a build without the app.
pub fn page() -> Option<&'static WebFile> {
    find("index.html")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_is_found_by_its_path_and_has_its_twins() {
        for file in files() {
            assert_eq!(find(&format!("/{}", file.path)).map(|found| found.etag), Some(file.etag));
            let compressed =
                ["png", "jpg", "webp", "avif", "woff2"].iter().any(|end| file.path.ends_with(end));
            assert_eq!(file.brotli.is_none(), compressed, "{}", file.path);
        }
    }

    #[test]
    fn the_page_itself_is_never_kept_for_good() {
        assert!(page().is_none_or(|page| !page.immutable));
    }
}
