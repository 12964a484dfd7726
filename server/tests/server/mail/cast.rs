//! A negotiation whose people can be written to, and the reading of what was written.

use mail_parser::{Message, MessageParser};
use server::mail::{Brand, ComposeError, Composed, Envelope, Letter, compose};
use shared::geo::{Country, Point};
use shared::ids::Email;
use shared::installation::Colour;
use shared::language::Language;
use shared::negotiation::{
    Actor, Buyer, Command, DeclineReason, Inquiry, Named, Negotiation, Party, Place, Product, SendInquiry,
    SendMessage, addressed,
};
use shared::network::{CopySettings, Member, Network, SellerKind, Standing, Worldwide};
use shared::routing::route;
use shared::testing::{NOON, Story, given};
use shared::time::Millis;
use shared::view::{Content, Entry, Thread, project};
use shared::visibility::Viewer;

pub const BUYER: &str = "anna@secret-buyer.example";
pub const PHONE: &str = "+33 4 00 11 22";
pub const COLLEAGUE: &str = "colleague@s1.example";
pub const LINK: &str = "https://desk.example/link#t0ken.s1gned&more";

pub fn email(text: &str) -> Email {
    Email::parse(text).expect("an address of the cast")
}

fn network() -> Network {
    let seller = Member {
        id: "s1".into(),
        name: "Garonne Machines".into(),
        email: email("s1@s1.example"),
        kind: SellerKind::Local,
        country: Country::parse("FR").expect("a country"),
        point: Some(Point { lat: 45.757, lon: 4.832 }),
        radius: None,
        range: None,
        available: true,
        protected: false,
        partner: false,
        rating: Standing::default(),
    };
    Network {
        manufacturer: "acme".into(),
        products: vec!["p1".into()],
        worldwide: Worldwide { emails: vec![email("world@acme.example")] },
        area_managers: Vec::new(),
        sellers: vec![seller],
        copies: CopySettings { extra: vec![email("boss@acme.example")], ..CopySettings::default() },
    }
}

/// What the buyer of these stories sends.
pub fn inquiry() -> Inquiry {
    Inquiry {
        negotiation: "n1".into(),
        marketplace: "industry".into(),
        stand: "st1".into(),
        manufacturer: "acme".into(),
        manufacturer_name: "Acme Robotics".into(),
        product: Some(Product { id: "p1".into(), name: "Palletiser P-300".into() }),
        pick: None,
        text: "Bonjour,\nhow much is it <delivered> & installed?".into(),
        buyer: Buyer {
            name: "Anna Müller".into(),
            company: Some("Müller Bau".into()),
            email: email(BUYER),
            phone: Some(PHONE.into()),
            language: Language::De,
        },
        place: Place { country: Country::parse("FR").ok(), town: Some("Lyon".into()), ..Place::default() },
    }
}

pub fn actor_of(party: Party) -> Actor {
    Actor { address: Some(email("actor@somewhere.example")), party }
}

pub fn seller() -> Party {
    Party::Seller("s1".into())
}

pub fn sent(inquiry: Inquiry) -> Story<Negotiation> {
    let network = network();
    let decision = route(&network, &inquiry.routing());
    let (primary, copies) = addressed(&network, "Acme Robotics", &decision);
    let (inputs, offer_after_hours) = (None, Some(48));
    let send = SendInquiry { inquiry, consent: true, decision, primary, copies, inputs, offer_after_hours };
    given([]).when(actor_of(Party::Buyer), Command::SendInquiry(Box::new(send))).accepted()
}

/// Everything that sends a mail has happened: the phone was shown, the seller wrote, a colleague was
/// added by forward, the buyer wrote, the seller declined.
pub fn everything(inquiry: Inquiry) -> Story<Negotiation> {
    let message = |text: &str| Command::SendMessage(SendMessage { text: text.into(), ..Default::default() });
    let forward = Command::Forward {
        lane: None,
        to: COLLEAGUE.into(),
        members: Vec::new(),
        note: Some("Can you take this?".into()),
    };
    let decline = Command::Decline {
        lane: None,
        reason: DeclineReason::NotSerious,
        detail: Some("smells of a hoax".into()),
        message: Some("We are sorry, we are booked out.".into()),
    };
    let by_seller = || actor_of(seller());
    sent(inquiry)
        .when(by_seller(), Command::ShowPhone { lane: None })
        .accepted()
        .when(by_seller(), message("It is 12,000 euros."))
        .accepted()
        .when(by_seller(), forward)
        .accepted()
        .when(actor_of(Party::Buyer), message("Merci, et la livraison ?"))
        .accepted()
        .when(by_seller(), decline)
        .accepted()
}

