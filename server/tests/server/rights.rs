//! V1–V4 before the real server: marked words are planted in every corner of a negotiation, then every
//! role reads every address and tries every command.

mod attempts;
mod mails;
mod printed;
mod writing;

pub use attempts::{attempts, team};

use crate::documents::with;
use crate::orders::acceptance;
use crate::story::{ask, inquiry, message};
use crate::support::browser::{Browser, Raw};
use crate::support::on_both;
use crate::support::world::{AREA_MANAGER, BUYER, HOUSE, OPERATOR, SELLER, USER, World, fresh};
use axum::http::StatusCode;
use fixtures::paper::Paper;
use shared::api::Nothing;
use shared::api::documents::{document_url, preview_url};
use shared::api::exhibition::*;
use shared::api::negotiations::*;
use shared::api::operation::*;
use shared::api::payments::{ListPayments, ReadPaymentOptions};
use shared::api::sellers::{ListOwnHours, ReadHours};
use shared::api::sessions::ReadSession;
use shared::ids::EntryId;
use shared::negotiation::{Audience, BankAccount, OperatorSide, OrderAddress, Terms};
use shared::routing::Trace;
use shared::time::Millis;

const CO_PRIMARY: &str = "xp@colleague.example";
const CO_MANUFACTURER: &str = "xm@colleague.example";
const PHONE: &str = "+33 4 72 00 00 00";

/// The roles, in the order of the columns below: B buyer, P primary, K copy holder (an area manager), E copy
/// holder (an extra address), M manufacturer user, X co-recipient of the primary lane, Y of the
/// manufacturer lane, O operator, S another seller, T another buyer, N nobody.
const ROLES: &str = "BPKEMXYOSTN";

/// Each planted word and the roles that may read it somewhere. Mails count as addresses of the operator,
/// who keeps the post; so what stands in any mail is the operator's too.
const WORDS: &[(&str, &str)] = &[
    ("word-inquiry", "BPKEMXYO"),
    ("word-primary-lane", "BPXO"),
    ("word-buyer-reply", "BPXO"),
    ("word-to-operator", "PXO"),
    ("word-internal-note", "PKEMXO"),
    ("word-manufacturer-lane", "BKEMYO"),
    ("word-forward-note", "PXO"),
    ("word-paper-name", "BPXO"),
    ("word-in-paper", "BPXO"),
    ("word-quote", "BPXO"),
    ("1234.50", "BPXO"),
    ("word-account", "BPXO"),
    ("word-billing", "BPXO"),
    ("word-incident", "BPXO"),
    ("word-solved", "BPXO"),
    ("word-to-seller", "PXO"),
    ("word-to-buyer", "BO"),
    ("word-to-team", "BO"),
    ("word-house-paper", "BKEMYO"),
    // Words that came by mail.
    ("word-mailed-by-seller", "BPXO"),
    ("word-mailed-by-manager", "BKEMYO"),
    ("word-mailed-to-operator", "PXO"),
    ("word-of-a-machine", "BPXO"),
    ("word-of-a-stranger", "O"),
    ("word-feedback-reason", "BPMO"),
    ("word-feedback-comment", "BPO"),
    (BUYER, "BO"),
    (PHONE, "BPX"),
    (CO_PRIMARY, "PXO"),
    // Of a member that could be brought in, whose name everybody reads on the stand.
    ("nice@seller.example", "MO"),
    ("word-foreign-inquiry", "MOST"),
    // What is not sent yet is the writer's alone.
    ("word-draft", "P"),
    ("word-held", "P"),
    ("word-own-answer", "P"),
];

pub struct Cast<'w> {
    world: &'w World,
    negotiation: String,
    quote: EntryId,
    incident: EntryId,
    pub people: Vec<(char, Browser<'w>)>,
}

