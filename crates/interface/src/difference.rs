//! What was mended between two answers, for an inspector to see.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::config::LabelConfig;
use crate::control::Entry;
use crate::region::Region;

/// How a region differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Only in the new answer.
    Added,
    /// Only in the old answer.
    Removed,
    /// In both, with another meaning.
    Changed,
    /// In both, at another place in the conversation.
    Moved,
}

/// One difference between two answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// How it differs.
    pub kind: ChangeKind,
    /// The control.
    pub from_name: String,
    /// Id of the region: in the new answer, or in the old one when it was removed.
    pub region_id: String,
    /// `value` of the region in the old answer.
    pub before: Option<Value>,
    /// `value` of the region in the new answer.
    pub after: Option<Value>,
}

/// By what regions of two answers are recognised.
#[derive(Clone, Copy, PartialEq)]
enum Pass {
    Id,
    Meaning,
    /// The region that this one is about got another id.
    Renamed,
}

impl LabelConfig {
    /// What changed from an old answer to a new one: first in the order of the new answer, then what was removed.
    /// Regions are the same when control and id are; where an answer has one region per task, the control is enough.
    /// A region that only got another id has not changed, and neither has what is said about it.
    pub fn difference(&self, old: &[Region], new: &[Region]) -> Vec<Change> {
        let partner = self.partners(old, new);
        let moved = self.moved(new, &partner);
        let mut changes = Vec::new();
        for (j, after) in new
            .iter()
            .enumerate()
            .filter(|(_, after)| self.says_something(after))
        {
            let before = partner[j].map(|i| &old[i]);
            let kind = match before {
                None => ChangeKind::Added,
                Some(before) if self.meaning(before) != self.meaning(after) => ChangeKind::Changed,
                Some(_) if moved.contains(&j) => ChangeKind::Moved,
                Some(_) => continue,
            };
            changes.push(change(kind, before, Some(after)));
        }
        let taken: HashSet<usize> = partner.into_iter().flatten().collect();
        let removed = old
            .iter()
            .enumerate()
            .filter(|(i, before)| !taken.contains(i) && self.says_something(before));
        changes.extend(removed.map(|(_, before)| change(ChangeKind::Removed, Some(before), None)));
        changes
    }

    /// For each new region the old one that it was. First by id, then by meaning, so that an untouched region never
    /// loses its partner to a new one that looks alike; what is said about a region follows that region.
    fn partners(&self, old: &[Region], new: &[Region]) -> Vec<Option<usize>> {
        let mut partner: Vec<Option<usize>> = vec![None; new.len()];
        let mut taken = HashSet::new();
        let mut renamed: HashSet<(String, String)> = HashSet::new();
        for pass in [Pass::Id, Pass::Meaning, Pass::Renamed] {
            for (j, after) in new
                .iter()
                .enumerate()
                .filter(|(_, after)| self.says_something(after))
            {
                if partner[j].is_some() {
                    continue;
                }
                let found = (0..old.len()).find(|i| {
                    let before = &old[*i];
                    let same = before.from_name == after.from_name
                        && match pass {
                            Pass::Id => before.id == after.id || self.is_one_per_task(after),
                            Pass::Meaning => {
                                !self.is_per_region(after) && self.meaning(before) == self.meaning(after)
                            }
                            Pass::Renamed => renamed.contains(&(before.id.clone(), after.id.clone())),
                        };
                    same && !taken.contains(i) && self.says_something(before)
                });
                if let Some(i) = found {
                    partner[j] = Some(i);
                    taken.insert(i);
                    if pass == Pass::Meaning {
                        renamed.insert((old[i].id.clone(), after.id.clone()));
                    }
                }
            }
        }
        partner
    }

    fn says_something(&self, region: &Region) -> bool {
        self.entry(&region.from_name)
            .and_then(Entry::tag)
            .is_none_or(|tag| tag.is_filled(region))
    }

    fn meaning(&self, region: &Region) -> Value {
        let tag = self.entry(&region.from_name).and_then(Entry::tag);
        tag.map_or_else(|| region.value.clone(), |tag| tag.canonical(region))
    }

    fn is_one_per_task(&self, region: &Region) -> bool {
        self.entry(&region.from_name)
            .is_some_and(|entry| !entry.control.per_region && !entry.draws())
    }

    fn is_per_region(&self, region: &Region) -> bool {
        self.entry(&region.from_name)
            .is_some_and(|entry| entry.control.per_region)
    }

    /// Regions of ordered controls whose place among the ones kept has changed.
    fn moved(&self, new: &[Region], partner: &[Option<usize>]) -> HashSet<usize> {
        let mut moved = HashSet::new();
        for entry in self
            .entries()
            .iter()
            .filter(|entry| entry.tag().is_some_and(|tag| tag.is_ordered()))
        {
            let own = (0..new.len()).filter(|&j| new[j].from_name == entry.control.name);
            let kept: Vec<(usize, usize)> = own.filter_map(|j| Some((j, partner[j]?))).collect();
            let mut sorted: Vec<usize> = kept.iter().map(|&(_, i)| i).collect();
            sorted.sort_unstable();
            moved.extend(
                kept.iter()
                    .zip(sorted)
                    .filter(|((_, i), place)| i != place)
                    .map(|((j, _), _)| *j),
            );
        }
        moved
    }
}

fn change(kind: ChangeKind, before: Option<&Region>, after: Option<&Region>) -> Change {
    let region = after.or(before);
    let text = |field: fn(&Region) -> &String| region.map(field).cloned().unwrap_or_default();
    Change {
        kind,
        from_name: text(|region| &region.from_name),
        region_id: text(|region| &region.id),
        before: before.map(|region| region.value.clone()),
        after: after.map(|region| region.value.clone()),
    }
}
