//! Places in a project that its requester gives to people.

use crate::access::require_project_member;
use crate::history::Change;
use crate::page::{Page, PageQuery};
use crate::projects::require_not_closed;
use crate::{App, AppError, Caller, Done, Once};
use pumasi_domain::access::{MemberRole, fold_email};
use pumasi_domain::state::Role;
use pumasi_domain::{InvitationId, ProjectId, Timestamp};
use pumasi_store::{seats, users};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A place given to a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Invitation {
    pub invitation_id: InvitationId,
    pub email: String,
    pub role: Role,
    pub created_at: Timestamp,
    /// The person has taken work in this role.
    pub accepted: bool,
}

impl From<seats::Invitation> for Invitation {
    fn from(row: seats::Invitation) -> Invitation {
        Invitation {
            invitation_id: row.invitation_id,
            email: row.email,
            role: row.role,
            created_at: row.created_at,
            accepted: row.accepted,
        }
    }
}

/// Refuses roles that nobody can be invited or tested for.
pub(crate) fn require_seat_role(role: Role) -> Result<(), AppError> {
    match role {
        Role::Work | Role::Inspect => Ok(()),
        Role::Adjudicate => Err(AppError::invalid("/role", "role_unknown", "work or inspect")),
    }
}

impl App {
    /// Invites a person who has signed up. Inviting them again gives the same invitation.
    pub async fn invite(
        &self,
        caller: &Caller,
        once: Option<Once>,
        project_id: ProjectId,
        email: &str,
        role: Role,
    ) -> Result<Done<Invitation>, AppError> {
        require_seat_role(role)?;
        let email = fold_email(email).ok_or_else(|| {
            AppError::invalid("/email", "email_invalid", "write an address like kim@example.com")
        })?;
        let (app, caller, seat_id) = (self.clone(), caller.clone(), InvitationId(self.ids.next()));
        self.write_once(project_id.0, once, move |tx, now| {
            let project = require_project_member(tx, &caller, project_id, MemberRole::Manager)?;
            require_not_closed(&project)?;
            let user = users::find_by_email(tx, &email)?.ok_or_else(|| {
                let message = format!("nobody has signed up as {email}: ask them to, and invite them then");
                AppError::invalid("/email", "person_unknown", message)
            })?;
            let known = seats::find(tx, project_id, user.user_id, role)?;
            let invitation_id = seats::invite(tx, project_id, user.user_id, role, seat_id, now)?;
            if known.is_none_or(|(state, _)| state != pumasi_domain::audience::SeatState::Invited) {
                let data = serde_json::json!({"user_id": user.user_id, "role": role});
                app.note(
                    tx,
                    now,
                    seat_change("worker_invited", &caller, project_id, invitation_id, data),
                )?;
            }
            let invitation = seats::invitation(tx, project_id, invitation_id)?;
            Ok(invitation.ok_or(AppError::NotFound("invitation"))?.into())
        })
        .await
    }

    /// Invitations of a project, newest first.
    pub async fn invitations(
        &self,
        caller: &Caller,
        project_id: ProjectId,
        query: &PageQuery,
    ) -> Result<Page<Invitation>, AppError> {
        let (caller, query) = (caller.clone(), query.clone());
        let before = query.after::<InvitationId>()?;
        self.db
            .read(move |tx| {
                require_project_member(tx, &caller, project_id, MemberRole::Viewer)?;
                let found = seats::invitations(tx, project_id, before, query.fetch())?;
                Page::of(found, &query, |row| row.invitation_id).try_map(|row| Ok(row.into()))
            })
            .await
    }

    /// Takes an invitation back. Work that the person holds may be finished and is paid.
    pub async fn remove_invitation(
        &self,
        caller: &Caller,
        project_id: ProjectId,
        invitation_id: InvitationId,
    ) -> Result<(), AppError> {
        let (app, caller, now) = (self.clone(), caller.clone(), self.now());
        self.db
            .write(project_id.0, move |tx| {
                require_project_member(tx, &caller, project_id, MemberRole::Manager)?;
                if !seats::uninvite(tx, project_id, invitation_id)? {
                    return Err(AppError::NotFound("invitation"));
                }
                let data = serde_json::json!({});
                app.note(
                    tx,
                    now,
                    seat_change("worker_uninvited", &caller, project_id, invitation_id, data),
                )
            })
            .await
    }
}

fn seat_change(
    kind: &'static str,
    caller: &Caller,
    project_id: ProjectId,
    invitation_id: InvitationId,
    data: serde_json::Value,
) -> Change {
    Change {
        kind,
        actor: Some(caller.user_id),
        project_id,
        subject_kind: "seat",
        subject_id: invitation_id.0,
        data,
    }
}
