//! What stays of a mail, and what must never be lost.

use super::*;
use crate::lines::{Flow, of_plain, render};

fn own(text: &str) -> (String, bool) {
    let own = take_off(of_plain(text, Flow::default()), Around::default());
    (render(&own.lines), own.removed)
}

fn taken_off(text: &str) -> String {
    let (own, removed) = own(text);
    assert!(removed, "{text}");
    own
}

fn kept(text: &str) {
    assert_eq!(own(text), (text.to_owned(), false));
}

const ATTRIBUTION: &str = "On Mon, 3 Nov 2025 at 10:12, Anna Weber <talk-1@desk.example> wrote:";

#[test]
fn the_marker_ends_the_words() {
    for lead in [
        ATTRIBUTION,
        "Von: Anna Weber\nGesendet: Montag\nAn: Bob\nBetreff: Pumpe",
        "-----Original Message-----\nFrom: Anna",
        "________________________________",
        "anna via Desk <talk-1@desk.example> schrieb:",
        "On Wed, Nov 3, Anna Weber\n<talk-1@desk.example>\nwrote:",
        "3 noiembrie 2025, ora 10:12, Anna Weber <talk-1@desk.example>, a spus:",
    ] {
        assert_eq!(taken_off(&format!("Yes.\n\n{lead}\n\n##- Write above -##\n\nHello")), "Yes.");
    }
    assert_eq!(taken_off(&format!("Yes.\n{ATTRIBUTION}\n> ##- Write\n> above -##\n>\n> Hello\n")), "Yes.");
}

#[test]
fn last_words_right_above_the_marker_stay() {
    for words in [
        "Yes: five.\nBest,\nBob <bob@b.example>",
        "We need five on 3 Nov 2025:",
        "The price is:",
        "3 pumps please",
    ] {
        assert_eq!(taken_off(&format!("{words}\n\n##- Write above -##\n\nHello")), words);
    }
}

#[test]
fn a_program_s_moment_leads_a_short_quotation() {
    assert_eq!(taken_off("Yes.\n\nOn 03.11.25 10:12, Anna Weber wrote:\n> 5 mm?"), "Yes.");
    kept("Yes.\n\nOn 03.11.25 10:12 we wrote:\n> 5 mm");
    assert_eq!(
        taken_off("Yes.\n\nman. 3. nov. 2025 kl. 10:12 skrev Anna <talk-1@desk.example\n>:\n> 5?"),
        "Yes."
    );
}

#[test]
fn words_below_the_quotation_stay() {
    assert_eq!(taken_off(&format!("{ATTRIBUTION}\n> ##- Write above -##\n> Hello\n\nYes.")), "Yes.");
    assert_eq!(taken_off(&format!("Hi,\n\n{ATTRIBUTION}\n> Hello\n\nYes.\n-- \nBob")), "Hi,\n\nYes.");
    assert_eq!(taken_off(&format!("Yes.\n{ATTRIBUTION}\n> Hello\n\n-- \nBob")), "Yes.");
}

#[test]
fn words_between_quotations_keep_everything() {
    kept(&format!("{ATTRIBUTION}\n> How many?\n\nFive.\n\n> When?\n\nIn May."));
    kept("Hello,\n\n> How many?\n\nFive.");
}

#[test]
fn what_is_passed_on_stays() {
    kept(&format!(
        "See below.\n\n---------- Forwarded message ---------\nFrom: A <a@b.example>\nDate: Monday\n\
        Subject: X\n\nwords\n\n{ATTRIBUTION}\n> more"
    ));
}

#[test]
fn nothing_but_history_stays_whole() {
    kept(&format!("{ATTRIBUTION}\n> Hello"));
    kept("> one\n> two\n> three");
    kept("From: A <a@b.example>\nSent: Monday\nTo: B\nSubject: C\n\nHello");
}

#[test]
fn sentences_are_no_attributions() {
    kept("Found this.\n\nOn Monday John wrote:\n\nThe pump leaks.");
    kept("Please:\n\nVon: Industry Fair GmbH\nAn: Lager Nord\n\nDanke");
    kept("The gap is\n> 5 mm");
}

