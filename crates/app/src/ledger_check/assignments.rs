//! Each assignment's promises: open while it is in hand or waits, kept when it is accepted, taken back otherwise.

use super::{PAGE, Proof};
use crate::AppError;
use pumasi_domain::money::{Account, TransferKind};
use pumasi_domain::state::AssignmentState;
use pumasi_store::Tx;
use pumasi_store::ledger_proof::{self, Holds};

pub(super) fn prove(tx: &mut Tx, proof: &mut Proof) -> Result<(), AppError> {
    let mut after = None;
    loop {
        let page = ledger_proof::holds(tx, after, PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.assignment_id);
        for holds in &page {
            proof.report.assignments += 1;
            prove_one(proof, holds);
        }
    }
}

fn prove_one(proof: &mut Proof, holds: &Holds) {
    let id = holds.assignment_id.0;
    let is_open = matches!(
        holds.state,
        AssignmentState::Active | AssignmentState::Submitted | AssignmentState::Returned
    );
    let appeal_rewards = proof
        .appeal_rewards
        .get(&holds.assignment_id)
        .copied()
        .unwrap_or(0);
    let wanted = match holds.state {
        _ if is_open => None,
        // After a successful appeal the pay came anew: the promise had been taken back with the refusal.
        AssignmentState::Accepted if appeal_rewards == 0 => Some(TransferKind::Post),
        _ => Some(TransferKind::Void),
    };
    let ends = [
        ("pay", holds.reward_minor, holds.reward_end, wanted),
        ("fee", holds.fee_minor, holds.fee_end, wanted),
        ("inspection", holds.reserve_minor, holds.reserve_end, None),
    ];
    for (what, amount_minor, end, wanted) in ends {
        if amount_minor > 0 && end != wanted {
            let message = format!(
                "is {}, and the promise of its {what} is {}",
                holds.state,
                words(end)
            );
            let code = if holds.state == AssignmentState::Accepted {
                "accepted_unpaid"
            } else {
                "promise_wrong"
            };
            proof.fault(code, id, message);
        }
    }
    let named = ends
        .iter()
        .filter(|(_, amount_minor, _, _)| *amount_minor > 0)
        .count() as i64;
    if holds.promises != named {
        let message = format!(
            "was promised {named} amounts, and {} such promises are there",
            holds.promises
        );
        proof.fault("promise_missing", id, message);
    }
    if is_open {
        let escrow = Account::ProjectEscrow(holds.project_id).id();
        *proof.promised.entry(escrow).or_default() +=
            holds.reward_minor + holds.fee_minor + holds.reserve_minor;
    } else if holds.reserve_minor > 0 {
        proof.fault(
            "promise_wrong",
            id,
            format!("is {}, and money is still kept for its inspection", holds.state),
        );
    }
}

fn words(end: Option<TransferKind>) -> &'static str {
    match end {
        None => "open",
        Some(TransferKind::Post) => "kept",
        Some(TransferKind::Void) => "taken back",
        Some(TransferKind::Posted | TransferKind::Pending) => "ended by what ends nothing",
    }
}
