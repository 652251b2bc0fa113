//! What a worker does with a task in hand: keep a draft, answer.

use super::claim::affords;
use super::given::Given;
use super::issue::{Price, Turn, log};
use super::settle::gone;
use super::show::own;
use super::*;
use crate::once::{Done, Once};
use crate::{App, AppError, Caller};
use pumasi_domain::draw::Draw;
use pumasi_domain::plan::AfterAnswer;
use pumasi_domain::project::Project;
use pumasi_domain::state::{AnswerKind, AssignmentState, Purpose, Role};
use pumasi_domain::task::Places;
use pumasi_domain::{AssignmentId, ProjectId, Timestamp, TransferId};
use pumasi_store::answers::{self, Answer};
use pumasi_store::assignments::{self, Assignment, Submission};
use pumasi_store::inspections::Undecided;
use pumasi_store::tally::{self, DayChange, ParticipationChange, ProjectChange};
use pumasi_store::{Tx, projects, tasks};
use serde_json::json;

/// Active time above this per answer is a forgotten browser.
pub(super) const ACTIVE_MS_MAX: i64 = 4 * 3_600_000;
/// The largest draft, in bytes.
const DRAFT_MAX_BYTES: usize = 2_000_000;

/// How long an answer to a known task waits at least, and how much longer at most, where others wait for an inspector.
const KNOWN_WAIT_SECONDS: i64 = 900;

/// One of the caller's own assignments, and its project.
pub(super) struct Own<'a> {
    pub caller: &'a Caller,
    pub project: &'a Project,
    pub a: &'a Assignment,
}

impl App {
    /// The project that one of the caller's assignments belongs to: what its writing transaction is routed by.
    pub(super) async fn project_of(
        &self,
        caller: &Caller,
        assignment_id: AssignmentId,
    ) -> Result<ProjectId, AppError> {
        let caller = caller.clone();
        self.db
            .read(move |tx| Ok(own(tx, &caller, assignment_id)?.project_id))
            .await
    }

