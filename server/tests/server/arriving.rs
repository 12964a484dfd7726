//! Mails that come in, through the real door: what they become, and what they never do (N2, N12, S4, S5, R5).

use crate::documents::paper;
use crate::rights::team;
use crate::story::{ask, message};
use crate::support::browser::Browser;
use crate::support::on_both;
use crate::support::post::{bring, reply_address, sorted};
use crate::support::world::{AREA_MANAGER, BUYER, OPERATOR, SELLER, USER, World};
use data_encoding::BASE64;
use shared::api::Nothing;
use shared::api::negotiations::*;
use shared::api::operation::{ArrivalState, ChangeRules, ListArrivals, NewRules, ReleaseArrival, Rules};
use shared::negotiation::{DeclineReason, OperatorSide};
use shared::time::Millis;
use shared::view::{Content, Entry, Page, Status};

/// A mail as simple programs write it.
pub fn mail(from: &str, id: &str, text: &str) -> String {
    format!(
        "From: Somebody <{from}>\nTo: desk\nSubject: Re: Inquiry\nMessage-ID: <{id}@mta.example>\n\
         MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}\n"
    )
}

pub async fn page(browser: &mut Browser<'_>, id: &str) -> Page {
    browser.call::<ReadThread>(&[id], &ThreadPart::default()).await.expect("its own")
}

pub fn said(page: &Page) -> Vec<&str> {
    let text = |entry: &Entry| matches!(&entry.content, Content::Message { automatic: false, .. });
    let words = page.entries.iter().filter(|entry| text(entry)).filter_map(|entry| match &entry.content {
        Content::Message { text, .. } => Some(text.as_str()),
        _ => None,
    });
    words.collect()
}

/// Where the newest mail to this address wants its answer.
pub async fn relay(world: &World, email: &str) -> String {
    reply_address(world.mails_to(email).await.last().expect("a mail"))
}

#[tokio::test]
async fn n12_an_answer_by_mail_is_an_answer() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        world.wait(Millis::hours(2));
        let to = relay(&world, SELLER).await;
        let text = "It costs 42 euros.\n\nBest regards\nLuc\n\n> ##- Write your answer above this line -##\n> How much?\n";
        let lines = bring(&world, SELLER, &to, &mail(SELLER, "1", text)).await;
        assert_eq!((lines[0].state, lines[0].from.as_str()), (ArrivalState::Taken, SELLER));
        let page = page(&mut buyer, id).await;
        assert_eq!(said(&page), ["It costs 42 euros.\n\nBest regards\nLuc"]);
        assert_eq!(page.header.status, Status::Answered, "S4: the clock stops as for an answer on the page");
        let mails = world.mails_to(BUYER).await;
        assert!(mails.last().expect("the buyer is told").text.contains("42 euros"));

        // And the buyer answers in the same way.
        let to = relay(&world, BUYER).await;
        bring(&world, BUYER, &to, &mail(BUYER, "2", "I take it.")).await;
        assert!(world.mails_to(SELLER).await.last().expect("a mail").text.contains("I take it."));
        for (_, mail) in world.all_mail().await.iter().filter(|(to, _)| to != BUYER && to != OPERATOR) {
            assert!(!mail.contains(BUYER), "the buyer's address never leaves: {mail}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_doubled_delivery_is_stored_once() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let to = relay(&world, SELLER).await;
        for hop in ["a", "b", "c"] {
            let raw = format!("Received: from {hop}\n{}", mail(SELLER, "1", "42 euros."));
            bring(&world, SELLER, &to, &raw).await;
        }
        assert_eq!(said(&page(&mut buyer, receipt.negotiation.as_str()).await), ["42 euros."]);
        assert_eq!(sorted(&world).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn n12_a_strangers_mail_is_held_and_the_operator_may_let_it_pass() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let to = relay(&world, SELLER).await;
        let stranger = "luc.private@elsewhere.example";
        for number in ["1", "2"] {
            let lines = bring(&world, stranger, &to, &mail(stranger, number, "42 euros.")).await;
            assert_eq!(lines[0].state, ArrivalState::Held);
            assert_eq!(lines[0].why.as_deref(), Some("foreign_sender"));
        }
        assert!(said(&page(&mut buyer, id).await).is_empty());
        let told = world.mails_to(stranger).await;
        assert_eq!(told.len(), 1, "once a day");
        let notice = format!("{}{}", told[0].text, told[0].source);
        assert!(notice.contains("Auto-Submitted: auto-replied") && !notice.contains("/link#"), "{notice}");
        for secret in [SELLER, BUYER, "Lyon", "Bea", "How much"] {
            assert!(!notice.contains(secret), "{secret} in {notice}");
        }
        let held = sorted(&world).await.remove(0);
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        for _ in 0..2 {
            let passed =
                operator.call::<ReleaseArrival>(&[&held.id], &Nothing {}).await.expect("it is there");
            assert_eq!(passed.line.state, ArrivalState::Taken);
        }
        assert_eq!(said(&page(&mut buyer, id).await), ["42 euros."]);
        let lines = operator.call::<ListArrivals>(&[], &Nothing {}).await.expect("the operator's");
        assert_eq!(lines.len(), 2);
        let mut user = Browser::signed_in(&world, USER).await;
        let refused = user.call::<ReleaseArrival>(&[&held.id], &Nothing {}).await;
        assert_eq!(refused.expect_err("not the operator").code, "not_found");
    })
    .await;
}

