//! PDF's characters: which are white space, which end a word, and how names hide some. It must not know
//! where they stand.

use std::borrow::Cow;

/// White space as PDF has it: the zero byte is one.
pub fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

/// Neither white space nor a sign that ends a word.
pub fn is_regular(byte: u8) -> bool {
    REGULAR[usize::from(byte)]
}

/// Looked up, for nearly every byte is asked.
const REGULAR: [bool; 256] = {
    let mut regular = [true; 256];
    let special = b"\0\t\n\x0c\r ()<>[]{}/%";
    let mut next = 0;
    while next < special.len() {
        regular[special[next] as usize] = false;
        next += 1;
    }
    regular
};

/// What numbers are written with.
pub fn is_digit(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.')
}

/// A name with its `#` escapes undone; one that is no escape stays as it is.
pub fn unescaped(raw: &[u8]) -> Cow<'_, [u8]> {
    if !raw.contains(&b'#') {
        return Cow::Borrowed(raw);
    }
    let mut name = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((&byte, tail)) = rest.split_first() {
        let escape = tail.get(..2).filter(|_| byte == b'#');
        let code = escape.and_then(|digits| str::from_utf8(digits).ok());
        match code.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(letter) => {
                name.push(letter);
                rest = &tail[2..];
            }
            None => {
                name.push(byte);
                rest = tail;
            }
        }
    }
    Cow::Owned(name)
}
