//! Tables `accounts` and `transfers`.

use crate::rows::{add_user, pay, transfer};
use pumasi_domain::money::{Account, Balance, TransferKind};
use pumasi_domain::{OrganizationId, ProjectId, TransferId};
use pumasi_store::ledger::{self, NewTransfer};
use pumasi_store::{DbError, params};
use pumasi_testkit::{TestDb, both_engines};
use uuid::Uuid;

async fn balance(test: &TestDb, account: Account) -> Balance {
    test.read(move |tx| ledger::balance(tx, account)).await.unwrap()
}

both_engines! {
    async fn an_account_opens_once(test: TestDb) {
        for _ in 0..2 {
            test.write(Uuid::nil(), |tx| ledger::open_account(tx, Account::Bank)).await.unwrap();
        }
        let accounts = test.read(|tx| ledger::accounts_after(tx, None, 10)).await.unwrap();
        assert_eq!(accounts.len(), 1);
        assert_eq!((accounts[0].kind.as_str(), accounts[0].owner_id, accounts[0].balance), ("bank", None, Balance::default()));
        assert_eq!(accounts[0].account_id, Account::Bank.id());
    }

    async fn a_promise_binds_and_is_kept_or_taken_back_once(test: TestDb) {
        let escrow = Account::ProjectEscrow(test.id());
        let wallet = Account::WorkerWallet(add_user(&test, "Kim").await);
        pay(&test, transfer(&test, Account::Bank, escrow, 100)).await.unwrap();
        let promise = NewTransfer { kind: TransferKind::Pending, ..transfer(&test, escrow, wallet, 60) };
        pay(&test, promise.clone()).await.unwrap();
        assert_eq!(balance(&test, escrow).await.available(), 40);
        assert_eq!(balance(&test, wallet).await, Balance { credits_pending: 60, ..Balance::default() });

        let second = NewTransfer { transfer_id: test.id(), ..promise.clone() };
        let refused = pay(&test, second).await;
        assert!(matches!(&refused, Err(DbError::Overdrawn(over)) if over.0 == escrow.id()), "{refused:?}");

        let post = NewTransfer { transfer_id: test.id(), kind: TransferKind::Post, pending_id: Some(promise.transfer_id), ..promise.clone() };
        pay(&test, post.clone()).await.unwrap();
        assert_eq!(balance(&test, wallet).await, Balance { credits_posted: 60, ..Balance::default() });
        let void = NewTransfer { transfer_id: test.id(), kind: TransferKind::Void, ..post };
        assert!(matches!(pay(&test, void).await, Err(DbError::Statement { .. })), "ended twice");
        assert_eq!(balance(&test, wallet).await, Balance { credits_posted: 60, ..Balance::default() });
        assert_eq!(balance(&test, escrow).await.available(), 40);
    }

    async fn an_overdraft_that_no_statement_saw_is_refused_at_the_end(test: TestDb) {
        let (escrow, other) = (Account::ProjectEscrow(test.id()), Account::ProjectEscrow(test.id()));
        pay(&test, transfer(&test, Account::Bank, escrow, 10)).await.unwrap();
        let too_much = transfer(&test, escrow, other, 11);
        let refused = test
            .write(Uuid::nil(), move |tx| {
                ledger::open_account(tx, other)?;
                ledger::record(tx, &too_much)
            })
            .await;
        assert!(matches!(refused, Err(DbError::Overdrawn(_))));
        assert_eq!(balance(&test, escrow).await.available(), 10);
        assert_eq!(balance(&test, other).await, Balance::default());
    }

    async fn a_refused_transaction_leaves_the_others_of_its_group(test: TestDb) {
        let escrow = Account::ProjectEscrow(test.id());
        let wallets: Vec<Account> = (0..20).map(|_| Account::WorkerWallet(test.id())).collect();
        pay(&test, transfer(&test, Account::Bank, escrow, 1_000)).await.unwrap();
        let open = wallets.clone();
        test.write(Uuid::nil(), move |tx| open.iter().try_for_each(|wallet| ledger::open_account(tx, *wallet))).await.unwrap();
        // All at once: together they want more than there is, and nobody may get what is not there.
        let mut tries = Vec::new();
        for wallet in &wallets {
            let (db, transfer) = (test.db.clone(), transfer(&test, escrow, *wallet, 90));
            tries.push(tokio::spawn(async move { db.write(Uuid::nil(), move |tx| ledger::transfer(tx, &transfer)).await }));
        }
        let mut paid = 0;
        for one in tries {
            match one.await.unwrap() {
                Ok(()) => paid += 1,
                Err(error) => assert!(matches!(error, DbError::Overdrawn(_)), "{error}"),
            }
        }
        assert_eq!(paid, 11);
        assert_eq!(balance(&test, escrow).await.available(), 10);
    }

    async fn an_account_shows_both_sides_newest_first(test: TestDb) {
        let funds = Account::OrganizationFunds(OrganizationId(test.ids.next()));
        let escrow = Account::ProjectEscrow(ProjectId(test.ids.next()));
        let all = [
            transfer(&test, Account::Bank, funds, 100),
            NewTransfer { note: Some("first budget"), ..transfer(&test, funds, escrow, 30) },
            transfer(&test, Account::Bank, escrow, 1),
            transfer(&test, escrow, funds, 5),
        ];
        let ids: Vec<TransferId> = all.iter().map(|one| one.transfer_id).collect();
        for one in all {
            pay(&test, one).await.unwrap();
        }
        let page = |before, limit| test.read(move |tx| ledger::of_account(tx, funds.id(), before, limit));
        let seen = page(None, 10).await.unwrap();
        assert_eq!(seen.iter().map(|one| one.transfer_id).collect::<Vec<_>>(), [ids[3], ids[1], ids[0]]);
        assert_eq!((seen[1].note.as_deref(), seen[1].debit_id, seen[1].credit_id), (Some("first budget"), funds.id(), escrow.id()));
        let rest = page(Some(ids[3]), 1).await.unwrap();
        assert_eq!(rest.iter().map(|one| one.transfer_id).collect::<Vec<_>>(), [ids[1]]);
        let every = test.read(|tx| ledger::transfers_after(tx, None, 10)).await.unwrap();
        assert_eq!(every.iter().map(|one| one.transfer_id).collect::<Vec<_>>(), ids);
        let totals = test.read(ledger::totals).await.unwrap();
        let kinds: Vec<_> = totals.iter().map(|(kind, count, sums)| (kind.as_str(), *count, sums.debits_posted, sums.credits_posted)).collect();
        assert_eq!(kinds, [("bank", 1, 101, 0), ("organization_funds", 1, 30, 105), ("project_escrow", 1, 5, 31)]);
    }

    async fn an_amount_is_more_than_nothing(test: TestDb) {
        let funds = Account::OrganizationFunds(OrganizationId(test.ids.next()));
        for amount in [0, -5] {
            assert!(pay(&test, transfer(&test, Account::Bank, funds, amount)).await.is_err());
        }
        let rows = test.read(|tx| tx.query("select id from transfers where amount_minor <= $1", params![0])).await.unwrap();
        assert!(rows.is_empty());
    }
}
