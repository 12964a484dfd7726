//! Takes the signature off the end of what a person wrote, where it is one for certain: behind `-- `, by the
//! program's word, or a phone's line. Greetings and names are the person's and stay.

use crate::lines::{Line, Role};
use crate::{phrases, words};

/// Lines that a signature may have behind its delimiter.
const MOST_LINES: usize = 30;
/// One signature may stand below another, and a list's below both.
const MOST_DELIMITERS: usize = 3;
/// A phone's line is short.
const MOST_LETTERS: usize = 120;

/// How many lines stay. Nothing when all of it is signature.
pub fn end_of_words(lines: &[Line]) -> usize {
    let mut end = lines.len();
    loop {
        let kept = step(&lines[..end]);
        if kept == end {
            return end;
        }
        end = kept;
    }
}

/// Without blank lines and one signature at the end.
fn step(lines: &[Line]) -> usize {
    let end = lines.iter().rposition(|line| !line.is_blank()).map_or(0, |last| last + 1);
    let lines = &lines[..end];
    let Some(last) = lines.last() else { return 0 };
    if last.role == Role::Signature {
        return lines
            .iter()
            .rposition(|line| line.role != Role::Signature && !line.is_blank())
            .map_or(0, |at| at + 1);
    }
    // Nothing stands below it any more.
    if last.depth == 0 && last.text.trim() == "--" {
        return end - 1;
    }
    // Programs leave a line blank before it.
    let stands_alone = end < 2 || lines[end - 2].is_blank();
    let is_parted = end > 1 && lines[end - 2].depth == 0 && lines[end - 2].text.trim() == "--";
    if last.depth == 0 && (stands_alone || is_parted) && is_sent_from(&last.text) {
        return end - 1 - usize::from(is_parted);
    }
    delimiter(lines).unwrap_or(end)
}

/// Where the delimiter stands.
fn delimiter(lines: &[Line]) -> Option<usize> {
    let from = lines.len().saturating_sub(MOST_LINES * 2);
    // So many part items of a list.
    let drawn = lines[from..].iter().filter(|line| line.is_delimiter && line.depth == 0).count();
    if drawn >= MOST_DELIMITERS {
        return None;
    }
    (from..lines.len()).find(|&at| {
        let rest = &lines[at + 1..];
        let count = rest.iter().filter(|line| !line.is_blank()).count();
        let adds_words = rest.iter().any(|line| is_postscript(&line.text));
        lines[at].is_delimiter
            && lines[at].depth == 0
            && count <= MOST_LINES
            && !adds_words
            && rest.iter().all(|line| line.depth == 0)
    })
}

/// Whether a person adds words below its signature.
fn is_postscript(line: &str) -> bool {
    let line = line.trim_start_matches(['*', '_', ' ']);
    ["P.S.", "PS:", "PS ", "P.S:", "P. S.", "PPS", "З.Ы.", "附："].iter().any(|mark| line.starts_with(mark))
}

/// Whether a line is what a phone or a mail program puts below.
fn is_sent_from(line: &str) -> bool {
    let line =
        line.trim().trim_matches(['*', '_', '[', ']', '(', ')', '-', '—', '.', '。', ' ']).to_lowercase();
    if line.chars().count() > MOST_LETTERS {
        return false;
    }
    // The address of the program's page may follow.
    let words = line.split(['<', '(']).next().unwrap_or("").trim().replace("yahoo!", "yahoo");
    let words = words.as_str();
    // "Sent from my Verizon, Samsung Galaxy smartphone"
    let is_provider = phrases::contains_any(words, &["verizon", "at&t", "t-mobile", "samsung galaxy"]);
    let is_sentence_sign = |c: char| matches!(c, '?' | '!') || c == ',' && !is_provider;
    let is_short = words.split_whitespace().count() <= 12 && !words.contains(is_sentence_sign);
    let names_device = words::DEVICES.iter().any(|device| words.contains(device));
    let is_sentence =
        words.starts_with("von mein") && !words.ends_with("gesendet") && !words.ends_with("geschickt");
    let begins = phrases::begins_with_any(words, &words::SENT_FROM) && !is_sentence;
    let ends = words::SENT_FROM_ENDS.iter().any(|end| words.ends_with(end));
    is_short && names_device && (begins || ends)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::{Flow, of_plain};

    fn kept(text: &str) -> String {
        let lines = of_plain(text, Flow::default());
        crate::lines::render(&lines[..end_of_words(&lines)])
    }

    #[test]
    fn signatures_are_cut() {
        for line in [
            "-- \nAnna Weber\nSales",
            "Sent from my iPhone",
            "Von meinem iPhone gesendet",
            "Diese Nachricht wurde von meinem Android-Mobiltelefon mit GMX Mail gesendet.",
            "Envoyé de mon iPhone",
            "Enviado desde mi iPhone",
            "Inviato da iPhone",
            "Enviado do meu iPhone",
            "Отправлено с iPhone",
            "发自我的 iPhone",
            "iPhoneから送信",
            "Sent from Outlook for iOS<https://aka.ms/o0ukef>",
            "Get Outlook for Android<https://aka.ms/AAb9ysg>",
            "Outlook für Android herunterladen",
            "Gesendet von Mail für Windows",
            "Sent from Yahoo Mail on Android",
            "Sent from my Verizon, Samsung Galaxy smartphone",
            "Sent via the Samsung Galaxy S22 5G, an AT&T 5G smartphone",
            "Von Yahoo Mail auf Android gesendet",
            "Von meinem/meiner Galaxy gesendet",
            "Gesendet mit der Telekom Mail App",
            "Envoyé depuis l'application Mail Orange",
            "Hole dir BlueMail für Android",
            "Von meinem Samsung Galaxy Smartphone gesendet.",
            "发自我的华为手机",
            "Yahoo! JAPANメールアプリから送信",
            "--\nDiese Nachricht wurde von meinem Android-Mobiltelefon mit WEB.DE Mail gesendet.",
        ] {
            assert_eq!(
                kept(&format!("Yes.\nBest regards\nAnna\n\n{line}\n")),
                "Yes.\nBest regards\nAnna",
                "{line}"
            );
        }
    }

    #[test]
    fn a_list_is_no_signature() {
        let list = "Price list\n-- \nA 212 EUR\n-- \nB 240 EUR\n-- \nC 300 EUR";
        assert_eq!(kept(list), list.replace("-- ", "--"));
    }

    #[test]
    fn words_stay() {
        for text in [
            "Sent from my office in Munich, see you there",
            "Yes.\n\n--\nAnna",
            "Two options:\n--\nA\n\nB\n\n> quoted",
            "Yes.\n\n--\nBob\nP.S. The order is 4711.",
            "Sent from my desk, which is easier than my mobile phone",
            "I wrote this on my iPhone",
            "It is unreadable.\nSent from my iPhone",
            "Hallo\n\nVon meinem Telefon aus nicht lesbar",
            "Gesendet wurde die Pumpe am Montag",
        ] {
            assert_eq!(kept(text), text);
        }
    }
}
