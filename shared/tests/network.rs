//! Stories of a network: who may change what (R10, R14, R16–R18, R20).

#[cfg(all(test, target_arch = "wasm32"))]
#[macro_use(test)]
extern crate wasm_tests;

use shared::actor::Actor;
use shared::ids::Email;
use shared::network::{Area, AreaManager, AreaManagerCard, Command, CopiesCard, CopySettings, Event};
use shared::network::{NetworkState, SILENCE_LIMIT_HOURS};
use shared::testing::{NOON, Story, given};
use shared::time::Millis;
use std::collections::BTreeSet;

fn email(text: &str) -> Email {
    Email::parse(text).expect("an address")
}

fn founded() -> Event {
    let worldwide = vec![email("sales@acme.example")];
    Event::Founded { manufacturer: "acme".into(), name: "Acme".into(), worldwide }
}

fn acme() -> Story<NetworkState> {
    given([founded()])
}

fn itself() -> Actor {
    Actor::Manufacturer("acme".into())
}

fn add(seller: &str) -> Command {
    Command::AddMember { seller: seller.into() }
}

fn remove(seller: &str) -> Command {
    Command::RemoveMember { seller: seller.into() }
}

fn add_partner(seller: &str) -> Command {
    Command::AddPartner { seller: seller.into(), why: "It sells your presses.".into() }
}

fn partner_added(seller: &str) -> Event {
    Event::PartnerAdded { seller: seller.into(), why: "It sells your presses.".into() }
}

fn areas(codes: &[&str]) -> BTreeSet<Area> {
    codes.iter().map(|code| Area::try_from((*code).to_owned()).expect("an area")).collect()
}

fn card(id: &str, emails: &str, codes: &[&str]) -> AreaManagerCard {
    let (name, emails) = (format!("Manager {id}"), emails.to_owned());
    AreaManagerCard { id: id.into(), name, emails, areas: areas(codes) }
}

fn manager(id: &str, codes: &[&str]) -> AreaManager {
    let areas = areas(codes).into_iter().collect();
    AreaManager { id: id.into(), name: format!("Manager {id}"), emails: vec![email("a@x.example")], areas }
}

#[test]
fn a_network_is_founded_once_by_the_manufacturer_or_the_operator() {
    let found = |emails: &str| Command::Found {
        manufacturer: "acme".into(),
        name: " Acme ".into(),
        worldwide: emails.into(),
    };
    for actor in [itself(), Actor::Operator, Actor::System] {
        given::<NetworkState>([])
            .when(actor.clone(), add("s1"))
            .refused("network_not_founded", None)
            .when(actor.clone(), found("sales@acme.example"))
            .then([founded()])
            .when(actor, found("sales@acme.example"))
            .refused("network_already_founded", None);
    }
    given::<NetworkState>([]).when(itself(), found("")).refused("email_missing", Some("worldwide"));
}

#[test]
fn nobody_else_changes_a_network() {
    for actor in [Actor::Manufacturer("other".into()), Actor::Seller("s1".into())] {
        for command in [add("s1"), Command::ChangeCopies(CopiesCard::default()), remove("s1")] {
            acme().when(actor.clone(), command).refused("only_the_manufacturer_or_operator", None);
        }
    }
}

#[test]
fn products_and_stands_have_a_name_and_an_id_of_their_own() {
    let product = |name: &str, description: &str| Command::AddProduct {
        id: "p1".into(),
        name: name.into(),
        description: description.into(),
    };
    let stand = || Command::OpenStand { id: "t1".into(), marketplace: "industry".into(), name: "A".into() };
    acme()
        .when(itself(), product("", ""))
        .refused("text_missing", Some("name"))
        .when(itself(), product("Press", &"x".repeat(5_001)))
        .refused("text_too_long", Some("description"))
        .when(itself(), product("Press", "Strong.\nQuiet."))
        .then([Event::ProductAdded {
            id: "p1".into(),
            name: "Press".into(),
            description: "Strong.\nQuiet.".into(),
        }])
        .when(itself(), product("Press", ""))
        .refused("product_exists", Some("id"))
        .when(itself(), stand())
        .then([Event::StandOpened { id: "t1".into(), marketplace: "industry".into(), name: "A".into() }])
        .when(itself(), stand())
        .refused("stand_exists", Some("id"));
}

#[test]
fn users_are_invited_once() {
    let invite = |text: &str| Command::InviteUser { email: text.into() };
    acme()
        .when(itself(), invite("ann@acme.example"))
        .then([Event::UserInvited { email: email("ann@acme.example") }])
        .when(Actor::Operator, invite("Ann@acme.example"))
        .then([])
        .when(itself(), invite("ann"))
        .refused("email_invalid", Some("email"));
}

