//! The door by which mails come in: for whom it opens, and when it does not.

use crate::arriving::{mail, page, relay, said};
use crate::story::ask;
use crate::support::browser::Browser;
use crate::support::on_both;
use crate::support::post::{Talk, door, sorted};
use crate::support::world::{BUYER, OPERATOR, SELLER, World};
use shared::api::Nothing;
use shared::api::operation::{ArrivalState, RevokeRelay};
use shared::time::Millis;
use tokio::net::TcpStream;

#[tokio::test]
async fn the_door_takes_mail_for_our_own_addresses_alone() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        ask(&world, "How much?").await;
        let to = relay(&world, SELLER).await;
        let mut talk = Talk::begin(door(&world).await).await;
        let text = mail(SELLER, "1", "42 euros.");
        for (recipient, answer) in [
            ("anna@elsewhere.example", "550 5.7.1"),
            ("postmaster@desk.example", "550 5.1.1"),
            ("talk-000000000000000000000000@desk.example", "550 5.1.1"),
            ("nobody", "553 5.1.3"),
        ] {
            let told = talk.bring(SELLER, recipient, &text).await;
            assert!(told.starts_with(answer), "{recipient}: {told}");
            assert!(talk.say("RSET").await.starts_with("250"));
        }
        assert!(talk.say("DATA").await.starts_with("503"));
        assert!(talk.say("RCPT TO:<x@desk.example>").await.starts_with("503"));
        assert!(talk.say("MAIL FROM:<a@b.example> SIZE=52428800").await.starts_with("552"));
        assert!(talk.bring(SELLER, &to.to_uppercase(), &text).await.starts_with("250"));
        assert!(talk.say("VRFY anna").await.starts_with("252"));
        assert!(talk.say("NONSENSE").await.starts_with("500"));
        assert!(talk.say("QUIT").await.starts_with("221"));
        assert_eq!(sorted(&world).await.len(), 1);
    })
    .await;
}

/// N12: an address can be taken from its holder, and a new mail does not give it back.
#[tokio::test]
async fn an_address_that_was_revoked_takes_no_mail_any_more() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let (old, of_buyer) = (relay(&world, SELLER).await, relay(&world, BUYER).await);
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        let revoked = operator.call::<RevokeRelay>(&[&old], &Nothing {}).await.expect("the operator's");
        assert!(revoked.revoked.is_some());
        world.wait(Millis::hours(1));
        let again = operator.call::<RevokeRelay>(&[&old], &Nothing {}).await.expect("the operator's");
        assert_eq!(again, revoked, "once is enough");
        let unknown = operator.call::<RevokeRelay>(&["talk-0@desk.example"], &Nothing {}).await;
        assert_eq!(unknown.expect_err("nobody's").code, "not_found");

        world.wait(Millis::hours(25));
        let new = relay(&world, SELLER).await;
        assert_ne!(new, old, "a reminder left from a new one");
        assert_eq!(relay(&world, BUYER).await, of_buyer, "nobody else's is another");
        let mut talk = Talk::begin(door(&world).await).await;
        let told = talk.bring(SELLER, &old, &mail(SELLER, "1", "To the old one.")).await;
        assert!(told.starts_with("550 5.1.1"), "{told}");
        assert!(talk.say("RSET").await.starts_with("250"));
        assert!(talk.bring(SELLER, &new, &mail(SELLER, "2", "To the new one.")).await.starts_with("250"));
        sorted(&world).await;
        assert_eq!(said(&page(&mut buyer, receipt.negotiation.as_str()).await), ["To the new one."]);
        world.wait(Millis::hours(25));
        assert_eq!(relay(&world, SELLER).await, new, "and stays");
    })
    .await;
}

