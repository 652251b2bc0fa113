//! Tables `organizations` and `members`, and what an organization's money does.

use crate::rows::{add_organization, add_project, add_user, pay, transfer};
use pumasi_domain::access::MemberRole::{Manager, Owner, Viewer};
use pumasi_domain::money::{Account, TransferKind};
use pumasi_domain::state::ProjectState;
use pumasi_domain::{OrganizationId, ProjectId};
use pumasi_store::ledger::NewTransfer;
use pumasi_store::tally::{self, ProjectChange};
use pumasi_store::{DbError, operator_lists, organization_reports, organizations, projects};
use pumasi_testkit::{TestDb, both_engines};
use uuid::Uuid;

both_engines! {
    async fn people_come_change_and_go(test: TestDb) {
        let (lab, other) = (add_organization(&test, "Lab").await, add_organization(&test, "Other").await);
        let (kim, lee) = (add_user(&test, "Kim").await, add_user(&test, "Lee").await);
        let now = test.now();
        let outcome = test
            .write(lab.0, move |tx| {
                Ok::<_, DbError>([
                    organizations::add_member(tx, lab, kim, Owner, now)?,
                    organizations::add_member(tx, lab, lee, Viewer, now)?,
                    organizations::add_member(tx, lab, lee, Owner, now)?,
                    organizations::add_member(tx, other, lee, Manager, now)?,
                    organizations::set_role(tx, lab, lee, Manager)?,
                    organizations::set_role(tx, other, kim, Owner)?,
                ])
            })
            .await
            .unwrap();
        assert_eq!(outcome, [true, true, false, true, true, false]);

        let members = test.read(move |tx| organizations::members(tx, lab, None, 10)).await.unwrap();
        let seen: Vec<_> = members.iter().map(|m| (m.user_id, m.email.as_str(), m.role, m.added_at)).collect();
        assert_eq!(seen, [(kim, "kim@example.com", Owner, now), (lee, "lee@example.com", Manager, now)]);
        let rest = test.read(move |tx| organizations::members(tx, lab, Some(kim), 10)).await.unwrap();
        assert_eq!(rest, members[1..]);
        assert_eq!(test.read(move |tx| organizations::member(tx, lab, lee)).await.unwrap().as_ref(), members.get(1));
        assert_eq!(test.read(move |tx| organizations::member(tx, other, kim)).await.unwrap(), None);
        assert_eq!(test.read(move |tx| organizations::role_of(tx, other, lee)).await.unwrap(), Some(Manager));
        assert_eq!(test.read(move |tx| organizations::role_of(tx, other, kim)).await.unwrap(), None);
        assert_eq!(test.read(move |tx| organizations::owners(tx, lab)).await.unwrap(), 1);

        let mine = test.read(move |tx| organizations::of_user(tx, lee, None, 10)).await.unwrap();
        let mine: Vec<_> = mine.iter().map(|m| (m.organization.name.as_str(), m.role)).collect();
        assert_eq!(mine, [("Lab", Manager), ("Other", Manager)]);
        let rest = test.read(move |tx| organizations::of_user(tx, lee, Some(lab), 10)).await.unwrap();
        assert_eq!(rest[0].organization.organization_id, other);

        assert!(test.write(lab.0, move |tx| organizations::remove_member(tx, lab, lee)).await.unwrap());
        assert!(!test.write(lab.0, move |tx| organizations::remove_member(tx, lab, lee)).await.unwrap());
        assert!(test.write(lab.0, move |tx| organizations::lock(tx, lab)).await.unwrap());
        assert!(!test.write(lab.0, |tx| organizations::lock(tx, OrganizationId(Uuid::nil()))).await.unwrap());
    }

    async fn operators_see_all_organizations_and_projects(test: TestDb) {
        let (lab, other) = (add_organization(&test, "Lab").await, add_organization(&test, "Other").await);
        let kim = add_user(&test, "Kim").await;
        let now = test.now();
        test.write(lab.0, move |tx| organizations::add_member(tx, lab, kim, Owner, now)).await.unwrap();
        let first = add_project(&test, lab, "first").await;
        let second = add_project(&test, lab, "second").await;
        test.write(first.0, move |tx| projects::set_state(tx, first, ProjectState::Open, ProjectState::Paused, None)).await.unwrap();

        let all = test.read(|tx| organizations::list(tx, None, 10)).await.unwrap();
        let seen: Vec<_> = all.iter().map(|l| (l.organization.organization_id, l.members, l.projects)).collect();
        assert_eq!(seen, [(other, 0, 0), (lab, 1, 2)]);
        let rest = test.read(move |tx| organizations::list(tx, Some(other), 10)).await.unwrap();
        assert_eq!(rest, all[1..]);

        let projects = |state, before| test.read(move |tx| operator_lists::projects(tx, state, before, 10));
        let named = |id: ProjectId| (id, "Lab".to_owned());
        assert_eq!(projects(None, None).await.unwrap(), [named(second), named(first)]);
        assert_eq!(projects(None, Some(second)).await.unwrap(), [named(first)]);
        assert_eq!(projects(Some(ProjectState::Paused), None).await.unwrap(), [named(first)]);
        assert_eq!(projects(Some(ProjectState::Draft), None).await.unwrap(), []);
    }

    async fn money_in_projects_is_what_lies_in_their_escrows(test: TestDb) {
        let (lab, other) = (add_organization(&test, "Lab").await, add_organization(&test, "Other").await);
        // More projects than one statement asks for.
        let mut mine = Vec::new();
        for n in 0..18 {
            mine.push(add_project(&test, lab, &format!("project {n}")).await);
        }
        let foreign = add_project(&test, other, "foreign").await;
        let worker = Account::WorkerWallet(add_user(&test, "Kim").await);
        pay(&test, transfer(&test, Account::Bank, Account::OrganizationFunds(lab), 10_000)).await.unwrap();
        for project_id in [mine[0], mine[17]] {
            let budget = transfer(&test, Account::OrganizationFunds(lab), Account::ProjectEscrow(project_id), 1_000);
            pay(&test, budget).await.unwrap();
        }
        pay(&test, transfer(&test, Account::Bank, Account::ProjectEscrow(foreign), 7)).await.unwrap();
        pay(&test, transfer(&test, Account::ProjectEscrow(mine[0]), worker, 300)).await.unwrap();
        let promise = NewTransfer { kind: TransferKind::Pending, ..transfer(&test, Account::ProjectEscrow(mine[17]), worker, 200) };
        pay(&test, promise).await.unwrap();
        let project_id = mine[0];
        test.write(project_id.0, move |tx| {
            tally::project(tx, project_id, ProjectChange { spent_minor: 300, ..ProjectChange::default() });
            Ok::<_, DbError>(())
        })
        .await
        .unwrap();

        assert_eq!(test.read(move |tx| organization_reports::in_projects(tx, lab)).await.unwrap(), 1_700);
        assert_eq!(test.read(move |tx| organization_reports::spent(tx, lab)).await.unwrap(), 300);
        assert_eq!(test.read(move |tx| organization_reports::spent(tx, other)).await.unwrap(), 0);
        let wanted = mine.clone();
        let names = test.read(move |tx| organization_reports::project_names(tx, &wanted)).await.unwrap();
        assert_eq!(names.len(), 18);
        assert!(names.contains(&(mine[17], "project 17".to_owned())));
    }
}
