//! The rules of routing, one test each, on networks written as the contract writes them (domain §7).

#[cfg(all(test, target_arch = "wasm32"))]
#[macro_use(test)]
extern crate wasm_tests;

use serde_json::{Value, json};
use shared::geo::{Point, distance_m};
use shared::network::Network;
use shared::routing::{Inquiry, route};

/// A local seller without radius in Paris; `change` overrides fields.
fn seller(id: &str, change: Value) -> Value {
    let mut seller = json!({"id": id, "name": id, "email": format!("{id}@x.example"), "kind": "local",
        "country": "FR", "point": {"lat": 48.85, "lon": 2.35}, "available": true});
    merge(&mut seller, change);
    seller
}

/// A network of these sellers; `change` overrides fields.
fn network(sellers: &[Value], change: Value) -> Network {
    let mut network = json!({"manufacturer": "acme", "products": ["p1", "p2"],
        "worldwide": {"emails": ["world@acme.example"]},
        "area_managers": [
            {"id": "france", "name": "F", "emails": ["france@acme.example"], "areas": ["FR"]},
            {"id": "europe", "name": "E", "emails": ["europe@acme.example", "boss@acme.example"],
             "areas": ["continent:EU"]}],
        "sellers": sellers});
    merge(&mut network, change);
    serde_json::from_value(network).expect("the test writes a network")
}

fn merge(into: &mut Value, change: Value) {
    let Value::Object(change) = change else { return };
    into.as_object_mut().expect("an object").extend(change);
}

/// Routes and returns the decision as the contract writes it.
fn decide(network: &Network, inquiry: Value) -> Value {
    let inquiry: Inquiry = serde_json::from_value(inquiry).expect("the test writes an inquiry");
    serde_json::to_value(route(network, &inquiry)).expect("a decision is JSON")
}

fn shown(decision: &Value) -> Vec<&str> {
    let shown = decision["shown"].as_array().expect("a list");
    shown.iter().map(|one| one["id"].as_str().expect("a text")).collect()
}

const PARIS: (f64, f64) = (48.85, 2.35);

fn at(place: (f64, f64)) -> Value {
    json!({"lat": place.0, "lon": place.1})
}

#[test]
fn r1_distance_is_haversine_in_whole_metres() {
    let paris = Point { lat: 48.85, lon: 2.35 };
    assert_eq!(distance_m(paris, Point { lat: 45.76, lon: 4.83 }), 391_129);
    assert_eq!(distance_m(paris, paris), 0);
    let date_line = (Point { lat: 0.0, lon: 179.5 }, Point { lat: 0.0, lon: -179.5 });
    assert_eq!(distance_m(date_line.0, date_line.1), 111_195);
}

#[test]
fn r2_without_radius_its_own_country_and_no_other() {
    let network = network(&[seller("s1", json!({}))], json!({}));
    assert_eq!(shown(&decide(&network, json!({"country": "FR"}))), ["s1"]);
    let abroad = decide(&network, json!({"country": "BE", "point": at(PARIS)}));
    let excluded = json!([{"id": "s1", "because": "out_of_country", "distance_m": 0}]);
    assert_eq!(abroad["excluded"], excluded);
}

#[test]
fn r2_the_radius_decides_alone_across_borders_and_beyond_the_window() {
    let with_radius = |value: f64, unit: &str| {
        let radius = json!({"radius": {"value": value, "unit": unit}});
        network(&[seller("s1", radius)], json!({}))
    };
    let lyon = json!({"country": "FR", "point": at((45.76, 4.83))});
    let near = decide(&with_radius(50.0, "km"), lyon.clone());
    let out = json!([{"id": "s1", "because": "out_of_radius", "distance_m": 391_129, "limit_m": 50_000}]);
    assert_eq!(near["excluded"], out);
    let far = decide(&with_radius(500.0, "km"), lyon);
    assert_eq!(far["shown"], json!([{"id": "s1", "tier": 2, "distance_m": 391_129}]));
    let abroad = json!({"country": "CH", "point": at((46.2, 6.15))});
    assert_eq!(shown(&decide(&with_radius(300.0, "mi"), abroad)), ["s1"]);
}

#[test]
fn r2_limits_are_inclusive_to_the_metre() {
    let buyer = json!({"point": at((45.76, 4.83))});
    for (metres, covered) in [(391_128, false), (391_129, true), (391_130, true)] {
        let radius = json!({"radius": {"value": f64::from(metres) / 1000.0, "unit": "km"}});
        let decision = decide(&network(&[seller("s1", radius)], json!({})), buyer.clone());
        assert_eq!(!shown(&decision).is_empty(), covered, "{metres}");
    }
}

