//! Tables `accounts` and `transfers`: double entry in two phases. Transfers are only ever inserted; balances are the sums
//! of them and are folded once per group of transactions.

use crate::tally::{Key, Overdrawn};
use crate::{DbError, Row, Tx, params};
use pumasi_domain::money::{Account, Balance, TransferKind};
use pumasi_domain::{AccountId, AssignmentId, ProjectId, Timestamp, TransferId, UserId};
use uuid::Uuid;

/// A transfer to be written. For `Post` and `Void`, `pending_id` names the promise, and accounts and amount are its own.
#[derive(Debug, Clone)]
pub struct NewTransfer<'a> {
    pub transfer_id: TransferId,
    pub kind: TransferKind,
    pub debit: Account,
    pub credit: Account,
    pub amount_minor: i64,
    pub pending_id: Option<TransferId>,
    /// `deposit`, `budget`, `reward`, `fee`, `inspection_reserve` …
    pub code: &'static str,
    pub project_id: Option<ProjectId>,
    pub assignment_id: Option<AssignmentId>,
    pub note: Option<&'a str>,
    pub created_by: Option<UserId>,
    pub created_at: Timestamp,
}

/// Opens an account, if it is not open yet.
pub fn open_account(tx: &mut Tx, account: Account) -> Result<(), DbError> {
    tx.execute(
        "insert into accounts (id, kind, owner_id, debits_pending, debits_posted, credits_pending, credits_posted)
         values ($1, $2, $3, 0, 0, 0, 0) on conflict (id) do nothing",
        params![account.id(), account.kind(), account.owner()],
    )?;
    Ok(())
}

/// An account's sums as this transaction sees them, unwritten changes of its group included.
pub fn balance(tx: &mut Tx, account: Account) -> Result<Balance, DbError> {
    let row = tx.query_opt(
        "select debits_pending, debits_posted, credits_pending, credits_posted from accounts where id = $1",
        params![account.id()],
    )?;
    let written = row
        .map(|row| read_balance(&row, 0))
        .transpose()?
        .unwrap_or_default();
    let more = tx.unwritten(&Key::Account(account.id()));
    Ok(Balance {
        debits_pending: written.debits_pending + more[0],
        debits_posted: written.debits_posted + more[1],
        credits_pending: written.credits_pending + more[2],
        credits_posted: written.credits_posted + more[3],
    })
}

/// Reads four sums that begin at column `first`.
pub(crate) fn read_balance(row: &Row, first: usize) -> Result<Balance, DbError> {
    Ok(Balance {
        debits_pending: row.get(first)?,
        debits_posted: row.get(first + 1)?,
        credits_pending: row.get(first + 2)?,
        credits_posted: row.get(first + 3)?,
    })
}

/// Writes a transfer and adds it to both balances. A new claim on an account that does not have that much is
/// [`DbError::Overdrawn`]; ending the same promise twice is refused by the database.
pub fn transfer(tx: &mut Tx, transfer: &NewTransfer<'_>) -> Result<(), DbError> {
    let claims = matches!(transfer.kind, TransferKind::Posted | TransferKind::Pending);
    if claims
        && transfer.debit != Account::Bank
        && balance(tx, transfer.debit)?.available() < transfer.amount_minor
    {
        return Err(Overdrawn(transfer.debit.id()).into());
    }
    record(tx, transfer)
}

/// Writes a transfer whose claim the caller has already checked against [`balance`]. (The write of the folded balances
/// checks once more; there it costs the whole group a second run.)
pub fn record(tx: &mut Tx, transfer: &NewTransfer<'_>) -> Result<(), DbError> {
    tx.execute(
        "insert into transfers (id, kind, debit_id, credit_id, amount_minor, pending_id, code, project_id, assignment_id,
           note, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        params![
            transfer.transfer_id,
            transfer.kind,
            transfer.debit.id(),
            transfer.credit.id(),
            transfer.amount_minor,
            transfer.pending_id,
            transfer.code,
            transfer.project_id,
            transfer.assignment_id,
            transfer.note,
            transfer.created_by,
            transfer.created_at
        ],
    )?;
    let (pending, posted) = transfer.kind.change(transfer.amount_minor);
    tx.own
        .add(Key::Account(transfer.debit.id()), &[pending, posted, 0, 0]);
    tx.own
        .add(Key::Account(transfer.credit.id()), &[0, 0, pending, posted]);
    Ok(())
}

