//! A browser before the server: it keeps cookies and speaks the endpoints' types.

use super::world::{World, fresh, token};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, Response, StatusCode, header};
use futures_util::StreamExt;
use server::http::Guarded;
use shared::api::documents::{Uploaded, upload_url};
use shared::api::negotiations::LIVE_PATH;
use shared::api::sessions::{LinkToken, OpenLink};
use shared::api::{Endpoint, Method, Problem};
use shared::ids::UploadId;
use shared::view::{Delta, Presence};
use tower::ServiceExt;

/// One browser; empty until somebody opens a link or signs in.
pub struct Browser<'w> {
    world: &'w World,
    /// The server that answers, where it is not the world's own.
    other: Option<Guarded>,
    pub cookie: Option<String>,
}

/// An answer as it came.
pub struct Raw {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Raw {
    /// The error in the one shape that all errors have.
    pub fn problem(&self) -> Problem {
        serde_json::from_str(&self.text)
            .unwrap_or_else(|error| panic!("{} is no problem: {error}: {}", self.status, self.text))
    }
}

impl<'w> Browser<'w> {
    pub fn new(world: &'w World) -> Self {
        Self { world, other: None, cookie: None }
    }

    /// Opens the link in the newest mail to this address.
    pub async fn by_mail(world: &'w World, email: &str) -> Self {
        let mails = world.mails_to(email).await;
        let mail = mails.last().unwrap_or_else(|| panic!("no mail to {email}"));
        let mut browser = Self::new(world);
        browser
            .call::<OpenLink>(&[], &LinkToken { token: token(mail), language: None })
            .await
            .expect("the link opens");
        browser
    }

    /// The same person's session in another window.
    pub fn other_window(&self) -> Self {
        Self { world: self.world, other: self.other.clone(), cookie: self.cookie.clone() }
    }

    /// The same person's session, before another server.
    pub fn at(&self, server: &Guarded) -> Self {
        Self { other: Some(server.clone()), ..self.other_window() }
    }

    /// Signs in with a code by mail.
    pub async fn signed_in(world: &'w World, email: &str) -> Self {
        use shared::api::sessions::{AskSignInCode, Credentials, SignIn, SignInCode};
        let mut browser = Self::new(world);
        browser
            .call::<AskSignInCode>(&[], &SignInCode { email: email.into(), language: None })
            .await
            .expect("it is sent");
        let mails = world.mails_to(email).await;
        let mail = mails.iter().rev().find(|mail| !mail.text.contains("/link#")).expect("a code came");
        let code: String = mail.line.subject.chars().filter(char::is_ascii_digit).collect();
        let credentials = Credentials { email: email.into(), code, language: None };
        browser.call::<SignIn>(&[], &credentials).await.expect("the code is right");
        browser
    }

    /// Calls an endpoint by its type.
    pub async fn call<E: Endpoint>(
        &mut self,
        segments: &[&str],
        body: &E::Body,
    ) -> Result<E::Reply, Problem> {
        let raw = self.ask::<E>(segments, body).await;
        match raw.status.is_success() {
            true => Ok(serde_json::from_str(&raw.text).expect("the reply has its type")),
            false => Err(raw.problem()),
        }
    }

    /// The same, with the answer as it came.
    pub async fn ask<E: Endpoint>(&mut self, segments: &[&str], body: &E::Body) -> Raw {
        let json = serde_json::to_value(body).expect("a body is JSON");
        let url = E::url(segments);
        match E::METHOD {
            Method::Get => self.get(&format!("{url}{}", query(&json))).await,
            method => {
                let name = format!("{method:?}").to_uppercase();
                let request = Request::builder().method(name.as_str()).uri(url);
                let request = request.header(header::CONTENT_TYPE, "application/json");
                self.send(request, Body::from(json.to_string())).await
            }
        }
    }

    pub async fn get(&mut self, url: &str) -> Raw {
        self.send(Request::builder().uri(url), Body::empty()).await
    }

    pub async fn send(&mut self, request: axum::http::request::Builder, body: Body) -> Raw {
        let response = self.open(request, body).await;
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("the answer ends");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Raw { status: parts.status, headers: parts.headers, text }
    }

    /// Sends, and leaves the answer's body to be read while it comes.
    pub async fn open(&mut self, request: axum::http::request::Builder, body: Body) -> Response<Body> {
        let request = request.header(header::HOST, "desk.example");
        let request = match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        };
        let request = request.body(body).expect("a request");
        let server = self.other.as_ref().unwrap_or(&self.world.router).clone();
        let response = server.oneshot(request).await.expect("the router answers");
        if let Some(cookie) = response.headers().get(header::SET_COOKIE) {
            let cookie = cookie.to_str().expect("a cookie is text");
            let pair = cookie.split(';').next().unwrap_or_default();
            self.cookie = (!cookie.contains("Max-Age=0")).then(|| pair.to_owned());
        }
        response
    }
}

