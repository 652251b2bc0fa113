//! Relations between drawn regions: rows `{"type": "relation", "from_id", "to_id", "direction", "labels"}`, which have
//! neither control nor id. What a relation means is what its ends mean, so ids do not matter when answers are compared.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use crate::answer::Findings;
use crate::config::LabelConfig;
use crate::control::Entry;
use crate::region::Region;
use crate::tags::{jaccard, relation_kinds, sorted};

const KIND: &str = "relation";

/// Which way a relation points, seen from its first end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Right,
    Left,
    Both,
}

/// A row that relates two regions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Relation<'r> {
    region: &'r Region,
    /// The region that it starts from.
    pub(crate) from: &'r str,
    /// The region that it leads to.
    pub(crate) to: &'r str,
    /// Whether it holds both ways.
    both: bool,
}

impl<'r> Relation<'r> {
    /// The relation that a row states, turned so that it points from the first end to the second. `None` for rows of
    /// controls; ends that are missing are empty.
    pub(crate) fn of(region: &'r Region) -> Option<Relation<'r>> {
        if !is_relation(region) {
            return None;
        }
        let (from, to) = (text(region, "from_id"), text(region, "to_id"));
        let direction = direction(region).unwrap_or(Direction::Right);
        let (from, to) = if direction == Direction::Left {
            (to, from)
        } else {
            (from, to)
        };
        let both = direction == Direction::Both;
        Some(Relation {
            region,
            from,
            to,
            both,
        })
    }

    /// What it is called.
    pub(crate) fn labels(&self) -> Vec<&'r str> {
        let list = self.region.extra.get("labels").and_then(Value::as_array);
        list.map(|items| items.iter().filter_map(Value::as_str).collect())
            .unwrap_or_default()
    }

    /// Whether both ends are among these.
    pub(crate) fn joins(&self, ids: &HashSet<&str>) -> bool {
        ids.contains(self.from) && ids.contains(self.to)
    }

    /// What two relations that mean the same have in common, given what their ends mean.
    pub(crate) fn canonical(&self, meaning_of: impl Fn(&str) -> String) -> Value {
        let mut ends = [meaning_of(self.from), meaning_of(self.to)];
        if self.both {
            ends.sort_unstable();
        }
        json!([KIND, ends, self.both, sorted(self.labels())])
    }

    /// Everything that it says, for showing what changed.
    pub(crate) fn value(&self) -> Value {
        let said = ["from_id", "to_id", "direction", "labels"]
            .into_iter()
            .filter_map(|key| Some((key.to_owned(), self.region.extra.get(key)?.clone())));
        Value::Object(said.collect())
    }

    /// How alike two relations are whose ends are known to be about the same things (`partner`: id here → id there).
    fn similarity(&self, other: &Relation<'_>, partner: &HashMap<&str, &str>) -> f64 {
        let (from, to) = (partner.get(self.from), partner.get(self.to));
        let straight = from == Some(&other.from) && to == Some(&other.to);
        let turned = from == Some(&other.to) && to == Some(&other.from);
        if self.both != other.both || !(straight || (turned && self.both)) {
            return 0.0;
        }
        jaccard(&self.labels(), &other.labels())
    }
}

/// Whether a row relates regions instead of belonging to a control.
pub(crate) fn is_relation(region: &Region) -> bool {
    region.kind == KIND && region.from_name.is_empty()
}

fn text<'r>(region: &'r Region, key: &str) -> &'r str {
    region.extra.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// `None` when it is none that there is; a relation that says nothing points to its second end.
fn direction(region: &Region) -> Option<Direction> {
    match region.extra.get("direction") {
        None | Some(Value::Null) => Some(Direction::Right),
        Some(Value::String(word)) => match word.as_str() {
            "right" => Some(Direction::Right),
            "left" => Some(Direction::Left),
            "bi" => Some(Direction::Both),
            _ => None,
        },
        Some(_) => None,
    }
}

