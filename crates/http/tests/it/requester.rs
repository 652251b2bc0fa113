//! A requester's day: organization, members, order, guide, opening, closing.

use crate::support::{Client, client};
use axum::http::Method;
use insta::assert_json_snapshot;
use pumasi_testkit::{INTERFACE, TestApp};
use serde_json::{Value, json};

/// The owner of an organization with money, and its path.
async fn owner(app: &TestApp) -> (Client, String) {
    let owner = app.person("owner").await;
    let organization_id = app.organization_with(&owner.caller, 1_000_000).await;
    (
        client(app).signed_in(app, &owner),
        format!("/api/organizations/{organization_id}"),
    )
}

fn draft() -> Value {
    json!({
        "name": "Cats and dogs", "interface_xml": INTERFACE, "guide_markdown": "1. Say what the text is about.",
        "reward_minor": 100, "inspect_percent": 0, "inspect_audience": "invited", "budget_minor": 50_000,
    })
}

pumasi_testkit::both_engines! {
    async fn an_organization_has_people_and_money(app: TestApp) {
        let (owner, path) = owner(&app).await;
        app.person("viewer").await;
        let member = json!({"email": "viewer@example.com", "role": "viewer"});
        let added = owner.post(&format!("{path}/members"), member).await;
        assert_json_snapshot!("member_added", added.whole());
        let member = format!("{path}/members/{}", added.body()["user_id"].as_str().unwrap());
        let changed = owner.json(Method::PATCH, &member, json!({"role": "manager"})).await;
        assert_eq!(changed.expect(200)["role"], "manager");
        assert_json_snapshot!("members", owner.get(&format!("{path}/members")).await.whole());
        owner.delete(&member).await.expect(204);
        let nobody = json!({"email": "nobody@example.com", "role": "viewer"});
        assert_json_snapshot!("person_unknown", owner.post(&format!("{path}/members"), nobody).await.whole());
        assert_json_snapshot!("organization", owner.get(&path).await.whole());
        assert_json_snapshot!("transfers", owner.get(&format!("{path}/transfers")).await.whole());
    }

    async fn an_order_goes_from_draft_to_close(app: TestApp) {
        let (owner, path) = owner(&app).await;
        let made = owner.post(&format!("{path}/projects"), draft()).await;
        assert_json_snapshot!("project_made", made.whole());
        let project = format!("/api/projects/{}", made.body()["project_id"].as_str().unwrap());
        assert_json_snapshot!("not_ready", owner.post(&format!("{project}/open"), json!({})).await.whole());
        app.add_tasks(made.body()["project_id"].as_str().unwrap().parse().unwrap(), 2).await;
        // Without a body, and sent twice: opened once.
        let opened = owner.post_once("open", &format!("{project}/open"), json!({})).await;
        assert_eq!(opened.expect(200)["state"], "open");
        let again = owner.post_once("open", &format!("{project}/open"), json!({})).await;
        assert_eq!((again.expect(200)["version"].clone(), again.header("idempotency-replayed")), (opened.body()["version"].clone(), "true"));
        let stale = owner.json(Method::PATCH, &project, json!({"version": 1, "name": "Late"})).await;
        assert_json_snapshot!("version_conflict", stale.whole());
        let version = opened.body()["version"].clone();
        let frozen = owner.json(Method::PATCH, &project, json!({"version": version, "inspect_percent": 50})).await;
        assert_json_snapshot!("frozen", frozen.whole());
        let raised = json!({"version": version, "name": "Dogs and cats", "budget_minor": 60_000, "deadline": "2027-01-01T00:00:00Z"});
        assert_eq!(owner.json(Method::PATCH, &project, raised).await.expect(200)["budget_minor"], 60_000);
        let guide = owner.post(&format!("{project}/guides"), json!({"markdown": "1. Name the animal.\n2. Only one."})).await;
        assert_json_snapshot!("guide", guide.whole());
        assert_eq!(owner.get(&format!("{project}/guide")).await.expect(200), guide.body());
        assert_eq!(owner.post(&format!("{project}/pause"), json!({})).await.expect(200)["state"], "paused");
        assert_json_snapshot!("projects", owner.get(&format!("{path}/projects")).await.whole());
        assert_eq!(owner.post(&format!("{project}/close"), json!({})).await.expect(200)["state"], "closed");
        assert_eq!(owner.post(&format!("{project}/open"), json!({})).await.code(), "project_state");
        assert_eq!(owner.get(&path).await.expect(200)["available_minor"], 1_000_000);
    }

    async fn a_label_config_is_checked_line_by_line(app: TestApp) {
        let (owner, path) = owner(&app).await;
        let check = async |xml: &str| owner.post("/api/interfaces/check", json!({"xml": xml})).await;
        assert_json_snapshot!("interface_good", check(INTERFACE).await.whole());
        let bad = "<View>\n  <Text name=\"t\" value=\"$t\"/>\n  <Choices name=\"c\" toName=\"x\"/>\n</View>";
        assert_json_snapshot!("interface_bad", check(bad).await.whole());
        let with_bad = json!({"name": "n", "interface_xml": bad});
        let refused = owner.post(&format!("{path}/projects"), with_bad).await.expect(422);
        assert_eq!(refused["errors"][0]["pointer"], "/interface_xml");
        assert_eq!(refused["errors"][0]["line"], 3);
        let templates = owner.get("/api/interface-templates?locale=en").await.expect(200);
        assert!(templates["items"].as_array().unwrap().len() >= 5);
    }

    async fn people_are_invited_to_a_project(app: TestApp) {
        let (owner, path) = owner(&app).await;
        app.person("worker").await;
        let made = owner.post(&format!("{path}/projects"), draft()).await.expect(201);
        let invitations = format!("/api/projects/{}/invitations", made["project_id"].as_str().unwrap());
        let invited = owner.post(&invitations, json!({"email": "worker@example.com", "role": "inspect"})).await;
        assert_json_snapshot!("invited", invited.whole());
        assert_json_snapshot!("invitations", owner.get(&invitations).await.whole());
        let id = invited.body()["invitation_id"].as_str().unwrap().to_owned();
        owner.delete(&format!("{invitations}/{id}")).await.expect(204);
        assert_eq!(owner.get(&invitations).await.expect(200)["items"], json!([]));
    }

    async fn lists_come_in_pages(app: TestApp) {
        let (owner, path) = owner(&app).await;
        for n in 0..5 {
            let mut draft = draft();
            draft["name"] = json!(format!("Order {n}"));
            owner.post(&format!("{path}/projects"), draft).await.expect(201);
        }
        let mut names = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = owner.get(&format!("{path}/projects?limit=2&cursor={cursor}")).await.expect(200);
            names.extend(page["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap().to_owned()));
            match page["next_cursor"].as_str() {
                Some(next) => cursor = next.to_owned(),
                None => break,
            }
        }
        assert_eq!(names, ["Order 4", "Order 3", "Order 2", "Order 1", "Order 0"]);
    }
}
