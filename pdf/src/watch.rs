//! Watches the words of one object go by and notes what may not be sent. Entries are known by the word
//! right behind their name, so it needs no tree and is not led astray by one that is broken.

use crate::Fault;
use crate::lexer::Token;
use crate::object::Object;
use crate::text::letters;
use std::borrow::Cow;

/// Actions that run, start, send or fetch something. `GoTo`, `URI` and their like are the reader's click.
const ACTIONS: [&[u8]; 9] = [
    b"JavaScript",
    b"Launch",
    b"SubmitForm",
    b"ImportData",
    b"GoToE",
    b"Rendition",
    b"RichMediaExecute",
    b"Sound",
    b"Movie",
];
/// How addresses begin that are script, or a page of their own.
const SCHEMES: [&str; 3] = ["javascript:", "vbscript:", "data:"];
/// Annotations that are files, films or programs.
const ANNOTATIONS: [&[u8]; 5] = [b"FileAttachment", b"RichMedia", b"Movie", b"Sound", b"3D"];
/// Entries that lead to script, and to forms and films that bring some, when they have a value.
const ENTRIES: [&[u8]; 3] = [b"JavaScript", b"XFA", b"RichMediaContent"];
/// The platforms for which an embedded file may be kept, and may have a name.
const PLATFORMS: [&[u8]; 5] = [b"F", b"UF", b"DOS", b"Mac", b"Unix"];
/// What a file may be called: nothing that a system would start when it is opened.
const SUFFIX: &str = ".xml";
const LONGEST_NAME: usize = 80;
const KINDS_OF_XML: [&[u8]; 2] = [b"text/xml", b"application/xml"];

/// No producer nests objects nearly so deep, and the readers behind us do it on the stack.
const DEEPEST: usize = 90;

/// What was seen in one dictionary that is still open.
#[derive(Clone, Copy, Default)]
struct Frame {
    action: bool,
    script: bool,
    specification: bool,
    files: bool,
    /// It is itself the value of `EF`.
    inside_files: bool,
    /// Its file has a name under which it may be kept.
    named: bool,
    /// Its file has another name, or is written in a way that no producer uses.
    strange: bool,
}

/// The words so far.
#[derive(Default)]
pub struct Watch<'a> {
    object: Object,
    frames: Vec<Frame>,
    /// The name right before this word.
    before: Option<Token<'a>>,
    /// The last name: the entry to which numbers behind it belong.
    entry: Option<Cow<'a, [u8]>>,
    /// The last two numbers: a reference, when `R` follows.
    numbers: [Option<usize>; 2],
    listing_filters: bool,
    linearized: bool,
}

impl<'a> Watch<'a> {
    /// Whether a dictionary or array is still open.
    pub fn is_inside(&self) -> bool {
        !self.frames.is_empty()
    }

    pub fn data_begins(&mut self, at: usize) {
        self.object.data = Some(at);
    }

    /// The object, which ends here.
    pub fn finish(mut self, end: usize) -> Object {
        while let Some(frame) = self.frames.pop() {
            self.object.open = true;
            self.close(frame);
        }
        self.object.end = end;
        self.object
    }

    /// The next word; the first one may be all there is.
    ///
    /// # Errors
    /// `TooComplex` when it nests too deep.
    pub fn note(&mut self, token: Token<'a>, first: bool) -> Result<(), Fault> {
        if let Token::Name(name) = &token
            && first
        {
            // A name that stands alone is the value of an entry elsewhere.
            self.object.active |= ACTIONS.contains(&name.as_ref()) || ANNOTATIONS.contains(&name.as_ref());
        }
        if let Token::Text(written) = &token
            && first
        {
            self.object.active |= is_script(written);
        }
        let before = self.before.take();
        if let Some(Token::Name(key)) = &before {
            self.note_pair(key, &token);
            self.note_stream(key, &token);
            self.note_file(key, &token);
        }
        self.note_reference(&token);
        self.note_shape(&token, before.as_ref())?;
        self.numbers = match token {
            Token::Number(number) => [self.numbers[1], number],
            _ => [None; 2],
        };
        if let Token::Name(name) = &token {
            self.note_name(name);
            self.entry = Some(name.clone());
            self.before = Some(token);
        }
        Ok(())
    }

