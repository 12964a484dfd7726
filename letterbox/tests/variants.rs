//! The same mails with something taken away: their plain text, our marker. What the person wrote is found by
//! other signs then, and stays the same.

mod samples;

use serde::Deserialize;

/// Hundredths of the mails in which the same words must be found.
const SAME: usize = 97;

#[derive(Deserialize)]
struct Expected {
    text: Option<String>,
    quoted_removed: Option<bool>,
}

/// Letters only: HTML breaks lines elsewhere.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Reads every mail that the change makes another one of, and compares the person's words.
fn compare(change: impl Fn(Vec<u8>) -> Vec<u8>) {
    let (mut same, mut all) = (0, 0);
    let mut differing = Vec::new();
    for path in samples::paths() {
        let raw = std::fs::read(&path).expect("it was listed");
        let wanted =
            std::fs::read(path.with_extension("json")).expect("each mail has its expectations beside it");
        let wanted: Expected = serde_json::from_slice(&wanted).expect("expectations are JSON");
        let changed = change(raw.clone());
        let (Some(text), Some(true)) = (wanted.text, wanted.quoted_removed) else { continue };
        if changed == raw {
            continue;
        }
        all += 1;
        let letter = letterbox::read(&changed);
        if letters(&letter.text) == letters(&text) && letter.quoted_removed {
            same += 1;
        } else {
            differing.push(format!("{}\n{}", path.display(), letter.text));
        }
    }
    assert!(all > 0 && same * 100 >= all * SAME, "{same} of {all} the same\n{}", differing.join("\n\n"));
}

fn replaced(raw: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut changed = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.windows(from.len()).position(|piece| piece == from.as_bytes()) {
        changed.extend_from_slice(&rest[..at]);
        changed.extend_from_slice(to.as_bytes());
        rest = &rest[at + from.len()..];
    }
    changed.extend_from_slice(rest);
    changed
}

fn without_plain(raw: Vec<u8>) -> Vec<u8> {
    let has_html = raw.windows(9).any(|piece| piece == b"text/html");
    if has_html { replaced(&raw, "Content-Type: text/plain", "Content-Type: text/x-other") } else { raw }
}

fn without_marker(raw: Vec<u8>) -> Vec<u8> {
    replaced(&replaced(&raw, letterbox::MARK_BEGIN, "## "), letterbox::MARK_END, " ##")
}

#[test]
fn html_alone_says_the_same() {
    compare(without_plain);
}

#[test]
fn without_our_marker_the_same_is_found() {
    compare(without_marker);
}

#[test]
fn html_alone_without_our_marker_says_the_same() {
    compare(|raw| {
        let plain_gone = without_plain(raw.clone());
        let marker_gone = without_marker(raw.clone());
        if plain_gone == raw || marker_gone == raw { raw } else { without_marker(plain_gone) }
    });
}
