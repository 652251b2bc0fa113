//! Files that workers make, and what may not be handed in twice.

use futures::stream;
use image::{DynamicImage, Rgb, RgbImage};
use pumasi_app::made::{MadeFacts, MadeFileView};
use pumasi_app::work::AnswerInput;
use pumasi_app::{AppError, Caller, PageQuery};
use pumasi_domain::state::{AnswerKind, Role};
use pumasi_domain::{AssignmentId, ProjectId};
use pumasi_testkit::TestApp;
use serde_json::{Value, json};
use std::io::Cursor;

const INTERFACE: &str = r#"<View><Text name="text" value="$text"/>
  <Capture name="photo" toName="text" refuseDuplicates="true" minSharpness="40" maxFiles="2"/>
  <Recorder name="voice" toName="text" prompt="$text" minSeconds="1" maxSeconds="5"/>
  <TextArea name="note" toName="text" language="ko" refuseDuplicates="true"/></View>"#;

/// A JPEG of many blocks, others for each seed, with a place in its EXIF.
fn photo(seed: u32, quality: u8, blur: f32) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9) | 1;
    let mut next = move |below: u32| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state % below
    };
    let mut pixels = RgbImage::from_pixel(240, 180, Rgb([120; 3]));
    for _ in 0..60 {
        let (left, top, tone) = (next(240), next(180), next(256) as u8);
        let (right, bottom) = (left + 10 + next(80), top + 10 + next(60));
        for y in top..bottom.min(180) {
            for x in left..right.min(240) {
                pixels.put_pixel(x, y, Rgb([tone, tone.wrapping_add(20), 255 - tone]));
            }
        }
    }
    let picture = DynamicImage::from(pixels);
    let picture = if blur > 0.0 { picture.blur(blur) } else { picture };
    let mut out = Cursor::new(Vec::new());
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, quality);
    picture.write_with_encoder(encoder).expect("a JPEG");
    let plain = out.into_inner();
    let place = b"Exif\0\0GPS 37.5665N 126.9780E";
    let length = u16::try_from(place.len() + 2).expect("short").to_be_bytes();
    [&plain[..2], &[0xFF, 0xE1], &length, place, &plain[2..]].concat()
}

/// A WAV of 16 bits at 8 kHz.
fn recording(seconds: f64, amplitude: f64) -> Vec<u8> {
    let samples = (0..(8_000.0 * seconds) as u32).map(|i| (f64::from(i) * 0.3).sin() * amplitude * 32_767.0);
    let data: Vec<u8> = samples.flat_map(|sample| (sample as i16).to_le_bytes()).collect();
    let size = u32::try_from(data.len()).expect("short");
    let mut file = b"RIFF".to_vec();
    file.extend((36 + size).to_le_bytes());
    file.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    file.extend(8_000_u32.to_le_bytes());
    file.extend(16_000_u32.to_le_bytes());
    file.extend(b"\x02\0\x10\0data");
    file.extend(size.to_le_bytes());
    file.extend(data);
    file
}

async fn project(app: &TestApp) -> (Caller, ProjectId) {
    let owner = app.person("owner").await;
    let organization_id = app.organization_with(&owner.caller, 1_000_000).await;
    let draft = |draft: &mut pumasi_domain::draft::ProjectDraft| draft.interface_xml = INTERFACE.to_owned();
    let project_id = app
        .open_project_with(&owner.caller, organization_id, 6, draft)
        .await;
    (owner.caller, project_id)
}

async fn claim(app: &TestApp, caller: &Caller, project_id: ProjectId) -> AssignmentId {
    let next = app
        .claim(caller, None, project_id, Role::Work, 1)
        .await
        .expect("a task")
        .value;
    next.assignments[0].assignment_id
}

async fn send(
    app: &TestApp,
    caller: &Caller,
    assignment_id: AssignmentId,
    control: &str,
    file: Vec<u8>,
) -> Result<MadeFileView, AppError> {
    let parts = stream::iter([Ok::<_, std::convert::Infallible>(bytes::Bytes::from(file))]);
    let sent = app
        .upload_made_file(caller, None, assignment_id, control.to_owned(), parts)
        .await;
    sent.map(|done| done.value)
}

