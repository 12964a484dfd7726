//! N8: from which address somebody writes, and when it must be typed. And in which language it is written to.

use crate::story::{ask, message};
use crate::support::browser::Browser;
use crate::support::on_both;
use crate::support::world::{AREA_MANAGER, BUYER, OPERATOR, SELLER, WORLDWIDE, World, fresh, token};
use shared::actor::Actor;
use shared::aggregate::Envelope;
use shared::api::negotiations::*;
use shared::api::sessions::{LinkToken, OpenLink, ReadIn, ReaderLanguage};
use shared::api::writing::{HoldMessage, NewHeld, ReadSender, SenderOf, Writing};
use shared::language::Language;
use shared::network;
use shared::seller;

async fn known(browser: &mut Browser<'_>, id: &str) -> Option<String> {
    browser.call::<ReadSender>(&[id], &SenderOf::default()).await.expect("its own").address
}

/// Writes, with what is typed as the sender; the code and the field of the refusal, if there is one.
async fn write(
    browser: &mut Browser<'_>,
    id: &str,
    typed: Option<&str>,
) -> Result<(), (String, Option<String>)> {
    let new = NewMessage { sender: typed.map(str::to_owned), ..message("Ten.") };
    let sent = browser.call::<SendMessage>(&[id], &new).await;
    sent.map(drop).map_err(|problem| (problem.code, problem.field))
}

fn refused(code: &str) -> Result<(), (String, Option<String>)> {
    Err((code.to_owned(), Some("sender".to_owned())))
}

/// Who wrote last.
async fn writer(world: &World, id: &str) -> Option<String> {
    let loaded = world.desk.negotiations.load(id).await.expect("it is stored");
    let said = loaded.state.history.iter().rev().find_map(|fact| fact.event.said()).expect("somebody wrote");
    said.sender.as_ref().map(ToString::to_string)
}

/// What the mail room reports of the seller's address.
async fn report(world: &World, command: seller::Command) {
    let (id, at) = (fresh("report").into(), world.desk.clock.now());
    let envelope = Envelope { id, at, actor: Actor::System, command };
    world.desk.administer(&world.desk.sellers, "s-lyon", &envelope).await.expect("it is noted");
}

#[tokio::test]
async fn n8_whoever_opens_a_link_that_was_opened_elsewhere_types_its_address() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (_, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let mut first = Browser::by_mail(&world, SELLER).await;
        assert_eq!(known(&mut first, id).await.as_deref(), Some(SELLER));
        let mut second = Browser::by_mail(&world, SELLER).await;
        assert_eq!(known(&mut second, id).await, None);
        assert_eq!(write(&mut second, id, None).await, refused("sender_missing"));
        assert_eq!(write(&mut second, id, Some("  ")).await, refused("sender_missing"));
        assert_eq!(write(&mut second, id, Some("third at lurk")).await, refused("sender_invalid"));
        let held = NewHeld {
            command: fresh("held").into(),
            writing: Writing { text: "Ten.".into(), ..Writing::default() },
        };
        let refusal = second.call::<HoldMessage>(&[id], &held).await.expect_err("nobody knows who writes");
        assert_eq!((refusal.code.as_str(), refusal.field.as_deref()), ("sender_missing", Some("sender")));
        assert_eq!(write(&mut second, id, Some("third@lurk.example")).await, Ok(()));
        assert_eq!(writer(&world, id).await.as_deref(), Some("third@lurk.example"));
        // A note to colleagues needs no address, and the first browser goes on as before.
        let note = NewNote { command: fresh("note").into(), text: "Mine.".into() };
        second.call::<AddInternalNote>(&[id], &note).await.expect("noted");
        assert_eq!(write(&mut first, id, None).await, Ok(()));
        assert_eq!(writer(&world, id).await.as_deref(), Some(SELLER));
        // Whoever has proved its address is asked nothing.
        let mut proved = Browser::signed_in(&world, SELLER).await;
        let link = world.mails_to(SELLER).await.into_iter().find(|mail| mail.source.contains("/link#"));
        let token = token(&link.expect("a mail with a link"));
        proved.call::<OpenLink>(&[], &LinkToken { token, language: None }).await.expect("it opens");
        assert_eq!(known(&mut proved, id).await.as_deref(), Some(SELLER));
    })
    .await;
}