#[tokio::test]
async fn s5_a_machines_answer_stops_no_clock_and_is_answered_by_none() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let to = relay(&world, SELLER).await;
        let raw = format!("Auto-Submitted: auto-replied\n{}", mail(SELLER, "1", "I am away until Monday."));
        let lines = bring(&world, "", &to, &raw).await;
        assert_eq!(lines[0].state, ArrivalState::Automatic);
        let shown = page(&mut buyer, id).await;
        let away = |content: &Content| {
            matches!(content, Content::Message { text, automatic: true, .. } if text.contains("away"))
        };
        assert!(shown.entries.iter().any(|entry| away(&entry.content)), "{:?}", shown.entries);
        assert_eq!((shown.header.status, shown.header.unread), (Status::New, 0));
        let mails = world.mails_to(BUYER).await;
        assert!(mails.iter().all(|mail| !mail.text.contains("away")), "no mail goes around in circles");
        assert_eq!(world.mails_to(SELLER).await.len(), 1);
    })
    .await;
}

/// A mail with a file.
fn enclosing(from: &str, text: &str, files: &[(&str, &[u8])]) -> String {
    let part = |(name, bytes): &(&str, &[u8])| {
        let body = BASE64.encode(bytes);
        format!(
            "--b\nContent-Type: application/octet-stream; name=\"{name}\"\nContent-Transfer-Encoding: base64\n\
             Content-Disposition: attachment; filename=\"{name}\"\n\n{}\n",
            body.as_bytes()
                .chunks(76)
                .map(|line| format!("{}\n", String::from_utf8_lossy(line)))
                .collect::<String>()
        )
    };
    let files: String = files.iter().map(part).collect();
    format!(
        "From: <{from}>\nMessage-ID: <files@mta.example>\nMIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n{text}\n\n{files}--b--\n"
    )
}

#[tokio::test]
async fn n2_the_pdfs_of_a_mail_become_documents_and_the_rest_is_told() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let to = relay(&world, SELLER).await;
        let bytes = paper().bytes;
        let files: [(&str, &[u8]); 4] = [
            ("offer.pdf", &bytes),
            ("plan.docx", b"PK\x03\x04"),
            ("fake.pdf", b"MZ this is a program"),
            ("terms.pdf", &bytes),
        ];
        let lines = bring(&world, SELLER, &to, &enclosing(SELLER, "Here is our offer.", &files)).await;
        assert_eq!((lines[0].state, lines[0].why.as_deref()), (ArrivalState::Taken, Some("files")));
        let page = page(&mut buyer, receipt.negotiation.as_str()).await;
        let documents: Vec<_> = page
            .entries
            .iter()
            .filter_map(|entry| match &entry.content {
                Content::Document { text, document, .. } => Some((text.as_str(), document.name.as_str())),
                _ => None,
            })
            .collect();
        assert_eq!(documents, [("Here is our offer.", "offer.pdf"), ("", "terms.pdf")]);
        let notice = world.mails_to(SELLER).await.pop().expect("the seller is told").text;
        assert!(notice.contains("plan.docx") && notice.contains("fake.pdf") && !notice.contains("offer.pdf"));
        assert!(notice.contains("/link#"), "a participant gets a way to the page: {notice}");
    })
    .await;
}

