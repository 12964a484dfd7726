//! Bringing in others by forward and cc (N4, V1): by address, or out of the sales network as it is now.

use super::failure::Failure;
use super::mount::Call;
use super::negotiations::{Wish, done};
use crate::networks::{Assembled, assembled};
use shared::api::Endpoint;
use shared::api::negotiations::{AddCc, Forward, ListMembers, NewForward};
use shared::ids::SellerId;
use shared::negotiation::{Command, Inquiry, Named, Party, Refusal, named_member};
use shared::view::{Delta, Directory, Members, project_members};
use shared::visibility::rights;
use std::sync::Arc;

/// How much of a search is looked at, in characters.
const SEARCH_CHARACTERS: usize = 100;

pub async fn list_members(call: Call<ListMembers>) -> Result<Members, Failure> {
    let (viewer, _, loaded) = call.visitor.looks_at()?;
    let (_, assembled) = network_to_choose_from(&call).await?;
    let town = |id: &SellerId| {
        let profile = assembled.insiders.get(id)?.seller.state.profile.as_ref()?;
        Some(profile.details.address.town.clone())
    };
    let directory = Directory { network: &assembled.network, town: &town };
    let search = call.body.search.as_deref().unwrap_or_default();
    let search: String = search.chars().take(SEARCH_CHARACTERS).collect();
    let found = project_members(&loaded.state, viewer, &directory, (&search, call.body.lane));
    found.ok_or_else(Failure::not_found)
}

pub async fn forward(call: Call<Forward>) -> Result<Delta, Failure> {
    let NewForward { command, lane, to, members, note } = call.body.clone();
    let members = named(&call, &members).await?;
    done(&call, Wish::in_lane(&command, lane, Command::Forward { lane, to, members, note })).await
}

pub async fn add_cc(call: Call<AddCc>) -> Result<Delta, Failure> {
    let NewForward { command, lane, to, members, .. } = call.body.clone();
    let members = named(&call, &members).await?;
    done(&call, Wish::in_lane(&command, lane, Command::AddCc { lane, to, members })).await
}

/// The members under their names of today.
async fn named<E: Endpoint>(call: &Call<E>, members: &[Party]) -> Result<Vec<Named>, Failure> {
    if members.is_empty() {
        return Ok(Vec::new());
    }
    let (inquiry, assembled) = network_to_choose_from(call).await?;
    let member = |party| named_member(&assembled.network, &inquiry.manufacturer_name, party);
    let named: Option<Vec<Named>> = members.iter().map(member).collect();
    named.ok_or_else(|| Failure::refused(&Refusal::UnknownMember))
}

/// The inquiry and the network that it belongs to; who may bring nobody in learns of nobody.
async fn network_to_choose_from<E: Endpoint>(
    call: &Call<E>,
) -> Result<(Arc<Inquiry>, Arc<Assembled>), Failure> {
    let (viewer, _, loaded) = call.visitor.looks_at()?;
    let rights = rights(&loaded.state, viewer);
    if !rights.any() {
        return Err(Failure::not_found());
    }
    if !rights.adds_people {
        return Err(Failure::refused(&Refusal::NotAllowed));
    }
    let inquiry = loaded.state.inquiry.clone().ok_or_else(Failure::not_found)?;
    let assembled = assembled(&call.desk, inquiry.manufacturer.as_str(), call.now).await?;
    Ok((inquiry, assembled.ok_or_else(Failure::not_found)?))
}
