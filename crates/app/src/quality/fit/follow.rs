//! What follows from a full pass for tasks that were decided: results as likely as they are now, tasks that need another
//! answer after all, and tasks so certain that they can test others.

use super::{Learned, Thought};
use crate::history::Change;
use crate::quality::report::rounded;
use crate::{App, AppError};
use pumasi_domain::money::Account;
use pumasi_domain::project::Project;
use pumasi_domain::quality::Overlap;
use pumasi_domain::state::{AnswerKind, ProjectState, ResultSource, Role, TaskState, VerdictKind};
use pumasi_domain::task::Places;
use pumasi_domain::{ProjectId, TaskId, Timestamp};
use pumasi_store::decided::{self, Decided};
use pumasi_store::tally::{self, ProjectChange};
use pumasi_store::{Tx, answers, assignments, ledger, project_reports, projects, tasks};
use serde_json::json;

/// Rows of one page, and of one transaction.
const PAGE: i64 = 500;
/// A result's confidence is written anew where it moved by as much.
const MOVED: f64 = 0.005;
/// By so much another answer must be likelier than the one that a tie made the result.
const CLEARLY: f64 = 0.1;
/// Answers that agree before a task can test others.
const GROW_ANSWERS: usize = 3;
/// How certain it must be, before calibration.
const GROW_CLAIMED: f64 = 0.999;
/// Share of a project's tasks that may become known ones.
const GROW_PERCENT: i64 = 5;

/// What is done with a task's result.
enum Step {
    Confidence(TaskId, f64),
    /// Another answer is the likelier one now; and how likely the one that is the result is.
    Decide(TaskId, f64),
    Reopen(TaskId),
    Grow(TaskId),
}

/// What may still be done in this pass.
struct Room {
    reopen: i64,
    grow: i64,
}

impl App {
    /// Writes what follows for every task that has a result.
    pub(super) async fn follow(
        &self,
        project: &Project,
        learned: &Learned,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let project_id = project.project_id;
        let mut room = self.room(project).await?;
        let mut after = None;
        loop {
            let page = self
                .db
                .read(move |tx| Ok::<_, AppError>(decided::page(tx, project_id, after, PAGE)?))
                .await?;
            let steps: Vec<Step> = page
                .iter()
                .flat_map(|result| steps(project, learned, result, &mut room))
                .collect();
            if !steps.is_empty() {
                let app = self.clone();
                self.db
                    .write(project_id.0, move |tx| {
                        for step in &steps {
                            app.take_step(tx, project_id, step, now)?;
                        }
                        Ok::<_, AppError>(())
                    })
                    .await?;
            }
            after = page.last().map(|result| result.task_id);
            if (page.len() as i64) < PAGE {
                return Ok(());
            }
        }
    }

    /// How many tasks may be opened again for the budget that is left, and how many may become known ones.
    async fn room(&self, project: &Project) -> Result<Room, AppError> {
        let project = project.clone();
        let now = self.now();
        self.db
            .read(move |tx| {
                let available = ledger::balance(tx, Account::ProjectEscrow(project.project_id))?.available();
                let counters = project_reports::counters(tx, project.project_id)?;
                let (_, grown) = decided::gold_counts(tx, project.project_id)?;
                let cost = App::issue_cost(&project, Role::Work).max(1);
                let adaptive = project.plan.settings.overlap == Overlap::Adaptive;
                let runs = adaptive && project.stopped(now).is_none();
                let grows = project.plan.settings.grow_gold && project.state != ProjectState::Closed;
                Ok(Room {
                    reopen: if runs { available.max(0) / cost } else { 0 },
                    grow: if grows {
                        counters.tasks_total * GROW_PERCENT / 100 - grown
                    } else {
                        0
                    },
                })
            })
            .await
    }

    fn take_step(
        &self,
        tx: &mut Tx,
        project_id: ProjectId,
        step: &Step,
        now: Timestamp,
    ) -> Result<(), AppError> {
        match step {
            Step::Confidence(task_id, confidence) => {
                decided::set_confidence(tx, project_id, *task_id, *confidence)?;
            }
            Step::Decide(task_id, confidence) => {
                if !self.decide_again(tx, project_id, *task_id, now)? {
                    decided::set_confidence(tx, project_id, *task_id, *confidence)?;
                }
            }
            Step::Reopen(task_id) => self.reopen_task(tx, project_id, *task_id, now)?,
            Step::Grow(task_id) => {
                if decided::grow_gold(tx, project_id, *task_id)? {
                    self.note_task(tx, project_id, *task_id, "gold_grown", json!({}), now)?;
                }
            }
        }
        Ok(())
    }

    /// Makes the likeliest answer a done task's result, from what is known now; `false` if it is that already, or if a
    /// person looked at what is the result.
    fn decide_again(
        &self,
        tx: &mut Tx,
        project_id: ProjectId,
        task_id: TaskId,
        now: Timestamp,
    ) -> Result<bool, AppError> {
        // What was so when the page was read may have changed.
        let before = decided::find(tx, project_id, task_id)?;
        let Some(before) = before.filter(may_decide) else {
            return Ok(false);
        };
        let project = projects::find(tx, project_id)?.ok_or(AppError::NotFound("project"))?;
        let Some(last) = assignments::accepted_of_task(tx, project_id, task_id)?.pop() else {
            return Ok(false);
        };
        if before.source == ResultSource::Agreed && is_inspected(tx, &before)? {
            return Ok(false);
        }
        let result = self.result_of(tx, &project, &last, true, now)?;
        if result.source != ResultSource::Inferred || result.class == before.class {
            return Ok(false);
        }
        answers::save_result(tx, &result)?;
        if result.kind == AnswerKind::Unusable
            && let Some(state) = tasks::close(tx, project_id, task_id, TaskState::Unusable)?
        {
            let mut change = ProjectChange::default();
            change.task(Some(state), Some(TaskState::Unusable));
            tally::project(tx, project_id, change);
        }
        self.note_task(tx, project_id, task_id, "result_changed", json!({}), now)?;
        Ok(true)
    }