#[tokio::test]
async fn the_door_lets_a_mail_of_any_size_end_before_it_refuses() {
    let world = World::new(crate::support::Scratch::sqlite()).await;
    ask(&world, "How much?").await;
    let to = relay(&world, SELLER).await;
    let mut talk = Talk::begin(door(&world).await).await;
    let large = "x".repeat(70).repeat(1 + server::mailroom::MAIL_BYTES_MAX / 70);
    let told = talk.bring(SELLER, &to, &mail(SELLER, "1", &large)).await;
    assert!(told.starts_with("552 5.3.4"), "{told}");
    let circles = "Received: from a by b\n".repeat(60) + &mail(SELLER, "2", "Around.");
    assert!(talk.bring(SELLER, &to, &circles).await.starts_with("554 5.4.6"));
    // Everything in one piece, as mail servers may (RFC 2920).
    let raw = mail(SELLER, "3", "In one piece.").replace('\n', "\r\n");
    let begin = format!("MAIL FROM:<{SELLER}>\r\nRCPT TO:<{to}>\r\nDATA\r\n");
    talk.put(begin.as_bytes()).await;
    for expected in ["250", "250", "354"] {
        assert!(talk.answer().await.starts_with(expected));
    }
    talk.put(format!("{raw}\r\n.\r\nMAIL FROM:<>\r\nRSET\r\nQUIT\r\n").as_bytes()).await;
    for expected in ["250 2.0.0", "250 2.1.0", "250 2.0.0", "221"] {
        let answer = talk.answer().await;
        assert!(answer.starts_with(expected), "{answer}");
    }
    assert_eq!(sorted(&world).await.len(), 1);
}

/// An address that gets more than people write is closed for a while.
#[tokio::test]
async fn a_flood_to_one_address_is_put_off() {
    let world = World::new(crate::support::Scratch::sqlite()).await;
    let (mut buyer, receipt) = ask(&world, "How much?").await;
    let to = relay(&world, SELLER).await;
    let mut talk = Talk::begin(door(&world).await).await;
    let mut taken = 0;
    for number in 0..80 {
        let text = format!("Message {number}");
        let answer = talk.bring(SELLER, &to, &mail(SELLER, &number.to_string(), &text)).await;
        if !answer.starts_with("250") {
            assert!(answer.starts_with("450 4.2.1"), "{answer}");
            break;
        }
        taken += 1;
    }
    assert_eq!(taken, 60);
    sorted(&world).await;
    world.wait(Millis::minutes(11));
    let mut later = Talk::begin(door(&world).await).await;
    assert!(later.bring(SELLER, &to, &mail(SELLER, "later", "Again")).await.starts_with("250"));
    sorted(&world).await;
    assert!(said(&page(&mut buyer, receipt.negotiation.as_str()).await).contains(&"Again"));
}

/// RFC 2033: a mail server in front hands over by LMTP, which answers for each recipient.
#[tokio::test]
async fn a_mail_server_in_front_hands_over_by_lmtp() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let (to, own) = (relay(&world, SELLER).await, relay(&world, BUYER).await);
        let mut talk = Talk::over(TcpStream::connect(door(&world).await).await.expect("it is open"));
        assert!(talk.answer().await.starts_with("220 "));
        assert!(talk.say("LHLO mta.example").await.starts_with("250"));
        assert!(talk.say(&format!("MAIL FROM:<{SELLER}>")).await.starts_with("250"));
        assert!(talk.say(&format!("RCPT TO:<{to}>")).await.starts_with("250"));
        assert!(talk.say("RCPT TO:<talk-000000000000000000000000@desk.example>").await.starts_with("550"));
        assert!(talk.say(&format!("RCPT TO:<{own}>")).await.starts_with("250"));
        assert!(talk.say("DATA").await.starts_with("354"));
        talk.put(mail(SELLER, "1", "42 euros.").replace('\n', "\r\n").as_bytes()).await;
        talk.put(b"\r\n.\r\n").await;
        for answer in [talk.answer().await, talk.answer().await] {
            assert!(answer.starts_with("250 "), "one for each who was let in: {answer}");
        }
        assert!(talk.say("NOOP").await.starts_with("250"), "and none more");
        // Without anybody there is nothing to answer.
        assert!(talk.say(&format!("MAIL FROM:<{SELLER}>")).await.starts_with("250"));
        assert!(talk.say("RCPT TO:<nobody@desk.example>").await.starts_with("550"));
        assert!(talk.say("DATA").await.starts_with("503"));
        assert!(talk.say("QUIT").await.starts_with("221"));
        let arrived = sorted(&world).await;
        assert_eq!(arrived.len(), 2);
        // To its own address it is an answer, to the buyer's the mail of somebody who is not the buyer.
        let states = |to: &str| arrived.iter().find(|line| line.to == to).map(|line| line.state);
        assert_eq!(states(&to), Some(ArrivalState::Taken));
        assert_eq!(states(&own), Some(ArrivalState::Held));
        assert_eq!(said(&page(&mut buyer, receipt.negotiation.as_str()).await), ["42 euros."]);
    })
    .await;
}
