//! What inspectors are handed: decisions between people who disagree, answers that wait, and now and then an answer that is
//! known to be right or wrong, by which the inspector is measured.

use super::claim::{Found, affords, affords_with};
use crate::{App, AppError, Caller};
use pumasi_domain::draw::Draw;
use pumasi_domain::plan::known_turns::{FIRST_TURNS_IN_DOUBT, is_wrong_one, known_percent};
use pumasi_domain::project::Project;
use pumasi_domain::state::{AssignmentState, Purpose, Role};
use pumasi_domain::{ProjectId, Timestamp, UserId};
use pumasi_store::assignments::{self, Assignment};
use pumasi_store::audit_items::{self, Auditable};
use pumasi_store::inspections::{self, Inspectable, Undecided};
use pumasi_store::{Tx, checks, conduct, tasks};
use std::collections::VecDeque;

/// Known tasks looked at for an answer to be measured with.
const LOOK: i64 = 64;

/// What there is to do for one inspector.
struct Queue {
    undecided: VecDeque<Undecided>,
    waiting: VecDeque<Inspectable>,
    drawn: VecDeque<Auditable>,
}

impl Queue {
    fn is_empty(&self) -> bool {
        self.undecided.is_empty() && self.waiting.is_empty() && self.drawn.is_empty()
    }
}

impl App {
    pub(super) fn next_inspections(
        &self,
        tx: &mut Tx,
        project: &Project,
        caller: &Caller,
        mut out: Vec<Assignment>,
        wanted: usize,
        now: Timestamp,
    ) -> Result<Found, AppError> {
        let (project_id, inspector_id) = (project.project_id, caller.user_id);
        let limit = i64::try_from(wanted - out.len()).unwrap_or(0);
        let mut queue = Queue {
            undecided: inspections::undecided(tx, project_id, inspector_id, limit)?.into(),
            waiting: inspections::inspectable(tx, project_id, inspector_id, limit)?.into(),
            drawn: audit_items::auditable(tx, project_id, inspector_id, limit)?.into(),
        };
        let share = project.plan.settings.inspector_gold_percent;
        let first = match share {
            0 => 0,
            _ => tasks::inspect_turns(tx, project_id, inspector_id)?,
        };
        let mistaken = share > 0 && first < FIRST_TURNS_IN_DOUBT && mistaken(tx, project_id, inspector_id)?;
        let mut turn = first;
        let mut enough = true;
        // Nobody is measured where there is nothing else to do.
        while out.len() < wanted && !queue.is_empty() {
            let mut issued = None;
            let percent = known_percent(turn, mistaken, share);
            if Draw::KnownAnswer.hits(project_id, inspector_id, turn, percent) {
                issued = self.issue_known_answer(tx, project, inspector_id, turn, now)?;
            }
            if issued.is_none() {
                let Some(next) = self.issue_waiting(tx, project, inspector_id, &mut queue, now)? else {
                    enough = false;
                    break;
                };
                issued = next;
            }
            turn += i64::from(issued.is_some());
            out.extend(issued);
        }
        if turn > first && share > 0 {
            tasks::set_inspect_turns(tx, project_id, inspector_id, turn)?;
        }
        if !enough {
            return Ok(Found::stopped(out, "budget_used_up"));
        }
        let missing = out.len() < wanted;
        Ok(Found {
            assignments: out,
            reason: missing.then_some("nothing_now"),
            retry_after_seconds: missing.then_some(10),
        })
    }

    /// Hands out the next of the queue. `None`: the budget has no more; `Some(None)`: somebody else just took it.
    fn issue_waiting(
        &self,
        tx: &mut Tx,
        project: &Project,
        inspector_id: UserId,
        queue: &mut Queue,
        now: Timestamp,
    ) -> Result<Option<Option<Assignment>>, AppError> {
        if let Some(undecided) = queue.undecided.pop_front() {
            if !affords(tx, project, Role::Adjudicate)? {
                return Ok(None);
            }
            return self
                .issue_decision(tx, project, inspector_id, &undecided, now)
                .map(Some);
        }
        let Some(Inspectable { subject, again }) = queue.waiting.pop_front() else {
            // Results are looked at again when nobody waits for a decision.
            let Some(drawn) = queue.drawn.pop_front() else {
                return Ok(Some(None));
            };
            let reserved = drawn.item.reserve.map_or(0, |(_, minor)| minor);
            if !affords_with(tx, project, Role::Inspect, reserved)? {
                return Ok(None);
            }
            return self.issue_audit(tx, project, inspector_id, &drawn, now).map(Some);
        };
        let reserved = subject.reserve_hold_id.map_or(0, |_| subject.reserve_minor);
        if !affords_with(tx, project, Role::Inspect, reserved)? {
            return Ok(None);
        }
        self.issue_inspection(tx, project, inspector_id, &subject, again, now)
            .map(Some)
    }

    /// Hands out an answer that is known to be right or wrong, half of them wrong as far as there are any. `None` where
    /// the inspector has had them all.
    fn issue_known_answer(
        &self,
        tx: &mut Tx,
        project: &Project,
        inspector_id: UserId,
        turn: i64,
        now: Timestamp,
    ) -> Result<Option<Assignment>, AppError> {
        let project_id = project.project_id;
        if !affords(tx, project, Role::Inspect)? {
            return Ok(None);
        }
        // What they gave back comes back first, as everything does.
        for back in assignments::known_given_back(tx, project_id, inspector_id, Role::Inspect, 1)? {
            if let Some((subject_id, round)) = back.subject
                && let Some(subject) = assignments::find(tx, project_id, subject_id)?
                && subject.state == AssignmentState::Accepted
                && subject.round == round
                && checks::find(tx, project_id, subject_id)?.is_some()
            {
                let again = Some(back.assignment_id);
                return self
                    .write_inspection(tx, project, inspector_id, &subject, again, Purpose::Gold, now)
                    .map(Some);
            }
        }
        let last = tasks::last_known_position(tx, project_id)?;
        let start = Draw::KnownAnswerStart.below(project_id, inspector_id, turn, last);
        let right = !is_wrong_one(
            turn,
            Draw::WrongAnswer.hits(project_id, inspector_id, turn / 2, 50),
        );
        for is_right in [right, !right] {
            for (from, until) in [(start, i64::MAX), (0, start)] {
                let found = inspections::known_answer(tx, project_id, inspector_id, from, LOOK, is_right)?;
                if let Some((position, subject)) = found
                    && position <= until
                {
                    return self
                        .write_inspection(tx, project, inspector_id, &subject, None, Purpose::Gold, now)
                        .map(Some);
                }
            }
        }
        Ok(None)
    }
}

/// Whether the inspector has erred in a known answer of the project.
fn mistaken(tx: &mut Tx, project_id: ProjectId, inspector_id: UserId) -> Result<bool, AppError> {
    let since = Timestamp::default();
    let role = Role::Inspect;
    let right = conduct::latest_checks(tx, project_id, inspector_id, role, since, FIRST_TURNS_IN_DOUBT)?;
    Ok(right.contains(&false))
}
