//! What becomes of a mail that came: a message of its author, a word of a machine, news of a mail that did not arrive,
//! or something for the operator. Sorting the same mail again changes nothing.

use super::arrivals::{self, Incoming, Sorted, Waiting};
use super::authentication::Authentication;
use super::bounces::{self, Trouble, Unreachable};
use super::loops::{self, Heard};
use super::notices::Notice;
use super::outgoing::{self, CameBack};
use super::passing::{self, Passed};
use super::relays::{self, Relay};
use crate::desk::Desk;
use crate::execute::{Outgoing, queued};
use crate::mail::{LeftOut, Matter, is_about_the_address, is_for_now};
use crate::outbox::emails_of;
use crate::store::{StoreError, Transaction, apply};
use letterbox::{Automatic, Failed, Letter};
use shared::api::operation::ArrivalState;
use shared::ids::Email;
use shared::negotiation::Negotiation;
use shared::time::Timestamp;

/// What is kept of everything that can be read, in bytes.
const TEXT_BYTES: usize = 200_000;
/// What is kept of a subject or an author, in characters.
const LINE_CHARACTERS: usize = 200;

/// What was decided about a mail.
struct Verdict {
    state: ArrivalState,
    why: Option<String>,
    /// What follows from it.
    work: Vec<Outgoing>,
}

impl Verdict {
    fn of(state: ArrivalState) -> Self {
        Self { state, why: None, work: Vec::new() }
    }

    fn because(state: ArrivalState, why: &str) -> Self {
        Self { why: Some(why.to_owned()), ..Self::of(state) }
    }
}

/// A mail with all that is known of it.
pub struct Case<'a> {
    pub desk: &'a Desk,
    pub id: &'a str,
    pub letter: &'a Letter,
    pub relay: Relay,
    pub state: &'a Negotiation,
    /// Who wrote it, as a participant.
    pub author: Email,
    /// When it came.
    pub came: Timestamp,
    pub now: Timestamp,
}

/// Sorts a mail that was kept.
///
/// # Errors
/// What the database or the disk says; then it is to be sorted again.
pub async fn sort(desk: &Desk, id: &str) -> Result<(), String> {
    pass(desk, id, None).await
}

/// Sorts a held mail as one of the participant to whom its address belongs: the operator knows that it is.
///
/// # Errors
/// As for [`sort`].
pub async fn release(desk: &Desk, id: &str, operator: &Email) -> Result<(), String> {
    pass(desk, id, None).await?;
    pass(desk, id, Some(operator)).await
}

async fn pass(desk: &Desk, id: &str, operator: Option<&Email>) -> Result<(), String> {
    let wanted = id.to_owned();
    let from_state = if operator.is_some() { "held" } else { "new" };
    let find = move |open: &mut dyn Transaction| arrivals::find(open, &wanted, from_state);
    let Some(Waiting { mail, at }) = desk.database.read(find).await.map_err(told)? else { return Ok(()) };
    let (mail, letter, print) = tokio::task::spawn_blocking(move || {
        let letter = match mail.sender {
            Some(_) => letterbox::read(&mail.raw),
            None => letterbox::read_without_sender(&mail.raw),
        };
        let print = loops::print(&letter);
        (mail, letter, print)
    })
    .await
    .map_err(|error| error.to_string())?;
    let is_released = operator.is_some();
    let (mail, authentication) = match is_released {
        true => (mail, None),
        false => desk.checks.of(mail, &desk.address.mail_host(), letter.from.as_deref()).await,
    };
    let now = desk.clock.now();
    let came = Came { mail: &mail, letter: &letter, authentication, is_released, at, print: &print };
    let verdict = judge(desk, id, &came, now).await?;
    let sorted = Sorted {
        state: verdict.state,
        why: verdict.why,
        authentication: authentication.map(|found| found.to_string()),
        author: clipped(letter.from.as_deref().unwrap_or_default()),
        subject: clipped(&letter.subject),
        text: beginning(letter.full_text),
        print,
        released: operator.map(|operator| (operator.clone(), now)),
    };
    let (id, work) = (id.to_owned(), verdict.work);
    let settle = move |open: &mut dyn Transaction| {
        match arrivals::settle(open, &id, from_state, &sorted)? {
            true => apply(open, &queued(work).collect::<Vec<_>>()),
            // Somebody else was faster, and came to the same.
            false => Ok(()),
        }
    };
    desk.database.write(settle).await.map_err(told)?;
    desk.wake.notify_one();
    Ok(())
}

