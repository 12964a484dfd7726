//! What the loop promises: done once, in order, all or nothing, however many ask at the same time.

use crate::support::on_both;
use serde::{Deserialize, Serialize};
use server::change;
use server::execute::{ExecuteError, Kept, Outgoing, Streams, streams_after};
use server::store::{Change, Database, StoreError, Transaction};
use shared::aggregate::{Aggregate, Envelope, Recorded, Refusal};
use shared::time::Timestamp;
use std::fmt;
use std::sync::Arc;

/// A sum that never exceeds 1,000: the smallest aggregate with a rule that order can break.
#[derive(Clone, Debug, Default)]
struct Tally<const FOLLOWS: bool = false> {
    sum: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Added(i64);

#[derive(Clone, Debug, PartialEq)]
struct TooMuch;

impl fmt::Display for TooMuch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the sum would exceed 1,000")
    }
}

impl Refusal for TooMuch {
    fn code(&self) -> &'static str {
        "too_much"
    }
}

impl<const FOLLOWS: bool> Aggregate for Tally<FOLLOWS> {
    const KIND: &'static str = "tally";
    type Actor = ();
    type Command = i64;
    type Event = Added;
    type Refusal = TooMuch;

    fn decide(&self, envelope: &Envelope<(), i64>) -> Result<Vec<Added>, TooMuch> {
        match self.sum + envelope.command {
            sum if sum > 1_000 => Err(TooMuch),
            _ if envelope.command == 0 => Ok(vec![]),
            _ => Ok(vec![Added(envelope.command), Added(0)]),
        }
    }

    fn evolve(self, recorded: &Recorded<Added>) -> Self {
        Self { sum: self.sum + recorded.event.0 }
    }
}

impl<const FOLLOWS: bool> Kept for Tally<FOLLOWS> {
    const FOLLOWS: bool = FOLLOWS;

    fn changes(&self, id: &str, _: &Self) -> Result<Vec<Change>, StoreError> {
        let sql = "INSERT INTO settings (name, value) VALUES ($1, $2)
                   ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        Ok(vec![change!(sql, id, self.sum.to_string())])
    }

    fn outgoing(&self, _: &str, new: &[Recorded<Added>]) -> Vec<Outgoing> {
        let row = |fact: &Recorded<Added>| Outgoing {
            id: fact.id.to_string(),
            kind: "added",
            body: String::new(),
            due: fact.at.0,
        };
        new.iter().map(row).collect()
    }
}

fn add(command: &str, amount: i64) -> Envelope<(), i64> {
    Envelope { id: command.into(), at: Timestamp(1), actor: (), command: amount }
}

async fn count(database: &Database, sql: &'static str) -> i64 {
    let query = move |open: &mut dyn Transaction| open.query(sql, &[])?[0].integer(0);
    database.read::<_, StoreError, _>(query).await.expect("it can be counted")
}

