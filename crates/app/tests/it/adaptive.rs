//! Tasks that get as many answers as they need: one more where people disagree, an inspector where that is worth it, and
//! somebody who decides where nothing else helps.

use crate::support::code;
use pumasi_app::tasks::TaskView;
use pumasi_app::work::AnswerInput;
use pumasi_app::{Caller, PageQuery};
use pumasi_domain::ProjectId;
use pumasi_domain::audience::Gate;
use pumasi_domain::draft::ProjectDraft;
use pumasi_domain::quality::{InspectionRule, Overlap};
use pumasi_domain::state::{
    AnswerKind, AssignmentState, MoneyState, ResultSource, Role, TaskState, VerdictKind,
};
use pumasi_testkit::{TestApp, answer, both_engines, verdict};

struct Place {
    owner: Caller,
    project_id: ProjectId,
    workers: Vec<Caller>,
    inspector: Caller,
}

async fn place(app: &TestApp, tasks: usize, change: impl FnOnce(&mut ProjectDraft)) -> Place {
    let owner = app.person("owner").await.caller;
    let organization_id = app.organization_with(&owner, 1_000_000).await;
    let project_id = app
        .open_project_with(&owner, organization_id, tasks, change)
        .await;
    let mut workers = Vec::new();
    for n in 0..5 {
        workers.push(app.person(&format!("worker{n}")).await.caller);
    }
    let inspector = app.person("inspector").await;
    app.invite(&owner, None, project_id, &inspector.email, Role::Inspect)
        .await
        .unwrap();
    Place {
        owner,
        project_id,
        workers,
        inspector: inspector.caller,
    }
}

async fn only_task(app: &TestApp, at: &Place) -> TaskView {
    let query = PageQuery {
        cursor: None,
        limit: Some(1),
    };
    let first = app
        .tasks(&at.owner, at.project_id, None, &query)
        .await
        .unwrap()
        .items
        .remove(0);
    app.task(&at.owner, at.project_id, first.task_id).await.unwrap()
}

fn margin(draft: &mut ProjectDraft) {
    (draft.answers_per_task, draft.quality.overlap) = (4, Overlap::Margin);
    (draft.quality.answers_min, draft.quality.margin) = (1, 2);
}

