//! Whether a machine wrote a mail, and which kind: a report, somebody away, a list, any other. It must not
//! read more out of it.

use crate::mime::Part;
use crate::{Automatic, phrases, words};

/// What speaks for a machine.
pub struct Evidence<'a> {
    pub parts: &'a [Part<'a>],
    pub subject: &'a str,
    pub from: Option<&'a str>,
    /// All that can be read.
    pub text: &'a str,
    /// It came without a sender to whom another report could go back (RFC 5321, 4.5.5).
    pub is_without_sender: bool,
}

/// Which kind of machine wrote it.
pub fn recognise(evidence: &Evidence<'_>) -> Option<Automatic> {
    if evidence.is_read_receipt() || evidence.is_answer_to_invitation() {
        return Some(Automatic::AutoReply);
    }
    if evidence.is_bounce() {
        return Some(Automatic::Bounce);
    }
    let replies = evidence.replies_by_itself();
    let subject = evidence.subject_begin();
    let is_unmistakable = phrases::begins_with_any(&subject, &words::UNMISTAKABLE_SUBJECTS);
    // "Auto:" alone may be about a car.
    let is_marked = subject.starts_with("auto:") && phrases::contains_any(&subject, &words::AWAY_WORDS);
    let is_unmistakable = is_unmistakable || is_marked;
    let is_away = is_unmistakable
        || phrases::begins_with_any(&subject, &words::AWAY_SUBJECTS)
        || phrases::contains_any(&evidence.head(), &words::AWAY_WORDS);
    let says_so = phrases::contains_any(&subject, &words::AWAY_WORDS);
    if (replies || evidence.is_from_rule()) && is_away
        || is_unmistakable
        || evidence.is_generated() && says_so
    {
        return Some(Automatic::OutOfOffice);
    }
    if evidence.is_list() || (!replies && evidence.value("precedence") == "bulk") {
        return Some(Automatic::List);
    }
    (replies || evidence.is_from_rule() || evidence.is_generated()).then_some(Automatic::AutoReply)
}

impl Evidence<'_> {
    fn value(&self, name: &str) -> String {
        self.parts[0].headers.raw(name).unwrap_or_default().to_lowercase()
    }

    fn has(&self, name: &str) -> bool {
        self.parts[0].headers.has(name)
    }

    fn has_part(&self, media_type: &str) -> bool {
        self.parts.iter().any(|part| part.media_type == media_type)
    }

    /// The subject in lower case.
    pub fn subject_begin(&self) -> String {
        self.subject.trim_start_matches(['*', '[', ' ']).to_lowercase()
    }

    /// The first words, in lower case.
    fn head(&self) -> String {
        crate::characters::capped(self.text, 1_500).to_lowercase()
    }

    fn is_read_receipt(&self) -> bool {
        self.has_part("message/disposition-notification")
            || self.parts[0]
                .headers
                .parameter("content-type", "report-type")
                .is_some_and(|kind| kind == "disposition-notification")
    }

    /// Somebody pressed "Accept", and wrote nothing: the program writes the whole mail (RFC 6047, 2.4).
    fn is_answer_to_invitation(&self) -> bool {
        let answers = |part: &Part<'_>| {
            part.media_type == "text/calendar"
                && part
                    .headers
                    .parameter("content-type", "method")
                    .is_some_and(|method| method.eq_ignore_ascii_case("reply"))
        };
        self.text.trim().is_empty() && self.parts.iter().any(answers)
    }

    fn is_bounce(&self) -> bool {
        let report = self.parts[0].headers.parameter("content-type", "report-type");
        // Within another kind of mail, it is a report that a person passes on.
        let is_report = !self.parts[0].media_type.starts_with("multipart/mixed");
        if is_report && self.has_part("message/delivery-status")
            || report.is_some_and(|kind| kind.eq_ignore_ascii_case("delivery-status"))
        {
            return true;
        }
        let local = self.from.and_then(|from| from.split('@').next()).unwrap_or("").to_lowercase();
        let is_daemon =
            ["mailer-daemon", "mail-daemon", "mailerdaemon"].iter().any(|name| local.starts_with(name));
        let is_server = [
            "mailer-daemon",
            "postmaster",
            "microsoftexchange",
            "mail-daemon",
            "mail-delivery",
            "mailerdaemon",
        ]
        .iter()
        .any(|name| local.starts_with(name));
        let subject = self.subject_begin();
        let says_so = phrases::begins_with_any(&subject, &words::BOUNCE_SUBJECTS)
            || phrases::begins_with_any(&subject, &words::MORE_BOUNCE_SUBJECTS);
        let words_say_so = phrases::contains_any(&self.head(), &words::BOUNCE_WORDS);
        let is_without_sender = self.is_without_sender || self.value("return-path").trim() == "<>";
        let signs = [says_so, words_say_so, is_without_sender].iter().filter(|sign| **sign).count();
        self.has("x-failed-recipients")
            || (is_server && signs >= 1)
            || is_daemon && !self.is_list()
            || (is_without_sender && signs >= 2)
            || (says_so && phrases::contains_any(&self.head(), &words::SERVER_SENTENCES))
    }

    fn replies_by_itself(&self) -> bool {
        let submitted = self.value("auto-submitted");
        let precedence = self.value("precedence");
        submitted.starts_with("auto-replied")
            || [
                "x-autoreply",
                "x-autorespond",
                "x-autoresponder",
                "x-auto-reply",
                "x-autoreply-from",
                "x-mail-autoreply",
                "x-auto-reply-from",
                "x-amazon-auto-reply",
                "x-vacation",
            ]
            .iter()
            .any(|name| self.has(name) && !matches!(self.value(name).as_str(), "no" | "false"))
            || precedence.contains("auto_reply")
            || precedence.contains("auto-reply")
    }

    /// Exchange's replies for who is away; its own header for them is on other mails too.
    fn is_from_rule(&self) -> bool {
        self.value("x-ms-exchange-generated-message-source").contains("mailbox rules agent")
            || self.has("x-ms-exchange-inbox-rules-loop")
    }

    fn is_list(&self) -> bool {
        self.has("list-id") || self.has("list-unsubscribe") || self.value("precedence") == "list"
    }

    fn is_generated(&self) -> bool {
        let submitted = self.value("auto-submitted");
        (!submitted.is_empty() && !submitted.starts_with("no"))
            || (self.has("x-autogenerated") && self.value("x-autogenerated") != "no")
            || (self.has("x-auto-generated") && self.value("x-auto-generated") != "no")
            || matches!(self.value("precedence").as_str(), "junk")
    }
}

