//! A pause as the requester sees it, and as the person does.

use crate::{App, AppError};
use pumasi_domain::pause::{PauseCause, PauseDecision};
use pumasi_domain::quality::RuleAction;
use pumasi_domain::state::Role;
use pumasi_domain::{PauseId, ProjectId, Timestamp};
use pumasi_store::pauses::{Filter, Pause};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// Which pauses of a project to list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PauseScope {
    /// Those that run.
    Running,
    /// Those with an objection that nobody has decided on.
    Objected,
    /// All, with training and warnings.
    #[default]
    All,
}

impl From<PauseScope> for Filter {
    fn from(scope: PauseScope) -> Filter {
        Filter {
            running: scope == PauseScope::Running,
            objected: scope == PauseScope::Objected,
        }
    }
}

/// A person stopped in a project, sent to training or warned, under a pseudonym.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = Pause)]
pub struct PauseView {
    pub pause_id: PauseId,
    /// Pseudonym, the same throughout the project.
    pub worker: String,
    #[serde(flatten)]
    pub what: PauseFacts,
}

/// What is said to both sides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PauseFacts {
    pub role: Role,
    /// `pause` stops; `train` and `warn` end where they begin.
    pub action: RuleAction,
    pub cause: PauseCause,
    /// What was seen. Of rules `{n, value_percent, threshold_percent}` (of skips `{n, at_most}`), of the brake `{n,
    /// share_percent, expected_percent, high_percent}`, of the requester `{reason}`.
    #[schema(value_type = Object)]
    pub figures: Value,
    pub started_at: Timestamp,
    /// When it ends by itself; `null`: when somebody decides.
    pub until_at: Option<Timestamp>,
    pub objection: Option<String>,
    pub objected_at: Option<Timestamp>,
    pub decision: Option<PauseDecision>,
    pub note: Option<String>,
    pub decided_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
}

/// A pause of one's own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MyPause {
    pub pause_id: PauseId,
    pub project_id: ProjectId,
    pub project_name: String,
    /// It runs, and nothing was said against it yet.
    pub may_object: bool,
    #[serde(flatten)]
    pub what: PauseFacts,
}

/// One's own pauses: those that run and those of the last 90 days.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MyPauses {
    pub items: Vec<MyPause>,
}

impl PauseFacts {
    fn of(p: Pause) -> Result<PauseFacts, AppError> {
        let figures = serde_json::from_str(&p.data).map_err(|e| {
            AppError::Internal(format!(
                "the figures of pause {} can not be read: {e}",
                p.pause_id
            ))
        })?;
        Ok(PauseFacts {
            role: p.role,
            action: p.action,
            cause: p.cause,
            figures,
            started_at: p.started_at,
            until_at: p.until_at,
            objection: p.objection,
            objected_at: p.objected_at,
            decision: p.decision,
            note: p.note,
            decided_at: p.decided_at,
            ended_at: p.ended_at,
        })
    }
}

impl App {
    /// A pause for its requester.
    pub(crate) fn pause_view(&self, p: Pause) -> Result<PauseView, AppError> {
        Ok(PauseView {
            pause_id: p.pause_id,
            worker: self.pseudonym(p.project_id, p.user_id),
            what: PauseFacts::of(p)?,
        })
    }
}

/// A pause for the person who is stopped.
pub(super) fn my_pause(p: Pause, project_name: String) -> Result<MyPause, AppError> {
    Ok(MyPause {
        pause_id: p.pause_id,
        project_id: p.project_id,
        project_name,
        may_object: p.ended_at.is_none() && p.objected_at.is_none(),
        what: PauseFacts::of(p)?,
    })
}
