//! What only looks like an address or a number (see `disclosure.rs`).

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

#[test]
fn numbers_of_goods_and_money_pass() {
    all(
        &[
            "NL91 ABNA 0417 1643 00",
            "BE68 5390 0754 7034",
            "GB29 NWBK 6016 1331 9268 19",
            "USt-IdNr. DE 012345678",
            "IT 01234567890",
            "ATU12345678, CHE-123.456.789",
            "P. IVA 01234567890",
            "SIRET 552 100 554 00025",
            "CNPJ 12.345.678/0001-95, CPF 123.456.789-09",
            "ИНН 0274062111, КПП 027401001",
            "税号 0123456789",
            "Zolltarifnummer 0406 10 30 00",
            "HS code 0406.10.30",
            "0406 10 30",
            "ТН ВЭД 0406103000",
            "Sendungsnummer 0034 0434 1610",
            "Tracking: 1Z 999 AA1 01 2345 6784",
            "1234 5678 9012",
            "运单号 0123456789",
            "追跡番号 0123-4567-8901",
            "Bosch 0 280 158 117",
            "ISBN 978-3-16-148410-0, 0-306-40615-2",
            "EAN 4006381333931, UPC 012345678905",
            "Art.-Nr. 0280158117, 0280158118",
            "Artikelnummer: 0815 4711 22",
            "Référence : 0123456789",
            "Ref. 0123456789",
            "Código 0123456789",
            "Codice articolo 0123456789",
            "артикул 0123456789",
            "品番 0123-456-789",
            "Order No. 0815471122",
            "Rechnung Nr. 0815/2026",
            "Angebot Nr. 0123456789, Vorgang 01-2026-0815",
            "offre n° 0612345678",
            "Machine no. 612 345 678, s/n 0612345678",
            "№ 0123456789",
            "BLZ 37040044 Kto 0123456789",
            "Zeichnungsnummer 0815-4711-00 Rev. 03",
            "PO# 0450012345",
            "DUNS 01-234-5678, CEP 01310-100",
            "HS 8413 70 21 00, AWB 020-12345675",
            "насос К 100-65-200, ГОСТ 12.2.007.0-75",
            "Siemens 6ES7 214-1AG40-0XB0, Phoenix Contact 2866763, 0404020",
            "sizes 36 37 38 39 40 41 42",
            "見積番号 0120-345-678",
            "AB-01234567, https://b.example/shop/012345678/x",
            "compare 0.4.33...0.4.34",
            "12 pcs @ 5.00 EUR",
            "10 @ 4.50, 20 @ 4.10",
            "12 345 678 EUR",
            "EUR 912 345 678",
            "+5 000 000 EUR",
            "600 800 900",
            "200 300 4000",
            "DN 50 PN 16, DIN 912 M8x40, EN 10204-3.1",
            "ASTM A312, RAL 9005, IP 67",
            "-20 °C bis +80 °C, 20oC",
            "+0.005/-0.0125 mm",
            "0.125 0.250 0.500",
            "0.5 x 1000 x 2000 mm",
            "7732-18-5",
            "192.168.100.101",
            "1 2 3 4 5 6 7 8 9 10",
            "4/5 3/5 5/5 4/5 2/5",
            "50.7374, 7.0982",
            "a, b, 12, 24, 36, 48, 60",
        ],
        None,
    );
}

#[test]
fn times_pass() {
    all(
        &[
            "08 00 - 18 00",
            "08.00-12.00, 13.00 - 17.00 Uhr",
            "01.02.2026 08.00",
            "01.02.-05.03.2026",
            "03.-05.11.2026",
            "01.02.2026 - 05.03.2026",
            "01/2026 - 06/2026",
            "2026 2027 2028",
            "2026/11/27 10:00 +0100",
            "01-02-2026 / 03-02-2026",
            "2026年11月27日10时30分",
            "令和8年11月27日 10時30分",
        ],
        None,
    );
}

#[test]
fn quantities_in_words_pass() {
    all(
        &[
            "two or three, four or five, maybe six",
            "one hundred twenty-three thousand four hundred fifty-six euros",
            "zwei bis drei Wochen, dann vier bis fünf Tage",
            "dreihundertfünfundvierzig Stück zu neunundneunzig Euro",
            "quatre-vingt-dix-neuf euros, quatre-vingt-dix-huit pour dix",
            "deux ou trois semaines, six au plus",
            "dos o tres, cuatro o cinco, seis o siete",
            "ciento veintitrés mil cuatrocientos cincuenta y seis euros",
            "due o tre settimane, sei pezzi",
            "duas ou três semanas, cento e vinte e cinco euros",
            "триста сорок пять тысяч шестьсот семьдесят восемь рублей",
            "две-три недели, пять штук",
            "三万五千六百七十八元",
            "一、二、三、四、五、六、七、八",
            "二、三週間かかります。五個から。",
            "に、三日ごに、よろしくおねがいいたします",
            "あっという間に、どっと来ました",
        ],
        None,
    );
}

#[test]
fn ordinary_sentences_pass() {
    all(
        &[
            "At this point it is clear. We are at this point in time ready.",
            "See it at www.weber-bau.de",
            "You find it at weber-bau.de",
            "our whole catalogue at weber-bau.de",
            "we stay at noon.In case of rain",
            "state of the art at a point of sale",
            "Der Punkt ist: an dem Punkt de facto",
            "à ce point de vente, au point de départ",
            "El precio por arroba en este punto es de 40 euros",
            "a las tres en punto de la tarde",
            "a questo punto it non va",
            "o preço por arroba até este ponto é bom",
            "собака на точке не лает",
            "这一点在于艾特我",
            "@Anna please look",
            "Do you have WhatsApp or WeChat?",
            "WhatsApp: yes, Telegram: no",
            "We are on LinkedIn",
            "production line 3, line 12345, line: 5 @ 3 EUR",
            "the signal 24 V, Signal: 10 V",
            "支持微信支付",
            "Zoom meeting at 10",
            "call 100000 pieces off",
            "a mobile crane lifts 136-230 of them",
            "Skype: possible",
            "start.me/up or format.me/ is no messenger",
        ],
        None,
    );
}