impl<'w> Cast<'w> {
    pub async fn new(world: &'w World) -> Self {
        let (mut buyer, receipt) = ask(world, "word-inquiry").await;
        let id = receipt.negotiation.to_string();
        let mut seller = Browser::by_mail(world, SELLER).await;
        let mut manager = Browser::by_mail(world, AREA_MANAGER).await;
        let extra = Browser::by_mail(world, "extra@acme.example").await;
        let to_operator = NewMessage { audience: Audience::Operator, ..message("word-to-operator") };
        let lane = InLane { command: fresh("c").into(), lane: None };
        let note = NewNote { command: fresh("c").into(), text: "word-internal-note".into() };
        seller.call::<ShowPhone>(&[&id], &lane).await.expect("N1");
        seller.call::<SendMessage>(&[&id], &message("word-primary-lane")).await.expect("its lane");
        seller.call::<SendMessage>(&[&id], &to_operator).await.expect("N9");
        seller.call::<AddInternalNote>(&[&id], &note).await.expect("V");
        seller.call::<Forward>(&[&id], &to(CO_PRIMARY, Some("word-forward-note"))).await.expect("N4");
        manager.call::<SendMessage>(&[&id], &message("word-manufacturer-lane")).await.expect("its lane");
        manager.call::<AddCc>(&[&id], &to(CO_MANUFACTURER, None)).await.expect("V1");
        let reply =
            NewMessage { lane: Some(shared::negotiation::Lane::Primary), ..message("word-buyer-reply") };
        buyer.call::<SendMessage>(&[&id], &reply).await.expect("its lane");
        let (quote, incident) = trade(&mut buyer, &mut seller, &id).await;
        let paper = Paper::new("word-house-paper.pdf", "Offer", &["word-house-paper".to_owned()]);
        let uploaded = manager.upload(&id, "word-house-paper.pdf", &paper.bytes).await.expect("a real PDF");
        manager.call::<SendMessage>(&[&id], &with(&uploaded.upload)).await.expect("its lane");
        let mut operator = Browser::signed_in(world, OPERATOR).await;
        for (with, word) in
            [(OperatorSide::Primary, "word-to-seller"), (OperatorSide::Buyer, "word-to-buyer")]
        {
            operator.call::<WriteOperatorMessage>(&[&id], &team(with, word)).await.expect("the operator's");
        }
        let answer = team(OperatorSide::Buyer, "word-to-team");
        buyer.call::<WriteOperatorMessage>(&[&id], &answer).await.expect("an answer");
        mails::mailed(world).await;
        world.wait(Millis::hours(121));
        world.mails_to(BUYER).await;
        let stars = NewFeedback {
            command: fresh("c").into(),
            stars: 4,
            reason: Some("word-feedback-reason".into()),
            comment: Some("word-feedback-comment".into()),
        };
        buyer.call::<LeaveFeedback>(&[&id], &stars).await.expect("S1");
        let (stranger, other) = strangers(world).await;
        writing::not_sent_yet(&mut seller, &id).await;
        let people = vec![
            ('B', buyer),
            ('P', seller),
            ('K', manager),
            ('E', extra),
            ('M', Browser::signed_in(world, USER).await),
            ('X', Browser::by_mail(world, CO_PRIMARY).await),
            ('Y', Browser::by_mail(world, CO_MANUFACTURER).await),
            ('O', operator),
            ('S', stranger),
            ('T', other),
            ('N', Browser::new(world)),
        ];
        Self { world, negotiation: id, quote, incident, people }
    }
}

/// A document, a quote that becomes an order, an incident on it.
async fn trade(buyer: &mut Browser<'_>, seller: &mut Browser<'_>, id: &str) -> (EntryId, EntryId) {
    let paper = Paper::new("word-paper-name.pdf", "Offer", &["word-in-paper".to_owned()]);
    let uploaded = seller.upload(id, "word-paper-name.pdf", &paper.bytes).await.expect("a real PDF");
    let (holder, number) = ("word-account".to_owned(), "DE89370400440532013000".to_owned());
    let account = BankAccount { holder, number, bic: None, bank: None };
    let terms = Terms {
        amount: "1234.50".into(),
        currency: "EUR".into(),
        valid_until: Some(shared::testing::NOON + Millis::days(30)),
        account: Some(account),
        ..Terms::default()
    };
    let enclosure = Some(NewEnclosure { upload: uploaded.upload, terms: Some(terms) });
    let offer = NewMessage { enclosure, ..message("word-quote") };
    let sent = seller.call::<SendMessage>(&[id], &offer).await.expect("N3");
    let quote = sent.entries[0].id.clone();
    let billing = OrderAddress { name: "word-billing".into(), ..acceptance().billing };
    let accept = NewAcceptance { billing, ..acceptance() };
    buyer.call::<AcceptQuote>(&[id, quote.as_str()], &accept).await.expect("N3");
    let open = NewIncident { command: fresh("c").into(), reason: "word-incident".into() };
    let opened = buyer.call::<OpenIncident>(&[id, quote.as_str()], &open).await.expect("N11");
    let incident = opened.entries[0].id.clone();
    seller.call::<ResolveIncident>(&[id, incident.as_str()], &worded("word-solved")).await.expect("N11");
    (quote, incident)
}

fn worded(text: &str) -> Worded {
    Worded { command: fresh("c").into(), text: Some(text.into()) }
}

