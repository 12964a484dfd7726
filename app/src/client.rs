//! Calls the server's endpoints by their types. It must not know any page or rule.

use crate::reply::Value;
use gloo_net::http::{Request, RequestBuilder};
use js_sys::{Array, Object};
use leptos::wasm_bindgen::{JsCast, JsValue};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use shared::api::{Endpoint, Method, Problem};
use std::pin::Pin;

/// The code of the problem that the server could not be reached.
pub const LOST: &str = "connection_lost";
const UNREADABLE: &str = "unexpected";

/// A question to the server, ready to be sent. Plain data, so that what sends it is compiled once and
/// not for every endpoint.
pub struct Question {
    method: Method,
    url: String,
    body: JsValue,
}

/// What comes back: the reply's text.
pub type Answer = Pin<Box<dyn Future<Output = Result<String, Problem>>>>;

/// The question that an endpoint is asked.
pub fn question<E: Endpoint>(segments: &[&str], body: &E::Body) -> Question {
    Question { method: E::METHOD, url: E::url(segments), body: plain(body) }
}

/// Sends `body` to the endpoint and reads its reply.
///
/// # Errors
/// The server's own problem, or `connection_lost` when it could not be asked, or `unexpected` when
/// its answer cannot be read.
pub async fn call<E: Endpoint>(segments: &[&str], body: &E::Body) -> Result<E::Reply, Problem> {
    read(&question::<E>(segments, body).send().await?)
}

/// Reads a file of the server.
///
/// # Errors
/// As [`call`].
pub fn text(url: &str) -> Answer {
    Question { method: Method::Get, url: url.to_owned(), body: JsValue::NULL }.send()
}

/// Reads a reply.
///
/// # Errors
/// `unexpected` when it is something else.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Problem> {
    T::deserialize(Value(parsed(text)?))
        .map_err(|_| problem(UNREADABLE, "The answer is not what was asked for.".to_owned()))
}

/// Anything of the API as JSON, to be read again by [`read`].
pub fn written<T: Serialize>(value: &T) -> String {
    json(&plain(value))
}

/// Bodies are plain data with names as keys: they always become JSON.
fn plain<T: Serialize>(value: &T) -> JsValue {
    value.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}

/// The JSON as the browser reads it: a reader of our own would be a fifth of this program.
fn parsed(text: &str) -> Result<JsValue, Problem> {
    // An empty answer stands for "nothing".
    let text = if text.is_empty() { "{}" } else { text };
    js_sys::JSON::parse(text).map_err(|_| problem(UNREADABLE, "The answer is no JSON.".to_owned()))
}

impl Question {
    /// Sends it.
    pub fn send(self) -> Answer {
        Box::pin(exchange(self))
    }
}

async fn exchange(Question { method, url, body }: Question) -> Result<String, Problem> {
    let request = match method {
        Method::Get => asked(Request::get(&url), &body).build(),
        Method::Post => sent(Request::post(&url), &body),
        Method::Put => sent(Request::put(&url), &body),
        Method::Delete => sent(Request::delete(&url), &body),
    };
    let unsendable = |_| problem(UNREADABLE, "The browser refused to send this.".to_owned());
    let response = request.map_err(unsendable)?.send().await.map_err(|_| lost())?;
    let text = response.text().await.map_err(|_| lost())?;
    if response.ok() {
        return Ok(text);
    }
    let unexplained =
        |_| problem(UNREADABLE, format!("The server answered with status {}.", response.status()));
    Err(read(&text).unwrap_or_else(unexplained))
}

fn sent(request: RequestBuilder, body: &JsValue) -> Result<Request, gloo_net::Error> {
    request.header("content-type", "application/json").body(json(body))
}

fn json(value: &JsValue) -> String {
    js_sys::JSON::stringify(value).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// With the members of an object as its query; absent ones are left out.
fn asked(request: RequestBuilder, body: &JsValue) -> RequestBuilder {
    let Some(members) = body.dyn_ref::<Object>() else { return request };
    Object::entries(members).iter().fold(request, |request, member| {
        let member: Array = member.unchecked_into();
        let (name, value) = (member.get(0), member.get(1));
        match name.as_string() {
            Some(name) if !value.is_null() => {
                request.query([(name.as_str(), value.as_string().unwrap_or_else(|| json(&value)))])
            }
            _ => request,
        }
    })
}

/// The problem that the server could not be reached.
pub fn lost() -> Problem {
    problem(LOST, "The server could not be reached.".to_owned())
}

/// The browser lacks what this needs.
pub fn unsupported() -> Problem {
    problem(UNREADABLE, "This browser cannot do that here.".to_owned())
}

fn problem(code: &str, detail: String) -> Problem {
    Problem { code: code.to_owned(), detail, field: None }
}
