//! Commands that are on disk when they are answered, beside bare transactions of the same durability.

use crate::Failed;
use crate::bare;
use crate::clients::{CLIENTS, post, rate, wait};
use crate::figures::{Figures, Value, Wanted};
use crate::kontor::{Kontor, Scratch};
use crate::timing::median;
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;

const LENGTH: Duration = Duration::from_secs(4);
const ROUNDS: usize = 3;
/// At most: the demo's seller has fewer.
const NEGOTIATIONS: usize = 1_000;
const TEXT: &str =
    "We have forty of them in stock and can send them today; the price is the one of our list.";

pub fn measure(figures: &mut Figures) -> Result<(), Failed> {
    let scratch = Scratch::new("append")?;
    wait(compare(figures, &scratch))
}

/// Each round has a world of its own, with nothing left to do from the one before: what a round causes is work for
/// later, and must not weigh on the next one's bare transactions.
async fn compare(figures: &mut Figures, scratch: &Scratch) -> Result<(), Failed> {
    let (mut ours, mut theirs, mut used) = (Vec::new(), Vec::new(), 0);
    for round in 0..ROUNDS {
        let kontor = Kontor::demo(&scratch.0.join(round.to_string()), 1)?;
        let cookie = kontor.cookie("seller").await?;
        let ids = kontor.negotiations(&cookie, NEGOTIATIONS).await?;
        used = ids.len();
        kontor.settle().await?;
        theirs.push(bare::inserts(&scratch.0, LENGTH, TEXT)?);
        let question = move |client: usize, count: usize| {
            let url = format!("/api/negotiations/{}/messages", ids[(client + count * CLIENTS) % ids.len()]);
            let command = Uuid::now_v7().to_string();
            post(&url, &cookie, &json!({ "command": command, "text": TEXT }))
        };
        ours.push(rate(kontor.address, LENGTH, question).await?);
    }
    figures.beside(
        format!("messages sent over HTTP, {CLIENTS} clients, {used} negotiations"),
        Value(median(ours), "/s"),
        ("bare SQLite transactions", Value(median(theirs), "/s")),
        Wanted::AtLeast(1.5),
    );
    Ok(())
}
