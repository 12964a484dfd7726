//! Phone numbers in digits: what stands around them says what they are, or their own shape does.

use super::groups::Run;
use super::lexicon::Meaning;
use super::pieces::{Gap, Piece};

/// Words between "call" and the number.
const MOST_WORDS: usize = 3;
/// So many groups of four at least make a bank account behind its country.
const ACCOUNT_GROUPS: usize = 3;
/// Single digits, and pairs, that are no list.
const SINGLES_MIN: usize = 8;
const PAIRS: usize = 5;
/// Pairs that rise no further count positions.
const POSITIONS: u32 = 60;

/// What the words before a number say of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Label {
    #[default]
    None,
    Phone,
    /// Some other number.
    Reference,
}

/// Whether there is one.
pub fn is_in(text: &str, pieces: &[Piece<'_>]) -> bool {
    let mut before = Before::default();
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        if !piece.is_number() {
            let account = account(pieces, at);
            before.note(pieces, at);
            at += account.max(1);
            continue;
        }
        let run = Run::read(pieces, at);
        if run.is_phone(before.label(piece)) {
            return true;
        }
        before.has_number = true;
        at = run.end;
    }
    has_row(text, pieces)
}

/// The words before a number.
#[derive(Default)]
struct Before {
    label: Label,
    words: usize,
    has_number: bool,
}

impl Before {
    fn note(&mut self, pieces: &[Piece<'_>], at: usize) {
        let piece = &pieces[at];
        if self.label != Label::Phone && is_number_sign(pieces, at) {
            *self = Self { label: Label::Reference, ..Self::default() };
            return;
        }
        if self.has_number && piece.is_sign(".!?") {
            // The sentence that said what its number is has ended.
            *self = Self::default();
        }
        if !piece.is_word() {
            return;
        }
        match piece.meaning {
            Some(Meaning::Dial | Meaning::Messenger) => {
                *self = Self { label: Label::Phone, ..Self::default() }
            }
            Some(Meaning::Reference) => *self = Self { label: Label::Reference, ..Self::default() },
            Some(Meaning::Neutral | Meaning::And) => {}
            _ => {
                self.words += 1;
                let most = if self.label == Label::Phone { MOST_WORDS } else { 0 };
                // A short word is part of an abbreviation: "P. IVA", "S/N".
                if self.words > most && piece.text.len() > 2 || self.words > MOST_WORDS {
                    self.label = Label::None;
                }
            }
        }
    }

    /// What they say of a number; a new line is about something else once theirs has come.
    fn label(&mut self, number: &Piece<'_>) -> Label {
        if self.has_number && number.gap == Gap::Line {
            *self = Self::default();
        }
        self.label
    }
}

/// "Nr.", "n°", "№", "#", "s/n": only of a phone where that was said before.
fn is_number_sign(pieces: &[Piece<'_>], at: usize) -> bool {
    let follows = |signs: &str| pieces.get(at + 1).is_some_and(|next| next.is_sign(signs));
    match pieces[at].text {
        "nr" | "№" | "#" => true,
        "no" => follows(".:"),
        "n" => follows("°º") || at > 0 && pieces[at - 1].is_sign("/"),
        _ => false,
    }
}

/// How many pieces a bank account takes that begins here: `NL91 ABNA 0417 1643 00`.
fn account(pieces: &[Piece<'_>], at: usize) -> usize {
    let is_country = |piece: &Piece<'_>| piece.is_word() && piece.text.len() == 2;
    let is_check = |piece: &Piece<'_>| piece.is_number() && piece.is_tight() && piece.text.len() == 2;
    if !(is_country(&pieces[at]) && pieces.get(at + 1).is_some_and(is_check)) {
        return 0;
    }
    let mut groups = 0;
    let mut count = 2;
    for piece in &pieces[at + 2..] {
        let goes_on = piece.gap == Gap::Space && piece.text.len() <= 4 && piece.text.is_ascii();
        if !goes_on || !(piece.is_word() || piece.is_number()) {
            break;
        }
        groups += usize::from(piece.text.len() == 4);
        count += 1;
    }
    if groups >= ACCOUNT_GROUPS { count } else { 0 }
}

/// Digits one by one or in pairs, with anything between them, as long as it is the same.
fn has_row(text: &str, pieces: &[Piece<'_>]) -> bool {
    let mut row = Row::default();
    let mut last: Option<&Piece<'_>> = None;
    for piece in pieces {
        if piece.is_word() {
            if row.is_number() && piece.meaning != Some(Meaning::Unit) {
                return true;
            }
            (row, last) = (Row::default(), None);
        } else if piece.is_number() {
            let between = last.map(|last| &text[last.end()..piece.at]);
            // A longer number ends the row as a word does.
            if row.is_number() && piece.text.len() != row.length {
                return true;
            }
            row.take(piece.text, between);
            last = Some(piece);
        }
    }
    row.is_number()
}

/// Numbers with the same between them.
#[derive(Default)]
struct Row<'a> {
    length: usize,
    count: usize,
    between: Option<&'a str>,
    starts_with_nought: bool,
    falls: bool,
    last: u32,
}

impl<'a> Row<'a> {
    fn take(&mut self, number: &str, between: Option<&'a str>) {
        let value = number.get(..2.min(number.len())).and_then(|digits| digits.parse().ok()).unwrap_or(0);
        let goes_on = between.is_some() && number.len() == self.length;
        if goes_on && (self.count == 1 || self.between == between) {
            self.count += 1;
            self.falls |= value < self.last;
            self.between = between;
        } else if goes_on {
            *self =
                Self { length: number.len(), count: 2, between, falls: value < self.last, ..Self::default() };
        } else {
            let starts_with_nought = number.starts_with('0');
            *self = Self { length: number.len(), count: 1, starts_with_nought, ..Self::default() };
        }
        self.last = value;
    }

    fn is_number(&self) -> bool {
        match self.length {
            1 => self.count >= SINGLES_MIN && self.falls,
            2 => self.count == PAIRS && self.starts_with_nought && (self.falls || self.last >= POSITIONS),
            _ => false,
        }
    }
}
