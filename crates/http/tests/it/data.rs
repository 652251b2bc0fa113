//! Data in and results out.

use crate::support::{Client, client};
use insta::{assert_json_snapshot, assert_snapshot};
use pumasi_testkit::TestApp;
use serde_json::Value;
use std::time::Duration;

/// The owner of a draft without tasks, and its path.
async fn drafted(app: &TestApp) -> (Client, String) {
    let owner = app.person("owner").await;
    let organization_id = app.organization_with(&owner.caller, 1_000_000).await;
    let project_id = app
        .drafted_project(&owner.caller, organization_id, 0, |_| {})
        .await;
    (
        client(app).signed_in(app, &owner),
        format!("/api/projects/{project_id}"),
    )
}

/// The import when it has come to its end.
async fn ended(owner: &Client, path: &str, started: &Value) -> Value {
    let path = format!("{path}/imports/{}", started["import_id"].as_str().unwrap());
    for _ in 0..500 {
        let import = owner.get(&path).await.expect(200);
        if !matches!(import["state"].as_str(), Some("checking" | "writing")) {
            return import;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the import does not end");
}

const ROWS: &str = "text,answer\nmeow,cat\nwoof,horse\n,dog\npurr,cat\n";

pumasi_testkit::both_engines! {
    async fn bad_rows_are_named_by_line(app: TestApp) {
        let (owner, path) = drafted(&app).await;
        let query = "format=csv&file_name=sounds.csv&gold_column=answer&on_error=skip";
        let started = owner.upload(&format!("{path}/imports?{query}"), ROWS).await;
        assert_json_snapshot!("import_started", started.whole());
        let import = ended(&owner, &path, &started.body()).await;
        assert_json_snapshot!("import_ended", crate::scrub::scrub(import.clone()));
        let problems = format!("{path}/imports/{}/problems", import["import_id"].as_str().unwrap());
        assert_json_snapshot!("import_problems", owner.get(&problems).await.whole());
        assert_eq!(owner.get(&format!("{path}/imports")).await.expect(200)["items"][0], import);
        assert_json_snapshot!("tasks", owner.get(&format!("{path}/tasks")).await.whole());
    }

    async fn an_upload_that_is_sent_again_is_one(app: TestApp) {
        let (owner, path) = drafted(&app).await;
        let send = async |key: &str| {
            let request = owner.request(axum::http::Method::POST, &format!("{path}/imports?format=csv"));
            owner.send(request.header("idempotency-key", key).body("text\nmeow\n".into()).unwrap()).await
        };
        let (first, again) = (send("k1").await, send("k1").await);
        assert_eq!(first.expect(202)["import_id"], again.expect(202)["import_id"]);
        assert_eq!(again.header("idempotency-replayed"), "true");
        assert_eq!(ended(&owner, &path, &first.body()).await["rows_added"], 1);
        // Only now: two imports that wait at once are read side by side, and either may be the one that adds the row.
        let other = send("k2").await;
        assert_eq!(ended(&owner, &path, &other.expect(202)).await["rows_duplicate"], 1);
    }

    async fn what_is_no_such_file_is_refused_at_once(app: TestApp) {
        let (owner, path) = drafted(&app).await;
        assert_json_snapshot!("no_zip", owner.upload(&format!("{path}/imports?format=zip"), "text\n").await.whole());
        assert_json_snapshot!("no_such_choice", owner.upload(&format!("{path}/imports?on_error=hope"), "text\n").await.whole());
        let large = owner.upload(&format!("{path}/imports?format=csv"), vec![b'x'; 17 << 20]).await;
        assert_eq!((large.status.as_u16(), large.code().as_str()), (413, "too_large"));
    }

    async fn results_are_downloaded_in_each_format(app: TestApp) {
        let owner = app.person("owner").await;
        let organization_id = app.organization_with(&owner.caller, 1_000_000).await;
        let project_id = app.open_project_with(&owner.caller, organization_id, 2, |draft| draft.name = "소리 \"하나\"".to_owned()).await;
        app.work_once(&app.person("worker").await.caller, project_id, "cat").await;
        let owner = client(&app).signed_in(&app, &owner);
        let download = async |query: &str| owner.get(&format!("/api/projects/{project_id}/results?{query}")).await;
        let csv = download("format=csv&state=all").await;
        assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
        assert_snapshot!("results_disposition", csv.header("content-disposition").to_owned());
        assert_eq!(String::from_utf8_lossy(&csv.bytes).lines().count(), 3);
        let jsonl = download("format=jsonl").await;
        assert_eq!(jsonl.header("content-type"), "application/x-ndjson");
        assert_eq!(jsonl.bytes.iter().filter(|byte| **byte == b'\n').count(), 1, "only the finished task");
        let label_studio = download("format=label_studio_json").await.expect(200);
        assert_eq!(label_studio[0]["annotations"][0]["result"][0]["value"]["choices"][0], "cat");
        assert_eq!(download("format=xlsx").await.expect(422)["errors"][0]["pointer"], "/format");
    }
}
