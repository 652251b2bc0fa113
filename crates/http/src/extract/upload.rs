//! A file as the body of a request: it is read while it comes, and never held in memory as a whole.

use super::Identity;
use super::command::{hash_request, idempotency_key};
use crate::problem::ApiError;
use axum::body::BodyDataStream;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use pumasi_app::Once;
use uuid::Uuid;

/// A file, and the key under which its effect happens once.
pub(crate) struct Upload {
    pub bytes: BodyDataStream,
    pub once: Option<Once>,
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiError> {
        let principal = request
            .extensions()
            .get::<Identity>()
            .map_or(Uuid::nil(), |identity| identity.caller.user_id.0);
        // The bytes are not known before they are read; their number is, which tells most files apart.
        let length = request
            .headers()
            .get(header::CONTENT_LENGTH)
            .map_or(&b""[..], |value| value.as_bytes());
        let request_hash = hash_request(request.method(), request.uri(), length);
        let once = idempotency_key(request.headers())?.map(|key| Once {
            principal,
            key,
            request_hash,
        });
        Ok(Upload {
            bytes: request.into_body().into_data_stream(),
            once,
        })
    }
}
