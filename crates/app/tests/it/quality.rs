//! The quality engine: what tasks get, what is known of people, and what a requester is shown.

use crate::support::{all, code};
use pumasi_app::quality::{MeasuredPerson, Quality};
use pumasi_app::{Caller, PageQuery};
use pumasi_domain::draft::ProjectDraft;
use pumasi_domain::quality::Overlap;
use pumasi_domain::state::{Role, TaskState};
use pumasi_domain::{OrganizationId, ProjectId, TaskId};
use pumasi_store::{DbError, params};
use pumasi_testkit::{TestApp, answer, both_engines};
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
    if task_id.0.as_u128().count_ones() % 2 == 0 {
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

both_engines! {
    async fn a_full_pass_knows_the_good_from_those_who_guess(app: TestApp) {
        let (owner, organization_id) = organization(&app).await;
        let (project_id, ids) = project(&app, &owner, organization_id, 60, overlap(Overlap::Fixed, 5)).await;
        make_known(&app, project_id, &ids[..20]).await;
        let mut crowd = Crowd::new(&app, &PERCENTS).await;

        let before = app.quality(&owner, project_id).await.unwrap();
        assert_eq!((before.fitted_at, before.model.as_deref(), before.agreement.is_none()), (None, None, true));
        crowd.work_all(&app, project_id, usize::MAX).await;
        assert_eq!(app.fit_projects().await.unwrap(), 1);
        assert_eq!(app.fit_projects().await.unwrap(), 0, "nothing has come in since");

        let quality = app.quality(&owner, project_id).await.unwrap();
        assert_eq!((quality.answers, quality.tasks_decided, quality.classes.clone()), (300, 60, vec!["cat".to_owned(), "dog".to_owned()]));
        assert!(quality.fitted_at.is_some() && quality.model.is_some());
        let agreement = quality.agreement.clone().unwrap();
        assert!(agreement.percent > 55.0 && agreement.percent < 90.0 && agreement.alpha.unwrap() > 0.2, "{agreement:?}");
        let known = quality.confusion.iter().find(|table| table.known).unwrap();
        assert_eq!(known.rows.iter().flatten().sum::<u64>(), 100, "five answers to each of twenty known tasks");
        assert!(known.rows[0][0] > known.rows[0][1] && known.rows[1][1] > known.rows[1][0]);
        let reliability = quality.reliability.clone().unwrap();
        assert_eq!(reliability.gold_tasks, 20);
        assert_eq!(reliability.bins.iter().map(|bin| bin.tasks).sum::<i64>(), 20);
        assert_eq!((quality.overlap.answers_per_task, quality.overlap.saved_percent), (5.0, 0.0));
        assert_eq!(quality.overlap.spent_minor, 60 * 5 * 110);
        assert_eq!(quality.gold.given, 20);
        assert!(quality.expected_accuracy.unwrap() > 0.8);
        let (right, done) = accuracy(&app, &owner, project_id).await;
        assert!(done == 60 && right >= 0.9, "{right} of {done}");

        // People: the good ones tell more, nobody is named, and pages hold everybody once.
        let people = people(&app, &owner, project_id).await;
        assert_eq!(people.len(), PERCENTS.len());
        let names = app.project_workers(&owner, project_id, &all()).await.unwrap().items;
        assert!(names.iter().all(|person| people.contains_key(&person.worker)));
        let mut information: Vec<f64> = people.values().map(|person| person.information.unwrap()).collect();
        information.sort_by(f64::total_cmp);
        assert!(information[0] < 0.15 && information[6] > 0.35, "{information:?}");
        for person in people.values() {
            let accuracy = person.accuracy.unwrap();
            assert!(accuracy.low <= accuracy.value && accuracy.value <= accuracy.high && person.paused.is_none());
        }
        let everything = format!("{}{people:?}", told(&quality));
        assert!(crowd.people.iter().all(|(caller, _)| !everything.contains(&caller.user_id.to_string())));

        // Tasks in doubt come by rising confidence, each once.
        let (mut doubtful, mut query) = (Vec::new(), PageQuery { cursor: None, limit: Some(25) });
        loop {
            let page = app.doubtful_tasks(&owner, project_id, &query).await.unwrap();
            doubtful.extend(page.items);
            query.cursor = page.next_cursor;
            if query.cursor.is_none() {
                break;
            }
        }
        let confidences: Vec<f64> = doubtful.iter().map(|task| task.result.confidence.unwrap()).collect();
        assert_eq!(doubtful.len(), 60);
        assert!(confidences.is_sorted() && confidences[0] < confidences[59], "{confidences:?}");
        let first = &doubtful[0];
        assert_eq!(first.votes.iter().map(|vote| vote.answers).sum::<i64>(), 5);
        assert!((first.votes.iter().map(|vote| vote.probability).sum::<f64>() - 1.0).abs() < 1e-3);
        let stranger = &crowd.people[0].0;
        assert_eq!(code(app.quality(stranger, project_id).await), "not_found");
        assert_eq!(code(app.fit_now(stranger, None, project_id).await), "not_found");
    }

    async fn passes_of_two_servers_are_one(app: TestApp) {
        let (owner, organization_id) = organization(&app).await;
        let project_id = app.open_project_with(&owner, organization_id, 12, overlap(Overlap::Fixed, 3)).await;
        let mut crowd = Crowd::new(&app, &[90, 90, 70]).await;
        crowd.work_all(&app, project_id, usize::MAX).await;
        let other = app.second_server().await;
        let (one, two) = tokio::join!(app.fit_projects(), other.fit_projects());
        assert!((1..=2).contains(&(one.unwrap() + two.unwrap())));
        assert_eq!(app.fit_projects().await.unwrap(), 0);
        let quality = app.quality(&owner, project_id).await.unwrap();
        // A pass that broke off before all was written is made again, and finds the same.
        app.test
            .write(project_id.0, move |tx| tx.execute("update fits set changes = 0 where project_id = $1", params![project_id]))
            .await
            .unwrap();
        app.clock().advance_seconds(1);
        assert_eq!(app.fit_projects().await.unwrap(), 1);
        let again = app.quality(&owner, project_id).await.unwrap();
        assert!(again.fitted_at > quality.fitted_at);
        assert_eq!(told(&Quality { fitted_at: quality.fitted_at, ..again }), told(&quality));
        let asked = app.fit_now(&owner, None, project_id).await.unwrap().value;
        assert_eq!(asked.answers, 36);
    }

    async fn what_a_person_showed_elsewhere_counts_from_the_first_answer(app: TestApp) {
        let (owner, organization_id) = organization(&app).await;
        let (known, ids) = project(&app, &owner, organization_id, 40, overlap(Overlap::Fixed, 3)).await;
        make_known(&app, known, &ids).await;
        let mut crowd = Crowd::new(&app, &[98, 98, 50]).await;
        crowd.work_all(&app, known, usize::MAX).await;
        app.fit_projects().await.unwrap();

        // A new project: one answer each of somebody good, and of somebody who guesses.
        let fresh = app.open_project_with(&owner, organization_id, 2, overlap(Overlap::Fixed, 1)).await;
        crowd.work(&app, fresh, 0).await;
        crowd.work(&app, fresh, 2).await;
        app.fit_now(&owner, None, fresh).await.unwrap();
        let tasks = app.doubtful_tasks(&owner, fresh, &all()).await.unwrap().items;
        let confidences: Vec<f64> = tasks.iter().map(|task| task.result.confidence.unwrap()).collect();
        assert!(confidences[1] > confidences[0] + 0.1, "{confidences:?}");
    }
}
