//! What can be asked of a negotiation besides writing, each with its words. No view.

use crate::browser;
use crate::components::button::Look;
use crate::components::{incident, quote};
use crate::words::{Key, say};
use shared::ids::EntryId;
use shared::negotiation::{IncidentState, OperatorSide};
use shared::rating::feedback_is_editable;
use shared::view::{Content, Entry, Header, IncidentAction, QuoteAction, QuoteStatus, Role};

/// Each has its dialog.
#[derive(Clone, PartialEq, Eq)]
pub enum Asking {
    Forward,
    Cc,
    Decline,
    NoReply,
    Sale,
    Spam,
    Feedback,
    Withdraw,
    /// To take it away, as a PDF, as a text or printed.
    Keep,
    Answers,
    TeamToSeller,
    TeamToBuyer,
    /// Of the buyer.
    AnswerTeam,
    Verify(EntryId),
    Quote(EntryId, QuoteAction),
    Incident(EntryId, IncidentAction),
}

/// The words of a dialog: its action, what it does, what is said when it is done.
type Words = (Key, Key, Key);

/// What may be asked here, most wanted first. What is not allowed is not offered.
pub fn offered(header: Option<&Header>) -> Vec<Asking> {
    let Some(Header { may, role, feedback, .. }) = header else { return Vec::new() };
    let is_editable = feedback.as_ref().is_none_or(|left| feedback_is_editable(left.at, browser::now()));
    let operator = *role == Role::Operator;
    let team = |with| may.operator_sides.contains(&with);
    let all = [
        (operator && team(OperatorSide::Primary), Asking::TeamToSeller),
        (operator && team(OperatorSide::Buyer), Asking::TeamToBuyer),
        (!operator && team(OperatorSide::Buyer), Asking::AnswerTeam),
        (may.leave_feedback && is_editable, Asking::Feedback),
        (may.add_people, Asking::Forward),
        (may.add_people, Asking::Cc),
        (may.mark_no_reply_needed, Asking::NoReply),
        (may.declare_sale, Asking::Sale),
        (true, Asking::Keep),
        (may.decline, Asking::Decline),
        (may.withdraw_inquiry, Asking::Withdraw),
        (may.mark_spam, Asking::Spam),
    ];
    all.into_iter().filter_map(|(offered, asking)| offered.then_some(asking)).collect()
}

impl Asking {
    /// Whether what is typed is for the other side of the conversation.
    pub const fn reaches_the_other_side(&self) -> bool {
        matches!(self, Self::Decline | Self::Feedback | Self::Withdraw | Self::Quote(..) | Self::Incident(..))
    }

