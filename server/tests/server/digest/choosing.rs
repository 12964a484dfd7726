//! Turning mails off by the link in them, and who may choose (RFC 8058, §6).

use super::{choose, digests, later, others};
use crate::rights::Cast;
use crate::story::{ask, message};
use crate::support::browser::{Browser, Raw};
use crate::support::on_both;
use crate::support::world::{AREA_MANAGER, SELLER, World};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use server::desk::Address;
use shared::api::Nothing;
use shared::api::mail_settings::*;
use shared::api::negotiations::SendMessage;
use shared::language::Language;
use shared::mail_settings::{MailSettings, Pace, Subscription};
use shared::time::Millis;

const FORM: &str = "application/x-www-form-urlencoded";
const ONE_CLICK: &str = "List-Unsubscribe=One-Click";

/// The code in the link that turns such mails off.
fn code(source: &str) -> String {
    let source = source.replace("\r\n ", " ");
    let (_, rest) = source.split_once("List-Unsubscribe: <").expect("the header");
    let link = rest.split('>').next().expect("its end");
    link.rsplit('/').next().expect("a code").to_owned()
}

/// What a mail program does when its reader presses "unsubscribe".
async fn press(world: &World, code: &str, kind: &str, body: &str) -> Raw {
    let request = Request::builder().method("POST").uri(one_click_url(code));
    let request = request.header(header::CONTENT_TYPE, kind);
    Browser::new(world).send(request, Body::from(body.to_owned())).await
}

async fn settings(browser: &mut Browser<'_>) -> MailSettings {
    browser.call::<ReadMailSettings>(&[], &Nothing {}).await.expect("its own")
}

