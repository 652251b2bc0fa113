//! The proof of the ledger: silent where all is right, and not to be fooled.

use pumasi_app::ledger_check::LedgerReport;
use pumasi_domain::money::{Account, TransferKind};
use pumasi_domain::state::{Role, VerdictKind};
use pumasi_domain::{AccountId, AssignmentId, ProjectId, TransferId, UserId};
use pumasi_store::{DbError, Tx, Value, ledger, params};
use pumasi_testkit::{TestApp, answer, both_engines};
use uuid::Uuid;

/// An order on which people work, inspect, return, refuse, give up and appeal.
struct World {
    project_id: ProjectId,
    worker: UserId,
}

async fn busy(app: &TestApp) -> World {
    let kim = app.person("kim").await.caller;
    let (worker, inspector) = (app.person("worker").await.caller, app.person("inspector").await);
    let lab = app.organization_with(&kim, 100_000).await;
    let project_id = app
        .open_project_with(&kim, lab, 12, |draft| draft.inspect_percent = 100)
        .await;
    app.invite(&kim, None, project_id, &inspector.email, Role::Inspect)
        .await
        .unwrap();
    for verdict in [
        VerdictKind::Pass,
        VerdictKind::Fix,
        VerdictKind::Refuse,
        VerdictKind::Unusable,
        VerdictKind::Refuse,
    ] {
        app.work_once(&worker, project_id, "cat").await;
        app.inspect_once(&inspector.caller, project_id, verdict).await;
    }
    appeal(app, &worker).await;
    // One given back, one run out and taken again, one inspection that ran out, one returned and in hand, one returned.
    app.work_once(&worker, project_id, "cat").await;
    app.inspect_once(&inspector.caller, project_id, VerdictKind::Return)
        .await;
    let next = app
        .claim(&worker, None, project_id, Role::Work, 3)
        .await
        .unwrap()
        .value
        .assignments;
    app.submit_answer(&worker, None, next[0].assignment_id, answer("dog"))
        .await
        .unwrap();
    app.give_back(&worker, None, next[1].assignment_id, true, 0)
        .await
        .unwrap();
    app.claim(&inspector.caller, None, project_id, Role::Inspect, 1)
        .await
        .unwrap();
    app.clock().advance_seconds(3_601);
    app.expire_leases().await.unwrap();
    app.claim(&worker, None, project_id, Role::Work, 1).await.unwrap();
    app.inspect_once(&inspector.caller, project_id, VerdictKind::Return)
        .await;
    World {
        project_id,
        worker: worker.user_id,
    }
}

/// One of the refusals is taken back.
async fn appeal(app: &TestApp, worker: &pumasi_app::Caller) {
    let user_id = worker.user_id;
    let refused = one_id(
        app,
        "select id from assignments where worker_id = $1 and state = 'refused' limit 1",
        user_id.0,
    )
    .await;
    app.appeal(
        worker,
        None,
        AssignmentId(refused),
        "the text is about a cat".to_owned(),
    )
    .await
    .unwrap();
    let operator = app.operator().await;
    let accept = pumasi_app::work::AppealDecision::Accept;
    app.decide_appeal(&operator, None, AssignmentId(refused), accept, None)
        .await
        .unwrap();
}

async fn one_id(app: &TestApp, statement: &'static str, id: Uuid) -> Uuid {
    app.test
        .read(move |tx| tx.query_one(statement, params![id])?.get(0))
        .await
        .unwrap()
}

async fn break_it(app: &TestApp, statement: &'static str, params: Vec<Value>) {
    let changed = app
        .test
        .write(Uuid::nil(), move |tx: &mut Tx| tx.execute(statement, &params))
        .await
        .unwrap();
    assert_ne!(changed, 0, "nothing was broken: {statement}");
}

