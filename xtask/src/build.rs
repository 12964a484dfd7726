//! The released form: one program, the web files inside.

use crate::app;
use crate::setup;
use crate::steps::{cargo, run, step};

/// `cargo xtask build`: `target/release/kontor`.
pub fn release() -> Result<(), String> {
    let tools = setup::for_build()?;
    app::build(&tools)?;
    step("The server", || run(cargo().args(["build", "--release", "--package", "server"])))
}