/// R14: the copies stop, for this address alone, and come again when it wants them.
#[tokio::test]
async fn one_click_turns_copies_off_and_the_settings_turn_them_on() {
    on_both(async |scratch| {
        let secure = |desk: &mut server::desk::Desk| desk.address = Address::new("https://desk.example");
        let world = World::changed(scratch, secure).await;
        ask(&world, "word-first").await;
        let copy = others(&world, AREA_MANAGER).await.remove(0);
        assert!(copy.source.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{}", copy.source);
        let code = code(&copy.source);
        assert!(copy.text.contains(&format!("https://desk.example/unsubscribe/{code}")), "{}", copy.text);
        let mut manager = Browser::signed_in(&world, AREA_MANAGER).await;
        // Programs fetch every link: nothing follows from that.
        Browser::new(&world).get(&one_click_url(&code)).await;
        Browser::new(&world).ask::<ReadUnsubscription>(&[&code], &Nothing {}).await;
        assert_eq!(settings(&mut manager).await, MailSettings::default());
        for (kind, body) in [(FORM, ONE_CLICK), (FORM, ONE_CLICK)] {
            assert_eq!(press(&world, &code, kind, body).await.status, StatusCode::OK, "again does no harm");
            assert_eq!(
                settings(&mut manager).await,
                MailSettings { copies: false, ..MailSettings::default() }
            );
        }
        ask(&world, "word-second").await;
        assert_eq!(others(&world, AREA_MANAGER).await.len(), 1);
        assert_eq!(others(&world, "extra@acme.example").await.len(), 2, "others go on getting theirs");
        let all = NewMailSettings { settings: MailSettings::default(), language: Language::En };
        manager.call::<ChangeMailSettings>(&[], &all).await.expect("its own");
        ask(&world, "word-third").await;
        assert_eq!(others(&world, AREA_MANAGER).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn the_click_in_a_digest_stops_digests_and_forgets_what_waits() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        choose(&world, SELLER, Pace::Hourly).await;
        buyer.call::<SendMessage>(&[id], &message("word-one")).await.expect("its lane");
        later(&world, Millis::hours(1)).await;
        let code = code(&digests(&world, SELLER).await.remove(0).source);
        buyer.call::<SendMessage>(&[id], &message("word-two")).await.expect("its lane");
        world.work().await;
        let mut page = Browser::new(&world);
        let before = page.call::<ReadUnsubscription>(&[&code], &Nothing {}).await.expect("the code decides");
        assert_eq!(before, Unsubscription { subscription: Subscription::Digest, off: false });
        // As parts of a form, which RFC 8058 allows too.
        let parts =
            "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n";
        let pressed = press(&world, &code, "multipart/form-data; boundary=b", parts).await;
        assert_eq!(pressed.status, StatusCode::OK, "{}", pressed.text);
        let after = page.call::<Unsubscribe>(&[&code], &Nothing {}).await.expect("again does no harm");
        assert_eq!(after, Unsubscription { off: true, ..before });
        world.wait(Millis(1));
        let mut seller = Browser::signed_in(&world, SELLER).await;
        assert_eq!(settings(&mut seller).await.pace, Pace::Never);
        later(&world, Millis::hours(1)).await;
        assert_eq!(digests(&world, SELLER).await.len(), 1, "none came after it");
    })
    .await;
}

/// The link says nothing of the address, and what is no link of ours does nothing and tells nothing.
#[tokio::test]
async fn a_link_is_of_no_use_for_guessing() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        ask(&world, "How much?").await;
        let copy = others(&world, AREA_MANAGER).await.remove(0);
        let real = code(&copy.source);
        assert!(real.len() == 40 && real.bytes().all(|byte| byte.is_ascii_hexdigit()), "{real}");
        let other = others(&world, "extra@acme.example").await.remove(0);
        assert_ne!(real, code(&other.source), "each address has its own");
        let mut page = Browser::new(&world);
        let told = page.ask::<ReadUnsubscription>(&[&real], &Nothing {}).await.text;
        assert!(!told.contains('@'), "{told}");
        let changed = format!("0{}", &real[1..]);
        let changed = if changed == real { format!("1{}", &real[1..]) } else { changed };
        for wrong in [changed.as_str(), "none", AREA_MANAGER] {
            for raw in [
                press(&world, wrong, FORM, ONE_CLICK).await,
                page.ask::<ReadUnsubscription>(&[wrong], &Nothing {}).await,
                page.ask::<Unsubscribe>(&[wrong], &Nothing {}).await,
            ] {
                assert_eq!(raw.status, StatusCode::NOT_FOUND, "{wrong}: {}", raw.text);
            }
        }
        // What is no click changes nothing.
        assert_eq!(press(&world, &real, FORM, "List-Unsubscribe=No").await.status, StatusCode::BAD_REQUEST);
        let mut manager = Browser::signed_in(&world, AREA_MANAGER).await;
        assert_eq!(settings(&mut manager).await, MailSettings::default());
    })
    .await;
}

/// §6: a link opens a negotiation and no settings; whoever signed in has those of its own address.
#[tokio::test]
async fn every_role_reads_and_changes_the_settings_of_its_own_address_alone() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let Cast { mut people, .. } = Cast::new(&world).await;
        let unsubscribe = code(&others(&world, AREA_MANAGER).await.remove(0).source);
        for (role, browser) in &mut people {
            let settings = MailSettings { copies: false, ..MailSettings::default() };
            let change = NewMailSettings { settings, language: Language::En };
            let before = browser.ask::<ReadMailSettings>(&[], &Nothing {}).await;
            let changed = browser.ask::<ChangeMailSettings>(&[], &change).await;
            // These two signed in; all others came by links, or not at all.
            let expected = if "MO".contains(*role) { StatusCode::OK } else { StatusCode::UNAUTHORIZED };
            assert_eq!((before.status, changed.status), (expected, expected), "{role}: {}", changed.text);
            if expected == StatusCode::OK {
                let usual = serde_json::to_string(&MailSettings::default()).expect("plain data");
                assert_eq!(before.text, usual, "nobody's change is another's: {role}");
            }
            // Here the code decides, whoever has it.
            let read = browser.ask::<ReadUnsubscription>(&[&unsubscribe], &Nothing {}).await;
            assert_eq!(read.status, StatusCode::OK, "{role}: {}", read.text);
            let pressed = browser.ask::<Unsubscribe>(&[&unsubscribe], &Nothing {}).await;
            assert_eq!(pressed.status, StatusCode::OK, "{role}: {}", pressed.text);
        }
    })
    .await;
}
