//! The headers of a mail or a part, and each field in the shape that is asked for. It must not know what
//! the fields mean for us.

use crate::{characters, charset, limits, mime};
use mail_parser::parsers::MessageStream;
use mail_parser::{ContentType, HeaderValue};

/// The fields in their order.
#[derive(Default)]
pub struct Headers {
    fields: Vec<Field>,
}

struct Field {
    /// In lower case.
    name: String,
    /// Unfolded by no one yet, in UTF-8, with the line's end that the readers want.
    value: String,
}

/// An address and the name beside it.
pub struct Mailbox {
    pub name: Option<String>,
    pub address: Option<String>,
}

/// So many lines without a field are the body's.
const LINES_WITHOUT_FIELD: usize = 20;

/// Whether more fields come before the next empty line.
fn has_fields(bytes: &[u8]) -> bool {
    let lines = bytes.split(|&byte| byte == b'\n').take(LINES_WITHOUT_FIELD);
    lines.take_while(|line| !line.trim_ascii().is_empty()).any(|line| field(line).is_some())
}

impl Headers {
    /// The fields up to the empty line, and where the body begins.
    pub fn read(bytes: &[u8]) -> (Self, usize) {
        let mut fields: Vec<(String, Vec<u8>)> = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            let end = mime::line_end(bytes, at);
            let line = &bytes[at..end];
            if line.trim_ascii().is_empty() {
                at = end;
                break;
            }
            if matches!(line[0], b' ' | b'\t') {
                if let Some((_, value)) = fields.last_mut() {
                    append(value, line);
                }
            } else if let Some((name, value)) = field(line) {
                if fields.len() < limits::FIELDS {
                    fields.push((name, Vec::new()));
                    if let Some((_, begun)) = fields.last_mut() {
                        append(begun, value);
                    }
                }
            } else if fields.is_empty() && !line.starts_with(b"From ") {
                // No headers at all: the words begin at once.
                break;
            } else if !fields.is_empty() && !has_fields(&bytes[end..]) {
                // The empty line is missing.
                break;
            }
            at = end;
        }
        let fields =
            fields.into_iter().map(|(name, value)| Field { name, value: readable(&value) }).collect();
        (Self { fields }, at)
    }

    /// The values of all fields of a name, as they were written.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.fields.iter().filter(move |field| field.name == name).map(|field| field.value.trim())
    }

    pub fn raw(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    pub fn has(&self, name: &str) -> bool {
        self.raw(name).is_some()
    }

    fn stream(&self, name: &str) -> impl Iterator<Item = MessageStream<'_>> {
        let fields = self.fields.iter().filter(move |field| field.name == name);
        fields.map(|field| MessageStream::new(field.value.as_bytes()))
    }

    /// A field of words: encoded ones decoded, on one line.
    pub fn phrase(&self, name: &str) -> Option<String> {
        let value = self.stream(name).next()?.parse_unstructured();
        Some(characters::phrase(value.as_text()?))
    }

    /// The mailboxes of all fields of a name.
    pub fn mailboxes(&self, name: &str) -> Vec<Mailbox> {
        let mut mailboxes = Vec::new();
        for mut stream in self.stream(name) {
            if let HeaderValue::Address(addresses) = stream.parse_address() {
                mailboxes.extend(addresses.iter().take(limits::ADDRESSES).map(|found| Mailbox {
                    name: found.name.as_deref().map(characters::phrase),
                    address: found.address.as_deref().map(str::to_owned),
                }));
            }
        }
        mailboxes.truncate(limits::ADDRESSES);
        mailboxes
    }

    /// The identifiers in all fields of a name, without their angles.
    pub fn ids(&self, name: &str) -> Vec<String> {
        let mut ids = Vec::new();
        for mut stream in self.stream(name) {
            match stream.parse_id() {
                HeaderValue::Text(id) => ids.push(id.into_owned()),
                HeaderValue::TextList(list) => ids.extend(list.into_iter().map(|id| id.into_owned())),
                _ => {}
            }
        }
        ids.truncate(limits::ADDRESSES);
        ids.iter().map(|id| characters::phrase(id)).filter(|id| !id.is_empty()).collect()
    }

    fn structured(&self, name: &str) -> Option<ContentType<'_>> {
        self.stream(name).next()?.parse_content_type().into_content_type()
    }

    pub fn media_type(&self) -> Option<String> {
        let found = self.structured("content-type")?;
        let kind = found.ctype().trim().to_ascii_lowercase();
        let subtype = found.subtype().unwrap_or("").trim().to_ascii_lowercase();
        match (kind.as_str(), subtype.as_str()) {
            // Seen from old programs.
            ("text", "") => Some("text/plain".to_owned()),
            ("", _) | (_, "") => None,
            _ => Some(format!("{kind}/{subtype}")),
        }
    }

    pub fn boundary(&self) -> Option<Vec<u8>> {
        let boundary = self.parameter("content-type", "boundary")?;
        let boundary = boundary.trim_end();
        (!boundary.is_empty() && boundary.len() <= 200).then(|| boundary.as_bytes().to_vec())
    }

    /// A parameter of `Content-Type` or `Content-Disposition`, decoded.
    pub fn parameter(&self, field: &str, name: &str) -> Option<String> {
        self.structured(field)?.attribute(name).map(str::to_owned)
    }

    /// `inline` or `attachment`, or whatever the part says.
    pub fn disposition(&self) -> Option<String> {
        Some(self.structured("content-disposition")?.ctype().to_ascii_lowercase())
    }
}

