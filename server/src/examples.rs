//! One mail of every kind, for whoever wants to see what people get. The stories that cause them are played in a house of
//! their own, which is taken down afterwards; what follows from the facts is written by the code that writes every
//! mail. Nothing of it is stored here or sent, and its links open nothing: that house had another key.

use crate::clock::Clock;
use crate::demo;
use crate::desk::{Address, Desk};
use crate::documents::Documents;
use crate::mail::{Composed, Kind, LeftOut, Matter};
use crate::mail_settings::{self, Choice};
use crate::mailroom::notices::Notice;
use crate::mailroom::{Channel, Letters, Relay, relays};
use crate::outbox::letters::{SaidIn, SignInMail, of_notice, of_sign_in, of_stray_payment, of_task};
use crate::outbox::{Task, digest, gathered};
use crate::pay::attempts;
use crate::secret::{Key, fresh_token};
use crate::serve::Failed;
use crate::store::{Database, Row, StoreError, Transaction};
use crate::values;
use fixtures::{Step, cast, small};
use shared::ids::{Email, EntryId, NegotiationId, SellerId};
use shared::language::Language;
use shared::mail_settings::{MailSettings, Pace};
use shared::money::Money;
use shared::negotiation::{Lane, Party};
use shared::time::Timestamp;
use std::path::PathBuf;
use tokio::sync::OnceCell;

/// The key of the house of examples: the same mails every time.
const KEY: &str = "bm9ib2R5LW9wZW5zLWFueXRoaW5nLXdpdGgtdGhpcyE";
/// The negotiation of the stories that came to an order.
const ORDERED: &str = "sold";
/// The one in which people only talked.
const TALKED: &str = "talked";
const STRANGER: &str = "fremd@elsewhere.example";
const CODE: &str = "042917";
const REFERENCE: &str = "pi_3OqX7kLkdIwHu7ix";

/// The mails of every language that was asked for.
#[derive(Default)]
pub struct Examples([OnceCell<Vec<Composed>>; 9]);

impl Examples {
    /// One mail of every kind in a language, as people who come by this address get them.
    ///
    /// # Errors
    /// As for [`written`].
    pub async fn of(
        &self,
        language: Language,
        address: &Address,
        now: Timestamp,
    ) -> Result<&[Composed], Failed> {
        let at = Language::ALL.iter().position(|one| *one == language).unwrap_or_default();
        let write = || written(small::every_mail(now), language, address.clone(), now);
        Ok(self.0[at].get_or_try_init(write).await?)
    }
}

/// One mail of every kind that a story has, in the order of [`Kind::ALL`].
///
/// # Errors
/// When the temporary folder cannot be written, or the story breaks a rule.
pub async fn written(
    story: Vec<Step>,
    language: Language,
    address: Address,
    now: Timestamp,
) -> Result<Vec<Composed>, Failed> {
    let folder = Folder(std::env::temp_dir().join(format!("kontor-examples-{}", fresh_token())));
    fs_err::create_dir_all(&folder.0)?;
    let database = Database::open(&format!("sqlite:{}", folder.0.join("kontor.db").display()))?;
    let documents = Documents::open(folder.0.join("documents"), PathBuf::new())?;
    let mut desk = Desk::open(database, documents, address, Clock::standing_at(now)).await?;
    desk.key = Key::from_text(KEY).ok_or("the key of the examples is no key")?;
    demo::play(&desk, story, Timestamp(0)).await?;
    of_each_kind(&desk, Some(language)).await
}

/// A folder that goes away with its owner.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(cause) = fs_err::remove_dir_all(&self.0) {
            eprintln!("examples: {}: {cause}", self.0.display());
        }
    }
}

/// The first mail of each kind that is due at this desk, where [`small::every_mail`] was played.
///
/// # Errors
/// When another story was played, or the database fails.
pub async fn of_each_kind(desk: &Desk, said_in: SaidIn) -> Result<Vec<Composed>, Failed> {
    let mut letters = Letters::new();
    for (task, due) in tasks(desk).await? {
        letters.extend(of_task(desk, &task, due, said_in).await?.letters);
    }
    letters.extend(stray(desk, said_in).await?);
    letters.extend(notices(desk, said_in).await?);
    let (email, language) = (address_of(cast::SELLER), said_in.unwrap_or_default());
    let code = SignInMail { email, code: CODE.into(), language };
    letters.push((of_sign_in(desk, "code", &code, desk.clock.now())?, None));
    letters.extend(digest_of_seller(desk, said_in).await?.map(|mail| (mail, None)));
    let first = |kind: &Kind| letters.iter().find(|(mail, _)| mail.kind == *kind);
    Ok(Kind::ALL.iter().filter_map(first).map(|(mail, _)| mail.clone()).collect())
}

