//! An inquiry that nobody answers is offered once to the next eligible seller (R18).

use super::cast::*;
use shared::negotiation::{
    Actor, Audience, Command, DeclineReason, Event, Feedback, Lane, Named, Negotiation, OfferEnd, Party,
    RerouteReason, SendMessage,
};
use shared::testing::{NOON, Story};
use shared::time::Millis;
use shared::view::{Content, Phone, Role, Status, Thread, project, project_row};
use shared::visibility::Viewer;

const MAIL: &str = "secret-buyer";

fn clock() -> Actor {
    actor(Party::System)
}

fn forward(to: &str) -> Command {
    Command::Forward { lane: None, to: to.into(), members: Vec::new(), note: Some("WORD-NOTE".into()) }
}

/// Offered after 48 hours; the silent side has done everything that is no answer.
fn offered() -> Story<Negotiation> {
    let aside =
        SendMessage { audience: Audience::Operator, text: "WORD-ASIDE".into(), ..SendMessage::default() };
    let automatic = SendMessage { automatic: true, text: "WORD-AWAY".into(), ..SendMessage::default() };
    sent_where_silence_counts()
        .when(seller(), Command::OpenInquiry)
        .accepted()
        .when(seller(), Command::ShowPhone { lane: None })
        .accepted()
        .when(seller(), forward("xp@word-xp.example"))
        .accepted()
        .when(seller(), Command::AddInternalNote { text: "WORD-INTERNAL".into() })
        .accepted()
        .when(seller(), Command::SendMessage(aside))
        .accepted()
        .when(seller(), Command::SendMessage(automatic))
        .accepted()
        .when(buyer(), message_in(Lane::Primary, "WORD-BUYER"))
        .accepted()
        .after(Millis::hours(48))
        .when(clock(), offer())
        .accepted()
}

/// And taken an hour later.
fn taken() -> Story<Negotiation> {
    offered().after(Millis::hours(1)).when(next(), Command::AcknowledgeInquiry).accepted()
}

fn seen(story: &Story<Negotiation>, who: &Actor) -> Thread {
    project(story.state(), &Viewer::of(who.party.clone())).expect("a participant")
}

#[track_caller]
fn hears(story: &Story<Negotiation>, who: &Actor, words: &[(&str, bool)]) {
    let text = serde_json::to_string(&seen(story, who)).expect("plain data");
    for (word, heard) in words {
        assert_eq!(text.contains(word), *heard, "{word} for {}: {text}", who.party);
    }
}

#[test]
fn r18_offered_once_by_the_clock_after_the_hours_of_the_network() {
    let to = Named { party: next().party, name: "Loire Machines".into() };
    let story = sent_where_silence_counts().after(Millis(Millis::hours(48).0 - 1));
    let story = story.when(clock(), offer()).then([]);
    let story =
        story.after(Millis(1)).when(clock(), offer()).then([Event::InquiryOffered { to, after_hours: 48 }]);
    let story = story.when(clock(), offer()).then([]);
    let story = story.when(next(), Command::DeclineOffer).accepted();
    story.after(Millis::hours(48)).when(clock(), offer()).then([]);
}

#[test]
fn r18_never_without_the_rule_and_by_nobody_else() {
    sent().after(Millis::hours(100)).when(clock(), offer()).then([]);
    for who in [buyer(), seller(), house(), actor(Party::Operator), area_manager()] {
        let story = sent_where_silence_counts().after(Millis::hours(48));
        story.when(who, offer()).refused("not_allowed", None);
    }
}

#[test]
fn r18_whoever_spoke_is_not_silent() {
    let decline =
        Command::Decline { lane: None, reason: DeclineReason::Duplicate, detail: None, message: None };
    let words =
        [message("12 euros"), decline, Command::DeclareSale, Command::MarkNoReplyNeeded { lane: None }];
    for word in words.into_iter().chain([Command::MarkSpam]) {
        let story = sent_where_silence_counts().when(seller(), word).accepted();
        story.after(Millis::hours(48)).when(clock(), offer()).then([]);
    }
    let withdrawn = Command::WithdrawInquiry { reason: None };
    let story = sent_where_silence_counts().when(buyer(), withdrawn).accepted();
    story.after(Millis::hours(48)).when(clock(), offer()).then([]);
    let oneself = Command::OfferInquiry { to: Named { party: seller().party, name: String::new() } };
    sent_where_silence_counts().after(Millis::hours(48)).when(clock(), oneself).then([]);
}

#[test]
fn r18_who_takes_it_is_the_primary_and_its_clocks_start_then() {
    let to = Named { party: next().party, name: "Loire Machines".into() };
    let story = offered().after(Millis::hours(1)).when(next(), Command::AcknowledgeInquiry);
    let story = story.then([Event::Rerouted { reason: RerouteReason::Silence, primary: to.clone() }]);
    let state = story.state();
    let then = NOON + Millis::hours(49);
    assert_eq!(state.primary.as_deref(), Some(&to));
    assert_eq!(state.primary_lane.waiting_since, Some(then), "S6");
    assert_eq!((state.primary_lane.answered_at, state.contacted_at), (None, None));
    let story = story.after(Millis::hours(24)).when(clock(), Command::Remind { turn: NOON }).then([]);
    let story =
        story.when(clock(), Command::Remind { turn: then }).then([Event::ReminderSent { turn: then }]);
    let story = story.when(next(), message("12 euros")).accepted();
    assert_eq!(story.state().primary_lane.answered_at, Some(then + Millis::hours(24)));
    // Pressed twice, it is taken once.
    story.when(next(), Command::AcknowledgeInquiry).then([]);
}

