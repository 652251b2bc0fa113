//! What operators see and do, and that nobody else does.

use crate::support::{all, code};
use pumasi_app::operator::{EventQuery, UserChange};
use pumasi_app::{Once, PageQuery};
use pumasi_domain::OrganizationId;
use pumasi_domain::state::{ProjectState, Role};
use pumasi_domain::{Timestamp, UserId};
use pumasi_testkit::{TestApp, both_engines};
use serde_json::json;
use uuid::Uuid;

both_engines! {
    async fn nobody_else_may(app: TestApp) {
        let kim = app.person("kim").await;
        let lab = app.organization_with(&kim.caller, 0).await;
        let who = &kim.caller;
        assert_eq!(code(app.operator_users(who, "", &all()).await), "forbidden");
        assert_eq!(code(app.change_user(who, kim.user_id, UserChange { is_operator: Some(true), ..UserChange::default() }).await), "forbidden");
        assert_eq!(code(app.operator_organizations(who, &all()).await), "forbidden");
        assert_eq!(code(app.deposit(who, None, lab, 1_000, String::new()).await), "forbidden");
        assert_eq!(code(app.operator_projects(who, None, &all()).await), "forbidden");
        assert_eq!(code(app.top_earners(who, None).await), "forbidden");
        assert_eq!(code(app.operator_events(who, EventQuery::default(), &all()).await), "forbidden");
        assert_eq!(code(app.ledger_totals(who).await), "forbidden");
    }

    async fn people_are_found_and_changed(app: TestApp) {
        let operator = app.operator().await;
        let (kim, _) = (app.person("kim").await, app.person("lee").await);
        let found = app.operator_users(&operator, " KIM", &all()).await.unwrap().items;
        assert_eq!(found.iter().map(|user| user.user_id).collect::<Vec<_>>(), [kim.user_id]);
        assert_eq!(app.operator_users(&operator, &kim.user_id.to_string(), &all()).await.unwrap().items, found);
        assert!(app.operator_users(&operator, &Uuid::nil().to_string(), &all()).await.unwrap().items.is_empty());
        let first = app.operator_users(&operator, "", &PageQuery { cursor: None, limit: Some(2) }).await.unwrap();
        assert_eq!(first.items.len(), 2);
        let rest = app.operator_users(&operator, "", &PageQuery { cursor: first.next_cursor, limit: Some(2) }).await.unwrap();
        assert_eq!((rest.items.len(), rest.items[0].is_operator), (1, true));

        let change = UserChange { adult_verified: Some(true), is_operator: Some(true), ..UserChange::default() };
        let changed = app.change_user(&operator, kim.user_id, change).await.unwrap();
        assert!(changed.adult_verified && changed.is_operator && !changed.suspended);
        let (caller, _) = app.caller_of_session(&kim.session_token).await.unwrap().unwrap();
        assert!(caller.is_operator && caller.adult_verified, "known at once");
        let back = UserChange { adult_verified: Some(false), ..UserChange::default() };
        let changed = app.change_user(&caller, kim.user_id, back).await.unwrap();
        assert!(!changed.adult_verified && changed.is_operator);

        let nobody = app.change_user(&operator, UserId(Uuid::nil()), back).await;
        assert_eq!(code(nobody), "not_found");
        let events = EventQuery { kind: Some("user_changed".to_owned()), subject_id: Some(kim.user_id.0), ..EventQuery::default() };
        let events = app.operator_events(&operator, events, &all()).await.unwrap().items;
        assert_eq!(events.len(), 2);
        assert_eq!(events[1].data, json!({"adult_verified": true, "suspended": null, "is_operator": true}));
        assert_eq!(events[1].actor.as_ref().unwrap().user_id, operator.user_id);
    }

    async fn an_operator_does_not_lock_themselves_out(app: TestApp) {
        let operator = app.operator().await;
        for change in [
            UserChange { suspended: Some(true), ..UserChange::default() },
            UserChange { is_operator: Some(false), ..UserChange::default() },
        ] {
            assert_eq!(code(app.change_user(&operator, operator.user_id, change).await), "own_account");
        }
    }

    async fn a_deposit_is_written_down_once(app: TestApp) {
        let (kim, operator) = (app.person("kim").await, app.operator().await);
        let lab = app.organization_with(&kim.caller, 0).await;
        let once = Some(Once { principal: operator.user_id.0, key: "slip 7".to_owned(), request_hash: [7; 32] });
        let first = app.deposit(&operator, once.clone(), lab, 5_000, " slip 7 ".to_owned()).await.unwrap();
        let again = app.deposit(&operator, once, lab, 5_000, " slip 7 ".to_owned()).await.unwrap();
        assert!(again.replayed);
        assert_eq!(first.value, again.value);
        assert_eq!((first.value.debit.as_str(), first.value.credit.as_str(), first.value.note.as_deref()), ("bank", "organization_funds", Some("slip 7")));
        assert_eq!(app.organization(&kim.caller, lab).await.unwrap().available_minor, 5_000);
        assert_eq!(app.list_transfers(&kim.caller, lab, &all()).await.unwrap().items, [first.value]);

        for amount in [0, -1, i64::MAX] {
            assert_eq!(code(app.deposit(&operator, None, lab, amount, String::new()).await), "out_of_range");
        }
        assert_eq!(code(app.deposit(&operator, None, lab, 1, "x".repeat(501)).await), "text_too_long");
        let nowhere = app.deposit(&operator, None, OrganizationId(Uuid::nil()), 1, String::new()).await;
        assert_eq!(code(nowhere), "not_found");
        let totals = app.ledger_totals(&operator).await.unwrap();
        assert_eq!((totals.currency.as_str(), totals.sum_minor), ("KRW", 0));
        let bank = totals.accounts.iter().find(|one| one.kind == "bank").unwrap();
        assert_eq!((bank.count, bank.debits_posted_minor, bank.credits_posted_minor), (1, 5_000, 0));
    }

    async fn organizations_and_projects_are_listed(app: TestApp) {
        let (kim, operator) = (app.person("kim").await.caller, app.operator().await);
        let lab = app.organization_with(&kim, 100_000).await;
        let mine = app.create_organization(&operator, None, "Platform".to_owned()).await.unwrap().value.organization_id;
        let open = app.open_project_with(&kim, lab, 4, |draft| draft.budget_minor = 1_000).await;
        let draft = app.drafted_project(&kim, lab, 0, |draft| draft.name = "Birds".to_owned()).await;

        let all_of_them = app.operator_organizations(&operator, &all()).await.unwrap().items;
        let seen: Vec<_> = all_of_them.iter().map(|o| (o.view.organization_id, o.members, o.projects, o.view.my_role.is_some())).collect();
        assert_eq!(seen, [(mine, 1, 0, true), (lab, 1, 2, false)]);
        assert_eq!((all_of_them[1].view.available_minor, all_of_them[1].view.in_projects_minor), (99_000, 1_000));

        let projects = app.operator_projects(&operator, None, &all()).await.unwrap().items;
        let seen: Vec<_> = projects.iter().map(|p| (p.summary.project_id, p.summary.name.as_str(), p.organization_name.as_str())).collect();
        assert_eq!(seen, [(draft, "Birds", "Lab"), (open, "Cats and dogs", "Lab")]);
        assert_eq!(projects[1].summary.progress.tasks_queued, 4);
        let drafts = app.operator_projects(&operator, Some(ProjectState::Draft), &all()).await.unwrap().items;
        assert_eq!(drafts, projects[..1]);
        let first = app.operator_projects(&operator, None, &PageQuery { cursor: None, limit: Some(1) }).await.unwrap();
        let second = app.operator_projects(&operator, None, &PageQuery { cursor: first.next_cursor, limit: Some(1) }).await.unwrap();
        assert_eq!((second.items, second.next_cursor), (projects[1..].to_vec(), None));
        // On the wire both parts stand side by side.
        let wire = serde_json::to_value(&all_of_them[1]).unwrap();
        assert_eq!((&wire["name"], &wire["members"]), (&json!("Lab"), &json!(1)));
    }

    async fn who_earned_the_most_this_week(app: TestApp) {
        let (kim, operator) = (app.person("kim").await.caller, app.operator().await);
        let lab = app.organization_with(&kim, 100_000).await;
        let project_id = app.open_project_with(&kim, lab, 20, |_| {}).await;
        let mut people = Vec::new();
        for (name, answers) in [("one", 2), ("two", 3), ("three", 2), ("four", 1)] {
            let person = app.person(name).await.caller;
            for _ in 0..answers {
                app.work_once(&person, project_id, "cat").await;
            }
            people.push(person);
        }
        let top = app.top_earners(&operator, None).await.unwrap();
        assert_eq!((top.week.as_str(), top.starts_on.as_str(), top.ends_on.as_str()), ("2026-W48", "2026-11-23", "2026-11-29"));
        let seen: Vec<_> = top.items.iter().map(|e| (e.rank, e.display_name.as_str(), e.earned_minor)).collect();
        assert_eq!(seen, [(1, "two", 300), (2, "one", 200), (2, "three", 200), (4, "four", 100)]);
        assert_eq!((top.items[0].answers, top.items[0].active_seconds, top.items[0].hourly_minor), (3, 180, Some(6_000)));

        // Sunday night belongs to the week, Monday in Korea begins the next.
        app.clock().set(Timestamp::parse("2026-11-29T14:59:59Z").unwrap());
        app.work_once(&people[3], project_id, "cat").await;
        app.clock().advance_seconds(1);
        app.work_once(&people[3], project_id, "cat").await;
        let next = app.top_earners(&operator, None).await.unwrap();
        assert_eq!((next.week.as_str(), next.items.len(), next.items[0].earned_minor), ("2026-W49", 1, 100));
        let last = app.top_earners(&operator, Some("2026-W48")).await.unwrap();
        assert_eq!(last.items.last().map(|e| (e.rank, e.display_name.as_str(), e.earned_minor)), Some((2, "four", 200)));
        assert!(app.top_earners(&operator, Some("2026-W01")).await.unwrap().items.is_empty());
        for nonsense in ["", "2026", "2026-W54", "W48"] {
            assert_eq!(code(app.top_earners(&operator, Some(nonsense)).await), "week_malformed");
        }
    }

    async fn the_log_tells_who_did_what(app: TestApp) {
        let (kim, operator, worker) = (app.person("kim").await.caller, app.operator().await, app.person("worker").await.caller);
        let lab = app.organization_with(&kim, 100_000).await;
        let project_id = app.open_project_with(&kim, lab, 1, |_| {}).await;
        let claimed = app.claim(&worker, None, project_id, Role::Work, 1).await.unwrap().value.assignments.remove(0);

        let about = EventQuery { subject_id: Some(claimed.assignment_id.0), ..EventQuery::default() };
        let page = app.operator_events(&operator, about, &all()).await.unwrap();
        assert_eq!(page.items.len(), 1);
        let issued = &page.items[0];
        assert_eq!((issued.kind.as_str(), issued.subject_kind.as_str(), issued.project_id), ("assignment_issued", "assignment", Some(project_id)));
        let actor = issued.actor.as_ref().unwrap();
        assert_eq!((actor.user_id, actor.display_name.as_str(), issued.at), (worker.user_id, "worker", app.now()));

        let by_kim = app
            .operator_events(&operator, EventQuery { actor_id: Some(kim.user_id), ..EventQuery::default() }, &all())
            .await
            .unwrap()
            .items;
        let kinds: Vec<_> = by_kim.iter().map(|event| event.kind.as_str()).collect();
        for kind in ["project_opened", "organization_created", "user_signed_up"] {
            assert!(kinds.contains(&kind), "{kinds:?}");
        }
        let first = app.operator_events(&operator, EventQuery::default(), &PageQuery { cursor: None, limit: Some(1) }).await.unwrap();
        assert_eq!(first.items, std::slice::from_ref(issued));
        let query = PageQuery { cursor: first.next_cursor, limit: Some(1) };
        let second = app.operator_events(&operator, EventQuery::default(), &query).await.unwrap();
        assert!(second.items[0].event_id < issued.event_id);
    }
}
