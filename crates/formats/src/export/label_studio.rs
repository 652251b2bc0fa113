//! A JSON array as Label Studio exports and imports it.
//!
//! Every answer is kept as an annotation of its own; what the task was settled on comes as one more annotation, the
//! only one with `ground_truth: true`. Answers that do not stand (found impossible, returned, refused) are marked
//! `was_cancelled`, so that a program that trains on annotations passes over them. Label Studio's ids are integers:
//! ours, with verdicts and states, are in `meta.pumasi`.

use std::collections::HashMap;
use std::io::Write;

use serde_json::{Map, Value, json};

use super::{ExportAnswer, ExportContext, ExportError, ExportResult, ExportTask, write_json};

/// Who is said to have made the settled result: no worker, whose numbers start after it.
const RESULT_AUTHOR: u64 = 1;
/// For a task that says nothing of time: Label Studio's converters sort by it and cannot bear that it is missing.
const NO_MOMENT: &str = "1970-01-01T00:00:00Z";

pub(super) struct LabelStudioWriter<W: Write> {
    output: W,
    context: ExportContext,
    tasks: u64,
    next_annotation: u64,
    next_prediction: u64,
    authors: HashMap<String, u64>,
}

impl<W: Write> LabelStudioWriter<W> {
    pub(super) fn new(mut output: W, context: ExportContext) -> Result<Self, ExportError> {
        output.write_all(b"[")?;
        let authors = HashMap::new();
        Ok(Self {
            output,
            context,
            tasks: 0,
            next_annotation: 1,
            next_prediction: 1,
            authors,
        })
    }

    pub(super) fn write(&mut self, task: &ExportTask) -> Result<(), ExportError> {
        self.tasks += 1;
        self.output
            .write_all(if self.tasks == 1 { b"\n" } else { b",\n" })?;
        let value = self.task(task);
        write_json(&mut self.output, &value, &task.task_id)
    }

    pub(super) fn finish(mut self) -> Result<W, ExportError> {
        self.output.write_all(b"\n]\n")?;
        Ok(self.output)
    }

    fn task(&mut self, task: &ExportTask) -> Value {
        let id = self.tasks;
        let begun = first_moment(task);
        let mut annotations: Vec<Value> = task
            .answers
            .iter()
            .map(|answer| self.answer(id, answer, begun))
            .collect();
        if let Some(result) = &task.result {
            annotations.push(self.result(id, task, result, begun));
        }
        let cancelled = annotations
            .iter()
            .filter(|annotation| annotation["was_cancelled"] == true)
            .count();
        let predictions: Vec<Value> = task
            .predictions
            .iter()
            .map(|prediction| {
                let prediction_id = self.next_prediction;
                self.next_prediction += 1;
                json!({
                    "id": prediction_id,
                    "task": id,
                    "model_version": prediction.model_version.as_deref().unwrap_or_default(),
                    "score": prediction.score,
                    "result": prediction.result,
                })
            })
            .collect();
        json!({
            "id": id,
            "inner_id": task.position,
            "total_annotations": annotations.len() - cancelled,
            "cancelled_annotations": cancelled,
            "total_predictions": predictions.len(),
            "created_at": begun,
            "updated_at": last_moment(task),
            "data": task.data,
            "meta": {"pumasi": self.meta(task)},
            "annotations": annotations,
            "predictions": predictions,
        })
    }

    fn answer(&mut self, task: u64, answer: &ExportAnswer, begun: &str) -> Value {
        let sent = answer.submitted_at.as_deref().unwrap_or(begun);
        let newest = self.authors.len() as u64 + RESULT_AUTHOR + 1;
        let author = *self.authors.entry(answer.worker.clone()).or_insert(newest);
        let lead_time = answer.active_ms.map(|ms| ms as f64 / 1000.0);
        let mut annotation = self.annotation(task, author, &answer.regions, &answer.answer_id);
        annotation.insert("was_cancelled".to_owned(), json!(!answer.counts()));
        annotation.insert("ground_truth".to_owned(), json!(false));
        annotation.insert("created_at".to_owned(), json!(sent));
        annotation.insert("updated_at".to_owned(), json!(sent));
        annotation.insert("lead_time".to_owned(), json!(lead_time));
        Value::Object(annotation)
    }

    /// Said to be as old as the task: where a converter has room for one annotation (a file an image, as YOLO and VOC
    /// have), the oldest wins, and that must be the settled one.
    fn result(&mut self, task: u64, owner: &ExportTask, result: &ExportResult, begun: &str) -> Value {
        let unique_id = format!("{}-result", owner.task_id);
        let mut annotation = self.annotation(task, RESULT_AUTHOR, &result.regions, &unique_id);
        annotation.insert("was_cancelled".to_owned(), json!(false));
        annotation.insert("ground_truth".to_owned(), json!(true));
        annotation.insert("created_at".to_owned(), json!(begun));
        annotation.insert(
            "updated_at".to_owned(),
            json!(result.decided_at.as_deref().unwrap_or(begun)),
        );
        annotation.insert("lead_time".to_owned(), Value::Null);
        Value::Object(annotation)
    }

    fn annotation(
        &mut self,
        task: u64,
        author: u64,
        regions: &[Value],
        unique_id: &str,
    ) -> Map<String, Value> {
        let id = self.next_annotation;
        self.next_annotation += 1;
        Map::from_iter(
            [
                ("id", json!(id)),
                ("task", json!(task)),
                ("completed_by", json!(author)),
                ("unique_id", json!(unique_id)),
                ("result", json!(regions)),
                ("result_count", json!(regions.len())),
            ]
            .map(|(key, value)| (key.to_owned(), value)),
        )
    }

    /// What Label Studio has no place for.
    fn meta(&self, task: &ExportTask) -> Value {
        let answers: Vec<Value> = task
            .answers
            .iter()
            .map(|answer| {
                json!({
                    "answer_id": answer.answer_id,
                    "completed_by": self.authors.get(&answer.worker),
                    "worker": answer.worker,
                    "kind": answer.kind,
                    "state": answer.state,
                    "round": answer.round,
                    "guide_version": answer.guide_version,
                    "issued_at": answer.issued_at,
                    "verdicts": answer.verdicts,
                })
            })
            .collect();
        json!({
            "project_id": self.context.project_id,
            "project_name": self.context.project_name,
            "task_id": task.task_id,
            "external_id": task.external_id,
            "position": task.position,
            "state": task.state,
            "guide_version": task.guide_version,
            "gold": task.gold,
            "result": task.result.as_ref().map(|result| json!({
                "source": result.source,
                "confidence": result.confidence,
            })),
            "answers": answers,
        })
    }
}

/// RFC 3339 in one zone sorts as text.
fn first_moment(task: &ExportTask) -> &str {
    let answers = task.answers.iter();
    let moments = answers.filter_map(|answer| answer.issued_at.as_deref().or(answer.submitted_at.as_deref()));
    let decided = task
        .result
        .as_ref()
        .and_then(|result| result.decided_at.as_deref());
    moments.min().or(decided).unwrap_or(NO_MOMENT)
}

fn last_moment(task: &ExportTask) -> &str {
    let decided = task
        .result
        .as_ref()
        .and_then(|result| result.decided_at.as_deref());
    let sent = task
        .answers
        .iter()
        .filter_map(|answer| answer.submitted_at.as_deref());
    sent.chain(decided).max().unwrap_or_else(|| first_moment(task))
}
