//! A person is stopped, sees why, objects, and goes on.

use crate::support::{Client, client};
use insta::assert_json_snapshot;
use pumasi_testkit::TestApp;
use serde_json::json;

async fn place(app: &TestApp) -> (Client, Client, String) {
    let (owner, worker) = (app.person("owner").await, app.person("worker").await);
    let organization_id = app.organization_with(&owner.caller, 1_000_000).await;
    let project_id = app
        .open_project_with(&owner.caller, organization_id, 3, |_| {})
        .await;
    app.work_once(&worker.caller, project_id, "cat").await;
    let api = client(app);
    (
        api.signed_in(app, &owner),
        api.signed_in(app, &worker),
        format!("/api/projects/{project_id}"),
    )
}

pumasi_testkit::both_engines! {
    async fn somebody_is_stopped_and_goes_on(app: TestApp) {
        let (owner, worker, project) = place(&app).await;
        let people = owner.get(&format!("{project}/workers")).await.expect(200);
        let path = format!("{project}/pauses");
        let input = json!({"worker": people["items"][0]["worker"], "role": "work", "reason": "please read the guide again"});
        let paused = owner.post_once("p1", &path, input.clone()).await;
        assert_json_snapshot!("paused", paused.whole());
        assert_eq!(owner.post_once("p1", &path, input.clone()).await.expect(201), paused.body());
        assert_eq!(owner.post(&path, input).await.code(), "paused_already");
        let nobody = json!({"worker": "w-00000000", "role": "work", "reason": "x"});
        assert_json_snapshot!("pause_nobody", owner.post(&path, nobody).await.whole());
        let work = project.replace("/api/", "/api/work/");
        let next = worker.post(&format!("{work}/assignments"), json!({"role": "work", "count": 1})).await;
        assert_json_snapshot!("claim_paused", next.whole());
        assert_eq!(worker.get(&work).await.expect(200)["work"], "paused_here");
        assert_json_snapshot!("my_pauses", worker.get("/api/work/pauses").await.whole());
        let id = paused.body()["pause_id"].as_str().unwrap().to_owned();
        let objection = format!("/api/work/pauses/{id}/objection");
        assert_json_snapshot!("objection_short", worker.post(&objection, json!({"text": "no"})).await.whole());
        app.clock().advance_seconds(60);
        let objected = worker.post(&objection, json!({"text": "I have read it twice"})).await;
        assert_json_snapshot!("objected", objected.whole());
        assert_json_snapshot!("pauses", owner.get(&format!("{path}?state=objected")).await.whole());
        app.clock().advance_seconds(60);
        let decision = format!("{path}/{id}/decision");
        let decided = owner.post(&decision, json!({"decision": "lift", "note": "thank you"})).await;
        assert_json_snapshot!("pause_lifted", decided.whole());
        assert_eq!(owner.post(&decision, json!({"decision": "uphold"})).await.code(), "pause_ended");
        assert_eq!(owner.get(&format!("{path}?state=running")).await.expect(200)["items"], json!([]));
        assert_eq!(worker.get(&work).await.expect(200)["work"], "open");
    }
}
