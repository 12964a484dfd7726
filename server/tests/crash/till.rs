//! Money that is paid while the program dies under it: what the payment service has taken is noted, once.

use super::peer::{KEY, Peer, SIGNING_SECRET, message, signed};
use serde_json::{Value, json};
use shared::api::payments::PAYMENT_EVENTS_PATH;
use shared::time::Timestamp;
use std::collections::BTreeMap;
use std::process::Command;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::SystemTime;

/// A payment service that outlives the program.
#[derive(Clone)]
pub struct Till(Arc<Peer>);

impl Till {
    pub fn open() -> Self {
        let (found, peer) = channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a thread of its own").block_on(async {
                found.send(Peer::start().await).expect("somebody waits for it");
                std::future::pending::<()>().await;
            });
        });
        Self(Arc::new(peer.recv().expect("it starts")))
    }

    /// Lets orders be paid online.
    pub fn serves(&self, command: &mut Command) {
        command.env("KONTOR_STRIPE_KEY", KEY).env("KONTOR_STRIPE_SIGNING_SECRET", SIGNING_SECRET);
        command.env("KONTOR_STRIPE_URL", self.0.url());
    }

    /// The buyer pays on the page of this order. None when there is no page.
    pub fn pay(&self, order: &str) -> Option<Value> {
        let mut paid = None;
        self.0.change(|books| {
            let session = books.sessions.values_mut().find(|session| is_for(session, order));
            paid = session.map(|session| {
                let payment = json!({ "id": reference(order), "status": "succeeded", "amount": 1250, "currency": "eur" });
                session["status"] = "complete".into();
                session["payment_status"] = "paid".into();
                session["payment_intent"] = payment;
                session.clone()
            });
        });
        paid
    }

    /// How many pages there are for one order at most.
    pub fn pages_of_one(&self) -> usize {
        let mut pages = BTreeMap::<String, usize>::new();
        for session in self.0.sessions() {
            *pages.entry(session["success_url"].to_string()).or_default() += 1;
        }
        pages.into_values().max().unwrap_or_default()
    }
}

fn is_for(session: &Value, order: &str) -> bool {
    session["success_url"].as_str().is_some_and(|url| url.ends_with(&format!("?paid={order}")))
}

/// Under which name the payment of an order stands in the history.
pub fn reference(order: &str) -> String {
    format!("pi_{order}")
}

/// The service tells the program that the page was paid; the answer's status, none when there was none.
pub fn tell(address: &str, session: &Value) -> Option<u16> {
    let body = message("checkout.session.completed", session);
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("it is later");
    let now = Timestamp(i64::try_from(now.as_millis()).expect("it fits"));
    let request = ureq::http::Request::post(format!("{address}{PAYMENT_EVENTS_PATH}"));
    let request = request.header("content-type", "application/json; charset=utf-8");
    let request = request.header("stripe-signature", signed(&body, SIGNING_SECRET, now));
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let mut response = agent.run(request.body(body).expect("a request")).ok()?;
    response.body_mut().read_to_string().ok()?;
    Some(response.status().as_u16())
}
