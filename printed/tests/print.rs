//! What is printed, read back: by a reader of PDFs that knows nothing of this one, and by our own inspection.

mod parts;

use parts::{EVE, entry, everything, message, order, read_back, sheet};
use printed::print;
use shared::language::Language;
use shared::time::Millis;
use shared::view::{Content, Entry};

fn printed(language: Language, entries: Vec<Entry>) -> Vec<u8> {
    let pdf = print(&sheet(language, entries)).expect("what people write is no reason");
    assert!(pdf::inspect(&pdf).is_ok(), "what we would take from others, we may hand out");
    pdf
}

fn messages(texts: &[&str]) -> Vec<Entry> {
    texts.iter().enumerate().map(|(at, text)| entry(at, message(text))).collect()
}

/// Lines end where they do: only the characters count.
fn close(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[track_caller]
fn says(pdf: &[u8], words: &[&str]) {
    let read = close(&read_back(pdf));
    for word in words {
        assert!(read.contains(&close(word)), "{word}\n{read}");
    }
}

const NINE: [&str; 9] = [
    "Please send your quote by Friday.",
    "Veuillez envoyer votre devis d’ici vendredi, œuvre à part.",
    "Bitte schicken Sie Ihr Angebot für die Größe 40 mm² bis Freitag.",
    "¿Podría enviarnos su oferta el próximo año?",
    "Perché non più di dodici?",
    "A instalação não está concluída.",
    "Пожалуйста, пришлите предложение до пятницы.",
    "请在周五之前发送十二台水泵的报价。",
    "金曜日までにポンプの見積書をお送りください。",
];

#[test]
fn everything_is_said_in_each_of_nine_languages() {
    for language in Language::ALL {
        let pdf = printed(language, everything().into_iter().chain(messages(&NINE)).collect());
        says(&pdf, &NINE);
        let said = [
            "thank you for your inquiry.",
            "Old customer.",
            "The data sheet.",
            "data sheet.pdf",
            "Please help.",
        ];
        says(&pdf, &said);
        says(
            &pdf,
            &[
                "Two pumps leak.",
                "New seals are on their way.",
                "Anna Weber",
                "Pompes du Rhône",
                "Acme Pumpen",
            ],
        );
    }
}

/// N3: the price to its last digit, and the digests of the file and of what was accepted.
#[test]
fn n3_an_order_is_printed_to_the_last_digit() {
    let pdf = printed(Language::De, vec![entry(1, order())]);
    says(&pdf, &["12345.60 EUR", "24. Januar 2027", "quote-2026-118.pdf", "1 469 kB", &"a7".repeat(32)]);
    says(&pdf, &[&"b8".repeat(32), "12 quai Perrache", "FR40303265045", "DE89 3704 0044 0532 0130 00"]);
    says(&pdf, &["RF18 5390 0754 7034", "Angenommen"]);
}

#[test]
fn a_time_is_the_readers_and_says_its_zone() {
    let tokyo =
        printed::Sheet { zone: "Asia/Tokyo".into(), ..sheet(Language::Ja, vec![entry(0, message("水"))]) };
    says(&print(&tokyo).expect("it can be printed"), &["2026年12月25日", "8:30:05 UTC+9", "Asia/Tokyo"]);
}

#[test]
fn the_same_is_printed_alike_and_another_time_is_not() {
    let one = sheet(Language::Fr, everything());
    let later = printed::Sheet { at: one.at + Millis::minutes(1), ..one.clone() };
    assert!(print(&one).expect("printed") == print(&one).expect("printed"));
    assert!(print(&one).expect("printed") != print(&later).expect("printed"));
}

#[test]
fn an_empty_history_is_a_document() {
    says(&printed(Language::En, Vec::new()), &["There is nothing to see here yet.", "Page 1 of 1"]);
}

/// Whatever anybody writes is printed; what no font has is a box that still can be copied as what it stands for.
#[test]
fn nothing_that_people_write_breaks_it() {
    let odd = [
        "👩‍🔧 😀 🇫🇷 ❤️",
        "क्षि नमस्ते",
        "ไทย ខ្មែរ မြန်မာ",
        "한국어",
        "\u{0}\u{1}\u{7f}\u{85}\u{9f}\u{ad}\u{200b}\u{200d}\u{feff}\u{fffe}\u{ffff}",
        "\u{e000}\u{f8ff}\u{f0000}\u{10fffd}",
        "\u{202e}reversed\u{202c} \u{2066}isolated\u{2069}",
        "a\u{301}\u{302}\u{303}\u{304}\u{305}\u{306} Z̷̢̛a̴l̶g̵o̷",
        "ﬁ ﬀ ﬃ ﷺ ㍿ ⓐ ½ № ™ € ₽ ￥",
        "𠮷 𝔘𝔫𝔦 𓀀 \u{1fffe}",
        "",
        " \t \n\n\n ",
        "((((https://example.org/((x))?q=ü语#f) http:// https://",
    ];
    let pdf = printed(Language::En, messages(&odd));
    says(&pdf, &["½", "https://example.org/((x))", "नमस्ते", "한국어", "😀"]);
}

#[test]
fn what_is_written_from_right_to_left_is_read_so() {
    let pdf = printed(Language::En, messages(&["שלום, אנחנו צריכים 12 משאבות.", "مرحبا بالعالم"]));
    says(&pdf, &["שלום", "משאבות", "مرحبا", "بالعالم"]);
}

#[test]
fn a_word_that_is_longer_than_a_line_stays_on_the_sheet() {
    let long = "Donaudampfschifffahrtsgesellschaft".repeat(40);
    says(&printed(Language::De, messages(&[&long])), &[&long]);
    // So does a name of the greatest length.
    let mut named = entry(0, message("x"));
    named.author.iter_mut().for_each(|author| author.name = Some("W".repeat(120)));
    says(&printed(Language::De, vec![named]), &[&"W".repeat(100)]);
}

#[test]
fn a_message_over_many_pages_is_whole() {
    let sentences: Vec<_> = (0..600).map(|at| format!("Sentence number {at} of many.")).collect();
    let text = sentences.join(" ");
    let pdf = printed(Language::En, messages(&[&text]));
    says(&pdf, &["Sentence number 0 of many.", "Sentence number 599 of many."]);
    assert!(pdf::inspect(&pdf).is_ok_and(|found| found.pages > 2));
}

/// A fact of a day stands under the day where the reader is, not under that of UTC.
#[test]
fn days_are_the_readers() {
    let mut late = entry(0, Content::Opened);
    late.at = EVE;
    let read = read_back(&printed(Language::En, vec![late]));
    assert!(read.contains("December 25, 2026") && !read.contains("December 24"), "{read}");
}

#[test]
fn it_is_tagged_titled_and_in_a_language() {
    let pdf = printed(Language::Pt, everything());
    let text = String::from_utf8_lossy(&pdf);
    for mark in ["/StructTreeRoot", "/Lang", "/Outlines", "pdfuaid:part", "pdfaid:part", "/ViewerPreferences"]
    {
        assert!(text.contains(mark), "{mark}");
    }
}
