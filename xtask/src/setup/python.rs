//! Programs that come from PyPI, each in an environment of its own outside the repository.

use crate::places;
use crate::steps::run;
use std::path::PathBuf;
use std::process::Command;

/// A double of Stripe that others wrote: payments, and messages about them that are truly signed.
const LOCALSTRIPE: &str = "1.15.10";

/// The program; none, with the reason said, when it cannot be had here. Then what is tried against it is left out.
pub fn localstripe() -> Result<Option<PathBuf>, String> {
    let folder = places::tool("localstripe", LOCALSTRIPE)?;
    let program = folder.join("bin/localstripe");
    if program.is_file() {
        println!("localstripe {LOCALSTRIPE}: there");
        return Ok(Some(program));
    }
    println!("localstripe {LOCALSTRIPE}: installing");
    let made = run(Command::new("python3").args(["-m", "venv"]).arg(&folder)).and_then(|()| {
        let package = format!("localstripe=={LOCALSTRIPE}");
        run(Command::new(folder.join("bin/pip")).args(["install", "--quiet", &package]))
    });
    match made {
        Ok(()) => Ok(Some(program)),
        Err(cause) => {
            println!(
                "{cause}\nlocalstripe {LOCALSTRIPE} cannot be had: python3 with venv, and PyPI, once, are needed. \
                 The story of a payment is NOT tried."
            );
            // What is half there would look like the whole next time.
            drop(std::fs::remove_dir_all(&folder));
            Ok(None)
        }
    }
}
