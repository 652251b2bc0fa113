//! What people have earned: days, projects, payments, and who earned the most.

use crate::rows::{add_assignment, add_organization, add_project, add_user, pay, transfer};
use pumasi_domain::money::{Account, TransferKind};
use pumasi_domain::state::Role;
use pumasi_domain::{ProjectId, TransferId, UserId};
use pumasi_store::earnings::{self, Work};
use pumasi_store::ledger::NewTransfer;
use pumasi_store::tally::{self, DayChange, ParticipationChange};
use pumasi_store::{DbError, users};
use pumasi_testkit::{TestDb, both_engines};

async fn work(test: &TestDb, user_id: UserId, day: i64, project_id: ProjectId, earned_minor: i64) {
    let change = DayChange {
        answers: 1,
        inspections: 2,
        earned_minor,
        active_ms: 1_000,
    };
    test.write(project_id.0, move |tx| {
        tally::work_day(tx, user_id, day, project_id, change);
        Ok::<_, DbError>(())
    })
    .await
    .unwrap();
}

both_engines! {
    async fn days_are_summed_over_projects(test: TestDb) {
        let kim = add_user(&test, "Kim").await;
        let lee = add_user(&test, "Lee").await;
        let (one, two): (ProjectId, ProjectId) = (test.id(), test.id());
        for (user_id, day, project_id, earned) in [(kim, 10, one, 5), (kim, 10, two, 7), (kim, 12, one, 1), (kim, 13, one, 9), (lee, 10, one, 100)] {
            work(&test, user_id, day, project_id, earned).await;
        }
        let days = test.read(move |tx| earnings::days(tx, kim, 10, 12)).await.unwrap();
        let both = Work { answers: 2, inspections: 4, earned_minor: 12, active_ms: 2_000 };
        let one_of_them = Work { answers: 1, inspections: 2, earned_minor: 1, active_ms: 1_000 };
        assert_eq!(days, [(10, both), (12, one_of_them)]);
    }

    async fn the_best_earners_of_some_days_come_first(test: TestDb) {
        let (a, b): (ProjectId, ProjectId) = (test.id(), test.id());
        let mut people = Vec::new();
        for name in ["one", "two", "three", "four", "five"] {
            people.push(add_user(&test, name).await);
        }
        // The fifth has worked and earned nothing; the fourth earned on another day.
        for (n, day, project_id, earned) in [(0, 3, a, 50), (1, 3, a, 40), (1, 9, b, 30), (2, 9, a, 50), (3, 10, a, 999), (4, 9, a, 0)] {
            work(&test, people[n], day, project_id, earned).await;
        }
        let top = test.read(|tx| earnings::top(tx, 3, 9, 10)).await.unwrap();
        let seen: Vec<_> = top.iter().map(|e| (e.user_id, e.display_name.as_str(), e.work.earned_minor)).collect();
        assert_eq!(seen, [(people[1], "two", 70), (people[0], "one", 50), (people[2], "three", 50)]);
        assert_eq!(top[0].work, Work { answers: 2, inspections: 4, earned_minor: 70, active_ms: 2_000 });
        assert_eq!(test.read(|tx| earnings::top(tx, 3, 9, 2)).await.unwrap(), top[..2]);
    }

    async fn a_persons_projects_come_latest_first(test: TestDb) {
        let kim = add_user(&test, "Kim").await;
        let lab = add_organization(&test, "Lab").await;
        let (old, new) = (add_project(&test, lab, "old").await, add_project(&test, lab, "new").await);
        let change = |last_at, pending_minor| ParticipationChange { answers: 3, earned_minor: 20, pending_minor, active_ms: 500, last_at, ..ParticipationChange::default() };
        test.write(old.0, move |tx| {
            tally::participation(tx, new, kim, change(200, 5));
            tally::participation(tx, old, kim, change(100, 6));
            Ok::<_, DbError>(())
        })
        .await
        .unwrap();
        let mine = test.read(move |tx| earnings::projects(tx, kim, 10)).await.unwrap();
        assert_eq!(mine.iter().map(|p| (p.name.as_str(), p.pending_minor)).collect::<Vec<_>>(), [("new", 5), ("old", 6)]);
        assert_eq!(mine[0].work, Work { answers: 3, inspections: 0, earned_minor: 20, active_ms: 500 });
        assert_eq!(test.read(move |tx| earnings::projects(tx, kim, 1)).await.unwrap(), mine[..1]);
        assert_eq!(test.read(move |tx| earnings::pending(tx, kim)).await.unwrap(), 11);
        let nobody = test.id();
        assert_eq!(test.read(move |tx| earnings::pending(tx, nobody)).await.unwrap(), 0);
        let listed = test.read(move |tx| users::find_listed(tx, kim)).await.unwrap().unwrap();
        assert_eq!((listed.answers, listed.earned_minor), (6, 40));
    }

    async fn payments_are_what_reached_the_wallet(test: TestDb) {
        let kim = add_user(&test, "Kim").await;
        let lab = add_organization(&test, "Lab").await;
        let project_id = add_project(&test, lab, "birds").await;
        let (escrow, wallet) = (Account::ProjectEscrow(project_id), Account::WorkerWallet(kim));
        pay(&test, transfer(&test, Account::Bank, escrow, 1_000)).await.unwrap();
        let hold: TransferId = test.id();
        let assignment_id = add_assignment(&test, project_id, kim, hold).await;
        let about = NewTransfer { code: "reward", project_id: Some(project_id), assignment_id: Some(assignment_id), ..transfer(&test, escrow, wallet, 100) };
        pay(&test, NewTransfer { transfer_id: hold, kind: TransferKind::Pending, ..about.clone() }).await.unwrap();
        let kept = NewTransfer { transfer_id: test.id(), kind: TransferKind::Post, pending_id: Some(hold), ..about };
        pay(&test, kept.clone()).await.unwrap();
        let bonus = NewTransfer { code: "bonus", ..transfer(&test, Account::Bank, wallet, 7) };
        pay(&test, bonus.clone()).await.unwrap();

        let payments = test.read(move |tx| earnings::payments(tx, kim, None, 10)).await.unwrap();
        assert_eq!(payments.len(), 2, "a promise is no payment");
        let (given, earned) = (&payments[0], &payments[1]);
        assert_eq!((given.transfer_id, given.code.as_str(), given.amount_minor, given.role), (bonus.transfer_id, "bonus", 7, None));
        assert_eq!((given.project_id, &given.project_name), (None, &None));
        assert_eq!((earned.transfer_id, earned.role, earned.project_name.as_deref()), (kept.transfer_id, Some(Role::Work), Some("birds")));
        assert_eq!((earned.project_id, earned.at, earned.amount_minor), (Some(project_id), test.now(), 100));
        let before = bonus.transfer_id;
        assert_eq!(test.read(move |tx| earnings::payments(tx, kim, Some(before), 10)).await.unwrap(), payments[1..]);
    }
}
