//! Known tasks: mixed in so that nobody can tell, answered with a comparison, and explained in training.

use crate::support::code;
use pumasi_app::{AppError, Caller};
use pumasi_domain::draft::ProjectDraft;
use pumasi_domain::state::{AssignmentState, GoldSource, MoneyState, Role, TaskState, VerdictKind};
use pumasi_domain::{ProjectId, TaskId, UserId};
use pumasi_store::params;
use pumasi_testkit::{TestApp, answer, both_engines};

struct Place {
    owner: Caller,
    project_id: ProjectId,
    tasks: Vec<TaskId>,
}

/// A project with `tasks` tasks, the first `known` of which are about cats for certain.
async fn place(app: &TestApp, tasks: usize, known: usize, change: impl FnOnce(&mut ProjectDraft)) -> Place {
    let owner = app.person("owner").await.caller;
    let organization_id = app.organization_with(&owner, 1_000_000).await;
    let project_id = app.drafted_project(&owner, organization_id, 0, change).await;
    let tasks = app.add_tasks(project_id, tasks).await;
    for task_id in &tasks[..known] {
        tell(app, &owner, project_id, *task_id, "cat")
            .await
            .expect("a known answer");
    }
    app.open_project(&owner, None, project_id)
        .await
        .expect("the project opens");
    Place {
        owner,
        project_id,
        tasks,
    }
}

async fn tell(
    app: &TestApp,
    owner: &Caller,
    project_id: ProjectId,
    task_id: TaskId,
    label: &str,
) -> Result<(), AppError> {
    let note = Some("  it says so in line 2 ".to_owned());
    app.set_gold(owner, None, project_id, task_id, answer(label).regions, note)
        .await
        .map(|_| ())
}

/// Purpose and state of a person's assignments in the order they were handed out.
async fn rows(app: &TestApp, user_id: UserId) -> Vec<(TaskId, String, String)> {
    app.test
        .read(move |tx| {
            let rows = tx.query(
                "select task_id, purpose, state from assignments where worker_id = $1 order by id",
                params![user_id],
            )?;
            rows.iter()
                .map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
                .collect::<Result<_, pumasi_store::DbError>>()
        })
        .await
        .expect("the rows")
}

/// Of a person's checks: how many, how many right.
async fn checks(app: &TestApp, user_id: UserId, purpose: &'static str) -> (i64, i64) {
    app.test
        .read(move |tx| {
            let row = tx.query_one(
                "select count(*), cast(coalesce(sum(is_right), 0) as bigint) from checks where user_id = $1 and purpose = $2",
                params![user_id, purpose],
            )?;
            Ok::<_, pumasi_store::DbError>((row.get(0)?, row.get(1)?))
        })
        .await
        .expect("the checks")
}

