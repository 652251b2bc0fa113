//! What workers and inspectors do.

use crate::TestApp;
use pumasi_app::Caller;
use pumasi_app::work::{AnswerInput, Reply};
use pumasi_domain::ProjectId;
use pumasi_domain::state::{AnswerKind, Role, VerdictKind};
use pumasi_domain::verdict::VerdictInput;
use serde_json::json;

/// An answer to a task of the test's interface, given after a minute.
pub fn answer(label: &str) -> AnswerInput {
    AnswerInput {
        kind: AnswerKind::Regions,
        regions: vec![
            json!({"id": "r1", "from_name": "label", "to_name": "text", "type": "choices", "value": {"choices": [label]}}),
        ],
        reason: None,
        active_ms: 60_000,
        claim: 0,
    }
}

/// A decision with all that any decision needs; `fix` says `dog`.
pub fn verdict(verdict: VerdictKind) -> VerdictInput {
    VerdictInput {
        verdict,
        regions: (verdict == VerdictKind::Fix).then(|| answer("dog").regions),
        reason: Some("it is about the other animal".to_owned()),
        clause: Some("1".to_owned()),
        comments: Vec::new(),
    }
}

impl TestApp {
    /// Takes the next task and answers it.
    pub async fn work_once(&self, worker: &Caller, project_id: ProjectId, label: &str) -> Reply {
        let next = self
            .claim(worker, None, project_id, Role::Work, 1)
            .await
            .expect("a task is asked for")
            .value;
        let Some(task) = next.assignments.first() else {
            panic!("there is no task: {:?}", next.reason)
        };
        self.submit_answer(worker, None, task.assignment_id, answer(label))
            .await
            .expect("an answer is taken")
            .value
    }

    /// Takes the next answer and decides on it. The inspector must have a seat.
    pub async fn inspect_once(&self, inspector: &Caller, project_id: ProjectId, kind: VerdictKind) -> Reply {
        let next = self
            .claim(inspector, None, project_id, Role::Inspect, 1)
            .await
            .expect("an answer is asked for")
            .value;
        let Some(inspection) = next.assignments.first() else {
            panic!("there is no answer: {:?}", next.reason)
        };
        self.give_verdict(
            inspector,
            None,
            inspection.assignment_id,
            verdict(kind),
            30_000,
            0,
        )
        .await
        .expect("a decision is taken")
        .value
    }
}
