//! `cargo xtask bench`: measures the released form against peers and the machine's limits.

use crate::steps::{self, cargo, step};
use crate::{build, places, postgres, setup};

/// `arguments` choose among the measurements of the crate `benches`.
pub fn run(arguments: &[String]) -> Result<(), String> {
    setup::for_bench()?;
    build::release()?;
    let database = step("A PostgreSQL of our own", postgres::start)?;
    step("Chat pages of the usual kits", || {
        let mut npm = std::process::Command::new("npm");
        steps::run(npm.args(["run", "build", "--silent"]).current_dir(places::root().join(setup::KITS)))
    })?;
    step("The measurements", || {
        let mut benches = cargo();
        benches.args(["run", "--release", "--package", "benches", "--"]).args(arguments);
        steps::run(benches.env("KONTOR_BENCH_POSTGRES", database.url()))
    })
}