/// A seller and a buyer of another negotiation of the same network.
async fn strangers(world: &World) -> (Browser<'_>, Browser<'_>) {
    let mut buyer = Browser::new(world);
    let foreign = NewInquiry {
        email: "other@customer.example".into(),
        phone: None,
        pick: Some("s-paris".into()),
        ..inquiry("word-foreign-inquiry")
    };
    buyer.call::<SendInquiry>(&["stand"], &foreign).await.expect("it is sent");
    (Browser::by_mail(world, "paris@seller.example").await, buyer)
}

pub fn to(address: &str, note: Option<&str>) -> NewForward {
    let note = note.map(str::to_owned);
    NewForward { command: fresh("c").into(), lane: None, to: address.into(), members: Vec::new(), note }
}

/// Everything that a browser can read.
pub async fn everything(world: &World, browser: &mut Browser<'_>, id: &str) -> String {
    let mut texts = vec![
        browser.ask::<ListMarketplaces>(&[], &Nothing {}).await,
        browser.ask::<ReadStand>(&["stand"], &Nothing {}).await,
        browser.ask::<ReadSellers>(&["stand"], &BuyerPlace::default()).await,
        browser.ask::<ReadSession>(&[], &Nothing {}).await,
        browser.ask::<ListRequests>(&[], &RequestsFilter::default()).await,
        browser.ask::<ReadThread>(&[id], &ThreadPart::default()).await,
        browser.ask::<ReadDecision>(&[id], &Nothing {}).await,
        browser.ask::<ReadHours>(&[id], &Nothing {}).await,
        browser.ask::<ListOwnHours>(&[], &Nothing {}).await,
        browser.ask::<ReadNetwork>(&[HOUSE], &Nothing {}).await,
        browser.ask::<ReadPaymentOptions>(&[id], &Nothing {}).await,
        browser.ask::<ListPayments>(&[], &Nothing {}).await,
        browser.ask::<ListIncidents>(&[], &IncidentsFilter::default()).await,
        browser.ask::<ReadRules>(&[], &Nothing {}).await,
    ];
    texts.extend(writing::read(browser, id).await);
    texts.extend(mails::read(browser).await);
    if let Ok(list) = browser.call::<ListRequests>(&[], &RequestsFilter::default()).await {
        for row in list.rows {
            texts.push(browser.ask::<ReadThread>(&[row.negotiation.as_str()], &ThreadPart::default()).await);
        }
    }
    texts.push(browser.first_news(id).await);
    // Every entry that there is, also those whose ids this visitor cannot know.
    let loaded = world.desk.negotiations.load(id).await.expect("it is stored");
    for fact in loaded.state.history.iter() {
        for address in [document_url(id, &fact.id), preview_url(id, &fact.id)] {
            texts.push(browser.get(&address).await);
        }
        let before = ThreadPart { before: Some(fact.id.clone()) };
        texts.push(browser.ask::<ReadThread>(&[id], &before).await);
    }
    texts.iter().map(|raw| raw.text.as_str()).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn every_role_reads_its_own_words_and_no_others() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let Cast { negotiation, mut people, .. } = Cast::new(&world).await;
        let roles: String = people.iter().map(|(role, _)| *role).collect();
        assert_eq!(roles, ROLES);
        for (role, browser) in &mut people {
            let members = browser.ask::<ListMembers>(&[&negotiation], &MemberSearch::default()).await;
            let read = everything(&world, browser, &negotiation).await + &members.text;
            for (word, readers) in WORDS {
                let expected = readers.contains(*role);
                assert_eq!(read.contains(word), expected, "{word} before {role}\n{read}");
            }
            let sees_upload = writing::sees_upload(browser, &negotiation).await;
            assert_eq!(sees_upload, *role == 'P', "a document that is not sent, before {role}");
        }
    })
    .await;
}

/// R12: why the others did not get it names the network's members; only who runs the network reads it. The buyer
/// reads whom the stand showed, the seller itself; each can make it again, and the same comes out.
#[tokio::test]
async fn of_the_decision_each_reads_its_own_part_and_makes_it_again() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let Cast { negotiation, mut people, .. } = Cast::new(&world).await;
        for (role, browser) in &mut people {
            let raw = browser.ask::<ReadDecision>(&[&negotiation], &Nothing {}).await;
            let expected = match role {
                'M' | 'O' | 'B' | 'P' => StatusCode::OK,
                'N' => StatusCode::UNAUTHORIZED,
                _ => StatusCode::NOT_FOUND,
            };
            assert_eq!(raw.status, expected, "the decision before {role}: {}", raw.text);
            if raw.status != StatusCode::OK {
                continue;
            }
            let trace: Trace = serde_json::from_str(&raw.text).expect("a trace");
            assert_eq!(trace.holds(), Some(true), "made again before {role}");
            let parts = (trace.whole.is_some(), trace.order.is_some(), trace.own.is_some());
            let expected = match role {
                'B' => (false, true, false),
                'P' => (false, false, true),
                _ => (true, false, false),
            };
            assert_eq!(parts, expected, "{role}");
            let names_others = raw.text.contains("s-paris") || raw.text.contains("paris@seller.example");
            assert_eq!(names_others, *role != 'P', "{role}: {}", raw.text);
            assert_eq!(raw.text.contains("@seller.example"), *role != 'B', "{role}: {}", raw.text);
        }
    })
    .await;
}

