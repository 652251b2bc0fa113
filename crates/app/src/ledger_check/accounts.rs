//! Each account: its balance is the sum of its transfers, and nobody but the bank has less than nothing.

use super::{PAGE, Proof};
use crate::AppError;
use pumasi_domain::money::Balance;
use pumasi_store::Tx;
use pumasi_store::ledger::{self, AccountRow};
use uuid::Uuid;

pub(super) fn prove(tx: &mut Tx, proof: &mut Proof) -> Result<(), AppError> {
    let mut sums = Balance::default();
    let mut after = None;
    loop {
        let page = ledger::accounts_after(tx, after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = Some(last.account_id);
        for account in &page {
            proof.report.accounts += 1;
            sums.debits_pending += account.balance.debits_pending;
            sums.debits_posted += account.balance.debits_posted;
            sums.credits_pending += account.balance.credits_pending;
            sums.credits_posted += account.balance.credits_posted;
            prove_one(proof, account);
        }
    }
    let strangers: Vec<_> = proof.rebuilt.keys().copied().collect();
    for account_id in strangers {
        proof.fault(
            "account_missing",
            account_id.0,
            "transfers name this account, and it does not exist",
        );
    }
    for (what, debits, credits) in [
        ("promised", sums.debits_pending, sums.credits_pending),
        ("moved", sums.debits_posted, sums.credits_posted),
    ] {
        if debits != credits {
            let message = format!("all debits {what} are {debits}, all credits {what} {credits}");
            proof.fault("sides_differ", Uuid::nil(), message);
        }
    }
    Ok(())
}

fn prove_one(proof: &mut Proof, account: &AccountRow) {
    let (id, kind, kept) = (account.account_id.0, account.kind.as_str(), account.balance);
    let rebuilt = proof.rebuilt.remove(&account.account_id).unwrap_or_default();
    if rebuilt != kept {
        let message = format!(
            "this {kind} is kept as {}, its transfers say {}",
            words(&kept),
            words(&rebuilt)
        );
        proof.fault("balance_differs", id, message);
    }
    let smallest = kept
        .debits_pending
        .min(kept.debits_posted)
        .min(kept.credits_pending)
        .min(kept.credits_posted);
    if smallest < 0 || (kind != "bank" && kept.available() < 0) {
        proof.fault(
            "overdrawn",
            id,
            format!("this {kind} is below zero: {}", words(&kept)),
        );
    }
    let promised = proof.promised.remove(&account.account_id).unwrap_or(0);
    if kind == "project_escrow" && promised != kept.debits_pending {
        let message = format!(
            "this {kind} has promised {}, its assignments and audits were promised {promised}",
            kept.debits_pending
        );
        proof.fault("promises_differ", id, message);
    }
    if kind == "project_inspections" && kept.credits_posted + kept.debits_posted != 0 {
        proof.fault(
            "reserve_moved",
            id,
            "money kept for inspections is only ever promised, and some was moved",
        );
    }
}

fn words(balance: &Balance) -> String {
    format!(
        "debits {} + {} promised, credits {} + {} promised",
        balance.debits_posted, balance.debits_pending, balance.credits_posted, balance.credits_pending
    )
}
