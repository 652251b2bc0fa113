//! The worker's side: asking from a task, reading what was answered.

use super::{MyQuestion, MyQuestions, QuestionInput, WorkQuestion};
use crate::catalog::require_visible;
use crate::history::Change;
use crate::page::{Page, PageQuery};
use crate::sensitive::require_consent;
use crate::{App, AppError, Caller, Done, Once};
use pumasi_domain::question::{QUESTION_LENGTH, QUESTIONS_PER_HOUR, QUESTIONS_WAITING_MAX};
use pumasi_domain::time::SECOND;
use pumasi_domain::verdict::Fault;
use pumasi_domain::{AssignmentId, ProjectId, QuestionId, Timestamp};
use pumasi_store::questions::{self, Question};
use pumasi_store::{Tx, assignments, projects};
use serde_json::json;

/// The longest text that is looked for, in characters.
const SEARCH_MAX: usize = 100;
/// A person's own questions that are shown at once.
const MINE_MAX: i64 = 100;

/// A text as it is kept, if it has a bearable length.
pub(super) fn checked_text(text: &str) -> Result<String, Fault> {
    let text = text.trim().to_owned();
    if QUESTION_LENGTH.contains(&text.chars().count()) {
        return Ok(text);
    }
    let (low, high) = (QUESTION_LENGTH.start(), QUESTION_LENGTH.end());
    Err(Fault::new(
        "/text",
        "text_length",
        format!("write {low} to {high} characters"),
    ))
}

/// Refuses whoever asks too much: first answers, then more questions.
fn check_pace(tx: &mut Tx, project_id: ProjectId, caller: &Caller, now: Timestamp) -> Result<(), AppError> {
    if questions::count_waiting(tx, project_id, caller.user_id)? >= QUESTIONS_WAITING_MAX {
        return Err(AppError::conflict(
            "questions_waiting",
            format!(
                "{QUESTIONS_WAITING_MAX} of your questions here wait for an answer: let them be answered first"
            ),
        ));
    }
    let latest = questions::latest_at(tx, caller.user_id, QUESTIONS_PER_HOUR)?;
    let full = i64::try_from(latest.len()).is_ok_and(|count| count >= QUESTIONS_PER_HOUR);
    match latest.last().map(|first| first.plus_seconds(3_600)) {
        Some(free) if full && free > now => Err(AppError::TooMany {
            retry_after_seconds: (free.0 - now.0) / SECOND + 1,
        }),
        _ => Ok(()),
    }
}

impl App {
    /// Asks the requester about a task in hand. They see the task and not who asks.
    ///
    /// # Errors
    /// Faults `text_length` and `clause_unknown`, conflict `questions_waiting`, and [`AppError::TooMany`].
    pub async fn ask_question(
        &self,
        caller: &Caller,
        once: Option<Once>,
        assignment_id: AssignmentId,
        input: QuestionInput,
    ) -> Result<Done<WorkQuestion>, AppError> {
        let text = checked_text(&input.text).map_err(|fault| AppError::Invalid(vec![fault]))?;
        let user_id = caller.user_id;
        let own = move |tx: &mut Tx| {
            assignments::of_worker(tx, user_id, assignment_id)?.ok_or(AppError::NotFound("assignment"))
        };
        let project_id = self.db.read(move |tx| own(tx)).await?.project_id;
        let (app, caller, question_id) = (self.clone(), caller.clone(), QuestionId(self.ids.next()));
        self.write_once(project_id.0, once, move |tx, now| {
            let a = own(tx)?;
            check_pace(tx, project_id, &caller, now)?;
            if let Some(clause) = &input.clause {
                let guide = projects::guide(tx, project_id, a.guide_version)?;
                if guide.is_none_or(|(guide, _)| guide.clause(clause).is_none()) {
                    let message = format!("the guide of this task has no clause {clause}");
                    return Err(AppError::invalid("/clause", "clause_unknown", message));
                }
            }
            let question = Question {
                question_id,
                project_id,
                task_id: a.task_id,
                position: None,
                assignment_id,
                user_id,
                text: text.clone(),
                clause: input.clause.clone(),
                guide_version: a.guide_version,
                asked_at: now,
                answer: None,
                for_everyone: false,
                answered_at: None,
                seen_at: None,
            };
            questions::insert(tx, &question)?;
            let change = Change {
                kind: "question_asked",
                actor: Some(user_id),
                project_id,
                subject_kind: "question",
                subject_id: question_id.0,
                data: json!({"task_id": a.task_id}),
            };
            app.note(tx, now, change)?;
            Ok(WorkQuestion::of(question, user_id))
        })
        .await
    }

    /// What a worker may read of a project's questions, newest first: their own, and those answered for everybody. `search`:
    /// only those with these words in question or answer.
    pub async fn work_questions(
        &self,
        caller: &Caller,
        project_id: ProjectId,
        search: &str,
        query: &PageQuery,
    ) -> Result<Page<WorkQuestion>, AppError> {
        if search.chars().count() > SEARCH_MAX {
            let message = format!("look for at most {SEARCH_MAX} characters");
            return Err(AppError::invalid("/search", "text_too_long", message));
        }
        let (caller, search, query) = (caller.clone(), search.to_owned(), query.clone());
        let before = query.after::<QuestionId>()?;
        self.db
            .read(move |tx| {
                let project = require_visible(tx, &caller, project_id)?;
                require_consent(tx, &caller, &project)?;
                let found =
                    questions::readable(tx, project_id, caller.user_id, &search, before, query.fetch())?;
                Page::of(found, &query, |q| q.question_id)
                    .try_map(|q| Ok(WorkQuestion::of(q, caller.user_id)))
            })
            .await
    }

    /// What the caller asked lately, in all projects.
    pub async fn my_questions(&self, caller: &Caller) -> Result<MyQuestions, AppError> {
        let user_id = caller.user_id;
        self.db
            .read(move |tx| {
                let found = questions::of_user(tx, user_id, None, MINE_MAX)?;
                let items = found.into_iter().map(|(q, project_name)| MyQuestion {
                    project_id: q.project_id,
                    project_name,
                    question: WorkQuestion::of(q, user_id),
                });
                Ok(MyQuestions {
                    items: items.collect(),
                })
            })
            .await
    }

    /// The caller has seen the answer to their question.
    pub async fn see_answer(
        &self,
        caller: &Caller,
        question_id: QuestionId,
    ) -> Result<WorkQuestion, AppError> {
        let (user_id, now) = (caller.user_id, self.now());
        let own = move |tx: &mut Tx| {
            questions::of_asker(tx, user_id, question_id)?.ok_or(AppError::NotFound("question"))
        };
        let project_id = self.db.read(move |tx| own(tx)).await?.project_id;
        self.db
            .write(project_id.0, move |tx| {
                questions::see(tx, user_id, question_id, now)?;
                Ok(WorkQuestion::of(own(tx)?, user_id))
            })
            .await
    }
}
