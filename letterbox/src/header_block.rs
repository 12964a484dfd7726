//! Headers written out above what is quoted, as Outlook does: From, Sent, To, Subject in nine languages. It
//! must not know what follows.

use crate::lines::{Hint, Line};
use crate::words::{LABELS, Label};
use crate::{addresses, dates, lines, separators};

/// Lines that such headers take, recipients included.
const MOST_LINES: usize = 24;
/// Lines of recipients between two labels.
const MOST_BETWEEN: usize = 4;

/// What has been seen of the headers.
#[derive(Default)]
struct Seen {
    kinds: Vec<Label>,
    sender_has_address: bool,
    sent_has_time: bool,
}

/// The address of the sender that headers name.
pub fn sender(lines: &[Line], at: usize, count: usize) -> Option<String> {
    let headers = &lines[at..at + count];
    let from =
        headers.iter().position(|line| label(&line.text).is_some_and(|(kind, _)| kind == Label::From))?;
    // A long one goes on in the next line.
    headers[from..].iter().take(2).find_map(|line| addresses::first_in(&line.text))
}

/// How many lines the headers take that begin at a line. `is_expected` when something else says that history
/// begins here; then fewer of them are proof enough.
pub fn recognise(lines: &[Line], at: usize, is_expected: bool) -> Option<usize> {
    label(&lines.get(at)?.text)?;
    let mut seen = Seen::default();
    let mut end = at;
    let mut last = Label::Other;
    // Some programs leave every other line blank.
    let allows_blank = is_expected || lines.get(at + 1).is_some_and(Line::is_blank);
    // "From: a list [mailto:list@b.example] On", and on the next line "Behalf Of Anna".
    let mut is_folded = false;
    for index in at..lines.len().min(at + MOST_LINES) {
        let line = &lines[index];
        if line.depth != lines[at].depth {
            break;
        }
        match label(&line.text) {
            // A second one is of another block, and what came before it the person's.
            Some((kind, _)) if seen.knows(kind) => return None,
            Some((kind, value)) => {
                seen.note(kind, value);
                end = index + 1;
                last = kind;
                is_folded = kind == Label::From && value.contains("[mailto:");
            }
            None if line.is_blank() => {
                let next = lines.get(index + 1).and_then(|next| label(&next.text));
                match next {
                    Some((kind, _)) if allows_blank && seen.knows(kind) => return None,
                    Some(_) if allows_blank => {}
                    _ => break,
                }
            }
            // Many recipients, or a long sender.
            None if index < end + MOST_BETWEEN
                && (is_recipients(last) || line.text.trim().starts_with('<') || is_folded) => {}
            None => break,
        }
    }
    let hinted = is_expected || lines[at].hint != Hint::None;
    seen.is_proof(hinted).then_some(end - at)
}

fn is_recipients(label: Label) -> bool {
    matches!(label, Label::To | Label::Copy)
}

/// Whether a line and those below it have the shape of headers in whatever language; for where a program says
/// that history may begin.
pub fn resembles(lines: &[Line], at: usize) -> bool {
    let head: Vec<_> = lines[at..].iter().take_while(|line| !line.is_blank()).take(6).collect();
    let labelled = head.iter().filter(|line| {
        line.text.split_once([':', '：']).is_some_and(|(label, value)| {
            label.split_whitespace().count() <= 3 && label.chars().count() <= 24 && !value.trim().is_empty()
        })
    });
    let text: Vec<_> = head.iter().map(|line| line.text.as_str()).collect();
    let text = text.join("\n");
    labelled.count() >= 3 && dates::has_time(&text) && dates::has_date(&text)
}

/// How many lines headers take, the title with the time above them: "Message du 15/03/26 11:39".
pub fn titled(lines: &[Line], at: usize) -> Option<usize> {
    let title = lines[at].text.trim().to_lowercase();
    let is_title = title.starts_with("message du ") && dates::has_date(&title) && dates::has_time(&title);
    let headers = if is_title { recognise(lines, at + 1, true) } else { None };
    headers.map(|count| count + 1)
}

/// Where the headers begin that end right before a line.
pub fn before(lines: &[Line], end: usize) -> Option<usize> {
    let last = lines::last_words(&lines[..end])?;
    (last.saturating_sub(MOST_LINES - 1)..=last)
        .find(|&at| recognise(lines, at, true).is_some_and(|count| at + count == last + 1))
}

/// Where labels begin that a drawn line parts from the person's words, up to a line.
pub fn below_rule(lines: &[Line], end: usize) -> Option<usize> {
    let rule = (end.saturating_sub(MOST_BETWEEN + 1)..end)
        .rev()
        .find(|&at| !lines[at].is_blank() && label(&lines[at].text).is_none())?;
    (rule + 1 < end && separators::is_rule(&lines[rule].text)).then_some(rule)
}

