//! Networks ready for routing: assembled from three kinds of streams, and kept until one of them changes.

use crate::desk::Desk;
use crate::execute::Loaded;
use crate::projector::samples::{self, Record};
use crate::store::{StoreError, Transaction};
use shared::ids::SellerId;
use shared::network::{Manufacturer, Network, NetworkState, assemble};
use shared::rating::Figures;
use shared::seller::SellerState;
use shared::time::{Millis, Timestamp};
use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Ratings age and absences begin without any command: an assembled network is not used for longer.
const KEPT: Millis = Millis::minutes(1);
/// Networks kept at one time.
const KEPT_MAX: usize = 256;

/// A seller as its network sees it.
#[derive(Clone)]
pub struct Insider {
    pub seller: Arc<Loaded<SellerState>>,
    pub figures: Figures,
    pub inquiries: u32,
    pub sales: u32,
}

/// A manufacturer's network at one moment.
pub struct Assembled {
    pub house: Arc<Loaded<NetworkState>>,
    pub insiders: BTreeMap<SellerId, Insider>,
    pub network: Network,
    at: Timestamp,
    generation: u64,
}

/// The networks that were assembled last.
#[derive(Default)]
pub struct Networks {
    kept: Mutex<HashMap<String, Arc<Assembled>>>,
    generation: AtomicU64,
}

impl Networks {
    /// A seller or a network has changed: nothing that was assembled before is used again.
    pub fn forget(&self) {
        self.generation.fetch_add(1, Ordering::SeqCst);
    }

    /// A negotiation has changed, and with it perhaps the figures of its seller.
    pub fn figures_changed(&self) {
        self.forget();
    }

    fn known(&self, manufacturer: &str, now: Timestamp) -> Option<Arc<Assembled>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = |assembled: &&Arc<Assembled>| {
            assembled.generation == self.generation.load(Ordering::SeqCst)
                && (Millis(0)..KEPT).contains(&(now - assembled.at))
        };
        kept.get(manufacturer).filter(fresh).cloned()
    }

    fn keep(&self, manufacturer: &str, assembled: &Arc<Assembled>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT_MAX {
            kept.clear();
        }
        kept.insert(manufacturer.to_owned(), assembled.clone());
    }
}

/// The network of a manufacturer at `now`; none when there is no such manufacturer.
///
/// # Errors
/// What the database says.
pub async fn assembled(
    desk: &Desk,
    manufacturer: &str,
    now: Timestamp,
) -> Result<Option<Arc<Assembled>>, StoreError> {
    if let Some(known) = desk.assembled.known(manufacturer, now) {
        return Ok(Some(known));
    }
    // Read before the facts: what changes from here on counts as newer.
    let generation = desk.assembled.generation.load(Ordering::SeqCst);
    let house = desk.networks.load(manufacturer).await?;
    let Some(founded) = &house.state.manufacturer else { return Ok(None) };
    let mut insiders = BTreeMap::new();
    for (id, record) in records(desk, founded).await? {
        let seller = desk.sellers.load(id.as_str()).await?;
        let figures = Figures::of(&record.samples, now);
        let Record { inquiries, sales, .. } = record;
        insiders.insert(id, Insider { seller, figures, inquiries, sales });
    }
    let seller = |id: &SellerId| insiders.get(id).map(|insider| &insider.seller.state);
    let standing =
        |id: &SellerId| insiders.get(id).map(|insider| insider.figures.standing()).unwrap_or_default();
    let Some(network) = assemble(&house.state, seller, standing, now) else { return Ok(None) };
    let assembled = Arc::new(Assembled { network, insiders, at: now, generation, house });
    desk.assembled.keep(manufacturer, &assembled);
    Ok(Some(assembled))
}

/// The record of each member.
async fn records(desk: &Desk, house: &Manufacturer) -> Result<Vec<(SellerId, Record)>, StoreError> {
    desk.negotiations.catch_up().await?;
    let (ids, house): (Vec<_>, _) = (house.members.keys().cloned().collect(), house.id.clone());
    let read = move |open: &mut dyn Transaction| {
        let record = |id: SellerId| samples::record(open, &id, &house).map(|record| (id, record));
        ids.into_iter().map(record).collect()
    };
    desk.database.read(read).await
}
