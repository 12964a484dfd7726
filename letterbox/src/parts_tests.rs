//! Which files are documents, which are refused, and which nobody misses.

use crate::{Letter, Reason, read};

fn mail(parts: &[&str]) -> Letter {
    let mut raw = "From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n".to_owned();
    for part in parts {
        raw.push_str(&format!("--x\n{part}\n"));
    }
    raw.push_str("--x--\n");
    read(raw.as_bytes())
}

const WORDS: &str = "Content-Type: text/plain\n\nwords";

fn refused(part: &str) -> Vec<(String, Reason)> {
    let letter = mail(&[WORDS, part]);
    assert_eq!(letter.text, "words");
    letter.refused.into_iter().map(|refused| (refused.name, refused.why)).collect()
}

#[test]
fn what_claims_to_be_a_pdf_is_a_document() {
    for part in [
        "Content-Type: application/pdf; name=a.pdf\nContent-Disposition: inline\nContent-Transfer-Encoding: base64\n\nJVBERg==",
        "Content-Type: application/octet-stream\nContent-Disposition: attachment; filename=\"a.PDF\"\n\n%PDF",
        "Content-Type: application/pdf\n\n%PDF",
    ] {
        let letter = mail(&[WORDS, part]);
        assert_eq!(letter.attachments.len(), 1, "{part}");
        assert_eq!(letter.attachments[0].bytes, b"%PDF");
        assert!(letter.refused.is_empty());
    }
    assert_eq!(mail(&["Content-Type: application/pdf\n\n%PDF"]).attachments[0].name, "document.pdf");
}

#[test]
fn other_files_are_refused_with_a_reason() {
    for (part, name, why) in [
        (
            "Content-Type: image/jpeg; name=a.jpg\nContent-Disposition: attachment\n\nx",
            "a.jpg",
            Reason::NotPdf,
        ),
        ("Content-Type: application/zip; name=a.zip\n\nx", "a.zip", Reason::NotPdf),
        ("Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR", "invite.ics", Reason::Calendar),
        ("Content-Type: text/vcard; name=a.vcf\n\nBEGIN:VCARD", "a.vcf", Reason::ContactCard),
        ("Content-Type: application/ms-tnef; name=winmail.dat\n\nx", "winmail.dat", Reason::Winmail),
        ("Content-Type: message/rfc822\n\nSubject: x\n\ny", "message.eml", Reason::NestedMail),
    ] {
        assert_eq!(refused(part), [(name.to_owned(), why)], "{part}");
    }
}

#[test]
fn signatures_and_pictures_in_the_text_are_nothing() {
    for part in [
        "Content-Type: application/pkcs7-signature; name=smime.p7s\nContent-Disposition: attachment\n\nx",
        "Content-Type: application/pgp-signature; name=signature.asc\n\nx",
        "Content-Type: image/png; name=logo.png\nContent-Disposition: inline\n\nx",
    ] {
        assert_eq!(refused(part), [], "{part}");
    }
}

#[test]
fn encrypted_mails_say_so() {
    let raw = b"Content-Type: multipart/encrypted; boundary=x\n\n--x\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n\
        --x\nContent-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\n--x--\n";
    for raw in [
        raw.as_slice(),
        b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n\nx",
    ] {
        let letter = read(raw);
        assert_eq!(letter.text, "");
        assert_eq!(letter.refused.len(), 1);
        assert_eq!(letter.refused[0].why, Reason::Encrypted);
    }
}

#[test]
fn more_documents_than_one_mail_may_bring_are_refused() {
    let letter = mail(&["Content-Type: application/pdf; name=a.pdf\n\n%PDF"; 25]);
    assert_eq!((letter.attachments.len(), letter.refused.len()), (20, 5));
    assert_eq!(letter.refused[0].why, Reason::TooMany);
}
