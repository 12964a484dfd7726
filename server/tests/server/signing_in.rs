//! Codes, sessions, cookies (§6).

use crate::story::{ask, message};
use crate::support::browser::Browser;
use crate::support::on_both;
use crate::support::world::{BUYER, OPERATOR, SELLER, USER, World};
use shared::api::Nothing;
use shared::api::negotiations::*;
use shared::api::sessions::*;
use shared::language::Language;
use shared::time::Millis;

async fn code_for(world: &World, email: &str) -> String {
    let mut browser = Browser::new(world);
    browser
        .call::<AskSignInCode>(&[], &SignInCode { email: email.into(), language: None })
        .await
        .expect("asked");
    let mails = world.mails_to(email).await;
    let newest = mails.last().expect("a code came");
    newest.line.subject.chars().filter(char::is_ascii_digit).collect()
}

async fn try_code(world: &World, email: &str, code: &str) -> Result<Session, String> {
    let credentials = Credentials { email: email.into(), code: code.into(), language: None };
    Browser::new(world).call::<SignIn>(&[], &credentials).await.map_err(|problem| problem.code)
}

#[tokio::test]
async fn a_code_works_once_for_ten_minutes() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let code = code_for(&world, OPERATOR).await;
        assert!(try_code(&world, OPERATOR, &code).await.is_ok_and(|session| session.is_operator));
        assert_eq!(try_code(&world, OPERATOR, &code).await, Err("code_invalid".into()));
        let late = code_for(&world, OPERATOR).await;
        world.wait(Millis::minutes(10));
        assert_eq!(try_code(&world, OPERATOR, &late).await, Err("code_invalid".into()));
        let other = code_for(&world, USER).await;
        assert_eq!(try_code(&world, OPERATOR, &other).await, Err("code_invalid".into()), "another's code");
    })
    .await;
}

#[tokio::test]
async fn a_code_comes_in_the_language_of_the_page_that_asked_for_it() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        for (language, word) in [(Language::De, "Anmeldecode"), (Language::Ja, "ログインコード")] {
            let asked = SignInCode { email: OPERATOR.into(), language: Some(language) };
            Browser::new(&world).call::<AskSignInCode>(&[], &asked).await.expect("asked");
            let mails = world.mails_to(OPERATOR).await;
            let subject = &mails.last().expect("a code came").line.subject;
            assert!(subject.contains(word), "{subject}");
            world.wait(Millis::minutes(1));
        }
    })
    .await;
}

#[tokio::test]
async fn a_code_survives_four_wrong_tries_and_not_five() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let wrong = |code: &str| if code == "000000" { "111111" } else { "000000" };
        let code = code_for(&world, OPERATOR).await;
        for _ in 0..4 {
            assert_eq!(try_code(&world, OPERATOR, wrong(&code)).await, Err("code_invalid".into()));
        }
        assert!(try_code(&world, OPERATOR, &code).await.is_ok());
        let code = code_for(&world, OPERATOR).await;
        for _ in 0..5 {
            assert_eq!(try_code(&world, OPERATOR, wrong(&code)).await, Err("code_invalid".into()));
        }
        assert_eq!(try_code(&world, OPERATOR, &code).await, Err("code_invalid".into()));
    })
    .await;
}

#[tokio::test]
async fn nobody_learns_which_addresses_are_known() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let mut browser = Browser::new(&world);
        for email in [OPERATOR, "unknown@nowhere.example"] {
            let body = SignInCode { email: email.into(), language: None };
            for _ in 0..3 {
                let raw = browser.ask::<AskSignInCode>(&[], &body).await;
                assert_eq!((raw.status.as_u16(), raw.text.as_str()), (200, "{}"), "{email}");
            }
            let raw = browser.ask::<AskSignInCode>(&[], &body).await;
            assert_eq!(
                (raw.status.as_u16(), raw.problem().code.as_str()),
                (429, "too_many_codes"),
                "{email}"
            );
        }
        assert_eq!(world.mails_to(OPERATOR).await.len(), 3);
        assert!(world.mails_to("unknown@nowhere.example").await.is_empty());
        let raw = browser
            .ask::<AskSignInCode>(&[], &SignInCode { email: "no address".into(), language: None })
            .await;
        assert_eq!(raw.problem().field.as_deref(), Some("email"));
    })
    .await;
}