impl LabelConfig {
    /// The ids of the regions that relations may join: everything drawn among those given.
    pub(crate) fn drawn_ids<'r>(&self, regions: impl Iterator<Item = &'r Region>) -> HashSet<&'r str> {
        let drawn = regions.filter(|region| self.entry(&region.from_name).is_some_and(Entry::draws));
        drawn.map(|region| region.id.as_str()).collect()
    }

    /// Checks the relations of an answer. One whose end the answer itself hides is not looked at.
    pub(crate) fn check_relations(&self, regions: &[Region], live: &[bool], findings: &mut Findings<'_>) {
        let all = self.drawn_ids(regions.iter());
        let shown = regions.iter().zip(live).filter(|(_, live)| **live);
        let live_ids = self.drawn_ids(shown.map(|(region, _)| region));
        let mut seen = HashSet::new();
        for (index, region) in regions.iter().enumerate() {
            let Some(relation) = Relation::of(region) else {
                continue;
            };
            if relation.joins(&all) && !relation.joins(&live_ids) {
                continue;
            }
            findings.move_to(index, region);
            check_ends(region, &live_ids, findings);
            self.check_relation_labels(region, findings);
            if relation.joins(&live_ids) && !seen.insert(relation.canonical(str::to_owned).to_string()) {
                let message = "The same relation is given twice.".to_owned();
                findings.outside_value("", "repeated_relation", message);
            }
        }
    }

    fn check_relation_labels(&self, region: &Region, findings: &mut Findings<'_>) {
        let kinds = relation_kinds(self.root());
        let labels = match region.extra.get("labels") {
            None | Some(Value::Null) => return,
            Some(Value::Array(labels)) => labels,
            Some(_) => {
                let message = "`labels` must be a list of strings.".to_owned();
                findings.outside_value("/labels", "wrong_shape", message);
                return;
            }
        };
        for (i, label) in labels.iter().enumerate() {
            let pointer = format!("/labels/{i}");
            match label.as_str() {
                None => {
                    findings.outside_value(
                        &pointer,
                        "wrong_shape",
                        "Every item must be a string.".to_owned(),
                    );
                }
                Some(text) if !kinds.values.contains(&text) => {
                    let message = format!("`{text}` is not one of the relations.");
                    findings.outside_value(&pointer, "unknown_option", message);
                }
                Some(_) if labels[..i].contains(label) => {
                    let message = "The same option is given twice.".to_owned();
                    findings.outside_value(&pointer, "repeated_option", message);
                }
                Some(_) => {}
            }
        }
        if labels.len() > 1 && !kinds.multiple {
            let message = "Only one option may be chosen.".to_owned();
            findings.outside_value("/labels", "too_many_options", message);
            findings
                .param("maximum", 1.into())
                .param("actual", labels.len().into());
        }
    }

    /// How alike the relations of two answers are, given which regions are about the same thing; `None` without any.
    pub(crate) fn relations_similarity(
        &self,
        a: &[Region],
        b: &[Region],
        ids: &[(String, String)],
    ) -> Option<f64> {
        let left: Vec<Relation<'_>> = a.iter().filter_map(Relation::of).collect();
        let mut right: Vec<Relation<'_>> = b.iter().filter_map(Relation::of).collect();
        let most = left.len().max(right.len());
        if most == 0 {
            return None;
        }
        let partner: HashMap<&str, &str> = ids
            .iter()
            .map(|(here, there)| (here.as_str(), there.as_str()))
            .collect();
        let mut sum = 0.0;
        for relation in left {
            let scores = right.iter().map(|other| relation.similarity(other, &partner));
            let best = scores.enumerate().max_by(|p, q| p.1.total_cmp(&q.1));
            if let Some((at, score)) = best.filter(|(_, score)| *score > 0.0) {
                sum += score;
                right.swap_remove(at);
            }
        }
        Some(sum / most as f64)
    }
}

fn check_ends(region: &Region, ids: &HashSet<&str>, findings: &mut Findings<'_>) {
    for key in ["from_id", "to_id"] {
        if !ids.contains(text(region, key)) {
            let message = "A relation joins two drawn regions of the answer.".to_owned();
            findings.outside_value(&format!("/{key}"), "no_such_region", message);
        }
    }
    if text(region, "from_id") == text(region, "to_id") {
        let message = "A region cannot be related to itself.".to_owned();
        findings.outside_value("/to_id", "relation_to_itself", message);
    }
    if direction(region).is_none() {
        let message = "`direction` must be `right`, `left` or `bi`.".to_owned();
        findings.outside_value("/direction", "wrong_shape", message);
    }
}
