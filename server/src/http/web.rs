//! The web files: out of the program itself, or from a folder while developing. It knows no page.

mod embedded;
mod policy;

use super::failure::Failure;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::borrow::Cow;
use std::path::PathBuf;

/// The app's one page.
const PAGE: &str = "index.html";

/// Where the web files are.
#[derive(Clone, Debug)]
pub enum Web {
    /// Inside this program; none when it was built before the pages.
    Embedded,
    Folder(PathBuf),
}

/// A file, as it is sent.
struct Found {
    bytes: Cow<'static, [u8]>,
    encoding: Option<&'static str>,
}

/// Everything that is no endpoint: unknown addresses of the API, files, and pages of the app.
pub async fn answer(web: Web, request: Request) -> Response {
    let path = request.uri().path();
    if path == "/api" || path.starts_with("/api/") {
        return Failure::not_found().into_response();
    }
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        return super::guard::wrong_method().await.into_response();
    }
    let name = path.trim_start_matches('/');
    let is_page = !name.rsplit('/').next().unwrap_or_default().contains('.');
    let found = if name.is_empty() || name == PAGE { None } else { web.find(name, request.headers()) };
    match (found, is_page || name == PAGE) {
        (Some(found), _) => file(name, found),
        (None, true) => page(&web, request.headers()),
        (None, false) => Failure::not_found().into_response(),
    }
}

/// It stands for every address that the app knows.
fn page(web: &Web, headers: &HeaderMap) -> Response {
    // Its policy is made from its text, whatever form of it is sent.
    match web.read(PAGE).zip(web.find(PAGE, headers)) {
        Some((html, found)) => {
            let policy = policy::of_page(&String::from_utf8_lossy(&html));
            let mut response = file(PAGE, found);
            if let Ok(policy) = HeaderValue::from_str(&policy) {
                response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
            }
            response
        }
        None => unbuilt(),
    }
}

fn unbuilt() -> Response {
    let text = "This program was built without its pages. Run `cargo xtask build`, which makes both.\n";
    let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    (StatusCode::SERVICE_UNAVAILABLE, kind, text).into_response()
}

fn file(name: &str, found: Found) -> Response {
    let cache = match name {
        PAGE => "no-cache",
        _ if is_hashed(name) => "public, max-age=31536000, immutable",
        _ => "public, max-age=3600",
    };
    let mut response = Body::from(found.bytes.into_owned()).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind(name)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = found.encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

/// A shorter hash comes once in many thousand builds, and costs a question an hour then.
const HASH_MIN: usize = 12;

/// A name with the hash of its content: `app-0123456789abcdef.js`. A hash is written without its leading noughts.
fn is_hashed(name: &str) -> bool {
    name.split(['-', '.', '_', '/'])
        .any(|part| part.len() >= HASH_MIN && part.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Whether the browser takes a reply in this encoding.
pub fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let takes = |one: &str| {
        let (name, weight) = one.split_once(';').unwrap_or((one, ""));
        let refused = weight.trim().strip_prefix("q=").is_some_and(|weight| weight.parse() == Ok(0.0));
        name.trim() == encoding && !refused
    };
    accepted.is_some_and(|list| list.split(',').any(takes))
}

impl Web {
    /// The smallest form of a file that the browser takes.
    fn find(&self, name: &str, headers: &HeaderMap) -> Option<Found> {
        for (encoding, ending) in [("br", "br"), ("gzip", "gz")] {
            if accepts(headers, encoding)
                && let Some(bytes) = self.read(&format!("{name}.{ending}"))
            {
                return Some(Found { bytes, encoding: Some(encoding) });
            }
        }
        self.read(name).map(|bytes| Found { bytes, encoding: None })
    }

    fn read(&self, name: &str) -> Option<Cow<'static, [u8]>> {
        match self {
            Self::Embedded => embedded::find(name).map(Cow::Borrowed),
            Self::Folder(folder) => {
                let is_inside =
                    name.split(['/', '\\']).all(|part| !part.is_empty() && part != ".." && part != ".");
                let path = folder.join(name);
                (is_inside && path.is_file()).then(|| std::fs::read(path).ok())?.map(Cow::Owned)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_is_used_only_by_who_takes_it() {
        let accepts_br = |list: &'static str| {
            let value = HeaderValue::from_static(list);
            accepts(&HeaderMap::from_iter([(header::ACCEPT_ENCODING, value)]), "br")
        };
        assert!(accepts_br("gzip, deflate, br;q=0.5"));
        assert!(!accepts_br("gzip, br;q=0") && !accepts_br("brotli") && !accepts_br(""));
        assert!(!accepts(&HeaderMap::new(), "br"));
    }
}
