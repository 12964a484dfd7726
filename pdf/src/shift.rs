//! What a table says of where objects are, beside where they are. Bytes that came to the front, or a wrong way
//! to the table, shift all objects alike; a hole shifts those behind it towards the front, whatever was in it.

use crate::characters::is_space;
use crate::lexer::{Lexer, Token};
use crate::marks::Mark;
use memchr::memmem;
use std::collections::{HashMap, HashSet};

const TABLE: &[u8] = b"xref";

/// Whether the tables say that there is a hole. One that fits nowhere was never right and says nothing.
pub fn has_hole(bytes: &[u8], marks: &[Mark]) -> bool {
    tables(bytes).any(|table| {
        let places = places_before(marks, table);
        let mut shifts: Vec<_> = entries(bytes, table)
            .filter_map(|(number, said)| Some((said, i64::try_from(*places.get(&number)?).ok()? - said)))
            .collect();
        shifts.sort_unstable();
        let shifts: Vec<_> = shifts.into_iter().map(|(_, shift)| shift).collect();
        let kinds: HashSet<_> = shifts.iter().collect();
        kinds.len() == 2 && shifts.is_sorted_by(|before, after| before >= after)
    })
}

/// Where tables stand, but not the ways to them.
fn tables(bytes: &[u8]) -> impl Iterator<Item = usize> {
    memmem::find_iter(bytes, TABLE)
        .filter(|at| at.checked_sub(1).is_none_or(|before| is_space(bytes[before])))
}

/// Where each object's number stands, of the last revision before a place.
fn places_before(marks: &[Mark], place: usize) -> HashMap<usize, usize> {
    let before = marks.iter().take_while(|mark| mark.at < place);
    before.filter_map(|mark| Some((usize::try_from(mark.number?).ok()?, mark.begin))).collect()
}

/// The numbers of the objects in a table, and where it says that they are.
fn entries(bytes: &[u8], table: usize) -> impl Iterator<Item = (usize, i64)> {
    let mut lexer = Lexer::new(bytes, table + TABLE.len());
    let (mut next, mut left) = (0_usize, 0_usize);
    std::iter::from_fn(move || {
        loop {
            let (Some(Token::Number(Some(first))), Some(Token::Number(Some(second)))) =
                (lexer.next(), lexer.next())
            else {
                return None;
            };
            if left == 0 {
                (next, left) = (first, second);
                continue;
            }
            let number = next;
            (next, left) = (next.checked_add(1)?, left - 1);
            if let Some(Token::Word(b"n")) = lexer.next() {
                return Some((number, i64::try_from(first).ok()?));
            }
        }
    })
}
