//! Results out: a stream that is made while it is sent, so that a million tasks cost no more memory than a page of them.

use crate::access::require_project_member;
use crate::tasks::{stored_json, stored_option};
use crate::{App, AppError, Caller};
use bytes::Bytes;
use pumasi_domain::access::MemberRole;
use pumasi_domain::project::Project;
use pumasi_domain::state::TaskState;
use pumasi_domain::{AssignmentId, ProjectId, TaskId};
use pumasi_formats::{
    ExportAnswer, ExportContext, ExportError, ExportFormat, ExportResult, ExportTask, ExportVerdict, Exporter,
};
use pumasi_store::answers::Verdict;
use pumasi_store::exports::{Stretch, stretch};
use pumasi_store::task_lists::{TaskAnswer, TaskRow};
use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::mpsc;

/// Tasks read in one snapshot.
const PAGE: i64 = 200;
/// Pages made ahead of a slow reader.
const AHEAD: usize = 2;

/// Which tasks leave.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ExportScope {
    /// Those with all their answers accepted.
    #[default]
    Done,
    /// All of them.
    All,
}

/// A download: its name, its kind, and its bytes as they come. An `Err` ends it before its time.
#[derive(Debug)]
pub struct Export {
    pub file_name: String,
    pub content_type: &'static str,
    pub bytes: mpsc::Receiver<Result<Bytes, AppError>>,
}

/// Where the exporter writes, and where each page is taken from.
#[derive(Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Buffer {
    fn take(&self) -> Bytes {
        Bytes::from(std::mem::take(
            &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner),
        ))
    }
}

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn broken(error: ExportError) -> AppError {
    AppError::Internal(error.to_string())
}

impl App {
    /// Begins a download of a project's tasks with their results, answers and verdicts, under pseudonyms.
    pub async fn export_results(
        &self,
        caller: &Caller,
        project_id: ProjectId,
        format: ExportFormat,
        scope: ExportScope,
    ) -> Result<Export, AppError> {
        let caller = caller.clone();
        let project = self
            .db
            .read(move |tx| require_project_member(tx, &caller, project_id, MemberRole::Viewer))
            .await?;
        let context = self.export_context(&project)?;
        let (sender, bytes) = mpsc::channel(AHEAD);
        let app = self.clone();
        tokio::spawn(async move {
            if let Err(error) = app.run_export(project_id, format, scope, context, &sender).await {
                tracing::warn!(%project_id, %error, "an export broke off");
                // The reader may be what broke off.
                let _ = sender.send(Err(error)).await;
            }
        });
        let file_name = format!("{}.{}", safe_name(&project.name), format.extension());
        Ok(Export {
            file_name,
            content_type: format.content_type(),
            bytes,
        })
    }

    fn export_context(&self, project: &Project) -> Result<ExportContext, AppError> {
        let (mut data_fields, mut controls) = (Vec::new(), Vec::new());
        if !project.interface_xml.trim().is_empty() {
            let config = self.interface(project.project_id, project.version, &project.interface_xml)?;
            for field in config.data_fields() {
                // A column holds a whole field: `dialogue`, not `dialogue[0].text`.
                let root = field
                    .path
                    .split(['.', '['])
                    .next()
                    .unwrap_or(&field.path)
                    .to_owned();
                if !data_fields.contains(&root) {
                    data_fields.push(root);
                }
            }
            controls = config.controls().map(|control| control.name.clone()).collect();
        }
        Ok(ExportContext {
            project_id: project.project_id.to_string(),
            project_name: project.name.clone(),
            data_fields,
            controls,
            byte_order_mark: true,
        })
    }

    async fn run_export(
        &self,
        project_id: ProjectId,
        format: ExportFormat,
        scope: ExportScope,
        context: ExportContext,
        sender: &mpsc::Sender<Result<Bytes, AppError>>,
    ) -> Result<(), AppError> {
        let state = (scope == ExportScope::Done).then_some(TaskState::Done);
        let buffer = Buffer::default();
        let mut exporter = Exporter::new(format, buffer.clone(), context).map_err(broken)?;
        let mut after = 0;
        loop {
            let page = self
                .db
                .read(move |tx| stretch(tx, project_id, state, after, PAGE))
                .await?;
            let Some(last) = page.tasks.last() else { break };
            after = last.position;
            // Making text of a page of large answers takes a while: not on a thread that serves requests.
            let app = self.clone();
            exporter = tokio::task::spawn_blocking(move || {
                for task in app.export_tasks(project_id, page)? {
                    exporter.write(&task).map_err(broken)?;
                }
                Ok::<_, AppError>(exporter)
            })
            .await
            .map_err(|e| AppError::Internal(e.to_string()))??;
            if sender.send(Ok(buffer.take())).await.is_err() {
                return Ok(()); // whoever asked went away
            }
        }
        exporter.finish().map_err(broken)?;
        let _ = sender.send(Ok(buffer.take())).await;
        Ok(())
    }

