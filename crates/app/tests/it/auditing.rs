//! Results that are looked at again, by whom, what they find, and the certificate of it.

use crate::invariants::check_invariants;
use crate::support::{all, code};
use pumasi_app::audits::AuditState;
use pumasi_app::work::{AnswerInput, Next};
use pumasi_app::{Caller, PageQuery};
use pumasi_domain::ProjectId;
use pumasi_domain::audience::Gate;
use pumasi_domain::certificate::{AuditRow, by_stratum};
use pumasi_domain::draft::ProjectDraft;
use pumasi_domain::state::{AnswerKind, AssignmentState, Role, VerdictKind};
use pumasi_quality::certify_audit;
use pumasi_testkit::{Person, TestApp, answer, both_engines, verdict};
use serde_json::json;
use std::collections::HashMap;

const TEXTS: &str =
    r#"<View><Text name="text" value="$text"/><TextArea name="reply" toName="text" required="true"/></View>"#;

struct Place {
    owner: Caller,
    project_id: ProjectId,
    worker: Person,
    auditor: Person,
    other: Person,
}

async fn place(app: &TestApp, change: impl FnOnce(&mut ProjectDraft)) -> Place {
    let owner = app.person("owner").await.caller;
    let organization_id = app.organization_with(&owner, 1_000_000).await;
    let project_id = app.open_project_with(&owner, organization_id, 12, change).await;
    let people = [
        app.person("worker").await,
        app.person("auditor").await,
        app.person("other").await,
    ];
    for person in &people {
        app.invite(&owner, None, project_id, &person.email, Role::Inspect)
            .await
            .expect("a seat");
    }
    let [worker, auditor, other] = people;
    Place {
        owner,
        project_id,
        worker,
        auditor,
        other,
    }
}

fn words(text: &str) -> AnswerInput {
    AnswerInput {
        regions: vec![
            json!({"id": "r1", "from_name": "reply", "to_name": "text", "type": "textarea", "value": {"text": [text]}}),
        ],
        ..answer("cat")
    }
}

impl Place {
    async fn next(&self, app: &TestApp, who: &Person, count: i64) -> Next {
        let next = app
            .claim(&who.caller, None, self.project_id, Role::Inspect, count)
            .await;
        next.expect("an answer to a claim").value
    }

    /// What the budget has promised, and what it has left.
    async fn money(&self, app: &TestApp) -> (i64, i64) {
        let progress = app
            .progress(&self.owner, self.project_id)
            .await
            .expect("progress");
        (progress.reserved_minor, progress.available_minor)
    }

    async fn inspect_gate(&self, app: &TestApp, who: &Person) -> Gate {
        app.work_project_detail(&who.caller, self.project_id)
            .await
            .expect("the project")
            .project
            .inspect
    }
}

