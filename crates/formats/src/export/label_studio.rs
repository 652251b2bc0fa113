//! A JSON array as Label Studio exports and imports it.
//!
//! Every answer is kept as an annotation of its own; what the task was settled on comes as one more annotation, the
//! only one with `ground_truth: true`. Answers that do not stand (found impossible, returned, refused) are marked
//! `was_cancelled`, so that a program that trains on annotations passes over them. Label Studio's ids are integers:
//! ours, with verdicts and states, are in `meta.pumasi`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::Write;

use serde::Serialize;
use serde_json::{Map, Value};

use super::{ExportAnswer, ExportContext, ExportError, ExportResult, ExportTask, ExportVerdict, write_json};

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

#[derive(Serialize)]
struct Task<'a> {
    id: u64,
    inner_id: i64,
    total_annotations: usize,
    cancelled_annotations: usize,
    total_predictions: usize,
    created_at: &'a str,
    updated_at: &'a str,
    data: &'a Map<String, Value>,
    meta: Meta<'a>,
    annotations: Vec<Annotation<'a>>,
    predictions: Vec<PredictionOut<'a>>,
}

#[derive(Serialize)]
struct Annotation<'a> {
    id: u64,
    task: u64,
    completed_by: u64,
    unique_id: Cow<'a, str>,
    result: &'a [Value],
    result_count: usize,
    was_cancelled: bool,
    ground_truth: bool,
    created_at: &'a str,
    updated_at: &'a str,
    /// In seconds.
    lead_time: Option<f64>,
}

#[derive(Serialize)]
struct PredictionOut<'a> {
    id: u64,
    task: u64,
    model_version: &'a str,
    score: Option<f64>,
    result: &'a [Value],
}

#[derive(Serialize)]
struct Meta<'a> {
    pumasi: Ours<'a>,
}

/// What Label Studio has no place for.
#[derive(Serialize)]
struct Ours<'a> {
    project_id: &'a str,
    project_name: &'a str,
    task_id: &'a str,
    external_id: Option<&'a str>,
    position: i64,
    state: &'a str,
    guide_version: Option<i64>,
    gold: Option<&'a [Value]>,
    result: Option<OurResult<'a>>,
    answers: Vec<OurAnswer<'a>>,
}

#[derive(Serialize)]
struct OurResult<'a> {
    source: &'a str,
    confidence: Option<f64>,
    decided_at: Option<&'a str>,
}

#[derive(Serialize)]
struct OurAnswer<'a> {
    answer_id: &'a str,
    completed_by: u64,
    worker: &'a str,
    kind: &'a str,
    state: &'a str,
    round: i64,
    guide_version: Option<i64>,
    issued_at: Option<&'a str>,
    verdicts: &'a [ExportVerdict],
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
        let begun = first_moment(task);
        let mut annotations: Vec<Annotation<'_>> = task
            .answers
            .iter()
            .map(|answer| self.answer(answer, begun))
            .collect();
        annotations.extend(
            task.result
                .as_ref()
                .map(|result| self.result(task, result, begun)),
        );
        let predictions = self.predictions(task);
        let cancelled = annotations
            .iter()
            .filter(|annotation| annotation.was_cancelled)
            .count();
        let out = Task {
            id: self.tasks,
            inner_id: task.position,
            total_annotations: annotations.len() - cancelled,
            cancelled_annotations: cancelled,
            total_predictions: predictions.len(),
            created_at: begun,
            updated_at: last_moment(task),
            data: &task.data,
            meta: Meta {
                pumasi: ours(&self.context, task, &annotations),
            },
            annotations,
            predictions,
        };
        write_json(&mut self.output, &out, &task.task_id)
    }

    pub(super) fn finish(mut self) -> Result<W, ExportError> {
        self.output.write_all(b"\n]\n")?;
        Ok(self.output)
    }

    fn answer<'a>(&mut self, answer: &'a ExportAnswer, begun: &'a str) -> Annotation<'a> {
        let sent = answer.submitted_at.as_deref().unwrap_or(begun);
        Annotation {
            id: self.annotation_id(),
            task: self.tasks,
            completed_by: self.author(&answer.worker),
            unique_id: Cow::Borrowed(&answer.answer_id),
            result: &answer.regions,
            result_count: answer.regions.len(),
            was_cancelled: !answer.counts(),
            ground_truth: false,
            created_at: sent,
            updated_at: sent,
            lead_time: answer.active_ms.map(|ms| ms as f64 / 1000.0),
        }
    }

    /// Said to be as old as the task: where a converter has room for one annotation (a file an image, as YOLO and
    /// VOC have), the oldest wins, and that must be the settled one.
    fn result<'a>(&mut self, task: &ExportTask, result: &'a ExportResult, begun: &'a str) -> Annotation<'a> {
        Annotation {
            id: self.annotation_id(),
            task: self.tasks,
            completed_by: RESULT_AUTHOR,
            unique_id: Cow::Owned(format!("{}-result", task.task_id)),
            result: &result.regions,
            result_count: result.regions.len(),
            was_cancelled: false,
            ground_truth: true,
            created_at: begun,
            updated_at: result.decided_at.as_deref().unwrap_or(begun),
            lead_time: None,
        }
    }

    fn predictions<'a>(&mut self, task: &'a ExportTask) -> Vec<PredictionOut<'a>> {
        let first = self.next_prediction;
        self.next_prediction += task.predictions.len() as u64;
        let numbered = (first..).zip(&task.predictions);
        let predictions = numbered.map(|(id, prediction)| PredictionOut {
            id,
            task: self.tasks,
            model_version: prediction.model_version.as_deref().unwrap_or_default(),
            score: prediction.score,
            result: &prediction.result,
        });
        predictions.collect()
    }

    fn annotation_id(&mut self) -> u64 {
        let id = self.next_annotation;
        self.next_annotation += 1;
        id
    }

    /// Workers are numbered as they come up; a number per worker is all that is held between tasks.
    fn author(&mut self, worker: &str) -> u64 {
        if let Some(number) = self.authors.get(worker) {
            return *number;
        }
        let number = RESULT_AUTHOR + 1 + self.authors.len() as u64;
        self.authors.insert(worker.to_owned(), number);
        number
    }
}

fn ours<'a>(context: &'a ExportContext, task: &'a ExportTask, annotations: &[Annotation<'_>]) -> Ours<'a> {
    let answers = task
        .answers
        .iter()
        .zip(annotations)
        .map(|(answer, annotation)| OurAnswer {
            answer_id: &answer.answer_id,
            completed_by: annotation.completed_by,
            worker: &answer.worker,
            kind: &answer.kind,
            state: &answer.state,
            round: answer.round,
            guide_version: answer.guide_version,
            issued_at: answer.issued_at.as_deref(),
            verdicts: &answer.verdicts,
        });
    Ours {
        project_id: &context.project_id,
        project_name: &context.project_name,
        task_id: &task.task_id,
        external_id: task.external_id.as_deref(),
        position: task.position,
        state: &task.state,
        guide_version: task.guide_version,
        gold: task.gold.as_deref(),
        result: task.result.as_ref().map(|result| OurResult {
            source: &result.source,
            confidence: result.confidence,
            decided_at: result.decided_at.as_deref(),
        }),
        answers: answers.collect(),
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
