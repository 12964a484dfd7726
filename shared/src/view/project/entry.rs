//! One fact, as one viewer may see it: whole, as a shadow, or not at all.

use super::order;
use crate::negotiation::{
    Audience, DeclineReason, Event, Fact, Forwarded, IncidentState, Lane, MessageSent, Named, Negotiation,
    Party, Read,
};
use crate::time::Timestamp;
use crate::view::thread::{Author, Content, Entry, Role};
use crate::visibility::{Class, Rights, Sight, Viewer, sees_message, sees_messages};
use enumset::EnumSet;

/// A viewer before a negotiation.
pub(super) struct Eye<'a> {
    pub state: &'a Negotiation,
    pub viewer: &'a Viewer,
    pub rights: &'a Rights,
}

/// What may be seen of a fact: its content, its lane and who did it.
pub(super) struct Seen<'a> {
    pub content: Content,
    pub lane: Option<Lane>,
    pub by: Option<&'a Party>,
}

impl<'a> Eye<'a> {
    /// None for somebody who has nothing to do with the negotiation.
    pub fn new(state: &'a Negotiation, viewer: &'a Viewer, rights: &'a Rights) -> Option<Self> {
        rights.any().then_some(Self { state, viewer, rights })
    }

    /// The same viewer with the rights that hold for this fact (R18).
    fn toward(&self, fact: &Fact) -> Self {
        Self { rights: self.rights.at(self.state, fact), ..*self }
    }

    pub fn entry(&self, fact: &'a Fact) -> Option<Entry> {
        let seen = self.toward(fact).seen(fact)?;
        let own = seen.by.is_some_and(|by| self.viewer.is(by));
        Some(Entry {
            id: fact.id.clone(),
            at: fact.at,
            // Whoever sees no more than that something happened sees only when.
            came: fact.event.said().filter(|_| seen.content != Content::Activity).and_then(|said| said.came),
            lane: seen.lane,
            author: seen.by.map(|by| self.author(by)),
            own,
            read_at: self.read_at(fact),
            unread: self.is_unread(fact),
            content: seen.content,
        })
    }

    /// Whether there is an entry for it.
    pub fn sees(&self, fact: &'a Fact) -> bool {
        self.toward(fact).seen(fact).is_some()
    }

