//! Tasks as their requester sees them: with results, and with everything that was said about each.

use crate::access::require_project_member;
use crate::history::Change;
use crate::made::MadeFileView;
use crate::media::PyramidView;
use crate::page::{Page, PageQuery};
use crate::{App, AppError, Caller, Done, Once};
use pumasi_domain::access::MemberRole;
use pumasi_domain::comment::Comment;
use pumasi_domain::state::{
    AnswerKind, AssignmentState, GoldSource, ResultSource, Role, TaskState, VerdictKind,
};
use pumasi_domain::{AssignmentId, ProjectId, TaskId, Timestamp};
use pumasi_formats::Prediction;
use pumasi_store::answers::{self, Verdict};
use pumasi_store::tally::{self, ProjectChange};
use pumasi_store::task_lists::{self, TaskAnswer, TaskRow};
use pumasi_store::{Tx, tasks};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// One line of a list of tasks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TaskSummary {
    pub task_id: TaskId,
    pub position: i64,
    /// The requester's own id.
    pub external_id: Option<String>,
    pub state: TaskState,
    pub is_gold: bool,
    /// Where its known answer comes from.
    pub gold_source: Option<GoldSource>,
    pub answers_accepted: i64,
    /// With signed media.
    #[schema(value_type = Object)]
    pub data: Map<String, Value>,
    /// Its pictures that are too large to be sent whole.
    #[serde(default)]
    pub pyramids: Vec<PyramidView>,
    pub result: Option<ResultView>,
}

/// A task with everything that was said about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = Task)]
pub struct TaskView {
    #[serde(flatten)]
    pub summary: TaskSummary,
    /// Regions of the first prediction.
    #[schema(value_type = Vec<Object>)]
    pub predictions: Vec<Value>,
    /// The known answer.
    #[schema(value_type = Option<Vec<Object>>)]
    pub gold: Option<Vec<Value>>,
    /// Why it is right: shown to people in training.
    pub gold_note: Option<String>,
    pub answers: Vec<TaskAnswerView>,
    /// Files that people made for it.
    #[serde(default)]
    pub files: Vec<MadeFileView>,
}

/// The accepted answer of a task.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = Result)]
pub struct ResultView {
    #[schema(value_type = Vec<Object>)]
    pub regions: Vec<Value>,
    pub source: ResultSource,
    pub confidence: Option<f64>,
    pub decided_at: Timestamp,
}

/// One person's answer: its last round.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = TaskAnswer)]
pub struct TaskAnswerView {
    pub answer_id: AssignmentId,
    /// Pseudonym.
    pub worker: String,
    /// `work`, or `adjudicate`: the decision between people who disagreed.
    pub role: Role,
    pub kind: AnswerKind,
    #[schema(value_type = Vec<Object>)]
    pub regions: Vec<Value>,
    pub state: AssignmentState,
    /// How often it had been sent back.
    pub round: i64,
    pub guide_version: i64,
    pub submitted_at: Timestamp,
    pub active_ms: i64,
    /// Of all rounds.
    pub verdicts: Vec<VerdictView>,
}

/// An inspector's decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = Verdict)]
pub struct VerdictView {
    pub verdict: VerdictKind,
    pub reason: Option<String>,
    /// Number of the guide's clause.
    pub clause: Option<String>,
    pub comments: Vec<Comment>,
    /// The mended answer of a `fix`.
    #[schema(value_type = Option<Vec<Object>>)]
    pub regions: Option<Vec<Value>>,
    /// Pseudonym.
    pub inspector: String,
    pub at: Timestamp,
}

/// Reads JSON that we wrote ourselves.
pub(crate) fn stored_json<T: DeserializeOwned>(text: &str, what: &str) -> Result<T, AppError> {
    serde_json::from_str(text)
        .map_err(|e| AppError::Internal(format!("a stored {what} can not be read: {e}")))
}

/// Reads JSON that may be missing.
pub(crate) fn stored_option<T: DeserializeOwned>(
    text: Option<&str>,
    what: &str,
) -> Result<Option<T>, AppError> {
    text.map(|text| stored_json(text, what)).transpose()
}

impl App {
    pub(crate) fn task_summary(&self, tx: &mut Tx, row: &TaskRow) -> Result<TaskSummary, AppError> {
        let (data, pyramids) = self.shown_data(tx, stored_json(&row.data, "task")?)?;
        let result = match &row.result {
            None => None,
            Some(result) => Some(ResultView {
                regions: stored_json(&result.regions, "result")?,
                source: result.source,
                confidence: result.confidence,
                decided_at: result.decided_at,
            }),
        };
        Ok(TaskSummary {
            task_id: row.task_id,
            position: row.position,
            external_id: row.external_id.clone(),
            state: row.state,
            is_gold: row.gold.is_some(),
            gold_source: row.gold_source,
            answers_accepted: row.accepted,
            data,
            pyramids,
            result,
        })
    }

