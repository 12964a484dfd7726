//! R18 before the real server: an inquiry that nobody answers is offered once to the next eligible seller, and
//! whoever acknowledges first has it.

use crate::rights::{attempts, everything, to};
use crate::story::{ask, message};
use crate::support::browser::Browser;
use crate::support::on_both;
use crate::support::world::{AREA_MANAGER, BUYER, OPERATOR, SELLER, USER, World, fresh, once};
use axum::http::StatusCode;
use server::networks::assembled;
use server::rebuild::rebuild;
use shared::api::Nothing;
use shared::api::negotiations::*;
use shared::api::writing::*;
use shared::negotiation::{Audience, Lane};
use shared::network::Command;
use shared::time::Millis;
use shared::view::{Content, Page, Role, Status};

/// The eligible seller that is nearest to Lyon.
const NEXT: &str = "nice@seller.example";
const COLLEAGUE: &str = "xp@colleague.example";

fn bare() -> Bare {
    Bare { command: fresh("c").into() }
}

/// An inquiry in a network that offers on after two days; nothing has been said yet.
async fn inquire<'w>(world: &'w World) -> (Browser<'w>, Browser<'w>, String) {
    world.network(Command::ChangeSilenceRule { offer_after_hours: Some(48) }).await;
    // The newest mail is this inquiry's.
    world.mails_to("").await;
    world.wait(Millis(1));
    let (buyer, receipt) = ask(world, "word-inquiry").await;
    let seller = Browser::by_mail(world, SELLER).await;
    (buyer, seller, receipt.negotiation.to_string())
}

/// The same, offered to the seller in Nice, who has opened the link of its mail.
async fn offered<'w>(world: &'w World) -> (Browser<'w>, Browser<'w>, Browser<'w>, String) {
    let (buyer, seller, id) = inquire(world).await;
    world.wait(Millis(Millis::hours(48).0 - 1));
    world.mails_to("").await;
    world.wait(Millis(1));
    let next = Browser::by_mail(world, NEXT).await;
    (buyer, seller, next, id)
}

async fn thread(browser: &mut Browser<'_>, id: &str) -> Page {
    browser.call::<ReadThread>(&[id], &ThreadPart::default()).await.expect("a participant")
}

async fn list(browser: &mut Browser<'_>, awaiting: bool) -> Vec<shared::view::RequestRow> {
    let filter = RequestsFilter { awaiting: awaiting.then_some(true), ..RequestsFilter::default() };
    browser.call::<ListRequests>(&[], &filter).await.expect("a list").rows
}

#[tokio::test]
async fn r18_after_silence_another_seller_takes_the_inquiry_and_everybody_is_told() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, mut seller, id) = inquire(&world).await;
        let id = id.as_str();
        world.wait(Millis(Millis::hours(48).0 - 1));
        assert_eq!(world.mails_to(NEXT).await.len(), 0);
        world.wait(Millis(1));
        let mails = world.mails_to(NEXT).await;
        let [mail] = mails.as_slice() else { panic!("one mail: {mails:?}") };
        assert!(mail.text.contains("48") && mail.text.contains("word-inquiry"), "{}", mail.text);
        assert!(!mail.text.contains("Seller Lyon") && !mail.text.contains(BUYER), "{}", mail.text);
        let told = world.mails_to(SELLER).await;
        assert!(told.iter().any(|mail| mail.text.contains("«\u{a0}Je m’en occupe\u{a0}»")), "{told:?}");
        assert_eq!(world.mails_to("paris@seller.example").await.len(), 0, "once, to the nearest");

        let mut next = Browser::by_mail(&world, NEXT).await;
        let seen = thread(&mut next, id).await;
        assert_eq!((seen.header.role, seen.header.status), (Role::Offered, Status::New));
        assert!(seen.header.may.acknowledge && seen.header.may.decline_offer);
        assert_eq!(list(&mut next, true).await.len(), 1, "it awaits an answer");
        assert!(thread(&mut seller, id).await.header.may.acknowledge);
        buyer.call::<SendMessage>(&[id], &in_primary("Are you there?")).await.expect("its lane");

        world.wait(Millis::hours(1));
        next.call::<AcknowledgeInquiry>(&[id], &bare()).await.expect("nobody was faster");
        let seen = thread(&mut next, id).await;
        assert_eq!((seen.header.role, seen.header.unread), (Role::Primary, 1));
        assert_eq!(seen.header.receipt.after_silence_hours, Some(48));
        let receipt = thread(&mut buyer, id).await.header.receipt;
        assert_eq!((receipt.recipient_name.as_str(), receipt.after_silence_hours), ("Seller Nice", Some(48)));
        let told = world.mails_to(BUYER).await;
        assert!(told.iter().any(|mail| mail.line.subject.contains("Seller Nice")), "{told:?}");
        let told = world.mails_to(SELLER).await.pop().expect("a mail");
        assert!(told.line.subject.contains("un autre distributeur"), "{}", told.line.subject);
        assert!(!told.text.contains("Nice"), "{}", told.text);

        let late = seller.call::<SendMessage>(&[id], &message("Here I am")).await;
        assert_eq!(late.expect_err("it is with somebody else").code, "inquiry_taken");
        let seen = thread(&mut seller, id).await;
        assert_eq!((seen.header.role, seen.header.status), (Role::Former, Status::Closed));
        assert_eq!(list(&mut seller, true).await.len(), 0);
        assert_eq!(list(&mut seller, false).await[0].role, Role::Former);
        let mut user = Browser::signed_in(&world, USER).await;
        let row = list(&mut user, false).await.remove(0);
        assert_eq!(row.recipient_name, "Seller Nice");

        // S6: its clock runs from now on.
        let before = world.mails_to(NEXT).await.len();
        world.wait(Millis::hours(24));
        assert_eq!(world.mails_to(NEXT).await.len(), before + 1, "a reminder");
        next.call::<SendMessage>(&[id], &message("12 euros")).await.expect("its lane");
        figures(&world).await;
        let report = rebuild(&world.desk.database).await.expect("it rebuilds");
        assert!(report.nothing_changed(), "{report:?}");
    })
    .await;
}

