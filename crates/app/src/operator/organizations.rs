//! All organizations, and the money that is paid in for them.

use crate::access::require_operator;
use crate::organizations::{OrganizationView, TransferView, transfer_view, view};
use crate::{App, AppError, Caller, Done, Once, Page, PageQuery};
use pumasi_domain::money::{Account, TransferKind};
use pumasi_domain::{OrganizationId, TransferId};
use pumasi_store::ledger::{self, NewTransfer, Transfer};
use pumasi_store::organizations;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

/// The largest deposit: far from where sums of many would overflow.
const AMOUNT_MAX: i64 = 1_000_000_000_000;
/// The longest note, in characters.
const NOTE_MAX: usize = 500;

/// An organization as operators see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OperatorOrganization {
    #[serde(flatten)]
    pub view: OrganizationView,
    pub members: i64,
    pub projects: i64,
}

impl App {
    /// All organizations, newest first.
    pub async fn operator_organizations(
        &self,
        caller: &Caller,
        query: &PageQuery,
    ) -> Result<Page<OperatorOrganization>, AppError> {
        require_operator(caller)?;
        let (user_id, before, query) = (caller.user_id, query.after()?, query.clone());
        self.db
            .read(move |tx| {
                let found = organizations::list(tx, before, query.fetch())?;
                Page::of(found, &query, |listed| listed.organization.organization_id).try_map(|listed| {
                    let my_role = organizations::role_of(tx, listed.organization.organization_id, user_id)?;
                    let view = view(tx, listed.organization, my_role)?;
                    Ok(OperatorOrganization {
                        view,
                        members: listed.members,
                        projects: listed.projects,
                    })
                })
            })
            .await
    }

    /// Writes down money that an organization has paid to the platform's bank account.
    pub async fn deposit(
        &self,
        caller: &Caller,
        once: Option<Once>,
        organization_id: OrganizationId,
        amount_minor: i64,
        note: String,
    ) -> Result<Done<TransferView>, AppError> {
        require_operator(caller)?;
        if !(1..=AMOUNT_MAX).contains(&amount_minor) {
            let message = format!("{amount_minor} is not within 1 to {AMOUNT_MAX}");
            return Err(AppError::invalid("/amount_minor", "out_of_range", message));
        }
        if note.chars().count() > NOTE_MAX {
            return Err(AppError::invalid(
                "/note",
                "text_too_long",
                format!("at most {NOTE_MAX} characters"),
            ));
        }
        let note = Some(note.trim().to_owned()).filter(|note| !note.is_empty());
        let (app, actor, transfer_id) = (self.clone(), caller.user_id, TransferId(self.ids.next()));
        self.write_once(organization_id.0, once, move |tx, now| {
            organizations::find(tx, organization_id)?.ok_or(AppError::NotFound("organization"))?;
            let (debit, credit) = (Account::Bank, Account::OrganizationFunds(organization_id));
            ledger::open_account(tx, debit)?;
            let transfer = NewTransfer {
                transfer_id,
                kind: TransferKind::Posted,
                debit,
                credit,
                amount_minor,
                pending_id: None,
                code: "deposit",
                project_id: None,
                assignment_id: None,
                note: note.as_deref(),
                created_by: Some(actor),
                created_at: now,
            };
            ledger::transfer(tx, &transfer)?;
            let data = json!({"amount_minor": amount_minor, "note": note, "transfer_id": transfer_id});
            let subject = ("organization", organization_id.0);
            app.note_outside_projects(tx, now, "funds_deposited", Some(actor), subject, &data)?;
            let written = Transfer {
                transfer_id,
                kind: TransferKind::Posted,
                debit_id: debit.id(),
                credit_id: credit.id(),
                amount_minor,
                pending_id: None,
                code: "deposit".to_owned(),
                project_id: None,
                assignment_id: None,
                note: note.clone(),
                created_at: now,
            };
            Ok(transfer_view(organization_id, written, &Default::default()))
        })
        .await
    }
}
