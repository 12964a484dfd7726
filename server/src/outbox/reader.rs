//! The real addresses behind a party. They go into the envelope of a mail and nowhere else.

use crate::desk::{Desk, INSTALLATION};
use crate::store::StoreError;
use shared::ids::Email;
use shared::language::Language;
use shared::negotiation::{Inquiry, Party};

/// Somebody to write to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    pub emails: Vec<Email>,
    pub language: Language,
}

/// The addresses and the language of a party.
pub async fn reader(desk: &Desk, inquiry: &Inquiry, party: &Party) -> Result<Reader, StoreError> {
    let house = |emails| Reader { emails, language: Language::default() };
    Ok(match party {
        Party::Buyer => {
            Reader { emails: vec![inquiry.buyer.email.clone()], language: inquiry.buyer.language }
        }
        Party::Seller(id) => {
            let seller = desk.sellers.load(id.as_str()).await?;
            match &seller.state.profile {
                Some(profile) => Reader {
                    emails: vec![profile.email.clone()],
                    language: profile.details.languages.first().copied().unwrap_or_default(),
                },
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
    Ok(reader(desk, inquiry, party).await?.emails)
}