both_engines! {
    async fn the_order_of_ids_does_not_tell_known_tasks(app: TestApp) {
        let at = place(&app, 60, 12, |draft| draft.quality.gold_percent = 50).await;
        let mut known = 0;
        for n in 0..4 {
            let who = app.person(&format!("worker{n}")).await.caller;
            let next = app.claim(&who, None, at.project_id, Role::Work, 10).await.unwrap().value;
            let ids: Vec<_> = next.assignments.iter().map(|one| one.assignment_id).collect();
            assert_eq!(ids.len(), 10);
            assert!(ids.is_sorted(), "handed out in the order in which they are shown");
            known += next.assignments.iter().filter(|one| at.tasks[..12].contains(&one.task_id)).count();
        }
        assert!(known > 4, "half of 40 or so, as far as there are any: {known}");
    }

    async fn known_tasks_are_mixed_in_and_nobody_can_tell(app: TestApp) {
        let at = place(&app, 60, 12, |draft| draft.quality.gold_percent = 50).await;
        let (first, second) = (app.person("first").await.caller, app.person("second").await.caller);
        let mut tasks_of = Vec::new();
        for who in [&first, &second] {
            for _ in 0..16 {
                let reply = app.work_once(who, at.project_id, "cat").await;
                assert_eq!((reply.receipt.state, reply.receipt.money), (AssignmentState::Accepted, MoneyState::Payable));
                assert_eq!((reply.receipt.reward_minor, reply.feedback), (100, None));
            }
            assert_eq!(app.earnings(who).await.unwrap().payable_minor, 1_600);
            let rows = rows(&app, who.user_id).await;
            let known = rows.iter().filter(|row| at.tasks[..12].contains(&row.0)).count();
            assert!((3..=12).contains(&known), "half of 16 or so: {known}");
            let (order, besides) = (checks(&app, who.user_id, "order").await, checks(&app, who.user_id, "gold").await);
            assert_eq!(order.0 + besides.0, known as i64);
            assert_eq!((order.1, besides.1), (order.0, besides.0), "all were right");
            tasks_of.push(rows.into_iter().filter(|row| at.tasks[..12].contains(&row.0)).map(|row| row.0).collect::<Vec<_>>());
        }
        assert_ne!(tasks_of[0][..3], tasks_of[1][..3], "not the same ones in the same order");
        // The first to draw one takes its place; others do it besides, without one.
        let besides = rows(&app, second.user_id).await.iter().filter(|row| row.1 == "gold").count();
        assert!(besides > 0, "the second worker drew some that the first had done");
        let progress = app.progress(&at.owner, at.project_id).await.unwrap();
        assert_eq!(progress.answers_accepted, 32 - besides as i64);
        assert_eq!(progress.tasks_done, progress.answers_accepted);
        assert!(app.verify_ledger().await.unwrap().is_right());
    }

    async fn an_order_without_work_hands_out_no_known_tasks(app: TestApp) {
        let at = place(&app, 4, 4, |draft| (draft.quality.gold_percent, draft.quality.training_tasks) = (50, 3)).await;
        let (first, second) = (app.person("first").await.caller, app.person("second").await.caller);
        for _ in 0..4 {
            app.work_once(&first, at.project_id, "dog").await;
        }
        assert_eq!(checks(&app, first.user_id, "training").await, (3, 0));
        assert_eq!(checks(&app, first.user_id, "order").await, (1, 0));
        let next = app.claim(&second, None, at.project_id, Role::Work, 5).await.unwrap().value;
        assert_eq!((next.assignments.len(), next.reason.as_deref()), (0, Some("nothing_now")));
    }

    async fn training_tells_what_was_right_and_why(app: TestApp) {
        let at = place(&app, 20, 3, |draft| draft.quality.training_tasks = 2).await;
        let worker = app.person("worker").await.caller;
        let wrong = app.work_once(&worker, at.project_id, "dog").await.feedback.expect("what was right");
        assert!(!wrong.right);
        assert_eq!(wrong.expected, answer("cat").regions);
        assert_eq!(wrong.note.as_deref(), Some("it says so in line 2"));
        let next = app.claim(&worker, None, at.project_id, Role::Work, 3).await.unwrap().value.assignments;
        let known = next.iter().filter(|a| at.tasks[..3].contains(&a.task_id)).count();
        assert!(at.tasks[..3].contains(&next[0].task_id) && known >= 1, "the second of two");
        let right = app.submit_answer(&worker, None, next[0].assignment_id, answer("cat")).await.unwrap().value;
        assert!(right.feedback.expect("what was right").right);
        let after = app.submit_answer(&worker, None, next[1].assignment_id, answer("cat")).await.unwrap().value;
        assert_eq!(after.feedback, None);
        assert_eq!(checks(&app, worker.user_id, "training").await, (2, 1));
        assert_eq!(app.earnings(&worker).await.unwrap().payable_minor, 300, "training is paid");
    }

    async fn where_answers_wait_for_inspectors_known_ones_wait_too(app: TestApp) {
        let at = place(&app, 12, 4, |draft| (draft.inspect_percent, draft.quality.gold_percent) = (100, 50)).await;
        let (first, second) = (app.person("first").await.caller, app.person("second").await.caller);
        let inspector = app.person("inspector").await;
        app.invite(&at.owner, None, at.project_id, &inspector.email, Role::Inspect).await.unwrap();
        for _ in 0..8 {
            app.work_once(&first, at.project_id, "cat").await;
        }
        for _ in 0..4 {
            let reply = app.work_once(&second, at.project_id, "dog").await;
            assert_eq!((reply.receipt.state, reply.receipt.money), (AssignmentState::Submitted, MoneyState::Pending));
        }
        let known: Vec<TaskId> = rows(&app, second.user_id).await.into_iter().filter(|row| row.1 == "gold").map(|row| row.0).collect();
        assert!(!known.is_empty(), "none was drawn");
        let mine = app.test.read(move |tx| {
            tx.query_one("select id from assignments where worker_id = $1 and purpose = 'gold' limit 1", params![second.user_id])?.get(0)
        }).await.unwrap();
        let back = app.withdraw_answer(&second, None, mine).await.unwrap().value;
        assert_eq!(back.next.assignments[0].draft.as_ref().expect("the answer").regions.len(), 1);
        assert_eq!(checks(&app, second.user_id, "gold").await.0, known.len() as i64 - 1, "an answer taken back says nothing");
        app.submit_answer(&second, None, mine, answer("cat")).await.unwrap();
        assert_eq!(checks(&app, second.user_id, "gold").await, (known.len() as i64, 1));
        // Nobody is asked to inspect them, and they are paid all the same, much sooner than the order's term.
        let asked = 12 - known.len();
        for _ in 0..asked {
            app.inspect_once(&inspector.caller, at.project_id, VerdictKind::Pass).await;
        }
        let next = app.claim(&inspector.caller, None, at.project_id, Role::Inspect, 1).await.unwrap().value;
        assert!(next.assignments.is_empty());
        app.clock().advance_seconds(1_801);
        assert_eq!(app.accept_overdue().await.unwrap(), known.len());
        assert_eq!(app.earnings(&second).await.unwrap().payable_minor, 400);
        assert!(app.verify_ledger().await.unwrap().is_right());
    }

    async fn known_tasks_that_are_given_back_come_back(app: TestApp) {
        let at = place(&app, 8, 4, |draft| (draft.quality.gold_percent, draft.lease_seconds) = (50, 60)).await;
        let (first, second) = (app.person("first").await.caller, app.person("second").await.caller);
        for _ in 0..7 {
            app.work_once(&first, at.project_id, "cat").await;
        }
        let next = app.claim(&second, None, at.project_id, Role::Work, 10).await.unwrap().value.assignments;
        let besides = rows(&app, second.user_id).await.iter().filter(|row| row.1 == "gold").count();
        assert!(besides >= 2, "{besides} of {}", next.len());
        for a in &next {
            app.give_back(&second, None, a.assignment_id, true, 0).await.unwrap();
        }
        let again = app.claim(&second, None, at.project_id, Role::Work, 10).await.unwrap().value.assignments;
        let ids = |list: &[pumasi_app::work::AssignmentView]| {
            let mut ids: Vec<_> = list.iter().map(|a| a.assignment_id).collect();
            ids.sort();
            ids
        };
        assert!(ids(&next).iter().all(|id| ids(&again).contains(id)), "all of them, and maybe more");
        app.clock().advance_seconds(61);
        assert_eq!(app.expire_leases().await.unwrap(), again.len());
        for a in &again {
            app.submit_answer(&second, None, a.assignment_id, answer("cat")).await.expect("late work counts");
        }
        assert!(app.verify_ledger().await.unwrap().is_right());
    }

    async fn known_answers_are_told_and_taken_back_at_any_time(app: TestApp) {
        let at = place(&app, 2, 0, |_| ()).await;
        let worker = app.person("worker").await.caller;
        let (task_id, stranger) = (at.tasks[0], app.person("stranger").await.caller);
        app.work_once(&worker, at.project_id, "dog").await;
        app.work_once(&worker, at.project_id, "dog").await;
        assert_eq!(checks(&app, worker.user_id, "order").await, (0, 0));
        let told = app.set_gold(&at.owner, None, at.project_id, task_id, answer("cat").regions, None).await.unwrap().value;
        assert_eq!((told.summary.is_gold, told.summary.gold_source, told.gold_note), (true, Some(GoldSource::Given), None));
        assert_eq!(told.summary.state, TaskState::Done);
        assert_eq!(checks(&app, worker.user_id, "order").await, (1, 0), "what was answered before is compared too");
        tell(&app, &at.owner, at.project_id, task_id, "dog").await.unwrap();
        assert_eq!(checks(&app, worker.user_id, "order").await, (1, 1));
        assert_eq!(code(tell(&app, &at.owner, at.project_id, task_id, "horse").await), "unknown_option");
        assert_eq!(code(tell(&app, &stranger, at.project_id, task_id, "dog").await), "not_found");
        let cleared = app.clear_gold(&at.owner, None, at.project_id, task_id).await.unwrap().value;
        assert_eq!((cleared.summary.is_gold, cleared.summary.gold_source, cleared.gold), (false, None, None));
        assert_eq!(checks(&app, worker.user_id, "order").await, (0, 0));
    }
}
