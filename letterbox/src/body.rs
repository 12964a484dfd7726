//! The lines of what was written: of each text the plain version, or the HTML where there is no plain one
//! worth reading. It must not know where history begins.

use crate::lines::{self, Flow, Line};
use crate::mime::Part;
use crate::parts::Sorted;
use crate::tnef::Packed;
use crate::{Reason, Refused, characters, charset, limits, phrases, readable, transfer};

/// One text in the versions it came in.
#[derive(Default)]
struct Block {
    plain: Vec<usize>,
    html: Vec<usize>,
}

/// The lines of all texts of a mail. What proves to be encrypted is refused.
pub fn lines(parts: &[Part<'_>], sorted: &mut Sorted) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut letters = 0;
    for block in blocks(parts, &sorted.words) {
        if lines.len() > limits::LINES || letters > limits::READ_CHARACTERS {
            break;
        }
        let read = read(parts, &block);
        if read.iter().any(|line| !line.is_blank()) {
            if !lines.is_empty() {
                lines.push(Line::default());
            }
            letters += read.iter().map(|line| line.text.len()).sum::<usize>();
            lines.extend(read);
        }
    }
    let packed = std::mem::take(&mut sorted.packed);
    if lines.is_empty() && !packed.is_empty() {
        lines = packed.iter().flat_map(of_packed).collect();
        if lines.iter().all(Line::is_blank) && sorted.attachments.is_empty() && sorted.refused.is_empty() {
            sorted.note_refused(Refused { name: "winmail.dat".to_owned(), why: Reason::Winmail });
        }
    }
    if lines
        .iter()
        .find(|line| !line.is_blank())
        .is_some_and(|line| line.text == "-----BEGIN PGP MESSAGE-----")
    {
        sorted.refused.push(Refused { name: "encrypted.asc".to_owned(), why: Reason::Encrypted });
        return Vec::new();
    }
    without_armour(lines)
}

/// The texts in their order; versions of one are together.
fn blocks(parts: &[Part<'_>], words: &[usize]) -> Vec<Block> {
    let mut blocks: Vec<(Option<usize>, Block)> = Vec::new();
    for &index in words {
        let choice = outermost_choice(parts, index);
        if choice.is_none() || blocks.last().is_none_or(|(last, _)| *last != choice) {
            blocks.push((choice, Block::default()));
        }
        if let Some((_, block)) = blocks.last_mut() {
            let versions =
                if parts[index].media_type == "text/html" { &mut block.html } else { &mut block.plain };
            versions.push(index);
        }
    }
    blocks.into_iter().map(|(_, block)| block).collect()
}

/// The outermost part that offers versions to choose from.
fn outermost_choice(parts: &[Part<'_>], index: usize) -> Option<usize> {
    let mut found = None;
    let mut at = parts[index].parent;
    while let Some(parent) = at {
        if parts[parent].media_type == "multipart/alternative" {
            found = Some(parent);
        }
        at = parts[parent].parent;
    }
    found
}

fn read(parts: &[Part<'_>], block: &Block) -> Vec<Line> {
    let mut plain: Vec<Line> = block.plain.iter().flat_map(|&index| plain(&parts[index])).collect();
    if block.html.is_empty() {
        return plain;
    }
    if block.html.iter().any(|&index| has_signature_of_mail_ru(&parts[index])) {
        mark_delimiter(&mut plain);
    }
    let words: String = plain.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
    if !phrases::is_stub(&words) {
        return plain;
    }
    let html: Vec<Line> =
        block.html.iter().flat_map(|&index| readable::lines(&html(&parts[index]))).collect();
    if html.iter().all(Line::is_blank) { plain } else { html }
}

/// The words that Outlook has packed.
fn of_packed(packed: &Packed) -> Vec<Line> {
    let plain = packed.plain.as_deref().filter(|plain| !phrases::is_stub(plain));
    match (plain, &packed.html) {
        (Some(plain), _) => {
            lines::of_plain(characters::capped(plain, limits::READ_CHARACTERS), Flow::default())
        }
        (None, Some(html)) => readable::lines(html),
        (None, None) => Vec::new(),
    }
}

/// Whether HTML says that there is a signature; Mail.ru parts it in the plain text by two dashes without a space.
fn has_signature_of_mail_ru(part: &Part<'_>) -> bool {
    const MARK: &[u8] = b"data-signature-widget";
    bytes(part).windows(MARK.len()).any(|piece| piece == MARK)
}

/// Only the last two dashes are the program's; those above may be the person's.
fn mark_delimiter(lines: &mut [Line]) {
    if let Some(last) = lines.iter_mut().rfind(|line| line.depth == 0 && line.text == "--") {
        last.is_delimiter = true;
    }
}

fn bytes<'a>(part: &Part<'a>) -> std::borrow::Cow<'a, [u8]> {
    let body = &part.body[..part.body.len().min(limits::TEXT_BYTES)];
    transfer::decode(body, part.headers.raw("content-transfer-encoding"))
}

fn plain(part: &Part<'_>) -> Vec<Line> {
    let parameter = |name: &str| part.headers.parameter("content-type", name).unwrap_or_default();
    let text = charset::decode(&bytes(part), Some(&parameter("charset")));
    let is = |name: &str, value: &str| parameter(name).eq_ignore_ascii_case(value);
    let text = characters::capped(&text, limits::READ_CHARACTERS);
    lines::of_plain(text, Flow { flowed: is("format", "flowed"), deletes_space: is("delsp", "yes") })
}

fn html(part: &Part<'_>) -> String {
    let bytes = bytes(part);
    let declared = part.headers.parameter("content-type", "charset");
    let declared = declared.or_else(|| charset::declared_in_html(&bytes));
    charset::decode(&bytes, declared.as_deref())
}

/// Without the frame that PGP puts around words it signs.
fn without_armour(mut lines: Vec<Line>) -> Vec<Line> {
    let begin =
        lines.iter().position(|line| line.text == "-----BEGIN PGP SIGNED MESSAGE-----" && line.depth == 0);
    let Some(begin) = begin else { return lines };
    let head = lines[begin..].iter().position(Line::is_blank).unwrap_or(1);
    let signature = lines.iter().position(|line| line.text == "-----BEGIN PGP SIGNATURE-----");
    let end = lines.iter().position(|line| line.text == "-----END PGP SIGNATURE-----");
    if let (Some(signature), Some(end)) = (signature, end)
        && begin < signature
        && signature < end
    {
        lines.drain(signature..=end);
    }
    lines.drain(begin..begin + head);
    for line in &mut lines {
        // Dashes at a line's begin are escaped within the frame.
        if let Some(rest) = line.text.strip_prefix("- -") {
            line.text = format!("-{rest}");
        }
    }
    lines
}

#[cfg(test)]
#[path = "body_tests.rs"]
mod tests;
