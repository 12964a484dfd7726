//! One line of input: an inquiry, or the field that makes it malformed. A line is never guessed at.

use super::BYTE_ORDER_MARK;
use super::fields::{Object, Problem, heard, said};
use serde::Deserialize;
use shared::geo::{Country, Point};
use shared::ids::{ProductId, SellerId};
use shared::routing::Inquiry;
use std::io::{self, BufRead, Read};

/// Longer lines are refused unread: memory stays the same whatever comes.
const LONGEST_LINE_BYTES: u64 = 1024 * 1024;

/// The lines of the input, counted from 1; empty ones count but are skipped.
pub(super) struct Lines<Input> {
    input: Input,
    number: u64,
    buffer: Vec<u8>,
}

/// What stands on one line.
pub(super) struct Line {
    pub number: u64,
    pub inquiry: Result<Inquiry, Problem>,
    /// Fields that mean nothing.
    pub unread: Vec<String>,
}

/// As [`Inquiry`], but an object must be written as one.
#[derive(Deserialize)]
struct Written {
    country: Option<Country>,
    point: Option<Object<Point>>,
    product: Option<ProductId>,
    pick: Option<SellerId>,
}

impl<Input: BufRead> Lines<Input> {
    pub fn new(input: Input) -> Self {
        Self { input, number: 0, buffer: Vec::new() }
    }

    /// The next line that is not empty, with its number.
    pub fn next(&mut self, is_member: impl Fn(&SellerId) -> bool) -> io::Result<Option<Line>> {
        loop {
            self.buffer.clear();
            let limit = LONGEST_LINE_BYTES + 1;
            if self.input.by_ref().take(limit).read_until(b'\n', &mut self.buffer)? == 0 {
                return Ok(None);
            }
            self.number += 1;
            if self.buffer.len() as u64 == limit && self.buffer.last() != Some(&b'\n') {
                self.input.skip_until(b'\n')?;
                let words = format!("longer than {LONGEST_LINE_BYTES} bytes");
                return Ok(Some(Line {
                    number: self.number,
                    inquiry: Err(Problem::new("", words)),
                    unread: Vec::new(),
                }));
            }
            if self.number == 1 && self.buffer.starts_with(BYTE_ORDER_MARK) {
                self.buffer.drain(..BYTE_ORDER_MARK.len());
            }
            if !self.buffer.trim_ascii().is_empty() {
                let (inquiry, unread) = inquiry(&self.buffer, is_member);
                return Ok(Some(Line { number: self.number, inquiry, unread }));
            }
        }
    }
}

fn inquiry(line: &[u8], is_member: impl Fn(&SellerId) -> bool) -> (Result<Inquiry, Problem>, Vec<String>) {
    let mut json = serde_json::Deserializer::from_slice(line);
    let (written, unread) = heard::<Object<Written>, _>(&mut json);
    let written = written.map_err(|error| Problem::of("", error));
    let whole = written.and_then(|written| {
        json.end().map_err(|error| Problem::new("", said(&error)))?;
        checked(written.0, is_member)
    });
    (whole, unread)
}

fn checked(written: Written, is_member: impl Fn(&SellerId) -> bool) -> Result<Inquiry, Problem> {
    let Written { country, point, product, pick } = written;
    let point = point.map(|Object(point)| point);
    if let Some(point) = point {
        check_point(point)?;
    }
    if pick.as_ref().is_some_and(|pick| !is_member(pick)) {
        return Err(Problem::new("pick", "not a seller of the network"));
    }
    Ok(Inquiry { country, point, product, pick })
}

fn check_point(point: Point) -> Result<(), Problem> {
    if point.is_valid() {
        return Ok(());
    }
    Err(match (-90.0..=90.0).contains(&point.lat) {
        true => Problem::new("point.lon", "must be from -180 to 180"),
        false => Problem::new("point.lat", "must be from -90 to 90"),
    })
}
