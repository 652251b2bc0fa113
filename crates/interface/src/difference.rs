//! What was mended between two answers, for an inspector to see.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::config::LabelConfig;
use crate::control::Entry;
use crate::region::Region;
use crate::relation::{Relation, is_relation};

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
    /// The control; empty for a relation.
    pub from_name: String,
    /// Id of the region: in the new answer, or in the old one when it was removed. For a relation, of its first end.
    pub region_id: String,
    /// `value` of the region in the old answer; for a relation `from_id`, `to_id`, `direction` and `labels`.
    pub before: Option<Value>,
    /// The same in the new answer.
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
        let taken: HashSet<usize> = partner.iter().copied().flatten().collect();
        let removed = old
            .iter()
            .enumerate()
            .filter(|(i, before)| !taken.contains(i) && self.says_something(before));
        changes.extend(removed.map(|(_, before)| change(ChangeKind::Removed, Some(before), None)));
        changes.extend(self.changed_relations(old, new, &partner));
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

    /// Relations are the same when they join the same regions, whatever these are called now.
    fn changed_relations(&self, old: &[Region], new: &[Region], partner: &[Option<usize>]) -> Vec<Change> {
        let renamed = new.iter().zip(partner).filter_map(|(after, before)| {
            let before = &old[(*before)?];
            (!self.is_one_per_task(after)).then_some((before.id.as_str(), after.id.as_str()))
        });
        let renamed: HashMap<&str, &str> = renamed.collect();
        let today = |id: &str| {
            renamed
                .get(id)
                .map_or_else(|| format!("was {id}"), |id| format!("is {id}"))
        };
        let mut before: Vec<Relation<'_>> = old.iter().filter_map(Relation::of).collect();
        let mut changes = Vec::new();
        for after in new.iter().filter_map(Relation::of) {
            let meaning = after.canonical(|id| format!("is {id}"));
            let same = |relation: &Relation<'_>| relation.canonical(today) == meaning;
            let ends = |relation: &Relation<'_>| [today(relation.from), today(relation.to)];
            let here = [format!("is {}", after.from), format!("is {}", after.to)];
            let joins = |relation: &Relation<'_>| {
                let there = ends(relation);
                there == here || (there[0] == here[1] && there[1] == here[0])
            };
            let found = before
                .iter()
                .position(same)
                .or_else(|| before.iter().position(joins));
            let before = found.map(|at| before.remove(at));
            match before {
                Some(before) if before.canonical(today) == meaning => {}
                Some(before) => changes.push(relation_change(ChangeKind::Changed, Some(before), Some(after))),
                None => changes.push(relation_change(ChangeKind::Added, None, Some(after))),
            }
        }
        let removed = before.into_iter();
        changes.extend(removed.map(|before| relation_change(ChangeKind::Removed, Some(before), None)));
        changes
    }

    /// Relations are compared by themselves, for they are known by their ends.
    fn says_something(&self, region: &Region) -> bool {
        !is_relation(region)
            && self
                .entry(&region.from_name)
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

fn relation_change(kind: ChangeKind, before: Option<Relation<'_>>, after: Option<Relation<'_>>) -> Change {
    Change {
        kind,
        from_name: String::new(),
        region_id: after
            .or(before)
            .map(|relation| relation.from.to_owned())
            .unwrap_or_default(),
        before: before.map(|relation| relation.value()),
        after: after.map(|relation| relation.value()),
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
