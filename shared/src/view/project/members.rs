//! Whom a viewer can bring in from the sales network (N4): names, places and routing's reasons, never an address.

use super::entry::Eye;
use crate::ids::SellerId;
use crate::negotiation::{Inquiry, Lane, Negotiation, Party};
use crate::network::{AreaManager, Network};
use crate::routing::{Excluded, Reach, area_managers, reach};
use crate::view::members::{MemberChoice, Members};
use crate::view::stand::PlaceLine;
use crate::visibility::{Sight, Viewer, rights};

/// How many sellers, and how many of the house, are named at one time.
const NAMED_AT_MOST: usize = 20;

/// A sales network as it is now, with the towns of its sellers.
pub struct Directory<'n> {
    pub network: &'n Network,
    pub town: &'n dyn Fn(&SellerId) -> Option<String>,
}

/// The members that have every word of `search` in their name or town, nearest suitable seller first, then the
/// house; nobody without the right to bring somebody in. `lane` is the one to be brought into, the viewer's first
/// when it is none, or one that the viewer does not read.
pub fn project_members(
    state: &Negotiation,
    viewer: &Viewer,
    directory: &Directory,
    (search, lane): (&str, Option<Lane>),
) -> Option<Members> {
    let rights_here = rights(state, viewer);
    let eye = Eye::new(state, viewer, &rights_here)?;
    let inquiry = state.inquiry.as_ref().filter(|_| rights_here.adds_people)?;
    // Who takes part elsewhere is none of the viewer's business.
    let read = lane.filter(|lane| rights_here.lane(*lane) == Sight::Full);
    let lane = read.or_else(|| rights_here.writes.iter().next())?;
    let words: Vec<String> = search.split_whitespace().map(str::to_lowercase).collect();
    let sellers = sellers(directory, inquiry);
    let house = house(directory.network, inquiry);
    let (mut found, more) = named(&eye, lane, &words, sellers);
    let (house, more_of_house) = named(&eye, lane, &words, house);
    found.extend(house);
    Some(Members { found, more: more || more_of_house })
}

/// The first of them that fit and are not the viewer, and whether there are more.
fn named(eye: &Eye, lane: Lane, words: &[String], all: Vec<MemberChoice>) -> (Vec<MemberChoice>, bool) {
    let fits = |choice: &MemberChoice| !eye.viewer.is(&choice.party) && has(choice, words);
    let mut fitting = all.into_iter().filter(fits);
    let reads = |party: &Party| rights(eye.state, &Viewer::of(party.clone())).lane(lane) == Sight::Full;
    let marked = |choice: MemberChoice| MemberChoice { takes_part: reads(&choice.party), ..choice };
    let found = fitting.by_ref().take(NAMED_AT_MOST).map(marked).collect();
    (found, fitting.next().is_some())
}

fn has(choice: &MemberChoice, words: &[String]) -> bool {
    let town = choice.place.as_ref().map_or("", |place| &place.name);
    let text = format!("{} {town}", choice.name).to_lowercase();
    words.iter().all(|word| text.contains(word.as_str()))
}

fn sellers(Directory { network, town }: &Directory, inquiry: &Inquiry) -> Vec<MemberChoice> {
    let choice = |Reach { member, distance_m, because }| MemberChoice {
        party: Party::Seller(member.id.clone()),
        name: member.name.clone(),
        place: town(&member.id).map(|name| PlaceLine { name, country: member.country }),
        distance_m,
        outside: because.map(|because| Excluded { id: member.id.clone(), because, distance_m }),
        takes_part: false,
    };
    reach(network, &inquiry.routing()).into_iter().map(choice).collect()
}

fn house(network: &Network, inquiry: &Inquiry) -> Vec<MemberChoice> {
    let choice = |party, name: &str| MemberChoice {
        party,
        name: name.to_owned(),
        place: None,
        distance_m: None,
        outside: None,
        takes_part: false,
    };
    let manager = |one: &AreaManager| choice(Party::AreaManager(one.id.clone()), &one.name);
    let managers = area_managers(network, &inquiry.routing()).into_iter().map(manager);
    managers.chain([choice(Party::Worldwide, &inquiry.manufacturer_name)]).collect()
}
