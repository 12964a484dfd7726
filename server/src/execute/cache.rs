//! A bounded memory of states, weighed by what they take, as the facts behind them tell.

use super::Loaded;
use quick_cache::sync::{Cache as Bounded, DefaultLifecycle};
use quick_cache::{DefaultHashBuilder, OptionsBuilder, Weighter};
use std::sync::Arc;

/// About what a state takes besides its facts, as ten thousand negotiations of the demo do.
const STATE_BYTES: u64 = 6 * 1024;
/// About what one fact takes: a message of a line or two, and where it is found.
const FACT_BYTES: u64 = 512;
/// How many facts a stream usually has: sizes the first allocation, nothing else.
const FACTS_USUAL: u64 = 16;

/// States by id; those that are asked for stay longest.
pub struct Cache<A>(Bounded<String, Arc<Loaded<A>>, ByBytes>);

#[derive(Clone)]
struct ByBytes;

impl<A> Weighter<String, Arc<Loaded<A>>> for ByBytes {
    fn weight(&self, _: &String, loaded: &Arc<Loaded<A>>) -> u64 {
        bytes(loaded.version.unsigned_abs())
    }
}

const fn bytes(facts: u64) -> u64 {
    STATE_BYTES + facts * FACT_BYTES
}

impl<A> Cache<A> {
    /// Keeps states of about so many bytes in all.
    pub fn new(bytes_max: u64) -> Self {
        let usual = usize::try_from(bytes_max / bytes(FACTS_USUAL)).unwrap_or(usize::MAX);
        // One shard: the bound holds for all together, and a long stream may take most of it.
        let options = OptionsBuilder::new()
            .estimated_items_capacity(usual)
            .weight_capacity(bytes_max)
            .shards(1)
            .build()
            .expect("both capacities are given");
        Self(Bounded::with_options(
            options,
            ByBytes,
            DefaultHashBuilder::default(),
            DefaultLifecycle::default(),
        ))
    }

    /// What was kept last under this id, if it is still there.
    pub fn get(&self, id: &str) -> Option<Arc<Loaded<A>>> {
        self.0.get(id)
    }

    pub fn knows(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }

    /// Remembers a state, as long as there is room.
    pub fn put(&self, id: &str, loaded: Arc<Loaded<A>>) {
        self.0.insert(id.to_owned(), loaded);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(version: i64) -> Arc<Loaded<()>> {
        Arc::new(Loaded { version, state: () })
    }

    #[test]
    fn it_remembers_the_latest_and_stays_bounded() {
        let cache = Cache::new(10 * bytes(10));
        for n in 0..1_000 {
            cache.put(&n.to_string(), of(10));
        }
        let known = (0..1_000).filter(|n| cache.knows(&n.to_string())).count();
        assert!((1..=10).contains(&known), "{known} kept");
    }

    #[test]
    fn the_weight_of_a_state_that_grows_counts() {
        let cache = Cache::new(bytes(100));
        cache.put("other", of(40));
        for version in 1..=90 {
            cache.put("grows", of(version));
        }
        let both = cache.knows("other") && cache.knows("grows");
        assert!(!both, "130 facts do not fit");
    }
}
