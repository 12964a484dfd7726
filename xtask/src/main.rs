//! `cargo xtask`: sets up, builds, runs, tests, tidies and measures Kontor.

mod styles;
mod words;

fn main() -> std::process::ExitCode {
    let wanted = std::env::args().nth(1).unwrap_or_default();
    let done = match wanted.as_str() {
        "styles" => styles::write(),
        "words" => words::write(),
        other => Err(format!("unknown command `{other}`")),
    };
    match done {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(what) => {
            eprintln!("xtask: {what}");
            std::process::ExitCode::FAILURE
        }
    }
}
