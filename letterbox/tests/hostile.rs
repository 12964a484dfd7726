//! Mails that nobody sends by accident: cut off, altered, nested, endless. Reading them ends, never panics,
//! and keeps no more than there was.

mod samples;

const SEED: u64 = 0x4b6f_6e74_6f72;
/// Altered copies of each mail.
const COPIES: usize = 8;
/// What costs more than its size is found at this many bytes.
const LARGE: usize = 150_000;

/// What every letter keeps to, whatever was read.
fn check(raw: &[u8]) {
    let letter = letterbox::read(raw);
    for text in [&letter.text, &letter.full_text] {
        assert!(text.chars().count() <= 200_000);
        assert!(!text.chars().any(|c| c.is_control() && c != '\n' && c != '\t'), "controls are taken out");
        assert!(!text.contains("\n\n\n"), "one blank line is enough");
    }
    let files: usize = letter.attachments.iter().map(|file| file.bytes.len()).sum();
    assert!(files <= raw.len(), "decoding only ever makes files smaller");
    for name in
        letter.attachments.iter().map(|file| &file.name).chain(letter.refused.iter().map(|file| &file.name))
    {
        assert!(!name.is_empty() && name.chars().count() <= 200 && !name.contains(['/', '\\', '\n']));
    }
    assert_eq!(letter, letterbox::read(raw), "the same mail says the same");
}

/// A copy with bytes changed, taken out, doubled or taken from another mail.
fn altered(mail: &[u8], other: &[u8], random: &mut fastrand::Rng) -> Vec<u8> {
    let mut copy = mail.to_vec();
    for _ in 0..random.usize(1..12) {
        let at = random.usize(..=copy.len());
        let length = random.usize(..200).min(copy.len() - at);
        match random.u8(..6) {
            0 => copy.truncate(at),
            1 => drop(copy.drain(at..at + length)),
            2 => {
                let piece = copy[at..at + length].to_vec();
                let _ = copy.splice(at..at, piece);
            }
            3 => {
                let from = random.usize(..=other.len());
                let until = (from + random.usize(..2_000)).min(other.len());
                let _ = copy.splice(at..at, other[from..until].iter().copied());
            }
            4 => copy[at..at + length].fill_with(|| random.u8(..)),
            _ => {
                let sign = *b"\n\r<>=?;:\"-> \0&".get(random.usize(..14)).expect("as many signs as that");
                copy.insert(at, sign);
            }
        }
    }
    copy
}

#[test]
fn altered_mails_are_read() {
    let mut random = fastrand::Rng::with_seed(SEED);
    let mails: Vec<_> = samples::paths().iter().filter_map(|path| std::fs::read(path).ok()).collect();
    for mail in &mails {
        for _ in 0..COPIES {
            let other = &mails[random.usize(..mails.len())];
            check(&altered(mail, other, &mut random));
        }
    }
}

#[test]
fn noise_is_read() {
    let mut random = fastrand::Rng::with_seed(SEED);
    for length in 0..400 {
        let noise: Vec<u8> = (0..length).map(|_| random.u8(..)).collect();
        check(&noise);
    }
    check(b"");
}

/// A piece over and over, behind headers.
fn endless(headers: &str, piece: &str) -> Vec<u8> {
    let mut raw = headers.as_bytes().to_vec();
    raw.extend(piece.as_bytes().repeat(LARGE / piece.len()));
    raw
}

/// None of these may cost more than its size; a test that does not end fails too.
#[test]
fn endless_mails_end() {
    let mixed = "From: a@b.example\nContent-Type: multipart/mixed; boundary=a\n\n";
    let html = "Content-Type: text/html\n\n";
    let plain = "Content-Type: text/plain\n\n";
    let report =
        "Content-Type: multipart/report; boundary=a\n\n--a\nContent-Type: message/delivery-status\n\n";
    // Outlook's packing: its begin, files without end, and properties that claim more than there is.
    let packing = "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\neJ8+IgEA";
    for (headers, piece) in [
        (packing, "AQKQBgAAAAAAAAABApAGAAAAAAAAAAECkAYAAAAAAAAA"),
        (packing, "AQOQBgAfAAAAAwAAAB4QABD/////AAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
        (mixed, "--a\n\nx\n"),
        (mixed, "--a\nContent-Type: multipart/mixed; boundary=zz\n\n"),
        (mixed, "--a\nContent-Type: message/rfc822\n\n"),
        (mixed, "--a\nContent-Type: application/pdf\n\nJVBERi0\n"),
        (mixed, "--a\nContent-Type: text/html\n\n<img src=cid:x>\n"),
        ("", "Content-Type: multipart/mixed; boundary=a\n\n--a\n"),
        ("", "Content-Type: message/rfc822\n\n"),
        ("", "To: a@b.example, "),
        ("To: ", "a@b.example, "),
        ("To: ", "(((("),
        ("Subject: ", "=?utf-8?q?=C3?= "),
        ("Subject: ", "=?utf-8?b?"),
        ("Content-Type: a/b; ", "a*1*=x; "),
        ("References: ", "<a@b> "),
        ("", "a:b\n"),
        (html, "<div>"),
        (html, "<blockquote type=cite>"),
        (html, "<blockquote>"),
        (html, "<blockquote><br>"),
        (html, "<br><blockquote></blockquote>"),
        (html, "<ul><li>"),
        (html, "<li>"),
        (html, "<table><tr><td>"),
        (html, "<p>x"),
        (html, "<a href=x>"),
        (html, "<b></i>"),
        (html, "<div><span></p></div>"),
        (html, "<!--"),
        (html, "&lt;&#x"),
        (html, "<br>"),
        ("Content-Type: text/html\n\n<div class=gmail_attr>", "x<br>"),
        (html, "<x a b c "),
        (plain, "> "),
        (plain, ">\n"),
        (plain, "> x\ny\n"),
        (plain, "##-\n"),
        (plain, "On Mon, 3 Nov 2025 at 10:12, A\n"),
        (plain, "On Mon, 3 Nov 2025 at 10:12, A <a@b.example> wrote:\n"),
        (plain, "From: a@b.example\n"),
        (plain, "________________\n"),
        (plain, "-- \n"),
        (plain, "Sent from my iPhone\n"),
        (plain, "\n"),
        ("Content-Type: text/plain; format=flowed\n\n", "a \n"),
        (report, "Final-Recipient: rfc822; a@b.example\n\n"),
        (
            "From: mailer-daemon@b.example\nSubject: failure notice\n\n",
            "a@b.example 550 5.1.1 no such user\n",
        ),
    ] {
        let letter = letterbox::read(&endless(headers, piece));
        assert!(letter.full_text.chars().count() <= 200_000);
    }
}
