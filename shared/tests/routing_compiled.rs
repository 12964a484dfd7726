//! The compiled network decides as `route` decides: on many drawn networks, full of ties, of places at
//! the poles and the date line, and of distances that are limits to the metre.

#[cfg(all(test, target_arch = "wasm32"))]
#[macro_use(test)]
extern crate wasm_tests;

use fastrand::Rng;
use shared::geo::{Country, EARTH_RADIUS_KM, Point, distance_m};
use shared::ids::{Email, ProductId, SellerId};
use shared::network::{
    AreaManager, CopySettings, Member, Network, Radius, RadiusUnit, SellerKind, Standing, Worldwide,
};
use shared::routing::{CompiledNetwork, Inquiry, route};

const COUNTRIES: [&str; 6] = ["FR", "BE", "RU", "US", "FJ", "AQ"];
/// Degrees of latitude that are 200 km: places this far apart sit on the limit of the first tier.
const WINDOW: f64 = 1.798_640_4;

fn one_of<T: Clone>(random: &mut Rng, choices: &[T]) -> T {
    choices[random.usize(..choices.len())].clone()
}

fn country(random: &mut Rng) -> Country {
    Country::parse(one_of(random, &COUNTRIES)).expect("it is one")
}

/// Few places, so that they coincide, and hardly any of them easy.
fn point(random: &mut Rng) -> Point {
    let (lat, lon) = match random.u8(..10) {
        0 => (one_of(random, &[90.0, -90.0, 89.9, 88.3, -89.0]), random.f64() * 360.0 - 180.0),
        1 => (random.f64() * 4.0 - 18.0, one_of(random, &[180.0, -180.0, 179.9, -179.9, 178.0])),
        2 => (random.f64() * 180.0 - 90.0, random.f64() * 360.0 - 180.0),
        3..6 => (48.0 + f64::from(random.u8(..3)), 2.0 + f64::from(random.u8(..4))),
        6 => (48.0 + WINDOW + (random.f64() - 0.5) * 2e-5, 2.0),
        _ => (48.0 + random.f64() * 6.0, random.f64() * 8.0),
    };
    Point { lat, lon }
}

fn radius(random: &mut Rng, seller: Option<Point>) -> Radius {
    let value = match (random.u8(..4), seller) {
        (0, Some(seller)) => f64::from(distance_m(seller, point(random)).max(1)) / 1000.0,
        (1, _) => one_of(random, &[0.0004, 199.9994, 200.0, 200.0006, 9_000.0, 20_016.0, 1e30]),
        _ => random.f64() * one_of(random, &[30.0, 300.0, 3_000.0]) + 0.001,
    };
    Radius { value, unit: one_of(random, &[RadiusUnit::Km, RadiusUnit::Mi]) }
}

fn products(random: &mut Rng) -> Vec<ProductId> {
    (0..random.u8(..4)).map(|_| ProductId(format!("p{}", random.u8(..70)))).collect()
}

fn member(random: &mut Rng, number: usize, ties: bool) -> Member {
    let point = (random.u8(..8) > 0).then(|| point(random));
    let standing = Standing {
        rank_score: one_of(random, &[None, Some(3.5), Some(4.0), Some(4.2), Some(0.0), Some(-0.0)]),
        ratings: one_of(random, &[None, Some(0), Some(3)]),
        mean_response_hours: one_of(random, &[None, Some(5.0), Some(7.5)]),
    };
    Member {
        // Ids in another order than numbers.
        id: SellerId(format!("{}{number}", one_of(random, &["a", "B", "é", "z"]))),
        name: String::new(),
        email: Email::parse(&format!("s{}@x.example", number / 2)).expect("it is one"),
        kind: SellerKind::Local,
        country: country(random),
        point,
        radius: (random.u8(..3) == 0).then(|| radius(random, point)),
        range: (random.u8(..3) == 0).then(|| products(random).into_iter().collect()),
        available: random.u8(..8) > 0,
        protected: false,
        partner: random.bool(),
        rating: if ties { Standing::default() } else { standing },
    }
}

fn network(random: &mut Rng, sellers: usize) -> Network {
    let email = |text: &str| Email::parse(text).expect("it is one");
    let area_manager = |id: &str, areas: &[&str]| AreaManager {
        id: id.into(),
        name: String::new(),
        emails: vec![email("s1@x.example"), email(&format!("{id}@acme.example"))],
        areas: areas.iter().map(|area| (*area).to_owned().try_into().expect("it is one")).collect(),
    };
    let ties = random.u8(..3) == 0;
    Network {
        manufacturer: "acme".into(),
        products: vec![],
        worldwide: Worldwide { emails: vec![email("world@acme.example")] },
        area_managers: vec![area_manager("a", &["continent:EU"]), area_manager("b", &["FR", "AQ"])],
        sellers: (0..sellers).map(|number| member(random, number, ties)).collect(),
        copies: CopySettings {
            area_manager: random.bool(),
            worldwide: random.bool(),
            worldwide_for_area_managers: random.bool(),
            extra: vec![email("s0@x.example"), email("extra@acme.example")],
        },
    }
}

