//! The list of negotiations, and that every list can be made anew from the facts.

use crate::story::{ask, inquiry, message};
use crate::support::browser::Browser;
use crate::support::on_both;
use crate::support::world::{OPERATOR, SELLER, USER, World, token};
use server::rebuild::rebuild;
use server::store::{StoreError, Transaction};
use shared::api::exhibition::*;
use shared::api::negotiations::*;
use shared::api::sessions::{LinkToken, OpenLink};
use shared::network::Command;
use shared::time::Millis;
use shared::view::{Requests, Role, Status};

async fn list(browser: &mut Browser<'_>, filter: RequestsFilter) -> Requests {
    browser.call::<ListRequests>(&[], &filter).await.expect("a list")
}

#[tokio::test]
async fn a_long_list_comes_in_pages_newest_first() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        for n in 0..60 {
            ask(&world, &format!("inquiry {n}")).await;
            // Some at the same moment: the page break must not lose or double them.
            if n % 3 == 0 {
                world.wait(Millis(1));
            }
        }
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        let first = list(&mut operator, RequestsFilter::default()).await;
        let rest = RequestsFilter { after: first.next.clone(), ..RequestsFilter::default() };
        let second = list(&mut operator, rest).await;
        assert_eq!((first.rows.len(), second.rows.len(), second.next), (50, 10, None));
        let mut all: Vec<_> = first.rows.iter().chain(&second.rows).collect();
        assert!(all.is_sorted_by(|a, b| a.last_at >= b.last_at));
        all.sort_by(|a, b| a.negotiation.cmp(&b.negotiation));
        all.dedup_by(|a, b| a.negotiation == b.negotiation);
        assert_eq!(all.len(), 60);
        assert_eq!(first.counts.iter().map(|one| one.count).sum::<u32>(), 60);
    })
    .await;
}

#[tokio::test]
async fn a_list_is_narrowed_by_status_words_and_waiting() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (_, answered) = ask(&world, "first").await;
        let special = NewInquiry { company: Some("50 % Über_GmbH".into()), ..inquiry("second") };
        Browser::new(&world).call::<SendInquiry>(&["stand"], &special).await.expect("sent");
        let mut seller = Browser::signed_in(&world, SELLER).await;
        let id = answered.negotiation.as_str();
        seller.call::<SendMessage>(&[id], &message("an answer")).await.expect("sent");
        let only = |status| RequestsFilter { status: Some(status), ..RequestsFilter::default() };
        let one = list(&mut seller, only(Status::Answered)).await;
        assert_eq!((one.rows.len(), one.counts.len()), (1, 2), "counts are before the status filter");
        assert!(list(&mut seller, only(Status::Declined)).await.rows.is_empty());
        let awaiting = RequestsFilter { awaiting: Some(true), ..RequestsFilter::default() };
        assert_eq!(list(&mut seller, awaiting).await.rows.len(), 1);
        for (words, found) in
            [("BUYER", 2), ("über_gmbh", 1), ("50 %", 1), ("%", 1), ("_", 1), ("\\", 0), ("'", 0)]
        {
            let search = RequestsFilter { search: Some(words.into()), ..RequestsFilter::default() };
            assert_eq!(list(&mut seller, search).await.rows.len(), found, "{words}");
        }
    })
    .await;
}

/// Somebody who is several things in one negotiation has one line for it, as the strongest of them.
#[tokio::test]
async fn several_positions_make_one_line() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        world.network(Command::InviteUser { email: SELLER.into() }).await;
        ask(&world, "How much?").await;
        let mut seller = Browser::signed_in(&world, SELLER).await;
        let rows = list(&mut seller, RequestsFilter::default()).await.rows;
        let [row] = rows.as_slice() else { panic!("one line: {rows:?}") };
        assert_eq!(row.role, Role::Primary);
    })
    .await;
}

/// Whoever is signed in and follows the link of a mail to somebody else sees one line more, and no other of theirs.
#[tokio::test]
async fn v_a_link_adds_one_line_to_the_list_of_whoever_is_signed_in() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (_, first) = ask(&world, "first").await;
        let mails = world.mails_to(SELLER).await;
        let token = token(mails.last().expect("the seller is told"));
        ask(&world, "second").await;
        let own = NewInquiry { email: "other@buyer.example".into(), ..inquiry("third") };
        let own = Browser::new(&world).call::<SendInquiry>(&["stand"], &own).await.expect("sent");
        let mut browser = Browser::signed_in(&world, "other@buyer.example").await;
        assert_eq!(list(&mut browser, RequestsFilter::default()).await.rows.len(), 1);
        browser.call::<OpenLink>(&[], &LinkToken { token, language: None }).await.expect("it is opened");
        let Requests { rows, counts, .. } = list(&mut browser, RequestsFilter::default()).await;
        let seen: Vec<_> = rows.iter().map(|row| (&row.negotiation, row.role)).collect();
        assert_eq!(seen.len(), 2, "{seen:?}");
        assert!(seen.contains(&(&own.negotiation, Role::Buyer)), "{seen:?}");
        assert!(seen.contains(&(&first.negotiation, Role::Primary)), "{seen:?}");
        assert_eq!(counts.iter().map(|one| one.count).sum::<u32>(), 2);
        let found = RequestsFilter { search: Some("customer".into()), ..RequestsFilter::default() };
        assert_eq!(list(&mut browser, found).await.rows.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_rebuild_gives_the_same_rows_and_mends_what_was_broken() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (_, receipt) = ask(&world, "How much?").await;
        ask(&world, "And this?").await;
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let listed = list(&mut seller, RequestsFilter::default()).await.rows;
        let id = listed[0].negotiation.clone();
        seller.call::<SendMessage>(&[id.as_str()], &message("hello")).await.expect("sent");
        assert!(!receipt.recipient_name.is_empty());
        let report = rebuild(&world.desk.database).await.expect("it rebuilds");
        assert!(report.nothing_changed(), "{report:?}");
        let made =
            report.after.iter().filter(|(table, _)| !["incidents", "orders", "unreachable"].contains(table));
        assert!(made.into_iter().all(|(_, content)| content.rows > 0), "{report:?}");
        let spoil = |open: &mut dyn Transaction| -> Result<(), StoreError> {
            open.execute("UPDATE listing SET body = '{}', words = 'x' WHERE viewer = 'operator'", &[])?;
            open.execute("DELETE FROM people", &[]).map(drop)
        };
        world.desk.database.write(spoil).await.expect("spoilt");
        let mended = rebuild(&world.desk.database).await.expect("it rebuilds");
        assert!(!mended.nothing_changed());
        assert_eq!(mended.after, report.after);
        let mut user = Browser::signed_in(&world, USER).await;
        assert_eq!(list(&mut user, RequestsFilter::default()).await.rows.len(), 2);
    })
    .await;
}
