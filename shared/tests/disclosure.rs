//! What gives an address or a number away, and what only looks like it.

#[cfg(all(test, target_arch = "wasm32"))]
#[macro_use(test)]
extern crate wasm_tests;

use shared::disclosure::{Disclosure, discloses};

#[track_caller]
fn all(texts: &[&str], expected: Option<Disclosure>) {
    for text in texts {
        assert_eq!(discloses(text), expected, "{text}");
    }
}

#[test]
fn addresses_are_seen_in_every_dress() {
    all(
        &[
            "Write to anna.weber@weber-bau.de please",
            "anna @ weber-bau.de",
            "anna (@) weber-bau.de",
            "ＡＮＮＡ＠ｗｅｂｅｒ．ｄｅ",
            "mailto:info@x.co.uk.",
            "anna at weber dot com",
            "anna (at) weber (dot) com",
            "anna[at]weber[punkt]de",
            "anna ät weber punkt de",
            "anna arobase weber point fr",
            "anna arroba weber punto es",
            "anna chiocciola weber punto it",
            "anna arroba weber ponto pt",
            "анна собака вебер точка ru",
            "annaアットweberドットjp",
            "anna艾特weber点cn",
            "anna @ weber dot com",
        ],
        Some(Disclosure::Email),
    );
}

#[test]
fn numbers_are_seen_in_every_dress() {
    all(
        &[
            "Call +49 228 5550199",
            "call 0228/555 01 99",
            "01 42 68 53 00",
            "(0228) 5550199",
            "0049-228-5550199",
            "+1 (212) 555-0100",
            "212-555-0100 ext",
            "13912345678",
            "０３-１２３４-５６７８",
            "one two three four five six seven",
            "null zwei zwei acht fünf fünf",
            "zéro un quatre deux six huit",
            "seis cinco cuatro tres dos uno",
            "ноль один два три четыре пять",
            "一三九一二三四五六七八",
        ],
        Some(Disclosure::Phone),
    );
}

#[test]
fn what_belongs_to_business_passes() {
    all(
        &[
            "Twelve pieces at 1,234.50 euros, delivered on 24.12.2026",
            "1 234 567,00 EUR",
            "2026-12-24, 14:30",
            "24/12/2026",
            "Article 4711-0815, 400 V, 50 Hz",
            "DIN EN ISO 9001:2015",
            "We meet at noon. Come at ten.",
            "the price at www stand is 12 dot",
            "from 10 to 250 pieces, 3 to 5 weeks",
            "one or two, three at most",
            "IBAN DE89 3704 0044 0532 0130 00",
            "100 200 300 mm",
            "drei bis vier Wochen, fünf Stück",
            "二三日かかります",
            "Serial number 9876543210123456789",
            "Guten Tag,\n\nanbei unser Angebot.\n\nMit freundlichen Grüßen",
            "",
        ],
        None,
    );
}
