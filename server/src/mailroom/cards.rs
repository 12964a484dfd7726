//! N12: addresses and numbers where programs put them and hardly a person does: in angle brackets, behind the label of a
//! header, in the lines of a visiting card below a text. What somebody says in a sentence is no affair of this.

use super::veil::{VEIL, digits, is_of_a_number};
use letterbox::Letter;
use std::ops::Range;

/// A number of fewer digits is none that one calls.
const DIGITS_MIN: usize = 7;
/// So much may stand before a number, such as "Direct line office Lyon".
const LABEL_CHARACTERS: usize = 28;

/// What parts of a line stand between.
const BETWEEN: [char; 7] = ['|', '•', '·', '●', '∙', '¦', '\t'];

/// What stands before a number or an address on a visiting card, in small letters.
const ON_CARDS: [&str; 84] = [
    "t",
    "tel",
    "tél",
    "ph",
    "p",
    "m",
    "f",
    "d",
    "e",
    "c",
    "o",
    "w",
    "phone",
    "telephone",
    "mobile",
    "mobile phone",
    "cell",
    "cell phone",
    "direct",
    "direct line",
    "office",
    "switchboard",
    "fax",
    "telefax",
    "mail",
    "e-mail",
    "email",
    "téléphone",
    "portable",
    "mobile pro",
    "ligne directe",
    "standard",
    "courriel",
    "mél",
    "adresse e-mail",
    "telefon",
    "fon",
    "mobil",
    "mobiltelefon",
    "handy",
    "durchwahl",
    "zentrale",
    "büro",
    "teléfono",
    "tel. móvil",
    "móvil",
    "movil",
    "celular",
    "centralita",
    "correo",
    "correo electrónico",
    "telefono",
    "cell.",
    "cellulare",
    "centralino",
    "posta elettronica",
    "telefone",
    "telemóvel",
    "telemovel",
    "correio eletrónico",
    "whatsapp",
    "wa",
    "viber",
    "telegram",
    "signal",
    "wechat",
    "skype",
    "line",
    "тел",
    "телефон",
    "моб",
    "мобильный",
    "факс",
    "почта",
    "эл. почта",
    "电话",
    "手机",
    "传真",
    "邮箱",
    "微信",
    "電話",
    "携帯",
    "メール",
    "ファックス",
];

/// What stands before an address in the headers that programs write out, in small letters.
const IN_HEADERS: [&str; 37] = [
    "from",
    "to",
    "cc",
    "bcc",
    "reply-to",
    "sender",
    "von",
    "an",
    "kopie",
    "antwort an",
    "de",
    "à",
    "a",
    "pour",
    "copie",
    "répondre à",
    "para",
    "copia",
    "con copia",
    "responder a",
    "da",
    "per",
    "rispondi a",
    "от",
    "кому",
    "копия",
    "发件人",
    "收件人",
    "抄送",
    "寄件者",
    "差出人",
    "送信者",
    "宛先",
    "返信先",
    "di",
    "от кого",
    "копія",
];

/// The text without them.
pub fn without_cards(text: &str) -> String {
    let line = |line: &str| {
        let parts: Vec<String> = line.split_inclusive(BETWEEN).map(without_card).collect();
        without(&parts.concat(), &in_brackets(&parts.concat()))
    };
    text.split_inclusive('\n').map(line).collect()
}

/// The addresses and numbers that a mail tells outside of its author's own words: in its headers, its signature, and
/// what it quotes.
pub fn told_beside(letter: &Letter) -> (Vec<String>, Vec<String>) {
    let beside = |line: &&str| !line.trim().is_empty() && !letter.text.contains(line.trim());
    let mut addresses: Vec<String> = letter.from.iter().chain(&letter.to).cloned().collect();
    let mut numbers = Vec::new();
    for line in letter.full_text.lines().filter(beside) {
        addresses.extend(addresses_in(line).into_iter().map(|place| line[place].to_ascii_lowercase()));
        for part in line.split(BETWEEN) {
            numbers.extend(
                card(part).map(|place| digits(&part[place])).filter(|number| number.len() >= DIGITS_MIN),
            );
        }
    }
    addresses.sort_unstable();
    addresses.dedup();
    (addresses, numbers)
}

fn without_card(part: &str) -> String {
    without(part, &card(part).into_iter().collect::<Vec<_>>())
}

fn without(text: &str, places: &[Range<usize>]) -> String {
    let (mut kept, mut from) = (String::with_capacity(text.len()), 0);
    for place in places {
        kept.push_str(&text[from..place.start]);
        kept.push_str(VEIL);
        from = place.end;
    }
    kept.push_str(&text[from..]);
    kept
}

/// The number or address of a part that is nothing but a label and it.
fn card(part: &str) -> Option<Range<usize>> {
    let begins =
        part.len() - part.trim_start_matches(|c: char| c.is_whitespace() || ">|*-–—_#".contains(c)).len();
    let rest = part[begins..].trim_end_matches(|c: char| c.is_whitespace() || BETWEEN.contains(&c));
    let place = number_behind(rest).or_else(|| address_behind(rest))?;
    Some(begins + place.start..begins + place.end)
}