#[test]
fn r17_the_manufacturer_links_and_unlinks_its_sellers() {
    acme()
        .when(itself(), remove("s1"))
        .refused("not_member", None)
        .when(itself(), add("s1"))
        .then([Event::MemberAdded { seller: "s1".into() }])
        .when(itself(), add("s1"))
        .refused("already_member", Some("seller"))
        .when(itself(), remove("s1"))
        .then([Event::MemberRemoved { seller: "s1".into() }])
        .when(itself(), add("s1"))
        .then([Event::MemberAdded { seller: "s1".into() }]);
}

#[test]
fn r16_only_the_operator_adds_and_removes_a_partner() {
    acme()
        .when(itself(), add_partner("s1"))
        .refused("only_the_operator", None)
        .when(Actor::System, add_partner("s1"))
        .refused("only_the_operator", None)
        .when(Actor::Operator, Command::AddPartner { seller: "s1".into(), why: " ".into() })
        .refused("text_missing", Some("why"))
        .when(Actor::Operator, add_partner("s1"))
        .then([partner_added("s1")])
        .when(itself(), remove("s1"))
        .refused("partner_stays", None)
        .when(itself(), add("s1"))
        .refused("already_member", Some("seller"))
        .when(Actor::Operator, remove("s1"))
        .then([Event::MemberRemoved { seller: "s1".into() }]);
}

#[test]
fn r16_a_member_that_the_programme_takes_over_stays() {
    acme()
        .when(itself(), add("s1"))
        .then([Event::MemberAdded { seller: "s1".into() }])
        .when(Actor::Operator, add_partner("s1"))
        .then([partner_added("s1")])
        .when(Actor::Operator, add_partner("s1"))
        .then([])
        .when(itself(), remove("s1"))
        .refused("partner_stays", None);
}

#[test]
fn r10_an_area_that_another_has_is_refused_naming_the_other() {
    let story = acme()
        .when(itself(), Command::AddAreaManager(card("am1", "a@x.example", &["FR", "continent:EU"])))
        .then([Event::AreaManagerAdded(manager("am1", &["FR", "continent:EU"]))])
        // A country beside the continent it lies in is another entry.
        .when(itself(), Command::AddAreaManager(card("am2", "a@x.example", &["DE"])))
        .then([Event::AreaManagerAdded(manager("am2", &["DE"]))])
        .when(itself(), Command::AddAreaManager(card("am3", "a@x.example", &["IT", "continent:EU"])))
        .refused("area_taken", Some("areas"))
        .when(itself(), Command::ChangeAreaManager(card("am2", "a@x.example", &["FR", "DE"])))
        .refused("area_taken", Some("areas"))
        .when(itself(), Command::RemoveAreaManager { id: "am1".into() })
        .then([Event::AreaManagerRemoved { id: "am1".into() }])
        .when(itself(), Command::ChangeAreaManager(card("am2", "a@x.example", &["FR", "DE"])))
        .then([Event::AreaManagerChanged(manager("am2", &["FR", "DE"]))]);
    assert_eq!(
        story.state().manufacturer.as_ref().map(|m| m.area_managers.clone()),
        Some(vec![manager("am2", &["FR", "DE"])])
    );
}

#[test]
fn r10_the_refusal_names_the_other_area_manager() {
    use shared::aggregate::{Aggregate, Envelope};
    let first = Event::AreaManagerAdded(manager("am1", &["FR"]));
    let story = given::<NetworkState>([founded(), first]);
    let command = Command::AddAreaManager(card("am2", "a@x.example", &["FR"]));
    let envelope = Envelope { id: "c1".into(), at: NOON, actor: Actor::Operator, command };
    let refusal = story.state().decide(&envelope).expect_err("the area is taken");
    assert!(refusal.to_string().contains("FR") && refusal.to_string().contains("Manager am1"));
}

#[test]
fn area_managers_are_checked_field_by_field() {
    let add = Command::AddAreaManager;
    let nameless = AreaManagerCard { name: " ".into(), ..card("am1", "a@x.example", &["FR"]) };
    acme()
        .when(itself(), add(card("am1", "a@x.example", &[])))
        .refused("areas_missing", Some("areas"))
        .when(itself(), add(card("am1", "a@x.example, b@x.example", &["FR"])))
        .refused("email_space", Some("emails"))
        .when(itself(), add(nameless))
        .refused("text_missing", Some("name"))
        .when(itself(), Command::ChangeAreaManager(card("am1", "a@x.example", &["FR"])))
        .refused("area_manager_unknown", None)
        .when(itself(), Command::RemoveAreaManager { id: "am1".into() })
        .refused("area_manager_unknown", None)
        .when(itself(), add(card("am1", "a@x.example", &["FR"])))
        .then([Event::AreaManagerAdded(manager("am1", &["FR"]))])
        .when(itself(), add(card("am1", "a@x.example", &["DE"])))
        .refused("area_manager_exists", Some("id"))
        .when(itself(), Command::ChangeAreaManager(card("am1", "a@x.example", &["FR"])))
        .then([]);
}

