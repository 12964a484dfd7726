//! Amounts: what people type, and that nothing is rounded.

#[cfg(all(test, target_arch = "wasm32"))]
#[macro_use(test)]
extern crate wasm_tests;

use shared::money::{Currency, Money, MoneyFault};

fn currency(code: &str) -> Currency {
    Currency::parse(code).expect("a currency")
}

#[test]
fn what_people_type_is_understood_or_refused_but_never_guessed() {
    use MoneyFault::{Missing, NotANumber, NotPositive, TooLarge, TooManyPlaces};
    for (typed, code, expected) in [
        ("1234.5", "EUR", Ok("1234.50")),
        ("1234,50", "EUR", Ok("1234.50")),
        ("12\u{a0}345\u{202f}678,90", "EUR", Ok("12345678.90")),
        ("1'234'567.8", "CHF", Ok("1234567.80")),
        ("0007", "EUR", Ok("7.00")),
        ("0.01", "EUR", Ok("0.01")),
        ("5.", "EUR", Ok("5.00")),
        ("1500", "JPY", Ok("1500")),
        ("1.234", "KWD", Ok("1.234")),
        ("9999999999999.99", "EUR", Ok("9999999999999.99")),
        ("", "EUR", Err(Missing)),
        ("1.234", "EUR", Err(TooManyPlaces { places: 2 })),
        ("1.5", "JPY", Err(TooManyPlaces { places: 0 })),
        ("1,234.50", "EUR", Err(NotANumber)),
        (".5", "EUR", Err(NotANumber)),
        ("1e3", "EUR", Err(NotANumber)),
        ("١٢", "EUR", Err(NotANumber)),
        ("-5", "EUR", Err(NotPositive)),
        ("0", "EUR", Err(NotPositive)),
        ("99999999999999", "EUR", Err(TooLarge)),
        ("999999999999999999999999", "JPY", Err(TooLarge)),
    ] {
        let read = Money::parse(typed, currency(code)).map(Money::amount);
        assert_eq!(read.as_deref().map_err(|fault| *fault), expected, "{typed} {code}");
    }
}

#[test]
fn what_is_written_is_read_again_to_the_last_unit() {
    let mut random = fastrand::Rng::with_seed(1);
    for code in ["EUR", "JPY", "BHD", "VND", "USD"] {
        for _ in 0..500 {
            let units = random.i64(1..1_000_000_000_000_000);
            let money = Money::from_minor_units(units, currency(code)).expect("fifteen digits");
            assert_eq!(Money::parse(&money.amount(), currency(code)), Ok(money));
            let json = serde_json::to_string(&money).expect("plain data");
            assert_eq!(serde_json::from_str::<Money>(&json).expect("readable"), money, "{json}");
        }
    }
}

#[test]
fn a_currency_is_one_of_iso_4217() {
    for known in ["EUR", "usd", " gbp ", "XOF", "TND", "ZMW"] {
        assert!(Currency::parse(known).is_ok(), "{known}");
    }
    for unknown in ["", "EU", "EURO", "AAA", "URU", "BTC", "€"] {
        assert!(Currency::parse(unknown).is_err(), "{unknown}");
    }
}