fn region(control: &str, kind: &str, value: Value) -> Value {
    json!({"id": control, "from_name": control, "to_name": "text", "type": kind, "value": value})
}

async fn submit(
    app: &TestApp,
    caller: &Caller,
    id: AssignmentId,
    regions: Vec<Value>,
) -> Result<(), AppError> {
    let input = AnswerInput {
        kind: AnswerKind::Regions,
        regions,
        reason: None,
        active_ms: 1_000,
        claim: 0,
    };
    app.submit_answer(caller, None, id, input).await.map(|_| ())
}

#[track_caller]
fn code<T: std::fmt::Debug>(result: Result<T, AppError>) -> String {
    match result.expect_err("a refusal") {
        AppError::Invalid(faults) => {
            assert!(!faults[0].message.is_empty());
            faults[0].code.clone()
        }
        AppError::Conflict { code, .. } => code.to_owned(),
        AppError::NotFound(what) => format!("no {what}"),
        other => panic!("{other:?}"),
    }
}

pumasi_testkit::both_engines! {
    async fn what_is_made_is_cleaned_measured_and_shown_to_whom_it_concerns(app: TestApp) {
        let (owner, project_id) = project(&app).await;
        let (worker, other) = (app.person("worker").await.caller, app.person("other").await.caller);
        let id = claim(&app, &worker, project_id).await;
        let sent = photo(1, 90, 0.0);
        let file = send(&app, &worker, id, "photo", sent.clone()).await.expect("taken");
        assert_eq!((file.width, file.height, file.content_type.as_str()), (Some(240), Some(180), "image/jpeg"));
        assert!(matches!(file.facts, MadeFacts::Photo { sharpness } if sharpness > 40.0));
        assert!(file.bytes < sent.len() as i64, "the place is taken out");
        let again = send(&app, &worker, id, "photo", sent).await.expect("taken again");
        assert_eq!(again.reference, file.reference, "the same bytes are the same file");
        let voice = send(&app, &worker, id, "voice", recording(2.0, 0.3)).await.expect("taken");
        assert!(matches!(voice.facts, MadeFacts::Recording { duration_ms: 2_000, .. }));
        assert_eq!(code(send(&app, &other, id, "photo", photo(1, 90, 0.0)).await), "no assignment");
        assert_eq!(code(send(&app, &worker, id, "note", photo(1, 90, 0.0)).await), "control_takes_no_files");
        assert_eq!(code(send(&app, &worker, id, "voice", photo(1, 90, 0.0)).await), "type_not_allowed");
        let query = PageQuery::default();
        assert!(app.made_files(&owner, project_id, &query).await.expect("a list").items.is_empty(), "nothing is handed in");
        submit(&app, &worker, id, vec![
            region("photo", "capture", json!({"capture": [file.reference]})),
            region("voice", "recorder", json!({"recorder": [voice.reference]})),
        ]).await.expect("handed in");
        assert_eq!(code(send(&app, &worker, id, "photo", photo(2, 90, 0.0)).await), "assignment_gone");
        let listed = app.made_files(&owner, project_id, &query).await.expect("a list").items;
        assert_eq!(listed.len(), 2);
        assert!(listed.iter().all(|file| file.url.starts_with("/media/") && file.answer_id == id));
        let first = app.made_files(&owner, project_id, &PageQuery { limit: Some(1), cursor: None }).await.expect("a page");
        let rest = PageQuery { limit: Some(1), cursor: first.next_cursor };
        assert_eq!([first.items, app.made_files(&owner, project_id, &rest).await.expect("a page").items].concat().len(), 2);
        let view = app.assignment(&worker, id).await.expect("one's own");
        assert!(view.files.len() == 2 && view.files.iter().all(|file| !file.url.is_empty()));
    }

    async fn what_is_badly_made_is_refused_with_its_reason(app: TestApp) {
        let (_, project_id) = project(&app).await;
        let worker = app.person("worker").await.caller;
        let id = claim(&app, &worker, project_id).await;
        for (control, file, expected) in [
            ("photo", photo(1, 90, 5.0), "picture_blurred"),
            ("voice", recording(0.5, 0.3), "recording_too_short"),
            ("voice", recording(6.0, 0.3), "recording_too_long"),
            ("voice", recording(2.0, 0.0), "recording_silent"),
            ("voice", recording(2.0, 0.005), "recording_too_quiet"),
            ("voice", recording(2.0, 4.0), "recording_clipped"),
        ] {
            assert_eq!(code(send(&app, &worker, id, control, file).await), expected);
        }
        let note = |text: &str| vec![region("note", "textarea", json!({"text": [text]}))];
        assert_eq!(code(submit(&app, &worker, id, note("전화는 010-1234-5678로 주세요")).await), "phone_number_found");
        assert_eq!(code(submit(&app, &worker, id, note("The weather is lovely today")).await), "wrong_language");
    }

    async fn nobody_hands_in_what_was_handed_in_before(app: TestApp) {
        let (_, project_id) = project(&app).await;
        let (one, two) = (app.person("one").await.caller, app.person("two").await.caller);
        let (first, second) = (claim(&app, &one, project_id).await, claim(&app, &two, project_id).await);
        let mine = send(&app, &one, first, "photo", photo(1, 90, 0.0)).await.expect("taken").reference;
        // Both have sent it before either handed it in: only the first who hands it in is taken.
        let theirs = send(&app, &two, second, "photo", photo(1, 60, 0.0)).await.expect("taken").reference;
        assert_ne!(mine, theirs);
        let pictured = |reference: &str| vec![region("photo", "capture", json!({"capture": [reference]}))];
        assert_eq!(code(submit(&app, &two, second, pictured(&mine)).await), "file_unknown");
        submit(&app, &one, first, pictured(&mine)).await.expect("handed in");
        assert_eq!(code(submit(&app, &two, second, pictured(&theirs)).await), "picture_repeated");
        assert_eq!(code(send(&app, &two, second, "photo", photo(1, 75, 0.0)).await), "picture_repeated");
        let new = send(&app, &two, second, "photo", photo(9, 90, 0.0)).await.expect("taken").reference;
        submit(&app, &two, second, pictured(&new)).await.expect("another picture is taken");

        let diary = "처음으로 혼자 여행했던 날은 비가 많이 왔어요. 우산도 없이 역까지 뛰어갔지만 마음은 정말 가벼웠어요.";
        let note = |text: &str| vec![region("note", "textarea", json!({"text": [text]}))];
        let (third, fourth) = (claim(&app, &one, project_id).await, claim(&app, &two, project_id).await);
        submit(&app, &one, third, note(diary)).await.expect("handed in");
        assert_eq!(code(submit(&app, &two, fourth, note(&diary.replace(' ', "  "))).await), "text_repeated");
        assert_eq!(code(submit(&app, &two, fourth, note(&format!("{diary} 끝!"))).await), "text_repeated");
        submit(&app, &two, fourth, note("고양이가 창가에 앉아 하루 종일 새를 바라보고 있었어요.")).await.expect("another text is taken");
    }

    async fn what_was_taken_back_may_be_handed_in_by_others(app: TestApp) {
        let owner = app.person("owner").await;
        let organization_id = app.organization_with(&owner.caller, 1_000_000).await;
        let inspected = |draft: &mut pumasi_domain::draft::ProjectDraft| {
            draft.interface_xml = INTERFACE.to_owned();
            draft.inspect_percent = 100;
        };
        let project_id = app.open_project_with(&owner.caller, organization_id, 3, inspected).await;
        let (one, two) = (app.person("one").await.caller, app.person("two").await.caller);
        let (first, second) = (claim(&app, &one, project_id).await, claim(&app, &two, project_id).await);
        let note = || vec![region("note", "textarea", json!({"text": ["비가 많이 오던 날이었어요."]}))];
        submit(&app, &one, first, note()).await.expect("handed in");
        assert_eq!(code(submit(&app, &two, second, note()).await), "text_repeated");
        app.withdraw_answer(&one, None, first).await.expect("taken back");
        submit(&app, &two, second, note()).await.expect("nobody has it any more");
        assert_eq!(code(submit(&app, &one, first, note()).await), "text_repeated");
    }
}
