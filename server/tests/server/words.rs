//! N7: every refusal that a person can meet in a negotiation has words of its own, in nine languages.

use shared::aggregate::Refusal as _;
use shared::emails::EmailsFault;
use shared::ids::Email;
use shared::money::MoneyFault;
use shared::negotiation::Refusal::{self, *};
use shared::negotiation::{AccountFault, AddressPart};
use shared::text::TextFault;

/// One of each; a new one that is not listed does not compile (see `listed`).
fn all() -> Vec<Refusal> {
    let texts = [TextFault::Missing, TextFault::TooLong { limit: 1 }, TextFault::Control];
    let emails = [
        EmailsFault::Missing,
        EmailsFault::Space,
        EmailsFault::Invalid(String::new()),
        EmailsFault::Twice(Email::parse("a@x.example").expect("an address")),
        EmailsFault::TooMany,
    ];
    let amounts = [
        MoneyFault::Missing,
        MoneyFault::NotANumber,
        MoneyFault::TooManyPlaces { places: 2 },
        MoneyFault::NotPositive,
        MoneyFault::TooLarge,
    ];
    let plain = [
        UnknownNegotiation,
        AlreadySent,
        SenderMissing,
        SenderInvalid,
        MessageEmpty,
        MessageTooLong,
        MessageControl,
        NoRecipient,
        TooManyRecipients,
        UnknownMember,
        AlreadyInLane(String::new()),
        NotAddable,
        ValidUntilFar,
        WantedByFar,
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
        TooManyQuotes,
        UnknownQuote,
        AlreadyAccepted,
        QuoteExpired,
        QuoteEnded,
        CounterOfferEmpty,
        WantedByPast,
        NotAnOrder,
        AlreadyPaid,
        NotPayableOnline,
        OrderStands,
        IncidentReasonMissing,
        IncidentIsOpen,
        UnknownIncident,
        IncidentClosed,
        IncidentNotResolved,
        IncidentIsResolved,
        Billing(AddressPart::Name),
        Delivery(AddressPart::Lines),
        InquiryTaken,
        OfferEnded,
        NothingOffered,
        NegotiationClosed,
        NotAllowed,
    ];
    let accounts = [
        AccountFault::NumberMissing,
        AccountFault::IbanWrong,
        AccountFault::NumberInvalid,
        AccountFault::BicInvalid,
    ];
    let accounts = accounts.into_iter().chain(texts.map(AccountFault::Holder));
    let accounts = accounts.chain(texts.map(AccountFault::Bank)).map(Account).collect::<Vec<_>>();
    let with_text =
        texts.into_iter().flat_map(|fault| [Name(fault), Company(fault), Town(fault), Postcode(fault)]);
    plain
        .into_iter()
        .chain(with_text)
        .chain(emails.into_iter().map(Addresses))
        .chain(amounts.into_iter().map(Amount))
        .chain(accounts)
        .collect()
}

fn listed(refusal: &Refusal) {
    match refusal {
        UnknownNegotiation
        | AlreadySent
        | SenderMissing
        | SenderInvalid
        | MessageEmpty
        | MessageTooLong
        | MessageControl
        | NoRecipient
        | Addresses(_)
        | TooManyRecipients
        | UnknownMember
        | AlreadyInLane(_)
        | NotAddable
        | ValidUntilFar
        | WantedByFar
        | Name(_)
        | Company(_)
        | Town(_)
        | Postcode(_)
        | PhoneInvalid
        | ConsentMissing
        | ReasonMissing
        | StarsOutOfRange
        | FeedbackTooLate
        | UnknownMessage
        | AlreadyDeclined
        | AlreadySold
        | NothingAwaitsReply
        | DocumentMissing
        | CurrencyUnknown
        | ValidUntilMissing
        | ValidUntilPast
        | TooManyQuotes
        | UnknownQuote
        | AlreadyAccepted
        | QuoteExpired
        | QuoteEnded
        | CounterOfferEmpty
        | WantedByPast
        | NotAnOrder
        | AlreadyPaid
        | NotPayableOnline
        | OrderStands
        | IncidentReasonMissing
        | IncidentIsOpen
        | UnknownIncident
        | IncidentClosed
        | IncidentNotResolved
        | IncidentIsResolved
        | Amount(_)
        | Billing(_)
        | Delivery(_)
        | Account(_)
        | InquiryTaken
        | OfferEnded
        | NothingOffered
        | NegotiationClosed
        | NotAllowed => {}
    }
}

#[test]
fn every_refusal_has_words() {
    for refusal in all() {
        listed(&refusal);
        let known = words::find(words::app::GROUP_PROBLEM, refusal.code());
        assert!(known.is_some(), "no words for `{}` ({refusal})", refusal.code());
    }
}

/// N2: so has everything that can be wrong with a file.
#[test]
fn every_fault_of_a_document_has_words() {
    use pdf::Fault;
    let faults = [
        Fault::NotAPdf,
        Fault::Truncated,
        Fault::Encrypted,
        Fault::Active,
        Fault::Disguised,
        Fault::TooComplex,
    ];
    for code in faults.into_iter().map(Fault::code).chain(["document_too_large", "document_incomplete"]) {
        assert!(words::find(words::app::GROUP_PROBLEM, code).is_some(), "no words for `{code}`");
    }
}
