//! Incidents: five states, and the end that comes by itself after 15 × 24 hours (N11).

use super::cast::*;
use super::quotes::{accept, quoted};
use shared::ids::EntryId;
use shared::negotiation::{Actor, Command, IncidentState, Negotiation, Party};
use shared::testing::{NOON, Story};
use shared::time::Millis;
use shared::view::{Content, IncidentAction, IncidentView, project};
use shared::visibility::Viewer;

fn ordered() -> (Story<Negotiation>, EntryId) {
    let (story, quote) = quoted();
    (story.when(buyer(), accept(&quote)).accepted(), quote)
}

fn open(order: &EntryId) -> Command {
    Command::OpenIncident { order: order.clone(), reason: "WORD-BROKEN".into() }
}

fn complained() -> (Story<Negotiation>, EntryId) {
    let (story, order) = ordered();
    let story = story.when(buyer(), open(&order)).accepted();
    let incident = newest(&story);
    (story, incident)
}

fn resolve(incident: &EntryId) -> Command {
    Command::ResolveIncident { incident: incident.clone(), text: Some("Replaced".into()) }
}

fn dispute(incident: &EntryId) -> Command {
    Command::DisputeIncident { incident: incident.clone(), text: "Still broken".into() }
}

fn close(incident: &EntryId) -> Command {
    Command::CloseIncident { incident: incident.clone(), text: None }
}

fn card(story: &Story<Negotiation>, who: &Actor, id: &EntryId) -> Option<IncidentView> {
    let thread = project(story.state(), &Viewer::of(who.party.clone())).expect("a participant");
    match thread.entries.into_iter().find(|entry| entry.id == *id)?.content {
        Content::Incident(incident) => Some(*incident),
        other => panic!("no incident but {other:?}"),
    }
}

#[test]
fn n11_only_on_an_order_only_with_a_reason_and_one_at_a_time() {
    let (story, quote) = quoted();
    let story = story.when(buyer(), open(&quote)).refused("not_an_order", None);
    let story = story.when(buyer(), accept(&quote)).accepted();
    let bare = Command::OpenIncident { order: quote.clone(), reason: " ".into() };
    let story = story.when(buyer(), bare).refused("incident_reason_missing", Some("text"));
    let story = story.when(seller(), open(&quote)).refused("not_allowed", None);
    let story = story.when(buyer(), open(&quote)).accepted();
    story.when(buyer(), open(&quote)).refused("incident_is_open", None);
}

#[test]
fn n11_resolved_by_the_seller_disputed_by_the_buyer_closed_by_the_buyer() {
    let (story, incident) = complained();
    let story = story.when(buyer(), dispute(&incident)).refused("incident_not_resolved", None);
    let story = story.when(buyer(), resolve(&incident)).refused("not_allowed", None);
    let story = story.when(seller(), resolve(&incident)).accepted();
    assert_eq!(card(&story, &buyer(), &incident).map(|card| card.state), Some(IncidentState::Resolved));
    let story = story.when(seller(), resolve(&incident)).refused("incident_is_resolved", None);
    let story = story.when(seller(), close(&incident)).refused("not_allowed", None);
    let story = story.when(buyer(), dispute(&incident)).accepted();
    let story = story.when(seller(), resolve(&incident)).accepted();
    let story = story.when(buyer(), close(&incident)).accepted();
    assert_eq!(card(&story, &seller(), &incident).map(|card| card.state), Some(IncidentState::Closed));
    story.when(seller(), resolve(&incident)).refused("incident_closed", None);
}

#[test]
fn n11_it_closes_by_itself_whatever_its_state_and_is_never_reset() {
    let clock = || actor(Party::System);
    let auto = |incident: &EntryId| Command::AutoCloseIncident { incident: incident.clone() };
    for steps in 0..3 {
        let (mut story, incident) = complained();
        story = story.after(Millis::days(14));
        if steps > 0 {
            story = story.when(seller(), resolve(&incident)).accepted();
        }
        if steps > 1 {
            story = story.when(buyer(), dispute(&incident)).accepted();
        }
        story = story.after(Millis::hours(23)).when(clock(), auto(&incident)).then([]);
        story =
            story.after(Millis::hours(1)).when(seller(), resolve(&incident)).refused("incident_closed", None);
        story = story.when(clock(), auto(&incident)).accepted();
        assert_eq!(card(&story, &buyer(), &incident).map(|card| card.state), Some(IncidentState::AutoClosed));
        story.when(clock(), auto(&incident)).then([]);
    }
}

#[test]
fn n11_a_closed_incident_is_not_closed_again_by_the_clock() {
    let (story, incident) = complained();
    let story = story.when(buyer(), close(&incident)).accepted().after(Millis::days(15));
    story.when(actor(Party::System), Command::AutoCloseIncident { incident }).then([]);
}

#[test]
fn v_who_sees_an_incident_and_what_is_offered_to_whom() {
    use IncidentAction::{Close, Dispute, Resolve};
    let (story, incident) = complained();
    let may = |story: &Story<Negotiation>, who: &Actor| card(story, who, &incident).map(|card| card.may);
    assert_eq!(may(&story, &buyer()), Some(vec![Close]));
    assert_eq!(may(&story, &seller()), Some(vec![Resolve]));
    assert_eq!(may(&story, &actor(Party::Operator)), Some(vec![Close]));
    for outside in [house(), area_manager(), boss()] {
        assert_eq!(may(&story, &outside), None, "{}", outside.party);
    }
    let story = story.when(seller(), resolve(&incident)).accepted();
    assert_eq!(may(&story, &buyer()), Some(vec![Dispute, Close]));
    let closes_at = card(&story, &seller(), &incident).map(|card| card.closes_at);
    assert_eq!(closes_at, Some(NOON + Millis::hours(15 * 24)));
}
