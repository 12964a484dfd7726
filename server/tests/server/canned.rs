//! Canned answers, and the operator's rule against addresses in messages.

use crate::story::{ask, message};
use crate::support::browser::Browser;
use crate::support::on_both;
use crate::support::world::{AREA_MANAGER, OPERATOR, SELLER, USER, World, fresh};
use shared::api::Nothing;
use shared::api::negotiations::*;
use shared::api::operation::{ChangeRules, NewRules, ReadRules, Rules};
use shared::api::writing::*;
use shared::canned::AnswerCard;
use shared::language::Language;
use shared::view::{Content, Status};

fn card(title: &str, text: &str, shared: bool) -> AnswerCard {
    AnswerCard { title: title.into(), text: text.into(), language: Language::Fr, shared }
}

async fn titles(browser: &mut Browser<'_>, id: &str) -> Vec<String> {
    let answers = browser.call::<ListAnswers>(&[id], &Nothing {}).await.expect("of the selling side");
    answers.into_iter().map(|answer| answer.card.title).collect()
}

#[tokio::test]
async fn an_answer_is_ones_own_until_it_is_shared_with_ones_company_and_no_further() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (_, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let mut manager = Browser::by_mail(&world, AREA_MANAGER).await;
        let mut user = Browser::signed_in(&world, USER).await;
        for (browser, answer, shared) in
            [(&mut seller, "the seller's", true), (&mut manager, "the manager's", false)]
        {
            browser.call::<KeepAnswer>(&[id, "a"], &card(answer, "Soon.", shared)).await.expect("kept");
        }
        assert_eq!(titles(&mut seller, id).await, ["the seller's"]);
        assert!(titles(&mut user, id).await.is_empty());
        manager.call::<KeepAnswer>(&[id, "a"], &card("ours", "Soon.", true)).await.expect("changed");
        assert_eq!(titles(&mut user, id).await, ["ours"], "of the same house");
        // The same id is another one under another address.
        user.call::<ForgetAnswer>(&[id, "a"], &Nothing {}).await.expect("it has none");
        assert_eq!(titles(&mut manager, id).await, ["ours"]);
        manager.call::<ForgetAnswer>(&[id, "a"], &Nothing {}).await.expect("its own");
        assert!(titles(&mut manager, id).await.is_empty());
        let problem = seller
            .call::<KeepAnswer>(&[id, "b"], &card("b", "Dear {madam}", false))
            .await
            .expect_err("no such place");
        assert_eq!((problem.code.as_str(), problem.field.as_deref()), ("place_unknown", Some("text")));
    })
    .await;
}

#[tokio::test]
async fn s5_a_template_sent_unchanged_is_no_answer_and_a_changed_one_is() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let answer = card("thanks", "Dear {buyer}, we have received your question.", false);
        seller.call::<KeepAnswer>(&[id, "a"], &answer).await.expect("kept");
        let name = buyer
            .call::<ReadThread>(&[id], &ThreadPart::default())
            .await
            .expect("its own")
            .header
            .summary
            .buyer_name;
        let text = format!("Dear {name}, we have received your question.");
        let new = NewHeld {
            command: fresh("held").into(),
            writing: Writing { text: text.clone(), ..Writing::default() },
        };
        seller.call::<HoldMessage>(&[id], &new).await.expect("held");
        let bare = Bare { command: fresh("c").into() };
        let delta = seller.call::<ReleaseHeld>(&[id, new.command.as_str()], &bare).await.expect("sent");
        assert!(matches!(delta.entries[0].content, Content::Message { automatic: true, .. }));
        assert_eq!(delta.header.status, Status::New);
        assert!(delta.header.waiting_since.is_some(), "the clock runs on");
        let changed = message(&format!("{text} It costs 5."));
        let delta = seller.call::<SendMessage>(&[id], &changed).await.expect("sent");
        assert!(matches!(delta.entries[0].content, Content::Message { automatic: false, .. }));
        assert_eq!(delta.header.waiting_since, None);
    })
    .await;
}

#[tokio::test]
async fn the_operator_decides_whether_addresses_are_refused_or_only_warned_of() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        let telling = "Write to me: claire@buyer.example";
        buyer.call::<SendMessage>(&[id], &message(telling)).await.expect("it only warns");
        let rules = Rules { blocks_disclosure: true };
        let change = NewRules { command: fresh("c").into(), rules };
        assert_eq!(operator.call::<ChangeRules>(&[], &change).await, Ok(rules));
        assert_eq!(operator.call::<ReadRules>(&[], &Nothing {}).await, Ok(rules));
        let problem = buyer.call::<SendMessage>(&[id], &message(telling)).await.expect_err("refused");
        assert_eq!((problem.code.as_str(), problem.field.as_deref()), ("message_discloses", Some("text")));
        let held = NewHeld {
            command: fresh("held").into(),
            writing: Writing { text: telling.into(), ..Writing::default() },
        };
        let problem = buyer.call::<HoldMessage>(&[id], &held).await.expect_err("refused");
        assert_eq!(problem.code, "message_discloses");
        buyer.call::<SendMessage>(&[id], &message("Within 14 days, please.")).await.expect("nothing in it");
        // Whatever else the other side would read of it.
        let worded = || Worded { command: fresh("c").into(), text: Some(telling.into()) };
        let incident = NewIncident { command: fresh("c").into(), reason: telling.into() };
        let counter = NewCounterOffer {
            command: fresh("c").into(),
            amount: None,
            wanted_by: None,
            text: telling.into(),
        };
        let rated = |reason: Option<&str>, comment: Option<&str>| NewFeedback {
            command: fresh("c").into(),
            stars: 3,
            reason: reason.map(str::to_owned),
            comment: comment.map(str::to_owned),
        };
        for (what, field, raw) in [
            ("refuse", "text", buyer.ask::<RefuseQuote>(&[id, "q"], &worded()).await),
            ("counter", "text", buyer.ask::<SendCounterOffer>(&[id, "q"], &counter).await),
            ("withdraw", "text", buyer.ask::<WithdrawInquiry>(&[id], &worded()).await),
            ("complain", "text", buyer.ask::<OpenIncident>(&[id, "q"], &incident).await),
            ("resolve", "text", buyer.ask::<ResolveIncident>(&[id, "i"], &worded()).await),
            ("dispute", "text", buyer.ask::<DisputeIncident>(&[id, "i"], &worded()).await),
            ("close", "text", buyer.ask::<CloseIncident>(&[id, "i"], &worded()).await),
            ("rate", "reason", buyer.ask::<LeaveFeedback>(&[id], &rated(Some(telling), None)).await),
            ("comment", "comment", buyer.ask::<LeaveFeedback>(&[id], &rated(None, Some(telling))).await),
        ] {
            let problem = raw.problem();
            let told = (problem.code.as_str(), problem.field.as_deref());
            assert_eq!(told, ("message_discloses", Some(field)), "{what}");
        }
        // Only the operator, and nobody learns that there is such a thing.
        let mut seller = Browser::by_mail(&world, SELLER).await;
        assert_eq!(seller.ask::<ReadRules>(&[], &Nothing {}).await.status, 404);
        assert_eq!(seller.ask::<ChangeRules>(&[], &change).await.status, 404);
        assert_eq!(Browser::new(&world).ask::<ChangeRules>(&[], &change).await.status, 401);
    })
    .await;
}
