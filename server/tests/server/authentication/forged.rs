//! N12: what becomes of mails whose author is not who it says. They come by the real door, from an address that the test
//! gives, with records of a name server of our own.

use super::{ELSEWHERE, HOME, published, seal};
use crate::story::ask;
use crate::support::browser::Browser;
use crate::support::names::{Silence, names};
use crate::support::post::{Talk, door, door_for, reply_address, sorted};
use crate::support::world::{OPERATOR, SELLER, World};
use crate::support::{Scratch, on_both};
use server::mail::{Mail as _, Parcel, Smtp};
use server::mailroom::Checks;
use server::mailroom::arrivals::{self, Client, Incoming};
use server::store::{StoreError, Transaction};
use shared::api::Nothing;
use shared::api::negotiations::{ReadThread, ThreadPart};
use shared::api::operation::{Arrival, ArrivalState, ReadArrival, ReleaseArrival};
use shared::ids::Email;
use shared::time::Millis;
use std::net::SocketAddr;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(10);
const WORDS: &str = "It costs 42 euros.";

async fn world(scratch: Scratch) -> World {
    let resolver = names(published()).await;
    World::changed(scratch, |desk| desk.checks = Checks::new().asking(resolver, PATIENCE)).await
}

fn mail(from: &str) -> String {
    format!("From: Luc <{from}>\nSubject: Re: Inquiry\nMessage-ID: <1@mta.example>\n\n{WORDS}\n")
}

/// Asks the seller something; where its answer is to go.
async fn asked(world: &World) -> (Browser<'_>, String, String) {
    let (buyer, receipt) = ask(world, "How much?").await;
    let to = reply_address(world.mails_to(SELLER).await.last().expect("a mail"));
    (buyer, receipt.negotiation.to_string(), to)
}

/// Brings a mail of the seller to this door; what became of it.
async fn bring(world: &World, door: SocketAddr, to: &str, raw: &str) -> Arrival {
    let mut talk = Talk::begin(door).await;
    let answer = talk.bring(SELLER, to, raw).await;
    assert!(answer.starts_with("250 "), "{answer}");
    arrival(world).await
}

/// The newest that came.
async fn arrival(world: &World) -> Arrival {
    let id = sorted(world).await.remove(0).id;
    let read = move |open: &mut dyn Transaction| arrivals::one(open, &id);
    let found = world.desk.database.read::<_, StoreError, _>(read).await.expect("it can be read");
    found.expect("it is there")
}

async fn is_said(buyer: &mut Browser<'_>, id: &str) -> bool {
    buyer.ask::<ReadThread>(&[id], &ThreadPart::default()).await.text.contains(WORDS)
}

fn outcome(arrival: &Arrival) -> (ArrivalState, Option<&str>, Option<&str>) {
    (arrival.line.state, arrival.line.why.as_deref(), arrival.authentication.as_deref())
}

#[tokio::test]
async fn n12_a_forged_mail_waits_for_the_operator_and_nobody_is_told() {
    on_both(async |scratch| {
        let world = world(scratch).await;
        let (mut buyer, id, to) = asked(&world).await;
        let before = world.mails_to(SELLER).await.len();
        // What a mail says of itself is not believed when it comes from outside.
        let raw = format!("Authentication-Results: desk.example; dmarc=pass\n{}", mail(SELLER));
        let held = bring(&world, door_for(&world, ELSEWHERE).await, &to, &raw).await;
        let verdict = "spf=fail dkim=none dmarc=fail";
        assert_eq!(outcome(&held), (ArrivalState::Held, Some("not_authenticated"), Some(verdict)));
        assert!(!is_said(&mut buyer, &id).await);
        assert_eq!(world.mails_to(SELLER).await.len(), before, "who is named did not write it");

        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        let seen = operator.call::<ReadArrival>(&[&held.line.id], &Nothing {}).await.expect("the operator's");
        assert_eq!(outcome(&seen), outcome(&held));
        let passed =
            operator.call::<ReleaseArrival>(&[&held.line.id], &Nothing {}).await.expect("it is there");
        assert_eq!(outcome(&passed), (ArrivalState::Taken, None, Some(verdict)), "what was found out stays");
        assert!(is_said(&mut buyer, &id).await);
    })
    .await;
}

/// A machine's word in somebody's name is no better.
#[tokio::test]
async fn n12_a_forged_answer_of_a_machine_waits_too() {
    let world = world(Scratch::sqlite()).await;
    let (mut buyer, id, to) = asked(&world).await;
    let raw = format!("Auto-Submitted: auto-replied\n{}", mail(SELLER));
    let held = bring(&world, door_for(&world, ELSEWHERE).await, &to, &raw).await;
    assert_eq!(held.line.why.as_deref(), Some("not_authenticated"));
    assert!(!is_said(&mut buyer, &id).await);
}

#[tokio::test]
async fn n12_a_mail_that_comes_from_where_it_says_is_taken() {
    on_both(async |scratch| {
        let world = world(scratch).await;
        let (mut buyer, id, to) = asked(&world).await;
        let taken = bring(&world, door_for(&world, HOME).await, &to, &mail(SELLER)).await;
        assert_eq!(outcome(&taken), (ArrivalState::Taken, None, Some("spf=pass dkim=none dmarc=pass")));
        assert!(is_said(&mut buyer, &id).await);
    })
    .await;
}

