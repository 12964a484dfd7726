//! Stories of the installation: marketplaces and operators.

#[cfg(all(test, target_arch = "wasm32"))]
#[macro_use(test)]
extern crate wasm_tests;

use shared::actor::Actor;
use shared::ids::Email;
use shared::installation::{Colour, Command, Event, InstallationState};
use shared::testing::{Story, given};

fn empty() -> Story<InstallationState> {
    given([])
}

fn open(name: &str, accent: &str) -> Command {
    let (name, accent) = (name.into(), accent.into());
    Command::OpenMarketplace { id: "industry".into(), name, tagline: " All of it ".into(), accent }
}

fn add(email: &str) -> Command {
    Command::AddOperator { email: email.into() }
}

fn remove(email: &str) -> Command {
    Command::RemoveOperator { email: email.into() }
}

fn ann() -> Email {
    Email::parse("ann@kontor.example").expect("an address")
}

fn bob() -> Email {
    Email::parse("bob@kontor.example").expect("an address")
}

#[test]
fn a_marketplace_has_a_name_and_a_colour_and_opens_once() {
    let opened = Event::MarketplaceOpened {
        id: "industry".into(),
        name: "Industry".into(),
        tagline: "All of it".into(),
        accent: Colour { red: 11, green: 110, blue: 79 },
    };
    empty()
        .when(Actor::Operator, open(" ", "#0b6e4f"))
        .refused("text_missing", Some("name"))
        .when(Actor::Operator, open("Industry", "green"))
        .refused("colour_invalid", Some("accent"))
        .when(Actor::System, open("Industry", "#0B6E4F"))
        .then([opened])
        .when(Actor::Operator, open("Industry", "#0b6e4f"))
        .refused("marketplace_exists", Some("id"));
}

#[test]
fn there_is_always_an_operator_once_there_was_one() {
    empty()
        .when(Actor::System, add("ann@kontor.example"))
        .then([Event::OperatorAdded { email: ann() }])
        .when(Actor::Operator, add("Ann@kontor.example"))
        .then([])
        .when(Actor::Operator, add("ann"))
        .refused("email_invalid", Some("email"))
        .when(Actor::Operator, remove("bob@kontor.example"))
        .refused("operator_unknown", Some("email"))
        .when(Actor::Operator, remove("ann@kontor.example"))
        .refused("last_operator", Some("email"))
        .when(Actor::Operator, add("bob@kontor.example"))
        .then([Event::OperatorAdded { email: bob() }])
        .when(Actor::Operator, remove("ann@kontor.example"))
        .then([Event::OperatorRemoved { email: ann() }]);
}

#[test]
fn nobody_else_changes_the_installation() {
    for actor in [Actor::Manufacturer("acme".into()), Actor::Seller("s1".into())] {
        let story = empty().when(actor.clone(), add("a@x.example")).refused("only_the_operator", None);
        let story = story.when(actor.clone(), remove("a@x.example")).refused("only_the_operator", None);
        story.when(actor, open("Mine", "#000000")).refused("only_the_operator", None);
    }
}