fn told(error: StoreError) -> String {
    error.to_string()
}

fn clipped(text: &str) -> String {
    text.chars().take(LINE_CHARACTERS).collect()
}

fn beginning(mut text: String) -> String {
    text.truncate(text.floor_char_boundary(TEXT_BYTES));
    text
}

/// A mail before it is known whose it is.
struct Came<'a> {
    mail: &'a Incoming,
    letter: &'a Letter,
    authentication: Option<Authentication>,
    /// The operator knows who wrote it.
    is_released: bool,
    at: Timestamp,
    print: &'a str,
}

async fn judge(desk: &Desk, id: &str, came: &Came<'_>, now: Timestamp) -> Result<Verdict, String> {
    let Came { mail, letter, authentication, is_released, at, print } = *came;
    let recipient = mail.recipient.clone();
    let look = move |open: &mut dyn Transaction| {
        let back = outgoing::came_back(open, &recipient)?;
        let address = back.as_ref().map_or(Some(&recipient), |back| back.relay.as_ref());
        let relay = address.map(|address| relays::find(open, address)).transpose()?.flatten();
        Ok::<_, StoreError>((back, relay))
    };
    let (back, relay) = desk.database.read(look).await.map_err(told)?;
    if letter.automatic == Some(Automatic::Bounce) {
        return bounce(desk, (id, letter), back, now).await;
    }
    // A mail without a way back was written by a machine, whatever it says.
    let is_automatic = letter.automatic.is_some() || mail.sender.is_none();
    let Some(relay) = relay else {
        let state = if is_automatic { ArrivalState::Automatic } else { ArrivalState::Refused };
        return Ok(Verdict::because(state, "nobody"));
    };
    let loaded = desk.negotiations.load(relay.negotiation.as_str()).await.map_err(told)?;
    let Some(inquiry) = &loaded.state.inquiry else {
        return Ok(Verdict::because(ArrivalState::Refused, "nobody"));
    };
    let emails = emails_of(desk, inquiry, &relay.party).await.map_err(told)?;
    let author = letter.from.as_deref().and_then(|from| Email::parse(from).ok());
    let participant = match (author.clone().filter(|author| emails.contains(author)), is_released) {
        (None, true) => emails.first().cloned(),
        (participant, _) => participant,
    };
    let Some(participant) = participant else {
        let author = author.filter(|_| authentication.is_none_or(Authentication::is_proved));
        return Ok(foreign(id, &relay, author, is_automatic, now));
    };
    // N12: it is of nobody whom it names. Whoever is named is told nothing: that would be an answer to a mail of others.
    if !is_released && authentication.is_some_and(Authentication::is_denied) {
        return Ok(Verdict::because(ArrivalState::Held, "not_authenticated"));
    }
    let case = Case { desk, id, letter, relay, state: &loaded.state, author: participant, came: at, now };
    if is_automatic {
        return passing::automatic(&case).await.map(|()| Verdict::of(ArrivalState::Automatic));
    }
    // Nobody is told: that would be one more mail to answer.
    if !is_released && turns(desk, &case, print).await? {
        return Ok(Verdict::because(ArrivalState::Held, "loop"));
    }
    let passed = passing::human(&case).await?;
    // Whoever answers a mail has got it.
    if !is_released {
        bounces::mend(desk, &case.author, now).await.map_err(|failure| failure.problem.detail)?;
    }
    Ok(verdict_of(&case, passed))
}

/// Whether it is one more turn of machines that answer each other.
async fn turns(desk: &Desk, case: &Case<'_>, print: &str) -> Result<bool, String> {
    let (relay, state, at) = (case.relay.clone(), case.state.clone(), case.came);
    let (id, print) = (case.id.to_owned(), print.to_owned());
    let look = move |open: &mut dyn Transaction| {
        loops::turns(open, (&relay, &state), &Heard { id: &id, at, print: &print })
    };
    desk.database.read(look).await.map_err(told)
}

