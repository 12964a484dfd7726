//! The newest part of negotiations as JSON, kept for whoever looks at the same again: a second tab, a reload, a line
//! that was lost. What a page shows follows from the state and the viewer alone, so what was kept is what would be
//! made again; the version is a part of its name. It makes nothing itself.

use quick_cache::Weighter;
use quick_cache::sync::Cache;
use shared::negotiation::Party;
use shared::visibility::Viewer;
use std::collections::BTreeSet;
use std::sync::Arc;

/// All pages together take no more.
const BYTES_MAX: u64 = 4 * 1024 * 1024;
/// A page usually has so many: sizes the first allocation, nothing else.
const BYTES_USUAL: u64 = 8 * 1024;

/// Which negotiation, as it was when, for whom.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PageOf {
    negotiation: String,
    version: i64,
    parties: BTreeSet<Party>,
}

impl PageOf {
    pub fn new(negotiation: &str, version: i64, viewer: &Viewer) -> Self {
        Self { negotiation: negotiation.to_owned(), version, parties: viewer.parties.clone() }
    }
}

/// Pages that were made; those that are asked for stay longest.
pub struct Pages(Cache<PageOf, Arc<[u8]>, ByBytes>);

#[derive(Clone)]
struct ByBytes;

impl Weighter<PageOf, Arc<[u8]>> for ByBytes {
    fn weight(&self, _: &PageOf, page: &Arc<[u8]>) -> u64 {
        page.len() as u64
    }
}

impl Default for Pages {
    fn default() -> Self {
        let usual = usize::try_from(BYTES_MAX / BYTES_USUAL).unwrap_or(usize::MAX);
        Self(Cache::with_weighter(usual, BYTES_MAX, ByBytes))
    }
}

impl Pages {
    /// The page that was kept, or the one that is made now.
    ///
    /// # Errors
    /// Why it could not be made.
    pub fn kept<E>(&self, of: PageOf, make: impl FnOnce() -> Result<Vec<u8>, E>) -> Result<Arc<[u8]>, E> {
        if let Some(page) = self.0.get(&of) {
            return Ok(page);
        }
        let page: Arc<[u8]> = make()?.into();
        self.0.insert(of, page.clone());
        Ok(page)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(version: i64, party: Party) -> PageOf {
        PageOf::new("n", version, &Viewer::of(party))
    }

    #[test]
    fn a_page_is_kept_for_its_version_and_its_viewer_only() {
        let pages = Pages::default();
        let ask = |of, text: &str| {
            let page = pages.kept::<()>(of, || Ok(text.into())).expect("it can be made");
            String::from_utf8(page.to_vec()).expect("as it was")
        };
        assert_eq!(ask(of(1, Party::Buyer), "the buyer's"), "the buyer's");
        assert_eq!(ask(of(1, Party::Buyer), "made again"), "the buyer's");
        assert_eq!(ask(of(2, Party::Buyer), "a newer one"), "a newer one");
        assert_eq!(ask(of(1, Party::Manufacturer), "the manufacturer's"), "the manufacturer's");
    }

    #[test]
    fn what_could_not_be_made_is_not_kept() {
        let pages = Pages::default();
        assert_eq!(pages.kept(of(1, Party::Buyer), || Err("not seen")), Err("not seen"));
        assert!(pages.kept::<()>(of(1, Party::Buyer), || Ok(Vec::new())).is_ok());
    }
}
