//! A file as the body of a request: it is read while it comes, and never held in memory as a whole.

use super::Identity;
use super::command::{hash_request, idempotency_key};
use crate::problem::ApiError;
use axum::body::{Body, BodyDataStream, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::header;
use futures::{Stream, StreamExt};
use pumasi_app::Once;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use uuid::Uuid;

/// A file, and the key under which its effect happens once.
pub(crate) struct Upload {
    pub bytes: Incoming,
    pub once: Option<Once>,
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiError> {
        let identity = request.extensions().get::<Identity>();
        let principal = identity.map_or(Uuid::nil(), |identity| identity.caller.user_id.0);
        // The bytes are not known before they are read; their number is, which tells most files apart.
        let length = request.headers().get(header::CONTENT_LENGTH);
        let length = length.map_or(&b""[..], |value| value.as_bytes());
        let request_hash = hash_request(request.method(), request.uri(), length);
        let once = idempotency_key(request.headers())?.map(|key| Once {
            principal,
            key,
            request_hash,
        });
        Ok(Upload {
            bytes: Incoming(request.into_body().into_data_stream()),
            once,
        })
    }
}

/// The bytes as they come. Most clients, browsers among them, read the reply when they have sent everything: if nobody
/// wants the rest, it is still read for a while, or they would never learn why they were refused.
pub(crate) struct Incoming(BodyDataStream);

/// How much of what nobody wants is read, and for how long.
const UNWANTED_MAX_BYTES: usize = 1024 * 1024 * 1024;
const UNWANTED_MAX: Duration = Duration::from_secs(60);

impl Stream for Incoming {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_next_unpin(context)
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        let mut rest = std::mem::replace(&mut self.0, Body::empty().into_data_stream());
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            return;
        };
        // Of a file that was read to its end there is nothing left, and this is over at once.
        runtime.spawn(tokio::time::timeout(UNWANTED_MAX, async move {
            let mut unwanted = 0;
            while let Some(Ok(part)) = rest.next().await {
                unwanted += part.len();
                if unwanted > UNWANTED_MAX_BYTES {
                    return;
                }
            }
        }));
    }
}
