//! A client without a network: requests go straight into the router.

use crate::scrub::scrub;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, header};
use bytes::Bytes;
use http_body_util::BodyExt;
use pumasi_http::HttpSettings;
use pumasi_testkit::{Person, TestApp};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// How somebody is known to the server.
#[derive(Clone, Debug, Default)]
pub enum Known {
    #[default]
    Nobody,
    Session {
        session_token: String,
        csrf_token: String,
    },
    Token(String),
}

/// The API, and who asks.
#[derive(Clone)]
pub struct Client {
    pub router: Router,
    pub known: Known,
}

/// What came back.
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Bytes,
}

/// The API of `app` without rate limits.
pub fn client(app: &TestApp) -> Client {
    client_with(
        app,
        HttpSettings {
            rate_limits: None,
            ..HttpSettings::default()
        },
    )
}

/// The API of `app` with these settings.
pub fn client_with(app: &TestApp, settings: HttpSettings) -> Client {
    let router = pumasi_http::router(
        app.app.clone(),
        settings,
        None,
        CancellationToken::new(),
        Router::new(),
    );
    Client {
        router,
        known: Known::Nobody,
    }
}

impl Client {
    /// The same API, asked by a person in a browser.
    pub fn signed_in(&self, app: &TestApp, person: &Person) -> Client {
        let session_token = person.session_token.clone();
        let csrf_token = app.csrf_token(&session_token);
        Client {
            router: self.router.clone(),
            known: Known::Session {
                session_token,
                csrf_token,
            },
        }
    }

    /// The same API, asked by a program.
    pub fn with_token(&self, token: &str) -> Client {
        Client {
            router: self.router.clone(),
            known: Known::Token(token.to_owned()),
        }
    }

    /// A request with the proof of who asks.
    pub fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "localhost:8080");
        match &self.known {
            Known::Nobody => request,
            Known::Session {
                session_token,
                csrf_token,
            } => request
                .header(header::COOKIE, format!("__Host-session={session_token}"))
                .header("x-csrf-token", csrf_token),
            Known::Token(token) => request.header(header::AUTHORIZATION, format!("Bearer {token}")),
        }
    }

    /// Sends a request as it stands. The body of an endless reply must not be waited for: see [`Client::open`].
    pub async fn send(&self, request: Request<Body>) -> Reply {
        let (parts, body) = self.open(request).await.into_parts();
        let bytes = body.collect().await.expect("the reply's body").to_bytes();
        Reply {
            status: parts.status,
            headers: parts.headers,
            bytes,
        }
    }

    /// Sends a request, and returns when the reply begins.
    pub async fn open(&self, request: Request<Body>) -> axum::response::Response {
        self.router
            .clone()
            .oneshot(request)
            .await
            .expect("routers do not fail")
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(self.request(Method::GET, path).body(Body::empty()).unwrap())
            .await
    }

    pub async fn delete(&self, path: &str) -> Reply {
        self.send(self.request(Method::DELETE, path).body(Body::empty()).unwrap())
            .await
    }

    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.json(Method::POST, path, body).await
    }

    pub async fn json(&self, method: Method, path: &str, body: Value) -> Reply {
        self.send(json_request(self.request(method, path), &body)).await
    }

    /// A POST with an idempotency key.
    pub async fn post_once(&self, key: &str, path: &str, body: Value) -> Reply {
        let request = self.request(Method::POST, path).header("idempotency-key", key);
        self.send(json_request(request, &body)).await
    }

    pub async fn upload(&self, path: &str, bytes: impl Into<Body>) -> Reply {
        self.send(self.request(Method::POST, path).body(bytes.into()).unwrap())
            .await
    }
}

pub fn json_request(request: axum::http::request::Builder, body: &Value) -> Request<Body> {
    let kind = (header::CONTENT_TYPE, "application/json");
    request
        .header(kind.0, kind.1)
        .body(Body::from(body.to_string()))
        .unwrap()
}

impl Reply {
    /// The body, which must be JSON.
    #[track_caller]
    pub fn body(&self) -> Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|e| panic!("{} {e}: {}", self.status, String::from_utf8_lossy(&self.bytes)))
    }

    /// The body of a reply that must have this status.
    #[track_caller]
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(
            self.status.as_u16(),
            status,
            "{}",
            String::from_utf8_lossy(&self.bytes)
        );
        if self.bytes.is_empty() {
            Value::Null
        } else {
            self.body()
        }
    }

    /// The stable name of a problem.
    #[track_caller]
    pub fn code(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json");
        self.body()["code"].as_str().expect("a code").to_owned()
    }

    pub fn header(&self, name: &'static str) -> &str {
        let value = self
            .headers
            .get(HeaderName::from_static(name))
            .map(HeaderValue::to_str);
        value.and_then(Result::ok).unwrap_or_default()
    }

    /// Status and body with everything replaced that differs from run to run.
    #[track_caller]
    pub fn whole(&self) -> Value {
        let body = if self.bytes.is_empty() {
            Value::Null
        } else {
            self.body()
        };
        json!({"status": self.status.as_u16(), "body": scrub(body)})
    }
}
