//! The HTML part: simple enough for every mail program, readable on dark and on light.
//!
//! No colour is set but the accent, and where text stands on it, the text's: everything else is left to the reader's
//! program, which knows whether it shows light or dark, so that one that turns colours round has nothing to spoil. Where
//! a program says that it is dark, the accent is a lighter one. No picture, no script, no address of anybody's but the
//! link.

use super::draft::{Block, Draft};
use super::pen::Pen;
use super::plain::{STARS, drawn};
use shared::api::sessions::with_stars;
use shared::installation::Colour;

/// What the layout needs beside the words.
pub struct Look<'a> {
    pub pen: &'a Pen,
    pub accent: Colour,
    /// Stands first, small; empty where there is none.
    pub mark: &'a str,
    pub link: Option<&'a str>,
    /// Further links with their labels, last and small.
    pub ways: &'a [(String, &'a str)],
}

const HEAD: &str = "<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
                    <meta name=\"color-scheme\" content=\"light dark\">\n\
                    <meta name=\"supported-color-schemes\" content=\"light dark\">\n\
                    <meta name=\"format-detection\" content=\"telephone=no, date=no, address=no, email=no\">";
const TABLE: &str = "<table role=\"presentation\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\"";
const TEXT: &str = "text-align:left;word-break:break-word;\
                    font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif";
/// Programs that lay out like a word processor know no largest width.
const FRAME: (&str, &str) = (
    "<!--[if mso]><table role=\"presentation\" border=\"0\" width=\"600\"><tr><td><![endif]-->",
    "<!--[if mso]></td></tr></table><![endif]-->",
);
/// Keeps what follows out of the line that a list of mails shows: nothing that can be seen, so often.
const NOTHING: (&str, usize) = ("&#847;&zwnj;&nbsp;", 40);

/// A word of so many characters leaves room beside it on a phone.
const WORD_CHARS: usize = 20;

/// The draft as a page.
pub fn html(draft: &Draft, look: &Look) -> String {
    let blocks: String = draft.blocks.iter().filter_map(|block| part(block, look)).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\" dir=\"ltr\">\n<head>\n{HEAD}\n<title>{title}</title>\n\
         <style>\n{style}</style>\n</head>\n<body style=\"margin:0;padding:0\">\n\
         <div style=\"display:none;max-height:0;overflow:hidden;mso-hide:all\">{summary}{nothing}</div>\n\
         {TABLE} width=\"100%\"><tr><td align=\"center\" style=\"padding:8px 16px 32px\">\n{open}\n\
         {TABLE} width=\"100%\" style=\"max-width:600px;table-layout:fixed\"><tr><td style=\"{TEXT}\">\n\
         {mark}<p class=\"edge\" style=\"margin:16px 0 24px;padding:0 0 12px;border-bottom:3px solid {accent};\
         font-weight:600\">{marketplace}</p>\n\
         {blocks}\
         <p style=\"margin:32px 0 0;font-size:13px;opacity:.75\">{footer}{ways}</p>\n\
         </td></tr></table>\n{close}\n</td></tr></table>\n</body>\n</html>\n",
        language = look.pen.language.code(),
        title = escaped(&draft.subject),
        style = style(look.accent),
        summary = escaped(&draft.summary()),
        nothing = NOTHING.0.repeat(NOTHING.1),
        open = FRAME.0,
        mark = mark(look.mark),
        accent = look.accent,
        marketplace = escaped(&look.pen.marketplace),
        footer = escaped(&draft.footer),
        ways = look.ways.iter().map(way).collect::<String>(),
        close = FRAME.1,
    )
}

fn way((label, link): &(String, &str)) -> String {
    format!("<br>\n<a href=\"{}\" style=\"color:inherit\">{}</a>", escaped(link), escaped(label))
}

/// What changes where it is dark.
fn style(accent: Colour) -> String {
    let light = lighter(accent);
    format!(
        ":root {{ color-scheme: light dark; supported-color-schemes: light dark }}\n\
         @media (prefers-color-scheme: dark) {{\n\
         .edge {{ border-color: {light} !important }}\n\
         .button {{ background: {light} !important; color: {ink} !important }}\n}}\n",
        ink = ink(light),
    )
}

