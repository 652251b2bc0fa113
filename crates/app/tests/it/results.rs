//! What a requester reads: media, tasks with their answers, and downloads.

use crate::support::{all, body, code, file, load};
use pumasi_app::exports::{Export, ExportScope};
use pumasi_app::{Caller, Once, PageQuery};
use pumasi_domain::ProjectId;
use pumasi_domain::state::{AssignmentState, Role, TaskState, VerdictKind};
use pumasi_formats::{ExportFormat, ExportTask};
use pumasi_testkit::{TestApp, answer, both_engines};

const GIF: &[u8] = b"GIF89a\x01\0\x01\0\0\0\0;";

async fn text(mut export: Export) -> String {
    let mut bytes = Vec::new();
    while let Some(piece) = export.bytes.recv().await {
        bytes.extend_from_slice(&piece.expect("a whole download"));
    }
    String::from_utf8(bytes).expect("text")
}

async fn download(
    app: &TestApp,
    owner: &Caller,
    project_id: ProjectId,
    scope: ExportScope,
) -> Vec<ExportTask> {
    let export = app
        .export_results(owner, project_id, ExportFormat::Jsonl, scope)
        .await
        .expect("a download");
    text(export)
        .await
        .lines()
        .map(|line| serde_json::from_str(line).expect("a task"))
        .collect()
}

/// An open project where all answers are inspected, its owner, a worker and an inspector.
async fn inspected(app: &TestApp, tasks: usize) -> (Caller, ProjectId, Caller, Caller) {
    let owner = app.person("owner").await.caller;
    let organization_id = app.organization_with(&owner, 1_000_000).await;
    let project_id = app
        .open_project_with(&owner, organization_id, tasks, |draft| {
            draft.inspect_percent = 100
        })
        .await;
    let (worker, inspector) = (app.person("worker").await.caller, app.person("inspector").await);
    app.invite(&owner, None, project_id, &inspector.email, Role::Inspect)
        .await
        .expect("an invitation");
    (owner, project_id, worker, inspector.caller)
}

