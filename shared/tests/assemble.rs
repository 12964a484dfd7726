//! From networks and sellers as they are stored to the network that routing reads (domain §7).

#[cfg(all(test, target_arch = "wasm32"))]
#[macro_use(test)]
extern crate wasm_tests;

use shared::aggregate::{Aggregate, recorded};
use shared::geo::{Country, Point};
use shared::ids::{Email, SellerId};
use shared::language::Language;
use shared::network::{self, NetworkState, Radius, RadiusUnit, SellerKind, Standing, assemble};
use shared::seller::{self, Address, Away, Details, SellerState};
use shared::testing::NOON;
use shared::time::Millis;
use std::collections::{BTreeMap, BTreeSet};

fn replayed<A: Aggregate>(facts: Vec<A::Event>) -> A {
    A::replay(&recorded(&"given".into(), NOON, facts))
}

fn registered(id: &str) -> seller::Event {
    let country = Country::parse("FR").expect("a country");
    let address = Address { street: "1 quai".into(), postcode: "69002".into(), town: "Lyon".into(), country };
    seller::Event::Registered {
        id: id.into(),
        email: Email::parse(&format!("{id}@x.example")).expect("an address"),
        seller: SellerKind::Local,
        details: Details {
            name: format!("Seller {id}"),
            address,
            point: Some(Point { lat: 45.757, lon: 4.832 }),
            languages: BTreeSet::from([Language::Fr]),
        },
    }
}

fn acme() -> NetworkState {
    let member = |id: &str| network::Event::MemberAdded { seller: id.into() };
    let worldwide = vec![Email::parse("sales@acme.example").expect("an address")];
    replayed(vec![
        network::Event::Founded { manufacturer: "acme".into(), name: "Acme".into(), worldwide },
        network::Event::ProductAdded { id: "p1".into(), name: "P".into(), description: String::new() },
        member("s1"),
        member("s2"),
        member("unknown"),
    ])
}

fn sellers() -> BTreeMap<SellerId, SellerState> {
    let own = BTreeSet::from(["p1".into()]);
    let foreign = BTreeSet::from(["p9".into()]);
    let busy = vec![
        registered("s1"),
        seller::Event::RadiusSet { radius: Radius { value: 50.0, unit: RadiusUnit::Mi } },
        seller::Event::RangeLimited { manufacturer: "acme".into(), products: own },
        seller::Event::WentAway(Away { from: NOON, until: NOON + Millis::days(1) }),
        seller::Event::PartnersJoined,
    ];
    let quiet = vec![
        registered("s2"),
        seller::Event::RangeLimited { manufacturer: "other".into(), products: foreign },
        seller::Event::Protected,
    ];
    BTreeMap::from([
        ("s1".into(), replayed(busy)),
        ("s2".into(), replayed(quiet)),
        ("s3".into(), replayed(vec![registered("s3")])),
    ])
}

fn rated(id: &SellerId) -> Standing {
    match id.as_str() {
        "s1" => Standing { rank_score: Some(4.5), ratings: Some(3), mean_response_hours: None },
        _ => Standing::default(),
    }
}

#[test]
fn a_network_that_is_not_founded_routes_nothing() {
    assert_eq!(assemble(&NetworkState::default(), |_| None, rated, NOON), None);
}

#[test]
fn members_come_with_their_own_data_range_and_rating() {
    let sellers = sellers();
    let network = assemble(&acme(), |id| sellers.get(id), rated, NOON).expect("founded");
    let expected = serde_json::json!({
        "manufacturer": "acme", "products": ["p1"],
        "worldwide": {"emails": ["sales@acme.example"]}, "area_managers": [],
        "sellers": [
            {"id": "s1", "name": "Seller s1", "email": "s1@x.example", "kind": "local", "country": "FR",
             "point": {"lat": 45.757, "lon": 4.832}, "radius": {"value": 50.0, "unit": "mi"},
             "range": ["p1"], "available": false, "protected": false, "partner": true,
             "rating": {"rank_score": 4.5, "ratings": 3, "mean_response_hours": null}},
            {"id": "s2", "name": "Seller s2", "email": "s2@x.example", "kind": "local", "country": "FR",
             "point": {"lat": 45.757, "lon": 4.832}, "radius": null,
             "range": null, "available": true, "protected": true, "partner": false,
             "rating": {"rank_score": null, "ratings": null, "mean_response_hours": null}}],
        "copies": {"area_manager": false, "worldwide": false, "worldwide_for_area_managers": false,
                   "extra": []}
    });
    assert_eq!(serde_json::to_value(&network).expect("plain data"), expected);
}

#[test]
fn r5_availability_is_that_of_the_moment() {
    let (sellers, network) = (sellers(), acme());
    let later = NOON + Millis::days(2);
    let available = |now| {
        let network = assemble(&network, |id| sellers.get(id), rated, now).expect("founded");
        network.sellers.iter().map(|member| member.available).collect::<Vec<_>>()
    };
    assert_eq!(available(NOON), [false, true]);
    assert_eq!(available(later), [true, true]);
}

#[test]
fn what_the_aggregates_let_through_has_no_fault() {
    let sellers = sellers();
    let network = assemble(&acme(), |id| sellers.get(id), rated, NOON).expect("founded");
    assert_eq!(network::faults(&network).len(), 0);
}
