//! All money at a glance.

use crate::access::require_operator;
use crate::{App, AppError, Caller};
use pumasi_domain::money::CURRENCY;
use pumasi_store::ledger;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Sums of all accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = Ledger)]
pub struct LedgerTotals {
    pub currency: String,
    pub accounts: Vec<LedgerAccount>,
    /// All debits less all credits, promised and moved. Anything but 0 is a fault of ours.
    pub sum_minor: i64,
}

/// The accounts of one kind together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LedgerAccount {
    pub kind: String,
    pub count: i64,
    pub debits_pending_minor: i64,
    pub debits_posted_minor: i64,
    pub credits_pending_minor: i64,
    pub credits_posted_minor: i64,
}

impl App {
    /// Sums of all accounts by kind.
    pub async fn ledger_totals(&self, caller: &Caller) -> Result<LedgerTotals, AppError> {
        require_operator(caller)?;
        let totals = self.db.read(|tx| Ok::<_, AppError>(ledger::totals(tx)?)).await?;
        let sum_minor = totals
            .iter()
            .map(|(_, _, sums)| {
                sums.debits_pending + sums.debits_posted - sums.credits_pending - sums.credits_posted
            })
            .sum();
        let accounts = totals
            .into_iter()
            .map(|(kind, count, sums)| LedgerAccount {
                kind,
                count,
                debits_pending_minor: sums.debits_pending,
                debits_posted_minor: sums.debits_posted,
                credits_pending_minor: sums.credits_pending,
                credits_posted_minor: sums.credits_posted,
            })
            .collect();
        Ok(LedgerTotals {
            currency: CURRENCY.to_owned(),
            accounts,
            sum_minor,
        })
    }
}
