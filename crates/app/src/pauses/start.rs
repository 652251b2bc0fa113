//! A pause begins, and is written to the log.

use super::view::PauseView;
use crate::access::require_project_member;
use crate::history::Change;
use crate::projects::require_not_closed;
use crate::{App, AppError, Caller, Done, Once};
use pumasi_domain::access::MemberRole;
use pumasi_domain::pause::PauseCause;
use pumasi_domain::quality::RuleAction;
use pumasi_domain::state::Role;
use pumasi_domain::{ProjectId, Timestamp, UserId};
use pumasi_store::pauses::{self, Pause};
use pumasi_store::{Tx, project_reports};
use serde_json::{Value, json};

/// The longest reason, in characters.
const REASON_MAX: usize = 2_000;
/// People of a project looked through at a time for a pseudonym.
const PEOPLE: i64 = 500;

/// What begins.
pub(super) struct Start {
    pub project_id: ProjectId,
    pub user_id: UserId,
    pub role: Role,
    pub action: RuleAction,
    pub cause: PauseCause,
    pub figures: Value,
    pub until_at: Option<Timestamp>,
    /// `None`: a rule or the brake.
    pub actor: Option<UserId>,
}

/// Whoever decides between others does so as an inspector.
pub(crate) fn pause_role(role: Role) -> Role {
    match role {
        Role::Work => Role::Work,
        Role::Inspect | Role::Adjudicate => Role::Inspect,
    }
}

impl App {
    /// Begins a pause, a training or a warning. `None`: the person is stopped already.
    pub(super) fn start_pause(
        &self,
        tx: &mut Tx,
        start: Start,
        now: Timestamp,
    ) -> Result<Option<Pause>, AppError> {
        let pause = Pause {
            pause_id: self.ids.next().into(),
            project_id: start.project_id,
            user_id: start.user_id,
            role: start.role,
            action: start.action,
            cause: start.cause,
            data: start.figures.to_string(),
            started_at: now,
            until_at: start.until_at,
            objection: None,
            objected_at: None,
            decision: None,
            note: None,
            decided_by: None,
            decided_at: None,
            ended_at: (start.action != RuleAction::Pause).then_some(now),
        };
        if !pauses::insert(tx, &pause)? {
            return Ok(None);
        }
        let kind = match start.action {
            RuleAction::Pause => "worker_paused",
            RuleAction::Train => "worker_sent_to_training",
            RuleAction::Warn => "worker_warned",
        };
        let data = json!({"user_id": pause.user_id, "role": pause.role, "cause": pause.cause, "figures": start.figures});
        self.note_pause(tx, now, kind, start.actor, &pause, data)?;
        Ok(Some(pause))
    }

    /// A line of the log about a pause.
    pub(super) fn note_pause(
        &self,
        tx: &mut Tx,
        now: Timestamp,
        kind: &'static str,
        actor: Option<UserId>,
        pause: &Pause,
        data: Value,
    ) -> Result<(), AppError> {
        let change = Change {
            kind,
            actor,
            project_id: pause.project_id,
            subject_kind: "pause",
            subject_id: pause.pause_id.0,
            data,
        };
        self.note(tx, now, change)
    }

    /// The person behind a pseudonym, among those who took part in the project.
    pub(super) fn person_behind(
        &self,
        tx: &mut Tx,
        project_id: ProjectId,
        worker: &str,
    ) -> Result<UserId, AppError> {
        let mut skip = 0;
        loop {
            let people = project_reports::participants(tx, project_id, skip, PEOPLE)?;
            let count = people.len() as i64;
            let mut ids = people.into_iter().map(|person| person.user_id);
            if let Some(found) = ids.find(|id| self.pseudonym(project_id, *id) == worker) {
                return Ok(found);
            }
            if count < PEOPLE {
                let message = "nobody of this name took part in the project: see the list of its workers";
                return Err(AppError::invalid("/worker", "worker_unknown", message));
            }
            skip += count;
        }
    }

    /// The requester stops a person in one role until somebody decides otherwise. What the person has in hand may be
    /// finished and is paid.
    pub async fn pause_worker(
        &self,
        caller: &Caller,
        once: Option<Once>,
        project_id: ProjectId,
        worker: String,
        role: Role,
        reason: String,
    ) -> Result<Done<PauseView>, AppError> {
        let reason = reason.trim().to_owned();
        if !(1..=REASON_MAX).contains(&reason.chars().count()) {
            return Err(AppError::invalid(
                "/reason",
                "text_length",
                format!("say in 1 to {REASON_MAX} characters why: the person reads it"),
            ));
        }
        let (app, caller) = (self.clone(), caller.clone());
        self.write_once(project_id.0, once, move |tx, now| {
            let project = require_project_member(tx, &caller, project_id, MemberRole::Manager)?;
            require_not_closed(&project)?;
            let start = Start {
                project_id,
                user_id: app.person_behind(tx, project_id, &worker)?,
                role: pause_role(role),
                action: RuleAction::Pause,
                cause: PauseCause::Requester,
                figures: json!({"reason": reason}),
                until_at: None,
                actor: Some(caller.user_id),
            };
            let pause = app.start_pause(tx, start, now)?.ok_or_else(|| {
                AppError::conflict("paused_already", "this person is paused in this role already")
            })?;
            app.pause_view(pause)
        })
        .await
    }
}
