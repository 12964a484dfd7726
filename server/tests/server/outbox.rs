//! The outbox and the postmen behind it: what cannot be done now is done later, and holds up nothing else.

use crate::story::ask;
use crate::support::browser::Browser;
use crate::support::world::{BUYER, OPERATOR, SELLER, World, once};
use crate::support::{Scratch, on_both};
use server::mail::{DeliveryProblem, Mail, Parcel};
use server::mailroom::{ATTEMPTS_MAX, Postman, Round};
use server::outbox::Worker;
use server::store::{StoreError, Transaction};
use server::values;
use shared::api::Nothing;
use shared::api::negotiations::{ReadThread, ThreadPart};
use shared::api::operation::{ListMails, MailLine, MailState, ReadMail, RetryMail};
use shared::time::Millis;
use shared::view::Content;
use std::sync::{Arc, Mutex};

/// A way out that takes one mail at once, and none to the buyer.
struct Choosy(DeliveryProblem);

impl Mail for Choosy {
    fn at_once(&self) -> usize {
        1
    }

    fn ways(&self) -> usize {
        1
    }

    fn deliver(&self, mails: &[&Parcel]) -> Vec<Result<(), DeliveryProblem>> {
        let answer = |mail: &&Parcel| match mail.to.as_str() {
            BUYER => Err(self.0.clone()),
            _ => Ok(()),
        };
        mails.iter().map(answer).collect()
    }
}

fn full() -> DeliveryProblem {
    DeliveryProblem::Temporary("the mailbox is full".into())
}

/// Until nothing is due, or nothing can leave.
async fn walk(postman: &Postman) {
    while matches!(postman.once().await.expect("mails can be claimed"), Round::Went(1..)) {}
}

async fn lines(operator: &mut Browser<'_>, to: &str) -> Vec<MailLine> {
    let lines = operator.call::<ListMails>(&[], &Nothing {}).await.expect("the operator's");
    lines.into_iter().filter(|line| line.to == to).collect()
}

#[tokio::test]
async fn a_mail_that_stays_here_is_tried_again_and_holds_up_no_other() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        ask(&world, "How much?").await;
        let worker = Worker { desk: world.desk.clone() };
        let done = once(&worker).await.expect("the outbox can be worked on");
        assert!(done > 1, "the mails of an inquiry are one group");
        walk(&world.postman(Choosy(full()))).await;
        assert_eq!((world.mails_to(SELLER).await.len(), world.mails_to(BUYER).await.len()), (1, 0));
        world.wait(Millis::minutes(1));
        assert_eq!((world.mails_to(SELLER).await.len(), world.mails_to(BUYER).await.len()), (1, 1));
    })
    .await;
}

/// Two strangers' mails at one moment lead to the same notice twice; and a worker that died had both in hand.
#[tokio::test]
async fn the_same_work_for_two_moments_is_done_once_and_holds_up_no_other() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        ask(&world, "How much?").await;
        let twice = |due: i64, attempts: i64| {
            move |open: &mut dyn Transaction| {
                let sql = "INSERT INTO outbox (due, id, kind, body, attempts)
                           SELECT $1, id, kind, body, $2 FROM outbox WHERE id = (SELECT MIN(id) FROM outbox)
                           ORDER BY due LIMIT 1";
                open.execute(sql, values![due, attempts])
            }
        };
        world.work().await;
        let now = world.desk.clock.now();
        ask(&world, "And how soon?").await;
        world.desk.negotiations.catch_up().await.expect("what follows is written");
        for (due, attempts) in [(now.0 - 1, 0), (now.0 + 5, 1), (now.0 + 6, 1)] {
            assert_eq!(world.desk.database.write(twice(due, attempts)).await, Ok::<_, StoreError>(1));
        }
        world.desk.database.write(move |open| server::outbox::free(open, now)).await.expect("it is freed");
        assert_eq!((world.mails_to(SELLER).await.len(), world.mails_to(BUYER).await.len()), (2, 2));
        let left = world.desk.database.query("SELECT id FROM outbox WHERE due <= $1", vec![now.0.into()]);
        assert_eq!(left.await.expect("read").len(), 0);
    })
    .await;
}

/// What stays here holds up its own line: mails arrive in the order in which they were written.
#[tokio::test]
async fn mails_to_one_address_leave_in_order() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        ask(&world, "The first?").await;
        world.work().await;
        walk(&world.postman(Choosy(full()))).await;
        world.wait(Millis(1));
        ask(&world, "The second?").await;
        world.work().await;
        assert!(world.mails_to(BUYER).await.is_empty(), "the second waits behind the first");
        world.wait(Millis::minutes(1));
        let mails = world.mails_to(BUYER).await;
        let texts: Vec<_> = mails.iter().map(|mail| mail.text.contains("The first?")).collect();
        assert_eq!(texts, [true, false]);
    })
    .await;
}

