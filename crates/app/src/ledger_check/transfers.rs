//! Each transfer for itself: two legs, and if it ends a promise, exactly that one.

use super::{PAGE, Proof};
use crate::AppError;
use pumasi_domain::money::{Account, Balance, TransferKind};
use pumasi_domain::state::AssignmentState;
use pumasi_store::ledger_proof::{self, Line, Subject};
use pumasi_store::{Tx, ledger::Transfer};

pub(super) fn prove(tx: &mut Tx, proof: &mut Proof) -> Result<(), AppError> {
    let mut after = None;
    loop {
        let page = ledger_proof::lines(tx, after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = Some(last.transfer.transfer_id);
        for line in &page {
            proof.report.transfers += 1;
            legs(proof, &line.transfer);
            promise(proof, line);
            if let Some(subject) = &line.subject {
                reward(proof, &line.transfer, subject);
            } else if let Some(assignment_id) = line.transfer.assignment_id {
                let message = format!("is about assignment {assignment_id}, which does not exist");
                proof.fault("assignment_missing", line.transfer.transfer_id.0, message);
            }
        }
    }
    for (transfer_id, times) in ledger_proof::ended_twice(tx, PAGE)? {
        proof.fault(
            "ended_twice",
            transfer_id.0,
            format!("this promise was ended {times} times"),
        );
    }
    Ok(())
}

/// Adds a transfer to both of its accounts.
fn legs(proof: &mut Proof, transfer: &Transfer) {
    let (pending, posted) = transfer.kind.change(transfer.amount_minor);
    let debit = proof.rebuilt.entry(transfer.debit_id).or_default();
    *debit = Balance {
        debits_pending: debit.debits_pending + pending,
        debits_posted: debit.debits_posted + posted,
        ..*debit
    };
    let credit = proof.rebuilt.entry(transfer.credit_id).or_default();
    *credit = Balance {
        credits_pending: credit.credits_pending + pending,
        credits_posted: credit.credits_posted + posted,
        ..*credit
    };
    proof.report.posted_minor += posted;
    proof.report.pending_minor += pending;
    if transfer.debit_id == transfer.credit_id {
        proof.fault(
            "same_account",
            transfer.transfer_id.0,
            "gives to the account it takes from",
        );
    }
    if transfer.amount_minor <= 0 {
        let message = format!("moves {}, which is no amount", transfer.amount_minor);
        proof.fault("amount_not_positive", transfer.transfer_id.0, message);
    }
}

fn promise(proof: &mut Proof, line: &Line) {
    let Line {
        transfer, promise, ..
    } = line;
    let ends = matches!(transfer.kind, TransferKind::Post | TransferKind::Void);
    let id = transfer.transfer_id.0;
    match (ends, transfer.pending_id, promise) {
        (false, None, _) => {}
        (false, Some(pending_id), _) => {
            proof.fault(
                "ends_needlessly",
                id,
                format!("ends nothing and yet names {pending_id}"),
            );
        }
        (true, None, _) => proof.fault("promise_missing", id, "ends a promise and names none"),
        (true, Some(pending_id), None) => {
            proof.fault(
                "promise_missing",
                id,
                format!("ends {pending_id}, which does not exist"),
            );
        }
        (true, Some(pending_id), Some(promise)) => {
            if promise.kind != TransferKind::Pending {
                proof.fault(
                    "not_a_promise",
                    id,
                    format!("ends {pending_id}, which is no promise"),
                );
            }
            let same = promise.debit_id == transfer.debit_id
                && promise.credit_id == transfer.credit_id
                && promise.amount_minor == transfer.amount_minor
                && promise.assignment_id == transfer.assignment_id;
            if !same {
                let message =
                    format!("differs from {pending_id}, which it ends, in accounts, amount or assignment");
                proof.fault("promise_differs", id, message);
            }
        }
    }
}

/// Pay that reached the person an assignment belongs to.
fn reward(proof: &mut Proof, transfer: &Transfer, subject: &Subject) {
    let moves = matches!(transfer.kind, TransferKind::Post | TransferKind::Posted);
    if !moves || transfer.credit_id != Account::WorkerWallet(subject.worker_id).id() {
        return;
    }
    let (id, Some(assignment_id)) = (transfer.transfer_id.0, transfer.assignment_id) else {
        return;
    };
    if subject.state != AssignmentState::Accepted {
        let message = format!("pays for assignment {assignment_id}, which is {}", subject.state);
        proof.fault("paid_unaccepted", id, message);
    }
    if transfer.amount_minor != subject.reward_minor {
        let message = format!(
            "pays {} for assignment {assignment_id}, whose price is {}",
            transfer.amount_minor, subject.reward_minor
        );
        proof.fault("paid_another_price", id, message);
    }
    if transfer.kind == TransferKind::Posted {
        let count = proof.appeal_rewards.entry(assignment_id).or_default();
        *count += 1;
        if *count > 1 {
            proof.fault(
                "paid_twice",
                id,
                format!("pays for assignment {assignment_id} once more"),
            );
        }
    } else if transfer.pending_id != Some(subject.reward_hold_id) {
        let message =
            format!("pays for assignment {assignment_id} from a promise that is not its own any more");
        proof.fault("paid_twice", id, message);
    }
}
