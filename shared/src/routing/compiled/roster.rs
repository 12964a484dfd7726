//! The sellers by number: their figures, their names, their order.

use super::products::Products;
use super::seller::Seller;
use super::spread::Spread;
use crate::ids::{Email, SellerId};
use crate::network::Member;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// Every member, available or not; numbers are positions in the network.
#[derive(Clone, Debug, Default)]
pub(super) struct Roster {
    sellers: Vec<Seller>,
    names: Vec<(SellerId, Email)>,
    numbers: HashMap<SellerId, u32, BuildHasherDefault<Spread>>,
    products: Products,
    /// All numbers by standing, then id: R8 without the distance.
    ranked: Vec<u32>,
}

impl Roster {
    pub fn new(members: &[Member]) -> Self {
        let mut roster = Self::default();
        roster.numbers.reserve(members.len());
        for (member, number) in members.iter().zip(0..) {
            roster.sellers.push(Seller::new(member, roster.products.range(member.range.as_ref())));
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
        let standing = self.seller(a).standing.compare(&self.seller(b).standing);
        standing.then_with(|| self.id(a).cmp(self.id(b)))
    }

    pub fn seller(&self, number: u32) -> &Seller {
        &self.sellers[number as usize]
    }

    pub fn sellers(&self) -> &[Seller] {
        &self.sellers
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

    /// Puts new data in the place of a member's old data; its id stays.
    pub fn replace(&mut self, number: u32, member: &Member) {
        let before = self.ranked_position(number);
        self.ranked.remove(before);
        let range = self.products.range(member.range.as_ref());
        self.sellers[number as usize] = Seller::new(member, range);
        self.names[number as usize].1 = member.email.clone();
        self.ranked.insert(self.ranked_position(number), number);
    }

    fn ranked_position(&self, number: u32) -> usize {
        self.ranked.partition_point(|other| self.order(*other, number).is_lt())
    }
}
