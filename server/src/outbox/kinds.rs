//! Of which kind a mail is: from why it is sent, and what its entry is for its reader.

use super::causes::Reason;
use shared::mail_settings::Kind;
use shared::view::Content;

/// The kind of a mail; the entry is that which its reader sees, where the mail is about one.
pub fn kind(reason: Reason, content: Option<&Content>) -> Kind {
    match reason {
        Reason::Inquiry => Kind::Inquiry,
        Reason::Offer => Kind::Offer,
        Reason::Copy => Kind::Copy,
        Reason::Receipt => Kind::Receipt,
        Reason::SentCopy => Kind::SentCopy,
        Reason::Added => Kind::Added,
        Reason::Decline => Kind::Decline,
        Reason::Message => match content {
            Some(Content::Quote { .. } | Content::CounterOffer { .. }) => Kind::Quote,
            Some(Content::OperatorMessage { .. }) => Kind::OperatorMessage,
            _ => Kind::Message,
        },
        Reason::News => content.map_or(Kind::Quote, of_news),
    }
}

/// What is not named here is about a quote, and urgent.
fn of_news(content: &Content) -> Kind {
    match content {
        Content::PaymentReceived { .. } => Kind::Payment,
        Content::Incident(_) | Content::IncidentMoved { .. } => Kind::Incident,
        Content::ReminderSent | Content::AnswerOverdue => Kind::Reminder,
        Content::InquiryOffered { .. } => Kind::Offer,
        Content::OfferEnded { .. } | Content::Rerouted { .. } => Kind::Handover,
        Content::InquiryWithdrawn { .. } => Kind::Withdrawal,
        Content::FeedbackAsked => Kind::Feedback,
        _ => Kind::Quote,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::negotiation::{Audience, IncidentState, OperatorSide};

    #[test]
    fn what_a_mail_is_about_says_of_which_kind_it_is() {
        let text = String::new;
        let message = Content::Message { text: text(), audience: Audience::Lane, automatic: false };
        let team = Content::OperatorMessage { text: text(), with: OperatorSide::Buyer };
        let wish = Content::CounterOffer { text: text(), quote: "q".into(), amount: None, wanted_by: None };
        let solved = Content::IncidentMoved { state: IncidentState::Resolved, text: None };
        for (reason, content, expected) in [
            (Reason::Message, &message, Kind::Message),
            (Reason::SentCopy, &message, Kind::SentCopy),
            (Reason::Message, &team, Kind::OperatorMessage),
            (Reason::Message, &wish, Kind::Quote),
            (Reason::News, &Content::QuoteExpired, Kind::Quote),
            (Reason::News, &Content::PaymentReceived { reference: None }, Kind::Payment),
            (Reason::News, &solved, Kind::Incident),
            (Reason::News, &Content::ReminderSent, Kind::Reminder),
            (Reason::News, &Content::AnswerOverdue, Kind::Reminder),
            (Reason::News, &Content::InquiryOffered { name: None }, Kind::Offer),
            (Reason::News, &Content::OfferEnded { reason: None }, Kind::Handover),
            (Reason::News, &Content::Rerouted { name: None, after_hours: 1 }, Kind::Handover),
            (Reason::News, &Content::InquiryWithdrawn { reason: None }, Kind::Withdrawal),
            (Reason::News, &Content::FeedbackAsked, Kind::Feedback),
        ] {
            assert_eq!(kind(reason, Some(content)), expected, "{reason:?} {content:?}");
        }
        // What nobody has named leaves at once.
        assert!(!kind(Reason::News, Some(&Content::QuoteOpened)).can_be_chosen());
    }
}
