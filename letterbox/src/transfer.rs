//! Undoes what mail servers need: base64 and quoted-printable. Broken bytes are passed over, for readers of
//! mail do so too.

use std::borrow::Cow;

/// The bytes as they were before they were encoded.
pub fn decode<'a>(bytes: &'a [u8], encoding: Option<&str>) -> Cow<'a, [u8]> {
    // Some programs add a semicolon or a comment.
    let name = encoding.and_then(|name| name.split([';', '(', ' ']).find(|word| !word.is_empty()));
    match name.map(|name| name.trim_matches('"').to_ascii_lowercase()).as_deref() {
        // Words that nobody has encoded, whatever was said.
        Some("base64") if is_prose(bytes) => Cow::Borrowed(bytes),
        Some("base64") => Cow::Owned(base64(bytes)),
        Some("quoted-printable") => Cow::Owned(quoted_printable(bytes)),
        _ => Cow::Borrowed(bytes),
    }
}

/// So much shows whether it is.
const PROOF_BYTES: usize = 2_000;

/// Whether there are more spaces and stops than broken base64 would have.
fn is_prose(bytes: &[u8]) -> bool {
    let begin = &bytes[..bytes.len().min(PROOF_BYTES)];
    let signs = begin.iter().filter(|byte| matches!(byte, b' ' | b',' | b'.' | b'?' | b'!' | b'\'')).count();
    signs * 20 > begin.len()
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(bytes.len() / 4 * 3);
    let mut bits = 0_u32;
    let mut count = 0;
    for &byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                // What was filled up ends here; some programs begin anew behind it.
                bits = 0;
                count = 0;
                continue;
            }
            _ => continue,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            decoded.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    decoded
}

fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let words = line.trim_ascii_end();
        // Spaces at a line's end were added on the way, and a sign of equality there joins two lines.
        let (words, joins) = words.strip_suffix(b"=").map_or((words, false), |words| (words, true));
        let mut at = 0;
        while at < words.len() {
            let byte = match (words[at], words.get(at + 1).copied(), words.get(at + 2).copied()) {
                (b'=', Some(high), Some(low)) => match (digit(high), digit(low)) {
                    (Some(high), Some(low)) => {
                        at += 2;
                        high << 4 | low
                    }
                    _ => b'=',
                },
                (byte, ..) => byte,
            };
            decoded.push(byte);
            at += 1;
        }
        if !joins && line.ends_with(b"\n") {
            decoded.push(b'\n');
        }
    }
    decoded
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_survives_dirt() {
        assert_eq!(base64(b"SGVs\r\nbG8=\n"), b"Hello");
        assert_eq!(base64(b"SGVs!bG8"), b"Hello");
        assert_eq!(base64(b"SGk=SGk="), b"HiHi");
    }

    #[test]
    fn words_are_no_base64() {
        let words = b"Hello, yes we can deliver 500 pieces by Monday.";
        assert_eq!(&*decode(words, Some("base64")), words);
    }

    #[test]
    fn quoted_printable_survives_dirt() {
        assert_eq!(quoted_printable(b"a=3D=\r\nb =C3=BC  \r\nc=zz=\n"), "a=b ü\nc=zz".as_bytes());
        assert_eq!(quoted_printable(b"flowed =20\nx"), b"flowed  \nx");
    }
}
