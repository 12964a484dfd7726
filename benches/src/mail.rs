//! Mail: what comes in until it stands on the other side's open page, and ten thousand mails out while the program is
//! killed every second.

#[path = "../../server/tests/server/support/postfix.rs"]
#[expect(dead_code, reason = "tests change its configuration while it runs")]
mod postfix;

mod incoming;
mod outgoing;

use crate::Failed;
use crate::figures::Figures;

pub fn measure(figures: &mut Figures) -> Result<(), Failed> {
    outgoing::measure(figures)?;
    incoming::measure(figures)
}
