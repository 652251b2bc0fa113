//! What a requester is shown of a project's quality.

use crate::support::client;
use insta::assert_json_snapshot;
use pumasi_testkit::TestApp;
use serde_json::json;

pumasi_testkit::both_engines! {
    async fn quality_is_shown_as_the_last_full_pass_found_it(app: TestApp) {
        let owner = app.person("owner").await;
        let organization_id = app.organization_with(&owner.caller, 1_000_000).await;
        let change = |draft: &mut pumasi_domain::draft::ProjectDraft| draft.answers_per_task = 3;
        let project_id = app.open_project_with(&owner.caller, organization_id, 2, change).await;
        let path = format!("/api/projects/{project_id}/quality");
        let api = client(&app).signed_in(&app, &owner);
        assert_json_snapshot!("quality_before", api.get(&path).await.whole());

        // Two agree on both tasks, the third on one of them.
        for (name, labels) in [("kim", ["cat", "dog"]), ("lee", ["cat", "dog"]), ("park", ["cat", "cat"])] {
            let worker = app.person(name).await.caller;
            for label in labels {
                app.work_once(&worker, project_id, label).await;
            }
        }
        let fitted = api.post(&format!("{path}/fit"), json!({})).await;
        assert_json_snapshot!("quality_fitted", fitted.whole());
        assert_eq!(api.get(&path).await.expect(200), fitted.body());
        assert_json_snapshot!("doubtful_tasks", api.get(&format!("{path}/tasks")).await.whole());
        assert_json_snapshot!("measured_workers", api.get(&format!("{path}/workers?role=work")).await.whole());
        let inspectors = api.get(&format!("{path}/workers?role=inspect")).await.expect(200);
        assert_eq!(inspectors, json!({"items": [], "next_cursor": null}));

        // Pages go on where they ended, and a cursor tells nothing.
        let mut cursor = String::new();
        let mut seen = 0;
        loop {
            let page = api.get(&format!("{path}/workers?limit=1&cursor={cursor}")).await.expect(200);
            seen += page["items"].as_array().unwrap().len();
            match page["next_cursor"].as_str() {
                Some(next) => cursor = next.to_owned(),
                None => break,
            }
        }
        assert_eq!(seen, 3);
        let tasks = api.get(&format!("{path}/tasks?limit=1")).await.expect(200);
        let rest = api.get(&format!("{path}/tasks?limit=1&cursor={}", tasks["next_cursor"].as_str().unwrap())).await.expect(200);
        assert!(rest["next_cursor"].is_null() && rest["items"][0]["task_id"] != tasks["items"][0]["task_id"]);
        assert_eq!(api.get(&format!("{path}/tasks?cursor=nonsense")).await.code(), "invalid");
        assert_eq!(api.get(&format!("{path}/workers?role=adjudicate")).await.code(), "invalid");
    }
}
