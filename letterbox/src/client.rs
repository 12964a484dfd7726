//! What the programs that people write mail with say about their HTML: which element is a quotation, a
//! signature, the line above a quotation. It must not know texts.

use crate::lines::Hint;

/// What an element is to the program that made it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    #[default]
    None,
    /// A quotation.
    Quote,
    /// A quotation, if the words above it say so.
    QuoteIfAttributed,
    /// Says who wrote what is quoted below.
    Attribution,
    /// History, its first line included.
    History,
    Signature,
    /// Stands before history, or may do so.
    Before(Hint),
}

/// What is known of an element.
#[derive(Clone, Copy, Debug, Default)]
pub struct Element<'a> {
    pub tag: &'a str,
    pub id: &'a str,
    pub name: &'a str,
    pub class: &'a str,
    pub kind: &'a str,
    /// Without spaces, in lower case.
    pub style: &'a str,
}

/// Classes of signatures: Gmail, Thunderbird, Proton, Yahoo, Zoho.
const SIGNATURES: [&str; 7] = [
    "gmail_signature",
    "gmail_signature_prefix",
    "moz-signature",
    "protonmail_signature_block",
    "yahoo-signature",
    "zmail_signature",
    "elm-signature",
];
/// Identifiers of signatures: Outlook on the web and on phones, Apple, Yahoo on Android.
const SIGNATURE_IDS: [&str; 5] = [
    "signature",
    "ms-outlook-mobile-signature",
    "applemailsignature",
    "lineBreakAtBeginningOfSignature",
    "ymail_android_signature",
];
/// Classes of history: Yahoo, Proton, Zoho, Tutanota, NetEase.
const HISTORIES: [&str; 5] =
    ["yahoo_quoted", "protonmail_quote", "zmail_extra", "tutanota_quote", "ntes-mailmaster-quote"];
/// Identifiers of what stands right before history: Outlook on the web, new Outlook on phones.
const OPENERS: [&str; 2] = ["divrplyfwdmsg", "mail-editor-reference-message-container"];
/// Outlook's and Hotmail's; history need not follow.
const DIVIDERS: [&str; 3] = ["appendonsend", "stopspelling", "includetail"];

/// What an element is.
pub fn mark(element: &Element<'_>) -> Mark {
    if element.tag == "blockquote" {
        return quotation(element);
    }
    let has_class = |names: &[&str]| element.class.split_whitespace().any(|class| names.contains(&class));
    let is = |names: &[&str]| names.iter().any(|name| element.id.eq_ignore_ascii_case(name));
    // BlueMail's and TypeApp's, numbered.
    let is_numbered = element.id.starts_with("tmjah_g_");
    if has_class(&SIGNATURES) || is(&SIGNATURE_IDS) || is_numbered {
        return Mark::Signature;
    }
    let yahoo = element.id.starts_with("yahoo_quoted");
    if has_class(&HISTORIES) || yahoo || (element.tag == "div" && element.name == "quote") {
        return Mark::History;
    }
    if has_class(&["gmail_attr", "moz-cite-prefix"]) {
        return Mark::Attribution;
    }
    if is(&OPENERS) {
        return Mark::Before(Hint::Opener);
    }
    // Outlook at a desk draws a line above the headers of what it quotes.
    let has_line = element.style.contains("border:none") && element.style.contains("border-top:solid#");
    if is(&DIVIDERS) || has_line || element.tag == "hr" || element.tag == "includetail" {
        return Mark::Before(Hint::Divider);
    }
    Mark::None
}

/// Some programs indent with it, without a line at its side.
fn quotation(element: &Element<'_>) -> Mark {
    let is_quoted = element.kind == "cite"
        || ["quote", "cite"].iter().any(|word| element.class.contains(word) || element.id.contains(word))
        || element.style.contains("border-left:")
            && !["border-left:none", "border-left:0", "border-left:medium"]
                .iter()
                .any(|none| element.style.contains(none));
    let is_indented = element.style.contains("margin:0") && element.style.contains("border:none");
    match (is_quoted, is_indented) {
        (_, true) => Mark::None,
        (true, _) => Mark::Quote,
        (false, false) => Mark::QuoteIfAttributed,
    }
}

/// Whether an element is not shown. Size nought alone is common around what is shown.
pub fn is_hidden(style: &str) -> bool {
    let is_nought = |property: &str| {
        style.split(';').filter_map(|part| part.strip_prefix(property)?.strip_prefix(':')).any(|value| {
            let digits = value.trim_end_matches("!important");
            let end = digits.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(digits.len());
            digits[..end].parse::<f32>().is_ok_and(|size| size == 0.0)
        })
    };
    style.contains("display:none")
        || style.contains("visibility:hidden")
        || (is_nought("max-height") && style.contains("overflow:hidden"))
        || is_nought("opacity")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_known() {
        let cite = Element { tag: "blockquote", kind: "cite", ..Element::default() };
        assert_eq!(mark(&cite), Mark::Quote);
        let indented = "margin:0004px;border:none;padding:0px";
        assert_eq!(mark(&Element { tag: "blockquote", style: indented, ..Element::default() }), Mark::None);
        let plain = Element { tag: "blockquote", ..Element::default() };
        assert_eq!(mark(&plain), Mark::QuoteIfAttributed);
        let line = "border:none;border-top:solid#e1e1e11.0pt;padding:3.0pt";
        assert_eq!(
            mark(&Element { tag: "div", style: line, ..Element::default() }),
            Mark::Before(Hint::Divider)
        );
    }

    #[test]
    fn hidden_is_what_nobody_sees() {
        assert!(is_hidden("color:red;display:none"));
        assert!(is_hidden("max-height:0px;overflow:hidden"));
        assert!(!is_hidden("opacity:0.5;font-size:0"));
    }
}