/// Who waits for a code does not wait for what waits for them.
#[tokio::test]
async fn a_code_to_sign_in_does_not_stand_behind_other_mails() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        ask(&world, "How much?").await;
        world.work().await;
        walk(&world.postman(Choosy(full()))).await;
        assert!(world.mails_to(BUYER).await.is_empty(), "it waits for its next try");
        Browser::signed_in(&world, BUYER).await;
    })
    .await;
}

#[tokio::test]
async fn a_mail_that_can_never_leave_waits_for_the_operator_who_sends_it_again() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        ask(&world, "How much?").await;
        world.work().await;
        let never = DeliveryProblem::Permanent("550 5.1.1 no such user".into());
        walk(&world.postman(Choosy(never))).await;
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        let failed = lines(&mut operator, BUYER).await.remove(0);
        assert_eq!(failed.state, MailState::Failed);
        assert_eq!(failed.problem.as_deref(), Some("cannot be handed over: 550 5.1.1 no such user"));
        world.wait(Millis::days(3));
        assert!(world.mails_to(BUYER).await.is_empty(), "nobody tries it by himself");
        let again = operator.call::<RetryMail>(&[&failed.id], &Nothing {}).await.expect("it is there");
        assert_eq!(again.line.state, MailState::Waiting);
        assert_eq!(world.mails_to(BUYER).await.len(), 1);
        let sent = operator.call::<RetryMail>(&[&failed.id], &Nothing {}).await.expect("it is there");
        assert_eq!(sent.line.state, MailState::Sent, "what has left does not leave again");
    })
    .await;
}

#[tokio::test]
async fn after_ten_failures_a_mail_is_given_up() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        ask(&world, "How much?").await;
        world.work().await;
        let postman = world.postman(Choosy(full()));
        for _ in 0..ATTEMPTS_MAX {
            walk(&postman).await;
            world.wait(Millis::hours(5));
        }
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        assert_eq!(lines(&mut operator, BUYER).await[0].state, MailState::Failed);
    })
    .await;
}

/// Some mail servers are away for a night: the pauses grow, and nothing is tried before its time.
#[tokio::test]
async fn the_pause_doubles_with_each_failure() {
    let world = World::new(Scratch::sqlite()).await;
    ask(&world, "How much?").await;
    world.work().await;
    let tries = Arc::new(Mutex::new(0));
    let postman = world.postman(Counting(tries.clone()));
    let tried = || *tries.lock().expect("no test panics with it");
    walk(&postman).await;
    for attempt in 1..ATTEMPTS_MAX {
        assert_eq!(tried(), attempt);
        let pause = 15_000 << attempt;
        world.wait(Millis(pause - 1));
        walk(&postman).await;
        assert_eq!(tried(), attempt, "not before {pause} ms");
        world.wait(Millis(1));
        walk(&postman).await;
    }
    world.wait(Millis::days(30));
    walk(&postman).await;
    assert_eq!(tried(), ATTEMPTS_MAX);
}

/// The buyer's mailbox is full; counts how often that was said.
struct Counting(Arc<Mutex<i64>>);

impl Mail for Counting {
    fn at_once(&self) -> usize {
        1
    }

    fn ways(&self) -> usize {
        1
    }

    fn deliver(&self, mails: &[&Parcel]) -> Vec<Result<(), DeliveryProblem>> {
        let to_buyer = mails.iter().filter(|mail| mail.to.as_str() == BUYER).count();
        *self.0.lock().expect("no test panics with it") += i64::try_from(to_buyer).expect("few");
        Choosy(full()).deliver(mails)
    }
}

/// R5: what a mail server says at once holds as what it would write later.
#[tokio::test]
async fn an_address_that_is_refused_at_the_door_is_gone() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let id = ask(&world, "How much?").await.1.negotiation;
        world.work().await;
        walk(&world.postman(Choosy(DeliveryProblem::Unreachable("550 5.1.1 no such user".into())))).await;
        world.work().await;
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        let part = ThreadPart::default();
        let page = operator.call::<ReadThread>(&[id.as_str()], &part).await.expect("the operator's");
        assert!(page.entries.iter().any(|entry| entry.content == Content::DeliveryFailed));
    })
    .await;
}

