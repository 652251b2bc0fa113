//! An organization with people, a project, work, and everybody who might ask for any of it.

pub mod workbench;

use crate::authorization_table::CALLERS;
use crate::support::{Client, Known, client};
use pumasi_app::{Caller, PageQuery};
use pumasi_domain::audience::Audience;
use pumasi_domain::state::{Role, VerdictKind};
use pumasi_domain::{OrganizationId, ProjectId};
use pumasi_testkit::{PASSWORD, Person, TestApp};
use serde_json::json;
use std::sync::atomic::{AtomicUsize, Ordering};
use uuid::Uuid;

/// A sentence to read aloud.
const RECORDER: &str =
    r#"<View><Text name="text" value="$text"/><Recorder name="voice" toName="text" prompt="$text"/></View>"#;

/// The world of the authorization test.
pub struct World {
    pub app: TestApp,
    /// In the table's order.
    pub callers: Vec<Client>,
    owner: Person,
    pub stranger: Person,
    worker: Person,
    inspector: Person,
    member: Person,
    organization_id: OrganizationId,
    /// Open, with an entrance test, a trial, and a load of tasks.
    pub project_id: ProjectId,
    import_id: String,
    task_id: String,
    /// In the worker's hands.
    assignment_id: String,
    count: AtomicUsize,
}

pub fn nobodys() -> String {
    Uuid::from_u128(1).to_string()
}

async fn join(
    app: &TestApp,
    owner: &Person,
    organization_id: OrganizationId,
    name: &str,
    role: &str,
) -> Person {
    let person = app.person(name).await;
    let role = serde_json::from_value(json!(role)).unwrap();
    app.add_member(&owner.caller, None, organization_id, person.email.clone(), role)
        .await
        .expect("a member");
    person
}

impl World {
    pub async fn new(app: TestApp) -> World {
        let nobody = client(&app);
        let owner = app.person("owner").await;
        let organization_id = app.organization_with(&owner.caller, 10_000_000).await;
        let manager = join(&app, &owner, organization_id, "manager", "manager").await;
        let viewer = join(&app, &owner, organization_id, "viewer", "viewer").await;
        let member = join(&app, &owner, organization_id, "member", "viewer").await;
        let (stranger, other_owner) = (app.person("stranger").await, app.person("other").await);
        app.organization_with(&other_owner.caller, 0).await;
        let (worker, inspector) = (app.person("worker").await, app.person("inspector").await);
        let made = nobody
            .signed_in(&app, &owner)
            .post("/api/tokens", json!({"name": "program"}))
            .await
            .expect(201);
        let signed_in = nobody
            .post(
                "/api/sessions",
                json!({"email": "operator@example.com", "password": PASSWORD}),
            )
            .await;
        let operator = Known::Session {
            session_token: signed_in
                .header("set-cookie")
                .split(['=', ';'])
                .nth(1)
                .unwrap()
                .to_owned(),
            csrf_token: signed_in.body()["csrf_token"].as_str().unwrap().to_owned(),
        };
        let people = [&stranger, &other_owner, &viewer, &manager, &owner];
        let mut callers = vec![nobody.clone()];
        callers.extend(people.map(|person| nobody.signed_in(&app, person)));
        callers.push(Client {
            router: nobody.router.clone(),
            known: operator,
        });
        callers.push(nobody.signed_in(&app, &worker));
        callers.push(nobody.with_token(made["token"].as_str().unwrap()));
        assert_eq!(callers.len(), CALLERS.len());
        let project_id = app
            .drafted_project(&owner.caller, organization_id, 0, |draft| {
                draft.work_audience = Audience::EntranceTest;
                draft.exam_size = 2;
            })
            .await;
        let mut world = World {
            app,
            callers,
            owner,
            stranger,
            worker,
            inspector,
            member,
            organization_id,
            project_id,
            import_id: String::new(),
            task_id: String::new(),
            assignment_id: String::new(),
            count: AtomicUsize::new(0),
        };
        world.load_tasks().await;
        world
            .app
            .open_project(&world.owner.caller, None, project_id)
            .await
            .expect("the project opens");
        world.begin_work().await;
        world
    }

