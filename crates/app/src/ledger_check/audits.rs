//! What is kept for drawn results that wait for auditors: each by an open promise of that amount.

use super::{PAGE, Proof};
use crate::AppError;
use pumasi_domain::money::Account;
use pumasi_store::{Tx, ledger_proof};

pub(super) fn prove(tx: &mut Tx, proof: &mut Proof) -> Result<(), AppError> {
    let mut after = None;
    loop {
        let page = ledger_proof::audit_reserves(tx, after, PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.hold_id);
        for kept in &page {
            let escrow = Account::ProjectEscrow(kept.project_id).id();
            *proof.promised.entry(escrow).or_default() += kept.minor;
            if !kept.is_promised {
                let message = format!(
                    "keeps {} for an auditor, and no such promise is there",
                    kept.minor
                );
                proof.fault("promise_missing", kept.task_id.0, message);
            } else if kept.end.is_some() {
                let message = "waits for an auditor, and the promise of the pay has ended";
                proof.fault("promise_wrong", kept.task_id.0, message);
            }
        }
    }
}
