//! Organizations: who belongs to them, who may look, and where their money is.

use crate::support::{all, code};
use pumasi_app::{Caller, Once, PageQuery};
use pumasi_domain::access::MemberRole::{Manager, Owner, Viewer};
use pumasi_domain::money::TransferKind;
use pumasi_domain::{OrganizationId, ProjectId};
use pumasi_testkit::{TestApp, both_engines};
use uuid::Uuid;

both_engines! {
    async fn who_founds_an_organization_owns_it(app: TestApp) {
        let kim = app.person("kim").await.caller;
        let once = Some(Once { principal: kim.user_id.0, key: "k".to_owned(), request_hash: [1; 32] });
        let made = app.create_organization(&kim, once.clone(), " 연구소 ".to_owned()).await.unwrap();
        let again = app.create_organization(&kim, once, " 연구소 ".to_owned()).await.unwrap();
        assert!(again.replayed);
        assert_eq!(made.value, again.value);
        let lab = made.value;
        assert_eq!((lab.name.as_str(), lab.my_role), ("연구소", Some(Owner)));
        assert_eq!((lab.available_minor, lab.in_projects_minor, lab.spent_minor), (0, 0, 0));
        assert_eq!(app.organization(&kim, lab.organization_id).await.unwrap(), lab);
        assert_eq!(app.list_organizations(&kim, &all()).await.unwrap().items, std::slice::from_ref(&lab));
        let memberships = app.me(&kim, None).await.unwrap().memberships;
        assert_eq!((memberships[0].organization_name.as_str(), memberships[0].role), ("연구소", Owner));

        let lee = app.person("lee").await.caller;
        assert!(app.list_organizations(&lee, &all()).await.unwrap().items.is_empty());
        assert_eq!(code(app.organization(&lee, lab.organization_id).await), "not_found");
        for (name, fault) in [("", "name_length"), ("two\nlines", "name_characters")] {
            assert_eq!(code(app.create_organization(&kim, None, name.to_owned()).await), fault);
        }
    }

    async fn my_organizations_come_in_pages(app: TestApp) {
        let kim = app.person("kim").await.caller;
        for n in 0..3 {
            app.create_organization(&kim, None, format!("lab {n}")).await.unwrap();
        }
        let query = PageQuery { cursor: None, limit: Some(2) };
        let first = app.list_organizations(&kim, &query).await.unwrap();
        assert_eq!(first.items.len(), 2);
        let query = PageQuery { cursor: first.next_cursor, limit: Some(2) };
        let second = app.list_organizations(&kim, &query).await.unwrap();
        assert_eq!((second.items[0].name.as_str(), second.items.len(), second.next_cursor), ("lab 2", 1, None));
    }

    async fn owners_decide_who_belongs(app: TestApp) {
        let (kim, lee, park) = (app.person("kim").await, app.person("lee").await, app.person("park").await);
        let lab = app.organization_with(&kim.caller, 0).await;
        let added = app.add_member(&kim.caller, None, lab, " LEE@example.com".to_owned(), Viewer).await.unwrap().value;
        assert_eq!((added.user_id, added.role, added.email.as_str()), (lee.user_id, Viewer, "lee@example.com"));
        for (email, fault) in [("lee@example.com", "already_member"), ("nobody@example.com", "user_not_found"), ("nonsense", "email_invalid")] {
            assert_eq!(code(app.add_member(&kim.caller, None, lab, email.to_owned(), Viewer).await), fault);
        }
        let members = app.list_members(&lee.caller, lab, &all()).await.unwrap().items;
        assert_eq!(members.iter().map(|m| (m.user_id, m.role)).collect::<Vec<_>>(), [(kim.user_id, Owner), (lee.user_id, Viewer)]);

        // A viewer looks; a stranger does not even learn that it exists.
        assert_eq!(code(app.add_member(&lee.caller, None, lab, park.email.clone(), Viewer).await), "forbidden");
        assert_eq!(code(app.change_member(&lee.caller, lab, lee.user_id, Owner).await), "forbidden");
        assert_eq!(code(app.remove_member(&lee.caller, lab, kim.user_id).await), "forbidden");
        assert_eq!(code(app.list_members(&park.caller, lab, &all()).await), "not_found");
        assert_eq!(code(app.add_member(&park.caller, None, lab, park.email.clone(), Owner).await), "not_found");
        assert_eq!(code(app.list_transfers(&park.caller, lab, &all()).await), "not_found");
        assert_eq!(code(app.organization(&kim.caller, OrganizationId(Uuid::nil())).await), "not_found");

        assert_eq!(app.change_member(&kim.caller, lab, lee.user_id, Manager).await.unwrap().role, Manager);
        assert_eq!(code(app.change_member(&kim.caller, lab, park.user_id, Manager).await), "not_found");
        app.remove_member(&lee.caller, lab, lee.user_id).await.unwrap();
        assert_eq!(code(app.organization(&lee.caller, lab).await), "not_found");
    }

    async fn an_organization_never_loses_its_last_owner(app: TestApp) {
        let (kim, lee) = (app.person("kim").await, app.person("lee").await);
        let lab = app.organization_with(&kim.caller, 0).await;
        assert_eq!(code(app.remove_member(&kim.caller, lab, kim.user_id).await), "last_owner");
        assert_eq!(code(app.change_member(&kim.caller, lab, kim.user_id, Viewer).await), "last_owner");
        assert_eq!(app.change_member(&kim.caller, lab, kim.user_id, Owner).await.unwrap().role, Owner);
        app.add_member(&kim.caller, None, lab, lee.email.clone(), Owner).await.unwrap();

        // Both leave at the same moment, each through a server of their own: one of them stays.
        let other = app.second_server().await;
        let (here, there) = (app.app.clone(), other);
        let one = tokio::spawn(async move { here.remove_member(&kim.caller, lab, kim.user_id).await });
        let two = tokio::spawn(async move { there.remove_member(&lee.caller, lab, lee.user_id).await });
        let left = [one.await.unwrap().is_ok(), two.await.unwrap().is_ok()];
        assert_eq!(left.iter().filter(|left| **left).count(), 1, "{left:?}");
    }

    async fn operators_look_everywhere_and_change_nothing(app: TestApp) {
        let (kim, operator) = (app.person("kim").await, app.operator().await);
        let lab = app.organization_with(&kim.caller, 1_000).await;
        let seen = app.organization(&operator, lab).await.unwrap();
        assert_eq!((seen.my_role, seen.available_minor), (None, 1_000));
        assert_eq!(app.list_members(&operator, lab, &all()).await.unwrap().items.len(), 1);
        assert_eq!(app.list_transfers(&operator, lab, &all()).await.unwrap().items.len(), 1);
        assert_eq!(code(app.add_member(&operator, None, lab, "operator@example.com".to_owned(), Owner).await), "forbidden");
        assert_eq!(code(app.remove_member(&operator, lab, kim.user_id).await), "forbidden");
        assert_eq!(code(app.organization(&operator, OrganizationId(Uuid::nil())).await), "not_found");
        let project_id = app.drafted_project(&kim.caller, lab, 1, |_| {}).await;
        app.project(&operator, project_id).await.unwrap();
        assert_eq!(code(app.open_project(&operator, None, project_id).await), "forbidden");
        assert_eq!(code(app.open_project(&operator, None, ProjectId(Uuid::nil())).await), "not_found");
    }

    async fn managers_order_and_viewers_do_not(app: TestApp) {
        let (kim, lee, park) = (app.person("kim").await, app.person("lee").await, app.person("park").await);
        let lab = app.organization_with(&kim.caller, 1_000).await;
        app.add_member(&kim.caller, None, lab, lee.email.clone(), Manager).await.unwrap();
        app.add_member(&kim.caller, None, lab, park.email.clone(), Viewer).await.unwrap();
        let order = |caller: Caller| {
            let app = app.clone();
            async move { app.create_project(&caller, None, lab, TestApp::draft()).await }
        };
        let project_id = order(lee.caller.clone()).await.unwrap().value.project_id;
        assert_eq!(code(order(park.caller.clone()).await), "forbidden");
        app.project(&park.caller, project_id).await.unwrap();
        assert_eq!(code(app.close_project(&park.caller, None, project_id).await), "forbidden");
        let stranger = app.person("choi").await;
        assert_eq!(code(app.project(&stranger.caller, project_id).await), "not_found");
    }

    async fn money_is_either_free_in_projects_or_spent(app: TestApp) {
        let (kim, worker) = (app.person("kim").await.caller, app.person("worker").await.caller);
        let lab = app.organization_with(&kim, 100_000).await;
        let project_id = app.open_project_with(&kim, lab, 3, |draft| draft.budget_minor = 1_000).await;
        let money = |app: TestApp| {
            let kim = kim.clone();
            async move {
                let lab = app.organization(&kim, lab).await.unwrap();
                (lab.available_minor, lab.in_projects_minor, lab.spent_minor)
            }
        };
        assert_eq!(money(app.clone()).await, (99_000, 1_000, 0));
        app.work_once(&worker, project_id, "cat").await;
        assert_eq!(money(app.clone()).await, (99_000, 890, 110));
        app.close_project(&kim, None, project_id).await.unwrap();
        assert_eq!(money(app.clone()).await, (99_890, 0, 110));

        let transfers = app.list_transfers(&kim, lab, &all()).await.unwrap().items;
        let seen: Vec<_> = transfers.iter().map(|t| (t.debit.as_str(), t.credit.as_str(), t.amount_minor)).collect();
        assert_eq!(
            seen,
            [
                ("project_escrow", "organization_funds", 890),
                ("organization_funds", "project_escrow", 1_000),
                ("bank", "organization_funds", 100_000)
            ]
        );
        assert!(transfers.iter().all(|t| t.kind == TransferKind::Posted));
        assert_eq!((transfers[1].project_id, transfers[1].project_name.as_deref()), (Some(project_id), Some("Cats and dogs")));
        assert_eq!((transfers[2].code.as_str(), transfers[2].note.as_deref()), ("deposit", Some("bank slip 1")));
        let query = PageQuery { cursor: None, limit: Some(1) };
        let first = app.list_transfers(&kim, lab, &query).await.unwrap();
        let query = PageQuery { cursor: first.next_cursor, limit: Some(1) };
        assert_eq!(app.list_transfers(&kim, lab, &query).await.unwrap().items, transfers[1..2]);
    }
}
