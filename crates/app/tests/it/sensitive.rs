//! Sensitive work: who gets it, how long they are at it, when they rest, and that leaving it costs nothing.

use crate::support::{all, code};
use pumasi_app::projects::ProjectPatch;
use pumasi_app::work::{Next, Reply};
use pumasi_app::{AppError, Caller, PageQuery};
use pumasi_domain::audience::Gate;
use pumasi_domain::draft::ProjectDraft;
use pumasi_domain::quality::{Collector, Rule, RuleAction};
use pumasi_domain::sensitivity::{SensitiveKind, Sensitivity};
use pumasi_domain::state::{AssignmentState, Role};
use pumasi_domain::{AssignmentId, ProjectId};
use pumasi_testkit::{TestApp, answer, both_engines};

struct Place {
    owner: Caller,
    project_id: ProjectId,
    worker: Caller,
}

/// A violent project with 60 tasks whose break of ten minutes is due after fifty, and an adult who has agreed to nothing yet.
async fn place(app: &TestApp, change: impl FnOnce(&mut ProjectDraft)) -> Place {
    let owner = app.person("owner").await.caller;
    let organization_id = app.organization_with(&owner, 1_000_000).await;
    let project_id = app
        .open_project_with(&owner, organization_id, 60, |draft| {
            draft.adult = true;
            draft.sensitivity.kinds = vec![SensitiveKind::Violence];
            change(draft);
        })
        .await;
    let worker = Caller {
        adult_verified: true,
        ..app.person("worker").await.caller
    };
    Place {
        owner,
        project_id,
        worker,
    }
}

impl Place {
    async fn claim(&self, app: &TestApp, count: i64) -> Next {
        let claimed = app.claim(&self.worker, None, self.project_id, Role::Work, count);
        claimed.await.expect("an answer to a claim").value
    }

    async fn consent(&self, app: &TestApp) {
        app.give_consent(&self.worker, SensitiveKind::Violence)
            .await
            .expect("a consent");
    }

    /// Answers a task in hand and asks for one more.
    async fn send(&self, app: &TestApp, id: AssignmentId, claim: i64) -> Reply {
        let input = pumasi_app::work::AnswerInput {
            claim,
            ..answer("cat")
        };
        let sent = app.submit_answer(&self.worker, None, id, input).await;
        sent.expect("an answer").value
    }

    /// Works for `minutes`, one task a minute; the last reply.
    async fn work(&self, app: &TestApp, minutes: i64) -> Reply {
        let mut id = self.claim(app, 1).await.assignments[0].assignment_id;
        for minute in 1..=minutes {
            app.clock().advance_seconds(60);
            let reply = self.send(app, id, 1).await;
            if minute == minutes {
                return reply;
            }
            assert_eq!(reply.next.reason, None, "minute {minute}");
            id = reply.next.assignments[0].assignment_id;
        }
        unreachable!("at least one minute")
    }
}

