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

impl LabelConfig {
    /// What changed from an old answer to a new one: first in the order of the new answer, then what was removed.
    /// Regions are the same when control and id are; where an answer has one region per task, the control is enough.
    /// A region that only got another id has not changed.
    pub fn difference(&self, old: &[Region], new: &[Region]) -> Vec<Change> {
        let mut partner: Vec<Option<usize>> = vec![None; new.len()];
        let mut taken = HashSet::new();
        // Same region first, same meaning second, so that an untouched region never loses its partner.
        for same in [Self::is_same_region, Self::has_same_meaning] {
            for (j, after) in new
                .iter()
                .enumerate()
                .filter(|(_, after)| self.says_something(after))
            {
                let free = |i: &usize| !taken.contains(i) && self.says_something(&old[*i]);
                if partner[j].is_none()
                    && let Some(i) = (0..old.len()).filter(free).find(|i| same(self, &old[*i], after))
                {
                    partner[j] = Some(i);
                    taken.insert(i);
                }
            }
        }
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
        let removed = old
            .iter()
            .enumerate()
            .filter(|(i, before)| !taken.contains(i) && self.says_something(before));
        changes.extend(removed.map(|(_, before)| change(ChangeKind::Removed, Some(before), None)));
        changes
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

    fn is_same_region(&self, before: &Region, after: &Region) -> bool {
        let per_task = self
            .entry(&after.from_name)
            .is_some_and(|entry| !entry.control.per_region && entry.tag().is_some_and(|tag| !tag.draws()));
        before.from_name == after.from_name && (per_task || before.id == after.id)
    }

    fn has_same_meaning(&self, before: &Region, after: &Region) -> bool {
        before.from_name == after.from_name && self.meaning(before) == self.meaning(after)
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