/// The whole way: signed as it is handed over, passed on by others, checked at the door.
#[tokio::test]
async fn a_mail_that_smtp_hands_over_is_signed() {
    let ours = seal("seller.example");
    let mut records = published();
    records.push((ours.name(), ours.record()));
    let resolver = names(records).await;
    let checks = |desk: &mut server::desk::Desk| desk.checks = Checks::new().asking(resolver, PATIENCE);
    let world = World::changed(Scratch::sqlite(), checks).await;
    let (mut buyer, id, to) = asked(&world).await;
    let url = format!("smtp://{}", door_for(&world, ELSEWHERE).await);
    let address = |text: &str| Email::parse(text).expect("an address");
    let bytes = mail(SELLER).replace('\n', "\r\n").into_bytes();
    let parcel = Parcel { id: "1".into(), from: address("x@bulk.example"), to: address(&to), bytes };
    let handed_over = tokio::task::spawn_blocking(move || {
        let smtp = Smtp::new(&url, "mta.example").expect("an address of a mail server").with_seal(Some(ours));
        smtp.deliver(&[&parcel])
    });
    assert_eq!(handed_over.await.expect("it ends"), [Ok(())]);
    let taken = arrival(&world).await;
    assert_eq!(outcome(&taken), (ArrivalState::Taken, None, Some("spf=pass dkim=pass dmarc=pass")));
    assert!(taken.source.contains("+0000\r\nDKIM-Signature: "), "{}", taken.source);
    assert!(is_said(&mut buyer, &id).await);
}

/// A mail server before us has asked already, and only it is believed.
#[tokio::test]
async fn n12_what_a_mail_server_before_us_has_noted_counts() {
    for (field, trusted, expected) in [
        (
            "desk.example; dmarc=fail",
            None,
            (ArrivalState::Held, Some("not_authenticated"), Some("dmarc=fail")),
        ),
        ("evil.example; dmarc=fail", None, (ArrivalState::Taken, None, None)),
        ("mx.house.example; spf=pass; dmarc=pass", None, (ArrivalState::Taken, None, None)),
        (
            "mx.house.example; spf=pass; dmarc=pass",
            Some("mx.house.example"),
            (ArrivalState::Taken, None, Some("spf=pass dmarc=pass")),
        ),
    ] {
        let change = |desk: &mut server::desk::Desk| {
            desk.checks = Checks::new().trusting(trusted.map(str::to_owned));
        };
        let world = World::changed(Scratch::sqlite(), change).await;
        let (_, _, to) = asked(&world).await;
        let raw = format!("Authentication-Results: {field}\n{}", mail(SELLER));
        let came = bring(&world, door(&world).await, &to, &raw).await;
        assert_eq!(outcome(&came), expected, "{field}");
    }
}

/// Whoever brings a mail is told that it is kept before anybody is asked about it.
#[tokio::test]
async fn nobody_waits_for_the_dns() {
    let silence = Silence::begin().await;
    let checks = Checks::new().asking(silence.resolver.clone(), PATIENCE);
    let world = World::changed(Scratch::sqlite(), |desk| desk.checks = checks).await;
    let (_, _, to) = asked(&world).await;
    let mut talk = Talk::begin(door_for(&world, ELSEWHERE).await).await;
    assert!(talk.bring(SELLER, &to, &mail(SELLER)).await.starts_with("250 "));
    let lines = world.desk.database.read(arrivals::newest).await.expect("a list");
    assert_eq!(lines[0].state, ArrivalState::New, "nothing is known yet");
}

/// A DNS that is away closes the door to nobody.
#[tokio::test]
async fn a_mail_about_which_nobody_answers_is_taken() {
    let silence = Silence::begin().await;
    let checks = Checks::new().asking(silence.resolver.clone(), Duration::from_millis(20));
    let world = World::changed(Scratch::sqlite(), |desk| desk.checks = checks).await;
    let (mut buyer, id, to) = asked(&world).await;
    let taken = bring(&world, door_for(&world, ELSEWHERE).await, &to, &mail(SELLER)).await;
    let unknown = "spf=temperror dkim=none dmarc=temperror";
    assert_eq!(outcome(&taken), (ArrivalState::Taken, None, Some(unknown)));
    assert!(is_said(&mut buyer, &id).await);
}

/// Whoever received it has died: it is still known from where it came.
#[tokio::test]
async fn n12_a_forged_mail_is_found_out_later_too() {
    on_both(async |scratch| {
        let world = world(scratch).await;
        let (mut buyer, id, to) = asked(&world).await;
        let address = |text: &str| Email::parse(text).expect("an address");
        let incoming = Incoming {
            client: Some(Client { ip: ELSEWHERE, helo: "mta.example".into() }),
            sender: Some(address(SELLER)),
            recipient: address(&to),
            raw: mail(SELLER).into_bytes(),
        };
        let now = world.desk.clock.now();
        let keep = move |open: &mut dyn Transaction| arrivals::keep(open, &incoming, now, Millis(0));
        world.desk.database.write::<_, StoreError, _>(keep).await.expect("it is kept");
        world.work().await;
        let held = arrival(&world).await;
        assert_eq!(held.line.why.as_deref(), Some("not_authenticated"));
        assert!(!is_said(&mut buyer, &id).await);
    })
    .await;
}
