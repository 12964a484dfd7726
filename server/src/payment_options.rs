//! Options about payment on the command line. Secrets come from files or from the environment, never from an
//! argument, which everybody on the machine could read.

use clap::Args;
use server::pay::stripe::{Account, STRIPE_URL};
use std::path::{Path, PathBuf};

const KEY: &str = "KONTOR_STRIPE_KEY";
const SIGNING_SECRET: &str = "KONTOR_STRIPE_SIGNING_SECRET";

/// Payment of orders online.
#[derive(Args)]
pub struct Payment {
    /// A file with the secret key of a Stripe account, with which orders can be paid online; or the key itself in
    /// the variable KONTOR_STRIPE_KEY.
    #[arg(long, global = true, env = "KONTOR_STRIPE_KEY_FILE")]
    stripe_key_file: Option<PathBuf>,
    /// A file with the secret with which Stripe signs its messages to /api/payment-events; or the secret itself in
    /// the variable KONTOR_STRIPE_SIGNING_SECRET.
    #[arg(long, global = true, env = "KONTOR_STRIPE_SIGNING_SECRET_FILE")]
    stripe_signing_secret_file: Option<PathBuf>,
    /// Where Stripe is.
    #[arg(long, global = true, env = "KONTOR_STRIPE_URL", default_value = STRIPE_URL)]
    stripe_url: String,
}

impl Payment {
    /// The account, if there is one.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn account(&self) -> Result<Option<Account>, String> {
        let key = secret(self.stripe_key_file.as_deref(), KEY)?;
        let signing_secret = secret(self.stripe_signing_secret_file.as_deref(), SIGNING_SECRET)?;
        Ok(key.map(|key| Account { key, signing_secret, url: self.stripe_url.clone() }))
    }
}

fn secret(file: Option<&Path>, variable: &str) -> Result<Option<String>, String> {
    let text = match file {
        Some(file) => {
            Some(std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?)
        }
        None => std::env::var(variable).ok(),
    };
    Ok(text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()))
}
