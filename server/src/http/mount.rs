//! From an endpoint's type to a route: reads what was sent, calls the handler, writes the reply.

use super::failure::Failure;
use super::{guard, web};
use crate::desk::Desk;
use crate::identity::{Sight, Visitor};
use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::{Query, RawPathParams, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, on};
use serde::de::DeserializeOwned;
use shared::api::{Endpoint, Method};
use shared::time::Timestamp;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::error::Elapsed;
use tokio::time::timeout;

/// The most bytes that a JSON body may have.
const BODY_BYTES_MAX: usize = 256 * 1024;
/// Whoever takes longer to send one has gone.
const SENDING_MAX: Duration = Duration::from_secs(30);
/// The segment that names a negotiation, in all paths that have one.
const NEGOTIATION: &str = "negotiation";
/// A reply that is no longer gains nothing by being compressed.
const SMALL_BYTES: usize = 400;
/// A reply is given so much room from the start: what answers a command mostly fits.
const REPLY_BYTES: usize = 2 * 1024;

/// What a handler gets.
pub struct Call<E: Endpoint> {
    pub desk: Arc<Desk>,
    pub visitor: Visitor,
    pub body: E::Body,
    pub now: Timestamp,
    segments: Arc<RawPathParams>,
}

impl<E: Endpoint> Call<E> {
    /// A variable segment of the path.
    pub fn segment(&self, name: &str) -> &str {
        segment(&self.segments, name).unwrap_or_default()
    }
}

fn segment<'s>(segments: &'s RawPathParams, name: &str) -> Option<&'s str> {
    segments.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
}

/// A reply, with the cookie to set, if any.
pub struct Answer<T> {
    pub reply: Reply<T>,
    pub cookie: Option<String>,
}

/// What is replied.
pub enum Reply<T> {
    Made(T),
    /// Its JSON, as it was made before.
    Kept(Arc<[u8]>),
}

impl<T> From<T> for Answer<T> {
    fn from(reply: T) -> Self {
        Self { reply: Reply::Made(reply), cookie: None }
    }
}

impl<T> Answer<T> {
    /// With a cookie.
    pub fn with_cookie(reply: T, cookie: Option<String>) -> Self {
        Self { reply: Reply::Made(reply), cookie }
    }

    /// JSON that was made by [`json_of`].
    pub fn kept(json: Arc<[u8]>) -> Self {
        Self { reply: Reply::Kept(json), cookie: None }
    }
}

/// A reply as JSON.
///
/// # Errors
/// A defect: replies are plain data.
pub fn json_of<T: serde::Serialize>(reply: &T) -> Result<Vec<u8>, Failure> {
    let mut json = Vec::with_capacity(REPLY_BYTES);
    serde_json::to_writer(&mut json, reply).map_err(|error| Failure::defect(&error.to_string()))?;
    Ok(json)
}

