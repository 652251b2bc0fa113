//! Serves the built front end (`web/dist`) from inside the binary, with the headers that it needs.
//!
//! Two single-page applications: `work.html` for `/` and everything under `/work`, `studio.html` for everything
//! under `/studio`. Optimised builds embed the files; unoptimised ones read them from the folder as they run.
//! A crate of its own, so that editing a handler never compiles the files in again.

mod answer;
mod headers;

use std::borrow::Cow;
use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::Response;
use rust_embed::RustEmbed;

pub use headers::Policy;

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
struct Dist;

/// A file of the front end.
struct Asset {
    bytes: Cow<'static, [u8]>,
    /// SHA-256 of the bytes.
    hash: [u8; 32],
}

fn asset(path: &str) -> Option<Asset> {
    let file = Dist::get(path)?;
    Some(Asset {
        hash: file.metadata.sha256_hash(),
        bytes: file.data,
    })
}

/// The front end as the fallback of a router: merge it with the routes of the API, which must have no fallback
/// of their own. Unknown paths of the API are answered with 404, never with a page.
pub fn router<S>(policy: Policy) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    let policy = Arc::new(policy);
    Router::new().fallback(move |method: Method, uri: Uri, headers: HeaderMap| {
        let policy = Arc::clone(&policy);
        async move { serve(&method, uri.path(), &headers, &policy) }
    })
}

/// Answers one request for the front end.
pub fn serve(method: &Method, path: &str, headers: &HeaderMap, policy: &Policy) -> Response {
    answer::answer(&asset, method, path, headers, policy)
}

/// The bytes of one file of the front end's build, for example `demo/pets.json`.
/// The files under `demo/` are to be had only here, since they hold the known answers of the demo's tasks.
pub fn file(path: &str) -> Option<Cow<'static, [u8]>> {
    asset(path).map(|asset| asset.bytes)
}

/// Whether there is a front end to serve.
pub fn is_built() -> bool {
    asset(answer::WORK_PAGE).is_some()
}
