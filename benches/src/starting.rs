//! From the start of the program to its first answer, and the memory it holds.

use crate::bare::free_port;
use crate::clients::{Client, get, wait};
use crate::figures::{Figures, Value};
use crate::kontor::{Kontor, Scratch, start};
use crate::timing::median;
use crate::{Failed, timing};
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

const STARTS: usize = 9;
/// Seven demo worlds: more than 20,000 negotiations.
const LARGE: u32 = 7;
const NEGOTIATIONS_OPENED: usize = 500;

pub fn measure(figures: &mut Figures) -> Result<(), Failed> {
    let scratch = Scratch::new("start")?;
    drop(Kontor::demo(&scratch.0.join("demo"), 1)?);
    let mut times = Vec::new();
    for _ in 0..STARTS {
        times.push(first_answer(&scratch.0.join("demo"))?.as_secs_f64() * 1e3);
    }
    figures.within("start to first answer, demo data", Value(median(times), "ms"), 300.0);
    wait(memory(figures, &scratch))
}

fn first_answer(folder: &Path) -> Result<Duration, Failed> {
    let port = free_port()?;
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let (time, process) = timing::once(|| {
        let process = start(folder, port)?;
        wait(async {
            while !answers(address).await {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            Ok(process)
        })
    });
    let mut process = process?;
    process.kill()?;
    process.wait()?;
    Ok(time)
}

async fn answers(address: SocketAddr) -> bool {
    let Ok(mut client) = Client::connect(address).await else { return false };
    client.ask(get("/api/marketplaces", "")).await.is_ok_and(|answer| answer.status.is_success())
}

async fn memory(figures: &mut Figures, scratch: &Scratch) -> Result<(), Failed> {
    let folder = scratch.0.join("large");
    let (time, filled) = timing::once(|| Kontor::demo(&folder, LARGE));
    drop(filled?);
    let kontor = Kontor::demo(&folder, LARGE)?;
    let cookie = kontor.cookie("operator").await?;
    let ids = kontor.negotiations(&cookie, NEGOTIATIONS_OPENED).await?;
    let mut client = Client::connect(kontor.address).await?;
    for id in &ids {
        client.ask(get(&format!("/api/negotiations/{id}"), &cookie)).await?.json()?;
    }
    let memory = Value(kontor.memory_mib()?, "MiB");
    figures.within("memory (PSS), more than 20,000 negotiations", memory, 60.0);
    let opened = ids.len();
    figures.note(format!(
        "Memory was read after {opened} negotiations had been listed and opened; the world of {LARGE} demos \
         was played in {:.0} s.",
        time.as_secs_f64()
    ));
    Ok(())
}
