//! Comparing answers: bringing them into the stored form, equality of meaning, likeness.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::config::LabelConfig;
use crate::control::Entry;
use crate::region::Region;
use crate::relation::{Relation, is_relation};
use crate::tags::ControlTag;

/// The matched regions of two answers: ids on both sides.
type IdPairs = Vec<(String, String)>;

impl LabelConfig {
    /// The answer in the form that is stored: text in NFC with Unix line ends, and without the regions of controls
    /// that the answer hides, or relations to them. Ids and order are kept, nothing is trimmed.
    pub fn normalize_answer(&self, regions: &[Region]) -> Vec<Region> {
        let live = self.live_regions(regions);
        let shown: Vec<&Region> = regions
            .iter()
            .zip(live)
            .filter(|(_, live)| *live)
            .map(|(region, _)| region)
            .collect();
        let ends = self.drawn_ids(shown.iter().copied());
        let kept = shown
            .iter()
            .filter(|region| Relation::of(region).is_none_or(|relation| relation.joins(&ends)));
        kept.map(|region| {
            let mut region = (*region).clone();
            if let Some(tag) = self.entry(&region.from_name).and_then(Entry::tag) {
                tag.normalize(&mut region.value);
            }
            region
        })
        .collect()
    }

    /// Whether two answers mean the same: ids, the order of boxes and of chosen labels, and how letters are composed
    /// do not matter; the order of messages does.
    pub fn answers_equal(&self, a: &[Region], b: &[Region]) -> bool {
        self.canonical_answer(a) == self.canonical_answer(b)
    }

    /// How alike two answers are, from 0 to 1: the mean over the controls that either of them fills in. Two answers
    /// that fill in nothing are alike.
    ///
    /// Choices: common labels over all labels. Boxes: overlap (IoU) of the best pairs with the same label, over the
    /// larger number of boxes. Text: 1 − edit distance over length (shared words when very long). Chat: the same,
    /// message by message, 0 where the role differs. Controls about regions are compared between matched regions, and
    /// so are relations: common ones over the larger number.
    pub fn similarity(&self, a: &[Region], b: &[Region]) -> f64 {
        let pairs = self.matched_ids(a, b);
        let scores: Vec<f64> = self
            .entries()
            .iter()
            .filter_map(|entry| self.score(entry, a, b, &pairs))
            .chain(self.relations_similarity(a, b, &pairs))
            .collect();
        if scores.is_empty() {
            1.0
        } else {
            scores.iter().sum::<f64>() / scores.len() as f64
        }
    }

    fn score(&self, entry: &Entry, a: &[Region], b: &[Region], ids: &IdPairs) -> Option<f64> {
        let tag = entry.tag()?;
        let (left, right) = (filled(entry, tag, a), filled(entry, tag, b));
        if left.is_empty() && right.is_empty() {
            return None;
        }
        if !entry.control.per_region {
            let sum: f64 = tag.align(&left, &right).iter().map(|pair| pair.2).sum();
            return Some(sum / left.len().max(right.len()) as f64);
        }
        let find = |regions: &[&Region], id: &str| regions.iter().position(|region| region.id == id);
        let (mut sum, mut matched) = (0.0, 0);
        for (left_id, right_id) in ids {
            if let (Some(i), Some(j)) = (find(&left, left_id), find(&right, right_id)) {
                sum += tag.value_similarity(left[i], right[j]);
                matched += 1;
            }
        }
        Some(sum / (left.len() + right.len() - matched) as f64)
    }

    /// Which drawn regions of two answers are about the same thing.
    fn matched_ids(&self, a: &[Region], b: &[Region]) -> IdPairs {
        let mut ids = Vec::new();
        for entry in self.entries() {
            let Some(tag) = entry.tag().filter(|_| entry.draws()) else {
                continue;
            };
            let (left, right) = (filled(entry, tag, a), filled(entry, tag, b));
            let pairs = tag.align(&left, &right);
            ids.extend(
                pairs
                    .into_iter()
                    .map(|(i, j, _)| (left[i].id.clone(), right[j].id.clone())),
            );
        }
        ids
    }

    /// The meaning of an answer: one entry per region together with what is said about it, and one per relation by what
    /// its ends mean, sorted.
    fn canonical_answer(&self, regions: &[Region]) -> Vec<String> {
        let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, region) in regions.iter().enumerate() {
            if is_relation(region) {
                continue;
            }
            let part = match self
                .entry(&region.from_name)
                .and_then(|entry| Some((entry, entry.tag()?)))
            {
                Some((_, tag)) if !tag.is_filled(region) => continue,
                Some((entry, tag)) => {
                    let place = places.entry(&entry.control.name).or_default();
                    *place += 1;
                    let order = if tag.is_ordered() { *place } else { 0 };
                    json!([region.from_name, order, tag.canonical(region)])
                }
                None => json!([region.from_name, region.kind, region.value]),
            };
            // Regions belong together by id when one of them is drawn; answers about the task stand alone.
            let together = self
                .entry(&region.from_name)
                .is_some_and(|entry| entry.control.per_region || entry.draws());
            let group = if together {
                format!("i{}", region.id)
            } else {
                format!("n{index}")
            };
            groups.entry(group).or_default().push(part.to_string());
        }
        let groups: BTreeMap<String, String> = groups
            .into_iter()
            .map(|(group, mut parts)| {
                parts.sort_unstable();
                (group, Value::from(parts).to_string())
            })
            .collect();
        let of_end = |id: &str| groups.get(&format!("i{id}")).cloned().unwrap_or_default();
        let relations = regions.iter().filter_map(Relation::of);
        let mut meanings: Vec<String> = relations
            .map(|relation| relation.canonical(of_end).to_string())
            .collect();
        meanings.extend(groups.into_values());
        meanings.sort_unstable();
        meanings
    }
}

/// The regions of a control that say something.
fn filled<'r>(entry: &Entry, tag: &dyn ControlTag, regions: &'r [Region]) -> Vec<&'r Region> {
    let own = regions
        .iter()
        .filter(|region| region.from_name == entry.control.name);
    own.filter(|region| region.kind == entry.control.result_type && tag.is_filled(region))
        .collect()
}