#[tokio::test]
async fn n12_what_is_known_of_people_never_passes() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (_, receipt) = ask(&world, "How much?").await;
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let to = relay(&world, BUYER).await;
        let text = format!("Too much.\n\nBea Buyer\nTel 0472 00 00 00\nE-Mail: {}\n", BUYER.to_uppercase());
        bring(&world, BUYER, &to, &mail(BUYER, "1", &text)).await;
        let page = page(&mut seller, receipt.negotiation.as_str()).await;
        assert_eq!(said(&page), ["Too much.\n\nBea Buyer\nTel •••\nE-Mail: •••"]);
    })
    .await;
}

/// Each with a sign that no link and no id has, which may hold any digits.
const SECRETS: [&str; 4] = ["bea.private", "chief@", "228 4711", "34 567"];

/// Also what nobody has registered: a colleague's address, a second number, a file named after its author.
#[tokio::test]
async fn n12_what_headers_and_signatures_tell_never_passes() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (_, receipt) = ask(&world, "How much?").await;
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let to = relay(&world, BUYER).await;
        let text = "Too much, says bea.private@home.example.\n\nBea Buyer\nTel.: +49 228 4711-55 | Mobil 0171 12 34 567\n\n\
                    From: chief@customer.example\nSent: Monday\nTo: Bea <bea.private@home.example>\nSubject: Pumps\n\n\
                    We need 12 of them.\n";
        let name = "Order of bea.private@home.example.pdf";
        bring(&world, BUYER, &to, &enclosing(BUYER, text, &[(name, &paper().bytes)])).await;
        let page = page(&mut seller, receipt.negotiation.as_str()).await;
        let shown = serde_json::to_string(&page).expect("plain data");
        assert!(shown.contains("Too much") && shown.contains("Order of"), "{shown}");
        for secret in SECRETS {
            assert!(!shown.contains(secret), "{secret} in {shown}");
        }
        for (to, mail) in world.all_mail().await.iter().filter(|(to, _)| to != BUYER && to != OPERATOR) {
            for secret in SECRETS {
                assert!(!mail.contains(secret), "{secret} in a mail to {to}: {mail}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn where_the_operator_blocks_disclosure_it_holds_for_mails_too() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        let rules = NewRules { command: "rules".into(), rules: Rules { blocks_disclosure: true } };
        operator.call::<ChangeRules>(&[], &rules).await.expect("the operator's");
        let to = relay(&world, SELLER).await;
        let lines = bring(&world, SELLER, &to, &mail(SELLER, "1", "Write to luc@private.example")).await;
        assert_eq!(
            (lines[0].state, lines[0].why.as_deref()),
            (ArrivalState::Refused, Some("message_discloses"))
        );
        assert!(said(&page(&mut buyer, receipt.negotiation.as_str()).await).is_empty());
        assert!(world.mails_to(SELLER).await.last().expect("it is told").text.contains("/link#"));
    })
    .await;
}

/// N9: an answer to the operator stays between the two.
#[tokio::test]
async fn n9_who_answers_the_operator_by_mail_is_heard_by_the_operator_alone() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        for side in [OperatorSide::Primary, OperatorSide::Buyer] {
            let word = team(side, "Is all well?");
            operator.call::<WriteOperatorMessage>(&[id], &word).await.expect("the operator's");
        }
        for (who, words) in [(SELLER, "Word of the seller"), (BUYER, "Word of the buyer")] {
            let to = relay(&world, who).await;
            let lines = bring(&world, who, &to, &mail(who, who, words)).await;
            assert!(lines.iter().all(|line| line.state == ArrivalState::Taken), "{lines:?}");
        }
        let hears = async |browser: &mut Browser<'_>, words: &str| {
            browser.ask::<ReadThread>(&[id], &ThreadPart::default()).await.text.contains(words)
        };
        for words in ["Word of the seller", "Word of the buyer"] {
            assert!(hears(&mut operator, words).await);
        }
        assert!(!hears(&mut buyer, "Word of the seller").await, "the buyer never sees it");
        assert!(!hears(&mut seller, "Word of the buyer").await);

        // And the operator answers each side by mail too.
        let to = relay(&world, OPERATOR).await;
        bring(&world, OPERATOR, &to, &mail(OPERATOR, "op", "All is noted.")).await;
        assert!(hears(&mut buyer, "All is noted.").await, "the newest word was the buyer's");
        assert!(!hears(&mut seller, "All is noted.").await);
    })
    .await;
}

