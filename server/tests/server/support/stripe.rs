//! A peer that speaks Stripe's shapes over real HTTP: sessions, payments, idempotency keys, signed messages. It is
//! as strict as the published description where orders depend on it, and breaks where a test says so.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use server::pay::stripe::{Account, Stripe};
use sha2::Sha256;
use shared::time::Timestamp;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

pub const KEY: &str = "sk_test_peer";
pub const SIGNING_SECRET: &str = "whsec_peer";

/// What the peer knows.
#[derive(Default)]
pub struct Books {
    /// By id, in the order in which they were made.
    pub sessions: BTreeMap<String, Value>,
    /// Payments without a session.
    pub intents: BTreeMap<String, Value>,
    /// What was answered under an idempotency key, with the words of the question.
    answers: BTreeMap<String, (String, String)>,
    /// How many requests came.
    pub requests: usize,
    /// Does what it is asked and then says nothing, as when the line breaks.
    pub loses_answers: bool,
    pub is_down: bool,
    /// Breaks over the next new key, and says so whenever it is asked with it again.
    pub breaks: bool,
    broken: Vec<String>,
}

/// The peer.
#[derive(Clone)]
pub struct Peer {
    pub books: Arc<Mutex<Books>>,
    url: String,
}

impl Peer {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("it listens"));
        let peer = Self { books: Arc::default(), url };
        let router = Router::new()
            .route("/v1/checkout/sessions", post(create))
            .route("/v1/checkout/sessions/{session}", get(session))
            .route("/v1/checkout/sessions/{session}/expire", post(expire))
            .route("/v1/payment_intents/{intent}", get(intent))
            .with_state(peer.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        peer
    }

    /// The adapter for it.
    pub fn service(&self) -> Stripe {
        let signing_secret = Some(SIGNING_SECRET.to_owned());
        let account = Account { key: KEY.into(), signing_secret, url: self.url().to_owned() };
        Stripe::new(account).expect("this machine")
    }

    /// Where it is.
    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn change(&self, change: impl FnOnce(&mut Books)) {
        change(&mut self.books.lock().expect("no test panics with it"));
    }

    pub fn sessions(&self) -> Vec<Value> {
        self.books.lock().expect("no test panics with it").sessions.values().cloned().collect()
    }

    /// Changes the newest session as the buyer's doings would.
    pub fn turn(&self, fields: Value) -> Value {
        let mut books = self.books.lock().expect("no test panics with it");
        let session = books.sessions.values_mut().next_back().expect("a session");
        for (name, value) in fields.as_object().expect("fields") {
            session[name] = value.clone();
        }
        session.clone()
    }

    /// The buyer pays by card.
    pub fn pay(&self) -> Value {
        let payment = json!({ "id": "pi_1", "object": "payment_intent", "status": "succeeded", "amount": 1, "currency": "eur" });
        self.turn(json!({ "status": "complete", "payment_status": "paid", "payment_intent": payment }))
    }

    fn refuses(&self, headers: &HeaderMap) -> Option<Response> {
        let mut books = self.books.lock().expect("no test panics with it");
        books.requests += 1;
        let says = |name: &str, value: &str| headers.get(name).is_some_and(|found| found == value);
        let known = says("authorization", &format!("Bearer {KEY}")) && headers.contains_key("stripe-version");
        match () {
            () if books.is_down => Some(refused(StatusCode::SERVICE_UNAVAILABLE, "api_error")),
            () if !known => Some(refused(StatusCode::UNAUTHORIZED, "invalid_key")),
            () => None,
        }
    }
}

fn refused(status: StatusCode, code: &str) -> Response {
    (status, json!({ "error": { "code": code, "message": "refused" } }).to_string()).into_response()
}

fn written(value: &Value) -> Response {
    value.to_string().into_response()
}

/// Form fields by name.
fn fields(body: &str) -> BTreeMap<String, String> {
    let decoded = |text: &str| {
        let mut bytes = Vec::new();
        let mut rest = text.bytes();
        while let Some(byte) = rest.next() {
            let pair: String =
                if byte == b'%' { rest.by_ref().take(2).map(char::from).collect() } else { String::new() };
            bytes.push(u8::from_str_radix(&pair, 16).unwrap_or(byte));
        }
        String::from_utf8(bytes).expect("UTF-8")
    };
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').expect("a pair");
        (decoded(name), decoded(value))
    };
    body.split('&').filter(|pair| !pair.is_empty()).map(pair).collect()
}