#[cfg(test)]
mod tests {
    use crate::{Automatic, read};

    fn kind(headers: &str, body: &str) -> Option<Automatic> {
        read(format!("From: a@b.example\n{headers}\n\n{body}").as_bytes()).automatic
    }

    #[test]
    fn machines_are_known() {
        let away = "Ich bin bis Montag im Urlaub.";
        assert_eq!(kind("Auto-Submitted: auto-replied\nSubject: Re: x", away), Some(Automatic::OutOfOffice));
        assert_eq!(
            kind("Auto-Submitted: auto-replied\nSubject: Ticket 5", "We got it."),
            Some(Automatic::AutoReply)
        );
        assert_eq!(kind("Subject: Automatische Antwort: x", "hm"), Some(Automatic::OutOfOffice));
        assert_eq!(kind("Subject: x\nList-Id: <x.example>", "hm"), Some(Automatic::List));
        assert_eq!(kind("Subject: x\nAuto-Submitted: auto-generated", "hm"), Some(Automatic::AutoReply));
        assert_eq!(kind("Return-Path: <>\nSubject: Undeliverable: x", "hm"), Some(Automatic::Bounce));
        assert_eq!(
            kind("Subject: AUTO: Smith is out of the office (returning 05/01)", "hm"),
            Some(Automatic::OutOfOffice)
        );
        assert_eq!(kind("Subject: Abwesend: Re: x", "hm"), Some(Automatic::OutOfOffice));
    }

    #[test]
    fn servers_are_known() {
        let from_server = "From: MAILER-DAEMON@a.example\nSubject: x\n\nIt did not arrive.";
        assert_eq!(read(from_server.as_bytes()).automatic, Some(Automatic::Bounce));
        // The sender that is missing stands on the envelope, and no header says so.
        let report = "From: imss@a.example\nSubject: Mail could not be delivered\n\nTo b@c.example";
        assert_eq!(read(report.as_bytes()).automatic, None);
        assert_eq!(crate::read_without_sender(report.as_bytes()).automatic, Some(Automatic::Bounce));
    }

    #[test]
    fn an_answer_to_an_invitation_is_automatic_unless_somebody_adds_words() {
        let answer = |words: &str, method: &str| {
            let parts = format!(
                "--b\n\n{words}\n--b\nContent-Type: text/calendar; method={method}\n\nBEGIN:VCALENDAR\n--b--"
            );
            kind("Content-Type: multipart/alternative; boundary=b\nSubject: Accepted: Visit", &parts)
        };
        assert_eq!(answer("", "REPLY"), Some(Automatic::AutoReply));
        assert_eq!(answer("I come by train.", "REPLY"), None);
        assert_eq!(answer("", "REQUEST"), None);
    }

    #[test]
    fn people_are_none() {
        assert_eq!(kind("X-Auto-Response-Suppress: All\nSubject: x", "hm"), None);
        assert_eq!(kind("Auto-Submitted: no\nSubject: x", "hm"), None);
        assert_eq!(kind("Subject: Auto: Ersatzteile", "hm"), None);
        assert_eq!(
            kind("Subject: Out of office next week", "I am on vacation next week, please call."),
            None
        );
        assert_eq!(kind("Subject: Re: Automatische Antwort: x", "hm"), None);
        let passed_on = "Content-Type: multipart/mixed; boundary=b\nSubject: I got this";
        let parts =
            "--b\n\nPlease look.\n--b\nContent-Type: message/delivery-status\n\nAction: failed\n\n--b--";
        assert_eq!(kind(passed_on, parts), None);
        assert_eq!(kind("Subject: Delivery failure of the pump", "It could not be delivered!"), None);
    }
}
