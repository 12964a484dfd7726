//! News that wait for a digest: what waits and what does not, when it leaves, and what is left out of it.

mod choosing;
mod timers;

use crate::documents::paper;
use crate::rights::to;
use crate::story::{ask, message};
use crate::support::browser::Browser;
use crate::support::on_both;
use crate::support::post::{Talk, door, reply_address};
use crate::support::world::{AREA_MANAGER, BUYER, SELLER, USER, World, fresh};
use shared::api::Nothing;
use shared::api::mail_settings::*;
use shared::api::negotiations::*;
use shared::api::operation::Mail;
use shared::api::sessions::{LinkToken, OpenLink};
use shared::language::Language;
use shared::mail_settings::{MailSettings, Pace};
use shared::negotiation::{Lane, Terms};
use shared::testing::NOON;
use shared::time::Millis;
use shared::view::Delta;

/// Signs in and chooses. Nobody gets two codes in one millisecond.
async fn choose(world: &World, email: &str, pace: Pace) {
    world.wait(Millis(1));
    let mut browser = Browser::signed_in(world, email).await;
    let settings = MailSettings { pace, ..MailSettings::default() };
    let choice = NewMailSettings { settings, language: Language::De };
    let kept = browser.call::<ChangeMailSettings>(&[], &choice).await.expect("its own");
    assert_eq!(kept, settings);
    let read = browser.call::<ReadMailSettings>(&[], &Nothing {}).await.expect("its own");
    assert_eq!(read, settings);
}

/// Lets time pass, behind what the outbox has now.
async fn later(world: &World, length: Millis) {
    world.work().await;
    world.wait(length);
}

/// The digests that this address got so far.
async fn digests(world: &World, email: &str) -> Vec<Mail> {
    let mails = world.mails_to(email).await;
    mails.into_iter().filter(|mail| reply_address(mail).starts_with("digest@")).collect()
}

/// All other mails but codes to sign in.
async fn others(world: &World, email: &str) -> Vec<Mail> {
    let mails = world.mails_to(email).await;
    mails.into_iter().filter(|mail| reply_address(mail).starts_with("talk-")).collect()
}

fn in_lane(lane: Lane, text: &str) -> NewMessage {
    NewMessage { lane: Some(lane), ..message(text) }
}

#[tokio::test]
async fn news_of_an_hour_come_in_one_mail_with_one_way_into_each_negotiation() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, first) = ask(&world, "word-one").await;
        let (mut other, second) = ask(&world, "word-two").await;
        choose(&world, SELLER, Pace::Hourly).await;
        assert_eq!(others(&world, SELLER).await.len(), 2, "an inquiry always leaves at once (S4)");
        let (one, two) = (first.negotiation.as_str(), second.negotiation.as_str());
        for text in ["word-first", "word-next"] {
            buyer.call::<SendMessage>(&[one], &message(text)).await.expect("its lane");
        }
        other.call::<SendMessage>(&[two], &message("word-other")).await.expect("its lane");
        later(&world, Millis::minutes(59)).await;
        assert_eq!((others(&world, SELLER).await.len(), digests(&world, SELLER).await.len()), (2, 0));
        later(&world, Millis::minutes(1)).await;
        let digest = digests(&world, SELLER).await;
        let [digest] = &digest[..] else { panic!("one digest: {digest:?}") };
        assert_eq!(digest.line.subject, "Neues in 2 Anfragen", "in the language in which it was chosen");
        for word in ["word-first", "word-next", "word-other"] {
            assert!(digest.text.contains(word), "{}", digest.text);
        }
        assert!(!digest.text.contains("word-one"), "N12, the history stays where it is: {}", digest.text);
        let links: Vec<_> = digest.text.split("/link#").skip(1).collect();
        assert_eq!(links.len(), 2, "{}", digest.text);
        let mut opened = Vec::new();
        for link in links {
            let token = link.split_whitespace().next().expect("a token").to_owned();
            let way = Browser::new(&world).call::<OpenLink>(&[], &LinkToken { token, language: None }).await;
            opened.extend(way.expect("it opens").negotiation);
        }
        opened.sort();
        let mut expected = [first.negotiation, second.negotiation];
        expected.sort();
        assert_eq!(opened, expected);
        later(&world, Millis::hours(2)).await;
        assert_eq!(digests(&world, SELLER).await.len(), 1, "nothing is new, nothing is sent");
    })
    .await;
}