/// A mail server that is away is no fault of any mail.
#[tokio::test]
async fn while_nothing_can_leave_no_attempt_is_counted() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        ask(&world, "How much?").await;
        world.work().await;
        let closed = world.postman(Choosy(DeliveryProblem::Closed("connection refused".into())));
        for _ in 0..3 * ATTEMPTS_MAX {
            while closed.once().await.expect("mails can be claimed") != Round::Closed {}
        }
        assert_eq!(world.mails_to(BUYER).await.len(), 1);
    })
    .await;
}

/// Alarms wait in the outbox too; the operator's page shows mail.
#[tokio::test]
async fn what_waits_for_its_time_is_no_mail_that_waits() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        ask(&world, "How much?").await;
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        world.mails_to("").await;
        let lines = operator.call::<ListMails>(&[], &Nothing {}).await.expect("the operator's");
        assert!(lines.len() >= 3, "the inquiry's mails and the code: {lines:?}");
        assert!(lines.iter().all(|line| line.state == MailState::Sent), "{lines:?}");
        let read = operator.call::<ReadMail>(&[&lines[0].id], &Nothing {}).await.expect("it is there");
        assert_eq!(read.line, lines[0]);
    })
    .await;
}

#[tokio::test]
async fn what_a_postman_left_undone_is_done_by_another() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        ask(&world, "How much?").await;
        world.work().await;
        let dead = world.postman(Dead);
        let walk = tokio::spawn(async move { dead.once().await });
        assert!(walk.await.is_err(), "he dies with the mails in hand");
        assert_eq!(world.mails_to(SELLER).await.len(), 0, "they are claimed");
        world.wait(Millis::minutes(16));
        assert_eq!(world.mails_to(SELLER).await.len(), 1);
    })
    .await;
}

/// A way out that ends the program.
struct Dead;

impl Mail for Dead {
    fn at_once(&self) -> usize {
        64
    }

    fn ways(&self) -> usize {
        1
    }

    fn deliver(&self, _: &[&Parcel]) -> Vec<Result<(), DeliveryProblem>> {
        panic!("the program ends here");
    }
}

/// Several postmen share the work; no mail is in two hands.
#[tokio::test]
async fn two_postmen_never_carry_the_same_mail() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        for question in ["One?", "Two?", "Three?"] {
            ask(&world, question).await;
        }
        world.work().await;
        let carried: Arc<Mutex<Vec<String>>> = Arc::default();
        let (one, two) = (world.postman(Noting(carried.clone())), world.postman(Noting(carried.clone())));
        tokio::join!(walk(&one), walk(&two));
        let mut carried = carried.lock().expect("nobody panicked").clone();
        let all = carried.len();
        carried.sort();
        carried.dedup();
        assert!(all >= 9 && carried.len() == all, "{all} mails, {} of them different", carried.len());
    })
    .await;
}

struct Noting(Arc<Mutex<Vec<String>>>);

impl Mail for Noting {
    fn at_once(&self) -> usize {
        1
    }

    fn ways(&self) -> usize {
        1
    }

    fn deliver(&self, mails: &[&Parcel]) -> Vec<Result<(), DeliveryProblem>> {
        let mut carried = self.0.lock().expect("nobody panicked");
        carried.extend(mails.iter().map(|mail| mail.id.clone()));
        vec![Ok(()); mails.len()]
    }
}

/// What could not be written, such as while a disk was full, is written when the operator says so.
#[tokio::test]
async fn a_mail_that_was_not_written_is_written_by_a_press() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        ask(&world, "How much?").await;
        world.desk.negotiations.catch_up().await.expect("what follows is written");
        let given_up = |open: &mut dyn Transaction| {
            let sql = "UPDATE outbox SET attempts = $1, problem = 'the disk is full' WHERE kind = 'mail'";
            open.execute(sql, values![server::outbox::ATTEMPTS_MAX])
        };
        assert!(world.desk.database.write(given_up).await.expect("it fails") > 1);
        assert!(world.mails_to(SELLER).await.is_empty() && world.mails_to(BUYER).await.is_empty());
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        let lost = lines(&mut operator, "").await;
        assert!(lost.iter().all(|line| line.state == MailState::Unwritten), "{lost:?}");
        for line in &lost {
            let read =
                operator.call::<ReadMail>(&[&line.id], &Nothing {}).await.expect("it can be looked at");
            assert_eq!(read.line.problem.as_deref(), Some("the disk is full"));
            let again =
                operator.call::<RetryMail>(&[&line.id], &Nothing {}).await.expect("it is tried again");
            assert_eq!(again.line.state, MailState::Waiting);
        }
        assert_eq!((world.mails_to(SELLER).await.len(), world.mails_to(BUYER).await.len()), (1, 1));
        assert!(lines(&mut operator, "").await.is_empty());
    })
    .await;
}
