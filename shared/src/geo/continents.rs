//! Which continent a country belongs to: one each (R10). Facts from GeoNames' `countryInfo`
//! (CC BY 4.0, see docs/data.md).

use super::{Continent, Country};

/// Sorted by code, so that a binary search finds it.
const COUNTRIES: &[([u8; 2], Continent)] = {
    use Continent::{Af, An, As, Eu, Na, Oc, Sa};
    &[
        (*b"AD", Eu), (*b"AE", As), (*b"AF", As), (*b"AG", Na), (*b"AI", Na), (*b"AL", Eu), (*b"AM", As),
        (*b"AN", Na), (*b"AO", Af), (*b"AQ", An), (*b"AR", Sa), (*b"AS", Oc), (*b"AT", Eu), (*b"AU", Oc),
        (*b"AW", Na), (*b"AX", Eu), (*b"AZ", As), (*b"BA", Eu), (*b"BB", Na), (*b"BD", As), (*b"BE", Eu),
        (*b"BF", Af), (*b"BG", Eu), (*b"BH", As), (*b"BI", Af), (*b"BJ", Af), (*b"BL", Na), (*b"BM", Na),
        (*b"BN", As), (*b"BO", Sa), (*b"BQ", Na), (*b"BR", Sa), (*b"BS", Na), (*b"BT", As), (*b"BV", An),
        (*b"BW", Af), (*b"BY", Eu), (*b"BZ", Na), (*b"CA", Na), (*b"CC", As), (*b"CD", Af), (*b"CF", Af),
        (*b"CG", Af), (*b"CH", Eu), (*b"CI", Af), (*b"CK", Oc), (*b"CL", Sa), (*b"CM", Af), (*b"CN", As),
        (*b"CO", Sa), (*b"CR", Na), (*b"CS", Eu), (*b"CU", Na), (*b"CV", Af), (*b"CW", Na), (*b"CX", Oc),
        (*b"CY", Eu), (*b"CZ", Eu), (*b"DE", Eu), (*b"DJ", Af), (*b"DK", Eu), (*b"DM", Na), (*b"DO", Na),
        (*b"DZ", Af), (*b"EC", Sa), (*b"EE", Eu), (*b"EG", Af), (*b"EH", Af), (*b"ER", Af), (*b"ES", Eu),
        (*b"ET", Af), (*b"FI", Eu), (*b"FJ", Oc), (*b"FK", Sa), (*b"FM", Oc), (*b"FO", Eu), (*b"FR", Eu),
        (*b"GA", Af), (*b"GB", Eu), (*b"GD", Na), (*b"GE", As), (*b"GF", Sa), (*b"GG", Eu), (*b"GH", Af),
        (*b"GI", Eu), (*b"GL", Na), (*b"GM", Af), (*b"GN", Af), (*b"GP", Na), (*b"GQ", Af), (*b"GR", Eu),
        (*b"GS", An), (*b"GT", Na), (*b"GU", Oc), (*b"GW", Af), (*b"GY", Sa), (*b"HK", As), (*b"HM", An),
        (*b"HN", Na), (*b"HR", Eu), (*b"HT", Na), (*b"HU", Eu), (*b"ID", As), (*b"IE", Eu), (*b"IL", As),
        (*b"IM", Eu), (*b"IN", As), (*b"IO", As), (*b"IQ", As), (*b"IR", As), (*b"IS", Eu), (*b"IT", Eu),
        (*b"JE", Eu), (*b"JM", Na), (*b"JO", As), (*b"JP", As), (*b"KE", Af), (*b"KG", As), (*b"KH", As),
        (*b"KI", Oc), (*b"KM", Af), (*b"KN", Na), (*b"KP", As), (*b"KR", As), (*b"KW", As), (*b"KY", Na),
        (*b"KZ", As), (*b"LA", As), (*b"LB", As), (*b"LC", Na), (*b"LI", Eu), (*b"LK", As), (*b"LR", Af),
        (*b"LS", Af), (*b"LT", Eu), (*b"LU", Eu), (*b"LV", Eu), (*b"LY", Af), (*b"MA", Af), (*b"MC", Eu),
        (*b"MD", Eu), (*b"ME", Eu), (*b"MF", Na), (*b"MG", Af), (*b"MH", Oc), (*b"MK", Eu), (*b"ML", Af),
        (*b"MM", As), (*b"MN", As), (*b"MO", As), (*b"MP", Oc), (*b"MQ", Na), (*b"MR", Af), (*b"MS", Na),
        (*b"MT", Eu), (*b"MU", Af), (*b"MV", As), (*b"MW", Af), (*b"MX", Na), (*b"MY", As), (*b"MZ", Af),
        (*b"NA", Af), (*b"NC", Oc), (*b"NE", Af), (*b"NF", Oc), (*b"NG", Af), (*b"NI", Na), (*b"NL", Eu),
        (*b"NO", Eu), (*b"NP", As), (*b"NR", Oc), (*b"NU", Oc), (*b"NZ", Oc), (*b"OM", As), (*b"PA", Na),
        (*b"PE", Sa), (*b"PF", Oc), (*b"PG", Oc), (*b"PH", As), (*b"PK", As), (*b"PL", Eu), (*b"PM", Na),
        (*b"PN", Oc), (*b"PR", Na), (*b"PS", As), (*b"PT", Eu), (*b"PW", Oc), (*b"PY", Sa), (*b"QA", As),
        (*b"RE", Af), (*b"RO", Eu), (*b"RS", Eu), (*b"RU", Eu), (*b"RW", Af), (*b"SA", As), (*b"SB", Oc),
        (*b"SC", Af), (*b"SD", Af), (*b"SE", Eu), (*b"SG", As), (*b"SH", Af), (*b"SI", Eu), (*b"SJ", Eu),
        (*b"SK", Eu), (*b"SL", Af), (*b"SM", Eu), (*b"SN", Af), (*b"SO", Af), (*b"SR", Sa), (*b"SS", Af),
        (*b"ST", Af), (*b"SV", Na), (*b"SX", Na), (*b"SY", As), (*b"SZ", Af), (*b"TC", Na), (*b"TD", Af),
        (*b"TF", An), (*b"TG", Af), (*b"TH", As), (*b"TJ", As), (*b"TK", Oc), (*b"TL", Oc), (*b"TM", As),
        (*b"TN", Af), (*b"TO", Oc), (*b"TR", As), (*b"TT", Na), (*b"TV", Oc), (*b"TW", As), (*b"TZ", Af),
        (*b"UA", Eu), (*b"UG", Af), (*b"UM", Oc), (*b"US", Na), (*b"UY", Sa), (*b"UZ", As), (*b"VA", Eu),
        (*b"VC", Na), (*b"VE", Sa), (*b"VG", Na), (*b"VI", Na), (*b"VN", As), (*b"VU", Oc), (*b"WF", Oc),
        (*b"WS", Oc), (*b"XK", Eu), (*b"YE", As), (*b"YT", Af), (*b"ZA", Af), (*b"ZM", Af), (*b"ZW", Af),
    ]
};

pub(super) fn find(code: [u8; 2]) -> Option<Continent> {
    COUNTRIES.binary_search_by_key(&code, |entry| entry.0).ok().map(|index| COUNTRIES[index].1)
}

/// The continent of a country.
pub fn continent_of(country: Country) -> Continent {
    find(country.code_bytes()).expect("a Country exists only when the table has it")
}

/// Every country of the table, in the order of the codes.
pub fn countries() -> impl Iterator<Item = Country> {
    COUNTRIES.iter().map(|entry| Country(entry.0))
}