#[test]
fn r20_the_worldwide_contact_changes_but_never_goes() {
    let change = |text: &str| Command::ChangeWorldwide { emails: text.into() };
    let both = vec![email("a@x.example"), email("b@x.example")];
    acme()
        .when(itself(), change(""))
        .refused("email_missing", Some("emails"))
        .when(itself(), change("a@x.example,b@x.example"))
        .then([Event::WorldwideChanged { emails: both }])
        .when(itself(), change("a@x.example,b@x.example"))
        .then([]);
}

#[test]
fn r14_copies_are_nobody_unless_chosen() {
    let card = CopiesCard { worldwide: true, extra: "boss@acme.example".into(), ..CopiesCard::default() };
    let copies =
        CopySettings { worldwide: true, extra: vec![email("boss@acme.example")], ..CopySettings::default() };
    let spaced = CopiesCard { extra: " ".into(), ..CopiesCard::default() };
    acme()
        .when(itself(), Command::ChangeCopies(CopiesCard::default()))
        .then([])
        .when(itself(), Command::ChangeCopies(spaced))
        .refused("email_space", Some("extra"))
        .when(itself(), Command::ChangeCopies(card))
        .then([Event::CopiesChanged(copies)]);
}

#[test]
fn r18_the_silence_rule_is_off_unless_chosen() {
    let change = |offer_after_hours| Command::ChangeSilenceRule { offer_after_hours };
    let field = Some("offer_after_hours");
    acme()
        .when(itself(), change(None))
        .then([])
        .when(itself(), change(Some(0)))
        .refused("silence_out_of_range", field)
        .when(itself(), change(Some(SILENCE_LIMIT_HOURS + 1)))
        .refused("silence_out_of_range", field)
        .when(itself(), change(Some(72)))
        .then([Event::SilenceRuleChanged { offer_after_hours: Some(72) }])
        .when(itself(), change(None))
        .then([Event::SilenceRuleChanged { offer_after_hours: None }]);
}

/// N12, R20: the mail room reports it; those whom it concerns do not, and strangers' addresses change nothing.
#[test]
fn n12_an_address_is_gone_until_mails_arrive_again() {
    let (gone, mended) = (
        || Command::NoteBounce { email: "sales@acme.example".into() },
        || Command::NoteMended { email: "sales@acme.example".into() },
    );
    let bounced = Event::AddressBounced { email: email("sales@acme.example") };
    let story = acme().when(Actor::System, mended()).then([]);
    let story = story.when(Actor::System, gone()).then([bounced]);
    let story = story.when(Actor::System, gone()).then([]);
    let stranger = Command::NoteBounce { email: "x@elsewhere.example".into() };
    let story = story.when(Actor::System, stranger).then([]);
    let story = story
        .when(Actor::System, mended())
        .then([Event::AddressMended { email: email("sales@acme.example") }]);
    story.when(itself(), gone()).refused("only_the_manufacturer_or_operator", None);
}

/// R5, R20.
#[test]
fn r5_mails_that_are_put_off_are_noted_once_an_hour_until_mails_arrive_again() {
    let address = || email("sales@acme.example");
    let put_off = || Command::NotePutOff { email: address().to_string() };
    let noted = |at| Event::MailPutOff { email: address(), at };
    let story = acme().when(Actor::System, put_off()).then([noted(NOON)]);
    let story = story.after(Millis::minutes(59)).when(Actor::System, put_off()).then([]);
    let story = story.after(Millis::minutes(1)).when(Actor::System, put_off());
    let story = story.then([noted(NOON + Millis::hours(1))]);
    let stranger = Command::NotePutOff { email: "x@elsewhere.example".into() };
    let story = story.when(Actor::System, stranger).then([]);
    let mended = Command::NoteMended { email: address().to_string() };
    let story = story.when(Actor::System, mended).then([Event::AddressMended { email: address() }]);
    assert!(story.state().manufacturer.as_ref().is_some_and(|house| house.put_off.is_empty()));
    let gone = Command::NoteBounce { email: address().to_string() };
    let story = story.when(Actor::System, gone).accepted().when(Actor::System, put_off()).then([]);
    story.when(itself(), put_off()).refused("only_the_manufacturer_or_operator", None);
}
