//! Messages, clocks, phone, decline, notes.

use super::cast::*;
use shared::negotiation::{
    Actor, Audience, Command, DeclineReason, Event, Lane, MessageSent, Negotiation, OperatorSide, Party,
    SendMessage,
};
use shared::testing::{NOON, Story};
use shared::time::Millis;
use shared::view::project;
use shared::visibility::Viewer;

fn decline(reason: DeclineReason, detail: Option<&str>) -> Command {
    Command::Decline { lane: None, reason, detail: detail.map(str::to_owned), message: None }
}

#[test]
fn n5_other_needs_words() {
    sent().when(seller(), decline(DeclineReason::Other, Some(" "))).refused("reason_missing", Some("detail"));
}

#[test]
fn n5_a_decline_closes_the_lane_and_a_reply_takes_it_back() {
    let story = sent().when(seller(), decline(DeclineReason::CannotSupply, None)).accepted();
    assert_eq!(story.state().primary_lane.declined_at, Some(NOON));
    let story =
        story.when(seller(), decline(DeclineReason::CannotSupply, None)).refused("already_declined", None);
    let story = story.when(seller(), message("We can after all.")).accepted();
    assert_eq!(story.state().primary_lane.declined_at, None);
}

#[test]
fn n5_a_copy_that_declines_leaves_the_primary_alone() {
    let story = sent().when(area_manager(), decline(DeclineReason::Duplicate, None)).accepted();
    assert_eq!(story.state().primary_lane.declined_at, None);
    assert_eq!(story.state().primary_lane.waiting_since, Some(NOON));
}

#[test]
fn n7_an_empty_message_is_refused() {
    sent().when(seller(), message(" \n ")).refused("message_empty", Some("text"));
}

#[test]
fn n7_a_message_beyond_the_limit_is_refused() {
    sent().when(seller(), message(&"x".repeat(20_001))).refused("message_too_long", Some("text"));
    sent().when(seller(), message(&"é".repeat(20_000))).accepted();
}

#[test]
fn n8_a_seller_without_sender_address_is_asked_for_it() {
    let nameless = Actor { address: None, ..seller() };
    sent().when(nameless, message("Hello")).refused("sender_missing", Some("sender"));
}

#[test]
fn n9_a_message_to_the_operator_answers_nobody() {
    let aside =
        SendMessage { audience: Audience::Operator, text: "Is this serious?".into(), ..Default::default() };
    let story = sent().when(seller(), Command::SendMessage(aside.clone())).accepted();
    assert_eq!(story.state().primary_lane.waiting_since, Some(NOON));
    assert_eq!(story.state().contacted_at, None);
    story.when(area_manager(), Command::SendMessage(aside)).refused("not_allowed", None);
}

#[test]
fn s4_the_first_human_answer_stops_the_clock() {
    let automatic = SendMessage { text: "We are away.".into(), automatic: true, ..Default::default() };
    let story = sent().after(Millis::hours(1)).when(seller(), Command::SendMessage(automatic)).accepted();
    assert_eq!(story.state().primary_lane.answered_at, None);
    let story = story.after(Millis::hours(2)).when(seller(), message("12 000 €")).accepted();
    assert_eq!(story.state().primary_lane.answered_at, Some(NOON + Millis::hours(3)));
    assert_eq!(story.state().primary_lane.waiting_since, None);
}

#[test]
fn s5_an_answer_from_a_copy_stops_no_clock() {
    let story = sent().when(area_manager(), message("I can help.")).accepted();
    assert_eq!(story.state().primary_lane.answered_at, None);
    assert_eq!(story.state().primary_lane.waiting_since, Some(NOON));
    assert_eq!(story.state().contacted_at, None);
}

#[test]
fn s6_a_turn_starts_at_the_earliest_unanswered_message() {
    let story = sent().when(seller(), message("Which size?")).accepted();
    let story = story.after(Millis::hours(1)).when(buyer(), message("Size 4")).accepted();
    let story = story.after(Millis::hours(9)).when(buyer(), message("Are you there?")).accepted();
    assert_eq!(story.state().primary_lane.waiting_since, Some(NOON + Millis::hours(1)));
}

