//! What a string says: the bytes behind its escapes or digits, and the letters that they are. It must not
//! know what the string is for.

/// The letters of a string as it is written; None when they are in a way that hardly any producer uses.
pub fn letters(written: &[u8]) -> Option<String> {
    let bytes = match written.split_first()? {
        (b'<', digits) => from_digits(digits),
        (_, escaped) => from_escapes(escaped.strip_suffix(b")").unwrap_or(escaped)),
    };
    match bytes.as_slice() {
        [0xfe, 0xff, pairs @ ..] => {
            let units: Vec<_> = pairs
                .chunks(2)
                .map(|pair| pair.iter().fold(0, |unit, byte| unit << 8 | u16::from(*byte)))
                .collect();
            String::from_utf16(&units).ok()
        }
        [0xff, 0xfe, ..] => None,
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        plain => Some(plain.iter().copied().map(char::from).collect()),
    }
}

fn from_digits(digits: &[u8]) -> Vec<u8> {
    let digits: Vec<_> = digits.iter().filter_map(|digit| char::from(*digit).to_digit(16)).collect();
    // A digit that is missing at the end is a zero.
    digits.chunks(2).map(|pair| (pair[0] << 4 | pair.get(1).unwrap_or(&0)) as u8).collect()
}

fn from_escapes(escaped: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(escaped.len());
    let mut rest = escaped;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        let octal = rest.iter().take(3).take_while(|digit| matches!(digit, b'0'..=b'7')).count();
        if octal == 0 {
            let Some((&sign, tail)) = rest.split_first() else { break };
            bytes.extend(meaning(sign));
            rest = tail;
        } else {
            let code = rest[..octal].iter().fold(0_u16, |code, digit| code << 3 | u16::from(digit - b'0'));
            bytes.push(code as u8);
            rest = &rest[octal..];
        }
    }
    bytes
}

/// What a sign behind a backslash means; at a line's end it means that there is none.
fn meaning(sign: u8) -> Option<u8> {
    match sign {
        b'n' => Some(b'\n'),
        b'r' => Some(b'\r'),
        b't' => Some(b'\t'),
        b'b' => Some(8),
        b'f' => Some(12),
        b'\r' | b'\n' => None,
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_says_the_same_however_it_is_written() {
        let ways: [&[u8]; 7] = [
            b"(a.\\\nxml)",
            b"(a.xml)",
            b"(\\141.xm\\154)",
            b"<612E786D6c>",
            b"<FEFF 0061 002E 0078 006D 006C>",
            b"(\\376\\377\\000a\\000.\\000x\\000m\\000l)",
            b"(\xef\xbb\xbfa.xml)",
        ];
        for written in ways {
            assert_eq!(letters(written).as_deref(), Some("a.xml"), "{}", String::from_utf8_lossy(written));
        }
        assert_eq!(letters(b"(\\(a\\\\b\\))").as_deref(), Some("(a\\b)"));
        assert_eq!(letters(b"(a\\tb\\").as_deref(), Some("a\tb"));
        assert_eq!(letters(b"(\xff\xfea\0)"), None);
    }
}
