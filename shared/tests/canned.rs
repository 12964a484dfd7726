//! Canned answers: what is filled in, what is refused, and when one was sent as it is (S5).

#[cfg(all(test, target_arch = "wasm32"))]
#[macro_use(test)]
extern crate wasm_tests;

use shared::canned::{AnswerCard, AnswerFault, Particulars, filled, is_unchanged};
use shared::language::Language;
use shared::text::TextFault;

const HERE: Particulars = Particulars {
    buyer: "Claire {seller}",
    company: None,
    product: Some("Press 5"),
    manufacturer: "Acme",
    seller: "Lyon Machines",
};

fn card(title: &str, text: &str) -> AnswerCard {
    AnswerCard { title: title.into(), text: text.into(), language: Language::En, shared: false }
}

#[test]
fn places_are_filled_once_and_other_braces_stay() {
    let text = "Dear {buyer}, {company}: {product} of {manufacturer}, {seller} {{x} {";
    let expected = "Dear Claire {seller}, Claire {seller}: Press 5 of Acme, Lyon Machines {{x} {";
    assert_eq!(filled(text, &HERE), expected);
    assert_eq!(filled("{product}", &Particulars { product: None, ..HERE }), "Acme");
}

#[test]
fn a_place_that_nobody_can_fill_in_is_named() {
    assert_eq!(card("a", "Hello {name}").checked(), Err(AnswerFault::Place("{name}".into())));
    assert_eq!(card(" ", "Hello").checked(), Err(AnswerFault::Title(TextFault::Missing)));
    assert_eq!(card("a", " ").checked(), Err(AnswerFault::Text(TextFault::Missing)));
    let long = card(&"x".repeat(81), "Hello").checked();
    assert_eq!(long, Err(AnswerFault::Title(TextFault::TooLong { limit: 80 })));
    for fine in ["{}", "{ a b }", "{1}", "{buyer}", "no end {buyer"] {
        assert_eq!(card(" a ", fine).checked().expect("it can be kept").title, "a");
    }
}

#[test]
fn s5_only_what_was_not_touched_is_unchanged() {
    let answers = [card("a", "Dear {buyer},\nthank you."), card("b", "Soon.")];
    let sent = |text| is_unchanged(text, &answers, &HERE);
    assert!(sent("Dear Claire {seller},\r\n thank you. "));
    assert!(sent("Soon."));
    assert!(!sent("Soon!"));
    assert!(!sent("Dear Claire {seller},\nthank you. It costs 5 EUR."));
    assert!(!sent(" "));
}
