//! `cargo xtask test`: everything that must hold, cheapest first.
//!
//! The tests and the end-to-end stories share one development build of the server; only the app is
//! built as released, because nothing else shows whether the released app works.

use crate::places::root;
use crate::setup::{self, END2END};
use crate::steps::{cargo, run as call, spoken, step};
use crate::{app, postgres, tidy};
use std::process::Command;
use std::time::Instant;

const WASM: [&str; 2] = ["--target", "wasm32-unknown-unknown"];

pub fn run(only: &[String]) -> Result<(), String> {
    let started = Instant::now();
    let wanted = |part: &str| only.is_empty() || only.iter().any(|name| name == part);
    let tools = setup::for_build()?;
    setup::for_tests()?;
    if wanted("style") {
        style()?;
    }
    app::build(&tools)?;
    if wanted("rust") {
        rust()?;
    }
    if wanted("wasm") {
        wasm(&tools)?;
    }
    if wanted("end2end") {
        end2end()?;
    }
    println!("\nAll of it held; it took {}.", spoken(started.elapsed()));
    Ok(())
}

/// How the code is written: formatting, the rules of the house, the linter.
fn style() -> Result<(), String> {
    step("Formatting", || call(cargo().args(["fmt", "--all", "--check"])))?;
    tidy::run()?;
    let strict = ["--", "--deny", "warnings"];
    step("Lints", || {
        call(cargo().args(["clippy", "--workspace", "--exclude", "app", "--all-targets"]).args(strict))
    })?;
    step("Lints for the browser", || {
        call(cargo().args(["clippy", "--package", "app", "--package", "shared"]).args(WASM).args(strict))
    })
}

/// All of them together, always: another choice of packages is another set of their features, and all is compiled
/// once more.
const TESTS: [&str; 4] = ["test", "--workspace", "--exclude", "app"];

/// Every test of every crate; those that need a database run on SQLite and on PostgreSQL.
fn rust() -> Result<(), String> {
    let database = step("A PostgreSQL of our own", postgres::start)?;
    step("Tests", || {
        let mut tests = cargo();
        tests.args(TESTS);
        tests.env("KONTOR_TEST_POSTGRES", database.url()).env("KONTOR_TEST_POSTFIX", "required");
        tests.env("RUST_TEST_THREADS", at_a_time().to_string());
        call(&mut tests)
    })
}

/// Twice as many as there are cores: half of the time a test waits for a disk, a database or a mail server.
fn at_a_time() -> usize {
    2 * std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// The same tests of the shared rules once more, as the browser runs them.
fn wasm(tools: &setup::Tools) -> Result<(), String> {
    step("Tests of the shared rules as WebAssembly", || {
        let runner = tools.bindgen.join("wasm-bindgen-test-runner");
        let mut tests = cargo();
        tests.args(["test", "--package", "shared", "--lib", "--tests"]).args(WASM);
        // A panic names its line all the same, and the runner reads a tenth.
        tests.env("CARGO_PROFILE_DEV_DEBUG", "false");
        call(tests.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner))
    })
}

/// The stories of end2end/ against the real server, in a real browser.
fn end2end() -> Result<(), String> {
    step("The server for the stories", || call(cargo().args(TESTS).arg("--no-run")))?;
    let payments = step("A payment service for the stories", setup::localstripe)?;
    step("Stories from end to end", || {
        let mut stories = Command::new("npm");
        stories.args(["test", "--silent"]).current_dir(root().join(END2END));
        call(match payments {
            Some(program) => stories.env("KONTOR_LOCALSTRIPE", program),
            None => &mut stories,
        })
    })
}
