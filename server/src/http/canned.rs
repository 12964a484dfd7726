//! Canned answers, for those who sell here; and what is said with one unchanged (S5).

use super::failure::Failure;
use super::mount::Call;
use crate::canned::{self, Author};
use axum::http::StatusCode;
use shared::api::writing::{ForgetAnswer, KeepAnswer, ListAnswers};
use shared::api::{Endpoint, Nothing};
use shared::canned::{AnswerFault, CannedAnswer, Particulars, is_unchanged};
use shared::negotiation::{Lane, Negotiation, Party, Refusal};
use shared::visibility::{acting_party, rights};

/// The most characters of an answer's id, which its page makes.
const ID_CHARACTERS: usize = 64;

/// Somebody who writes here, and is not the buyer.
fn author<E: Endpoint>(call: &Call<E>) -> Result<Author, Failure> {
    let (viewer, email, loaded) = call.visitor.looks_at()?;
    let state = &loaded.state;
    let party = acting_party(state, viewer, None).ok_or_else(Failure::not_found)?;
    match !rights(state, viewer).writes.is_empty() && party != Party::Buyer {
        true => Ok(Author::of(state, &party, email.clone())),
        false => Err(Failure::refused(&Refusal::NotAllowed)),
    }
}

pub async fn list_answers(call: Call<ListAnswers>) -> Result<Vec<CannedAnswer>, Failure> {
    Ok(canned::list(&call.desk.database, &author(&call)?).await?)
}

pub async fn keep_answer(call: Call<KeepAnswer>) -> Result<CannedAnswer, Failure> {
    let (author, id, now) = (author(&call)?, call.segment("answer").to_owned(), call.now);
    if id.chars().count() > ID_CHARACTERS {
        return Err(Failure::not_found());
    }
    let refused = |fault: AnswerFault| {
        Failure::new(StatusCode::UNPROCESSABLE_ENTITY, fault.code(), fault.to_string()).at(fault.field())
    };
    let mut card = call.body.checked().map_err(refused)?;
    // Who was brought in has no company to share it with.
    card.shared &= author.company.is_some();
    let answer = CannedAnswer { id, card, own: true };
    let kept = answer.clone();
    match call.desk.database.write(move |open| canned::keep(open, &author, &kept, now)).await? {
        true => Ok(answer),
        false => {
            let detail = format!("You keep {} answers already: forget one first.", canned::ANSWERS_MAX);
            Err(Failure::new(StatusCode::CONFLICT, "too_many_answers", detail))
        }
    }
}

pub async fn forget_answer(call: Call<ForgetAnswer>) -> Result<Nothing, Failure> {
    let (author, id) = (author(&call)?, call.segment("answer").to_owned());
    call.desk.database.write(move |open| canned::forget(open, &author, &id)).await?;
    Ok(Nothing {})
}

/// S5: whether the sender, who is not the buyer, uses a canned answer as it is.
pub async fn sent_unchanged<E: Endpoint>(
    call: &Call<E>,
    lane: Option<Lane>,
    text: &str,
) -> Result<bool, Failure> {
    let (viewer, email, loaded) = call.visitor.looks_at()?;
    let state = &loaded.state;
    let party = acting_party(state, viewer, lane).filter(|party| *party != Party::Buyer);
    let (Some(party), Some(particulars)) = (party, particulars(state)) else { return Ok(false) };
    let author = Author::of(state, &party, email.clone());
    let answers = canned::list(&call.desk.database, &author).await?;
    Ok(is_unchanged(text, answers.iter().map(|answer| &answer.card), &particulars))
}

fn particulars(state: &Negotiation) -> Option<Particulars<'_>> {
    let inquiry = state.inquiry.as_ref()?;
    Some(Particulars {
        buyer: &inquiry.buyer.name,
        company: inquiry.buyer.company.as_deref(),
        product: inquiry.product.as_ref().map(|product| product.name.as_str()),
        manufacturer: &inquiry.manufacturer_name,
        seller: &state.primary.as_ref()?.name,
    })
}
