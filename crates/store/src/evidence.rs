//! All that was said about tasks, read for the quality engine: answers, verdicts on them, decisions between them, known
//! answers and predictions.

use crate::{DbError, Row, Tx, params};
use pumasi_domain::state::{AnswerKind, AssignmentState, Purpose, Role, VerdictKind};
use pumasi_domain::{AssignmentId, ProjectId, TaskId, UserId, VerdictId};
use uuid::Uuid;

/// Something that was said about a task: an answer with the decision on its latest round, or a decision between people
/// who disagree.
#[derive(Debug, Clone)]
pub struct Given {
    pub task_id: TaskId,
    pub assignment_id: AssignmentId,
    pub worker_id: UserId,
    /// Work or adjudicate.
    pub role: Role,
    /// Order or gold: what somebody said while being taught says little of them.
    pub purpose: Purpose,
    pub state: AssignmentState,
    /// How often it was sent back.
    pub round: i64,
    pub kind: AnswerKind,
    /// What it says, where answers can be counted; what an inspector mended, mended.
    pub class: Option<String>,
    pub inspector_id: Option<UserId>,
    pub verdict: Option<VerdictKind>,
    /// The mended answer of a fix, JSON.
    pub mended: Option<String>,
    /// The answer as it was sent in, JSON: of one without a class, and of one that was fixed.
    pub regions: Option<String>,
}

fn read_given(row: &Row) -> Result<Given, DbError> {
    Ok(Given {
        task_id: row.get(0)?,
        assignment_id: row.get(1)?,
        worker_id: row.get(2)?,
        role: row.get(3)?,
        purpose: row.get(4)?,
        state: row.get(5)?,
        round: row.get(6)?,
        kind: row.get(7)?,
        class: row.get(8)?,
        inspector_id: row.get(9)?,
        verdict: row.get(10)?,
        mended: row.get(11)?,
        regions: row.get(12)?,
    })
}

/// Everything that was said about a task for its result, in the order of handing out.
pub fn of_task(tx: &mut Tx, project_id: ProjectId, task_id: TaskId) -> Result<Vec<Given>, DbError> {
    let rows = tx.query(
        "select s.task_id, s.id, s.worker_id, s.role, s.purpose, s.state, s.round, s.answer_kind, s.answer_class,
                v.inspector_id, v.verdict, v.regions, a.regions
           from assignments s
           left join verdicts v on v.assignment_id = s.id and v.round = s.round
           left join answers a on (v.verdict = 'fix' or s.answer_class is null) and a.assignment_id = s.id and a.round = s.round
          where s.project_id = $1 and s.task_id = $2 and s.role in ('work', 'adjudicate') and s.purpose = 'order'
            and s.answer_kind is not null
          order by s.id",
        params![project_id, task_id],
    )?;
    rows.iter().map(read_given).collect()
}

/// Where a page of [`page`] ended.
pub type PageKey = (TaskId, AssignmentId);

/// Everything that was said in a project, by task and then in the order of handing out, after `after`.
pub fn page(
    tx: &mut Tx,
    project_id: ProjectId,
    after: Option<PageKey>,
    limit: i64,
) -> Result<Vec<Given>, DbError> {
    let (task_id, assignment_id) = after.map_or((Uuid::nil(), Uuid::nil()), |(t, a)| (t.0, a.0));
    let rows = tx.query(
        "select s.task_id, s.id, s.worker_id, s.role, s.purpose, s.state, s.round, s.answer_kind, s.answer_class,
                v.inspector_id, v.verdict, v.regions, a.regions
           from assignments s
           left join verdicts v on v.assignment_id = s.id and v.round = s.round
           left join answers a on (v.verdict = 'fix' or s.answer_class is null) and a.assignment_id = s.id and a.round = s.round
          where s.project_id = $1 and (s.task_id, s.id) > ($2, $3) and s.role in ('work', 'adjudicate')
            and s.purpose in ('order', 'gold') and s.answer_kind is not null
          order by s.project_id, s.task_id, s.id limit $4",
        params![project_id, task_id, assignment_id, limit],
    )?;
    rows.iter().map(read_given).collect()
}

/// An answer as it was when an inspector sent it back.
#[derive(Debug, Clone)]
pub struct Returned {
    pub verdict_id: VerdictId,
    pub task_id: TaskId,
    pub worker_id: UserId,
    pub inspector_id: UserId,
    pub kind: AnswerKind,
    /// JSON.
    pub regions: String,
}

fn read_returned(row: &Row) -> Result<Returned, DbError> {
    Ok(Returned {
        verdict_id: row.get(0)?,
        task_id: row.get(1)?,
        worker_id: row.get(2)?,
        inspector_id: row.get(3)?,
        kind: row.get(4)?,
        regions: row.get(5)?,
    })
}