/// A search is no way around: what is not seen is not found.
#[tokio::test]
async fn nobody_finds_what_it_does_not_see() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let Cast { mut people, .. } = Cast::new(&world).await;
        for (role, browser) in &mut people {
            for (word, _) in WORDS {
                let filter = RequestsFilter { search: Some((*word).into()), ..RequestsFilter::default() };
                let Ok(found) = browser.call::<ListRequests>(&[], &filter).await else { continue };
                assert!(found.rows.is_empty() && found.counts.is_empty(), "{word} found by {role}");
            }
        }
    })
    .await;
}

/// Architecture, 3: also where something could be refused for a reason of its own.
#[tokio::test]
async fn v4_what_one_has_no_part_in_answers_as_what_does_not_exist() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let Cast { negotiation, quote, incident, .. } = Cast::new(&world).await;
        for stranger in ["nice@seller.example", "paris@seller.example", "other@customer.example"] {
            let (role, browser) = (stranger, &mut Browser::signed_in(&world, stranger).await);
            let real = attempts(browser, (&negotiation, quote.as_str(), incident.as_str())).await;
            let none = attempts(browser, ("none", "none", "none")).await;
            for ((command, _, real), (_, _, none)) in real.iter().zip(&none) {
                assert_eq!((real.status, &real.text), (none.status, &none.text), "{command} by {role}");
            }
            let (real, none) = (browser.first_news(&negotiation).await, browser.first_news("none").await);
            assert_eq!((real.status, &real.text), (none.status, &none.text), "live by {role}");
        }
    })
    .await;
}

#[tokio::test]
async fn every_role_may_do_what_the_table_gives_it_and_nothing_else() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let Cast { negotiation, quote, incident, mut people, .. } = Cast::new(&world).await;
        let names = (negotiation.as_str(), quote.as_str(), incident.as_str());
        for (role, browser) in &mut people {
            for (command, doers, raw) in attempts(browser, names).await {
                check(*role, command, doers, &raw);
            }
        }
        // Closing comes last: after it, everything is refused alike.
        for (role, browser) in &mut people {
            let raw = browser.ask::<MarkSpam>(&[&negotiation], &Bare { command: fresh("c").into() }).await;
            check(*role, "spam", "PXO", &raw);
        }
    })
    .await;
}

/// Whoever may is not told "not allowed", though it may be refused for another reason; whoever has no
/// business there learns nothing.
fn check(role: char, command: &str, doers: &str, raw: &Raw) {
    let outside = match role {
        'N' => Some(StatusCode::UNAUTHORIZED),
        'S' | 'T' => Some(StatusCode::NOT_FOUND),
        _ if !doers.contains(role) => Some(StatusCode::FORBIDDEN),
        _ => None,
    };
    match outside {
        Some(status) => assert_eq!(raw.status, status, "{command} by {role}: {}", raw.text),
        None => {
            let shut = [StatusCode::UNAUTHORIZED, StatusCode::NOT_FOUND, StatusCode::FORBIDDEN];
            assert!(!shut.contains(&raw.status), "{command} by {role}: {}", raw.text);
            assert!(!raw.status.is_server_error(), "{command} by {role}: {}", raw.text);
        }
    }
}

/// What does not exist and what is none of one's business look the same, to the byte.
#[tokio::test]
async fn a_foreign_negotiation_looks_like_none() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let cast = Cast::new(&world).await;
        let mut stranger = Browser::by_mail(cast.world, "paris@seller.example").await;
        let foreign = stranger.ask::<ReadThread>(&[&cast.negotiation], &ThreadPart::default()).await;
        let none = stranger.ask::<ReadThread>(&["no-such-negotiation"], &ThreadPart::default()).await;
        assert_eq!((foreign.status, foreign.text), (none.status, none.text));
        let foreign = stranger.ask::<ReadNetwork>(&[HOUSE], &Nothing {}).await;
        let none = stranger.ask::<ReadNetwork>(&["no-such-house"], &Nothing {}).await;
        assert_eq!((foreign.status, foreign.text), (none.status, none.text));
    })
    .await;
}
