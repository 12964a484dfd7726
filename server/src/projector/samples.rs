//! What each negotiation adds to the figures of the sellers that were its primary (S4, S5, R18).

use crate::store::{Change, StoreError, Transaction};
use crate::{change, values};
use shared::ids::{ManufacturerId, SellerId};
use shared::negotiation::{Inquiry, LaneState, Negotiation, Party, Takeover};
use shared::rating::{Feedback, Sample, Stars};

/// The samples of a negotiation as rows: of the seller that is its primary, and of the one that was silent before
/// (R18).
///
/// # Errors
/// [`StoreError::Broken`] when one cannot be written as JSON.
pub fn changes(state: &Negotiation, inquiry: &Inquiry) -> Result<Vec<Change>, StoreError> {
    let primary = state.primary.iter().filter_map(|primary| Some((&primary.party, sample(state)?)));
    let silent = state.takeover().and_then(|takeover| Some((&takeover.from.party, silent(state, takeover)?)));
    let mut changes = Vec::new();
    for (party, sample) in primary.chain(silent) {
        let Party::Seller(seller) = party else { continue };
        let sold = state.sold_at.is_some() && state.primary.as_ref().is_some_and(|one| one.party == *party);
        changes.push(change(inquiry, seller, sold, &sample)?);
    }
    Ok(changes)
}

fn change(inquiry: &Inquiry, seller: &SellerId, sold: bool, sample: &Sample) -> Result<Change, StoreError> {
    let body = serde_json::to_string(sample).map_err(|error| StoreError::Broken(error.to_string()))?;
    let sql =
        "INSERT INTO samples (negotiation, seller, manufacturer, sold, body) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (negotiation, seller) DO UPDATE SET sold = excluded.sold, body = excluded.body";
    let (id, house) = (&inquiry.negotiation, &inquiry.manufacturer);
    Ok(change!(sql, id.as_str(), seller.as_str(), house.as_str(), sold, body))
}

/// The state, as the figures of its primary look at it. The clock of one that took the inquiry over started then.
fn sample(state: &Negotiation) -> Option<Sample> {
    let takeover = state.takeover();
    Some(Sample {
        delivered: takeover.map_or(state.sent_at?, |takeover| takeover.at),
        answered: state.primary_lane.answered_at,
        no_reply_needed: marked_before_any_answer(&state.primary_lane),
        spam: state.spam_at.is_some(),
        feedback: feedback(state)
            .filter(|feedback| takeover.is_none_or(|takeover| takeover.at <= feedback.left)),
    })
}

/// The one that was silent has no answer, ever, so it counts in full (S4); stars only if they came before.
fn silent(state: &Negotiation, takeover: &Takeover) -> Option<Sample> {
    Some(Sample {
        delivered: state.sent_at?,
        answered: None,
        no_reply_needed: marked_before_any_answer(&takeover.lane),
        spam: state.spam_at.is_some(),
        feedback: feedback(state).filter(|feedback| feedback.left < takeover.at),
    })
}

fn feedback(state: &Negotiation) -> Option<Feedback> {
    let stars = state.feedback.as_ref().and_then(|feedback| Stars::try_from(feedback.stars).ok());
    state.feedback_at.zip(stars).map(|(left, stars)| Feedback { left, stars })
}

fn marked_before_any_answer(lane: &LaneState) -> bool {
    lane.unneeded_at.is_some_and(|marked| lane.answered_at.is_none_or(|answered| marked <= answered))
}

/// What is known of a seller from inside one network.
pub struct Record {
    /// Of every manufacturer it works for: a seller has one rating.
    pub samples: Vec<Sample>,
    /// Inquiries and sales of this manufacturer alone.
    pub inquiries: u32,
    pub sales: u32,
}

/// The record of a seller.
///
/// # Errors
/// What the database says.
pub fn record(
    open: &mut dyn Transaction,
    seller: &SellerId,
    manufacturer: &ManufacturerId,
) -> Result<Record, StoreError> {
    let sql = "SELECT body, manufacturer, sold FROM samples WHERE seller = $1 ORDER BY negotiation";
    let mut record = Record { samples: Vec::new(), inquiries: 0, sales: 0 };
    for row in open.query(sql, values![seller.as_str()])? {
        let sample = serde_json::from_str(row.text(0)?).map_err(|e| StoreError::Broken(e.to_string()))?;
        record.samples.push(sample);
        let own = row.text(1)? == manufacturer.as_str();
        record.inquiries += u32::from(own);
        record.sales += u32::from(own && row.integer(2)? == 1);
    }
    Ok(record)
}