/// Adds the endpoint to the route table.
pub fn mount<E, H, F, A>(router: Router<Arc<Desk>>, handler: H) -> Router<Arc<Desk>>
where
    E: Endpoint<Body: Send> + 'static,
    H: Fn(Call<E>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<A, Failure>> + Send,
    A: Into<Answer<E::Reply>>,
{
    let method = match E::METHOD {
        Method::Get => MethodFilter::GET,
        Method::Post => MethodFilter::POST,
        Method::Put => MethodFilter::PUT,
        Method::Delete => MethodFilter::DELETE,
    };
    let serve = move |State(desk): State<Arc<Desk>>, segments: RawPathParams, request: Request| {
        let handler = handler.clone();
        async move {
            let compressed = web::accepts(request.headers(), "br");
            let received = Received::of::<E>(desk, segments, request).await?;
            let answer = answered(&received, handler).await?;
            written(answer.into(), compressed)
        }
    };
    router.route(E::PATH, on(method, serve))
}

/// A command is tried on the state that this process knows: one that another process has taken on is noticed
/// when it is written. So nobody is turned away before the state on disk was asked for too.
async fn answered<E, H, F, A>(received: &Received, handler: H) -> Result<A, Failure>
where
    E: Endpoint<Body: Send> + 'static,
    H: Fn(Call<E>) -> F + Send + Sync,
    F: Future<Output = Result<A, Failure>> + Send,
{
    let mut sight = if E::METHOD == Method::Get { Sight::Stored } else { Sight::Known };
    let mut refused: Option<(Option<i64>, Failure)> = None;
    loop {
        let call = received.call::<E>(sight).await?;
        let version = call.visitor.version();
        if let Some((_, failure)) = refused.take_if(|(before, _)| *before == version) {
            return Err(failure);
        }
        match handler(call).await {
            Err(failure) if sight == Sight::Known && failure.status.is_client_error() => {
                refused = Some((version, failure));
                sight = Sight::Stored;
            }
            outcome => return outcome,
        }
    }
}

/// A request, read but not yet understood.
struct Received {
    desk: Arc<Desk>,
    segments: Arc<RawPathParams>,
    parts: Parts,
    /// Empty where the address says it all.
    body: Bytes,
    now: Timestamp,
}

impl Received {
    async fn of<E: Endpoint>(
        desk: Arc<Desk>,
        segments: RawPathParams,
        request: Request,
    ) -> Result<Self, Failure> {
        let now = desk.clock.now();
        let (parts, body) = request.into_parts();
        let body = match E::METHOD {
            Method::Get => Bytes::new(),
            Method::Post | Method::Put | Method::Delete => {
                guard::same_origin(&desk.address, &parts.headers)?;
                let body = timeout(SENDING_MAX, to_bytes(body, BODY_BYTES_MAX)).await;
                body.map_err(too_slow)?.map_err(too_large)?
            }
        };
        Ok(Self { desk, segments: Arc::new(segments), parts, body, now })
    }

    /// What the handler gets, with the negotiation as it is seen.
    async fn call<E: Endpoint>(&self, sight: Sight) -> Result<Call<E>, Failure> {
        let Self { desk, segments, parts, now, .. } = self;
        let visitor = Visitor::of(desk, &parts.headers, segment(segments, NEGOTIATION), sight, *now).await?;
        let body = match E::METHOD {
            Method::Get => query(&parts.uri)?,
            Method::Post | Method::Put | Method::Delete => json(&parts.headers, &self.body)?,
        };
        Ok(Call { desk: desk.clone(), visitor, body, now: *now, segments: segments.clone() })
    }
}

fn too_large<Cause>(_: Cause) -> Failure {
    let detail = format!("The body may have {BODY_BYTES_MAX} bytes at most.");
    Failure::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", detail)
}

fn too_slow(_: Elapsed) -> Failure {
    let detail = format!("The body did not come within {} seconds.", SENDING_MAX.as_secs());
    Failure::new(StatusCode::REQUEST_TIMEOUT, "too_slow", detail)
}

/// What the query of an address says.
///
/// # Errors
/// When it says something else.
pub(super) fn query<T: DeserializeOwned>(address: &Uri) -> Result<T, Failure> {
    let malformed =
        |why| Failure::new(StatusCode::BAD_REQUEST, "malformed_query", format!("Check the address: {why}."));
    Query::try_from_uri(address).map(|Query(body)| body).map_err(|error| malformed(error.body_text()))
}

fn json<T: DeserializeOwned>(headers: &HeaderMap, body: &[u8]) -> Result<T, Failure> {
    if !is_json(headers) {
        let detail = "Send the body as JSON, with the content type application/json.";
        return Err(Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json", detail));
    }
    serde_json::from_slice(body).map_err(|error| {
        Failure::new(StatusCode::BAD_REQUEST, "malformed_json", format!("The JSON does not fit: {error}."))
    })
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json")
}

fn written<T: serde::Serialize>(answer: Answer<T>, compressed: bool) -> Result<Response, Failure> {
    let mut body = match answer.reply {
        Reply::Made(reply) => Bytes::from(json_of(&reply)?),
        Reply::Kept(json) => Bytes::from_owner(json),
    };
    let compressed = compressed && body.len() > SMALL_BYTES;
    if compressed {
        body = compress(&body).map_err(|error| Failure::defect(&error.to_string()))?.into();
    }
    let mut response = ([(header::CONTENT_TYPE, "application/json")], body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if compressed {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    if let Some(cookie) = answer.cookie {
        let cookie = cookie.parse().map_err(|_| Failure::defect("a cookie that is no header"))?;
        headers.insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Quickly rather than as hard as can be: it is made anew for every reply.
fn compress(body: &[u8]) -> std::io::Result<Vec<u8>> {
    let quick = brotli::enc::BrotliEncoderParams {
        quality: 4,
        lgwin: 18,
        size_hint: body.len(),
        ..Default::default()
    };
    let mut compressed = Vec::with_capacity(body.len() / 2);
    brotli::BrotliCompress(&mut &body[..], &mut compressed, &quick)?;
    Ok(compressed)
}