#[test]
fn r2_r13_a_radius_does_not_cover_an_unknown_place() {
    let radius = json!({"radius": {"value": 9000, "unit": "km"}});
    let decision = decide(&network(&[seller("s1", radius)], json!({})), json!({"country": "FR"}));
    let out = json!([{"id": "s1", "because": "out_of_radius", "distance_m": null, "limit_m": 9_000_000}]);
    assert_eq!(decision["excluded"], out);
}

#[test]
fn r4_r7_range_filters_on_a_product_page_only() {
    let network = network(&[seller("s1", json!({"range": ["p1"]}))], json!({}));
    assert_eq!(shown(&decide(&network, json!({"country": "FR"}))), ["s1"]);
    assert_eq!(shown(&decide(&network, json!({"country": "FR", "product": "p1"}))), ["s1"]);
    let other = decide(&network, json!({"country": "FR", "product": "p2"}));
    let excluded = json!([{"id": "s1", "because": "out_of_range", "distance_m": null}]);
    assert_eq!(other["excluded"], excluded);
}

#[test]
fn r6_the_first_failing_reason_is_given() {
    let radius = json!({"value": 1, "unit": "km"});
    let change = json!({"available": false, "range": [], "radius": radius});
    let sellers = [seller("s1", change), seller("s2", json!({"range": [], "radius": radius}))];
    let decision = decide(&network(&sellers, json!({})), json!({"country": "FR", "product": "p1"}));
    let because: Vec<_> = [0, 1].map(|n| decision["excluded"][n]["because"].clone()).into();
    assert_eq!(because, ["unavailable", "out_of_range"]);
}

#[test]
fn r7_four_at_most_near_ones_first_and_the_rest_by_rank() {
    let far = json!({"point": at((43.3, 5.37)), "rating": {"rank_score": 5.0, "ratings": 9}});
    let mut sellers: Vec<Value> = ["a", "b", "c"].map(|id| seller(id, json!({}))).into();
    sellers.push(seller("far2", far.clone()));
    sellers.push(seller("far1", far));
    let decision = decide(&network(&sellers, json!({})), json!({"country": "FR", "point": at(PARIS)}));
    assert_eq!(shown(&decision), ["a", "b", "c", "far1"]);
    let below = &decision["excluded"][0];
    assert_eq!(
        below,
        &json!({"id": "far2", "because": "ranked_below", "rank": 5,
        "distance_m": decision["shown"][3]["distance_m"]})
    );
}

#[test]
fn r8_score_then_number_then_response_then_distance_then_id() {
    let rated = |score: f64, ratings: u32, hours: Option<f64>| json!({"rating": {"rank_score": score, "ratings": ratings, "mean_response_hours": hours}});
    let lyon = json!({"point": at((45.76, 4.83))});
    let order = |sellers: &[Value]| {
        let decision = decide(&network(sellers, json!({})), json!({"country": "FR", "point": at(PARIS)}));
        shown(&decision).join(" ")
    };
    assert_eq!(order(&[seller("a", rated(3.4, 9, None)), seller("b", json!({}))]), "b a");
    assert_eq!(order(&[seller("a", rated(4.0, 2, None)), seller("b", rated(4.0, 3, None))]), "b a");
    let (slow, fast) = (rated(4.0, 2, None), rated(4.0, 2, Some(100.0)));
    assert_eq!(order(&[seller("a", slow), seller("b", fast)]), "b a");
    assert_eq!(order(&[seller("a", lyon), seller("b", json!({}))]), "b a");
    assert_eq!(order(&[seller("b", json!({})), seller("a", json!({})), seller("B", json!({}))]), "B a b");
}

#[test]
fn r9_country_then_continent_then_worldwide() {
    let network = network(&[], json!({}));
    let fallback = |country: &str| decide(&network, json!({"country": country}))["fallback"].clone();
    assert_eq!(fallback("FR"), json!({"kind": "area_manager", "id": "france"}));
    assert_eq!(fallback("DE"), json!({"kind": "area_manager", "id": "europe"}));
    assert_eq!(fallback("US"), json!({"kind": "worldwide"}));
}