#[test]
fn n10_no_reply_needed_ends_only_the_current_turn() {
    let done = || Command::MarkNoReplyNeeded { lane: None };
    let story = sent().when(seller(), done()).accepted();
    assert_eq!(story.state().primary_lane.waiting_since, None);
    let story = story.when(seller(), done()).refused("nothing_awaits_reply", None);
    let story = story.after(Millis::hours(1)).when(buyer(), message("One more thing")).accepted();
    assert_eq!(story.state().primary_lane.waiting_since, Some(NOON + Millis::hours(1)));
    story.when(buyer(), done()).refused("not_allowed", None);
}

#[test]
fn n1_the_phone_number_is_shown_once_to_a_lane() {
    let show = || Command::ShowPhone { lane: None };
    let story = sent()
        .when(seller(), show())
        .then([Event::PhoneShown { by: Party::Seller("s1".into()), lane: Some(Lane::Primary) }]);
    let story = story.when(seller(), show()).then([]);
    assert!(story.state().phone.primary && !story.state().phone.manufacturer);
    story.when(buyer(), show()).refused("not_allowed", None);
}

#[test]
fn reading_is_a_fact_once_and_only_for_others() {
    let story = sent().when(seller(), message("12 000 €")).accepted();
    let read = || Command::ReadMessages {
        messages: vec![newest(&sent_and_answered()), newest(&sent_and_answered())],
    };
    let story = story.when(seller(), read()).then([]);
    let id = newest(&story);
    let story = story.when(buyer(), read()).then([Event::MessageRead { message: id, by: Party::Buyer }]);
    let story = story.when(buyer(), read()).then([]);
    story.when(area_manager(), read()).refused("unknown_message", Some("messages"));
}

fn sent_and_answered() -> Story<Negotiation> {
    sent().when(seller(), message("12 000 €")).accepted()
}

#[test]
fn opening_is_a_fact_once_for_each_party() {
    let story = sent().when(seller(), Command::OpenInquiry).accepted();
    let story = story.when(seller(), Command::OpenInquiry).then([]);
    story.when(buyer(), Command::OpenInquiry).then([]);
}

#[test]
fn a_first_look_is_asked_for_until_it_is_a_fact() {
    let opens = |story: &Story<Negotiation>, who: Actor| {
        project(story.state(), &Viewer::of(who.party)).expect("a participant").header.may.open
    };
    let story = sent();
    assert!(opens(&story, seller()));
    let story = story.when(seller(), Command::OpenInquiry).accepted();
    assert!(!opens(&story, seller()));
    assert!(opens(&story, area_manager()), "each party looks for itself");
    assert!(!opens(&story, buyer()), "what the buyer looks at leaves none");
}

#[test]
fn s5_spam_closes_the_negotiation() {
    let story = sent().when(seller(), Command::MarkSpam).accepted();
    assert_eq!(story.state().primary_lane.waiting_since, None);
    let story = story.when(buyer(), message("Hello?")).refused("negotiation_closed", None);
    story.when(seller(), Command::DeclareSale).refused("negotiation_closed", None);
}

#[test]
fn a_sale_is_declared_once_by_the_primary_side() {
    let story = sent().when(house(), Command::DeclareSale).refused("not_allowed", None);
    let story = story.when(seller(), Command::DeclareSale).accepted();
    story.when(seller(), Command::DeclareSale).refused("already_sold", None);
}

#[test]
fn a_stranger_may_do_nothing() {
    let stranger = || address("eve@evil.example");
    for command in [message("Hi"), Command::OpenInquiry, Command::ShowPhone { lane: None }, Command::MarkSpam]
    {
        sent().when(stranger(), command).refused("not_allowed", None);
    }
}

#[test]
fn before_the_inquiry_there_is_nothing() {
    let nothing = shared::testing::given::<Negotiation>([]);
    nothing.when(buyer(), message("Hi")).refused("unknown_negotiation", None);
}

