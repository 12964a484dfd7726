//! The data file, read where it lies: nothing is unpacked or copied at start. It must not know what
//! names mean; the order of its entries is `folded`'s.
//!
//! Little-endian throughout:
//! ```text
//! u32 countries, u32 towns, u32 entries
//! countries × [u8; 2]           ISO codes
//! towns × 14 bytes              u8 country, i24 lat, i24 lon (1e-4 degrees), u32 population, u24 entry
//! blocks × u32                  where each block of 16 entries starts, from the first entry
//! entries                       u8 shared bytes, u8 further bytes, those bytes, u24 town
//! ```
//! Towns come biggest first, so a town's number is its rank. An entry is one spelling; the first of a
//! block shares nothing with the one before.

use crate::fold::folded;

/// Entries in a block.
pub const BLOCK: usize = 16;
/// Bytes of one town.
pub const TOWN_BYTES: usize = 14;
/// Units of a coordinate in one degree.
pub const PER_DEGREE: f64 = 10_000.0;

/// The sections of the file.
#[derive(Clone, Copy)]
pub struct Packed {
    countries: &'static [u8],
    towns: &'static [u8],
    blocks: &'static [u8],
    entries: &'static [u8],
    entry_count: usize,
}

/// One town as the file has it.
pub struct Town {
    pub country: [u8; 2],
    pub lat: f64,
    pub lon: f64,
    pub population: u32,
    /// Which entry is its name.
    pub entry: usize,
}

/// One spelling while walking through the entries.
pub struct Entry {
    pub index: usize,
    pub town: usize,
    pub folded: String,
}

impl Packed {
    /// Finds the sections. The file is part of the program, so its lengths are trusted.
    pub fn new(file: &'static [u8]) -> Self {
        let counts = [u32_at(file, 0), u32_at(file, 4), u32_at(file, 8)].map(|n| n as usize);
        let [countries, towns, entry_count] = counts;
        let (countries, rest) = file[12..].split_at(2 * countries);
        let (towns, rest) = rest.split_at(TOWN_BYTES * towns);
        let (blocks, entries) = rest.split_at(4 * entry_count.div_ceil(BLOCK));
        Self { countries, towns, blocks, entries, entry_count }
    }

    /// How many towns there are.
    pub fn len(&self) -> usize {
        self.towns.len() / TOWN_BYTES
    }

    /// The town of this rank.
    pub fn town(&self, rank: usize) -> Town {
        let bytes = &self.towns[rank * TOWN_BYTES..][..TOWN_BYTES];
        Town {
            country: self.country(bytes[0]),
            lat: f64::from(i24_at(bytes, 1)) / PER_DEGREE,
            lon: f64::from(i24_at(bytes, 4)) / PER_DEGREE,
            population: u32_at(bytes, 7),
            entry: u24_at(bytes, 11) as usize,
        }
    }

    /// The two letters of the country of this town, without the rest.
    pub fn country_of(&self, rank: usize) -> [u8; 2] {
        self.country(self.towns[rank * TOWN_BYTES])
    }

    fn country(&self, number: u8) -> [u8; 2] {
        let at = 2 * usize::from(number);
        [self.countries[at], self.countries[at + 1]]
    }

    /// The spelling of entry `index`.
    pub fn spelling(&self, index: usize) -> String {
        let mut walk = Walk::at_block(self, index / BLOCK);
        for _ in 0..=index % BLOCK {
            walk.step();
        }
        walk.text()
    }

    /// All entries from the first whose folded form is not below `form`, in order.
    pub fn entries_from(&self, form: &str) -> impl Iterator<Item = Entry> {
        let mut walk = Walk::at_block(self, self.block_before(form));
        let form = form.to_owned();
        std::iter::from_fn(move || {
            let index = walk.index;
            let town = walk.step()?;
            Some(Entry { index, town, folded: folded(&walk.text()) })
        })
        .skip_while(move |entry| entry.folded < form)
    }

    /// The last block that starts below `form`: the first entry not below it is there or just behind.
    fn block_before(&self, form: &str) -> usize {
        let (mut low, mut high) = (0, self.blocks.len() / 4);
        while low < high {
            let middle = usize::midpoint(low, high);
            match folded(&self.spelling(middle * BLOCK)).as_str() < form {
                true => low = middle + 1,
                false => high = middle,
            }
        }
        low.saturating_sub(1)
    }
}

/// A walk through the entries from the start of a block.
struct Walk {
    packed: Packed,
    at: usize,
    index: usize,
    spelling: Vec<u8>,
}

impl Walk {
    fn at_block(packed: &Packed, block: usize) -> Self {
        let at = u32_at(packed.blocks, 4 * block) as usize;
        Self { packed: *packed, at, index: block * BLOCK, spelling: Vec::with_capacity(64) }
    }

    /// Reads the next entry and returns its town; none behind the last.
    fn step(&mut self) -> Option<usize> {
        if self.index == self.packed.entry_count {
            return None;
        }
        let bytes = &self.packed.entries[self.at..];
        let (shared, further) = (usize::from(bytes[0]), usize::from(bytes[1]));
        self.spelling.truncate(shared);
        self.spelling.extend_from_slice(&bytes[2..2 + further]);
        self.at += 2 + further + 3;
        self.index += 1;
        Some(u24_at(bytes, 2 + further) as usize)
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.spelling).into_owned()
    }
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

fn u24_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], 0])
}

fn i24_at(bytes: &[u8], at: usize) -> i32 {
    // Shifted up and down again, so that the sign is carried.
    i32::from_le_bytes([0, bytes[at], bytes[at + 1], bytes[at + 2]]) >> 8
}