impl Seen {
    /// A day has one label.
    fn knows(&self, kind: Label) -> bool {
        let is_day = |kind: Label| matches!(kind, Label::Sent | Label::Date);
        self.kinds.iter().any(|known| *known == kind || is_day(*known) && is_day(kind))
    }

    fn note(&mut self, kind: Label, value: &str) {
        if kind != Label::Other && !self.kinds.contains(&kind) {
            self.kinds.push(kind);
        }
        self.sender_has_address |= kind == Label::From && dates::has_address(value);
        self.sent_has_time |= matches!(kind, Label::Sent | Label::Date) && dates::has_time(value);
    }

    /// A person may write "From: Hamburg, To: Lyon": it takes what only mails have.
    fn is_proof(&self, is_expected: bool) -> bool {
        let has = |kind: Label| self.kinds.contains(&kind);
        let is_mail = self.sender_has_address || self.sent_has_time;
        let enough = match self.kinds.len() {
            0 | 1 => false,
            2 => is_expected && is_mail || self.sender_has_address && self.sent_has_time,
            _ => {
                has(Label::Sent) && is_mail
                    || has(Label::Date) && self.sender_has_address
                    || is_expected && (is_mail || has(Label::Subject))
            }
        };
        has(Label::From) && enough
    }
}

/// The label of a line and what stands behind it.
fn label(line: &str) -> Option<(Label, &str)> {
    // QQ leaves its spaces undecoded, NetEase draws a table.
    let line = line.trim().trim_start_matches(['*', '|', ' ']);
    let (name, value) = line.split_once([':', '：', '|'])?;
    if name.chars().count() > 20 {
        return None;
    }
    let name = name.trim_matches(|c: char| c.is_whitespace() || c == '*').to_lowercase();
    // Chinese and Japanese programs fill the label with spaces: 主 题.
    let name: String = if name.is_ascii() { name } else { name.replace('\u{3000}', "") };
    let found = LABELS.iter().find(|(_, names)| names.contains(&name.as_str()))?;
    Some((found.0, value.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '|'))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::{Flow, of_plain};

    fn found(text: &str) -> Option<usize> {
        recognise(&of_plain(text, Flow::default()), 0, false)
    }

    #[test]
    fn headers_in_nine_languages_are_known() {
        for text in [
            "From: Anna <a@b.example>\nSent: Monday, 3 November 2025 10:12\nTo: X\nSubject: Offer",
            "Von: Anna Weber\nGesendet: Montag, 3. November 2025 10:12\nAn: X\nBetreff: Angebot",
            "De : Anna <a@b.example>\nEnvoyé : lundi 3 novembre 2025 10:12\nÀ : X\nObjet : Offre",
            "De: Anna <a@b.example>\nEnviado: lunes\nPara: X\nAsunto: Oferta",
            "Da: Anna <a@b.example>\nInviato: lunedì\nA: X\nOggetto: Offerta",
            "De: Anna <a@b.example>\nEnviada em: segunda\nPara: X\nAssunto: Oferta",
            "От: Anna <a@b.example>\nОтправлено: 3 ноября\nКому: X\nТема: Цена",
            "发件人: Anna <a@b.example>\n发送时间: 2025年11月3日\n收件人: X\n主题: 报价",
            "差出人: Anna <a@b.example>\n送信日時: 2025年11月3日\n宛先: X\n件名: 見積",
        ] {
            assert_eq!(found(text), Some(4), "{text}");
        }
        let bold = "*From:* Anna <a@b.example>\n*Date:* Monday\n*To:* X <x@b.example>,\n Y <y@b.example>\n*Subject:* Z";
        assert_eq!(found(bold), Some(5));
    }

    #[test]
    fn the_sender_is_found() {
        for text in [
            "From: Anna <a@B.example>\nDate: Monday\nTo: X",
            "To: c@d.example\nVon: \"Anna\"\n<a@b.example>",
            "From: mailto:a@b.example\nTo: X",
        ] {
            let lines = of_plain(text, Flow::default());
            assert_eq!(sender(&lines, 0, lines.len()).as_deref(), Some("a@b.example"), "{text}");
        }
        assert_eq!(sender(&of_plain("From: Anna\nTo: a@b.example", Flow::default()), 0, 1), None);
    }

    #[test]
    fn what_people_write_is_none() {
        for text in [
            "Von: Industry Fair GmbH\nAn: Schäfer Anlagenbau, Lager Nord",
            "From: Hamburg\nTo: Lyon\nDate: 3 November",
            "Subject: the pump\nDate: tomorrow",
            "A: yes\nB: no",
            "Von: Lager <lager@x.example>\nAn: Bob\nBetreff: Lieferung",
            "From: Leeds\nTo: Bregenz\nDate: 12 March 10:00\nSubject: 40 tables",
            "Von: Leeds\nAn: Bregenz\nDatum: 12.03.2026, 10:00\nBetreff: 40 Tische",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