    fn export_tasks(&self, project_id: ProjectId, page: Stretch) -> Result<Vec<ExportTask>, AppError> {
        let mut verdicts: HashMap<AssignmentId, Vec<Verdict>> = HashMap::new();
        for verdict in page.verdicts {
            verdicts.entry(verdict.assignment_id).or_default().push(verdict);
        }
        let mut answers: HashMap<TaskId, Vec<ExportAnswer>> = HashMap::new();
        for answer in page.answers {
            let given = verdicts.remove(&answer.assignment_id).unwrap_or_default();
            answers
                .entry(answer.task_id)
                .or_default()
                .push(self.export_answer(project_id, &answer, &given)?);
        }
        page.tasks
            .iter()
            .map(|row| export_task(row, answers.remove(&row.task_id).unwrap_or_default()))
            .collect()
    }

    fn export_answer(
        &self,
        project_id: ProjectId,
        answer: &TaskAnswer,
        verdicts: &[Verdict],
    ) -> Result<ExportAnswer, AppError> {
        let verdicts = verdicts.iter().map(|verdict| {
            Ok(ExportVerdict {
                verdict: verdict.verdict.to_string(),
                inspector: self.pseudonym(project_id, verdict.inspector_id),
                reason: verdict.reason.clone(),
                clause: verdict.clause.clone(),
                comments: stored_option(verdict.comments.as_deref(), "verdict")?.unwrap_or_default(),
                at: Some(verdict.created_at.to_string()),
                regions: stored_option(verdict.regions.as_deref(), "verdict")?,
            })
        });
        Ok(ExportAnswer {
            answer_id: answer.assignment_id.to_string(),
            worker: self.pseudonym(project_id, answer.worker_id),
            kind: answer.kind.to_string(),
            regions: stored_json(&answer.regions, "answer")?,
            state: answer.state.to_string(),
            round: answer.round,
            guide_version: Some(answer.guide_version),
            issued_at: Some(answer.issued_at.to_string()),
            submitted_at: Some(answer.submitted_at.to_string()),
            active_ms: Some(answer.active_ms),
            verdicts: verdicts.collect::<Result<_, AppError>>()?,
        })
    }
}

fn export_task(row: &TaskRow, answers: Vec<ExportAnswer>) -> Result<ExportTask, AppError> {
    let result = match &row.result {
        None => None,
        Some(result) => Some(ExportResult {
            regions: stored_json(&result.regions, "result")?,
            source: result.source.to_string(),
            confidence: result.confidence,
            decided_at: Some(result.decided_at.to_string()),
        }),
    };
    // The guide that the result was made by; without a result, the newest that anybody worked by.
    let author = row
        .result
        .as_ref()
        .and_then(|result| result.assignment_id)
        .map(|id| id.to_string());
    let by_author = answers
        .iter()
        .find(|answer| Some(&answer.answer_id) == author.as_ref());
    let guide_version = match by_author {
        Some(answer) => answer.guide_version,
        None => answers.iter().filter_map(|answer| answer.guide_version).max(),
    };
    Ok(ExportTask {
        task_id: row.task_id.to_string(),
        external_id: row.external_id.clone(),
        position: row.position,
        data: stored_json(&row.data, "task")?,
        state: row.state.to_string(),
        result,
        answers,
        gold: stored_option(row.gold.as_deref(), "known answer")?,
        predictions: stored_option(row.predictions.as_deref(), "prediction")?.unwrap_or_default(),
        guide_version,
    })
}

/// A project's name as a file name on any system.
fn safe_name(name: &str) -> String {
    let clean: String = name
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || matches!(c, '-' | '_') {
                c
            } else {
                '-'
            }
        })
        .take(80)
        .collect();
    let clean = clean.trim_matches('-');
    if clean.is_empty() {
        "results".to_owned()
    } else {
        clean.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_hold_for_any_system() {
        assert_eq!(safe_name("고양이일까, 개일까?"), "고양이일까--개일까");
        assert_eq!(safe_name("a/b\\c:d"), "a-b-c-d");
        assert_eq!(safe_name("??"), "results");
    }
}
