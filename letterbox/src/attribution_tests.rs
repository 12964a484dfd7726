//! Lines that programs write above quotations, and sentences that people write.

use super::*;
use crate::lines::{Flow, of_plain};

fn found(text: &str) -> Option<(usize, bool)> {
    recognise(&of_plain(text, Flow::default()), 0).map(|found| (found.lines, found.is_certain))
}

#[test]
fn programs_write_these() {
    for text in [
        "On Mon, 3 Nov 2025 at 10:12, Anna Weber <talk-1@desk.example> wrote:",
        "Am Mo., 3. Nov. 2025 um 10:12 Uhr schrieb Anna Weber <talk-1@desk.example>:",
        "Am 03.11.2025 um 10:12 schrieb Anna Weber <talk-1@desk.example>:",
        "Anna Weber <talk-1@desk.example> schrieb am Mo., 3. Nov. 2025, 10:12:",
        "Le lun. 3 nov. 2025 à 10:12, Anna Weber <talk-1@desk.example> a écrit :",
        "El lun, 3 nov 2025 a las 10:12, Anna Weber (<talk-1@desk.example>) escribió:",
        "Il giorno lun 3 nov 2025 alle ore 10:12 Anna Weber <talk-1@desk.example> ha scritto:",
        "Em seg., 3 de nov. de 2025 às 10:12, Anna Weber <talk-1@desk.example> escreveu:",
        "пн, 3 нояб. 2025 г. в 10:12, Анна Вебер <talk-1@desk.example>:",
        "03.11.2025, 10:12, \"Анна Вебер\" <talk-1@desk.example>:",
        "Понедельник, 3 ноября 2025, 10:12 +03:00 от Анна Вебер <talk-1@desk.example>:",
        "Anna Weber <talk-1@desk.example> 于2025年11月3日周一 10:12写道：",
        "在 2025/11/3 10:12, Anna Weber <talk-1@desk.example> 写道:",
        "2025年11月3日(月) 10:12 Anna Weber <talk-1@desk.example>:",
        "2025/11/03 10:12、Anna Weber <talk-1@desk.example>のメール:",
        "---- On Mon, 03 Nov 2025 10:12:00 +0100 Anna Weber <talk-1@desk.example> wrote ----",
        "W dniu 3 listopada 2025 10:12 użytkownik Anna Weber <talk-1@desk.example> napisał:",
        "Op 3-nov.-2025, om 10:12 heeft Anna Weber <talk-1@desk.example> het volgende geschreven:",
        "Dne po 3. lis. 2025 10:12 Anna Weber <talk-1@desk.example> napsal(a):",
        "ma 3. marraskuuta 2025 klo 10.12 Anna Weber <talk-1@desk.example> kirjoitti:",
        "ons 3 nov. 2025 kl. 10:12 skrev Anna Weber <talk-1@desk.example>:",
        "2025. nov. 3., h 10:12 időpontban Anna Weber <talk-1@desk.example> ezt írta:",
        "Vào 10:12 3 tháng 11, 2025, Anna Weber <talk-1@desk.example> đã viết:",
        "03.11.2025, 10.12, \"Anna Weber\" <talk-1@desk.example>:",
        "On Mon, 3 Nov 2025 10:12:00 +0100 Anna Weber <talk-1@desk.example> wrote",
    ] {
        assert_eq!(found(text), Some((1, true)), "{text}");
    }
}

#[test]
fn what_is_quoted_may_begin_on_the_same_line() {
    for text in [
        "El lun., 4 may. 2026 a la(s) 13:50, Anna<talk-1@desk.example> escribió:   Hola,",
        "Пн, 4 мая 2026 г. в 13:50, Анна<talk-1@desk.example> написал(-а):   Привет",
    ] {
        assert_eq!(found(text), Some((1, true)), "{text}");
    }
    for text in [
        "On 4 May 2026 at 13:50 Anna <a@b.example> wrote: it costs 5 EUR",
        "Anna <a@b.example> wrote:   it costs 5 EUR",
        "4 May 2026, 13:50: <a@b.example>:   it costs 5 EUR",
    ] {
        assert_eq!(found(text), None, "{text}");
    }
}

#[test]
fn they_may_be_quoting_but_are_not_certain() {
    for text in [
        "On 03.11.25 10:12, Anna Weber wrote:",
        "Anna Weber schrieb:",
        "Anna Weber <a@b.example> пишет:",
        "Il 03/11/2025 10:12, Anna Weber ha scritto:",
        "2025. 11. 03. 10:12 keltezéssel, Anna Weber a következőt írta:",
        "2025/11/3 Anna Weber <talk-1@desk.example>",
        "3. Nov. 2025, 10:12 von talk-1@desk.example:",
        "On 3-Nov-2025, at 10:12 AM, Anna Weber <talk-1@desk.example> sent:",
        "5.11.2025 10:00 Termin mit anna@desk.example bitte:",
    ] {
        assert_eq!(found(text), Some((1, false)), "{text}");
    }
}

#[test]
fn lines_may_be_broken() {
    assert_eq!(
        found("On Mon, 3 Nov 2025 at 10:12,\nAnna Weber <talk-1@desk.example>\nwrote:"),
        Some((3, true))
    );
    let wide =
        "Le mer. 20 mai 2026 à 16:20, Claire Martin via MedTech Salon <\ntalk-1@desk.example> a écrit :";
    assert_eq!(found(wide), Some((2, true)));
    let japanese = "2026年5月11日(月) 13:47 Yuki Tanaka via Machinery Hall <\ntalk-1@desk.example>:";
    assert_eq!(found(japanese), Some((2, true)));
}

#[test]
fn sentences_are_none() {
    for text in [
        "On Monday John wrote:",
        "On Monday John wrote: the pump leaks.",
        "As you wrote, the price is fixed:",
        "As Anna Weber <a@desk.example> wrote on 3 November 2025 at 10:12:",
        "on 3 Nov 2025 at 10:12, Anna <a@desk.example> wrote:",
        "Please note the following:",
        "Thanks.\nOn Mon, 3 Nov 2025 at 10:12, Anna <a@desk.example> wrote:",
        "On 3 Nov 2025 at 10:12 we met in Leeds and agreed to take the larger blue one\nAnna Weber <a@desk.example> wrote:",
        "Send the invoice please.\nOn May 27, 2026 1:23 PM, \"Yuki\" <a@desk.example> wrote:",
        "Am Montag passt es.\nAnna Weber <a@desk.example> schrieb am 3.11.2025:",
        "Ich schreibe an anna@desk.example:",
        "3 Nov 2025 10:12: we met, and you asked for the offer of Anna <a@desk.example>, which is:",
        "The 5 pumps of 3 Nov 2025, 10:12, as Anna Weber <a@desk.example> had them on her list last year:",
        "1. Price:",
    ] {
        assert_eq!(found(text), None, "{text}");
    }
}
