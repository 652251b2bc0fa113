//! The API as typed calls.
//!
//! Every POST carries an idempotency key. When the network or the server fails, the same request goes out again with
//! the same key until it is answered or patience ends: so a crash of the server loses nothing and counts nothing twice.

mod operator;
mod organizations;
mod people;
mod projects;
mod quality;
#[cfg(test)]
mod tests;
mod wire;
mod work;

use rand::Rng;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, HeaderMap, RETRY_AFTER, SET_COOKIE};
use reqwest::{Method, Response, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

pub use projects::ImportOptions;
pub use wire::*;

/// Why a call failed in the end.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The server answered with a problem.
    #[error("{method} {path}: {status} {code}: {detail}")]
    Api {
        method: Method,
        path: String,
        status: u16,
        /// Stable name of the problem, such as `budget_used_up`.
        code: String,
        /// The place and the mend, with the list of faults.
        detail: String,
    },
    /// No answer came although it was asked again and again.
    #[error("{method} {path}: no answer: {source}")]
    Network {
        method: Method,
        path: String,
        source: reqwest::Error,
    },
    /// What came back is not what the contract says.
    #[error("{method} {path}: the reply can not be read: {detail}")]
    Unreadable {
        method: Method,
        path: String,
        detail: String,
    },
}

impl ClientError {
    /// The stable name of the problem, if the server named one.
    pub fn code(&self) -> Option<&str> {
        match self {
            ClientError::Api { code, .. } => Some(code),
            _ => None,
        }
    }
}

/// How somebody is known to the server.
#[derive(Clone, Debug, Default)]
enum Identity {
    #[default]
    Nobody,
    Session {
        cookie: String,
        csrf_token: String,
    },
    Token(String),
}

/// One person's (or program's) connection to a server. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    base: Arc<str>,
    identity: Identity,
    /// How long a request is sent again when there is no answer.
    patience: Duration,
    traffic: Arc<Traffic>,
}

/// Counts over all people who share their connections.
#[derive(Debug, Default)]
pub struct Traffic {
    again: AtomicUsize,
    replayed: AtomicUsize,
}

impl Traffic {
    /// Requests that were sent again because no good answer came.
    pub fn sent_again(&self) -> usize {
        self.again.load(Ordering::Relaxed)
    }

    /// Requests that had had their effect before the answer was lost: the server repeated its answer.
    pub fn replayed(&self) -> usize {
        self.replayed.load(Ordering::Relaxed)
    }
}

/// One request before it is sent.
struct Call<'a> {
    method: Method,
    path: &'a str,
    query: Vec<(&'a str, String)>,
    body: Vec<u8>,
    content_type: &'static str,
}

impl<'a> Call<'a> {
    fn new(method: Method, path: &'a str) -> Self {
        Call {
            method,
            path,
            query: Vec::new(),
            body: Vec::new(),
            content_type: "application/json",
        }
    }

    fn json(mut self, body: &Value) -> Self {
        self.body = body.to_string().into_bytes();
        self
    }

    fn bytes(mut self, body: Vec<u8>, content_type: &'static str) -> Self {
        (self.body, self.content_type) = (body, content_type);
        self
    }

    fn query(mut self, name: &'a str, value: impl ToString) -> Self {
        self.query.push((name, value.to_string()));
        self
    }

    fn unreadable(&self, detail: String) -> ClientError {
        ClientError::Unreadable {
            method: self.method.clone(),
            path: self.path.to_owned(),
            detail,
        }
    }

    fn unanswered(&self, source: reqwest::Error) -> ClientError {
        ClientError::Network {
            method: self.method.clone(),
            path: self.path.to_owned(),
            source,
        }
    }

    fn refused(&self, status: StatusCode, body: &[u8]) -> ClientError {
        let problem: Problem = serde_json::from_slice(body).unwrap_or_else(|_| Problem {
            detail: excerpt(body),
            ..Problem::default()
        });
        let faults: String = problem
            .errors
            .iter()
            .map(|fault| format!("; {} {}: {}", fault.pointer, fault.code, fault.message))
            .collect();
        ClientError::Api {
            method: self.method.clone(),
            path: self.path.to_owned(),
            status: status.as_u16(),
            code: problem.code,
            detail: problem.detail + &faults,
        }
    }
}

/// The first and the longest wait before a request is sent again.
const WAIT: (Duration, Duration) = (Duration::from_millis(40), Duration::from_millis(600));

