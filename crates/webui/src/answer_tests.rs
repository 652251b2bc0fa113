use std::borrow::Cow;

use axum::http::HeaderName;
use http_body_util::BodyExt;

use super::*;

const FILES: [(&str, &str); 9] = [
    ("work.html", "work page"),
    ("work.html.gz", "work page, gzip"),
    ("studio.html", "studio page"),
    ("assets/app-1a2b.js", "script"),
    ("assets/app-1a2b.js.br", "script, brotli"),
    ("assets/app-1a2b.js.gz", "script, gzip"),
    ("sw.js", "service worker"),
    ("fonts/a.woff2", "font"),
    ("demo/pets.json", "answers"),
];

fn find(path: &str) -> Option<Asset> {
    let (index, (_, text)) = FILES.iter().enumerate().find(|(_, (name, _))| *name == path)?;
    Some(Asset {
        bytes: Cow::Borrowed(text.as_bytes()),
        hash: [u8::try_from(index).ok()?; 32],
    })
}

struct Answer {
    status: u16,
    fields: HeaderMap,
    body: String,
}

impl Answer {
    fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

async fn ask_for(method: Method, path: &str, request: &[(&'static str, &str)]) -> Answer {
    let headers = request
        .iter()
        .map(|(name, value)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_str(value).unwrap(),
            )
        })
        .collect();
    let response = answer(&find, &method, path, &headers, &Policy::default());
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Answer {
        status: parts.status.as_u16(),
        fields: parts.headers,
        body: String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

async fn get(path: &str, request: &[(&'static str, &str)]) -> Answer {
    ask_for(Method::GET, path, request).await
}

#[tokio::test]
async fn every_address_of_an_application_is_its_page() {
    for path in ["/", "/work", "/work/", "/work/tasks/1", "/work.html"] {
        assert_eq!(get(path, &[]).await.body, "work page", "{path}");
    }
    for path in ["/studio", "/studio/projects/1/data"] {
        assert_eq!(get(path, &[]).await.body, "studio page", "{path}");
    }
}

#[tokio::test]
async fn pages_are_guarded_and_asked_for_again() {
    let page = get("/studio", &[]).await;
    assert_eq!(page.field("cache-control"), "no-cache");
    assert_eq!(page.field("content-type"), "text/html; charset=utf-8");
    assert!(
        page.field("content-security-policy")
            .contains("frame-ancestors 'none'")
    );
    assert_eq!(page.field("referrer-policy"), "same-origin");
    assert_eq!(page.field("cross-origin-opener-policy"), "same-origin");
    assert!(page.field("permissions-policy").contains("geolocation=()"));
    assert_eq!(page.field("x-content-type-options"), "nosniff");

    let again = get("/studio", &[("if-none-match", page.field("etag"))]).await;
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    assert_eq!(again.field("etag"), page.field("etag"));
}

#[tokio::test]
async fn hashed_files_are_kept_for_ever_and_others_are_not() {
    let script = get("/assets/app-1a2b.js", &[]).await;
    assert_eq!(
        script.field("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(script.field("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(script.field("content-security-policy"), "");
    assert_eq!(get("/sw.js", &[]).await.field("cache-control"), "no-cache");
    assert!(
        get("/fonts/a.woff2", &[])
            .await
            .field("cache-control")
            .starts_with("public, max-age=86400")
    );
}

#[tokio::test]
async fn the_best_accepted_encoding_is_sent_with_a_tag_of_its_own() {
    let path = "/assets/app-1a2b.js";
    let plain = get(path, &[]).await;
    let brotli = get(path, &[("accept-encoding", "gzip, br")]).await;
    let gzip = get(path, &[("accept-encoding", "gzip")]).await;
    assert_eq!(
        (plain.body.as_str(), plain.field("content-encoding")),
        ("script", "")
    );
    assert_eq!(
        (brotli.body.as_str(), brotli.field("content-encoding")),
        ("script, brotli", "br")
    );
    assert_eq!(
        (gzip.body.as_str(), gzip.field("content-encoding")),
        ("script, gzip", "gzip")
    );
    assert_eq!(brotli.field("content-type"), plain.field("content-type"));
    assert_eq!(brotli.field("content-length"), "14");
    for answer in [&plain, &brotli, &gzip] {
        assert_eq!(answer.field("vary"), "accept-encoding");
    }
    let tags = [plain.field("etag"), brotli.field("etag"), gzip.field("etag")];
    assert!(
        tags[0] != tags[1] && tags[1] != tags[2] && tags[0] != tags[2],
        "{tags:?}"
    );
    // No brotli form of the page exists: gzip it is.
    assert_eq!(
        get("/", &[("accept-encoding", "br, gzip")])
            .await
            .field("content-encoding"),
        "gzip"
    );
}

#[tokio::test]
async fn what_is_not_there_or_not_for_browsers_is_a_problem_and_never_a_page() {
    let paths = [
        "/api/nothing",
        "/api",
        "/assets/gone.js",
        "/assets/app-1a2b.js.br",
        "/demo/pets.json",
        "/../work.html",
        "/.git/config",
        "/worker",
    ];
    for path in paths {
        let answer = get(path, &[]).await;
        assert_eq!(
            (answer.status, answer.field("content-type")),
            (404, "application/problem+json"),
            "{path}"
        );
        assert_eq!(answer.field("cache-control"), "no-store");
        assert!(
            answer.body.contains("\"code\":\"not_found\""),
            "{path}: {}",
            answer.body
        );
    }
}

#[tokio::test]
async fn head_has_the_headers_alone_and_other_methods_are_refused() {
    let head = ask_for(Method::HEAD, "/studio", &[]).await;
    assert_eq!(
        (head.status, head.body.as_str(), head.field("content-length")),
        (200, "", "11")
    );
    let post = ask_for(Method::POST, "/studio", &[]).await;
    assert_eq!((post.status, post.field("allow")), (405, "GET, HEAD"));
}

#[tokio::test]
async fn without_a_build_the_page_says_how_to_make_one() {
    let nothing = |_: &str| None;
    let response = answer(
        &nothing,
        &Method::GET,
        "/work/tasks",
        &HeaderMap::new(),
        &Policy::default(),
    );
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    let body = response.into_body().collect().await.unwrap().to_bytes();
    assert!(String::from_utf8_lossy(&body).contains("npm run build"));
}
