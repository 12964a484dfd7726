//! Incidents and orders for the operator's page (N11).

use crate::ids::EntryId;
use crate::negotiation::{Event, Incident, Lane, Named, Negotiation, Party, Quote};
use crate::view::incidents::{IncidentLine, OrderLine};
use crate::visibility::{Class, Viewer, rights};

/// The incidents of a negotiation; none for anybody but the operator.
pub fn project_incidents(state: &Negotiation, viewer: &Viewer) -> Vec<IncidentLine> {
    match is_operator(state, viewer) {
        true => state.incidents.iter().filter_map(|(id, incident)| line(state, id, incident)).collect(),
        false => Vec::new(),
    }
}

/// The orders of a negotiation, and whether something went wrong; none for anybody but the operator.
pub fn project_orders(state: &Negotiation, viewer: &Viewer) -> Vec<OrderLine> {
    if !is_operator(state, viewer) {
        return Vec::new();
    }
    let orders = state.quotes.iter().filter(|(_, quote)| quote.order().is_some());
    let line = |(order, quote): (&EntryId, &Quote)| {
        let has_incident = state.incidents.values().any(|incident| incident.order == *order);
        Some(OrderLine { order: order.clone(), seller: seller(state, quote)?, has_incident })
    };
    orders.filter_map(line).collect()
}

fn is_operator(state: &Negotiation, viewer: &Viewer) -> bool {
    rights(state, viewer).classes.contains(Class::Operator)
}

fn line(state: &Negotiation, id: &EntryId, incident: &Incident) -> Option<IncidentLine> {
    let (inquiry, quote) = (state.inquiry.as_ref()?, state.quotes.get(&incident.order)?);
    let Event::IncidentOpened { reason, .. } = &state.history.get(id)?.event else { return None };
    Some(IncidentLine {
        negotiation: inquiry.negotiation.clone(),
        incident: id.clone(),
        state: incident.state,
        opened_at: incident.opened_at,
        closes_at: incident.closes_at(),
        reason: reason.clone(),
        price: quote.offer.price,
        buyer_name: inquiry.buyer.name.clone(),
        buyer_company: inquiry.buyer.company.clone(),
        seller_name: seller(state, quote)?.name,
        manufacturer_name: inquiry.manufacturer_name.clone(),
        product_name: inquiry.product.as_ref().map(|product| product.name.clone()),
    })
}

/// The primary answers for its lane, whoever of its side wrote the quote; the house for the other.
fn seller(state: &Negotiation, quote: &Quote) -> Option<Named> {
    match quote.lane {
        Lane::Primary => state.primary.as_deref().cloned(),
        Lane::Manufacturer => {
            let name = state.inquiry.as_ref()?.manufacturer_name.clone();
            Some(Named { party: Party::Manufacturer, name })
        }
    }
}
