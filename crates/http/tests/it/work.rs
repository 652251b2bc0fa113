//! A worker's day and an inspector's: tasks, answers, returns, refusals, pay.

use crate::support::{Client, client};
use axum::http::Method;
use insta::assert_json_snapshot;
use pumasi_domain::state::Role;
use pumasi_testkit::{PASSWORD, Person, TestApp};
use serde_json::{Value, json};

/// A project with two tasks that is inspected, and the people in it.
struct Shop {
    worker: Client,
    inspector: Client,
    owner: Client,
    path: String,
}

async fn shop(app: &TestApp) -> Shop {
    let people: [Person; 3] = [
        app.person("owner").await,
        app.person("worker").await,
        app.person("inspector").await,
    ];
    let [owner, worker, inspector] = &people;
    let organization_id = app.organization_with(&owner.caller, 1_000_000).await;
    let change = |draft: &mut pumasi_domain::draft::ProjectDraft| draft.inspect_percent = 100;
    let project_id = app
        .open_project_with(&owner.caller, organization_id, 2, change)
        .await;
    app.invite(&owner.caller, None, project_id, &inspector.email, Role::Inspect)
        .await
        .expect("a seat");
    let api = client(app);
    Shop {
        worker: api.signed_in(app, worker),
        inspector: api.signed_in(app, inspector),
        owner: api.signed_in(app, owner),
        path: format!("/api/work/projects/{project_id}"),
    }
}

impl Shop {
    async fn claim(&self, who: &Client, role: &str) -> Value {
        let next = who
            .post(
                &format!("{}/assignments", self.path),
                json!({"role": role, "count": 1}),
            )
            .await;
        next.expect(200)["assignments"][0].clone()
    }
}

fn at(assignment: &Value, action: &str) -> String {
    format!(
        "/api/work/assignments/{}{action}",
        assignment["assignment_id"].as_str().expect("an assignment")
    )
}

fn answer(label: &str) -> Value {
    let region = json!({"id": "r1", "from_name": "label", "to_name": "text", "type": "choices",
        "value": {"choices": [label]}});
    json!({"kind": "regions", "regions": [region], "active_ms": 60_000, "claim": 1})
}

fn verdict(kind: &str) -> Value {
    json!({"verdict": kind, "reason": "it is about the other animal", "clause": "1",
        "comments": [{"text": "see the ears", "place": {"kind": "region", "region_id": "r1"}}],
        "active_ms": 30_000, "claim": 0})
}

