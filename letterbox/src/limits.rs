//! How much of a mail is looked at. A stranger may send anything: every loop ends at one of these.

/// Fields of one block of headers; the rest is not read.
pub const FIELDS: usize = 1_000;
/// Bytes of one field: four hundred recipients.
pub const FIELD_BYTES: usize = 16 * 1024;
/// Parts of one mail; what follows belongs to the last one.
pub const PARTS: usize = 500;
/// Parts within parts.
pub const DEPTH: usize = 24;
/// Bytes of one text before it is decoded: pictures may be written into HTML.
pub const TEXT_BYTES: usize = 16 * 1024 * 1024;
/// Letters of a text before anything is looked for in it.
pub const READ_CHARACTERS: usize = 1_000_000;
/// Lines of a text that are looked at.
pub const LINES: usize = 50_000;
/// Blank lines that are looked back over.
pub const BLANKS: usize = 20;
/// Letters of a text that is handed on.
pub const TEXT_CHARACTERS: usize = 200_000;
/// Letters of a subject, a name, a diagnosis.
pub const PHRASE_CHARACTERS: usize = 1_000;
/// Letters of the name of a file.
pub const NAME_CHARACTERS: usize = 200;
/// Documents of one mail.
pub const DOCUMENTS: usize = 20;
/// Files that are named as refused.
pub const REFUSED: usize = 100;
/// Recipients, identifiers and undelivered addresses of one mail.
pub const ADDRESSES: usize = 500;
/// Elements that stand open in HTML at once.
pub const OPEN_ELEMENTS: usize = 512;