    /// An entry and its value.
    fn note_pair(&mut self, key: &[u8], value: &Token<'a>) {
        let has_value = !matches!(value, Token::Word(_) | Token::Name(_));
        let linearized = self.linearized;
        let frame = self.frames.last_mut();
        match (key, value) {
            (b"S", Token::Name(name)) => self.object.active |= ACTIONS.contains(&name.as_ref()),
            (b"Subtype", Token::Name(name)) => self.object.active |= ANNOTATIONS.contains(&name.as_ref()),
            (b"Type", Token::Name(name)) => match name.as_ref() {
                b"EmbeddedFile" => self.object.files.is_file = true,
                b"Filespec" | b"F" => frame.into_iter().for_each(|frame| frame.specification = true),
                _ => {}
            },
            (b"JS", Token::Text(_)) => self.object.active = true,
            (b"URI", Token::Text(written)) => self.object.active |= is_script(written),
            (b"JS", _) if has_value => frame.into_iter().for_each(|frame| frame.script = true),
            (b"EmbeddedFiles", _) if has_value => self.object.lists_files = true,
            (b"Encrypt", _) if has_value => self.object.encrypted = true,
            (b"L", Token::Number(length)) if linearized => self.object.linearized = *length,
            (key, _) if has_value => self.object.active |= ENTRIES.contains(&key),
            _ => {}
        }
    }

    /// A file that the document carries: what it is called, and where it is.
    fn note_file(&mut self, key: &[u8], value: &Token<'a>) {
        let Some(frame) = self.frames.last_mut() else { return };
        match (key, value) {
            (b"EF", Token::DictOpen) => frame.files = true,
            (b"EF", Token::Number(_)) => {
                frame.files = true;
                self.object.files.elsewhere = true;
            }
            (b"EF", Token::Text(_) | Token::ArrayOpen) => self.object.holds_files = true,
            // Files that belong to it, which hardly anybody has.
            (b"RF", Token::Number(_) | Token::DictOpen) => frame.strange = true,
            (key, value) if PLATFORMS.contains(&key) && !frame.inside_files => match value {
                Token::Text(written) if is_name_of_xml(written) => frame.named = true,
                _ => frame.strange = true,
            },
            _ => {}
        }
    }

    /// References to files. Where only they belong, anything else may be one that is meant to be overlooked.
    fn note_reference(&mut self, token: &Token<'a>) {
        let depth = self.frames.len();
        let Some(frame) = self.frames.last_mut() else { return };
        let referred = match token {
            Token::Word(b"R") => self.numbers[0].and_then(|number| u32::try_from(number).ok()),
            _ => None,
        };
        let is_file = self.entry.as_deref().is_some_and(|entry| PLATFORMS.contains(&entry));
        match (token, referred) {
            (Token::Word(_), Some(number)) if frame.inside_files && is_file => {
                self.object.files.described.push(number);
            }
            (Token::Word(_), Some(number)) if depth == 1 && is_file => self.object.files.named.push(number),
            (Token::Name(name), _) => {
                frame.strange |= frame.inside_files && !PLATFORMS.contains(&name.as_ref())
            }
            (Token::Number(_) | Token::DictClose, _) => {}
            _ => frame.strange |= frame.inside_files,
        }
    }

