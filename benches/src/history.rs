//! A history of ten thousand entries in a browser: opened, written to and scrolled, beside a short one and
//! beside a bare page that draws only what is near.

use crate::Failed;
use crate::browser::{number, told};
use crate::clients::wait;
use crate::figures::{Figures, Value, Wanted};
use crate::kontor::{Kontor, Scratch};

const SHORT: usize = 20;
const LONG: usize = 10_000;

pub fn measure(figures: &mut Figures) -> Result<(), Failed> {
    let scratch = Scratch::new("history")?;
    let kontor = Kontor::demo(&scratch.0.join("demo"), 1)?;
    let ids = wait(kontor.of_lengths(&[SHORT, LONG]))?;
    let (short, long) = (&ids[0], &ids[1]);
    let count = LONG.to_string();
    let told = told("history.mjs", &[kontor.link("seller")?, short, long, &count])?;
    let figure = |pointer| number(&told, pointer);
    let millis = |pointer| figure(pointer).map(|value| Value(value, "ms"));

    let twenty = format!("opening {SHORT}");
    let short = (&twenty[..], millis("/openShort")?);
    figures.beside(format!("opening {LONG} entries"), millis("/openLong")?, short, Wanted::AtMost(1.25));
    let bare = "bare windowed page";
    let enter = (bare, millis("/theirs/enter")?);
    figures.beside(
        "Enter to painted own message, 4 × slower",
        millis("/ours/enter")?,
        enter,
        Wanted::AtMost(1.5),
    );
    let key = (bare, millis("/theirs/key")?);
    figures.beside("key to painted letter, 4 × slower", millis("/ours/key")?, key, Wanted::AtMost(1.2));
    figures.within(format!("longest frame, scrolling {LONG} entries"), millis("/frames/longest")?, 50.0);
    let memory = figure("/memory/first")?.max(figure("/memory/last")?);
    figures.within(format!("page memory, {LONG} entries scrolled"), Value(memory, "MiB"), 60.0);
    figures.note(format!(
        "Scrolling to the end took {} frames of {:.1} ms in the middle, over {:.0} pixels.",
        figure("/frames/count")?,
        figure("/frames/median")?,
        figure("/bottom")?
    ));
    Ok(())
}
