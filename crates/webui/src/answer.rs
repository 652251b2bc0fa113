//! From a request to a file, or to the reason why there is none.

use axum::body::Body;
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, VARY};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::Response;

use crate::Asset;
use crate::headers::{self, Encoding, Policy};

pub const WORK_PAGE: &str = "work.html";
const STUDIO_PAGE: &str = "studio.html";

/// Shown instead of the applications while they are not built. Plain, as the content policy forbids inline styles.
const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Pumasi</title>\
    <h1>The front end is not built</h1>\
    <p>Run <code>cargo demo</code>, or <code>npm ci &amp;&amp; npm run build</code> in <code>web/</code>, \
    and start the server again.</p>\
    <p lang=\"ko\">화면이 아직 만들어지지 않았어요. <code>cargo demo</code>를 실행하거나 <code>web/</code>에서 \
    <code>npm ci &amp;&amp; npm run build</code>를 실행한 뒤 서버를 다시 시작해 주세요.</p></html>";

/// Answers a request with what `find` has. The body is left out for HEAD.
pub fn answer(
    find: &dyn Fn(&str) -> Option<Asset>,
    method: &Method,
    path: &str,
    request: &HeaderMap,
    policy: &Policy,
) -> Response {
    let mut response = match method {
        &Method::GET | &Method::HEAD => look_up(find, path, request, policy),
        _ => not_allowed(),
    };
    policy.secure(response.headers_mut());
    if method == Method::HEAD {
        *response.body_mut() = Body::empty();
    }
    response
}

fn look_up(
    find: &dyn Fn(&str) -> Option<Asset>,
    path: &str,
    request: &HeaderMap,
    policy: &Policy,
) -> Response {
    let Some(name) = file_name(path) else {
        return not_found(path);
    };
    let Some(plain) = find(name) else {
        return if is_page(name) {
            not_built(policy)
        } else {
            not_found(path)
        };
    };
    let (asset, encoding) = best_encoding(find, name, plain, request);
    let tag = headers::entity_tag(&asset.hash);
    let fresh = headers::matches(request, &tag);

    let mut response = Response::new(Body::empty());
    let fields = response.headers_mut();
    fields.insert(CACHE_CONTROL, headers::cache_control(name));
    fields.insert(VARY, HeaderValue::from_static("accept-encoding"));
    fields.insert(ETAG, tag);
    if is_page(name) {
        policy.guard_page(fields);
    }
    if fresh {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    let fields = response.headers_mut();
    fields.insert(CONTENT_TYPE, HeaderValue::from_static(headers::media_type(name)));
    fields.insert(CONTENT_LENGTH, HeaderValue::from(asset.bytes.len()));
    if let Some(encoding) = encoding {
        fields.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
    }
    *response.body_mut() = match asset.bytes {
        std::borrow::Cow::Borrowed(bytes) => Body::from(bytes),
        std::borrow::Cow::Owned(bytes) => Body::from(bytes),
    };
    response
}

/// The file that stands behind a path; none for paths that are not the front end's to answer.
fn file_name(path: &str) -> Option<&str> {
    let name = path.strip_prefix('/')?;
    let below = |folder: &str| {
        name == folder
            || name
                .strip_prefix(folder)
                .is_some_and(|rest| rest.starts_with('/'))
    };
    if name.is_empty() || below("work") {
        return Some(WORK_PAGE);
    }
    if below("studio") {
        return Some(STUDIO_PAGE);
    }
    // The demo's files hold known answers; the compressed ones are chosen by header, never asked for.
    let hidden = below("demo") || name.ends_with(".br") || name.ends_with(".gz");
    let odd = name
        .split('/')
        .any(|part| part.is_empty() || part.starts_with('.'))
        || name.contains('\\');
    (!hidden && !odd && !below("api")).then_some(name)
}

fn is_page(name: &str) -> bool {
    name.ends_with(".html")
}

/// The smallest form that the browser takes, made when the front end was built.
fn best_encoding(
    find: &dyn Fn(&str) -> Option<Asset>,
    name: &str,
    plain: Asset,
    request: &HeaderMap,
) -> (Asset, Option<Encoding>) {
    let smaller = Encoding::BEST_FIRST
        .into_iter()
        .filter(|encoding| encoding.accepted_by(request))
        .find_map(|encoding| Some((find(&format!("{name}{}", encoding.suffix()))?, Some(encoding))));
    smaller.unwrap_or((plain, None))
}

fn not_built(policy: &Policy) -> Response {
    let mut response = text(
        StatusCode::SERVICE_UNAVAILABLE,
        "text/html; charset=utf-8",
        NOT_BUILT.to_owned(),
    );
    policy.guard_page(response.headers_mut());
    response
}

/// In the form of the API's errors, as it is mostly programs that ask for what is not there.
fn not_found(path: &str) -> Response {
    let shown: String = path
        .chars()
        .filter(|c| c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '<' | '>'))
        .collect();
    let problem = format!(
        r#"{{"type":"about:blank","title":"Not found","status":404,"code":"not_found","detail":"there is nothing at {shown}"}}"#
    );
    text(StatusCode::NOT_FOUND, "application/problem+json", problem)
}

fn not_allowed() -> Response {
    let problem = r#"{"type":"about:blank","title":"Method not allowed","status":405,"code":"method_not_allowed","detail":"only GET and HEAD are possible here"}"#;
    let mut response = text(
        StatusCode::METHOD_NOT_ALLOWED,
        "application/problem+json",
        problem.to_owned(),
    );
    response
        .headers_mut()
        .insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    response
}

fn text(status: StatusCode, media_type: &'static str, body: String) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
#[path = "answer_tests.rs"]
mod tests;
