//! A bounded memory of what was loaded last: two generations, the older one is forgotten as a whole.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Values by name, bounded by the sum of their weights.
pub struct Cache<V> {
    weight_max: i64,
    generations: Mutex<Generations<V>>,
}

struct Generations<V> {
    young: HashMap<String, (V, i64)>,
    young_weight: i64,
    old: HashMap<String, (V, i64)>,
}

impl<V: Clone> Cache<V> {
    /// Keeps at most about `weight_max` in all.
    pub fn new(weight_max: i64) -> Self {
        let generations = Generations { young: HashMap::new(), young_weight: 0, old: HashMap::new() };
        Self { weight_max, generations: Mutex::new(generations) }
    }

    /// What was put last under this name, if it is still there; it counts as young again.
    pub fn get(&self, name: &str) -> Option<V> {
        let mut generations = self.lock();
        if let Some((value, _)) = generations.young.get(name) {
            return Some(value.clone());
        }
        let (value, weight) = generations.old.remove(name)?;
        generations.insert(name, value.clone(), weight, self.weight_max / 2);
        Some(value)
    }

    /// Remembers a value; `weight` is at least counted as one.
    pub fn put(&self, name: &str, value: V, weight: i64) {
        let mut generations = self.lock();
        generations.old.remove(name);
        generations.insert(name, value, weight.max(1), self.weight_max / 2);
    }

    fn lock(&self) -> MutexGuard<'_, Generations<V>> {
        self.generations.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<V> Generations<V> {
    fn insert(&mut self, name: &str, value: V, weight: i64, weight_max: i64) {
        let replaced = self.young.insert(name.to_owned(), (value, weight));
        self.young_weight += weight - replaced.map_or(0, |(_, weight)| weight);
        if self.young_weight > weight_max {
            self.old = std::mem::take(&mut self.young);
            self.young_weight = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Cache;

    #[test]
    fn it_remembers_the_latest_and_stays_bounded() {
        let cache = Cache::new(10);
        for n in 0..100 {
            cache.put(&n.to_string(), n, 1);
        }
        assert_eq!(cache.get("99"), Some(99));
        let generations = cache.lock();
        let kept = generations.young.len() + generations.old.len();
        assert!((1..=12).contains(&kept), "{kept} kept");
    }

    #[test]
    fn the_weight_of_a_value_that_grows_counts() {
        let cache = Cache::new(10);
        for weight in 1..=6 {
            cache.put("grows", weight, weight);
        }
        assert!(cache.lock().young.is_empty(), "a generation of weight 6 is closed");
        assert_eq!(cache.get("grows"), Some(6));
    }
}