/// Everything of a task that was sent back, whether it has been mended since or not, in the order of sending back.
pub fn returned_of_task(
    tx: &mut Tx,
    project_id: ProjectId,
    task_id: TaskId,
) -> Result<Vec<Returned>, DbError> {
    let rows = tx.query(
        "select v.id, s.task_id, s.worker_id, v.inspector_id, a.kind, a.regions
           from assignments s
           join verdicts v on v.assignment_id = s.id
           join answers a on a.assignment_id = v.assignment_id and a.round = v.round
          where s.project_id = $1 and s.task_id = $2 and s.role = 'work' and s.purpose = 'order' and v.verdict = 'return'
          order by v.id",
        params![project_id, task_id],
    )?;
    rows.iter().map(read_returned).collect()
}

/// Everything of a project that was sent back, in the order of sending back, after `after`.
pub fn returned_page(
    tx: &mut Tx,
    project_id: ProjectId,
    after: Option<VerdictId>,
    limit: i64,
) -> Result<Vec<Returned>, DbError> {
    let after = after.map_or(Uuid::nil(), |verdict_id| verdict_id.0);
    let rows = tx.query(
        "select v.id, s.task_id, s.worker_id, v.inspector_id, a.kind, a.regions
           from verdicts v
           join assignments s on s.id = v.assignment_id
           join answers a on a.assignment_id = v.assignment_id and a.round = v.round
          where v.project_id = $1 and v.id > $2 and v.verdict = 'return' and s.role = 'work' and s.purpose = 'order'
          order by v.project_id, v.id limit $3",
        params![project_id, after, limit],
    )?;
    rows.iter().map(read_returned).collect()
}

/// A task whose answer is known.
#[derive(Debug, Clone)]
pub struct Known {
    pub task_id: TaskId,
    pub position: i64,
    /// JSON.
    pub gold: String,
    /// `given` or `grown`; nothing says that it was given when its data was.
    pub source: Option<String>,
}

/// Tasks whose answer is known, after position `after`.
pub fn known(tx: &mut Tx, project_id: ProjectId, after: i64, limit: i64) -> Result<Vec<Known>, DbError> {
    let rows = tx.query(
        "select id, position, gold, gold_source from tasks
          where project_id = $1 and gold is not null and position > $2 order by position limit $3",
        params![project_id, after, limit],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Known {
                task_id: row.get(0)?,
                position: row.get(1)?,
                gold: row.get(2)?,
                source: row.get(3)?,
            })
        })
        .collect()
}

/// What models said of tasks: id, position, predictions as JSON; after position `after`.
pub fn predicted(
    tx: &mut Tx,
    project_id: ProjectId,
    after: i64,
    limit: i64,
) -> Result<Vec<(TaskId, i64, String)>, DbError> {
    let rows = tx.query(
        "select id, position, predictions from tasks
          where project_id = $1 and position > $2 and predictions is not null order by position limit $3",
        params![project_id, after, limit],
    )?;
    rows.iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .collect()
}

/// How often each inspector decided what on a project's answers, over all rounds.
pub fn verdict_counts(
    tx: &mut Tx,
    project_id: ProjectId,
) -> Result<Vec<(UserId, VerdictKind, i64)>, DbError> {
    let rows = tx.query(
        "select v.inspector_id, v.verdict, count(*) from assignments s join verdicts v on v.assignment_id = s.id
          where s.project_id = $1 and s.role = 'work' and s.purpose = 'order'
          group by v.inspector_id, v.verdict order by v.inspector_id, v.verdict",
        params![project_id],
    )?;
    rows.iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .collect()
}

/// What people did where what is right is known, summed up by person. Training says nothing of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked {
    pub user_id: UserId,
    pub role: Role,
    pub asked: i64,
    pub right: i64,
    /// Inspectors: right answers they were given, and how many of them they did not pass.
    pub good: i64,
    pub good_returned: i64,
    /// Inspectors: wrong answers they were given, and how many of them they passed.
    pub bad: i64,
    pub bad_passed: i64,
}

/// The sums of a whole project.
pub fn checked(tx: &mut Tx, project_id: ProjectId) -> Result<Vec<Checked>, DbError> {
    let rows = tx.query(
        "select user_id, role, count(*), cast(sum(is_right) as bigint),
                cast(sum(case when expected = 'pass' then 1 else 0 end) as bigint),
                cast(sum(case when expected = 'pass' and given <> 'pass' then 1 else 0 end) as bigint),
                cast(sum(case when expected = 'return' then 1 else 0 end) as bigint),
                cast(sum(case when expected = 'return' and given = 'pass' then 1 else 0 end) as bigint)
           from checks where project_id = $1 and purpose <> 'training'
          group by user_id, role order by user_id, role",
        params![project_id],
    )?;
    rows.iter().map(read_checked).collect()
}

fn read_checked(row: &Row) -> Result<Checked, DbError> {
    Ok(Checked {
        user_id: row.get(0)?,
        role: row.get(1)?,
        asked: row.get(2)?,
        right: row.get(3)?,
        good: row.get(4)?,
        good_returned: row.get(5)?,
        bad: row.get(6)?,
        bad_passed: row.get(7)?,
    })
}
