//! The proof that the money is right: every transfer, every assignment and what audits set aside is read once, balances are built anew from the
//! rows and compared with those that are kept. Memory grows with the number of accounts, not of transfers.

mod accounts;
mod assignments;
mod audits;
mod transfers;

use crate::{App, AppError};
use pumasi_domain::money::Balance;
use pumasi_domain::{AccountId, AssignmentId};
use pumasi_store::Tx;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// Rows read by one statement.
const PAGE: i64 = 1_000;
/// Faults that are listed; all are counted.
const LISTED_MAX: usize = 1_000;

/// What the proof found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LedgerReport {
    pub transfers: i64,
    pub accounts: i64,
    pub assignments: i64,
    /// Money moved by all transfers together.
    pub posted_minor: i64,
    /// Money promised and neither moved nor taken back.
    pub pending_minor: i64,
    /// How many faults there are.
    pub faults_total: i64,
    /// The first thousand of them.
    pub faults: Vec<LedgerFault>,
}

impl LedgerReport {
    /// Whether all is right.
    pub fn is_right(&self) -> bool {
        self.faults_total == 0
    }
}

/// Something that can not be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LedgerFault {
    /// Stable name.
    pub code: String,
    /// The transfer, account, assignment or task.
    pub id: Uuid,
    pub message: String,
}

/// What is known while the rows pass by.
#[derive(Default)]
struct Proof {
    report: LedgerReport,
    /// Balances by the transfers.
    rebuilt: HashMap<AccountId, Balance>,
    /// Rewards that were paid without a promise, after an appeal: few.
    appeal_rewards: HashMap<AssignmentId, i64>,
    /// What each escrow should have promised, by the assignments and by what waits for auditors.
    promised: HashMap<AccountId, i64>,
}

impl Proof {
    fn fault(&mut self, code: &str, id: Uuid, message: impl Into<String>) {
        self.report.faults_total += 1;
        if self.report.faults.len() < LISTED_MAX {
            self.report.faults.push(LedgerFault {
                code: code.to_owned(),
                id,
                message: message.into(),
            });
        }
    }
}

impl App {
    /// Proves the ledger, within one snapshot: people may go on working meanwhile.
    pub async fn verify_ledger(&self) -> Result<LedgerReport, AppError> {
        self.db.read(verify).await
    }
}

fn verify(tx: &mut Tx) -> Result<LedgerReport, AppError> {
    let mut proof = Proof::default();
    transfers::prove(tx, &mut proof)?;
    assignments::prove(tx, &mut proof)?;
    audits::prove(tx, &mut proof)?;
    accounts::prove(tx, &mut proof)?;
    Ok(proof.report)
}
