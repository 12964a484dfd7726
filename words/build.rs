//! Reads the two catalogues, `app/` for the browser and `mail/` for the server, and makes a Rust
//! module of keys from each. Stops the build with the name of a key that a language lacks.

use std::path::Path;

#[path = "src/source.rs"]
mod source;

/// The groups of the app's words that its first screen does not say: they come with the first part that does.
/// A group that is not named here is there from the start.
const LATER: &[&str] = &[
    "accept",
    "address",
    "answers",
    "arrival_state",
    "arrival_why",
    "arrivals",
    "continent",
    "copies",
    "decline",
    "dialog",
    "disclosure",
    "document",
    "excluded",
    "feedback",
    "home",
    "hours",
    "incident",
    "incident_action",
    "incident_state",
    "incidents",
    "inquiry",
    "keep",
    "link",
    "mail_pace",
    "mail_settings",
    "mail_state",
    "mails",
    "member",
    "network",
    "offer",
    "pay_online",
    "payment",
    "payment_state",
    "payments",
    "presence",
    "problem",
    "quote",
    "quote_action",
    "quote_status",
    "rating",
    "refuse",
    "requests",
    "rules",
    "seller",
    "sent",
    "sign_in",
    "stand",
    "stars",
    "trace",
    "undo",
    "unreachable",
    "unsubscribe",
    "withdraw_quote",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let out = std::env::var("OUT_DIR")?;
    for (name, later) in [("app", LATER), ("mail", &[][..])] {
        #[allow(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]
        {
            println!("cargo::rerun-if-changed={name}");
        }
        let catalogue = source::read(Path::new(name))?;
        std::fs::write(Path::new(&out).join(format!("{name}.rs")), source::module(&catalogue, later))?;
    }
    Ok(())
}
