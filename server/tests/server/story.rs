//! The main job from end to end: a stand, an inquiry, a mail, an answer, a receipt.

use crate::support::browser::Browser;
use crate::support::on_both;
use crate::support::world::{BUYER, HOUSE, OPERATOR, SELLER, USER, World, fresh};
use shared::api::Nothing;
use shared::api::exhibition::*;
use shared::api::negotiations::*;
use shared::api::operation::ReadNetwork;
use shared::api::sessions::ReadSession;
use shared::language::Language;
use shared::routing::Reason;
use shared::time::Millis;
use shared::view::{Content, InquiryReceipt, Phone, Role, Status};

pub fn lyon() -> BuyerPlace {
    BuyerPlace {
        country: Some("FR".into()),
        town: Some("Lyon".into()),
        product: Some("p1".into()),
        ..BuyerPlace::default()
    }
}

pub fn inquiry(text: &str) -> NewInquiry {
    NewInquiry {
        command: fresh("inquiry").into(),
        pick: None,
        place: lyon(),
        text: text.into(),
        name: "Bea Buyer".into(),
        company: Some("Customer Ltd".into()),
        email: BUYER.into(),
        phone: Some("+33 4 72 00 00 00".into()),
        language: Language::De,
        consent: true,
    }
}

pub fn message(text: &str) -> NewMessage {
    NewMessage {
        command: fresh("message").into(),
        lane: None,
        audience: shared::negotiation::Audience::Lane,
        text: text.into(),
        cc: None,
        sender: None,
        enclosure: None,
    }
}

/// Sends an inquiry in a browser of its own.
pub async fn ask<'w>(world: &'w World, text: &str) -> (Browser<'w>, InquiryReceipt) {
    let mut buyer = Browser::new(world);
    let receipt = buyer.call::<SendInquiry>(&["stand"], &inquiry(text)).await.expect("it is sent");
    (buyer, receipt)
}

#[tokio::test]
async fn an_inquiry_travels_from_a_stand_to_an_answer() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let mut buyer = Browser::new(&world);
        let marketplaces = buyer.call::<ListMarketplaces>(&[], &Nothing {}).await.expect("public");
        assert_eq!(marketplaces[0].stands[0].id.as_str(), "stand");
        let stand = buyer.call::<ReadStand>(&["stand"], &Nothing {}).await.expect("public");
        assert_eq!(stand.products.len(), 2);
        let sellers = buyer.call::<ReadSellers>(&["stand"], &lyon()).await.expect("public");
        let towns: Vec<_> = sellers.sellers.iter().map(|card| card.town.as_str()).collect();
        assert_eq!(towns, ["Lyon", "Nice", "Paris"], "R7, R8: the near tier first, then by distance");
        assert!(sellers.sellers[0].distance_m.is_some_and(|metres| metres < 5_000));

        let receipt = buyer.call::<SendInquiry>(&["stand"], &inquiry("How much?")).await.expect("sent");
        assert_eq!((receipt.recipient_name.as_str(), receipt.reason), ("Seller Lyon", Reason::Default));
        let id = receipt.negotiation.as_str();

        // The seller comes by the link of its mail, reads, shows the number, answers.
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let thread = seller.call::<ReadThread>(&[id], &ThreadPart::default()).await.expect("its own");
        assert_eq!((thread.header.role, thread.header.status), (Role::Primary, Status::New));
        assert_eq!(thread.header.summary.phone, Phone::Hidden);
        let opened = seller.call::<OpenInquiry>(&[id], &Bare { command: fresh("c").into() }).await;
        assert_eq!(opened.expect("opened").header.status, Status::Opened);
        let lane = InLane { command: fresh("c").into(), lane: None };
        let shown = seller.call::<ShowPhone>(&[id], &lane).await.expect("N1");
        assert_eq!(shown.header.summary.phone, Phone::Shown("+33 4 72 00 00 00".into()));
        world.wait(Millis::hours(1));
        let sent = seller.call::<SendMessage>(&[id], &message("42 euros")).await.expect("sent");
        let sent = sent.entries.last().expect("it appears at once (N6)").clone();
        assert!(sent.own && sent.read_at.is_none());

        // The buyer reads it; the seller sees when.
        let thread =
            buyer.call::<ReadThread>(&[id], &ThreadPart::default()).await.expect("the sender's session");
        assert_eq!((thread.header.status, thread.header.unread), (Status::Answered, 1));
        world.wait(Millis::minutes(5));
        let reads = Reads { command: fresh("c").into(), messages: vec![sent.id.clone()] };
        buyer.call::<ReadMessages>(&[id], &reads).await.expect("read");
        let thread = seller.call::<ReadThread>(&[id], &ThreadPart::default()).await.expect("its own");
        let read = thread.entries.iter().find(|entry| entry.id == sent.id).and_then(|entry| entry.read_at);
        assert_eq!(read, Some(sent.at + Millis::minutes(5)));

        // The manufacturer sees that contact was made, and not a word.
        let mut user = Browser::signed_in(&world, USER).await;
        let raw = user.ask::<ReadThread>(&[id], &ThreadPart::default()).await;
        assert!(raw.status.is_success() && !raw.text.contains("42 euros"), "{}", raw.text);
        let network = user.call::<ReadNetwork>(&[HOUSE], &Nothing {}).await.expect("its own network");
        assert_eq!(network.members.iter().map(|member| member.inquiries).sum::<u32>(), 1);
        let list = user.call::<ListRequests>(&[], &RequestsFilter::default()).await.expect("a list");
        assert_eq!(list.rows.len(), 1);
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        let session = operator.call::<ReadSession>(&[], &Nothing {}).await.expect("read").expect("signed in");
        assert!(session.is_operator && session.complete);
    })
    .await;
}

