//! Two servers on one database: what one of them did holds for whoever asks the other, also for commands, which
//! are tried on what a server remembers.

use crate::rights::to;
use crate::story::{ask, message};
use crate::support::browser::Browser;
use crate::support::on_both;
use crate::support::world::{SELLER, World, fresh};
use shared::api::negotiations::*;
use shared::view::{Content, Page};

async fn thread(browser: &mut Browser<'_>, id: &str) -> Page {
    browser.call::<ReadThread>(&[id], &ThreadPart::default()).await.expect("its own")
}

#[tokio::test]
async fn what_came_through_another_server_can_be_read_and_answered() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "word-inquiry").await;
        let id = receipt.negotiation.as_str();
        let seller = Browser::by_mail(&world, SELLER).await;
        let other = world.other_server().await;
        let mut seller_there = seller.at(&other);
        thread(&mut seller_there, id).await;

        // The other server remembers the state before this message.
        let sent = buyer.call::<SendMessage>(&[id], &message("word-more")).await.expect("its own");
        let entry = sent.entries.last().expect("the message").id.clone();
        let read = Reads { command: fresh("read").into(), messages: vec![entry] };
        seller_there.call::<ReadMessages>(&[id], &read).await.expect("it is there");
        let answer = seller_there.call::<SendMessage>(&[id], &message("word-answer")).await;
        answer.expect("behind what was said before");

        let seen = thread(&mut buyer, id).await;
        let texts = seen.entries.iter().filter_map(|entry| match &entry.content {
            Content::Message { text, .. } => Some(text.as_str()),
            _ => None,
        });
        assert_eq!(texts.collect::<Vec<_>>(), ["word-more", "word-answer"]);
    })
    .await;
}

#[tokio::test]
async fn who_was_brought_in_at_one_server_may_write_at_the_other() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "word-inquiry").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let other = world.other_server().await;
        thread(&mut seller.at(&other), id).await;

        seller.call::<Forward>(&[id], &to("friend@elsewhere.example", None)).await.expect("N4");
        let friend = Browser::by_mail(&world, "friend@elsewhere.example").await;
        let written = friend.at(&other).call::<SendMessage>(&[id], &message("word-friend")).await;
        written.expect("V1: it takes part since the forward");
        // And who is turned away by both stays so.
        let stranger = Browser::signed_in(&world, "paris@seller.example").await;
        let refused = stranger.at(&other).call::<SendMessage>(&[id], &message("word-stranger")).await;
        assert_eq!(refused.expect_err("V1").code, "not_found");
        let read = buyer.ask::<ReadThread>(&[id], &ThreadPart::default()).await.text;
        assert!(read.contains("word-friend") && !read.contains("word-stranger"), "{read}");
    })
    .await;
}

#[tokio::test]
async fn a_command_repeated_at_another_server_is_done_once() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "word-inquiry").await;
        let id = receipt.negotiation.as_str();
        let other = world.other_server().await;
        let mut buyer_there = buyer.at(&other);
        thread(&mut buyer_there, id).await;

        let once = message("word-once");
        let here = buyer.call::<SendMessage>(&[id], &once).await.expect("its own");
        let there = buyer_there.call::<SendMessage>(&[id], &once).await.expect("answered alike");
        assert_eq!(here.entries, there.entries);
        let read = buyer.ask::<ReadThread>(&[id], &ThreadPart::default()).await.text;
        assert_eq!(read.matches("word-once").count(), 1, "{read}");
    })
    .await;
}