    fn verdict_view(&self, verdict: &Verdict) -> Result<VerdictView, AppError> {
        Ok(VerdictView {
            verdict: verdict.verdict,
            reason: verdict.reason.clone(),
            clause: verdict.clause.clone(),
            comments: stored_option(verdict.comments.as_deref(), "verdict")?.unwrap_or_default(),
            regions: stored_option(verdict.regions.as_deref(), "verdict")?,
            inspector: self.pseudonym(verdict.project_id, verdict.inspector_id),
            at: verdict.created_at,
        })
    }

    fn answer_view(
        &self,
        project_id: ProjectId,
        answer: &TaskAnswer,
        verdicts: &[Verdict],
    ) -> Result<TaskAnswerView, AppError> {
        Ok(TaskAnswerView {
            answer_id: answer.assignment_id,
            worker: self.pseudonym(project_id, answer.worker_id),
            role: answer.role,
            kind: answer.kind,
            regions: stored_json(&answer.regions, "answer")?,
            state: answer.state,
            round: answer.round,
            guide_version: answer.guide_version,
            submitted_at: answer.submitted_at,
            active_ms: answer.active_ms,
            verdicts: verdicts
                .iter()
                .map(|verdict| self.verdict_view(verdict))
                .collect::<Result<_, _>>()?,
        })
    }

    pub(crate) fn task_view(
        &self,
        tx: &mut Tx,
        project_id: ProjectId,
        task_id: TaskId,
    ) -> Result<TaskView, AppError> {
        let row = task_lists::find(tx, project_id, task_id)?.ok_or(AppError::NotFound("task"))?;
        let mut views = Vec::new();
        for answer in task_lists::answers(tx, project_id, task_id)? {
            let verdicts = answers::verdicts(tx, answer.assignment_id)?;
            views.push(self.answer_view(project_id, &answer, &verdicts)?);
        }
        let predictions: Option<Vec<Prediction>> = stored_option(row.predictions.as_deref(), "prediction")?;
        Ok(TaskView {
            summary: self.task_summary(tx, &row)?,
            predictions: predictions
                .into_iter()
                .flatten()
                .next()
                .map(|first| first.result)
                .unwrap_or_default(),
            gold: stored_option(row.gold.as_deref(), "known answer")?,
            gold_note: row.gold_note.clone(),
            answers: views,
            files: self.files_of_task(tx, project_id, task_id)?,
        })
    }

    /// Tasks of a project in order; of one state, if it is named.
    pub async fn tasks(
        &self,
        caller: &Caller,
        project_id: ProjectId,
        state: Option<TaskState>,
        query: &PageQuery,
    ) -> Result<Page<TaskSummary>, AppError> {
        let (app, caller, query) = (self.clone(), caller.clone(), query.clone());
        let after = query.after::<i64>()?;
        self.db
            .read(move |tx| {
                require_project_member(tx, &caller, project_id, MemberRole::Viewer)?;
                let rows = task_lists::page(tx, project_id, state, after, query.fetch())?;
                Page::of(rows, &query, |row| row.position).try_map(|row| app.task_summary(tx, &row))
            })
            .await
    }

    /// One task with its answers and verdicts, under pseudonyms.
    pub async fn task(
        &self,
        caller: &Caller,
        project_id: ProjectId,
        task_id: TaskId,
    ) -> Result<TaskView, AppError> {
        let (app, caller) = (self.clone(), caller.clone());
        let mut view = self
            .db
            .read(move |tx| {
                require_project_member(tx, &caller, project_id, MemberRole::Viewer)?;
                app.task_view(tx, project_id, task_id)
            })
            .await?;
        self.sign_files(&mut view.files);
        Ok(view)
    }

    /// Takes a task out that is not finished. Nobody gets it any more; work on it that is out may be finished and is
    /// paid.
    ///
    /// # Errors
    /// A conflict `task_finished` for tasks that are done, unusable or voided already.
    pub async fn void_task(
        &self,
        caller: &Caller,
        once: Option<Once>,
        project_id: ProjectId,
        task_id: TaskId,
    ) -> Result<Done<TaskView>, AppError> {
        let (app, caller) = (self.clone(), caller.clone());
        self.write_once(project_id.0, once, move |tx, now| {
            require_project_member(tx, &caller, project_id, MemberRole::Manager)?;
            let state = tasks::state(tx, project_id, task_id)?.ok_or(AppError::NotFound("task"))?;
            let closed = match state {
                TaskState::Done | TaskState::Unusable | TaskState::Voided => None,
                _ => tasks::close(tx, project_id, task_id, TaskState::Voided)?,
            };
            let Some(before) = closed else {
                let message = format!("the task is {state}: only unfinished tasks can be taken out");
                return Err(AppError::conflict("task_finished", message));
            };
            let mut change = ProjectChange::default();
            change.task(Some(before), Some(TaskState::Voided));
            tally::project(tx, project_id, change);
            let note = Change {
                kind: "task_voided",
                actor: Some(caller.user_id),
                project_id,
                subject_kind: "task",
                subject_id: task_id.0,
                data: serde_json::json!({"before": before}),
            };
            app.note(tx, now, note)?;
            app.task_view(tx, project_id, task_id)
        })
        .await
    }
}