#[tokio::test]
async fn mails_say_what_happened_in_the_readers_language_and_hide_the_buyers_address() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "Wie teuer?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        seller.call::<SendMessage>(&[id], &message("Bonjour")).await.expect("sent");
        buyer.call::<SendMessage>(&[id], &message("Danke")).await.expect("sent");
        let subjects = async |email| -> Vec<String> {
            world.mails_to(email).await.into_iter().map(|mail| mail.line.subject).collect()
        };
        let to_buyer = subjects(BUYER).await;
        for subject in [
            "Ihre Anfrage: Product p1",
            "Nachricht von Seller Lyon: Product p1",
            "Kopie Ihrer Nachricht: Product p1",
        ] {
            assert!(to_buyer.iter().any(|known| known == subject), "{subject} in {to_buyer:?}");
        }
        assert_eq!(subjects(SELLER).await.len(), 3, "the inquiry, a copy of its own message, the answer");
        assert_eq!(subjects("area@acme.example").await.len(), 1, "R14: the copy, and none of the talk (V2)");
        for (to, text) in world.all_mail().await {
            assert!(
                to == BUYER || !text.contains(BUYER),
                "N12: the buyer's address in a mail to {to}: {text}"
            );
        }
        // Whoever works the outbox again finds nothing to do.
        let before = world.all_mail().await.len();
        assert_eq!(world.all_mail().await.len(), before);
    })
    .await;
}

#[tokio::test]
async fn an_inquiry_sent_twice_is_one_and_opens_for_its_sender_again() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let new = inquiry("Once?");
        let first = Browser::new(&world).call::<SendInquiry>(&["stand"], &new).await.expect("sent");
        // Routing would answer otherwise now: the inquiry stays where it went.
        let command = shared::network::Command::RemoveMember { seller: "s-lyon".into() };
        world.network(command).await;
        let mut again = Browser::new(&world);
        let second = again.call::<SendInquiry>(&["stand"], &new).await.expect("the same");
        assert_eq!(first, second);
        let id = second.negotiation.as_str();
        let thread = again.call::<ReadThread>(&[id], &ThreadPart::default()).await.expect("opened again");
        assert_eq!(thread.header.role, Role::Buyer);
        assert_eq!(world.mails_to(SELLER).await.len(), 1);
        // The id of the command is not among what others see.
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let seen = seller.ask::<ReadThread>(&[id], &ThreadPart::default()).await.text;
        assert!(!seen.contains(new.command.as_str()), "{seen}");
    })
    .await;
}

#[tokio::test]
async fn s1_the_buyer_is_asked_for_stars_after_120_hours_and_they_count() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let feedback = NewFeedback { command: fresh("c").into(), stars: 5, reason: None, comment: None };
        let early = buyer.call::<LeaveFeedback>(&[id], &feedback).await.expect_err("nobody has asked yet");
        assert_eq!(early.code, "not_allowed");
        world.wait(Millis::hours(120));
        world.mails_to(BUYER).await;
        buyer.call::<LeaveFeedback>(&[id], &feedback).await.expect("asked now");
        let sellers = buyer.call::<ReadSellers>(&["stand"], &lyon()).await.expect("public");
        assert_eq!((sellers.sellers[0].stars.tenths, sellers.sellers[0].stars.ratings), (Some(50), 1));
        let thread = buyer.call::<ReadThread>(&[id], &ThreadPart::default()).await.expect("its own");
        assert!(thread.entries.iter().any(|entry| entry.content == Content::FeedbackLeft { again: false }));
    })
    .await;
}
