//! `Ranker` and `Bucket`: the order of a `List`, or its items sorted into buckets.
//!
//! Value without buckets: `{"ranker": {"<name>": ["b", "a"]}}`, all ids in their new order. With buckets:
//! `{"ranker": {"<bucket>": ["a"], "_": ["b"]}}`, where `_` holds what was left in the list.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Value, json};

use super::{Content, ControlKind, ControlTag, ObjectKind, Tag};
use crate::answer::{Findings, Task};
use crate::attribute::{Attribute, CONTROL, LOOKS, Rule, VISIBILITY, optional, required};
use crate::element::Element;
use crate::parse::Problems;
use crate::region::Region;
use crate::variable::{lookup, sole_variable};

pub(crate) struct Ranker;

/// The column of what is in no bucket.
const LEFT_OVER: &str = "_";

fn buckets(element: &Element) -> Vec<&str> {
    element
        .children
        .iter()
        .map(|bucket| bucket.text("name"))
        .collect()
}

/// Column → ids, as far as the value has the right shape.
fn columns(region: &Region) -> BTreeMap<&str, Vec<&str>> {
    let columns = region.value.get("ranker").and_then(Value::as_object);
    columns
        .into_iter()
        .flatten()
        .map(|(name, column)| {
            let ids = column.as_array().into_iter().flatten().filter_map(Value::as_str);
            (name.as_str(), ids.collect())
        })
        .collect()
}

fn id_of(id: &Value) -> Option<String> {
    match id {
        Value::String(id) => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

/// The ids of the items of the list in this task, as text.
fn known_ids(control: &Task<'_>) -> Vec<String> {
    let list = sole_variable(control.object_value).and_then(|path| lookup(&path, control.data));
    let items = list.and_then(Value::as_array).into_iter().flatten();
    items.filter_map(|item| id_of(item.get("id")?)).collect()
}

impl Tag for Ranker {
    fn name(&self) -> &'static str {
        "Ranker"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[CONTROL, LOOKS, VISIBILITY]
    }
    fn content(&self) -> Content {
        Content::Elements
    }
    fn check(&self, element: &Element, problems: &mut Problems) {
        problems.refuse_per_region(element);
        let (mut seen, mut defaults) = (HashSet::new(), 0);
        for bucket in &element.children {
            if bucket.tag.name() != "Bucket" {
                let message = "A Ranker holds only Buckets.".to_owned();
                problems.error(bucket, None, "children_not_allowed", message);
                continue;
            }
            if !seen.insert(bucket.text("name")) || bucket.text("name") == LEFT_OVER {
                let message = format!("The bucket `{}` is there already.", bucket.text("name"));
                problems.error(bucket, Some("name"), "duplicate_option", message);
            }
            defaults += usize::from(bucket.flag("default"));
            if defaults > 1 {
                let message = "Only one bucket may hold the items from the start.".to_owned();
                problems.error(bucket, Some("default"), "too_many_selected", message);
            }
        }
    }
    fn control(&self) -> Option<&'static dyn ControlTag> {
        Some(&Ranker)
    }
}

impl ControlTag for Ranker {
    fn kind(&self) -> ControlKind {
        ControlKind::Ranker
    }
    fn result_type(&self) -> &'static str {
        "ranker"
    }
    fn fits(&self) -> &'static [ObjectKind] {
        &[ObjectKind::List]
    }
    fn check_value(&self, control: &Task<'_>, region: &Region, findings: &mut Findings<'_>) {
        let Some(given) = region.value.get("ranker").and_then(Value::as_object) else {
            let message = "`value.ranker` must be an object of lists of ids.".to_owned();
            findings.region("/ranker", "wrong_shape", message);
            return;
        };
        let names = buckets(control.element);
        let known = known_ids(control);
        let mut seen: HashSet<&str> = HashSet::new();
        for (column, ids) in given {
            let pointer = format!("/ranker/{column}");
            let fits = if names.is_empty() {
                *column == control.control.name
            } else {
                names.contains(&column.as_str()) || column == LEFT_OVER
            };
            if !fits {
                findings.region(
                    &pointer,
                    "unknown_option",
                    format!("There is no bucket `{column}`."),
                );
                continue;
            }
            let Some(ids) = ids.as_array() else {
                findings.region(
                    &pointer,
                    "wrong_shape",
                    "A bucket must be a list of ids.".to_owned(),
                );
                continue;
            };
            for (i, id) in ids.iter().enumerate() {
                let place = format!("{pointer}/{i}");
                match id.as_str() {
                    None => findings.region(&place, "wrong_shape", "Every id must be a string.".to_owned()),
                    Some(id) if !known.iter().any(|item| item == id) => {
                        findings.region(&place, "unknown_option", format!("There is no item `{id}`."));
                    }
                    Some(id) if !seen.insert(id) => {
                        findings.region(&place, "repeated_option", format!("`{id}` is given twice."));
                    }
                    Some(_) => {}
                }
            }
        }
        if names.is_empty() && seen.len() < known.len() {
            let message = format!("All {} items must be put in order.", known.len());
            findings.region("/ranker", "items_missing", message);
            findings
                .param("minimum", known.len().into())
                .param("actual", seen.len().into());
        }
    }
    fn is_filled(&self, region: &Region) -> bool {
        columns(region)
            .iter()
            .any(|(name, ids)| *name != LEFT_OVER && !ids.is_empty())
    }
    fn normalize(&self, _value: &mut Value) {}
    fn canonical(&self, region: &Region) -> Value {
        json!(columns(region))
    }
    /// Buckets: the share of items that lie in the same one. One order: the share of pairs in the same order (Kendall's
    /// tau, from 0 to 1).
    fn value_similarity(&self, a: &Region, b: &Region) -> f64 {
        let (left, right) = (columns(a), columns(b));
        if left.len() == 1 && right.len() == 1 && left.keys().eq(right.keys()) {
            return left
                .values()
                .zip(right.values())
                .map(|(a, b)| same_order(a, b))
                .sum();
        }
        let place = |columns: &BTreeMap<&str, Vec<&str>>| -> BTreeMap<String, String> {
            let rows = columns
                .iter()
                .flat_map(|(name, ids)| ids.iter().map(move |id| (*id, *name)));
            rows.map(|(id, name)| (id.to_owned(), name.to_owned())).collect()
        };
        let (left, right) = (place(&left), place(&right));
        let all: HashSet<&String> = left.keys().chain(right.keys()).collect();
        let same = all.iter().filter(|id| left.get(**id) == right.get(**id)).count();
        if all.is_empty() {
            1.0
        } else {
            same as f64 / all.len() as f64
        }
    }
}

fn same_order(a: &[&str], b: &[&str]) -> f64 {
    let places: Vec<Option<usize>> = a
        .iter()
        .map(|id| b.iter().position(|other| other == id))
        .collect();
    let (mut same, mut pairs) = (0_usize, 0_usize);
    for i in 0..places.len() {
        for j in i + 1..places.len() {
            pairs += 1;
            same += usize::from(matches!((places[i], places[j]), (Some(p), Some(q)) if p < q));
        }
    }
    if pairs == 0 {
        f64::from(u8::from(a == b))
    } else {
        same as f64 / pairs as f64
    }
}

pub(crate) struct Bucket;

const BUCKET: &[Attribute] = &[
    required("name", Rule::Name),
    optional("title", Rule::Text),
    optional("default", Rule::Boolean),
];

impl Tag for Bucket {
    fn name(&self) -> &'static str {
        "Bucket"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[BUCKET, LOOKS]
    }
    fn inside(&self) -> &'static [&'static str] {
        &["Ranker"]
    }
}
