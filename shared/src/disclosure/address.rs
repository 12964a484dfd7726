//! E-mail addresses, as they are written and spelled out: `name at host dot com`, with or without brackets, signs
//! mixed with words.

use super::lexicon::Meaning;
use super::pieces::{Gap, Piece};

/// Endings of hosts: of countries, two letters each, without any between.
const COUNTRIES: &str = "acadaeafagaialamaoaqarasatauawaxazbabbbdbebfbgbhbibjbmbnbobrbsbtbwbybzcacccdcfcgchcickclcm\
                         cncocrcucvcwcxcyczdedjdkdmdodzeceeegereseteufifjfkfmfofrgagdgegfggghgiglgmgngpgqgrgsgtgu\
                         gwgyhkhmhnhrhthuidieiliminioiqirisitjejmjojpkekgkhkikmknkpkrkwkykzlalblclilklrlsltlulvly\
                         mamcmdmemgmhmkmlmmmnmompmqmrmsmtmumvmwmxmymznancnenfngninlnonpnrnunzompapepfpgphpkplpmpn\
                         prpsptpwpyqarerorsrurwsasbscsdsesgshsiskslsmsnsosrssstsusvsxsysztctdtftgthtjtktltmtntotr\
                         tttvtwtzuaugukusuyuzvavcvevgvivnvuwfwsyeytzazmzw";
/// Other endings that mailboxes have, and how some are spelled.
const OTHERS: &str = " com net org info biz name pro edu gov app dev shop store online site website tech group company \
                      email mail cloud blog asia berlin swiss wien koeln hamburg bayern gmbh ltd moscow tokyo example \
                      рф ру ком орг москва рус ";
/// Endings that are English words too: "at this point it is".
const ALSO_WORDS: &str = " am as at be by do id in is it me my no so to us ";
/// Where people have mailboxes: no ending is needed.
const PROVIDERS: &str = " gmail googlemail gmx yahoo hotmail outlook icloud protonmail yandex mailru ";
/// What stands before "at" where a page is named and no mailbox.
const NO_NAMES: &str = " us it them this that these those me you look looked looking found find available online visit \
                        see website site webpage page shop store order more here is are be ";
/// What leads to a name: "our offers at weber.de" are on a page.
const LEADING: &str = " to mail email write contact is me use address an unter bei ";
/// Pieces from the sign to the ending: a host has few parts.
const MOST_PIECES: usize = 12;
/// Words of a host that are written apart.
const MOST_WORDS: usize = 3;
const BRACKETS: &str = "()[]{}<>*_\"'`";

/// Whether a list of words has one.
fn is_among(list: &str, word: &str) -> bool {
    list.split(' ').any(|known| known == word)
}

fn is_ending(word: &str) -> bool {
    let is_country = word.len() == 2 && COUNTRIES.as_bytes().chunks(2).any(|pair| pair == word.as_bytes());
    is_country || is_among(OTHERS, word)
}

/// Whether there is an address.
pub fn is_in(text: &str, pieces: &[Piece<'_>]) -> bool {
    text.contains('@') && is_written(text)
        || pieces
            .iter()
            .enumerate()
            .any(|(at, _)| Sign::of(pieces, at).is_some_and(|sign| sign.leads(pieces, at)))
}

/// `name@host.end`, also with white space or brackets around the sign.
fn is_written(text: &str) -> bool {
    let around = |c: char| c.is_whitespace() || "()[]{}<>".contains(c);
    let near = |c: char| !c.is_whitespace() && !"()[]{}<>,;:\"'@".contains(c);
    text.match_indices('@').any(|(at, _)| {
        let is_name = |c: char| near(c) && c != '/';
        let name = text[..at].trim_end_matches(around).chars().next_back().is_some_and(is_name);
        let rest = text[at + 1..].trim_start_matches(around);
        let host = &rest[..rest.find(|c| !near(c)).unwrap_or(rest.len())];
        let is_tight = text[at + 1..].len() == rest.len();
        let parted = host.trim_end_matches('.').rsplit_once('.');
        // "12 pieces @ 5.00" is a price.
        let is_end = |end: &str| {
            end.chars().count() >= 2
                && end.starts_with(char::is_alphabetic)
                && (is_tight || end.split(|c: char| !c.is_alphanumeric()).next().is_some_and(is_ending))
        };
        name && parted.is_some_and(|(host, end)| !host.is_empty() && is_end(end))
    })
}

/// What stands before what stands for `@`.
struct Name<'a> {
    piece: &'a Piece<'a>,
    before: Option<&'a Piece<'a>>,
}

