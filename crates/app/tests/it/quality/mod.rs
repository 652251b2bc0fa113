//! The quality engine on a simulated crowd with known truth.

mod overlap;
mod passes;

use crate::support::{all, code};
use pumasi_app::quality::{MeasuredPerson, Quality};
use pumasi_app::{Caller, PageQuery};
use pumasi_domain::draft::ProjectDraft;
use pumasi_domain::quality::Overlap;
use pumasi_domain::state::{ResultSource, Role, TaskState};
use pumasi_domain::{OrganizationId, ProjectId, TaskId};
use pumasi_store::{DbError, params};
use pumasi_testkit::{TestApp, answer};
use std::collections::HashMap;

/// People who are right with a known share; the same in every run.
struct Crowd {
    people: Vec<(Caller, u64)>,
    /// Drawn so far.
    drawn: u64,
}

/// A number from 0 to 99.
fn draw(seed: u64) -> u64 {
    // SplitMix64 (Steele, Lea and Flood 2014).
    let mut z = seed
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (z ^ (z >> 31)) % 100
}

fn truth(task_id: TaskId) -> &'static str {
    if task_id.0.as_u128().count_ones().is_multiple_of(2) {
        "cat"
    } else {
        "dog"
    }
}

impl Crowd {
    async fn new(app: &TestApp, percents: &[u64]) -> Crowd {
        let mut people = Vec::new();
        for (n, percent) in percents.iter().enumerate() {
            people.push((app.person(&format!("worker{n}")).await.caller, *percent));
        }
        Crowd { people, drawn: 0 }
    }

    /// One task for the person with this number; `false` if there is none.
    async fn work(&mut self, app: &TestApp, project_id: ProjectId, person: usize) -> bool {
        let (caller, percent) = &self.people[person];
        let next = app
            .claim(caller, None, project_id, Role::Work, 1)
            .await
            .expect("an answer to a claim")
            .value;
        let Some(task) = next.assignments.first() else {
            return false;
        };
        self.drawn += 1;
        let right = draw(self.drawn) < *percent;
        let label = match (truth(task.task_id), right) {
            ("cat", true) | ("dog", false) => "cat",
            _ => "dog",
        };
        app.clock().advance_seconds(1);
        app.submit_answer(caller, None, task.assignment_id, answer(label))
            .await
            .expect("an answer is taken");
        true
    }

    /// Everybody works in turn until there is nothing left. A full pass after every `every` answers.
    async fn work_all(&mut self, app: &TestApp, project_id: ProjectId, every: usize) {
        let mut since = 0;
        loop {
            let mut any = false;
            for person in 0..self.people.len() {
                if self.work(app, project_id, person).await {
                    any = true;
                    since += 1;
                }
                if since >= every {
                    since = 0;
                    app.fit_projects().await.expect("a full pass");
                }
            }
            if !any {
                return;
            }
        }
    }
}

async fn organization(app: &TestApp) -> (Caller, OrganizationId) {
    let owner = app.person("owner").await.caller;
    let organization_id = app.organization_with(&owner, 10_000_000).await;
    (owner, organization_id)
}

fn overlap(overlap: Overlap, most: i64) -> impl FnOnce(&mut ProjectDraft) {
    move |draft| {
        draft.answers_per_task = most;
        draft.budget_minor = 1_000_000;
        draft.quality.overlap = overlap;
        draft.quality.answers_min = if overlap == Overlap::Adaptive { 2 } else { 1 };
    }
}

/// An open project with tasks, and their ids.
async fn project(
    app: &TestApp,
    owner: &Caller,
    organization_id: OrganizationId,
    tasks: usize,
    change: impl FnOnce(&mut ProjectDraft),
) -> (ProjectId, Vec<TaskId>) {
    let project_id = app.drafted_project(owner, organization_id, 0, change).await;
    let ids = app.add_tasks(project_id, tasks).await;
    app.open_project(owner, None, project_id)
        .await
        .expect("the project opens");
    (project_id, ids)
}

/// Makes tasks known, as their requester does.
async fn make_known(app: &TestApp, project_id: ProjectId, ids: &[TaskId]) {
    let ids = ids.to_vec();
    app.test
        .write(project_id.0, move |tx| {
            for id in &ids {
                let gold = serde_json::to_string(&answer(truth(*id)).regions).expect("JSON");
                let statement =
                    "update tasks set gold = $3, gold_source = 'given' where project_id = $1 and id = $2";
                tx.execute(statement, params![project_id, *id, gold])?;
            }
            Ok::<_, DbError>(())
        })
        .await
        .expect("known tasks");
}

/// Share of done tasks whose result is true.
async fn accuracy(app: &TestApp, owner: &Caller, project_id: ProjectId) -> (f64, usize) {
    let mut query = all();
    let (mut right, mut done) = (0, 0);
    loop {
        let page = app
            .tasks(owner, project_id, Some(TaskState::Done), &query)
            .await
            .expect("tasks");
        for task in page.items {
            let result = task.result.expect("a result");
            done += 1;
            right += usize::from(result.regions[0]["value"]["choices"][0] == truth(task.task_id));
        }
        query.cursor = page.next_cursor;
        if query.cursor.is_none() {
            return (right as f64 / done as f64, done);
        }
    }
}

async fn people(app: &TestApp, owner: &Caller, project_id: ProjectId) -> HashMap<String, MeasuredPerson> {
    let (mut found, mut query) = (
        HashMap::new(),
        PageQuery {
            cursor: None,
            limit: Some(5),
        },
    );
    loop {
        let page = app
            .measured_people(owner, project_id, Role::Work, &query)
            .await
            .expect("people");
        found.extend(
            page.items
                .into_iter()
                .map(|person| (person.worker.clone(), person)),
        );
        query.cursor = page.next_cursor;
        if query.cursor.is_none() {
            return found;
        }
    }
}

fn told(quality: &Quality) -> String {
    serde_json::to_string(quality).expect("JSON")
}

/// Seven people: five good ones, one who guesses, one who is often wrong.
const PERCENTS: [u64; 7] = [95, 92, 90, 88, 85, 50, 60];