#[tokio::test]
async fn a_link_opens_one_negotiation_and_a_code_all_of_an_address() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        for text in ["first", "second"] {
            ask(&world, text).await;
        }
        let mut by_link = Browser::by_mail(&world, SELLER).await;
        let mut by_code = Browser::signed_in(&world, SELLER).await;
        let every = RequestsFilter::default();
        let listed = by_link.call::<ListRequests>(&[], &every).await.expect("a list").rows;
        let [line] = listed.as_slice() else { panic!("one line: {listed:?}") };
        let all = by_code.call::<ListRequests>(&[], &every).await.expect("a list").rows;
        assert_eq!(all.len(), 2);
        let other = all.iter().find(|row| row.negotiation != line.negotiation).expect("the other");
        let refused = by_link.call::<ReadThread>(&[other.negotiation.as_str()], &ThreadPart::default()).await;
        assert_eq!(refused.map_err(|problem| problem.code), Err("not_found".into()));
        let session = by_link.call::<ReadSession>(&[], &Nothing {}).await.expect("read").expect("a session");
        assert!(!session.complete && session.is_seller && session.email == SELLER);
        let buyer = Browser::signed_in(&world, BUYER).await.call::<ReadSession>(&[], &Nothing {}).await;
        assert!(buyer.expect("read").expect("a session").is_buyer);
    })
    .await;
}

/// A passed-on link would beget others: the copy of what was written goes to the address that was typed, and opens
/// nothing there.
#[tokio::test]
async fn n8_what_somebody_types_as_its_address_opens_nothing() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (_, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let mut holder = Browser::by_mail(&world, SELLER).await;
        let (typed, own) = ("third@lurk.example", Some(SELLER));
        for sender in [Some(typed), own] {
            let new = NewMessage { sender: sender.map(str::to_owned), ..message("Ten.") };
            holder.call::<SendMessage>(&[id], &new).await.expect("sent");
        }
        let copy = world.mails_to(typed).await.remove(0);
        assert!(copy.text.contains("Ten.") && !copy.source.contains("/link#"), "{}", copy.source);
        assert!(copy.text.contains(&format!("/negotiations/{id}")), "{}", copy.text);
        let copy = world.mails_to(SELLER).await.pop().expect("its own copy");
        assert!(copy.text.contains("Ten.") && copy.text.contains("/link#"), "{}", copy.text);
    })
    .await;
}

#[tokio::test]
async fn signing_out_ends_the_session_everywhere() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        let mut copied = Browser::new(&world);
        copied.cookie = operator.cookie.clone();
        assert!(operator.call::<ReadSession>(&[], &Nothing {}).await.expect("read").is_some());
        operator.call::<SignOut>(&[], &Nothing {}).await.expect("signed out");
        assert_eq!(operator.cookie, None);
        let after = copied.call::<ReadSession>(&[], &Nothing {}).await;
        assert_eq!(after, Ok(None));
    })
    .await;
}

/// Also for a negotiation that the server remembers.
#[tokio::test]
async fn what_a_link_has_opened_ends_with_its_session() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (_, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        seller.call::<SendMessage>(&[id], &message("Ten.")).await.expect("its own");
        world.wait(Millis::days(30));
        let read = seller.call::<ReadThread>(&[id], &ThreadPart::default()).await;
        assert_eq!(read.map_err(|problem| problem.code), Err("not_signed_in".into()));
        let sent = seller.call::<SendMessage>(&[id], &message("Nine.")).await;
        assert_eq!(sent.map_err(|problem| problem.code), Err("not_signed_in".into()));
    })
    .await;
}

#[tokio::test]
async fn a_session_ends_after_thirty_days_and_its_cookie_is_out_of_reach() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let code = code_for(&world, OPERATOR).await;
        let mut operator = Browser::new(&world);
        let credentials = Credentials { email: OPERATOR.into(), code, language: None };
        let raw = operator.ask::<SignIn>(&[], &credentials).await;
        let cookie = raw.headers["set-cookie"].to_str().expect("text");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        assert_eq!(raw.headers["cache-control"], "no-store");
        world.wait(Millis::days(30));
        let after = operator.call::<ReadSession>(&[], &Nothing {}).await;
        assert_eq!(after, Ok(None));
    })
    .await;
}
