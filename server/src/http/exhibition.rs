//! What anybody may see and do: marketplaces, stands, the sellers shown, sending an inquiry.

use super::failure::Failure;
use super::mount::{Answer, Call};
use crate::desk::{Desk, INSTALLATION};
use crate::exhibition::{self, send};
use crate::identity::{Grant, cookie, session};
use crate::networks::{Assembled, assembled};
use crate::secret;
use crate::store::Transaction;
use shared::api::exhibition::{ListMarketplaces, ReadSellers, ReadStand, SendInquiry, SuggestPlaces};
use shared::geo::Country;
use shared::ids::StandId;
use shared::time::Timestamp;
use shared::view::{InquiryReceipt, Marketplace, PlaceLine, Sellers, Stand};
use std::sync::Arc;

/// Towns offered while somebody types.
const SUGGESTIONS: usize = 8;

pub async fn list_marketplaces(call: Call<ListMarketplaces>) -> Result<Vec<Marketplace>, Failure> {
    let installation = call.desk.installation.load(INSTALLATION).await?;
    let stands = call.desk.database.read(exhibition::stands).await?;
    Ok(exhibition::marketplaces(&installation.state, stands))
}

pub async fn read_stand(call: Call<ReadStand>) -> Result<Stand, Failure> {
    let (stand, assembled) = stand_at(&call.desk, call.segment("stand"), call.now).await?;
    let installation = call.desk.installation.load(INSTALLATION).await?;
    exhibition::stand(&stand, &assembled, &installation.state).ok_or_else(Failure::not_found)
}

pub async fn read_sellers(call: Call<ReadSellers>) -> Result<Sellers, Failure> {
    let (_, assembled) = stand_at(&call.desk, call.segment("stand"), call.now).await?;
    Ok(exhibition::sellers(&assembled, &call.desk.gazetteer, &call.body))
}

/// The stand in the path and the network behind it.
async fn stand_at(desk: &Desk, stand: &str, now: Timestamp) -> Result<(StandId, Arc<Assembled>), Failure> {
    let stand = StandId::from(stand);
    let id = stand.clone();
    let house = desk.database.read(move |open| exhibition::house_of(open, &id)).await?;
    let house = house.ok_or_else(Failure::not_found)?;
    let assembled = assembled(desk, house.as_str(), now).await?.ok_or_else(Failure::not_found)?;
    Ok((stand, assembled))
}

pub async fn suggest_places(call: Call<SuggestPlaces>) -> Result<Vec<PlaceLine>, Failure> {
    let country = call.body.country.as_deref().and_then(|code| Country::parse(code).ok());
    let found = call.desk.gazetteer.suggest(country, &call.body.prefix, SUGGESTIONS);
    let line = |one: places::Suggestion| PlaceLine { name: one.spelling, country: one.place.country };
    Ok(found.into_iter().map(line).collect())
}

pub async fn send_inquiry(call: Call<SendInquiry>) -> Result<Answer<InquiryReceipt>, Failure> {
    let (stand, assembled) = stand_at(&call.desk, call.segment("stand"), call.now).await?;
    let sent = send::send(&call.desk, &stand, &assembled, &call.body, call.now).await?;
    let known = call.visitor.session;
    // Who has signed in with this address sees the inquiry without a grant.
    if known.as_ref().is_some_and(|session| session.identity.as_ref() == Some(&sent.email)) {
        return Ok(sent.receipt.into());
    }
    let grant = Grant {
        negotiation: sent.receipt.negotiation.clone(),
        party: shared::negotiation::Party::Buyer,
        email: sent.email,
        passed_on: false,
    };
    let (token, now) = (secret::fresh_token(), call.now);
    let begun = token.clone();
    let work = move |open: &mut dyn Transaction| session::grant(open, known.as_ref(), &begun, &grant, now);
    let is_new = call.desk.database.write(work).await?;
    let cookie = is_new.then(|| cookie::set(&call.desk.address, Some(&token)));
    Ok(Answer::with_cookie(sent.receipt, cookie))
}