async fn create(State(peer): State<Peer>, headers: HeaderMap, body: Bytes) -> Response {
    if let Some(refused) = peer.refuses(&headers) {
        return refused;
    }
    let body = String::from_utf8(body.to_vec()).expect("a form");
    let key = headers["idempotency-key"].to_str().expect("a key").to_owned();
    let mut books = peer.books.lock().expect("no test panics with it");
    if books.broken.contains(&key) {
        let again = refused(StatusCode::INTERNAL_SERVER_ERROR, "api_error");
        return ([("idempotent-replayed", "true")], again).into_response();
    }
    if std::mem::take(&mut books.breaks) {
        books.broken.push(key);
        return refused(StatusCode::INTERNAL_SERVER_ERROR, "api_error");
    }
    let answer = match books.answers.get(&key) {
        Some((question, _)) if *question != body => {
            return refused(StatusCode::BAD_REQUEST, "idempotency_error");
        }
        Some((_, answer)) => answer.clone(),
        None => {
            let session = made(books.sessions.len(), &fields(&body));
            let id = session["id"].as_str().expect("an id").to_owned();
            books.sessions.insert(id, session.clone());
            books.answers.insert(key, (body, session.to_string()));
            session.to_string()
        }
    };
    if books.loses_answers {
        return refused(StatusCode::BAD_GATEWAY, "lost");
    }
    answer.into_response()
}

fn made(number: usize, form: &BTreeMap<String, String>) -> Value {
    let within = |prefix: &str| -> BTreeMap<String, String> {
        let name = |name: &str| name.strip_prefix(prefix)?.strip_suffix(']').map(str::to_owned);
        form.iter().filter_map(|(key, value)| Some((name(key)?, value.clone()))).collect()
    };
    let metadata = within("metadata[");
    assert_eq!(metadata, within("payment_intent_data[metadata]["), "both say what they are for");
    assert_eq!((form["mode"].as_str(), form["adaptive_pricing[enabled]"].as_str()), ("payment", "false"));
    let item = |name: &str| form[&format!("line_items[0]{name}")].clone();
    let amount: i64 = item("[price_data][unit_amount]").parse().expect("a whole number");
    assert_eq!(item("[quantity]"), "1");
    let id = format!("cs_test_{number:04}");
    json!({
        "id": id, "object": "checkout.session", "status": "open", "payment_status": "unpaid",
        "amount_total": amount, "currency": item("[price_data][currency]"), "metadata": metadata,
        "client_reference_id": form["client_reference_id"], "payment_intent": null,
        "success_url": form["success_url"], "cancel_url": form["cancel_url"],
        "url": format!("https://checkout.stripe.example/c/pay/{id}"),
        "name": item("[price_data][product_data][name]"),
    })
}

async fn session(State(peer): State<Peer>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    if let Some(refused) = peer.refuses(&headers) {
        return refused;
    }
    let books = peer.books.lock().expect("no test panics with it");
    books.sessions.get(&id).map_or_else(|| refused(StatusCode::NOT_FOUND, "resource_missing"), written)
}

async fn intent(State(peer): State<Peer>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    if let Some(refused) = peer.refuses(&headers) {
        return refused;
    }
    let books = peer.books.lock().expect("no test panics with it");
    books.intents.get(&id).map_or_else(|| refused(StatusCode::NOT_FOUND, "resource_missing"), written)
}

async fn expire(State(peer): State<Peer>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    if let Some(refused) = peer.refuses(&headers) {
        return refused;
    }
    let mut books = peer.books.lock().expect("no test panics with it");
    match books.sessions.get_mut(&id) {
        Some(session) if session["status"] == "open" => {
            session["status"] = "expired".into();
            written(session)
        }
        _ => refused(StatusCode::BAD_REQUEST, "session_not_open"),
    }
}

/// A message about an object, as it stands in the body of a webhook.
pub fn message(kind: &str, object: &Value) -> String {
    json!({ "id": "evt_1", "object": "event", "type": kind, "data": { "object": object } }).to_string()
}

/// The header that fits a body, by a secret, at a time.
pub fn signed(body: &str, secret: &str, at: Timestamp) -> String {
    let seconds = at.0 / 1000;
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any length");
    let mac = mac.chain_update(format!("{seconds}.{body}")).finalize().into_bytes();
    let digits: String = mac.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("t={seconds},v1={digits}")
}
