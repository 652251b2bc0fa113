//! What must hold of pauses and audits, asked of the rows.

use super::check::numbers;
use pumasi_domain::ProjectId;
use pumasi_store::{DbError, Tx};
use std::sync::OnceLock;

/// Who is stopped is handed nothing; what was drawn waits with its money, is in somebody's hands or is decided.
const ASKS: [(&str, &str); 8] = [
    (
        "something handed to a person who is stopped",
        "select count(*) from assignments a
           join pauses p on p.project_id = a.project_id and p.user_id = a.worker_id and p.ended_at is null
            and p.action = 'pause' and (p.role = 'work') = (a.role = 'work')
          where a.project_id = $1 and a.state = 'active' and a.issued_at > p.started_at
            and (select e.kind from events e where e.subject_id = a.id order by e.id desc limit 1) = 'assignment_issued'",
    ),
    (
        "a pause that ended before it began, or was decided without a word of by whom",
        "select count(*) from pauses where project_id = $1
            and (ended_at < started_at or (decision is null) <> (decided_at is null) or (decision = 'lift' and ended_at is null))",
    ),
    (
        "a drawn result that waits without its money, or keeps money and does not wait",
        "select count(*) from audit_items where project_id = $1 and (open = 1) <> (reserve_hold_id is not null)",
    ),
    (
        "a drawn result that waits and is decided",
        "select count(*) from audit_items where project_id = $1 and open = 1 and is_right is not null",
    ),
    (
        "a drawn result that nobody has and nobody can take",
        "select count(*) from audit_items i where i.project_id = $1 and i.open = 0 and i.is_right is null
            and (select count(*) from assignments a where a.id = i.assignment_id and a.task_id = i.task_id
                  and a.purpose = 'audit' and a.state = 'active') = 0",
    ),
    (
        "an auditor with a result in hand that is not drawn",
        "select count(*) from assignments a where a.project_id = $1 and a.purpose = 'audit' and a.state in ('active', 'accepted')
            and (select count(*) from audit_items i where i.project_id = $1 and i.assignment_id = a.id) <> 1",
    ),
    (
        "an audit that is done with results left, or not done with none",
        "select count(*) from audits x where x.project_id = $1
            and (x.state = 'done') <> ((select count(*) from audit_items i
                  where i.project_id = $1 and i.audit_id = x.id and i.is_right is null) = 0)",
    ),
    (
        "an audit that is done without a certificate",
        "select count(*) from audits where project_id = $1 and (state = 'done') <> (certificate is not null)",
    ),
];

pub fn oversight(tx: &mut Tx, project_id: ProjectId, faults: &mut Vec<String>) -> Result<(), DbError> {
    static TEXT: OnceLock<String> = OnceLock::new();
    for (what, count) in numbers(tx, project_id, &ASKS, &TEXT)? {
        if count != 0 {
            faults.push(what.to_owned());
        }
    }
    Ok(())
}
