//! N4, N5 before the real server: an inquiry is forwarded to members of the network, without an address being seen, or
//! declined.

use crate::rights::to;
use crate::story::{ask, message};
use crate::support::browser::{Browser, Raw};
use crate::support::on_both;
use crate::support::world::{AREA_MANAGER, BUYER, SELLER, USER, World, fresh};
use shared::api::negotiations::*;
use shared::negotiation::{DeclineReason, Party};
use shared::routing::Because;
use shared::view::{Members, Role};

const NICE: &str = "nice@seller.example";

fn to_member(id: &str) -> NewForward {
    NewForward { members: vec![Party::Seller(id.into())], ..to("", Some("word-note")) }
}

async fn members(browser: &mut Browser<'_>, id: &str, search: &str) -> Members {
    let search = MemberSearch { search: Some(search.into()), lane: None };
    browser.call::<ListMembers>(&[id], &search).await.expect("it may bring people in")
}

fn refused(raw: &Raw, status: u16, (code, field): (&str, Option<&str>)) {
    let problem = raw.problem();
    assert_eq!((raw.status.as_u16(), problem.code.as_str()), (status, code), "{}", raw.text);
    assert_eq!(problem.field.as_deref(), field);
}

#[tokio::test]
async fn n4_a_seller_forwards_to_another_of_the_network_by_name() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "word-inquiry").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let found = members(&mut seller, id, "").await;
        let names: Vec<_> = found.found.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["Seller Nice", "Seller Paris", "Anne Area", "Acme"]);
        let towns = found.found.iter().map(|one| one.place.as_ref().map(|place| place.name.as_str()));
        assert_eq!(towns.collect::<Vec<_>>(), [Some("Nice"), Some("Paris"), None, None]);
        let raw = seller.ask::<ListMembers>(&[id], &MemberSearch::default()).await;
        assert!(!raw.text.contains('@'), "no address: {}", raw.text);

        seller.call::<Forward>(&[id], &to_member("s-nice")).await.expect("N4");
        let mails = world.mails_to(NICE).await;
        let [mail] = mails.as_slice() else { panic!("one mail: {mails:?}") };
        assert!(mail.text.contains("word-note") && mail.text.contains("word-inquiry"), "{}", mail.text);
        let mut nice = Browser::by_mail(&world, NICE).await;
        let seen = nice.call::<ReadThread>(&[id], &ThreadPart::default()).await.expect("V1");
        assert_eq!(seen.header.role, Role::CoRecipient);
        nice.call::<SendMessage>(&[id], &message("word-from-nice")).await.expect("V1");

        let known = members(&mut seller, id, "nice").await.found;
        assert!(known.len() == 1 && known[0].takes_part, "{known:?}");
        let again = seller.ask::<Forward>(&[id], &to_member("s-nice")).await;
        refused(&again, 422, ("already_in_lane", Some("to")));
        let unknown = seller.ask::<Forward>(&[id], &to_member("s-unknown")).await;
        refused(&unknown, 422, ("unknown_member", Some("members")));
        // Whether a seller is of the network is no business of who may bring nobody in.
        for member in ["s-paris", "s-unknown"] {
            let raw = buyer.ask::<Forward>(&[id], &to_member(member)).await;
            refused(&raw, 403, ("not_allowed", None));
        }
        let read = buyer.ask::<ReadThread>(&[id], &ThreadPart::default()).await.text;
        assert!(read.contains("word-from-nice") && !read.contains("Seller Nice"), "{read}");
        let mut house = Browser::signed_in(&world, USER).await;
        let read = house.ask::<ReadThread>(&[id], &ThreadPart::default()).await.text;
        assert!(read.contains("forwarded") && !read.contains("Seller Nice"), "{read}");
    })
    .await;
}

#[tokio::test]
async fn n4_out_of_its_range_is_a_warning_and_no_refusal() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (_, receipt) = ask(&world, "word-inquiry").await;
        let id = receipt.negotiation.as_str();
        world.seller("s-paris", shared::seller::Command::Deactivate).await;
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let found = members(&mut seller, id, "paris").await.found;
        let outside = found.first().and_then(|one| one.outside.as_ref());
        assert_eq!(outside.map(|outside| outside.because), Some(Because::Unavailable));
        let cc = NewForward { command: fresh("c").into(), note: None, ..to_member("s-paris") };
        seller.call::<AddCc>(&[id], &cc).await.expect("a warning is no refusal");
    })
    .await;
}

fn without_a_word() -> NewDecline {
    NewDecline {
        command: fresh("c").into(),
        lane: None,
        reason: DeclineReason::CannotSupply,
        detail: None,
        message: None,
    }
}

/// Whoever waits is told; that a copy steps back changes nothing for the buyer.
#[tokio::test]
async fn n5_a_buyer_gets_a_mail_of_a_decline_without_a_word_unless_it_was_a_copys() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (_, receipt) = ask(&world, "word-inquiry").await;
        let id = receipt.negotiation.as_str();
        let mut manager = Browser::by_mail(&world, AREA_MANAGER).await;
        manager.call::<Decline>(&[id], &without_a_word()).await.expect("its own lane");
        assert_eq!(world.mails_to(BUYER).await.len(), 1, "the receipt alone");
        let mut seller = Browser::by_mail(&world, SELLER).await;
        seller.call::<Decline>(&[id], &without_a_word()).await.expect("its own lane");
        let mails = world.mails_to(BUYER).await;
        let mail = mails.last().expect("it is told");
        assert!(mails.len() == 2 && mail.line.subject.contains("abgelehnt"), "{}", mail.line.subject);
        assert!(mail.text.contains("Seller Lyon kann Ihre Anfrage nicht übernehmen"), "{}", mail.text);
        assert!(!mail.text.to_lowercase().contains("liefer"), "never the reason: {}", mail.text);
    })
    .await;
}
