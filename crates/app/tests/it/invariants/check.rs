//! The invariants of the house, asked of the rows.

use super::check_oversight::oversight;
use pumasi_domain::money::{Account, Balance, TransferKind};
use pumasi_domain::{ProjectId, UserId};
use pumasi_store::tally::NO_SUBJECT;
use pumasi_store::{DbError, Tx, ledger, params};
use pumasi_testkit::TestDb;
use std::collections::HashMap;
use std::sync::OnceLock;
use uuid::Uuid;

/// Checks them all (the sums over the whole ledger, which other projects share, only if asked for); returns what every worker has earned so far. `earned` is what they had earned before.
pub async fn check_invariants(
    test: &TestDb,
    project_id: ProjectId,
    earned: &HashMap<UserId, i64>,
    whole_ledger: bool,
) -> Result<HashMap<UserId, i64>, String> {
    let earned = earned.clone();
    test.read(move |tx| {
        let mut faults = Vec::new();
        places(tx, project_id, &mut faults)?;
        people(tx, project_id, &mut faults)?;
        oversight(tx, project_id, &mut faults)?;
        promises(tx, project_id, &mut faults)?;
        escrow(tx, project_id, &mut faults)?;
        if whole_ledger {
            balances(tx, &mut faults)?;
        }
        counters(tx, project_id, &mut faults)?;
        events(tx, project_id, &mut faults)?;
        let now = wallets(tx, project_id)?;
        for (worker, before) in &earned {
            if now.get(worker).is_none_or(|after| after < before) {
                faults.push(format!("worker {worker} lost earned money"));
            }
        }
        Ok::<_, DbError>(if faults.is_empty() {
            Ok(now)
        } else {
            Err(faults.join("; "))
        })
    })
    .await
    .map_err(|error| error.to_string())?
}

/// Every task's places are exactly the assignments in those states, and K in sum until it is closed (at most K, where
/// how many there are depends on the answers, or one of a conversation never sent theirs). Known tasks done besides the order take none.
fn places(tx: &mut Tx, project_id: ProjectId, faults: &mut Vec<String>) -> Result<(), DbError> {
    let rows = tx.query(
        "select t.id, t.state, t.open, t.live, t.submitted, t.accepted, p.answers_per_task,
                (select count(*) from assignments a where a.project_id = $1 and a.task_id = t.id and a.role = 'work' and a.purpose = 'order' and a.state in ('active', 'returned')),
                (select count(*) from assignments a where a.project_id = $1 and a.task_id = t.id and a.role = 'work' and a.purpose = 'order' and a.state = 'submitted'),
                (select count(*) from assignments a where a.project_id = $1 and a.task_id = t.id and a.role = 'work' and a.purpose = 'order' and a.state = 'accepted'
                    and (select count(*) from appeals x where x.assignment_id = a.id) = 0),
                (select count(*) from results r where r.project_id = $1 and r.task_id = t.id),
                case when p.quality like '%\"overlap\":\"fixed\"%' and p.interface_xml not like '%people=%' then 0 else 1 end, t.deciding,
                (select count(*) from assignments a where a.project_id = $1 and a.task_id = t.id and a.role = 'adjudicate'
                    and a.purpose = 'order' and a.state in ('active', 'accepted'))
           from tasks t join projects p on p.id = t.project_id where t.project_id = $1",
        params![project_id],
    )?;
    for row in rows {
        let (id, state): (Uuid, String) = (row.get(0)?, row.get(1)?);
        let n: Vec<i64> = (2..11).map(|i| row.get(i)).collect::<Result<_, _>>()?;
        let closed = state == "unusable" || state == "voided";
        if n[1..4] != n[5..8] {
            faults.push(format!(
                "task {id}: places live, submitted, accepted are {:?}, assignments {:?}",
                &n[1..4],
                &n[5..8]
            ));
        }
        let sum: i64 = n[..4].iter().sum();
        let adaptive: bool = row.get(11)?;
        if !closed && (sum > n[4] || (!adaptive && sum != n[4])) {
            faults.push(format!("task {id} has {sum} places of {}", n[4]));
        }
        let deciding: i64 = row.get(12)?;
        let decisions: i64 = row.get(13)?;
        if !closed && state != "done" && decisions > deciding {
            faults.push(format!(
                "task {id} wants {deciding} decisions and has {decisions}"
            ));
        }
        if closed && n[0] != 0 {
            faults.push(format!("closed task {id} has free places"));
        }
        if (state == "done" || state == "unusable") != (n[8] == 1) {
            faults.push(format!("task {id} is {state} with {} results", n[8]));
        }
    }
    Ok(())
}

