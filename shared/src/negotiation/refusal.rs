//! Why a command on a negotiation was refused (N7): one code, one sentence, one field each.

use super::account::AccountFault;
use super::document::AddressPart;
use super::limits;
use crate::aggregate;
use crate::emails::EmailsFault;
use crate::money::MoneyFault;
use crate::text::TextFault;
use std::fmt;

/// The refusals of a negotiation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    UnknownNegotiation,
    AlreadySent,
    SenderMissing,
    SenderInvalid,
    MessageEmpty,
    MessageTooLong,
    /// A character that cannot be shown.
    MessageControl,
    NoRecipient,
    Addresses(EmailsFault),
    TooManyRecipients,
    /// N4: not of this network.
    UnknownMember,
    AlreadyInLane(String),
    /// It names none: whoever is masked is not told apart from others.
    NotAddable,
    Name(TextFault),
    Company(TextFault),
    Town(TextFault),
    Postcode(TextFault),
    PhoneInvalid,
    ConsentMissing,
    ReasonMissing,
    StarsOutOfRange,
    FeedbackTooLate,
    UnknownMessage,
    AlreadyDeclined,
    AlreadySold,
    NothingAwaitsReply,
    DocumentMissing,
    CurrencyUnknown,
    ValidUntilMissing,
    ValidUntilPast,
    ValidUntilFar,
    TooManyQuotes,
    UnknownQuote,
    AlreadyAccepted,
    QuoteExpired,
    QuoteEnded,
    CounterOfferEmpty,
    WantedByPast,
    WantedByFar,
    NotAnOrder,
    AlreadyPaid,
    /// The seller did not offer it.
    NotPayableOnline,
    OrderStands,
    IncidentReasonMissing,
    IncidentIsOpen,
    UnknownIncident,
    IncidentClosed,
    IncidentNotResolved,
    IncidentIsResolved,
    Amount(MoneyFault),
    Billing(AddressPart),
    Delivery(AddressPart),
    Account(AccountFault),
    /// R18: somebody else was faster.
    InquiryTaken,
    OfferEnded,
    NothingOffered,
    NegotiationClosed,
    NotAllowed,
}