/// A transfer as written.
#[derive(Debug, Clone)]
pub struct Transfer {
    pub transfer_id: TransferId,
    pub kind: TransferKind,
    pub debit_id: AccountId,
    pub credit_id: AccountId,
    pub amount_minor: i64,
    pub pending_id: Option<TransferId>,
    pub code: String,
    pub project_id: Option<ProjectId>,
    pub assignment_id: Option<AssignmentId>,
    pub note: Option<String>,
    pub created_at: Timestamp,
}

pub(crate) fn read_transfer(row: &Row) -> Result<Transfer, DbError> {
    Ok(Transfer {
        transfer_id: row.get(0)?,
        kind: row.get(1)?,
        debit_id: row.get(2)?,
        credit_id: row.get(3)?,
        amount_minor: row.get(4)?,
        pending_id: row.get(5)?,
        code: row.get(6)?,
        project_id: row.get(7)?,
        assignment_id: row.get(8)?,
        note: row.get(9)?,
        created_at: row.get(10)?,
    })
}

/// Transfers of an account on either side, newest first, after `before`.
pub fn of_account(
    tx: &mut Tx,
    account: AccountId,
    before: Option<TransferId>,
    limit: i64,
) -> Result<Vec<Transfer>, DbError> {
    let before = before.map_or(Uuid::max(), |id| id.0);
    let rows = tx.query(
        "select id, kind, debit_id, credit_id, amount_minor, pending_id, code, project_id, assignment_id, note, created_at
           from transfers where id in (
             select id from (select id from transfers where debit_id = $1 and id < $2 order by id desc limit $3) d
             union all
             select id from (select id from transfers where credit_id = $1 and id < $2 order by id desc limit $3) c)
          order by id desc limit $3",
        params![account, before, limit],
    )?;
    rows.iter().map(read_transfer).collect()
}

/// An account as written.
#[derive(Debug, Clone)]
pub struct AccountRow {
    pub account_id: AccountId,
    pub kind: String,
    pub owner_id: Option<Uuid>,
    pub balance: Balance,
}

/// Accounts in the order of their ids, after `after`.
pub fn accounts_after(tx: &mut Tx, after: Option<AccountId>, limit: i64) -> Result<Vec<AccountRow>, DbError> {
    let after = after.map_or(Uuid::nil(), |id| id.0);
    let rows = tx.query(
        "select id, kind, owner_id, debits_pending, debits_posted, credits_pending, credits_posted
           from accounts where id > $1 order by id limit $2",
        params![after, limit],
    )?;
    rows.iter()
        .map(|row| {
            Ok(AccountRow {
                account_id: row.get(0)?,
                kind: row.get(1)?,
                owner_id: row.get(2)?,
                balance: read_balance(row, 3)?,
            })
        })
        .collect()
}

/// Transfers in the order of their ids, after `after`: for proofs.
pub fn transfers_after(tx: &mut Tx, after: Option<TransferId>, limit: i64) -> Result<Vec<Transfer>, DbError> {
    let after = after.map_or(Uuid::nil(), |id| id.0);
    let rows = tx.query(
        "select id, kind, debit_id, credit_id, amount_minor, pending_id, code, project_id, assignment_id, note, created_at
           from transfers where id > $1 order by id limit $2",
        params![after, limit],
    )?;
    rows.iter().map(read_transfer).collect()
}

/// Sums by kind of account: kind, how many accounts, balance.
pub fn totals(tx: &mut Tx) -> Result<Vec<(String, i64, Balance)>, DbError> {
    let rows = tx.query(
        "select kind, count(*), cast(sum(debits_pending) as bigint), cast(sum(debits_posted) as bigint),
                cast(sum(credits_pending) as bigint), cast(sum(credits_posted) as bigint)
           from accounts group by kind order by kind",
        &[],
    )?;
    rows.iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?, read_balance(row, 2)?)))
        .collect()
}
