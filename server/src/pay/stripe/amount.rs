//! Amounts as Stripe counts them: mostly in the smallest unit of ISO 4217, and in a few currencies not.

use shared::money::{Currency, Money};

/// Counted whole.
const NO_PLACES: &str = "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF";
/// Counted in thousandths, of which the last digit must be zero.
const THREE_PLACES: &str = "BHD JOD KWD OMR TND";
/// The largest amount: eight digits.
const UNITS_MAX: i64 = 99_999_999;

/// The amount in Stripe's units; none where Stripe takes no such amount. Nothing is rounded.
pub fn units(price: Money) -> Option<i64> {
    let (ours, theirs) = (price.currency().places(), places(price.currency())?);
    let units = price.minor_units();
    let units = match theirs.checked_sub(ours) {
        Some(more) => units.checked_mul(10_i64.pow(more))?,
        None => exactly(units, 10_i64.pow(ours - theirs))?,
    };
    let coarse = theirs == 3 && units % 10 != 0;
    (!coarse && units <= UNITS_MAX).then_some(units)
}

/// The currency as Stripe writes it.
pub fn currency(price: Money) -> String {
    price.currency().code().to_ascii_lowercase()
}

fn exactly(units: i64, divisor: i64) -> Option<i64> {
    (units % divisor == 0).then_some(units / divisor)
}

/// How many decimal places Stripe gives a currency. Króna and shilling (ISK, UGX) have none any more, but are
/// still counted in hundredths there.
fn places(currency: Currency) -> Option<u32> {
    let within = |table: &str| table.split(' ').any(|code| code == currency.code());
    match currency.places() {
        _ if within(NO_PLACES) => Some(0),
        _ if within(THREE_PLACES) => Some(3),
        3 => None,
        _ => Some(2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_what_stripe_counts() {
        for (amount, code, expected) in [
            ("1234.50", "EUR", Some(123_450)),
            ("0.01", "USD", Some(1)),
            ("999999.99", "EUR", Some(99_999_999)),
            ("1000000.00", "EUR", None),
            ("500", "JPY", Some(500)),
            ("500", "KRW", Some(500)),
            ("5", "ISK", Some(500)),
            ("5", "UGX", Some(500)),
            ("12.00", "MGA", Some(12)),
            ("12.20", "MGA", None),
            ("5.120", "KWD", Some(5_120)),
            ("5.124", "KWD", None),
            ("5.120", "IQD", None),
            ("12.34", "HUF", Some(1_234)),
        ] {
            let currency = Currency::parse(code).expect("a currency");
            let price = Money::parse(amount, currency).expect("an amount");
            assert_eq!(units(price), expected, "{amount} {code}");
        }
    }
}
