//! Files before a browser: whoever holds a signed address may read the file it names.

use crate::extract::{Path, Query};
use crate::problem::ApiError;
use crate::state::ApiState;
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use pumasi_app::{App, AppError};
use pumasi_domain::MediaId;
use pumasi_media::{MediaResponse, PyramidPart, RequestedRange, response_headers};
use serde::Deserialize;

pub(super) fn router() -> Router<ApiState> {
    Router::new()
        .route("/media/{media_id}", get(get_media))
        .route("/media/{media_id}/preview", get(get_preview))
        .route("/media/{media_id}/tiles/{level}/{column}/{row}", get(get_tile))
}

/// What makes an address good.
#[derive(Debug, Deserialize)]
struct Signature {
    expires: i64,
    signature: String,
}

async fn get_media(
    State(app): State<App>,
    Path(media_id): Path<MediaId>,
    Query(query): Query<Signature>,
    method: Method,
    request: HeaderMap,
) -> Result<Response, ApiError> {
    let served = app
        .media_for_signature(media_id, query.expires, &query.signature)
        .await?;
    let stored = &served.stored;
    let mut headers = told(&response_headers(&MediaResponse {
        content_type: stored.content_type,
        sha256: &stored.sha256,
        file_name: Some(&served.file_name),
        expires_at_seconds: query.expires,
        now_seconds: app.now().unix_seconds(),
    }));
    keep_to_ourselves(&mut headers);
    let tag = headers
        .get(header::ETAG)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if is_known(&request, tag) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    let range = RequestedRange::parse(wanted_range(&request, tag), stored.bytes);
    if let Some(content_range) = range
        .content_range(stored.bytes)
        .and_then(|text| HeaderValue::from_str(&text).ok())
    {
        headers.insert(header::CONTENT_RANGE, content_range);
    }
    let (status, part) = match range {
        RequestedRange::Whole => (StatusCode::OK, None),
        RequestedRange::Part(part) => (StatusCode::PARTIAL_CONTENT, Some(part)),
        RequestedRange::Unsatisfiable => {
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, headers).into_response());
        }
    };
    let length = part.as_ref().map_or(stored.bytes, |part| part.end - part.start);
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    if method == Method::HEAD {
        return Ok((status, headers).into_response());
    }
    let found = app.media_bytes(&served, part).await?;
    Ok((status, headers, Body::from_stream(found.stream)).into_response())
}

/// The small picture of a large one.
async fn get_preview(
    State(app): State<App>,
    Path(media_id): Path<MediaId>,
    Query(query): Query<Signature>,
) -> Result<Response, ApiError> {
    let found = get_part(&app, media_id, &query, PyramidPart::Preview).await?;
    // One that cannot be cut is shown as it is, as far as the browser can.
    Ok(found.unwrap_or_else(|| {
        let Signature { expires, signature } = query;
        Redirect::temporary(&format!(
            "/media/{media_id}?expires={expires}&signature={signature}"
        ))
        .into_response()
    }))
}

/// A tile of a large picture. The signature is that of the file.
async fn get_tile(
    State(app): State<App>,
    Path((media_id, level, column, row)): Path<(MediaId, u32, u32, u32)>,
    Query(query): Query<Signature>,
) -> Result<Response, ApiError> {
    let part = PyramidPart::Tile { level, column, row };
    let found = get_part(&app, media_id, &query, part).await?;
    Ok(found.ok_or(AppError::NotFound("tile"))?)
}

async fn get_part(
    app: &App,
    media_id: MediaId,
    query: &Signature,
    part: PyramidPart,
) -> Result<Option<Response>, ApiError> {
    let found = app
        .pyramid_part(media_id, query.expires, &query.signature, part)
        .await?;
    let Some((file, part)) = found else {
        return Ok(None);
    };
    let mut headers = told(&response_headers(&MediaResponse {
        content_type: part.content_type,
        sha256: &file.sha256,
        file_name: None,
        expires_at_seconds: query.expires,
        now_seconds: app.now().unix_seconds(),
    }));
    // It is a part of that file, not the file.
    headers.remove(header::ETAG);
    headers.remove(header::ACCEPT_RANGES);
    keep_to_ourselves(&mut headers);
    Ok(Some((headers, part.bytes).into_response()))
}

fn keep_to_ourselves(headers: &mut HeaderMap) {
    let policy = HeaderName::from_static("cross-origin-resource-policy");
    headers.insert(policy, HeaderValue::from_static("same-origin"));
}

fn told(list: &[(&'static str, String)]) -> HeaderMap {
    let pair = |(name, value): &(&'static str, String)| {
        Some((HeaderName::from_static(name), HeaderValue::from_str(value).ok()?))
    };
    list.iter().filter_map(pair).collect()
}

/// Whether the browser has this file already.
fn is_known(request: &HeaderMap, tag: &str) -> bool {
    let values = request
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok());
    values
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

/// The asked part, unless it was asked of another file (RFC 9110 §13.1.5).
fn wanted_range<'a>(request: &'a HeaderMap, tag: &str) -> Option<&'a str> {
    let text = |name| request.get(name).and_then(|value| value.to_str().ok());
    if text(header::IF_RANGE).is_some_and(|of| of != tag) {
        return None;
    }
    text(header::RANGE)
}
