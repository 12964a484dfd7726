//! What a seller's phone loads until a negotiation can be read and answered, measured in a browser.

use crate::Failed;
use crate::browser::{number, told};
use crate::figures::{Figures, Value};
use crate::kontor::{Kontor, Scratch};

const LIMIT_KB: f64 = 170.0;
/// With all that a quote brings along.
const WHOLE_LIMIT_KB: f64 = 210.0;

pub fn measure(figures: &mut Figures) -> Result<(), Failed> {
    let scratch = Scratch::new("first-screen")?;
    let kontor = Kontor::demo(&scratch.0.join("demo"), 1)?;
    let told = told("first_screen.mjs", &[kontor.link("seller")?])?;
    let loads = told["loads"].as_array().ok_or("the browser told no loads")?;
    let mut total = 0.0;
    for load in loads {
        let bytes = load["bytes"].as_f64().ok_or("a load without bytes")?;
        total += bytes / 1000.0;
        figures.note(format!("first screen: `{}` {bytes} bytes", load["path"].as_str().unwrap_or("?")));
    }
    figures.within("first screen of a negotiation, all it loads", Value(total, "kB"), LIMIT_KB);
    let with_document = number(&told, "/with_document")? / 1000.0;
    let what = "the same with a quote, what draws it and the picture of its page";
    figures.within(what, Value(with_document, "kB"), WHOLE_LIMIT_KB);
    let millis = number(&told, "/ready_ms")?;
    figures.note(format!("The message box could be used {millis:.0} ms after a cold start on this machine."));
    Ok(())
}
