//! The operator's page of incidents (N11): every one with its state, and how often orders lead to one.

use crate::orders::{acceptance, quote};
use crate::story::ask;
use crate::support::browser::Browser;
use crate::support::on_both;
use crate::support::world::{BUYER, OPERATOR, SELLER, USER, World, fresh};
use axum::http::StatusCode;
use server::rebuild::rebuild;
use shared::api::negotiations::*;
use shared::api::operation::{IncidentsFilter, ListIncidents};
use shared::negotiation::IncidentState;
use shared::time::Millis;
use shared::view::{IncidentRate, Incidents};

/// An order of the seller in Lyon, with an incident where there is a reason for one.
async fn order(world: &World, reason: Option<&str>) -> (String, Option<String>) {
    // The newest mail is this inquiry's.
    world.mails_to("").await;
    world.wait(Millis(1));
    let (mut buyer, receipt) = ask(world, "Your offer?").await;
    let id = receipt.negotiation.to_string();
    let mut seller = Browser::by_mail(world, SELLER).await;
    let quote = quote(&mut seller, &id, Millis::days(30), world).await;
    let segments = [id.as_str(), quote.as_str()];
    buyer.call::<AcceptQuote>(&segments, &acceptance()).await.expect("in time");
    let Some(reason) = reason else { return (id, None) };
    let open = NewIncident { command: fresh("c").into(), reason: reason.into() };
    let opened = buyer.call::<OpenIncident>(&segments, &open).await.expect("an order");
    (id, Some(opened.entries[0].id.to_string()))
}

async fn list(browser: &mut Browser<'_>, state: Option<IncidentState>) -> Incidents {
    let filter = IncidentsFilter { state, after: None };
    browser.call::<ListIncidents>(&[], &filter).await.expect("the operator's")
}

#[tokio::test]
async fn n11_the_operator_sees_every_incident_with_its_clock_and_the_rate() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        let empty = list(&mut operator, None).await;
        assert_eq!(
            (empty.rows.len(), empty.overall, empty.overall.percent()),
            (0, IncidentRate::default(), None)
        );

        let (leaking, incident) = order(&world, Some("It leaks")).await;
        let incident = incident.expect("opened");
        let (broken, _) = order(&world, Some("It is broken")).await;
        order(&world, None).await;
        let all = list(&mut operator, None).await;
        let reasons: Vec<_> = all.rows.iter().map(|line| line.reason.as_str()).collect();
        assert_eq!(reasons, ["It is broken", "It leaks"], "newest first");
        let line = &all.rows[0];
        assert_eq!((line.negotiation.as_str(), line.seller_name.as_str()), (broken.as_str(), "Seller Lyon"));
        assert_eq!((line.buyer_name.as_str(), line.manufacturer_name.as_str()), ("Bea Buyer", "Acme"));
        assert_eq!(line.closes_at - line.opened_at, Millis::days(15));
        assert_eq!(all.overall, IncidentRate { orders: 3, with_incident: 2 });
        assert_eq!(all.overall.percent().map(|tenths| tenths.0), Some(667));
        assert_eq!(all.sellers.len(), 1);
        assert_eq!(all.sellers[0].rate, all.overall);

        let mut seller = Browser::by_mail(&world, SELLER).await;
        let segments = [leaking.as_str(), incident.as_str()];
        let mut leaking_seller = Browser::signed_in(&world, SELLER).await;
        let word = Worded { command: fresh("c").into(), text: Some("Sealed".into()) };
        leaking_seller.call::<ResolveIncident>(&segments, &word).await.expect("the seller's word");
        let resolved = list(&mut operator, Some(IncidentState::Resolved)).await;
        assert_eq!(resolved.rows.len(), 1);
        let counts: Vec<_> = resolved.counts.iter().map(|one| (one.state, one.count)).collect();
        assert_eq!(counts, [(IncidentState::Open, 1), (IncidentState::Resolved, 1)], "before the filter");
        world.wait(Millis::days(15));
        world.mails_to("").await;
        assert_eq!(list(&mut operator, Some(IncidentState::AutoClosed)).await.rows.len(), 2);

        let report = rebuild(&world.desk.database).await.expect("it rebuilds");
        assert!(report.nothing_changed(), "{report:?}");
        assert_eq!((report.after["incidents"].rows, report.after["orders"].rows), (2, 3));
        let mut buyer = Browser::by_mail(&world, BUYER).await;
        let mut house = Browser::signed_in(&world, USER).await;
        for other in [&mut seller, &mut buyer, &mut house] {
            let raw = other.ask::<ListIncidents>(&[], &IncidentsFilter::default()).await;
            assert_eq!(raw.status, StatusCode::NOT_FOUND);
        }
        let nobody = Browser::new(&world).ask::<ListIncidents>(&[], &IncidentsFilter::default()).await;
        assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
    })
    .await;
}

#[tokio::test]
async fn n11_many_incidents_come_in_pages() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "Your offer?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let quote = quote(&mut seller, id, Millis::days(30), &world).await;
        let order = [id, quote.as_str()];
        buyer.call::<AcceptQuote>(&order, &acceptance()).await.expect("in time");
        for n in 0..53 {
            let open = NewIncident { command: fresh("c").into(), reason: format!("reason {n}") };
            let opened = buyer.call::<OpenIncident>(&order, &open).await.expect("an order");
            let incident = opened.entries[0].id.clone();
            let word = Worded { command: fresh("c").into(), text: None };
            buyer.call::<CloseIncident>(&[id, incident.as_str()], &word).await.expect("its own");
        }
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        let first = list(&mut operator, None).await;
        let rest = IncidentsFilter { state: None, after: first.next.clone() };
        let rest = operator.call::<ListIncidents>(&[], &rest).await.expect("the operator's");
        assert_eq!((first.rows.len(), rest.rows.len(), rest.next), (50, 3, None));
        assert_eq!(first.overall, IncidentRate { orders: 1, with_incident: 1 }, "an order counts once");
    })
    .await;
}
