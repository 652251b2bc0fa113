//! Tables `answers`, `drafts`, `verdicts`, `appeals` and `results`: what was said, and what was decided on it.

use crate::{DbError, Row, Tx, params};
use pumasi_domain::state::{AnswerKind, ResultSource, VerdictKind};
use pumasi_domain::{AssignmentId, ProjectId, TaskId, Timestamp, UserId, VerdictId};

/// An answer of one round. `regions` is JSON.
#[derive(Debug, Clone)]
pub struct Answer {
    pub project_id: ProjectId,
    pub assignment_id: AssignmentId,
    pub round: i64,
    pub kind: AnswerKind,
    pub regions: String,
    /// Why it is unusable, if it is.
    pub reason: Option<String>,
    pub active_ms: i64,
    pub submitted_at: Timestamp,
}

/// Writes an answer. The worker's own undo may write the same round again.
pub fn insert(tx: &mut Tx, answer: &Answer) -> Result<(), DbError> {
    tx.execute(
        "insert into answers (project_id, assignment_id, round, kind, regions, reason, active_ms, submitted_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (assignment_id, round) do update set kind = excluded.kind, regions = excluded.regions,
           reason = excluded.reason, active_ms = excluded.active_ms, submitted_at = excluded.submitted_at",
        params![
            answer.project_id,
            answer.assignment_id,
            answer.round,
            answer.kind,
            &answer.regions,
            answer.reason.as_deref(),
            answer.active_ms,
            answer.submitted_at
        ],
    )?;
    Ok(())
}

/// The answer of a round.
pub fn find(tx: &mut Tx, assignment_id: AssignmentId, round: i64) -> Result<Option<Answer>, DbError> {
    let row = tx.query_opt(
        "select project_id, assignment_id, round, kind, regions, reason, active_ms, submitted_at
           from answers where assignment_id = $1 and round = $2",
        params![assignment_id, round],
    )?;
    row.map(|row| {
        Ok(Answer {
            project_id: row.get(0)?,
            assignment_id: row.get(1)?,
            round: row.get(2)?,
            kind: row.get(3)?,
            regions: row.get(4)?,
            reason: row.get(5)?,
            active_ms: row.get(6)?,
            submitted_at: row.get(7)?,
        })
    })
    .transpose()
}

/// Keeps a draft: JSON of the regions, and the active time so far.
pub fn save_draft(
    tx: &mut Tx,
    assignment_id: AssignmentId,
    regions: &str,
    active_ms: i64,
    now: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "insert into drafts (assignment_id, regions, active_ms, saved_at) values ($1, $2, $3, $4)
         on conflict (assignment_id) do update set regions = excluded.regions, active_ms = excluded.active_ms,
           saved_at = excluded.saved_at",
        params![assignment_id, regions, active_ms, now],
    )?;
    Ok(())
}

/// A draft: regions and active time.
pub fn draft(tx: &mut Tx, assignment_id: AssignmentId) -> Result<Option<(String, i64)>, DbError> {
    let row = tx.query_opt(
        "select regions, active_ms from drafts where assignment_id = $1",
        params![assignment_id],
    )?;
    row.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
}

/// Forgets a draft.
pub fn delete_draft(tx: &mut Tx, assignment_id: AssignmentId) -> Result<(), DbError> {
    tx.execute(
        "delete from drafts where assignment_id = $1",
        params![assignment_id],
    )?;
    Ok(())
}

/// An inspector's decision on one round of an answer. `comments` and `regions` are JSON.
#[derive(Debug, Clone)]
pub struct Verdict {
    pub project_id: ProjectId,
    pub verdict_id: VerdictId,
    pub assignment_id: AssignmentId,
    pub round: i64,
    pub inspection_id: AssignmentId,
    pub inspector_id: UserId,
    pub verdict: VerdictKind,
    pub reason: Option<String>,
    pub clause: Option<String>,
    pub comments: Option<String>,
    pub regions: Option<String>,
    pub created_at: Timestamp,
}

/// Writes a verdict.
pub fn insert_verdict(tx: &mut Tx, v: &Verdict) -> Result<(), DbError> {
    tx.execute(
        "insert into verdicts (project_id, id, assignment_id, round, inspection_id, inspector_id, verdict, reason, clause,
           comments, regions, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        params![
            v.project_id, v.verdict_id, v.assignment_id, v.round, v.inspection_id, v.inspector_id, v.verdict,
            v.reason.as_deref(), v.clause.as_deref(), v.comments.as_deref(), v.regions.as_deref(), v.created_at
        ],
    )?;
    Ok(())
}

