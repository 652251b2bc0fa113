//! Known tasks and what is concluded from them: tables `checks`, `tasks`, `cursors` and `assignments`.

use crate::rows::{add_assignment, add_organization, add_project, add_user};
use pumasi_domain::state::{AnswerKind, AssignmentState, GoldSource, Purpose, Role, TaskState, VerdictKind};
use pumasi_domain::task::Places;
use pumasi_domain::{AssignmentId, ProjectId, TaskId, UserId};
use pumasi_store::answers::{self, Verdict};
use pumasi_store::assignments::{self, Submission};
use pumasi_store::checks::{self, Check};
use pumasi_store::tasks::{self, Cursor};
use pumasi_store::{DbError, inspections, params};
use pumasi_testkit::{TestDb, both_engines};

pub struct Place {
    pub project_id: ProjectId,
    pub worker: UserId,
    /// The worker's turns and their tasks, in order.
    pub turns: Vec<(AssignmentId, TaskId)>,
}

/// A worker with `count` tasks in hand.
pub async fn place(test: &TestDb, count: usize) -> Place {
    let lab = add_organization(test, "lab").await;
    let project_id = add_project(test, lab, "cats").await;
    let worker = add_user(test, "Worker").await;
    let mut turns = Vec::new();
    for _ in 0..count {
        let id = add_assignment(test, project_id, worker, test.id()).await;
        let found = test
            .read(move |tx| assignments::find(tx, project_id, id))
            .await
            .unwrap();
        turns.push((id, found.expect("the turn").task_id));
    }
    Place {
        project_id,
        worker,
        turns,
    }
}

pub fn check(at: &Place, n: usize, is_right: bool) -> Check {
    Check {
        project_id: at.project_id,
        assignment_id: at.turns[n].0,
        user_id: at.worker,
        task_id: at.turns[n].1,
        role: Role::Work,
        purpose: Purpose::Gold,
        expected: "cat".to_owned(),
        given: if is_right { "cat" } else { "dog" }.to_owned(),
        is_right,
        at: pumasi_domain::Timestamp(5),
    }
}

/// Sends the worker's `n`th answer in, accepted.
pub async fn accept(test: &TestDb, at: &Place, n: usize) {
    let (project_id, id, now) = (at.project_id, at.turns[n].0, test.now());
    let done = test.write(project_id.0, move |tx| {
        let a = assignments::find(tx, project_id, id)?.expect("the turn");
        let submission = Submission {
            state: AssignmentState::Accepted,
            kind: AnswerKind::Regions,
            class: Some("cat"),
            active_ms: 1,
            now,
            accept_at: None,
            reserve: None,
        };
        assignments::submit(tx, &a, &submission)
    });
    assert!(done.await.unwrap());
}