pumasi_testkit::both_engines! {
    async fn work_is_found_taken_and_sent_in(app: TestApp) {
        let shop = shop(&app).await;
        let worker = &shop.worker;
        assert_json_snapshot!("work_projects", worker.get("/api/work/projects").await.whole());
        assert_json_snapshot!("work_project", worker.get(&shop.path).await.whole());
        let path = format!("{}/assignments", shop.path);
        let claim = json!({"role": "work", "count": 1});
        let next = worker.post_once("c1", &path, claim.clone()).await;
        assert_json_snapshot!("claimed", next.whole());
        let again = worker.post_once("c1", &path, claim).await;
        assert_eq!((again.expect(200), again.header("idempotency-replayed")), (next.body(), "true"));
        let task = next.body()["assignments"][0].clone();
        let draft = json!({"regions": answer("dog")["regions"], "active_ms": 5_000});
        worker.json(Method::PUT, &at(&task, "/draft"), draft).await.expect(204);
        assert_json_snapshot!("assignment", worker.get(&at(&task, "")).await.whole());
        let wrong = worker.post(&at(&task, "/answer"), answer("horse")).await;
        assert_json_snapshot!("answer_wrong", wrong.whole());
        let sent = worker.post_once("a1", &at(&task, "/answer"), answer("dog")).await;
        assert_json_snapshot!("answer_taken", sent.whole());
        assert_eq!(worker.post_once("a1", &at(&task, "/answer"), answer("dog")).await.expect(200), sent.body());
        assert_eq!(worker.post(&at(&task, "/answer"), answer("dog")).await.code(), "assignment_gone");
        let live = worker.get("/api/work/assignments").await.expect(200);
        assert_eq!(live["items"].as_array().unwrap().len(), 1);
        let second = live["items"][0].clone();
        assert_eq!(worker.post(&at(&second, "/skip"), json!({"claim": 1})).await.expect(200)["reason"], "nothing_now");
        let back = worker.post(&at(&task, "/withdraw"), json!({})).await.expect(200);
        assert_eq!(back["assignments"][0]["draft"]["regions"], answer("dog")["regions"]);
        worker.post(&at(&task, "/release"), json!({})).await.expect(200);
    }

    async fn an_answer_is_returned_mended_and_paid(app: TestApp) {
        let shop = shop(&app).await;
        let task = shop.claim(&shop.worker, "work").await;
        shop.worker.post(&at(&task, "/answer"), answer("dog")).await.expect(200);
        let inspection = shop.claim(&shop.inspector, "inspect").await;
        let silent = json!({"verdict": "return", "active_ms": 1_000, "claim": 0});
        assert_json_snapshot!("verdict_incomplete", shop.inspector.post(&at(&inspection, "/verdict"), silent).await.whole());
        let returned = shop.inspector.post(&at(&inspection, "/verdict"), verdict("return")).await;
        assert_json_snapshot!("verdict_taken", returned.whole());
        let live = shop.worker.get("/api/work/assignments").await.expect(200);
        assert_eq!((live["items"][0]["state"].as_str(), live["items"][0]["returned"]["clause"].as_str()), (Some("returned"), Some("1")));
        shop.worker.post(&at(&task, "/answer"), answer("cat")).await.expect(200);
        let inspection = shop.claim(&shop.inspector, "inspect").await;
        assert_json_snapshot!("second_look", crate::scrub::scrub(inspection["inspect"].clone()));
        shop.inspector.post(&at(&inspection, "/verdict"), verdict("pass")).await.expect(200);
        assert_json_snapshot!("earnings", shop.worker.get("/api/earnings").await.whole());
        assert_json_snapshot!("payments", shop.worker.get("/api/earnings/transfers").await.whole());
        let project = shop.path.replace("/api/work", "/api");
        let tasks = shop.owner.get(&format!("{project}/tasks?state=done")).await.expect(200);
        let task = format!("{project}/tasks/{}", tasks["items"][0]["task_id"].as_str().unwrap());
        assert_json_snapshot!("task", shop.owner.get(&task).await.whole());
        assert_json_snapshot!("workers", shop.owner.get(&format!("{project}/workers")).await.whole());
        assert_json_snapshot!("progress", shop.owner.get(&format!("{project}/progress")).await.whole());
    }

    async fn a_refusal_is_objected_to_and_taken_back(app: TestApp) {
        let shop = shop(&app).await;
        let task = shop.claim(&shop.worker, "work").await;
        shop.worker.post(&at(&task, "/answer"), answer("dog")).await.expect(200);
        let inspection = shop.claim(&shop.inspector, "inspect").await;
        shop.inspector.post(&at(&inspection, "/verdict"), verdict("refuse")).await.expect(200);
        let objection = json!({"text": "the text is about a dog, look again"});
        assert_json_snapshot!("appealed", shop.worker.post(&at(&task, "/appeal"), objection.clone()).await.whole());
        assert_eq!(shop.worker.post(&at(&task, "/appeal"), objection).await.code(), "no_appeal");
        let operator = json!({"email": "operator@example.com", "password": PASSWORD});
        let signed_in = client(&app).post("/api/sessions", operator).await;
        let csrf_token = signed_in.body()["csrf_token"].as_str().unwrap().to_owned();
        let session_token = signed_in.header("set-cookie").split(['=', ';']).nth(1).unwrap().to_owned();
        let operator = Client { router: client(&app).router, known: crate::support::Known::Session { session_token, csrf_token } };
        assert_json_snapshot!("appeals", operator.get("/api/operator/appeals").await.whole());
        let path = format!("/api/operator/appeals/{}", task["assignment_id"].as_str().unwrap());
        let decision = json!({"decision": "accept", "note": "the worker is right"});
        let decided = operator.post_once("d1", &path, decision.clone()).await;
        assert_json_snapshot!("decided", decided.whole());
        assert_eq!(operator.post_once("d1", &path, decision.clone()).await.expect(200), decided.body());
        assert_eq!(operator.post(&path, decision.clone()).await.code(), "appeal_decided");
        let elsewhere = path.replace(task["assignment_id"].as_str().unwrap(), &uuid::Uuid::from_u128(9).to_string());
        assert_eq!(operator.post(&elsewhere, decision).await.code(), "not_found");
        assert_eq!(shop.worker.get("/api/earnings").await.expect(200)["payable_minor"], 100);
        assert_json_snapshot!("ledger", operator.get("/api/operator/ledger").await.whole());
        assert_json_snapshot!("top_earners", operator.get("/api/operator/top-earners").await.whole());
        let events = operator.get("/api/operator/events?kind=appeal_accepted").await;
        assert_json_snapshot!("events", events.whole());
    }
}
