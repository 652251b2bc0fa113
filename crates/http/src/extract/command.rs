//! The JSON body of a request that changes something, with its idempotency key.

use super::Identity;
use crate::problem::{ApiError, ProblemItem};
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use pumasi_app::Once;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use uuid::Uuid;

const KEY_HEADER: &str = "idempotency-key";
const KEY_MAX: usize = 200;

/// A body, read, and the key under which its effect happens once.
pub(crate) struct Command<T> {
    pub body: T,
    /// Only with a key. Keys belong to their makers; those of people who are not signed in yet stand together.
    pub once: Option<Once>,
}

impl<S, T> FromRequest<S> for Command<T>
where
    S: Send + Sync,
    T: DeserializeOwned,
{
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let (method, uri) = (request.method().clone(), request.uri().clone());
        let principal = request
            .extensions()
            .get::<Identity>()
            .map_or(Uuid::nil(), |identity| identity.caller.user_id.0);
        let key = idempotency_key(request.headers())?;
        let is_json = is_json(request.headers());
        let bytes = Bytes::from_request(request, state).await?;
        if !bytes.is_empty() && !is_json {
            let detail = "send the body as JSON, with `Content-Type: application/json`";
            return Err(ApiError::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "not_json",
                detail,
            ));
        }
        let once = key.map(|key| Once {
            principal,
            key,
            request_hash: hash_request(&method, &uri, &bytes),
        });
        // Operations without parameters may be sent without a body.
        let body = if bytes.is_empty() {
            parse(b"{}")
        } else {
            parse(&bytes)
        }?;
        Ok(Command { body, once })
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let kind = kind
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let body = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let pointer = pointer(error.path());
        unreadable(pointer, error.inner())
    })?;
    reader.end().map_err(|error| unreadable(String::new(), &error))?;
    Ok(body)
}

fn unreadable(pointer: String, error: &serde_json::Error) -> ApiError {
    let code = if error.is_data() {
        "field_invalid"
    } else {
        "not_json"
    };
    let text = error.to_string();
    // The place has fields of its own.
    let message = text.split(" at line ").next().unwrap_or(&text);
    let line = u64::try_from(error.line()).ok().filter(|line| *line > 0);
    let message = format!("{message} (column {})", error.column());
    ApiError::invalid(ProblemItem {
        pointer,
        code: code.to_owned(),
        message,
        line,
    })
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut out = String::new();
    for segment in path.iter() {
        match segment {
            Segment::Seq { index } => out.push_str(&format!("/{index}")),
            Segment::Map { key } => out.push_str(&format!("/{}", key.replace('~', "~0").replace('/', "~1"))),
            Segment::Enum { variant } => out.push_str(&format!("/{variant}")),
            Segment::Unknown => {}
        }
    }
    out
}

/// The request's idempotency key, if it has one.
pub(crate) fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, ApiError> {
    let Some(value) = headers.get(KEY_HEADER) else {
        return Ok(None);
    };
    match value.to_str() {
        Ok(key) if !key.is_empty() && key.len() <= KEY_MAX => Ok(Some(key.to_owned())),
        _ => Err(ApiError::invalid(ProblemItem {
            pointer: String::new(),
            code: "idempotency_key_invalid".to_owned(),
            message: format!("an Idempotency-Key has 1 to {KEY_MAX} visible ASCII characters"),
            line: None,
        })),
    }
}

/// What makes two requests the same.
pub(crate) fn hash_request(method: &Method, uri: &Uri, body: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in [method.as_str(), uri.path(), uri.query().unwrap_or_default()] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.update(body);
    hash.finalize().into()
}

impl From<BytesRejection> for ApiError {
    fn from(rejection: BytesRejection) -> Self {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            ApiError::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "too_large",
                "the body is larger than this operation takes",
            )
        } else {
            ApiError::new(
                StatusCode::BAD_REQUEST,
                "body_interrupted",
                "the body did not arrive as a whole: send it again",
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    struct Sample {
        #[expect(dead_code, reason = "only read")]
        areas: Vec<Area>,
    }

    #[derive(Debug, Deserialize)]
    struct Area {
        #[expect(dead_code, reason = "only read")]
        x: i64,
    }

    fn fault(body: &str) -> ProblemItem {
        parse::<Sample>(body.as_bytes())
            .unwrap_err()
            .problem("r")
            .errors
            .remove(0)
    }

    #[test]
    fn faults_name_field_and_line() {
        let item = fault("{\"areas\": [\n {\"x\": 1},\n {\"x\": \"one\"}]}");
        assert_eq!(
            (item.pointer.as_str(), item.code.as_str(), item.line),
            ("/areas/1/x", "field_invalid", Some(3))
        );
        assert_eq!(
            item.message,
            "invalid type: string \"one\", expected i64 (column 12)"
        );
        assert_eq!(fault("{\"areas\": [}").code, "not_json");
        assert_eq!(fault("{}").message, "missing field `areas` (column 2)");
        assert_eq!(fault("{\"areas\": []} x").code, "not_json");
    }

    #[test]
    fn another_body_path_or_method_is_another_request() {
        let uri = |text: &str| text.parse::<Uri>().unwrap();
        let one = hash_request(&Method::POST, &uri("/api/a?b=c"), b"{}");
        assert_eq!(one, hash_request(&Method::POST, &uri("/api/a?b=c"), b"{}"));
        for other in [
            hash_request(&Method::PUT, &uri("/api/a?b=c"), b"{}"),
            hash_request(&Method::POST, &uri("/api/a"), b"{}"),
            hash_request(&Method::POST, &uri("/api/a?b=c"), b"{ }"),
        ] {
            assert_ne!(one, other);
        }
    }
}