    fn note_stream(&mut self, key: &[u8], value: &Token<'a>) {
        let stream = &mut self.object.stream;
        match (key, value) {
            (b"Predictor", Token::Number(number)) => stream.predicted |= *number != Some(1),
            (b"Type", Token::Name(name)) => stream.is_index |= name.as_ref() == b"XRef",
            (b"N", Token::Number(number)) if self.frames.len() == 1 => {
                stream.ambiguous |= stream.members.replace(*number).is_some();
            }
            (b"First", Token::Number(number)) if self.frames.len() == 1 => {
                stream.ambiguous |= stream.first.replace(*number).is_some();
            }
            (b"Length", Token::Number(number)) if self.frames.len() == 1 => stream.length = Some(*number),
            (b"F", _) if self.frames.len() == 1 => stream.is_elsewhere = true,
            (b"Subtype", Token::Name(name)) if self.frames.len() == 1 => {
                stream.is_other |= !KINDS_OF_XML.contains(&name.as_ref());
            }
            (b"Subtype", _) if self.frames.len() == 1 => stream.is_other = true,
            (b"Filter", Token::Name(name)) => stream.add_filter(name),
            (b"Filter", Token::ArrayOpen) => self.listing_filters = true,
            // Which one is said elsewhere.
            (b"Filter", Token::Number(_)) => stream.add_filter(b""),
            _ => {}
        }
    }

    fn note_name(&mut self, name: &[u8]) {
        if self.listing_filters {
            self.object.stream.add_filter(name);
        }
        self.linearized |= name == b"Linearized";
        let Some(frame) = self.frames.last_mut() else { return };
        frame.action |= name == b"S";
        frame.specification |= matches!(name, b"F" | b"UF");
    }

    fn note_shape(&mut self, token: &Token<'a>, before: Option<&Token<'a>>) -> Result<(), Fault> {
        match token {
            Token::DictOpen | Token::ArrayOpen => {
                let inside_files = matches!(before, Some(Token::Name(key)) if key.as_ref() == b"EF");
                self.frames.push(Frame { inside_files, ..Frame::default() });
                if self.frames.len() > DEEPEST {
                    return Err(Fault::TooComplex);
                }
            }
            Token::DictClose | Token::ArrayClose => {
                self.listing_filters = false;
                if let Some(frame) = self.frames.pop() {
                    self.close(frame);
                }
            }
            // What was taken for the number is a reference to it.
            Token::Word(b"R") => match self.entry.as_deref() {
                Some(b"First") => self.object.stream.first = Some(None),
                Some(b"N") => self.object.stream.members = Some(None),
                Some(b"Length") => self.object.stream.length = Some(None),
                _ => {}
            },
            _ => {}
        }
        Ok(())
    }

    /// Entries that mean something only beside others.
    fn close(&mut self, frame: Frame) {
        let is_safe = frame.specification && frame.named && !frame.strange;
        let is_file = frame.specification || !self.object.files.described.is_empty();
        self.object.active |= (frame.script && frame.action) || (frame.files && is_file && !is_safe);
        self.object.holds_files |= frame.files && !is_file;
        if let Some(around) = self.frames.last_mut() {
            around.strange |= frame.inside_files && frame.strange;
        }
    }
}

/// Whether an address is script. Browsers overlook white space in it and before it.
fn is_script(written: &[u8]) -> bool {
    let address: Option<String> = letters(written).map(|address| {
        address.chars().filter(|letter| !letter.is_whitespace() && !letter.is_control()).collect()
    });
    let address = address.unwrap_or_default().to_lowercase();
    SCHEMES.iter().any(|scheme| address.starts_with(scheme))
}

/// Whether a file may have such a name: short, of plain letters, and that of XML.
fn is_name_of_xml(written: &[u8]) -> bool {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.' | ' ');
    letters(written).is_some_and(|name| {
        let suffix = name.len().checked_sub(SUFFIX.len()).and_then(|at| name.get(at..));
        name.len() <= LONGEST_NAME
            && name.chars().all(plain)
            && suffix.is_some_and(|suffix| suffix.eq_ignore_ascii_case(SUFFIX))
    })
}