#[test]
fn r18_the_primary_keeps_it_by_saying_so_or_by_any_word() {
    let ended = |by: &Actor, reason| Event::OfferEnded { by: by.party.clone(), reason };
    let story = offered().when(seller(), Command::AcknowledgeInquiry);
    let story = story.then([ended(&seller(), OfferEnd::Acknowledged)]);
    story.clone().when(seller(), Command::AcknowledgeInquiry).then([]);
    let story = story.when(next(), Command::AcknowledgeInquiry).refused("inquiry_taken", None);
    story.when(next(), Command::DeclineOffer).refused("inquiry_taken", None);
    let colleague = || address("xp@word-xp.example");
    let answers: [(Actor, Command, OfferEnd); 5] = [
        (colleague(), message("12 euros"), OfferEnd::Answered),
        (seller(), Command::DeclareSale, OfferEnd::Answered),
        (seller(), Command::MarkNoReplyNeeded { lane: None }, OfferEnd::Unneeded),
        (seller(), Command::MarkSpam, OfferEnd::Unneeded),
        (buyer(), Command::WithdrawInquiry { reason: None }, OfferEnd::Unneeded),
    ];
    for (who, command, reason) in answers {
        let story = offered().when(who.clone(), command).accepted();
        let last = story.state().history.iter().next_back().map(|fact| fact.event.clone());
        assert_eq!(last, Some(ended(&who, reason)));
        assert_eq!(seen(&story, &next()).header.role, Role::Former);
    }
    // Nobody at the other side hears of these.
    let aside = SendMessage { audience: Audience::Operator, text: "hm".into(), ..SendMessage::default() };
    let automatic = SendMessage { automatic: true, text: "away".into(), ..SendMessage::default() };
    for quiet in [Command::SendMessage(aside), Command::SendMessage(automatic), forward("b@x.example")] {
        let story = offered().when(seller(), quiet).accepted();
        assert!(seen(&story, &next()).header.may.acknowledge);
    }
    // The house has its own lane.
    let story = offered().when(house(), message("We see to it")).accepted();
    assert!(seen(&story, &next()).header.may.acknowledge);
}

#[test]
fn r18_who_was_too_late_is_told_so() {
    let story = taken();
    for who in [seller(), address("xp@word-xp.example")] {
        let lane = Some(Lane::Primary);
        for late in [message("12 euros"), message_in(Lane::Primary, "12"), Command::AcknowledgeInquiry] {
            story.clone().when(who.clone(), late).refused("inquiry_taken", None);
        }
        story.clone().when(who.clone(), Command::ShowPhone { lane }).refused("inquiry_taken", None);
        story.clone().when(who.clone(), forward("b@x.example")).refused("inquiry_taken", None);
        story.clone().when(who, Command::OpenInquiry).then([]);
    }
    let declined = offered().when(next(), Command::DeclineOffer);
    let by = next().party;
    let declined = declined.then([Event::OfferEnded { by, reason: OfferEnd::Refused }]);
    declined.when(next(), Command::AcknowledgeInquiry).refused("offer_ended", None);
    sent().when(seller(), Command::AcknowledgeInquiry).refused("nothing_offered", None);
    offered().when(buyer(), Command::AcknowledgeInquiry).refused("not_allowed", None);
    offered().when(house(), Command::AcknowledgeInquiry).refused("not_allowed", None);
    offered().when(seller(), Command::DeclineOffer).refused("not_allowed", None);
}

#[test]
fn v_the_offered_seller_sees_the_inquiry_and_no_more() {
    let story = offered();
    let secrets = ["WORD-BUYER", "WORD-AWAY", "WORD-ASIDE", "WORD-INTERNAL", "WORD-NOTE", "word-xp"];
    let mut words = secrets.map(|word| (word, false)).to_vec();
    words.extend([(MAIL, false), ("Garonne", false), ("boss@", false), ("How much is it?", true)]);
    hears(&story, &next(), &words);
    let thread = seen(&story, &next());
    assert_eq!((thread.header.role, thread.header.status), (Role::Offered, Status::New));
    assert_eq!(thread.header.summary.phone, Phone::None);
    assert_eq!(thread.header.receipt.recipient_name, "Loire Machines");
    assert_eq!(thread.header.receipt.after_silence_hours, Some(48));
    let may = &thread.header.may;
    assert!(may.acknowledge && may.decline_offer && may.reply.is_empty());
    let others = [may.show_phone, may.add_people, may.decline, may.add_note, may.send_quotes, may.mark_spam];
    assert_eq!(others, [false; 6]);
    let row = project_row(story.state(), &Viewer::of(next().party)).expect("a line");
    assert!(row.waiting_since.is_some(), "it awaits an answer");
    for command in [message("hello"), Command::ShowPhone { lane: None }, Command::MarkSpam] {
        story.clone().when(next(), command).refused("not_allowed", None);
    }
    // The primary learns that somebody else was asked, not who.
    hears(&story, &seller(), &[("Loire", false), ("inquiry_offered", true)]);
    hears(&story, &house(), &[("Loire", true)]);
    hears(&story, &buyer(), &[("Loire", false), ("offered", false)]);
    hears(&story, &area_manager(), &[("Loire", false)]);
}

