use super::*;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap as Headers;
use axum::response::{IntoResponse, Response as Reply};
use axum::routing::{get, post};
use std::sync::Mutex;

/// What a server heard, and the statuses that it is still to answer with.
#[derive(Clone, Default)]
struct Heard {
    keys: Arc<Mutex<Vec<String>>>,
    failures: Arc<Mutex<Vec<u16>>>,
}

impl Heard {
    fn failing(statuses: &[u16]) -> Heard {
        Heard {
            failures: Arc::new(Mutex::new(statuses.to_vec())),
            ..Heard::default()
        }
    }

    fn keys(&self) -> Vec<String> {
        self.keys.lock().unwrap().clone()
    }
}

async fn make_token(State(heard): State<Heard>, headers: Headers) -> Reply {
    let key = headers["idempotency-key"].to_str().unwrap().to_owned();
    heard.keys.lock().unwrap().push(key);
    match heard.failures.lock().unwrap().pop() {
        Some(status) => {
            let status = axum::http::StatusCode::from_u16(status).unwrap();
            (
                status,
                Json(serde_json::json!({"code": "no_luck", "detail": "try again",
                    "errors": [{"pointer": "/name", "code": "taken", "message": "another one"}]})),
            )
                .into_response()
        }
        None => Json(serde_json::json!({"token": "pmt_1"})).into_response(),
    }
}

async fn sign_in(headers: Headers) -> Reply {
    assert!(headers.contains_key("idempotency-key"));
    let me = serde_json::json!({"user_id": "1", "email": "a@example.com", "display_name": "A",
        "is_operator": false, "adult_verified": false, "csrf_token": "c-1"});
    let cookie = "__Host-session=s-1; Path=/; HttpOnly; Secure; SameSite=Lax";
    ([("set-cookie", "other=1"), ("set-cookie", cookie)], Json(me)).into_response()
}

/// Says what the caller is known by.
async fn me(headers: Headers) -> Reply {
    let header = |name: &str| headers.get(name).map(|value| value.to_str().unwrap().to_owned());
    let settings = serde_json::json!({"cookie": header("cookie"), "authorization": header("authorization"),
        "csrf": header("x-csrf-token")});
    Json(serde_json::json!({"settings": settings})).into_response()
}

async fn serve(heard: Heard) -> Client {
    let router = axum::Router::new()
        .route("/api/tokens", post(make_token))
        .route("/api/sessions", post(sign_in))
        .route("/api/me", get(me).patch(me))
        .with_state(heard);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    Client::new(&format!("http://{address}/"))
}

#[tokio::test]
async fn a_failed_post_goes_out_again_with_the_same_key() {
    let heard = Heard::failing(&[503, 500, 429]);
    let client = serve(heard.clone()).await;
    assert_eq!(client.make_token("a").await.unwrap(), "pmt_1");
    let keys = heard.keys();
    assert_eq!(keys.len(), 4);
    assert!(keys.iter().all(|key| *key == keys[0]), "{keys:?}");
    assert_eq!(client.traffic().sent_again(), 3);
    client.make_token("a").await.unwrap();
    assert_ne!(heard.keys()[4], keys[0], "another request has a key of its own");
}

#[tokio::test]
async fn a_refusal_is_told_at_once_with_its_faults() {
    let heard = Heard::failing(&[422]);
    let client = serve(heard.clone()).await;
    let error = client.make_token("a").await.unwrap_err();
    assert_eq!(error.code(), Some("no_luck"));
    assert!(error.to_string().contains("/name taken: another one"), "{error}");
    assert_eq!(heard.keys().len(), 1);
}

#[tokio::test]
async fn a_server_that_is_away_is_asked_until_it_is_back() {
    let reserved = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = reserved.local_addr().unwrap();
    drop(reserved);
    let client = Client::new(&format!("http://{address}"));
    let impatient = client.clone().with_patience(Duration::ZERO);
    let error = impatient.make_token("a").await.unwrap_err();
    assert!(matches!(error, ClientError::Network { .. }), "{error}");
    let waiting = tokio::spawn(async move { client.make_token("a").await });
    tokio::time::sleep(Duration::from_millis(150)).await;
    let router = axum::Router::new()
        .route("/api/tokens", post(make_token))
        .with_state(Heard::default());
    let listener = tokio::net::TcpListener::bind(address).await.unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    assert_eq!(waiting.await.unwrap().unwrap(), "pmt_1");
}

#[tokio::test]
async fn people_are_known_by_session_or_token() {
    let stranger = serve(Heard::default()).await;
    let (client, me) = stranger.sign_in("a@example.com", "password").await.unwrap();
    assert_eq!(me.csrf_token, "c-1");
    let read = client.settings().await.unwrap();
    assert_eq!(read["cookie"], "__Host-session=s-1");
    assert_eq!(read["csrf"], Value::Null);
    let token = client.with_token("pmt_1").settings().await.unwrap();
    assert_eq!(token["authorization"], "Bearer pmt_1");
    assert_eq!(token["cookie"], Value::Null);
}
