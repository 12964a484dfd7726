//! Postcodes: a code and its country become a point. It knows exact codes only; where the file keeps
//! the first part of a code (Great Britain, the Netherlands, Canada …), that part is the code.
//!
//! The file, little-endian, read where it lies:
//! ```text
//! u32 countries
//! countries × 12 bytes   [u8; 2] ISO code, u8 kind, u8 kept, u8 full, u8 0, u24 first record, u24 records
//! records × 7 bytes      u24 code, u16 latitude, u16 longitude; sorted by code in each country
//! ```
//! `kind` is 0 for digits and 1 for letters and digits; `full` is the length people write, `kept` the
//! length of the part in the file. A coordinate is its share of the whole range in 65,536 steps.

/// Bytes of one country.
pub const COUNTRY_BYTES: usize = 12;
/// Bytes of one record.
pub const RECORD_BYTES: usize = 7;
/// Steps of a coordinate: 305 m in latitude, at most 611 m in longitude.
pub const STEPS: f64 = 65_536.0;

/// The sections of the file.
#[derive(Clone, Copy)]
pub struct Postcodes {
    countries: &'static [u8],
    records: &'static [u8],
}

/// How a country writes its codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Writing {
    /// Letters count too, not only digits.
    pub has_letters: bool,
    /// The length of the part that the file knows.
    pub kept: usize,
    /// The length of a whole code.
    pub full: usize,
}

impl Writing {
    /// The part of a typed code that the file knows; none when no code is written like this.
    pub fn part(self, typed: &str) -> Option<String> {
        let code: String = match self.has_letters {
            true => {
                typed.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase()
            }
            // What follows the hyphen of an American code is a part of a street.
            false if self.full == self.kept => digits(typed.split_once('-').map_or(
                typed,
                |(before, after)| {
                    if digits(before).is_empty() { after } else { before }
                },
            )),
            false => digits(typed),
        };
        match code.len() {
            // British codes have two to four characters before the last three.
            2..=7 if self.is_british() => Some(outward(&code)),
            length if length == self.full || length == self.kept => Some(code[..self.kept].to_owned()),
            _ => None,
        }
    }

    /// Only British codes are kept at four characters and written with seven.
    const fn is_british(self) -> bool {
        self.has_letters && self.kept == 4
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// `SW1A 1AA` → `SW1A`; what has no inward part is the outward part itself.
fn outward(code: &str) -> String {
    code[..if code.len() > 4 { code.len() - 3 } else { code.len() }].to_owned()
}

/// A code as a number: base 37 with the end as 0 for letters, else the digits themselves.
pub fn number(code: &str, writing: Writing) -> Option<u32> {
    if !writing.has_letters {
        return code.parse().ok();
    }
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => u32::from(byte - b'0') + 1,
        _ => u32::from(byte - b'A') + 11,
    };
    let padded = code.bytes().map(digit).chain(std::iter::repeat(0)).take(writing.kept);
    Some(padded.fold(0, |sum, digit| sum * 37 + digit))
}

impl Postcodes {
    /// Finds the sections. The file is part of the program, so its lengths are trusted.
    pub fn new(file: &'static [u8]) -> Self {
        let count = u32::from_le_bytes([file[0], file[1], file[2], file[3]]) as usize;
        let (countries, records) = file[4..].split_at(count * COUNTRY_BYTES);
        Self { countries, records }
    }

    /// The code as it is known, and its point in degrees.
    pub fn find(&self, country: [u8; 2], typed: &str) -> Option<(String, f64, f64)> {
        let row = self.row(country)?;
        let writing = Writing { has_letters: row[2] == 1, kept: row[3].into(), full: row[4].into() };
        let code = writing.part(typed)?;
        let wanted = number(&code, writing)?;
        let (mut low, mut high) = (u24_at(row, 6), u24_at(row, 6) + u24_at(row, 9));
        while low < high {
            let middle = usize::midpoint(low, high);
            if u24_at(self.record(middle), 0) < wanted as usize { low = middle + 1 } else { high = middle }
        }
        let end = u24_at(row, 6) + u24_at(row, 9);
        let record = (low < end).then(|| self.record(low))?;
        let (lat, lon) = degrees(record);
        (u24_at(record, 0) == wanted as usize).then_some((code, lat, lon))
    }

    /// The whole code whose point is nearest to this place in degrees; none where only parts of codes are
    /// known.
    pub fn nearest(&self, country: [u8; 2], (lat, lon): (f64, f64)) -> Option<String> {
        let row = self.row(country).filter(|row| row[2] == 0 && row[3] == row[4])?;
        // A degree of longitude is as long as one of latitude times this.
        let narrower = lat.to_radians().cos();
        let away = |index: &usize| {
            let (code_lat, code_lon) = degrees(self.record(*index));
            (code_lat - lat).powi(2) + ((code_lon - lon) * narrower).powi(2)
        };
        let records = u24_at(row, 6)..u24_at(row, 6) + u24_at(row, 9);
        let nearest = records.min_by(|a, b| away(a).total_cmp(&away(b)))?;
        Some(format!("{:0width$}", u24_at(self.record(nearest), 0), width = row[3].into()))
    }

    fn row(&self, country: [u8; 2]) -> Option<&'static [u8]> {
        self.countries.chunks_exact(COUNTRY_BYTES).find(|row| row[..2] == country)
    }

    fn record(&self, index: usize) -> &'static [u8] {
        &self.records[index * RECORD_BYTES..][..RECORD_BYTES]
    }
}

/// Latitude and longitude of a record.
fn degrees(record: &[u8]) -> (f64, f64) {
    let share = |at: usize| f64::from(u16::from_le_bytes([record[at], record[at + 1]])) / STEPS;
    (share(3) * 180.0 - 90.0, share(5) * 360.0 - 180.0)
}

fn u24_at(bytes: &[u8], at: usize) -> usize {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], 0]) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIGITS: Writing = Writing { has_letters: false, kept: 5, full: 5 };
    const BRITISH: Writing = Writing { has_letters: true, kept: 4, full: 7 };
    const CANADIAN: Writing = Writing { has_letters: true, kept: 3, full: 6 };
    const JAPANESE: Writing = Writing { has_letters: false, kept: 5, full: 7 };
    const LATVIAN: Writing = Writing { has_letters: false, kept: 4, full: 4 };

    #[test]
    fn codes_are_read_as_people_write_them() {
        let part = |writing: Writing, typed: &str| writing.part(typed);
        assert_eq!(part(DIGITS, "50667").as_deref(), Some("50667"));
        assert_eq!(part(DIGITS, "506 67").as_deref(), Some("50667"));
        assert_eq!(part(DIGITS, "10001-1234").as_deref(), Some("10001"));
        assert_eq!(part(DIGITS, "5066"), None);
        assert_eq!(part(DIGITS, "506677"), None);
        assert_eq!(part(BRITISH, "sw1a 1aa").as_deref(), Some("SW1A"));
        assert_eq!(part(BRITISH, "M1 1AE").as_deref(), Some("M1"));
        assert_eq!(part(BRITISH, "LL20").as_deref(), Some("LL20"));
        assert_eq!(part(CANADIAN, "H2X 1Y4").as_deref(), Some("H2X"));
        assert_eq!(part(JAPANESE, "〒100-0001").as_deref(), Some("10000"));
        assert_eq!(part(LATVIAN, "LV-1010").as_deref(), Some("1010"));
        assert_eq!(part(DIGITS, ""), None);
    }
}
