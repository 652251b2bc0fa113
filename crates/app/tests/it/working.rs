//! What a worker and an inspector are promised while they work.

use crate::support::code;
use pumasi_app::work::Next;
use pumasi_app::{AppError, Caller, Once};
use pumasi_domain::ProjectId;
use pumasi_domain::audience::Audience;
use pumasi_domain::comment::{Comment, Place};
use pumasi_domain::draft::ProjectDraft;
use pumasi_domain::state::{AssignmentState, MoneyState, Role, VerdictKind};
use pumasi_domain::verdict::VerdictInput;
use pumasi_testkit::{TestApp, answer, both_engines, verdict};

struct Scene {
    owner: Caller,
    project_id: ProjectId,
    worker: Caller,
    inspector: Caller,
}

async fn place(app: &TestApp, tasks: usize, change: impl FnOnce(&mut ProjectDraft)) -> Scene {
    let owner = app.person("owner").await.caller;
    let organization_id = app.organization_with(&owner, 1_000_000).await;
    let project_id = app
        .open_project_with(&owner, organization_id, tasks, change)
        .await;
    let (worker, inspector) = (app.person("worker").await.caller, app.person("inspector").await);
    app.invite(&owner, None, project_id, &inspector.email, Role::Inspect)
        .await
        .expect("an invitation");
    Scene {
        owner,
        project_id,
        worker,
        inspector: inspector.caller,
    }
}

async fn claim(app: &TestApp, who: &Caller, project_id: ProjectId, role: Role, count: i64) -> Next {
    app.claim(who, None, project_id, role, count)
        .await
        .expect("an answer to a claim")
        .value
}

