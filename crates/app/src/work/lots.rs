//! Inspection lot by lot: which of a person's answers are in the samples.

use crate::{App, AppError};
use pumasi_domain::draw::Draw;
use pumasi_domain::plan::sampling::{Seen, inspects_next};
use pumasi_domain::project::Project;
use pumasi_domain::quality::InspectionRule;
use pumasi_domain::state::AssignmentState;
use pumasi_store::Tx;
use pumasi_store::assignments::Assignment;
use pumasi_store::inspections::{self, Inspected};

/// Answers looked back at: forty lots. Who has given more is judged by these.
const LOOK_BACK: i64 = 1_000;

impl App {
    /// Whether an answer that comes in is in the sample of its lot. Always `false` where answers are not inspected by lots.
    pub(super) fn in_sample(&self, tx: &mut Tx, project: &Project, a: &Assignment) -> Result<bool, AppError> {
        if project.plan.settings.inspection != InspectionRule::Lots {
            return Ok(false);
        }
        let history = inspections::history(tx, a.project_id, a.worker_id, LOOK_BACK)?;
        let seen: Vec<Seen> = history.iter().map(seen).collect();
        // The low half of the id is random, and the turn's for good.
        let turn = a.assignment_id.0.as_u64_pair().1.cast_signed();
        let draw = Draw::Lot.number(a.project_id, a.worker_id, turn);
        Ok(inspects_next(&seen, draw))
    }
}

/// An answer that waits for its inspector is in the sample, and not wrong so far.
fn seen(answer: &Inspected) -> Seen {
    match (answer.state, answer.verdicts) {
        (AssignmentState::Submitted, 0) => Seen::Passed,
        (_, 0) => Seen::Unseen,
        _ if answer.faults > 0 => Seen::Faulty,
        _ => Seen::Passed,
    }
}
