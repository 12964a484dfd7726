//! Mails that come back, what follows from it, and how long mails are kept (R5, R20).

use crate::arriving::{mail, page, relay};
use crate::story::ask;
use crate::support::browser::Browser;
use crate::support::on_both;
use crate::support::post::{bring, return_path, sorted};
use crate::support::world::{AREA_MANAGER, BUYER, HOUSE, OPERATOR, SELLER, USER, WORLDWIDE, World};
use server::mailroom::outgoing;
use shared::api::Nothing;
use shared::api::operation::{
    ListMails, ListUnreachable, MailState, MendAddress, MendedAddress, ReadNetwork,
};
use shared::network;
use shared::time::Millis;
use shared::view::{Content, Page, Role};

/// What a mail server writes about a mail that it could not deliver.
fn report(to: &str, status: &str, action: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mta.example\nSubject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n\n--b\n\
         Content-Type: text/plain\n\nI could not deliver it.\n\n--b\nContent-Type: message/delivery-status\n\n\
         Reporting-MTA: dns; mta.example\n\nFinal-Recipient: rfc822; {to}\nAction: {action}\nStatus: {status}\n\
         Diagnostic-Code: smtp; 550 {status} no\n\n--b--\n"
    )
}

#[tokio::test]
async fn r5_an_address_that_is_gone_takes_no_further_inquiries() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let sent = world.mails_to(SELLER).await.remove(0);
        let back = return_path(&world, &sent).await;
        let lines = bring(&world, "", &back, &report(SELLER, "5.7.1", "failed")).await;
        assert_eq!(lines[0].why.as_deref(), Some("temporary"), "it says nothing of the address");
        assert_eq!(ask(&world, "And now?").await.1.recipient_name, "Seller Lyon", "nothing is known yet");
        bring(&world, "", &back, &report(SELLER, "5.1.1", "failed")).await;
        world.work().await;
        assert_ne!(ask(&world, "And now?").await.1.recipient_name, "Seller Lyon", "R5");
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        let mails = operator.call::<ListMails>(&[], &Nothing {}).await.expect("a list");
        let line = mails.iter().find(|line| line.id == sent.line.id).expect("it is still there");
        assert_eq!(line.state, MailState::Failed);
        assert!(line.problem.as_deref().is_some_and(|problem| problem.contains("5.1.1")), "{line:?}");
        let failed = |page: &Page| page.entries.iter().any(|entry| entry.content == Content::DeliveryFailed);
        let id = receipt.negotiation.as_str();
        assert!(failed(&page(&mut operator, id).await) && !failed(&page(&mut buyer, id).await));
    })
    .await;
}

#[tokio::test]
async fn mails_are_forgotten_after_ninety_days() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        ask(&world, "How much?").await;
        let to = relay(&world, SELLER).await;
        bring(&world, SELLER, &to, &mail(SELLER, "1", "42 euros.")).await;
        bring(&world, "x@elsewhere.example", &to, &mail("x@elsewhere.example", "2", "Hello")).await;
        let receipt = world.mails_to(BUYER).await.remove(0).line.id;
        for (days, left) in [(89, (2, true)), (2, (0, false))] {
            world.wait(Millis::days(days));
            let now = world.desk.clock.now();
            world.desk.database.write(move |open| server::mailroom::sweep(open, now)).await.expect("swept");
            let wanted = receipt.clone();
            let read = move |open: &mut dyn server::store::Transaction| outgoing::one(open, &wanted);
            let sent = world.desk.database.read(read).await.expect("mails can be read").is_some();
            assert_eq!((sorted(&world).await.len(), sent), left, "after {days} more days");
        }
    })
    .await;
}

/// R5, R20: the network page shows whose mails come back; whoever signs in with a code gets mails again.
#[tokio::test]
async fn r5_the_network_shows_which_addresses_are_gone_until_they_are_heard_of() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        ask(&world, "How much?").await;
        for address in [SELLER, AREA_MANAGER] {
            let sent = world.mails_to(address).await.remove(0);
            bring(&world, "", &return_path(&world, &sent).await, &report(address, "5.1.1", "failed")).await;
        }
        world.work().await;
        let mut user = Browser::signed_in(&world, USER).await;
        let gone = async |user: &mut Browser<'_>| {
            let network = user.call::<ReadNetwork>(&[HOUSE], &Nothing {}).await.expect("its own");
            let sellers = network.members.into_iter().filter(|member| member.bouncing);
            (network.bouncing, sellers.map(|member| member.email).collect::<Vec<_>>())
        };
        assert_eq!(gone(&mut user).await, (vec![AREA_MANAGER.to_owned()], vec![SELLER.to_owned()]));
        for address in [SELLER, AREA_MANAGER] {
            Browser::signed_in(&world, address).await;
        }
        assert_eq!(gone(&mut user).await, (Vec::new(), Vec::new()));
    })
    .await;
}