/// Never two answers of one worker on a task; an inspector is never a worker of the task; one decision per round.
fn people(tx: &mut Tx, project_id: ProjectId, faults: &mut Vec<String>) -> Result<(), DbError> {
    let asks = [
        (
            "two answers by one worker",
            "select count(*) from (select task_id from assignments where project_id = $1 and role = 'work'
               group by task_id, worker_id having count(*) > 1) x",
        ),
        (
            "an inspector who worked on the task",
            "select count(*) from assignments i join assignments w on w.project_id = i.project_id and w.task_id = i.task_id
               and w.worker_id = i.worker_id and w.id <> i.id where i.project_id = $1 and
               (i.role = 'inspect' and w.role <> 'inspect' or i.role = 'adjudicate')",
        ),
        (
            "two inspections of one round",
            "select count(*) from (select subject_id from assignments where project_id = $1 and role = 'inspect' and purpose = 'order'
               and state in ('active', 'accepted') group by subject_id, subject_round having count(*) > 1) x",
        ),
        (
            "an answer to a known task that was not compared, or another that was",
            "select count(*) from assignments a join tasks t on t.project_id = a.project_id and t.id = a.task_id
               left join checks c on c.project_id = a.project_id and c.assignment_id = a.id
              where a.project_id = $1 and a.role = 'work' and a.state in ('submitted', 'accepted')
                and (t.gold is null) = (c.assignment_id is not null)",
        ),
        (
            "a check that does not say what was answered",
            "select count(*) from checks c join assignments a on a.id = c.assignment_id
              where c.project_id = $1 and a.state in ('submitted', 'accepted') and c.role = 'work'
                and (c.user_id <> a.worker_id or c.task_id <> a.task_id
                     or (c.given = c.expected) <> (c.is_right = 1))",
        ),
        (
            "a known task besides the order that was inspected or refused",
            "select count(*) from assignments a where a.project_id = $1 and a.role = 'work' and a.purpose <> 'order'
                and (a.state in ('returned', 'refused', 'appealed', 'upheld') or a.reserve_hold_id is not null
                     or (select count(*) from assignments i where i.subject_id = a.id and i.purpose = 'order') > 0)",
        ),
        (
            "a result that comes from a known task besides the order",
            "select count(*) from results r join assignments a on a.id = r.assignment_id
              where r.project_id = $1 and a.purpose <> 'order'",
        ),
        (
            "an answer that nobody inspects and nobody can",
            "select count(*) from assignments s where s.project_id = $1 and s.state = 'submitted' and s.inspection_open = 0
               and (select count(*) from assignments i where i.project_id = $1 and i.subject_id = s.id and i.state = 'active') = 0",
        ),
    ];
    static TEXT: OnceLock<String> = OnceLock::new();
    for (what, count) in numbers(tx, project_id, &asks, &TEXT)? {
        if count != 0 {
            faults.push(what.to_owned());
        }
    }
    Ok(())
}

