//! The terms of an order as the database keeps them.

use crate::audience::Audience;
use crate::plan::QualityPlan;
use crate::quality::Rule;
use crate::sensitivity::Sensitivity;
use crate::state::ProjectState;
use crate::{OrganizationId, ProjectId, Timestamp};

/// One order. Times in microseconds, money in minor units, spans in seconds.
#[derive(Clone, Debug, PartialEq)]
pub struct Project {
    pub project_id: ProjectId,
    pub organization_id: OrganizationId,
    pub name: String,
    pub description: String,
    pub interface_xml: String,
    pub state: ProjectState,
    pub pause_reason: Option<String>,
    /// Counts changes; a change names the version it was made from.
    pub version: i64,
    pub reward_minor: i64,
    pub inspection_reward_minor: i64,
    pub fee_percent: i64,
    pub plan: QualityPlan,
    /// What happens to people whose work shows something.
    pub rules: Vec<Rule>,
    pub work_audience: Audience,
    pub inspect_audience: Audience,
    pub exam_size: i64,
    pub exam_pass_percent: i64,
    pub lease_seconds: i64,
    pub return_seconds: i64,
    pub budget_minor: i64,
    pub deadline: Option<Timestamp>,
    /// For adults only: invisible to everybody who is not verified as one.
    pub adult: bool,
    /// What is in it that may upset: only people who agreed to each kind get any of it.
    pub sensitivity: Sensitivity,
    pub language: String,
    pub guide_version: i64,
    pub created_at: Timestamp,
    pub opened_at: Option<Timestamp>,
    pub closed_at: Option<Timestamp>,
}

impl Project {
    /// Why no new work is handed out now, as a stable code.
    pub fn stopped(&self, now: Timestamp) -> Option<&'static str> {
        match self.state {
            ProjectState::Open if self.deadline.is_some_and(|deadline| deadline <= now) => {
                Some("deadline_passed")
            }
            ProjectState::Open => None,
            ProjectState::Paused => Some("paused"),
            ProjectState::Draft | ProjectState::Closed => Some("closed"),
        }
    }
}
