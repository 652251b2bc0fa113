//! Who may work: the worker's list, trials, entrance tests, invitations, and projects for adults.

use crate::support::{all, code, file, load};
use pumasi_app::Caller;
use pumasi_app::exams::{ExamAnswer, ExamInput, ExamView};
use pumasi_app::imports::ImportRequest;
use pumasi_domain::ProjectId;
use pumasi_domain::audience::{Audience, EXAM_RETRY_SECONDS, Gate};
use pumasi_domain::draft::ProjectDraft;
use pumasi_domain::state::Role;
use pumasi_testkit::{TestApp, answer, both_engines};
use std::collections::HashSet;

/// An open project with `gold` tasks about cats whose answer is known, and its owner.
async fn tested(app: &TestApp, gold: usize, change: impl FnOnce(&mut ProjectDraft)) -> (Caller, ProjectId) {
    let owner = app.person("owner").await.caller;
    let organization_id = app.organization_with(&owner, 1_000_000).await;
    let project_id = app
        .drafted_project(&owner, organization_id, 1, |draft| {
            draft.exam_size = 4;
            draft.exam_pass_percent = 75;
            change(draft);
        })
        .await;
    let rows: String = (0..gold).map(|n| format!("known {n},cat\n")).collect();
    let request = ImportRequest {
        gold_column: Some("known".to_owned()),
        ..file("gold.csv")
    };
    load(app, &owner, project_id, request, format!("text,known\n{rows}")).await;
    app.open_project(&owner, None, project_id)
        .await
        .expect("the project opens");
    (owner, project_id)
}

/// All answers of a test: `right` of them right, the others wrong.
fn answers(exam: &ExamView, right: usize) -> ExamInput {
    let label = |n| if n < right { "cat" } else { "dog" };
    let answers = exam.tasks.iter().enumerate();
    ExamInput {
        exam_id: exam.exam_id,
        answers: answers
            .map(|(n, task)| ExamAnswer {
                task_id: task.task_id,
                regions: answer(label(n)).regions,
            })
            .collect(),
    }
}

async fn gates(app: &TestApp, caller: &Caller, project_id: ProjectId) -> (Gate, Gate) {
    let detail = app
        .work_project_detail(caller, project_id)
        .await
        .expect("the project");
    (detail.project.work, detail.project.inspect)
}

