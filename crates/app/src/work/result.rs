//! The result of a task: which of its accepted answers it is, and how sure that is.

use super::settle::unreadable;
use crate::quality::{UNUSABLE_CLASS, class_of};
use crate::{App, AppError};
use pumasi_domain::project::Project;
use pumasi_domain::quality::{InspectionRule, Overlap};
use pumasi_domain::state::{AnswerKind, ResultSource, VerdictKind};
use pumasi_domain::{AssignmentId, Timestamp};
use pumasi_interface::{LabelConfig, Region};
use pumasi_store::Tx;
use pumasi_store::answers::{self, TaskResult};
use pumasi_store::assignments::{self, Assignment};

/// An accepted answer in the form that counts: what an inspector mended, mended.
struct Entry {
    assignment_id: AssignmentId,
    kind: AnswerKind,
    text: String,
    regions: Vec<Region>,
    inspected: bool,
}

impl App {
    /// Decides and writes the result of a task whose answers are all accepted; its kind.
    pub(crate) fn decide_result(
        &self,
        tx: &mut Tx,
        project: &Project,
        last: &Assignment,
        now: Timestamp,
    ) -> Result<AnswerKind, AppError> {
        if let Some(kind) = self.adjudicated_result(tx, project, last, now)? {
            return Ok(kind);
        }
        let result = self.result_of(tx, project, last, likeliest(project), now)?;
        answers::save_result(tx, &result)?;
        Ok(result.kind)
    }

    /// The result of a task whose answers are all accepted, as it would be now: the likeliest (`infer`) or the counted.
    pub(crate) fn result_of(
        &self,
        tx: &mut Tx,
        project: &Project,
        last: &Assignment,
        infer: bool,
        now: Timestamp,
    ) -> Result<TaskResult, AppError> {
        let config = self.interface(project.project_id, project.version, &project.interface_xml)?;
        let entries = accepted(tx, last)?;
        let judged = match infer {
            true => self.judge_task(tx, project, last.task_id)?,
            false => None,
        };
        let inferred = judged.and_then(|judged| {
            let index = entries
                .iter()
                .position(|e| Some(e.assignment_id) == judged.assignment_id)?;
            Some((index, judged.confidence))
        });
        let (index, confidence) = inferred
            .or_else(|| choose(&config, &entries))
            .ok_or_else(|| AppError::Internal(format!("task {} is done without an answer", last.task_id)))?;
        let (chosen, alone) = (&entries[index], entries.len() == 1);
        Ok(TaskResult {
            project_id: last.project_id,
            task_id: last.task_id,
            assignment_id: Some(chosen.assignment_id),
            kind: chosen.kind,
            regions: chosen.text.clone(),
            source: match (alone, chosen.inspected) {
                (true, true) => ResultSource::Inspected,
                _ if inferred.is_some() => ResultSource::Inferred,
                (true, false) => ResultSource::Single,
                (false, _) => ResultSource::Agreed,
            },
            confidence: (!alone || inferred.is_some()).then_some(confidence),
            class: class_of(&config, chosen.kind, &chosen.regions),
            decided_at: now,
        })
    }
}

/// Whether the result is the likeliest answer, given who said what. Where as many answers were ordered as there are, and
/// none by doubt, they are counted.
fn likeliest(project: &Project) -> bool {
    let settings = project.plan.settings;
    settings.overlap != Overlap::Fixed || settings.inspection == InspectionRule::Doubt
}

fn accepted(tx: &mut Tx, last: &Assignment) -> Result<Vec<Entry>, AppError> {
    let mut entries = Vec::new();
    for a in assignments::accepted_of_task(tx, last.project_id, last.task_id)? {
        let Some(answer) = answers::find(tx, a.assignment_id, a.round)? else {
            continue;
        };
        let verdict = answers::verdicts(tx, a.assignment_id)?
            .into_iter()
            .find(|v| v.round == a.round);
        let mended = verdict.as_ref().and_then(|v| v.regions.clone());
        let text = mended.unwrap_or(answer.regions);
        entries.push(Entry {
            assignment_id: a.assignment_id,
            kind: answer.kind,
            regions: serde_json::from_str(&text).map_err(|e| unreadable("answer", &e))?,
            text,
            inspected: verdict.is_some_and(|v| matches!(v.verdict, VerdictKind::Pass | VerdictKind::Fix)),
        });
    }
    Ok(entries)
}

/// One answer as it is; labels by majority; and of answers that can only be compared (boxes, texts), where no more than
/// half are the same, the most central one. Index and confidence: the winner's share, or its mean similarity to the others.
fn choose(config: &LabelConfig, entries: &[Entry]) -> Option<(usize, f64)> {
    let votes: Vec<String> = entries.iter().map(|entry| vote(config, entry)).collect();
    let won = pumasi_truth::majority(&votes)?;
    let same = won.votes * 2 > votes.len();
    if config.is_categorical() || same || entries[won.first].kind == AnswerKind::Unusable {
        return Some((won.first, won.share));
    }
    let usable: Vec<usize> = (0..entries.len())
        .filter(|i| entries[*i].kind == AnswerKind::Regions)
        .collect();
    let alike =
        |a: usize, b: usize| config.similarity(&entries[usable[a]].regions, &entries[usable[b]].regions);
    let medoid = pumasi_truth::medoid(usable.len(), alike)?;
    Some((usable[medoid.index], medoid.agreement))
}

/// What an answer counts as: its class, or all of it.
fn vote(config: &LabelConfig, entry: &Entry) -> String {
    match (class_of(config, entry.kind, &entry.regions), entry.kind) {
        (Some(class), _) => class,
        (None, AnswerKind::Unusable) => UNUSABLE_CLASS.to_owned(),
        (None, AnswerKind::Regions) => entry.text.clone(),
    }
}
