//! The requester's side: what waits, and answering it.

use super::ask::checked_text;
use super::{AnswerInput, ProjectQuestion};
use crate::access::require_project_member;
use crate::history::Change;
use crate::page::{Page, PageQuery};
use crate::{App, AppError, Caller, Done, Once};
use pumasi_domain::access::MemberRole;
use pumasi_domain::{ProjectId, QuestionId};
use pumasi_store::questions::{self, After};
use serde_json::json;
use std::fmt;
use std::str::FromStr;

/// Where a page of the list ended.
struct Place(After);

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = if self.0.answered { "answered" } else { "waiting" };
        write!(f, "{part}-{}", self.0.question_id)
    }
}

impl FromStr for Place {
    type Err = ();

    fn from_str(text: &str) -> Result<Place, ()> {
        let (part, id) = text.split_once('-').ok_or(())?;
        let answered = match part {
            "answered" => true,
            "waiting" => false,
            _ => return Err(()),
        };
        let question_id = id.parse().map_err(|_| ())?;
        Ok(Place(After {
            answered,
            question_id,
        }))
    }
}

impl App {
    /// A project's questions: those that wait first, the oldest at their head; then the answered, newest first.
    pub async fn project_questions(
        &self,
        caller: &Caller,
        project_id: ProjectId,
        query: &PageQuery,
    ) -> Result<Page<ProjectQuestion>, AppError> {
        let (caller, query) = (caller.clone(), query.clone());
        let after = query.after::<Place>()?.map(|place| place.0);
        self.db
            .read(move |tx| {
                require_project_member(tx, &caller, project_id, MemberRole::Viewer)?;
                let found = questions::of_project(tx, project_id, after, query.fetch())?;
                Page::of(found, &query, |q| {
                    Place(After {
                        answered: q.answered_at.is_some(),
                        question_id: q.question_id,
                    })
                })
                .try_map(|q| Ok(ProjectQuestion::of(q)))
            })
            .await
    }

    /// Answers a question, for everybody in the project or only for whoever asked; or puts another answer in its place.
    pub async fn answer_question(
        &self,
        caller: &Caller,
        once: Option<Once>,
        project_id: ProjectId,
        question_id: QuestionId,
        input: AnswerInput,
    ) -> Result<Done<ProjectQuestion>, AppError> {
        let (app, caller) = (self.clone(), caller.clone());
        self.write_once(project_id.0, once, move |tx, now| {
            require_project_member(tx, &caller, project_id, MemberRole::Manager)?;
            let found = || AppError::NotFound("question");
            questions::find(tx, project_id, question_id)?.ok_or_else(found)?;
            let text = checked_text(&input.text).map_err(|fault| AppError::Invalid(vec![fault]))?;
            let by = caller.user_id;
            if !questions::answer(tx, project_id, question_id, &text, input.for_everyone, by, now)? {
                return Err(found());
            }
            let change = Change {
                kind: "question_answered",
                actor: Some(caller.user_id),
                project_id,
                subject_kind: "question",
                subject_id: question_id.0,
                data: json!({"for_everyone": input.for_everyone}),
            };
            app.note(tx, now, change)?;
            let question = questions::find(tx, project_id, question_id)?.ok_or_else(found)?;
            Ok(ProjectQuestion::of(question))
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_place_in_the_list_survives_its_text() {
        for answered in [true, false] {
            let after = After {
                answered,
                question_id: QuestionId(Uuid::from_u128(7)),
            };
            let read: Place = Place(after).to_string().parse().ok().unwrap();
            assert_eq!(read.0, after);
        }
        assert!("waiting".parse::<Place>().is_err() && "later-1".parse::<Place>().is_err());
    }
}
