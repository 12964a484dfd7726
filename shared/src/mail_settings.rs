//! How mails reach an address: which of them may wait for a digest, which can be turned off, and when a digest leaves.
//! It knows no mail and no address.

use crate::time::{Millis, Timestamp};
use serde::{Deserialize, Serialize};

/// When news leave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    #[default]
    AtOnce,
    Hourly,
    Daily,
    /// They are on the page and come by no mail.
    Never,
}

/// The digest of a day leaves at five o'clock UTC: in Europe before work begins, in winter and in summer.
pub const DAY_ENDS: Millis = Millis::hours(5);

impl Pace {
    /// All of them, the busiest first.
    pub const ALL: [Self; 4] = [Self::AtOnce, Self::Hourly, Self::Daily, Self::Never];

    /// As it is written in JSON, in rows and in the translation catalogue.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AtOnce => "at_once",
            Self::Hourly => "hourly",
            Self::Daily => "daily",
            Self::Never => "never",
        }
    }

    /// The pace with this code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pace| pace.code() == code)
    }

    /// When that leaves which is new now; none: it does not.
    pub fn leaves(self, now: Timestamp) -> Option<Timestamp> {
        match self {
            Self::AtOnce => Some(now),
            Self::Hourly => Some(next(now, Millis::hours(1), Millis(0))),
            Self::Daily => Some(next(now, Millis::days(1), DAY_ENDS)),
            Self::Never => None,
        }
    }
}

/// The next time after now that lies this far behind a whole number of lengths.
fn next(now: Timestamp, length: Millis, behind: Millis) -> Timestamp {
    let whole = (now.0 - behind.0).div_euclid(length.0) + 1;
    Timestamp(whole * length.0 + behind.0)
}

/// What can be turned off with one click in a mail program (RFC 8058): mails that nobody has to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subscription {
    /// R14.
    Copies,
    /// S1: the question for stars.
    Feedback,
    /// All news, gathered or not.
    Digest,
}

impl Subscription {
    pub const ALL: [Self; 3] = [Self::Copies, Self::Feedback, Self::Digest];

    /// As it is written in JSON, in rows and in the translation catalogue.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Copies => "copies",
            Self::Feedback => "feedback",
            Self::Digest => "digest",
        }
    }

    /// The subscription with this code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|subscription| subscription.code() == code)
    }
}

/// What a mail is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    SignInCode,
    /// To the one who is to answer.
    Inquiry,
    /// R18: to the seller who may take it, or to the one who may lose it.
    Offer,
    /// R12.
    Receipt,
    /// R14.
    Copy,
    /// N4: forwarded, or brought in by cc.
    Added,
    Message,
    OperatorMessage,
    /// N6: the sender's own.
    SentCopy,
    /// N5.
    Decline,
    /// N3: a quote, wishes for other terms, and what becomes of them.
    Quote,
    Payment,
    /// N11.
    Incident,
    /// R18: to those who are to answer, and at 48 h to the copies.
    Reminder,
    /// R18: who has the inquiry now, or that it is no longer on offer.
    Handover,
    /// The buyer needs no answer any more.
    Withdrawal,
    /// S1.
    Feedback,
    /// What became of a mail that somebody sent here.
    Notice,
}

/// What may be done with mails of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// It may wait for a digest.
    pub gathered: bool,
    /// With which it can be turned off.
    pub subscription: Option<Subscription>,
}

const AT_ONCE: Rule = Rule { gathered: false, subscription: None };
const NEWS: Rule = Rule { gathered: true, subscription: None };

impl Kind {
    pub const ALL: [Self; 18] = [
        Self::SignInCode,
        Self::Inquiry,
        Self::Offer,
        Self::Receipt,
        Self::Copy,
        Self::Added,
        Self::Message,
        Self::OperatorMessage,
        Self::SentCopy,
        Self::Decline,
        Self::Quote,
        Self::Payment,
        Self::Incident,
        Self::Reminder,
        Self::Handover,
        Self::Withdrawal,
        Self::Feedback,
        Self::Notice,
    ];

    /// Whether anything can be chosen about such mails.
    pub fn can_be_chosen(self) -> bool {
        self.rule() != AT_ONCE
    }

    /// The one table of what waits and what does not.
    pub const fn rule(self) -> Rule {
        match self {
            // Somebody sits and waits for it: for a code, for a receipt, for what became of a mail just sent.
            Self::SignInCode | Self::Receipt | Self::Notice => AT_ONCE,
            // A clock runs from its delivery on (S4, S6, R18), or whoever acts first wins.
            Self::Inquiry | Self::Offer | Self::Reminder => AT_ONCE,
            // It is the way in of somebody who did not know of the inquiry.
            Self::Added => AT_ONCE,
            // It ends on a date, binds, or costs money (N3, N11).
            Self::Quote | Self::Payment | Self::Incident => AT_ONCE,
            // The buyer looks for somebody else now.
            Self::Decline => AT_ONCE,
            // The operator writes when something is wrong.
            Self::OperatorMessage => AT_ONCE,
            // For information: others act.
            Self::Copy => Rule { gathered: true, subscription: Some(Subscription::Copies) },
            // Talk: the reminders of R18 see to it that no wait is forgotten.
            Self::Message => NEWS,
            // Nothing is to be done about it.
            Self::SentCopy | Self::Handover | Self::Withdrawal => NEWS,
            // It is answered by a click in the very mail, but nobody has to.
            Self::Feedback => Rule { gathered: false, subscription: Some(Subscription::Feedback) },
        }
    }
}

/// What an address has chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailSettings {
    pub pace: Pace,
    /// R14: copies of inquiries come by mail.
    pub copies: bool,
    /// S1: the question for stars comes by mail.
    pub feedback: bool,
}

impl Default for MailSettings {
    /// Everything, at once.
    fn default() -> Self {
        Self { pace: Pace::AtOnce, copies: true, feedback: true }
    }
}

/// What becomes of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Leaves,
    /// In the digest of this time.
    Waits(Timestamp),
    /// Its reader wants none of them.
    Dropped,
}

impl MailSettings {
    /// What becomes of a mail of this kind that is written now.
    pub fn fate(&self, kind: Kind, now: Timestamp) -> Fate {
        let Rule { gathered, subscription } = kind.rule();
        if subscription.is_some_and(|subscription| !self.has(subscription)) {
            return Fate::Dropped;
        }
        match (gathered, self.pace.leaves(now)) {
            (false, _) => Fate::Leaves,
            (true, Some(_)) if self.pace == Pace::AtOnce => Fate::Leaves,
            (true, Some(at)) => Fate::Waits(at),
            (true, None) => Fate::Dropped,
        }
    }

    /// Whether this comes by mail.
    pub fn has(&self, subscription: Subscription) -> bool {
        match subscription {
            Subscription::Copies => self.copies,
            Subscription::Feedback => self.feedback,
            Subscription::Digest => self.pace != Pace::Never,
        }
    }

    /// The same with this turned off.
    #[must_use]
    pub fn without(mut self, subscription: Subscription) -> Self {
        match subscription {
            Subscription::Copies => self.copies = false,
            Subscription::Feedback => self.feedback = false,
            Subscription::Digest => self.pace = Pace::Never,
        }
        self
    }
}
