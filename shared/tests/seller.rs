//! Stories of a seller: who may change what (R3–R5, R16, R17, R19, R20).

#[cfg(all(test, target_arch = "wasm32"))]
#[macro_use(test)]
extern crate wasm_tests;

use shared::actor::Actor;
use shared::geo::{Country, Point};
use shared::ids::{Email, ManufacturerId, ProductId};
use shared::language::Language;
use shared::network::{Radius, RadiusUnit, SellerKind};
use shared::seller::{
    Address, Away, BusinessHours, Command, Details, Event, Opening, Registration, SellerState, Stretch,
};
use shared::testing::{NOON, Story, given};
use shared::time::Millis;
use std::collections::BTreeSet;

fn lyon() -> Details {
    Details {
        name: "Garonne Machines".into(),
        address: Address {
            street: "12 rue de la Barre".into(),
            postcode: "69002".into(),
            town: "Lyon".into(),
            country: Country::parse("FR").expect("a country"),
        },
        point: Some(Point { lat: 45.757, lon: 4.832 }),
        languages: BTreeSet::from([Language::Fr, Language::En]),
    }
}

fn email(text: &str) -> Email {
    Email::parse(text).expect("an address")
}

fn registered(kind: SellerKind) -> Event {
    Event::Registered { id: "s1".into(), email: email("s1@x.example"), seller: kind, details: lyon() }
}

fn local() -> Story<SellerState> {
    given([registered(SellerKind::Local)])
}

fn itself() -> Actor {
    Actor::Seller("s1".into())
}

fn manufacturer() -> Actor {
    Actor::Manufacturer("acme".into())
}

fn others() -> [Actor; 3] {
    [manufacturer(), Actor::System, Actor::Seller("s2".into())]
}

fn registration(email: &str, details: Details) -> Command {
    let email = email.into();
    Command::Register(Registration { id: "s1".into(), email, kind: SellerKind::Local, details })
}

fn available(story: &Story<SellerState>, after: Millis) -> bool {
    story.state().available(NOON + after)
}

const KM_50: Radius = Radius { value: 50.0, unit: RadiusUnit::Km };

#[test]
fn a_seller_is_registered_once_and_trimmed() {
    let typed = Details { name: "  Garonne Machines ".into(), ..lyon() };
    given::<SellerState>([])
        .when(manufacturer(), registration("S1@x.example", typed))
        .then([registered(SellerKind::Local)])
        .when(manufacturer(), registration("s1@x.example", lyon()))
        .refused("seller_already_registered", None);
    given::<SellerState>([])
        .when(Actor::Seller("s2".into()), registration("s1@x.example", lyon()))
        .refused("only_the_seller", None)
        .when(Actor::Operator, Command::Protect)
        .refused("seller_not_registered", None);
}

#[test]
fn r19_an_unknown_address_is_not_saved_and_names_the_postcode() {
    let nowhere = Details { point: None, ..lyon() };
    let impossible = Details { point: Some(Point { lat: 91.0, lon: 0.0 }), ..lyon() };
    let not_a_number = Details { point: Some(Point { lat: f64::NAN, lon: 0.0 }), ..lyon() };
    for details in [nowhere, impossible, not_a_number] {
        given::<SellerState>([])
            .when(manufacturer(), registration("s1@x.example", details.clone()))
            .refused("address_not_recognised", Some("postcode"));
        local()
            .when(itself(), Command::ChangeDetails(details))
            .refused("address_not_recognised", Some("postcode"));
    }
}

#[test]
fn r20_a_seller_has_exactly_one_address() {
    let story = || given::<SellerState>([]);
    let register = |text| registration(text, lyon());
    let field = Some("email");
    story().when(Actor::Operator, register("a@x.example,b@x.example")).refused("email_invalid", field);
    story().when(Actor::Operator, register("a@x.example ")).refused("email_space", field);
    story().when(Actor::Operator, register("")).refused("email_missing", field);
}