/// What the stories left to be written, in the order in which it is due.
async fn tasks(desk: &Desk) -> Result<Vec<(Task, Timestamp)>, Failed> {
    let read = |open: &mut dyn Transaction| {
        let sql = "SELECT body, due FROM outbox WHERE kind = 'mail' ORDER BY due, id";
        let line = |row: &Row| Ok((row.text(0)?.to_owned(), Timestamp(row.integer(1)?)));
        open.query(sql, values![])?.iter().map(line).collect::<Result<Vec<_>, StoreError>>()
    };
    let rows = desk.database.read(read).await?;
    rows.into_iter().map(|(body, due)| Ok((serde_json::from_str(&body)?, due))).collect()
}

/// The order was paid already when more money came.
async fn stray(desk: &Desk, said_in: SaidIn) -> Result<Letters, Failed> {
    let loaded = desk.negotiations.load(ORDERED).await?;
    let order = loaded.state.quotes.iter().find(|(_, quote)| quote.order().is_some());
    let (order, price) = order.map(|(id, quote)| (id.clone(), quote.offer.price)).ok_or("no order")?;
    let attempt = attempt(desk, order, price).await?;
    Ok(of_stray_payment(desk, "stray", &attempt, desk.clock.now(), said_in).await?)
}

async fn attempt(desk: &Desk, order: EntryId, price: Money) -> Result<String, StoreError> {
    let (key, now) = (desk.key.clone(), desk.clock.now());
    let begin = move |open: &mut dyn Transaction| {
        let id = attempts::current(open, &key, (ORDERED, &order), (price, now))?.id;
        attempts::astray(open, &id, (REFERENCE, "another payment came before"), now)?;
        Ok(id)
    };
    desk.database.write(begin).await
}

/// What the seller would have had at once, in one mail.
async fn digest_of_seller(desk: &Desk, said_in: SaidIn) -> Result<Option<Composed>, Failed> {
    let (email, now) = (address_of(cast::SELLER), desk.clock.now());
    let settings = MailSettings { pace: Pace::Hourly, ..MailSettings::default() };
    let choice = Choice { settings, language: said_in.unwrap_or_default() };
    let whose = email.clone();
    let choose = move |open: &mut dyn Transaction| mail_settings::choose(open, &whose, &choice, now);
    desk.database.write(choose).await?;
    let mut waiting = Vec::new();
    for (task, due) in tasks(desk).await? {
        waiting.extend(of_task(desk, &task, due, said_in).await?.waiting);
    }
    let Some(last) = waiting.iter().map(|one| one.due).max() else { return Ok(None) };
    desk.database.write(move |open| gathered::keep(open, &waiting)).await?;
    Ok(digest::of_address(desk, &email, last).await?.mail)
}

async fn notices(desk: &Desk, said_in: SaidIn) -> Result<Letters, Failed> {
    let (talked, seller) = (NegotiationId::from(TALKED), Party::Seller(SellerId::from(cast::SELLER_ID)));
    let relay = Relay::of(desk, &talked, &seller, Channel::Lane(Lane::Primary)).await?;
    let noted = relay.clone();
    desk.database.write(move |open| relays::note(open, &noted)).await?;
    let file = |(name, why): (&str, &str)| LeftOut { name: name.into(), why: why.into() };
    let files = [
        ("Anlage.docx", "not_a_pdf"),
        ("Katalog.pdf", "document_too_large"),
        ("Preise.pdf", "pdf_encrypted"),
        ("smime.p7m", "mail_encrypted"),
        ("Formular.pdf", "pdf_active"),
        ("Scan.pdf", "pdf_truncated"),
        ("Zeichnung 11.pdf", "too_many"),
    ];
    let mut letters = Letters::new();
    for (matter, to, files) in [
        (Matter::Foreign, STRANGER, Vec::new()),
        (Matter::Empty, cast::SELLER, Vec::new()),
        (Matter::Refused, cast::SELLER, Vec::new()),
        (Matter::Files, cast::SELLER, files.map(file).into()),
    ] {
        let notice = Notice { relay: relay.address.clone(), to: address_of(to), matter, files };
        let id = format!("notice:{matter:?}");
        letters.extend(of_notice(desk, &id, &notice, desk.clock.now(), said_in).await?);
    }
    Ok(letters)
}

fn address_of(text: &str) -> Email {
    Email::parse(text).expect("the stories have addresses")
}
