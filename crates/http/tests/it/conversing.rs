//! Conversations of two workers: heard live, and nothing missed by whoever connects anew.

use crate::support::{Client, client};
use axum::body::{Body, BodyDataStream};
use axum::http::Method;
use futures::StreamExt;
use pumasi_app::Caller;
use pumasi_app::work::WaitingView;
use pumasi_domain::draft::ProjectDraft;
use pumasi_domain::{OrganizationId, ProjectId};
use pumasi_testkit::TestApp;
use serde_json::{Value, json};
use std::time::Duration;

/// Two people who talk about a text that only one of them knows.
const INTERFACE: &str = r#"<View><Chat name="chat" messageRoles="customer,clerk" people="2" firstBrief="$text" minMessages="2"/></View>"#;

/// Whether an operation is about a conversation in hand.
pub fn is_about_a_conversation(operation: &str) -> bool {
    [
        "get_conversation",
        "stream_conversation",
        "send_message",
        "leave_conversation",
    ]
    .contains(&operation)
}

/// An open project of one conversation.
pub async fn project(app: &TestApp, owner: &Caller, organization_id: OrganizationId) -> ProjectId {
    let draft = |draft: &mut ProjectDraft| {
        draft.interface_xml = INTERFACE.to_owned();
        draft.answers_per_task = 2;
    };
    app.open_project_with(owner, organization_id, 1, draft).await
}

/// The assignment of the second of two who meet.
pub async fn meet(app: &TestApp, project_id: ProjectId, people: [&Caller; 2]) -> String {
    app.wait_for_partner(people[0], project_id)
        .await
        .expect("a place to wait");
    match app
        .wait_for_partner(people[1], project_id)
        .await
        .expect("somebody")
    {
        WaitingView::Met { assignment_id } => assignment_id.to_string(),
        other => panic!("nobody was met: {other:?}"),
    }
}

/// The next event of a stream: its id and what it says. Heartbeats are passed over.
async fn next(stream: &mut BodyDataStream) -> (i64, Value) {
    loop {
        let part = tokio::time::timeout(Duration::from_secs(10), stream.next());
        let part = part.await.expect("something within ten seconds").expect("more");
        let text = String::from_utf8(part.unwrap().to_vec()).unwrap();
        let line = |name: &str| {
            text.lines()
                .find_map(|line| line.strip_prefix(name).map(str::to_owned))
        };
        if let (Some(id), Some(data)) = (line("id: "), line("data: ")) {
            return (id.parse().unwrap(), serde_json::from_str(&data).unwrap());
        }
    }
}

async fn listen(person: &Client, id: &str, heard: Option<&str>) -> BodyDataStream {
    let path = format!("/api/work/assignments/{id}/conversation/events");
    let mut request = person.request(Method::GET, &path);
    if let Some(heard) = heard {
        request = request.header("last-event-id", heard);
    }
    let reply = person.open(request.body(Body::empty()).unwrap()).await;
    assert_eq!(reply.headers()["content-type"], "text/event-stream");
    reply.into_body().into_data_stream()
}

pumasi_testkit::both_engines! {
    async fn what_one_writes_the_other_hears(app: TestApp) {
        let (owner, kim, lee) = (app.person("owner").await, app.person("kim").await, app.person("lee").await);
        let organization_id = app.organization_with(&owner.caller, 1_000_000).await;
        let project_id = project(&app, &owner.caller, organization_id).await;
        let (first, second) = (client(&app).signed_in(&app, &kim), client(&app).signed_in(&app, &lee));
        let place = format!("/api/work/projects/{project_id}/partner");
        let waiting = first.post(&place, json!({})).await.expect(200);
        assert_eq!((&waiting["state"], &waiting["position"]), (&json!("waiting"), &json!(1)));
        first.delete(&place).await.expect(204);
        first.post(&place, json!({})).await.expect(200);
        let met = second.post(&place, json!({})).await.expect(200);
        let lees = met["assignment_id"].as_str().expect("met").to_owned();
        let kims = first.post(&place, json!({})).await.expect(200)["assignment_id"].as_str().expect("met").to_owned();

        let mut heard = listen(&second, &lees, None).await;
        let (id, beginning) = next(&mut heard).await;
        assert_eq!((id, &beginning["partner"], &beginning["messages"]), (0, &json!("here"), &json!([])));
        assert!(!beginning.to_string().contains("kim"), "the other has no name: {beginning}");
        let write = async |person: &Client, id: &str, content: &str| {
            person.post(&format!("/api/work/assignments/{id}/conversation/messages"), json!({"content": content})).await
        };
        let sent = std::time::Instant::now();
        assert_eq!(write(&first, &kims, "hello").await.expect(201)["number"], 1);
        let (id, news) = next(&mut heard).await;
        assert_eq!((id, &news["messages"][0]["content"]), (1, &json!("hello")));
        assert!(sent.elapsed() < Duration::from_millis(1_900), "told, not found by looking: {:?}", sent.elapsed());
        assert_eq!(news["messages"][0]["part"], beginning["partner_part"]);
        drop(heard);
        write(&first, &kims, "are you there?").await.expect(201);
        write(&second, &lees, "yes").await.expect(201);
        let (id, missed) = next(&mut listen(&second, &lees, Some("1")).await).await;
        let said: Vec<&str> = missed["messages"].as_array().unwrap().iter().map(|m| m["content"].as_str().unwrap()).collect();
        assert_eq!((id, said), (3, vec!["are you there?", "yes"]), "nothing is missed and nothing comes twice");
        assert_eq!(write(&owner_of(&app, &owner), &lees, "let me in").await.code(), "not_found");
    }
}

fn owner_of(app: &TestApp, owner: &pumasi_testkit::Person) -> Client {
    client(app).signed_in(app, owner)
}
