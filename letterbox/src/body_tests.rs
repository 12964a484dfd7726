//! Which version of a text is read.

use crate::read;

fn text(raw: &str) -> String {
    read(raw.as_bytes()).text
}

fn versions(plain: &str, html: &str) -> String {
    text(&format!(
        "Content-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\n\n{plain}\n--x\n\
        Content-Type: text/html\n\n{html}\n--x--\n"
    ))
}

#[test]
fn plain_text_comes_first_unless_it_says_nothing() {
    assert_eq!(versions("plain", "<p>rich"), "plain");
    assert_eq!(versions("  ", "<p>rich"), "rich");
    assert_eq!(versions("Your mail program does not support HTML.", "<p>rich"), "rich");
    assert_eq!(versions("Please view it in an HTML-capable mail program.", "<p>rich"), "rich");
    assert_eq!(versions("--", "<p>rich"), "rich");
    assert_eq!(versions("only", "<img src=x>"), "only");
}

#[test]
fn lines_end_as_on_old_macs_and_something_may_stand_before() {
    assert_eq!(text("Subject: x\r\rone\rtwo\r"), "one\ntwo");
    assert_eq!(text("\u{feff}\r\nSubject: x\r\n\r\none\r\n"), "one");
    assert_eq!(read(b"\n\nSubject: x\n\none").subject, "x");
}

#[test]
fn words_in_several_parts_are_all_read() {
    let raw = "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/html\n\n<p>one\n--x\nContent-Type: \
        application/pdf; name=a.pdf\n\n%PDF\n--x\nContent-Type: text/html\n\n<p>two\n--x--\n";
    assert_eq!(text(raw), "one\n\ntwo");
}

#[test]
fn the_frame_of_a_signed_text_goes() {
    let raw = "Subject: x\n\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nYes.\n- - dashed\n\
        -----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n";
    assert_eq!(text(raw), "Yes.\n- dashed");
}

#[test]
fn html_may_declare_its_letters() {
    let raw = b"Content-Type: text/html\n\n<meta charset=windows-1251><p>\xcf\xf0\xe8\xe2\xe5\xf2";
    assert_eq!(read(raw).text, "Привет");
}