#[test]
fn v_who_had_it_keeps_the_summary_alone() {
    let story = taken().when(next(), message("WORD-NEW")).accepted();
    let secrets =
        ["WORD-BUYER", "WORD-NEW", "WORD-AWAY", "WORD-ASIDE", "WORD-INTERNAL", "WORD-NOTE", "Loire"];
    let mut words = secrets.map(|word| (word, false)).to_vec();
    words.extend([(MAIL, false), ("How much is it?", true), ("Garonne", true), ("rerouted", true)]);
    for who in [seller(), address("xp@word-xp.example")] {
        hears(&story, &who, &words);
        let thread = seen(&story, &who);
        assert_eq!((thread.header.role, thread.header.status), (Role::Former, Status::Closed));
        assert_eq!((thread.header.waiting_since, thread.header.unread), (None, 0));
        assert_eq!(thread.header.summary.phone, Phone::None);
        assert_eq!(thread.header.may, shared::view::Permissions::default());
        assert_eq!(thread.entries.len(), 3, "sent, routed, passed on");
    }
}

#[test]
fn v_the_new_primary_hears_the_buyer_and_nothing_of_the_silent_side() {
    let story = taken();
    let secrets = ["WORD-AWAY", "WORD-ASIDE", "WORD-INTERNAL", "WORD-NOTE", "word-xp", "Garonne"];
    let mut words = secrets.map(|word| (word, false)).to_vec();
    words.extend([(MAIL, false), ("WORD-BUYER", true)]);
    hears(&story, &next(), &words);
    let thread = seen(&story, &next());
    assert_eq!((thread.header.role, thread.header.unread), (Role::Primary, 1), "the buyer's message");
    assert_eq!(thread.header.summary.phone, Phone::Hidden, "N1: the click was the other side's");
    assert_eq!(thread.header.receipt.after_silence_hours, Some(48));
    let hidden: Vec<_> = story.state().history.iter().filter(|fact| fact.event.said().is_some()).collect();
    let reads = Command::ReadMessages { messages: vec![hidden[0].id.clone()] };
    let story = story.when(next(), reads).refused("unknown_message", Some("messages"));
    // A colleague of the new primary has the same lane (V1).
    let story = story.when(next(), forward("new@x.example")).accepted();
    hears(
        &story,
        &address("new@x.example"),
        &[("WORD-BUYER", true), ("WORD-AWAY", false), ("WORD-NOTE", true)],
    );
    // The silent side's colleague, brought in again, hears what comes from now on, and no more.
    let story = story.when(next(), forward("xp@word-xp.example")).accepted();
    hears(&story, &address("xp@word-xp.example"), &[("WORD-BUYER", true), ("WORD-AWAY", false)]);
}

#[test]
fn r12_everybody_is_told_who_has_it_now() {
    let story = taken();
    for who in [buyer(), area_manager(), boss(), house(), actor(Party::Operator), next()] {
        let thread = seen(&story, &who);
        assert_eq!(thread.header.receipt.recipient_name, "Loire Machines", "{}", who.party);
        assert_eq!(thread.header.receipt.after_silence_hours, Some(48), "{}", who.party);
        let told = |name: &Option<String>| name.as_deref() == Some("Loire Machines");
        let is_told = |content: &Content| matches!(content, Content::Rerouted { name, .. } if told(name));
        assert!(thread.entries.iter().any(|entry| is_told(&entry.content)), "{}", who.party);
    }
    // What the buyer, the house and the operator knew, they know still.
    hears(&story, &buyer(), &[("WORD-AWAY", true), ("WORD-BUYER", true), ("Garonne", true)]);
    hears(&story, &actor(Party::Operator), &[("WORD-ASIDE", true), ("WORD-INTERNAL", true)]);
    hears(&story, &house(), &[("WORD-AWAY", false), ("Garonne", true)]);
    // Nothing of what the silent side did slips into the other lane.
    let opened = |entry: &shared::view::Entry| entry.content == Content::Opened;
    assert!(!seen(&story, &area_manager()).entries.iter().any(opened));
}

#[test]
fn s1_the_survey_rates_the_new_primary() {
    let story = taken().after(Millis::hours(120)).when(clock(), Command::AskFeedback);
    let story = story.then([Event::FeedbackAsked]);
    let left = Feedback { stars: 4, reason: Some("WORD-REASON".into()), comment: None };
    let story = story.when(buyer(), Command::LeaveFeedback(left)).accepted();
    hears(&story, &next(), &[("WORD-REASON", true)]);
    hears(&story, &seller(), &[("WORD-REASON", false)]);
}