impl Name<'_> {
    /// Whether it is no word of a sentence: it begins a line, or something leads to it.
    fn is_of_somebody(&self) -> bool {
        let begins = self.piece.gap == Gap::Line;
        let is_led =
            self.before.is_none_or(|before| is_among(LEADING, before.text) || before.is_sign(".:,;(\"_"));
        (begins || is_led) && !is_among(NO_NAMES, self.piece.text)
    }
}

/// What stands for `@`.
struct Sign {
    /// Nothing else is meant by it.
    is_certain: bool,
    /// It is the sign itself.
    is_written: bool,
}

impl Sign {
    fn of(pieces: &[Piece<'_>], at: usize) -> Option<Self> {
        let piece = &pieces[at];
        let in_brackets = || {
            let is_open = at > 0 && pieces[at - 1].is_sign("([{<*_-~");
            is_open && pieces.get(at + 1).is_some_and(|next| next.is_sign(")]}>*_-~"))
        };
        let is_written = piece.is_sign("@");
        let is_certain = match piece.meaning {
            Some(Meaning::At) => true,
            Some(Meaning::MaybeAt) => in_brackets(),
            _ if is_written => true,
            _ if piece.text == "a" && at > 0 && pieces[at - 1].is_sign("([{") && in_brackets() => true,
            _ => return None,
        };
        Some(Self { is_certain, is_written })
    }

    /// Whether a name is before it and a host behind it.
    fn leads(&self, pieces: &[Piece<'_>], at: usize) -> bool {
        let is_bracket = |piece: &&Piece<'_>| piece.is_sign(BRACKETS) || piece.is_sign("-~");
        let from = at.saturating_sub(MOST_PIECES);
        let Some(place) = pieces[from..at].iter().rposition(|piece| !is_bracket(&piece)) else {
            return false;
        };
        let before = (from + place).checked_sub(1).map(|before| &pieces[before]);
        let name = Name { piece: &pieces[from + place], before };
        if !(name.piece.is_word() || name.piece.is_number()) {
            return false;
        }
        let host: Vec<_> = pieces[at + 1..]
            .iter()
            .take(MOST_PIECES)
            .filter(|piece| !piece.is_sign(BRACKETS))
            .copied()
            .collect();
        let is_host = |first: &Piece<'_>| is_among(PROVIDERS, first.text);
        let is_near = host.first().is_some_and(is_host);
        // "We buy at Yahoo" is no address.
        is_near && self.is_certain && (self.is_written || host.len() == 1) || self.ends(&name, &host)
    }

    /// Whether the pieces of a host come to an ending.
    fn ends(&self, name: &Name<'_>, host: &[Piece<'_>]) -> bool {
        let mut words = 0;
        let mut has_label = false;
        for (at, piece) in host.iter().enumerate() {
            let is_dot =
                matches!(piece.meaning, Some(Meaning::Dot | Meaning::MaybeDot)) || piece.is_sign(".");
            let is_hyphen = piece.meaning == Some(Meaning::Hyphen) || piece.is_sign("-~");
            if is_dot && has_label {
                let mut behind = host[at + 1..].iter().enumerate().filter(|(_, next)| !next.is_sign("-~"));
                let Some((skipped, end)) = behind.next() else { return false };
                let is_end = end.meaning == Some(Meaning::Ending) || end.is_word() && is_ending(end.text);
                if is_end && self.is_meant(name, host, (at, at + 1 + skipped)) {
                    return true;
                }
                (words, has_label) = (0, false);
            } else if is_hyphen {
                words = 0;
            } else if (piece.is_word() || piece.is_number()) && words < MOST_WORDS {
                words += 1;
                has_label = true;
            } else {
                return false;
            }
        }
        false
    }

    /// Whether an ending is one, and no word of a sentence.
    fn is_meant(&self, name: &Name<'_>, host: &[Piece<'_>], (dot, end): (usize, usize)) -> bool {
        let end = &host[end];
        let is_written_dot = host[dot].is_sign(".");
        // A sentence ends with a point and a space.
        let is_host = !is_written_dot || host[dot].is_tight() == end.is_tight();
        let is_word = is_among(ALSO_WORDS, end.text) || matches!(end.text, "de" | "es" | "la" | "se" | "si");
        let follows_at_once = host[1..dot].iter().all(Piece::is_tight);
        let is_ambiguous = match (self.is_certain, host[dot].meaning) {
            (true, Some(Meaning::MaybeDot)) => is_word && !follows_at_once,
            (true, _) | (_, Some(Meaning::Dot)) => false,
            // "anna at weber punkt de": "point" is the English word.
            (false, Some(_)) => {
                is_among(ALSO_WORDS, end.text) && host[dot].text == "point" || !follows_at_once && is_word
            }
            (false, None) => {
                is_among(ALSO_WORDS, end.text)
                    || matches!(host[0].text, "www" | "http" | "https")
                    || !name.is_of_somebody()
            }
        };
        is_host && !is_ambiguous
    }
}
