//! Names and links by which a messenger finds somebody. That one is mentioned gives nothing away.

use super::lexicon::Meaning;
use super::pieces::{Kind, Piece};

/// How links begin that open a conversation.
const LINKS: [&str; 16] = [
    "wa.me/",
    "t.me/",
    "telegram.me/",
    "line.me/",
    "lin.ee/",
    "m.me/",
    "signal.me/",
    "zalo.me/",
    "discord.gg/",
    "threema.id/",
    "whatsapp.com/",
    "u.wechat.com/",
    "weixin://",
    "viber://",
    "tg://",
    "live:.cid",
];
/// Pieces between the messenger and the name: "ID", ":", "is".
const MOST_BETWEEN: usize = 5;
/// A shorter name is a word.
const NAME_MIN: usize = 4;
/// A name has few parts.
const MOST_PIECES: usize = 12;
/// QQ knows people by so many digits.
const DIGITS: std::ops::RangeInclusive<usize> = 5..=11;

/// Whether somebody can be found by it.
pub fn is_in(text: &str, pieces: &[Piece<'_>]) -> bool {
    let is_link = |link: &str| {
        text.match_indices(link).any(|(at, _)| {
            let is_begin =
                text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && !"-_.".contains(c));
            let is_page = link == "whatsapp.com/" && text[..at].ends_with('.');
            let is_followed =
                text[at + link.len()..].starts_with(|c: char| c.is_alphanumeric() || "+@.$".contains(c));
            (is_begin || is_page) && is_followed
        })
    };
    let may_link = text.contains('/') || text.contains("live:");
    may_link && LINKS.into_iter().any(is_link)
        || pieces.iter().enumerate().any(|(at, piece)| is_named(text, piece, &pieces[at + 1..]))
}

/// Whether a name follows a messenger.
fn is_named(text: &str, messenger: &Piece<'_>, rest: &[Piece<'_>]) -> bool {
    let kind = match messenger.meaning {
        Some(kind @ (Meaning::Messenger | Meaning::NumberMessenger)) => kind,
        Some(Meaning::WordMessenger) if is_pointed_at(rest) => Meaning::Messenger,
        _ => return false,
    };
    let (mut says_so, mut is_id) = (false, messenger.text.ends_with("id"));
    for (at, piece) in rest.iter().enumerate().take(MOST_BETWEEN) {
        match piece.kind {
            Kind::Sign('@') => {
                return rest.get(at + 1).is_some_and(|name| name.is_tight() && !name.is_sign("@"));
            }
            Kind::Sign(':' | '=' | '-' | '#' | '(' | '"') => says_so |= !piece.is_sign("-"),
            Kind::Sign(_) => return false,
            Kind::Word if piece.meaning == Some(Meaning::Neutral) || piece.text == "e" => {
                is_id |= matches!(piece.text, "id" | "号" | "號");
                says_so |= !matches!(piece.text, "id" | "name" | "user");
            }
            Kind::Number => return kind == Meaning::NumberMessenger && DIGITS.contains(&piece.text.len()),
            Kind::Word => return is_name(text, &rest[at..], is_id && says_so),
        }
    }
    false
}

/// Whether "ID" or `@` follows a word that is a messenger only then.
fn is_pointed_at(rest: &[Piece<'_>]) -> bool {
    let next = rest.iter().take(2).find(|piece| !piece.is_sign(":"));
    next.is_some_and(|next| next.text == "id" || next.is_sign("@"))
}

/// Whether pieces without spaces are a name. A word is one only where the text says that a name follows.
fn is_name(text: &str, pieces: &[Piece<'_>], is_announced: bool) -> bool {
    let joins = |piece: &&Piece<'_>| {
        piece.is_tight()
            && (piece.is_number() || piece.is_word() && piece.text.is_ascii() || piece.is_sign("._-:"))
    };
    let begin = &pieces[0];
    let end = pieces[1..].iter().take(MOST_PIECES).take_while(joins).last().unwrap_or(begin).end();
    let name = text[begin.at..end].trim_end_matches(['.', '-', ':', '_']);
    let is_made_up = name.contains('_')
        || name.contains(|c: char| c.is_ascii_digit())
        || name.contains('.')
        || name.starts_with("live:");
    name.is_ascii() && name.len() >= NAME_MIN && (is_announced || is_made_up)
}
