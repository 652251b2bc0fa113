//! Who belongs to an organization. It is never left without an owner.

use crate::access::require_member;
use crate::{App, AppError, Caller, Done, Once, Page, PageQuery};
use pumasi_domain::access::{MemberRole, fold_email};
use pumasi_domain::{OrganizationId, Timestamp, UserId};
use pumasi_store::organizations::{self, Member};
use pumasi_store::{Tx, users};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

/// A person in an organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = Member)]
pub struct MemberView {
    pub user_id: UserId,
    pub email: String,
    pub display_name: String,
    pub role: MemberRole,
    pub added_at: Timestamp,
}

impl From<Member> for MemberView {
    fn from(member: Member) -> Self {
        MemberView {
            user_id: member.user_id,
            email: member.email,
            display_name: member.display_name,
            role: member.role,
            added_at: member.added_at,
        }
    }
}

impl App {
    /// The people of an organization.
    pub async fn list_members(
        &self,
        caller: &Caller,
        organization_id: OrganizationId,
        query: &PageQuery,
    ) -> Result<Page<MemberView>, AppError> {
        let (caller, after, fetch) = (caller.clone(), query.after()?, query.fetch());
        let found = self
            .db
            .read(move |tx| {
                require_member(tx, &caller, organization_id, MemberRole::Viewer)?;
                Ok::<_, AppError>(organizations::members(tx, organization_id, after, fetch)?)
            })
            .await?;
        let views = found.into_iter().map(MemberView::from).collect();
        Ok(Page::of(views, query, |member| member.user_id))
    }

    /// Takes a person in, who must have signed up.
    pub async fn add_member(
        &self,
        caller: &Caller,
        once: Option<Once>,
        organization_id: OrganizationId,
        email: String,
        role: MemberRole,
    ) -> Result<Done<MemberView>, AppError> {
        let Some(email) = fold_email(&email) else {
            return Err(AppError::invalid(
                "/email",
                "email_invalid",
                "an e-mail address looks like name@example.com",
            ));
        };
        let (app, caller) = (self.clone(), caller.clone());
        self.write_once(organization_id.0, once, move |tx, now| {
            require_member(tx, &caller, organization_id, MemberRole::Owner)?;
            let user = users::find_by_email(tx, &email)?.ok_or_else(|| {
                AppError::conflict(
                    "user_not_found",
                    "nobody has signed up with this e-mail address: ask them to, first",
                )
            })?;
            if !organizations::add_member(tx, organization_id, user.user_id, role, now)? {
                return Err(AppError::conflict(
                    "already_member",
                    "they belong to the organization: change their role instead",
                ));
            }
            let data = json!({"user_id": user.user_id, "role": role});
            let subject = ("organization", organization_id.0);
            app.note_outside_projects(tx, now, "member_added", Some(caller.user_id), subject, &data)?;
            member(tx, organization_id, user.user_id)
        })
        .await
    }

    /// Gives a person another role.
    pub async fn change_member(
        &self,
        caller: &Caller,
        organization_id: OrganizationId,
        user_id: UserId,
        role: MemberRole,
    ) -> Result<MemberView, AppError> {
        let (app, caller, now) = (self.clone(), caller.clone(), self.clock.now());
        self.db
            .write(organization_id.0, move |tx| {
                organizations::lock(tx, organization_id)?;
                require_member(tx, &caller, organization_id, MemberRole::Owner)?;
                let before = member(tx, organization_id, user_id)?.role;
                if before == role {
                    return member(tx, organization_id, user_id);
                }
                if before == MemberRole::Owner {
                    require_another_owner(tx, organization_id)?;
                }
                organizations::set_role(tx, organization_id, user_id, role)?;
                let data = json!({"user_id": user_id, "role": role, "was": before});
                let subject = ("organization", organization_id.0);
                app.note_outside_projects(
                    tx,
                    now,
                    "member_role_changed",
                    Some(caller.user_id),
                    subject,
                    &data,
                )?;
                member(tx, organization_id, user_id)
            })
            .await
    }

    /// Takes a person out. Everybody may take themselves out.
    pub async fn remove_member(
        &self,
        caller: &Caller,
        organization_id: OrganizationId,
        user_id: UserId,
    ) -> Result<(), AppError> {
        let (app, caller, now) = (self.clone(), caller.clone(), self.clock.now());
        self.db
            .write(organization_id.0, move |tx| {
                organizations::lock(tx, organization_id)?;
                let leaves = caller.user_id == user_id;
                let needed = if leaves {
                    MemberRole::Viewer
                } else {
                    MemberRole::Owner
                };
                require_member(tx, &caller, organization_id, needed)?;
                let before = member(tx, organization_id, user_id)?.role;
                if before == MemberRole::Owner {
                    require_another_owner(tx, organization_id)?;
                }
                organizations::remove_member(tx, organization_id, user_id)?;
                let data = json!({"user_id": user_id, "was": before});
                let subject = ("organization", organization_id.0);
                app.note_outside_projects(tx, now, "member_removed", Some(caller.user_id), subject, &data)
            })
            .await
    }
}

fn member(tx: &mut Tx, organization_id: OrganizationId, user_id: UserId) -> Result<MemberView, AppError> {
    let found = organizations::member(tx, organization_id, user_id)?.ok_or(AppError::NotFound("member"))?;
    Ok(found.into())
}

/// To be called with the organization locked, so that two owners can not both leave at the same moment.
fn require_another_owner(tx: &mut Tx, organization_id: OrganizationId) -> Result<(), AppError> {
    if organizations::owners(tx, organization_id)? > 1 {
        return Ok(());
    }
    Err(AppError::conflict(
        "last_owner",
        "an organization has an owner at all times: make somebody else one first",
    ))
}