#[tokio::test]
async fn what_was_read_on_the_page_is_left_out_and_an_empty_digest_is_not_sent() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        choose(&world, SELLER, Pace::Hourly).await;
        let read = async |browser: &mut Browser<'_>, said: Delta| {
            let messages = vec![said.entries[0].id.clone()];
            let reads = Reads { command: fresh("read").into(), messages };
            browser.call::<ReadMessages>(&[id], &reads).await.expect("it may");
        };
        let seen = buyer.call::<SendMessage>(&[id], &message("word-seen")).await.expect("its lane");
        read(&mut seller, seen).await;
        later(&world, Millis::hours(1)).await;
        assert!(digests(&world, SELLER).await.is_empty(), "nothing is left to tell");
        let seen = buyer.call::<SendMessage>(&[id], &message("word-seen")).await.expect("its lane");
        buyer.call::<SendMessage>(&[id], &message("word-unseen")).await.expect("its lane");
        // It waits already when it is read.
        world.work().await;
        read(&mut seller, seen).await;
        later(&world, Millis::hours(1)).await;
        let digest = digests(&world, SELLER).await.remove(0);
        assert!(digest.text.contains("word-unseen") && !digest.text.contains("word-seen"), "{}", digest.text);
    })
    .await;
}

/// R14: a copy that was opened is known.
#[tokio::test]
async fn a_copy_waits_until_it_is_opened() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        choose_as_extra(&world).await;
        let open = Bare { command: fresh("open").into() };
        let (_, first) = ask(&world, "word-first").await;
        ask(&world, "word-second").await;
        world.wait(Millis(1));
        let mut extra = Browser::signed_in(&world, "extra@acme.example").await;
        extra.call::<OpenInquiry>(&[first.negotiation.as_str()], &open).await.expect("its own");
        later(&world, Millis::hours(1)).await;
        let told = digests(&world, "extra@acme.example").await.remove(0).text;
        assert!(told.contains("word-second") && !told.contains("word-first"), "{told}");
    })
    .await;
}

/// An extra address is known once it got a copy.
async fn choose_as_extra(world: &World) {
    ask(world, "word-before").await;
    world.work().await;
    choose(world, "extra@acme.example", Pace::Hourly).await;
}

/// N3, R18: what binds or has a clock does not wait for anybody's digest.
#[tokio::test]
async fn quotes_and_reminders_leave_at_once_whatever_was_chosen() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        for email in [BUYER, SELLER] {
            choose(&world, email, Pace::Never).await;
        }
        let before = (others(&world, BUYER).await.len(), others(&world, SELLER).await.len());
        seller.call::<SendMessage>(&[id], &message("word-talk")).await.expect("its lane");
        let paper = paper();
        let uploaded = seller.upload(id, "offer.pdf", &paper.bytes).await.expect("a real PDF");
        let terms = Terms {
            amount: "12.50".into(),
            currency: "EUR".into(),
            valid_until: Some(NOON + Millis::days(30)),
            ..Terms::default()
        };
        let enclosure = Some(NewEnclosure { upload: uploaded.upload, terms: Some(terms) });
        let offer = NewMessage { enclosure, ..message("word-offer") };
        seller.call::<SendMessage>(&[id], &offer).await.expect("N3");
        let told = others(&world, BUYER).await;
        assert_eq!(told.len(), before.0 + 1, "the quote, and not the talk before it");
        assert!(told.last().is_some_and(|mail| mail.text.contains("word-offer")));
        assert_eq!(others(&world, SELLER).await.len(), before.1, "it wants no copies of its own words");
        buyer.call::<SendMessage>(&[id], &message("word-question")).await.expect("its lane");
        later(&world, Millis::hours(25)).await;
        let told = others(&world, SELLER).await;
        assert_eq!(told.len(), before.1 + 1, "R18: the reminder");
        assert!(digests(&world, SELLER).await.is_empty() && digests(&world, BUYER).await.is_empty());
    })
    .await;
}