/// The number that each question has as its answer, asked in one statement, which is kept in `text`: there are thousands
/// of steps.
pub fn numbers<'a>(
    tx: &mut Tx,
    project_id: ProjectId,
    asks: &[(&'a str, &str)],
    text: &'static OnceLock<String>,
) -> Result<Vec<(&'a str, i64)>, DbError> {
    let statement = text.get_or_init(|| {
        let all: Vec<String> = asks.iter().map(|(_, ask)| format!("({ask})")).collect();
        format!("select {}", all.join(", "))
    });
    let row = tx.query_one(statement, params![project_id])?;
    let answered = asks.iter().enumerate();
    answered.map(|(n, (what, _))| Ok((*what, row.get(n)?))).collect()
}

/// The promise behind an assignment is open exactly while it is live or waits; kept if accepted; taken back otherwise.
fn promises(tx: &mut Tx, project_id: ProjectId, faults: &mut Vec<String>) -> Result<(), DbError> {
    let rows = tx.query(
        "select a.id, a.state, (select e.kind from transfers e where e.pending_id = a.reward_hold_id),
                (select count(*) from transfers t where t.id = a.reward_hold_id and t.kind = 'pending' and t.amount_minor = a.reward_minor)
           from assignments a where a.project_id = $1",
        params![project_id],
    )?;
    for row in rows {
        let (id, state, end): (Uuid, String, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let appealed = tx
            .query_one(
                "select count(*) from appeals where assignment_id = $1",
                params![id],
            )?
            .get::<i64>(0)?
            > 0;
        let wanted = match state.as_str() {
            "active" | "submitted" | "returned" => None,
            "accepted" if !appealed => Some("post"),
            _ => Some("void"),
        };
        if end.as_deref() != wanted || row.get::<i64>(3)? != 1 {
            faults.push(format!("assignment {id} is {state}, its promise {end:?}"));
        }
    }
    Ok(())
}

/// What the escrow has promised is what live and waiting assignments were promised and what is kept for auditors, and not
/// a won more.
fn escrow(tx: &mut Tx, project_id: ProjectId, faults: &mut Vec<String>) -> Result<(), DbError> {
    let row = tx.query_one(
        "select cast(coalesce(sum(reward_minor + fee_minor + case when reserve_hold_id is null then 0 else reserve_minor end), 0) as bigint)
                + (select cast(coalesce(sum(reserve_minor), 0) as bigint) from audit_items where project_id = $1)
           from assignments where project_id = $1 and state in ('active', 'submitted', 'returned')",
        params![project_id],
    )?;
    let (wanted, held): (i64, i64) = (
        row.get(0)?,
        ledger::balance(tx, Account::ProjectEscrow(project_id))?.debits_pending,
    );
    if wanted != held {
        faults.push(format!(
            "the escrow has promised {held}, assignments were promised {wanted}"
        ));
    }
    Ok(())
}

/// Balances are the sums of the transfers, both sides are equal, nothing is overdrawn.
fn balances(tx: &mut Tx, faults: &mut Vec<String>) -> Result<(), DbError> {
    let mut sums: HashMap<Uuid, Balance> = HashMap::new();
    let mut after = None;
    loop {
        let page = ledger::transfers_after(tx, after, 1_000)?;
        let Some(last) = page.last() else { break };
        after = Some(last.transfer_id);
        for t in &page {
            let (pending, posted) = t.kind.change(t.amount_minor);
            let debit = sums.entry(t.debit_id.0).or_default();
            debit.debits_pending += pending;
            debit.debits_posted += posted;
            let credit = sums.entry(t.credit_id.0).or_default();
            credit.credits_pending += pending;
            credit.credits_posted += posted;
            if matches!(t.kind, TransferKind::Post | TransferKind::Void) != t.pending_id.is_some() {
                faults.push(format!("transfer {} ends nothing", t.transfer_id));
            }
        }
    }
    let mut total = 0;
    let mut after = None;
    loop {
        let page = ledger::accounts_after(tx, after, 1_000)?;
        let Some(last) = page.last() else { break };
        after = Some(last.account_id);
        for account in &page {
            let sum = sums.remove(&account.account_id.0).unwrap_or_default();
            if sum != account.balance {
                faults.push(format!(
                    "account {} ({}) holds {:?}, its transfers say {sum:?}",
                    account.account_id, account.kind, account.balance
                ));
            }
            if account.kind != "bank"
                && (account.balance.available() < 0 || account.balance.credits_pending < 0)
            {
                faults.push(format!(
                    "account {} ({}) is overdrawn",
                    account.account_id, account.kind
                ));
            }
            total += account.balance.credits_posted - account.balance.debits_posted
                + account.balance.credits_pending
                - account.balance.debits_pending;
        }
    }
    if total != 0 || !sums.is_empty() {
        faults.push(format!(
            "the ledger sums to {total}, {} unknown accounts",
            sums.len()
        ));
    }
    Ok(())
}

/// The folded counters say what a count of the rows says.
fn counters(tx: &mut Tx, project_id: ProjectId, faults: &mut Vec<String>) -> Result<(), DbError> {
    let asks = [
        ("queued", "select tasks_queued - (select count(*) from tasks where project_id = $1 and state = 'queued') from project_tallies where project_id = $1"),
        ("in work", "select tasks_in_work - (select count(*) from tasks where project_id = $1 and state = 'in_work') from project_tallies where project_id = $1"),
        ("in review", "select tasks_in_review - (select count(*) from tasks where project_id = $1 and state = 'in_review') from project_tallies where project_id = $1"),
        ("done", "select tasks_done - (select count(*) from tasks where project_id = $1 and state = 'done') from project_tallies where project_id = $1"),
        ("unusable", "select tasks_unusable - (select count(*) from tasks where project_id = $1 and state = 'unusable') from project_tallies where project_id = $1"),
        ("waiting answers", "select answers_in_review - (select count(*) from assignments where project_id = $1 and role = 'work' and purpose = 'order' and state = 'submitted') from project_tallies where project_id = $1"),
        ("returned answers", "select answers_returned - (select count(*) from assignments where project_id = $1 and state = 'returned') from project_tallies where project_id = $1"),
        ("accepted answers", "select answers_accepted - (select count(*) from assignments where project_id = $1 and role = 'work' and purpose = 'order' and state = 'accepted') from project_tallies where project_id = $1"),
        ("pending pay", "select cast(coalesce(sum(pending_minor), 0) as bigint) - (select cast(coalesce(sum(reward_minor), 0) as bigint) from assignments
            where project_id = $1 and role = 'work' and state in ('active', 'submitted', 'returned') and submitted_at is not null) from participations where project_id = $1"),
        ("earned pay", "select cast(coalesce(sum(earned_minor), 0) as bigint) - (select cast(coalesce(sum(reward_minor), 0) as bigint) from assignments
            where project_id = $1 and state = 'accepted') from participations where project_id = $1"),
        ("earned by day", "select cast(coalesce(sum(earned_minor), 0) as bigint) - (select cast(coalesce(sum(reward_minor), 0) as bigint) from assignments
            where project_id = $1 and state = 'accepted') from work_days where project_id = $1"),
    ];
    static TEXT: OnceLock<String> = OnceLock::new();
    for (what, difference) in numbers(tx, project_id, &asks, &TEXT)? {
        if difference != 0 {
            faults.push(format!("the counter of {what} is off by {difference}"));
        }
    }
    Ok(())
}

/// Every assignment's last event tells the state it is in.
fn events(tx: &mut Tx, project_id: ProjectId, faults: &mut Vec<String>) -> Result<(), DbError> {
    let rows = tx.query(
        "select a.id, a.state, a.role, (select e.kind from events e where e.subject_id = a.id order by e.id desc limit 1)
           from assignments a where a.project_id = $1",
        params![project_id],
    )?;
    for row in rows {
        let (id, state, role, last): (Uuid, String, String, Option<String>) =
            (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        let last = last.unwrap_or_default();
        let fits = match state.as_str() {
            "active" => matches!(
                last.as_str(),
                "assignment_issued" | "assignment_reopened" | "assignment_withdrawn"
            ),
            "accepted" if role == "inspect" => last == "verdict_given",
            "accepted" if role == "adjudicate" => last == "task_adjudicated",
            "accepted" => matches!(last.as_str(), "assignment_accepted" | "appeal_accepted"),
            "upheld" => last == "appeal_upheld",
            other => last == format!("assignment_{other}"),
        };
        if !fits {
            faults.push(format!("{role} {id} is {state}, its last event {last}"));
        }
    }
    Ok(())
}

/// What every worker of the project has earned.
fn wallets(tx: &mut Tx, project_id: ProjectId) -> Result<HashMap<UserId, i64>, DbError> {
    let rows = tx.query(
        "select distinct worker_id from assignments where project_id = $1 and subject_id >= $2",
        params![project_id, NO_SUBJECT],
    )?;
    let mut earned = HashMap::new();
    for row in rows {
        let worker: UserId = row.get(0)?;
        earned.insert(
            worker,
            ledger::balance(tx, Account::WorkerWallet(worker))?.credits_posted,
        );
    }
    Ok(earned)
}