    fn seen(&self, fact: &'a Fact) -> Option<Seen<'a>> {
        match &fact.event {
            Event::MessageRead { .. } => None,
            Event::InquirySent(_) => plain(Content::InquirySent, Some(&Party::Buyer)),
            Event::Routed { primary, .. } => self.routed(primary),
            Event::InquiryOffered { to, .. } => self.offered(to),
            Event::OfferEnded { by, reason } => self.offer_ended(by, *reason),
            Event::Rerouted { primary, .. } => self.rerouted(primary),
            Event::CopySent { to } => self.copy_sent(to),
            Event::InquiryOpened { by } => self.of_side(by, Content::Opened),
            Event::PhoneShown { by, lane } => self.phone_shown(by, *lane),
            Event::MessageSent(message)
            | Event::DocumentSent { message, .. }
            | Event::QuoteSent { message, .. }
            | Event::CounterOfferSent { message, .. } => self.message(fact, message),
            Event::QuoteOpened { quote, by } => {
                (self.lane_of_quote(quote) == Sight::Full).then_some(())?;
                self.of_quote(quote, by, Content::QuoteOpened)
            }
            Event::QuoteAccepted { quote, billing, .. } => self.accepted(quote, billing),
            Event::QuoteRefused { quote, reason } => {
                self.of_quote(quote, &Party::Buyer, Content::QuoteRefused { reason: reason.clone() })
            }
            Event::QuoteWithdrawn { quote, by } => self.of_quote(quote, by, Content::QuoteWithdrawn),
            Event::QuoteExpired { quote } => self.of_quote(quote, &Party::System, Content::QuoteExpired),
            Event::PaymentReceived { quote, by, reference } => {
                (self.lane_of_quote(quote) == Sight::Full).then_some(())?;
                self.of_quote(quote, by, Content::PaymentReceived { reference: reference.clone() })
            }
            Event::InquiryWithdrawn { reason } => {
                let reason = reason.clone().filter(|_| self.rights.lane(Lane::Primary) == Sight::Full);
                plain(Content::InquiryWithdrawn { reason }, Some(&Party::Buyer))
            }
            Event::IncidentOpened { order, by, reason } => {
                let view = order::incident(self, &fact.id, reason)?;
                self.of_order(order, by, Content::Incident(Box::new(view)))
            }
            Event::IncidentResolved(word) => self.incident_moved(word, IncidentState::Resolved),
            Event::IncidentDisputed(word) => self.incident_moved(word, IncidentState::Disputed),
            Event::IncidentClosed(word) => self.incident_moved(word, IncidentState::Closed),
            Event::IncidentAutoClosed { incident } => {
                let order = &self.state.incidents.get(incident)?.order;
                let content = Content::IncidentMoved { state: IncidentState::AutoClosed, text: None };
                self.of_order(order, &Party::System, content)
            }
            Event::ReminderSent { .. } => {
                self.not_the_buyer()?;
                (self.rights.lane(Lane::Primary) == Sight::Full).then_some(())?;
                plain(Content::ReminderSent, None)
            }
            // R18: the copies are told.
            Event::AnswerOverdue { .. } => {
                self.not_the_buyer()?;
                (self.rights.contact != Sight::Hidden).then_some(())?;
                plain(Content::AnswerOverdue, None)
            }
            Event::AutomaticMessageReceived { from, lane, text } => {
                (self.rights.lane(*lane) == Sight::Full).then_some(())?;
                let (text, audience) = (text.clone(), Audience::Lane);
                self.in_lane(*lane, from, Content::Message { text, audience, automatic: true })
            }
            Event::DeliveryFailed { to, .. } => {
                // A buyer does not even know of copies.
                (*to == Party::Buyer).then_some(()).or_else(|| self.not_the_buyer())?;
                let seen = self.of_side(to, Content::DeliveryFailed)?;
                (seen.content == Content::DeliveryFailed).then_some(seen)
            }
            Event::Forwarded(forwarded) => self.forwarded(forwarded),
            Event::CcAdded { by, lane, to } => self.cc_added(by, *lane, to),
            Event::InternalNoteAdded { by, text } => {
                self.rights.internal_notes.then_some(())?;
                plain(Content::InternalNote { text: text.clone() }, Some(by))
            }
            Event::OperatorMessageSent(message) => {
                self.rights.reads_operator.contains(message.with).then_some(())?;
                let (text, with) = (message.text.clone(), message.with);
                plain(Content::OperatorMessage { text, with }, Some(&message.by))
            }
            Event::Declined { by, lane, reason, detail, message } => {
                self.declined(by, *lane, (*reason, detail, message))
            }
            Event::CopyDeclined { by, reason, detail, message } => {
                self.declined(by, Lane::Manufacturer, (*reason, detail, message))
            }
            Event::NoReplyNeededMarked { by, lane } => {
                self.not_the_buyer()?;
                self.in_lane(*lane, by, Content::NoReplyNeeded)
            }
            Event::SaleDeclared { by } => match self.rights.contact {
                Sight::Hidden => None,
                Sight::Shadow => plain(Content::SaleDeclared, None),
                Sight::Full => plain(Content::SaleDeclared, Some(by)),
            },
            Event::FeedbackAsked => {
                (self.rights.feedback == Sight::Full).then_some(())?;
                plain(Content::FeedbackAsked, None)
            }
            Event::FeedbackLeft(_) => {
                (self.rights.feedback != Sight::Hidden).then_some(())?;
                let again = self.state.feedback_at.is_some_and(|first| first < fact.at);
                plain(Content::FeedbackLeft { again }, Some(&Party::Buyer))
            }
            Event::MarkedSpam { by } => {
                self.not_the_buyer()?;
                self.in_lane(Lane::Primary, by, Content::MarkedSpam)
            }
        }
    }

    /// In full to those of the lane, as a shadow where the table says "s", else not at all.
    pub fn in_lane(&self, lane: Lane, by: &'a Party, content: Content) -> Option<Seen<'a>> {
        match self.rights.lane(lane) {
            Sight::Full => Some(Seen { content, lane: Some(lane), by: Some(by) }),
            Sight::Shadow => plain(Content::Activity, None),
            Sight::Hidden => None,
        }
    }

    /// R14: the copy holder itself, and those who run the network, know of a copy.
    fn copy_sent(&self, to: &'a Named) -> Option<Seen<'a>> {
        let is_address = matches!(to.party, Party::Address(_));
        let name =
            (!is_address || self.viewer.is(&to.party) || self.rights.full_decision).then(|| to.name.clone());
        let knows = self.viewer.is(&to.party) || self.rights.full_decision || self.is(Class::Primary);
        knows.then_some(())?;
        plain(Content::CopySent { name }, None)
    }

    fn of_side(&self, by: &'a Party, content: Content) -> Option<Seen<'a>> {
        let primary_side =
            |class: Class| matches!(class, Class::Buyer | Class::Primary | Class::CoPrimary | Class::Former);
        let lane = match self.state.classes_of(by).iter().any(primary_side) {
            true => Lane::Primary,
            false => Lane::Manufacturer,
        };
        self.in_lane(lane, by, content)
    }

    /// N1: known to those of the lane; not to the buyer, and no shadow of it.
    fn phone_shown(&self, by: &'a Party, lane: Option<Lane>) -> Option<Seen<'a>> {
        self.not_the_buyer()?;
        let reads = match lane {
            Some(lane) => self.rights.lane(lane) == Sight::Full,
            None => self.is(Class::Operator),
        };
        reads.then_some(Seen { content: Content::PhoneShown, lane, by: Some(by) })
    }

    fn said(&self, fact: &Fact, message: &MessageSent) -> Option<Content> {
        let (text, audience) = (message.text.clone(), message.audience);
        Some(match &fact.event {
            Event::DocumentSent { document, .. } => {
                Content::Document { text, audience, document: (**document).clone() }
            }
            Event::QuoteSent { .. } => {
                Content::Quote { text, quote: Box::new(order::quote(self, &fact.id)?) }
            }
            Event::CounterOfferSent { quote, amount, wanted_by, .. } => {
                let (quote, amount, wanted_by) = (quote.clone(), *amount, *wanted_by);
                Content::CounterOffer { text, quote, amount, wanted_by }
            }
            _ => Content::Message { text, audience, automatic: message.automatic },
        })
    }

    fn message(&self, fact: &'a Fact, message: &'a MessageSent) -> Option<Seen<'a>> {
        if sees_message(self.rights, message) {
            let content = self.said(fact, message)?;
            return Some(Seen { content, lane: Some(message.lane), by: Some(&message.from) });
        }
        let shadow = self.rights.lane(message.lane) == Sight::Shadow && message.audience.reaches_the_lane();
        if shadow { plain(Content::Activity, None) } else { None }
    }

    /// "Address of a forward": whole, its date only, or nothing. Who forwarded sees what was typed.
    fn forwarded(&self, forwarded: &'a Forwarded) -> Option<Seen<'a>> {
        let (to, note) = (Some(forwarded.to.name.clone()), forwarded.note.clone());
        let content = match self.sight_of_address(forwarded.lane, &forwarded.by, &forwarded.to.party) {
            Sight::Hidden => return None,
            Sight::Shadow => Content::Forwarded { to: None, note: None },
            Sight::Full => Content::Forwarded { to, note },
        };
        Some(Seen { content, lane: Some(forwarded.lane), by: Some(&forwarded.by) })
    }

    fn cc_added(&self, by: &'a Party, lane: Lane, to: &Named) -> Option<Seen<'a>> {
        let content = match self.sight_of_address(lane, by, &to.party) {
            Sight::Hidden => return None,
            Sight::Shadow => Content::CcAdded { to: None },
            Sight::Full => Content::CcAdded { to: Some(to.name.clone()) },
        };
        Some(Seen { content, lane: Some(lane), by: Some(by) })
    }

    fn sight_of_address(&self, lane: Lane, by: &Party, to: &Party) -> Sight {
        if (self.viewer.is(by) || self.viewer.is(to)) && !self.stands_aside() {
            return Sight::Full;
        }
        match self.rights.lane(lane) {
            Sight::Hidden => Sight::Hidden,
            Sight::Shadow => self.rights.forward_address.min(Sight::Shadow),
            Sight::Full => self.rights.forward_address,
        }
    }

    /// N5: the buyer reads the message, not the reason.
    fn declined(
        &self,
        by: &'a Party,
        lane: Lane,
        (reason, detail, message): (DeclineReason, &Option<String>, &Option<String>),
    ) -> Option<Seen<'a>> {
        let is_buyer = self.is(Class::Buyer);
        if is_buyer && lane == Lane::Manufacturer && message.is_none() {
            return None;
        }
        let (reason, detail) = if is_buyer { (None, None) } else { (Some(reason), detail.clone()) };
        self.in_lane(lane, by, Content::Declined { reason, detail, message: message.clone() })
    }

    pub fn is(&self, class: Class) -> bool {
        self.rights.classes.contains(class)
    }

    fn not_the_buyer(&self) -> Option<()> {
        (!self.is(Class::Buyer)).then_some(())
    }

    /// "Read receipts of the other side": the first reading by somebody who is not on the author's side.
    fn read_at(&self, fact: &Fact) -> Option<Timestamp> {
        let message = fact.event.said()?;
        sees_message(self.toward(fact).rights, message).then_some(())?;
        let by_buyer = message.from == Party::Buyer;
        let other_side = |read: &&Read| (read.by == Party::Buyer) != by_buyer;
        // R18: when a silent side read is not for the new primary's.
        let is_past = |read: &Read| {
            self.rights.past.is_some() && self.state.classes_of(&read.by).contains(Class::Former)
        };
        fact.read_by.iter().filter(|read| !is_past(read)).find(other_side).map(|read| read.at)
    }

    fn is_unread(&self, fact: &Fact) -> bool {
        let Some(message) = fact.event.said() else { return false };
        let own = self.viewer.is(&message.from);
        let read = own || fact.read_by.iter().any(|read| self.viewer.is(&read.by));
        sees_message(self.toward(fact).rights, message) && !read && !self.is(Class::Operator)
    }

    /// How many of the entries are unread.
    pub fn unread(&self) -> u32 {
        if self.is(Class::Operator) {
            return 0;
        }
        let takes_part = |party: &&Party| !self.state.classes_of(party).is_empty();
        let mut parties = self.viewer.parties.iter().filter(takes_part);
        match (parties.next(), parties.next()) {
            (Some(only), None) => {
                let sees = |lane, reaches| sees_messages(self.rights, lane, reaches);
                let hidden = u32::try_from(self.hidden_from(only)).unwrap_or(u32::MAX);
                self.state.history.unread_by(only, sees).saturating_sub(hidden)
            }
            // What one of several parties has read, all of them have: it must be looked at one by one.
            _ => {
                let unread = self.state.history.iter().filter(|fact| self.is_unread(fact)).count();
                u32::try_from(unread).unwrap_or(u32::MAX)
            }
        }
    }

    /// R18: how many messages of the party's lanes it has neither written nor read, and cannot, because they were
    /// a silent side's.
    fn hidden_from(&self, party: &Party) -> usize {
        let hidden = |fact: &&Fact| {
            let Some(message) = fact.event.said() else { return false };
            let known = message.from == *party || fact.read_by.iter().any(|read| read.by == *party);
            !known && sees_message(self.rights, message) && !sees_message(self.toward(fact).rights, message)
        };
        match self.rights.past {
            Some(_) => self.state.before_takeover().filter(hidden).count(),
            None => 0,
        }
    }

    /// Who was brought in is named only where addresses of forwards are, and so is an address.
    fn author(&self, by: &Party) -> Author {
        let participant = self.state.participants.get(by);
        let brought_in = participant.is_some_and(|participant| participant.added_by.is_some());
        let knows = self.rights.forward_address == Sight::Full || self.viewer.is(by);
        let name = match by {
            Party::Address(address) => knows.then(|| address.to_string()),
            Party::Manufacturer => {
                self.state.inquiry.as_ref().map(|inquiry| inquiry.manufacturer_name.clone())
            }
            _ => participant.filter(|_| knows || !brought_in).map(|participant| participant.name.clone()),
        };
        Author { role: self.role_of(by), name }
    }

    /// The role under which a party is shown.
    pub fn role_of(&self, party: &Party) -> Role {
        let classes = self.state.classes_of(party);
        match party {
            Party::Buyer => Role::Buyer,
            Party::Operator => Role::Operator,
            Party::Manufacturer => Role::Manufacturer,
            Party::System => Role::System,
            _ if classes.contains(Class::Primary) => Role::Primary,
            Party::AreaManager(_) => Role::AreaManager,
            Party::Worldwide => Role::Worldwide,
            _ if classes.contains(Class::Copy) => Role::Copy,
            _ if classes.contains(Class::Offered) => Role::Offered,
            _ if classes == EnumSet::only(Class::Former) => Role::Former,
            _ => Role::CoRecipient,
        }
    }
}

pub(super) fn plain(content: Content, by: Option<&Party>) -> Option<Seen<'_>> {
    Some(Seen { content, lane: None, by })
}
