//! What people type and what the gazetteer answers.

use places::{Gazetteer, NotLocated, Precision};
use shared::geo::{Country, Point, countries, distance_m};

fn country(code: &str) -> Country {
    Country::parse(code).expect("a code written in this file")
}

fn first(code: &str, town: &str) -> Option<String> {
    Gazetteer::embedded().find(country(code), town).first().map(|place| place.name.clone())
}

#[track_caller]
fn check_same(code: &str, spellings: &[&str]) {
    let expected = first(code, spellings[0]);
    assert!(expected.is_some(), "{} is not found in {code}", spellings[0]);
    for spelling in spellings {
        assert_eq!(first(code, spelling), expected, "{spelling} in {code}");
    }
}

#[test]
fn towns_are_found_in_the_spellings_of_the_nine_languages() {
    check_same("DE", &["Köln", "koln", "KOELN", "Cologne", "Colonia", "Кёльн", "Кельн", "科隆", "ケルン"]);
    check_same(
        "DE",
        &["München", "Munich", "Muenchen", "Múnich", "Monaco di Baviera", "Мюнхен", "ミュンヘン"],
    );
    check_same("RU", &["Moscow", "Москва", "Moskau", "Moscou", "Moscú", "Mosca", "莫斯科", "モスクワ"]);
    check_same("JP", &["Tokyo", "東京", "Tokio", "Tóquio", "Токио"]);
    check_same("CN", &["Beijing", "北京", "Pékin", "Pechino", "Пекин"]);
    check_same("GB", &["London", "Londres", "Londra", "Лондон", "伦敦", "ロンドン"]);
    check_same("IT", &["Milano", "Milan", "Mailand", "Милан", "米蘭"]);
    check_same("DE", &["Mölln", "Moelln", "molln"]);
    check_same("FR", &["Saint-Étienne", "saint etienne", "SAINT ETIENNE"]);
}

#[test]
fn same_names_come_biggest_first() {
    let found = Gazetteer::embedded().find(country("US"), "Springfield");
    assert!(found.len() > 5);
    assert!(found.windows(2).all(|pair| pair[0].population >= pair[1].population));
    assert!(found.iter().all(|place| place.country == country("US") && place.precision == Precision::Town));
}

#[test]
fn points_are_where_the_towns_are() {
    let lyon = Gazetteer::embedded().find(country("FR"), "Lyon").remove(0);
    assert!(distance_m(lyon.point, Point { lat: 45.74906, lon: 4.84789 }) < 20);
    let rio = Gazetteer::embedded().find(country("BR"), "Rio de Janeiro").remove(0);
    assert!(distance_m(rio.point, Point { lat: -22.90642, lon: -43.18223 }) < 20);
}

#[test]
fn r13_a_country_is_not_a_place() {
    for (code, name) in [("FR", "France"), ("DE", "Deutschland"), ("RU", "Россия"), ("JP", "日本")] {
        assert_eq!(first(code, name), None);
    }
    assert_eq!(first("FR", ""), None);
    assert_eq!(first("FR", " - "), None);
}

#[test]
fn r19_unknown_towns_are_not_guessed() {
    assert_eq!(first("FR", "Köln"), None);
    assert_eq!(first("DE", "Kölnn"), None);
    assert_eq!(first("DE", "Köl"), None);
}

#[test]
fn suggestions_begin_with_what_was_typed() {
    let gazetteer = Gazetteer::embedded();
    let spellings = |prefix: &str, code: Option<&str>| -> Vec<String> {
        let found = gazetteer.suggest(code.map(country), prefix, 5);
        found.into_iter().map(|suggestion| suggestion.spelling).collect()
    };
    assert_eq!(spellings("Münch", Some("DE"))[0], "München");
    assert_eq!(spellings("Mün", Some("DE"))[0], "München");
    assert_eq!(spellings("mun", Some("DE"))[0], "Munich");
    assert_eq!(spellings("Моск", None)[0], "Москва");
    assert_eq!(spellings("東", Some("JP"))[0], "東京");
    assert_eq!(spellings("par", Some("FR"))[0], "Paris");
    assert_eq!(spellings("s", None).len(), 5);
    assert!(spellings("", None).is_empty());
    assert!(spellings("qqq", None).is_empty());
}

#[test]
fn suggestions_name_each_town_once() {
    let found = Gazetteer::embedded().suggest(None, "mos", 50);
    for (n, suggestion) in found.iter().enumerate() {
        assert!(found[..n].iter().all(|other| other.place != suggestion.place), "{suggestion:?}");
    }
}

