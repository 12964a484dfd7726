//! Names of files that are safe to show and to store. It must not know what the files are.

use crate::{characters, headers::Headers, limits};

/// What a nameless document is called.
pub const DOCUMENT: &str = "document.pdf";

/// The name that a part claims.
pub fn claimed(headers: &Headers) -> Option<String> {
    let disposition = headers.parameter("content-disposition", "filename");
    disposition
        .or_else(|| headers.parameter("content-type", "name"))
        .map(|name| safe(&decoded(&name)))
        .filter(|name| !name.is_empty())
}

/// Against the rules, many programs encode words within a parameter.
fn decoded(name: &str) -> String {
    if !name.contains("=?") {
        return name.to_owned();
    }
    let field = format!("Subject: {}\n\n", name.replace(['\r', '\n'], " "));
    Headers::read(field.as_bytes()).0.phrase("subject").unwrap_or_else(|| name.to_owned())
}

/// Without a path, without what is invisible, of a length that can be shown.
pub fn safe(name: &str) -> String {
    let visible = characters::clean(name);
    let file = visible.rsplit(['/', '\\', '\n']).find(|part| !part.trim().is_empty()).unwrap_or("");
    let file: String = file.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let file = file.trim().trim_start_matches('.').trim();
    let kept = characters::capped(file, limits::NAME_CHARACTERS);
    if kept.len() == file.len() {
        return file.to_owned();
    }
    // The ending says what it is.
    match file.rsplit_once('.') {
        Some((stem, ending)) if ending.chars().count() <= 8 => {
            let room = limits::NAME_CHARACTERS - ending.chars().count() - 1;
            format!("{}.{ending}", characters::capped(stem, room))
        }
        _ => kept.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(disposition: &str) -> Option<String> {
        let field = format!("Content-Disposition: attachment; {disposition}\n\n");
        claimed(&Headers::read(field.as_bytes()).0)
    }

    #[test]
    fn names_are_decoded_and_safe() {
        assert_eq!(named("filename=\"a b.pdf\"").as_deref(), Some("a b.pdf"));
        assert_eq!(named("filename*=UTF-8''Angebot%20%C3%BC.pdf").as_deref(), Some("Angebot ü.pdf"));
        assert_eq!(named("filename=\"=?utf-8?B?w7wucGRm?=\"").as_deref(), Some("ü.pdf"));
        assert_eq!(named("filename=\"../../etc/a.pdf\"").as_deref(), Some("a.pdf"));
        assert_eq!(named("filename*=UTF-8''a%E2%80%AEfdp.exe%00.pdf").as_deref(), Some("afdp.exe.pdf"));
        assert_eq!(named("filename=\"..\"").as_deref(), None);
    }

    #[test]
    fn long_names_keep_their_ending() {
        let name = safe(&format!("{}.pdf", "ü".repeat(300)));
        assert_eq!(name.chars().count(), limits::NAME_CHARACTERS);
        assert!(name.ends_with("ü.pdf"));
    }
}