fn verdict_of(case: &Case, passed: Passed) -> Verdict {
    let notice = |matter, files: Vec<LeftOut>| {
        let (relay, to) = (case.relay.address.clone(), case.author.clone());
        vec![Notice { relay, to, matter, files }.outgoing(case.id, case.now)]
    };
    match passed {
        Passed::Whole => Verdict::of(ArrivalState::Taken),
        Passed::Without(files) => {
            Verdict { work: notice(Matter::Files, files), ..Verdict::because(ArrivalState::Taken, "files") }
        }
        Passed::Nothing(files) => {
            Verdict { work: notice(Matter::Empty, files), ..Verdict::because(ArrivalState::Refused, "empty") }
        }
        Passed::Refused(code) => {
            let work = notice(Matter::Refused, Vec::new());
            Verdict { work, ..Verdict::because(ArrivalState::Refused, &code) }
        }
    }
}

/// N12: it waits for the operator; a person who is known to have written it is told what to do, and nothing else.
fn foreign(id: &str, relay: &Relay, author: Option<Email>, is_automatic: bool, now: Timestamp) -> Verdict {
    if is_automatic {
        return Verdict::because(ArrivalState::Automatic, "foreign_sender");
    }
    let relay = relay.address.clone();
    let notice = |to: Email| Notice { relay, to, matter: Matter::Foreign, files: Vec::new() };
    let work = author.map(|to| notice(to).outgoing(id, now)).into_iter().collect();
    Verdict { work, ..Verdict::because(ArrivalState::Held, "foreign_sender") }
}

/// R5: whose mail came back, and whether for good.
async fn bounce(
    desk: &Desk,
    (id, letter): (&str, &Letter),
    back: Option<CameBack>,
    now: Timestamp,
) -> Result<Verdict, String> {
    let failed = letter.bounce.as_ref().map(|bounce| bounce.failed.as_slice()).unwrap_or_default();
    // Only who got the mail knows the way back, and it says which mail it is about. Without it anybody could have
    // written this; and where the report names another address, it was passed on to that one.
    let Some(CameBack { id: mail, to, relay }) = back else {
        return Ok(Verdict::because(ArrivalState::Bounce, "foreign_sender"));
    };
    let is_about_it = |failed: &&Failed| {
        let reported = failed.address.as_deref().and_then(|address| Email::parse(address).ok());
        reported.is_none_or(|reported| reported == to)
    };
    let about_it: Vec<_> = failed.iter().filter(is_about_it).collect();
    let Some(worst) = about_it.iter().find(|one| trouble(one) == Some(Trouble::Gone)).or(about_it.first())
    else {
        return Ok(Verdict::because(ArrivalState::Bounce, "temporary"));
    };
    let diagnostic = worst.diagnostic.as_deref().or(worst.status.as_deref()).unwrap_or_default();
    let (problem, trouble) = (clipped(diagnostic), trouble(worst));
    let (noted, is_delayed) = (mail.clone(), worst.delayed);
    let note = move |open: &mut dyn Transaction| match is_delayed {
        true => outgoing::note_delay(open, &noted, &format!("it has not arrived yet: {problem}")),
        false => outgoing::note_return(open, &noted, &format!("it came back: {problem}")),
    };
    desk.database.write(note).await.map_err(told)?;
    let Some(trouble) = trouble else {
        return Ok(Verdict::because(ArrivalState::Bounce, "temporary"));
    };
    let why = if trouble == Trouble::Gone { "address_gone" } else { "put_off" };
    let work = vec![Unreachable { mail, relay, to, trouble }.outgoing(id, now)];
    Ok(Verdict { work, ..Verdict::because(ArrivalState::Bounce, why) })
}

/// What it says of the address; none when it says no more than that this mail is not wanted.
fn trouble(failed: &Failed) -> Option<Trouble> {
    let status = failed.status.as_deref();
    match failed.permanent && status.is_some_and(is_about_the_address) {
        true => Some(Trouble::Gone),
        false if failed.delayed => status.is_none_or(is_for_now).then_some(Trouble::Delayed),
        false => status.is_some_and(is_for_now).then_some(Trouble::Failed),
    }
}