fn query(json: &serde_json::Value) -> String {
    let members = json.as_object().expect("a body is an object");
    let pair = |(name, value): (&String, &serde_json::Value)| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let encoded: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
        format!("{name}={encoded}")
    };
    let pairs: Vec<_> = members.iter().filter(|(_, value)| !value.is_null()).map(pair).collect();
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

impl Browser<'_> {
    /// Uploads bytes under a name; the upload's id is made here.
    pub async fn upload(&mut self, negotiation: &str, name: &str, bytes: &[u8]) -> Result<Uploaded, Problem> {
        let id = UploadId(fresh("upload"));
        let raw = self.put_upload(negotiation, &id, name, bytes).await;
        match raw.status.is_success() {
            true => Ok(serde_json::from_str(&raw.text).expect("the reply has its type")),
            false => Err(raw.problem()),
        }
    }

    pub async fn put_upload(&mut self, negotiation: &str, id: &UploadId, name: &str, bytes: &[u8]) -> Raw {
        let url = upload_url(negotiation, id, name);
        let request = Request::builder().method("PUT").uri(url);
        self.send(request, Body::from(bytes.to_vec())).await
    }

    /// Status, headers and bytes of an address.
    pub async fn fetch(&mut self, url: &str) -> (StatusCode, HeaderMap, Vec<u8>) {
        let response = self.open(Request::builder().uri(url), Body::empty()).await;
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("the answer ends");
        (parts.status, parts.headers, bytes.to_vec())
    }
}

/// A line of live news.
pub struct Line {
    body: axum::body::BodyDataStream,
    text: String,
}

struct LineEvent {
    name: String,
    id: Option<String>,
    data: String,
}

/// One message of a line.
pub struct News {
    pub id: Option<String>,
    pub delta: Delta,
}

impl Browser<'_> {
    /// Opens the live news of a negotiation.
    pub async fn listen(&mut self, negotiation: &str, last: Option<&str>) -> Line {
        self.listen_as(negotiation, last, "").await
    }

    /// The same, as a page that reports presence under this name.
    pub async fn attend(&mut self, negotiation: &str, page: &str) -> Line {
        self.listen_as(negotiation, None, &format!("?page={page}")).await
    }

    async fn listen_as(&mut self, negotiation: &str, last: Option<&str>, query: &str) -> Line {
        let path = LIVE_PATH.replace("{negotiation}", negotiation);
        let request = Request::builder().uri(format!("{path}{query}"));
        let request = match last {
            Some(last) => request.header("last-event-id", last),
            None => request,
        };
        let response = self.open(request, Body::empty()).await;
        assert_eq!(response.status(), StatusCode::OK);
        Line { body: response.into_body().into_data_stream(), text: String::new() }
    }

    /// The first message of the line, or the refusal, as it came.
    pub async fn first_news(&mut self, negotiation: &str) -> Raw {
        let request = Request::builder().uri(LIVE_PATH.replace("{negotiation}", negotiation));
        let response = self.open(request, Body::empty()).await;
        let (status, headers) = (response.status(), response.headers().clone());
        let mut body = response.into_body().into_data_stream();
        let bytes = body.next().await.and_then(Result::ok).unwrap_or_default();
        Raw { status, headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    }
}

impl Line {
    /// The next message; none when the line has ended. Other events are left out.
    pub async fn next(&mut self) -> Option<News> {
        loop {
            let event = self.event().await?;
            if event.name == "message" {
                let delta = serde_json::from_str(&event.data).expect("a message carries a delta");
                return Some(News { id: event.id, delta });
            }
        }
    }

    /// What the line says next of who is here; what else it says is left out.
    pub async fn presence(&mut self) -> Option<Presence> {
        loop {
            let event = self.event().await?;
            if event.name == "presence" {
                return Some(serde_json::from_str(&event.data).expect("it carries a presence"));
            }
        }
    }

    async fn event(&mut self) -> Option<LineEvent> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let field = |name: &str| event.lines().find_map(|line| line.strip_prefix(name));
                let text = |name: &str| field(name).unwrap_or_default().to_owned();
                let id = field("id: ").map(str::to_owned);
                let event = LineEvent { name: text("event: "), id, data: text("data: ") };
                self.text = rest.to_owned();
                return Some(event);
            }
            let bytes = self.body.next().await?.ok()?;
            self.text += str::from_utf8(&bytes).expect("news are text");
        }
    }
}
