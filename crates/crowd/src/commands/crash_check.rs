//! After a crash test: the server's results against the outside record.

use super::crash_record::{Known, hash, mark};
use anyhow::{Context, Result};
use pumasi_crowd::client::VerdictKind;
use serde::Deserialize;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// A task as the results have it.
#[derive(Deserialize)]
pub struct ExportedTask {
    pub task_id: String,
    pub answers: Vec<ExportedAnswer>,
}

/// The last round of one answer as the results have it.
#[derive(Deserialize)]
pub struct ExportedAnswer {
    pub answer_id: String,
    pub worker: String,
    pub state: String,
    pub regions: Vec<Value>,
    pub verdicts: Vec<ExportedVerdict>,
}

/// One decision as the results have it.
#[derive(Deserialize)]
pub struct ExportedVerdict {
    pub verdict: String,
}

/// What a check found.
#[derive(Debug, Default)]
pub struct Findings {
    pub lost: usize,
    pub changed: usize,
    /// Answers that nobody got an acknowledgement for, though everybody asked until there was one.
    pub never_acknowledged: usize,
    /// Answers, places or verdicts that count more than once.
    pub twice: usize,
    pub too_many: usize,
    pub verdicts_wrong: usize,
    /// The first of each, in words.
    pub details: Vec<String>,
}

impl Findings {
    fn note(&mut self, detail: String) {
        if self.details.len() < 20 {
            self.details.push(detail);
        }
    }

    /// How many faults there are.
    pub fn count(&self) -> usize {
        self.lost + self.changed + self.never_acknowledged + self.twice + self.too_many + self.verdicts_wrong
    }
}

/// Answers with their tasks, by id.
type Exported<'a> = HashMap<&'a str, (&'a str, &'a ExportedAnswer)>;

/// Reads results in JSON lines.
pub fn read_results(text: &str) -> Result<Vec<ExportedTask>> {
    (1..)
        .zip(text.lines())
        .map(|(number, line)| {
            serde_json::from_str(line).with_context(|| format!("line {number} of the results"))
        })
        .collect()
}

/// Holds the results against the record.
pub fn check(known: &Known, tasks: &[ExportedTask], answers_per_task: usize) -> Findings {
    let mut findings = Findings::default();
    let mut exported: Exported = HashMap::new();
    for task in tasks {
        check_task(&mut findings, task, answers_per_task);
        for answer in &task.answers {
            if exported
                .insert(&answer.answer_id, (&task.task_id, answer))
                .is_some()
            {
                findings.twice += 1;
                findings.note(format!("answer {} is there twice", answer.answer_id));
            }
        }
    }
    check_acknowledged(&mut findings, known, &exported);
    let acknowledged: HashSet<_> = known.answers.values().map(|one| one.mark.as_str()).collect();
    for (_, answer) in exported.values() {
        let mark = mark(&answer.regions);
        if !acknowledged.contains(mark) {
            findings.never_acknowledged += 1;
            let origin = if known.sent.contains(mark) {
                "was sent and never acknowledged"
            } else {
                "was never sent"
            };
            findings.note(format!("answer {} {origin}", answer.answer_id));
        }
    }
    check_verdicts(&mut findings, known, tasks);
    findings
}

fn check_task(findings: &mut Findings, task: &ExportedTask, answers_per_task: usize) {
    let standing = task
        .answers
        .iter()
        .filter(|answer| answer.state != "refused")
        .count();
    if standing > answers_per_task {
        findings.too_many += 1;
        findings.note(format!(
            "task {} has {standing} answers instead of {answers_per_task}",
            task.task_id
        ));
    }
    let workers: HashSet<_> = task.answers.iter().map(|answer| &answer.worker).collect();
    if workers.len() < task.answers.len() {
        findings.twice += 1;
        findings.note(format!("task {} has two answers by one worker", task.task_id));
    }
}

