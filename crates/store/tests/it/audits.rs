//! Tables `audits` and `audit_items`: what is drawn, who may look at it, and what it keeps people from.

use crate::known::{Place, accept, check, place};
use pumasi_domain::state::{AnswerKind, AssignmentState, GoldSource, Purpose, ResultSource, Role, TaskState};
use pumasi_domain::{AuditId, TaskId, Timestamp, UserId};
use pumasi_store::answers::{self, TaskResult};
use pumasi_store::audit_items::{self, Item};
use pumasi_store::audits;
use pumasi_store::{DbError, Tx, assignments, checks, inspections, params, tasks};
use pumasi_testkit::{TestDb, both_engines};
use uuid::Uuid;

fn item(at: &Place, n: usize, audit_id: AuditId) -> Item {
    Item {
        project_id: at.project_id,
        audit_id,
        task_id: at.turns[n].1,
        stratum: "cat".to_owned(),
        result_kind: AnswerKind::Regions,
        result_regions: "[]".to_owned(),
        answer_id: Some(at.turns[n].0),
        assignment_id: None,
        is_right: None,
        reserve: None,
    }
}

/// The worker's `n`th task is known and done, its answer right.
fn finish(tx: &mut Tx, at: &Place, n: usize) -> Result<(), DbError> {
    let (project_id, (assignment_id, task_id)) = (at.project_id, at.turns[n]);
    tasks::set_gold(tx, project_id, task_id, Some("[]"), None, Some(GoldSource::Given))?;
    checks::put(tx, &check(at, n, true))?;
    tx.execute(
        "update tasks set state = $3, open = 0, live = 0, accepted = 1 where project_id = $1 and id = $2",
        params![project_id, task_id, TaskState::Done],
    )?;
    let result = TaskResult {
        project_id,
        task_id,
        assignment_id: Some(assignment_id),
        kind: AnswerKind::Regions,
        regions: "[]".to_owned(),
        source: ResultSource::Single,
        confidence: None,
        class: Some("cat".to_owned()),
        decided_at: Timestamp(3),
    };
    answers::save_result(tx, &result)
}

/// An inspector was measured with the worker's `n`th answer.
fn measure(tx: &mut Tx, at: &Place, n: usize, inspector: UserId, id: Uuid) -> Result<(), DbError> {
    let (assignment_id, _) = at.turns[n];
    let mut a = assignments::find(tx, at.project_id, assignment_id)?.expect("the turn");
    a.subject = Some((a.assignment_id, a.round));
    (a.assignment_id, a.reward_hold_id) = (id.into(), id.into());
    (a.worker_id, a.role, a.purpose) = (inspector, Role::Inspect, Purpose::Gold);
    a.state = AssignmentState::Active;
    assignments::insert(tx, &a)
}

both_engines! {
    async fn what_waits_for_an_auditor_measures_no_inspector(test: TestDb) {
        let at = place(&test, 1).await;
        accept(&test, &at, 0).await;
        let (project_id, stranger, audit_id) = (at.project_id, test.id(), test.id());
        test.write(project_id.0, move |tx| {
            finish(tx, &at, 0)?;
            assert!(inspections::known_answer(tx, project_id, stranger, 0, 9, true)?.is_some());
            let drawn = item(&at, 0, audit_id);
            audit_items::insert(tx, &drawn)?;
            assert!(inspections::known_answer(tx, project_id, stranger, 0, 9, true)?.is_none(), "it is drawn");
            assert!(audit_items::take(tx, &drawn, at.turns[0].0)?);
            assert!(inspections::known_answer(tx, project_id, stranger, 0, 9, true)?.is_none(), "an auditor has it");
            assert!(audit_items::decide(tx, &drawn, true, Timestamp(9))?);
            assert!(inspections::known_answer(tx, project_id, stranger, 0, 9, true)?.is_some(), "it is decided");
            Ok::<_, DbError>(())
        })
        .await
        .unwrap();
    }

    async fn what_measured_an_inspector_is_not_drawn(test: TestDb) {
        let at = place(&test, 2).await;
        accept(&test, &at, 0).await;
        accept(&test, &at, 1).await;
        let inspector = crate::rows::add_user(&test, "Inspector").await;
        let (project_id, id) = (at.project_id, test.id());
        test.write(project_id.0, move |tx| {
            finish(tx, &at, 0)?;
            finish(tx, &at, 1)?;
            assert_eq!(audits::strata(tx, project_id)?, [("cat".to_owned(), 2)]);
            measure(tx, &at, 0, inspector, id)?;
            assert_eq!(audits::strata(tx, project_id)?, [("cat".to_owned(), 1)]);
            let drawn = audits::results(tx, project_id, TaskId(Uuid::nil()), 9)?;
            assert_eq!(drawn, [(at.turns[1].1, "cat".to_owned())]);
            Ok::<_, DbError>(())
        })
        .await
        .unwrap();
    }

    async fn what_two_audits_drew_is_for_two_people(test: TestDb) {
        let at = place(&test, 1).await;
        accept(&test, &at, 0).await;
        let (project_id, stranger) = (at.project_id, test.id());
        let (first, second): (AuditId, AuditId) = (test.id(), test.id());
        test.write(project_id.0, move |tx| {
            for audit_id in [second, first] {
                audit_items::insert(tx, &item(&at, 0, audit_id))?;
            }
            let waiting = audit_items::auditable(tx, project_id, stranger, 9)?;
            assert_eq!(waiting.iter().map(|one| one.item.audit_id).collect::<Vec<_>>(), [first]);
            assert!(audit_items::take(tx, &waiting[0].item, at.turns[0].0)?);
            let waiting = audit_items::auditable(tx, project_id, stranger, 9)?;
            assert_eq!(waiting.iter().map(|one| one.item.audit_id).collect::<Vec<_>>(), [second]);
            Ok::<_, DbError>(())
        })
        .await
        .unwrap();
    }
}
