//! Projects with tasks.

use crate::TestApp;
use pumasi_app::Caller;
use pumasi_domain::audience::Audience;
use pumasi_domain::draft::ProjectDraft;
use pumasi_domain::{OrganizationId, ProjectId, TaskId};
use pumasi_store::tally::{self, ProjectChange};
use pumasi_store::task_lists::{self, Batch, NewTask};
use pumasi_store::{DbError, projects};
use sha2::{Digest, Sha256};

/// One text, one choice between `cat` and `dog`.
pub const INTERFACE: &str = r#"<View><Text name="text" value="$text"/>
  <Choices name="label" toName="text" choice="single" required="true"><Choice value="cat"/><Choice value="dog"/></Choices></View>"#;

impl TestApp {
    /// The terms of a small order that anybody may work on: ₩100 an answer, one answer a task, no inspection, ₩100,000 in
    /// all.
    pub fn draft() -> ProjectDraft {
        ProjectDraft {
            name: "Cats and dogs".to_owned(),
            interface_xml: INTERFACE.to_owned(),
            guide_markdown: "1. Say what the text is about.".to_owned(),
            reward_minor: 100,
            inspection_reward_minor: 50,
            inspect_percent: 0,
            inspect_audience: Audience::Invited,
            budget_minor: 100_000,
            ..ProjectDraft::default()
        }
    }

    /// A project in draft, with the terms of [`TestApp::draft`] after `change`, and `tasks` tasks.
    pub async fn drafted_project(
        &self,
        manager: &Caller,
        organization_id: OrganizationId,
        tasks: usize,
        change: impl FnOnce(&mut ProjectDraft),
    ) -> ProjectId {
        let mut draft = TestApp::draft();
        change(&mut draft);
        let project = self
            .create_project(manager, None, organization_id, draft)
            .await
            .expect("a project")
            .value;
        self.add_tasks(project.project_id, tasks).await;
        project.project_id
    }

    /// The same, open.
    pub async fn open_project_with(
        &self,
        manager: &Caller,
        organization_id: OrganizationId,
        tasks: usize,
        change: impl FnOnce(&mut ProjectDraft),
    ) -> ProjectId {
        let project_id = self
            .drafted_project(manager, organization_id, tasks, change)
            .await;
        self.open_project(manager, None, project_id)
            .await
            .expect("the project opens");
        project_id
    }

    /// Writes tasks `{"text": "text 1"}` … into a project, as an import does.
    pub async fn add_tasks(&self, project_id: ProjectId, count: usize) -> Vec<TaskId> {
        let now = self.now();
        let ids: Vec<TaskId> = (0..count).map(|_| self.test.id()).collect();
        let fresh: Vec<NewTask> = ids
            .iter()
            .enumerate()
            .map(|(n, id)| new_task(*id, n + 1))
            .collect();
        self.test
            .write(project_id.0, move |tx| {
                let count = fresh.len() as i64;
                let project = projects::find(tx, project_id)?.expect("the project of the tasks");
                let position = projects::take_positions(tx, project_id, count)?;
                let batch = Batch {
                    project_id,
                    open: project.plan.first_places(),
                    import_id: None,
                    position,
                    now,
                };
                assert_eq!(
                    task_lists::insert(tx, &batch, &fresh)?,
                    count,
                    "tasks that were there already"
                );
                let change = ProjectChange {
                    tasks_total: count,
                    tasks_queued: count,
                    ..ProjectChange::default()
                };
                tally::project(tx, project_id, change);
                Ok::<_, DbError>(())
            })
            .await
            .expect("the tasks are written");
        ids
    }
}

fn new_task(task_id: TaskId, number: usize) -> NewTask {
    NewTask {
        task_id,
        row_key: Sha256::digest(task_id.0.as_bytes()).into(),
        external_id: None,
        data: serde_json::json!({"text": format!("text {number}")}).to_string(),
        predictions: None,
        gold: None,
    }
}
