//! The HTML part: simple enough for every mail program, readable on dark and on light.
//!
//! No colour is set but the accent, and where text stands on it, the text's: everything else is left to
//! the reader's program, which knows whether it shows light or dark. No picture, no script, no address
//! of anybody's but the link.

use super::draft::{Block, Draft};
use super::plain::{STARS, drawn};
use shared::api::sessions::with_stars;
use shared::installation::Colour;

/// What the layout needs beside the words.
pub struct Look<'a> {
    /// ISO 639-1.
    pub language: &'a str,
    pub marketplace: &'a str,
    pub accent: Colour,
    /// Stands first, small; empty where there is none.
    pub mark: &'a str,
    pub link: Option<&'a str>,
    /// Further links with their labels, last and small.
    pub ways: &'a [(String, &'a str)],
}

const HEAD: &str = "<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
                    <meta name=\"color-scheme\" content=\"light dark\">\n\
                    <meta name=\"supported-color-schemes\" content=\"light dark\">";
const PAGE: &str = "margin:0 auto;padding:24px 16px;max-width:600px;\
                    font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif";

/// The draft as a page.
pub fn html(draft: &Draft, look: &Look) -> String {
    let blocks: String = draft.blocks.iter().filter_map(|block| part(block, look)).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n{HEAD}\n<title>{title}</title>\n</head>\n<body>\n\
         {first}<div style=\"{PAGE}\">\n\
         <p style=\"margin:0 0 24px;padding:0 0 12px;border-bottom:3px solid {accent};font-weight:600\">{marketplace}</p>\n\
         {blocks}\
         <p style=\"margin:32px 0 0;font-size:13px;opacity:.75\">{footer}{ways}</p>\n\
         </div>\n</body>\n</html>\n",
        language = look.language,
        title = escaped(&draft.subject),
        first = first(draft, look.mark),
        accent = look.accent,
        marketplace = escaped(look.marketplace),
        footer = escaped(&draft.footer),
        ways = look.ways.iter().map(way).collect::<String>(),
    )
}

fn way((label, link): &(String, &str)) -> String {
    format!("<br>\n<a href=\"{}\" style=\"color:inherit\">{}</a>", escaped(link), escaped(label))
}

/// The mark, behind what a list of mails is to show of this one.
fn first(draft: &Draft, mark: &str) -> String {
    if mark.is_empty() {
        return String::new();
    }
    format!(
        "<div style=\"display:none;max-height:0;overflow:hidden\">{}</div>\n\
         <p style=\"margin:0 auto;padding:8px 16px 0;max-width:600px;font-size:12px;opacity:.6\">{}</p>\n",
        escaped(draft.summary()),
        escaped(mark)
    )
}

fn part(block: &Block, look: &Look) -> Option<String> {
    Some(match block {
        Block::Lead(text) => {
            format!("<h1 style=\"margin:0 0 16px;font-size:20px;line-height:1.3\">{}</h1>\n", escaped(text))
        }
        Block::Paragraph(text) => format!("<p style=\"margin:0 0 16px\">{}</p>\n", escaped(text)),
        Block::Facts(facts) => {
            let lines: Vec<_> = facts.iter().map(fact).collect();
            format!("<p style=\"margin:0 0 16px\">{}</p>\n", lines.join("<br>\n"))
        }
        Block::Quote(text) => format!(
            "<div dir=\"auto\" style=\"margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid {}\">{}</div>\n",
            look.accent,
            escaped(text).replace('\n', "<br>\n")
        ),
        Block::Code(text) => format!(
            "<p style=\"margin:0 0 16px;font:600 32px/1.3 ui-monospace,Consolas,monospace;letter-spacing:4px\">{}</p>\n",
            escaped(text)
        ),
        Block::Button(label) => button(label, look.link?, look.accent),
        Block::Stars => stars(look.link?),
        Block::Part { title, lines, label, link } => {
            let lines: String = lines.iter().map(|line| format!("<li>{}</li>\n", escaped(line))).collect();
            format!(
                "<h2 style=\"margin:24px 0 4px;font-size:16px;line-height:1.3\">{}</h2>\n\
                 <ul style=\"margin:0 0 4px;padding:0 0 0 20px\">\n{lines}</ul>\n\
                 <p style=\"margin:0 0 16px\"><a href=\"{}\" style=\"color:inherit\">{}</a></p>\n",
                escaped(title),
                escaped(link),
                escaped(label)
            )
        }
    })
}

/// One line each: a finger hits it. No colour is set, so that it is legible on dark and on light.
fn stars(link: &str) -> String {
    let line = |stars: u8| {
        let link = escaped(&with_stars(link, stars));
        format!(
            "<a href=\"{link}\" title=\"{stars}/5\" style=\"display:inline-block;padding:8px 0;font-size:24px;\
             line-height:1.2;letter-spacing:2px;color:inherit;text-decoration:none\">{}</a>",
            drawn(stars)
        )
    };
    format!("<p style=\"margin:0 0 16px\">{}</p>\n", STARS.map(line).join("<br>\n"))
}

fn fact((label, value): &(String, String)) -> String {
    format!("<span style=\"opacity:.75\">{}:</span> {}", escaped(label), escaped(value))
}

/// A table, because some programs paint nothing behind a link.
fn button(label: &str, link: &str, accent: Colour) -> String {
    format!(
        "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" style=\"margin:24px 0\"><tr>\
         <td bgcolor=\"{accent}\" style=\"border-radius:6px;background:{accent}\">\
         <a href=\"{link}\" style=\"display:inline-block;padding:12px 24px;border-radius:6px;background:{accent};\
         color:{ink};font-weight:600;text-decoration:none\">{label}</a></td></tr></table>\n",
        link = escaped(link),
        ink = ink(accent),
        label = escaped(label),
    )
}

/// Black or white, whichever stands out more from the colour (WCAG 2.2, relative luminance).
fn ink(colour: Colour) -> &'static str {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    let luminance =
        0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
    if luminance > 0.179 { "#000000" } else { "#ffffff" }
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_label_stands_out_from_every_accent() {
        let ink_on = |accent| ink(Colour::parse(accent).expect("a colour"));
        assert_eq!(ink_on("#0b6e4f"), "#ffffff");
        assert_eq!(ink_on("#000000"), "#ffffff");
        assert_eq!(ink_on("#ffd400"), "#000000");
        assert_eq!(ink_on("#ffffff"), "#000000");
    }

    #[test]
    fn what_people_type_is_never_markup() {
        assert_eq!(escaped("<b onclick=\"x\">&"), "&lt;b onclick=&quot;x&quot;&gt;&amp;");
    }
}