    /// Does something with one of the caller's own assignments in one transaction, and makes what comes next ready to show.
    pub(super) async fn with_own<F>(
        &self,
        caller: &Caller,
        once: Option<Once>,
        assignment_id: AssignmentId,
        act: F,
    ) -> Result<Done<Reply>, AppError>
    where
        F: Fn(&App, &mut Tx, &Own<'_>, Timestamp) -> Result<Reply, AppError> + Send + 'static,
    {
        let project_id = self.project_of(caller, assignment_id).await?;
        let (app, caller) = (self.clone(), caller.clone());
        let mut done = self
            .write_once(project_id.0, once, move |tx, now| {
                let a = own(tx, &caller, assignment_id)?;
                let project = projects::find(tx, a.project_id)?.ok_or(AppError::NotFound("project"))?;
                let own = Own {
                    caller: &caller,
                    project: &project,
                    a: &a,
                };
                act(&app, tx, &own, now)
            })
            .await?;
        self.resolve_next(&mut done.value.next)?;
        Ok(done)
    }

    /// Keeps work in progress on the server.
    pub async fn save_draft(
        &self,
        caller: &Caller,
        assignment_id: AssignmentId,
        regions: Vec<serde_json::Value>,
        active_ms: i64,
    ) -> Result<(), AppError> {
        let project_id = self.project_of(caller, assignment_id).await?;
        let text = serde_json::Value::Array(regions).to_string();
        if text.len() > DRAFT_MAX_BYTES {
            return Err(AppError::TooLarge(format!(
                "a draft has at most {DRAFT_MAX_BYTES} bytes"
            )));
        }
        let (app, caller, now) = (self.clone(), caller.clone(), self.clock.now());
        self.db
            .write(project_id.0, move |tx| {
                let a = own(tx, &caller, assignment_id)?;
                if a.state != AssignmentState::Active {
                    return Err(gone());
                }
                let project = projects::find(tx, a.project_id)?.ok_or(AppError::NotFound("project"))?;
                app.note_exposure(tx, &project, &a, now)?;
                Ok(answers::save_draft(
                    tx,
                    assignment_id,
                    &text,
                    active_ms.clamp(0, ACTIVE_MS_MAX),
                    now,
                )?)
            })
            .await
    }

    /// Sends an answer in. The reply brings up to `claim` further tasks, so that nobody waits. Late work counts as long
    /// as its place is free.
    pub async fn submit_answer(
        &self,
        caller: &Caller,
        once: Option<Once>,
        assignment_id: AssignmentId,
        input: AnswerInput,
    ) -> Result<Done<Reply>, AppError> {
        self.with_own(caller, once, assignment_id, move |app, tx, own, now| {
            let Own { caller, project, a } = *own;
            if a.role == Role::Inspect {
                return Err(AppError::conflict(
                    "not_work",
                    "an inspection is decided with a verdict",
                ));
            }
            let a = app.in_hand(tx, project, caller, a.clone(), now)?;
            let said = app.with_transcript(tx, project, &a, &input)?;
            let given = app.checked_answer(tx, project, &a, said.as_ref().unwrap_or(&input))?;
            app.check_made(tx, project, &a, &given.regions, now)?;
            app.check_said(tx, project, &a, &given.regions)?;
            let (state, feedback) = match a.role {
                Role::Adjudicate if a.purpose == Purpose::Audit => {
                    (app.take_audit(tx, project, &a, &given, now)?, None)
                }
                Role::Adjudicate => (app.take_decision(tx, project, &a, &given, now)?, None),
                Role::Work | Role::Inspect => app.take_in(tx, project, &a, &given, now)?,
            };
            if said.is_some() {
                app.end_conversation(tx, &a, now)?;
            }
            let mut reply = app.reply(tx, project, caller, &a, state, input.claim, now)?;
            reply.feedback = feedback;
            Ok(reply)
        })
        .await
    }

    /// The assignment, active: a returned one is opened, a late one is taken up again if its place is still free.
    fn in_hand(
        &self,
        tx: &mut Tx,
        project: &Project,
        caller: &Caller,
        a: Assignment,
        now: Timestamp,
    ) -> Result<Assignment, AppError> {
        match a.state {
            AssignmentState::Active => Ok(a),
            AssignmentState::Returned => self.reopen(tx, &a, now),
            AssignmentState::Expired => {
                if project.stopped(now).is_some() {
                    return Err(gone());
                }
                if a.purpose == Purpose::Audit {
                    return self.retake_audit(tx, project, &a, now);
                }
                if !affords(tx, project, a.role)? {
                    return Err(gone());
                }
                let again = Some(a.assignment_id);
                if a.role == Role::Adjudicate {
                    let undecided = Undecided {
                        task_id: a.task_id,
                        again,
                    };
                    let taken = self.issue_decision(tx, project, caller.user_id, &undecided, now)?;
                    return taken.ok_or_else(gone);
                }
                let turn = Turn {
                    task_id: a.task_id,
                    purpose: a.purpose,
                    again,
                    new_id: None,
                };
                self.issue_work(tx, project, caller.user_id, turn, now)?
                    .ok_or_else(gone)
            }
            _ => Err(gone()),
        }
    }

    /// Writes the answer and does what the plan says comes next.
    pub(super) fn take_in(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
        given: &Given,
        now: Timestamp,
    ) -> Result<(AssignmentState, Option<Feedback>), AppError> {
        let after = self.after_answer(tx, project, a, given.kind, now)?;
        // What comes next may depend on what was answered: then it is written first, as waiting.
        let asks = after == AfterAnswer::Accept && a.takes_place() && project.plan.asks();
        let (state, accept_at) = match after {
            AfterAnswer::Inspect { accept_at } => (AssignmentState::Submitted, Some(accept_at)),
            AfterAnswer::Accept if asks => (
                AssignmentState::Submitted,
                Some(now.plus_seconds(project.plan.accept_seconds)),
            ),
            AfterAnswer::Accept => (AssignmentState::Accepted, None),
        };
        let reserve = self.reserve_of(tx, project, a, state == AssignmentState::Submitted && !asks, now)?;
        let submission = Submission {
            state,
            kind: given.kind,
            class: given.class.as_deref(),
            active_ms: given.active_ms,
            now,
            accept_at,
            reserve,
        };
        if !assignments::submit(tx, a, &submission)? {
            return Err(gone());
        }
        self.write_answer(tx, a, given, now)?;
        self.count_answer(tx, a, given.active_ms, 1, now);
        let feedback = self.check_work(tx, project, a, given, now)?;
        let state = if asks {
            self.decide_next(tx, project, a, now)?
        } else if state == AssignmentState::Accepted {
            self.accept_unseen(tx, project, a, Places::default(), now)?;
            state
        } else {
            self.wait_for_inspector(tx, project, a, now)?;
            state
        };
        Ok((state, feedback))
    }

    /// The promise for an answer's inspection. One that was taken back and sent in again may still have that of its first
    /// time: it is kept where the answer waits again, and else taken back, so that no promise outlives its reason.
    fn reserve_of(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
        waits: bool,
        now: Timestamp,
    ) -> Result<Option<(TransferId, i64)>, AppError> {
        if !waits {
            self.void_reserve(tx, a, now)?;
            return Ok(None);
        }
        match a.reserve_hold_id {
            Some(hold_id) => Ok(Some((hold_id, a.reserve_minor))),
            None if a.takes_place() => {
                self.hold_reserve(tx, a, Price::of(project, Role::Inspect).total(), now)
            }
            None => Ok(None),
        }
    }

    /// What follows an answer as such. A known task besides the order looks like any: where others would wait for an
    /// inspector it waits for a while too.
    fn after_answer(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
        kind: AnswerKind,
        now: Timestamp,
    ) -> Result<AfterAnswer, AppError> {
        let besides = !a.takes_place();
        // A mended answer is looked at again, whatever the draw was.
        let sampled = a.sampled
            || a.round > 0
            || (besides && project.plan.samples(a.assignment_id))
            || self.in_sample(tx, project, a)?;
        Ok(match project.plan.after_answer(kind, sampled, now) {
            AfterAnswer::Inspect { accept_at } if besides => {
                let wait = Draw::Wait.below(a.project_id, a.worker_id, a.issued_at.0, KNOWN_WAIT_SECONDS);
                AfterAnswer::Inspect {
                    accept_at: accept_at.min(now.plus_seconds(KNOWN_WAIT_SECONDS + wait)),
                }
            }
            after => after,
        })
    }

    pub(super) fn write_answer(
        &self,
        tx: &mut Tx,
        a: &Assignment,
        given: &Given,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let answer = Answer {
            project_id: a.project_id,
            assignment_id: a.assignment_id,
            round: a.round,
            kind: given.kind,
            regions: given.text.clone(),
            reason: given.reason.clone(),
            active_ms: given.active_ms,
            submitted_at: now,
        };
        answers::insert(tx, &answer)?;
        answers::delete_draft(tx, a.assignment_id)?;
        let data = json!({"kind": given.kind, "round": a.round});
        log(self, tx, a, "assignment_submitted", Some(a.worker_id), now, data)
    }

    /// Nobody looks at it: paid at once. `more`: what the task gets besides, so that it is not done.
    pub(super) fn accept_unseen(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
        more: Places,
        now: Timestamp,
    ) -> Result<(), AppError> {
        self.pay(tx, a, a.submitted_at.is_some(), now)?;
        if a.takes_place() {
            let change = Places::SUBMIT_ACCEPTED.plus(more);
            let moved = tasks::change_places(tx, a.project_id, a.task_id, change)?.ok_or_else(gone)?;
            self.after_move(tx, project, a, moved, ProjectChange::default(), now)?;
        }
        let data = json!({"cause": "not_sampled"});
        log(self, tx, a, "assignment_accepted", None, now, data)
    }

    pub(super) fn wait_for_inspector(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
        now: Timestamp,
    ) -> Result<(), AppError> {
        if a.submitted_at.is_none() {
            let more = ParticipationChange {
                pending_minor: a.reward_minor,
                ..ParticipationChange::default()
            };
            tally::participation(tx, a.project_id, a.worker_id, more);
        }
        if !a.takes_place() {
            return Ok(());
        }
        let moved = tasks::change_places(tx, a.project_id, a.task_id, Places::SUBMIT)?.ok_or_else(gone)?;
        let change = ProjectChange {
            answers_in_review: 1,
            ..ProjectChange::default()
        };
        self.after_move(tx, project, a, moved, change, now)
    }

    /// Counts an answer (`sign` 1) or takes it out of the counts (-1).
    pub(super) fn count_answer(&self, tx: &mut Tx, a: &Assignment, active_ms: i64, sign: i64, at: Timestamp) {
        let first = i64::from(a.round == 0) * sign;
        let time = active_ms * sign;
        // The project counts the answers to its tasks; the person's own counts know no difference.
        let ordered = first * i64::from(a.takes_place());
        tally::project(
            tx,
            a.project_id,
            ProjectChange {
                answers_submitted: ordered,
                active_ms: time,
                ..ProjectChange::default()
            },
        );
        tally::project_hour(tx, a.project_id, at.hour(), ordered);
        let day = DayChange {
            answers: first,
            active_ms: time,
            ..DayChange::default()
        };
        tally::work_day(tx, a.worker_id, self.day(at), a.project_id, day);
        let part = ParticipationChange {
            answers: first,
            active_ms: time,
            last_at: at.0,
            ..ParticipationChange::default()
        };
        tally::participation(tx, a.project_id, a.worker_id, part);
    }
}
