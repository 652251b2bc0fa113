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

    async fn adaptive_overlap_reaches_the_same_with_fewer_answers(app: TestApp) {
        let (owner, organization_id) = organization(&app).await;
        let mut reached = Vec::new();
        let mut crowd = Crowd::new(&app, &PERCENTS).await;
        for kind in [Overlap::Fixed, Overlap::Adaptive] {
            let change = |draft: &mut ProjectDraft| {
                overlap(kind, 5)(draft);
                draft.quality.target_permille = 900;
            };
            let (project_id, ids) = project(&app, &owner, organization_id, 80, change).await;
            make_known(&app, project_id, &ids[..16]).await;
            crowd.drawn = 0;
            crowd.work_all(&app, project_id, 60).await;
            let quality = app.fit_now(&owner, None, project_id).await.unwrap().value;
            let (right, done) = accuracy(&app, &owner, project_id).await;
            assert_eq!((done, quality.tasks_decided), (80, 80), "{kind:?}");
            let progress = app.progress(&owner, project_id).await.unwrap();
            assert_eq!((progress.tasks_done, progress.finish_at), (80, None));
            assert_eq!(quality.overlap.by_answers.iter().map(|by| by.tasks).sum::<i64>(), 80);
            assert_eq!(quality.overlap.fixed_minor, 80 * 5 * 110);
            reached.push((right, quality));
        }
        let [(fixed, _), (adaptive, quality)] = &reached[..] else { panic!("two projects") };
        assert!(quality.overlap.answers_per_task <= 3.8, "{:?}", quality.overlap);
        assert!(quality.overlap.saved_percent >= 24.0 && quality.overlap.spent_minor < quality.overlap.fixed_minor);
        assert!(*adaptive >= 0.88 && *adaptive >= fixed - 0.04, "adaptive {adaptive}, fixed {fixed}");
        let expected = quality.expected_accuracy.unwrap();
        assert!((expected - adaptive).abs() < 0.15, "said {expected}, is {adaptive}: {quality:?}");
    }

    async fn a_task_is_opened_again_when_its_people_turn_out_to_guess(app: TestApp) {
        let (owner, organization_id) = organization(&app).await;
        let change = |draft: &mut ProjectDraft| {
            overlap(Overlap::Adaptive, 5)(draft);
            draft.quality.target_permille = 900;
        };
        let (project_id, ids) = project(&app, &owner, organization_id, 40, change).await;
        let mut crowd = Crowd::new(&app, &[95, 95, 95, 95, 95]).await;
        // Two people say the same of everything, so that they agree.
        for person in 0..2 {
            for _ in 0..40 {
                app.work_once(&crowd.people[person].0, project_id, "cat").await;
            }
        }
        assert_eq!(app.progress(&owner, project_id).await.unwrap().tasks_done, 40);
        app.fit_now(&owner, None, project_id).await.unwrap();
        assert_eq!(app.progress(&owner, project_id).await.unwrap().tasks_done, 40, "nothing speaks against them");

        // Then others do more tasks, answers become known, and one of the first tasks was drawn for an audit.
        let more = app.add_tasks(project_id, 24).await;
        for person in (2..5).cycle().take(3 * 24) {
            crowd.work(&app, project_id, person).await;
        }
        make_known(&app, project_id, &ids[..24]).await;
        make_known(&app, project_id, &more).await;
        let before = app.progress(&owner, project_id).await.unwrap();
        let audited = ids[30];
        app.test
            .write(project_id.0, move |tx| {
                tx.execute(
                    "insert into audit_items (project_id, audit_id, task_id, stratum, open, result_regions) values ($1, $1, $2, 'all', 1, '[]')",
                    params![project_id, audited],
                )
            })
            .await
            .unwrap();
        app.fit_now(&owner, None, project_id).await.unwrap();
        let progress = app.progress(&owner, project_id).await.unwrap();
        let opened = (before.tasks_done - progress.tasks_done, progress.tasks_in_work - before.tasks_in_work);
        assert_eq!(opened, (15, 15), "known ones and the audited one stay done");
        assert_eq!(app.task(&owner, project_id, audited).await.unwrap().summary.state, TaskState::Done);
        let events = app.operator_events(&app.operator().await, Default::default(), &all()).await.unwrap().items;
        assert_eq!(events.iter().filter(|event| event.kind == "task_reopened").count(), 15);

        // Others get them, and they are done rightly.
        crowd.work_all(&app, project_id, 15).await;
        app.fit_now(&owner, None, project_id).await.unwrap();
        crowd.work_all(&app, project_id, usize::MAX).await;
        assert_eq!(app.progress(&owner, project_id).await.unwrap().tasks_done, 64);
        let tasks = app.tasks(&owner, project_id, None, &all()).await.unwrap().items;
        let again: Vec<_> = tasks.iter().filter(|task| task.position <= 40 && task.answers_accepted > 2).collect();
        let right = again.iter().filter(|task| task.result.as_ref().unwrap().regions[0]["value"]["choices"][0] == truth(task.task_id));
        assert_eq!(again.len(), 15);
        assert!(right.count() >= 12);
    }

    async fn what_is_as_good_as_certain_becomes_known(app: TestApp) {
        let (owner, organization_id) = organization(&app).await;
        let change = |draft: &mut ProjectDraft| {
            overlap(Overlap::Fixed, 3)(draft);
            draft.quality.grow_gold = true;
        };
        let (project_id, ids) = project(&app, &owner, organization_id, 60, change).await;
        make_known(&app, project_id, &ids[..10]).await;
        let mut crowd = Crowd::new(&app, &[100, 100, 100]).await;
        crowd.work_all(&app, project_id, usize::MAX).await;
        for _ in 0..3 {
            app.fit_now(&owner, None, project_id).await.unwrap();
        }
        let quality = app.quality(&owner, project_id).await.unwrap();
        assert_eq!((quality.gold.given, quality.gold.grown), (10, 3), "five in a hundred at most");
        let tasks = app.tasks(&owner, project_id, None, &all()).await.unwrap().items;
        for task in tasks.iter().filter(|task| task.is_gold) {
            let gold = app.task(&owner, project_id, task.task_id).await.unwrap().gold.unwrap();
            assert_eq!(gold[0]["value"]["choices"][0], truth(task.task_id));
        }
    }

    async fn a_models_predictions_are_measured_like_answers(app: TestApp) {
        let (owner, organization_id) = organization(&app).await;
        let change = |draft: &mut ProjectDraft| {
            overlap(Overlap::Fixed, 2)(draft);
            draft.quality.use_predictions = true;
        };
        let (project_id, ids) = project(&app, &owner, organization_id, 40, change).await;
        make_known(&app, project_id, &ids[..30]).await;
        let predicted = ids.clone();
        app.test
            .write(project_id.0, move |tx| {
                for (n, id) in predicted.iter().enumerate() {
                    // Right but for every tenth.
                    let label = match (truth(*id), n % 10 == 9) {
                        ("cat", false) | ("dog", true) => "cat",
                        _ => "dog",
                    };
                    let result = answer(label).regions;
                    let text = serde_json::json!([{"model_version": "net 3", "score": 0.5, "result": result}]).to_string();
                    tx.execute("update tasks set predictions = $3 where project_id = $1 and id = $2", params![project_id, *id, text])?;
                }
                Ok::<_, DbError>(())
            })
            .await
            .unwrap();
        let mut crowd = Crowd::new(&app, &[70, 70, 50]).await;
        crowd.work_all(&app, project_id, usize::MAX).await;
        app.fit_now(&owner, None, project_id).await.unwrap();
        let skills = app
            .test
            .read(move |tx| pumasi_store::skills::page(tx, project_id, Role::Work, None, 10))
            .await
            .unwrap();
        let people = people(&app, &owner, project_id).await;
        assert_eq!((skills.len(), people.len()), (4, 3), "the model is measured and no person");
        let shown: Vec<_> = skills.iter().map(|s| (s.user_id.0.get_version_num(), s.answers, s.information, s.skill.clone())).collect();
        let model = skills.iter().max_by(|a, b| a.information.total_cmp(&b.information)).unwrap();
        assert!(crowd.people.iter().all(|(caller, _)| caller.user_id != model.user_id), "it is the best of them: {shown:?}");
        assert_eq!(model.user_id.0.get_version_num(), 5);
    }

    async fn answers_that_can_only_be_compared_are_judged_by_agreement(app: TestApp) {
        let (owner, organization_id) = organization(&app).await;
        let change = |draft: &mut ProjectDraft| {
            overlap(Overlap::Fixed, 3)(draft);
            draft.interface_xml = r#"<View><Image name="image" value="$text"/>
                <RectangleLabels name="box" toName="image"><Label value="cat"/></RectangleLabels></View>"#
                .to_owned();
        };
        let (project_id, _) = project(&app, &owner, organization_id, 12, change).await;
        let crowd = Crowd::new(&app, &[0, 0, 0]).await;
        for (person, (caller, _)) in crowd.people.iter().enumerate() {
            for n in 0..12 {
                // Two draw the same box within a little; the third somewhere else.
                let x = if person == 2 { 70.0 } else { 10.0 + 0.2 * person as f64 + n as f64 };
                let region = serde_json::json!({
                    "id": "r1", "from_name": "box", "to_name": "image", "type": "rectanglelabels",
                    "original_width": 100, "original_height": 100,
                    "value": {"x": x, "y": 10.0, "width": 20.0, "height": 20.0, "rotation": 0, "rectanglelabels": ["cat"]},
                });
                let next = app.claim(caller, None, project_id, Role::Work, 1).await.unwrap().value;
                let mut given = answer("cat");
                given.regions = vec![region];
                app.submit_answer(caller, None, next.assignments[0].assignment_id, given).await.unwrap();
            }
        }
        let quality = app.fit_now(&owner, None, project_id).await.unwrap().value;
        assert_eq!((quality.model.as_deref(), quality.answers, quality.classes.len()), (Some("agreement"), 36, 0));
        let agreement = quality.agreement.unwrap();
        assert!((agreement.percent - 33.33).abs() < 0.01 && agreement.alpha.is_none(), "{agreement:?}");
        let doubtful = app.doubtful_tasks(&owner, project_id, &all()).await.unwrap().items;
        assert_eq!(doubtful.len(), 12);
        assert_eq!(doubtful[0].votes.iter().map(|vote| vote.answers).collect::<Vec<_>>(), [2, 1]);
        let people = people(&app, &owner, project_id).await;
        let mut shares: Vec<f64> = people.values().map(|person| person.accuracy.unwrap().value).collect();
        shares.sort_by(f64::total_cmp);
        assert!(shares[0] < 0.5 && shares[1] > 0.75, "{shares:?}");
    }
}
