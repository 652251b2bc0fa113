//! Tasks in doubt: those on which people disagree so that somebody is to decide, then results by rising confidence.

use super::judge::ClassVotes;
use crate::access::require_project_member;
use crate::media::PyramidView;
use crate::page::{Page, PageQuery};
use crate::tasks::{ResultView, stored_json};
use crate::{App, AppError, Caller};
use pumasi_domain::access::MemberRole;
use pumasi_domain::project::Project;
use pumasi_domain::state::{ResultSource, TaskState};
use pumasi_domain::{AssignmentId, ProjectId, TaskId};
use pumasi_store::{Tx, answers, assignments, decided, task_lists};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::fmt;
use std::str::FromStr;
use utoipa::ToSchema;

/// A task in doubt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DoubtfulTask {
    pub task_id: TaskId,
    pub position: i64,
    pub state: TaskState,
    /// With signed media.
    #[schema(value_type = Object)]
    pub data: Map<String, Value>,
    /// Its pictures that are too large to be sent whole.
    #[serde(default)]
    pub pyramids: Vec<PyramidView>,
    /// The result; of a task that is not decided, the answer that is likeliest so far.
    pub result: ResultView,
    /// What was said, likeliest first.
    pub votes: Vec<ClassVotes>,
}

/// Where a page ended.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Place {
    /// Among those on which people disagree, at this position.
    Contested(i64),
    /// Among results, at this confidence and task.
    Result(f64, TaskId),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Contested(position) => write!(f, "c{position}"),
            Place::Result(confidence, task_id) => {
                write!(f, "r{:016x}{}", confidence.to_bits(), task_id.0.simple())
            }
        }
    }
}

impl FromStr for Place {
    type Err = ();

    fn from_str(text: &str) -> Result<Place, ()> {
        let rest = text.get(1..).ok_or(())?;
        match text.as_bytes()[0] {
            b'c' => rest.parse().map(Place::Contested).map_err(|_| ()),
            b'r' => {
                let (bits, id) = rest.split_at_checked(16).ok_or(())?;
                let confidence = f64::from_bits(u64::from_str_radix(bits, 16).map_err(|_| ())?);
                let id = uuid::Uuid::parse_str(id).map_err(|_| ())?;
                Ok(Place::Result(confidence, TaskId(id)))
            }
            _ => Err(()),
        }
    }
}

impl App {
    /// Tasks in doubt, the least certain first.
    pub async fn doubtful_tasks(
        &self,
        caller: &Caller,
        project_id: ProjectId,
        query: &PageQuery,
    ) -> Result<Page<DoubtfulTask>, AppError> {
        let after = query.after::<Place>()?;
        let (app, caller, query) = (self.clone(), caller.clone(), query.clone());
        self.db
            .read(move |tx| {
                let project = require_project_member(tx, &caller, project_id, MemberRole::Viewer)?;
                let places = places(tx, project_id, after, query.fetch())?;
                let page = Page::of(places, &query, |(place, _)| *place);
                let mut items = Vec::with_capacity(page.items.len());
                for (_, task_id) in page.items {
                    items.extend(app.doubtful_task(tx, &project, task_id)?);
                }
                Ok(Page {
                    items,
                    next_cursor: page.next_cursor,
                })
            })
            .await
    }

    fn doubtful_task(
        &self,
        tx: &mut Tx,
        project: &Project,
        task_id: TaskId,
    ) -> Result<Option<DoubtfulTask>, AppError> {
        let row = task_lists::find(tx, project.project_id, task_id)?.ok_or(AppError::NotFound("task"))?;
        let judged = self.judge_task(tx, project, task_id)?;
        let summary = self.task_summary(tx, &row)?;
        let leading = judged
            .as_ref()
            .and_then(|judged| Some((judged.assignment_id?, judged.confidence)));
        let result = match (summary.result, leading) {
            (Some(result), _) => Some(result),
            (None, Some((answer, confidence))) => leading_answer(tx, project, answer, confidence)?,
            (None, None) => None,
        };
        Ok(result.map(|result| DoubtfulTask {
            task_id,
            position: row.position,
            state: row.state,
            data: summary.data,
            pyramids: summary.pyramids,
            result,
            votes: judged.map(|judged| judged.votes).unwrap_or_default(),
        }))
    }
}

/// The next tasks in doubt and their places.
fn places(
    tx: &mut Tx,
    project_id: ProjectId,
    after: Option<Place>,
    limit: i64,
) -> Result<Vec<(Place, TaskId)>, AppError> {
    let mut found = Vec::new();
    let from = match after {
        Some(Place::Result(confidence, task_id)) => Some((confidence, task_id)),
        contested => {
            let position = if let Some(Place::Contested(position)) = contested {
                position
            } else {
                0
            };
            let tasks = decided::contested(tx, project_id, position, limit)?;
            found.extend(
                tasks
                    .into_iter()
                    .map(|(position, id)| (Place::Contested(position), id)),
            );
            None
        }
    };
    let left = limit - found.len() as i64;
    if left > 0 {
        let results = decided::doubtful(tx, project_id, from, left)?;
        found.extend(
            results
                .into_iter()
                .map(|(confidence, id)| (Place::Result(confidence, id), id)),
        );
    }
    Ok(found)
}

/// The answer that is likeliest so far, as a result.
fn leading_answer(
    tx: &mut Tx,
    project: &Project,
    assignment_id: AssignmentId,
    confidence: f64,
) -> Result<Option<ResultView>, AppError> {
    let Some(a) = assignments::find(tx, project.project_id, assignment_id)? else {
        return Ok(None);
    };
    let Some(answer) = answers::find(tx, assignment_id, a.round)? else {
        return Ok(None);
    };
    Ok(Some(ResultView {
        regions: stored_json(&answer.regions, "answer")?,
        source: ResultSource::Inferred,
        confidence: Some(confidence),
        decided_at: answer.submitted_at,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_was_written() {
        let id = TaskId(uuid::Uuid::from_u128(7));
        for place in [Place::Contested(12), Place::Result(0.123_456_789, id)] {
            assert_eq!(place.to_string().parse(), Ok(place));
        }
        for wrong in ["", "x1", "r12", "c", "rzzzzzzzzzzzzzzzz1"] {
            assert_eq!(wrong.parse::<Place>(), Err(()), "{wrong}");
        }
    }
}
