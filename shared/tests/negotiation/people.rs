//! Forward and cc (N4, V1).

use super::cast::*;
use shared::geo::Point;
use shared::ids::SellerId;
use shared::negotiation::{Actor, Command, Lane, Named, Party, SendMessage};
use shared::network::{Member, Radius, RadiusUnit};
use shared::routing::Because;
use shared::testing::given;
use shared::view::{Content, Directory, Members, Role, project, project_members};
use shared::visibility::{Sight, Viewer, rights};

fn forward(to: &str) -> Command {
    Command::Forward { lane: None, to: to.into(), members: Vec::new(), note: Some("please take it".into()) }
}

#[test]
fn n4_somebody_of_the_lane_is_refused_by_name() {
    let story = sent().when(seller(), forward("paul@x.example,rosa@x.example")).accepted();
    let story = story.when(seller(), forward("PAUL@x.example")).refused("already_in_lane", Some("to"));
    // The other lane is another conversation.
    story.when(area_manager(), forward("paul@x.example")).accepted();
}

/// Nobody makes the buyer a colleague, and nobody finds out so where the buyer can be reached: whoever guesses has to
/// bring somebody in.
#[test]
fn v_the_buyers_address_is_refused_without_being_named() {
    let buyers = "anna@secret-buyer.example";
    let story = sent().when(seller(), forward("paul@x.example")).accepted();
    let story = story.when(seller(), forward(buyers)).refused("not_addable", Some("to"));
    let mut story = story;
    for guess in [buyers, "nobody@guess.example"] {
        for to in [format!("{guess},paul@x.example"), format!("paul@x.example,{guess}")] {
            story = story.when(seller(), forward(&to)).refused("already_in_lane", Some("to"));
        }
    }
}

/// Who takes part in another lane is none of the viewer's business.
#[test]
fn v_members_are_marked_for_the_lanes_that_the_viewer_reads() {
    let marked = |viewer: Actor, lane| {
        let members = listed_in(viewer, "alpes", lane).expect("it may bring people in");
        members.found.first().is_some_and(|member| member.takes_part)
    };
    assert!(marked(seller(), None) && marked(seller(), Some(Lane::Primary)));
    for other in [house(), area_manager()] {
        assert!(!marked(other.clone(), Some(Lane::Primary)) && !marked(other, None));
    }
}

#[test]
fn n7_addresses_are_separated_by_commas_without_spaces() {
    sent().when(seller(), forward("")).refused("no_recipient", Some("to"));
    sent().when(seller(), forward("a@x.example, b@x.example")).refused("email_space", Some("to"));
    sent().when(seller(), forward("a@x.example,,b@x.example")).refused("email_space", Some("to"));
    sent().when(seller(), forward("somebody")).refused("email_invalid", Some("to"));
}

#[test]
fn v1_a_co_recipient_answers_in_its_lane_and_hands_on() {
    let story = sent().when(seller(), forward("paul@x.example")).accepted();
    let paul = || address("paul@x.example");
    let story = story.when(paul(), message("I will take it.")).accepted();
    assert!(story.state().contacted_at.is_some(), "S4: a co-recipient's answer stops the clock");
    let story = story.when(paul(), forward("rosa@x.example")).accepted();
    let other = message_in(Lane::Manufacturer, "Hello");
    story.when(address("rosa@x.example"), other).refused("not_allowed", None);
}

#[test]
fn a_bad_cc_sends_no_message() {
    let with_cc = SendMessage { text: "Hi".into(), cc: Some("a b".into()), ..SendMessage::default() };
    let story = sent().when(seller(), Command::SendMessage(with_cc)).refused("email_space", Some("to"));
    assert!(story.state().contacted_at.is_none());
}

#[test]
fn the_house_has_a_limit() {
    let people = |from: u32, to: u32| {
        let all: Vec<_> = (from..to).map(|n| format!("p{n}@x.example")).collect();
        forward(&all.join(","))
    };
    let story = sent().when(seller(), people(0, 21)).refused("email_too_many", Some("to"));
    let story = story.when(seller(), people(0, 20)).accepted().when(seller(), people(20, 40)).accepted();
    let story = story.when(seller(), people(40, 47)).refused("too_many_recipients", Some("to"));
    story.when(seller(), people(40, 46)).accepted();
}

fn member(id: &str, name: &str) -> Named {
    Named { party: Party::Seller(id.into()), name: name.into() }
}

fn forward_to(members: &[Named]) -> Command {
    Command::Forward { lane: None, to: String::new(), members: members.to_vec(), note: None }
}

