//! The outside record of a crash test: what was sent and what the server acknowledged.

use pumasi_crowd::client::{Answer, Assignment, Reply, Verdict, VerdictKind};
use pumasi_crowd::run::Witness;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// One acknowledged answer.
#[derive(Clone, Debug)]
pub struct Acknowledged {
    pub task_id: String,
    pub round: i64,
    /// The mark that this answer alone carries.
    pub mark: String,
    /// Hash of what was answered.
    pub hash: [u8; 32],
}

/// Everything that is known outside of the server.
#[derive(Debug, Default)]
pub struct Known {
    /// Marks of all answers that were sent, acknowledged or not.
    pub sent: HashSet<String>,
    /// The last acknowledged round of each assignment.
    pub answers: HashMap<String, Acknowledged>,
    /// Acknowledged answers, all rounds.
    pub answers_count: usize,
    /// Acknowledged verdicts by task and kind.
    pub verdicts: HashMap<(String, VerdictKind), usize>,
    /// The pay that was promised for each acknowledged assignment of a person, by assignment.
    pub inspections: HashMap<String, i64>,
    /// What is wrong already from outside.
    pub faults: Vec<String>,
}

/// Writes down what goes by.
#[derive(Debug, Default)]
pub struct Record(Mutex<Known>);

impl Record {
    /// Everything so far.
    pub fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What an answer says, without its mark.
pub fn hash(regions: &[Value]) -> [u8; 32] {
    let said: Vec<_> = regions
        .iter()
        .map(|region| {
            json!([
                region["from_name"],
                region["to_name"],
                region["type"],
                region["value"]
            ])
        })
        .collect();
    Sha256::digest(Value::from(said).to_string()).into()
}

/// The mark of an answer.
pub fn mark(regions: &[Value]) -> &str {
    regions
        .first()
        .and_then(|region| region["id"].as_str())
        .unwrap_or_default()
}

impl Witness for Record {
    fn before_answer(&self, _: &Assignment, answer: &mut Answer) {
        let own = format!("{:032x}", rand::random::<u128>());
        if let Some(region) = answer.regions.first_mut() {
            region["id"] = json!(own);
        }
        self.known().sent.insert(own);
    }

    fn answered(&self, assignment: &Assignment, answer: &Answer, reply: &Reply) {
        let mut known = self.known();
        let id = &assignment.assignment_id;
        if reply.receipt.assignment_id != *id {
            known.faults.push(format!(
                "{id}: the receipt is for {}",
                reply.receipt.assignment_id
            ));
        }
        let new = Acknowledged {
            task_id: assignment.task_id.clone(),
            round: assignment.round,
            mark: mark(&answer.regions).to_owned(),
            hash: hash(&answer.regions),
        };
        known.answers_count += 1;
        if let Some(before) = known.answers.insert(id.clone(), new)
            && before.round >= assignment.round
        {
            let fault = format!("{id}: round {} was acknowledged twice", assignment.round);
            known.faults.push(fault);
        }
    }

    fn judged(&self, inspection: &Assignment, verdict: &Verdict, reply: &Reply) {
        let mut known = self.known();
        let of_task = (inspection.task_id.clone(), verdict.verdict);
        *known.verdicts.entry(of_task).or_default() += 1;
        let pay = reply.receipt.reward_minor;
        if known
            .inspections
            .insert(inspection.assignment_id.clone(), pay)
            .is_some()
        {
            let fault = format!("{}: decided twice", inspection.assignment_id);
            known.faults.push(fault);
        }
    }
}
