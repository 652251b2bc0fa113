//! A delivery is looked at again, and certified.

use crate::support::{Client, client};
use insta::assert_json_snapshot;
use pumasi_testkit::TestApp;
use serde_json::json;

/// A project with twelve results, nine of them `cat`; and its requester.
async fn place(app: &TestApp) -> (Client, String) {
    let (owner, worker) = (app.person("owner").await, app.person("worker").await);
    let organization_id = app.organization_with(&owner.caller, 1_000_000).await;
    let project_id = app
        .open_project_with(&owner.caller, organization_id, 12, |_| {})
        .await;
    for n in 0..12 {
        let label = if n < 9 { "cat" } else { "dog" };
        app.work_once(&worker.caller, project_id, label).await;
    }
    (
        client(app).signed_in(app, &owner),
        format!("/api/projects/{project_id}"),
    )
}

pumasi_testkit::both_engines! {
    async fn an_audit_is_ordered_and_read(app: TestApp) {
        let (owner, project) = place(&app).await;
        let path = format!("{project}/audits");
        assert_json_snapshot!("audit_too_small", owner.post(&path, json!({"sample_size": 0})).await.whole());
        let ordered = owner.post_once("a1", &path, json!({"sample_size": 8})).await;
        assert_json_snapshot!("audit_ordered", ordered.whole());
        assert_eq!(owner.post_once("a1", &path, json!({"sample_size": 8})).await.expect(201), ordered.body());
        assert_json_snapshot!("audits", owner.get(&path).await.whole());
        let audit = format!("{path}/{}", ordered.body()["audit_id"].as_str().unwrap());
        assert_eq!(owner.get(&audit).await.expect(200), ordered.body());
        let rows = owner.get(&format!("{audit}/rows")).await;
        assert_eq!((rows.status.as_u16(), rows.header("content-type")), (200, "text/csv; charset=utf-8"));
        let text = String::from_utf8(rows.bytes.to_vec()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!((lines[0], lines.len()), ("task_id,stratum,stratum_size,audited,right", 9));
        let drawn = |end: &str| lines.iter().filter(|line| line.ends_with(end)).count();
        assert_eq!((drawn(",cat,9,0,"), drawn(",dog,3,0,")), (5, 3), "{text}");
    }
}
