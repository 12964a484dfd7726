//! What makes a network refused whole (R3, R10, R20), and that every fault is named.

#[cfg(all(test, target_arch = "wasm32"))]
#[macro_use(test)]
extern crate wasm_tests;

use serde_json::{Value, json};
use shared::network::{Network, Radius, RadiusUnit, faults};

fn sound() -> Value {
    json!({"manufacturer": "acme", "worldwide": {"emails": ["w@acme.example"]},
        "area_managers": [
            {"id": "a", "name": "A", "emails": ["a@acme.example"], "areas": ["FR", "continent:EU", "FR"]},
            {"id": "b", "name": "B", "emails": ["b@acme.example"], "areas": ["DE"]}],
        "sellers": [
            {"id": "s1", "name": "S", "email": "s1@x.example", "kind": "national", "country": "FR",
             "available": true},
            {"id": "s2", "name": "S", "email": "s2@x.example", "kind": "local", "country": "FR",
             "point": {"lat": 90, "lon": -180}, "radius": {"value": 0.001, "unit": "mi"},
             "available": true}]})
}

/// The faults as "field: code" after one change of the sound network.
fn check(change: impl Fn(&mut Value)) -> Vec<String> {
    let mut network = sound();
    change(&mut network);
    let network: Network = serde_json::from_value(network).expect("the shape is right");
    faults(&network).iter().map(|fault| format!("{}: {}", fault.field(), fault.code())).collect()
}

#[test]
fn a_sound_network_has_no_fault() {
    assert_eq!(check(|_| ()), Vec::<String>::new());
}

#[test]
fn r3_a_radius_belongs_to_a_local_seller_and_is_above_zero() {
    let national = check(|network| network["sellers"][1]["kind"] = json!("national"));
    assert_eq!(national, ["sellers[1].radius: radius_of_national_seller"]);
    for value in [0.0, -1.0] {
        let faults = check(|network| network["sellers"][1]["radius"]["value"] = json!(value));
        assert_eq!(faults, ["sellers[1].radius.value: radius_not_positive"], "{value}");
    }
    let mut network: Network = serde_json::from_value(sound()).expect("the shape is right");
    for value in [f64::NAN, f64::INFINITY, f64::MAX] {
        network.sellers[1].radius = Some(Radius { value, unit: RadiusUnit::Km });
        assert_eq!(faults(&network).len(), 1, "{value}");
    }
}

#[test]
fn r10_an_entry_in_two_area_managers_names_the_other_one() {
    let mut network = sound();
    network["area_managers"][1]["areas"] = json!(["DE", "continent:EU"]);
    let network: Network = serde_json::from_value(network).expect("the shape is right");
    let faults = faults(&network);
    assert_eq!(faults[0].field(), "area_managers[1].areas[1]");
    let words = "the area continent:EU of area manager b belongs to a already (R10)";
    assert_eq!(faults[0].to_string(), words);
}

#[test]
fn r20_contact_and_area_managers_have_an_address() {
    let faults = check(|network| {
        network["worldwide"]["emails"] = json!([]);
        network["area_managers"][1]["emails"] = json!([]);
    });
    let both = [
        "worldwide.emails: worldwide_without_address",
        "area_managers[1].emails: area_manager_without_address",
    ];
    assert_eq!(faults, both);
}

#[test]
fn ids_and_points_are_checked_and_every_fault_is_named() {
    let faults = check(|network| {
        network["area_managers"][1]["id"] = json!("a");
        network["sellers"][1]["id"] = json!("s1");
        network["sellers"][1]["point"]["lat"] = json!(90.1);
        network["sellers"][0]["radius"] = json!({"value": -1, "unit": "km"});
    });
    let all = [
        "area_managers[1].id: same_area_manager",
        "sellers[0].radius: radius_of_national_seller",
        "sellers[0].radius.value: radius_not_positive",
        "sellers[1].id: same_seller",
        "sellers[1].point: point_out_of_range",
    ];
    assert_eq!(faults, all);
}