/// V1, V2: a digest begins with what its reader may see, as every mail does.
#[tokio::test]
async fn a_digest_tells_each_reader_of_its_own_lane_alone() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let mut manager = Browser::by_mail(&world, AREA_MANAGER).await;
        seller.call::<AddCc>(&[id], &to("xp@colleague.example", None)).await.expect("V1");
        let people = [BUYER, SELLER, AREA_MANAGER, USER, "extra@acme.example", "xp@colleague.example"];
        world.work().await;
        for email in people {
            choose(&world, email, Pace::Hourly).await;
        }
        seller.call::<SendMessage>(&[id], &message("word-of-seller")).await.expect("its lane");
        manager.call::<SendMessage>(&[id], &message("word-of-manager")).await.expect("its lane");
        buyer.call::<SendMessage>(&[id], &in_lane(Lane::Primary, "word-to-seller")).await.expect("its lane");
        let to_manager = in_lane(Lane::Manufacturer, "word-to-manager");
        buyer.call::<SendMessage>(&[id], &to_manager).await.expect("its lane");
        later(&world, Millis::hours(1)).await;
        let words = ["word-of-seller", "word-of-manager", "word-to-seller", "word-to-manager"];
        // Everybody is told what others wrote, and gets a copy of its own words (N6).
        for (email, readable) in [
            (BUYER, &words[..]),
            (SELLER, &["word-of-seller", "word-to-seller"]),
            ("xp@colleague.example", &["word-of-seller", "word-to-seller"]),
            (AREA_MANAGER, &["word-of-manager", "word-to-manager"]),
            ("extra@acme.example", &["word-of-manager", "word-to-manager"]),
        ] {
            let digests = digests(&world, email).await;
            let all: String = digests.iter().map(|mail| mail.source.clone() + &mail.text).collect();
            for word in words {
                assert_eq!(all.contains(word), readable.contains(&word), "{word} for {email}: {all}");
            }
            let names_buyer = all.replace(&format!("To: {BUYER}"), "").contains(BUYER);
            assert!(!names_buyer, "N12: {email}: {all}");
        }
    })
    .await;
}

/// N12: nobody reads answers to a digest, and whoever writes one is told so by its own mail server.
#[tokio::test]
async fn an_answer_to_a_digest_is_sent_back_with_the_reason() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        choose(&world, SELLER, Pace::Hourly).await;
        let id = receipt.negotiation.as_str();
        buyer.call::<SendMessage>(&[id], &message("word-more")).await.expect("its lane");
        later(&world, Millis::hours(1)).await;
        let digest = digests(&world, SELLER).await.remove(0);
        assert!(digest.text.contains("liest niemand"), "it says so itself: {}", digest.text);
        let from = reply_address(&digest);
        let mut talk = Talk::begin(door(&world).await).await;
        let answer = format!("From: {SELLER}\nMessage-ID: <1@mta.example>\n\nword-answer\n");
        let told = talk.bring(SELLER, &from, &answer).await;
        assert!(told.starts_with("550 5.7.1 Nobody reads mail at this address"), "{told}");
        let page = buyer.ask::<ReadThread>(&[id], &ThreadPart::default()).await.text;
        assert!(page.contains("word-more") && !page.contains("word-answer"), "{page}");
    })
    .await;
}
