//! What the layer over the two engines promises: parameters by number, group commit with savepoints, folded balances,
//! and claims that are served by the index of free places.

use pumasi_domain::money::{Account, TransferKind};
use pumasi_domain::task::Places;
use pumasi_domain::{ProjectId, TransferId, UserId};
use pumasi_store::ledger::{self, NewTransfer};
use pumasi_store::{DbError, Tx, params, tasks};
use pumasi_testkit::{TestDb, both_engines};
use uuid::Uuid;

/// An error of a use case.
#[derive(Debug)]
enum Refused {
    ByRule,
    ByDatabase(DbError),
}

impl From<DbError> for Refused {
    fn from(error: DbError) -> Self {
        Refused::ByDatabase(error)
    }
}

fn project(tx: &mut Tx, id: ProjectId, count: i64, k: i64) -> Result<(), DbError> {
    let organization = Uuid::from_u128(id.0.as_u128() ^ 1);
    tx.execute(
        "insert into organizations (id, name, created_at) values ($1, 'lab', 0)",
        params![organization],
    )?;
    tx.execute(
        "insert into projects (id, organization_id, name, description, interface_xml, state, version, reward_minor,
           inspection_reward_minor, fee_percent, answers_per_task, inspect_percent, max_rounds, work_audience, inspect_audience,
           exam_size, exam_pass_percent, lease_seconds, return_seconds, accept_seconds, budget_minor, adult, language,
           guide_version, next_position, created_at)
         values ($1, $2, 'p', '', '', 'open', 1, 1, 1, 0, $3, 0, 0, 'everybody', 'invited', 1, 1, 60, 60, 60, 0, 0, 'en', 1, 1, 0)",
        params![id, organization, k],
    )?;
    for position in 1..=count {
        let task = Uuid::from_u128(id.0.as_u128().wrapping_add(u128::try_from(position).unwrap_or(0)));
        tx.execute(
            "insert into tasks (project_id, id, position, row_key, state, open, live, submitted, accepted, data, created_at)
             values ($1, $2, $3, $4, 'queued', $5, 0, 0, 0, '{}', 0)",
            params![id, task, position, task.as_bytes().to_vec(), k],
        )?;
    }
    Ok(())
}

fn deposit(
    test: &TestDb,
    debit: Account,
    credit: Account,
    amount_minor: i64,
    id: Option<TransferId>,
) -> NewTransfer<'static> {
    NewTransfer {
        transfer_id: id.unwrap_or_else(|| test.id()),
        kind: TransferKind::Posted,
        debit,
        credit,
        amount_minor,
        pending_id: None,
        code: "deposit",
        project_id: None,
        assignment_id: None,
        note: None,
        created_by: None,
        created_at: test.now(),
    }
}

