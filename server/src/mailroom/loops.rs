//! Machines that answer each other and do not say that they are machines: known by how they write, the same words again
//! and again, or at a pace that no person keeps. A person may do so too: what looks like it waits for the operator, and
//! nothing is lost.

use super::relays::Relay;
use crate::store::{StoreError, Transaction};
use crate::values;
use data_encoding::HEXLOWER;
use letterbox::Letter;
use sha2::{Digest, Sha256};
use shared::ids::Email;
use shared::negotiation::Negotiation;
use shared::time::{Millis, Timestamp};

/// The same for so many times within this.
const SAME: [(i64, Millis); 2] = [(3, Millis::hours(1)), (6, Millis::days(1))];
/// So many words of others in a row, each answered so soon.
const QUICK: Pace = Pace { count: 5, soon: Millis(30_000), after_others: true };
/// Or so many at the pace of a machine that looks for mail now and then; also own words, of which it gets a copy.
const STEADY: Pace = Pace { count: 24, soon: Millis::minutes(5), after_others: false };
/// The longest row that is looked at: several mails may answer one word.
const ROW: usize = 100;

/// How a machine answers.
struct Pace {
    count: usize,
    soon: Millis,
    after_others: bool,
}

/// A mail that came, as it is compared.
pub struct Heard<'a> {
    pub id: &'a str,
    pub at: Timestamp,
    /// What [`print`] makes of it.
    pub print: &'a str,
}

/// What two mails have in common that say the same: machines count, and write the date.
pub fn print(letter: &Letter) -> String {
    let words = letter.text.to_lowercase();
    let mut hasher = Sha256::new();
    for word in words.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()) {
        hasher.update(word);
        hasher.update([0]);
    }
    letter.attachments.iter().for_each(|file| hasher.update(&file.bytes));
    letter.refused.iter().for_each(|file| hasher.update(&file.name));
    HEXLOWER.encode(&hasher.finalize()[..16])
}

/// Whether a mail to this address is one of many that no person writes.
///
/// # Errors
/// What the database says.
pub fn turns(
    open: &mut dyn Transaction,
    (relay, state): (&Relay, &Negotiation),
    heard: &Heard<'_>,
) -> Result<bool, StoreError> {
    for (count, within) in SAME {
        if same(open, &relay.address, heard, within)? + 1 >= count {
            return Ok(true);
        }
    }
    let arrivals = row(open, &relay.address, heard)?;
    let said = |after_others: bool| -> Vec<Timestamp> {
        let newest = state.history.iter().rev().filter_map(|fact| Some((fact.at, fact.event.said()?)));
        let heard = newest.filter(|(_, said)| !(after_others && said.from == relay.party));
        heard.map(|(at, _)| at).take(STEADY.count).collect()
    };
    Ok([QUICK, STEADY].iter().any(|pace| pace.is_kept(&arrivals, &said(pace.after_others))))
}

/// How many mails with the same print came there before.
fn same(
    open: &mut dyn Transaction,
    address: &Email,
    heard: &Heard<'_>,
    within: Millis,
) -> Result<i64, StoreError> {
    let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM arrivals
               WHERE recipient = $1 AND at > $2 AND at <= $3 AND print = $4 AND id <> $5";
    let row = values![address.as_str(), (heard.at - within).0, heard.at.0, heard.print, heard.id];
    let rows = open.query(sql, row)?;
    rows.first().map_or(Ok(0), |row| row.integer(0))
}

/// When mails of people came there, as far as they are known to be, newest first, this one among them.
fn row(open: &mut dyn Transaction, address: &Email, heard: &Heard<'_>) -> Result<Vec<Timestamp>, StoreError> {
    let sql = "SELECT at FROM arrivals WHERE recipient = $1 AND at <= $2 AND id <> $3
               AND state NOT IN ('automatic', 'bounce', 'new') ORDER BY at DESC LIMIT $4";
    let rows = open.query(sql, values![address.as_str(), heard.at.0, heard.id, ROW as i64])?;
    let before = rows.iter().map(|row| row.integer(0).map(Timestamp));
    std::iter::once(Ok(heard.at)).chain(before).collect()
}

impl Pace {
    /// Whether a mail of its own came soon after each of the newest words; both newest first.
    fn is_kept(&self, arrivals: &[Timestamp], said: &[Timestamp]) -> bool {
        let mut arrivals = arrivals.iter();
        let mut is_answered = |at: &Timestamp| arrivals.any(|came| came >= at && *came - *at <= self.soon);
        said.iter().take_while(|at| is_answered(at)).take(self.count).count() == self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print_of(text: &str) -> String {
        print(&letterbox::read(format!("From: a@b.example\n\n{text}").as_bytes()))
    }

    #[test]
    fn machines_count_and_that_changes_nothing() {
        assert_eq!(
            print_of("Ticket 17 of 26.11.\nThank you!"),
            print_of("ticket 18 of 27.11.\n\nThank  you")
        );
        assert_ne!(print_of("Ticket 17. Thank you!"), print_of("Ticket 17. Thanks!"));
    }

    #[test]
    fn only_answers_that_come_at_once_keep_the_pace() {
        let pace = Pace { count: 3, soon: Millis(10), after_others: true };
        let times = |all: &[i64]| all.iter().copied().map(Timestamp).collect::<Vec<_>>();
        for (arrivals, said, kept) in [
            (&[100, 80, 60][..], &[99, 79, 59][..], true),
            (&[100, 80, 60], &[100, 80, 60], true),
            (&[100, 100, 80, 80, 60], &[100, 80, 60], true),
            (&[100, 80], &[99, 79, 59], false),
            (&[100, 80, 60], &[99, 79, 49], false),
            (&[100, 80, 60], &[99, 85, 79, 59], false),
            // Three letters at once are an answer to one word.
            (&[100, 99, 98], &[97], false),
            // One letter is an answer to one word, however many came before it.
            (&[100], &[99, 98, 97], false),
            (&[], &[], false),
        ] {
            assert_eq!(pace.is_kept(&times(arrivals), &times(said)), kept, "{arrivals:?} {said:?}");
        }
    }
}