both_engines! {
    async fn a_check_takes_the_place_of_the_one_before(test: TestDb) {
        let at = place(&test, 2).await;
        let (first, mended, other) = (check(&at, 0, false), check(&at, 0, true), check(&at, 1, false));
        let (project_id, task_id) = (at.project_id, at.turns[0].1);
        let (kept, put) = (mended.clone(), [first, mended, other.clone()]);
        test.write(project_id.0, move |tx| {
            for check in &put {
                checks::put(tx, check)?;
            }
            assert_eq!(checks::find(tx, project_id, kept.assignment_id)?, Some(kept.clone()));
            assert_eq!(checks::of_task(tx, project_id, task_id)?, std::slice::from_ref(&kept));
            checks::delete(tx, project_id, other.assignment_id)?;
            assert_eq!(checks::find(tx, project_id, other.assignment_id)?, None);
            checks::delete_of_task(tx, project_id, task_id)?;
            assert!(checks::of_task(tx, project_id, task_id)?.is_empty());
            Ok::<_, DbError>(())
        })
        .await
        .unwrap();
    }

    async fn known_tasks_are_found_in_order_with_those_that_one_had(test: TestDb) {
        let at = place(&test, 3).await;
        let (project_id, worker, stranger) = (at.project_id, at.worker, test.id());
        let turns = at.turns.clone();
        test.write(project_id.0, move |tx| {
            assert_eq!(tasks::last_known_position(tx, project_id)?, 0);
            for (_, task_id) in &turns[..2] {
                assert!(tasks::set_gold(tx, project_id, *task_id, Some("[]"), Some("why"), Some(GoldSource::Given))?);
            }
            let last = tasks::last_known_position(tx, project_id)?;
            let mine = tasks::known(tx, project_id, worker, 0, 9)?;
            assert_eq!((mine.len(), mine[1].task.position), (2, last));
            assert!(mine.iter().all(|known| known.task.blocked && !known.is_open && known.task.again.is_none()));
            let theirs = tasks::known(tx, project_id, stranger, mine[0].task.position, 9)?;
            assert_eq!((theirs.len(), theirs[0].task.blocked), (1, false));
            assert_eq!(tasks::data(tx, project_id, turns[0].1)?.unwrap().gold_note.as_deref(), Some("why"));

            // Given back, it may be taken again; taken back as known, it is none any more.
            let (from, to) = (AssignmentState::Active, AssignmentState::Released);
            assignments::give_up(tx, project_id, turns[0].0, from, to, pumasi_domain::Timestamp(9))?;
            let mine = tasks::known(tx, project_id, worker, 0, 1)?;
            assert_eq!((mine[0].task.blocked, mine[0].task.again), (false, Some(turns[0].0)));
            assert!(assignments::known_given_back(tx, project_id, worker, Role::Work, 9)?.is_empty());
            tx.execute("update assignments set purpose = 'gold' where id = $1", params![turns[0].0])?;
            assert_eq!(assignments::known_given_back(tx, project_id, worker, Role::Work, 9)?.len(), 1);
            assert!(assignments::known_given_back(tx, project_id, worker, Role::Inspect, 9)?.is_empty());
            tasks::set_gold(tx, project_id, turns[0].1, None, None, None)?;
            assert_eq!(tasks::known(tx, project_id, stranger, 0, 9)?.len(), 1);
            Ok::<_, DbError>(())
        })
        .await
        .unwrap();
    }

    async fn inspectors_are_shown_known_answers_of_tasks_they_never_had(test: TestDb) {
        let at = place(&test, 2).await;
        let stranger = test.id();
        for n in 0..2 {
            accept(&test, &at, n).await;
        }
        let (right, wrong) = (check(&at, 0, true), check(&at, 1, false));
        let (project_id, worker, turns) = (at.project_id, at.worker, at.turns.clone());
        test.write(project_id.0, move |tx| {
            for check in [&right, &wrong] {
                checks::put(tx, check)?;
            }
            assert!(inspections::known_answer(tx, project_id, stranger, 0, 9, true)?.is_none(), "nothing is known");
            for (_, task_id) in &turns {
                tasks::set_gold(tx, project_id, *task_id, Some("[]"), None, Some(GoldSource::Given))?;
            }
            let (position, good) = inspections::known_answer(tx, project_id, stranger, 0, 9, true)?.expect("a right one");
            let (_, bad) = inspections::known_answer(tx, project_id, stranger, 0, 9, false)?.expect("a wrong one");
            assert_eq!((good.assignment_id, bad.assignment_id), (turns[0].0, turns[1].0));
            assert_eq!(good.answer_class.as_deref(), Some("cat"));
            assert!(inspections::known_answer(tx, project_id, stranger, position, 9, true)?.is_none());
            assert!(inspections::known_answer(tx, project_id, worker, 0, 9, true)?.is_none(), "not one's own");
            Ok::<_, DbError>(())
        })
        .await
        .unwrap();
    }

    async fn a_decision_is_for_those_who_never_had_the_task(test: TestDb) {
        let at = place(&test, 1).await;
        let stranger = add_user(&test, "Stranger").await;
        let (project_id, worker, turns) = (at.project_id, at.worker, at.turns.clone());
        let (decision_id, hold_id) = (test.id(), test.id());
        test.write(project_id.0, move |tx| {
            let (id, task_id) = turns[0];
            assert!(inspections::undecided(tx, project_id, stranger, 9)?.is_empty());
            let moved = tasks::change_places(tx, project_id, task_id, Places::ADJUDICATE)?.expect("the task");
            assert_eq!(moved.places.deciding, 1);
            let held = tasks::hold(tx, project_id, task_id)?.expect("the task");
            assert_eq!((held.places, held.before, held.after), (moved.places, TaskState::InReview, TaskState::InReview));
            assert!(inspections::undecided(tx, project_id, worker, 9)?.is_empty(), "not by one who answered");
            let found = inspections::undecided(tx, project_id, stranger, 9)?;
            assert_eq!((found.len(), found[0].task_id, found[0].again), (1, task_id, None));

            let mut decision = assignments::find(tx, project_id, id)?.expect("the turn");
            (decision.assignment_id, decision.worker_id, decision.role) = (decision_id, stranger, Role::Adjudicate);
            decision.reward_hold_id = hold_id;
            assignments::insert(tx, &decision)?;
            assert!(inspections::undecided(tx, project_id, stranger, 9)?.is_empty(), "somebody has it");
            assert_eq!(inspections::decision(tx, project_id, task_id)?.map(|d| d.assignment_id), Some(decision_id));
            let (from, to) = (AssignmentState::Active, AssignmentState::Expired);
            assignments::give_up(tx, project_id, decision_id, from, to, pumasi_domain::Timestamp(9))?;
            assert!(inspections::decision(tx, project_id, task_id)?.is_none());
            assert_eq!(inspections::undecided(tx, project_id, stranger, 9)?[0].again, Some(decision_id));
            Ok::<_, DbError>(())
        })
        .await
        .unwrap();
    }

    async fn what_became_of_answers_is_told_in_order(test: TestDb) {
        let at = place(&test, 3).await;
        for n in 0..2 {
            accept(&test, &at, n).await;
        }
        let (project_id, worker, turns) = (at.project_id, at.worker, at.turns.clone());
        let (verdict_id, inspection_id) = (test.id(), turns[2].0);
        let fixed = Verdict {
            project_id,
            verdict_id,
            assignment_id: turns[1].0,
            round: 0,
            inspection_id,
            inspector_id: worker,
            verdict: VerdictKind::Fix,
            reason: None,
            clause: None,
            comments: None,
            regions: None,
            created_at: test.now(),
        };
        test.write(project_id.0, move |tx| {
            answers::insert_verdict(tx, &fixed)?;
            let history = inspections::history(tx, project_id, worker, 9)?;
            let told: Vec<_> = history.iter().map(|one| (one.state, one.verdicts, one.faults)).collect();
            assert_eq!(told, [(AssignmentState::Accepted, 0, 0), (AssignmentState::Accepted, 1, 1)], "what is in hand is not told");
            assert_eq!(inspections::history(tx, project_id, worker, 1)?.len(), 1);
            Ok::<_, DbError>(())
        })
        .await
        .unwrap();
    }

    async fn a_person_is_found_where_they_stand(test: TestDb) {
        let at = place(&test, 1).await;
        let (project_id, worker, turns) = (at.project_id, at.worker, at.turns.clone());
        test.write(project_id.0, move |tx| {
            assert_eq!(tasks::cursor(tx, project_id, worker)?, Cursor::default());
            tasks::set_inspect_turns(tx, project_id, worker, 3)?;
            tasks::set_cursor(tx, project_id, worker, Cursor { position: 7, turns: 2 })?;
            tasks::set_inspect_turns(tx, project_id, worker, 4)?;
            assert_eq!(tasks::cursor(tx, project_id, worker)?, Cursor { position: 7, turns: 2 });
            assert_eq!(tasks::inspect_turns(tx, project_id, worker)?, 4);
            assert!(!tasks::any_open(tx, project_id)?);
            tasks::change_places(tx, project_id, turns[0].1, Places::ADD)?;
            assert!(tasks::any_open(tx, project_id)?);
            assignments::set_class(tx, project_id, turns[0].0, Some("dog"))?;
            let changed = assignments::find(tx, project_id, turns[0].0)?.expect("the turn");
            assert_eq!(changed.answer_class.as_deref(), Some("dog"));
            Ok::<_, DbError>(())
        })
        .await
        .unwrap();
    }
}
