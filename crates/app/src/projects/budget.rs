//! A project's money: from the organization's funds into escrow, and back what nobody has a claim on.

use crate::{App, AppError};
use pumasi_domain::money::{Account, TransferKind};
use pumasi_domain::project::Project;
use pumasi_domain::state::ProjectState;
use pumasi_domain::{ProjectId, Timestamp, UserId};
use pumasi_store::ledger::{self, NewTransfer};
use pumasi_store::tally::Overdrawn;
use pumasi_store::{DbError, Tx, projects};

/// Closed projects looked at in one go.
const SWEEP: i64 = 200;

fn funds_missing(missing: Option<i64>) -> AppError {
    let sum = missing.map_or("money is".to_owned(), |minor| format!("₩{minor} are"));
    AppError::conflict(
        "funds_missing",
        format!("{sum} missing from the organization's funds: deposit it, or order for less"),
    )
}

/// A database that found an account short at the very end of the transaction says so here.
pub(super) fn name_overdrawn(error: AppError) -> AppError {
    match error {
        AppError::Db(DbError::Overdrawn(Overdrawn(_))) => funds_missing(None),
        other => other,
    }
}

impl App {
    /// Moves money from the organization's funds into the project's escrow.
    pub(super) fn add_budget(
        &self,
        tx: &mut Tx,
        project: &Project,
        amount_minor: i64,
        actor: UserId,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let funds = Account::OrganizationFunds(project.organization_id);
        let missing = amount_minor - ledger::balance(tx, funds)?.available();
        if missing > 0 {
            return Err(funds_missing(Some(missing)));
        }
        let escrow = Account::ProjectEscrow(project.project_id);
        self.move_budget(
            tx,
            project,
            funds,
            escrow,
            amount_minor,
            "budget",
            Some(actor),
            now,
        )
    }

    /// Moves money that nobody has a claim on from escrow back to the organization's funds.
    pub(super) fn return_budget(
        &self,
        tx: &mut Tx,
        project: &Project,
        amount_minor: i64,
        actor: Option<UserId>,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let funds = Account::OrganizationFunds(project.organization_id);
        let escrow = Account::ProjectEscrow(project.project_id);
        self.move_budget(
            tx,
            project,
            escrow,
            funds,
            amount_minor,
            "budget_return",
            actor,
            now,
        )
    }

    #[expect(clippy::too_many_arguments, reason = "the fields of one transfer")]
    fn move_budget(
        &self,
        tx: &mut Tx,
        project: &Project,
        debit: Account,
        credit: Account,
        amount_minor: i64,
        code: &'static str,
        actor: Option<UserId>,
        now: Timestamp,
    ) -> Result<(), AppError> {
        if amount_minor == 0 {
            return Ok(());
        }
        let transfer = NewTransfer {
            transfer_id: self.ids.next().into(),
            kind: TransferKind::Posted,
            debit,
            credit,
            amount_minor,
            pending_id: None,
            code,
            project_id: Some(project.project_id),
            assignment_id: None,
            note: None,
            created_by: actor,
            created_at: now,
        };
        Ok(ledger::transfer(tx, &transfer)?)
    }

    /// Gives back what came free in closed projects: promises for work that was still out when they closed, and was
    /// then given up or refused. A background job; doing it again does nothing. The sum that went back.
    pub async fn return_unspent_of_closed_projects(&self) -> Result<i64, AppError> {
        let candidates = self
            .db
            .read(|tx| projects::closed_with_unspent(tx, SWEEP))
            .await?;
        let mut returned_minor = 0;
        for project_id in candidates {
            returned_minor += self.return_unspent(project_id).await?;
        }
        Ok(returned_minor)
    }

    async fn return_unspent(&self, project_id: ProjectId) -> Result<i64, AppError> {
        let app = self.clone();
        let now = self.now();
        self.db
            .write(project_id.0, move |tx| {
                let Some(project) = projects::find(tx, project_id)? else {
                    return Ok(0);
                };
                if project.state != ProjectState::Closed {
                    return Ok(0);
                }
                let amount_minor = ledger::balance(tx, Account::ProjectEscrow(project_id))?
                    .available()
                    .max(0);
                if amount_minor > 0 {
                    app.return_budget(tx, &project, amount_minor, None, now)?;
                    let data = serde_json::json!({"amount_minor": amount_minor});
                    app.note_project(tx, now, "project_budget_returned", None, project_id, data)?;
                }
                Ok::<_, AppError>(amount_minor)
            })
            .await
    }
}