#[tokio::test]
async fn a_command_is_done_once_and_answered_alike() {
    on_both(async |scratch| {
        let tallies = Streams::<Tally>::new(scratch.database.clone());
        let first = tallies.execute("a", "ann", &add("c1", 600)).await.expect("it is allowed");
        // A second time it would be refused: but it is the same command.
        let again = tallies.execute("a", "ann", &add("c1", 600)).await.expect("it was done");
        let entries: Vec<_> = first.entries.iter().map(|entry| entry.as_str()).collect();
        assert_eq!(entries, ["c1.0", "c1.1"]);
        assert_eq!(again.entries, first.entries);
        assert_eq!(again.loaded.state.sum, 600);
        assert_eq!(count(&scratch.database, "SELECT COUNT(*) FROM events").await, 2);
        assert_eq!(count(&scratch.database, "SELECT COUNT(*) FROM outbox").await, 2);
        assert_eq!(count(&scratch.database, "SELECT COUNT(*) FROM settings WHERE value = '600'").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_command_id_is_never_answered_to_another() {
    on_both(async |scratch| {
        let tallies = Streams::<Tally>::new(scratch.database.clone());
        tallies.execute("a", "ann", &add("c1", 600)).await.expect("it is allowed");
        for (id, actor, amount) in [("a", "bob", 600), ("a", "ann", 1), ("b", "ann", 600)] {
            let reused = tallies.execute(id, actor, &add("c1", amount)).await.err();
            assert_eq!(reused, Some(ExecuteError::Reused), "{id} {actor} {amount}");
        }
        assert_eq!(count(&scratch.database, "SELECT COUNT(*) FROM events").await, 2);
    })
    .await;
}

#[tokio::test]
async fn a_refusal_leaves_nothing_behind() {
    on_both(async |scratch| {
        let tallies = Streams::<Tally>::new(scratch.database.clone());
        let refused = tallies.execute("a", "ann", &add("c1", 1_001)).await.err();
        assert_eq!(refused, Some(ExecuteError::Refused(TooMuch)));
        assert_eq!(count(&scratch.database, "SELECT COUNT(*) FROM commands").await, 0);
        tallies.execute("a", "ann", &add("c1", 1_000)).await.expect("the id is still free");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asks_at_the_same_time_is_decided_in_turn() {
    on_both(async |scratch| {
        // Two sets of streams over one database: as two programs would be, each with its own memory.
        let programs = [0, 1].map(|_| Arc::new(Streams::<Tally>::new(scratch.database.clone())));
        let asks: Vec<_> = (0..12)
            .map(|n| {
                let tallies = programs[n % 2].clone();
                tokio::spawn(async move { tallies.execute("a", "ann", &add(&format!("c{n}"), 100)).await })
            })
            .collect();
        let mut done = 0;
        for ask in asks {
            match ask.await.expect("no panic") {
                Ok(_) => done += 1,
                Err(error) => assert_eq!(error, ExecuteError::Refused(TooMuch)),
            }
        }
        assert_eq!(done, 10, "ten hundreds fit into 1,000, whoever comes first");
        for tallies in programs {
            assert_eq!(tallies.load("a").await.expect("it loads").state.sum, 1_000);
        }
    })
    .await;
}

#[tokio::test]
async fn the_streams_of_a_kind_are_listed_page_by_page() {
    on_both(async |scratch| {
        let tallies = Streams::<Tally>::new(scratch.database.clone());
        for id in ["b", "a", "c"] {
            tallies.execute(id, "ann", &add(id, 1)).await.expect("it is allowed");
        }
        let page =
            |after: &'static str| scratch.database.read(move |open| streams_after::<Tally>(open, after, 2));
        assert_eq!(page("").await.expect("it can be listed"), ["a", "b"]);
        assert_eq!(page("b").await.expect("it can be listed"), ["c"]);
    })
    .await;
}

#[tokio::test]
async fn what_a_program_left_behind_is_written_by_the_next() {
    on_both(async |scratch| {
        let ended = Streams::<Tally<true>>::new(scratch.database.clone());
        for (command, amount) in [("c1", 600), ("c2", 300)] {
            ended.execute("a", "ann", &add(command, amount)).await.expect("it is allowed");
        }
        assert_eq!(count(&scratch.database, "SELECT COUNT(*) FROM outbox").await, 0, "it is behind");
        drop(ended);
        let next = Streams::<Tally<true>>::new(scratch.database.clone());
        next.catch_up().await.expect("it follows");
        assert_eq!(count(&scratch.database, "SELECT COUNT(*) FROM outbox").await, 4);
        assert_eq!(count(&scratch.database, "SELECT COUNT(*) FROM settings WHERE value = '900'").await, 1);
        assert_eq!(count(&scratch.database, "SELECT COUNT(*) FROM behind").await, 0);
    })
    .await;
}

/// A stream that always has new facts holds up no other.
#[tokio::test]
async fn each_stream_is_followed_in_its_turn() {
    on_both(async |scratch| {
        let tallies = Streams::<Tally<true>>::new(scratch.database.clone());
        for id in ["a", "b", "c"] {
            tallies.execute(id, "ann", &add(&format!("first-{id}"), 1)).await.expect("it is allowed");
        }
        let mut place = String::new();
        for next in ["a", "b", "c"] {
            place = tallies.follow(&place, 1).await.expect("it follows").expect("there is more");
            assert_eq!(place, next);
            tallies.execute("a", "ann", &add(&format!("while-{next}"), 1)).await.expect("it is allowed");
        }
        assert_eq!(tallies.follow(&place, 1).await, Ok(None), "the end");
        assert_eq!(count(&scratch.database, "SELECT COUNT(*) FROM behind").await, 1, "the busy one");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_follows_is_written_once_however_many_follow() {
    on_both(async |scratch| {
        let programs = [0, 1].map(|_| Streams::<Tally<true>>::new(scratch.database.clone()));
        let work: Vec<_> = (0..40)
            .map(|n| {
                let tallies = programs[n % 2].clone();
                tokio::spawn(async move {
                    let (id, command) = (format!("t{}", n % 3), format!("c{n}"));
                    tallies.execute(&id, "ann", &add(&command, 1)).await.expect("it is allowed");
                    tallies.catch_up().await
                })
            })
            .collect();
        for one in work {
            one.await.expect("no panic").expect("it follows");
        }
        assert_eq!(count(&scratch.database, "SELECT COUNT(*) FROM outbox").await, 80, "two a command");
        assert_eq!(count(&scratch.database, "SELECT COUNT(*) FROM behind").await, 0);
        let sums = "SELECT CAST(SUM(CAST(value AS BIGINT)) AS BIGINT) FROM settings WHERE name LIKE 't_'";
        assert_eq!(count(&scratch.database, sums).await, 40);
    })
    .await;
}
