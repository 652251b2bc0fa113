//! People who are stopped: by a rule, by the brake, by the requester; and how they go on.

use crate::invariants::check_invariants;
use crate::support::{all, code};
use pumasi_app::Caller;
use pumasi_app::pauses::{MyPause, PauseScope};
use pumasi_domain::ProjectId;
use pumasi_domain::audience::Gate;
use pumasi_domain::draft::ProjectDraft;
use pumasi_domain::pause::{PauseCause, PauseDecision};
use pumasi_domain::quality::{Collector, Rule, RuleAction};
use pumasi_domain::state::{AssignmentState, MoneyState, Role, VerdictKind};
use pumasi_store::{DbError, params};
use pumasi_testkit::{Person, TestApp, answer, both_engines, verdict};
use serde_json::json;
use std::collections::HashMap;

struct Place {
    owner: Caller,
    project_id: ProjectId,
    worker: Person,
}

async fn place(app: &TestApp, tasks: usize, change: impl FnOnce(&mut ProjectDraft)) -> Place {
    let owner = app.person("owner").await.caller;
    let organization_id = app.organization_with(&owner, 1_000_000).await;
    let project_id = app
        .open_project_with(&owner, organization_id, tasks, change)
        .await;
    Place {
        owner,
        project_id,
        worker: app.person("worker").await,
    }
}

fn rule(collector: Collector, at_least: i64, action: RuleAction) -> Rule {
    Rule {
        collector,
        window: 20,
        at_least,
        threshold_percent: 60,
        action,
        hours: 24,
        role: None,
    }
}

impl Place {
    /// Why there is no work for the worker; `None` if there is some. What they get they keep.
    async fn reason(&self, app: &TestApp) -> Option<String> {
        let next = app
            .claim(&self.worker.caller, None, self.project_id, Role::Work, 1)
            .await;
        next.expect("an answer to a claim")
            .value
            .reason
            .map(|reason| reason.to_string())
    }

    /// Takes a task and skips it.
    async fn skip(&self, app: &TestApp) {
        let caller = &self.worker.caller;
        let next = app
            .claim(caller, None, self.project_id, Role::Work, 1)
            .await
            .expect("a task")
            .value;
        let id = next.assignments[0].assignment_id;
        app.give_back(caller, None, id, false, 0)
            .await
            .expect("it is skipped");
    }

    async fn mine(&self, app: &TestApp) -> Vec<MyPause> {
        app.my_pauses(&self.worker.caller).await.expect("pauses").items
    }

    /// The worker was asked a known task.
    async fn check(&self, app: &TestApp, is_right: bool) {
        let (project_id, user_id, now) = (self.project_id, self.worker.user_id, app.clock().now());
        let (a, t) = (app.ids().next(), app.ids().next());
        app.test
            .write(project_id.0, move |tx| {
                tx.execute(
                    "insert into checks (project_id, assignment_id, user_id, task_id, role, purpose, expected, given, is_right, at)
                     values ($1, $2, $3, $4, 'work', 'gold', 'cat', 'dog', $5, $6)",
                    params![project_id, a, user_id, t, is_right, now],
                )?;
                Ok::<_, DbError>(())
            })
            .await
            .expect("a check");
    }
}

