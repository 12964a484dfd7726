//! What people do while the program dies under them, and what they find afterwards.

use super::post::{self, Answer};
use super::program::Program;
use super::till::{self, Till};
use data_encoding::HEXLOWER;
use fixtures::paper::Paper;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::time::{Duration, SystemTime};

/// The negotiation in which all of it happens.
const NEGOTIATION: &str = "/api/negotiations/fresh";

/// Instead of a path of the API.
const BY_MAIL: &str = "by mail";
/// The end of the path by which a buyer gets to the page of the payment service.
const ONLINE: &str = "/payments";
/// So long a quote stands that nobody takes.
const EXPIRES_IN: Duration = Duration::from_secs(2);

/// The cookies of both sides.
#[derive(Clone)]
pub struct People {
    seller: Arc<str>,
    buyer: Arc<str>,
}

/// The server that runs now, and those who work at it.
pub struct Desk {
    pub address: String,
    pub people: People,
    /// Where mails come in, and for which address.
    pub post: (u16, Arc<str>),
    /// Where orders are paid online.
    pub till: Till,
}

/// Who works, at what.
#[derive(Clone, Copy, Debug)]
pub enum Side {
    Seller,
    Buyer,
    /// A quote is uploaded, sent, accepted and paid.
    Trade,
    /// The same, paid at a payment service.
    Online,
    /// A message is held, and leaves by the clock.
    Hold,
    /// A mail comes in.
    Post,
}

/// One command, and whether it was acknowledged.
#[derive(Clone, Debug)]
pub struct Deed {
    id: String,
    by_buyer: bool,
    path: String,
    body: Value,
    /// What stands in the history once it is done.
    mark: String,
    acknowledged: bool,
}

impl Deed {
    /// What the history holds of it, once; none of a mail, which is kept as it came.
    pub fn mark(&self) -> Option<&str> {
        (self.path != BY_MAIL).then_some(self.mark.as_str())
    }

    /// The order that it pays online.
    fn online(&self) -> Option<&str> {
        self.path.strip_prefix("/orders/")?.strip_suffix(ONLINE)
    }

    /// The mail that it was, if it was one, and whether it was taken.
    pub fn mail(&self) -> Option<(&str, bool)> {
        (self.path == BY_MAIL).then_some((self.id.as_str(), self.acknowledged))
    }
}

fn fresh() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!("deed-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().http_status_as_error(false).build().into()
}

/// The answer's status and text; none when there was none.
fn ask(method: &str, url: &str, cookie: &str, body: &Value) -> Option<(u16, String)> {
    let request = ureq::http::Request::builder().method(method).uri(url);
    let request = request.header("content-type", "application/json").header("cookie", cookie);
    let sent = match method {
        "GET" => agent().run(request.body(()).expect("a request")),
        _ => agent().run(request.body(body.to_string()).expect("a request")),
    };
    let mut response = sent.ok()?;
    let status = response.status().as_u16();
    Some((status, response.body_mut().read_to_string().ok()?))
}

impl People {
    pub fn signed_in(program: &Program) -> Self {
        let cookie = |role: &str| -> Arc<str> {
            let (_, token) = program.tokens.iter().find(|(known, _)| known == role).expect("it is printed");
            let url = format!("{}/api/link-openings", program.address);
            let request = ureq::http::Request::post(url).header("content-type", "application/json");
            let body = json!({ "token": token }).to_string();
            let response = agent().run(request.body(body).expect("a request")).expect("it answers");
            let cookie = response.headers().get("set-cookie").expect("a session").to_str().expect("text");
            cookie.split(';').next().expect("a pair").into()
        };
        Self { seller: cookie("seller"), buyer: cookie("buyer") }
    }

    fn cookie(&self, by_buyer: bool) -> &str {
        if by_buyer { &self.buyer } else { &self.seller }
    }
}

