//! What workers see of their money.

use crate::support::all;
use pumasi_app::PageQuery;
use pumasi_app::earnings::EarningsPeriod;
use pumasi_domain::Timestamp;
use pumasi_domain::state::{Role, VerdictKind};
use pumasi_testkit::{TestApp, both_engines};

both_engines! {
    async fn money_is_held_then_pending_then_payable(app: TestApp) {
        let kim = app.person("kim").await.caller;
        let (worker, inspector) = (app.person("worker").await.caller, app.person("inspector").await);
        let lab = app.organization_with(&kim, 100_000).await;
        let project_id = app.open_project_with(&kim, lab, 5, |draft| draft.inspect_percent = 100).await;
        app.invite(&kim, None, project_id, &inspector.email, Role::Inspect).await.unwrap();
        let stands = |app: TestApp| {
            let worker = worker.clone();
            async move {
                let money = app.earnings(&worker).await.unwrap();
                (money.held_minor, money.pending_minor, money.payable_minor)
            }
        };
        assert_eq!(stands(app.clone()).await, (0, 0, 0));
        app.claim(&worker, None, project_id, Role::Work, 3).await.unwrap();
        assert_eq!(stands(app.clone()).await, (300, 0, 0));
        let live = app.claim(&worker, None, project_id, Role::Work, 1).await.unwrap().value.assignments;
        app.submit_answer(&worker, None, live[0].assignment_id, pumasi_testkit::answer("cat")).await.unwrap();
        assert_eq!(stands(app.clone()).await, (300, 100, 0));
        app.inspect_once(&inspector.caller, project_id, VerdictKind::Pass).await;
        assert_eq!(stands(app.clone()).await, (300, 0, 100));

        let money = app.earnings(&inspector.caller).await.unwrap();
        assert_eq!((money.payable_minor, money.today.inspections, money.today.answers), (50, 1, 0));
        let paid = app.earnings_transfers(&inspector.caller, &all()).await.unwrap().items;
        assert_eq!(paid.len(), 1);
        assert_eq!((paid[0].role, paid[0].amount_minor, paid[0].project_id), (Some(Role::Inspect), 50, Some(project_id)));
    }

    async fn days_and_weeks_are_korean(app: TestApp) {
        let (kim, worker) = (app.person("kim").await.caller, app.person("worker").await.caller);
        let lab = app.organization_with(&kim, 100_000).await;
        let project_id = app.open_project_with(&kim, lab, 10, |_| {}).await;
        let at = |text| Timestamp::parse(text).unwrap();
        // Sunday night, the first minute of Monday, and Tuesday morning, in Korea.
        for moment in ["2026-11-22T14:59:59Z", "2026-11-22T15:00:00Z", "2026-11-24T00:00:00Z", "2026-11-24T00:00:01Z"] {
            app.clock().set(at(moment));
            app.work_once(&worker, project_id, "cat").await;
        }
        let money = app.earnings(&worker).await.unwrap();
        let today = EarningsPeriod { earned_minor: 200, answers: 2, inspections: 0, active_seconds: 120, hourly_minor: Some(6_000) };
        assert_eq!(money.today, today);
        let week = EarningsPeriod { earned_minor: 300, answers: 3, inspections: 0, active_seconds: 180, hourly_minor: Some(6_000) };
        assert_eq!(money.week, week);
        assert_eq!(money.days.len(), 14);
        assert_eq!((money.days[0].day.as_str(), money.days[0].earned_minor), ("2026-11-11", 0));
        let last: Vec<_> = money.days[11..].iter().map(|day| (day.day.as_str(), day.earned_minor, day.answers)).collect();
        assert_eq!(last, [("2026-11-22", 100, 1), ("2026-11-23", 100, 1), ("2026-11-24", 200, 2)]);
        assert_eq!((money.payable_minor, money.pending_minor, money.held_minor), (400, 0, 0));
        assert_eq!(money.projects.len(), 1);
        let project = &money.projects[0];
        assert_eq!((project.project_id, project.name.as_str(), project.earned_minor, project.answers), (project_id, "Cats and dogs", 400, 4));
        assert_eq!((project.active_seconds, project.hourly_minor, project.pending_minor), (240, Some(6_000), 0));

        // A new week: nothing is earned yet, and there is no pay per hour to show.
        app.clock().set(at("2026-11-30T00:00:00Z"));
        let money = app.earnings(&worker).await.unwrap();
        let nothing = EarningsPeriod { earned_minor: 0, answers: 0, inspections: 0, active_seconds: 0, hourly_minor: None };
        assert_eq!((money.today, money.week), (nothing, nothing));
        assert_eq!(money.payable_minor, 400);
    }

    async fn the_statement_has_every_payment_and_nobody_elses(app: TestApp) {
        let (kim, worker, other) = (app.person("kim").await.caller, app.person("worker").await.caller, app.person("other").await.caller);
        let lab = app.organization_with(&kim, 100_000).await;
        let project_id = app.open_project_with(&kim, lab, 10, |_| {}).await;
        for _ in 0..3 {
            app.work_once(&worker, project_id, "cat").await;
        }
        app.work_once(&other, project_id, "cat").await;
        let query = PageQuery { cursor: None, limit: Some(2) };
        let first = app.earnings_transfers(&worker, &query).await.unwrap();
        assert_eq!(first.items.len(), 2);
        let query = PageQuery { cursor: first.next_cursor, limit: Some(2) };
        let second = app.earnings_transfers(&worker, &query).await.unwrap();
        assert_eq!((second.items.len(), second.next_cursor), (1, None));
        let one = &second.items[0];
        assert_eq!((one.amount_minor, one.role, one.project_name.as_deref()), (100, Some(Role::Work), Some("Cats and dogs")));
        let sum: i64 = app.earnings_transfers(&worker, &all()).await.unwrap().items.iter().map(|t| t.amount_minor).sum();
        assert_eq!(sum, app.earnings(&worker).await.unwrap().payable_minor);
    }
}
