//! Whatever is asked of networks and sellers, what they let through is a network that routing takes
//! (R3, R10, R20), over commands drawn from fixed seeds.

#[cfg(all(test, target_arch = "wasm32"))]
#[macro_use(test)]
extern crate wasm_tests;

use fastrand::Rng;
use shared::actor::Actor;
use shared::aggregate::{Aggregate, Envelope, recorded};
use shared::geo::{Country, Point};
use shared::ids::SellerId;
use shared::language::Language;
use shared::network::{self, Area, AreaManagerCard, CopiesCard, NetworkState, Radius, RadiusUnit};
use shared::network::{SellerKind, Standing, assemble, faults};
use shared::seller::{self, Address, Details, Registration, SellerState};
use shared::testing::NOON;
use std::collections::{BTreeMap, BTreeSet};

const EMAILS: [&str; 6] =
    ["", "a@x.example", "c@x.example", "a@x.example,b@x.example", "a@x.example, b@x.example", "a"];
const AREAS: [&str; 5] = ["FR", "DE", "CL", "continent:EU", "continent:AF"];
const SELLERS: [&str; 3] = ["s1", "s2", "s3"];

fn one(chance: &mut Rng, texts: &[&str]) -> String {
    texts[chance.usize(..texts.len())].to_owned()
}

fn actor(chance: &mut Rng) -> Actor {
    match chance.u8(..6) {
        0 => Actor::Seller(one(chance, &SELLERS).into()),
        1 => Actor::Manufacturer("other".into()),
        2 => Actor::System,
        3 => Actor::Operator,
        _ => Actor::Manufacturer("acme".into()),
    }
}

fn card(chance: &mut Rng) -> AreaManagerCard {
    let count = chance.usize(..3);
    let area = |chance: &mut Rng| Area::try_from(one(chance, &AREAS)).expect("an area");
    let areas: BTreeSet<Area> = (0..count).map(|_| area(chance)).collect();
    let (id, name) = (one(chance, &["am1", "am2", "am3"]).into(), one(chance, &["", "Ann", "Bob"]));
    AreaManagerCard { id, name, emails: one(chance, &EMAILS), areas }
}

fn network_command(chance: &mut Rng) -> network::Command {
    use network::Command;
    let seller = one(chance, &SELLERS).into();
    match chance.u8(..8) {
        0 => Command::Found {
            manufacturer: "acme".into(),
            name: "Acme".into(),
            worldwide: one(chance, &EMAILS),
        },
        1 => Command::AddMember { seller },
        2 => Command::AddPartner { seller, why: one(chance, &["", "because"]) },
        3 => Command::RemoveMember { seller },
        4 => Command::AddAreaManager(card(chance)),
        5 => Command::ChangeAreaManager(card(chance)),
        6 => Command::ChangeWorldwide { emails: one(chance, &EMAILS) },
        _ => Command::ChangeCopies(CopiesCard {
            worldwide: chance.bool(),
            extra: one(chance, &EMAILS),
            ..CopiesCard::default()
        }),
    }
}

fn details(chance: &mut Rng) -> Details {
    let points = [None, Some((48.9, 2.4)), Some((45.8, 4.8)), Some((91.0, 0.0)), Some((0.0, f64::INFINITY))];
    let point = points[chance.usize(..5)].map(|(lat, lon)| Point { lat, lon });
    let country = Country::parse("FR").expect("a country");
    let address = Address { street: "1 quai".into(), postcode: "69002".into(), town: "Lyon".into(), country };
    let languages = BTreeSet::from([Language::Fr]);
    Details { name: one(chance, &["", "Seller", "Trader"]), address, point, languages }
}

fn seller_command(chance: &mut Rng, id: &str) -> seller::Command {
    use seller::Command;
    let values = [50.0, 0.5, 0.0, -3.0, f64::NAN, f64::INFINITY];
    let kinds = [SellerKind::Local, SellerKind::National];
    match chance.u8(..8) {
        0 | 1 => {
            let (email, kind) = (one(chance, &EMAILS), kinds[chance.usize(..2)]);
            Command::Register(Registration { id: id.into(), email, kind, details: details(chance) })
        }
        2 => Command::ChangeDetails(details(chance)),
        3 => Command::ChangeEmail { email: one(chance, &EMAILS) },
        4 => Command::ClearRadius,
        5 => Command::Protect,
        _ => {
            let unit = [RadiusUnit::Km, RadiusUnit::Mi][chance.usize(..2)];
            Command::SetRadius { radius: Radius { value: values[chance.usize(..6)], unit } }
        }
    }
}

/// The state after the command, and whether anything followed from it.
fn told<A: Aggregate<Actor = Actor>>(state: A, actor: Actor, command: A::Command) -> (A, bool) {
    let envelope = Envelope { id: "c".into(), at: NOON, actor, command };
    let facts = state.decide(&envelope).unwrap_or_default();
    let followed = !facts.is_empty();
    (recorded(&envelope.id, NOON, facts).iter().fold(state, A::evolve), followed)
}

#[test]
fn r3_r10_r20_no_fault_is_ever_let_through() {
    let (mut followed, mut founded, mut members) = (0, 0, 0);
    for seed in 0..300 {
        let mut chance = Rng::with_seed(seed);
        let mut network = NetworkState::default();
        let mut sellers: BTreeMap<SellerId, SellerState> = BTreeMap::new();
        for _ in 0..120 {
            let actor = actor(&mut chance);
            let id = one(&mut chance, &SELLERS);
            let state = sellers.entry(id.as_str().into()).or_default();
            let owner = if chance.bool() { Actor::Seller(id.as_str().into()) } else { actor.clone() };
            let (next, any) = told(state.clone(), owner, seller_command(&mut chance, &id));
            *state = next;
            followed += u32::from(any);
            let (next, any) = told(network, actor, network_command(&mut chance));
            network = next;
            followed += u32::from(any);
            let assembled = assemble(&network, |id| sellers.get(id), |_| Standing::default(), NOON);
            let Some(assembled) = assembled else { continue };
            assert_eq!(faults(&assembled), [], "seed {seed}");
            founded += 1;
            members += assembled.sellers.len();
        }
    }
    // The draw itself is worth something: much was accepted, and there were sellers to look at.
    assert!(followed > 5_000 && founded > 20_000 && members > 10_000, "{followed} {founded} {members}");
}
