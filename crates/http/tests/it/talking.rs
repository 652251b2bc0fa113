//! Conversations with a model, against a server of this machine that speaks as models do.

use crate::support::client;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use pumasi_app::Caller;
use pumasi_app::models::ModelInput;
use pumasi_domain::ProjectId;
use pumasi_domain::state::Role;
use pumasi_testkit::TestApp;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

/// A conversation with a model about a text.
pub const INTERFACE: &str = r#"<View><Text name="text" value="$text"/>
  <Chat name="chat" messageRoles="user,assistant" llm="project" minMessages="2"/></View>"#;

/// A good body for the operations of conversations with a model.
pub fn good_body(operation: &str) -> Option<Value> {
    match operation {
        "set_model" => {
            Some(json!({"base_url": "https://models.example.com/v1", "model": "parrot", "key": "secret"}))
        }
        "try_model" => Some(json!({"message": "hello"})),
        "talk_to_model" => {
            Some(json!({"control": "chat", "messages": [{"role": "user", "content": "hello"}]}))
        }
        _ => None,
    }
}

const KEY: &str = "sk-a-key-that-nobody-may-see";

/// The same platform, which may speak to this machine.
pub fn with_private_models(app: TestApp) -> TestApp {
    TestApp {
        app: app.app.clone().with_private_models().expect("a client"),
        ..app
    }
}

/// A server that says again what it was told last; the base of its address.
pub async fn parrot() -> String {
    listening_parrot().await.0
}

type Heard = Arc<Mutex<Vec<Value>>>;

/// The same, and what it heard. It fails when told to.
async fn listening_parrot() -> (String, Heard) {
    let heard = Heard::default();
    let answer = async |State(heard): State<Heard>, headers: HeaderMap, Json(body): Json<Value>| {
        let last = body["messages"]
            .as_array()
            .and_then(|list| list.last())
            .cloned()
            .unwrap_or_default();
        let said = last["content"].as_str().unwrap_or_default().to_owned();
        let key = headers
            .get("authorization")
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        heard
            .lock()
            .expect("a list")
            .push(json!({"key": key, "body": body}));
        if said == "fail" {
            return (
                StatusCode::INTERNAL_SERVER_ERROR,
                Json(json!({"error": format!("{key} is tired")})),
            );
        }
        (
            StatusCode::OK,
            Json(
                json!({"choices": [{"message": {"role": "assistant", "content": format!("You said: {said}")}}]}),
            ),
        )
    };
    let router = Router::new()
        .route("/v1/chat/completions", post(answer))
        .with_state(heard.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    (format!("http://{address}/v1"), heard)
}

/// Names the model of a project.
pub async fn name_model(app: &TestApp, owner: &Caller, project_id: ProjectId, base_url: &str) {
    let input: ModelInput = serde_json::from_value(json!({
        "base_url": base_url, "model": "parrot", "instructions": "Be kind.", "key": KEY, "max_calls": 2, "timeout_seconds": 10,
    }))
    .expect("settings");
    app.set_model(owner, None, project_id, input)
        .await
        .expect("a model");
}

fn message(id: &str, role: &str, content: &str) -> Value {
    json!({"id": id, "from_name": "chat", "to_name": "chat", "type": "chatmessage",
        "value": {"chatmessage": {"role": role, "content": content}}})
}

pumasi_testkit::both_engines! {
    async fn a_worker_talks_with_the_model_and_hands_in_what_it_said(app: TestApp) {
        let app = with_private_models(app);
        let (owner, worker) = (app.person("owner").await, app.person("worker").await);
        let organization_id = app.organization_with(&owner.caller, 1_000_000).await;
        let draft = |draft: &mut pumasi_domain::draft::ProjectDraft| draft.interface_xml = INTERFACE.to_owned();
        let project_id = app.open_project_with(&owner.caller, organization_id, 2, draft).await;
        let claimed = app.claim(&worker.caller, None, project_id, Role::Work, 1).await.expect("a task").value;
        let id = claimed.assignments[0].assignment_id;
        let (requester, person) = (client(&app).signed_in(&app, &owner), client(&app).signed_in(&app, &worker));
        let talk = async |said: &str| {
            let body = json!({"control": "chat", "messages": [{"role": "user", "content": said}]});
            person.post(&format!("/api/work/assignments/{id}/talk"), body).await
        };
        assert_eq!(talk("hello").await.code(), "model_missing");

        let (base_url, heard) = listening_parrot().await;
        name_model(&app, &owner.caller, project_id, &base_url).await;
        let shown = requester.get(&format!("/api/projects/{project_id}/model")).await.expect(200);
        assert_eq!((&shown["has_key"], shown.to_string().contains(KEY)), (&json!(true), false));

        let tries = format!("/api/projects/{project_id}/model/tries");
        let tried = requester.post(&tries, json!({"message": "hello"})).await.expect(200);
        assert_eq!(tried, json!({"reply": "You said: hello"}));
        assert_eq!(requester.post(&tries, json!({"message": "fail"})).await.code(), "model_server_failed");
        heard.lock().unwrap().clear();

        assert_eq!(talk("fail").await.code(), "model_failed");
        let said = talk("hello").await.expect(200);
        assert_eq!(said, json!({"message": {"role": "assistant", "content": "You said: hello"}, "calls_left": 1}));
        let first = heard.lock().unwrap()[1].clone();
        assert_eq!(first["key"], format!("Bearer {KEY}"));
        assert_eq!(first["body"]["messages"], json!([{"role": "system", "content": "Be kind."}, {"role": "user", "content": "hello"}]));
        assert_eq!(talk("again").await.expect(200)["calls_left"], 0);
        assert_eq!(talk("once more").await.code(), "model_calls_used_up");

        let submit = async |reply: &str| {
            let regions = [message("m1", "user", "hello"), message("m2", "assistant", reply)];
            let body = json!({"kind": "regions", "regions": regions, "active_ms": 1_000, "claim": 0});
            person.post(&format!("/api/work/assignments/{id}/answer"), body).await
        };
        let invented = submit("I am a person").await;
        assert_eq!(invented.body()["errors"][0]["code"], "not_said_by_model");
        submit("You said: hello").await.expect(200);
        assert_eq!(talk("after").await.code(), "assignment_gone");
    }

    async fn a_key_goes_nowhere_but_to_its_address(app: TestApp) {
        let strict = client(&app);
        let app = with_private_models(app);
        let owner = app.person("owner").await;
        let organization_id = app.organization_with(&owner.caller, 0).await;
        let project_id = app.drafted_project(&owner.caller, organization_id, 0, |_| {}).await;
        let path = format!("/api/projects/{project_id}/model");
        name_model(&app, &owner.caller, project_id, "https://models.example.com/v1").await;
        let requester = client(&app).signed_in(&app, &owner);
        let change = async |base_url: &str| {
            requester.json(axum::http::Method::PUT, &path, json!({"base_url": base_url, "model": "parrot"})).await.expect(200)["has_key"].clone()
        };
        assert_eq!(change("https://models.example.com/v1/").await, json!(true), "the same address keeps its key");
        assert_eq!(change("https://elsewhere.example.com/v1").await, json!(false), "another address does not get it");
        assert_eq!(change("https://models.example.com/v1").await, json!(false), "and it is gone for good");
        let private = strict.signed_in(&app, &owner).json(axum::http::Method::PUT, &path, json!({"base_url": "https://10.0.0.1/v1", "model": "parrot"})).await;
        assert_eq!(private.body()["errors"][0]["code"], "address_refused");
        requester.delete(&path).await.expect(204);
        assert_eq!(requester.get(&path).await.code(), "not_found");
    }
}
