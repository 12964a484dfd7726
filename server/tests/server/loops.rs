//! Two machines that answer whatever comes and never say that they are machines, each behind an address of a negotiation
//! (S5, N12): it ends after a few mails, and what a person writes afterwards arrives.

use crate::arriving::{mail, page, said};
use crate::story::ask;
use crate::support::on_both;
use crate::support::post::{Talk, door, reply_address, sorted};
use crate::support::world::{BUYER, SELLER, World, fresh};
use shared::api::operation::{ArrivalLine, ArrivalState, Mail};
use shared::time::Millis;
use std::net::SocketAddr;

/// Far more rounds than a loop may have.
const ROUNDS: usize = 40;

/// Answers every mail once, in the same words or others.
struct Machine<'w> {
    world: &'w World,
    address: &'static str,
    words: fn(usize) -> String,
    answered: usize,
}

impl Machine<'_> {
    /// How many mails it has answered now.
    async fn answer(&mut self, door: SocketAddr) -> usize {
        let mails: Vec<Mail> = self.world.mails_to(self.address).await;
        let new = mails.len() - self.answered;
        let mut talk = Talk::begin(door).await;
        for sent in &mails[self.answered..] {
            self.answered += 1;
            let text = mail(self.address, &fresh("machine"), &(self.words)(self.answered));
            let told = talk.bring(self.address, &reply_address(sent), &text).await;
            assert!(told.starts_with("250 "), "{told}");
            sorted(self.world).await;
        }
        new
    }
}

/// Lets both answer until nothing comes any more; what came.
async fn loops(world: &World, [one, two]: [fn(usize) -> String; 2], pause: Millis) -> Vec<ArrivalLine> {
    let door = door(world).await;
    let machine = |address, words| Machine { world, address, words, answered: 0 };
    let mut machines = [machine(SELLER, one), machine(BUYER, two)];
    for round in 0.. {
        assert!(round < ROUNDS, "they would never have ended");
        let mut answers = 0;
        for machine in &mut machines {
            world.wait(pause);
            answers += machine.answer(door).await;
        }
        if answers == 0 {
            break;
        }
    }
    sorted(world).await
}

fn held(lines: &[ArrivalLine]) -> usize {
    let of_loop =
        |line: &&ArrivalLine| line.state == ArrivalState::Held && line.why.as_deref() == Some("loop");
    lines.iter().filter(of_loop).count()
}

#[tokio::test]
async fn s5_machines_that_say_the_same_again_and_again_end_after_a_few_mails() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let thanks = |number| format!("We have got your mail and thank you.\nTicket {number} of 26.11.2026");
        let busy = |number| format!("Our team will look at it soon ({number}).");
        let lines = loops(&world, [thanks, busy], Millis(4_000)).await;
        let taken = lines.iter().filter(|line| line.state == ArrivalState::Taken).count();
        assert_eq!((taken, taken + held(&lines)), (4, lines.len()), "two of each, and nothing is lost");
        let mails = world.mails_to(SELLER).await.len();

        let to = reply_address(world.mails_to(SELLER).await.last().expect("a mail"));
        let mut talk = Talk::begin(door(&world).await).await;
        talk.bring(SELLER, &to, &mail(SELLER, "person", "It is 42 euros. Sorry for the machine!")).await;
        sorted(&world).await;
        let page = page(&mut buyer, receipt.negotiation.as_str()).await;
        assert!(said(&page).contains(&"It is 42 euros. Sorry for the machine!"), "a person is heard");
        assert_eq!(world.mails_to(SELLER).await.len(), mails + 1, "its own copy, and no answer of a machine");
    })
    .await;
}

/// Other words for each number.
fn letters(first: char, number: usize) -> String {
    let letter = |digit: u8| char::from(digit - b'0' + b'a');
    let letters: String = number.to_string().bytes().map(letter).collect();
    format!("{first} {letters}")
}

#[tokio::test]
async fn s5_machines_whose_words_change_are_known_by_their_pace() {
    let world = World::new(crate::support::Scratch::sqlite()).await;
    ask(&world, "How much?").await;
    let words: [fn(usize) -> String; 2] = [|number| letters('x', number), |number| letters('y', number)];
    let lines = loops(&world, words, Millis(4_000)).await;
    let taken = lines.iter().filter(|line| line.state == ArrivalState::Taken).count();
    assert!(taken <= 24 && taken + held(&lines) == lines.len(), "{taken} of {}", lines.len());
}

/// People are slower, and say something else each time.
#[tokio::test]
async fn what_people_write_in_a_hurry_is_never_held() {
    let world = World::new(crate::support::Scratch::sqlite()).await;
    let (mut buyer, receipt) = ask(&world, "How much?").await;
    let door = door(&world).await;
    let words =
        ["42 euros.", "Too much!", "40?", "35.", "38, last word.", "36?", "37.", "Yes", "Yes", "Good."];
    for (number, text) in words.into_iter().enumerate() {
        world.wait(Millis(50_000));
        let from = if number % 2 == 0 { SELLER } else { BUYER };
        let to = reply_address(world.mails_to(from).await.last().expect("a mail"));
        let mut talk = Talk::begin(door).await;
        assert!(talk.bring(from, &to, &mail(from, &number.to_string(), text)).await.starts_with("250"));
        sorted(&world).await;
    }
    assert_eq!(said(&page(&mut buyer, receipt.negotiation.as_str()).await).len(), words.len());
}
