//! Requests to Stripe: form-encoded, one version of the API, bounded in time and size. The key goes nowhere else.

use super::shapes::Refused;
use crate::pay::PayProblem;
use serde::de::DeserializeOwned;
use shared::api::percent_encoded;
use std::thread::sleep;
use std::time::Duration;
use ureq::{Agent, Body, Error, RequestBuilder, http::Response};

/// Longer nobody waits for a page to pay on.
const TIMEOUT: Duration = Duration::from_secs(10);
/// An answer of Stripe has a few kilobytes.
const ANSWER_BYTES_MAX: u64 = 512 * 1024;
/// While the same request is being answered elsewhere, it is sent again after these pauses, in milliseconds.
const PAUSES: [u64; 4] = [200, 400, 800, 1600];
const CONFLICT: u16 = 409;
const TOO_MANY: u16 = 429;
/// Stands with an answer that was given before.
const REPLAYED: &str = "idempotent-replayed";

/// The way to one account.
pub struct Client {
    agent: Agent,
    url: String,
    key: String,
    version: &'static str,
}

type Answer = Result<Response<Body>, Error>;

impl Client {
    /// # Errors
    /// When the address is neither TLS nor this machine.
    pub fn new(url: &str, key: String, version: &'static str) -> Result<Self, String> {
        let url = url.trim_end_matches('/').to_owned();
        let is_near = is_this_machine(&url);
        if !url.starts_with("https://") && !is_near {
            return Err(format!("{url}: a payment service is reached by https"));
        }
        let config = Agent::config_builder()
            .timeout_global(Some(TIMEOUT))
            .http_status_as_error(false)
            .max_redirects(0);
        let config = if is_near { config.proxy(None) } else { config };
        Ok(Self { agent: config.build().into(), url, key, version })
    }

    /// # Errors
    /// Why there is no answer, or which.
    pub fn get<T: DeserializeOwned>(&self, path: &str, query: &[(&str, &str)]) -> Result<T, PayProblem> {
        let address = match query {
            [] => format!("{}{path}", self.url),
            query => format!("{}{path}?{}", self.url, form(query.iter().copied())),
        };
        answered(|| self.signed(self.agent.get(&address)).call())
    }

    /// # Errors
    /// Why there is no answer, or which.
    pub fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &[(String, String)],
        idempotency_key: Option<&str>,
    ) -> Result<T, PayProblem> {
        let (address, body) =
            (format!("{}{path}", self.url), form(body.iter().map(|(name, value)| (&**name, &**value))));
        answered(|| {
            let request = self.signed(self.agent.post(&address));
            let request = request.header("content-type", "application/x-www-form-urlencoded");
            match idempotency_key {
                Some(key) => request.header("idempotency-key", key).send(&body),
                None => request.send(&body),
            }
        })
    }

    fn signed<B>(&self, request: RequestBuilder<B>) -> RequestBuilder<B> {
        let request = request.header("authorization", format!("Bearer {}", self.key));
        request.header("stripe-version", self.version)
    }
}

fn form<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let pair = |(name, value)| format!("{}={}", percent_encoded(name), percent_encoded(value));
    pairs.map(pair).collect::<Vec<_>>().join("&")
}

/// Sends until the answer is no longer "wait for the same request".
fn answered<T: DeserializeOwned>(send: impl Fn() -> Answer) -> Result<T, PayProblem> {
    for pause in PAUSES {
        match read(send())? {
            Some(answer) => return Ok(answer),
            None => sleep(Duration::from_millis(pause)),
        }
    }
    Err(PayProblem::Unreachable("Stripe is still at the same request".to_owned()))
}

/// None: the same request is being answered elsewhere.
fn read<T: DeserializeOwned>(answer: Answer) -> Result<Option<T>, PayProblem> {
    let unreachable = |error: &dyn std::fmt::Display| PayProblem::Unreachable(format!("Stripe: {error}"));
    let mut response = answer.map_err(|error| unreachable(&error))?;
    let status = response.status();
    // Stripe keeps the answer to a key, also when it broke over it: asking again never helps.
    let is_final = response.headers().contains_key(REPLAYED);
    let body = response.body_mut().with_config().limit(ANSWER_BYTES_MAX).read_to_vec();
    let body = body.map_err(|error| unreachable(&error))?;
    if status.is_success() {
        return serde_json::from_slice(&body).map(Some).map_err(|error| unreachable(&error));
    }
    let reason = serde_json::from_slice::<Refused>(&body).unwrap_or_default().error;
    let code = reason.code.unwrap_or_default();
    let told = format!("{status} {code}: {}", reason.message.unwrap_or_default());
    match status.as_u16() {
        CONFLICT if code == "idempotency_key_in_use" => Ok(None),
        CONFLICT | TOO_MANY | 500.. if !is_final => Err(unreachable(&told)),
        _ => Err(PayProblem::Refused(format!("Stripe: {told}"))),
    }
}

/// For trials: there a key is safe without TLS.
fn is_this_machine(url: &str) -> bool {
    let host = url.strip_prefix("http://").unwrap_or_default();
    let host = host.split(['/', ':']).next().unwrap_or_default();
    ["localhost", "127.0.0.1"].contains(&host)
}