both_engines! {
    async fn returned_work_comes_first_with_its_reason_and_is_mended(app: TestApp) {
        let at = place(&app, 3, |draft| (draft.inspect_percent, draft.max_rounds) = (100, 1)).await;
        let sent = app.work_once(&at.worker, at.project_id, "cat").await;
        assert_eq!((sent.receipt.state, sent.receipt.money), (AssignmentState::Submitted, MoneyState::Pending));
        assert_eq!(sent.today.pending_minor, sent.receipt.reward_minor);
        app.inspect_once(&at.inspector, at.project_id, VerdictKind::Return).await;

        let next = claim(&app, &at.worker, at.project_id, Role::Work, 2).await;
        let back = &next.assignments[0];
        assert_eq!(back.assignment_id, sent.receipt.assignment_id);
        assert_eq!((back.round, back.state), (1, AssignmentState::Active));
        let reason = back.returned.as_ref().expect("why it came back");
        assert_eq!(reason.clause.as_deref(), Some("1"));
        assert!(reason.reason.is_some());
        assert_eq!(back.draft.as_ref().expect("the last answer").regions.len(), 1, "the answer to mend is there");
        assert_ne!(next.assignments[1].assignment_id, back.assignment_id);

        let mended = app.submit_answer(&at.worker, None, back.assignment_id, answer("dog")).await.unwrap().value;
        assert_eq!(mended.today.pending_minor, sent.receipt.reward_minor, "the same pay, not twice");
        let look = claim(&app, &at.inspector, at.project_id, Role::Inspect, 1).await.assignments.remove(0);
        let inspect = look.inspect.as_ref().expect("an answer to inspect");
        assert_eq!((inspect.answer.round, inspect.last_round, inspect.changes.len()), (1, true, 1));
        assert!(inspect.previous.is_some());
        let again = app.give_verdict(&at.inspector, None, look.assignment_id, verdict(VerdictKind::Return), 900, 0).await;
        assert_eq!(code(again), "last_round");
        let passed = app.give_verdict(&at.inspector, None, look.assignment_id, verdict(VerdictKind::Pass), 900, 0).await.unwrap();
        assert_eq!(passed.value.receipt.money, MoneyState::Payable);
        let paid = app.earnings(&at.worker).await.unwrap();
        assert_eq!((paid.payable_minor, paid.pending_minor), (sent.receipt.reward_minor, 0));
    }

    async fn comments_are_pinned_to_the_answer_and_go_with_it(app: TestApp) {
        let at = place(&app, 1, |draft| (draft.inspect_percent, draft.max_rounds) = (100, 2)).await;
        app.work_once(&at.worker, at.project_id, "cat").await;
        let look = claim(&app, &at.inspector, at.project_id, Role::Inspect, 1).await.assignments.remove(0);
        let region = Place::Region { region_id: "r1".into() };
        let stretch = |end| Place::Text { object: "text".into(), start: 0, end };
        let comment = |text: &str, place| Comment { text: text.into(), clause: Some("1".into()), place };
        let returns = |comments| VerdictInput { comments, ..verdict(VerdictKind::Return) };

        let lost = Place::Region { region_id: "r9".into() };
        let bad = returns(vec![comment("see", Some(lost)), comment("", Some(stretch(9_999)))]);
        let faults = app.give_verdict(&at.inspector, None, look.assignment_id, bad, 900, 0).await.unwrap_err();
        let AppError::Invalid(faults) = faults else { panic!("not refused as invalid: {faults}") };
        let pointers: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(pointers, ["/comments/0/place/region_id", "/comments/1/place/end"]);

        let given = vec![comment("another animal", Some(region)), comment("", Some(stretch(3))), comment("nearly", None)];
        app.give_verdict(&at.inspector, None, look.assignment_id, returns(given.clone()), 900, 0).await.unwrap();
        let back = claim(&app, &at.worker, at.project_id, Role::Work, 1).await.assignments.remove(0);
        assert_eq!(back.returned.as_ref().expect("why it came back").comments, given);

        app.submit_answer(&at.worker, None, back.assignment_id, answer("dog")).await.unwrap();
        let look = claim(&app, &at.inspector, at.project_id, Role::Inspect, 1).await.assignments.remove(0);
        let previous = look.inspect.expect("an answer to inspect").previous.expect("the round before");
        assert_eq!(previous.verdict.comments, given, "the next inspector sees what was said");
        let task = app.task(&at.owner, at.project_id, look.task_id).await.unwrap();
        assert_eq!(task.answers[0].verdicts[0].comments, given);
    }

    async fn a_request_sent_twice_counts_once(app: TestApp) {
        let at = place(&app, 2, |draft| draft.inspect_percent = 0).await;
        let a = claim(&app, &at.worker, at.project_id, Role::Work, 1).await.assignments.remove(0);
        let once = Once { principal: at.worker.user_id.0, key: "k1".into(), request_hash: [1; 32] };
        let mut input = answer("cat");
        input.claim = 1;
        let first = app.submit_answer(&at.worker, Some(once.clone()), a.assignment_id, input.clone()).await.unwrap();
        let second = app.submit_answer(&at.worker, Some(once.clone()), a.assignment_id, input.clone()).await.unwrap();
        assert!(!first.replayed && second.replayed);
        assert_eq!(first.value.next.assignments[0].assignment_id, second.value.next.assignments[0].assignment_id);
        assert_eq!(app.earnings(&at.worker).await.unwrap().payable_minor, a.reward_minor);
        let other = Once { request_hash: [2; 32], ..once };
        assert_eq!(code(app.submit_answer(&at.worker, Some(other), a.assignment_id, input).await), "idempotency_key_reused");
    }

    async fn skipped_tasks_never_come_back_and_released_ones_do(app: TestApp) {
        let at = place(&app, 2, |draft| draft.inspect_percent = 0).await;
        let first = claim(&app, &at.worker, at.project_id, Role::Work, 1).await.assignments.remove(0);
        app.give_back(&at.worker, None, first.assignment_id, false, 0).await.unwrap();
        let second = claim(&app, &at.worker, at.project_id, Role::Work, 1).await.assignments.remove(0);
        assert_ne!(second.task_id, first.task_id);
        app.save_draft(&at.worker, second.assignment_id, answer("dog").regions, 2_000).await.unwrap();
        app.give_back(&at.worker, None, second.assignment_id, true, 0).await.unwrap();
        let again = claim(&app, &at.worker, at.project_id, Role::Work, 5).await;
        assert_eq!(again.assignments.iter().map(|a| a.task_id).collect::<Vec<_>>(), [second.task_id]);
        assert_eq!(again.assignments[0].draft.as_ref().expect("the kept draft").active_ms, 2_000);
        assert_eq!(again.reason.as_deref(), Some("nothing_now"));
    }

    async fn late_work_counts_until_somebody_took_the_place(app: TestApp) {
        let at = place(&app, 1, |draft| (draft.inspect_percent, draft.lease_seconds) = (0, 60)).await;
        let a = claim(&app, &at.worker, at.project_id, Role::Work, 1).await.assignments.remove(0);
        app.clock().advance_seconds(61);
        assert_eq!(app.expire_leases().await.unwrap(), 1);
        let rival = app.person("rival").await.caller;
        let b = claim(&app, &rival, at.project_id, Role::Work, 1).await.assignments.remove(0);
        assert_eq!(code(app.submit_answer(&at.worker, None, a.assignment_id, answer("cat")).await), "assignment_gone");
        app.give_back(&rival, None, b.assignment_id, false, 0).await.unwrap();
        let done = app.submit_answer(&at.worker, None, a.assignment_id, answer("cat")).await.unwrap().value;
        assert_eq!(done.receipt.money, MoneyState::Payable);
    }

    async fn nobody_inspects_a_task_they_worked_on(app: TestApp) {
        let at = place(&app, 1, |draft| (draft.inspect_percent, draft.answers_per_task) = (100, 2)).await;
        app.work_once(&at.inspector, at.project_id, "cat").await;
        app.work_once(&at.worker, at.project_id, "cat").await;
        let none = claim(&app, &at.inspector, at.project_id, Role::Inspect, 5).await;
        assert!(none.assignments.is_empty(), "two answers wait, both of a task the inspector answered");
        let refused = claim(&app, &at.worker, at.project_id, Role::Inspect, 1).await;
        assert_eq!(refused.reason.as_deref(), Some("not_invited"));
    }

    async fn after_the_deadline_work_stops_and_inspection_goes_on(app: TestApp) {
        let now = app.now();
        let at = place(&app, 2, |draft| (draft.inspect_percent, draft.deadline) = (100, Some(now.plus_seconds(600)))).await;
        app.work_once(&at.worker, at.project_id, "cat").await;
        app.clock().advance_seconds(601);
        let stopped = claim(&app, &at.worker, at.project_id, Role::Work, 1).await;
        assert_eq!((stopped.assignments.len(), stopped.reason.as_deref()), (0, Some("deadline_passed")));
        assert_eq!(claim(&app, &at.inspector, at.project_id, Role::Inspect, 1).await.assignments.len(), 1);
    }

    async fn a_used_up_budget_says_so_and_nobody_works_unpaid(app: TestApp) {
        let at = place(&app, 9, |draft| {
            (draft.inspect_percent, draft.reward_minor, draft.budget_minor) = (0, 100, 250);
        }).await;
        let next = claim(&app, &at.worker, at.project_id, Role::Work, 9).await;
        assert_eq!((next.assignments.len(), next.reason.as_deref()), (2, Some("budget_used_up")));
        for a in &next.assignments {
            app.submit_answer(&at.worker, None, a.assignment_id, answer("dog")).await.unwrap();
        }
        assert_eq!(app.earnings(&at.worker).await.unwrap().payable_minor, 200);
    }

    async fn what_nobody_inspects_in_time_is_paid(app: TestApp) {
        let at = place(&app, 1, |draft| (draft.inspect_percent, draft.accept_seconds) = (100, 3_600)).await;
        app.work_once(&at.worker, at.project_id, "cat").await;
        app.clock().advance_seconds(3_599);
        assert_eq!(app.accept_overdue().await.unwrap(), 0);
        app.clock().advance_seconds(2);
        assert_eq!(app.accept_overdue().await.unwrap(), 1);
        assert_eq!(app.accept_overdue().await.unwrap(), 0);
        assert!(app.earnings(&at.worker).await.unwrap().payable_minor > 0);
    }

    async fn an_undo_takes_an_answer_back_until_it_is_inspected(app: TestApp) {
        let at = place(&app, 1, |draft| draft.inspect_percent = 100).await;
        let sent = app.work_once(&at.worker, at.project_id, "cat").await;
        let back = app.withdraw_answer(&at.worker, None, sent.receipt.assignment_id).await.unwrap().value;
        assert_eq!((back.receipt.state, back.today.pending_minor, back.today.answers), (AssignmentState::Active, 0, 0));
        assert_eq!(back.next.assignments[0].draft.as_ref().expect("the answer").regions.len(), 1);
        app.submit_answer(&at.worker, None, sent.receipt.assignment_id, answer("dog")).await.unwrap();
        claim(&app, &at.inspector, at.project_id, Role::Inspect, 1).await;
        assert_eq!(code(app.withdraw_answer(&at.worker, None, sent.receipt.assignment_id).await), "too_late");
    }

    async fn a_project_for_adults_does_not_exist_for_others(app: TestApp) {
        let at = place(&app, 1, |draft| (draft.adult, draft.work_audience) = (true, Audience::Everybody)).await;
        assert_eq!(code(app.claim(&at.worker, None, at.project_id, Role::Work, 1).await), "not_found");
        let adult = Caller { adult_verified: true, ..at.worker };
        assert_eq!(claim(&app, &adult, at.project_id, Role::Work, 1).await.assignments.len(), 1);
        let _ = at.owner;
    }
}