#[test]
fn every_field_of_the_details_is_checked() {
    let address = lyon().address;
    let with = |address| Details { address, ..lyon() };
    let long = "x".repeat(201);
    let cases = [
        (Details { name: " ".into(), ..lyon() }, "text_missing", "name"),
        (Details { name: long, ..lyon() }, "text_too_long", "name"),
        (with(Address { town: "".into(), ..address.clone() }), "text_missing", "town"),
        (with(Address { street: "a\nb".into(), ..address.clone() }), "text_control_character", "street"),
        (with(Address { postcode: "\u{7}1".into(), ..address }), "text_control_character", "postcode"),
        (Details { languages: BTreeSet::new(), ..lyon() }, "languages_missing", "languages"),
    ];
    for (details, code, field) in cases {
        local().when(itself(), Command::ChangeDetails(details)).refused(code, Some(field));
    }
}

#[test]
fn r3_only_the_local_seller_itself_sets_its_radius() {
    let set = Command::SetRadius { radius: KM_50 };
    for actor in others().into_iter().chain([Actor::Operator]) {
        local().when(actor.clone(), set.clone()).refused("only_the_seller", None);
        local().when(actor, Command::ClearRadius).refused("only_the_seller", None);
    }
    local()
        .when(itself(), set.clone())
        .then([Event::RadiusSet { radius: KM_50 }])
        .when(itself(), set.clone())
        .then([])
        .when(itself(), Command::ClearRadius)
        .then([Event::RadiusCleared]);
    given::<SellerState>([registered(SellerKind::National)])
        .when(itself(), set)
        .refused("national_has_no_radius", Some("radius"));
}

#[test]
fn r3_a_radius_is_greater_than_zero() {
    for value in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let radius = Radius { value, unit: RadiusUnit::Mi };
        local().when(itself(), Command::SetRadius { radius }).refused("radius_not_positive", Some("radius"));
    }
}

#[test]
fn r4_only_the_seller_itself_limits_its_range() {
    let acme = || ManufacturerId::from("acme");
    let products = |ids: &[&str]| ids.iter().map(|&id| ProductId::from(id)).collect::<BTreeSet<_>>();
    let limit = |ids: &[&str]| Command::LimitRange { manufacturer: acme(), products: products(ids) };
    for actor in others().into_iter().chain([Actor::Operator]) {
        local().when(actor, limit(&["p1"])).refused("only_the_seller", None);
    }
    local().when(itself(), limit(&[])).refused("products_missing", Some("products"));
    let lifted = local()
        .when(itself(), limit(&["p1", "p2"]))
        .then([Event::RangeLimited { manufacturer: acme(), products: products(&["p1", "p2"]) }])
        .when(itself(), limit(&["p2", "p1"]))
        .then([])
        .when(itself(), Command::LiftRange { manufacturer: acme() })
        .then([Event::RangeLifted { manufacturer: acme() }]);
    assert!(lifted.state().profile.as_ref().is_some_and(|profile| profile.ranges.is_empty()));
}

#[test]
fn r5_away_from_and_until_inclusive() {
    let away = Away { from: NOON + Millis::days(1), until: NOON + Millis::days(3) };
    let go = |away: Away| Command::GoAway { from: away.from, until: away.until };
    let story = local().when(itself(), go(away)).then([Event::WentAway(away)]);
    assert!(available(&story, Millis(Millis::days(1).0 - 1)));
    assert!(!available(&story, Millis::days(1)));
    assert!(!available(&story, Millis::days(3)));
    assert!(available(&story, Millis(Millis::days(3).0 + 1)));
    let back = story.when(Actor::Operator, Command::ComeBack).then([Event::CameBack]);
    assert!(available(&back, Millis::days(2)));

    let reversed = Away { from: away.until, until: away.from };
    local().when(itself(), go(reversed)).refused("away_reversed", Some("until"));
    local().after(Millis::days(4)).when(itself(), go(away)).refused("away_is_over", Some("until"));
    local().when(manufacturer(), go(away)).refused("only_the_seller_or_operator", None);
}

