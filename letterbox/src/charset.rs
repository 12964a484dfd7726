//! Bytes as letters, by the character set that a part declares or, failing that, by their looks.

use mail_parser::decoders::charsets::map::charset_decoder;
use std::borrow::Cow;

/// The letters of a part that may declare its character set.
pub fn decode(bytes: &[u8], declared: Option<&str>) -> String {
    let name = declared.map(|name| name.trim().trim_matches(['"', '\'']).to_ascii_lowercase());
    match name.as_deref() {
        None | Some("" | "us-ascii" | "ascii" | "utf-8" | "utf8" | "unknown-8bit" | "x-unknown") => {
            guess(bytes).into_owned()
        }
        // Letters that are good UTF-8 beyond ASCII were declared by mistake.
        Some(name) if is_utf8_all_the_same(name, bytes) => guess(bytes).into_owned(),
        Some("cp932" | "ms932" | "windows-31j") => by_name(bytes, "shift_jis").into_owned(),
        Some(name) => match charset_decoder(name.as_bytes()) {
            Some(decoder) => decoder(bytes),
            None => guess(bytes).into_owned(),
        },
    }
}

/// The letters of bytes that declare nothing: UTF-8 if they are, else what most such mails are.
pub fn guess(bytes: &[u8]) -> Cow<'_, str> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.windows(3).take(100_000).any(|three| matches!(three, b"\x1b$B" | b"\x1b$@" | b"\x1b(J")) {
        return by_name(bytes, "iso-2022-jp");
    }
    if bytes.starts_with(b"\xff\xfe") {
        return by_name(&bytes[2..], "utf-16le");
    }
    let Err(broken) = std::str::from_utf8(bytes) else { return String::from_utf8_lossy(bytes) };
    // Cut off in the middle, or mostly good: UTF-8 with a flaw.
    let good = bytes[..broken.valid_up_to()].iter().filter(|byte| !byte.is_ascii()).count();
    if good >= 4 || (broken.error_len().is_none() && good > 0) {
        return String::from_utf8_lossy(bytes);
    }
    by_name(bytes, "windows-1252")
}

fn by_name<'a>(bytes: &'a [u8], name: &str) -> Cow<'a, str> {
    match charset_decoder(name.as_bytes()) {
        Some(decoder) => Cow::Owned(decoder(bytes)),
        None => String::from_utf8_lossy(bytes),
    }
}

/// Whether it is good UTF-8, and not by chance: in sets of one byte a letter two letters prove it, in those of two bytes
/// only letters that take three bytes as UTF-8 do.
fn is_utf8_all_the_same(name: &str, bytes: &[u8]) -> bool {
    let is_latin = name.starts_with("iso-8859-1") && name.len() == 10;
    let is_single =
        ["iso-8859-", "windows-125", "koi8-", "macintosh"].iter().any(|kind| name.starts_with(kind));
    let is_double = ["gb", "big5", "shift_jis", "euc-", "ks_c"].iter().any(|kind| name.starts_with(kind));
    if bytes.is_ascii() || !(is_latin || is_single || is_double) {
        return false;
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let least = if is_double { '\u{800}' } else { '\u{80}' };
    let proof = text.chars().filter(|letter| *letter >= least).take(2).count();
    proof >= if is_latin { 1 } else { 2 }
}

/// The character set that HTML declares for itself.
pub fn declared_in_html(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2_048)]).to_ascii_lowercase();
    let value = head.split("charset=").nth(1)?.trim_start_matches(['"', '\'', ' ']);
    let end =
        value.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_')).unwrap_or(value.len());
    (end > 0).then(|| value[..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_sets_are_used() {
        assert_eq!(decode(b"\xcf\xf0\xe8\xe2\xe5\xf2", Some("windows-1251")), "Привет");
        assert_eq!(decode(b"\xf0\xd2\xc9\xd7\xc5\xd4", Some("KOI8-R")), "Привет");
        assert_eq!(decode(b"\xa4", Some("iso-8859-15")), "€");
        assert_eq!(decode(b"\x1b$B$3$s\x1b(B", Some("iso-2022-jp")), "こん");
        assert_eq!(decode(b"\xc4\xe3\xba\xc3", Some("gb18030")), "你好");
    }

    #[test]
    fn a_set_that_was_declared_by_mistake_is_not_used() {
        assert_eq!(decode("你好，世界".as_bytes(), Some("gb2312")), "你好，世界");
        assert_eq!(decode("Привет".as_bytes(), Some("windows-1251")), "Привет");
        // Good UTF-8 by chance.
        assert_eq!(decode(b"\xc1\xaa\xcd\xa8", Some("gbk")), "联通");
        assert_eq!(decode(b"\x82\xb1\x82\xf1", Some("cp932")), "こん");
    }

    #[test]
    fn undeclared_letters_are_guessed() {
        assert_eq!(decode("Grüße".as_bytes(), None), "Grüße");
        assert_eq!(decode(b"Gr\xfc\xdfe", Some("us-ascii")), "Grüße");
        assert_eq!(decode(b"\x1b$B$3$s\x1b(B", None), "こん");
        assert_eq!(declared_in_html(b"<meta charset=\"koi8-r\">").as_deref(), Some("koi8-r"));
    }
}
