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

/// A Content-Disposition that makes browsers save a download: an ASCII name for old programs, and the true one beside
/// it (RFC 6266, RFC 5987).
pub(crate) fn attachment(file_name: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | ' ') {
            c
        } else {
            '_'
        }
    };
    let ascii: String = file_name.chars().map(plain).collect();
    let mut encoded = String::with_capacity(file_name.len());
    for byte in file_name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn downloads_keep_their_names() {
        assert_eq!(
            attachment("개 \"와\" 고양이.csv"),
            "attachment; filename=\"_ ___ ___.csv\"; \
             filename*=UTF-8''%EA%B0%9C%20%22%EC%99%80%22%20%EA%B3%A0%EC%96%91%EC%9D%B4.csv"
        );
    }
}
