//! Small questions about one phrase: is it a stub, a forward, what a machine writes. The lists are in
//! `words`; it must not know lines.

use crate::words;

/// Whether a plain text is none to read: empty, or only says that the words are elsewhere.
pub fn is_stub(text: &str) -> bool {
    let text = text.trim();
    !text.chars().any(char::is_alphanumeric)
        || (text.chars().count() < 400 && contains_any(&text.to_lowercase(), &words::STUBS))
}

/// Whether a subject says that the mail is passed on.
pub fn is_forward(subject: &str) -> bool {
    begins_with_any(&subject.to_lowercase(), &words::FORWARD_SUBJECTS)
}

/// Whether a subject begins as those of answers do: "Re:", "AW:", "回复：".
pub fn has_prefix(subject: &str) -> bool {
    const MOST_LETTERS: usize = 5;
    let mark = subject.find([':', '：']);
    mark.is_some_and(|mark| subject[..mark].chars().count() <= MOST_LETTERS)
}

/// Whether a text in lower case contains one of the phrases.
pub fn contains_any(text: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| text.contains(phrase))
}

/// Whether a text in lower case begins with one of the phrases.
pub fn begins_with_any(text: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| text.starts_with(phrase))
}

/// So many characters say where the answers are, and hardly more; a longer text is one itself.
const SHORT: usize = 120;

/// Whether a text in lower case says that the person's answers stand within what is quoted.
pub fn answers_within(text: &str) -> bool {
    let points = words::POINTING_BELOW.iter().any(|phrase| {
        text.match_indices(phrase).any(|(at, _)| {
            // "See below for the price" is about the price.
            text[at + phrase.len()..]
                .trim_start_matches(' ')
                .chars()
                .next()
                .is_none_or(|next| !next.is_alphanumeric())
        })
    });
    let short = text.trim().chars().count() <= SHORT;
    let says_so = short && contains_any(text, &words::PLACES_WITHIN) && contains_any(text, &words::ANSWERS);
    points || says_so || contains_any(text, &words::ANSWERS_WITHIN)
}

/// Whether one of the phrases is in a text in lower case, not as a part of a longer word.
pub fn has_word(text: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| {
        text.match_indices(phrase).any(|(at, _)| {
            let is_cjk = |c: char| c >= '\u{2e80}';
            let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() || is_cjk(c));
            is_edge(text[..at].chars().next_back()) && is_edge(text[at + phrase.len()..].chars().next())
                || phrase.chars().any(is_cjk)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stubs_are_known() {
        assert!(is_stub("  "));
        assert!(is_stub("Your mail program does not support HTML."));
        assert!(is_stub("This mail needs an HTML viewer."));
        assert!(!is_stub("Yes."));
    }

    #[test]
    fn answers_may_be_elsewhere() {
        assert!(answers_within("please see below.") && answers_within("hi, see below\n\nbob"));
        for says_so in [
            "my answers are in blue.",
            "ich habe ihre fragen unten beantwortet.",
            "mes réponses dans le texte.",
            "respondo en azul.",
            "ti rispondo sotto.",
            "ответил в тексте письма.",
            "请见红色字体。",
            "s.u.",
        ] {
            assert!(answers_within(says_so), "{says_so}");
        }
        assert!(!answers_within("we have it in blue.") && !answers_within("unser preis liegt darunter."));
        assert!(!answers_within("see below for my earlier question."));
    }

    #[test]
    fn words_are_whole() {
        assert!(has_word("john wrote:", &["wrote"]));
        assert!(!has_word("typewrote:", &["wrote"]));
        assert!(has_word("周一写道：", &["写道"]));
        assert!(is_forward("WG: Angebot") && !is_forward("AW: WG: Angebot"));
        assert!(has_prefix("Re: Oak") && has_prefix("回复：报价") && !has_prefix("Tables: when?"));
    }
}
