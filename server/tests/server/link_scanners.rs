//! Programs that look at mails on their way fetch every link in them, before anybody reads: nothing may follow from it.

use crate::support::browser::Raw;
use crate::support::{Scratch, on_both};
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use fixtures::{cast, small};
use server::clock::Clock;
use server::demo;
use server::desk::{Address, Desk};
use server::documents::Documents;
use server::examples::of_each_kind;
use server::http::{Guarded, Web, router};
use server::identity::code;
use server::mail::{Composed, Kind};
use server::store::{Row, StoreError, Transaction};
use shared::api::Endpoint;
use shared::api::sessions::{LinkToken, OpenLink, token_and_stars};
use shared::ids::Email;
use shared::language::Language;
use shared::testing::NOON;
use shared::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tower::ServiceExt;

const CODE: &str = "042917";

/// A desk at which everything has happened that sends a mail, and somebody has asked for a code.
async fn desk(scratch: &Scratch) -> Arc<Desk> {
    let documents = Documents::open(scratch.folder().join("documents"), "".into()).expect("its own folder");
    let address = Address::new("http://desk.example");
    let desk = Desk::open(scratch.database.clone(), documents, address, Clock::standing_at(NOON)).await;
    let desk = desk.expect("the desk opens");
    demo::play(&desk, small::every_mail(NOON), Timestamp(0)).await.expect("the story breaks no rule");
    let (key, seller) = (desk.key.clone(), seller());
    let ask = move |open: &mut dyn Transaction| code::ask(open, &key, (&seller, CODE, Language::En), NOON);
    assert!(desk.database.write(ask).await.expect("it is stored"));
    Arc::new(desk)
}

fn seller() -> Email {
    Email::parse(cast::SELLER).expect("an address")
}

/// Every row of every table.
async fn everything(scratch: &Scratch) -> BTreeMap<String, Vec<String>> {
    let names = match scratch.url.starts_with("sqlite:") {
        true => "SELECT name FROM sqlite_master WHERE type = 'table'",
        false => "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema()",
    };
    let read = move |open: &mut dyn Transaction| {
        let tables = open.query(names, &[])?;
        let mut all = BTreeMap::new();
        for table in &tables {
            let name = table.text(0)?.to_owned();
            let mut rows: Vec<String> =
                open.query(&format!("SELECT * FROM {name}"), &[])?.iter().map(shown).collect();
            rows.sort();
            all.insert(name, rows);
        }
        Ok::<_, StoreError>(all)
    };
    scratch.database.read(read).await.expect("the tables can be read")
}

fn shown(row: &Row) -> String {
    format!("{row:?}")
}

async fn fetch(router: &Guarded, method: Method, url: &str) -> Raw {
    let request = Request::builder().method(method).uri(url).header(header::HOST, "desk.example");
    send(router, request.body(Body::empty()).expect("a request")).await
}

async fn send(router: &Guarded, request: Request<Body>) -> Raw {
    let response = router.clone().oneshot(request).await.expect("it answers");
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.expect("the answer ends");
    Raw { status: parts.status, headers: parts.headers, text: String::from_utf8_lossy(&bytes).into_owned() }
}

/// The links of a mail, from both of its parts.
fn links(mail: &Composed) -> BTreeSet<String> {
    let of_html = mail.html.split("href=\"").skip(1).filter_map(|part| part.split('"').next());
    let of_html = of_html.map(|link| link.replace("&amp;", "&"));
    let of_text = mail.text.split_whitespace().filter(|word| word.starts_with("http")).map(str::to_owned);
    of_html.chain(of_text).collect()
}

