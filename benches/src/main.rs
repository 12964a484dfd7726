//! `cargo xtask bench`: every figure that was promised, beside its limit or its peer, measured in one run.
//!
//! It prints a table; `--write` keeps it in docs/benchmarks.md. A name chooses one group of figures. It
//! must not be needed by any test: machines differ, ratios tell.

mod append;
mod bare;
mod browser;
mod clients;
mod figures;
mod first_screen;
mod history;
mod kits;
mod kontor;
mod machine;
mod mail;
mod reading;
mod route;
mod sizes;
mod starting;
mod timing;
mod uploads;

use figures::Figures;

/// The server's allocator: what is measured here runs as it does there, and so do its peers.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What can go wrong while measuring.
pub type Failed = Box<dyn std::error::Error + Send + Sync>;

type Group = (&'static str, fn(&mut Figures) -> Result<(), Failed>);

const GROUPS: [Group; 10] = [
    ("sizes", sizes::measure),
    ("first-screen", first_screen::measure),
    ("route", route::measure),
    ("append", append::measure),
    ("read", reading::measure),
    ("start", starting::measure),
    ("history", history::measure),
    ("uploads", uploads::measure),
    ("kits", kits::measure),
    ("mail", mail::measure),
];

fn main() -> Result<(), Failed> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [name, port] = &arguments[..]
        && name == bare::SERVER
    {
        return bare::serve(port.parse()?);
    }
    let (switches, names): (Vec<_>, Vec<_>) =
        arguments.into_iter().partition(|argument| argument.starts_with("--"));
    if let Some(unknown) = names.iter().find(|name| GROUPS.iter().all(|(known, _)| known != name)) {
        let known: Vec<_> = GROUPS.iter().map(|(name, _)| *name).collect();
        return Err(format!("there is no group {unknown}: choose among {}", known.join(", ")).into());
    }
    if let Some(unknown) = switches.iter().find(|switch| *switch != "--write") {
        return Err(
            format!("there is no switch {unknown}: --write keeps the figures in docs/benchmarks.md").into()
        );
    }
    let mut figures = Figures::default();
    for (name, measure) in
        GROUPS.iter().filter(|(name, _)| names.is_empty() || names.iter().any(|n| n == name))
    {
        println!("\n{name}");
        measure(&mut figures)?;
    }
    if switches.iter().any(|switch| switch == "--write") {
        figures.write()?;
    }
    Ok(())
}
