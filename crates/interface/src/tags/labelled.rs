//! What controls that draw labelled regions have in common.

use serde_json::Value;

use super::{DataUse, check_options};
use crate::answer::{Findings, Task};
use crate::data::DataKind;
use crate::region::Region;

/// Labels may come from a list in the data of the task: `value="$labels"`.
pub(crate) const LABELS_FROM_DATA: &[DataUse] = &[DataUse {
    attribute: "value",
    kind: DataKind::Options,
    required: true,
    whole: true,
}];

/// Checks the labels at `value.<key>`: at least one, only known ones, not more than one unless `choice` is multiple.
pub(crate) fn check_labels(
    key: &'static str,
    control: &Task<'_>,
    region: &Region,
    findings: &mut Findings<'_>,
) {
    let single = control.element.attribute("choice") != Some("multiple");
    check_options(key, single, &control.options, region, findings);
    let labels = region.value.get(key).and_then(Value::as_array);
    if labels.is_some_and(Vec::is_empty) {
        findings.region(
            &format!("/{key}"),
            "missing_label",
            "Every region needs a label.".to_owned(),
        );
    }
}

/// Checks `maxUsages` of each label, or of the control for all of them.
pub(crate) fn check_usages(
    key: &'static str,
    control: &Task<'_>,
    regions: &[(usize, &Region)],
    findings: &mut Findings<'_>,
) {
    for option in &control.options {
        let Some(maximum) = option.max_usages.or_else(|| control.element.count("maxUsages")) else {
            continue;
        };
        let uses = regions
            .iter()
            .filter(|(_, region)| region.strings(key).contains(&option.value.as_str()));
        for (index, region) in uses.skip(maximum) {
            findings.move_to(*index, region);
            let message = format!("`{}` may be used {maximum} times at most.", option.label);
            findings.region(&format!("/{key}"), "label_used_too_often", message);
            findings.param("maximum", maximum.into());
        }
    }
}

/// Pairs the regions of two answers, the most alike first, each at most once; pairs that have nothing in common are
/// left out.
pub(crate) fn align_best(
    a: &[&Region],
    b: &[&Region],
    similarity: impl Fn(&Region, &Region) -> f64,
) -> Vec<(usize, usize, f64)> {
    let mut pairs = Vec::new();
    for (i, left) in a.iter().enumerate() {
        for (j, right) in b.iter().enumerate() {
            let alike = similarity(left, right);
            if alike > 0.0 {
                pairs.push((i, j, alike));
            }
        }
    }
    // Best pairs first; ties in document order, so that the result does not depend on luck.
    pairs.sort_by(|p, q| q.2.total_cmp(&p.2).then(p.0.cmp(&q.0)).then(p.1.cmp(&q.1)));
    let (mut left_taken, mut right_taken) = (vec![false; a.len()], vec![false; b.len()]);
    pairs.retain(|&(i, j, _)| {
        let free = !left_taken[i] && !right_taken[j];
        if free {
            (left_taken[i], right_taken[j]) = (true, true);
        }
        free
    });
    pairs
}
