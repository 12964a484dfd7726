//! Reports with and without a form.

use crate::{Automatic, read};

#[test]
fn each_recipient_of_a_report_is_read() {
    let raw = "From: MAILER-DAEMON@mx.example\nReturn-Path: <>\nSubject: Undelivered Mail\nContent-Type: \
        multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nNo.\n--b\nContent-Type: \
        message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; a@X.example\nAction: \
        failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user\n\nFinal-Recipient: rfc822; \
        c@x.example\nAction: delayed\nStatus: 4.4.1\n\n--b\nContent-Type: message/rfc822\n\nMessage-ID: \
        <1@desk.example>\nTo: a@x.example\n\nwords\n--b--\n";
    let letter = read(raw.as_bytes());
    assert_eq!(letter.automatic, Some(Automatic::Bounce));
    assert!(letter.refused.is_empty());
    let bounce = letter.bounce.unwrap_or_default();
    assert_eq!(bounce.original_message_id.as_deref(), Some("1@desk.example"));
    let seen: Vec<_> =
        bounce.failed.iter().map(|failed| (failed.address.as_deref(), failed.permanent)).collect();
    assert_eq!(seen, [(Some("a@x.example"), true), (Some("c@x.example"), false)]);
    assert_eq!(bounce.failed[0].diagnostic.as_deref(), Some("550 5.1.1 no such user"));
}

#[test]
fn words_of_a_report_are_read() {
    let raw = "From: MAILER-DAEMON@mx.example\nTo: talk-1@desk.example\nSubject: failure notice\n\nHi. This is the \
        qmail-send program at mx.example.\n\n<a@x.example>:\n550 5.1.1 no such user here\n\n--- Below this line is a \
        copy of the message.\n\nMessage-ID: <1@desk.example>\n";
    let letter = read(raw.as_bytes());
    let bounce = letter.bounce.unwrap_or_default();
    assert_eq!(bounce.original_message_id.as_deref(), Some("1@desk.example"));
    assert_eq!(bounce.failed[0].address.as_deref(), Some("a@x.example"));
    assert_eq!(bounce.failed[0].status.as_deref(), Some("5.1.1"));
    assert!(bounce.failed[0].permanent);
}