both_engines! {
    async fn results_are_answered_again_by_people_who_never_saw_them(app: TestApp) {
        let at = place(&app, |_| {}).await;
        assert_eq!(code(app.order_audit(&at.owner, None, at.project_id, 5).await), "no_results");
        for n in 0..12 {
            app.work_once(&at.worker.caller, at.project_id, if n < 9 { "cat" } else { "dog" }).await;
        }
        assert_eq!(at.inspect_gate(&app, &at.auditor).await, Gate::NothingLeft);
        let ordered = app.order_audit(&at.owner, None, at.project_id, 8).await.unwrap().value;
        assert_eq!((ordered.state, ordered.sample_size, ordered.decided), (AuditState::Running, 8, 0));
        assert_eq!(ordered.certificate, None);
        let seen = app.work_project_detail(&at.auditor.caller, at.project_id).await.unwrap().project;
        assert_eq!((seen.inspect, seen.answers_to_inspect), (Gate::Open, 8));
        assert!(at.next(&app, &at.worker, 5).await.assignments.is_empty(), "they made the answers");

        // Skipped: somebody else's. Late: still theirs, as long as nobody else has taken it.
        let next = at.next(&app, &at.auditor, 10).await;
        assert_eq!((next.assignments.len(), next.reason.as_deref()), (8, Some("nothing_now")));
        assert!(next.assignments.iter().all(|a| a.role == Role::Adjudicate && a.inspect.is_none()));
        let ids: Vec<_> = next.assignments.iter().map(|a| a.assignment_id).collect();
        app.give_back(&at.auditor.caller, None, ids[0], false, 0).await.unwrap();
        check_invariants(&app.test, at.project_id, &HashMap::new(), true).await.unwrap();
        for id in &ids[1..7] {
            let sent = app.submit_answer(&at.auditor.caller, None, *id, answer("cat")).await.unwrap().value;
            assert_eq!((sent.receipt.state, sent.receipt.reward_minor), (AssignmentState::Accepted, 50));
        }
        let running = app.audit(&at.owner, at.project_id, ordered.audit_id).await.unwrap();
        assert_eq!((running.state, running.decided), (AuditState::Running, 6));
        assert_eq!(running.certificate.as_ref().unwrap().method, "anytime");
        app.clock().advance_seconds(30 * 86_400);
        assert_eq!(app.expire_leases().await.unwrap(), 1);
        app.submit_answer(&at.auditor.caller, None, ids[7], answer("cat")).await.unwrap();
        assert!(at.next(&app, &at.auditor, 1).await.assignments.is_empty());
        let last = at.next(&app, &at.other, 5).await;
        assert_eq!(last.assignments.len(), 1);
        app.submit_answer(&at.other.caller, None, last.assignments[0].assignment_id, answer("cat")).await.unwrap();

        let done = app.audit(&at.owner, at.project_id, ordered.audit_id).await.unwrap();
        assert_eq!((done.state, done.decided), (AuditState::Done, 8));
        let certificate = done.certificate.clone().unwrap();
        // All three dogs were drawn and called cats; of nine cats five were looked at, and all are.
        assert_eq!((certificate.audited, certificate.wrong, certificate.error_rate), (8, 3, 0.25));
        assert_eq!((certificate.method.as_str(), certificate.results), ("fixed_size", 12));
        let results: Vec<_> = certificate.strata.iter().map(|s| (s.stratum.as_str(), s.results, s.audited, s.wrong)).collect();
        assert_eq!(results, [("cat", 9, 5, 0), ("dog", 3, 3, 3)]);
        assert_eq!(app.audits(&at.owner, at.project_id, &all()).await.unwrap().items, [done]);
        assert_eq!(at.inspect_gate(&app, &at.auditor).await, Gate::NothingLeft);
        check_invariants(&app.test, at.project_id, &HashMap::new(), true).await.unwrap();

        // The rows say the same.
        let rows = app.audit_rows(&at.owner, at.project_id, ordered.audit_id).await.unwrap();
        let rows = rows.text.lines().skip(1).map(|line| {
            let fields: Vec<&str> = line.split(',').collect();
            AuditRow {
                stratum: fields[1].to_owned(),
                stratum_size: fields[2].parse().unwrap(),
                is_right: (fields[3] == "1").then(|| fields[4] == "1"),
            }
        });
        assert_eq!(certify_audit(&by_stratum(rows).unwrap(), 0.95).unwrap(), Some(certificate));
        // And what was delivered is what it was.
        let tasks = app.tasks(&at.owner, at.project_id, None, &PageQuery::default()).await.unwrap();
        let dogs = tasks.items.iter().filter(|t| json!(t.result).to_string().contains("dog"));
        assert_eq!(dogs.count(), 3);
    }

    async fn results_that_can_only_be_compared_are_inspected_again(app: TestApp) {
        let at = place(&app, |draft| draft.interface_xml = TEXTS.to_owned()).await;
        for n in 0..12 {
            let next = app.claim(&at.worker.caller, None, at.project_id, Role::Work, 1).await.unwrap().value;
            let id = next.assignments[0].assignment_id;
            app.submit_answer(&at.worker.caller, None, id, words(&format!("reply {n}"))).await.unwrap();
        }
        let ordered = app.order_audit(&at.owner, None, at.project_id, 4).await.unwrap().value;
        assert_eq!(ordered.sample_size, 5, "five of the only source");
        let next = at.next(&app, &at.auditor, 10).await;
        assert_eq!(next.assignments.len(), 5);
        for (n, a) in next.assignments.iter().enumerate() {
            let seen = a.inspect.as_ref().expect("an answer");
            assert_eq!((a.role, seen.answer.kind, seen.previous.is_none()), (Role::Inspect, AnswerKind::Regions, true));
            let kind = if n == 0 { VerdictKind::Return } else { VerdictKind::Pass };
            app.give_verdict(&at.auditor.caller, None, a.assignment_id, verdict(kind), 1_000, 0).await.unwrap();
        }
        let done = app.audit(&at.owner, at.project_id, ordered.audit_id).await.unwrap();
        let certificate = done.certificate.unwrap();
        assert_eq!((done.state, certificate.audited, certificate.wrong, certificate.error_rate), (AuditState::Done, 5, 1, 0.2));
        assert!(app.live_assignments(&at.worker.caller).await.unwrap().is_empty(), "nothing came back to its worker");
        check_invariants(&app.test, at.project_id, &HashMap::new(), true).await.unwrap();
    }

    async fn an_audit_needs_its_money(app: TestApp) {
        let at = place(&app, |draft| draft.budget_minor = 1_400).await;
        for _ in 0..12 {
            app.work_once(&at.worker.caller, at.project_id, "cat").await;
        }
        // 12 answers at 110 leave 80: one look costs 55.
        assert_eq!(code(app.order_audit(&at.owner, None, at.project_id, 5).await), "budget_used_up");
        assert_eq!(code(app.order_audit(&at.owner, None, at.project_id, 0).await), "out_of_range");
        assert_eq!(code(app.order_audit(&at.worker.caller, None, at.project_id, 5).await), "not_found");
    }

    async fn an_audits_money_is_set_aside_until_an_auditor_takes_it(app: TestApp) {
        let at = place(&app, |draft| draft.budget_minor = 12 * 110 + 5 * 55 + 40).await;
        for _ in 0..12 {
            app.work_once(&at.worker.caller, at.project_id, "cat").await;
        }
        app.add_tasks(at.project_id, 1).await;
        let ordered = app.order_audit(&at.owner, None, at.project_id, 5).await.unwrap().value;
        assert_eq!(at.money(&app).await, (275, 40));
        assert_eq!(code(app.order_audit(&at.owner, None, at.project_id, 5).await), "budget_used_up");
        let next = app.claim(&at.other.caller, None, at.project_id, Role::Work, 1).await.unwrap().value;
        assert_eq!((next.assignments.len(), next.reason.as_deref()), (0, Some("budget_used_up")));
        assert!(app.verify_ledger().await.unwrap().is_right());

        // Whoever takes it is promised it in person; whoever gives it back or is late leaves it for the next.
        let taken = at.next(&app, &at.auditor, 2).await.assignments;
        assert_eq!((taken.len(), at.money(&app).await), (2, (275, 40)));
        app.give_back(&at.auditor.caller, None, taken[0].assignment_id, false, 0).await.unwrap();
        app.clock().advance_seconds(30 * 86_400);
        assert_eq!(app.expire_leases().await.unwrap(), 1);
        assert_eq!(at.money(&app).await, (275, 40));
        check_invariants(&app.test, at.project_id, &HashMap::new(), true).await.unwrap();
        app.submit_answer(&at.auditor.caller, None, taken[1].assignment_id, answer("cat")).await.unwrap();
        assert_eq!(at.money(&app).await, (220, 40));
        for a in at.next(&app, &at.other, 10).await.assignments {
            app.submit_answer(&at.other.caller, None, a.assignment_id, answer("cat")).await.unwrap();
        }
        assert_eq!(app.audit(&at.owner, at.project_id, ordered.audit_id).await.unwrap().state, AuditState::Done);
        assert_eq!(at.money(&app).await, (0, 40));
        assert!(app.verify_ledger().await.unwrap().is_right());
    }

    async fn what_an_audit_did_not_use_goes_back_when_the_project_closes(app: TestApp) {
        let at = place(&app, |_| {}).await;
        for _ in 0..12 {
            app.work_once(&at.worker.caller, at.project_id, "cat").await;
        }
        app.order_audit(&at.owner, None, at.project_id, 5).await.unwrap();
        let taken = at.next(&app, &at.auditor, 2).await.assignments;
        app.close_project(&at.owner, None, at.project_id).await.unwrap();
        assert_eq!(at.money(&app).await, (110, 0), "of what is in an auditor's hands");
        app.submit_answer(&at.auditor.caller, None, taken[0].assignment_id, answer("cat")).await.unwrap();
        app.give_back(&at.auditor.caller, None, taken[1].assignment_id, true, 0).await.unwrap();
        assert_eq!(at.money(&app).await, (0, 55), "nobody will come for it");
        assert_eq!(app.return_unspent_of_closed_projects().await.unwrap(), 55);
        assert!(app.verify_ledger().await.unwrap().is_right());
    }

    async fn a_promise_that_an_audit_lost_is_found(app: TestApp) {
        let at = place(&app, |_| {}).await;
        for _ in 0..12 {
            app.work_once(&at.worker.caller, at.project_id, "cat").await;
        }
        app.order_audit(&at.owner, None, at.project_id, 5).await.unwrap();
        let statement = "update audit_items set reserve_minor = 7 where task_id = (select task_id from audit_items order by task_id limit 1)";
        app.test.write(at.project_id.0, move |tx| tx.execute(statement, &[])).await.unwrap();
        let found: Vec<_> = app.verify_ledger().await.unwrap().faults.into_iter().map(|fault| fault.code).collect();
        assert_eq!(found, ["promise_missing", "promises_differ"]);
    }
}