#[test]
fn r11_r12_the_pick_gets_it_even_when_it_is_not_shown() {
    let better = json!({"rating": {"rank_score": 4.5}});
    let mut sellers: Vec<Value> = ["a", "b", "c", "d"].map(|id| seller(id, better.clone())).into();
    sellers.push(seller("last", json!({})));
    let decision = decide(&network(&sellers, json!({})), json!({"country": "FR", "pick": "last"}));
    assert_eq!(decision["recipient"], json!({"kind": "seller", "id": "last"}));
    assert_eq!(decision["reason"], "chosen");
    assert_eq!(decision["excluded"][0]["rank"], 5);
}

#[test]
fn r11_rerouting_goes_to_the_nearest_not_to_the_best() {
    let sellers = [
        seller("away", json!({"available": false})),
        seller("best", json!({"point": at((45.76, 4.83)), "rating": {"rank_score": 5.0}})),
        seller("nowhere", json!({"point": null, "rating": {"rank_score": 5.0}})),
        seller("near", json!({"rating": {"rank_score": 1.0}})),
    ];
    let inquiry = json!({"country": "FR", "point": at(PARIS), "pick": "away"});
    let decision = decide(&network(&sellers, json!({})), inquiry);
    assert_eq!(decision["recipient"]["id"], "near");
    assert_eq!(decision["reason"], "unavailable");
    let placeless = decide(&network(&sellers, json!({})), json!({"country": "FR", "pick": "away"}));
    assert_eq!(placeless["recipient"]["id"], "best");
}

#[test]
fn r12_the_reason_of_a_pick_stays_when_nobody_else_is_eligible() {
    let network = network(&[seller("s1", json!({}))], json!({}));
    let decision = decide(&network, json!({"country": "DE", "pick": "s1"}));
    assert_eq!(decision["recipient"], json!({"kind": "area_manager", "id": "europe"}));
    assert_eq!(decision["reason"], "out_of_country");
    assert_eq!(decide(&network, json!({"pick": "s1"}))["reason"], "out_of_country");
}

#[test]
fn r12_r13_without_pick_nobody_has_two_reasons() {
    let network = network(&[seller("s1", json!({}))], json!({}));
    assert_eq!(decide(&network, json!({"country": "DE"}))["reason"], "no_seller");
    let nowhere = decide(&network, json!({"point": at(PARIS)}));
    assert_eq!(nowhere["reason"], "no_location");
    assert_eq!(nowhere["recipient"], json!({"kind": "worldwide"}));
    assert_eq!(decide(&network, json!({"country": "FR"}))["shown"][0]["tier"], 2);
}

#[test]
fn r14_copies_in_order_each_once_and_never_the_recipient() {
    let copies = json!({"copies": {"area_manager": true, "worldwide": true,
        "extra": ["x@acme.example", "world@acme.example", "s1@x.example", "X@acme.example"]}});
    let network = network(&[seller("s1", json!({}))], copies);
    let to_seller = decide(&network, json!({"country": "FR"}));
    let all = json!(["france@acme.example", "world@acme.example", "x@acme.example"]);
    assert_eq!(to_seller["copies"], all);
    let to_area_manager = decide(&network, json!({"country": "DE"}));
    let extra = json!(["x@acme.example", "world@acme.example", "s1@x.example"]);
    assert_eq!(to_area_manager["copies"], extra);
    let to_worldwide = decide(&network, json!({"country": "US"}));
    assert_eq!(to_worldwide["copies"], json!(["x@acme.example", "s1@x.example"]));
}

#[test]
fn r14_worldwide_in_copy_of_area_managers_is_its_own_switch() {
    let copies = json!({"copies": {"worldwide_for_area_managers": true}});
    let network = network(&[seller("s1", json!({}))], copies);
    let copies = |country: &str| decide(&network, json!({"country": country}))["copies"].clone();
    assert_eq!(copies("FR"), json!([]));
    assert_eq!(copies("DE"), json!(["world@acme.example"]));
    assert_eq!(copies("US"), json!([]));
}

#[test]
fn a_decision_reads_back_as_it_was_written() {
    let radius = json!({"radius": {"value": 1, "unit": "km"}});
    let ids = ["a", "b", "c", "d", "e"].map(|id| seller(id, json!({})));
    let mut sellers: Vec<Value> = ids.into();
    sellers.push(seller("f", radius));
    let inquiry: Inquiry = serde_json::from_value(json!({"country": "FR"})).expect("an inquiry");
    let decision = route(&network(&sellers, json!({})), &inquiry);
    let text = serde_json::to_string(&decision).expect("a decision is JSON");
    assert_eq!(serde_json::from_str::<shared::routing::Decision>(&text).expect("it reads"), decision);
}