both_engines! {
    async fn only_adults_who_agreed_see_any_of_it(app: TestApp) {
        let at = place(&app, |draft| draft.sensitivity.kinds = vec![SensitiveKind::Violence, SensitiveKind::Hate]).await;
        let young = Caller { adult_verified: false, ..at.worker.clone() };
        assert!(app.work_projects(&young, &all()).await.unwrap().items.is_empty());
        assert_eq!(code(app.give_consent(&young, SensitiveKind::Hate).await), "adult_required");

        // The card warns; behind it there is nothing yet.
        let card = app.work_projects(&at.worker, &all()).await.unwrap().items.remove(0);
        assert_eq!((card.work, card.inspect), (Gate::ConsentRequired, Gate::NothingLeft));
        assert_eq!(card.sensitive.missing_consents, [SensitiveKind::Violence, SensitiveKind::Hate]);
        assert_eq!(card.sensitive.limits.break_after_minutes, 50);
        let refused = at.claim(&app, 1).await;
        assert_eq!((refused.reason.as_deref(), refused.assignments.len()), (Some("consent_required"), 0));
        at.consent(&app).await;
        assert_eq!(at.claim(&app, 1).await.reason.as_deref(), Some("consent_required"), "one of two kinds");
        assert_eq!(code(app.trial(&at.worker, at.project_id).await), "consent_required");
        assert_eq!(code(app.work_examples(&at.worker, at.project_id).await), "consent_required");
        assert_eq!(code(app.work_questions(&at.worker, at.project_id, "", &PageQuery::default()).await), "consent_required");
        assert!(app.trial(&at.owner, at.project_id).await.is_ok(), "those whose project it is have seen it");

        let standing = app.give_consent(&at.worker, SensitiveKind::Hate).await.unwrap();
        assert_eq!(standing.consents.iter().filter(|one| one.given_at.is_some()).count(), 2);
        assert_eq!(at.claim(&app, 1).await.assignments.len(), 1);
        assert!(app.trial(&at.worker, at.project_id).await.is_ok());
        assert_eq!(app.work_projects(&at.worker, &all()).await.unwrap().items[0].work, Gate::Open);
    }

    async fn consent_ends_when_the_person_says_so_and_what_was_in_hand_goes_back(app: TestApp) {
        let at = place(&app, |_| {}).await;
        at.consent(&app).await;
        let in_hand = at.claim(&app, 2).await.assignments;
        let ids = [in_hand[0].assignment_id, in_hand[1].assignment_id];
        app.clock().advance_seconds(60);
        let paid = at.send(&app, ids[0], 0).await;
        assert_eq!(paid.receipt.state, AssignmentState::Accepted);
        let standing = app.withdraw_consent(&at.worker, SensitiveKind::Violence).await.unwrap();
        assert!(standing.consents.iter().all(|one| one.given_at.is_none()));
        assert!(app.live_assignments(&at.worker).await.unwrap().is_empty());
        assert_eq!(code(app.assignment(&at.worker, ids[1]).await), "consent_required");
        let progress = app.project(&at.owner, at.project_id).await.unwrap().progress;
        assert_eq!((progress.tasks_in_work, progress.tasks_done, progress.reserved_minor), (0, 1, 0), "it went back");
        // What was earned stays, and who agrees again goes on where they were.
        let again = app.withdraw_consent(&at.worker, SensitiveKind::Violence).await.unwrap();
        assert_eq!(again, standing);
        at.consent(&app).await;
        let next = at.claim(&app, 1).await;
        assert_eq!(next.assignments.len(), 1);
        let card = app.work_projects(&at.worker, &all()).await.unwrap().items.remove(0);
        assert_eq!((card.my.answers, card.my.earned_minor), (1, 100));
    }

    async fn a_break_is_forced_and_ends(app: TestApp) {
        let at = place(&app, |_| {}).await;
        at.consent(&app).await;
        let tired = at.work(&app, 50).await;
        assert_eq!((tired.next.reason.as_deref(), tired.next.retry_after_seconds), (Some("break_required"), Some(600)));
        let standing = app.sensitive_standing(&at.worker).await.unwrap();
        assert_eq!((standing.today_minutes, standing.stretch_minutes), (50, 50));
        assert_eq!(standing.break_until, Some(app.clock().now().plus_seconds(600)));
        app.clock().advance_seconds(599);
        assert_eq!(at.claim(&app, 1).await.retry_after_seconds, Some(1));
        app.clock().advance_seconds(1);
        assert_eq!(at.claim(&app, 1).await.assignments.len(), 1);
        let standing = app.sensitive_standing(&at.worker).await.unwrap();
        assert_eq!((standing.today_minutes, standing.stretch_minutes, standing.break_until), (50, 0, None));
    }

    async fn what_is_in_hand_rests_too_and_is_not_much(app: TestApp) {
        let at = place(&app, |draft| draft.sensitivity.break_after_minutes = Some(5)).await;
        at.consent(&app).await;
        let first = at.claim(&app, 10).await;
        assert_eq!(first.assignments.len(), 5, "nobody hoards what they could look at during a break");
        let ids: Vec<_> = first.assignments.iter().map(|a| a.assignment_id).collect();
        app.clock().advance_seconds(300);
        let reply = at.send(&app, ids[0], 0).await;
        assert_eq!(reply.next.reason.as_deref(), Some("break_required"));
        assert!(app.live_assignments(&at.worker).await.unwrap().is_empty());
        assert_eq!(code(app.assignment(&at.worker, ids[1]).await), "break_required");
        // An answer that was on its way is not lost.
        assert_eq!(at.send(&app, ids[1], 0).await.receipt.state, AssignmentState::Accepted);
        app.clock().advance_seconds(600);
        assert_eq!(app.live_assignments(&at.worker).await.unwrap().len(), 3);
        assert!(app.assignment(&at.worker, ids[2]).await.is_ok());
    }

    async fn the_day_has_a_most(app: TestApp) {
        let at = place(&app, |draft| draft.sensitivity.daily_minutes = Some(10)).await;
        at.consent(&app).await;
        let full = at.work(&app, 10).await;
        assert_eq!(full.next.reason.as_deref(), Some("daily_limit_reached"));
        let seconds = full.next.retry_after_seconds.unwrap();
        assert!((1..=86_400).contains(&seconds));
        app.clock().advance_seconds(seconds - 1);
        assert_eq!(at.claim(&app, 1).await.reason.as_deref(), Some("daily_limit_reached"));
        app.clock().advance_seconds(1);
        assert_eq!(at.claim(&app, 1).await.assignments.len(), 1);
    }

    async fn time_is_the_servers_and_drafts_and_leaving_count(app: TestApp) {
        let at = place(&app, |_| {}).await;
        at.consent(&app).await;
        let ids: Vec<_> = at.claim(&app, 3).await.assignments.iter().map(|a| a.assignment_id).collect();
        // Nine minutes, then nine more of the same task: a draft says that somebody is there.
        app.clock().advance_seconds(540);
        app.save_draft(&at.worker, ids[0], Vec::new(), 0).await.unwrap();
        app.clock().advance_seconds(540);
        let sent = pumasi_app::work::AnswerInput { active_ms: 1, ..answer("cat") };
        app.submit_answer(&at.worker, None, ids[0], sent).await.unwrap();
        assert_eq!(app.sensitive_standing(&at.worker).await.unwrap().today_minutes, 18);
        app.clock().advance_seconds(60);
        app.give_back(&at.worker, None, ids[1], false, 0).await.unwrap();
        assert_eq!(app.sensitive_standing(&at.worker).await.unwrap().today_minutes, 19);
        // Who is away for hours looked at it for ten minutes at most.
        app.clock().advance_seconds(3_000);
        app.give_back(&at.worker, None, ids[2], true, 0).await.unwrap();
        assert_eq!(app.sensitive_standing(&at.worker).await.unwrap().today_minutes, 29);
    }

    async fn leaving_costs_nothing(app: TestApp) {
        let rule = Rule {
            collector: Collector::SkipsInRow,
            window: 10,
            at_least: 1,
            threshold_percent: 2,
            action: RuleAction::Pause,
            hours: 0,
            role: None,
        };
        let at = place(&app, |draft| draft.rules = vec![rule]).await;
        at.consent(&app).await;
        let mut next = at.claim(&app, 1).await;
        for _ in 0..6 {
            let id = next.assignments[0].assignment_id;
            let left = app.give_back(&at.worker, None, id, false, 1).await.unwrap().value;
            assert_eq!(left.next.reason, None);
            next = left.next;
        }
        let sent = at.send(&app, next.assignments[0].assignment_id, 1).await;
        assert_eq!(sent.next.assignments.len(), 1, "offers go on");
        assert!(app.my_pauses(&at.worker).await.unwrap().items.is_empty());
    }

    async fn more_may_be_stated_later_and_nothing_taken_back(app: TestApp) {
        let at = place(&app, |_| {}).await;
        at.consent(&app).await;
        at.claim(&app, 1).await;
        let change = async |kinds: Vec<SensitiveKind>| {
            let version = app.project(&at.owner, at.project_id).await.unwrap().version;
            let sensitivity = Some(Sensitivity { kinds, ..Sensitivity::default() });
            app.update_project(&at.owner, at.project_id, ProjectPatch { version, sensitivity, ..ProjectPatch::default() }).await
        };
        assert_eq!(code(change(vec![]).await), "frozen");
        let twice = vec![SensitiveKind::Violence, SensitiveKind::Violence];
        assert_eq!(code(change(twice).await), "kind_twice");
        change(vec![SensitiveKind::Violence, SensitiveKind::SelfHarm]).await.unwrap();
        assert_eq!(at.claim(&app, 1).await.reason.as_deref(), Some("consent_required"));
        assert!(app.live_assignments(&at.worker).await.unwrap().is_empty(), "nobody is shown what they did not agree to");
        let minor = app.drafted_project(&at.owner, organization_of(&app, &at).await, 1, |_| {}).await;
        let stated = ProjectPatch {
            version: 1,
            sensitivity: Some(Sensitivity { kinds: vec![SensitiveKind::Hate], ..Sensitivity::default() }),
            ..ProjectPatch::default()
        };
        assert_eq!(code(app.update_project(&at.owner, minor, stated).await), "sensitive_for_adults");
    }
}

async fn organization_of(app: &TestApp, at: &Place) -> pumasi_domain::OrganizationId {
    let project = app.project(&at.owner, at.project_id).await;
    let found: Result<_, AppError> = project.map(|project| project.organization_id);
    found.expect("the project")
}