#[test]
fn r5_a_bouncing_address_until_it_is_mended_or_replaced() {
    let bounce = |text: &str| Command::NoteBounce { email: text.into() };
    let bounced = || {
        local()
            .when(Actor::System, bounce("s1@x.example"))
            .then([Event::AddressBounced { email: email("s1@x.example") }])
    };
    assert!(!available(&bounced(), Millis(0)));
    let mended = bounced().when(Actor::Operator, Command::NoteMended).then([Event::AddressMended]);
    assert!(available(&mended, Millis(0)));
    let replaced = bounced()
        .when(itself(), Command::ChangeEmail { email: "new@x.example".into() })
        .then([Event::EmailChanged { email: email("new@x.example") }])
        .when(Actor::System, bounce("s1@x.example"))
        .then([]);
    assert!(available(&replaced, Millis(0)));
    local().when(manufacturer(), bounce("s1@x.example")).refused("only_the_installation", None);
}

/// R5: a full mailbox is no address that is gone; several such reports count until the clock ends it.
#[test]
fn r5_mails_that_are_put_off_make_a_seller_unavailable_for_a_while() {
    let put_off = || Command::NotePutOff { email: "s1@x.example".into() };
    let noted = |at| Event::MailPutOff { email: email("s1@x.example"), at };
    let mut story = local();
    for day in 0..3_i64 {
        assert!(available(&story, Millis::days(day)), "two say nothing");
        story = story.when(Actor::System, put_off()).then([noted(NOON + Millis::days(day))]);
        story = story.when(Actor::System, put_off()).then([]).after(Millis::days(1));
    }
    assert!(!available(&story, Millis::days(2)) && !available(&story, Millis(Millis::days(5).0 - 1)));
    assert!(available(&story, Millis::days(5)), "the clock ends it");
    let mended = story.when(Actor::System, Command::NoteMended).then([Event::AddressMended]);
    assert!(available(&mended, Millis::days(2)));
    let other = Command::NotePutOff { email: "old@x.example".into() };
    mended.when(Actor::System, other).then([]);
    let bounced =
        local().when(Actor::System, Command::NoteBounce { email: "s1@x.example".into() }).accepted();
    let bounced = bounced.when(Actor::System, put_off()).then([]);
    assert!(!available(&bounced, Millis::days(900)), "what is gone stays gone");
    local().when(manufacturer(), put_off()).refused("only_the_installation", None);
}

#[test]
fn r5_only_an_active_seller_is_available() {
    assert!(!SellerState::default().available(NOON));
    let story = local().when(itself(), Command::Deactivate).then([Event::Deactivated]);
    assert!(!available(&story, Millis(0)));
    let story = story.when(Actor::Operator, Command::Activate).then([Event::Activated]);
    assert!(available(&story, Millis(0)));
    story.when(manufacturer(), Command::Deactivate).refused("only_the_seller_or_operator", None);
}

#[test]
fn r16_only_the_operator_makes_partners() {
    for actor in others().into_iter().chain([itself()]) {
        local().when(actor, Command::JoinPartners).refused("only_the_operator", None);
    }
    local()
        .when(Actor::Operator, Command::JoinPartners)
        .then([Event::PartnersJoined])
        .when(itself(), Command::LeavePartners)
        .refused("only_the_operator", None);
}

