//! Networks and questions of any size, drawn from a seed: sellers and buyers live in real towns.

use fastrand::Rng;
use places::{Gazetteer, Place};
use shared::geo::{Point, countries};
use shared::ids::{Email, ProductId, SellerId};
use shared::network::{CopySettings, Member, Network, Radius, RadiusUnit, SellerKind, Standing, Worldwide};
use shared::routing::{CompiledNetwork, Inquiry};

/// Towns with at least this many people.
const POPULATION_MIN: u32 = 5_000;
const PRODUCTS: usize = 20;
/// Sellers and buyers live this many degrees around their town's centre.
const AROUND: f64 = 0.1;

fn towns() -> Vec<Place> {
    let gazetteer = Gazetteer::embedded();
    countries().flat_map(|country| gazetteer.towns(country, POPULATION_MIN).collect::<Vec<_>>()).collect()
}

/// A fifth have a radius, a quarter a limited range, one in twenty is away.
pub fn network(sellers: usize, seed: u64) -> Network {
    let (mut random, towns) = (Rng::with_seed(seed), towns());
    Network {
        manufacturer: "acme".into(),
        products: (0..PRODUCTS).map(product).collect(),
        worldwide: Worldwide { emails: vec![address("world")] },
        area_managers: Vec::new(),
        sellers: (0..sellers).map(|number| member(&mut random, &towns, number)).collect(),
        copies: CopySettings::default(),
    }
}

/// The same sellers, some of them with other data.
pub fn changes(network: &Network, count: usize, seed: u64) -> Vec<Member> {
    let (mut random, towns) = (Rng::with_seed(seed), towns());
    let change = |_| {
        let number = random.usize(..network.sellers.len());
        member(&mut random, &towns, number)
    };
    (0..count).map(change).collect()
}

/// Half ask for a product, half pick one of those whom the stand shows them.
pub fn inquiries(network: &Network, count: usize, seed: u64) -> Vec<Inquiry> {
    let (mut random, towns) = (Rng::with_seed(seed), towns());
    let compiled = CompiledNetwork::new(network);
    let ask = |_| {
        let town = &towns[random.usize(..towns.len())];
        let product = random.bool().then(|| product(random.usize(..PRODUCTS)));
        let point = Some(around(&mut random, town.point));
        let asked = Inquiry { country: Some(town.country), point, product, pick: None };
        let shown = compiled.shown_and_recipient(&asked).shown();
        let picks = random.bool() && !shown.is_empty();
        let pick = picks.then(|| shown[random.usize(..shown.len())].id.clone());
        Inquiry { pick, ..asked }
    };
    (0..count).map(ask).collect()
}

fn member(random: &mut Rng, towns: &[Place], number: usize) -> Member {
    let town = &towns[random.usize(..towns.len())];
    let local = random.u8(..5) == 0;
    let radius = local.then(|| Radius { value: f64::from(random.u32(20..600)), unit: RadiusUnit::Km });
    let limited = random.u8(..4) == 0;
    Member {
        id: SellerId(format!("s{number:07}")),
        name: String::new(),
        email: address(&format!("s{number}")),
        kind: if local { SellerKind::Local } else { SellerKind::National },
        country: town.country,
        point: Some(around(random, town.point)),
        radius,
        range: limited.then(|| (0..random.usize(1..8)).map(|_| product(random.usize(..PRODUCTS))).collect()),
        available: random.u8(..20) > 0,
        protected: false,
        partner: random.u8(..10) == 0,
        rating: Standing {
            rank_score: (random.u8(..8) > 0).then(|| 2.0 + random.f64() * 3.0),
            ratings: Some(random.u32(..80)),
            mean_response_hours: (random.u8(..5) > 0).then(|| random.f64() * 120.0),
        },
    }
}

fn around(random: &mut Rng, point: Point) -> Point {
    let mut near = |degrees: f64| degrees + (random.f64() - 0.5) * AROUND;
    let (lat, lon) = (near(point.lat), near(point.lon));
    Point { lat: lat.clamp(-90.0, 90.0), lon: lon.clamp(-180.0, 180.0) }
}

fn product(number: usize) -> ProductId {
    ProductId(format!("p{number}"))
}

fn address(name: &str) -> Email {
    Email::parse(&format!("{name}@x.example")).expect("it is one")
}
