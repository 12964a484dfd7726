//! Bad input of every kind gives 4xx in the one shape of all errors; never a 500, never a hint.

use crate::story::{ask, inquiry, message};
use crate::support::browser::{Browser, Raw};
use crate::support::on_both;
use crate::support::world::{HOUSE, OPERATOR, SELLER, World, fresh};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use futures_util::{StreamExt, stream};
use server::identity::link::{self, Link};
use server::secret::Key;
use server::store::Transaction;
use shared::api::exhibition::*;
use shared::api::negotiations::*;
use shared::api::operation::*;
use shared::api::sessions::*;
use shared::api::{Endpoint, Nothing};
use shared::ids::Email;
use shared::time::Millis;
use std::convert::Infallible;

#[track_caller]
fn refused(raw: &Raw, status: u16, code: &str) {
    assert_eq!((raw.status.as_u16(), raw.problem().code.as_str()), (status, code), "{}", raw.text);
    assert_eq!(raw.headers[header::CONTENT_TYPE], "application/json");
}

async fn post(browser: &mut Browser<'_>, kind: &str, body: impl Into<Body>) -> Raw {
    let request = Request::builder().method("POST").uri(SendInquiry::url(&["stand"]));
    browser.send(request.header(header::CONTENT_TYPE, kind), body.into()).await
}

#[tokio::test]
async fn a_body_that_is_not_what_it_should_be() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let mut anybody = Browser::new(&world);
        refused(&post(&mut anybody, "application/json", "{").await, 400, "malformed_json");
        refused(&post(&mut anybody, "application/json", "[]").await, 400, "malformed_json");
        refused(&post(&mut anybody, "application/json", vec![0xff, 0xfe]).await, 400, "malformed_json");
        refused(&post(&mut anybody, "text/plain", "{}").await, 415, "not_json");
        refused(&post(&mut anybody, "application/x-www-form-urlencoded", "a=b").await, 415, "not_json");
        refused(&post(&mut anybody, "application/json", vec![b' '; 300_000]).await, 413, "too_large");
        let deep = "[".repeat(100_000);
        refused(&post(&mut anybody, "application/json", deep).await, 400, "malformed_json");
        let wrong = anybody.get("/api/stands/stand/sellers?lat=north").await;
        refused(&wrong, 400, "malformed_query");
    })
    .await;
}

#[tokio::test]
async fn an_address_or_a_method_that_does_not_exist() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let mut anybody = Browser::new(&world);
        for path in [
            "/api",
            "/api/",
            "/api/nothing",
            "/api/negotiations/n/nothing",
            "/api/%00",
            "/nothing.js",
            "/api/negotiations/%FF",
            "/api/negotiations/%C0%AF/live",
            "/api/stands/%ff",
        ] {
            refused(&anybody.get(path).await, 404, "not_found");
        }
        for (method, path) in [
            ("DELETE", "/api/marketplaces"),
            ("PATCH", "/api/session"),
            ("GET", "/api/sessions"),
            ("POST", "/api/negotiations/n/live"),
            ("POST", "/requests"),
        ] {
            let raw = anybody.send(Request::builder().method(method).uri(path), Body::empty()).await;
            refused(&raw, 405, "wrong_method");
        }
    })
    .await;
}

#[tokio::test]
async fn ids_that_do_not_exist_or_are_no_ids() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        ask(&world, "How much?").await;
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        let long = "x".repeat(5_000);
        for id in ["none", "'; DROP TABLE events; --", "%", "a/b", "\u{0}", "日本", "..", long.as_str()] {
            refused(&operator.ask::<ReadThread>(&[id], &ThreadPart::default()).await, 404, "not_found");
            refused(&operator.ask::<SendMessage>(&[id], &message("x")).await, 404, "not_found");
            refused(&operator.ask::<ReadStand>(&[id], &Nothing {}).await, 404, "not_found");
            refused(&operator.ask::<ReadNetwork>(&[id], &Nothing {}).await, 404, "not_found");
            refused(&operator.ask::<ReadMail>(&[id], &Nothing {}).await, 404, "not_found");
            refused(&operator.ask::<RetryMail>(&[id], &Nothing {}).await, 404, "not_found");
            refused(&operator.ask::<ReadArrival>(&[id], &Nothing {}).await, 404, "not_found");
            refused(&operator.ask::<ReleaseArrival>(&[id], &Nothing {}).await, 404, "not_found");
        }
        let search = RequestsFilter { search: Some("\u{0}".into()), ..RequestsFilter::default() };
        assert!(operator.call::<ListRequests>(&[], &search).await.expect("a list").rows.is_empty());
        let filter = RequestsFilter { after: Some("no mark".into()), ..RequestsFilter::default() };
        let rows = operator.call::<ListRequests>(&[], &filter).await.expect("it begins again").rows;
        assert_eq!(rows.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_another_sites_page_sends_is_refused() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let body = || Body::from(serde_json::to_string(&message("hello")).expect("JSON"));
        let url = SendMessage::url(&[receipt.negotiation.as_str()]);
        let request = || {
            let request = Request::builder().method("POST").uri(&url);
            request.header(header::CONTENT_TYPE, "application/json")
        };
        let foreign = [
            ("origin", "https://evil.example"),
            ("origin", "null"),
            ("origin", "http://desk.example.evil.example"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
        ];
        for (name, value) in foreign {
            refused(&buyer.send(request().header(name, value), body()).await, 403, "foreign_origin");
        }
        let own = request().header("origin", "http://desk.example").header("sec-fetch-site", "same-origin");
        assert_eq!(buyer.send(own, body()).await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn every_refusal_of_an_inquiry_names_its_field() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let mut buyer = Browser::new(&world);
        let cases: [(&str, NewInquiry); 5] = [
            ("email", NewInquiry { email: "nobody".into(), ..inquiry("x") }),
            ("text", inquiry("  ")),
            ("name", NewInquiry { name: " ".into(), ..inquiry("x") }),
            ("consent", NewInquiry { consent: false, ..inquiry("x") }),
            ("phone", NewInquiry { phone: Some("call me".into()), ..inquiry("x") }),
        ];
        for (field, new) in cases {
            let raw = buyer.ask::<SendInquiry>(&["stand"], &new).await;
            assert_eq!(raw.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", raw.text);
            assert_eq!(raw.problem().field.as_deref(), Some(field), "{}", raw.text);
        }
        let unknown = BuyerPlace { product: Some("p9".into()), ..BuyerPlace::default() };
        let raw = buyer.ask::<SendInquiry>(&["stand"], &NewInquiry { place: unknown, ..inquiry("x") }).await;
        refused(&raw, 422, "product_unknown");
    })
    .await;
}

#[tokio::test]
async fn links_that_are_old_foreign_or_revoked_open_nothing() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (_, receipt) = ask(&world, "How much?").await;
        let opens = Some((receipt.negotiation.clone(), shared::negotiation::Party::Buyer));
        let email = Email::parse("thief@evil.example").expect("an address");
        let expires = world.desk.clock.now() + Millis::days(1);
        let link = Link { id: "l1".into(), email, opens, expires };
        let (good, foreign) = (link.token(&world.desk.key), link.token(&Key::fresh()));
        let mut thief = Browser::new(&world);
        for token in [foreign.as_str(), "", ".", "a.b", &good[1..], &"x".repeat(10_000)] {
            let raw = thief.ask::<OpenLink>(&[], &LinkToken { token: token.into(), language: None }).await;
            refused(&raw, 403, "link_invalid");
        }
        let token = LinkToken { token: good, language: None };
        thief.call::<OpenLink>(&[], &token).await.expect("a good one opens");
        let now = world.desk.clock.now();
        let revoke = move |open: &mut dyn Transaction| link::revoke(open, "l1", now);
        world.desk.database.write(revoke).await.expect("revoked");
        refused(&thief.ask::<OpenLink>(&[], &token).await, 403, "link_invalid");
        world.wait(Millis::days(2));
        refused(&thief.ask::<OpenLink>(&[], &token).await, 403, "link_invalid");
    })
    .await;
}