pub fn next() -> Party {
    Party::Seller("s2".into())
}

/// R18: nobody has answered for two days, and another seller may take it.
pub fn offered() -> Story<Negotiation> {
    let to = Named { party: next(), name: "Loire Machines".into() };
    let clock = || Actor { party: Party::System, address: None };
    sent(inquiry()).after(Millis::hours(48)).when(clock(), Command::OfferInquiry { to }).accepted()
}

/// And has taken it.
pub fn taken() -> Story<Negotiation> {
    offered().when(actor_of(next()), Command::AcknowledgeInquiry).accepted()
}

/// S1: the buyer is asked for stars.
pub fn asked() -> Story<Negotiation> {
    let clock = Actor { party: Party::System, address: None };
    sent(inquiry()).after(Millis::hours(120)).when(clock, Command::AskFeedback).accepted()
}

pub fn seen(story: &Story<Negotiation>, by: Party) -> Thread {
    project(story.state(), &Viewer::of(by)).expect("takes part")
}

/// The last entry that this test picks out.
pub fn entry(thread: &Thread, wanted: impl Fn(&Entry) -> bool) -> &Entry {
    thread.entries.iter().rev().find(|entry| wanted(entry)).expect("it happened")
}

pub fn is_message(entry: &Entry) -> bool {
    matches!(entry.content, Content::Message { .. })
}

pub fn envelope(language: Language, to: &str) -> Envelope {
    Envelope {
        id: format!("mail:n1:{to}"),
        thread: Some("n1".into()),
        to: email(to),
        from: email("n1-x7@mail.desk.example"),
        at: NOON,
        language,
        marketplace: Brand {
            name: "Industry Salon".into(),
            accent: Colour::parse("#0b6e4f").expect("a colour"),
        },
        answerable: true,
        link: Some(LINK.into()),
        choices: None,
    }
}

/// A kind of mail with its recipient.
pub struct Sample {
    pub name: &'static str,
    pub to: &'static str,
    pub mail: Composed,
}

/// Every kind of mail of this negotiation, each from its own recipient's view.
pub fn samples(story: &Story<Negotiation>, language: Language) -> Vec<Sample> {
    let (buyer, primary) = (seen(story, Party::Buyer), seen(story, seller()));
    let boss = seen(story, Party::Address(email("boss@acme.example")));
    let colleague = seen(story, Party::Address(email(COLLEAGUE)));
    let written = |thread, own| entry(thread, move |entry| is_message(entry) && entry.own == own);
    let is_decline = |entry: &Entry| matches!(entry.content, Content::Declined { .. });
    let is_forward = |entry: &Entry| matches!(entry.content, Content::Forwarded { .. });
    let (theirs, own) = (written(&buyer, false), written(&primary, true));
    let all = [
        ("inquiry", "s1@s1.example", Letter::Inquiry { header: &primary.header }),
        ("copy", "boss@acme.example", Letter::Copy { header: &boss.header }),
        ("receipt", BUYER, Letter::Receipt { header: &buyer.header }),
        ("message to the buyer", BUYER, Letter::Message { header: &buyer.header, entry: theirs }),
        (
            "message",
            "s1@s1.example",
            Letter::Message { header: &primary.header, entry: written(&primary, false) },
        ),
        (
            "added",
            COLLEAGUE,
            Letter::Added { header: &colleague.header, entry: entry(&colleague, is_forward) },
        ),
        ("declined", BUYER, Letter::Declined { header: &buyer.header, entry: entry(&buyer, is_decline) }),
        ("sender's copy", "s1@s1.example", Letter::SenderCopy { header: &primary.header, entry: own }),
        ("sign-in code", "s1@s1.example", Letter::SignInCode { code: "042917", minutes: 10 }),
    ];
    let compose = |(name, to, letter)| {
        let mail = compose(&envelope(language, to), letter).expect("composes");
        Sample { name, to, mail }
    };
    all.into_iter().map(compose).collect()
}

pub fn composed(letter: Letter) -> Result<Composed, ComposeError> {
    compose(&envelope(Language::En, "s1@s1.example"), letter)
}

pub fn parsed(mail: &Composed) -> Message<'_> {
    MessageParser::default().parse(&mail.bytes).expect("a mail")
}

/// Everything that a reader of the source or of either part can read.
pub fn whole(mail: &Composed) -> String {
    let message = parsed(mail);
    let text = message.body_text(0).expect("a text part");
    let html = message.body_html(0).expect("an HTML part");
    let headers = format!("{:?}", message.headers());
    format!("{}\n{headers}\n{text}\n{html}", String::from_utf8_lossy(&mail.bytes))
}