/// The addresses under which a scanner may ask for a link: with what stands behind `#`, which browsers keep for
/// themselves, and without.
fn asked_as(link: &str) -> Vec<String> {
    let path = link.strip_prefix("http://desk.example").expect("a link of ours");
    let Some((page, token)) = path.split_once('#') else { return vec![path.to_owned()] };
    let api = OpenLink::PATH;
    vec![
        page.to_owned(),
        format!("{page}%23{token}"),
        format!("{page}?{token}"),
        format!("{page}/{token}"),
        format!("{api}?token={token}"),
        format!("{api}/{token}"),
    ]
}

#[tokio::test]
async fn s1_whoever_only_fetches_the_links_of_a_mail_changes_nothing() {
    on_both(async |scratch| {
        let desk = desk(&scratch).await;
        let pages = scratch.folder().join("pages");
        std::fs::create_dir_all(&pages).expect("its own folder");
        std::fs::write(pages.join("index.html"), "<!DOCTYPE html><title>Kontor</title>")
            .expect("it can be written");
        let router = router(desk.clone(), Web::Folder(pages));
        let mails = of_each_kind(&desk, None).await.expect("they can be written");
        assert_eq!(mails.iter().map(|mail| mail.kind).collect::<Vec<_>>(), Kind::ALL);
        let before = everything(&scratch).await;
        assert!(!before["sign_in_codes"].is_empty() && before["sessions"].is_empty());
        let mut all = BTreeSet::new();
        for mail in &mails {
            let links = links(mail);
            let (entrances, others): (BTreeSet<String>, _) =
                links.iter().cloned().partition(|link| link.contains("/link#"));
            let expected = match mail.kind {
                // Whoever has no part in a conversation, or wants a code, gets none.
                Kind::NoticeForeign | Kind::SignInCode => 0,
                Kind::Feedback | Kind::Digest => 6,
                _ => 1,
            };
            assert_eq!(entrances.len(), expected, "{:?}: {links:?}", mail.kind);
            let stops = others.iter().filter(|link| link.contains("/unsubscribe/")).count();
            let can_stop = matches!(mail.kind, Kind::Copy | Kind::Feedback | Kind::Digest);
            assert_eq!(stops, usize::from(can_stop), "{:?}: {links:?}", mail.kind);
            for url in links.iter().flat_map(|link| asked_as(link)) {
                for method in [Method::GET, Method::HEAD, Method::OPTIONS] {
                    let answer = fetch(&router, method.clone(), &url).await;
                    let cookies = answer.headers.get(header::SET_COOKIE);
                    assert!(cookies.is_none(), "{method} {url} began a session");
                    assert!(!answer.status.is_server_error(), "{method} {url}: {}", answer.text);
                }
            }
            all.extend(entrances);
        }
        assert!(all.len() > 40, "each mail has a link of its own");
        assert_eq!(everything(&scratch).await, before);
        still_good(&desk, &router, &all).await;
    })
    .await;
}

/// What was fetched opens what it always opened, and the code still signs in.
async fn still_good(desk: &Desk, router: &Guarded, links: &BTreeSet<String>) {
    for link in links {
        let (_, fragment) = link.split_once('#').expect("it has a token");
        let body = LinkToken { token: token_and_stars(fragment).0.to_owned(), language: None };
        let json = serde_json::to_string(&body).expect("plain data");
        let request = Request::builder().method(Method::POST).uri(OpenLink::PATH);
        let request = request.header(header::HOST, "desk.example");
        let request = request.header(header::CONTENT_TYPE, "application/json").body(Body::from(json));
        let answer = send(router, request.expect("a request")).await;
        assert_eq!(answer.status, StatusCode::OK, "{link}: {}", answer.text);
        assert!(answer.headers.contains_key(header::SET_COOKIE), "{link}");
    }
    let (key, seller) = (desk.key.clone(), seller());
    let redeem = move |open: &mut dyn Transaction| code::redeem(open, &key, (&seller, CODE), NOON);
    assert!(desk.database.write(redeem).await.expect("it is looked up"));
    let facts = desk.negotiations.load("talked").await.expect("it is there");
    assert!(facts.version > 0);
}