fn inquiry(random: &mut Rng, network: &Network) -> Inquiry {
    let picks = random.bool() && !network.sellers.is_empty();
    let near_a_seller = match network.sellers.len() {
        0 => None,
        count => network.sellers[random.usize(..count)].point,
    };
    Inquiry {
        country: (random.u8(..8) > 0).then(|| country(random)),
        point: match random.u8(..8) {
            0 => None,
            1 => near_a_seller,
            2 => near_a_seller.map(|point| Point { lat: (point.lat + WINDOW).min(90.0), ..point }),
            _ => Some(point(random)),
        },
        product: random.bool().then(|| products(random).pop()).flatten(),
        pick: picks.then(|| network.sellers[random.usize(..network.sellers.len())].id.clone()),
    }
}

/// Both must say the same, the quick answer and the full one.
fn check(network: &Network, compiled: &CompiledNetwork, inquiry: &Inquiry) {
    let expected = route(network, inquiry);
    assert_eq!(compiled.explain(inquiry), expected, "{inquiry:?}");
    let answer = compiled.shown_and_recipient(inquiry);
    let quick = (answer.shown(), answer.fallback(), answer.recipient(), answer.reason());
    assert_eq!(quick, (expected.shown, expected.fallback, expected.recipient, expected.reason));
}

#[test]
fn small_networks_are_decided_alike() {
    let mut random = Rng::with_seed(1);
    for _ in 0..1500 {
        let sellers = random.usize(..40);
        let network = network(&mut random, sellers);
        let compiled = CompiledNetwork::new(&network);
        for _ in 0..20 {
            check(&network, &compiled, &inquiry(&mut random, &network));
        }
    }
}

#[test]
fn large_networks_are_decided_alike() {
    let mut random = Rng::with_seed(2);
    for _ in 0..6 {
        let network = network(&mut random, 2_000);
        let compiled = CompiledNetwork::new(&network);
        for _ in 0..60 {
            check(&network, &compiled, &inquiry(&mut random, &network));
        }
    }
}

#[test]
fn r15_a_changed_seller_counts_from_the_next_inquiry_on() {
    let mut random = Rng::with_seed(3);
    for _ in 0..100 {
        let sellers = 1 + random.usize(..40);
        let mut network = network(&mut random, sellers);
        let mut compiled = CompiledNetwork::new(&network);
        for _ in 0..40 {
            let number = random.usize(..sellers);
            let id = network.sellers[number].id.clone();
            network.sellers[number] = Member { id, ..member(&mut random, number, false) };
            assert!(compiled.replace(&network.sellers[number]));
            check(&network, &compiled, &inquiry(&mut random, &network));
        }
    }
    let stranger = member(&mut random, 99, false);
    assert!(!CompiledNetwork::new(&network(&mut random, 3)).replace(&stranger));
}

#[test]
fn r2_a_radius_ends_at_its_metre() {
    let mut random = Rng::with_seed(5);
    let mut network = network(&mut random, 1);
    for _ in 0..20_000 {
        let far = one_of(&mut random, &[1e-5, 1e-3, 0.1, 2.0, 40.0]);
        let home = point(&mut random);
        let buyer = Point {
            lat: (home.lat + random.f64() * far).min(90.0),
            lon: (home.lon - random.f64() * far).max(-180.0),
        };
        let distance = distance_m(home, buyer);
        let metres = distance + random.u32(..2);
        let radius = Radius { value: f64::from(metres.max(2) - 1) / 1000.0, unit: RadiusUnit::Km };
        let seller = &mut network.sellers[0];
        *seller = Member { point: Some(home), radius: Some(radius), ..member(&mut random, 0, true) };
        let asked = Inquiry { point: Some(buyer), ..Inquiry::default() };
        check(&network, &CompiledNetwork::new(&network), &asked);
    }
}

#[test]
fn r1_quick_distances_are_the_distances() {
    let mut random = Rng::with_seed(4);
    let mut network = network(&mut random, 300);
    network.sellers.iter_mut().for_each(|seller| seller.available = false);
    let compiled = CompiledNetwork::new(&network);
    let check = |buyer: Point| {
        let inquiry = Inquiry { point: Some(buyer), ..Inquiry::default() };
        for (excluded, seller) in compiled.explain(&inquiry).excluded.iter().zip(&network.sellers) {
            let distance = seller.point.map(|point| distance_m(point, buyer));
            assert_eq!(excluded.distance_m, distance, "{:?} {buyer:?}", seller.point);
        }
    };
    (0..300).for_each(|_| check(point(&mut random)));
    for place in network.sellers.iter().filter_map(|seller| seller.point) {
        check(place);
        // Half a metre too far: the last digit decides how it is rounded.
        let half = (f64::from(random.u32(..5_000_000)) + 0.5) / (EARTH_RADIUS_KM * 1000.0);
        check(Point { lat: place.lat - half.to_degrees().copysign(place.lat), ..place });
        check(Point { lat: -place.lat, lon: place.lon - 180.0_f64.copysign(place.lon) });
    }
}