fn in_primary(text: &str) -> NewMessage {
    NewMessage { lane: Some(Lane::Primary), ..message(text) }
}

/// S4: the silent one counts in full, once its 120 hours are over; the other from when it took the inquiry.
async fn figures(world: &World) {
    let samples = async |id: &str| {
        let id = shared::ids::SellerId::from(id);
        let read = move |open: &mut dyn server::store::Transaction| {
            server::projector::samples::record(open, &id, &"acme".into()).map(|record| record.samples)
        };
        world.desk.negotiations.catch_up().await.expect("the database answers");
        world.desk.database.read(read).await.expect("the database answers")
    };
    let [silent] = samples("s-lyon").await[..] else { panic!("one sample, not doubled") };
    let [new] = samples("s-nice").await[..] else { panic!("one sample") };
    let hours = |length: Millis| length.0 / Millis::hours(1).0;
    assert_eq!(silent.answered, None);
    assert_eq!(hours(new.delivered - silent.delivered), 49);
    assert_eq!(new.answered.map(|answered| hours(answered - new.delivered)), Some(24));
    let now = world.desk.clock.now();
    let network = assembled(&world.desk, "acme", now).await.expect("it answers").expect("founded");
    let inquiries = |id: &str| network.insiders[&shared::ids::SellerId::from(id)].inquiries;
    assert_eq!((inquiries("s-lyon"), inquiries("s-nice"), inquiries("s-paris")), (1, 1, 0));
}

#[tokio::test]
async fn r18_of_many_who_acknowledge_at_once_exactly_one_side_has_it() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        for round in 0..4 {
            let (_, seller, next, id) = offered(&world).await;
            let (mut old, mut new) = (seller.other_window(), next.other_window());
            let (mut old_too, mut new_too) = (seller.other_window(), next.other_window());
            let (segments, says) = ([id.as_str()], message("Here I am"));
            let press = [bare(), bare(), bare()];
            // Not always the same side is polled first.
            let (one, two, three, four) = match round % 2 {
                0 => tokio::join!(
                    old.ask::<AcknowledgeInquiry>(&segments, &press[0]),
                    new.ask::<AcknowledgeInquiry>(&segments, &press[1]),
                    old_too.ask::<SendMessage>(&segments, &says),
                    new_too.ask::<AcknowledgeInquiry>(&segments, &press[2]),
                ),
                _ => {
                    let (two, one, four, three) = tokio::join!(
                        new.ask::<AcknowledgeInquiry>(&segments, &press[1]),
                        old.ask::<AcknowledgeInquiry>(&segments, &press[0]),
                        new_too.ask::<AcknowledgeInquiry>(&segments, &press[2]),
                        old_too.ask::<SendMessage>(&segments, &says),
                    );
                    (one, two, three, four)
                }
            };
            let taken = two.status == StatusCode::OK;
            let (winners, losers) =
                if taken { ([two, four], [one, three]) } else { ([one, three], [two, four]) };
            for won in winners {
                assert_eq!(won.status, StatusCode::OK, "{}", won.text);
            }
            for lost in losers {
                assert_eq!(
                    (lost.status, lost.problem().code.as_str()),
                    (StatusCode::CONFLICT, "inquiry_taken")
                );
            }
            let state = &world.desk.negotiations.load(&id).await.expect("it is stored").state;
            assert_eq!(state.takeover().is_some(), taken);
            let primaries = state.participants.values();
            let primaries = primaries.filter(|one| one.classes.contains(shared::visibility::Class::Primary));
            assert_eq!(primaries.count(), 1);
        }
    })
    .await;
}