both_engines! {
    async fn the_same_bytes_are_one_file_that_a_signature_opens(app: TestApp) {
        let owner = app.person("owner").await.caller;
        let organization_id = app.organization_with(&owner, 0).await;
        let project_id = app.drafted_project(&owner, organization_id, 0, |_| {}).await;
        let put = async |name: &str, bytes: &[u8], once| app.put_media(&owner, once, project_id, name, body(bytes)).await;
        let media = put("a.gif", GIF, None).await.unwrap().value;
        assert_eq!((media.content_type.as_str(), media.width, media.bytes), ("image/gif", Some(1), GIF.len() as i64));
        let again = put("b.gif", GIF, None).await.unwrap().value;
        assert_eq!((again.media_id, again.file_name.as_str()), (media.media_id, "a.gif"));
        let once = || Some(Once { principal: owner.user_id.0, key: "k".to_owned(), request_hash: [3; 32] });
        let kept = put("c.gif", GIF, once()).await.unwrap();
        let replayed = put("c.gif", GIF, once()).await.unwrap();
        assert!(replayed.replayed && replayed.value == kept.value && !kept.value.url.is_empty());
        assert_eq!(code(put("x.exe", b"MZ\x90\0 a program", None).await), "unsupported_type");
        assert_eq!(code(put("big.gif", &[GIF, &vec![0; 5 << 20]].concat(), None).await), "too_large");

        let (_, query) = media.url.split_once("?expires=").unwrap();
        let (expires, signature) = query.split_once("&signature=").unwrap();
        let expires: i64 = expires.parse().unwrap();
        let served = app.media_for_signature(media.media_id, expires, signature).await.unwrap();
        assert_eq!((served.file_name.as_str(), served.stored.bytes), ("a.gif", GIF.len() as u64));
        let mut found = app.media_bytes(&served, Some(1..4)).await.unwrap();
        let piece = futures::StreamExt::next(&mut found.stream).await.unwrap().unwrap();
        assert_eq!(&piece[..], b"IF8");
        assert_eq!(code(app.media_for_signature(media.media_id, expires + 1, signature).await), "forbidden");
        app.clock().advance_seconds(24 * 3_600);
        assert_eq!(code(app.media_for_signature(media.media_id, expires, signature).await), "forbidden");

        // Another project's file can not be named.
        let other = app.drafted_project(&owner, organization_id, 0, |_| {}).await;
        let row = format!("{{\"text\": \"{}\"}}", media.reference);
        assert_eq!(load(&app, &owner, other, file("a.jsonl"), row.clone()).await.rows_bad, 1);
        assert_eq!(load(&app, &owner, project_id, file("a.jsonl"), row).await.rows_added, 1);
        let task = app.tasks(&owner, project_id, None, &all()).await.unwrap().items.remove(0);
        assert!(task.data["text"].as_str().unwrap().starts_with(&format!("/media/{}?", media.media_id)));
    }

    async fn a_task_shows_its_answers_rounds_and_verdicts(app: TestApp) {
        let (owner, project_id, worker, inspector) = inspected(&app, 2).await;
        app.work_once(&worker, project_id, "dog").await;
        app.inspect_once(&inspector, project_id, VerdictKind::Return).await;
        app.clock().advance_seconds(60);
        app.work_once(&worker, project_id, "cat").await;
        app.inspect_once(&inspector, project_id, VerdictKind::Fix).await;

        let done = app.tasks(&owner, project_id, Some(TaskState::Done), &all()).await.unwrap().items;
        assert_eq!((done.len(), done[0].answers_accepted, done[0].is_gold), (1, 1, false));
        let task = app.task(&owner, project_id, done[0].task_id).await.unwrap();
        assert_eq!(task.summary, done[0]);
        let given = &task.answers[0];
        assert_eq!((task.answers.len(), given.state, given.round), (1, AssignmentState::Accepted, 1));
        assert_eq!(given.regions[0]["value"]["choices"][0], "cat");
        let verdicts: Vec<_> = given.verdicts.iter().map(|v| (v.verdict, v.clause.as_deref())).collect();
        assert_eq!(verdicts[0], (VerdictKind::Return, Some("1")));
        assert_eq!((verdicts.len(), verdicts[1].0), (2, VerdictKind::Fix));
        assert_eq!(task.summary.result.as_ref().unwrap().regions[0]["value"]["choices"][0], "dog", "the mended answer");
        let told = serde_json::to_string(&task).unwrap();
        assert!(!told.contains(&worker.user_id.to_string()) && !told.contains(&inspector.user_id.to_string()));
        assert_eq!(code(app.task(&worker, project_id, done[0].task_id).await), "not_found");
    }

    async fn an_unfinished_task_can_be_taken_out(app: TestApp) {
        let (owner, project_id, worker, _) = inspected(&app, 3).await;
        let held = app.claim(&worker, None, project_id, Role::Work, 1).await.unwrap().value.assignments.remove(0);
        let voided = app.void_task(&owner, None, project_id, held.task_id).await.unwrap().value;
        assert_eq!(voided.summary.state, TaskState::Voided);
        assert_eq!(code(app.void_task(&owner, None, project_id, held.task_id).await), "task_finished");
        let progress = app.progress(&owner, project_id).await.unwrap();
        assert_eq!((progress.tasks_voided, progress.tasks_in_work, progress.tasks_queued), (1, 0, 2));
        // What is out may be finished, and is not handed out again when it is given back.
        app.submit_answer(&worker, None, held.assignment_id, answer("cat")).await.unwrap();
        let queued = app.tasks(&owner, project_id, Some(TaskState::Queued), &all()).await.unwrap().items;
        app.void_task(&owner, None, project_id, queued[0].task_id).await.unwrap();
        assert_eq!(app.claim(&worker, None, project_id, Role::Work, 9).await.unwrap().value.assignments.len(), 1);
        assert_eq!(app.progress(&owner, project_id).await.unwrap().tasks_voided, 2);
    }

    async fn results_leave_in_every_format(app: TestApp) {
        let (owner, project_id, worker, inspector) = inspected(&app, 3).await;
        app.work_once(&worker, project_id, "cat").await;
        app.inspect_once(&inspector, project_id, VerdictKind::Pass).await;
        app.work_once(&worker, project_id, "dog").await;

        let done = download(&app, &owner, project_id, ExportScope::Done).await;
        assert_eq!(done.len(), 1);
        let (task, given) = (&done[0], &done[0].answers[0]);
        assert_eq!((task.state.as_str(), task.position, task.guide_version), ("done", 1, Some(1)));
        assert_eq!(task.result.as_ref().unwrap().source, "inspected");
        assert_eq!((given.state.as_str(), given.round, given.active_ms), ("accepted", 0, Some(60_000)));
        assert_eq!((given.verdicts[0].verdict.as_str(), given.verdicts[0].clause.as_deref()), ("pass", Some("1")));
        assert!(given.worker.starts_with("w-") && given.worker != given.verdicts[0].inspector);

        let all = download(&app, &owner, project_id, ExportScope::All).await;
        let states: Vec<_> = all.iter().map(|t| (t.state.as_str(), t.answers.len())).collect();
        assert_eq!(states, [("done", 1), ("in_review", 1), ("queued", 0)]);

        let csv = app.export_results(&owner, project_id, ExportFormat::Csv, ExportScope::Done).await.unwrap();
        assert_eq!((csv.file_name.as_str(), csv.content_type), ("Cats-and-dogs.csv", "text/csv; charset=utf-8"));
        let csv = text(csv).await;
        assert!(csv.starts_with('\u{feff}') && csv.contains("data.text,result.label"));
        assert_eq!(csv.lines().count(), 2);
        let studio = app.export_results(&owner, project_id, ExportFormat::LabelStudioJson, ExportScope::All).await.unwrap();
        let studio: serde_json::Value = serde_json::from_str(&text(studio).await).unwrap();
        assert_eq!(studio.as_array().unwrap().len(), 3);
        assert_eq!(code(app.export_results(&worker, project_id, ExportFormat::Csv, ExportScope::All).await.map(|_| ())), "not_found");
    }

    async fn a_download_has_every_task_once_over_many_pages(app: TestApp) {
        let owner = app.person("owner").await.caller;
        let organization_id = app.organization_with(&owner, 1_000_000).await;
        let project_id = app.open_project_with(&owner, organization_id, 450, |_| {}).await;
        let worker = app.person("worker").await.caller;
        for _ in 0..3 {
            app.work_once(&worker, project_id, "cat").await;
        }
        let tasks = download(&app, &owner, project_id, ExportScope::All).await;
        let positions: Vec<i64> = tasks.iter().map(|task| task.position).collect();
        assert_eq!(positions, (1..=450).collect::<Vec<i64>>());
        assert_eq!(download(&app, &owner, project_id, ExportScope::Done).await.len(), 3);

        let mut listed = 0;
        let mut query = PageQuery { cursor: None, limit: Some(120) };
        loop {
            let page = app.tasks(&owner, project_id, None, &query).await.unwrap();
            listed += page.items.len();
            query.cursor = page.next_cursor;
            if query.cursor.is_none() {
                break;
            }
        }
        assert_eq!(listed, 450);
        // Somebody who does not read on holds nothing up.
        let left = app.export_results(&owner, project_id, ExportFormat::Jsonl, ExportScope::All).await.unwrap();
        drop(left);
    }
}
