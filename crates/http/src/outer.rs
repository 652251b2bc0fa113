//! The outermost layer: every request gets an id, a line in the log and a place in the metrics; every problem gets its
//! body; a panic costs one request and never the server.

use crate::problem::ApiError;
use axum::Json;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::FutureExt;
use pumasi_domain::UserId;
use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};
use tracing::Instrument;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const REQUEST_ID_MAX: usize = 64;

/// Who asked, put on the response for the log.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AskedBy(pub UserId);

/// The layer.
pub(crate) async fn outer(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = request_id(request.headers());
    let method = request.method().clone();
    // Never the address itself: metrics with one series per id would grow for ever.
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map(|path| path.as_str().to_owned());
    let path = request.uri().path().to_owned();
    let is_api = path.starts_with("/api") || path == "/metrics";
    let span = tracing::info_span!("request", request_id = %id);
    let _in_flight = InFlight::new();
    let outcome = AssertUnwindSafe(next.run(request))
        .catch_unwind()
        .instrument(span)
        .await;
    let mut response = outcome.unwrap_or_else(|panic| {
        ApiError::internal(format!("a handler panicked: {}", panic_text(&*panic))).into_response()
    });
    if let Some(error) = response.extensions_mut().remove::<ApiError>() {
        response = render(response, &error, &id);
    }
    if is_api {
        secure(response.headers_mut());
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let finished = Finished {
        method: method.as_str(),
        route: route.as_deref(),
        path: &path,
        id: &id,
        took: started.elapsed(),
    };
    finished.report(&response);
    response
}

/// A request that is under way, also if it ends by the caller's going away.
struct InFlight;

impl InFlight {
    fn new() -> InFlight {
        metrics::gauge!("pumasi_http_requests_in_flight").increment(1.0);
        InFlight
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        metrics::gauge!("pumasi_http_requests_in_flight").decrement(1.0);
    }
}

/// The id of the proxy in front, if it made one; otherwise our own.
#[expect(
    clippy::disallowed_methods,
    reason = "ids of requests stand in the log and nowhere else"
)]
fn request_id(headers: &HeaderMap) -> String {
    let given = headers.get(REQUEST_ID).and_then(|value| value.to_str().ok());
    let is_plain = |id: &&str| {
        !id.is_empty()
            && id.len() <= REQUEST_ID_MAX
            && id
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
    };
    given
        .filter(is_plain)
        .map_or_else(|| uuid::Uuid::new_v4().simple().to_string(), str::to_owned)
}

fn panic_text(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("without a word")
}

fn render(response: Response, error: &ApiError, request_id: &str) -> Response {
    if let Some(cause) = error.cause() {
        tracing::error!(request_id, code = error.code(), cause, "request failed");
    }
    let (parts, _) = response.into_parts();
    let mut rendered = (parts.status, Json(error.problem(request_id))).into_response();
    for (name, value) in &parts.headers {
        if *name != header::CONTENT_LENGTH && *name != header::CONTENT_TYPE {
            rendered.headers_mut().append(name, value.clone());
        }
    }
    *rendered.extensions_mut() = parts.extensions;
    let kind = HeaderValue::from_static("application/problem+json");
    rendered.headers_mut().insert(header::CONTENT_TYPE, kind);
    rendered
}

/// Replies of the API are nobody's to keep, to frame or to take for something else.
fn secure(headers: &mut HeaderMap) {
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"),
    );
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    let policy = HeaderName::from_static("cross-origin-resource-policy");
    headers.insert(policy, HeaderValue::from_static("same-origin"));
}

struct Finished<'a> {
    method: &'a str,
    route: Option<&'a str>,
    path: &'a str,
    id: &'a str,
    took: Duration,
}

impl Finished<'_> {
    fn report(&self, response: &Response) {
        let status = response.status().as_u16();
        let labels = [
            ("method", self.method.to_owned()),
            ("route", self.route.unwrap_or("-").to_owned()),
            ("status", status.to_string()),
        ];
        metrics::counter!("pumasi_http_requests_total", &labels).increment(1);
        metrics::histogram!("pumasi_http_request_seconds", &labels[..2]).record(self.took.as_secs_f64());
        let ms = self.took.as_secs_f64() * 1_000.0;
        let user_id = response.extensions().get::<AskedBy>().map(|by| by.0.to_string());
        // The path without its query: signatures and searches are nobody's business.
        let (method, path, request_id) = (self.method, self.path, self.id);
        if self.route.is_some() {
            tracing::info!(method, path, status, ms, request_id, user_id, "request");
        } else {
            tracing::debug!(method, path, status, ms, request_id, "file");
        }
    }
}
