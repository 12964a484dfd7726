//! The people of these stories and the inquiry with which they begin.

use shared::geo::{Country, Point};
use shared::ids::{Email, EntryId};
use shared::language::Language;
use shared::negotiation::{
    Actor, Buyer, Command, Inquiry, Lane, Named, Negotiation, Party, Place, SendInquiry, SendMessage,
    addressed,
};
use shared::network::{Area, AreaManager, CopySettings, Member, Network, SellerKind, Standing, Worldwide};
use shared::routing::{Inputs, route};
use shared::testing::{Story, given};

pub fn email(text: &str) -> Email {
    Email::parse(text).expect("an address of the cast")
}

fn france() -> Country {
    Country::parse("FR").expect("a country")
}

pub fn network() -> Network {
    let lyon = Member {
        id: "s1".into(),
        name: "Garonne Machines".into(),
        email: email("s1@x.example"),
        kind: SellerKind::Local,
        country: france(),
        point: Some(Point { lat: 45.757, lon: 4.832 }),
        radius: None,
        range: None,
        available: true,
        protected: false,
        partner: false,
        rating: Standing::default(),
    };
    let manager = AreaManager {
        id: "am1".into(),
        name: "Ines Moreau".into(),
        emails: vec![email("am@acme.example")],
        areas: vec![Area::Country(france())],
    };
    Network {
        manufacturer: "acme".into(),
        products: vec!["p1".into()],
        worldwide: Worldwide { emails: vec![email("world@acme.example")] },
        area_managers: vec![manager],
        sellers: vec![lyon],
        copies: CopySettings {
            area_manager: true,
            extra: vec![email("boss@acme.example")],
            ..CopySettings::default()
        },
    }
}

pub fn inquiry(text: &str) -> Inquiry {
    Inquiry {
        negotiation: "n1".into(),
        marketplace: "industry".into(),
        stand: "st1".into(),
        manufacturer: "acme".into(),
        manufacturer_name: "Acme".into(),
        product: None,
        pick: None,
        text: text.into(),
        buyer: Buyer {
            name: "Anna Weber".into(),
            company: Some("Weber Bau".into()),
            email: email("anna@secret-buyer.example"),
            phone: Some("+33 4 00 11 22".into()),
            language: Language::De,
        },
        place: Place { country: Some(france()), ..Place::default() },
    }
}

pub fn sending(network: &Network, inquiry: Inquiry) -> Command {
    let decision = route(network, &inquiry.routing());
    let (primary, copies) = addressed(network, "Acme", &decision);
    let inputs = Some(Box::new(Inputs { network: network.clone(), inquiry: inquiry.routing() }));
    let offer_after_hours = None;
    let sent = SendInquiry { inquiry, consent: true, decision, primary, copies, inputs, offer_after_hours };
    Command::SendInquiry(Box::new(sent))
}

pub fn actor(party: Party) -> Actor {
    Actor { address: Some(email("actor@somewhere.example")), party }
}

pub fn buyer() -> Actor {
    actor(Party::Buyer)
}

pub fn seller() -> Actor {
    actor(Party::Seller("s1".into()))
}

pub fn area_manager() -> Actor {
    actor(Party::AreaManager("am1".into()))
}

pub fn boss() -> Actor {
    actor(Party::Address(email("boss@acme.example")))
}

pub fn house() -> Actor {
    actor(Party::Manufacturer)
}

pub fn address(text: &str) -> Actor {
    actor(Party::Address(email(text)))
}

/// A seller has the inquiry; the area manager and the boss have copies.
pub fn sent() -> Story<Negotiation> {
    given([]).when(buyer(), sending(&network(), inquiry("How much is it?"))).accepted()
}

/// R18: an inquiry in a network that offers it on after 48 hours of silence.
pub fn where_silence_counts(text: &str) -> Command {
    let Command::SendInquiry(sent) = sending(&network(), inquiry(text)) else {
        panic!("it sends an inquiry")
    };
    Command::SendInquiry(Box::new(SendInquiry { offer_after_hours: Some(48), ..*sent }))
}

pub fn sent_where_silence_counts() -> Story<Negotiation> {
    given([]).when(buyer(), where_silence_counts("How much is it?")).accepted()
}

/// The next eligible seller.
pub fn next() -> Actor {
    actor(Party::Seller("s2".into()))
}

pub fn offer() -> Command {
    let to = Named { party: next().party, name: "Loire Machines".into() };
    Command::OfferInquiry { to }
}

/// V3: nobody but the worldwide contact can take it; the boss has a copy.
pub fn sent_to_worldwide() -> Story<Negotiation> {
    let mut network = network();
    network.sellers.clear();
    network.area_managers.clear();
    given([]).when(buyer(), sending(&network, inquiry("How much is it?"))).accepted()
}

pub fn message(text: &str) -> Command {
    Command::SendMessage(SendMessage { text: text.into(), ..SendMessage::default() })
}

pub fn message_in(lane: Lane, text: &str) -> Command {
    Command::SendMessage(SendMessage { lane: Some(lane), text: text.into(), ..SendMessage::default() })
}

/// The id of the newest fact.
pub fn newest(story: &Story<Negotiation>) -> EntryId {
    story.state().history.iter().next_back().expect("something happened").id.clone()
}
