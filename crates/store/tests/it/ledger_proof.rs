//! The ledger read whole, with what each row refers to.

use crate::rows::{add_assignment, add_organization, add_project, add_user, pay, transfer};
use pumasi_domain::TransferId;
use pumasi_domain::money::{Account, TransferKind};
use pumasi_domain::state::AssignmentState;
use pumasi_store::ledger::NewTransfer;
use pumasi_store::ledger_proof::{self, Promise, Subject};
use pumasi_testkit::{TestDb, both_engines};

both_engines! {
    async fn transfers_come_with_promise_and_assignment(test: TestDb) {
        let kim = add_user(&test, "Kim").await;
        let lab = add_organization(&test, "Lab").await;
        let project_id = add_project(&test, lab, "birds").await;
        let (escrow, wallet) = (Account::ProjectEscrow(project_id), Account::WorkerWallet(kim));
        pay(&test, transfer(&test, Account::Bank, escrow, 1_000)).await.unwrap();
        let hold: TransferId = test.id();
        let assignment_id = add_assignment(&test, project_id, kim, hold).await;
        let about = NewTransfer { assignment_id: Some(assignment_id), ..transfer(&test, escrow, wallet, 100) };
        pay(&test, NewTransfer { transfer_id: hold, kind: TransferKind::Pending, ..about.clone() }).await.unwrap();

        let open = test.read(|tx| ledger_proof::holds(tx, None, 10)).await.unwrap();
        assert_eq!((open.len(), open[0].assignment_id, open[0].project_id, open[0].state), (1, assignment_id, project_id, AssignmentState::Active));
        assert_eq!((open[0].reward_minor, open[0].reward_end, open[0].promises), (100, None, 1));
        assert_eq!((open[0].fee_minor, open[0].fee_end, open[0].reserve_minor, open[0].reserve_end), (0, None, 0, None));

        pay(&test, NewTransfer { transfer_id: test.id(), kind: TransferKind::Void, pending_id: Some(hold), ..about }).await.unwrap();
        let ended = test.read(|tx| ledger_proof::holds(tx, None, 10)).await.unwrap();
        assert_eq!(ended[0].reward_end, Some(TransferKind::Void));
        assert!(test.read(move |tx| ledger_proof::holds(tx, Some(assignment_id), 10)).await.unwrap().is_empty());

        let lines = test.read(|tx| ledger_proof::lines(tx, None, 10)).await.unwrap();
        assert_eq!(lines.len(), 3);
        assert_eq!((lines[0].promise, lines[0].subject), (None, None));
        let subject = Subject { worker_id: kim, state: AssignmentState::Active, reward_minor: 100, reward_hold_id: hold };
        assert_eq!((lines[1].promise, lines[1].subject), (None, Some(subject)));
        let promise = Promise { kind: TransferKind::Pending, debit_id: escrow.id(), credit_id: wallet.id(), amount_minor: 100, assignment_id: Some(assignment_id) };
        assert_eq!(lines[2].promise, Some(promise));
        let last = lines[1].transfer.transfer_id;
        assert_eq!(test.read(move |tx| ledger_proof::lines(tx, Some(last), 10)).await.unwrap().len(), 1);
        assert!(test.read(|tx| ledger_proof::ended_twice(tx, 10)).await.unwrap().is_empty());
    }
}
