//! `kontor operator add`: who runs the marketplace. The first operator can only come from here.

use crate::clock::Clock;
use crate::desk::INSTALLATION;
use crate::execute::{ExecuteError, Streams};
use crate::secret;
use crate::serve::Failed;
use crate::store::Database;
use shared::actor::Actor;
use shared::aggregate::Envelope;
use shared::ids::CommandId;
use shared::installation::{Command, InstallationState};

/// Lets the address sign in as operator.
///
/// # Errors
/// When it is no address, or the database cannot be written.
pub async fn add(database: &Database, email: &str) -> Result<(), Failed> {
    let installation = Streams::<InstallationState>::new(database.clone());
    let envelope = Envelope {
        id: CommandId(secret::fresh_token()),
        at: Clock::default().now(),
        actor: Actor::System,
        command: Command::AddOperator { email: email.to_owned() },
    };
    match installation.execute(INSTALLATION, "system", &envelope).await {
        Ok(_) => Ok(()),
        Err(ExecuteError::Refused(refusal)) => Err(refusal.to_string().into()),
        Err(ExecuteError::Store(error)) => Err(error.into()),
        Err(ExecuteError::Reused) => Err("a fresh command id was not fresh".into()),
    }
}
