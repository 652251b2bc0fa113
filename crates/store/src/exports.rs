//! Reads for exports: a stretch of a project's tasks with everything that was said about them, in few statements.

use crate::answers::{Verdict, read_verdict};
use crate::task_lists::{TaskAnswer, TaskRow, page, read_answer};
use crate::{DbError, Tx, params};
use pumasi_domain::ProjectId;
use pumasi_domain::state::TaskState;

/// Tasks in order, and the answers and verdicts that belong to them.
#[derive(Debug, Clone, Default)]
pub struct Stretch {
    pub tasks: Vec<TaskRow>,
    /// Last rounds, in the order of tasks.
    pub answers: Vec<TaskAnswer>,
    /// All rounds, oldest first.
    pub verdicts: Vec<Verdict>,
}

/// Up to `limit` tasks after position `after`, of one state if it is named.
pub fn stretch(
    tx: &mut Tx,
    project_id: ProjectId,
    state: Option<TaskState>,
    after: i64,
    limit: i64,
) -> Result<Stretch, DbError> {
    let tasks = page(tx, project_id, state, Some(after), limit)?;
    let Some(last) = tasks.last().map(|task| task.position) else {
        return Ok(Stretch::default());
    };
    // Tasks of other states between them cost a little reading and are passed over by whoever puts this together.
    let answers = tx.query(
        "select s.task_id, s.id, s.worker_id, a.kind, a.regions, s.state, a.round, s.guide_version, s.issued_at,
                a.submitted_at, a.active_ms
           from tasks t
           join assignments s on s.project_id = t.project_id and s.task_id = t.id
           join answers a on a.assignment_id = s.id
          where t.project_id = $1 and t.position > $2 and t.position <= $3 and s.role = 'work'
            and a.round = (select max(b.round) from answers b where b.assignment_id = s.id)
          order by t.position, s.id",
        params![project_id, after, last],
    )?;
    let verdicts = tx.query(
        "select v.project_id, v.id, v.assignment_id, v.round, v.inspection_id, v.inspector_id, v.verdict, v.reason, v.clause,
                v.note, v.region_id, v.area, v.regions, v.created_at
           from tasks t
           join assignments s on s.project_id = t.project_id and s.task_id = t.id
           join verdicts v on v.assignment_id = s.id
          where t.project_id = $1 and t.position > $2 and t.position <= $3 and s.role = 'work'
          order by t.position, s.id, v.round",
        params![project_id, after, last],
    )?;
    Ok(Stretch {
        tasks,
        answers: answers.iter().map(read_answer).collect::<Result<_, _>>()?,
        verdicts: verdicts.iter().map(read_verdict).collect::<Result<_, _>>()?,
    })
}