impl aggregate::Refusal for Refusal {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownNegotiation => "unknown_negotiation",
            Self::AlreadySent => "already_sent",
            Self::SenderMissing => "sender_missing",
            Self::SenderInvalid => "sender_invalid",
            Self::MessageEmpty => "message_empty",
            Self::MessageTooLong => "message_too_long",
            Self::MessageControl => TextFault::Control.code(),
            Self::NoRecipient => "no_recipient",
            Self::Addresses(fault) => fault.code(),
            Self::TooManyRecipients => "too_many_recipients",
            Self::UnknownMember => "unknown_member",
            Self::AlreadyInLane(_) => "already_in_lane",
            Self::NotAddable => "not_addable",
            Self::Name(TextFault::Missing) => "name_missing",
            Self::Name(TextFault::TooLong { .. }) => "name_too_long",
            Self::Company(TextFault::TooLong { .. }) => "company_too_long",
            Self::Name(fault) | Self::Company(fault) | Self::Town(fault) | Self::Postcode(fault) => {
                fault.code()
            }
            Self::PhoneInvalid => "phone_invalid",
            Self::ConsentMissing => "consent_missing",
            Self::ReasonMissing => "reason_missing",
            Self::StarsOutOfRange => "stars_out_of_range",
            Self::FeedbackTooLate => "feedback_too_late",
            Self::UnknownMessage => "unknown_message",
            Self::AlreadyDeclined => "already_declined",
            Self::AlreadySold => "already_sold",
            Self::NothingAwaitsReply => "nothing_awaits_reply",
            Self::DocumentMissing => "document_missing",
            Self::CurrencyUnknown => "currency_unknown",
            Self::ValidUntilMissing => "valid_until_missing",
            Self::ValidUntilPast => "valid_until_past",
            Self::ValidUntilFar => "valid_until_far",
            Self::TooManyQuotes => "too_many_quotes",
            Self::UnknownQuote => "unknown_quote",
            Self::AlreadyAccepted => "already_accepted",
            Self::QuoteExpired => "quote_expired",
            Self::QuoteEnded => "quote_ended",
            Self::CounterOfferEmpty => "counter_offer_empty",
            Self::WantedByPast => "wanted_by_past",
            Self::WantedByFar => "wanted_by_far",
            Self::NotAnOrder => "not_an_order",
            Self::AlreadyPaid => "already_paid",
            Self::NotPayableOnline => "not_payable_online",
            Self::OrderStands => "order_stands",
            Self::IncidentReasonMissing => "incident_reason_missing",
            Self::IncidentIsOpen => "incident_is_open",
            Self::UnknownIncident => "unknown_incident",
            Self::IncidentClosed => "incident_closed",
            Self::IncidentNotResolved => "incident_not_resolved",
            Self::IncidentIsResolved => "incident_is_resolved",
            Self::Amount(fault) => fault.code(),
            Self::Billing(_) => "billing_incomplete",
            Self::Delivery(_) => "delivery_incomplete",
            Self::Account(fault) => fault.code(),
            Self::InquiryTaken => "inquiry_taken",
            Self::OfferEnded => "offer_ended",
            Self::NothingOffered => "nothing_offered",
            Self::NegotiationClosed => "negotiation_closed",
            Self::NotAllowed => "not_allowed",
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            Self::SenderMissing | Self::SenderInvalid => Some("sender"),
            Self::MessageEmpty | Self::MessageTooLong | Self::MessageControl => Some("text"),
            Self::NoRecipient
            | Self::Addresses(_)
            | Self::TooManyRecipients
            | Self::AlreadyInLane(_)
            | Self::NotAddable => Some("to"),
            Self::UnknownMember => Some("members"),
            Self::Name(_) => Some("name"),
            Self::Company(_) => Some("company"),
            Self::Town(_) => Some("town"),
            Self::Postcode(_) => Some("postcode"),
            Self::PhoneInvalid => Some("phone"),
            Self::ConsentMissing => Some("consent"),
            Self::ReasonMissing => Some("detail"),
            Self::StarsOutOfRange => Some("stars"),
            Self::UnknownMessage => Some("messages"),
            Self::DocumentMissing | Self::TooManyQuotes => Some("document"),
            Self::CurrencyUnknown => Some("currency"),
            Self::ValidUntilMissing | Self::ValidUntilPast | Self::ValidUntilFar => Some("valid_until"),
            Self::CounterOfferEmpty | Self::Amount(_) => Some("amount"),
            Self::WantedByPast | Self::WantedByFar => Some("wanted_by"),
            Self::IncidentReasonMissing => Some("text"),
            Self::Billing(part) => Some(part.of_billing()),
            Self::Delivery(part) => Some(part.of_delivery()),
            Self::Account(fault) => Some(fault.field()),
            _ => None,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownNegotiation => f.write_str("There is no such negotiation."),
            Self::AlreadySent => f.write_str("This inquiry was already sent."),
            Self::SenderMissing => f.write_str("Type your own e-mail address as the sender."),
            Self::SenderInvalid => {
                f.write_str("The sender is not an e-mail address: write it as name@company.example.")
            }
            Self::MessageEmpty => f.write_str("The message is empty: write some text."),
            Self::MessageTooLong => {
                write!(f, "The text is longer than {} characters: shorten it.", limits::TEXT_CHARACTERS)
            }
            Self::NoRecipient => f.write_str("No recipient: write at least one address."),
            Self::MessageControl => write!(f, "The text cannot be sent: {}.", TextFault::Control),
            Self::Addresses(fault) => fault.fmt(f),
            Self::Name(fault) => write!(f, "Your name: {fault}."),
            Self::Company(fault) => write!(f, "The company: {fault}."),
            Self::Town(fault) => write!(f, "The town: {fault}."),
            Self::Postcode(fault) => write!(f, "The postcode: {fault}."),
            Self::TooManyRecipients => {
                write!(f, "More than {} people: leave some out.", limits::PARTICIPANTS)
            }
            Self::UnknownMember => {
                f.write_str("One of those you chose is not in this sales network any more: choose again.")
            }
            Self::AlreadyInLane(text) => write!(f, "{text} already takes part in this conversation."),
            Self::NotAddable => {
                f.write_str("One of these addresses cannot be added to this conversation.")
            }
            Self::PhoneInvalid => f.write_str(
                "The phone number may only have digits, spaces and + ( ) - . / and at most 40 characters.",
            ),
            Self::ConsentMissing => {
                f.write_str("Agree that your inquiry is passed on to the seller; without it nothing is sent.")
            }
            Self::ReasonMissing => f.write_str("Say in a few words why you decline."),
            Self::StarsOutOfRange => f.write_str("Give one to five stars."),
            Self::FeedbackTooLate => f.write_str("Feedback can be changed for 14 days; they are over."),
            Self::UnknownMessage => f.write_str("There is no such message here."),
            Self::AlreadyDeclined => {
                f.write_str("This was already declined; write a message to take it up again.")
            }
            Self::AlreadySold => f.write_str("A sale was already declared."),
            Self::NothingAwaitsReply => f.write_str("No message of the buyer is waiting for a reply."),
            Self::DocumentMissing => f.write_str("Attach the document first: a PDF."),
            Self::CurrencyUnknown => f.write_str("This is no currency: write its three letters, such as EUR."),
            Self::ValidUntilMissing => f.write_str("Say until when the quote can be accepted."),
            Self::ValidUntilPast => f.write_str("The quote would end in the past: choose a later date."),
            Self::ValidUntilFar => f.write_str("The quote would end too far away: choose a date within ten years."),
            Self::TooManyQuotes => f.write_str("Too many quotes are open: withdraw one first."),
            Self::UnknownQuote => f.write_str("There is no such quote here."),
            Self::AlreadyAccepted => f.write_str("This quote was already accepted."),
            Self::QuoteExpired => f.write_str("This quote has expired. Ask for a new one."),
            Self::QuoteEnded => f.write_str("This quote is no longer open."),
            Self::CounterOfferEmpty => f.write_str("Say which amount or which date you want."),
            Self::WantedByPast => f.write_str("The date you want is past: choose a later one."),
            Self::WantedByFar => {
                f.write_str("The date you want is too far away: choose one within ten years.")
            }
            Self::NotAnOrder => f.write_str("This quote was not accepted, so there is no order."),
            Self::AlreadyPaid => f.write_str("The payment of this order was already confirmed."),
            Self::NotPayableOnline => f.write_str("The seller did not offer to have this order paid online."),
            Self::OrderStands => f.write_str("An order came of this inquiry, so it cannot be withdrawn. Write to the seller, or open an incident."),
            Self::IncidentReasonMissing => f.write_str("Say in a few words what is wrong."),
            Self::IncidentIsOpen => f.write_str("There already is an incident on this order."),
            Self::UnknownIncident => f.write_str("There is no such incident here."),
            Self::IncidentClosed => f.write_str("This incident is closed."),
            Self::IncidentNotResolved => f.write_str("Only what the seller calls resolved can be disputed."),
            Self::IncidentIsResolved => f.write_str("This incident was already marked as resolved."),
            Self::Amount(fault) => fault.fmt(f),
            Self::Billing(part) => write!(f, "The billing address: {part}."),
            Self::Delivery(part) => write!(f, "The delivery address: {part}."),
            Self::Account(fault) => fault.fmt(f),
            Self::InquiryTaken => f.write_str("Somebody else was faster: this inquiry is with another seller now."),
            Self::OfferEnded => f.write_str("This offer has ended."),
            Self::NothingOffered => f.write_str("This inquiry was offered to nobody else: just answer it."),
            Self::NegotiationClosed => f.write_str("This negotiation is closed."),
            Self::NotAllowed => f.write_str("You may not do this here."),
        }
    }
}