#[test]
fn outlook_s_headers_end_the_words() {
    let headers = "From: Anna <a@b.example>\nSent: Monday, 3 November 2025 10:12\nTo: B\nSubject: C\n\nHello";
    assert_eq!(
        taken_off(&format!("Yes.\n\nBest,\nBob\n\n________________________________\n{headers}")),
        "Yes.\n\nBest,\nBob"
    );
    assert_eq!(taken_off(&format!("Yes.\n\n{headers}")), "Yes.");
    let folded =
        "From: list [mailto:list@b.example] On\nBehalf Of Anna\nSent: Monday, 3 November 2025 10:12\nTo: B";
    assert_eq!(taken_off(&format!("Yes.\n\n{folded}\nSubject: C\n\nHello")), "Yes.");
    let orange =
        "Message du : 03/11/2025 10:12\nDe : Anna <a@b.example>\nA : b@b.example\nCopie à :\nSujet : C";
    assert_eq!(taken_off(&format!("Oui.\n\n{orange}\n\nBonjour")), "Oui.");
}

#[test]
fn files_may_be_all_there_is_to_say() {
    let lines = of_plain(&format!("{ATTRIBUTION}\n> Hello"), Flow::default());
    let own = take_off(lines, Around { brings_files: true, ..Around::default() });
    assert_eq!((render(&own.lines).as_str(), own.removed), ("", true));
}

#[test]
fn answers_may_stand_within_what_is_quoted() {
    let headers = "From: Anna <a@b.example>\nSent: Monday, 3 November 2025 10:12\nTo: B\nSubject: C";
    kept(&format!("Please see below.\n\n{headers}\n\nHow many?\nFive.\nWhen?\nIn May."));
    let answer = "As Anna <a@b.example> wrote on 3 Nov 2025 at 10:12:\n\nit is blue.\n\nThat is wrong.";
    kept(answer);
}

#[test]
fn a_phone_s_line_is_nobody_s_word() {
    let quoted = "> Am 27.03.2026 um 14:21 schrieb Li Ming <a@b.example>:\n>\n> Hallo";
    assert_eq!(taken_off(&format!("Von meinem iPhone gesendet\n\n{quoted}\n\nJa.")), "Ja.");
    assert_eq!(taken_off(&format!("Ja.\n\nVon meinem iPhone gesendet\n\n{quoted}")), "Ja.");
    kept(&format!("Von meinem iPhone gesendet\n\n{quoted}"));
}

#[test]
fn the_last_quotation_may_go_when_words_stand_between_others() {
    let text = format!("> How many?\n\nFive.\n\n{ATTRIBUTION}\n> How many?\n> When?");
    assert_eq!(taken_off(&text), "> How many?\n\nFive.");
}

#[test]
fn what_is_passed_on_within_a_quotation_stays() {
    for says_so in [
        "Begin forwarded message:",
        "Anfang der weitergeleiteten Nachricht:",
        "Début du message transféré :",
        "Début du message réexpédié :",
        "Inicio del mensaje reenviado:",
        "Inizio messaggio inoltrato:",
        "Início da mensagem encaminhada:",
        "Начало переадресованного сообщения:",
        "开始转发的邮件：",
        "転送されたメッセージ:",
    ] {
        kept(&format!(
            "Please see.\n\n> {says_so}\n>\n> From: T <t@x.example>\n> Subject: Oak\n>\n> 4 % more."
        ));
    }
    let answered = format!("Yes.\n\n{ATTRIBUTION}\n\n> Begin forwarded message:\n>\n> From: T\n>\n> 4 %");
    assert_eq!(taken_off(&answered), "Yes.");
    let ours = "Please see.\n\n> Begin forwarded message:\n>\n> ##- Write above -##\n>\n> Hello";
    assert_eq!(taken_off(ours), "Please see.");
}

const PASTED: &str =
    "Look:\n\nFrom: Bob <bob@h.example>\nSent: Friday\nTo: Jane\nSubject: tables\n\nApril.\n\n212 EUR.";

