//! An organization's statement: what came in, what went to projects, what came back.

use crate::access::require_member;
use crate::{App, AppError, Caller, Page, PageQuery};
use pumasi_domain::access::MemberRole;
use pumasi_domain::money::{Account, TransferKind};
use pumasi_domain::{AccountId, OrganizationId, ProjectId, Timestamp, TransferId};
use pumasi_store::ledger::Transfer;
use pumasi_store::{Tx, ledger, organization_reports};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use utoipa::ToSchema;

/// One movement of an organization's money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = Transfer)]
pub struct TransferView {
    pub transfer_id: TransferId,
    pub at: Timestamp,
    pub kind: TransferKind,
    /// `deposit`, `budget`, `budget_return`, `reward` …
    pub code: String,
    pub amount_minor: i64,
    /// The kind of the account that gives: `bank`, `organization_funds`, `project_escrow` …
    pub debit: String,
    /// The kind of the account that receives.
    pub credit: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project_id: Option<ProjectId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl App {
    /// The transfers of an organization's funds, newest first.
    pub async fn list_transfers(
        &self,
        caller: &Caller,
        organization_id: OrganizationId,
        query: &PageQuery,
    ) -> Result<Page<TransferView>, AppError> {
        let (caller, before, query) = (caller.clone(), query.after()?, query.clone());
        self.db
            .read(move |tx| {
                require_member(tx, &caller, organization_id, MemberRole::Viewer)?;
                let funds = Account::OrganizationFunds(organization_id).id();
                let found = ledger::of_account(tx, funds, before, query.fetch())?;
                let page = Page::of(found, &query, |transfer| transfer.transfer_id);
                let names = names(tx, &page.items)?;
                page.try_map(|transfer| Ok(view(organization_id, transfer, &names)))
            })
            .await
    }
}

fn names(tx: &mut Tx, transfers: &[Transfer]) -> Result<HashMap<ProjectId, String>, AppError> {
    let projects: BTreeSet<ProjectId> = transfers
        .iter()
        .filter_map(|transfer| transfer.project_id)
        .collect();
    let projects: Vec<ProjectId> = projects.into_iter().collect();
    Ok(organization_reports::project_names(tx, &projects)?
        .into_iter()
        .collect())
}

/// A transfer as a member of the organization sees it.
pub(crate) fn view(
    organization_id: OrganizationId,
    transfer: Transfer,
    names: &HashMap<ProjectId, String>,
) -> TransferView {
    TransferView {
        transfer_id: transfer.transfer_id,
        at: transfer.created_at,
        kind: transfer.kind,
        debit: account_kind(organization_id, &transfer, transfer.debit_id).to_owned(),
        credit: account_kind(organization_id, &transfer, transfer.credit_id).to_owned(),
        code: transfer.code,
        amount_minor: transfer.amount_minor,
        project_name: transfer
            .project_id
            .and_then(|project_id| names.get(&project_id).cloned()),
        project_id: transfer.project_id,
        note: transfer.note,
    }
}

/// Which kind of account it is. Ids follow from owners, so the accounts that can be meant are tried; what is none of them
/// is a person's, and whose is not told.
fn account_kind(organization_id: OrganizationId, transfer: &Transfer, account_id: AccountId) -> &'static str {
    let of_project = transfer.project_id.into_iter().flat_map(|id| {
        [
            Account::ProjectEscrow(id),
            Account::ProjectInspections(id),
            Account::PlatformFee(id),
        ]
    });
    [Account::Bank, Account::OrganizationFunds(organization_id)]
        .into_iter()
        .chain(of_project)
        .find(|account| account.id() == account_id)
        .map_or("worker_wallet", Account::kind)
}
