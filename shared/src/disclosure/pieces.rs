//! A text taken apart: words, numbers and signs, each with what it may mean. Where no spaces are written, words
//! that mean something are found within the line. It must not know what follows from them.

use super::lexicon::{self, Meaning};

/// What a piece is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Word,
    Number,
    Sign(char),
}

/// What stands before a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    Nothing,
    Space,
    Line,
}

/// A word, the digits of a number, or one sign.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'a> {
    pub kind: Kind,
    pub text: &'a str,
    /// Where it begins.
    pub at: usize,
    pub gap: Gap,
    pub meaning: Option<Meaning>,
}

impl Piece<'_> {
    pub fn end(&self) -> usize {
        self.at + self.text.len()
    }

    pub fn is_number(&self) -> bool {
        self.kind == Kind::Number
    }

    pub fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    pub fn is_sign(&self, signs: &str) -> bool {
        matches!(self.kind, Kind::Sign(sign) if signs.contains(sign))
    }

    /// Nothing stands between it and what is before.
    pub fn is_tight(&self) -> bool {
        self.gap == Gap::Nothing
    }

    /// Of a language that writes no spaces.
    pub fn is_unspaced(&self) -> bool {
        self.text.starts_with(is_unspaced)
    }
}

fn is_unspaced(c: char) -> bool {
    c >= '\u{2e80}' && c.is_alphabetic()
}

/// The pieces of a plain text.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    let mut gap = Gap::Line;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let while_true = |is: fn(char) -> bool| rest.find(|c: char| !is(c)).unwrap_or(rest.len());
        if first.is_whitespace() {
            gap = if first == '\n' || gap == Gap::Line { Gap::Line } else { Gap::Space };
            at += first.len_utf8();
            continue;
        }
        let (kind, length, meaning) = if first.is_ascii_digit() {
            (Kind::Number, while_true(|c| c.is_ascii_digit()), None)
        } else if is_unspaced(first) {
            let found = lexicon::at_begin(rest);
            (Kind::Word, found.map_or(first.len_utf8(), |found| found.0), found.map(|found| found.1))
        } else if first.is_alphabetic() {
            let length = while_true(|c| c.is_alphabetic() && !is_unspaced(c));
            (Kind::Word, length, lexicon::meaning(&rest[..length]))
        } else {
            (Kind::Sign(first), first.len_utf8(), None)
        };
        pieces.push(Piece { kind, text: &rest[..length], at, gap, meaning });
        at += length;
        gap = Gap::Nothing;
    }
    pieces
}
