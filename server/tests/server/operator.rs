//! The operator's own way to either side of a negotiation, and the buyer's way back.

use crate::rights::team;
use crate::story::ask;
use crate::support::browser::Browser;
use crate::support::on_both;
use crate::support::world::{BUYER, OPERATOR, SELLER, USER, World};
use shared::api::negotiations::*;
use shared::negotiation::OperatorSide;
use shared::view::{Content, Role};

#[tokio::test]
async fn the_operator_writes_to_one_side_unseen_by_the_other_and_the_buyer_answers() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let mut house = Browser::signed_in(&world, USER).await;
        let before = world.mails_to(USER).await.len();

        let early = buyer.call::<WriteOperatorMessage>(&[id], &team(OperatorSide::Buyer, "hello")).await;
        assert_eq!(early.expect_err("nobody has written to it").code, "not_allowed");
        let say = |with, text| team(with, text);
        let delta = operator.call::<WriteOperatorMessage>(&[id], &say(OperatorSide::Buyer, "to-buyer")).await;
        assert!(delta.expect("the operator's").entries[0].own);
        operator.call::<WriteOperatorMessage>(&[id], &say(OperatorSide::Primary, "to-seller")).await.expect("too");
        buyer.call::<WriteOperatorMessage>(&[id], &say(OperatorSide::Buyer, "to-team")).await.expect("an answer");

        for (browser, expected) in [
            (&mut buyer, [true, false, true]),
            (&mut seller, [false, true, false]),
            (&mut house, [false; 3]),
            (&mut operator, [true; 3]),
        ] {
            let page = browser.call::<ReadThread>(&[id], &ThreadPart::default()).await.expect("a participant");
            let words = ["to-buyer", "to-seller", "to-team"];
            let hears = words.map(|word| {
                let is_word = |content: &Content| matches!(content, Content::OperatorMessage { text, .. } if text == word);
                page.entries.iter().any(|entry| is_word(&entry.content))
            });
            assert_eq!(hears, expected, "{:?}", page.header.role);
        }
        let page = seller.call::<ReadThread>(&[id], &ThreadPart::default()).await.expect("its own");
        let entry = page.entries.last().expect("the operator's word");
        assert_eq!(entry.author.as_ref().map(|author| author.role), Some(Role::Operator));
        // The mail comes from the marketplace, and its text is nobody else's.
        for (to, word, others) in [
            (BUYER, "to-buyer", ["to-seller"]),
            (SELLER, "to-seller", ["to-buyer"]),
        ] {
            let mails = world.mails_to(to).await;
            assert!(mails.iter().any(|mail| mail.text.contains(word) && mail.line.subject.contains("Industry")));
            assert!(others.iter().all(|other| !mails.iter().any(|mail| mail.text.contains(other))));
        }
        let mails = world.mails_to(OPERATOR).await;
        assert!(mails.iter().any(|mail| mail.text.contains("to-team")), "the answer");
        assert_eq!(world.mails_to(USER).await.len(), before);
    })
    .await;
}
