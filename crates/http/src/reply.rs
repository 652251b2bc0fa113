//! How results of use cases become responses.

use axum::Json;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use pumasi_app::Done;
use serde::Serialize;

const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// The result of a command: a repeated reply says that it is one.
pub(crate) fn done<T: Serialize>(status: StatusCode, done: Done<T>) -> Response {
    let mut response = (status, Json(done.value)).into_response();
    if done.replayed {
        response
            .headers_mut()
            .insert(REPLAYED, HeaderValue::from_static("true"));
    }
    response
}

/// The body of a command without parameters: `{}` or nothing at all.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct Nothing {}
