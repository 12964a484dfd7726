//! What the app's page may do in a browser. Its own inline scripts and styles are named by their hash, so
//! that nobody else's run.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The policy of a page.
pub fn of_page(html: &str) -> String {
    let (scripts, styles) = (hashes(html, "script"), hashes(html, "style"));
    format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'{styles}; \
         style-src-attr 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; object-src 'none'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
}

/// ` 'sha256-…'` for the text of each element of this name that has a text.
fn hashes(html: &str, element: &str) -> String {
    let (open, close) = (format!("<{element}"), format!("</{element}>"));
    let parts = html.split(open.as_str()).skip(1);
    let texts = parts.filter_map(|part| part.split_once('>')?.1.split(close.as_str()).next());
    let named = |text: &str| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    texts.filter(|text| !text.is_empty()).map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_scripts_are_named_by_their_hash_and_others_by_their_origin() {
        let html = "<script type=\"module\">1</script><script src=\"/a.js\"></script><style>p{}</style>";
        let policy = of_page(html);
        let one = format!("'wasm-unsafe-eval' 'sha256-{}';", STANDARD.encode(Sha256::digest("1")));
        assert!(policy.contains(&one), "{policy}");
        assert_eq!(policy.matches("sha256-").count(), 2, "one script, one style: {policy}");
    }
}