both_engines! {
    async fn parameters_are_taken_by_their_number(test: TestDb) {
        let row = test
            .read(|tx| tx.query_one("select cast($2 as bigint), cast($1 as bigint), cast($2 as bigint)", params![1i64, 2i64]))
            .await
            .unwrap();
        assert_eq!((row.get::<i64>(0).unwrap(), row.get::<i64>(1).unwrap(), row.get::<i64>(2).unwrap()), (2, 1, 2));
    }

    async fn every_kind_of_value_comes_back(test: TestDb) {
        let id = test.ids.next();
        let back = test
            .write(id, move |tx| {
                tx.execute(
                    "insert into results (project_id, task_id, kind, regions, source, confidence, decided_at)
                     values ($1, $2, 'regions', $3, 'agreed', $4, $5)",
                    params![id, id, "한글 \u{1F431}", 0.25f64, -7i64],
                )?;
                let row = tx.query_one(
                    "select project_id, regions, confidence, decided_at, assignment_id from results where task_id = $1",
                    params![id],
                )?;
                Ok::<_, DbError>((row.get::<Uuid>(0)?, row.get::<String>(1)?, row.get::<f64>(2)?, row.get::<i64>(3)?, row.get::<Option<Uuid>>(4)?))
            })
            .await
            .unwrap();
        assert_eq!(back, (id, "한글 \u{1F431}".to_owned(), 0.25, -7, None));
    }

    async fn a_refused_transaction_leaves_nothing_and_disturbs_nobody(test: TestDb) {
        let ids: Vec<Uuid> = (0..60).map(|_| test.ids.next()).collect();
        let writes = ids.iter().enumerate().map(|(n, id)| {
            let (db, id) = (test.db.clone(), *id);
            tokio::spawn(async move {
                db.write(Uuid::nil(), move |tx| {
                    tx.execute("insert into organizations (id, name, created_at) values ($1, 'lab', 0)", params![id])?;
                    match n % 3 {
                        0 => Ok(()),
                        1 => Err(Refused::ByRule),
                        // A statement that fails must not take the group's transaction with it.
                        _ => tx.execute("insert into organizations (id, name, created_at) values ($1, 'again', 0)", params![id]).map(|_| ()).map_err(Refused::from),
                    }
                })
                .await
            })
        });
        for (n, done) in futures_of(writes).await.into_iter().enumerate() {
            match n % 3 {
                0 => assert!(done.is_ok(), "{n}: {done:?}"),
                1 => assert!(matches!(done, Err(Refused::ByRule))),
                _ => assert!(matches!(done, Err(Refused::ByDatabase(DbError::Statement { .. }))), "{n}: {done:?}"),
            }
        }
        let kept = test.read(|tx| tx.query_one("select count(*) from organizations", &[])).await.unwrap();
        assert_eq!(kept.get::<i64>(0).unwrap(), 20);
    }

    async fn a_hundred_at_once_can_not_overdraw(test: TestDb) {
        let (funds, wallet) = (Account::OrganizationFunds(test.id()), Account::WorkerWallet(test.id()));
        let first = deposit(&test, Account::Bank, funds, 1_000, None);
        test.write(Uuid::nil(), move |tx| {
            for account in [Account::Bank, funds, wallet] {
                ledger::open_account(tx, account)?;
            }
            ledger::transfer(tx, &first)
        })
        .await
        .unwrap();
        // Different routes: on PostgreSQL these run on different connections and meet only in the balance.
        let pays = (0..100u128).map(|n| {
            let (db, pay) = (test.db.clone(), deposit(&test, funds, wallet, 30, None));
            tokio::spawn(async move { db.write(Uuid::from_u128(n), move |tx| ledger::transfer(tx, &pay)).await })
        });
        let done = futures_of(pays).await;
        let paid = done.iter().filter(|d| d.is_ok()).count();
        assert!(done.iter().all(|d| matches!(d, Ok(()) | Err(DbError::Overdrawn(_)))), "{done:?}");
        assert_eq!(paid, 33, "33 times 30 fit into 1000");
        let left = test.write(Uuid::nil(), move |tx| ledger::balance(tx, funds)).await.unwrap();
        assert_eq!(left.available(), 10);
    }

    async fn thirty_two_racers_take_each_place_once(test: TestDb) {
        let id: ProjectId = test.id();
        test.write(id.0, move |tx| project(tx, id, 20, 3)).await.unwrap();
        let racers = (0..32u128).map(|n| {
            let db = test.db.clone();
            tokio::spawn(async move {
                let worker = UserId(Uuid::from_u128(n + 1));
                let mut taken = 0;
                for _ in 0..30 {
                    // Every racer goes through another connection: the guard alone must keep them apart.
                    taken += db
                        .write(Uuid::from_u128(n), move |tx| {
                            let Some(next) = tasks::candidates(tx, id, worker, 0, 1)?.pop() else { return Ok::<_, DbError>(0) };
                            Ok(i32::from(tasks::change_places(tx, id, next.task_id, Places::ISSUE)?.is_some()))
                        })
                        .await?;
                }
                Ok::<_, DbError>(taken)
            })
        });
        let taken: i32 = futures_of(racers).await.into_iter().map(|t| t.unwrap()).sum();
        assert_eq!(taken, 60);
        let row = test
            .read(move |tx| tx.query_one("select cast(sum(live) as bigint), cast(sum(open) as bigint) from tasks where project_id = $1", params![id]))
            .await
            .unwrap();
        assert_eq!((row.get::<i64>(0).unwrap(), row.get::<i64>(1).unwrap()), (60, 0));
    }

    async fn a_fresh_import_is_claimed_by_its_index(test: TestDb) {
        // Without statistics the planner believes that hardly any row is free; it must use the index all the same.
        let id: ProjectId = test.id();
        test.write(id.0, move |tx| project(tx, id, 3_000, 1)).await.unwrap();
        let explain: &'static str = if test.engine() == "sqlite" {
            "explain query plan select t.id from tasks t where t.project_id = $1 and t.open > 0 and t.queue_position > $2
              order by t.project_id, t.queue_position limit $3"
        } else {
            "explain select t.id from tasks t where t.project_id = $1 and t.open > 0 and t.queue_position > $2
              order by t.project_id, t.queue_position limit $3"
        };
        let column = usize::from(test.engine() == "sqlite") * 3;
        let plan = test
            .read(move |tx| {
                let rows = tx.query(explain, params![id, 1_500i64, 5i64])?;
                rows.iter().map(|row| row.get::<String>(column)).collect::<Result<Vec<_>, _>>()
            })
            .await
            .unwrap()
            .join("\n");
        assert!(plan.contains("tasks_open"), "{plan}");
        assert!(!plan.contains("Sort") && !plan.contains("TEMP B-TREE"), "{plan}");
    }

    async fn a_second_migration_finds_nothing_to_do(test: TestDb) {
        assert_eq!(pumasi_store::Db::migrate(test.config()).unwrap(), Vec::<&str>::new());
    }
}

async fn futures_of<T>(tasks: impl Iterator<Item = tokio::task::JoinHandle<T>>) -> Vec<T> {
    let tasks: Vec<_> = tasks.collect();
    let mut done = Vec::with_capacity(tasks.len());
    for task in tasks {
        done.push(task.await.expect("a task of the test"));
    }
    done
}
