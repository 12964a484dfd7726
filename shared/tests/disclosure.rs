//! What gives an address, a number or a name at a messenger away.

#[cfg(all(test, target_arch = "wasm32"))]
#[macro_use(test)]
extern crate wasm_tests;

use shared::disclosure::{Disclosure, discloses};

#[track_caller]
fn all(texts: &[&str], expected: Option<Disclosure>) {
    let differing: Vec<_> =
        texts.iter().map(|text| (discloses(text), text)).filter(|(found, _)| *found != expected).collect();
    assert!(differing.is_empty(), "not {expected:?}: {differing:#?}");
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
            "anna@weber.solutions",
            "анна@вебер.рф",
            "anna @ weber dot com",
            "anna@gmail",
            "anna@gmail com",
            "anna@weber punkt de",
            "an\u{200b}na@\u{200b}weber.de",
        ],
        Some(Disclosure::Email),
    );
}

#[test]
fn addresses_are_seen_spelled_out_in_each_language() {
    all(
        &[
            "anna at weber dot com",
            "anna at weber dot io",
            "anna (at) weber (dot) ai",
            "anna AT weber DOT co DOT uk",
            "anna-at-weber-dot-com",
            "anna_at_weber_dot_app",
            "anna (a) weber.se",
            "anna at gmail.com",
            "write to anna at weber-bau.de",
            "anna at sign weber dot dk",
            "anna[at]weber[punkt]de",
            "anna ät weber punkt de",
            "anna at weber-bau punkt at",
            "anna klammeraffe weber punkt li",
            "anna Minus weber Klammeraffe weber Bindestrich bau Punkt swiss",
            "anna arobase weber point fr",
            "anna arrobase weber point lu",
            "anna a commercial weber point ca",
            "anna arroba weber punto es",
            "anna arroba weber punto mx",
            "anna arroba gmail punto com",
            "anna chiocciola weber punto it",
            "anna chiocciolina weber punto sm",
            "anna arroba weber ponto pt",
            "anna arroba weber ponto com ponto br",
            "анна собака вебер точка ru",
            "анна собачка мейл точка ру",
            "анна собака вебер точка рф",
            "анна эт вебер точка ком",
            "annaアットweberドットjp",
            "anna アットマーク weber ドット コム",
            "annaあっとweberどっとcom",
            "anna艾特weber点cn",
            "anna圈a weber点com点tw",
            "anna 艾特 weber 點 hk",
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
            "01.42.68.53.00",
            "(0228) 5550199",
            "0049-228-5550199",
            "+49 (0) 228 5550199",
            "+1 (212) 555-0100",
            "1 (212) 555-0100",
            "212-555-0100 ext",
            "212.555.0100",
            "13912345678",
            "139 1234 5678",
            "０３-１２３４-５６７８",
            "我的电话是13912345678",
            "お電話は090-1234-5678まで",
            "Mi móvil: 612 34 56 78",
            "612 34 56 78",
            "91 123 45 67",
            "chiamami al 347 1234567",
            "912 345 678",
            "(11) 91234-5678",
            "8 (912) 345-67-89",
            "8 912 345-67-89",
            "89123456789",
            "Тел. 234-56-78",
            "Tel.: 555 01 99",
            "Ruf mich an: 5550199",
            "Tel.-Nr. 5550199",
            "Telefon 5550199, ab 10 Uhr",
            "044 123 45 67",
            "07700 900123",
            "O228 555 O1 99",
            "0I76 l2345678",
            "0 1 7 6 1 2 3 4 5 6 7",
            "0*1*7*6*5*5*5*0*1*9*9",
            "0😀1😀7😀6😀5😀5😀5😀0",
            "0176😀5550😀199",
            "0️⃣1️⃣7️⃣6️⃣5️⃣5️⃣5️⃣0️⃣1️⃣9️⃣",
            "06, 12, 34, 56, 78",
            "0_1_7_6_5_5_5_0_1_9_9",
            "0228\u{200b}5550\u{200b}199",
            "Preis 100 EUR, Rückfragen: 0228 5550199",
            "Lieferung am 24.12.2026, 0228 5550199",
            "Order now: 0228 5550199",
            "Ref. 4711. 0228 5550199",
        ],
        Some(Disclosure::Phone),
    );
}

