//! Tags with which people make files: our own, for Label Studio has none. Both hold a list of references at the key that
//! is their type: `{"capture": ["media:…"]}`. What a reference stands for, only the server knows.

mod capture;
mod recorder;

pub(super) use capture::Capture;
pub(super) use recorder::Recorder;

use serde_json::Value;

use super::{jaccard, sorted};
use crate::answer::{Findings, Task};
use crate::making::REFERENCE_PREFIX;
use crate::region::Region;

/// Checks the list of references at `value.<key>`: strings that begin as references do, none twice, not too many.
fn check_files(key: &'static str, control: &Task<'_>, region: &Region, findings: &mut Findings<'_>) {
    let pointer = format!("/{key}");
    let Some(items) = region.value.get(key).and_then(Value::as_array) else {
        let message = format!("`value.{key}` must be a list of `media:` references.");
        findings.region(&pointer, "wrong_shape", message);
        return;
    };
    for (i, item) in items.iter().enumerate() {
        let place = format!("{pointer}/{i}");
        if !item
            .as_str()
            .is_some_and(|text| text.starts_with(REFERENCE_PREFIX))
        {
            let message = "Every item must be the reference that an upload was answered with.".to_owned();
            findings.region(&place, "not_a_reference", message);
        } else if items[..i].contains(item) {
            findings.region(
                &place,
                "repeated_file",
                "The same file is given twice.".to_owned(),
            );
        }
    }
    let maximum = control.element.count("maxFiles").unwrap_or(1);
    if items.len() > maximum {
        let message = format!("At most {maximum} files may be given; there are {}.", items.len());
        findings.region(&pointer, "too_many_files", message);
        findings
            .param("maximum", maximum.into())
            .param("actual", items.len().into());
    }
    let minimum = control.element.count("minFiles").unwrap_or(0);
    if !items.is_empty() && items.len() < minimum {
        let message = format!("At least {minimum} files are needed; there are {}.", items.len());
        findings.region(&pointer, "too_few_files", message);
        findings
            .param("minimum", minimum.into())
            .param("actual", items.len().into());
    }
}

fn canonical_files(key: &str, region: &Region) -> Value {
    sorted(region.strings(key))
}

fn files_similarity(key: &str, a: &Region, b: &Region) -> f64 {
    jaccard(&a.strings(key), &b.strings(key))
}
