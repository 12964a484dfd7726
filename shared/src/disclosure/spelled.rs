//! Phone numbers in words: digit by digit, in pairs as French people say them, with hundreds as Russians do, mixed
//! with digits, or in signs and kana. Quantities in words are shorter, or have other words between.

use super::lexicon::Meaning;
use super::pieces::{Kind, Piece};

/// Spelled-out digits in a row that nobody writes for a quantity.
const WORDS_MIN: usize = 6;
/// Digits of a row that has pairs or digits in it, and of one without spaces.
const DIGITS_MIN: usize = 8;
/// Pieces of a row that has pairs: "quatre-vingt-dix-neuf, quatre-vingt-dix-huit" are two.
const NUMBERS_MIN: usize = 5;
/// Of these, signs of a language that writes no spaces.
const UNSPACED_MIN: usize = 4;
/// Signs between two digits.
const MOST_SIGNS: usize = 3;
/// Longer ones are no groups of a phone number.
const MOST_IN_GROUP: usize = 5;

/// Whether there is one.
pub fn is_in(pieces: &[Piece<'_>]) -> bool {
    let mut row = Row::default();
    pieces.iter().any(|piece| {
        row.take(piece);
        row.is_number()
    })
}

/// What has come in a row.
#[derive(Default)]
struct Row {
    digits: usize,
    /// Numbers, pairs counted once.
    numbers: usize,
    /// Of these, words.
    words: usize,
    /// Digits as words, one after another.
    singles: usize,
    /// Signs of a language that writes no spaces.
    unspaced: usize,
    signs: usize,
    last: Option<Meaning>,
    is_four: bool,
}

impl Row {
    fn is_number(&self) -> bool {
        let is_mixed = self.words >= 2 && self.numbers >= NUMBERS_MIN;
        self.singles >= WORDS_MIN || self.digits >= DIGITS_MIN && (is_mixed || self.unspaced >= UNSPACED_MIN)
    }

    fn take(&mut self, piece: &Piece<'_>) {
        let last = self.last.take();
        match (piece.kind, piece.meaning) {
            (Kind::Number, _) if piece.text.len() <= MOST_IN_GROUP => {
                self.add(piece.text.len(), None);
                self.singles = 0;
            }
            (Kind::Word, Some(Meaning::UnspacedDigit)) => {
                self.add(1, None);
                self.unspaced += 1;
            }
            (Kind::Word, Some(Meaning::Between)) if self.digits > 0 => {}
            (Kind::Word, Some(Meaning::And)) if matches!(last, Some(Meaning::Tens)) => self.last = last,
            (Kind::Word, Some(meaning)) => self.take_word(piece.text, meaning, last),
            (Kind::Sign(sign), _) if is_between(sign) && self.signs < MOST_SIGNS => {
                self.signs += 1;
                self.last = last;
            }
            _ => *self = Self::default(),
        }
    }

    fn take_word(&mut self, word: &str, meaning: Meaning, last: Option<Meaning>) {
        let is_four = std::mem::replace(&mut self.is_four, word == "quatre");
        match (last, meaning) {
            // Twenty-four, dix-sept, soixante-dix: the first has counted both digits.
            (Some(Meaning::Tens | Meaning::Ten), Meaning::Digit) | (Some(Meaning::Tens), Meaning::Teen) => {
                self.signs = 0;
                self.singles = 0;
            }
            (Some(Meaning::Tens), Meaning::Ten) => self.last = Some(Meaning::Ten),
            // Quatre-vingt.
            (_, Meaning::Tens) if is_four && word.starts_with("vingt") => {
                self.digits += 1;
                self.singles = 0;
                self.last = Some(meaning);
            }
            (_, Meaning::Digit) => {
                self.add(1, None);
                self.words += 1;
                self.singles += 1;
            }
            (_, Meaning::Teen | Meaning::Ten | Meaning::Tens | Meaning::Hundreds) => {
                self.add(if meaning == Meaning::Hundreds { 1 } else { 2 }, Some(meaning));
                self.words += 1;
                self.singles = 0;
            }
            _ => *self = Self::default(),
        }
    }

    fn add(&mut self, digits: usize, meaning: Option<Meaning>) {
        self.digits += digits;
        self.numbers += 1;
        self.signs = 0;
        self.last = meaning;
    }
}

/// Whether a sign may part digits; lists in Chinese and Japanese are parted by another.
fn is_between(sign: char) -> bool {
    !sign.is_alphanumeric() && !"、%€$£¥₽=?!:".contains(sign)
}
