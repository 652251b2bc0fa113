//! Ordering: drafts, budgets, changes, and the life of a project.

use crate::support::{all, code, file, load};
use pumasi_app::projects::ProjectPatch;
use pumasi_app::{App, Caller, Once, PageQuery};
use pumasi_domain::audience::Audience;
use pumasi_domain::draft::ProjectDraft;
use pumasi_domain::money::Account;
use pumasi_domain::state::{ProjectState, Role};
use pumasi_domain::{OrganizationId, ProjectId};
use pumasi_store::ledger;
use pumasi_testkit::{TestApp, both_engines};

async fn owner_of(app: &TestApp, deposit_minor: i64) -> (Caller, OrganizationId) {
    let owner = app.person("owner").await.caller;
    let organization_id = app.organization_with(&owner, deposit_minor).await;
    (owner, organization_id)
}

async fn available(app: &TestApp, account: Account) -> i64 {
    app.test
        .read(move |tx| ledger::balance(tx, account))
        .await
        .unwrap()
        .available()
}

async fn version(app: &App, owner: &Caller, project_id: ProjectId) -> i64 {
    app.project(owner, project_id).await.unwrap().version
}

/// A change made from the project as it is now.
async fn change(
    app: &App,
    owner: &Caller,
    project_id: ProjectId,
    patch: ProjectPatch,
) -> Result<pumasi_app::projects::ProjectView, pumasi_app::AppError> {
    let patch = ProjectPatch {
        version: version(app, owner, project_id).await,
        ..patch
    };
    app.update_project(owner, project_id, patch).await
}

