//! Live news: nothing is lost, nothing is doubled, nobody hears more than its page shows.

use crate::story::{ask, message};
use crate::support::browser::{Browser, News};
use crate::support::on_both;
use crate::support::world::{AREA_MANAGER, OPERATOR, SELLER, USER, World, fresh};
use axum::body::Body;
use axum::http::{Request, header};
use shared::api::negotiations::*;
use shared::api::sessions::SignOut;
use shared::api::{Endpoint, Nothing};
use shared::negotiation::Lane;
use shared::view::{Content, Delta, Presence};

fn texts(delta: &Delta) -> Vec<&str> {
    let mut found = Vec::new();
    for entry in &delta.entries {
        if let Content::Message { text, .. } = &entry.content {
            found.push(text.as_str());
        }
    }
    found
}

async fn say(browser: &mut Browser<'_>, id: &str, text: &str) {
    browser.call::<SendMessage>(&[id], &message(text)).await.expect("it is said");
}

#[tokio::test]
async fn what_one_side_does_the_other_hears_once() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let mut line = buyer.listen(id, None).await;
        let whole = line.next().await.expect("the line begins with all there is");
        assert_eq!(whole.delta.header.negotiation, receipt.negotiation);
        for text in ["one", "two"] {
            say(&mut seller, id, text).await;
            let news = line.next().await.expect("the line goes on");
            assert_eq!(texts(&news.delta), [text]);
            assert_eq!(news.id, news.delta.entries.last().map(|entry| entry.id.to_string()));
        }
    })
    .await;
}

#[tokio::test]
async fn a_line_resumes_where_it_broke() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        say(&mut seller, id, "one").await;
        let News { id: last, delta } = buyer.listen(id, None).await.next().await.expect("all there is");
        assert_eq!(texts(&delta), ["one"]);
        for text in ["two", "three"] {
            say(&mut seller, id, text).await;
        }
        let mut line = buyer.listen(id, last.as_deref()).await;
        assert_eq!(texts(&line.next().await.expect("what was missed").delta), ["two", "three"]);
        say(&mut seller, id, "four").await;
        assert_eq!(texts(&line.next().await.expect("what is new").delta), ["four"]);
        // An id that is none of this negotiation's: begin again.
        let mut line = buyer.listen(id, Some("no-such-entry.0")).await;
        assert_eq!(texts(&line.next().await.expect("all").delta), ["one", "two", "three", "four"]);
    })
    .await;
}

#[tokio::test]
async fn receipts_travel_too() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        say(&mut seller, id, "one").await;
        let mut line = seller.listen(id, None).await;
        let whole = line.next().await.expect("all there is");
        let sent = whole.delta.entries.last().expect("its message").id.clone();
        let reads = Reads { command: fresh("c").into(), messages: vec![sent.clone()] };
        buyer.call::<ReadMessages>(&[id], &reads).await.expect("read");
        let news = line.next().await.expect("the receipt");
        let [entry] = news.delta.entries.as_slice() else { panic!("one entry: {:?}", news.delta.entries) };
        assert!(entry.id == sent && entry.read_at.is_some());
        assert_eq!(news.id, Some(sent.to_string()), "no id of an entry that is not shown");
    })
    .await;
}

#[tokio::test]
async fn v2_a_copy_holder_hears_nothing_of_the_talk_and_the_house_only_that_it_goes_on() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (_, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let mut manager = Browser::by_mail(&world, AREA_MANAGER).await;
        let mut user = Browser::signed_in(&world, USER).await;
        let (mut copy, mut house) = (manager.listen(id, None).await, user.listen(id, None).await);
        copy.next().await.expect("all there is");
        house.next().await.expect("all there is");
        say(&mut seller, id, "between us").await;
        let news = house.next().await.expect("that it goes on");
        assert_eq!(texts(&news.delta), [""; 0]);
        assert!(news.delta.entries.iter().any(|entry| entry.content == Content::Activity));
        copy.next().await.expect("that the buyer was contacted");
        say(&mut seller, id, "and again").await;
        say(&mut manager, id, "from the house").await;
        let news = copy.next().await.expect("its own lane");
        assert_eq!(texts(&news.delta), ["from the house"]);
    })
    .await;
}

