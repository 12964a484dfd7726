//! The kinds of mail and what each is made of. The views in it must be projections for the very person
//! that the mail goes to; layout and headers are made elsewhere.

mod code;
mod conversation;
mod digest;
mod inquiry;
mod news;
mod notice;
mod payment;

pub use digest::Part;
pub use notice::{LeftOut, Matter};

use super::draft::Draft;
use super::pen::Pen;
use shared::money::Money;
use shared::view::{Entry, Header};

/// What a mail tells.
#[derive(Clone, Copy, Debug)]
pub enum Letter<'v> {
    /// To the one who is to answer.
    Inquiry {
        header: &'v Header,
    },
    /// R18: to the seller to whom it is offered after silence.
    Offer {
        header: &'v Header,
    },
    /// R14: to a copy holder, for information.
    Copy {
        header: &'v Header,
    },
    /// R12: to the buyer, who received the inquiry and why.
    Receipt {
        header: &'v Header,
    },
    /// The new message and nothing before it (N12).
    Message {
        header: &'v Header,
        entry: &'v Entry,
    },
    /// N4: to a new co-recipient; the entry is the forward or the cc that brought it in.
    Added {
        header: &'v Header,
        entry: &'v Entry,
    },
    /// N5: to the buyer, never with the reason.
    Declined {
        header: &'v Header,
        entry: &'v Entry,
    },
    /// N6: to the one who wrote the message.
    SenderCopy {
        header: &'v Header,
        entry: &'v Entry,
    },
    /// What became of a quote, an order, an incident or a wait, and the question for stars.
    News {
        header: &'v Header,
        entry: &'v Entry,
    },
    /// All that is new for its reader in several negotiations, each as it sees it.
    Digest {
        parts: &'v [Part],
    },
    /// To the operator: money that fits no order.
    StrayPayment {
        header: &'v Header,
        price: Money,
        reference: &'v str,
    },
    /// To whoever wrote a mail that was not passed on, or not whole.
    Notice {
        matter: Matter,
        files: &'v [LeftOut],
    },
    SignInCode {
        code: &'v str,
        minutes: u32,
    },
}

impl Letter<'_> {
    /// The words of the letter; none when the entry is not of the letter's kind, which is also how it
    /// looks when its recipient may not see it whole.
    pub(super) fn draft(self, pen: &Pen) -> Option<Draft> {
        match self {
            Self::Inquiry { header } => Some(inquiry::inquiry(pen, header)),
            Self::Offer { header } => inquiry::offer(pen, header),
            Self::Copy { header } => Some(inquiry::copy(pen, header)),
            Self::Receipt { header } => Some(inquiry::receipt(pen, header)),
            Self::Message { header, entry } => conversation::message(pen, header, entry),
            Self::Added { header, entry } => conversation::added(pen, header, entry),
            Self::Declined { header, entry } => conversation::declined(pen, header, entry),
            Self::SenderCopy { header, entry } => conversation::sender_copy(pen, header, entry),
            Self::News { header, entry } => news::news(pen, header, entry),
            Self::Digest { parts } => digest::digest(pen, parts),
            Self::StrayPayment { header, price, reference } => {
                Some(payment::stray(pen, header, price, reference))
            }
            Self::Notice { matter, files } => Some(notice::notice(pen, matter, files)),
            Self::SignInCode { code, minutes } => Some(code::sign_in(pen, code, minutes)),
        }
    }
}
