//! One seller in a list, with what most questions need of it: a question reads the list and leaves the
//! seller's own figures alone, which lie elsewhere in memory. It never says yes or no where the last
//! metre decides, or a product that it cannot tell from another.

use super::limit::Limit;
use super::place::Angles;
use super::products::Hint;
use super::seller::{Ranks, Seller};

/// Half a line of the processor's cache.
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
pub(super) struct Entry {
    pub score: f64,
    pub seller: u32,
    pub range: Hint,
    /// How far it reaches (R2).
    pub limit: Limit,
    at: Site,
}

const _: () = assert!(size_of::<Entry>() == 32, "two entries must fill a cache line");

/// A point of the unit sphere, to less than a metre; not a number when the place is unknown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Site([f32; 3]);

impl Site {
    pub fn new(place: Option<&Angles>) -> Self {
        Self(place.map_or([f32::NAN; 3], |place| place.on_sphere().map(|axis| axis as f32)))
    }

    /// The square of the chord between the two.
    pub fn square_to(self, other: Self) -> f32 {
        let [x, y, z] = std::array::from_fn(|axis| self.0[axis] - other.0[axis]);
        x * x + y * y + z * z
    }
}

impl Entry {
    pub fn new(number: u32, seller: &Seller, standing: &Ranks) -> Self {
        Self {
            score: standing.score,
            seller: number,
            range: seller.range,
            limit: seller.limit_m().map_or(Limit::NONE, Limit::of),
            at: Site::new(seller.angles.as_ref()),
        }
    }

    /// The square of the chord to a buyer.
    pub fn square_to(&self, buyer: Site) -> f32 {
        self.at.square_to(buyer)
    }
}

/// Sellers in the order of R8 without the distance.
#[derive(Clone, Debug, Default)]
pub(super) struct List(Vec<Entry>);

impl List {
    pub fn push(&mut self, entry: Entry) {
        self.0.push(entry);
    }

    /// Puts the entry where `is_before` turns false.
    pub fn insert(&mut self, entry: Entry, is_before: impl Fn(&Entry) -> bool) {
        self.0.insert(self.0.partition_point(is_before), entry);
    }

    /// Takes out the entry where `is_before` turns false.
    pub fn remove(&mut self, is_before: impl Fn(&Entry) -> bool) {
        self.0.remove(self.0.partition_point(is_before));
    }

    pub fn entries(&self) -> &[Entry] {
        &self.0
    }

    /// The score of the first; nobody is worse than this.
    pub fn best(&self) -> f64 {
        self.0.first().map_or(f64::NEG_INFINITY, |first| first.score)
    }
}
