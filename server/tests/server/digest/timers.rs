//! When digests leave, and that each leaves once.

use super::{choose, digests, later};
use crate::story::{ask, message};
use crate::support::on_both;
use crate::support::world::{SELLER, World, once};
use server::outbox::Worker;
use server::store::{StoreError, Transaction, Value};
use shared::api::negotiations::SendMessage;
use shared::mail_settings::Pace;
use shared::time::Millis;

/// A message waits for this seller's digest.
async fn waiting(world: &World, pace: Pace) {
    let (mut buyer, receipt) = ask(world, "How much?").await;
    choose(world, SELLER, pace).await;
    let id = receipt.negotiation.as_str();
    buyer.call::<SendMessage>(&[id], &message("word-new")).await.expect("its lane");
    world.work().await;
}

async fn count(world: &World, table: &str) -> i64 {
    let sql = format!("SELECT COUNT(*) FROM {table}");
    let read = move |open: &mut dyn Transaction| {
        let rows = open.query(&sql, &[])?;
        rows.first().map_or(Ok(0), |row| row.integer(0))
    };
    world.desk.database.read::<_, StoreError, _>(read).await.expect("it can be read")
}

/// At noon it is seventeen hours until five o'clock UTC.
#[tokio::test]
async fn the_digest_of_a_day_leaves_at_five_in_the_morning() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        waiting(&world, Pace::Daily).await;
        // Signing in took a millisecond.
        later(&world, Millis(Millis::hours(17).0 - 2)).await;
        assert!(digests(&world, SELLER).await.is_empty());
        world.wait(Millis(1));
        assert_eq!(digests(&world, SELLER).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn two_workers_send_one_digest() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        waiting(&world, Pace::Hourly).await;
        later(&world, Millis::hours(1)).await;
        let (one, other) = (world.other_worker(), Worker { desk: world.other_desk().await });
        let work = async |worker: &Worker| {
            while once(worker).await.expect("the outbox can be worked on") > 0 {}
        };
        tokio::join!(work(&one), work(&other));
        assert_eq!(digests(&world, SELLER).await.len(), 1);
        assert_eq!(count(&world, "gathered").await, 0);
    })
    .await;
}

/// Whoever writes the same digest again makes the same mail, and it leaves no second time.
#[tokio::test]
async fn a_timer_that_rings_again_sends_nothing_again() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        waiting(&world, Pace::Hourly).await;
        later(&world, Millis::hours(1)).await;
        let first = digests(&world, SELLER).await.remove(0);
        for round in 0..2_i64 {
            let ring = move |open: &mut dyn Transaction| {
                let sql =
                    "INSERT INTO outbox (due, id, kind, body, attempts) VALUES ($1, $2, 'digest', $3, 0)";
                open.execute(sql, &[Value::from(round), format!("again:{round}").into(), SELLER.into()])
            };
            world.desk.database.write::<_, StoreError, _>(ring).await.expect("it is queued");
        }
        later(&world, Millis::hours(3)).await;
        let all = digests(&world, SELLER).await;
        assert_eq!(all.iter().map(|mail| &mail.line.id).collect::<Vec<_>>(), [&first.line.id]);
    })
    .await;
}

/// Two that were written of the same news at the same time: the rows say which of them leaves.
#[tokio::test]
async fn news_are_used_up_by_one_digest_alone() {
    on_both(async |scratch| {
        use server::outbox::gathered::{Found, due, keep, use_up};
        use shared::ids::Email;
        let world = World::new(scratch).await;
        waiting(&world, Pace::Hourly).await;
        later(&world, Millis::hours(1)).await;
        let (now, email) = (world.desk.clock.now(), Email::parse(SELLER).expect("an address"));
        let outcome = move |open: &mut dyn Transaction| {
            let told = due(open, &email, now)?;
            let later = server::outbox::gathered::Waiting { entry: "later".into(), ..told[0].clone() };
            let more = [told.clone(), vec![later.clone()]].concat();
            keep(open, std::slice::from_ref(&later))?;
            let found = [use_up(open, &told)?, use_up(open, &told)?, use_up(open, &more)?];
            Ok::<_, StoreError>((found, due(open, &email, now)? == [later]))
        };
        let (found, kept) = world.desk.database.write(outcome).await.expect("it can be written");
        assert_eq!(found, [Found::All, Found::None, Found::Some]);
        assert!(kept, "what nobody has told stays");
    })
    .await;
}

/// A server that begins anew finds its timers where they were.
#[tokio::test]
async fn a_digest_survives_a_restart() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        waiting(&world, Pace::Hourly).await;
        let fresh = Worker { desk: world.other_desk().await };
        later(&world, Millis::hours(1)).await;
        while once(&fresh).await.expect("the outbox can be worked on") > 0 {}
        assert_eq!(count(&world, "gathered").await, 0);
        assert!(digests(&world, SELLER).await[0].text.contains("word-new"));
    })
    .await;
}

/// What waits leaves as it would had the choice been made before.
#[tokio::test]
async fn a_change_of_mind_holds_for_what_waits_already() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        waiting(&world, Pace::Hourly).await;
        choose(&world, SELLER, Pace::Daily).await;
        later(&world, Millis::hours(1)).await;
        assert!(digests(&world, SELLER).await.is_empty(), "it waits for the day");
        choose(&world, SELLER, Pace::AtOnce).await;
        assert_eq!(digests(&world, SELLER).await.len(), 1, "it leaves now");
        waiting(&world, Pace::Hourly).await;
        choose(&world, SELLER, Pace::Never).await;
        assert_eq!(count(&world, "gathered").await, 0);
        later(&world, Millis::days(1)).await;
        assert_eq!(digests(&world, SELLER).await.len(), 1);
    })
    .await;
}