fn message(by_buyer: bool) -> Deed {
    let id = fresh();
    let body = json!({ "command": id, "text": id });
    Deed { path: "/messages".into(), mark: format!("said {id}"), id, by_buyer, body, acknowledged: false }
}

fn mail() -> Deed {
    let id = fresh();
    let (path, mark) = (BY_MAIL.to_owned(), String::new());
    Deed { path, mark, id, by_buyer: false, body: Value::Null, acknowledged: false }
}

/// Does the deed; whether it was acknowledged. A refusal is a fault of this test.
fn act(desk: &Desk, deed: &mut Deed) -> bool {
    if deed.path == BY_MAIL {
        let answer = post::bring(desk.post.0, &desk.post.1, &deed.id);
        deed.acknowledged |= answer == Some(Answer::Taken);
        return answer.is_some();
    }
    if let Some(order) = deed.online() {
        let told = pay(desk, order);
        deed.acknowledged |= told.is_some();
        return told.is_some();
    }
    let url = format!("{}{NEGOTIATION}{}", desk.address, deed.path);
    let Some((status, text)) = ask("POST", &url, desk.people.cookie(deed.by_buyer), &deed.body) else {
        return false;
    };
    assert_eq!(status, 200, "{deed:?}: {text}");
    deed.acknowledged = true;
    true
}

/// Works until nobody answers any more.
pub fn until_it_dies(desk: &Desk, side: Side, acknowledged: &Sender<()>) -> Vec<Deed> {
    let mut deeds = Vec::new();
    loop {
        let alive = match side {
            Side::Seller | Side::Buyer => tried(desk, message(matches!(side, Side::Buyer)), &mut deeds),
            Side::Hold => tried(desk, held(), &mut deeds),
            // Who may not bring more mails just now writes on the page.
            Side::Post if deeds.last().is_none_or(|deed| deed.acknowledged) => {
                tried(desk, mail(), &mut deeds)
            }
            Side::Post => tried(desk, message(false), &mut deeds),
            Side::Trade => trade(desk, false, &mut deeds).is_some(),
            Side::Online => trade(desk, true, &mut deeds).is_some(),
        };
        // Nobody counts any more once enough were counted.
        let _ = acknowledged.send(());
        if !alive {
            return deeds;
        }
    }
}

fn tried(desk: &Desk, mut deed: Deed, deeds: &mut Vec<Deed>) -> bool {
    let alive = act(desk, &mut deed);
    deeds.push(deed);
    alive
}

fn held() -> Deed {
    let id = fresh();
    let body = json!({ "command": id, "writing": { "text": id } });
    Deed {
        path: "/held-messages".into(),
        mark: format!("said {id}"),
        id,
        by_buyer: false,
        body,
        acknowledged: false,
    }
}

/// Milliseconds since 1970.
fn later(length: Duration) -> u64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("it is later");
    u64::try_from((now + length).as_millis()).expect("it fits")
}

/// One quote from its file to its money; every third is left alone until it expires by the clock.
fn trade(desk: &Desk, online: bool, deeds: &mut Vec<Deed>) -> Option<()> {
    let upload = fresh();
    let paper = Paper::new("offer.pdf", "Offer", std::slice::from_ref(&upload));
    let url = format!("{}{NEGOTIATION}/uploads/{upload}?name=offer.pdf", desk.address);
    let request = ureq::http::Request::put(url).header("cookie", desk.people.cookie(false));
    let stored = agent().run(request.body(paper.bytes).expect("a request")).ok()?;
    assert_eq!(stored.status().as_u16(), 200);
    let id = fresh();
    let expires = !online && deeds.iter().filter(|deed| deed.body["enclosure"].is_object()).count() % 3 == 2;
    let until = later(if expires { EXPIRES_IN } else { Duration::from_hours(168) });
    let terms =
        json!({ "amount": "12.50", "currency": "EUR", "valid_until": until, "payable_online": online });
    let body = json!({ "command": id, "text": id, "enclosure": { "upload": upload, "terms": terms } });
    let quote = format!("{id}.0");
    let sent = Deed {
        path: "/messages".into(),
        mark: format!("said {id}"),
        id,
        by_buyer: false,
        body,
        acknowledged: false,
    };
    tried(desk, sent, deeds).then_some(())?;
    if expires {
        return Some(());
    }
    tried(desk, acceptance(&quote), deeds).then_some(())?;
    if online {
        return tried(desk, payment(&quote), deeds).then_some(());
    }
    let id = fresh();
    let body = json!({ "command": id, "text": quote });
    let (path, mark) = (format!("/quotes/{quote}/payments"), format!("paid {quote}"));
    tried(desk, Deed { id, by_buyer: false, path, body, mark, acknowledged: false }, deeds).then_some(())
}

