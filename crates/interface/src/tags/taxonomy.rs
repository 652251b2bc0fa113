//! `Taxonomy`: paths in a tree of nested `Choice`s. Value: `{"taxonomy": [["Animal", "Cat"], ["Plant"]]}`.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{Content, ControlKind, ControlTag, DataUse, ObjectKind, Tag};
use crate::answer::{Findings, Task};
use crate::attribute::{Attribute, CONTROL, LOOKS, Rule, VISIBILITY, optional};
use crate::control::{option_of_data, option_of_element};
use crate::data::DataKind;
use crate::element::Element;
use crate::parse::Problems;
use crate::region::Region;
use crate::variable::{interpolate, lookup, sole_variable};

pub(crate) struct Taxonomy;

const OWN: &[Attribute] = &[
    optional("value", Rule::Filled),
    optional("leafsOnly", Rule::Boolean),
    optional("showFullPath", Rule::Boolean),
    optional("pathSeparator", Rule::Text),
    optional("maxUsages", Rule::Count(1)),
    optional("placeholder", Rule::Text),
    optional("minWidth", Rule::Text),
    optional("maxWidth", Rule::Text),
    optional("dropdownWidth", Rule::Text),
    optional("legacy", Rule::Boolean),
];

/// A category: what results call it, and what lies under it.
struct Branch {
    value: String,
    under: Vec<Branch>,
}

fn branches(element: &Element, data: &Map<String, Value>) -> Vec<Branch> {
    let mut found: Vec<Branch> = written(element, data);
    let list = sole_variable(element.text("value")).and_then(|path| lookup(&path, data));
    found.extend(given(list));
    found
}

fn written(element: &Element, data: &Map<String, Value>) -> Vec<Branch> {
    let choices = element
        .children
        .iter()
        .filter(|inner| inner.tag.name() == "Choice");
    choices
        .map(|choice| Branch {
            value: interpolate(&option_of_element(choice).value, data),
            under: written(choice, data),
        })
        .collect()
}

/// Categories in the data of the task: like options, with `children`.
fn given(list: Option<&Value>) -> Vec<Branch> {
    let items = list.and_then(Value::as_array).into_iter().flatten();
    items
        .filter_map(|item| {
            Some(Branch {
                value: option_of_data(item)?.value,
                under: given(item.get("children")),
            })
        })
        .collect()
}

fn paths(region: &Region) -> Vec<Vec<&str>> {
    let rows = region.value.get("taxonomy").and_then(Value::as_array);
    rows.into_iter()
        .flatten()
        .filter_map(Value::as_array)
        .map(|row| row.iter().filter_map(Value::as_str).collect())
        .collect()
}

/// A category and all above it.
fn prefixes(region: &Region) -> BTreeSet<Vec<&str>> {
    let mut found = BTreeSet::new();
    for path in paths(region) {
        for n in 1..=path.len() {
            found.insert(path[..n].to_vec());
        }
    }
    found
}

impl Tag for Taxonomy {
    fn name(&self) -> &'static str {
        "Taxonomy"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[CONTROL, OWN, LOOKS, VISIBILITY]
    }
    fn content(&self) -> Content {
        Content::Elements
    }
    fn check(&self, element: &Element, problems: &mut Problems) {
        if element.children.is_empty() && element.attribute("value").is_none() {
            let message = "Taxonomy has nothing to choose from: add Choice tags.".to_owned();
            problems.error(element, None, "no_options", message);
        }
        for inner in element.walk() {
            let mut seen = BTreeSet::new();
            for choice in inner.children.iter().filter(|child| child.tag.name() == "Choice") {
                let value = option_of_element(choice).value;
                if !seen.insert(value.clone()) {
                    let message = format!("The Choice `{value}` is given twice in the same place.");
                    problems.error(choice, Some("value"), "duplicate_option", message);
                }
            }
        }
    }
    fn data_uses(&self) -> &'static [DataUse] {
        &[DataUse {
            attribute: "value",
            kind: DataKind::Options,
            required: true,
            whole: true,
        }]
    }
    fn control(&self) -> Option<&'static dyn ControlTag> {
        Some(&Taxonomy)
    }
}

impl ControlTag for Taxonomy {
    fn kind(&self) -> ControlKind {
        ControlKind::Taxonomy
    }
    fn result_type(&self) -> &'static str {
        "taxonomy"
    }
    fn fits(&self) -> &'static [ObjectKind] {
        ObjectKind::ALL
    }
    fn check_value(&self, control: &Task<'_>, region: &Region, findings: &mut Findings<'_>) {
        let Some(rows) = region.value.get("taxonomy").and_then(Value::as_array) else {
            let message = "`value.taxonomy` must be a list of paths.".to_owned();
            findings.region("/taxonomy", "wrong_shape", message);
            return;
        };
        let tree = branches(control.element, control.data);
        let leaves_only = control.element.flag("leafsOnly");
        for (i, row) in rows.iter().enumerate() {
            let pointer = format!("/taxonomy/{i}");
            let path: Option<Vec<&str>> = row
                .as_array()
                .and_then(|row| row.iter().map(Value::as_str).collect());
            let Some(path) = path.filter(|path| !path.is_empty()) else {
                findings.region(
                    &pointer,
                    "wrong_shape",
                    "A path must be a list of strings.".to_owned(),
                );
                continue;
            };
            match walk(&tree, &path) {
                Err(unknown) => {
                    let message = format!("`{unknown}` is not one of the categories here.");
                    findings.region(&pointer, "unknown_option", message);
                }
                Ok(branch) if leaves_only && !branch.under.is_empty() => {
                    let message = format!("`{}` must be told more exactly.", branch.value);
                    findings.region(&pointer, "not_a_leaf", message);
                }
                Ok(_) if rows[..i].contains(row) => {
                    let message = "The same category is given twice.".to_owned();
                    findings.region(&pointer, "repeated_option", message);
                }
                Ok(_) => {}
            }
        }
        if let Some(maximum) = control.element.count("maxUsages")
            && rows.len() > maximum
        {
            let message = format!("At most {maximum} may be chosen; there are {}.", rows.len());
            findings.region("/taxonomy", "too_many_options", message);
            findings
                .param("maximum", maximum.into())
                .param("actual", rows.len().into());
        }
    }
    fn is_filled(&self, region: &Region) -> bool {
        !paths(region).is_empty()
    }
    fn normalize(&self, _value: &mut Value) {}
    fn canonical(&self, region: &Region) -> Value {
        let mut all = paths(region);
        all.sort_unstable();
        json!(all)
    }
    /// Categories in common over all of both, each counted with those above it, so that a near miss in the tree is more
    /// alike than a far one.
    fn value_similarity(&self, a: &Region, b: &Region) -> f64 {
        let (left, right) = (prefixes(a), prefixes(b));
        let all = left.union(&right).count();
        if all == 0 {
            1.0
        } else {
            left.intersection(&right).count() as f64 / all as f64
        }
    }
}

/// The branch at the end of a path, or the first step that leads nowhere.
fn walk<'t, 'p>(tree: &'t [Branch], path: &[&'p str]) -> Result<&'t Branch, &'p str> {
    let (first, rest) = path.split_first().ok_or("")?;
    let branch = tree.iter().find(|branch| branch.value == *first).ok_or(*first)?;
    if rest.is_empty() {
        Ok(branch)
    } else {
        walk(&branch.under, rest)
    }
}