/// A number, and nothing behind it.
fn number_behind(rest: &str) -> Option<Range<usize>> {
    let at = rest.find(|c: char| c.is_ascii_digit() || c == '+' || c == '(')?;
    let label = rest[..at].trim_end_matches([':', '.', ' ']);
    is_label(label, &ON_CARDS).then_some(())?;
    let value = &rest[at..];
    // "T 100": a single letter says much else too.
    let is_dialled = value.trim_start_matches('(').starts_with(['+', '0']);
    if label.chars().count() < 2 && !is_dialled {
        return None;
    }
    let number = value.find(|c| !is_of_a_number(c)).map_or(value, |end| &value[..end]);
    let behind = value[number.len()..].trim_matches(|c: char| c.is_whitespace() || ",;)".contains(c));
    (behind.is_empty() && digits(number).len() >= DIGITS_MIN).then(|| at..at + number.trim_end().len())
}

/// An address, and nothing behind it.
fn address_behind(rest: &str) -> Option<Range<usize>> {
    let place = addresses_in(rest).into_iter().next()?;
    let label = &rest[..place.start];
    let is_known = is_label(label, &ON_CARDS) || is_label(label, &IN_HEADERS);
    let behind = rest[place.end..].trim_matches(|c: char| c.is_whitespace() || ",;)>".contains(c));
    (is_known && behind.is_empty()).then_some(place)
}

fn is_label(text: &str, known: &[&str]) -> bool {
    let label = text.trim().trim_end_matches([':', '：', '.', '=', ' ', '(', '<', '+']).trim();
    if label.chars().count() > LABEL_CHARACTERS {
        return false;
    }
    let label = label.to_lowercase();
    // "Tel./Fax", "Tel. dir".
    let mut words =
        label.split(['/', '.', '&', ',']).map(str::trim).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && (known.contains(&label.as_str()) || words.all(|word| known.contains(&word)))
}

/// Addresses in angle or square brackets, also behind `mailto:`.
fn in_brackets(line: &str) -> Vec<Range<usize>> {
    let bracketed = |place: &Range<usize>| {
        let before = line[..place.start].trim_end_matches("mailto:");
        before.ends_with(['<', '[']) && line[place.end..].starts_with(['>', ']'])
            || line[..place.start].ends_with("mailto:")
    };
    addresses_in(line).into_iter().filter(bracketed).collect()
}

/// Where addresses stand in a text.
fn addresses_in(text: &str) -> Vec<Range<usize>> {
    let of_name = |c: char| c.is_alphanumeric() || "._%+-'".contains(c);
    let of_host = |c: char| c.is_alphanumeric() || ".-".contains(c);
    let mut places: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.match_indices('@') {
        let begin = text[..at].trim_end_matches(of_name).len();
        let host = &text[at + 1..];
        let host = host.find(|c| !of_host(c)).map_or(host, |end| &host[..end]).trim_end_matches(['.', '-']);
        let overlaps = places.last().is_some_and(|last| last.end > begin);
        if begin < at && host.contains('.') && !overlaps {
            places.push(begin..at + 1 + host.len());
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn n12_cards_and_headers_lose_what_they_tell() {
        for (text, veiled) in [
            ("Tel.: +49 228 4711-55", "Tel.: •••"),
            (
                "T +33 4 12 34 56 78 | M +33 6 12 34 56 78 | anna@buyer.example",
                "T ••• | M ••• | anna@buyer.example",
            ),
            ("E-Mail: Anna.Weber@Buyer.example\n", "E-Mail: •••\n"),
            ("Tel./Fax: 0228 4711 55 66", "Tel./Fax: •••"),
            ("моб. +7 912 345-67-89", "моб. •••"),
            ("电话：010-6552 9988", "电话：•••"),
            ("Anna Weber <anna@buyer.example> wrote", "Anna Weber <•••> wrote"),
            ("Anna [mailto:anna@buyer.example]", "Anna [mailto:•••]"),
            ("> From: anna@buyer.example", "> From: •••"),
            ("* Von: <anna@buyer.example>", "* Von: <•••>"),
        ] {
            assert_eq!(without_cards(text), veiled);
        }
    }

    #[test]
    fn what_somebody_says_stays() {
        for text in [
            "Please call +49 228 4711-55 before noon.",
            "Write to anna@buyer.example, she knows more.",
            "Tel. 4711 is the one in the hall",
            "M 8 x 40, 12.9, 1000 pieces",
            "T 100 / 200 / 300",
            "Office: 12 Main Street",
            "We need 1200000 of them",
            "Line 2: 100 pieces at 12.50",
            "F 7 (2026)",
        ] {
            assert_eq!(without_cards(text), text);
        }
    }
}
