//! The words of PDF's syntax, one after the other. It never fails: what is broken becomes some word, for
//! readers on the other side also make something of it. It must not know what a word means.

use crate::characters::{is_digit, is_regular, is_space, unescaped};
use std::borrow::Cow;

/// One word of the syntax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// A name without its slash, `#` escapes undone: `/J#53` is `JS`.
    Name(Cow<'a, [u8]>),
    /// A string as it is written, in parentheses or as hexadecimal digits.
    Text(&'a [u8]),
    /// A whole number that is not negative; None for any other number.
    Number(Option<usize>),
    DictOpen,
    DictClose,
    ArrayOpen,
    ArrayClose,
    /// Any other word: `obj`, `R`, `stream`.
    Word(&'a [u8]),
}

/// Reads words from a place on.
pub struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Lexer<'a> {
    pub fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at: at.min(bytes.len()) }
    }

    /// The place behind the last word.
    pub fn at(&self) -> usize {
        self.at
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    /// Moves on while the bytes are such, and returns what it passed.
    fn pass(&mut self, such: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = &self.bytes[self.at..];
        let length = rest.iter().position(|&byte| !such(byte)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn skip_space_and_comments(&mut self) {
        loop {
            self.pass(is_space);
            if self.peek(0) != Some(b'%') {
                return;
            }
            self.pass(|byte| !matches!(byte, b'\r' | b'\n'));
        }
    }

    /// A string in parentheses, which may stand within each other.
    fn text(&mut self) -> Token<'a> {
        let begin = self.at;
        let mut depth = 0_usize;
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            match byte {
                b'\\' => self.at = (self.at + 1).min(self.bytes.len()),
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        Token::Text(&self.bytes[begin..self.at])
    }

    fn hexadecimal(&mut self) -> Token<'a> {
        let begin = self.at;
        self.pass(|byte| byte != b'>');
        self.at = (self.at + 1).min(self.bytes.len());
        Token::Text(&self.bytes[begin..self.at])
    }

    fn take(&mut self, length: usize, token: Token<'a>) -> Token<'a> {
        self.at += length;
        token
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        self.skip_space_and_comments();
        Some(match (self.peek(0)?, self.peek(1)) {
            (b'/', _) => {
                self.at += 1;
                Token::Name(unescaped(self.pass(is_regular)))
            }
            (b'(', _) => self.text(),
            (b'<', Some(b'<')) => self.take(2, Token::DictOpen),
            (b'>', Some(b'>')) => self.take(2, Token::DictClose),
            (b'<', _) => self.hexadecimal(),
            (b'[', _) => self.take(1, Token::ArrayOpen),
            (b']', _) => self.take(1, Token::ArrayClose),
            (b'>' | b')' | b'{' | b'}', _) => self.take(1, Token::Word(b"")),
            (b'0'..=b'9' | b'+' | b'-' | b'.', _) => number(self.pass(is_digit)),
            _ => Token::Word(self.pass(is_regular)),
        })
    }
}

fn number<'a>(digits: &[u8]) -> Token<'a> {
    let value = digits.iter().try_fold(0_usize, |value, digit| {
        let digit = digit.is_ascii_digit().then(|| usize::from(digit - b'0'))?;
        value.checked_mul(10)?.checked_add(digit)
    });
    Token::Number(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Token<'_>> {
        Lexer::new(text.as_bytes(), 0).collect()
    }

    fn name(text: &str) -> Token<'_> {
        Token::Name(Cow::Borrowed(text.as_bytes()))
    }

    #[test]
    fn escaped_names_are_the_names_they_hide() {
        assert_eq!(words("/J#61vaScript/#4aS /A#zz#4"), [name("JavaScript"), name("JS"), name("A#zz#4")]);
    }

    #[test]
    fn names_in_strings_and_comments_are_none() {
        let expected = [Token::Text(b"(a (/JS) \\) /JS)"), Token::Text(b"<2f4a53>"), name("K")];
        assert_eq!(words("(a (/JS) \\) /JS) %/JS\r<2f4a53>/K"), expected);
    }

    #[test]
    fn words_need_no_space_between_them() {
        let expected = [
            Token::DictOpen,
            name("A"),
            Token::ArrayOpen,
            Token::Number(Some(1)),
            name("B"),
            Token::ArrayClose,
            Token::DictClose,
            Token::Word(b"endobj"),
        ];
        assert_eq!(words("<</A[1/B]>>endobj"), expected);
    }

    #[test]
    fn what_is_cut_off_ends() {
        for text in ["(", "((\\", "<", "<4", "/", "%", ">", "((("] {
            assert!(words(text).len() <= 1, "{text}");
        }
    }
}
