//! What the facts about a manufacturer add up to. It refuses nothing.

use super::event::Event;
use super::{AreaManager, CopySettings, Worldwide};
use crate::ids::{Email, ManufacturerId, MarketplaceId, ProductId, SellerId, StandId};
use crate::reach::PutOff;
use std::collections::{BTreeMap, BTreeSet};

/// A network; without a manufacturer it is not founded yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NetworkState {
    pub manufacturer: Option<Manufacturer>,
}

/// The company that owns stands, products and a sales network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manufacturer {
    pub id: ManufacturerId,
    pub name: String,
    pub worldwide: Worldwide,
    pub products: BTreeMap<ProductId, Product>,
    pub stands: BTreeMap<StandId, Stand>,
    /// Who signs in for the manufacturer.
    pub users: BTreeSet<Email>,
    pub members: BTreeMap<SellerId, Membership>,
    /// In the order in which they were added.
    pub area_managers: Vec<AreaManager>,
    pub copies: CopySettings,
    /// After how many hours of silence an inquiry is offered once to the next eligible seller; none
    /// is never (R18).
    pub offer_after_hours: Option<u32>,
    /// Addresses to which mails do not arrive; some may belong to nobody here any more.
    pub bouncing: BTreeSet<Email>,
    /// Addresses to which mails were put off (R5).
    pub put_off: BTreeMap<Email, PutOff>,
}

/// Something that buyers ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    pub name: String,
    pub description: String,
}

/// The manufacturer's page on a marketplace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stand {
    pub marketplace: MarketplaceId,
    pub name: String,
}

/// The link to a seller. The limited range is the seller's own word and stays with the seller (R4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Membership {
    /// The manufacturer's choice.
    Own,
    /// Added by the operator's programme (R16).
    Partner,
}

impl NetworkState {
    /// Whether the seller is a member; what a manufacturer may edit depends on it.
    pub fn has_member(&self, seller: &SellerId) -> bool {
        self.manufacturer.as_ref().is_some_and(|manufacturer| manufacturer.members.contains_key(seller))
    }
}

impl Manufacturer {
    /// All addresses of its own people.
    pub fn emails(&self) -> impl Iterator<Item = &Email> {
        let managers = self.area_managers.iter().flat_map(|manager| &manager.emails);
        self.worldwide.emails.iter().chain(managers).chain(&self.users).chain(&self.copies.extra)
    }

    fn new(id: ManufacturerId, name: String, worldwide: Vec<Email>) -> Self {
        Self {
            id,
            name,
            worldwide: Worldwide { emails: worldwide },
            products: BTreeMap::new(),
            stands: BTreeMap::new(),
            users: BTreeSet::new(),
            members: BTreeMap::new(),
            area_managers: Vec::new(),
            copies: CopySettings::default(),
            offer_after_hours: None,
            bouncing: BTreeSet::new(),
            put_off: BTreeMap::new(),
        }
    }
}

/// The state after one more fact.
pub(super) fn evolve(state: NetworkState, event: &Event) -> NetworkState {
    let manufacturer = match (state.manufacturer, event.clone()) {
        (_, Event::Founded { manufacturer, name, worldwide }) => {
            Some(Manufacturer::new(manufacturer, name, worldwide))
        }
        (Some(manufacturer), event) => Some(changed(manufacturer, event)),
        (None, _) => None,
    };
    NetworkState { manufacturer }
}

fn changed(mut manufacturer: Manufacturer, event: Event) -> Manufacturer {
    match event {
        Event::Founded { .. } => {}
        Event::ProductAdded { id, name, description } => {
            manufacturer.products.insert(id, Product { name, description });
        }
        Event::StandOpened { id, marketplace, name } => {
            manufacturer.stands.insert(id, Stand { marketplace, name });
        }
        Event::UserInvited { email } => {
            manufacturer.users.insert(email);
        }
        Event::MemberAdded { seller } => {
            manufacturer.members.insert(seller, Membership::Own);
        }
        Event::PartnerAdded { seller, .. } => {
            manufacturer.members.insert(seller, Membership::Partner);
        }
        Event::MemberRemoved { seller } => {
            manufacturer.members.remove(&seller);
        }
        Event::AreaManagerAdded(manager) => manufacturer.area_managers.push(manager),
        Event::AreaManagerChanged(changed) => {
            let same = manufacturer.area_managers.iter_mut().find(|manager| manager.id == changed.id);
            if let Some(manager) = same {
                *manager = changed;
            }
        }
        Event::AreaManagerRemoved { id } => {
            manufacturer.area_managers.retain(|manager| manager.id != id);
        }
        Event::WorldwideChanged { emails } => manufacturer.worldwide = Worldwide { emails },
        Event::CopiesChanged(copies) => manufacturer.copies = copies,
        Event::SilenceRuleChanged { offer_after_hours } => {
            manufacturer.offer_after_hours = offer_after_hours;
        }
        Event::AddressBounced { email } => {
            manufacturer.bouncing.insert(email);
        }
        Event::MailPutOff { email, at } => manufacturer.put_off.entry(email).or_default().note(at),
        Event::AddressMended { email } => {
            manufacturer.bouncing.remove(&email);
            manufacturer.put_off.remove(&email);
        }
    }
    manufacturer
}
