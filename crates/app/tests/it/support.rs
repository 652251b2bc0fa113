//! What several tests of this binary need.

use bytes::Bytes;
use futures::Stream;
use pumasi_app::imports::{ImportRequest, ImportView};
use pumasi_app::{App, AppError, Caller, PageQuery};
use pumasi_domain::{ImportId, ProjectId};
use std::io;
use std::time::Duration;

/// Bytes as a request's body gives them: in pieces that respect no line.
pub fn body(bytes: impl Into<Vec<u8>>) -> impl Stream<Item = Result<Bytes, io::Error>> {
    let bytes = bytes.into();
    let pieces: Vec<_> = bytes
        .chunks(7_001)
        .map(|piece| Ok(Bytes::copy_from_slice(piece)))
        .collect();
    futures::stream::iter(pieces)
}

/// The stable name of a refusal.
pub fn code<T: std::fmt::Debug>(result: Result<T, AppError>) -> String {
    match result.expect_err("a refusal") {
        AppError::Invalid(faults) => faults
            .iter()
            .map(|fault| fault.code.as_str())
            .collect::<Vec<_>>()
            .join(" "),
        AppError::Conflict { code, .. } => code.to_owned(),
        AppError::NotFound(_) => "not_found".to_owned(),
        AppError::Forbidden(_) => "forbidden".to_owned(),
        AppError::VersionConflict => "version_conflict".to_owned(),
        AppError::TooMany { .. } => "too_many".to_owned(),
        AppError::TooLarge(_) => "too_large".to_owned(),
        AppError::IdempotencyKeyReused => "idempotency_key_reused".to_owned(),
        other => panic!("{other}"),
    }
}

pub fn all() -> PageQuery {
    PageQuery {
        cursor: None,
        limit: Some(200),
    }
}

/// A request to read `file_name`, everything else by default.
pub fn file(file_name: &str) -> ImportRequest {
    ImportRequest {
        file_name: Some(file_name.to_owned()),
        ..ImportRequest::default()
    }
}

/// Waits until a load has ended.
pub async fn ended(app: &App, caller: &Caller, project_id: ProjectId, import_id: ImportId) -> ImportView {
    for _ in 0..2_400 {
        let import = app.import(caller, project_id, import_id).await.expect("the load");
        if import.finished_at.is_some() {
            return import;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("the load does not end");
}

/// Loads a file and waits until it has ended.
pub async fn load(
    app: &App,
    caller: &Caller,
    project_id: ProjectId,
    request: ImportRequest,
    bytes: impl Into<Vec<u8>>,
) -> ImportView {
    let begun = app
        .start_import(caller, None, project_id, request, body(bytes))
        .await
        .expect("a load begins")
        .value;
    ended(app, caller, project_id, begun.import_id).await
}