#[tokio::test]
async fn a_command_id_is_not_used_twice_for_different_things() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let first = message("once");
        let sent = buyer.call::<SendMessage>(&[id], &first).await.expect("sent");
        let again = buyer.call::<SendMessage>(&[id], &first).await.expect("answered alike");
        assert_eq!(sent.entries.last(), again.entries.last());
        let other = NewMessage { text: "twice".into(), ..first.clone() };
        refused(&buyer.ask::<SendMessage>(&[id], &other).await, 409, "command_id_reused");
        let mut seller = Browser::by_mail(&world, SELLER).await;
        refused(&seller.ask::<SendMessage>(&[id], &first).await, 409, "command_id_reused");
    })
    .await;
}

/// Entries are named after their commands, in addresses and on the live line.
#[tokio::test]
async fn a_command_id_is_short_and_has_no_breaks() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        for command in ["", "a b", "\nab\n", "a\rb", "a\u{0}b", "ä", &"x".repeat(101)] {
            let odd = NewMessage { command: command.into(), ..message("odd") };
            refused(&buyer.ask::<SendMessage>(&[id], &odd).await, 400, "malformed_json");
        }
        let news = seller.first_news(id).await;
        assert_eq!(news.status, StatusCode::OK);
        assert!(!news.text.contains("odd"), "{}", news.text);
    })
    .await;
}

/// However often an entry is named, it is answered once.
#[tokio::test]
async fn what_was_read_is_answered_once() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let sent = seller.call::<SendMessage>(&[id], &message("Ten.")).await.expect("sent");
        let messages = vec![sent.entries[0].id.clone(); 1_000];
        let reads = Reads { command: fresh("reads").into(), messages };
        assert_eq!(buyer.call::<ReadMessages>(&[id], &reads).await.expect("read").entries.len(), 1);
    })
    .await;
}

/// Nobody waits for ever for the rest of a body.
#[tokio::test(start_paused = true)]
async fn a_body_that_never_ends_is_not_waited_for() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let mut anybody = Browser::new(&world);
        let begun = stream::iter([Ok::<_, Infallible>("{")]).chain(stream::pending());
        refused(&post(&mut anybody, "application/json", Body::from_stream(begun)).await, 408, "too_slow");
    })
    .await;
}

/// Nobody signed in: every address behind the door says the same.
#[tokio::test]
async fn without_a_session_the_door_is_closed() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let mut nobody = Browser::new(&world);
        for cookie in [None, Some("session=forged".to_owned()), Some("session=".to_owned())] {
            nobody.cookie = cookie;
            assert_eq!(nobody.ask::<ReadSession>(&[], &Nothing {}).await.text, "null");
            refused(&nobody.ask::<ListRequests>(&[], &RequestsFilter::default()).await, 401, "not_signed_in");
            refused(&nobody.ask::<ReadThread>(&["n"], &ThreadPart::default()).await, 401, "not_signed_in");
            refused(
                &nobody.ask::<DeclareSale>(&["n"], &Bare { command: fresh("c").into() }).await,
                401,
                "not_signed_in",
            );
            refused(&nobody.ask::<ReadNetwork>(&[HOUSE], &Nothing {}).await, 401, "not_signed_in");
            refused(&nobody.ask::<ListMails>(&[], &Nothing {}).await, 401, "not_signed_in");
            refused(&nobody.first_news("n").await, 401, "not_signed_in");
        }
    })
    .await;
}
