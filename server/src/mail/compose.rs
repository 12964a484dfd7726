//! From envelope and letter to the bytes of a mail (RFC 5322, MIME). Pure: same arguments, same bytes.

use super::draft::Draft;
use super::html::{Look, html};
use super::kind::Kind;
use super::letter::Letter;
use super::pen::Pen;
use super::plain::plain;
use super::{Choices, Envelope, masks};
use data_encoding::HEXLOWER;
use letterbox::{MARK_BEGIN, MARK_END};
use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, MultiPartKind, SinglePart};
use sha2::{Digest, Sha256};
use shared::ids::Email;
use shared::mail_settings::Subscription;
use shared::time::Timestamp;
use std::fmt;
use std::time::{Duration, UNIX_EPOCH};
use words::mail;

/// A mail ready to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Composed {
    /// The same for every composing of the same outbox row; safe in a file name.
    pub id: String,
    pub kind: Kind,
    /// The date in its header.
    pub at: Timestamp,
    pub from: Email,
    /// The name before that address.
    pub sender: String,
    pub to: Email,
    pub subject: String,
    /// The text part, before it is encoded.
    pub text: String,
    /// The HTML part likewise.
    pub html: String,
    /// Header and body, lines ended by CR LF.
    pub bytes: Vec<u8>,
    /// With which its reader can turn it off.
    pub subscription: Option<Subscription>,
}

/// Why there is no mail. It names nobody, so that it can be logged (V4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComposeError {
    /// The entry is not of the letter's kind, or its recipient may not see it.
    NotForThisRecipient,
    /// One of the addresses cannot stand in a mail.
    Address,
    /// The builder refused; a fault of ours.
    Build,
}

impl fmt::Display for ComposeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotForThisRecipient => "the recipient of this mail may not see what it is about",
            Self::Address => "an address of this mail cannot be written in a header",
            Self::Build => "the mail could not be put together",
        })
    }
}

impl std::error::Error for ComposeError {}

/// Writes the letter.
///
/// # Errors
/// [`ComposeError`]; trying again leads to the same.
pub fn compose(envelope: &Envelope, letter: Letter) -> Result<Composed, ComposeError> {
    let pen = Pen::new(envelope.language, &envelope.marketplace.name);
    let kind = Kind::of(&letter).ok_or(ComposeError::NotForThisRecipient)?;
    let draft = letter.draft(&pen).ok_or(ComposeError::NotForThisRecipient)?;
    let id = hashed(&envelope.id);
    let (text, html) = parts(envelope, &pen, &draft);
    let body = body(&id, text.clone(), html.clone());
    let written = match letter {
        Letter::Notice { .. } => Written::AsAnswer,
        _ if draft.automatic => Written::ByItself,
        _ => Written::ByPerson,
    };
    let message = message(envelope, &pen, (&draft, body, written), &id)?;
    Ok(Composed {
        id,
        kind,
        at: envelope.at,
        from: envelope.from.clone(),
        sender: sender(&pen, &draft),
        to: envelope.to.clone(),
        text,
        html,
        subject: draft.subject,
        bytes: message.formatted(),
        subscription: envelope.unsubscribe().map(|(subscription, _)| subscription),
    })
}

/// Who is behind a mail, for machines that would answer it.
#[derive(Clone, Copy)]
enum Written {
    ByPerson,
    ByItself,
    /// To a mail.
    AsAnswer,
}

impl Written {
    /// Exchange has its own word for what is not to be answered. Reports that a mail did not arrive are wanted of all
    /// mails (R5), and that somebody is away is worth knowing where a person has written (S5). `Precedence` was never
    /// agreed on, and says of most mails what they are not; what answers a mail may have it, for machines that know no
    /// better (RFC 3834, 3.1.8).
    fn headers(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::ByPerson => &[("X-Auto-Response-Suppress", "DR, RN, NRN, AutoReply")],
            Self::ByItself => &[
                ("Auto-Submitted", "auto-generated"),
                ("X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply"),
            ],
            Self::AsAnswer => &[
                ("Auto-Submitted", "auto-replied"),
                ("X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply"),
                ("Precedence", "bulk"),
            ],
        }
    }
}