    /// Gives a done task one more place.
    fn reopen_task(
        &self,
        tx: &mut Tx,
        project_id: ProjectId,
        task_id: TaskId,
        now: Timestamp,
    ) -> Result<(), AppError> {
        // Meanwhile it may have been drawn for an audit, or the project may have been closed, or its money may be gone.
        let project = projects::find(tx, project_id)?.ok_or(AppError::NotFound("project"))?;
        let may_open =
            decided::find(tx, project_id, task_id)?.is_some_and(|result| may_reopen(&project, &result));
        let available = ledger::balance(tx, Account::ProjectEscrow(project_id))?.available();
        if !may_open || project.stopped(now).is_some() || available < App::issue_cost(&project, Role::Work) {
            return Ok(());
        }
        if let Some(moved) = tasks::change_places(tx, project_id, task_id, Places::ADD)? {
            let mut change = ProjectChange::default();
            change.task(Some(moved.before), Some(moved.after));
            tally::project(tx, project_id, change);
            self.note_task(tx, project_id, task_id, "task_reopened", json!({}), now)?;
        }
        Ok(())
    }

    fn note_task(
        &self,
        tx: &mut Tx,
        project_id: ProjectId,
        task_id: TaskId,
        kind: &'static str,
        data: serde_json::Value,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let note = Change {
            kind,
            actor: None,
            project_id,
            subject_kind: "task",
            subject_id: task_id.0,
            data,
        };
        self.note(tx, now, note)
    }
}

/// What is to be done with one result.
fn steps(project: &Project, learned: &Learned, result: &Decided, room: &mut Room) -> Vec<Step> {
    let found = learned
        .thoughts
        .binary_search_by_key(&result.task_id, |thought| thought.task_id);
    let Ok(thought) = found.map(|index| &learned.thoughts[index]) else {
        return Vec::new();
    };
    let task_id = result.task_id;
    let mut steps = Vec::new();
    let confidence = confidence_of(thought, result);
    if is_other(project, thought, result, confidence) {
        steps.push(Step::Decide(task_id, rounded(confidence)));
    } else if result
        .confidence
        .is_none_or(|now| (now - confidence).abs() >= MOVED)
    {
        steps.push(Step::Confidence(task_id, rounded(confidence)));
    }
    if may_reopen(project, result) && thought.wants_answer && room.reopen > 0 {
        room.reopen -= 1;
        steps.push(Step::Reopen(task_id));
    } else if result.state == TaskState::Done && grows(thought, result) && room.grow > 0 {
        room.grow -= 1;
        steps.push(Step::Grow(task_id));
    }
    steps
}

/// Whether a done task may get another answer.
fn may_reopen(project: &Project, result: &Decided) -> bool {
    result.state == TaskState::Done
        && !result.audited
        && !result.is_gold
        && result.accepted < project.plan.answers_per_task
}

/// Whether a result may become another: what inspectors or deciders found stays, and so does what was drawn for an audit.
fn may_decide(result: &Decided) -> bool {
    let counted = result.source == ResultSource::Agreed && result.accepted > 1;
    result.state == TaskState::Done && !result.audited && (counted || result.source == ResultSource::Inferred)
}

/// Whether another answer should be the result. What was inferred is inferred anew. What was counted gives way where the
/// count was a tie and another is clearly likelier, or where another is as likely as the project asks for.
fn is_other(project: &Project, thought: &Thought, result: &Decided, confidence: f64) -> bool {
    let other = thought.class.is_some() && result.class.is_some() && thought.class != result.class;
    let target = project.plan.settings.target_permille as f64 / 1000.0;
    let counted = result.source == ResultSource::Agreed;
    let clear = thought.confidence >= target || (thought.tied && thought.confidence - confidence >= CLEARLY);
    other && may_decide(result) && (!counted || clear)
}

/// Whether an inspector passed or mended the answer that is the result.
fn is_inspected(tx: &mut Tx, result: &Decided) -> Result<bool, AppError> {
    let Some(assignment_id) = result.assignment_id else {
        return Ok(false);
    };
    let verdicts = answers::verdicts(tx, assignment_id)?;
    Ok(verdicts
        .iter()
        .any(|v| matches!(v.verdict, VerdictKind::Pass | VerdictKind::Fix)))
}

/// How likely the result is that a task has.
fn confidence_of(thought: &Thought, result: &Decided) -> f64 {
    match (&thought.class, &result.class, &thought.runner_up) {
        (Some(likeliest), Some(class), _) if likeliest == class => thought.confidence,
        (Some(_), Some(class), Some((second, probability))) if second == class => *probability,
        (Some(_), Some(_), second) => {
            let known = thought.confidence + second.as_ref().map_or(0.0, |(_, probability)| *probability);
            (1.0 - known).max(0.0)
        }
        _ => thought.confidence,
    }
}

/// Whether a task may test others. Drawn by a hash, so that not all easy ones are taken: half of those that could.
fn grows(thought: &Thought, result: &Decided) -> bool {
    let agreed = thought.unanimous && thought.answers >= GROW_ANSWERS && thought.claimed >= GROW_CLAIMED;
    let drawn = thought
        .task_id
        .0
        .as_bytes()
        .iter()
        .fold(0u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(*byte));
    agreed && !result.is_gold && drawn.is_multiple_of(2)
}
