//! The quality plan: what a task needs next. Here what follows an answer and a verdict; in [`buy`] how much is bought for a
//! task, and in [`sampling`] which answers are inspected lot by lot.

pub mod buy;
pub mod known_turns;
pub mod sampling;

use crate::quality::{InspectionRule, Overlap, QualitySettings};
use crate::state::{AnswerKind, AssignmentState, VerdictKind};
use crate::{AssignmentId, Timestamp};

/// The settings of a project that decide about inspection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QualityPlan {
    /// K: answers by different workers that a task needs.
    pub answers_per_task: i64,
    /// Share of answers that are inspected, 0 to 100.
    pub inspect_percent: i64,
    /// How often one answer may be sent back.
    pub max_rounds: i64,
    /// After this many seconds without a decision an answer is accepted and paid.
    pub accept_seconds: i64,
    /// How much is bought for a task beyond that, and how people are measured.
    pub settings: QualitySettings,
}

/// What happens to an answer that was just sent in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterAnswer {
    /// Nobody looks at it: accepted and paid at once.
    Accept,
    /// It waits for an inspector; without one it is accepted at that time.
    Inspect {
        /// When it is accepted if nobody decides.
        accept_at: Timestamp,
    },
}

impl QualityPlan {
    /// Whether the answer to this assignment is among those that are inspected. The draw is a hash of the
    /// assignment's id (systematic random sampling): it needs no state and can not be changed afterwards. Under other
    /// rules than a share nothing is drawn beforehand.
    pub fn samples(&self, assignment_id: AssignmentId) -> bool {
        if self.settings.inspection != InspectionRule::Share {
            return false;
        }
        let mut hash = 0xcbf2_9ce4_8422_2325_u64; // FNV-1a
        for byte in assignment_id.0.as_bytes() {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
        // FNV leaves the low bits weak; fold before taking the remainder.
        ((hash >> 32) % 100) < u64::try_from(self.inspect_percent).unwrap_or(0)
    }

    /// Whether answers are inspected at all.
    pub fn inspects(&self) -> bool {
        self.inspect_percent > 0 || self.settings.inspection != InspectionRule::Share
    }

    /// Whether what a task needs next depends on what was answered.
    pub fn asks(&self) -> bool {
        self.settings.overlap != Overlap::Fixed || self.settings.inspection != InspectionRule::Share
    }

    /// Whether somebody may be asked to decide between people who disagree: where what is in doubt is looked at, and
    /// there may be two to disagree.
    pub fn decides(&self) -> bool {
        self.settings.inspection == InspectionRule::Doubt && self.answers_per_task > 1
    }

    /// What an answer needs next. One that says "unusable" is inspected wherever the project inspects at all:
    /// it closes the task.
    pub fn after_answer(&self, kind: AnswerKind, sampled: bool, now: Timestamp) -> AfterAnswer {
        if sampled || (kind == AnswerKind::Unusable && self.inspects()) {
            AfterAnswer::Inspect {
                accept_at: now.plus_seconds(self.accept_seconds),
            }
        } else {
            AfterAnswer::Accept
        }
    }

    /// Free places of a fresh task.
    pub fn first_places(&self) -> i64 {
        self.settings.first_places(self.answers_per_task)
    }

    /// Whether an answer in `round` (0 = first try) may still be returned.
    pub fn may_return(&self, round: i64) -> bool {
        round < self.max_rounds
    }
}

/// What a verdict does to the inspected assignment.
pub fn after_verdict(verdict: VerdictKind) -> AssignmentState {
    match verdict {
        // An unusable task is nobody's fault but the data's: the work on it is paid.
        VerdictKind::Pass | VerdictKind::Fix | VerdictKind::Unusable => AssignmentState::Accepted,
        VerdictKind::Return => AssignmentState::Returned,
        VerdictKind::Refuse => AssignmentState::Refused,
    }
}

/// Whether the task itself is closed as unusable by this verdict on an answer of this kind.
pub fn closes_task(verdict: VerdictKind, answer: AnswerKind) -> bool {
    verdict == VerdictKind::Unusable || (verdict == VerdictKind::Pass && answer == AnswerKind::Unusable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn plan(inspect_percent: i64) -> QualityPlan {
        QualityPlan {
            answers_per_task: 3,
            inspect_percent,
            max_rounds: 2,
            accept_seconds: 10,
            settings: QualitySettings::default(),
        }
    }

    #[test]
    fn the_sample_has_about_the_ordered_share() {
        for percent in [0, 10, 35, 100] {
            let plan = plan(percent);
            let hits = (0..20_000u128)
                .filter(|n| plan.samples(AssignmentId(Uuid::from_u128(n << 40 | n))))
                .count() as i64;
            assert!(
                (hits - percent * 200).abs() < 400,
                "{percent} % drew {hits} of 20000"
            );
        }
    }

    #[test]
    fn nothing_waits_where_nobody_inspects() {
        assert_eq!(
            plan(0).after_answer(AnswerKind::Unusable, false, Timestamp(0)),
            AfterAnswer::Accept
        );
        assert!(matches!(
            plan(10).after_answer(AnswerKind::Unusable, false, Timestamp(0)),
            AfterAnswer::Inspect { .. }
        ));
        assert_eq!(
            plan(10).after_answer(AnswerKind::Regions, false, Timestamp(0)),
            AfterAnswer::Accept
        );
    }

    #[test]
    fn every_verdict_is_an_allowed_change() {
        for verdict in VerdictKind::ALL {
            assert!(AssignmentState::Submitted.may_become(after_verdict(*verdict)));
        }
        assert!(plan(1).may_return(1) && !plan(1).may_return(2));
    }
}
