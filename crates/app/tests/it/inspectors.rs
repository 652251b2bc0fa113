//! Inspectors among answers that are known to be right or wrong: measured by them, and none the wiser.

use pumasi_app::Caller;
use pumasi_app::work::AssignmentView;
use pumasi_domain::draft::ProjectDraft;
use pumasi_domain::state::{AssignmentState, MoneyState, Role, VerdictKind};
use pumasi_domain::verdict::VerdictInput;
use pumasi_domain::{ProjectId, TaskId};
use pumasi_store::params;
use pumasi_testkit::{TestApp, answer, both_engines, verdict};

struct Place {
    owner: Caller,
    project_id: ProjectId,
    inspector: Caller,
    /// Tasks known to be about cats.
    known: Vec<TaskId>,
}

/// Twelve known tasks that a worker answered and an inspector accepted, every other one wrongly, and as many answers to
/// other tasks that wait.
async fn place(app: &TestApp, change: impl FnOnce(&mut ProjectDraft)) -> Place {
    let owner = app.person("owner").await.caller;
    let organization_id = app.organization_with(&owner, 1_000_000).await;
    let project_id = app
        .open_project_with(&owner, organization_id, 12, |draft| {
            draft.inspect_percent = 100;
            change(draft);
        })
        .await;
    let (worker, first, second) = (
        app.person("worker").await.caller,
        app.person("first").await,
        app.person("second").await,
    );
    for inspector in [&first, &second] {
        app.invite(&owner, None, project_id, &inspector.email, Role::Inspect)
            .await
            .unwrap();
    }
    let mut known = Vec::new();
    for n in 0..12 {
        let next = app
            .claim(&worker, None, project_id, Role::Work, 1)
            .await
            .unwrap()
            .value
            .assignments
            .remove(0);
        known.push(next.task_id);
        let said = if n % 2 == 0 { "cat" } else { "dog" };
        app.submit_answer(&worker, None, next.assignment_id, answer(said))
            .await
            .unwrap();
        app.inspect_once(&first.caller, project_id, VerdictKind::Pass)
            .await;
    }
    for task_id in &known {
        app.set_gold(&owner, None, project_id, *task_id, answer("cat").regions, None)
            .await
            .unwrap();
    }
    app.add_tasks(project_id, 12).await;
    for _ in 0..12 {
        app.work_once(&worker, project_id, "cat").await;
    }
    Place {
        owner,
        project_id,
        inspector: second.caller,
        known,
    }
}

async fn claim(app: &TestApp, at: &Place, count: i64) -> Vec<AssignmentView> {
    app.claim(&at.inspector, None, at.project_id, Role::Inspect, count)
        .await
        .unwrap()
        .value
        .assignments
}