/// N6: what was written in the last moment is not lost, and says why it did not leave.
#[tokio::test]
async fn r18_a_message_that_was_overtaken_waits_for_its_writer() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (_, mut seller, mut next, id) = offered(&world).await;
        let writing = Writing { text: "Here I am".into(), ..Writing::default() };
        let held = NewHeld { command: fresh("c").into(), writing };
        seller.call::<HoldMessage>(&[&id], &held).await.expect("it is still its own");
        next.call::<AcknowledgeInquiry>(&[&id], &bare()).await.expect("nobody was faster");
        world.wait(Millis::minutes(1));
        world.mails_to("").await;
        let waiting = seller.call::<ListHeld>(&[&id], &Nothing {}).await.expect("its own");
        let problem = waiting[0].problem.as_ref().map(|problem| problem.code.as_str());
        assert_eq!((waiting.len(), problem), (1, Some("inquiry_taken")));
        let back = seller.call::<TakeBack>(&[&id, held.command.as_str()], &Nothing {}).await;
        assert_eq!(back.expect("its own").text, "Here I am");
    })
    .await;
}

#[tokio::test]
async fn r18_it_is_offered_once_even_with_two_workers_and_to_nobody_who_is_not_eligible() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (_, mut seller, id) = inquire(&world).await;
        world.wait(Millis::hours(48));
        let others = [world.other_worker(), world.other_worker()];
        let (one, two) = tokio::join!(once(&others[0]), once(&others[1]));
        assert!(one.is_ok() && two.is_ok());
        world.mails_to("").await;
        let offers = |page: &Page| {
            let is_offer = |content: &Content| matches!(content, Content::InquiryOffered { .. });
            page.entries.iter().filter(|entry| is_offer(&entry.content)).count()
        };
        assert_eq!(offers(&thread(&mut seller, &id).await), 1);
        let mut next = Browser::by_mail(&world, NEXT).await;
        next.call::<DeclineOffer>(&[&id], &bare()).await.expect("it is offered to it");
        assert_eq!(thread(&mut next, &id).await.header.status, Status::Declined);
        assert!(!thread(&mut seller, &id).await.header.may.acknowledge);
        world.wait(Millis::hours(200));
        assert_eq!(world.mails_to("paris@seller.example").await.len(), 0, "never twice");

        for seller in ["s-nice", "s-paris"] {
            world.network(Command::RemoveMember { seller: seller.into() }).await;
        }
        let (_, mut seller, id) = inquire(&world).await;
        world.wait(Millis::hours(49));
        world.mails_to("").await;
        assert_eq!(offers(&thread(&mut seller, &id).await), 0);
    })
    .await;
}

/// R15: the rule of the day on which the inquiry was sent.
#[tokio::test]
async fn r18_a_rule_that_came_later_changes_nothing() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        ask(&world, "How much?").await;
        world.network(Command::ChangeSilenceRule { offer_after_hours: Some(48) }).await;
        world.wait(Millis::hours(100));
        assert_eq!(world.mails_to(NEXT).await.len(), 0);
    })
    .await;
}