#[test]
fn n4_a_member_of_the_network_joins_the_lane_once() {
    let rhone = member("s2", "Rhone Tools");
    let twice = forward_to(&[rhone.clone(), rhone.clone()]);
    let story = sent().when(seller(), twice).accepted();
    let seen = project(story.state(), &Viewer::of(rhone.party.clone())).expect("it takes part");
    let forwards = seen.entries.iter().filter(|entry| matches!(entry.content, Content::Forwarded { .. }));
    assert_eq!((seen.header.role, forwards.count()), (Role::CoRecipient, 1));
    let story =
        story.when(seller(), forward_to(std::slice::from_ref(&rhone))).refused("already_in_lane", Some("to"));
    // The primary reads the lane without having been brought in.
    let primary = member("s1", "Garonne Machines");
    let story = story.when(actor(rhone.party), forward_to(&[primary])).refused("already_in_lane", Some("to"));
    let with_address = Command::Forward {
        lane: None,
        to: "paul@x.example".into(),
        members: vec![Named { party: Party::Worldwide, name: "Acme".into() }],
        note: None,
    };
    let story = story.when(seller(), with_address).accepted();
    assert!(rights(story.state(), &Viewer::of(Party::Worldwide)).primary_lane == Sight::Full);
    // Nobody else can be passed off as a member.
    let house = Named { party: Party::Manufacturer, name: "Acme".into() };
    story.when(seller(), forward_to(&[house])).refused("unknown_member", Some("members"));
}

#[test]
fn v_whom_it_was_forwarded_to_is_named_where_addresses_of_forwards_are() {
    let story = sent().when(seller(), forward_to(&[member("s2", "Rhone Tools")])).accepted();
    let rhone = actor(Party::Seller("s2".into()));
    let story = story.when(rhone.clone(), message("I will take it.")).accepted();
    let note = Command::AddInternalNote { text: "Busy week.".into() };
    let story = story.when(rhone, note).accepted();
    let knows = [seller(), actor(Party::Operator), actor(Party::Seller("s2".into()))];
    let not = [buyer(), area_manager(), boss(), house()];
    for (people, expected) in [(&knows[..], true), (&not[..], false)] {
        for one in people {
            let seen = project(story.state(), &Viewer::of(one.party.clone())).expect("all take part");
            let text = serde_json::to_string(&seen).expect("plain data");
            assert_eq!(text.contains("Rhone Tools"), expected, "{} reads {text}", one.party);
        }
    }
}

/// Five sellers, of whom two are beyond their limits, and their towns.
fn listed(viewer: Actor, search: &str) -> Option<Members> {
    listed_in(viewer, search, None)
}

fn listed_in(viewer: Actor, search: &str, lane: Option<Lane>) -> Option<Members> {
    let mut network = network();
    for (id, name, lon) in [("s2", "Rhone Tools", 5.1), ("s3", "Alpes Outils", 4.9), ("s4", "Jura", 4.85)] {
        let point = Some(Point { lat: 45.757, lon });
        let seller = Member { id: id.into(), name: name.into(), point, ..network.sellers[0].clone() };
        network.sellers.push(seller);
    }
    network.sellers[3].radius = Some(Radius { value: 1.0, unit: RadiusUnit::Km });
    let mut inquiry = inquiry("How much?");
    inquiry.place.point = Some(Point { lat: 45.757, lon: 4.80 });
    let story = given([]).when(buyer(), sending(&network, inquiry)).accepted();
    let story = story.when(seller(), forward_to(&[member("s3", "Alpes Outils")])).accepted();
    let town = |id: &SellerId| Some(format!("Town of {id}"));
    let directory = Directory { network: &network, town: &town };
    project_members(story.state(), &Viewer::of(viewer.party), &directory, (search, lane))
}

#[test]
fn n4_members_to_choose_from_come_nearest_suitable_first_with_a_warning_on_the_others() {
    let members = listed(seller(), "").expect("it may bring people in");
    let names: Vec<_> = members.found.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Alpes Outils", "Rhone Tools", "Jura", "Ines Moreau", "Acme"]);
    let warned: Vec<_> = members.found.iter().map(|one| one.outside.is_some()).collect();
    assert_eq!(warned, [false, false, true, false, false]);
    let jura = members.found[2].outside.as_ref().expect("a warning");
    assert_eq!(jura.because, Because::OutOfRadius { limit_m: 1000 });
    let takes_part: Vec<_> = members.found.iter().map(|one| one.takes_part).collect();
    assert_eq!(takes_part, [true, false, false, false, false]);
    let text = serde_json::to_string(&members).expect("plain data");
    assert!(!text.contains('@'), "no address: {text}");

    let found = |search| listed(seller(), search).expect("it may").found;
    assert_eq!(found("TOOLS rhone").len(), 1);
    assert_eq!(found("of s4").len(), 1, "by its town");
    assert_eq!(found("nobody").len(), 0);
    for (actor, may) in [(buyer(), false), (actor(Party::Operator), false), (area_manager(), true)] {
        assert_eq!(listed(actor.clone(), "").is_some(), may, "{}", actor.party);
    }
}
