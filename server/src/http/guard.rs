//! What holds for every request: same origin, security headers, no panic outside.

use super::failure::Failure;
use crate::desk::Address;
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use futures_util::future::{CatchUnwind, Map};
use percent_encoding::percent_decode_str;
use std::any::Any;
use std::convert::Infallible;
use std::panic::AssertUnwindSafe;
use std::task::{Context, Poll};
use tower_service::Service;

/// What a reply of the API may do in a browser: nothing.
const API_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// Refuses what another site's page sends in the visitor's name. Programs that are no browsers send
/// neither header, and have no visitor's cookie either.
pub fn same_origin(address: &Address, headers: &HeaderMap) -> Result<(), Failure> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let foreign_site = text(HeaderName::from_static("sec-fetch-site"))
        .is_some_and(|site| !["same-origin", "none"].contains(&site));
    let foreign_origin = text(header::ORIGIN).is_some_and(|origin| {
        let host = text(header::HOST).unwrap_or_default();
        origin != address.origin() && origin.split_once("://").is_none_or(|(_, named)| named != host)
    });
    if foreign_site || foreign_origin {
        let detail = "This was sent from another site's page. Use the pages of this one.";
        return Err(Failure::new(StatusCode::FORBIDDEN, "foreign_origin", detail));
    }
    Ok(())
}

/// What every reply says.
const FOR_ALL: [(HeaderName, &str); 3] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// What a reply says too when a browser could show it as a page of its own.
const FOR_PAGES: [(HeaderName, &str); 3] = [
    (header::CONTENT_SECURITY_POLICY, API_POLICY),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// The whole route table. It turns a panic into an answer that tells nothing, and adds the headers that a browser
/// needs to keep others out; what a handler has set stays.
#[derive(Clone)]
pub struct Guarded(pub(super) Router);

/// An address of the API at which there is nothing.
const NOWHERE: &str = "/api/-";

fn is_text(path: &str) -> bool {
    percent_decode_str(path).decode_utf8().is_ok()
}

/// How a request ended: answered, or with a panic.
type Ended = Result<Result<Response, Infallible>, Box<dyn Any + Send>>;

impl<Body> Service<Request<Body>> for Guarded
where
    Router: Service<Request<Body>, Response = Response, Error = Infallible>,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Map<
        CatchUnwind<AssertUnwindSafe<<Router as Service<Request<Body>>>::Future>>,
        fn(Ended) -> Result<Response, Infallible>,
    >;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        // A router always is.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request<Body>) -> Self::Future {
        if !is_text(request.uri().path()) {
            // What no name has is not found; whoever looks for its name would say so in a shape of its own.
            *request.uri_mut() = Uri::from_static(NOWHERE);
        }
        AssertUnwindSafe(self.0.call(request)).catch_unwind().map(secured)
    }
}

fn secured(ended: Ended) -> Result<Response, Infallible> {
    let mut response = match ended {
        Ok(Ok(response)) => response,
        Err(_) => Failure::defect("a handler panicked").into_response(),
    };
    let pages = if is_part_of_a_page(response.headers()) { &[][..] } else { &FOR_PAGES };
    response.headers_mut().reserve(FOR_ALL.len() + pages.len());
    for (name, value) in FOR_ALL.iter().chain(pages) {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    Ok(response)
}

/// Scripts, sheets and programs do nothing where they stand alone: browsers take them as parts of a page,
/// and look at that page's headers.
fn is_part_of_a_page(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    ["text/javascript", "text/css", "application/wasm", "font/"].iter().any(|part| kind.starts_with(part))
}

/// A known address with another method.
pub async fn wrong_method() -> Failure {
    let detail = "This address takes another method.";
    Failure::new(StatusCode::METHOD_NOT_ALLOWED, "wrong_method", detail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::routing::get;

    async fn broken() -> &'static str {
        panic!("of the test")
    }

    #[tokio::test]
    async fn a_panic_is_answered_and_tells_nothing() {
        let mut guarded = Guarded(Router::new().route("/", get(broken)));
        let Ok(response) = guarded.call(Request::new(Body::empty())).await;
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
        let body = axum::body::to_bytes(response.into_body(), 1_000).await.expect("a short body");
        assert!(!String::from_utf8_lossy(&body).contains("test"));
    }
}