both_engines! {
    async fn an_entrance_test_decides_about_work(app: TestApp) {
        let (_, project_id) = tested(&app, 9, |draft| draft.work_audience = Audience::EntranceTest).await;
        let worker = app.person("worker").await.caller;
        assert_eq!(gates(&app, &worker, project_id).await.0, Gate::ExamRequired);
        let refused = app.claim(&worker, None, project_id, Role::Work, 1).await.unwrap().value;
        assert_eq!(refused.reason.as_deref(), Some("exam_required"));

        let exam = app.exam(&worker, project_id, Role::Work).await.unwrap();
        assert_eq!((exam.tasks.len(), exam.pass_percent), (4, 75));
        let text = serde_json::to_string(&exam).unwrap();
        assert!(!text.contains("cat"), "a test that tells its answers: {text}");
        assert_eq!(app.exam(&worker, project_id, Role::Work).await.unwrap(), exam, "begun is begun");

        let reply = app.finish_exam(&worker, None, project_id, answers(&exam, 2)).await.unwrap().value;
        let retry_at = app.now().plus_seconds(EXAM_RETRY_SECONDS);
        assert_eq!((reply.passed, reply.score_percent, reply.wrong.len()), (false, 50, 2));
        assert_eq!(reply.retry_at, Some(retry_at));
        assert_eq!(reply.wrong[0].expected[0]["value"]["choices"][0], "cat");
        assert_eq!(code(app.finish_exam(&worker, None, project_id, answers(&exam, 4)).await), "exam_finished");
        assert_eq!(code(app.exam(&worker, project_id, Role::Work).await), "exam_retry_later");
        let detail = app.work_project_detail(&worker, project_id).await.unwrap();
        assert_eq!((detail.project.work, detail.exam_retry_at), (Gate::ExamFailed, Some(retry_at)));

        app.clock().advance_seconds(EXAM_RETRY_SECONDS);
        let second = app.exam(&worker, project_id, Role::Work).await.unwrap();
        assert_ne!(second.exam_id, exam.exam_id);
        let stranger = app.person("stranger").await.caller;
        assert_eq!(code(app.finish_exam(&stranger, None, project_id, answers(&second, 4)).await), "not_found");
        let reply = app.finish_exam(&worker, None, project_id, answers(&second, 3)).await.unwrap().value;
        assert!(reply.passed && reply.retry_at.is_none());
        assert_eq!(gates(&app, &worker, project_id).await.0, Gate::Open);
        assert_eq!(code(app.exam(&worker, project_id, Role::Work).await), "exam_passed");
        assert_eq!(app.claim(&worker, None, project_id, Role::Work, 1).await.unwrap().value.assignments.len(), 1);
    }

    async fn what_is_left_out_is_wrong_and_roles_are_apart(app: TestApp) {
        let (_, project_id) = tested(&app, 4, |draft| {
            draft.inspect_percent = 100;
            draft.inspect_audience = Audience::EntranceTest;
        }).await;
        let person = app.person("person").await.caller;
        assert_eq!(gates(&app, &person, project_id).await, (Gate::Open, Gate::ExamRequired));
        assert_eq!(code(app.exam(&person, project_id, Role::Work).await), "exam_not_needed");
        assert_eq!(code(app.exam(&person, project_id, Role::Adjudicate).await), "role_unknown");
        let exam = app.exam(&person, project_id, Role::Inspect).await.unwrap();
        let ids: HashSet<_> = exam.tasks.iter().map(|task| task.task_id).collect();
        assert_eq!(ids.len(), 4, "where there are only so many known tasks, all are asked");
        let mut half = answers(&exam, 4);
        half.answers.truncate(2);
        let reply = app.finish_exam(&person, None, project_id, half).await.unwrap().value;
        assert_eq!((reply.passed, reply.score_percent), (false, 50));
        assert_eq!(gates(&app, &person, project_id).await, (Gate::Open, Gate::ExamFailed));
    }

    async fn a_trial_tells_one_answer_and_keeps_nothing(app: TestApp) {
        let (owner, project_id) = tested(&app, 2, |_| {}).await;
        let worker = app.person("worker").await.caller;
        let trial = app.trial(&worker, project_id).await.unwrap();
        assert_eq!(trial.data["text"], "known 0");
        let right = app.check_trial(&worker, project_id, trial.task_id, answer("cat").regions).await.unwrap();
        assert_eq!((right.correct, right.expected.unwrap().len()), (Some(true), 1));
        let wrong = app.check_trial(&worker, project_id, trial.task_id, answer("dog").regions).await.unwrap();
        assert_eq!(wrong.correct, Some(false));
        assert_eq!(code(app.check_trial(&worker, project_id, trial.task_id, Vec::new()).await), "required");
        let other = app.tasks(&owner, project_id, None, &all()).await.unwrap().items.pop().unwrap();
        assert!(other.is_gold);
        assert_eq!(code(app.check_trial(&worker, project_id, other.task_id, answer("cat").regions).await), "not_found");
        let progress = app.progress(&owner, project_id).await.unwrap();
        assert_eq!((progress.answers_submitted, progress.tasks_queued), (0, 3));
    }

    async fn a_trial_of_an_unknown_answer_has_no_verdict(app: TestApp) {
        let (_, project_id) = tested(&app, 0, |_| {}).await;
        let worker = app.person("worker").await.caller;
        let trial = app.trial(&worker, project_id).await.unwrap();
        let reply = app.check_trial(&worker, project_id, trial.task_id, answer("cat").regions).await.unwrap();
        assert_eq!((reply.correct, reply.expected), (None, None));
    }

    async fn invited_people_work_and_others_do_not_see_it(app: TestApp) {
        let (owner, project_id) = tested(&app, 0, |draft| draft.work_audience = Audience::Invited).await;
        let guest = app.person("guest").await.caller;
        assert_eq!(app.work_projects(&guest, &all()).await.unwrap().items.len(), 0);
        assert_eq!(gates(&app, &guest, project_id).await.0, Gate::NotInvited);

        assert_eq!(code(app.invite(&owner, None, project_id, "nobody@example.com", Role::Work).await), "person_unknown");
        assert_eq!(code(app.invite(&owner, None, project_id, "nobody", Role::Work).await), "email_invalid");
        let seat = app.invite(&owner, None, project_id, " Guest@Example.com", Role::Work).await.unwrap().value;
        let again = app.invite(&owner, None, project_id, "guest@example.com", Role::Work).await.unwrap().value;
        assert_eq!(seat, again);
        assert_eq!((seat.email.as_str(), seat.accepted), ("guest@example.com", false));
        assert_eq!(app.work_projects(&guest, &all()).await.unwrap().items[0].work, Gate::Open);
        app.claim(&guest, None, project_id, Role::Work, 1).await.unwrap();
        let listed = app.invitations(&owner, project_id, &all()).await.unwrap().items;
        assert_eq!(listed.len(), 1);
        assert!(listed[0].accepted);

        assert_eq!(code(app.remove_invitation(&guest, project_id, seat.invitation_id).await), "not_found");
        app.remove_invitation(&owner, project_id, seat.invitation_id).await.unwrap();
        assert_eq!(code(app.remove_invitation(&owner, project_id, seat.invitation_id).await), "not_found");
        assert_eq!(gates(&app, &guest, project_id).await.0, Gate::NotInvited);
    }

    async fn an_invitation_does_not_eat_a_passed_test(app: TestApp) {
        let (owner, project_id) = tested(&app, 4, |draft| draft.work_audience = Audience::EntranceTest).await;
        let worker = app.person("worker").await;
        let exam = app.exam(&worker.caller, project_id, Role::Work).await.unwrap();
        app.finish_exam(&worker.caller, None, project_id, answers(&exam, 4)).await.unwrap();
        let seat = app.invite(&owner, None, project_id, &worker.email, Role::Work).await.unwrap().value;
        app.remove_invitation(&owner, project_id, seat.invitation_id).await.unwrap();
        assert_eq!(gates(&app, &worker.caller, project_id).await.0, Gate::Open);
    }

    async fn projects_for_adults_do_not_exist_for_others(app: TestApp) {
        let (owner, project_id) = tested(&app, 4, |draft| {
            draft.adult = true;
            draft.work_audience = Audience::EntranceTest;
        }).await;
        let young = app.person("young").await.caller;
        assert_eq!(app.work_projects(&young, &all()).await.unwrap().items.len(), 0);
        assert_eq!(code(app.work_project_detail(&young, project_id).await), "not_found");
        assert_eq!(code(app.trial(&young, project_id).await), "not_found");
        assert_eq!(code(app.exam(&young, project_id, Role::Work).await), "not_found");
        assert_eq!(code(app.claim(&young, None, project_id, Role::Work, 1).await), "not_found");

        let adult = Caller { adult_verified: true, ..young };
        assert_eq!(app.work_projects(&adult, &all()).await.unwrap().items.len(), 1);
        assert_eq!(app.exam(&adult, project_id, Role::Work).await.unwrap().tasks.len(), 4);
        assert!(app.work_project_detail(&owner, project_id).await.is_ok(), "its own people see it");
    }

    async fn the_list_says_what_there_is_and_what_it_pays(app: TestApp) {
        let owner = app.person("owner").await.caller;
        let organization_id = app.organization_with(&owner, 1_000_000).await;
        let draft = app.drafted_project(&owner, organization_id, 1, |_| {}).await;
        let project_id = app.open_project_with(&owner, organization_id, 2, |draft| {
            draft.inspect_percent = 100;
            let templates = pumasi_interface::templates();
            let template = templates.iter().find(|t| t.template_id == "text_classification").unwrap();
            assert!(!template.xml.ko.is_empty());
            draft.description = "설명".to_owned();
        }).await;
        let worker = app.person("worker").await.caller;
        let list = app.work_projects(&worker, &all()).await.unwrap().items;
        assert_eq!(list.len(), 1, "a draft is nobody's business");
        let project = &list[0];
        assert_eq!((project.organization_name.as_str(), project.tasks_left, project.hourly_minor), ("Lab", 2, None));
        assert_eq!((project.kinds.as_slice(), project.template.as_deref()), (["choices".to_owned()].as_slice(), None));
        assert_eq!((project.work, project.inspect), (Gate::Open, Gate::NotInvited));
        assert_eq!(code(app.work_project_detail(&worker, draft).await), "not_found");

        app.work_once(&worker, project_id, "cat").await;
        let inspector = app.person("inspector").await;
        app.invite(&owner, None, project_id, &inspector.email, Role::Inspect).await.unwrap();
        assert_eq!(gates(&app, &inspector.caller, project_id).await, (Gate::Open, Gate::Open));
        app.inspect_once(&inspector.caller, project_id, pumasi_domain::state::VerdictKind::Pass).await;
        assert_eq!(gates(&app, &inspector.caller, project_id).await, (Gate::Open, Gate::NothingLeft));

        let detail = app.work_project_detail(&worker, project_id).await.unwrap();
        assert_eq!((detail.project.my.answers, detail.project.my.earned_minor), (1, 100));
        assert!(detail.project.hourly_minor.is_some() && detail.has_trial);
        assert_eq!(detail.guide.clauses.len(), 1);
        app.pause_project(&owner, None, project_id).await.unwrap();
        assert_eq!(app.work_projects(&worker, &all()).await.unwrap().items.len(), 0);
        assert_eq!(app.work_project_detail(&worker, project_id).await.unwrap().project.work, Gate::NothingLeft);
    }

    async fn an_unchanged_template_is_named(app: TestApp) {
        let owner = app.person("owner").await.caller;
        let organization_id = app.organization_with(&owner, 1_000_000).await;
        let template = app.interface_templates("en").into_iter().find(|t| t.template_id == "text_classification").unwrap();
        let project_id = app.drafted_project(&owner, organization_id, 0, |draft| draft.interface_xml = template.xml.clone()).await;
        let row = serde_json::Value::Object(template.example_data).to_string();
        let import = load(&app, &owner, project_id, file("a.jsonl"), row).await;
        assert_eq!(import.rows_added, 1, "the example of a template fits it");
        app.open_project(&owner, None, project_id).await.unwrap();
        let worker = app.person("worker").await.caller;
        let list = app.work_projects(&worker, &all()).await.unwrap().items;
        assert_eq!(list[0].template.as_deref(), Some("text_classification"));
    }
}
