//! Requesters: organizations, the people in them, and their money.

mod members;
mod transfers;

pub use members::MemberView;
pub use transfers::TransferView;
pub(crate) use transfers::view as transfer_view;

use crate::access::require_member;
use crate::{App, AppError, Caller, Done, Once, Page, PageQuery};
use pumasi_domain::access::MemberRole;
use pumasi_domain::money::Account;
use pumasi_domain::{OrganizationId, Timestamp};
use pumasi_store::organizations::{self, Organization};
use pumasi_store::{Tx, ledger, organization_reports};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

/// The longest name of an organization, in characters.
const NAME_MAX: usize = 100;
/// Organizations one person may found.
const MEMBERSHIPS_MAX: i64 = 200;

/// A requester and its money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = Organization)]
pub struct OrganizationView {
    pub organization_id: OrganizationId,
    pub name: String,
    pub created_at: Timestamp,
    /// `null` for an operator who looks.
    pub my_role: Option<MemberRole>,
    /// Paid in and given to no project.
    pub available_minor: i64,
    /// In the budgets of its projects, promised or not.
    pub in_projects_minor: i64,
    /// Paid for work and fees.
    pub spent_minor: i64,
}

impl App {
    /// Founds an organization; the caller becomes its owner.
    pub async fn create_organization(
        &self,
        caller: &Caller,
        once: Option<Once>,
        name: String,
    ) -> Result<Done<OrganizationView>, AppError> {
        let name = check_name(&name)?;
        let (app, user_id, organization_id) = (self.clone(), caller.user_id, OrganizationId(self.ids.next()));
        self.write_once(organization_id.0, once, move |tx, now| {
            if organizations::of_user(tx, user_id, None, MEMBERSHIPS_MAX)?.len() as i64 == MEMBERSHIPS_MAX {
                let message = format!("nobody belongs to more than {MEMBERSHIPS_MAX} organizations");
                return Err(AppError::conflict("too_many_organizations", message));
            }
            let organization = Organization {
                organization_id,
                name: name.clone(),
                created_at: now,
            };
            organizations::insert(tx, &organization)?;
            organizations::add_member(tx, organization_id, user_id, MemberRole::Owner, now)?;
            ledger::open_account(tx, Account::OrganizationFunds(organization_id))?;
            let subject = ("organization", organization_id.0);
            app.note_outside_projects(
                tx,
                now,
                "organization_created",
                Some(user_id),
                subject,
                &json!({"name": name}),
            )?;
            view(tx, organization, Some(MemberRole::Owner))
        })
        .await
    }

    /// The organizations the caller belongs to.
    pub async fn list_organizations(
        &self,
        caller: &Caller,
        query: &PageQuery,
    ) -> Result<Page<OrganizationView>, AppError> {
        let (user_id, after, fetch, query) = (caller.user_id, query.after()?, query.fetch(), query.clone());
        self.db
            .read(move |tx| {
                let mine = organizations::of_user(tx, user_id, after, fetch)?;
                Page::of(mine, &query, |mine| mine.organization.organization_id)
                    .try_map(|mine| view(tx, mine.organization, Some(mine.role)))
            })
            .await
    }

    /// One organization.
    pub async fn organization(
        &self,
        caller: &Caller,
        organization_id: OrganizationId,
    ) -> Result<OrganizationView, AppError> {
        let caller = caller.clone();
        self.db
            .read(move |tx| {
                let my_role = require_member(tx, &caller, organization_id, MemberRole::Viewer)?;
                let found =
                    organizations::find(tx, organization_id)?.ok_or(AppError::NotFound("organization"))?;
                view(tx, found, my_role)
            })
            .await
    }
}

/// An organization with its money.
pub(crate) fn view(
    tx: &mut Tx,
    organization: Organization,
    my_role: Option<MemberRole>,
) -> Result<OrganizationView, AppError> {
    let organization_id = organization.organization_id;
    Ok(OrganizationView {
        organization_id,
        name: organization.name,
        created_at: organization.created_at,
        my_role,
        available_minor: ledger::balance(tx, Account::OrganizationFunds(organization_id))?.available(),
        in_projects_minor: organization_reports::in_projects(tx, organization_id)?,
        spent_minor: organization_reports::spent(tx, organization_id)?,
    })
}

fn check_name(name: &str) -> Result<String, AppError> {
    let name = name.trim();
    if !(1..=NAME_MAX).contains(&name.chars().count()) {
        return Err(AppError::invalid(
            "/name",
            "name_length",
            format!("a name has 1 to {NAME_MAX} characters"),
        ));
    }
    if name.chars().any(char::is_control) {
        return Err(AppError::invalid(
            "/name",
            "name_characters",
            "a name is one line of plain text",
        ));
    }
    Ok(name.to_owned())
}
