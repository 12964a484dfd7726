//! What each negotiation adds to the figures of the seller that was its primary (S4, S5).

use crate::store::{Change, StoreError, Transaction};
use crate::{change, values};
use shared::ids::{ManufacturerId, SellerId};
use shared::negotiation::{Inquiry, Negotiation, Party};
use shared::rating::{Feedback, Sample, Stars};

/// The sample of a negotiation whose primary is a seller, as a row.
///
/// # Errors
/// [`StoreError::Broken`] when it cannot be written as JSON.
pub fn change(state: &Negotiation, inquiry: &Inquiry) -> Result<Option<Change>, StoreError> {
    let Some(Party::Seller(seller)) = state.primary.as_ref().map(|primary| &primary.party) else {
        return Ok(None);
    };
    let Some(sample) = sample(state) else { return Ok(None) };
    let body = serde_json::to_string(&sample).map_err(|error| StoreError::Broken(error.to_string()))?;
    let sql =
        "INSERT INTO samples (negotiation, seller, manufacturer, sold, body) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (negotiation) DO UPDATE SET seller = excluded.seller, sold = excluded.sold,
               body = excluded.body";
    let (id, house, sold) = (&inquiry.negotiation, &inquiry.manufacturer, state.sold_at.is_some());
    Ok(Some(change!(sql, id.as_str(), seller.as_str(), house.as_str(), sold, body)))
}

/// The state, as the figures look at it.
fn sample(state: &Negotiation) -> Option<Sample> {
    let answered = state.primary_lane.answered_at;
    let stars = state.feedback.as_ref().and_then(|feedback| Stars::try_from(feedback.stars).ok());
    Some(Sample {
        delivered: state.sent_at?,
        answered,
        no_reply_needed: marked_before_any_answer(state),
        spam: state.spam_at.is_some(),
        feedback: state.feedback_at.zip(stars).map(|(left, stars)| Feedback { left, stars }),
    })
}

fn marked_before_any_answer(state: &Negotiation) -> bool {
    let lane = &state.primary_lane;
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