#[test]
fn r17_a_manufacturer_cannot_edit_a_protected_seller() {
    let moved = || Details { name: "Rhône Machines".into(), ..lyon() };
    let new_email = || Command::ChangeEmail { email: "new@x.example".into() };
    local()
        .when(manufacturer(), Command::ChangeDetails(moved()))
        .then([Event::DetailsChanged { details: moved() }])
        .when(manufacturer(), Command::Protect)
        .refused("only_the_seller_or_operator", None)
        .when(itself(), Command::Protect)
        .then([Event::Protected])
        .when(manufacturer(), Command::ChangeDetails(lyon()))
        .refused("seller_protected", None)
        .when(manufacturer(), new_email())
        .refused("seller_protected", None)
        .when(Actor::Seller("s2".into()), new_email())
        .refused("only_the_seller", None)
        .when(itself(), new_email())
        .then([Event::EmailChanged { email: email("new@x.example") }])
        .when(Actor::Operator, Command::Unprotect)
        .then([Event::Unprotected])
        .when(manufacturer(), Command::ChangeDetails(lyon()))
        .then([Event::DetailsChanged { details: lyon() }]);
}

/// Mondays to Thursdays and Saturdays; shorter on Fridays.
fn hours() -> BusinessHours {
    let (long, short) = (Opening { from: 480, until: 1020 }, Opening { from: 480, until: 900 });
    let mut week = [Some(long); 7];
    (week[4], week[6]) = (Some(short), None);
    BusinessHours { zone: "Europe/Paris".into(), week }
}

#[test]
fn s6_business_hours_are_said_by_the_seller_and_move_nothing() {
    let change = |hours: Option<BusinessHours>| Command::ChangeHours { hours };
    let mut story = local();
    for other in others() {
        story = story.when(other, change(Some(hours()))).refused("only_the_seller_or_operator", None);
    }
    let said = Event::HoursChanged { hours: Some(hours()) };
    let story = story.when(itself(), change(Some(hours()))).then([said]);
    let story = story.when(itself(), change(Some(hours()))).then([]);
    assert!(available(&story, Millis::hours(14)), "it is shown, and nothing else");
    story.when(Actor::Operator, change(None)).then([Event::HoursChanged { hours: None }]);
}

#[test]
fn impossible_business_hours_are_refused_by_field() {
    let refused = |change: fn(&mut BusinessHours), code, field| {
        let mut wrong = hours();
        change(&mut wrong);
        local().when(itself(), Command::ChangeHours { hours: Some(wrong) }).refused(code, Some(field));
    };
    refused(|hours| hours.zone = String::new(), "zone_invalid", "zone");
    refused(|hours| hours.zone = "Europe/Paris\n".into(), "zone_invalid", "zone");
    refused(|hours| hours.week = [None; 7], "hours_missing", "week");
    refused(|hours| hours.week[2] = Some(Opening { from: 600, until: 600 }), "hours_reversed", "week.2");
    refused(|hours| hours.week[2] = Some(Opening { from: 600, until: 1441 }), "hours_reversed", "week.2");
}

#[test]
fn days_in_a_row_with_the_same_hours_are_told_together() {
    let long = Opening { from: 480, until: 1020 };
    let stretch = |first, last, opening| Stretch { first, last, opening };
    let friday = stretch(4, 4, Opening { from: 480, until: 900 });
    assert_eq!(hours().stretches(), [stretch(0, 3, long), friday, stretch(5, 5, long)]);
    let open = [
        (0, 480, true),
        (0, 479, false),
        (0, 1019, true),
        (0, 1020, false),
        (6, 600, false),
        (9, 600, false),
    ];
    for (day, minute, expected) in open {
        assert_eq!(hours().open_at(day, minute), expected, "{day} {minute}");
    }
}

#[test]
fn facts_survive_being_written_down() {
    let facts = [
        registered(SellerKind::Local),
        Event::RadiusSet { radius: KM_50 },
        Event::WentAway(Away { from: NOON, until: NOON }),
        Event::CameBack,
        Event::HoursChanged { hours: Some(hours()) },
        Event::HoursChanged { hours: None },
    ];
    for fact in facts {
        let text = serde_json::to_string(&fact).expect("facts are plain data");
        assert_eq!(serde_json::from_str::<Event>(&text).expect("what was written"), fact, "{text}");
        assert!(text.starts_with("{\"kind\":\""), "{text}");
    }
}