/// R5: the operator sees whose mails come back, the worldwide contact's first, and says when they arrive again.
#[tokio::test]
async fn r5_the_operator_has_the_list_of_the_addresses_that_are_gone() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        world.network(network::Command::ChangeCopies(copies_to_all())).await;
        ask(&world, "How much?").await;
        for address in [SELLER, AREA_MANAGER, WORLDWIDE] {
            let sent = world.mails_to(address).await.remove(0);
            bring(&world, "", &return_path(&world, &sent).await, &report(address, "5.1.1", "failed")).await;
        }
        world.work().await;
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        let lines = operator.call::<ListUnreachable>(&[], &Nothing {}).await.expect("the operator's");
        let told: Vec<_> =
            lines.iter().map(|line| (line.role, line.email.as_str(), line.name.as_str())).collect();
        let expected = [
            (Role::Worldwide, WORLDWIDE, "Acme"),
            (Role::AreaManager, AREA_MANAGER, "Acme"),
            (Role::Primary, SELLER, "Seller Lyon"),
        ];
        assert_eq!(told, expected);
        let report = server::rebuild::rebuild(&world.desk.database).await.expect("it can be made again");
        assert!(report.nothing_changed(), "{report:?}");
        let mended = MendedAddress { email: WORLDWIDE.into() };
        let mut user = Browser::signed_in(&world, USER).await;
        for raw in
            [user.ask::<ListUnreachable>(&[], &Nothing {}).await, user.ask::<MendAddress>(&[], &mended).await]
        {
            assert_eq!(raw.status, 404, "{}", raw.text);
        }
        let left = operator.call::<MendAddress>(&[], &mended).await.expect("the operator's word");
        let left: Vec<_> = left.iter().map(|line| line.email.as_str()).collect();
        assert_eq!(left, [AREA_MANAGER, SELLER]);
        let network = user.call::<ReadNetwork>(&[HOUSE], &Nothing {}).await.expect("its own");
        assert_eq!(network.bouncing, [AREA_MANAGER]);
    })
    .await;
}

fn copies_to_all() -> network::CopiesCard {
    network::CopiesCard { area_manager: true, worldwide: true, ..network::CopiesCard::default() }
}

/// R5: a mailbox that is full for a while is not gone; the page and the operator see the difference, and the clock ends it.
#[tokio::test]
async fn r5_what_is_put_off_again_and_again_counts_until_there_is_quiet() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (_, receipt) = ask(&world, "How much?").await;
        let mut user = Browser::signed_in(&world, USER).await;
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        let sent = world.mails_to(SELLER).await.remove(0);
        let back = return_path(&world, &sent).await;
        let failed = |page: &Page| page.entries.iter().any(|entry| entry.content == Content::DeliveryFailed);
        let reports = [
            ("4.4.1", "delayed", MailState::Delayed),
            ("4.2.2", "delayed", MailState::Delayed),
            ("5.2.2", "failed", MailState::Failed),
        ];
        for (number, (status, action, state)) in reports.into_iter().enumerate() {
            assert_eq!(ask(&world, "And now?").await.1.recipient_name, "Seller Lyon", "after {number}");
            world.wait(Millis::hours(5));
            let told = format!("X-Number: {number}\n{}", report(SELLER, status, action));
            let lines = bring(&world, "", &back, &told).await;
            assert!(lines.iter().all(|line| line.why.as_deref() == Some("put_off")), "{lines:?}");
            world.work().await;
            let mails = operator.call::<ListMails>(&[], &Nothing {}).await.expect("a list");
            let line = mails.iter().find(|line| line.id == sent.line.id).expect("it is still there");
            assert_eq!(line.state, state, "{line:?}");
            let page = page(&mut operator, receipt.negotiation.as_str()).await;
            assert_eq!(failed(&page), state == MailState::Failed, "what is delayed may still arrive");
        }
        world.wait(Millis::minutes(2));
        let until = async |user: &mut Browser<'_>| {
            let network = user.call::<ReadNetwork>(&[HOUSE], &Nothing {}).await.expect("its own");
            let lyon = network.members.into_iter().find(|member| member.email == SELLER).expect("a member");
            assert!(!lyon.bouncing, "it is not gone");
            lyon.put_off_until.inspect(|_| assert!(!lyon.available))
        };
        assert!(until(&mut user).await.is_some());
        assert_ne!(ask(&world, "And now?").await.1.recipient_name, "Seller Lyon", "R5");
        world.wait(Millis::days(3));
        assert_eq!(until(&mut user).await, None);
        assert_eq!(
            ask(&world, "And now?").await.1.recipient_name,
            "Seller Lyon",
            "nobody had to do anything"
        );
    })
    .await;
}

/// R5: a report that does not come the way back, or is about another address, could be anybody's.
#[tokio::test]
async fn r5_a_forged_report_is_not_believed() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        ask(&world, "How much?").await;
        let to = relay(&world, SELLER).await;
        let back = return_path(&world, &world.mails_to(SELLER).await[0]).await;
        bring(&world, "", &to, &report(SELLER, "5.1.1", "failed")).await;
        bring(&world, "", &back, &report("colleague@seller.example", "5.1.1", "failed")).await;
        bring(&world, "", &back, &report(SELLER, "5.1.8", "failed")).await;
        world.work().await;
        assert_eq!(ask(&world, "And now?").await.1.recipient_name, "Seller Lyon");
    })
    .await;
}
