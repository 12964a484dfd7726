//! The elements of HTML, as far as reading goes: which begin a line, which nobody reads. It must not know
//! mail programs.

use crate::characters;
use html5gum::StartTag;

/// Elements that begin and end a line.
const BLOCKS: [&str; 34] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "includetail",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];
/// Elements within a line that may hide, be a signature or lead somewhere.
const INLINE: [&str; 11] = ["a", "b", "em", "font", "i", "small", "span", "strong", "sub", "sup", "u"];
/// Elements whose words nobody reads.
pub const UNREAD: [&str; 10] =
    ["style", "script", "title", "template", "object", "svg", "select", "textarea", "iframe", "noframes"];

/// The element of a name, if it means anything for reading.
pub fn known(tag: &str) -> Option<&'static str> {
    BLOCKS.iter().chain(&INLINE).chain(&UNREAD).find(|known| **known == tag).copied()
}

/// Whether it begins and ends a line; cells stand beside each other.
pub fn is_block(tag: &str) -> bool {
    BLOCKS.contains(&tag) && !matches!(tag, "td" | "th")
}

/// Whether there is space around it.
pub fn is_paragraph(tag: &str) -> bool {
    matches!(tag, "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dl" | "pre" | "figure")
}

/// The value of an attribute, or nothing.
pub fn attribute(tag: &StartTag<()>, name: &str) -> String {
    let value = tag.attributes.get(name.as_bytes());
    value
        .map(|value| characters::capped(&String::from_utf8_lossy(value), 4_000).trim().to_owned())
        .unwrap_or_default()
}

/// Whether a style takes the space around a paragraph.
pub fn is_without_margin(style: &str) -> bool {
    style.split(';').any(|part| {
        let value = part.strip_prefix("margin:").or_else(|| part.strip_prefix("margin-bottom:"));
        value.is_some_and(|value| value.starts_with('0') && !value.starts_with("0."))
    })
}