both_engines! {
    async fn who_skips_and_skips_is_paused_for_a_day(app: TestApp) {
        let at = place(&app, 9, |draft| draft.rules = vec![rule(Collector::SkipsInRow, 2, RuleAction::Pause)]).await;
        at.skip(&app).await;
        app.clock().advance_seconds(1);
        app.work_once(&at.worker.caller, at.project_id, "cat").await;
        app.clock().advance_seconds(1);
        at.skip(&app).await;
        let held = app.claim(&at.worker.caller, None, at.project_id, Role::Work, 1).await.unwrap().value;
        app.clock().advance_seconds(1);
        let second = app.claim(&at.worker.caller, None, at.project_id, Role::Work, 1).await.unwrap().value;
        app.give_back(&at.worker.caller, None, second.assignments[0].assignment_id, false, 0).await.unwrap();

        assert_eq!(at.reason(&app).await.as_deref(), Some("paused_here"));
        let detail = app.work_project_detail(&at.worker.caller, at.project_id).await.unwrap();
        assert_eq!((detail.project.work, detail.project.inspect), (Gate::PausedHere, Gate::NothingLeft));
        let mine = at.mine(&app).await;
        assert_eq!(mine.len(), 1);
        assert_eq!((mine[0].what.cause, mine[0].what.role, mine[0].may_object), (PauseCause::SkipsInRow, Role::Work, true));
        assert_eq!(mine[0].what.figures, json!({"n": 2, "at_most": 1}));
        // What is in hand is finished and paid.
        let sent = app.submit_answer(&at.worker.caller, None, held.assignments[0].assignment_id, answer("cat")).await.unwrap();
        assert_eq!(sent.value.receipt.money, MoneyState::Payable);

        app.clock().advance_seconds(86_399);
        assert_eq!(app.end_pauses().await.unwrap(), 0);
        app.clock().advance_seconds(1);
        assert_eq!((app.end_pauses().await.unwrap(), app.end_pauses().await.unwrap()), (1, 0));
        // One more is not two: those before count no more.
        app.clock().advance_seconds(1);
        at.skip(&app).await;
        assert_eq!(at.mine(&app).await.len(), 1);
        app.clock().advance_seconds(1);
        at.skip(&app).await;
        assert_eq!(at.mine(&app).await.len(), 2);
    }

    async fn the_same_evidence_stops_nobody_twice(app: TestApp) {
        let at = place(&app, 9, |draft| draft.rules = vec![rule(Collector::GoldAccuracy, 3, RuleAction::Pause)]).await;
        for right in [true, false, false] {
            at.check(&app, right).await;
        }
        app.clock().advance_seconds(1);
        at.skip(&app).await;
        let pause = at.mine(&app).await.remove(0);
        assert_eq!(pause.what.figures, json!({"n": 3, "value_percent": 33.3, "threshold_percent": 60}));
        let lifted = app.decide_pause(&at.owner, None, at.project_id, pause.pause_id, PauseDecision::Lift, None).await.unwrap();
        assert!(lifted.value.what.ended_at.is_some());
        at.skip(&app).await;
        assert_eq!(at.mine(&app).await.len(), 1, "nothing new was seen");
        app.clock().advance_seconds(1);
        for _ in 0..3 {
            at.check(&app, false).await;
        }
        at.skip(&app).await;
        assert_eq!(at.mine(&app).await.len(), 2);
    }

    async fn who_disagrees_with_the_results_is_stopped_after_a_full_pass(app: TestApp) {
        let mut agree = rule(Collector::Agreement, 5, RuleAction::Pause);
        agree.hours = 0;
        let at = place(&app, 6, |draft| (draft.answers_per_task, draft.rules) = (3, vec![agree])).await;
        let others = [app.person("one").await, app.person("two").await];
        for _ in 0..6 {
            for other in &others {
                app.work_once(&other.caller, at.project_id, "cat").await;
            }
            app.work_once(&at.worker.caller, at.project_id, "dog").await;
        }
        assert!(at.mine(&app).await.is_empty());
        assert_eq!(app.fit_projects().await.expect("a full pass"), 1);
        let mine = at.mine(&app).await;
        assert_eq!((mine.len(), mine[0].what.cause, mine[0].what.until_at), (1, PauseCause::Agreement, None));
        assert_eq!(mine[0].what.figures, json!({"n": 6, "value_percent": 0.0, "threshold_percent": 60}));
        let paused = app.pauses(&at.owner, at.project_id, PauseScope::Running, &all()).await.unwrap().items;
        assert_eq!(paused.len(), 1, "those who agree go on");
    }

    async fn warnings_and_training_stop_nobody(app: TestApp) {
        let rules = vec![rule(Collector::GoldAccuracy, 2, RuleAction::Warn), rule(Collector::GoldAccuracy, 2, RuleAction::Train)];
        let at = place(&app, 9, |draft| draft.rules = rules).await;
        at.check(&app, false).await;
        at.check(&app, false).await;
        app.clock().advance_seconds(1);
        at.skip(&app).await;
        at.skip(&app).await;
        let mine = at.mine(&app).await;
        let actions: Vec<_> = mine.iter().map(|pause| (pause.what.action, pause.may_object)).collect();
        assert_eq!(actions, [(RuleAction::Train, false), (RuleAction::Warn, false)]);
        assert_eq!(at.reason(&app).await, None);
        let running = app.pauses(&at.owner, at.project_id, PauseScope::Running, &all()).await.unwrap();
        assert!(running.items.is_empty());
    }

    async fn an_objection_that_nobody_answers_lifts(app: TestApp) {
        let at = place(&app, 5, |_| {}).await;
        app.work_once(&at.worker.caller, at.project_id, "cat").await;
        let people = app.project_workers(&at.owner, at.project_id, &all()).await.unwrap();
        let name = people.items[0].worker.clone();
        let pause = async |role| {
            app.pause_worker(&at.owner, None, at.project_id, name.clone(), role, "asked for".to_owned()).await
        };
        let paused = pause(Role::Work).await.unwrap().value;
        assert_eq!(code(pause(Role::Work).await), "paused_already");
        let unknown = app.pause_worker(&at.owner, None, at.project_id, "w-1".to_owned(), Role::Work, "asked for".to_owned()).await;
        assert_eq!(code(unknown), "worker_unknown");
        let object = async |who: &Caller| {
            app.object_to_pause(who, None, paused.pause_id, "I have done nothing wrong".to_owned()).await
        };
        assert_eq!(code(object(&at.owner).await), "not_found");
        let objected = object(&at.worker.caller).await.unwrap().value;
        assert!(!objected.may_object);
        assert_eq!(code(object(&at.worker.caller).await), "no_objection");
        let waiting = app.pauses(&at.owner, at.project_id, PauseScope::Objected, &all()).await.unwrap();
        assert_eq!(waiting.items[0].what.objection.as_deref(), Some("I have done nothing wrong"));

        // Decided: silence ends nothing any more.
        app.clock().advance_seconds(3_600);
        app.decide_pause(&at.owner, None, at.project_id, paused.pause_id, PauseDecision::Uphold, None).await.unwrap();
        app.clock().advance_seconds(72 * 3_600);
        assert_eq!(app.end_pauses().await.unwrap(), 0);
        assert_eq!(at.reason(&app).await.as_deref(), Some("paused_here"));
        app.decide_pause(&at.owner, None, at.project_id, paused.pause_id, PauseDecision::Lift, None).await.unwrap();
        let late = app.decide_pause(&at.owner, None, at.project_id, paused.pause_id, PauseDecision::Uphold, None).await;
        assert_eq!(code(late), "pause_ended");

        let paused = pause(Role::Work).await.unwrap().value;
        app.object_to_pause(&at.worker.caller, None, paused.pause_id, "I have done nothing wrong".to_owned()).await.unwrap();
        app.clock().advance_seconds(72 * 3_600);
        assert_eq!(app.end_pauses().await.unwrap(), 1);
        assert_eq!(at.reason(&app).await, None);
    }

    async fn an_inspector_whose_returns_are_right_by_known_answers_goes_on(app: TestApp) {
        let at = place(&app, 100, |draft| (draft.inspect_percent, draft.budget_minor) = (100, 100_000)).await;
        let mut inspectors = Vec::new();
        for name in ["lax", "also-lax", "looks"] {
            let person = app.person(name).await;
            app.invite(&at.owner, None, at.project_id, &person.email, Role::Inspect).await.unwrap();
            inspectors.push(person.caller);
        }
        for _ in 0..96 {
            app.work_once(&at.worker.caller, at.project_id, "cat").await;
        }
        for turn in 0..60 {
            app.inspect_once(&inspectors[turn % 2], at.project_id, VerdictKind::Pass).await;
        }
        let looks = inspectors[2].clone();
        let known_right = async |given: &'static str| {
            let (project_id, user_id, now) = (at.project_id, looks.user_id, app.clock().now());
            for _ in 0..4 {
                let (a, t) = (app.ids().next(), app.ids().next());
                app.test
                    .write(project_id.0, move |tx| {
                        tx.execute(
                            "insert into checks (project_id, assignment_id, user_id, task_id, role, purpose, expected, given, is_right, at)
                             values ($1, $2, $3, $4, 'inspect', 'gold', 'pass', $5, $6, $7)",
                            params![project_id, a, user_id, t, given, i64::from(given == "pass"), now],
                        )
                    })
                    .await
                    .expect("checks");
            }
        };
        known_right("pass").await;
        for turn in 0..30 {
            let kind = if turn < 20 { VerdictKind::Pass } else { VerdictKind::Return };
            app.inspect_once(&looks, at.project_id, kind).await;
        }
        let running = async || app.pauses(&at.owner, at.project_id, PauseScope::Running, &all()).await.unwrap().items.len();
        assert_eq!(running().await, 0, "a third came back, and nothing that is known to be right");
        known_right("return").await;
        app.inspect_once(&looks, at.project_id, VerdictKind::Return).await;
        assert_eq!(running().await, 1, "half of what is known to be right came back too");
    }

    async fn a_rule_for_inspectors_looks_at_nobody_else(app: TestApp) {
        let telling = Rule { threshold_percent: 40, role: Some(Role::Inspect), ..rule(Collector::Information, 1, RuleAction::Pause) };
        let at = place(&app, 9, |draft| (draft.rules, draft.inspect_percent) = (vec![telling], 100)).await;
        let inspector = app.person("inspector").await;
        app.invite(&at.owner, None, at.project_id, &inspector.email, Role::Inspect).await.unwrap();
        for _ in 0..3 {
            app.work_once(&at.worker.caller, at.project_id, "cat").await;
        }
        // Of both an answer tells a third of what there is to know: of a worker among many that is usual.
        for (role, user_id) in [("work", at.worker.user_id), ("inspect", inspector.user_id)] {
            let (project_id, now) = (at.project_id, app.clock().now());
            app.test
                .write(project_id.0, move |tx| {
                    tx.execute(
                        "insert into skills (project_id, role, user_id, skill, answers, information, fitted_at) values ($1, $2, $3, '[]', 30, 0.33, $4)",
                        params![project_id, role, user_id, now],
                    )
                })
                .await
                .expect("a skill");
        }
        at.skip(&app).await;
        assert!(at.mine(&app).await.is_empty());
        let next = app.claim(&inspector.caller, None, at.project_id, Role::Inspect, 1).await.unwrap().value;
        app.give_back(&inspector.caller, None, next.assignments[0].assignment_id, false, 0).await.unwrap();
        let paused = app.pauses(&at.owner, at.project_id, PauseScope::Running, &all()).await.unwrap().items;
        assert_eq!((paused.len(), paused[0].what.cause, paused[0].what.role), (1, PauseCause::Information, Role::Inspect));
        assert_eq!(paused[0].what.figures, json!({"n": 30, "value_percent": 33.0, "threshold_percent": 40}));
    }

    async fn an_inspector_who_refuses_everything_is_stopped_and_looked_after(app: TestApp) {
        let at = place(&app, 100, |draft| {
            (draft.inspect_percent, draft.max_rounds, draft.budget_minor) = (100, 2, 100_000);
        }).await;
        let mut inspectors = Vec::new();
        for name in ["usual", "also usual", "strict"] {
            let person = app.person(&name.replace(' ', "-")).await;
            app.invite(&at.owner, None, at.project_id, &person.email, Role::Inspect).await.unwrap();
            inspectors.push(person.caller);
        }
        for _ in 0..96 {
            app.work_once(&at.worker.caller, at.project_id, "cat").await;
        }
        for turn in 0..60 {
            let kind = if turn % 10 == 0 { VerdictKind::Fix } else { VerdictKind::Pass };
            app.inspect_once(&inspectors[turn % 2], at.project_id, kind).await;
        }
        for turn in 0..30 {
            let kind = match turn {
                0..20 => VerdictKind::Pass,
                20..25 => VerdictKind::Refuse,
                _ => VerdictKind::Return,
            };
            if turn == 28 {
                // One returned answer is begun before the brake holds.
                app.claim(&at.worker.caller, None, at.project_id, Role::Work, 1).await.unwrap();
            }
            app.inspect_once(&inspectors[2], at.project_id, kind).await;
        }
        let paused = app.pauses(&at.owner, at.project_id, PauseScope::Running, &all()).await.unwrap().items;
        assert_eq!((paused.len(), paused[0].what.cause, paused[0].what.role), (1, PauseCause::ReturnRate, Role::Inspect));
        assert_eq!(paused[0].what.figures, json!({"n": 30, "share_percent": 33.3, "expected_percent": 5.0, "high_percent": 19.6}));
        let next = app.claim(&inspectors[2], None, at.project_id, Role::Inspect, 1).await.unwrap().value;
        assert_eq!(next.reason.map(|reason| reason.to_string()).as_deref(), Some("paused_here"));

        let appeals = app.open_appeals(&app.operator().await, None, 50).await.unwrap();
        assert_eq!(appeals.len(), 5);
        let live = app.live_assignments(&at.worker.caller).await.unwrap();
        assert_eq!((live.len(), live[0].state), (1, AssignmentState::Active), "only what was begun is still to be mended");
        check_invariants(&app.test, at.project_id, &HashMap::new(), true).await.unwrap();

        // Somebody else looks at one of them, and it is paid.
        let next = app.claim(&inspectors[0], None, at.project_id, Role::Inspect, 1).await.unwrap().value;
        let seen = next.assignments[0].inspect.as_ref().expect("an answer to look at");
        assert_eq!((seen.answer.round, seen.previous.is_some(), seen.changes.len()), (1, true, 0));
        let id = next.assignments[0].assignment_id;
        app.give_verdict(&inspectors[0], None, id, verdict(VerdictKind::Pass), 1_000, 0).await.unwrap();
        check_invariants(&app.test, at.project_id, &HashMap::new(), true).await.unwrap();
    }
}
