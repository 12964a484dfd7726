//! Kontor's conversation beside chat pages made of the usual kits, in the same browser: what they load, when they
//! can be used, how soon a message that is sent is seen.

use crate::Failed;
use crate::browser::{number, told};
use crate::clients::wait;
use crate::figures::{Figures, Value, Wanted};
use crate::kontor::{Kontor, Scratch};

const LENGTHS: [usize; 2] = [1_000, 10_000];
const KITS: [&str; 3] = ["chatscope", "deep-chat", "vue-advanced-chat"];

pub fn measure(figures: &mut Figures) -> Result<(), Failed> {
    let scratch = Scratch::new("kits")?;
    let kontor = Kontor::demo(&scratch.0.join("demo"), 1)?;
    let ids = wait(kontor.of_lengths(&LENGTHS))?;
    let wanted: Vec<_> = LENGTHS.iter().zip(&ids).map(|(length, id)| format!("{length}={id}")).collect();
    let mut arguments = vec![kontor.link("seller")?];
    arguments.extend(wanted.iter().map(String::as_str));
    let told = told("kits.mjs", &arguments)?;
    for length in LENGTHS {
        for kit in KITS {
            let pair = |figure: &str, unit, by| -> Result<_, Failed> {
                let of =
                    |page: &str| number(&told, &format!("/{length}/{page}/{figure}")).map(|all| all / by);
                Ok((Value(of("kontor")?, unit), (kit, Value(of(kit)?, unit))))
            };
            if length == LENGTHS[0] {
                let (ours, theirs) = pair("bytes", "kB", 1000.0)?;
                figures.beside("all that a conversation loads", ours, theirs, Wanted::AtMost(1.0));
            }
            let (ours, theirs) = pair("ready", "ms", 1.0)?;
            let what = format!("{length} messages: ready, 4 × slower");
            figures.beside(what, ours, theirs, Wanted::AtMost(1.0));
            let (ours, theirs) = pair("sent", "ms", 1.0)?;
            let what = format!("{length} messages: Enter to painted, 4 × slower");
            figures.beside(what, ours, theirs, Wanted::AtMost(1.0));
        }
    }
    Ok(())
}