fn payment(quote: &str) -> Deed {
    let (path, mark) = (format!("/orders/{quote}{ONLINE}"), format!("paid {}", till::reference(quote)));
    Deed { id: fresh(), by_buyer: true, path, body: json!({}), mark, acknowledged: false }
}

/// The buyer goes to the payment service and pays there, once; the service tells the program until it listens. None
/// when nobody answers.
fn pay(desk: &Desk, order: &str) -> Option<()> {
    let url = format!("{}{NEGOTIATION}/orders/{order}{ONLINE}", desk.address);
    let (status, text) = ask("POST", &url, desk.people.cookie(true), &json!({}))?;
    // Told before: nothing is left to be paid.
    assert!(status == 200 || status == 409 && text.contains("already_paid"), "{order}: {status} {text}");
    let session = desk.till.pay(order).expect("a page to pay on");
    assert_eq!(till::tell(&desk.address, &session)?, 200);
    Some(())
}

fn acceptance(quote: &str) -> Deed {
    let id = fresh();
    let billing = json!({ "name": "Anna Weber", "lines": "Werkstraße 1\n53111 Bonn" });
    let body = json!({ "command": id, "billing": billing });
    let (path, mark) = (format!("/quotes/{quote}/acceptances"), format!("accepted {quote}"));
    Deed { id, by_buyer: true, path, body, mark, acknowledged: false }
}

/// Takes the quotes that nobody came to take, of which only so many may be open, and pays online what can be.
pub fn finish(desk: &Desk, deeds: &mut Vec<Deed>) {
    let week = later(Duration::from_hours(24));
    let stands = |deed: &&Deed| deed.body["enclosure"]["terms"]["valid_until"].as_u64() > Some(week);
    let sent = deeds.iter().filter(stands);
    let is_online = |deed: &Deed| deed.body["enclosure"]["terms"]["payable_online"] == json!(true);
    let quotes: Vec<_> = sent.map(|deed| (format!("{}.0", deed.id), is_online(deed))).collect();
    for (quote, online) in quotes {
        let pays = online.then(|| payment(&quote));
        for deed in std::iter::once(acceptance(&quote)).chain(pays) {
            if !deeds.iter().any(|known| known.path == deed.path) {
                assert!(tried(desk, deed, deeds), "nobody answers");
            }
        }
    }
}

/// The same command once more; one that follows another only once that one is done.
pub fn again(desk: &Desk, deed: &mut Deed) {
    if !deed.acknowledged || deed.online().is_some() {
        assert!(act(desk, deed), "nobody answers {deed:?}");
    } else if deed.mail().is_some() {
        // A mail server that was not sure gives it once more.
        assert!(post::bring(desk.post.0, &desk.post.1, &deed.id).is_some(), "nobody takes {deed:?}");
    } else {
        // Acknowledged before, it is done once all the same.
        let url = format!("{}{NEGOTIATION}{}", desk.address, deed.path);
        let answer = ask("POST", &url, desk.people.cookie(deed.by_buyer), &deed.body);
        let (status, text) = answer.expect("it runs");
        assert_eq!(status, 200, "{}: {text}", deed.id);
    }
}

