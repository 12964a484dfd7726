//! Whether a file whose index does not fit it is all there: it has every object that another one refers to,
//! every stream ends where it says, and its tables
//! know of no hole. Mail gateways and editors shift a file's bytes, after which the index
//! is wrong and nothing is lost; a file that lost some looks alike, but for this.

use crate::effort::Effort;
use crate::lexer::{Lexer, Token};
use crate::marks::marks;
use crate::object::{Object, read_object};
use crate::shift::has_hole;
use crate::{Fault, packed};
use std::collections::{HashMap, HashSet};

/// In what way a file is all there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Wholeness {
    /// Every object is there that another one refers to, and between them is no hole.
    pub has_all: bool,
    /// Every stream ends where it says. Some producers count wrong.
    pub all_end: bool,
}

impl Wholeness {
    pub const FULL: Self = Self { has_all: true, all_end: true };
}

/// What all objects say of each other.
#[derive(Default)]
struct Told {
    there: HashSet<usize>,
    referred: HashSet<usize>,
    /// Objects that are only a number, as a stream's length may be.
    numbers: HashMap<usize, usize>,
    /// Where streams begin.
    streams: Vec<(usize, Length)>,
}

/// How many bytes a stream has.
enum Length {
    Bytes(usize),
    /// It is the object of this number, if it is said at all.
    Elsewhere(Option<usize>),
}

/// Looks at every object.
///
/// # Errors
/// `TooComplex` when it would take too long.
pub fn look(bytes: &[u8]) -> Result<Wholeness, Fault> {
    let mut effort = Effort::for_file(bytes.len());
    let mut told = Told::default();
    let mut read = 0;
    let marks: Vec<_> = marks(bytes).collect();
    for mark in &marks {
        let Some(number) = mark.number.and_then(|number| usize::try_from(number).ok()) else { continue };
        if mark.at < read {
            continue;
        }
        let object = read_object(bytes, mark.behind)?;
        effort.read(object.end - mark.at)?;
        read = object.end;
        let words = &bytes[mark.behind..object.end];
        told.hear(number, words);
        if let Some(data) = object.data {
            told.hear_stream(words, &object, data);
            let packed = &bytes[data..];
            if object.stream.holds_objects() {
                packed::each_member(&object.stream, packed, &mut effort, |member| {
                    if let Some(number) = member.number {
                        told.hear(number, member.words);
                    }
                })?;
            }
        }
    }
    let has_all = told.referred.is_subset(&told.there) && !has_hole(bytes, &marks, &mut effort)?;
    Ok(Wholeness { has_all, all_end: told.streams.iter().all(|stream| told.ends(bytes, stream)) })
}

impl Told {
    fn hear(&mut self, number: usize, words: &[u8]) {
        self.there.insert(number);
        let mut before = [None; 2];
        for (place, token) in Lexer::new(words, 0).enumerate() {
            match (token, before) {
                (Token::Number(value), [_, last]) => {
                    before = [last, value];
                    if let (0, Some(value)) = (place, value) {
                        self.numbers.insert(number, value);
                    }
                }
                (Token::Word(b"R"), [Some(referred), Some(_)]) if referred > 0 => {
                    self.referred.insert(referred);
                    before = [None; 2];
                }
                _ => before = [None; 2],
            }
        }
    }

    fn hear_stream(&mut self, words: &[u8], object: &Object, data: usize) {
        let length = match object.stream.length {
            Some(Some(length)) => Length::Bytes(length),
            _ => Length::Elsewhere(length_elsewhere(words)),
        };
        self.streams.push((data, length));
    }

    /// Whether a stream's end stands so far behind its beginning.
    fn ends(&self, bytes: &[u8], (data, length): &(usize, Length)) -> bool {
        let length = match length {
            Length::Bytes(length) => Some(length),
            Length::Elsewhere(number) => number.and_then(|number| self.numbers.get(&number)),
        };
        let content = packed::without_line_end(&bytes[*data..]);
        let behind = length.and_then(|length| content.get(*length..)).unwrap_or_default().trim_ascii_start();
        behind.starts_with(b"endstream") || behind.starts_with(b"endobj")
    }
}

/// The number of the object that is the stream's length.
fn length_elsewhere(words: &[u8]) -> Option<usize> {
    let mut lexer = Lexer::new(words, 0);
    lexer.find(|token| matches!(token, Token::Name(name) if name.as_ref() == b"Length"))?;
    match (lexer.next(), lexer.next(), lexer.next()) {
        (Some(Token::Number(number)), Some(Token::Number(_)), Some(Token::Word(b"R"))) => number,
        _ => None,
    }
}
