//! The operator's page of all kinds of mail: who may look, and that it shows what leaves.

use crate::support::browser::Browser;
use crate::support::on_both;
use crate::support::world::{BUYER, OPERATOR, SELLER, USER, World};
use axum::http::{StatusCode, header};
use server::mail::Kind;
use shared::api::Nothing;
use shared::api::operation::{ListMailKinds, ReadMailKind};
use shared::language::Language;

const PAGE: &str = "/api/mail-kinds/de/quote/page";

#[tokio::test]
async fn the_operator_sees_every_kind_of_mail_in_every_language() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        for language in Language::ALL.map(Language::code) {
            let lines = operator.call::<ListMailKinds>(&[language], &Nothing {}).await.expect("its own");
            let kinds: Vec<_> = lines.iter().map(|line| line.kind.as_str()).collect();
            assert_eq!(kinds, Kind::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>());
            for line in lines {
                let read = operator.call::<ReadMailKind>(&[language, &line.kind], &Nothing {}).await;
                let mail = read.expect("each that is listed");
                assert_eq!(mail.line, line);
                let said = format!("Content-Language: {language}\r\n");
                assert!(mail.source.contains(&said) && mail.source.contains("multipart/alternative"));
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_page_of_a_mail_may_do_nothing() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        let page = operator.get(PAGE).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        assert!(page.text.starts_with("<!DOCTYPE html>") && page.text.contains("<html lang=\"de\""));
        let policy = page.headers[header::CONTENT_SECURITY_POLICY].to_str().expect("ASCII");
        for rule in ["sandbox;", "default-src 'none'", "frame-ancestors 'self'"] {
            assert!(policy.contains(rule), "{policy}");
        }
        for unknown in ["/api/mail-kinds/xx/quote/page", "/api/mail-kinds/de/bill/page"] {
            assert_eq!(operator.get(unknown).await.status, StatusCode::NOT_FOUND, "{unknown}");
        }
        let nothing = operator.ask::<ListMailKinds>(&["xx"], &Nothing {}).await;
        assert_eq!(nothing.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn the_links_of_an_example_open_nothing_here() {
    use shared::api::sessions::{LinkToken, OpenLink};
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        let quote = operator.call::<ReadMailKind>(&["en", "quote"], &Nothing {}).await.expect("its own");
        let (_, rest) = quote.text.split_once("/link#").expect("it has a link");
        let token = rest.split_whitespace().next().expect("and a token").to_owned();
        let answer = Browser::new(&world).ask::<OpenLink>(&[], &LinkToken { token, language: None }).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.text);
    })
    .await;
}

#[tokio::test]
async fn nobody_else_sees_them() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        crate::story::ask(&world, "How much?").await;
        let mut visitors = vec![(Browser::new(&world), StatusCode::UNAUTHORIZED)];
        for email in [BUYER, SELLER, USER] {
            visitors.push((Browser::signed_in(&world, email).await, StatusCode::NOT_FOUND));
        }
        for (browser, expected) in &mut visitors {
            let answers = [
                browser.ask::<ListMailKinds>(&["de"], &Nothing {}).await,
                browser.ask::<ReadMailKind>(&["de", "quote"], &Nothing {}).await,
                browser.get(PAGE).await,
            ];
            for answer in answers {
                assert_eq!(answer.status, *expected, "{}", answer.text);
            }
        }
    })
    .await;
}
