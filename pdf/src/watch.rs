//! Watches the words of one object go by and notes what may not be sent. Entries are known by the word
//! right behind their name, so it needs no tree and is not led astray by one that is broken.

use crate::Fault;
use crate::lexer::Token;
use crate::object::Object;
use std::borrow::Cow;

/// Actions that run, start, send or fetch something. `GoTo`, `URI` and their like are the reader's click.
const ACTIONS: [&[u8]; 7] =
    [b"JavaScript", b"Launch", b"SubmitForm", b"ImportData", b"GoToE", b"Rendition", b"RichMediaExecute"];
/// Annotations that are files, films or programs.
const ANNOTATIONS: [&[u8]; 5] = [b"FileAttachment", b"RichMedia", b"Movie", b"Sound", b"3D"];
/// Entries that lead to script, and to forms and films that bring some, when they have a value.
const ENTRIES: [&[u8]; 3] = [b"JavaScript", b"XFA", b"RichMediaContent"];
/// The platforms for which an embedded file may be kept.
const PLATFORMS: [&[u8]; 5] = [b"F", b"UF", b"DOS", b"Mac", b"Unix"];

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
        let before = self.before.take();
        if let Some(Token::Name(key)) = &before {
            self.note_pair(key, &token);
            self.note_stream(key, &token);
        }
        self.note_shape(&token, before.as_ref())?;
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
                b"EmbeddedFile" => self.object.active = true,
                b"Filespec" | b"F" => frame.into_iter().for_each(|frame| frame.specification = true),
                _ => {}
            },
            (b"JS", Token::Text) => self.object.active = true,
            (b"JS", _) if has_value => frame.into_iter().for_each(|frame| frame.script = true),
            (b"EF", _) if has_value => {
                self.object.holds_files = true;
                frame.into_iter().for_each(|frame| frame.files = true);
            }
            (b"EmbeddedFiles", _) if has_value => self.object.lists_files = true,
            (b"Encrypt", _) if has_value => self.object.encrypted = true,
            (b"L", Token::Number(length)) if linearized => self.object.linearized = *length,
            (key, _) if has_value => self.object.active |= ENTRIES.contains(&key),
            _ => {}
        }
    }

    fn note_stream(&mut self, key: &[u8], value: &Token<'a>) {
        let stream = &mut self.object.stream;
        match (key, value) {
            (b"Predictor", Token::Number(number)) => stream.predicted |= *number != Some(1),
            (b"Type", Token::Name(name)) => stream.is_index |= name.as_ref() == b"XRef",
            (b"N", Token::Number(number)) if self.frames.len() == 1 => stream.members = Some(*number),
            (b"First", Token::Number(number)) if self.frames.len() == 1 => stream.first = Some(*number),
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
        self.object.active |= frame.inside_files && PLATFORMS.contains(&name);
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
                _ => {}
            },
            _ => {}
        }
        Ok(())
    }

    /// Entries that mean something only beside others.
    fn close(&mut self, frame: Frame) {
        self.object.active |= (frame.script && frame.action) || (frame.files && frame.specification);
    }
}
