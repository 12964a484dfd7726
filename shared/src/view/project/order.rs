//! Quotes and incidents, as somebody of their lane sees them now.

use super::entry::{Eye, Seen, plain};
use crate::ids::EntryId;
use crate::negotiation::{
    Incident, IncidentState, IncidentWord, Order, OrderAddress, Outcome, Party, Quote, payment_reference,
};
use crate::view::orders::{IncidentAction, IncidentView, OrderView, QuoteAction, QuoteStatus, QuoteView};
use crate::view::thread::Content;
use crate::visibility::Sight;

/// The card of a quote.
pub(super) fn quote(eye: &Eye, id: &EntryId) -> Option<QuoteView> {
    let quote = eye.state.quotes.get(id)?;
    let (status, ended_at) = match &quote.outcome {
        Outcome::Open => (QuoteStatus::Open, None),
        Outcome::Accepted(order) => (QuoteStatus::Accepted, Some(order.at)),
        Outcome::Refused { at, .. } => (QuoteStatus::Refused, Some(*at)),
        Outcome::Withdrawn { at } => (QuoteStatus::Withdrawn, Some(*at)),
        Outcome::Expired { at } => (QuoteStatus::Expired, Some(*at)),
        Outcome::Superseded { at, .. } => (QuoteStatus::Superseded, Some(*at)),
    };
    let reason = match &quote.outcome {
        Outcome::Refused { reason, .. } => reason.clone(),
        _ => None,
    };
    let order = quote.order().map(|order| self::order(eye, id, order));
    Some(QuoteView {
        document: quote.document.clone(),
        price: quote.offer.price,
        valid_until: quote.offer.valid_until,
        payable_online: quote.offer.payable_online,
        account: quote.offer.account.clone(),
        supersedes: quote.offer.supersedes.clone(),
        status,
        ended_at,
        opened_at: quote.opened_at,
        reason,
        order,
        may: quote_actions(eye, id, quote),
    })
}

fn order(eye: &Eye, id: &EntryId, order: &Order) -> OrderView {
    let negotiation = eye.state.inquiry.as_ref().map(|inquiry| &inquiry.negotiation);
    OrderView {
        billing: order.billing.clone(),
        delivery: order.delivery.clone(),
        sha256: order.sha256.clone(),
        paid_at: order.paid_at,
        reference: negotiation.map(|negotiation| payment_reference(negotiation, id)).unwrap_or_default(),
    }
}

impl<'a> Eye<'a> {
    pub fn lane_of_quote(&self, quote: &EntryId) -> Sight {
        self.state.quotes.get(quote).map_or(Sight::Hidden, |quote| self.rights.lane(quote.lane))
    }

    pub fn of_quote(&self, quote: &EntryId, by: &'a Party, content: Content) -> Option<Seen<'a>> {
        self.in_lane(self.state.quotes.get(quote)?.lane, by, content)
    }

    /// An incident is for those of the order's lane; nobody else learns that there is one.
    pub fn of_order(&self, order: &EntryId, by: &'a Party, content: Content) -> Option<Seen<'a>> {
        (self.lane_of_quote(order) == Sight::Full).then_some(())?;
        self.of_quote(order, by, content)
    }

    pub fn incident_moved(&self, word: &'a IncidentWord, state: IncidentState) -> Option<Seen<'a>> {
        let order = &self.state.incidents.get(&word.incident)?.order;
        self.of_order(order, &word.by, Content::IncidentMoved { state, text: word.text.clone() })
    }

    /// "Sale concluded": in full to those of the lane, else that it happened, where the table says so.
    pub fn accepted(&self, quote: &EntryId, billing: &OrderAddress) -> Option<Seen<'a>> {
        if self.lane_of_quote(quote) == Sight::Full {
            let price = self.state.quotes.get(quote)?.offer.price;
            let content = Content::QuoteAccepted { price, billing: Box::new(billing.clone()) };
            return self.of_quote(quote, &Party::Buyer, content);
        }
        (self.rights.contact != Sight::Hidden).then_some(())?;
        plain(Content::SaleDeclared, None)
    }
}

fn quote_actions(eye: &Eye, id: &EntryId, quote: &Quote) -> Vec<QuoteAction> {
    let (rights, closed) = (eye.rights, eye.state.is_closed());
    let answers = rights.answers_quotes;
    let sells = rights.sends_quotes && rights.writes.contains(quote.lane);
    let running = || {
        let mut incidents = eye.state.incidents.values();
        incidents.any(|incident| incident.order == *id && !has_ended(incident))
    };
    let offered = match &quote.outcome {
        Outcome::Open if closed => vec![],
        Outcome::Open => vec![
            (answers, QuoteAction::Accept),
            (answers, QuoteAction::Counter),
            (answers, QuoteAction::Refuse),
            (sells, QuoteAction::Supersede),
            (sells, QuoteAction::Withdraw),
        ],
        Outcome::Expired { .. } => vec![(sells && !closed, QuoteAction::Supersede)],
        Outcome::Accepted(order) => vec![
            (answers && quote.offer.payable_online && order.paid_at.is_none(), QuoteAction::PayOnline),
            (sells && order.paid_at.is_none(), QuoteAction::ConfirmPayment),
            (rights.opens_incidents && !running(), QuoteAction::OpenIncident),
        ],
        _ => vec![],
    };
    offered.into_iter().filter_map(|(may, action)| may.then_some(action)).collect()
}

/// The card of an incident.
pub(super) fn incident(eye: &Eye, id: &EntryId, reason: &str) -> Option<IncidentView> {
    let incident = eye.state.incidents.get(id)?;
    let rights = eye.rights;
    let buyer = eye.viewer.is(&Party::Buyer);
    let resolved = incident.state == IncidentState::Resolved;
    let offered = [
        (rights.resolves_incidents && !resolved, IncidentAction::Resolve),
        (rights.closes_incidents && buyer && resolved, IncidentAction::Dispute),
        (rights.closes_incidents, IncidentAction::Close),
    ];
    let may = offered.into_iter().filter_map(|(may, action)| (may && !has_ended(incident)).then_some(action));
    Some(IncidentView {
        order: incident.order.clone(),
        reason: reason.to_owned(),
        state: incident.state,
        closes_at: incident.closes_at(),
        may: may.collect(),
    })
}

fn has_ended(incident: &Incident) -> bool {
    matches!(incident.state, IncidentState::Closed | IncidentState::AutoClosed)
}