both_engines! {
    async fn a_draft_is_written_down_once_and_found_again(app: TestApp) {
        let (owner, organization_id) = owner_of(&app, 0).await;
        let once = || Some(Once { principal: owner.user_id.0, key: "k".to_owned(), request_hash: [1; 32] });
        let draft = ProjectDraft { name: "  이름  ".to_owned(), ..ProjectDraft::default() };
        let made = app.create_project(&owner, once(), organization_id, draft.clone()).await.unwrap();
        let again = app.create_project(&owner, once(), organization_id, draft).await.unwrap();
        assert!(again.replayed);
        assert_eq!(made.value, again.value);
        let project = app.project(&owner, made.value.project_id).await.unwrap();
        assert_eq!(project, made.value);
        assert_eq!((project.terms.name.as_str(), project.state, project.version), ("이름", ProjectState::Draft, 1));
        assert_eq!((project.tree.tag.as_str(), project.fee_percent), ("View", 10));
        let listed = app.projects(&owner, organization_id, &all()).await.unwrap().items;
        assert_eq!(listed.iter().map(|p| p.project_id).collect::<Vec<_>>(), [project.project_id]);
        assert_eq!(code(app.create_project(&owner, None, organization_id, ProjectDraft::default()).await), "name_length");

        let stranger = app.person("stranger").await.caller;
        assert_eq!(code(app.project(&stranger, project.project_id).await), "not_found");
        let draft = TestApp::draft();
        assert_eq!(code(app.create_project(&stranger, None, organization_id, draft).await), "not_found");
    }

    async fn opening_takes_the_budget_and_says_what_is_missing(app: TestApp) {
        let (owner, organization_id) = owner_of(&app, 150_000).await;
        let empty = app.drafted_project(&owner, organization_id, 0, |draft| draft.guide_markdown.clear()).await;
        assert_eq!(code(app.open_project(&owner, None, empty).await), "guide_missing tasks_missing");

        let tested = app.drafted_project(&owner, organization_id, 1, |draft| {
            draft.work_audience = Audience::EntranceTest;
        }).await;
        assert_eq!(code(app.open_project(&owner, None, tested).await), "gold_missing");
        // Nobody inspects here, so that nobody sits a test for it.
        let calm = app.drafted_project(&owner, organization_id, 1, |draft| {
            draft.inspect_audience = Audience::EntranceTest;
        }).await;
        let opened = app.open_project(&owner, None, calm).await.unwrap().value;
        assert_eq!((opened.state, opened.opened_at), (ProjectState::Open, Some(app.now())));
        assert_eq!((opened.progress.available_minor, opened.progress.budget_minor), (100_000, 100_000));
        assert_eq!(available(&app, Account::OrganizationFunds(organization_id)).await, 50_000);
        assert_eq!(code(app.open_project(&owner, None, calm).await), "project_state");

        let dear = app.drafted_project(&owner, organization_id, 1, |_| {}).await;
        let refusal = app.open_project(&owner, None, dear).await.unwrap_err();
        assert!(refusal.to_string().contains("₩50000"), "{refusal}");
        assert_eq!(code::<()>(Err(refusal)), "funds_missing");
        assert_eq!(app.project(&owner, dear).await.unwrap().state, ProjectState::Draft);
        assert_eq!(available(&app, Account::OrganizationFunds(organization_id)).await, 50_000);
    }

    async fn a_pause_stops_and_a_close_gives_back(app: TestApp) {
        let (owner, organization_id) = owner_of(&app, 100_000).await;
        let project_id = app.open_project_with(&owner, organization_id, 3, |_| {}).await;
        let worker = app.person("worker").await.caller;
        app.work_once(&worker, project_id, "cat").await;
        let held = app.claim(&worker, None, project_id, Role::Work, 1).await.unwrap().value;

        let paused = app.pause_project(&owner, None, project_id).await.unwrap().value;
        assert_eq!((paused.state, paused.pause_reason.as_deref()), (ProjectState::Paused, Some("requester")));
        let none = app.claim(&worker, None, project_id, Role::Work, 1).await.unwrap().value;
        assert_eq!(none.reason.as_deref(), Some("paused"));
        let resumed = app.open_project(&owner, None, project_id).await.unwrap().value;
        assert_eq!((resumed.state, resumed.pause_reason), (ProjectState::Open, None));

        // One answer is paid, one is promised: 110 each with the fee.
        let closed = app.close_project(&owner, None, project_id).await.unwrap().value;
        assert_eq!((closed.state, closed.closed_at), (ProjectState::Closed, Some(app.now())));
        assert_eq!(closed.progress.available_minor, 0);
        assert_eq!(available(&app, Account::OrganizationFunds(organization_id)).await, 100_000 - 220);
        assert_eq!(app.return_unspent_of_closed_projects().await.unwrap(), 0);
        app.give_back(&worker, None, held.assignments[0].assignment_id, true, 0).await.unwrap();
        assert_eq!(app.return_unspent_of_closed_projects().await.unwrap(), 110);
        assert_eq!(app.return_unspent_of_closed_projects().await.unwrap(), 0);
        assert_eq!(available(&app, Account::OrganizationFunds(organization_id)).await, 100_000 - 110);
        assert_eq!(code(app.open_project(&owner, None, project_id).await), "project_state");
        assert_eq!(code(change(&app, &owner, project_id, ProjectPatch::default()).await), "project_closed");
        assert_eq!(code(app.publish_guide(&owner, None, project_id, "1. x".to_owned()).await), "project_closed");
    }

    async fn a_draft_may_change_in_everything(app: TestApp) {
        let (owner, organization_id) = owner_of(&app, 1_000_000).await;
        let project_id = app.drafted_project(&owner, organization_id, 2, |_| {}).await;
        let patch = ProjectPatch { version: 9, name: Some("n".to_owned()), ..ProjectPatch::default() };
        assert_eq!(code(app.update_project(&owner, project_id, patch).await), "version_conflict");

        let patch = ProjectPatch {
            answers_per_task: Some(4),
            guide_markdown: Some("1. 새 글".to_owned()),
            budget_minor: Some(5_000),
            ..ProjectPatch::default()
        };
        let changed = change(&app, &owner, project_id, patch).await.unwrap();
        assert_eq!((changed.version, changed.guide.version, changed.terms.answers_per_task), (2, 1, 4));
        assert_eq!(changed.guide.clauses[0].text, "새 글");
        assert_eq!(changed.price_per_task_minor, 4 * 110);
        app.open_project(&owner, None, project_id).await.unwrap();
        for name in ["a", "b", "c", "d"] {
            let worker = app.person(name).await.caller;
            assert_eq!(app.claim(&worker, None, project_id, Role::Work, 9).await.unwrap().value.assignments.len(), 2);
        }
        let fifth = app.person("e").await.caller;
        assert!(app.claim(&fifth, None, project_id, Role::Work, 1).await.unwrap().value.assignments.is_empty());
    }

    async fn a_new_interface_must_fit_the_tasks(app: TestApp) {
        let (owner, organization_id) = owner_of(&app, 0).await;
        let project_id = app.drafted_project(&owner, organization_id, 0, |_| {}).await;
        let gold = pumasi_app::imports::ImportRequest { gold_column: Some("known".to_owned()), ..file("a.csv") };
        load(&app, &owner, project_id, gold, "text,title,known\na,b,cat\n").await;
        let with = |field: &str, choice: &str| ProjectPatch {
            interface_xml: Some(format!(
                r#"<View><Text name="text" value="${field}"/><Choices name="label" toName="text"><Choice value="{choice}"/></Choices></View>"#
            )),
            ..ProjectPatch::default()
        };
        assert_eq!(code(change(&app, &owner, project_id, with("other", "cat")).await), "tasks_do_not_fit");
        assert_eq!(code(change(&app, &owner, project_id, with("title", "bird")).await), "tasks_do_not_fit");
        let changed = change(&app, &owner, project_id, with("title", "cat")).await.unwrap();
        assert_eq!(changed.data_fields[0].field, "title");
    }

    async fn an_open_project_changes_only_what_touches_no_work(app: TestApp) {
        let (owner, organization_id) = owner_of(&app, 120_000).await;
        let project_id = app.open_project_with(&owner, organization_id, 2, |_| {}).await;
        let frozen = ProjectPatch { answers_per_task: Some(2), language: Some("en".to_owned()), ..ProjectPatch::default() };
        assert_eq!(code(change(&app, &owner, project_id, frozen).await), "frozen frozen");
        let gated = ProjectPatch { work_audience: Some(Audience::EntranceTest), ..ProjectPatch::default() };
        assert_eq!(code(change(&app, &owner, project_id, gated).await), "gold_missing");
        let free = ProjectPatch { reward_minor: Some(0), ..ProjectPatch::default() };
        assert_eq!(code(change(&app, &owner, project_id, free).await), "reward_missing");

        let worker = app.person("worker").await.caller;
        app.claim(&worker, None, project_id, Role::Work, 1).await.unwrap();
        let budget = |minor| ProjectPatch { budget_minor: Some(minor), ..ProjectPatch::default() };
        assert_eq!(code(change(&app, &owner, project_id, budget(120_001)).await), "funds_missing");
        let raised = change(&app, &owner, project_id, budget(120_000)).await.unwrap();
        assert_eq!((raised.progress.available_minor, raised.progress.reserved_minor), (119_890, 110));
        assert_eq!(code(change(&app, &owner, project_id, budget(109)).await), "budget_promised");
        let lowered = change(&app, &owner, project_id, budget(110)).await.unwrap();
        assert_eq!(lowered.progress.available_minor, 0);
        assert_eq!(available(&app, Account::OrganizationFunds(organization_id)).await, 119_890);

        // A price is frozen with each piece of work; the next one gets the new price.
        let dearer = ProjectPatch { reward_minor: Some(200), budget_minor: Some(110 + 220), ..ProjectPatch::default() };
        change(&app, &owner, project_id, dearer).await.unwrap();
        let next = app.claim(&worker, None, project_id, Role::Work, 1).await.unwrap().value;
        assert_eq!(next.assignments[0].reward_minor, 200);

        // A passed deadline does not keep a name from being mended.
        let soon = ProjectPatch { deadline: Some(Some(app.now().plus_seconds(60))), ..ProjectPatch::default() };
        change(&app, &owner, project_id, soon).await.unwrap();
        app.clock().advance_seconds(61);
        let named = ProjectPatch { name: Some("new".to_owned()), ..ProjectPatch::default() };
        assert_eq!(change(&app, &owner, project_id, named).await.unwrap().terms.name, "new");
        let past = ProjectPatch { deadline: Some(Some(app.now())), ..ProjectPatch::default() };
        assert_eq!(code(change(&app, &owner, project_id, past).await), "deadline_passed");
        let none = ProjectPatch { deadline: Some(None), ..ProjectPatch::default() };
        assert_eq!(change(&app, &owner, project_id, none).await.unwrap().terms.deadline, None);
    }

    async fn a_guide_is_frozen_when_work_is_handed_out(app: TestApp) {
        let (owner, organization_id) = owner_of(&app, 100_000).await;
        let project_id = app.open_project_with(&owner, organization_id, 2, |_| {}).await;
        let worker = app.person("worker").await.caller;
        let first = app.claim(&worker, None, project_id, Role::Work, 1).await.unwrap().value;
        let second = app.publish_guide(&owner, None, project_id, "1. New.\n2. More.".to_owned()).await.unwrap().value;
        assert_eq!((second.version, second.clauses.len()), (2, 2));
        assert_eq!(app.guide(&owner, project_id).await.unwrap(), second);
        let next = app.claim(&worker, None, project_id, Role::Work, 1).await.unwrap().value;
        assert_eq!((first.assignments[0].guide_version, next.assignments[0].guide_version), (1, 2));
        let third = ProjectPatch { guide_markdown: Some("1. Again.".to_owned()), ..ProjectPatch::default() };
        assert_eq!(change(&app, &owner, project_id, third).await.unwrap().guide.version, 3);
        assert_eq!(code(app.publish_guide(&owner, None, project_id, " ".to_owned()).await), "guide_missing");
    }

    async fn progress_and_workers_are_told_under_pseudonyms(app: TestApp) {
        let (owner, organization_id) = owner_of(&app, 100_000).await;
        let project_id = app.open_project_with(&owner, organization_id, 10, |draft| draft.answers_per_task = 2).await;
        let (one, two) = (app.person("one").await, app.person("two").await);
        app.clock().advance_seconds(1_800);
        for _ in 0..3 {
            app.work_once(&one.caller, project_id, "cat").await;
        }
        app.work_once(&two.caller, project_id, "cat").await;
        let progress = app.progress(&owner, project_id).await.unwrap();
        assert_eq!((progress.answers_submitted, progress.answers_accepted, progress.tasks_done), (4, 4, 1));
        assert_eq!((progress.spent_minor, progress.available_minor), (440, 100_000 - 440));
        // Four answers in the half hour since it opened; sixteen are missing.
        assert_eq!(progress.answers_per_hour, 8.0);
        assert_eq!(progress.finish_at, Some(app.now().plus_seconds(7_200)));

        let mut seen = Vec::new();
        let mut query = PageQuery { cursor: None, limit: Some(1) };
        loop {
            let page = app.project_workers(&owner, project_id, &query).await.unwrap();
            seen.extend(page.items);
            query.cursor = page.next_cursor;
            if query.cursor.is_none() {
                break;
            }
        }
        let mut answers: Vec<_> = seen.iter().map(|w| (w.role, w.answers)).collect();
        answers.sort_by_key(|(_, n)| *n);
        assert_eq!(answers, [(Role::Work, 1), (Role::Work, 3)]);
        assert!(seen.iter().all(|w| w.worker.starts_with("w-") && w.worker.len() == 10));
        let told = serde_json::to_string(&seen).unwrap();
        assert!(!told.contains(&one.user_id.to_string()) && !told.contains("one@"));
    }
}