/// The names of what is wrong, once each.
fn codes(report: &LedgerReport) -> Vec<&str> {
    let mut codes: Vec<&str> = report.faults.iter().map(|fault| fault.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

both_engines! {
    async fn a_busy_ledger_is_right(app: TestApp) {
        busy(&app).await;
        let report = app.verify_ledger().await.unwrap();
        assert!(report.is_right(), "{:#?}", report.faults);
        let (transfers, accounts, assignments) = app
            .test
            .read(|tx| {
                let mut count = |statement| tx.query_one(statement, params![])?.get::<i64>(0);
                Ok::<_, DbError>((
                    count("select count(*) from transfers")?,
                    count("select count(*) from accounts")?,
                    count("select count(*) from assignments")?,
                ))
            })
            .await
            .unwrap();
        assert_eq!((report.transfers, report.accounts, report.assignments), (transfers, accounts, assignments));
        assert!(report.pending_minor > 0 && report.posted_minor > 100_000);
    }

    async fn an_empty_ledger_is_right(app: TestApp) {
        let report = app.verify_ledger().await.unwrap();
        assert_eq!(report, LedgerReport { accounts: 1, ..LedgerReport::default() });
    }

    async fn a_changed_balance_is_found(app: TestApp) {
        let world = busy(&app).await;
        let wallet = Account::WorkerWallet(world.worker).id();
        break_it(&app, "update accounts set credits_posted = credits_posted + 1 where id = $1", vec![wallet.into()]).await;
        let report = app.verify_ledger().await.unwrap();
        assert_eq!(codes(&report), ["balance_differs", "sides_differ"]);
        assert_eq!(report.faults[0].id, wallet.0);
    }

    async fn a_missing_account_is_found(app: TestApp) {
        let world = busy(&app).await;
        let fees = Account::PlatformFee(world.project_id).id();
        break_it(&app, "delete from accounts where id = $1", vec![fees.into()]).await;
        assert_eq!(codes(&app.verify_ledger().await.unwrap()), ["account_missing", "sides_differ"]);
    }

    async fn a_deleted_payment_is_found(app: TestApp) {
        let world = busy(&app).await;
        let wallet = Account::WorkerWallet(world.worker).id();
        let paid = one_id(&app, "select id from transfers where credit_id = $1 and kind = 'post' limit 1", wallet.0).await;
        break_it(&app, "delete from transfers where id = $1", vec![paid.into()]).await;
        assert_eq!(codes(&app.verify_ledger().await.unwrap()), ["accepted_unpaid", "balance_differs"]);
    }

    async fn a_payment_for_what_was_not_accepted_is_found(app: TestApp) {
        let world = busy(&app).await;
        let refused = one_id(&app, "select id from assignments where project_id = $1 and state = 'refused' limit 1", world.project_id.0).await;
        let transfer = gift(&app, &world, AssignmentId(refused), 100);
        app.test.write(Uuid::nil(), move |tx| ledger::transfer(tx, &transfer)).await.unwrap();
        assert_eq!(codes(&app.verify_ledger().await.unwrap()), ["paid_unaccepted"]);
    }

    async fn a_second_payment_is_found(app: TestApp) {
        let world = busy(&app).await;
        let accepted = one_id(
            &app,
            "select id from assignments where project_id = $1 and state = 'accepted' and role = 'work' order by id limit 1",
            world.project_id.0,
        )
        .await;
        let transfer = gift(&app, &world, AssignmentId(accepted), 100);
        app.test.write(Uuid::nil(), move |tx| ledger::transfer(tx, &transfer)).await.unwrap();
        assert_eq!(codes(&app.verify_ledger().await.unwrap()), ["accepted_unpaid"]);
    }

    async fn another_price_is_found(app: TestApp) {
        let world = busy(&app).await;
        let appealed = one_id(
            &app,
            "select a.id from assignments a join appeals p on p.assignment_id = a.id where a.project_id = $1",
            world.project_id.0,
        )
        .await;
        let transfer = gift(&app, &world, AssignmentId(appealed), 7);
        app.test.write(Uuid::nil(), move |tx| ledger::transfer(tx, &transfer)).await.unwrap();
        assert_eq!(codes(&app.verify_ledger().await.unwrap()), ["paid_another_price", "paid_twice"]);
    }

    async fn a_promise_without_an_assignment_is_found(app: TestApp) {
        let world = busy(&app).await;
        let mut transfer = gift(&app, &world, AssignmentId(Uuid::nil()), 100);
        transfer.assignment_id = None;
        transfer.kind = TransferKind::Pending;
        app.test.write(Uuid::nil(), move |tx| ledger::transfer(tx, &transfer)).await.unwrap();
        assert_eq!(codes(&app.verify_ledger().await.unwrap()), ["promises_differ"]);
    }

    async fn a_state_that_money_did_not_follow_is_found(app: TestApp) {
        let world = busy(&app).await;
        let waiting = one_id(&app, "select id from assignments where project_id = $1 and state = 'returned' limit 1", world.project_id.0).await;
        break_it(&app, "update assignments set state = 'refused' where id = $1", vec![waiting.into()]).await;
        let report = app.verify_ledger().await.unwrap();
        assert_eq!(codes(&report), ["promise_wrong", "promises_differ"]);
    }

    async fn an_end_that_differs_from_its_promise_is_found(app: TestApp) {
        let world = busy(&app).await;
        let escrow = Account::ProjectEscrow(world.project_id).id();
        let end = one_id(&app, "select id from transfers where debit_id = $1 and kind = 'void' limit 1", escrow.0).await;
        break_it(&app, "update transfers set amount_minor = amount_minor + 1, assignment_id = null where id = $1", vec![end.into()]).await;
        let codes_found = app.verify_ledger().await.unwrap();
        assert_eq!(codes(&codes_found), ["balance_differs", "promise_differs"]);
    }

    async fn ends_of_nothing_and_loops_are_found(app: TestApp) {
        busy(&app).await;
        let bank = Account::Bank.id();
        let insert = "insert into transfers (id, kind, debit_id, credit_id, amount_minor, pending_id, code, created_at)
                      values ($1, $2, $3, $3, 5, $4, 'test', 0)";
        let row = |kind: TransferKind, pending_id: Option<TransferId>| -> Vec<Value> {
            vec![Value::from(app.test.id::<TransferId>()), kind.into(), bank.into(), pending_id.into()]
        };
        break_it(&app, insert, row(TransferKind::Post, Some(TransferId(Uuid::nil())))).await;
        break_it(&app, insert, row(TransferKind::Void, None)).await;
        break_it(&app, insert, row(TransferKind::Posted, Some(app.test.id()))).await;
        let report = app.verify_ledger().await.unwrap();
        assert_eq!(codes(&report), ["balance_differs", "ends_needlessly", "promise_missing", "same_account"]);
        assert_eq!(report.faults.iter().filter(|fault| fault.code == "promise_missing").count(), 2);
    }

    async fn an_overdraft_is_found(app: TestApp) {
        let world = busy(&app).await;
        let (funds, wallet): (AccountId, AccountId) = (Account::PlatformFee(world.project_id).id(), Account::WorkerWallet(world.worker).id());
        let insert = "insert into transfers (id, kind, debit_id, credit_id, amount_minor, code, created_at) values ($1, 'posted', $2, $3, 1000000, 'test', 0)";
        break_it(&app, insert, vec![Value::from(app.test.id::<TransferId>()), funds.into(), wallet.into()]).await;
        break_it(&app, "update accounts set debits_posted = debits_posted + 1000000 where id = $1", vec![funds.into()]).await;
        break_it(&app, "update accounts set credits_posted = credits_posted + 1000000 where id = $1", vec![wallet.into()]).await;
        let report = app.verify_ledger().await.unwrap();
        assert_eq!(codes(&report), ["overdrawn"]);
        assert_eq!(report.faults[0].id, funds.0);
    }
}

/// A payment that nothing calls for.
fn gift(
    app: &TestApp,
    world: &World,
    assignment_id: AssignmentId,
    amount_minor: i64,
) -> ledger::NewTransfer<'static> {
    ledger::NewTransfer {
        transfer_id: app.test.id(),
        kind: TransferKind::Posted,
        debit: Account::ProjectEscrow(world.project_id),
        credit: Account::WorkerWallet(world.worker),
        amount_minor,
        pending_id: None,
        code: "reward",
        project_id: Some(world.project_id),
        assignment_id: Some(assignment_id),
        note: None,
        created_by: None,
        created_at: app.now(),
    }
}
