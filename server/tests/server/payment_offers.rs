//! Who may say that money came, and what a quote may promise: messages that are forged, old or about nothing of ours,
//! an installation without a payment service, the account of the last quote.

use crate::payments::{deliver, in_a_shop, offer, terms};
use crate::story::ask;
use crate::support::browser::Browser;
use crate::support::on_both;
use crate::support::stripe::{self, SIGNING_SECRET, signed};
use crate::support::world::{AREA_MANAGER, SELLER, World, fresh};
use axum::http::StatusCode;
use serde_json::json;
use shared::api::Nothing;
use shared::api::negotiations::*;
use shared::api::payments::*;
use shared::api::writing::{HoldMessage, NewHeld, Writing};
use shared::negotiation::{BankAccount, Terms};
use shared::time::Millis;

#[tokio::test]
async fn what_the_service_has_not_signed_just_now_is_refused() {
    in_a_shop(async |mut shop| {
            shop.pay().await.expect("a page");
            let paid = shop.peer.pay();
            let body = stripe::message("checkout.session.completed", &paid);
            let now = shop.world.desk.clock.now();
            let good = signed(&body, SIGNING_SECRET, now);
            let (time, digits) = good.split_once(",v1=").expect("two parts");
            let five = Millis::minutes(5);
            for header in [
                String::new(),
                "t=,v1=".into(),
                time.to_owned(),
                format!("v1={digits}"),
                format!("{time},v0={digits}"),
                format!("t={},v1={digits}", now.0 / 1000 + 1),
                format!("t=99999999999999999,v1={digits}"),
                format!("{time},v1={}", digits.replace(|c: char| c.is_ascii_digit(), "0")),
                format!("{time},v1={}é", &digits[..62]),
                signed(&body, "whsec_other", now),
                signed(&body, SIGNING_SECRET, now + Millis(-five.0 - 1000)),
                signed(&body, SIGNING_SECRET, now + Millis(five.0 + 1000)),
            ] {
                let raw = deliver(shop.world, &header, body.clone()).await;
                assert_eq!((raw.status.as_u16(), raw.problem().code.as_str()), (400, "signature_invalid"), "{header}");
            }
            let raw = deliver(shop.world, &good, format!("{body} ")).await;
            assert_eq!(raw.status, StatusCode::BAD_REQUEST, "another body");
            let large = deliver(shop.world, &good, vec![b' '; 300_000]).await;
            assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
            assert!(!shop.is_paid().await);
            // Signed rightly: nonsense, what is not ours, and what belongs to an attempt of somebody else.
            for body in [
                "{".to_owned(),
                stripe::message("customer.created", &json!({ "id": "cus_1", "object": "customer" })),
                stripe::message("checkout.session.completed", &json!({ "id": "cs_9", "object": "checkout.session", "metadata": { "kontor_attempt": "unknown" } })),
                stripe::message("payment_intent.succeeded", &json!({ "id": "pi_9", "object": "payment_intent", "metadata": null })),
            ] {
                let header = signed(&body, SIGNING_SECRET, now);
                assert_eq!(deliver(shop.world, &header, body).await.status, StatusCode::OK);
            }
            // While the secret is changed there are two signatures; five minutes are allowed.
            let header = format!("{},v1={}", signed(&body, "whsec_old", now), &good[good.len() - 64..]);
            assert_eq!(deliver(shop.world, &header, body.clone()).await.status, StatusCode::OK);
            assert!(shop.is_paid().await);
    })
    .await;
}

#[tokio::test]
async fn without_a_service_no_quote_promises_to_be_payable_online() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (_, receipt) = ask(&world, "Your offer?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let options = seller.call::<ReadPaymentOptions>(&[id], &Nothing {}).await.expect("a seller's");
        assert_eq!(options, PaymentOptions::default());
        let new = offer(&mut seller, id, terms(&world)).await;
        let refused = seller.call::<SendMessage>(&[id], &new).await.expect_err("there is no service");
        assert_eq!(refused.code, "online_payment_off");
        assert_eq!(refused.field.as_deref(), Some("payable_online"));
        let raw = deliver(&world, "t=1,v1=00", "{}").await;
        assert_eq!(raw.status, StatusCode::BAD_REQUEST, "and nobody listens to messages");
    })
    .await;
}

#[tokio::test]
async fn a_quote_promises_what_can_be_paid_and_each_seller_finds_its_own_account_again() {
    in_a_shop(async |mut shop| {
        let (world, id) = (shop.world, shop.id.as_str());
        let large = Terms { amount: "1000000".into(), ..terms(world) };
        let large = offer(&mut shop.seller, id, large).await;
        let writing = Writing { text: large.text, enclosure: large.enclosure, ..Writing::default() };
        let held = NewHeld { command: fresh("c").into(), writing };
        let refused = shop.seller.call::<HoldMessage>(&[id], &held).await.expect_err("too much");
        assert_eq!(refused.code, "amount_not_payable_online");
        let number = "DE89370400440532013000".to_owned();
        let account = BankAccount { holder: "Seller Lyon".into(), number, bic: None, bank: None };
        let with_account = Terms { account: Some(account.clone()), ..terms(world) };
        let new = offer(&mut shop.seller, id, with_account).await;
        shop.seller.call::<SendMessage>(&[id], &new).await.expect("it is sent");
        let options = shop.seller.call::<ReadPaymentOptions>(&[id], &Nothing {}).await;
        let expected = PaymentOptions { online: true, account: Some(account) };
        assert_eq!(options.expect("a seller's"), expected);
        let mut manager = Browser::by_mail(world, AREA_MANAGER).await;
        let options = manager.call::<ReadPaymentOptions>(&[id], &Nothing {}).await;
        assert_eq!(options.expect("it may quote").account, None, "the seller's is not the manager's");
    })
    .await;
}
