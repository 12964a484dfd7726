//! Mails of which Outlook's packing is a part, or all.

use crate::{Letter, Reason, read};

fn attribute(id: u32, data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).expect("tests are small");
    let sum = data.iter().fold(0_u16, |sum, byte| sum.wrapping_add(u16::from(*byte)));
    [&[1][..], &id.to_le_bytes(), &length.to_le_bytes(), data, &sum.to_le_bytes()].concat()
}

/// One property of letters, named so that there is something to step over.
fn properties(id: u16, value: &str) -> Vec<u8> {
    let mut letters: Vec<u8> = value.encode_utf16().flat_map(u16::to_le_bytes).collect();
    letters.extend([0, 0]);
    let length = u32::try_from(letters.len()).expect("tests are small");
    letters.resize(letters.len().next_multiple_of(4), 0);
    let named = [&[0xb, 0, 0, 0x80][..], &[7; 16], &[0; 4], &[1, 2, 3, 4], &[1, 0, 0, 0]].concat();
    let begin =
        [&2_u32.to_le_bytes()[..], &named, &[0x1f, 0], &id.to_le_bytes(), &1_u32.to_le_bytes()].concat();
    [begin, length.to_le_bytes().to_vec(), letters].concat()
}

fn packing(attributes: &[Vec<u8>]) -> Vec<u8> {
    [&0x223e_9f78_u32.to_le_bytes()[..], &[1, 0], &attributes.concat()].concat()
}

fn file(title: &str, long: &str, bytes: &[u8]) -> Vec<u8> {
    [
        attribute(0x0006_9002, &[0; 14]),
        attribute(0x0001_8010, title.as_bytes()),
        attribute(0x0006_800f, bytes),
        attribute(0x0006_9005, &properties(0x3707, long)),
    ]
    .concat()
}

/// A mail with words and a packing.
fn mail(words: &str, packing: &[u8]) -> Letter {
    let head = format!(
        "From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\n{words}\n--x\n\
         Content-Type: application/ms-tnef; name=winmail.dat\n\n"
    );
    read(&[head.as_bytes(), packing, b"\n--x--\n"].concat())
}

#[test]
fn documents_are_taken_out() {
    let files = [
        file("ANGEBO~1.PDF", "Angebot für Sie.pdf", b"%PDF-1.7 a"),
        file("LOGO.PNG", "logo.png", b"png"),
        file("x", "Preise", b"%PDF-1.7 b"),
    ];
    let letter = mail("Anbei.", &packing(&files));
    let names: Vec<_> = letter.attachments.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["Angebot für Sie.pdf", "Preise"]);
    assert_eq!(letter.attachments[0].bytes, b"%PDF-1.7 a");
    let refused: Vec<_> = letter.refused.iter().map(|file| (file.name.as_str(), file.why)).collect();
    assert_eq!(refused, [("logo.png", Reason::NotPdf)]);
    assert_eq!(letter.text, "Anbei.");
}

#[test]
fn words_are_read_where_there_are_no_others() {
    let page = attribute(0x0006_9007, &1251_u32.to_le_bytes());
    let plain = [page, attribute(0x0002_800c, b"\xcf\xf0\xe8\xe2\xe5\xf2\0")];
    assert_eq!(mail("", &packing(&plain)).text, "Привет");
    assert_eq!(mail("Hello", &packing(&plain)).text, "Hello");
    let wide = [attribute(0x0006_9003, &properties(0x1000, "Ja, gern.\r\nAnna"))];
    assert_eq!(mail("", &packing(&wide)).text, "Ja, gern.\nAnna");
    let html = [attribute(0x0006_9003, &properties(0x1013, "<p>Ja, <b>gern</b>.</p>"))];
    assert_eq!(mail("", &packing(&html)).text, "Ja, gern.");
    assert!(mail("", &packing(&html)).refused.is_empty());
}

#[test]
fn what_cannot_be_read_is_said() {
    let refused = |letter: Letter| letter.refused.into_iter().map(|file| file.why).collect::<Vec<_>>();
    // Only how the words look was packed: nobody misses it.
    assert_eq!(refused(mail("Hello", &packing(&[attribute(1, b"x")]))), []);
    assert_eq!(refused(mail("", &packing(&[attribute(1, b"x")]))), [Reason::Winmail]);
    assert_eq!(refused(mail("Hello", b"no packing")), [Reason::Winmail]);
    let whole =
        packing(&[file("a.pdf", "a.pdf", b"%PDF"), attribute(0x0006_9003, &properties(0x1000, "Ja"))]);
    assert_eq!(mail("", &whole).refused, []);
    for end in 0..whole.len() - 2 {
        let letter = mail("", &whole[..end]);
        assert!(!letter.refused.is_empty() || !letter.attachments.is_empty());
        assert!(letter.attachments.len() <= 1 && letter.refused.len() <= 2);
    }
}

#[test]
fn altered_packings_are_read() {
    let whole =
        packing(&[file("a.pdf", "a.pdf", b"%PDF"), attribute(0x0006_9003, &properties(0x1000, "Ja, gern."))]);
    let mut random = fastrand::Rng::with_seed(0x4b6f_6e74_6f72);
    for _ in 0..2_000 {
        let mut altered = whole.clone();
        for _ in 0..random.usize(1..6) {
            altered[random.usize(..whole.len())] = random.u8(..);
        }
        let letter = mail("", &altered);
        assert!(letter.attachments.iter().all(|file| file.bytes.len() <= whole.len()));
    }
}
