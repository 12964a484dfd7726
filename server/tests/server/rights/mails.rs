//! Words that come by mail, and who may look into the mail room.

use super::Cast;
use crate::support::browser::{Browser, Raw};
use crate::support::on_both;
use crate::support::post::{bring, reply_address};
use crate::support::world::{AREA_MANAGER, SELLER, World};
use axum::http::StatusCode;
use shared::api::Nothing;
use shared::api::mail_settings::ReadMailSettings;
use shared::api::operation::*;

/// What each side says by mail, a machine, and somebody who has no part in it.
pub async fn mailed(world: &World) {
    let relays = |mails: Vec<Mail>| mails.iter().map(reply_address).collect::<Vec<_>>();
    let of_seller = relays(world.mails_to(SELLER).await);
    let of_manager = relays(world.mails_to(AREA_MANAGER).await);
    let (own, to_operator) = (&of_seller[0], of_seller.last().expect("the operator's word"));
    assert_ne!(own, to_operator, "an answer to the operator goes elsewhere");
    for (from, to, text, machine) in [
        (SELLER, own, "word-mailed-by-seller", false),
        (AREA_MANAGER, &of_manager[0], "word-mailed-by-manager", false),
        (SELLER, to_operator, "word-mailed-to-operator", false),
        (SELLER, own, "word-of-a-machine", true),
        ("stranger@elsewhere.example", own, "word-of-a-stranger", false),
    ] {
        let automatic = if machine { "Auto-Submitted: auto-replied\n" } else { "" };
        let raw = format!("{automatic}From: {from}\nMessage-ID: <{text}@mta.example>\n\n{text}\n");
        bring(world, from, to, &raw).await;
    }
}

#[tokio::test]
async fn the_mail_room_is_the_operators_alone() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let Cast { mut people, .. } = Cast::new(&world).await;
        let (_, operator) = people.iter_mut().find(|(role, _)| *role == 'O').expect("one of them");
        let mail = operator.call::<ListMails>(&[], &Nothing {}).await.expect("its own").remove(0).id;
        let arrival = operator.call::<ListArrivals>(&[], &Nothing {}).await.expect("its own").remove(0).id;
        let relay = reply_address(&world.mails_to(SELLER).await[0]);
        for (role, browser) in &mut people {
            let answers = [
                browser.ask::<ListMails>(&[], &Nothing {}).await,
                browser.ask::<ReadMail>(&[&mail], &Nothing {}).await,
                browser.ask::<RetryMail>(&[&mail], &Nothing {}).await,
                browser.ask::<ListArrivals>(&[], &Nothing {}).await,
                browser.ask::<ReadArrival>(&[&arrival], &Nothing {}).await,
                browser.ask::<ReleaseArrival>(&[&arrival], &Nothing {}).await,
                browser.ask::<ListMailKinds>(&["en"], &Nothing {}).await,
                browser.ask::<ReadMailKind>(&["en", "quote"], &Nothing {}).await,
                browser
                    .get(&MAIL_KIND_PAGE_PATH.replace("{language}", "en").replace("{kind}", "quote"))
                    .await,
                browser.ask::<RetryArrival>(&[&arrival], &Nothing {}).await,
                browser.ask::<DiscardArrival>(&[&arrival], &Discard { reason: "Spam".into() }).await,
                browser.ask::<RevokeRelay>(&[&relay], &Nothing {}).await,
            ];
            let expected = match role {
                'O' => StatusCode::OK,
                _ if browser.cookie.is_none() => StatusCode::UNAUTHORIZED,
                _ => StatusCode::NOT_FOUND,
            };
            for (at, answer) in answers.iter().enumerate() {
                assert_eq!(answer.status, expected, "address {at} before {role}: {}", answer.text);
            }
        }
    })
    .await;
}

/// The post, as far as a visitor may look at it.
pub async fn read(browser: &mut Browser<'_>) -> Vec<Raw> {
    let mut texts = vec![
        browser.ask::<ListMails>(&[], &Nothing {}).await,
        browser.ask::<ListArrivals>(&[], &Nothing {}).await,
        browser.ask::<ListUnreachable>(&[], &Nothing {}).await,
        browser.ask::<ListMailKinds>(&["en"], &Nothing {}).await,
        browser.ask::<ReadMailSettings>(&[], &Nothing {}).await,
    ];
    if let Ok(mails) = browser.call::<ListMails>(&[], &Nothing {}).await {
        for mail in mails {
            texts.push(browser.ask::<ReadMail>(&[&mail.id], &Nothing {}).await);
        }
    }
    if let Ok(arrivals) = browser.call::<ListArrivals>(&[], &Nothing {}).await {
        for arrival in arrivals {
            texts.push(browser.ask::<ReadArrival>(&[&arrival.id], &Nothing {}).await);
        }
    }
    texts
}
