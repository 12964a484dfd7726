//! The outbox: what cannot be done now is done later, and holds up nothing else.

use crate::story::ask;
use crate::support::browser::Browser;
use crate::support::on_both;
use crate::support::world::{BUYER, OPERATOR, SELLER, World, once};
use server::mail::{Composed, DeliveryProblem, Mail};
use server::outbox::Worker;
use shared::api::Nothing;
use shared::api::operation::{ListMails, MailState};
use shared::time::Millis;

/// A post that takes no mail to the buyer.
struct Choosy;

impl Mail for Choosy {
    fn deliver(&self, mails: &[&Composed]) -> Vec<Result<(), DeliveryProblem>> {
        let answer = |mail: &&Composed| match mail.to.as_str() {
            BUYER => Err(DeliveryProblem::Temporary("the mailbox is full".into())),
            _ => Ok(()),
        };
        mails.iter().map(answer).collect()
    }
}

#[tokio::test]
async fn a_mail_that_stays_here_is_tried_again_and_holds_up_no_other() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        ask(&world, "How much?").await;
        let worker = Worker { desk: world.desk.clone(), post: Box::new(Choosy) };
        let done = once(&worker).await.expect("the outbox can be worked on");
        assert!(done > 1, "the mails of an inquiry are one group");
        assert_eq!((world.mails_to(SELLER).await.len(), world.mails_to(BUYER).await.len()), (1, 0));
        world.wait(Millis::minutes(1));
        assert_eq!((world.mails_to(SELLER).await.len(), world.mails_to(BUYER).await.len()), (1, 1));
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
    })
    .await;
}

#[tokio::test]
async fn what_a_worker_left_undone_is_done_by_another() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        ask(&world, "How much?").await;
        let worker = Worker { desk: world.desk.clone(), post: Box::new(Dead) };
        let work = tokio::spawn(async move { once(&worker).await });
        assert!(work.await.is_err(), "it dies with its mails in hand");
        assert_eq!(world.mails_to(SELLER).await.len(), 0, "they are claimed");
        world.wait(Millis::minutes(3));
        assert_eq!(world.mails_to(SELLER).await.len(), 1);
    })
    .await;
}

/// A post that takes its worker with it.
struct Dead;

impl Mail for Dead {
    fn deliver(&self, _: &[&Composed]) -> Vec<Result<(), DeliveryProblem>> {
        panic!("the program ends here");
    }
}
