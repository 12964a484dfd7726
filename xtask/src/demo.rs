//! `cargo xtask demo`: from a fresh clone to a running product with demo data.

use crate::build;
use crate::places::root;
use std::os::unix::process::CommandExt;
use std::process::Command;

/// `arguments` go to `kontor demo` as they are.
pub fn run(arguments: &[String]) -> Result<(), String> {
    build::release()?;
    println!();
    let mut kontor = Command::new(root().join("target/release/kontor"));
    // The server takes this process's place, so that it gets the interrupt key and ends alone.
    let cause = kontor.arg("demo").args(arguments).current_dir(root()).exec();
    Err(format!("the server could not be started: {cause}"))
}
