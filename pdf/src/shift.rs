//! What a table says of where objects are, beside where they are. Bytes that came to the front, or a wrong way
//! to the table, shift all objects alike; a hole shifts those behind it towards the front, whatever was in it.

use crate::Fault;
use crate::characters::is_space;
use crate::effort::Effort;
use crate::lexer::{Lexer, Token};
use crate::marks::Mark;
use memchr::memmem;
use std::collections::{HashMap, HashSet};

const TABLE: &[u8] = b"xref";
/// What an editor may take between two objects.
const LINE_END: i64 = 2;

/// Whether the tables say that there is a hole. One that fits nowhere was never right and says nothing.
///
/// # Errors
/// `TooComplex` when it would take too long.
pub fn has_hole(bytes: &[u8], marks: &[Mark], effort: &mut Effort) -> Result<bool, Fault> {
    let mut marks = marks.iter().peekable();
    // Where each object's number stands, of the last revision before a table.
    let mut places = HashMap::new();
    for table in tables(bytes) {
        while let Some(mark) = marks.next_if(|mark| mark.at < table) {
            places.extend(mark.number.map(|number| (number, mark.begin)));
        }
        let mut entries = Entries::begin(bytes, table);
        let mut shifts = Vec::new();
        for (number, said) in &mut entries {
            let place = places.get(&number).and_then(|place| i64::try_from(*place).ok());
            shifts.extend(place.map(|place| (said, place - said)));
        }
        effort.read(entries.lexer.at() - table)?;
        if step_back(shifts) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether the objects up to some place are shifted alike, and those behind it alike and more to the front.
fn step_back(mut shifts: Vec<(i64, i64)>) -> bool {
    shifts.sort_unstable();
    let shifts: Vec<_> = shifts.into_iter().map(|(_, shift)| shift).collect();
    let kinds: HashSet<_> = shifts.iter().collect();
    let (Some(first), Some(last)) = (shifts.first(), shifts.last()) else { return false };
    kinds.len() == 2 && first - last > LINE_END && shifts.is_sorted_by(|before, after| before >= after)
}

/// Where tables stand, but not the ways to them.
fn tables(bytes: &[u8]) -> impl Iterator<Item = usize> {
    memmem::find_iter(bytes, TABLE)
        .filter(|at| at.checked_sub(1).is_none_or(|before| is_space(bytes[before])))
}

/// The numbers of the objects in a table, and where it says that they are.
struct Entries<'a> {
    lexer: Lexer<'a>,
    next: u32,
    left: usize,
}

impl<'a> Entries<'a> {
    fn begin(bytes: &'a [u8], table: usize) -> Self {
        Self { lexer: Lexer::new(bytes, table + TABLE.len()), next: 0, left: 0 }
    }

    fn number(&mut self) -> Option<usize> {
        match self.lexer.next()? {
            Token::Number(number) => number,
            _ => None,
        }
    }
}

impl Iterator for Entries<'_> {
    type Item = (u32, i64);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (first, second) = (self.number()?, self.number()?);
            if self.left == 0 {
                (self.next, self.left) = (u32::try_from(first).ok()?, second);
                continue;
            }
            let number = self.next;
            (self.next, self.left) = (number.checked_add(1)?, self.left - 1);
            if self.lexer.next()? == Token::Word(b"n") {
                return Some((number, i64::try_from(first).ok()?));
            }
        }
    }
}
