//! R12: whoever may know of the decision can make its own part again; what was tampered with comes out otherwise.

use super::cast::*;
use shared::geo::Point;
use shared::negotiation::{Event, Negotiation, Party};
use shared::network::{Member, Network, Radius, RadiusUnit};
use shared::routing::{Because, Excluded, Inputs, Trace, route};
use shared::testing::{Story, given};
use shared::view::project_trace;
use shared::visibility::Viewer;

/// Five sellers, of whom four are shown.
fn large() -> Network {
    let mut network = network();
    for (number, lon) in [(2, 4.9), (3, 5.0), (4, 5.1), (5, 7.9)] {
        let member = Member {
            id: format!("s{number}").as_str().into(),
            name: format!("Seller {number}"),
            email: email(&format!("s{number}@x.example")),
            point: Some(Point { lat: 45.757, lon }),
            ..network.sellers[0].clone()
        };
        network.sellers.push(member);
    }
    network.sellers[4].radius = Some(Radius { value: 10.0, unit: RadiusUnit::Km });
    network
}

fn told(network: &Network) -> (Story<Negotiation>, Inputs) {
    let mut inquiry = inquiry("How much?");
    inquiry.place.point = Some(Point { lat: 45.76, lon: 4.84 });
    let inputs = Inputs { network: network.clone(), inquiry: inquiry.routing() };
    (given([]).when(buyer(), sending(network, inquiry)).accepted(), inputs)
}

fn trace(story: &Story<Negotiation>, party: Party, inputs: &Inputs) -> Option<Trace> {
    let decision = route(&inputs.network, &inputs.inquiry);
    project_trace(story.state(), &Viewer::of(party), decision, Some(inputs.clone()))
}

#[test]
fn each_makes_its_own_part_again() {
    let (story, inputs) = told(&large());
    for party in [Party::Buyer, Party::Seller("s1".into()), Party::Manufacturer, Party::Operator] {
        let trace = trace(&story, party.clone(), &inputs).expect("it may know");
        assert_eq!(trace.holds(), Some(true), "{party}");
    }
    for party in [Party::AreaManager("am1".into()), Party::Seller("s2".into())] {
        assert_eq!(trace(&story, party.clone(), &inputs), None, "{party}");
    }
    // Older facts kept no inputs: then there is nothing to make it again of.
    let old = |party| {
        let decision = route(&inputs.network, &inputs.inquiry);
        project_trace(story.state(), &Viewer::of(party), decision, None)
    };
    assert_eq!(old(Party::Operator).expect("it may know").holds(), None);
    assert_eq!(old(Party::Buyer), None);
}

#[test]
fn a_seller_is_not_told_whom_the_buyer_would_rather_have_had() {
    let mut network = large();
    network.sellers[1].available = false;
    let (story, _) = told(&network);
    let mut inputs = Inputs { network, inquiry: inquiry("How much?").routing() };
    inputs.inquiry.point = Some(Point { lat: 45.76, lon: 4.84 });
    inputs.inquiry.pick = Some("s2".into());
    let trace = trace(&story, Party::Seller("s1".into()), &inputs).expect("it may know");
    assert!(!serde_json::to_string(&trace).expect("it can be written").contains("s2"));
    assert_eq!(trace.holds(), Some(true));
}

#[test]
fn what_was_tampered_with_comes_out_otherwise() {
    let (story, inputs) = told(&large());
    let mut buyers = trace(&story, Party::Buyer, &inputs).expect("it may know");
    buyers.order.as_mut().expect("its part").swap(0, 1);
    assert_eq!(buyers.holds(), Some(false));
    let mut sellers = trace(&story, Party::Seller("s1".into()), &inputs).expect("it may know");
    sellers.own.as_mut().expect("its part").member.available = false;
    assert_eq!(sellers.holds(), Some(false));
    let own = sellers.own.as_mut().expect("its part");
    let excluded = Excluded { id: "s1".into(), because: Because::OutOfCountry, distance_m: own.distance_m };
    (own.member.available, own.place, own.excluded) = (true, None, Some(excluded));
    assert_eq!(sellers.holds(), Some(false));
    let mut whole = trace(&story, Party::Manufacturer, &inputs).expect("it may know");
    let changed = whole.whole.as_mut().and_then(|whole| whole.inputs.as_mut()).expect("all of it");
    changed.network.sellers.remove(0);
    assert_eq!(whole.holds(), Some(false));
}

#[test]
fn the_state_leaves_out_what_it_was_decided_on() {
    let (story, inputs) = told(&large());
    assert!(!route(&inputs.network, &inputs.inquiry).excluded.is_empty());
    let kept = story.state().history.iter().any(|fact| match &fact.event {
        Event::Routed { decision, inputs, .. } => inputs.is_some() || !decision.excluded.is_empty(),
        _ => false,
    });
    assert!(!kept);
}
