//! Opening a negotiation of twenty entries, authorised and projected, beside a bare JSON reply.

use crate::Failed;
use crate::bare::Bare;
use crate::clients::{CLIENTS, Client, get, rate, wait};
use crate::figures::{Figures, Value, Wanted};
use crate::kontor::{Kontor, Scratch};
use crate::timing::median;
use std::time::Duration;

const ENTRIES: usize = 20;
const LENGTH: Duration = Duration::from_secs(3);
const ROUNDS: usize = 3;

pub fn measure(figures: &mut Figures) -> Result<(), Failed> {
    let scratch = Scratch::new("read")?;
    wait(compare(figures, &scratch))
}

async fn compare(figures: &mut Figures, scratch: &Scratch) -> Result<(), Failed> {
    let kontor = Kontor::demo(&scratch.0.join("demo"), 1)?;
    let cookie = kontor.cookie("seller").await?;
    let ids = kontor.negotiations(&cookie, CLIENTS).await?;
    let bytes = lengthen(&kontor, &cookie, &ids).await?;
    kontor.settle().await?;
    let bare = Bare::start().await?;
    let (mut ours, mut hello, mut same_size) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        hello.push(rate(bare.address, LENGTH, |_, _| get("/hello", "")).await?);
        let text = format!("/text/{bytes}");
        same_size.push(rate(bare.address, LENGTH, move |_, _| get(&text, "")).await?);
        let (ids, cookie) = (ids.clone(), cookie.clone());
        let question = move |client: usize, count: usize| {
            get(&format!("/api/negotiations/{}", ids[(client + count) % ids.len()]), &cookie)
        };
        ours.push(rate(kontor.address, LENGTH, question).await?);
    }
    let ours = Value(median(ours), "/s");
    let what = format!("opening a negotiation of {ENTRIES} entries, {CLIENTS} clients");
    let hello = ("bare axum JSON hello", Value(median(hello), "/s"));
    figures.beside(what.clone(), ours, hello, Wanted::AtLeast(0.3));
    let same_size = ("bare axum, as many bytes", Value(median(same_size), "/s"));
    figures.beside(what, ours, same_size, Wanted::AtLeast(0.3));
    figures.note(format!("An opened negotiation was {bytes} bytes of JSON."));
    Ok(())
}

/// Brings each to the same number of entries; the length of one as JSON.
async fn lengthen(kontor: &Kontor, cookie: &str, ids: &[String]) -> Result<usize, Failed> {
    let mut client = Client::connect(kontor.address).await?;
    let mut bytes = 0;
    for id in ids {
        kontor.lengthen(&mut client, cookie, id, ENTRIES).await?;
        bytes = client.ask(get(&format!("/api/negotiations/{id}"), cookie)).await?.body.len();
    }
    Ok(bytes)
}