#[test]
fn numbers_are_seen_spelled_out_in_each_language() {
    all(
        &[
            "one two three four five six seven",
            "oh seven seven double oh nine hundred one two three",
            "zero seven forty-four fifty-six seventy-eight ninety",
            "null zwei zwei acht fünf fünf",
            "Null Zwo Zwo Acht Fuenf Fuenf",
            "null einhundertsechs zwölf vierunddreißig sechsundfünfzig achtundsiebzig null eins",
            "null eins sieben sechs dreiundzwanzig fünfundvierzig",
            "zéro un quatre deux six huit",
            "zéro six douze trente-quatre cinquante-six soixante-dix-huit",
            "ZERO SIX DOUZE TRENTE QUATRE CINQUANTE SIX QUATRE-VINGT-DIX",
            "0 6 deux trois 4 5 sept huit",
            "seis cinco cuatro tres dos uno",
            "seis doce treinta y cuatro cincuenta y seis setenta y ocho",
            "seiscientos doce treinta y cuatro cincuenta y seis setenta y ocho",
            "tre quattro sette uno due tre quattro cinque sei sette",
            "zero sei cinquantacinque dodici trentaquattro",
            "tre quarantasette dodici trentaquattro cinquantasei settantotto",
            "nove um dois três quatro cinco seis sete oito",
            "nove doze trinta e quatro cinquenta e seis setenta e oito",
            "onze nove meia meia dois três quatro cinco",
            "ноль один два три четыре пять",
            "восемь девятьсот двенадцать триста сорок пять шестьдесят семь восемьдесят девять",
            "восемь 9 один два 3 четыре пять 6",
            "一三九一二三四五六七八",
            "幺三九 幺二三四 五六七八",
            "壹叁玖壹贰叁肆伍陆柒捌",
            "139一二三四五六七八",
            "〇九〇一二三四五六七八",
            "ゼロキュウゼロイチニイサンヨンゴロクナナハチ",
            "ゼロサンのイチニーサンヨンのゴーロクナナハチ",
            "ぜろ きゅう ぜろ いち に さん よん ご ろく なな はち",
            "090のいちにさんよんの5678",
        ],
        Some(Disclosure::Phone),
    );
}

#[test]
fn messengers_are_seen() {
    all(
        &[
            "https://wa.me/492285550199",
            "find me at t.me/annaweber",
            "WeChat: weber_88",
            "my WeChat ID is annaweber",
            "微信：annaweber88",
            "加我微信号annaweber",
            "加QQ 123456789",
            "QQ号：123456789",
            "LINE ID: anna88",
            "ライン：@anna88",
            "тг @annaweber",
            "ライン ID anna.weber",
            "https://line.me/ti/p/abc",
            "Skype: live:.cid.0a1b2c3d",
            "Skype: live:annaweber",
            "skype anna.weber77",
            "Telegram @annaweber",
            "телеграм @annaweber",
            "пишите в Telegram: @annaweber",
            "Mein Telegram ist @annaweber",
            "mon Telegram : @annaweber",
            "Mi Telegram es @annaweber",
            "Il mio Telegram è @annaweber",
            "O meu Telegram é @annaweber",
            "Threema-ID: ABCD1234",
            "viber://chat?number=1",
        ],
        Some(Disclosure::Messenger),
    );
    all(
        &["WhatsApp +49 228 5550199", "WhatsApp 5550199", "微信 13912345678", "Ватсап 8 912 345-67-89"],
        Some(Disclosure::Phone),
    );
}

/// Whoever writes waits for it, and strangers write too.
#[test]
fn endless_texts_end() {
    for piece in [
        "@",
        "@ ",
        "@a",
        "a@b.",
        "at ",
        "at at dot ",
        "0 ",
        "0😀",
        "1-",
        "(",
        "+",
        "one ",
        "に",
        "八",
        "ゼロ",
        ".",
        "arroba x ",
        "skype ",
        "telegram:",
        "wa.me/",
        "de89 ",
        "01.02.",
        "。",
        "zwei und ",
    ] {
        let text = piece.repeat(50_000 / piece.len());
        let _ = discloses(&text);
    }
}
