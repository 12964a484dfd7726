//! What can be asked of a negotiation besides writing, each with its words. No view.

use crate::components::button::Look;
use crate::components::{incident, quote};
use crate::words::{Key, say};
use shared::ids::EntryId;
use shared::view::{IncidentAction, QuoteAction};

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
    /// To take it away, printed or as a text.
    Keep,
    Answers,
    Verify(EntryId),
    Quote(EntryId, QuoteAction),
    Incident(EntryId, IncidentAction),
}

/// The words of a dialog: its action, what it does, what is said when it is done.
type Words = (Key, Key, Key);

impl Asking {
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
            Self::Answers => (say::ANSWERS_BUTTON, say::ANSWERS_TEXT, say::ANSWERS_DONE),
            Self::Keep => (say::ACTION_KEEP, say::ACTION_KEEP_TEXT, say::ACTION_KEEP_DONE),
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