fn check_acknowledged(findings: &mut Findings, known: &Known, exported: &Exported) {
    for (assignment_id, acknowledged) in &known.answers {
        match exported.get(assignment_id.as_str()) {
            None => {
                findings.lost += 1;
                findings.note(format!("answer {assignment_id} was acknowledged and is lost"));
            }
            Some((task_id, _)) if *task_id != acknowledged.task_id => {
                findings.changed += 1;
                findings.note(format!(
                    "answer {assignment_id} is not of task {}",
                    acknowledged.task_id
                ));
            }
            Some((_, answer))
                if mark(&answer.regions) != acknowledged.mark
                    || hash(&answer.regions) != acknowledged.hash =>
            {
                findings.changed += 1;
                findings.note(format!(
                    "answer {assignment_id} is not what was acknowledged in round {}",
                    acknowledged.round
                ));
            }
            Some(_) => {}
        }
    }
}

/// Every acknowledged verdict is there once, and no other.
fn check_verdicts(findings: &mut Findings, known: &Known, tasks: &[ExportedTask]) {
    let mut exported: HashMap<(String, String), usize> = HashMap::new();
    for task in tasks {
        for verdict in task.answers.iter().flat_map(|answer| &answer.verdicts) {
            let key = (task.task_id.clone(), verdict.verdict.clone());
            *exported.entry(key).or_default() += 1;
        }
    }
    let mut acknowledged: HashMap<(String, String), usize> = HashMap::new();
    for ((task_id, kind), count) in &known.verdicts {
        acknowledged.insert((task_id.clone(), kind_name(*kind).to_owned()), *count);
    }
    let both: HashSet<_> = exported.keys().chain(acknowledged.keys()).collect();
    for key in both {
        let there = exported.get(key).copied().unwrap_or(0);
        let given = acknowledged.get(key).copied().unwrap_or(0);
        if there != given {
            findings.verdicts_wrong += 1;
            findings.note(format!(
                "task {}: {given} verdicts \"{}\" were acknowledged and {there} are there",
                key.0, key.1
            ));
        }
    }
}

fn kind_name(kind: VerdictKind) -> &'static str {
    match kind {
        VerdictKind::Pass => "pass",
        VerdictKind::Fix => "fix",
        VerdictKind::Return => "return",
        VerdictKind::Refuse => "refuse",
        VerdictKind::Unusable => "unusable",
    }
}

#[cfg(test)]
mod tests {
    use super::super::crash_record::Acknowledged;
    use super::*;
    use serde_json::json;

    fn regions(mark: &str, choice: &str) -> Vec<Value> {
        vec![json!({
            "id": mark, "from_name": "label", "to_name": "text", "type": "choices", "value": {"choices": [choice]},
        })]
    }

    fn answer(id: &str, worker: &str, mark: &str) -> Value {
        json!({"answer_id": id, "worker": worker, "state": "accepted", "regions": regions(mark, "a"),
            "verdicts": [{"verdict": "pass"}]})
    }

    fn known() -> Known {
        let mut known = Known::default();
        for id in ["1", "2"] {
            let one = Acknowledged {
                task_id: "t".to_owned(),
                round: 0,
                mark: format!("m{id}"),
                hash: hash(&regions("", "a")),
            };
            known.sent.insert(one.mark.clone());
            known.answers.insert(id.to_owned(), one);
        }
        known.verdicts.insert(("t".to_owned(), VerdictKind::Pass), 2);
        known
    }

    fn found(answers: Value) -> Findings {
        let line = json!({"task_id": "t", "answers": answers}).to_string();
        check(&known(), &read_results(&line).unwrap(), 2)
    }

    #[test]
    fn equal_records_have_no_faults() {
        let findings = found(json!([answer("1", "w-1", "m1"), answer("2", "w-2", "m2")]));
        assert_eq!(findings.count(), 0, "{findings:?}");
    }

    #[test]
    fn every_kind_of_fault_is_found() {
        let lost = found(json!([answer("1", "w-1", "m1")]));
        assert_eq!((lost.lost, lost.verdicts_wrong), (1, 1));
        let changed = found(json!([answer("1", "w-1", "m1"), answer("2", "w-2", "m1")]));
        assert_eq!(changed.changed, 1);
        let same_worker = found(json!([answer("1", "w-1", "m1"), answer("2", "w-1", "m2")]));
        assert_eq!(same_worker.twice, 1);
        let more = found(json!([
            answer("1", "w-1", "m1"),
            answer("2", "w-2", "m2"),
            answer("3", "w-3", "m3")
        ]));
        assert_eq!((more.too_many, more.never_acknowledged), (1, 1));
    }
}
