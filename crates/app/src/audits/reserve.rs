//! The money of an audit: each drawn result keeps the pay of the look at it, from the draw until an auditor takes it. So
//! nothing else can use up what a certificate needs.

use crate::{App, AppError};
use pumasi_domain::money::{Account, TransferKind};
use pumasi_domain::{ProjectId, Timestamp, TransferId};
use pumasi_store::Tx;
use pumasi_store::audit_items;
use pumasi_store::ledger::{self, NewTransfer};

impl App {
    /// Promises the pay of one look. The caller has seen that the budget has it.
    pub(crate) fn reserve_look(
        &self,
        tx: &mut Tx,
        project_id: ProjectId,
        amount_minor: i64,
        now: Timestamp,
    ) -> Result<Option<(TransferId, i64)>, AppError> {
        if amount_minor == 0 {
            return Ok(None);
        }
        let hold_id = TransferId(self.ids.next());
        let promise = self.look_transfer(project_id, hold_id, amount_minor, now);
        ledger::record(tx, &promise)?;
        Ok(Some((hold_id, amount_minor)))
    }

    /// Takes the promise for one look back: an auditor was promised the money in person, or nobody will come.
    pub(crate) fn release_look(
        &self,
        tx: &mut Tx,
        project_id: ProjectId,
        reserve: Option<(TransferId, i64)>,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let Some((hold_id, amount_minor)) = reserve else {
            return Ok(());
        };
        let end = NewTransfer {
            kind: TransferKind::Void,
            pending_id: Some(hold_id),
            ..self.look_transfer(project_id, self.ids.next().into(), amount_minor, now)
        };
        Ok(ledger::record(tx, &end)?)
    }

    /// The project is closed: nobody takes what still waits for an auditor, and its money is free.
    pub(crate) fn release_audits(
        &self,
        tx: &mut Tx,
        project_id: ProjectId,
        now: Timestamp,
    ) -> Result<(), AppError> {
        for item in audit_items::reserved(tx, project_id)? {
            if audit_items::drop_reserve(tx, &item)? {
                self.release_look(tx, project_id, item.reserve, now)?;
            }
        }
        Ok(())
    }

    fn look_transfer(
        &self,
        project_id: ProjectId,
        transfer_id: TransferId,
        amount_minor: i64,
        now: Timestamp,
    ) -> NewTransfer<'static> {
        NewTransfer {
            transfer_id,
            kind: TransferKind::Pending,
            debit: Account::ProjectEscrow(project_id),
            credit: Account::ProjectInspections(project_id),
            amount_minor,
            pending_id: None,
            code: "inspection_reserve",
            project_id: Some(project_id),
            assignment_id: None,
            note: None,
            created_by: None,
            created_at: now,
        }
    }
}