impl Client {
    /// A connection of nobody yet to the server at `base_url`, such as `http://127.0.0.1:8080`.
    pub fn new(base_url: &str) -> Client {
        // A second call finds the provider installed, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Client {
            http: reqwest::Client::new(),
            base: base_url.trim_end_matches('/').into(),
            identity: Identity::Nobody,
            patience: Duration::from_secs(15),
            traffic: Arc::default(),
        }
    }

    /// The same connections, as nobody.
    pub fn stranger(&self) -> Client {
        Client {
            identity: Identity::Nobody,
            ..self.clone()
        }
    }

    /// Somebody else's connection with an API token.
    pub fn with_token(&self, token: &str) -> Client {
        Client {
            identity: Identity::Token(token.to_owned()),
            ..self.clone()
        }
    }

    /// Sends requests again for so long when no answer comes.
    pub fn with_patience(mut self, patience: Duration) -> Client {
        self.patience = patience;
        self
    }

    /// The server's address.
    pub fn base_url(&self) -> &str {
        &self.base
    }

    /// What was sent again.
    pub fn traffic(&self) -> &Traffic {
        &self.traffic
    }

    /// Whether the server says at `/healthz` that it is well. Asked once.
    pub async fn is_well(&self) -> bool {
        let answer = self.http.get(format!("{}/healthz", self.base)).send().await;
        answer.is_ok_and(|response| response.status().is_success())
    }

    async fn send<T: DeserializeOwned>(&self, call: Call<'_>) -> Result<T, ClientError> {
        Ok(self.send_with_headers(call).await?.0)
    }

    /// Sends until there is an answer that will not get better by asking again, and reads it.
    async fn send_with_headers<T: DeserializeOwned>(
        &self,
        call: Call<'_>,
    ) -> Result<(T, HeaderMap), ClientError> {
        let key = idempotency_key();
        let started = Instant::now();
        let mut wait = WAIT.0;
        loop {
            let patient = started.elapsed() < self.patience;
            match self.whole(&call, &key).await {
                Ok((status, headers, body)) if status.is_success() => {
                    if headers.contains_key("idempotency-replayed") {
                        self.traffic.replayed.fetch_add(1, Ordering::Relaxed);
                    }
                    // 204 has no body; `null` reads as `()`.
                    let text: &[u8] = if body.is_empty() { b"null" } else { &body };
                    let value = serde_json::from_slice(text)
                        .map_err(|error| call.unreadable(format!("{error} in {}", excerpt(&body))))?;
                    return Ok((value, headers));
                }
                Ok((status, headers, _)) if patient && worth_asking_again(status) => {
                    let told = retry_after(&headers);
                    tokio::time::sleep(told.unwrap_or(wait).min(Duration::from_secs(10))).await;
                }
                Ok((status, _, body)) => return Err(call.refused(status, &body)),
                Err(_) if patient => tokio::time::sleep(wait).await,
                Err(source) => return Err(call.unanswered(source)),
            }
            wait = (wait * 2).min(WAIT.1);
            self.traffic.again.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// One try, with the whole body: a connection that breaks in the middle of it is no answer.
    async fn whole(
        &self,
        call: &Call<'_>,
        key: &str,
    ) -> Result<(StatusCode, HeaderMap, Vec<u8>), reqwest::Error> {
        let mut response = self.once(call, key).await?;
        let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
        Ok((status, headers, response.bytes().await?.into()))
    }

    /// One try; the body is left to be read as it comes.
    async fn streamed(&self, call: Call<'_>) -> Result<Response, ClientError> {
        let response = self
            .once(&call, &idempotency_key())
            .await
            .map_err(|source| call.unanswered(source))?;
        let status = response.status();
        if status.is_success() {
            return Ok(response);
        }
        let body = response.bytes().await.unwrap_or_default();
        Err(call.refused(status, &body))
    }

    async fn once(&self, call: &Call<'_>, key: &str) -> Result<Response, reqwest::Error> {
        let mut request = self
            .http
            .request(call.method.clone(), format!("{}/api{}", self.base, call.path))
            .query(&call.query);
        let changes = call.method != Method::GET;
        match &self.identity {
            Identity::Nobody => {}
            Identity::Token(token) => request = request.header(AUTHORIZATION, format!("Bearer {token}")),
            Identity::Session { cookie, csrf_token } => {
                request = request.header(COOKIE, cookie);
                if changes {
                    request = request.header("x-csrf-token", csrf_token);
                }
            }
        }
        if call.method == Method::POST {
            request = request.header("idempotency-key", key);
        }
        if changes {
            request = request
                .header(CONTENT_TYPE, call.content_type)
                .body(call.body.clone());
        }
        request.send().await
    }
}

/// A key that nobody has used before. Not drawn from a person's seed: the same seed is run against the same server
/// more than once.
fn idempotency_key() -> String {
    let mut bytes = [0_u8; 16];
    rand::rng().fill_bytes(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn worth_asking_again(status: StatusCode) -> bool {
    status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS
}

fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(RETRY_AFTER)?.to_str().ok()?.parse().ok()?;
    Some(Duration::from_secs(seconds))
}

/// The session cookie out of a reply, as it is to be sent back.
fn session_cookie(headers: &HeaderMap) -> Option<String> {
    let mut pairs = headers
        .get_all(SET_COOKIE)
        .iter()
        .filter_map(|cookie| cookie.to_str().ok()?.split(';').next());
    pairs
        .find(|pair| {
            pair.split('=')
                .next()
                .is_some_and(|name| name.ends_with("session"))
        })
        .map(str::to_owned)
}

fn excerpt(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).chars().take(300).collect()
}