    /// Why it cannot be done any more with the entry that it is about, as that is now; the code of a refusal.
    pub fn over(&self, find: impl Fn(&EntryId) -> Option<Entry>) -> Option<&'static str> {
        match self {
            Self::Quote(id, action) => match find(id)?.content {
                Content::Quote { quote, .. } if !quote.may.contains(action) => Some(match action {
                    QuoteAction::OpenIncident => "incident_is_open",
                    QuoteAction::PayOnline | QuoteAction::ConfirmPayment => "already_paid",
                    _ if quote.status == QuoteStatus::Accepted => "already_accepted",
                    _ => "quote_ended",
                }),
                _ => None,
            },
            Self::Incident(id, action) => match find(id)?.content {
                Content::Incident(incident) if !incident.may.contains(action) => Some(match incident.state {
                    IncidentState::Closed | IncidentState::AutoClosed => "incident_closed",
                    IncidentState::Resolved => "incident_is_resolved",
                    IncidentState::Open | IncidentState::Disputed => "incident_not_resolved",
                }),
                _ => None,
            },
            _ => None,
        }
    }

    pub const fn word(&self) -> Key {
        self.words().0
    }

    pub const fn explained(&self) -> Key {
        self.words().1
    }

    pub const fn done(&self) -> Key {
        self.words().2
    }

    const fn words(&self) -> Words {
        match self {
            Self::Forward => (say::ACTION_FORWARD, say::ACTION_FORWARD_TEXT, say::ACTION_FORWARD_DONE),
            Self::Cc => (say::ACTION_CC, say::ACTION_CC_TEXT, say::ACTION_CC_DONE),
            Self::Decline => (say::ACTION_DECLINE, say::ACTION_DECLINE_TEXT, say::ACTION_DECLINE_DONE),
            Self::NoReply => (say::ACTION_NO_REPLY, say::ACTION_NO_REPLY_TEXT, say::ACTION_NO_REPLY_DONE),
            Self::Sale => (say::ACTION_SALE, say::ACTION_SALE_TEXT, say::ACTION_SALE_DONE),
            Self::Spam => (say::ACTION_SPAM, say::ACTION_SPAM_TEXT, say::ACTION_SPAM_DONE),
            Self::Feedback => (say::ACTION_FEEDBACK, say::ACTION_FEEDBACK_TEXT, say::ACTION_FEEDBACK_DONE),
            Self::Withdraw => (say::ACTION_WITHDRAW, say::ACTION_WITHDRAW_TEXT, say::ACTION_WITHDRAW_DONE),
            Self::Answers => (say::COMPOSER_ANSWERS, say::ANSWERS_TEXT, say::ANSWERS_DONE),
            Self::Keep => (say::ACTION_KEEP, say::ACTION_KEEP_TEXT, say::ACTION_KEEP_DONE),
            Self::TeamToSeller => {
                (say::ACTION_TEAM_SELLER, say::ACTION_TEAM_SELLER_TEXT, say::ACTION_TEAM_DONE)
            }
            Self::TeamToBuyer => (say::ACTION_TEAM_BUYER, say::ACTION_TEAM_BUYER_TEXT, say::ACTION_TEAM_DONE),
            Self::AnswerTeam => {
                (say::ACTION_TEAM_ANSWER, say::ACTION_TEAM_ANSWER_TEXT, say::ACTION_TEAM_DONE)
            }
            Self::Verify(_) => (say::QUOTE_VERIFY, say::QUOTE_VERIFIED, say::QUOTE_VERIFIED),
            Self::Quote(_, action) => of_quote(*action),
            Self::Incident(_, action) => of_incident(*action),
        }
    }

    pub const fn icon(&self) -> &'static str {
        match self {
            Self::Forward => "forward",
            Self::Cc => "user-plus",
            Self::Decline => "ban",
            Self::NoReply => "circle-check",
            Self::Sale => "trophy",
            Self::Spam => "flag",
            Self::Feedback => "star",
            Self::Withdraw => "undo-2",
            Self::Keep => "printer",
            Self::Answers => "message-square-text",
            Self::TeamToSeller | Self::TeamToBuyer | Self::AnswerTeam => "shield",
            Self::Verify(_) => "file-check-2",
            Self::Quote(_, action) => quote::drawn(*action).1,
            Self::Incident(_, action) => incident::drawn(*action).1,
        }
    }

    /// What takes something away looks like it.
    pub const fn look(&self) -> Look {
        match self {
            Self::Decline
            | Self::Spam
            | Self::Withdraw
            | Self::Quote(_, QuoteAction::Refuse | QuoteAction::Withdraw) => Look::Danger,
            _ => Look::Primary,
        }
    }
}

const fn of_quote(action: QuoteAction) -> Words {
    let word = quote::drawn(action).0;
    match action {
        QuoteAction::Accept => (word, say::ACCEPT_TEXT, say::ACCEPT_DONE),
        QuoteAction::Counter => (word, say::COUNTER_TEXT, say::COUNTER_DONE),
        QuoteAction::Refuse => (word, say::REFUSE_TEXT, say::REFUSE_DONE),
        QuoteAction::Withdraw => (word, say::WITHDRAW_QUOTE_TEXT, say::WITHDRAW_QUOTE_DONE),
        QuoteAction::PayOnline => (word, say::PAY_ONLINE_TEXT, say::PAY_ONLINE_DONE),
        QuoteAction::ConfirmPayment => (word, say::PAYMENT_TEXT, say::PAYMENT_DONE),
        // A new quote is written in the composer; this is only its word.
        QuoteAction::Supersede => (word, say::COUNTER_TEXT, say::COUNTER_DONE),
        QuoteAction::OpenIncident => (word, say::INCIDENT_TEXT, say::INCIDENT_DONE),
    }
}

const fn of_incident(action: IncidentAction) -> Words {
    let word = incident::drawn(action).0;
    match action {
        IncidentAction::Resolve => (word, say::INCIDENT_RESOLVE_TEXT, say::INCIDENT_RESOLVE_DONE),
        IncidentAction::Dispute => (word, say::INCIDENT_DISPUTE_TEXT, say::INCIDENT_DISPUTE_DONE),
        IncidentAction::Close => (word, say::INCIDENT_CLOSE_TEXT, say::INCIDENT_CLOSE_DONE),
    }
}