    async fn load_tasks(&mut self) {
        let base_url = crate::talking::parrot().await;
        crate::talking::name_model(&self.app, &self.owner.caller, self.project_id, &base_url).await;
        let owner = &self.callers[5];
        let path = format!("/api/projects/{}/imports", self.project_id);
        let rows = "text,answer\nmeow,cat\nwoof,dog\npurr,cat\nhowl,dog\n";
        let started = owner
            .upload(&format!("{path}?format=csv&gold_column=answer"), rows)
            .await
            .expect(202);
        self.import_id = started["import_id"].as_str().unwrap().to_owned();
        for _ in 0..200 {
            let import = owner.get(&format!("{path}/{}", self.import_id)).await.expect(200);
            if import["state"] == "done" {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        let tasks = owner
            .get(&format!("/api/projects/{}/tasks", self.project_id))
            .await
            .expect(200);
        self.task_id = tasks["items"][0]["task_id"].as_str().expect("a task").to_owned();
    }

    /// What stands for `{name}` in the path. For those who may, something on which the operation comes to a good end.
    pub async fn parameter(&self, operation: &str, name: &str, caller: &Client, may: bool) -> String {
        match name {
            "organization_id" => self.organization_id.to_string(),
            "project_id" => match operation {
                "open_project" | "update_project" if may => self.fresh_project(false).await.to_string(),
                "wait_for_partner" if may => {
                    let owner = &self.owner.caller;
                    let project_id = crate::conversing::project(&self.app, owner, self.organization_id).await;
                    project_id.to_string()
                }
                "pause_project" | "close_project" if may => self.fresh_project(true).await.to_string(),
                _ => self.project_id.to_string(),
            },
            "import_id" => self.import_id.clone(),
            "task_id" if operation == "void_task" && may => {
                self.app.add_tasks(self.project_id, 1).await[0].to_string()
            }
            "task_id" => self.task_id.clone(),
            "user_id" if operation == "remove_member" && may => {
                let name = self.fresh_name();
                join(&self.app, &self.owner, self.organization_id, &name, "viewer")
                    .await
                    .user_id
                    .to_string()
            }
            "user_id" if operation == "change_user" => self.stranger.user_id.to_string(),
            "user_id" => self.member.user_id.to_string(),
            "token_id" if may => {
                let made = caller
                    .post("/api/tokens", json!({"name": "short-lived"}))
                    .await
                    .expect(201);
                made["token_id"].as_str().unwrap().to_owned()
            }
            "invitation_id" if may => self.fresh_invitation().await,
            "audit_id" if may => self.fresh_audit().await,
            "question_id" if may => self.fresh_question(operation).await,
            "example_id" if may => self.fresh_example().await,
            "kind" => "violence".to_owned(),
            "pause_id" if may => self.fresh_pause(operation).await,
            "assignment_id" if may && crate::conversing::is_about_a_conversation(operation) => {
                let owner = &self.owner.caller;
                let project_id = crate::conversing::project(&self.app, owner, self.organization_id).await;
                let people = [&self.stranger.caller, &self.worker.caller];
                crate::conversing::meet(&self.app, project_id, people).await
            }
            "assignment_id" if may => self.fresh_assignment(operation).await,
            "assignment_id" => self.assignment_id.clone(),
            _ => nobodys(),
        }
    }

    pub fn fresh_name(&self) -> String {
        format!("person{}", self.count.fetch_add(1, Ordering::Relaxed))
    }

    async fn fresh_project(&self, open: bool) -> ProjectId {
        let owner = &self.owner.caller;
        if open {
            self.app
                .open_project_with(owner, self.organization_id, 1, |_| {})
                .await
        } else {
            self.app
                .drafted_project(owner, self.organization_id, 1, |_| {})
                .await
        }
    }

    /// The member has done one task of the project, and the worker has one of another in hand.
    async fn begin_work(&mut self) {
        self.assignment_id = self.fresh_assignment("get_assignment").await;
        let (owner, member) = (&self.owner.caller, &self.member);
        self.app
            .invite(owner, None, self.project_id, &member.email, Role::Work)
            .await
            .expect("a seat");
        self.app.work_once(&member.caller, self.project_id, "cat").await;
    }

    /// The pseudonym of somebody who took part in the project.
    pub async fn pseudonym(&self, project_id: ProjectId) -> String {
        let owner = &self.owner.caller;
        let people = self
            .app
            .project_workers(owner, project_id, &PageQuery::default())
            .await;
        people.expect("the project's people").items[0].worker.clone()
    }

    /// A pause that runs: of the member in the project, or of the worker in another one.
    async fn fresh_pause(&self, operation: &str) -> String {
        let owner = &self.owner.caller;
        let (project_id, role) = if operation == "object_to_pause" {
            let project_id = self.fresh_project(true).await;
            self.app.work_once(&self.worker.caller, project_id, "cat").await;
            (project_id, Role::Work)
        } else {
            (self.project_id, Role::Inspect)
        };
        let (worker, reason) = (self.pseudonym(project_id).await, "asked for".to_owned());
        let paused = self
            .app
            .pause_worker(owner, None, project_id, worker, role, reason)
            .await;
        paused.expect("a pause").value.pause_id.to_string()
    }

    async fn fresh_audit(&self) -> String {
        let owner = &self.owner.caller;
        let ordered = self.app.order_audit(owner, None, self.project_id, 1).await;
        ordered.expect("an audit").value.audit_id.to_string()
    }

    async fn fresh_invitation(&self) -> String {
        let (owner, email) = (&self.owner.caller, &self.stranger.email);
        let invited = self
            .app
            .invite(owner, None, self.project_id, email, Role::Work)
            .await
            .expect("an invitation");
        invited.value.invitation_id.to_string()
    }

    /// An assignment of the worker in the state that the operation wants.
    async fn fresh_assignment(&self, operation: &str) -> String {
        let owner = &self.owner.caller;
        let inspected = |draft: &mut pumasi_domain::draft::ProjectDraft| {
            draft.inspect_percent = 100;
            if operation == "upload_made_file" {
                draft.interface_xml = RECORDER.to_owned();
            }
            if operation == "talk_to_model" {
                draft.interface_xml = crate::talking::INTERFACE.to_owned();
            }
        };
        let project_id = self
            .app
            .open_project_with(owner, self.organization_id, 1, inspected)
            .await;
        if operation == "talk_to_model" {
            crate::talking::name_model(&self.app, owner, project_id, &crate::talking::parrot().await).await;
        }
        for person in [&self.inspector, &self.worker] {
            self.app
                .invite(owner, None, project_id, &person.email, Role::Inspect)
                .await
                .expect("a seat");
        }
        let claim = async |caller: &Caller, role| {
            let next = self
                .app
                .claim(caller, None, project_id, role, 1)
                .await
                .expect("a task")
                .value;
            next.assignments[0].assignment_id.to_string()
        };
        let worker = &self.worker.caller;
        match operation {
            "submit_verdict" => {
                self.app.work_once(&self.stranger.caller, project_id, "cat").await;
                claim(worker, Role::Inspect).await
            }
            "withdraw_answer" => self
                .app
                .work_once(worker, project_id, "cat")
                .await
                .receipt
                .assignment_id
                .to_string(),
            "appeal_refusal" | "decide_appeal" => {
                let id = self
                    .app
                    .work_once(worker, project_id, "cat")
                    .await
                    .receipt
                    .assignment_id;
                self.app
                    .inspect_once(&self.inspector.caller, project_id, VerdictKind::Refuse)
                    .await;
                if operation == "decide_appeal" {
                    let text = "the text is about a cat".to_owned();
                    self.app
                        .appeal(worker, None, id, text)
                        .await
                        .expect("an objection");
                }
                id.to_string()
            }
            _ => claim(worker, Role::Work).await,
        }
    }
}