fn mark(mark: &str) -> String {
    match mark.is_empty() {
        true => String::new(),
        false => format!("<p style=\"margin:0;font-size:12px;opacity:.75\">{}</p>\n", escaped(mark)),
    }
}

fn part(block: &Block, look: &Look) -> Option<String> {
    Some(match block {
        Block::Lead(text) => {
            format!("<h1 style=\"margin:0 0 16px;font-size:20px;line-height:1.3\">{}</h1>\n", escaped(text))
        }
        Block::Paragraph(text) => format!("<p style=\"margin:0 0 16px\">{}</p>\n", escaped(text)),
        Block::Facts(facts) => {
            let lines: String = facts.iter().map(|fact| line(look.pen, fact)).collect();
            format!("{TABLE} style=\"margin:0 0 16px\">\n{lines}</table>\n")
        }
        Block::Quote(text) => format!(
            "<div class=\"edge\" dir=\"auto\" style=\"margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid {}\">{}</div>\n",
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

fn line(pen: &Pen, (label, value): &(String, String)) -> String {
    // Broken only where it must be: the name of a file may have no space in it.
    let is_long = label.split_whitespace().any(|word| word.chars().count() > WORD_CHARS);
    let breaks = if is_long { "break-word" } else { "normal" };
    format!(
        "<tr><td valign=\"top\" style=\"padding:2px 16px 2px 0;font:inherit;word-break:{breaks};opacity:.75\">{}</td>\
         <td valign=\"top\" style=\"padding:2px 0;font:inherit\">{}</td></tr>\n",
        escaped(pen.labelled(label, "").trim_end()),
        escaped(value)
    )
}

/// A table, because some programs paint nothing behind a link.
fn button(label: &str, link: &str, accent: Colour) -> String {
    format!(
        "{TABLE} style=\"margin:24px 0\"><tr>\
         <td class=\"button\" bgcolor=\"{accent}\" style=\"border-radius:6px;background:{accent}\">\
         <a class=\"button\" href=\"{link}\" style=\"display:inline-block;padding:12px 24px;border-radius:6px;\
         background:{accent};color:{ink};font-weight:600;text-decoration:none\">{label}</a></td></tr></table>\n",
        link = escaped(link),
        ink = ink(accent),
        label = escaped(label),
    )
}

/// What a program shows behind a mail where it is dark; most are darker still.
const DARK: Colour = Colour { red: 0x2b, green: 0x2b, blue: 0x2b };
/// WCAG 2.2 AA, for text.
const CONTRAST: f64 = 4.5;

/// The colour, or the first one on its way to white that stands out from the dark.
fn lighter(colour: Colour) -> Colour {
    let on_its_way = |sixteenths: u16| {
        let mixed = |part: u8| {
            let part = u16::from(part);
            u8::try_from(part + (255 - part) * sixteenths / 16).unwrap_or(u8::MAX)
        };
        Colour { red: mixed(colour.red), green: mixed(colour.green), blue: mixed(colour.blue) }
    };
    let stands_out = |colour: &Colour| (luminance(*colour) + 0.05) / (luminance(DARK) + 0.05) >= CONTRAST;
    (0..=16).map(on_its_way).find(stands_out).unwrap_or(colour)
}

/// Black or white, whichever stands out more from the colour (WCAG 2.2, relative luminance).
fn ink(colour: Colour) -> &'static str {
    if luminance(colour) > 0.179 { "#000000" } else { "#ffffff" }
}

fn luminance(colour: Colour) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue)
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
    fn where_it_is_dark_the_accent_is_light_enough() {
        for accent in ["#000000", "#0b6e4f", "#225588", "#7a1f3d", "#ffd400", "#ffffff"] {
            let light = lighter(Colour::parse(accent).expect("a colour"));
            assert!(
                (luminance(light) + 0.05) / (luminance(DARK) + 0.05) >= CONTRAST,
                "{accent} became {light}"
            );
        }
        let bright = Colour::parse("#ffd400").expect("a colour");
        assert_eq!(lighter(bright), bright, "one that stands out stays as it is");
    }

    #[test]
    fn what_people_type_is_never_markup() {
        assert_eq!(escaped("<b onclick=\"x\">&"), "&lt;b onclick=&quot;x&quot;&gt;&amp;");
    }
}
