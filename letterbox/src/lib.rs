//! What Kontor reads out of a mail that somebody sent to a negotiation: who wrote, what the person wrote
//! in this very mail, which documents came along, and whether a machine wrote it.
//!
//! Pure: bytes in, values out. It must not know negotiations, nor judge whether a document is one.

mod addresses;
mod attribution;
mod automatic;
mod body;
mod bounce;
mod characters;
mod charset;
mod client;
mod dates;
mod header_block;
mod headers;
mod history;
mod limits;
mod lines;
mod marker;
mod mime;
mod names;
mod parts;
mod phrases;
mod readable;
mod report;
mod separators;
mod signature;
mod tags;
mod tnef;
mod transfer;
mod words;

use serde::{Deserialize, Serialize};

/// Opens the line that stands first in every mail of ours: what follows it is not the sender's.
pub const MARK_BEGIN: &str = "##-";
/// Closes that line.
pub const MARK_END: &str = "-##";

/// What a mail says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// The bare address of the first sender, its domain in lower case.
    pub from: Option<String>,
    pub sender_name: Option<String>,
    /// The bare addresses of all recipients, in order, no doubles.
    pub to: Vec<String>,
    pub subject: String,
    pub message_id: Option<String>,
    /// The mails it answers: In-Reply-To, then References, no doubles.
    pub in_reply_to: Vec<String>,
    /// What kind of machine wrote it, if one did.
    pub automatic: Option<Automatic>,
    /// What the person wrote in this mail: quoted history and signature taken off.
    pub text: String,
    /// Everything that can be read.
    pub full_text: String,
    /// Whether history was taken off.
    pub quoted_removed: bool,
    /// What claims to be a PDF; whether it is one is for others to say.
    pub attachments: Vec<Attachment>,
    /// Every other file that was sent.
    pub refused: Vec<Refused>,
    /// Who was not reached; for `Automatic::Bounce`.
    pub bounce: Option<Bounce>,
}

/// The kinds of mail that nobody wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Automatic {
    OutOfOffice,
    Bounce,
    AutoReply,
    List,
}

/// A file that claims to be a PDF.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Safe to show and to store: no path, nothing invisible, at most 200 letters.
    pub name: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
}

/// A file that is not passed on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    pub name: String,
    pub why: Reason,
}

/// Why a file is not passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    NotPdf,
    /// More documents than one mail may bring.
    TooMany,
    /// A mail within the mail.
    NestedMail,
    /// Encrypted, or signed in a way that hides the words: nobody can read it.
    Encrypted,
    Calendar,
    ContactCard,
    /// Outlook's own packing, `winmail.dat`, of which nothing could be read.
    Winmail,
}

/// What a mail server reports about a mail of ours.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounce {
    pub failed: Vec<Failed>,
    pub original_message_id: Option<String>,
}

/// One recipient who was not reached, or not yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failed {
    pub address: Option<String>,
    /// Trying again is of no use.
    pub permanent: bool,
    /// The server is still trying.
    #[serde(default)]
    pub delayed: bool,
    /// As in RFC 3463: `5.1.1`.
    pub status: Option<String>,
    pub diagnostic: Option<String>,
}

/// Reads a mail as it came. Never fails: what cannot be understood is missing.
#[must_use]
pub fn read(raw: &[u8]) -> Letter {
    read_as(raw, false)
}

/// The same of a mail that came without a sender, as reports of mail servers do.
#[must_use]
pub fn read_without_sender(raw: &[u8]) -> Letter {
    read_as(raw, true)
}

fn read_as(raw: &[u8], is_without_sender: bool) -> Letter {
    let raw = &*mime::tidied(raw);
    let parts = mime::split(raw);
    let headers = &parts[0].headers;
    let subject = headers.phrase("subject").unwrap_or_default();
    let (from, sender_name) = addresses::sender(headers);

    let mut sorted = parts::sort(&parts);
    let lines = body::lines(&parts, &mut sorted);
    let full_text = lines::render(&lines);

    let evidence = automatic::Evidence {
        parts: &parts,
        subject: &subject,
        from: from.as_deref(),
        text: &full_text,
        is_without_sender,
    };
    let automatic = automatic::recognise(&evidence);
    let bounce = (automatic == Some(Automatic::Bounce)).then(|| bounce::read(&evidence));
    if bounce.is_some() {
        // The mail that came back is no file that somebody sent.
        sorted.refused.retain(|refused| refused.why != Reason::NestedMail);
    }

    let brings_files = !sorted.attachments.is_empty() || !sorted.refused.is_empty();
    let to = addresses::recipients(headers);
    let in_reply_to = addresses::answered(headers);
    let around = history::Around {
        is_forward: phrases::is_forward(&subject),
        is_reply: !in_reply_to.is_empty() || phrases::has_prefix(&subject),
        answers_recipient: in_reply_to
            .first()
            .is_some_and(|id| to.iter().any(|known| addresses::are_at_one_home(known, id))),
        recipients: &to,
        brings_files,
    };
    let own = history::take_off(lines, around);
    Letter {
        from,
        sender_name,
        to,
        subject,
        message_id: headers.ids("message-id").into_iter().next(),
        in_reply_to,
        automatic,
        text: lines::render(&own.lines),
        full_text,
        quoted_removed: own.removed,
        attachments: sorted.attachments,
        refused: sorted.refused,
        bounce,
    }
}
