//! `cargo xtask`: sets up, builds, runs, tests, tidies and measures Kontor.
//!
//! One module a command. Each step says what it does and how long it took; what is already done is
//! not done again. Nothing here is part of the product.

#![allow(clippy::print_stdout, reason = "a program for a terminal")]

mod app;
mod bench;
mod build;
mod chunks;
mod demo;
mod fresh;
mod naming;
mod places;
mod postgres;
mod setup;
mod shrink;
mod steps;
mod styles;
mod test;
mod tidy;
mod words;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask demo [--port N]  everything from nothing: set up, build, make demo data, serve
cargo xtask test             everything that must hold: style, rules of the house, all tests
cargo xtask setup            install what building and testing need
cargo xtask build            the released form: target/release/kontor with the web files inside
cargo xtask app              the web files alone, in dist/
cargo xtask serve            the app, rebuilt on every change; needs a `kontor demo` beside it
cargo xtask tidy             the rules of the house
cargo xtask fmt              format the code
cargo xtask bench            measure against peers and against the machine's limits
cargo xtask styles | later-styles | words | chunks   parts of the app's build, called by Trunk";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", &[][..]),
    };
    let done = match command {
        "demo" => demo::run(rest),
        "test" => test::run(rest),
        "setup" => setup::everything(),
        "build" => build::release(),
        "app" => setup::for_build().and_then(|tools| app::build(&tools)),
        "serve" => setup::for_build().and_then(|tools| app::serve(&tools, rest)),
        "tidy" => tidy::run(),
        "fmt" => steps::run(steps::cargo().args(["fmt", "--all"])),
        "bench" => bench::run(rest),
        "styles" => styles::write(),
        "later-styles" => styles::place_later(),
        "words" => words::write(),
        "chunks" => chunks::place(),
        "help" => {
            println!("{HELP}");
            Ok(())
        }
        other => Err(format!("there is no command `{other}`.\n{HELP}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(what) => {
            eprintln!("\nxtask stopped: {what}");
            ExitCode::FAILURE
        }
    }
}