both_engines! {
    async fn two_who_agree_are_enough_and_two_who_do_not_get_another(app: TestApp) {
        let at = place(&app, 2, margin).await;
        for n in 0..2 {
            app.work_once(&at.workers[n], at.project_id, "cat").await;
        }
        let task = only_task(&app, &at).await;
        assert_eq!((task.summary.state, task.answers.len()), (TaskState::Done, 2));
        let result = task.summary.result.expect("a result");
        assert_eq!((result.regions, result.source), (answer("cat").regions, ResultSource::Inferred));
        assert!(result.confidence.is_some_and(|c| c > 0.5 && c <= 1.0), "{:?}", result.confidence);
        // The other task: cat, dog, cat is not two more yet, the fourth decides.
        for (n, label) in ["cat", "dog", "cat"].into_iter().enumerate() {
            app.work_once(&at.workers[n], at.project_id, label).await;
        }
        let progress = app.progress(&at.owner, at.project_id).await.unwrap();
        assert_eq!((progress.tasks_done, progress.tasks_in_work), (1, 1));
        app.work_once(&at.workers[3], at.project_id, "cat").await;
        let progress = app.progress(&at.owner, at.project_id).await.unwrap();
        assert_eq!((progress.tasks_done, progress.answers_accepted), (2, 6));
        let none = app.claim(&at.workers[4], None, at.project_id, Role::Work, 1).await.unwrap().value;
        assert_eq!((none.assignments.len(), none.reason.as_deref()), (0, Some("nothing_now")));
        assert!(app.verify_ledger().await.unwrap().is_right());
    }

    async fn never_more_answers_than_were_ordered_and_none_without_money(app: TestApp) {
        let at = place(&app, 1, margin).await;
        for (n, label) in ["cat", "dog", "cat", "dog"].into_iter().enumerate() {
            app.work_once(&at.workers[n], at.project_id, label).await;
        }
        let task = only_task(&app, &at).await;
        assert_eq!((task.summary.state, task.answers.len()), (TaskState::Done, 4));
        // Two answers are all that this budget pays.
        let poor = place_poor(&app).await;
        for (n, label) in ["cat", "dog"].into_iter().enumerate() {
            app.work_once(&poor.workers[n], poor.project_id, label).await;
        }
        let task = only_task(&app, &poor).await;
        assert_eq!((task.summary.state, task.answers.len()), (TaskState::Done, 2));
        assert!(task.summary.result.is_some());
    }

    async fn one_stranger_is_inspected_and_after_that_nobody_is_asked_again(app: TestApp) {
        let at = place(&app, 1, |draft| {
            (draft.answers_per_task, draft.quality.inspection) = (1, InspectionRule::Doubt);
            draft.quality.target_permille = 990;
        }).await;
        let sent = app.work_once(&at.workers[0], at.project_id, "cat").await;
        assert_eq!((sent.receipt.state, sent.receipt.money), (AssignmentState::Submitted, MoneyState::Pending));
        app.inspect_once(&at.inspector, at.project_id, VerdictKind::Fix).await;
        let task = only_task(&app, &at).await;
        assert_eq!(task.summary.state, TaskState::Done);
        let result = task.summary.result.expect("a result");
        assert_eq!((result.regions, result.source), (answer("dog").regions, ResultSource::Inspected));
        assert!(app.verify_ledger().await.unwrap().is_right());
    }

    async fn lots_are_inspected_wholly_at_first_and_less_once_they_passed(app: TestApp) {
        let at = place(&app, 75, |draft| draft.quality.inspection = InspectionRule::Lots).await;
        let mut waiting = Vec::new();
        for n in 0..75 {
            let reply = app.work_once(&at.workers[0], at.project_id, "cat").await;
            let waits = reply.receipt.state == AssignmentState::Submitted;
            waiting.push(waits);
            if waits {
                app.inspect_once(&at.inspector, at.project_id, VerdictKind::Pass).await;
            }
            assert!(n >= 25 || waits, "the whole first lot");
        }
        for lot in [&waiting[25..50], &waiting[50..]] {
            assert_eq!(lot.iter().filter(|waits| **waits).count(), 5, "as many as the sample has");
        }
        assert_eq!(app.progress(&at.owner, at.project_id).await.unwrap().tasks_done, 75);
        assert!(app.verify_ledger().await.unwrap().is_right());
    }

    async fn a_decision_is_handed_out_until_somebody_makes_it(app: TestApp) {
        let at = place(&app, 1, |draft| {
            (draft.answers_per_task, draft.lease_seconds) = (2, 60);
            draft.quality.inspection = InspectionRule::Doubt;
        }).await;
        app.work_once(&at.workers[0], at.project_id, "cat").await;
        app.work_once(&at.workers[1], at.project_id, "dog").await;
        assert_eq!(only_task(&app, &at).await.summary.state, TaskState::InReview);
        let claim = |who: &Caller| {
            let (app, who, project_id) = (&app, who.clone(), at.project_id);
            async move { app.claim(&who, None, project_id, Role::Inspect, 3).await.unwrap().value.assignments }
        };
        let seen = app.work_project_detail(&at.inspector, at.project_id).await.unwrap().project;
        assert_eq!((seen.inspect, seen.answers_to_inspect), (Gate::Open, 1));
        // Not by one who answered.
        invite(&app, &at, 0).await;
        assert!(claim(&at.workers[0]).await.is_empty());
        invite(&app, &at, 2).await;
        let first = claim(&at.inspector).await.remove(0);
        assert_eq!(first.role, Role::Adjudicate);
        assert!(claim(&at.workers[2]).await.is_empty(), "one at a time");
        let wrong_door = app.give_verdict(&at.inspector, None, first.assignment_id, verdict(VerdictKind::Pass), 0, 0).await;
        assert_eq!(code(wrong_door), "not_inspection");
        app.give_back(&at.inspector, None, first.assignment_id, false, 0).await.unwrap();
        assert!(claim(&at.inspector).await.is_empty(), "who skips it never sees it again");
        let second = claim(&at.workers[2]).await.remove(0);
        app.clock().advance_seconds(61);
        assert_eq!(app.expire_leases().await.unwrap(), 1);
        let reply = app.submit_answer(&at.workers[2], None, second.assignment_id, answer("dog")).await.expect("late, and nobody else took it").value;
        assert_eq!((reply.receipt.state, reply.receipt.reward_minor, reply.today.inspections), (AssignmentState::Accepted, 50, 1));
        let task = only_task(&app, &at).await;
        let roles: Vec<_> = task.answers.iter().map(|given| given.role).collect();
        assert_eq!((task.summary.state, roles), (TaskState::Done, vec![Role::Work, Role::Work, Role::Adjudicate]));
        assert_eq!(task.answers[2].regions, answer("dog").regions, "what was decided is told with the others");
        let result = task.summary.result.expect("a result");
        assert_eq!((result.regions, result.source), (answer("dog").regions, ResultSource::Adjudicated));
        assert!(app.verify_ledger().await.unwrap().is_right());
    }

    async fn a_promise_for_an_inspection_ends_with_its_reason(app: TestApp) {
        // In doubt: taken back and sent in again, the same promise pays the one inspection.
        let doubt = place(&app, 1, |draft| {
            (draft.answers_per_task, draft.quality.inspection) = (1, InspectionRule::Doubt);
            draft.quality.target_permille = 990;
        }).await;
        let worker = &doubt.workers[0];
        let sent = app.work_once(worker, doubt.project_id, "cat").await.receipt;
        for _ in 0..2 {
            app.withdraw_answer(worker, None, sent.assignment_id).await.expect("nobody has it");
            let again = app.submit_answer(worker, None, sent.assignment_id, answer("cat")).await.unwrap().value;
            assert_eq!(again.receipt.state, AssignmentState::Submitted);
        }
        assert_eq!(app.progress(&doubt.owner, doubt.project_id).await.unwrap().reserved_minor, 110 + 55);
        app.inspect_once(&doubt.inspector, doubt.project_id, VerdictKind::Pass).await;
        assert_eq!(app.progress(&doubt.owner, doubt.project_id).await.unwrap().reserved_minor, 0);

        // What says "unusable" waits for an inspector; what is sent in instead of it does not.
        let owner = &doubt.owner;
        let organization_id = app.organization_with(owner, 1_000_000).await;
        let share = app.open_project_with(owner, organization_id, 1, |draft| {
            (draft.answers_per_task, draft.inspect_percent) = (1, 1);
        }).await;
        let task = app.claim(worker, None, share, Role::Work, 1).await.unwrap().value.assignments.remove(0);
        let unusable = AnswerInput { kind: AnswerKind::Unusable, regions: Vec::new(), reason: Some("empty".to_owned()), ..answer("cat") };
        let first = app.submit_answer(worker, None, task.assignment_id, unusable).await.unwrap().value;
        assert_eq!(first.receipt.state, AssignmentState::Submitted);
        app.withdraw_answer(worker, None, task.assignment_id).await.expect("nobody has it");
        let second = app.submit_answer(worker, None, task.assignment_id, answer("cat")).await.unwrap().value;
        assert_eq!(second.receipt.state, AssignmentState::Accepted);
        assert_eq!(app.progress(owner, share).await.unwrap().reserved_minor, 0);
        assert!(app.verify_ledger().await.unwrap().is_right());
    }

    async fn where_nobody_decides_in_time_the_likeliest_answer_is_the_result(app: TestApp) {
        let at = place(&app, 1, |draft| {
            (draft.answers_per_task, draft.lease_seconds) = (2, 60);
            draft.quality.inspection = InspectionRule::Doubt;
        }).await;
        for (n, label) in ["cat", "dog"].into_iter().enumerate() {
            app.work_once(&at.workers[n], at.project_id, label).await;
        }
        let term = app.project(&at.owner, at.project_id).await.unwrap().terms.accept_seconds;
        let decision = app.claim(&at.inspector, None, at.project_id, Role::Inspect, 1).await.unwrap().value.assignments.remove(0);
        assert_eq!(decision.role, Role::Adjudicate);
        app.clock().advance_seconds(term + 1);
        assert_eq!(app.decide_overdue().await.unwrap(), 0, "somebody has it in hand");
        assert_eq!(app.expire_leases().await.unwrap(), 1);
        let other = app.second_server().await;
        let (one, two) = tokio::join!(app.decide_overdue(), other.decide_overdue());
        assert_eq!(one.unwrap() + two.unwrap(), 1);
        let task = only_task(&app, &at).await;
        assert_eq!(task.summary.state, TaskState::Done);
        assert_eq!(task.summary.result.expect("a result").source, ResultSource::Inferred);
        let late = app.submit_answer(&at.inspector, None, decision.assignment_id, answer("dog")).await;
        assert_eq!(code(late), "assignment_gone");
        let progress = app.progress(&at.owner, at.project_id).await.unwrap();
        assert_eq!((progress.tasks_done, progress.tasks_in_review, progress.reserved_minor), (1, 0, 0));
        assert!(app.verify_ledger().await.unwrap().is_right());
    }
}

async fn place_poor(app: &TestApp) -> Place {
    let owner = app.person("poor").await.caller;
    let organization_id = app.organization_with(&owner, 1_000).await;
    let project_id = app
        .open_project_with(&owner, organization_id, 1, |draft| {
            margin(draft);
            draft.budget_minor = 250;
        })
        .await;
    let mut workers = Vec::new();
    for n in 0..3 {
        workers.push(app.person(&format!("hand{n}")).await.caller);
    }
    Place {
        inspector: owner.clone(),
        owner,
        project_id,
        workers,
    }
}

/// Lets a worker inspect as well.
async fn invite(app: &TestApp, at: &Place, worker: usize) {
    let email = format!("worker{worker}@example.com");
    app.invite(&at.owner, None, at.project_id, &email, Role::Inspect)
        .await
        .unwrap();
}
