//! Against a server of this machine that speaks as models do.

use std::time::Duration;

use axum::http::{HeaderMap, StatusCode};
use axum::response::Redirect;
use axum::routing::post;
use axum::{Json, Router};
use pumasi_model::{AddressProblem, ModelClient, ModelEndpoint, ModelError, ModelMessage};

/// A server, and the base of its address.
async fn server() -> String {
    let answers = async |headers: HeaderMap, Json(body): Json<serde_json::Value>| {
        if headers
            .get("authorization")
            .is_none_or(|value| value != "Bearer right key")
        {
            return (
                StatusCode::UNAUTHORIZED,
                "your key `right key` is wrong".to_owned(),
            );
        }
        let last = body["messages"].as_array().and_then(|list| list.last());
        let said = last
            .and_then(|message| message["content"].as_str())
            .unwrap_or_default();
        let text = format!(
            "{{\"choices\": [{{\"message\": {{\"content\": \" {}: {said} \"}}}}]}}",
            body["model"].as_str().unwrap_or_default()
        );
        (StatusCode::OK, text)
    };
    let slow = async || {
        tokio::time::sleep(Duration::from_secs(30)).await;
        "too late"
    };
    let router = Router::new()
        .route("/v1/chat/completions", post(answers))
        .route("/slow/chat/completions", post(slow))
        .route("/odd/chat/completions", post(async || "{\"choices\": []}"))
        .route("/long/chat/completions", post(async || "x".repeat(3 << 20)))
        .route(
            "/moved/chat/completions",
            post(async || Redirect::temporary("/v1/chat/completions")),
        );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

fn endpoint(base: &str, path: &str) -> ModelEndpoint {
    ModelEndpoint {
        base_url: format!("{base}{path}"),
        key: Some("right key".to_owned()),
        model: "parrot".to_owned(),
        timeout: Duration::from_millis(1_500),
    }
}

fn messages() -> Vec<ModelMessage> {
    vec![ModelMessage {
        role: "user".to_owned(),
        content: "hello".to_owned(),
    }]
}

#[tokio::test]
async fn it_answers_and_fails_in_words_that_give_nothing_away() {
    let base = server().await;
    let client = ModelClient::new(true).expect("a client");
    let ask = async |endpoint: ModelEndpoint| client.reply(&endpoint, &messages()).await;
    assert_eq!(ask(endpoint(&base, "/v1/")).await, Ok("parrot: hello".to_owned()));
    assert_eq!(ask(endpoint(&base, "/slow")).await, Err(ModelError::Timeout(1)));
    assert_eq!(ask(endpoint(&base, "/odd")).await, Err(ModelError::Unreadable));
    assert_eq!(ask(endpoint(&base, "/long")).await, Err(ModelError::Unreadable));
    assert_eq!(
        ask(endpoint(&base, "/moved")).await,
        Err(ModelError::Refused(307))
    );
    let wrong = ModelEndpoint {
        key: Some("wrong key".to_owned()),
        ..endpoint(&base, "/v1")
    };
    let refused = ask(wrong).await.expect_err("a wrong key");
    assert_eq!(refused, ModelError::Refused(401));
    assert!(!refused.to_string().contains("key"), "{refused}");
    assert_eq!(
        ask(endpoint("http://127.0.0.1:9", "/v1")).await,
        Err(ModelError::Unreachable)
    );
}

#[tokio::test]
async fn a_private_network_is_not_spoken_to_whatever_the_name() {
    let client = ModelClient::new(false).expect("a client");
    let ask = async |base: &str| client.reply(&endpoint(base, "/v1"), &messages()).await;
    assert_eq!(
        ask("https://127.0.0.1").await,
        Err(ModelError::Address(AddressProblem::Private))
    );
    assert_eq!(
        ask("http://localhost").await,
        Err(ModelError::Address(AddressProblem::NotEncrypted))
    );
    // The name is a public one by its looks; where it leads is judged when it is looked up.
    assert_eq!(ask("https://localhost").await, Err(ModelError::Unreachable));
}
