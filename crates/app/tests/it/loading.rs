//! Data in: formats, bad rows, duplicates, size, and going on after a crash.

use crate::support::{all, body, code, ended, file, load};
use pumasi_app::imports::{ImportRequest, OnError};
use pumasi_app::{App, Caller, Once};
use pumasi_domain::state::{Role, TaskState};
use pumasi_domain::{ImportId, ProjectId};
use pumasi_testkit::{TestApp, both_engines};
use serde_json::json;
use std::io::Write;
use std::time::Duration;

/// A manager with a draft of `K` answers per task and no tasks.
async fn draft(app: &TestApp, answers_per_task: i64) -> (Caller, ProjectId) {
    let owner = app.person("owner").await.caller;
    let organization_id = app.organization_with(&owner, 1_000_000).await;
    let change = |draft: &mut pumasi_domain::draft::ProjectDraft| draft.answers_per_task = answers_per_task;
    let project_id = app.drafted_project(&owner, organization_id, 0, change).await;
    (owner, project_id)
}

fn csv(rows: usize) -> Vec<u8> {
    let mut text = String::from("text\n");
    for n in 1..=rows {
        text.push_str(&format!("\"row {n}, 고양이\"\n"));
    }
    text.into_bytes()
}

/// A picture of one pixel whose bytes differ by `shade`.
fn png(shade: u8) -> Vec<u8> {
    // A PNG's header decides what it is; a text chunk at the end makes each of them its own file.
    let mut bytes =
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89".to_vec();
    bytes.extend([0, 0, 0, 1, b't', b'E', b'X', b't', shade, 0, 0, 0, 0]);
    bytes
}

fn zip(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .expect("a place in the zip");
        archive.write_all(bytes).expect("a file in the zip");
    }
    archive.finish().expect("a zip").into_inner()
}

async fn spooled(app: &TestApp) -> usize {
    std::fs::read_dir(app.test.folder().join("spool"))
        .expect("the spool")
        .count()
}

/// Begins a load on a server of its own that dies as soon as `rows` rows of it are written.
fn begin_and_die(
    app: &TestApp,
    owner: &Caller,
    project_id: ProjectId,
    bytes: Vec<u8>,
    rows: i64,
) -> ImportId {
    let (app, owner) = (app.clone(), owner.clone());
    let dying = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let import_id = runtime.block_on(async {
            let server: App = app.second_server().await;
            let begun = server
                .start_import(&owner, None, project_id, file("big.csv"), body(bytes))
                .await;
            let import_id = begun.expect("a load begins").value.import_id;
            while app
                .import(&owner, project_id, import_id)
                .await
                .expect("the load")
                .rows_added
                < rows
            {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            import_id
        });
        runtime.shutdown_background();
        import_id
    });
    dying.join().expect("the dying server")
}

