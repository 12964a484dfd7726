//! A seller says when it is there; those who wait for its answer read it, and no clock looks at it (S6).

use crate::rights::to;
use crate::story::ask;
use crate::support::browser::Browser;
use crate::support::on_both;
use crate::support::world::{AREA_MANAGER, OPERATOR, SELLER, USER, World, fresh};
use axum::http::StatusCode;
use shared::api::Nothing;
use shared::api::negotiations::*;
use shared::api::sellers::*;
use shared::seller::{BusinessHours, Opening};

const CO_MANUFACTURER: &str = "xm@colleague.example";

fn weekdays(until: u16) -> BusinessHours {
    let mut week = [Some(Opening { from: 480, until }); 7];
    (week[5], week[6]) = (None, None);
    BusinessHours { zone: "Europe/Paris".into(), week }
}

fn new(hours: Option<BusinessHours>) -> NewHours {
    NewHours { command: fresh("c").into(), hours }
}

#[tokio::test]
async fn s6_a_seller_says_when_it_is_there_and_those_who_wait_read_it() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "word-inquiry").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::signed_in(&world, SELLER).await;
        let own = seller.call::<ListOwnHours>(&[], &Nothing {}).await.expect("its own");
        assert!(own.len() == 1 && own[0].seller.as_str() == "s-lyon" && own[0].hours.is_none(), "{own:?}");

        let said = seller.call::<ChangeHours>(&["s-lyon"], &new(Some(weekdays(1020)))).await;
        assert_eq!(said.expect("its own").hours, Some(weekdays(1020)));
        let read = buyer.call::<ReadHours>(&[id], &Nothing {}).await.expect("it waits for an answer");
        assert_eq!(read, Some(weekdays(1020)));
        let wrong = seller.ask::<ChangeHours>(&["s-lyon"], &new(Some(weekdays(480)))).await;
        let problem = wrong.problem();
        assert_eq!((problem.code.as_str(), problem.field.as_deref()), ("hours_reversed", Some("week.0")));
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);

        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        operator.call::<ChangeHours>(&["s-lyon"], &new(None)).await.expect("the operator may");
        assert_eq!(buyer.call::<ReadHours>(&[id], &Nothing {}).await.expect("it may ask"), None);
    })
    .await;
}

#[tokio::test]
async fn nobody_else_changes_or_reads_them() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (buyer, receipt) = ask(&world, "word-inquiry").await;
        let id = receipt.negotiation.as_str();
        // By the link of its mail it opens one negotiation: settings are for who signs in.
        let linked = Browser::by_mail(&world, SELLER).await;
        let mut seller = Browser::signed_in(&world, SELLER).await;
        seller.call::<ChangeHours>(&["s-lyon"], &new(Some(weekdays(1020)))).await.expect("its own");
        let mut manager = Browser::by_mail(&world, AREA_MANAGER).await;
        manager.call::<AddCc>(&[id], &to(CO_MANUFACTURER, None)).await.expect("V1");
        let co_manufacturer = Browser::by_mail(&world, CO_MANUFACTURER).await;
        let other = Browser::signed_in(&world, "paris@seller.example").await;
        let house = Browser::signed_in(&world, USER).await;
        let nobody = Browser::new(&world);
        let everybody = [
            (buyer, 200, true),
            (linked, 200, true),
            (manager, 200, true),
            (house, 200, true),
            (co_manufacturer, 200, false),
            (other, 404, false),
            (nobody, 401, false),
        ];
        for (at, (mut browser, status, reads)) in everybody.into_iter().enumerate() {
            let read = browser.ask::<ReadHours>(&[id], &Nothing {}).await;
            let found = (read.status.as_u16(), read.text.contains("Europe/Paris"));
            assert_eq!(found, (status, reads), "{at}: {}", read.text);
            let changed = browser.ask::<ChangeHours>(&["s-lyon"], &new(None)).await.status;
            assert!(matches!(changed.as_u16(), 401 | 404), "{at}: {changed}");
            let own = browser.ask::<ListOwnHours>(&[], &Nothing {}).await;
            assert!(!own.text.contains("Europe/Paris"), "{at}: {}", own.text);
        }
    })
    .await;
}
