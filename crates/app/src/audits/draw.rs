//! The draw: so many results of each part of a delivery, at random, the same whenever it is drawn again.

use crate::quality::class_shown;
use crate::{App, AppError};
use hmac::{Hmac, KeyInit, Mac};
use pumasi_domain::{AuditId, ProjectId, TaskId};
use pumasi_store::Tx;
use pumasi_store::audit_items::{self, Item};
use pumasi_store::audits;
use pumasi_truth::certificate::allocate;
use std::collections::{BTreeMap, BinaryHeap};
use uuid::Uuid;

/// Results that are drawn of each part at least, where it has so many.
const LEAST: u64 = 5;
/// Parts at most; the smallest are one.
const STRATA: usize = 40;
/// The name of that one.
const OTHER: &str = "(other)";
/// Results read at a time.
const PAGE: i64 = 5_000;

/// Parts of a delivery and what was drawn of them.
pub(super) struct Drawn {
    /// Name and number of results.
    pub strata: BTreeMap<String, u64>,
    pub items: Vec<Item>,
}

/// The part that a raw class or source belongs to, by its name for people.
struct Names {
    /// Raw names of the largest parts; all others are one.
    largest: BTreeMap<String, String>,
}

impl Names {
    fn of(raw: &[(String, i64)]) -> Names {
        let kept = if raw.len() > STRATA { STRATA - 1 } else { STRATA };
        let largest = raw.iter().take(kept);
        Names {
            largest: largest
                .map(|(name, _)| (name.clone(), class_shown(name)))
                .collect(),
        }
    }

    fn stratum(&self, raw: &str) -> &str {
        self.largest.get(raw).map_or(OTHER, String::as_str)
    }
}

/// The smallest keys of one part.
struct Sample {
    wanted: usize,
    heap: BinaryHeap<(u64, TaskId)>,
}

impl Sample {
    fn offer(&mut self, key: u64, task_id: TaskId) {
        if self.heap.len() < self.wanted {
            self.heap.push((key, task_id));
        } else if self
            .heap
            .peek()
            .is_some_and(|greatest| (key, task_id) < *greatest)
        {
            self.heap.pop();
            self.heap.push((key, task_id));
        }
    }
}

impl App {
    /// Draws `sample_size` results (more where every part needs its least, all where there are fewer). Each result's key is
    /// a keyed hash of audit and task, and the smallest keys of a part are drawn: a simple random sample without
    /// replacement that nobody outside can foresee. To be called on a snapshot.
    pub(super) fn draw_results(
        &self,
        tx: &mut Tx,
        project_id: ProjectId,
        audit_id: AuditId,
        sample_size: u64,
    ) -> Result<Drawn, AppError> {
        let raw = audits::strata(tx, project_id)?;
        let names = Names::of(&raw);
        let mut strata: BTreeMap<String, u64> = BTreeMap::new();
        for (name, results) in &raw {
            *strata.entry(names.stratum(name).to_owned()).or_default() += results.unsigned_abs();
        }
        let sizes: Vec<u64> = strata.values().copied().collect();
        let wanted = allocate(&sizes, None, sample_size, LEAST);
        let mut samples: BTreeMap<&str, Sample> = strata
            .keys()
            .zip(wanted)
            .map(|(name, wanted)| {
                let sample = Sample {
                    wanted: usize::try_from(wanted).unwrap_or(usize::MAX),
                    heap: BinaryHeap::new(),
                };
                (name.as_str(), sample)
            })
            .collect();
        let key = self.draw_key(audit_id)?;
        let mut after = TaskId(Uuid::nil());
        loop {
            let page = audits::results(tx, project_id, after, PAGE)?;
            let last = page.last().map(|(task_id, _)| *task_id);
            for (task_id, raw) in &page {
                if let Some(sample) = samples.get_mut(names.stratum(raw)) {
                    sample.offer(key_of(&key, *task_id), *task_id);
                }
            }
            match last {
                Some(last) if page.len() as i64 == PAGE => after = last,
                _ => break,
            }
        }
        let mut items = Vec::new();
        for (stratum, sample) in samples {
            for (_, task_id) in sample.heap {
                items.extend(self.drawn_item(tx, project_id, audit_id, task_id, stratum)?);
            }
        }
        items.sort_by_key(|item| item.task_id);
        Ok(Drawn { strata, items })
    }

    fn drawn_item(
        &self,
        tx: &mut Tx,
        project_id: ProjectId,
        audit_id: AuditId,
        task_id: TaskId,
        stratum: &str,
    ) -> Result<Option<Item>, AppError> {
        let result = audit_items::result(tx, project_id, task_id)?;
        Ok(result.map(|(result_kind, result_regions, answer_id)| Item {
            project_id,
            audit_id,
            task_id,
            stratum: stratum.to_owned(),
            result_kind,
            result_regions,
            answer_id,
            assignment_id: None,
            is_right: None,
            reserve: None,
        }))
    }

    fn draw_key(&self, audit_id: AuditId) -> Result<Hmac<sha2::Sha256>, AppError> {
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&self.config.secret)
            .map_err(|e| AppError::Internal(e.to_string()))?;
        mac.update(b"audit");
        mac.update(audit_id.0.as_bytes());
        Ok(mac)
    }
}

fn key_of(key: &Hmac<sha2::Sha256>, task_id: TaskId) -> u64 {
    let mut mac = key.clone();
    mac.update(task_id.0.as_bytes());
    let hash = mac.finalize().into_bytes();
    hash.iter()
        .take(8)
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_parts_are_one() {
        let raw: Vec<(String, i64)> = (0..50).map(|n| (format!("c{n}"), 50 - n)).collect();
        let names = Names::of(&raw);
        assert_eq!((names.stratum("c38"), names.stratum("c39")), ("c38", OTHER));
        assert_eq!(Names::of(&raw[..40]).stratum("c39"), "c39");
    }

    #[test]
    fn a_sample_keeps_the_smallest_keys() {
        let mut sample = Sample {
            wanted: 2,
            heap: BinaryHeap::new(),
        };
        for key in [5, 1, 9, 3] {
            sample.offer(key, TaskId(Uuid::from_u128(u128::from(key))));
        }
        let mut keys: Vec<u64> = sample.heap.into_iter().map(|(key, _)| key).collect();
        keys.sort_unstable();
        assert_eq!(keys, [1, 3]);
    }
}