/// Expected, given and right of an inspector's check.
async fn check(app: &TestApp, a: &AssignmentView) -> Option<(String, String, bool)> {
    let id = a.assignment_id;
    app.test
        .read(move |tx| {
            let row = tx.query_opt(
                "select expected, given, is_right, role, purpose from checks where assignment_id = $1",
                params![id],
            )?;
            row.map(|row| {
                assert_eq!(
                    (row.get::<String>(3)?, row.get::<String>(4)?),
                    ("inspect".to_owned(), "gold".to_owned())
                );
                Ok::<_, pumasi_store::DbError>((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .transpose()
        })
        .await
        .expect("a check")
}

fn said(a: &AssignmentView) -> &str {
    a.inspect.as_ref().expect("an answer").answer.regions[0]["value"]["choices"][0]
        .as_str()
        .expect("a choice")
}

fn fix(label: &str) -> VerdictInput {
    VerdictInput {
        regions: Some(answer(label).regions),
        ..verdict(VerdictKind::Fix)
    }
}

both_engines! {
    async fn known_answers_measure_an_inspector_and_change_nothing(app: TestApp) {
        let at = place(&app, |draft| draft.quality.inspector_gold_percent = 50).await;
        let before = app.progress(&at.owner, at.project_id).await.unwrap();
        let (mut good, mut bad) = (0, 0);
        let mut measured = Vec::new();
        for n in 0..16 {
            let a = claim(&app, &at, 1).await.remove(0);
            assert_eq!((a.role, a.state, a.round), (Role::Inspect, AssignmentState::Active, 0));
            let is_known = at.known.contains(&a.task_id);
            if is_known {
                assert!(!measured.contains(&a.task_id), "never the same one twice");
                measured.push(a.task_id);
                let waited = a.issued_at.0 - a.inspect.as_ref().expect("an answer").answer.submitted_at.0;
                assert!((0..=3_600_000_000).contains(&waited), "it looks as if it had waited");
                *(if said(&a) == "cat" { &mut good } else { &mut bad }) += 1;
            }
            let kind = if n % 3 == 0 { VerdictKind::Return } else { VerdictKind::Pass };
            let reply = app.give_verdict(&at.inspector, None, a.assignment_id, verdict(kind), 9_000, 0).await.unwrap().value;
            assert_eq!((reply.receipt.state, reply.receipt.money), (AssignmentState::Accepted, MoneyState::Payable));
            assert_eq!(reply.today.inspections, n + 1);
            let expected = is_known.then(|| {
                let expected = if said(&a) == "cat" { "pass" } else { "return" };
                let given = if kind == VerdictKind::Pass { "pass" } else { "return" };
                (expected.to_owned(), given.to_owned(), expected == given)
            });
            assert_eq!(check(&app, &a).await, expected);
        }
        assert!(good >= 2 && bad >= 2, "{good} right and {bad} wrong ones");
        assert_eq!(app.earnings(&at.inspector).await.unwrap().payable_minor, 16 * 50);
        for task_id in &at.known {
            let task = app.task(&at.owner, at.project_id, *task_id).await.unwrap();
            assert_eq!(task.answers.len(), 1);
            assert_eq!(task.answers[0].verdicts.len(), 1, "what was said of it later is not told of it");
        }
        let after = app.progress(&at.owner, at.project_id).await.unwrap();
        let decided = 16 - measured.len() as i64;
        assert_eq!(after.answers_in_review, before.answers_in_review - decided);
        assert!(app.verify_ledger().await.unwrap().is_right());
    }

    async fn mending_a_right_answer_is_a_false_return(app: TestApp) {
        let at = place(&app, |draft| draft.quality.inspector_gold_percent = 50).await;
        let mut seen = Vec::new();
        for n in 0..20 {
            let Some(a) = claim(&app, &at, 1).await.pop() else { break };
            let label = if n % 2 == 0 { "cat" } else { "dog" };
            app.give_verdict(&at.inspector, None, a.assignment_id, fix(label), 9_000, 0).await.unwrap();
            if let Some((expected, given, right)) = check(&app, &a).await {
                let wanted = match (said(&a), label) {
                    ("cat", "cat") => ("pass", "pass", true),
                    ("cat", _) => ("pass", "return", false),
                    (_, "cat") => ("return", "return", true),
                    _ => ("return", "pass", false),
                };
                assert_eq!((expected.as_str(), given.as_str(), right), wanted);
                seen.push(wanted);
            }
        }
        seen.sort_unstable();
        seen.dedup();
        assert!(seen.len() >= 3, "{seen:?}");
    }

    async fn what_is_given_back_comes_back_and_an_empty_queue_stays_empty(app: TestApp) {
        let at = place(&app, |draft| (draft.quality.inspector_gold_percent, draft.lease_seconds) = (50, 60)).await;
        let held = claim(&app, &at, 8).await;
        let measured = held.iter().filter(|a| at.known.contains(&a.task_id)).count();
        assert!(measured > 0, "none was drawn");
        for a in &held {
            app.give_back(&at.inspector, None, a.assignment_id, true, 0).await.unwrap();
        }
        let mut again = Vec::new();
        loop {
            let next = claim(&app, &at, 1).await;
            let Some(a) = next.first() else { break };
            app.give_verdict(&at.inspector, None, a.assignment_id, verdict(VerdictKind::Pass), 9_000, 0).await.unwrap();
            again.push(a.assignment_id);
        }
        assert!(again.len() >= 12, "all that waited");
        let back = held.iter().filter(|a| at.known.contains(&a.task_id) && again.contains(&a.assignment_id)).count();
        assert!(back > 0, "what was given back came back");
        assert!(app.verify_ledger().await.unwrap().is_right());
    }
}