/// Name and value of a line, if it is a field.
fn field(line: &[u8]) -> Option<(String, &[u8])> {
    let colon = line.iter().position(|&byte| byte == b':')?;
    let name = line[..colon].trim_ascii_end();
    let is_name = !name.is_empty() && name.iter().all(|byte| byte.is_ascii_graphic());
    is_name.then(|| (String::from_utf8_lossy(name).to_ascii_lowercase(), &line[colon + 1..]))
}

fn append(value: &mut Vec<u8>, line: &[u8]) {
    let room = limits::FIELD_BYTES.saturating_sub(value.len());
    value.extend_from_slice(&line[..line.len().min(room)]);
}

fn readable(value: &[u8]) -> String {
    let mut value = joined(&charset::guess(value)).trim_end().to_owned();
    value.push('\n');
    value
}

/// Words that were encoded in pieces, as one: letters are cut in two between them.
fn joined(value: &str) -> String {
    let mut whole = String::with_capacity(value.len());
    let mut rest = value;
    // The head and the data of the encoded word that `whole` ends with.
    let mut last: Option<(&str, &str)> = None;
    while let Some(begin) = rest.find("=?") {
        let (between, encoded) = rest.split_at(begin);
        let Some((head, data)) = encoded_word(encoded) else {
            whole.push_str(between);
            whole.push_str("=?");
            rest = &encoded[2..];
            last = None;
            continue;
        };
        match last {
            Some((before, bytes))
                if between.trim().is_empty()
                    && before.eq_ignore_ascii_case(head)
                    && may_join(head, bytes) =>
            {
                whole.truncate(whole.len() - 2);
                whole.push_str(data);
            }
            _ => {
                whole.push_str(between);
                whole.push_str("=?");
                whole.push_str(head);
                whole.push('?');
                whole.push_str(data);
            }
        }
        whole.push_str("?=");
        last = Some((head, data));
        rest = &encoded[2 + head.len() + 1 + data.len() + 2..];
    }
    whole.push_str(rest);
    whole
}

/// `utf-8?B` and the data of an encoded word.
fn encoded_word(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix("=?")?;
    let charset = inner.find('?')?;
    let encoding = charset + 1 + inner[charset + 1..].find('?')?;
    let data = &inner[encoding + 1..];
    let end = data.find('?')?;
    let is_word = charset > 0 && encoding == charset + 2 && data[end..].starts_with("?=");
    is_word.then(|| (&inner[..encoding], &data[..end]))
}

fn may_join(opening: &str, data: &str) -> bool {
    !opening.to_ascii_lowercase().ends_with("?b") || (!data.ends_with('=') && data.len().is_multiple_of(4))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(text: &str) -> Headers {
        Headers::read(text.as_bytes()).0
    }

    #[test]
    fn a_letter_cut_in_two_is_whole_again() {
        let found = headers("Subject: =?utf-8?Q?Gr=C3?=\r\n =?UTF-8?q?=BC=C3=9Fe?= an\r\n alle\r\n\r\n");
        assert_eq!(found.phrase("subject").as_deref(), Some("Grüße an alle"));
    }

    #[test]
    fn undeclared_letters_are_guessed() {
        let (found, _) = Headers::read(b"Subject: Angebot f\xfcr M\xfcller\n\n");
        assert_eq!(found.phrase("subject").as_deref(), Some("Angebot für Müller"));
    }

    #[test]
    fn a_body_without_headers_is_a_body() {
        assert_eq!(Headers::read(b"just words\nhere: too").1, 0);
        assert_eq!(Headers::read(b"A: b\n\nwords").1, 6);
        assert_eq!(Headers::read(b"A: b\nwords begin at once\nand go on\n\nhere").1, 5);
        assert!(Headers::read(b"A: b\nbroken\nC: d\n\nwords").0.has("c"));
    }

    #[test]
    fn parameters_are_decoded() {
        let found = headers(
            "Content-Disposition: attachment; filename*0*=UTF-8''Angebot%20; filename*1*=%C3%BC.pdf\n\n",
        );
        assert_eq!(found.parameter("content-disposition", "filename").as_deref(), Some("Angebot ü.pdf"));
    }
}