#[test]
fn an_inquiry_needs_name_text_and_consent() {
    let start = || shared::testing::given::<Negotiation>([]);
    let mut nameless = inquiry("Price?");
    nameless.buyer.name = "  ".into();
    start().when(buyer(), sending(&network(), nameless)).refused("name_missing", Some("name"));
    start().when(buyer(), sending(&network(), inquiry(""))).refused("message_empty", Some("text"));
    let mut undialable = inquiry("Price?");
    undialable.buyer.phone = Some("call me".into());
    start().when(buyer(), sending(&network(), undialable)).refused("phone_invalid", Some("phone"));
    let Command::SendInquiry(mut unwilling) = sending(&network(), inquiry("Price?")) else { unreachable!() };
    unwilling.consent = false;
    start().when(buyer(), Command::SendInquiry(unwilling)).refused("consent_missing", Some("consent"));
    sent().when(buyer(), sending(&network(), inquiry("Again"))).refused("already_sent", None);
}

#[test]
fn the_sender_is_kept_with_the_message() {
    let story = sent().when(seller(), message("Hello "));
    story.then([Event::MessageSent(MessageSent {
        from: Party::Seller("s1".into()),
        sender: Some(email("actor@somewhere.example")),
        lane: Lane::Primary,
        audience: Audience::Lane,
        text: "Hello".into(),
        automatic: false,
        came: None,
    })]);
}

/// Of what an answer is for at first, lane and audience.
fn answers(story: &Story<Negotiation>, party: Party) -> (Option<Lane>, Audience) {
    let may = project(story.state(), &Viewer::of(party)).expect("it takes part").header.may;
    (may.answer_lane, may.answer_to.unwrap_or_default())
}

#[test]
fn n9_an_answer_is_for_those_of_the_message_that_came_last() {
    let (primary, operator) = (seller().party, actor(Party::Operator));
    let word = |with| Command::WriteOperatorMessage { with, text: "Please answer.".into() };
    let story = sent();
    assert_eq!(answers(&story, primary.clone()), (None, Audience::Lane), "a new thread: the buyer");
    let story = story.when(operator.clone(), word(OperatorSide::Primary)).accepted();
    assert_eq!(answers(&story, primary.clone()), (None, Audience::Operator));
    assert_eq!(answers(&story, Party::Buyer), (None, Audience::Lane), "it is not told of it");
    let story = story.when(operator, word(OperatorSide::Buyer)).accepted();
    assert_eq!(answers(&story, primary.clone()), (None, Audience::Operator), "that was for the buyer");
    let aside = SendMessage { audience: Audience::Operator, text: "I will.".into(), ..Default::default() };
    let story = story.when(seller(), Command::SendMessage(aside)).accepted();
    assert_eq!(answers(&story, primary.clone()), (None, Audience::Operator), "one's own is not answered");
    let story = story.when(buyer(), message("Are you there?")).accepted();
    assert_eq!(answers(&story, primary), (None, Audience::Lane));
}

#[test]
fn n9_an_answer_goes_into_the_lane_of_the_message_that_came_last() {
    let story = sent().when(seller(), message("12 000 €")).accepted();
    assert_eq!(answers(&story, Party::Buyer), (None, Audience::Lane), "the first lane is meant unsaid");
    let story = story.when(area_manager(), message("May I help?")).accepted();
    assert_eq!(answers(&story, Party::Buyer), (Some(Lane::Manufacturer), Audience::Lane));
    let automatic = SendMessage { text: "Away.".into(), automatic: true, ..Default::default() };
    let story = story.when(seller(), Command::SendMessage(automatic)).accepted();
    assert_eq!(answers(&story, Party::Buyer).0, Some(Lane::Manufacturer), "a machine is not answered");
    let story = story.when(seller(), message("And delivered in May.")).accepted();
    assert_eq!(answers(&story, Party::Buyer).0, None);
}
