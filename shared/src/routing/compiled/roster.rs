//! The sellers by number: their figures, their names, their order.

use super::products::{Products, Range};
use super::seller::{Buyer, Ranks, Seller};
use super::spread::Spread;
use crate::geo::Point;
use crate::ids::{Email, SellerId};
use crate::network::Member;
use crate::routing::Because;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// Every member, available or not; numbers are positions in the network.
#[derive(Clone, Debug, Default)]
pub(super) struct Roster {
    sellers: Vec<Seller>,
    standings: Vec<Ranks>,
    details: Vec<Detail>,
    names: Vec<(SellerId, Email)>,
    numbers: HashMap<SellerId, u32, BuildHasherDefault<Spread>>,
    products: Products,
    /// All numbers by standing, then id: R8 without the distance.
    ranked: Vec<u32>,
}

/// What is asked where the figures leave a doubt.
#[derive(Clone, Debug)]
struct Detail {
    point: Option<Point>,
    range: Range,
}

impl Roster {
    pub fn new(members: &[Member]) -> Self {
        let mut roster = Self::default();
        roster.numbers.reserve(members.len());
        for (member, number) in members.iter().zip(0..) {
            let range = roster.products.range(member.range.as_ref());
            roster.sellers.push(Seller::new(member, range.hint()));
            roster.standings.push(Ranks::new(&member.rating));
            roster.details.push(Detail { point: member.point, range });
            roster.names.push((member.id.clone(), member.email.clone()));
            roster.numbers.insert(member.id.clone(), number);
        }
        let mut ranked: Vec<u32> = (0..members.len() as u32).collect();
        ranked.sort_unstable_by(|a, b| roster.order(*a, *b));
        roster.ranked = ranked;
        roster
    }

    /// R8 without the distance.
    pub fn order(&self, a: u32, b: u32) -> Ordering {
        let standing = self.standing(a).compare(self.standing(b));
        standing.then_with(|| self.id(a).cmp(self.id(b)))
    }

    /// R8.
    pub fn by_rank(&self, buyer: &Buyer, a: u32, b: u32) -> Ordering {
        // Unknown comes last.
        let distance = |seller: u32| self.distance_m(seller, buyer).unwrap_or(u32::MAX);
        let standing = self.standing(a).compare(self.standing(b));
        let nearness = standing.then_with(|| distance(a).cmp(&distance(b)));
        nearness.then_with(|| self.id(a).cmp(self.id(b)))
    }

    pub fn seller(&self, number: u32) -> &Seller {
        &self.sellers[number as usize]
    }

    pub fn len(&self) -> u32 {
        self.sellers.len() as u32
    }

    pub fn standing(&self, number: u32) -> &Ranks {
        &self.standings[number as usize]
    }

    pub fn point(&self, number: u32) -> Option<Point> {
        self.details[number as usize].point
    }

    pub fn id(&self, number: u32) -> &SellerId {
        &self.names[number as usize].0
    }

    pub fn email(&self, number: u32) -> &Email {
        &self.names[number as usize].1
    }

    pub fn number(&self, id: &SellerId) -> Option<u32> {
        self.numbers.get(id).copied()
    }

    pub fn products(&self) -> &Products {
        &self.products
    }

    pub fn ranked(&self) -> &[u32] {
        &self.ranked
    }

    /// R1; none when one of the places is unknown.
    pub fn distance_m(&self, number: u32, buyer: &Buyer) -> Option<u32> {
        let place = buyer.place.as_ref()?;
        let point = || self.point(number).expect("who has angles has a point");
        Some(place.distance_m(self.seller(number).angles.as_ref()?, point))
    }

    /// R4.
    pub fn is_in_range(&self, number: u32, buyer: &Buyer) -> bool {
        let surely = || self.details[number as usize].range.contains(buyer.asked);
        self.seller(number).range.contains(buyer.asked).unwrap_or_else(surely)
    }

    /// The first of R6 that fails.
    pub fn objection(&self, number: u32, buyer: &Buyer, distance_m: Option<u32>) -> Option<Because> {
        let seller = self.seller(number);
        if !seller.available {
            return Some(Because::Unavailable);
        }
        if !self.is_in_range(number, buyer) {
            return Some(Because::OutOfRange);
        }
        match seller.limit_m() {
            Some(_) if distance_m.is_some_and(|distance| seller.reaches(distance)) => None,
            Some(limit_m) => Some(Because::OutOfRadius { limit_m }),
            None => (buyer.country != Some(seller.country)).then_some(Because::OutOfCountry),
        }
    }

    /// Puts new data in the place of a member's old data; its id stays.
    pub fn replace(&mut self, number: u32, member: &Member) {
        let before = self.ranked_position(number);
        self.ranked.remove(before);
        let range = self.products.range(member.range.as_ref());
        let at = number as usize;
        self.sellers[at] = Seller::new(member, range.hint());
        self.standings[at] = Ranks::new(&member.rating);
        self.details[at] = Detail { point: member.point, range };
        self.names[at].1 = member.email.clone();
        self.ranked.insert(self.ranked_position(number), number);
    }

    fn ranked_position(&self, number: u32) -> usize {
        self.ranked.partition_point(|other| self.order(*other, number).is_lt())
    }
}