both_engines! {
    async fn twenty_thousand_rows_become_tasks_and_twice_are_once(app: TestApp) {
        let (owner, project_id) = draft(&app, 3).await;
        let first = load(&app, &owner, project_id, file("big.csv"), csv(20_000)).await;
        assert_eq!((first.state.as_str(), first.format.as_str(), first.reason.as_deref()), ("done", "csv", None));
        assert_eq!((first.rows_read, first.rows_added, first.rows_duplicate, first.rows_bad), (20_000, 20_000, 0, 0));
        let progress = app.progress(&owner, project_id).await.unwrap();
        assert_eq!((progress.tasks_total, progress.tasks_queued), (20_000, 20_000));

        let again = load(&app, &owner, project_id, file("big.csv"), csv(20_000)).await;
        assert_eq!((again.state.as_str(), again.rows_added, again.rows_duplicate), ("done", 0, 20_000));
        let more = load(&app, &owner, project_id, file("more.csv"), csv(20_010)).await;
        assert_eq!((more.rows_added, more.rows_duplicate), (10, 20_000));
        assert_eq!(app.progress(&owner, project_id).await.unwrap().tasks_total, 20_010);
        assert_eq!(spooled(&app).await, 0, "uploads are removed when they are done with");

        let page = app.tasks(&owner, project_id, Some(TaskState::Queued), &all()).await.unwrap();
        assert_eq!((page.items.len(), page.items[0].position), (200, 1));
        assert_eq!(page.items[1].data["text"], "row 2, 고양이");
        let listed = app.imports(&owner, project_id, &all()).await.unwrap().items;
        assert_eq!(listed.iter().map(|i| i.file_name.as_str()).collect::<Vec<_>>(), ["more.csv", "big.csv", "big.csv"]);
    }

    async fn a_load_goes_on_where_a_dead_server_left_it(app: TestApp) {
        let (owner, project_id) = draft(&app, 1).await;
        let import_id = begin_and_die(&app, &owner, project_id, csv(12_000), 1);
        // What the dead server had sent to the database may still come in.
        tokio::time::sleep(Duration::from_millis(300)).await;
        let left = app.import(&owner, project_id, import_id).await.unwrap();
        assert_eq!(left.state, "writing");
        assert!((1..12_000).contains(&left.rows_added), "{} rows were written", left.rows_added);
        assert_eq!(spooled(&app).await, 1);

        assert_eq!(app.resume_imports().await.unwrap(), 1);
        let import = ended(&app, &owner, project_id, import_id).await;
        assert_eq!((import.state.as_str(), import.rows_added, import.rows_duplicate), ("done", 12_000, 0));
        assert_eq!(app.progress(&owner, project_id).await.unwrap().tasks_total, 12_000);
        assert_eq!(spooled(&app).await, 0);
        assert_eq!(app.resume_imports().await.unwrap(), 0);
    }

    async fn a_check_that_was_cut_off_begins_again(app: TestApp) {
        let (owner, project_id) = draft(&app, 1).await;
        let rows = [csv(12_000), vec![0xff, 0xfe, b'\n']].concat();
        let import_id = begin_and_die(&app, &owner, project_id, rows, 0);
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(app.import(&owner, project_id, import_id).await.unwrap().state, "checking");
        app.resume_imports().await.unwrap();
        let import = ended(&app, &owner, project_id, import_id).await;
        assert_eq!((import.state.as_str(), import.rows_read, import.rows_bad), ("refused", 12_001, 1));
        let problems = app.import_problems(&owner, project_id, import_id, &all()).await.unwrap().items;
        assert_eq!(problems.iter().map(|p| p.line).collect::<Vec<_>>(), [12_002]);
    }

    async fn an_upload_that_is_gone_is_said(app: TestApp) {
        let (owner, project_id) = draft(&app, 1).await;
        let import_id = begin_and_die(&app, &owner, project_id, csv(12_000), 1);
        tokio::time::sleep(Duration::from_millis(300)).await;
        std::fs::remove_dir_all(app.test.folder().join("spool")).unwrap();
        app.resume_imports().await.unwrap();
        let import = ended(&app, &owner, project_id, import_id).await;
        assert_eq!((import.state.as_str(), import.reason.as_deref()), ("failed", Some("upload_lost")));
        // Sending it again completes it.
        let again = load(&app, &owner, project_id, file("big.csv"), csv(12_000)).await;
        assert_eq!(again.rows_added + again.rows_duplicate, 12_000);
        assert_eq!(app.progress(&owner, project_id).await.unwrap().tasks_total, 12_000);
    }

    async fn bad_rows_refuse_the_file_or_are_skipped(app: TestApp) {
        let (owner, project_id) = draft(&app, 1).await;
        let lines = concat!(
            "{\"text\": \"one\"}\n",
            "{\"txt\": \"two\"}\n",
            "not json\n",
            "{\"text\": \"four\", \"id\": 4}\n",
            "{\"text\": \"media:nothing\"}\n",
        );
        let refused = load(&app, &owner, project_id, file("a.jsonl"), lines).await;
        assert_eq!((refused.state.as_str(), refused.reason.as_deref()), ("refused", Some("rows_bad")));
        assert_eq!((refused.rows_read, refused.rows_bad, refused.rows_added), (5, 3, 0));
        assert_eq!(app.progress(&owner, project_id).await.unwrap().tasks_total, 0);
        let problems = app.import_problems(&owner, project_id, refused.import_id, &all()).await.unwrap().items;
        let told: Vec<_> = problems.iter().map(|p| (p.line, p.code.as_str())).collect();
        assert_eq!(told, [(2, "missing_field"), (3, problems[1].code.as_str()), (5, "media_unknown")]);
        assert_eq!(problems[0].field.as_deref(), Some("text"));

        let skip = ImportRequest { on_error: OnError::Skip, ..file("a.jsonl") };
        let done = load(&app, &owner, project_id, skip, lines).await;
        assert_eq!((done.state.as_str(), done.rows_added, done.rows_bad), ("done", 2, 3));
        let tasks = app.tasks(&owner, project_id, None, &all()).await.unwrap().items;
        assert_eq!(tasks.iter().map(|t| t.external_id.as_deref()).collect::<Vec<_>>(), [None, Some("4")]);

        let nothing = ImportRequest { on_error: OnError::Skip, ..file("b.jsonl") };
        let none = load(&app, &owner, project_id, nothing, "{\"x\": 1}\n").await;
        assert_eq!((none.state.as_str(), none.reason.as_deref()), ("refused", Some("no_good_rows")));
    }

    async fn all_problems_are_counted_and_ten_thousand_kept(app: TestApp) {
        let (owner, project_id) = draft(&app, 1).await;
        let import = load(&app, &owner, project_id, file("bad.jsonl"), "{\"x\": 1}\n".repeat(10_300)).await;
        assert_eq!((import.rows_bad, import.state.as_str()), (10_300, "refused"));
        let mut query = all();
        let mut kept = 0;
        loop {
            let page = app.import_problems(&owner, project_id, import.import_id, &query).await.unwrap();
            kept += page.items.len();
            query.cursor = page.next_cursor;
            if query.cursor.is_none() {
                assert_eq!(page.items.last().unwrap().line, 10_000);
                break;
            }
        }
        assert_eq!(kept, 10_000);
    }

    async fn known_answers_come_from_a_column_or_from_annotations(app: TestApp) {
        let (owner, project_id) = draft(&app, 1).await;
        let request = ImportRequest { gold_column: Some("known".to_owned()), ..file("gold.csv") };
        let import = load(&app, &owner, project_id, request.clone(), "text,known\na,cat\nb,\nc,dog\n").await;
        assert_eq!((import.state.as_str(), import.rows_added), ("done", 3));
        let tasks = app.tasks(&owner, project_id, None, &all()).await.unwrap().items;
        assert_eq!(tasks.iter().map(|t| t.is_gold).collect::<Vec<_>>(), [true, false, true]);
        assert_eq!(tasks[0].data, json!({"text": "a"}).as_object().unwrap().clone());
        let task = app.task(&owner, project_id, tasks[2].task_id).await.unwrap();
        assert_eq!(task.gold.unwrap()[0]["value"], json!({"choices": ["dog"]}));
        let wrong = load(&app, &owner, project_id, request, "text,known\nz,bird\n").await;
        assert_eq!((wrong.state.as_str(), wrong.rows_bad), ("refused", 1));

        let studio = json!([{"id": 7, "data": {"text": "d"}, "predictions": [{"model_version": "m1", "score": 0.9, "result": [
            {"from_name": "label", "to_name": "text", "type": "choices", "value": {"choices": ["cat"]}}]}],
            "annotations": [{"result": [{"id": "x", "from_name": "label", "to_name": "text", "type": "choices", "value": {"choices": ["dog"]}}]}]}]);
        let import = load(&app, &owner, project_id, file("tasks.json"), studio.to_string()).await;
        assert_eq!((import.format.as_str(), import.rows_added), ("label_studio_json", 1));
        let last = app.tasks(&owner, project_id, None, &all()).await.unwrap().items.pop().unwrap();
        let task = app.task(&owner, project_id, last.task_id).await.unwrap();
        assert_eq!((last.external_id.as_deref(), last.is_gold), (Some("7"), true));
        assert_eq!(task.predictions[0]["value"], json!({"choices": ["cat"]}));
        assert_eq!(task.predictions[0]["id"], "r0");
    }

    async fn a_zip_of_pictures_becomes_tasks_that_show_them(app: TestApp) {
        let owner = app.person("owner").await.caller;
        let organization_id = app.organization_with(&owner, 0).await;
        let project_id = app.drafted_project(&owner, organization_id, 0, |draft| {
            draft.interface_xml = r#"<View><Image name="i" value="$photo"/>
              <Choices name="c" toName="i"><Choice value="cat"/></Choices></View>"#.to_owned();
        }).await;
        let archive = zip(&[
            ("cats/a.png", png(1)), ("cats/b.png", png(2)), ("same as a.png", png(1)),
            ("notes.txt", b"hello".to_vec()), ("broken.png", b"not a picture at all".to_vec()), (".DS_Store", vec![0; 9]),
        ]);
        let refused = load(&app, &owner, project_id, file("photos.zip"), archive.clone()).await;
        assert_eq!((refused.state.as_str(), refused.rows_read, refused.rows_bad), ("refused", 5, 2));
        let problems = app.import_problems(&owner, project_id, refused.import_id, &all()).await.unwrap().items;
        assert_eq!(problems.iter().map(|p| p.field.as_deref().unwrap()).collect::<Vec<_>>(), ["notes.txt", "broken.png"]);

        let skip = ImportRequest { on_error: OnError::Skip, ..file("photos.zip") };
        let done = load(&app, &owner, project_id, skip.clone(), archive.clone()).await;
        assert_eq!((done.state.as_str(), done.format.as_str(), done.rows_added), ("done", "zip", 3));
        let tasks = app.tasks(&owner, project_id, None, &all()).await.unwrap().items;
        assert_eq!(tasks.iter().map(|t| t.data["file_name"].as_str().unwrap()).collect::<Vec<_>>(), ["cats/a.png", "cats/b.png", "same as a.png"]);
        let address = |n: usize| tasks[n].data["photo"].as_str().unwrap();
        assert!(address(0).starts_with("/media/") && address(0).contains("signature="));
        assert_eq!(address(0), address(2), "the same bytes are one file");
        assert_ne!(address(0), address(1));
        let again = load(&app, &owner, project_id, skip, archive).await;
        assert_eq!((again.rows_added, again.rows_duplicate), (0, 3));
        assert_eq!(spooled(&app).await, 0);
    }

    async fn what_is_no_data_is_refused_at_the_door(app: TestApp) {
        let (owner, project_id) = draft(&app, 1).await;
        let start = async |request: ImportRequest, bytes: Vec<u8>| {
            code(app.start_import(&owner, None, project_id, request, body(bytes)).await)
        };
        assert_eq!(start(file("a.csv"), Vec::new()).await, "empty_file");
        assert_eq!(start(file("book.xlsx"), zip(&[("a", vec![1])])).await, "spreadsheet");
        assert_eq!(start(file("photos.zip"), zip(&[("a.png", png(1))])).await, "image_field_missing");
        assert_eq!(start(ImportRequest { format: Some("parquet".to_owned()), ..file("a") }, csv(1)).await, "format_unknown");
        assert_eq!(start(file("big.csv"), vec![b'x'; 17 << 20]).await, "too_large");
        let broken = futures::stream::iter([Ok(bytes::Bytes::from("text\n")), Err(std::io::Error::other("gone"))]);
        assert_eq!(code(app.start_import(&owner, None, project_id, file("a.csv"), broken).await), "upload_interrupted");
        assert_eq!(spooled(&app).await, 0);

        let stranger = app.person("stranger").await.caller;
        assert_eq!(code(app.start_import(&stranger, None, project_id, file("a.csv"), body(csv(1))).await), "not_found");
        app.close_project(&owner, None, project_id).await.unwrap();
        assert_eq!(start(file("a.csv"), csv(1)).await, "project_closed");
    }

    async fn one_key_is_one_load(app: TestApp) {
        let (owner, project_id) = draft(&app, 1).await;
        let once = || Some(Once { principal: owner.user_id.0, key: "k".to_owned(), request_hash: [7; 32] });
        let first = app.start_import(&owner, once(), project_id, file("a.csv"), body(csv(3))).await.unwrap();
        let again = app.start_import(&owner, once(), project_id, file("a.csv"), body(csv(3))).await.unwrap();
        assert!(!first.replayed && again.replayed);
        assert_eq!(first.value, again.value);
        ended(&app, &owner, project_id, first.value.import_id).await;
        assert_eq!(app.imports(&owner, project_id, &all()).await.unwrap().items.len(), 1);
        assert_eq!(spooled(&app).await, 0);
    }

    async fn data_added_to_an_open_project_is_work_at_once(app: TestApp) {
        let owner = app.person("owner").await.caller;
        let organization_id = app.organization_with(&owner, 1_000_000).await;
        let project_id = app.open_project_with(&owner, organization_id, 1, |_| {}).await;
        let worker = app.person("worker").await.caller;
        app.work_once(&worker, project_id, "cat").await;
        assert_eq!(app.claim(&worker, None, project_id, Role::Work, 1).await.unwrap().value.assignments.len(), 0);
        load(&app, &owner, project_id, file("a.csv"), csv(2)).await;
        assert_eq!(app.claim(&worker, None, project_id, Role::Work, 5).await.unwrap().value.assignments.len(), 2);
    }
}