/// What became of a message is not told to who knows no more of it than that it was sent.
#[tokio::test]
async fn v2_the_house_does_not_hear_that_the_buyer_has_read() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let mut user = Browser::signed_in(&world, USER).await;
        let sent = seller.call::<SendMessage>(&[id], &message("between us")).await.expect("sent");
        let mut house = user.listen(id, None).await;
        house.next().await.expect("all there is");
        let messages = sent.entries.iter().map(|entry| entry.id.clone()).collect();
        let reads = Reads { command: fresh("reads").into(), messages };
        buyer.call::<ReadMessages>(&[id], &reads).await.expect("read");
        say(&mut seller, id, "and again").await;
        let news = house.next().await.expect("that it goes on");
        let told: Vec<_> = news.delta.entries.iter().map(|entry| &entry.id).collect();
        assert!(!told.contains(&&sent.entries[0].id), "{told:?}");
        assert!(news.delta.entries.iter().any(|entry| entry.content == Content::Activity));
    })
    .await;
}

#[tokio::test]
async fn a_line_ends_with_its_session_and_opens_for_nobody_else() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        assert_eq!(Browser::new(&world).first_news(id).await.status.as_u16(), 401);
        let mut line = buyer.listen(id, None).await;
        line.next().await.expect("all there is");
        buyer.call::<SignOut>(&[], &Nothing {}).await.expect("signed out");
        say(&mut seller, id, "too late").await;
        assert!(line.next().await.is_none());
    })
    .await;
}

#[tokio::test]
async fn replies_are_compressed_for_who_takes_it_and_news_never_wait_for_it() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        for (url, encoding) in
            [(ReadThread::url(&[id]), Some("br")), (LIVE_PATH.replace("{negotiation}", id), None)]
        {
            let request = Request::builder().uri(url).header(header::ACCEPT_ENCODING, "gzip, br");
            let response = buyer.open(request, Body::empty()).await;
            let found = response.headers().get(header::CONTENT_ENCODING);
            assert_eq!(found.map(|value| value.to_str().expect("a word")), encoding);
        }
    })
    .await;
}

async fn report(browser: &mut Browser<'_>, id: &str, page: &str, writing: Option<Lane>) {
    let attending = Attending { page: page.into(), here: true, writing };
    browser.call::<ReportPresence>(&[id], &attending).await.expect("its own page");
}

fn present(here: &[Lane], writing: &[Lane]) -> Presence {
    Presence { here: here.to_vec(), writing: writing.to_vec() }
}

#[tokio::test]
async fn each_side_sees_that_the_other_is_here_and_writes_and_that_it_leaves() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let mut buyers = buyer.attend(id, "b").await;
        let mut sellers = seller.attend(id, "s").await;
        report(&mut buyer, id, "b", None).await;
        assert_eq!(sellers.presence().await, Some(present(&[Lane::Primary], &[])));
        // Under a name that another session gave its page, nothing is reported.
        report(&mut buyer, id, "s", Some(Lane::Primary)).await;
        report(&mut seller, id, "s", Some(Lane::Primary)).await;
        assert_eq!(buyers.presence().await, Some(present(&[Lane::Primary], &[Lane::Primary])));
        report(&mut seller, id, "s", None).await;
        assert_eq!(buyers.presence().await, Some(present(&[Lane::Primary], &[])));
        drop(sellers);
        assert_eq!(buyers.presence().await, Some(Presence::default()));
    })
    .await;
}

#[tokio::test]
async fn v_the_house_and_the_copy_never_hear_that_buyer_and_seller_are_here_and_nobody_hears_the_operator() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let mut manager = Browser::by_mail(&world, AREA_MANAGER).await;
        let mut user = Browser::signed_in(&world, USER).await;
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        let mut buyers = buyer.attend(id, "b").await;
        let mut managers = manager.attend(id, "k").await;
        let mut users = user.attend(id, "m").await;
        let _operators = operator.attend(id, "o").await;
        let _sellers = seller.attend(id, "s").await;
        report(&mut operator, id, "o", Some(Lane::Primary)).await;
        report(&mut user, id, "m", Some(Lane::Manufacturer)).await;
        report(&mut manager, id, "k", Some(Lane::Manufacturer)).await;
        report(&mut buyer, id, "b", Some(Lane::Primary)).await;
        report(&mut seller, id, "s", None).await;
        // The first that each of them hears: had there been anything before, this would not be the first.
        assert_eq!(buyers.presence().await, Some(present(&[Lane::Primary], &[])));
        say(&mut manager, id, "from the house").await;
        assert_eq!(managers.presence().await, Some(present(&[Lane::Manufacturer], &[])));
        assert_eq!(users.presence().await, Some(present(&[Lane::Manufacturer], &[])));
        let both = [Lane::Primary, Lane::Manufacturer];
        assert_eq!(buyers.presence().await.expect("the house too").here, both);
    })
    .await;
}