fn message(
    envelope: &Envelope,
    pen: &Pen,
    (draft, body, written): (&Draft, MultiPart, Written),
    id: &str,
) -> Result<Message, ComposeError> {
    let host = envelope.from.as_str().rsplit('@').next().unwrap_or_default();
    let mut builder = Message::builder()
        .date(UNIX_EPOCH + since_epoch(envelope.at))
        .from(mailbox(Some(sender(pen, draft)), &envelope.from)?)
        .to(mailbox(None, &envelope.to)?)
        .message_id(Some(format!("<{id}@{host}>")))
        .subject(draft.subject.clone())
        .raw_header(header("Content-Language", envelope.language.code()));
    if let Some(thread) = &envelope.thread {
        let root = format!("<{}@{host}>", hashed(thread));
        builder = builder.in_reply_to(root.clone()).references(root);
    }
    for (name, value) in written.headers() {
        builder = builder.raw_header(header(name, *value));
    }
    if let Some((_, link)) = envelope.unsubscribe() {
        builder = builder.raw_header(header("List-Unsubscribe", format!("<{link}>")));
        // RFC 8058, 3.1: only what is asked by TLS is done with one click.
        if link.starts_with("https://") {
            builder = builder.raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }
    }
    builder.multipart(body).map_err(|_| ComposeError::Build)
}

/// A header of our own words; nothing that people typed comes here.
fn header(name: &'static str, value: impl Into<String>) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.into())
}

/// The ways to choose which mails come, with their labels.
fn ways<'e>(envelope: &'e Envelope, pen: &Pen) -> Vec<(String, &'e str)> {
    let Some(Choices { settings, unsubscribe }) = &envelope.choices else { return Vec::new() };
    let stop = unsubscribe.as_ref().map(|(_, link)| (pen.say(mail::CHOICES_STOP), link.as_str()));
    std::iter::once((pen.say(mail::CHOICES_SETTINGS), settings.as_str())).chain(stop).collect()
}

/// What is said, as text and as HTML.
fn parts(envelope: &Envelope, pen: &Pen, draft: &Draft) -> (String, String) {
    let (mark, link, ways) = (mark(envelope, pen), envelope.link.as_deref(), ways(envelope, pen));
    let look = Look { pen, accent: envelope.marketplace.accent, mark: &mark, link, ways: &ways };
    (plain(draft, &look), html(draft, &look))
}

/// The text first: RFC 2046 puts the richest form last. The boundary follows from the id, because a
/// random one would make other bytes each time.
fn body(id: &str, text: String, html: String) -> MultiPart {
    MultiPart::builder()
        .kind(MultiPartKind::Alternative)
        .boundary(format!("part-{id}"))
        .singlepart(SinglePart::plain(text))
        .singlepart(SinglePart::html(html))
}

/// N12: the line that stands between an answer and the mail that it answers; empty where none comes back to us.
fn mark(envelope: &Envelope, pen: &Pen) -> String {
    match envelope.answerable {
        true => format!("{MARK_BEGIN} {} {MARK_END}", pen.say(mail::MARK)),
        false => String::new(),
    }
}

/// The person by way of the marketplace, or the marketplace itself.
fn sender(pen: &Pen, draft: &Draft) -> String {
    let marketplace = masks::name(&pen.marketplace);
    match &draft.author {
        Some(author) if *author != marketplace => pen.say(mail::from(marketplace, author)),
        _ => marketplace,
    }
}

fn mailbox(name: Option<String>, email: &Email) -> Result<Mailbox, ComposeError> {
    let address = email.as_str().parse().map_err(|_| ComposeError::Address)?;
    Ok(Mailbox::new(name, address))
}

fn since_epoch(at: Timestamp) -> Duration {
    Duration::from_millis(u64::try_from(at.0).unwrap_or_default())
}

/// 128 bits of a hash in hexadecimal digits: ids of ours hold addresses, which must not be sent along.
fn hashed(text: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(text)[..16])
}