/// Whether no message is held any more.
pub fn all_left(desk: &Desk) -> bool {
    let url = format!("{}{NEGOTIATION}/held-messages", desk.address);
    let (status, text) = ask("GET", &url, desk.people.cookie(false), &Value::Null).expect("it runs");
    assert_eq!(status, 200, "{text}");
    text == "[]"
}

/// Of every entry that a deed can have made, its mark.
pub fn history(desk: &Desk) -> Vec<String> {
    let mut marks = Vec::new();
    let mut before = String::new();
    let (mut acceptances, mut expiries) = (0, 0);
    loop {
        let url = format!("{}{NEGOTIATION}{before}", desk.address);
        let (status, text) = ask("GET", &url, desk.people.cookie(true), &Value::Null).expect("it runs");
        assert_eq!(status, 200, "{text}");
        let page: Value = serde_json::from_str(&text).expect("a page");
        let entries = page["entries"].as_array().expect("entries");
        marks.extend(entries.iter().flat_map(marks_of));
        acceptances += entries.iter().filter(|entry| entry["content"]["quote_accepted"].is_object()).count();
        expiries += entries.iter().filter(|entry| entry["content"] == json!("quote_expired")).count();
        entries.iter().for_each(|entry| kept_whole(desk, entry));
        if page["earlier"] != json!(true) {
            let expired = marks.iter().filter(|mark| mark.starts_with("expired ")).count();
            assert_eq!(expiries, expired, "a quote expired twice");
            let accepted = marks.iter().filter(|mark| mark.starts_with("accepted ")).count();
            assert_eq!(acceptances, accepted, "a quote was accepted twice");
            return marks;
        }
        before = format!("?before={}", entries[0]["id"].as_str().expect("an id"));
    }
}

fn marks_of(entry: &Value) -> Vec<String> {
    let content = &entry["content"];
    let said = ["message", "quote"].into_iter().filter_map(|kind| content[kind]["text"].as_str());
    let mut marks: Vec<_> =
        said.filter(|text| text.starts_with("deed-")).map(|text| format!("said {text}")).collect();
    if let Some(reference) = content["payment_received"]["reference"].as_str() {
        marks.push(format!("paid {reference}"));
    }
    if content["quote"]["quote"]["status"] == json!("expired") {
        marks.push(format!("expired {}", entry["id"].as_str().expect("an id")));
    }
    if content["quote"]["quote"]["order"].is_object() {
        marks.push(format!("accepted {}", entry["id"].as_str().expect("an id")));
    }
    marks
}

/// Whether every quote that nobody took has expired.
pub fn all_expired(desk: &Desk, deeds: &[Deed]) -> bool {
    let week = later(Duration::from_hours(24));
    let left = |deed: &&Deed| deed.body["enclosure"]["terms"]["valid_until"].as_u64() < Some(week);
    let quotes = deeds.iter().filter(|deed| deed.body["enclosure"].is_object()).filter(left);
    let found = history(desk);
    quotes.map(|deed| format!("expired {}.0", deed.id)).all(|mark| found.contains(&mark))
}

/// The document of an entry is the one that was sent.
fn kept_whole(desk: &Desk, entry: &Value) {
    let document = &entry["content"]["quote"]["quote"]["document"];
    let Some(sha256) = document["sha256"].as_str() else { return };
    let id = entry["id"].as_str().expect("an id");
    let url = format!("{}{NEGOTIATION}/documents/{id}", desk.address);
    let request = ureq::http::Request::get(url).header("cookie", desk.people.cookie(true));
    let mut response = agent().run(request.body(()).expect("a request")).expect("it runs");
    let bytes = response.body_mut().read_to_vec().expect("a file");
    assert_eq!(HEXLOWER.encode(&Sha256::digest(bytes)), sha256, "{id}");
}