/// V: B buyer, F the silent seller, C its colleague, N the seller to whom it is offered, K copy holder,
/// M manufacturer, O operator.
const OFFERED: &[(&str, &str)] = &[
    ("word-inquiry", "BFCNKMO"),
    ("word-buyer", "BFCO"),
    ("word-aside", "FCO"),
    ("word-note", "FCKMO"),
    ("word-forward", "FCO"),
    (COLLEAGUE, "FCO"),
    // The stand showed it to the buyer.
    ("Seller Nice", "BNMO"),
    (BUYER, "BO"),
    ("+33 4 72 00 00 00", "BFC"),
];

/// The same once it has taken the inquiry: C and F have lost the lane.
const TAKEN: &[(&str, &str)] = &[
    ("word-inquiry", "BFCNKMO"),
    ("word-buyer", "BNO"),
    ("word-new", "BNO"),
    ("word-aside", "O"),
    ("word-note", "KMO"),
    ("word-forward", "O"),
    ("Seller Nice", "BNKMO"),
    (BUYER, "BO"),
    ("+33 4 72 00 00 00", "B"),
];

/// An inquiry on offer, in which the silent side has done everything that is no answer.
async fn planted(world: &World) -> (String, Vec<(char, Browser<'_>)>) {
    let (mut buyer, mut seller, id) = inquire(world).await;
    let segments = [id.as_str()];
    let lane = InLane { command: fresh("c").into(), lane: None };
    let aside = NewMessage { audience: Audience::Operator, ..message("word-aside") };
    let note = NewNote { command: fresh("c").into(), text: "word-note".into() };
    seller.call::<ShowPhone>(&segments, &lane).await.expect("N1");
    seller.call::<SendMessage>(&segments, &aside).await.expect("N9");
    seller.call::<AddInternalNote>(&segments, &note).await.expect("V");
    seller.call::<Forward>(&segments, &to(COLLEAGUE, Some("word-forward"))).await.expect("N4");
    buyer.call::<SendMessage>(&segments, &in_primary("word-buyer")).await.expect("its lane");
    let colleague = Browser::by_mail(world, COLLEAGUE).await;
    let manager = Browser::by_mail(world, AREA_MANAGER).await;
    world.wait(Millis::hours(48));
    let next = Browser::by_mail(world, NEXT).await;
    let house = Browser::signed_in(world, USER).await;
    let operator = Browser::signed_in(world, OPERATOR).await;
    let people = [('B', buyer), ('F', seller), ('C', colleague), ('N', next)];
    (id, people.into_iter().chain([('K', manager), ('M', house), ('O', operator)]).collect())
}

async fn check(world: &World, id: &str, people: &mut [(char, Browser<'_>)], words: &[(&str, &str)]) {
    for (role, browser) in people {
        let read = everything(world, browser, id).await;
        for (word, readers) in words {
            assert_eq!(read.contains(word), readers.contains(*role), "{word} before {role}\n{read}");
        }
    }
}

#[tokio::test]
async fn v_every_role_reads_its_own_words_before_and_after_a_takeover() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (id, mut people) = planted(&world).await;
        check(&world, &id, &mut people, OFFERED).await;
        let next = &mut people[3].1;
        next.call::<AcknowledgeInquiry>(&[&id], &bare()).await.expect("nobody was faster");
        next.call::<SendMessage>(&[&id], &message("word-new")).await.expect("its lane");
        check(&world, &id, &mut people, TAKEN).await;
    })
    .await;
}

/// Nothing but the two answers to the offer; afterwards nothing at all.
#[tokio::test]
async fn v_who_may_take_an_inquiry_or_has_lost_it_can_do_nothing_else() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (id, mut people) = planted(&world).await;
        let names = (id.as_str(), "none", "none");
        // That one is here is told to those alone who share a lane: to nobody. Nor does it learn whose hours they are.
        let asks = ["open", "read", "hours", "presence", "acknowledge", "decline offer"];
        for (command, _, raw) in attempts(&mut people[3].1, names).await {
            let refused =
                raw.status == StatusCode::FORBIDDEN || raw.status == StatusCode::UNPROCESSABLE_ENTITY;
            assert_eq!(refused, !asks.contains(&command), "{command}: {} {}", raw.status, raw.text);
            if command == "acknowledge" {
                break;
            }
        }
        for (command, _, raw) in attempts(&mut people[1].1, names).await {
            let harmless = ["open", "read", "hours", "presence", "list held"].contains(&command);
            assert_eq!(raw.status.is_client_error(), !harmless, "{command}: {} {}", raw.status, raw.text);
        }
    })
    .await;
}