#[tokio::test]
async fn n8_where_several_addresses_stand_for_one_whoever_came_from_the_list_types_its_own() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let both = format!("{WORLDWIDE},second@acme.example");
        world.network(network::Command::ChangeWorldwide { emails: both }).await;
        let copies = network::CopiesCard { area_manager: true, worldwide: true, ..Default::default() };
        world.network(network::Command::ChangeCopies(copies)).await;
        let (_, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let mut listed = Browser::signed_in(&world, WORLDWIDE).await;
        assert_eq!(known(&mut listed, id).await, None);
        assert_eq!(write(&mut listed, id, None).await, refused("sender_missing"));
        assert_eq!(write(&mut listed, id, Some("second@acme.example")).await, Ok(()));
        let mut by_link = Browser::by_mail(&world, "second@acme.example").await;
        assert_eq!(known(&mut by_link, id).await.as_deref(), Some("second@acme.example"));
        let mut alone = Browser::signed_in(&world, AREA_MANAGER).await;
        assert_eq!(known(&mut alone, id).await.as_deref(), Some(AREA_MANAGER));
    })
    .await;
}

#[tokio::test]
async fn n8_whose_address_came_back_types_one() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (_, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let mut manager = Browser::by_mail(&world, AREA_MANAGER).await;
        report(&world, seller::Command::NoteBounce { email: SELLER.into() }).await;
        world.network(network::Command::NoteBounce { email: AREA_MANAGER.into() }).await;
        for browser in [&mut seller, &mut manager] {
            assert_eq!(known(browser, id).await, None);
            assert_eq!(write(browser, id, None).await, refused("sender_missing"));
        }
        assert_eq!(write(&mut seller, id, Some("lyon.new@seller.example")).await, Ok(()));
        report(&world, seller::Command::NoteMended).await;
        assert_eq!(known(&mut seller, id).await.as_deref(), Some(SELLER));
    })
    .await;
}

/// N12: in its own language; until that is known, in the one that whoever brought it in speaks.
#[tokio::test]
async fn everybody_is_written_to_in_the_language_in_which_it_reads() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (_, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let colleague = "colleague@seller.example";
        let new = NewMessage { cc: Some(colleague.into()), ..message("Look.") };
        seller.call::<SendMessage>(&[id], &new).await.expect("sent");
        let language = |mail: &shared::api::operation::Mail| {
            let line = mail.source.lines().find(|line| line.starts_with("Content-Language:"));
            line.map(|line| line["Content-Language:".len()..].trim().to_owned())
        };
        let newest = async |email: &str| language(world.mails_to(email).await.last().expect("a mail"));
        assert_eq!(newest(colleague).await.as_deref(), Some("fr"));
        let mail = world.mails_to(colleague).await.remove(0);
        let body = LinkToken { token: token(&mail), language: Some(Language::Ja) };
        let mut reader = Browser::new(&world);
        reader.call::<OpenLink>(&[], &body).await.expect("it opens");
        // Whom it is passed on to does not choose for it.
        let body = LinkToken { language: Some(Language::Ru), ..body };
        let mut other = Browser::new(&world);
        other.call::<OpenLink>(&[], &body).await.expect("it opens");
        other.call::<ReadIn>(&[], &ReaderLanguage { language: Language::Zh }).await.expect("it may");
        let again = NewMessage { text: "Again.".into(), ..message("") };
        let mut buyer = Browser::by_mail(&world, BUYER).await;
        buyer.call::<SendMessage>(&[id], &again).await.expect("sent");
        assert_eq!(newest(colleague).await.as_deref(), Some("ja"));
        buyer.call::<ReadIn>(&[], &ReaderLanguage { language: Language::Pt }).await.expect("chosen");
        seller.call::<SendMessage>(&[id], &message("Well.")).await.expect("sent");
        assert_eq!(newest(BUYER).await.as_deref(), Some("pt"));
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        operator.call::<ReadIn>(&[], &ReaderLanguage { language: Language::De }).await.expect("chosen");
        let aside =
            NewMessage { audience: shared::negotiation::Audience::Operator, ..message("Is it serious?") };
        seller.call::<SendMessage>(&[id], &aside).await.expect("sent");
        assert_eq!(newest(OPERATOR).await.as_deref(), Some("de"));
    })
    .await;
}
