//! Known answers: telling one, taking one back, at any time.

use crate::access::require_project_member;
use crate::history::Change;
use crate::tasks::{TaskView, stored_json};
use crate::work::{known, written};
use crate::{App, AppError, Caller, Done, Once};
use pumasi_domain::access::MemberRole;
use pumasi_domain::project::Project;
use pumasi_domain::state::{AnswerKind, GoldSource, TaskState};
use pumasi_domain::{ProjectId, TaskId, Timestamp};
use pumasi_interface::Region;
use pumasi_store::{Tx, answers, assignments, checks, projects, tasks};
use serde_json::Value;
use std::collections::HashMap;

/// The longest note to a known answer.
const NOTE_MAX: usize = 2_000;

impl App {
    /// Tells what the right answer to a task is, and why. From now on it measures people; answers that are there already
    /// are compared with it at once. The order still gets its result.
    ///
    /// # Errors
    /// [`AppError::Invalid`] as for real work if the answer does not fit the interface; a conflict `task_closed` for tasks
    /// that were voided or found unusable.
    pub async fn set_gold(
        &self,
        caller: &Caller,
        once: Option<Once>,
        project_id: ProjectId,
        task_id: TaskId,
        regions: Vec<Value>,
        note: Option<String>,
    ) -> Result<Done<TaskView>, AppError> {
        let note = note
            .map(|note| note.trim().to_owned())
            .filter(|note| !note.is_empty());
        if note
            .as_deref()
            .is_some_and(|note| note.chars().count() > NOTE_MAX)
        {
            return Err(AppError::invalid(
                "/note",
                "text_too_long",
                format!("at most {NOTE_MAX} characters"),
            ));
        }
        let (app, caller) = (self.clone(), caller.clone());
        self.write_once(project_id.0, once, move |tx, now| {
            require_project_member(tx, &caller, project_id, MemberRole::Manager)?;
            let project = projects::find(tx, project_id)?.ok_or(AppError::NotFound("project"))?;
            let task = tasks::data(tx, project_id, task_id)?.ok_or(AppError::NotFound("task"))?;
            let state = tasks::state(tx, project_id, task_id)?.ok_or(AppError::NotFound("task"))?;
            if matches!(state, TaskState::Voided | TaskState::Unusable) {
                let message = format!("the task is {state}: nobody is given it any more");
                return Err(AppError::conflict("task_closed", message));
            }
            let known = app.checked_regions(&project, &task.data, &regions)?;
            let gold = written(&known)?;
            let source = Some(GoldSource::Given);
            tasks::set_gold(tx, project_id, task_id, Some(&gold), note.as_deref(), source)?;
            if task.gold.as_ref() != Some(&gold) {
                app.check_again(tx, &project, task_id, &known, now)?;
            }
            app.note_gold(tx, &caller, project_id, task_id, "gold_set", now)?;
            app.task_view(tx, project_id, task_id)
        })
        .await
    }

    /// Takes back what was said to be the right answer: nothing is concluded from it about anybody.
    pub async fn clear_gold(
        &self,
        caller: &Caller,
        once: Option<Once>,
        project_id: ProjectId,
        task_id: TaskId,
    ) -> Result<Done<TaskView>, AppError> {
        let (app, caller) = (self.clone(), caller.clone());
        self.write_once(project_id.0, once, move |tx, now| {
            require_project_member(tx, &caller, project_id, MemberRole::Manager)?;
            if !tasks::set_gold(tx, project_id, task_id, None, None, None)? {
                return Err(AppError::NotFound("task"));
            }
            checks::delete_of_task(tx, project_id, task_id)?;
            app.note_gold(tx, &caller, project_id, task_id, "gold_cleared", now)?;
            app.task_view(tx, project_id, task_id)
        })
        .await
    }

    /// Compares all answers to a task with what is known now. What inspectors said of them goes by what was known before
    /// and is forgotten.
    fn check_again(
        &self,
        tx: &mut Tx,
        project: &Project,
        task_id: TaskId,
        gold: &[Region],
        now: Timestamp,
    ) -> Result<(), AppError> {
        let config = self.interface(project.project_id, project.version, &project.interface_xml)?;
        let before: HashMap<_, _> = checks::of_task(tx, project.project_id, task_id)?
            .into_iter()
            .map(|check| (check.assignment_id, check))
            .collect();
        checks::delete_of_task(tx, project.project_id, task_id)?;
        for a in assignments::answered_of_task(tx, project.project_id, task_id)? {
            let Some(answer) = answers::find(tx, a.assignment_id, a.round)? else {
                continue;
            };
            let given: Vec<Region> = match answer.kind {
                AnswerKind::Regions => stored_json(&answer.regions, "answer")?,
                AnswerKind::Unusable => Vec::new(),
            };
            let outcome = known::outcome(&config, gold, answer.kind, &given);
            let (purpose, at) = before
                .get(&a.assignment_id)
                .map_or((a.purpose, now), |check| (check.purpose, check.at));
            checks::put(tx, &known::check(&a, purpose, outcome, at))?;
        }
        Ok(())
    }

    fn note_gold(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        project_id: ProjectId,
        task_id: TaskId,
        kind: &'static str,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let change = Change {
            kind,
            actor: Some(caller.user_id),
            project_id,
            subject_kind: "task",
            subject_id: task_id.0,
            data: serde_json::json!({}),
        };
        self.note(tx, now, change)
    }
}