#[test]
fn every_town_is_found_under_its_own_name() {
    let gazetteer = Gazetteer::embedded();
    let mut towns = 0;
    for country in countries() {
        for place in gazetteer.towns(country, 50_000) {
            towns += 1;
            assert!(place.point.is_valid());
            assert!(gazetteer.find(country, &place.name).contains(&place), "{place:?}");
        }
    }
    assert!(towns > 10_000, "{towns} towns");
}

#[test]
fn r13_postcodes_have_a_centre_in_their_town() {
    let gazetteer = Gazetteer::embedded();
    for (code, postcode, town) in [
        ("DE", "50667", "Köln"),
        ("FR", "69001", "Lyon"),
        ("GB", "SW1A 1AA", "London"),
        ("GB", "M1 1AE", "Manchester"),
        ("NL", "1012 AB", "Amsterdam"),
        ("CA", "H2X 1Y4", "Montréal"),
        ("US", "10001", "New York City"),
        ("US", "10001-2345", "New York City"),
        ("JP", "100-0001", "東京"),
        ("PT", "1100-148", "Lisboa"),
        ("IT", "20121", "Milano"),
        ("ES", "28013", "Madrid"),
        ("RU", "190000", "Санкт-Петербург"),
        ("CH", "8001", "Zürich"),
        ("LV", "LV-1010", "Riga"),
        ("LU", "L-1111", "Luxembourg"),
        ("KR", "04524", "Seoul"),
    ] {
        let country = country(code);
        let place = gazetteer.find_postcode(country, postcode);
        let place = place.unwrap_or_else(|| panic!("{code} {postcode} is not known"));
        assert_eq!(place.precision, Precision::Postcode);
        if let Some(town) = gazetteer.find(country, town).first() {
            let distance = distance_m(place.point, town.point);
            assert!(distance < 25_000, "{code} {postcode} is {distance} m from {}", town.name);
        }
    }
    for (code, postcode) in [("DE", "00000"), ("DE", "5066"), ("GB", "QQ1 1AA"), ("FR", ""), ("SA", "11564")]
    {
        assert_eq!(gazetteer.find_postcode(country(code), postcode), None, "{code} {postcode}");
    }
}

#[test]
fn r19_the_field_to_check_first_is_named() {
    let locate = |code: &str, postcode: &str, town: &str| {
        Gazetteer::embedded().locate(country(code), postcode, town).map(|place| place.precision)
    };
    assert_eq!(locate("DE", "50667", "Köln"), Ok(Precision::Postcode));
    assert_eq!(locate("DE", "50667", ""), Ok(Precision::Postcode));
    assert_eq!(locate("DE", "50667", "Kleinstdorf"), Ok(Precision::Postcode));
    assert_eq!(locate("DE", "", "Köln"), Ok(Precision::Town));
    assert_eq!(locate("DE", "99999", "Köln"), Ok(Precision::Town));
    assert_eq!(locate("DE", "50667", "Berlin"), Err(NotLocated::Postcode));
    assert_eq!(locate("DE", "99999", "Kleinstdorf"), Err(NotLocated::Postcode));
    assert_eq!(locate("DE", "", "Kleinstdorf"), Err(NotLocated::Town));
    assert_eq!(locate("DE", "", ""), Err(NotLocated::Town));
    assert_eq!(locate("SA", "11564", "Riyadh"), Ok(Precision::Town));
}

#[test]
fn the_nearest_postcode_leads_back_to_its_place() {
    let gazetteer = Gazetteer::embedded();
    for (code, town) in
        [("DE", "Köln"), ("DE", "Dresden"), ("FR", "Lyon"), ("US", "Boston"), ("RU", "Москва")]
    {
        let place = gazetteer.find(country(code), town).remove(0);
        let postcode = gazetteer.postcode_at(country(code), place.point).expect("codes are whole here");
        assert_eq!(postcode.len(), if code == "RU" { 6 } else { 5 });
        let found = gazetteer.find_postcode(country(code), &postcode).expect("a code of the file");
        assert!(distance_m(found.point, place.point) < 5_000, "{town}: {postcode}");
        assert!(gazetteer.locate(country(code), &postcode, town).is_ok());
    }
    assert_eq!(gazetteer.postcode_at(country("GB"), Point { lat: 51.5, lon: 0.0 }), None);
}
