//! S1: the links of the mail that asks for stars.

use super::cast::*;
use server::mail::{Composed, Letter, compose};
use shared::language::Language;
use shared::negotiation::Party;
use shared::view::Content;

fn question(language: Language) -> Composed {
    let thread = seen(&asked(), Party::Buyer);
    let asks = entry(&thread, |entry| entry.content == Content::FeedbackAsked);
    let letter = Letter::News { header: &thread.header, entry: asks };
    compose(&envelope(language, BUYER), letter).expect("composes")
}

#[test]
fn s1_each_number_of_stars_is_one_link_in_both_parts() {
    let mail = question(Language::En);
    let message = parsed(&mail);
    let html = message.body_html(0).expect("an HTML part");
    for stars in 1..=5 {
        assert_eq!(mail.text.matches(&format!("{LINK}&stars={stars}")).count(), 1, "{}", mail.text);
        let written =
            format!("href=\"{}&amp;stars={stars}\" title=\"{stars}/5\"", LINK.replace('&', "&amp;"));
        assert_eq!(html.matches(&written).count(), 1, "{html}");
    }
}
