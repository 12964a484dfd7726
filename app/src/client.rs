//! Calls the server's endpoints by their types. It must not know any page or rule.

use leptos::prelude::window;
use leptos::wasm_bindgen::{JsCast, JsValue};
use serde::de::DeserializeOwned;
use shared::api::{Endpoint, Method, Problem};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response, UrlSearchParams};

/// The code of the problem that the server could not be reached.
pub const LOST: &str = "connection_lost";
const UNREADABLE: &str = "unexpected";

/// Sends `body` to the endpoint and reads its reply.
///
/// # Errors
/// The server's own problem, or `connection_lost` when it could not be asked, or `unexpected` when
/// its answer cannot be read.
pub async fn call<E: Endpoint>(segments: &[&str], body: &E::Body) -> Result<E::Reply, Problem> {
    let json = serde_json::to_string(body).map_err(|fault| problem(UNREADABLE, fault.to_string()))?;
    let text = exchange(E::METHOD, E::url(segments), json).await?;
    read(&text)
}

/// Reads a file of the server.
///
/// # Errors
/// As [`call`].
pub async fn text(url: &str) -> Result<String, Problem> {
    exchange(Method::Get, url.to_owned(), String::new()).await
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Problem> {
    // An empty answer stands for "nothing".
    let text = if text.is_empty() { "{}" } else { text };
    serde_json::from_str(text).map_err(|fault| problem(UNREADABLE, fault.to_string()))
}

async fn exchange(method: Method, mut url: String, json: String) -> Result<String, Problem> {
    let request = RequestInit::new();
    match method {
        Method::Get => url.push_str(&query(&json)),
        Method::Post | Method::Put | Method::Delete => {
            let headers = Headers::new().map_err(unsendable)?;
            headers.set("content-type", "application/json").map_err(unsendable)?;
            request.set_headers(&headers);
            request.set_body(&JsValue::from_str(&json));
        }
    }
    request.set_method(match method {
        Method::Get => "GET",
        Method::Post => "POST",
        Method::Put => "PUT",
        Method::Delete => "DELETE",
    });
    let response = JsFuture::from(window().fetch_with_str_and_init(&url, &request)).await.map_err(lost)?;
    let response: Response = response.unchecked_into();
    let text = JsFuture::from(response.text().map_err(lost)?).await.map_err(lost)?;
    let text = text.as_string().unwrap_or_default();
    if response.ok() {
        return Ok(text);
    }
    let unexplained =
        || problem(UNREADABLE, format!("The server answered with status {}.", response.status()));
    Err(serde_json::from_str(&text).unwrap_or_else(|_| unexplained()))
}

/// The members of a JSON object as a query string; absent ones are left out.
fn query(json: &str) -> String {
    let Ok(serde_json::Value::Object(members)) = serde_json::from_str(json) else { return String::new() };
    let Ok(pairs) = UrlSearchParams::new() else { return String::new() };
    for (name, value) in members {
        match value {
            serde_json::Value::Null => {}
            serde_json::Value::String(text) => pairs.append(&name, &text),
            other => pairs.append(&name, &other.to_string()),
        }
    }
    match String::from(pairs.to_string()) {
        empty if empty.is_empty() => empty,
        pairs => format!("?{pairs}"),
    }
}

fn lost(_: JsValue) -> Problem {
    problem(LOST, "The server could not be reached.".to_owned())
}

fn unsendable(_: JsValue) -> Problem {
    problem(UNREADABLE, "The browser refused to send this.".to_owned())
}

fn problem(code: &str, detail: String) -> Problem {
    Problem { code: code.to_owned(), detail, field: None }
}