/// What was kept is sorted by the outbox, should whoever received it have died.
#[tokio::test]
async fn a_mail_that_nobody_sorted_is_sorted_later() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let to = relay(&world, SELLER).await;
        let recipient = shared::ids::Email::parse(&to).expect("an address");
        let raw = mail(SELLER, "1", "42 euros.").into_bytes();
        let incoming = server::mailroom::arrivals::Incoming { client: None, sender: None, recipient, raw };
        let incoming = server::mailroom::arrivals::Incoming {
            sender: Some(shared::ids::Email::parse(SELLER).expect("an address")),
            ..incoming
        };
        let (host, now) = (world.desk.address.mail_host(), world.desk.clock.now());
        let kept = server::mailroom::reception::deliver(&world.desk.database, &host, incoming, now).await;
        assert_eq!(kept, Ok(()));
        world.work().await;
        assert_eq!(said(&page(&mut buyer, receipt.negotiation.as_str()).await), ["42 euros."]);
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let id = receipt.negotiation.as_str();
        seller.call::<SendMessage>(&[id], &message("And on the page.")).await.expect("both ways are one");
    })
    .await;
}

/// Section 6: whoever has a link comes in as its reader; what a mail quotes may hold one.
#[tokio::test]
async fn n12_a_link_that_is_quoted_never_passes() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (_, receipt) = ask(&world, "How much?").await;
        let sent = world.mails_to(BUYER).await.remove(0);
        assert!(sent.text.contains("/link#"));
        let quoted: String = sent.text.lines().map(|line| format!("> {line}\n")).collect();
        let (first, second) = quoted.split_at(quoted.find("/link#").expect("it is there") + 40);
        let broken = format!("{first}\n> {second}");
        for (id, text) in [("1", format!("Yes.\n{quoted}No.\n> and\nMaybe.")), ("2", broken)] {
            bring(&world, BUYER, &reply_address(&sent), &mail(BUYER, id, &text)).await;
        }
        let token = crate::support::world::token(&sent);
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let page = page(&mut seller, receipt.negotiation.as_str()).await;
        assert_eq!(said(&page).len(), 2);
        for text in said(&page) {
            assert!(text.contains("•••") && !text.contains(&token[60..100]), "{text}");
        }
    })
    .await;
}

/// A word of one lane is answered in that lane, also by somebody whose first lane is another one.
#[tokio::test]
async fn v_an_answer_stays_in_the_lane_of_what_it_answers() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let mut manager = Browser::by_mail(&world, AREA_MANAGER).await;
        let decline = NewDecline {
            command: "decline".into(),
            lane: None,
            reason: DeclineReason::OutsideOurArea,
            detail: None,
            message: Some("It is not our area.".into()),
        };
        manager.call::<Decline>(&[id], &decline).await.expect("its own lane");
        let to = relay(&world, BUYER).await;
        bring(&world, BUYER, &to, &mail(BUYER, "1", "Whose is it then?")).await;
        let hears = async |browser: &mut Browser<'_>| {
            browser.ask::<ReadThread>(&[id], &ThreadPart::default()).await.text.contains("Whose is it then?")
        };
        let mut seller = Browser::by_mail(&world, SELLER).await;
        assert!(hears(&mut buyer).await && hears(&mut manager).await);
        assert!(!hears(&mut seller).await, "the seller has no part in that lane");
    })
    .await;
}