fn answered(text: &str, around: Around<'_>) -> String {
    render(&take_off(of_plain(text, Flow::default()), around).lines)
}

#[test]
fn a_stranger_s_mail_among_the_own_words_stays() {
    let recipients = ["talk-1@desk.example".to_owned()];
    let reply = Around { recipients: &recipients, is_reply: true, ..Around::default() };
    assert_eq!(answered(&format!("{PASTED}\n\n{ATTRIBUTION}\n\n> Hello\n> How\n> are you?"), reply), PASTED);
    assert_eq!(answered(PASTED, Around { is_reply: false, ..reply }), PASTED);
    // Where our marker stands below, only who answers us directly can have put it there: else it may be what
    // colleagues told each other.
    let marked = format!("{PASTED}\n\n{ATTRIBUTION}\n\n> ##- Write above -##\n>\n> Hello");
    assert_eq!(answered(&marked, reply), "Look:");
    let direct = Around { answers_recipient: true, ..reply };
    assert_eq!(answered(&marked, direct), PASTED);
    assert_eq!(answered(PASTED, direct), PASTED);
    let of_house = PASTED.replace("bob@h.example", "bob@desk.example");
    assert_eq!(answered(&of_house, direct), "Look:");
}

#[test]
fn a_recipient_s_mail_below_the_own_words_goes() {
    let recipients = ["bob@h.example".to_owned()];
    for is_reply in [false, true] {
        let around = Around { recipients: &recipients, is_reply, ..Around::default() };
        assert_eq!(answered(&format!("{PASTED}\n\n{ATTRIBUTION}\n\n> Older"), around), "Look:");
    }
    let recipients = ["talk-1@desk.example".to_owned()];
    let around = Around { recipients: &recipients, is_reply: true, ..Around::default() };
    assert_eq!(answered(&format!("{PASTED}\n\n> Older"), around), "Look:");
    assert_eq!(answered(PASTED, Around { is_reply: true, ..Around::default() }), "Look:");
}

#[test]
fn long_names_lead_to_what_is_quoted() {
    for lead in [
        "On Mon, Jan 5, 2026 at 10:14 AM Holzwerk Lindau GmbH via Kontor Marketplace\n<talk-1@desk.example> wrote:",
        "On Mon, Jan 5, 2026 at 10:14 AM Holzwerk Lindau GmbH & Co. KG via Kontor\nMarketplace <talk-1@desk.example> wrote:",
        "On Mon, Jan 5, 2026 at 10:14 AM Holzwerk Lindau GmbH via Kontor Marketplace\n<\ntalk-1@desk.example> wrote:",
        "On Mon, Jan 5, 2026 at 10:14 AM Holzwerk Lindau GmbH via Kontor Marketplace\n<talk-1@desk.example>\nwrote:",
        "On Mon, Jan 5, 2026 at 10:14 AM Kontor Marketplace on behalf of Holzwerk Lindau\nGmbH <talk-1@desk.example>\nwrote:",
        "Le lun. 5 janv. 2026 à 10:14, Holzwerk Lindau GmbH via Kontor Marketplace\n<talk-1@desk.example> a écrit :",
        "-----Kontor <a@b.example> wrote: -----\nTo: j@x.example\nFrom: Kontor <a@b.example>\nDate: 01/05/2026 10:14AM\nSubject: x",
        "----- Mail original -----\nDe: \"K\" <a@b.example>\nÀ: \"P\" <p@x.example>\nEnvoyé: Lundi 5 Janvier 2026 10:14:33\nObjet: D",
        "----- Ursprüngliche Mail -----\nVon: \"K\" <a@b.example>\nAn: \"P\" <p@x.example>\nGesendet: Montag, 5. Januar 2026 10:14:33\nBetreff: D",
        "--\nОтправлено из Mail.ru для Android понедельник, 05 января 2026г., 10:14 +03:00 от Kontor talk-1@desk.example:",
    ] {
        assert_eq!(
            taken_off(&format!("Fine.\n\n{lead}\n\n> Hello\n> how are you?\n> Bob")),
            "Fine.",
            "{lead}"
        );
    }
}
