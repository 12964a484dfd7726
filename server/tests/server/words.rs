//! N7: every refusal that a person can meet in a negotiation has words of its own, in nine languages.

use shared::aggregate::Refusal as _;
use shared::emails::EmailsFault;
use shared::ids::Email;
use shared::negotiation::Refusal::{self, *};
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
        AlreadyInLane(String::new()),
        PhoneInvalid,
        ConsentMissing,
        ReasonMissing,
        StarsOutOfRange,
        FeedbackTooLate,
        UnknownMessage,
        AlreadyDeclined,
        AlreadySold,
        NothingAwaitsReply,
        NegotiationClosed,
        NotAllowed,
    ];
    let with_text =
        texts.into_iter().flat_map(|fault| [Name(fault), Company(fault), Town(fault), Postcode(fault)]);
    plain.into_iter().chain(with_text).chain(emails.into_iter().map(Addresses)).collect()
}

fn listed(refusal: &Refusal) {
    match refusal {
        UnknownNegotiation | AlreadySent | SenderMissing | SenderInvalid | MessageEmpty | MessageTooLong
        | MessageControl | NoRecipient | Addresses(_) | TooManyRecipients | AlreadyInLane(_) | Name(_)
        | Company(_) | Town(_) | Postcode(_) | PhoneInvalid | ConsentMissing | ReasonMissing
        | StarsOutOfRange | FeedbackTooLate | UnknownMessage | AlreadyDeclined | AlreadySold
        | NothingAwaitsReply | NegotiationClosed | NotAllowed => {}
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
