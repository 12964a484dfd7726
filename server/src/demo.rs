//! `kontor demo`: a database filled with a story of `fixtures`, and the ways in for four people.

use crate::clock::Clock;
use crate::desk::Desk;
use crate::execute::{ExecuteError, Kept, Streams};
use crate::identity::link::Link;
use crate::secret;
use crate::serve::Failed;
use crate::store::{StoreError, Transaction};
use crate::values;
use fixtures::{Step, cast};
use shared::aggregate::Envelope;
use shared::ids::Email;
use shared::negotiation;
use shared::time::{Millis, Timestamp};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// Steps that are sorted by stream and played at one time.
const CHAPTER: usize = 4_000;
/// Streams played at one time; they share commits.
const TOGETHER: usize = 64;
/// Mails of the last days are sent when the demo starts, those before are history.
const NEWS: Millis = Millis::days(2);
/// How long the printed ways in are good.
const WAY_IN: Millis = Millis::days(30);

/// How large the world is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// One marketplace, two manufacturers, six negotiations.
    Small,
    /// Six marketplaces, and everything else so many times.
    Scaled(u32),
}

impl Size {
    fn name(self) -> String {
        match self {
            Self::Small => "small".to_owned(),
            Self::Scaled(scale) => format!("scale {scale}"),
        }
    }

    fn steps(self, now: Timestamp) -> Box<dyn Iterator<Item = Step> + Send> {
        match self {
            Self::Small => Box::new(fixtures::small::world(now).into_iter()),
            Self::Scaled(scale) => Box::new(fixtures::demo::world(SEED, scale, now)),
        }
    }
}

/// The same world every time.
const SEED: u64 = 1;

/// Takes the database of another world, or of one that was never finished, out of the way.
///
/// # Errors
/// When the files cannot be removed.
pub fn clear(folder: &Path, size: Size) -> Result<(), Failed> {
    let mark = folder.join("world");
    if fs_err::read_to_string(&mark).is_ok_and(|name| name == size.name()) {
        return Ok(());
    }
    for name in ["kontor.db", "kontor.db-wal", "kontor.db-shm", "world"] {
        match fs_err::remove_file(folder.join(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    for name in ["mails", "documents"] {
        match fs_err::remove_dir_all(folder.join(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

/// Fills the database unless it holds this world already; the number of commands that were played.
///
/// # Errors
/// When the story is refused, or the database fails.
pub async fn fill(desk: &Desk, folder: &Path, size: Size) -> Result<usize, Failed> {
    let mark = folder.join("world");
    if mark.exists() {
        return Ok(0);
    }
    let empty = desk.database.read(|open: &mut dyn Transaction| {
        Ok::<_, StoreError>(open.query("SELECT 1 FROM events LIMIT 1", values![])?.is_empty())
    });
    if !empty.await? {
        return Err("this database holds something already: choose another one for the demo".into());
    }
    let now = Clock::default().now();
    let (mut count, mut steps) = (0, size.steps(now));
    loop {
        let chapter: Vec<Step> = steps.by_ref().take(CHAPTER).collect();
        if chapter.is_empty() {
            break;
        }
        count += chapter.len();
        play(desk, chapter, now - NEWS).await?;
    }
    fs_err::write(mark, size.name())?;
    Ok(count)
}

type Story<A, C> = BTreeMap<String, Vec<(String, Envelope<A, C>)>>;

/// Plays steps in their order within each stream; streams do not know each other.
///
/// # Errors
/// When the story is refused, or the database fails.
pub async fn play(desk: &Desk, chapter: Vec<Step>, quiet_before: Timestamp) -> Result<(), Failed> {
    let mut installation = Story::new();
    let (mut networks, mut sellers, mut negotiations) = (Story::new(), Story::new(), Story::new());
    for step in chapter {
        match step {
            Step::Installation(one) => {
                add(&mut installation, crate::desk::INSTALLATION, &one.actor.to_string(), one.clone())
            }
            Step::Network(id, one) => add(&mut networks, id.as_str(), &one.actor.to_string(), one.clone()),
            Step::Seller(id, one) => add(&mut sellers, id.as_str(), &one.actor.to_string(), one.clone()),
            Step::Negotiation(id, one) => {
                keep_paper(desk, &one.command).await?;
                add(&mut negotiations, id.as_str(), &who(&one.actor), one.clone())
            }
        }
    }
    play_all(&desk.installation, installation, quiet_before).await?;
    play_all(&desk.networks, networks, quiet_before).await?;
    play_all(&desk.sellers, sellers, quiet_before).await?;
    play_all(&desk.negotiations, negotiations, quiet_before).await
}

/// The file that goes with a message of the story.
async fn keep_paper(desk: &Desk, command: &negotiation::Command) -> Result<(), Failed> {
    let negotiation::Command::SendMessage(message) = command else { return Ok(()) };
    let Some(negotiation::Enclosure { document, terms: Some(terms) }) = &message.enclosure else {
        return Ok(());
    };
    let paper = fixtures::paper::quote(&document.name, terms);
    Ok(desk.documents.keep_own(&document.sha256, &paper.bytes).await?)
}

fn add<A, C>(story: &mut Story<A, C>, stream: &str, actor: &str, envelope: Envelope<A, C>) {
    story.entry(stream.to_owned()).or_default().push((actor.to_owned(), envelope));
}

fn who(actor: &negotiation::Actor) -> String {
    actor.address.as_ref().map_or_else(|| actor.party.to_string(), ToString::to_string)
}

async fn play_all<A: Kept<Refusal: Send>>(
    streams: &Streams<A>,
    stories: Story<A::Actor, A::Command>,
    quiet_before: Timestamp,
) -> Result<(), Failed> {
    let mut stories = stories.into_iter().peekable();
    while stories.peek().is_some() {
        let some: Vec<_> = stories.by_ref().take(TOGETHER).collect();
        let plays = some.iter().map(|(id, story)| streams.play(id, story, quiet_before));
        for outcome in futures_util::future::join_all(plays).await {
            outcome.map_err(|error| match error {
                ExecuteError::Refused(refusal) => Failed::from(format!("the story is refused: {refusal}")),
                ExecuteError::Reused => "the story has a command id twice".into(),
                ExecuteError::Store(error) => error.into(),
            })?;
        }
    }
    Ok(())
}

/// What to print: where it is, and a way in for each of the four.
pub fn ways_in(desk: &Desk) -> String {
    let origin = desk.address.origin();
    let mut text = format!("\nKontor demo\n\n  {:<13} {origin}/stands/{}\n", "stand", cast::STAND_ID);
    for (role, email) in [
        ("buyer", cast::BUYER),
        ("seller", cast::SELLER),
        ("manufacturer", cast::MANUFACTURER_USER),
        ("operator", cast::OPERATOR),
    ] {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "  {role:<13} {}", way_in(desk, email));
    }
    text.push_str(
        "\nMail is not sent: the operator reads it, and it lies as .eml files in the data folder.\n",
    );
    text
}

fn way_in(desk: &Desk, email: &str) -> String {
    let email = Email::parse(email).expect("the cast has addresses");
    let expires = desk.clock.now() + WAY_IN;
    let link = Link { id: secret::fresh_token(), email, opens: None, expires };
    desk.address.link(&link.token(&desk.key))
}
