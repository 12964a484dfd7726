//! The real addresses behind a party. They go into the envelope of a mail and nowhere else.

use crate::desk::{Desk, INSTALLATION};
use crate::identity::reader_language;
use crate::store::{StoreError, Transaction};
use shared::ids::Email;
use shared::language::Language;
use shared::negotiation::{Inquiry, Negotiation, Party};
use std::collections::BTreeMap;

/// Somebody to write to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    pub emails: Vec<Email>,
    /// What is known of a party whose reader has not been seen yet.
    language: Language,
    /// In which languages the pages were shown to these addresses.
    read_in: BTreeMap<Email, Language>,
}

impl Reader {
    /// The language of a mail to this address: the one in which its owner reads the pages; until that is known, the
    /// party's.
    pub fn language_of(&self, email: &Email) -> Language {
        self.read_in.get(email).copied().unwrap_or(self.language)
    }
}

/// The addresses and the languages of a party.
///
/// # Errors
/// What the database says.
pub async fn reader(
    desk: &Desk,
    (state, inquiry): (&Negotiation, &Inquiry),
    party: &Party,
) -> Result<Reader, StoreError> {
    let mut reader = registered(desk, inquiry, party).await?;
    // Whoever was brought in most likely speaks what the one speaks who did it.
    if let Some(by) = first_hand(state, party) {
        let host = seen(desk, registered(desk, inquiry, by).await?).await?;
        reader.language = host.emails.first().map_or(host.language, |email| host.language_of(email));
    }
    seen(desk, reader).await
}

/// With the languages in which its addresses read.
async fn seen(desk: &Desk, mut reader: Reader) -> Result<Reader, StoreError> {
    let emails = reader.emails.clone();
    let look = move |open: &mut dyn Transaction| {
        let known = |email: Email| Ok(reader_language::of(open, &email)?.map(|language| (email, language)));
        emails.into_iter().map(known).filter_map(Result::transpose).collect::<Result<_, StoreError>>()
    };
    reader.read_in = desk.database.read(look).await?;
    Ok(reader)
}

/// Who brought a party in, and is not brought in itself.
fn first_hand<'s>(state: &'s Negotiation, party: &'s Party) -> Option<&'s Party> {
    let by = |party: &Party| state.participants.get(party)?.added_by.as_ref();
    std::iter::successors(by(party), |party| by(party)).last()
}

async fn registered(desk: &Desk, inquiry: &Inquiry, party: &Party) -> Result<Reader, StoreError> {
    let reader = |emails, language| Reader { emails, language, read_in: BTreeMap::new() };
    let house = |emails| reader(emails, Language::default());
    Ok(match party {
        Party::Buyer => reader(vec![inquiry.buyer.email.clone()], inquiry.buyer.language),
        Party::Seller(id) => {
            let seller = desk.sellers.load(id.as_str()).await?;
            match &seller.state.profile {
                Some(profile) => {
                    let language = profile.details.languages.first().copied().unwrap_or_default();
                    reader(vec![profile.email.clone()], language)
                }
                None => house(Vec::new()),
            }
        }
        Party::Address(email) => house(vec![email.clone()]),
        Party::Operator => {
            let installation = desk.installation.load(INSTALLATION).await?;
            house(installation.state.operators.iter().cloned().collect())
        }
        Party::AreaManager(_) | Party::Worldwide | Party::Manufacturer => {
            let network = desk.networks.load(inquiry.manufacturer.as_str()).await?;
            let Some(manufacturer) = &network.state.manufacturer else { return Ok(house(Vec::new())) };
            match party {
                Party::AreaManager(id) => {
                    let manager = manufacturer.area_managers.iter().find(|manager| manager.id == *id);
                    house(manager.map(|manager| manager.emails.clone()).unwrap_or_default())
                }
                Party::Worldwide => house(manufacturer.worldwide.emails.clone()),
                _ => house(manufacturer.users.iter().cloned().collect()),
            }
        }
        Party::System => house(Vec::new()),
    })
}

/// The addresses of a party alone.
///
/// # Errors
/// What the database says.
pub async fn emails_of(desk: &Desk, inquiry: &Inquiry, party: &Party) -> Result<Vec<Email>, StoreError> {
    Ok(registered(desk, inquiry, party).await?.emails)
}
