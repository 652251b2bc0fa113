//! What was said about a task, as the engine reads it: who says which class, and what inspectors say of that.

use super::class::class_of;
use crate::AppError;
use crate::tasks::stored_json;
use pumasi_domain::UserId;
use pumasi_domain::state::{AnswerKind, AssignmentState, Role, VerdictKind};
use pumasi_interface::{LabelConfig, Region};
use pumasi_store::evidence::{Given, Returned};

/// Somebody's answer.
#[derive(Debug, Clone)]
pub(super) struct Vote {
    pub worker_id: UserId,
    pub class: String,
    /// It stands: submitted or accepted. One that was sent back or refused says something too, but fills no place.
    pub stands: bool,
}

/// What an inspector says of an answer of this class.
#[derive(Debug, Clone)]
pub(super) struct Judged {
    pub inspector_id: UserId,
    pub class: String,
    pub said: Said,
}

#[derive(Debug, Clone)]
pub(super) enum Said {
    Right,
    Wrong,
    Instead(String),
}

/// What one row says.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    pub votes: Vec<Vote>,
    pub judged: Vec<Judged>,
    /// What somebody chose who decided between people who disagree.
    pub decision: Option<(UserId, String)>,
}

impl Facts {
    /// Takes a row in. Answers without a class (compared ones) say nothing here.
    pub fn take_in(&mut self, config: &LabelConfig, row: &Given) -> Result<(), AppError> {
        if row.role == Role::Adjudicate {
            if let (AssignmentState::Accepted, Some(class)) = (row.state, &row.class) {
                self.decision = Some((row.worker_id, class.clone()));
            }
            return Ok(());
        }
        let Some(class) = own_class(config, row)? else {
            return Ok(());
        };
        if let (Some(inspector_id), Some(said)) = (row.inspector_id, verdict(config, row, &class)?) {
            self.judged.push(Judged {
                inspector_id,
                class: class.clone(),
                said,
            });
        }
        let stands = stands(row);
        if stands || matches!(row.state, AssignmentState::Refused | AssignmentState::Upheld) {
            self.votes.push(Vote {
                worker_id: row.worker_id,
                class,
                stands,
            });
        }
        Ok(())
    }
}

/// What was said when an answer came back, which mending it does not unsay: see [`pumasi_quality::Pool::add_returned`].
/// Nothing for answers without a class.
pub(super) fn returned(config: &LabelConfig, row: &Returned) -> Result<Option<Judged>, AppError> {
    let class = class_of_text(config, row.kind, &row.regions)?.filter(|_| config.is_categorical());
    Ok(class.map(|class| Judged {
        inspector_id: row.inspector_id,
        class,
        said: Said::Wrong,
    }))
}

/// Whether an answer counts as one of its task's.
pub(super) fn stands(row: &Given) -> bool {
    row.role == Role::Work && matches!(row.state, AssignmentState::Submitted | AssignmentState::Accepted)
}

/// The row with its class, where it can have one: answers of before classes were kept have none.
pub(super) fn classed(config: &LabelConfig, mut row: Given) -> Result<Given, AppError> {
    if row.class.is_none() && config.is_categorical() {
        let fixed = row
            .mended
            .as_ref()
            .filter(|_| row.verdict == Some(VerdictKind::Fix));
        if let Some(text) = fixed.or(row.regions.as_ref()) {
            row.class = class_of_text(config, row.kind, text)?;
        }
    }
    Ok(row)
}

/// What the worker said, before anything was mended.
fn own_class(config: &LabelConfig, row: &Given) -> Result<Option<String>, AppError> {
    match (&row.class, row.verdict, &row.regions) {
        (Some(_), Some(VerdictKind::Fix), Some(text)) => class_of_text(config, row.kind, text),
        (class, _, _) => Ok(class.clone()),
    }
}

fn class_of_text(config: &LabelConfig, kind: AnswerKind, text: &str) -> Result<Option<String>, AppError> {
    let regions: Vec<Region> = stored_json(text, "answer")?;
    Ok(class_of(config, kind, &regions))
}

/// What the decision on the latest round says, if it still holds. Returns are read apart, those of all rounds.
fn verdict(config: &LabelConfig, row: &Given, class: &str) -> Result<Option<Said>, AppError> {
    let refused = matches!(row.state, AssignmentState::Refused | AssignmentState::Upheld);
    Ok(match row.verdict {
        Some(VerdictKind::Pass) => Some(Said::Right),
        Some(VerdictKind::Fix) => match &row.mended {
            None => None,
            Some(text) => class_of_text(config, AnswerKind::Regions, text)?.map(|mended| {
                if mended == class {
                    Said::Right
                } else {
                    Said::Instead(mended)
                }
            }),
        },
        // An appeal that was granted turns a refusal over.
        Some(VerdictKind::Refuse) if refused => Some(Said::Wrong),
        Some(VerdictKind::Return | VerdictKind::Refuse | VerdictKind::Unusable) | None => None,
    })
}