pub(crate) fn read_verdict(row: &Row) -> Result<Verdict, DbError> {
    Ok(Verdict {
        project_id: row.get(0)?,
        verdict_id: row.get(1)?,
        assignment_id: row.get(2)?,
        round: row.get(3)?,
        inspection_id: row.get(4)?,
        inspector_id: row.get(5)?,
        verdict: row.get(6)?,
        reason: row.get(7)?,
        clause: row.get(8)?,
        comments: row.get(9)?,
        regions: row.get(10)?,
        created_at: row.get(11)?,
    })
}

/// The verdicts on an answer, first round first.
pub fn verdicts(tx: &mut Tx, assignment_id: AssignmentId) -> Result<Vec<Verdict>, DbError> {
    let rows = tx.query(
        "select project_id, id, assignment_id, round, inspection_id, inspector_id, verdict, reason, clause, comments,
                regions, created_at
           from verdicts where assignment_id = $1 order by round",
        params![assignment_id],
    )?;
    rows.iter().map(read_verdict).collect()
}

/// A task's accepted answer. `regions` is JSON.
#[derive(Debug, Clone)]
pub struct TaskResult {
    pub project_id: ProjectId,
    pub task_id: TaskId,
    /// The assignment whose answer it is, if it is one person's.
    pub assignment_id: Option<AssignmentId>,
    pub kind: AnswerKind,
    pub regions: String,
    pub source: ResultSource,
    pub confidence: Option<f64>,
    /// What it says, where answers can be counted.
    pub class: Option<String>,
    pub decided_at: Timestamp,
}

/// Writes or replaces a task's result.
pub fn save_result(tx: &mut Tx, r: &TaskResult) -> Result<(), DbError> {
    tx.execute(
        "insert into results (project_id, task_id, assignment_id, kind, regions, source, confidence, class, decided_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (project_id, task_id) do update set assignment_id = excluded.assignment_id, kind = excluded.kind,
           regions = excluded.regions, source = excluded.source, confidence = excluded.confidence, class = excluded.class,
           decided_at = excluded.decided_at",
        params![
            r.project_id, r.task_id, r.assignment_id, r.kind, &r.regions, r.source, r.confidence, r.class.as_deref(), r.decided_at
        ],
    )?;
    Ok(())
}

/// An objection to a refusal.
#[derive(Debug, Clone)]
pub struct Appeal {
    pub assignment_id: AssignmentId,
    pub project_id: ProjectId,
    pub text: String,
    pub appealed_at: Timestamp,
}

/// Writes an objection; `false` if there was one before.
pub fn insert_appeal(tx: &mut Tx, appeal: &Appeal) -> Result<bool, DbError> {
    let changed = tx.execute(
        "insert into appeals (assignment_id, project_id, text, appealed_at) values ($1, $2, $3, $4)
         on conflict (assignment_id) do nothing",
        params![
            appeal.assignment_id,
            appeal.project_id,
            &appeal.text,
            appeal.appealed_at
        ],
    )?;
    Ok(changed == 1)
}

/// The project of an objection, decided or not.
pub fn project_of_appeal(tx: &mut Tx, assignment_id: AssignmentId) -> Result<Option<ProjectId>, DbError> {
    let row = tx.query_opt(
        "select project_id from appeals where assignment_id = $1",
        params![assignment_id],
    )?;
    row.map(|row| row.get(0)).transpose()
}

/// Decides an objection.
pub fn decide_appeal(
    tx: &mut Tx,
    assignment_id: AssignmentId,
    decision: &str,
    note: Option<&str>,
    now: Timestamp,
) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update appeals set decision = $2, note = $3, decided_at = $4 where assignment_id = $1 and decided_at is null",
        params![assignment_id, decision, note, now],
    )?;
    Ok(changed == 1)
}

/// Undecided objections, oldest first, after `after`.
pub fn open_appeals(tx: &mut Tx, after: Option<AssignmentId>, limit: i64) -> Result<Vec<Appeal>, DbError> {
    let after = after.map_or(uuid::Uuid::nil(), |id| id.0);
    let rows = tx.query(
        "select p.assignment_id, p.project_id, p.text, p.appealed_at from assignments a
           join appeals p on p.assignment_id = a.id
          where a.state = 'appealed' and a.id > $1 order by a.id limit $2",
        params![after, limit],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Appeal {
                assignment_id: row.get(0)?,
                project_id: row.get(1)?,
                text: row.get(2)?,
                appealed_at: row.get(3)?,
            })
        })
        .collect()
}
