//! Outlook's own packing, `winmail.dat`: the files in it, and the words where they are plain or HTML. It must not
//! judge the files. Words that are only in compressed RTF stay unread: the same mail hardly ever has no others.

use crate::{charset, limits, names};

/// What was packed.
#[derive(Default)]
pub struct Packed {
    pub plain: Option<String>,
    pub html: Option<String>,
    pub files: Vec<File>,
    /// Nothing of it was cut off.
    pub is_whole: bool,
}

/// One file, its name safe to show.
#[derive(Default)]
pub struct File {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Begins every packing.
const SIGNATURE: u32 = 0x223e_9f78;
/// Behind it is a number that nobody needs.
const HEAD: usize = 6;

// Attributes (MS-OXTNEF, 2.1.3).
const BODY: u32 = 0x0002_800c;
const CODE_PAGE: u32 = 0x0006_9007;
const PROPERTIES: u32 = 0x0006_9003;
const FILE_BEGINS: u32 = 0x0006_9002;
const FILE_TITLE: u32 = 0x0001_8010;
const FILE_BYTES: u32 = 0x0006_800f;
const FILE_PROPERTIES: u32 = 0x0006_9005;

// Properties (MS-OXPROPS).
const PLAIN: u16 = 0x1000;
const HTML: u16 = 0x1013;
const LONG_NAME: u16 = 0x3707;

const STRING_8: u16 = 0x1e;
const STRING_16: u16 = 0x1f;
/// Each property may have many values.
const MANY: u16 = 0x1000;
/// Properties of one block that are looked at.
const MOST_PROPERTIES: usize = 500;

/// What is in a packing, if it is one.
pub fn unpack(bytes: &[u8]) -> Option<Packed> {
    let mut reader = Reader(bytes);
    (reader.number()? == SIGNATURE).then_some(())?;
    reader.0 = bytes.get(HEAD..)?;
    let mut packed = Packed::default();
    let mut code_page = "windows-1252".to_owned();
    let mut rest = reader.0;
    while let Some((attribute, data)) = reader.attribute() {
        rest = reader.0;
        let string = |bytes: &[u8]| text(bytes, &code_page);
        match attribute {
            CODE_PAGE => code_page = character_set(Reader(data).number().unwrap_or_default()),
            BODY => packed.plain = Some(string(data)),
            PROPERTIES => {
                for (id, kind, value) in properties(data) {
                    match id {
                        PLAIN => packed.plain = Some(decoded(kind, value, &code_page)),
                        HTML => packed.html = Some(decoded(kind, value, &code_page)),
                        _ => {}
                    }
                }
            }
            FILE_BEGINS if packed.files.len() < limits::REFUSED => packed.files.push(File::default()),
            FILE_BEGINS => break,
            FILE_TITLE => packed.rename(&string(data)),
            FILE_PROPERTIES => {
                let names = properties(data).into_iter().filter(|(id, ..)| *id == LONG_NAME);
                names.for_each(|(_, kind, value)| packed.rename(&decoded(kind, value, &code_page)));
            }
            FILE_BYTES => {
                if let Some(file) = packed.files.last_mut() {
                    file.bytes = data.to_vec();
                }
            }
            _ => {}
        }
    }
    packed.is_whole = rest.iter().all(|byte| matches!(byte, 0 | b'\r' | b'\n'));
    Some(packed)
}

impl Packed {
    fn rename(&mut self, name: &str) {
        let name = names::safe(name);
        if let Some(file) = self.files.last_mut().filter(|_| !name.is_empty()) {
            file.name = name;
        }
    }
}

/// Bytes that are read from the front.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_le_bytes)
    }

    fn short(&mut self) -> Option<u16> {
        self.take(2)?.try_into().ok().map(u16::from_le_bytes)
    }

    fn length(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    /// An attribute and its value; the level before it and the sum behind it are not looked at.
    fn attribute(&mut self) -> Option<(u32, &'a [u8])> {
        self.take(1)?;
        let attribute = self.number()?;
        let length = self.length()?;
        let data = self.take(length)?;
        // It may be missing at the very end.
        let _ = self.take(2);
        Some((attribute, data))
    }

    /// Bytes that are filled up to four.
    fn filled(&mut self, length: usize) -> Option<&'a [u8]> {
        let taken = self.take(length)?;
        self.take(length.next_multiple_of(4) - length)?;
        Some(taken)
    }

    fn property(&mut self) -> Option<(u16, u16, &'a [u8])> {
        let (kind, id) = (self.short()?, self.short()?);
        if id >= 0x8000 {
            self.take(16)?;
            // By number, or by name.
            match self.number()? {
                0 => drop(self.number()?),
                _ => {
                    let length = self.length()?;
                    self.filled(length)?;
                }
            }
        }
        let size = match kind & !MANY {
            2..=4 | 0xa | 0xb => Some(4),
            5..=7 | 0x14 | 0x40 => Some(8),
            0x48 => Some(16),
            _ => None,
        };
        if let Some(size) = size.filter(|_| kind & MANY == 0) {
            return Some((id, kind, self.take(size)?));
        }
        let mut first = None;
        for _ in 0..self.length()? {
            let length = match size {
                Some(size) => size,
                None => self.length()?,
            };
            first = first.or(Some(self.filled(length)?));
        }
        Some((id, kind, first.unwrap_or_default()))
    }
}

fn properties(data: &[u8]) -> Vec<(u16, u16, &[u8])> {
    let mut reader = Reader(data);
    let count = reader.length().unwrap_or_default().min(MOST_PROPERTIES);
    std::iter::from_fn(|| reader.property()).take(count).collect()
}

fn decoded(kind: u16, value: &[u8], code_page: &str) -> String {
    match kind {
        STRING_8 => text(value, code_page),
        STRING_16 => text(value, "utf-16le"),
        // HTML, which says itself what its letters are.
        _ => text(value, &charset::declared_in_html(value).unwrap_or_else(|| code_page.to_owned())),
    }
}

/// The letters up to the nought that ends them.
fn text(bytes: &[u8], set: &str) -> String {
    let letters = charset::decode(&bytes[..bytes.len().min(limits::TEXT_BYTES)], Some(set));
    letters.split('\0').next().unwrap_or_default().to_owned()
}

fn character_set(code_page: u32) -> String {
    match code_page {
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        950 => "big5".to_owned(),
        20866 => "koi8-r".to_owned(),
        65001 => "utf-8".to_owned(),
        number => format!("windows-{number}"),
    }
}

#[cfg(test)]
#[path = "tnef_tests.rs"]
mod tests;
