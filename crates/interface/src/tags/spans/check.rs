//! Whether a stretch lies in what it is a stretch of, and quotes it truly.

use serde_json::{Map, Value};

use super::place::{global_offsets, number};
use crate::answer::{Findings, Task};
use crate::element::Element;
use crate::region::Region;
use crate::tags::{DEFAULT_TEXT_KEY, ObjectKind};
use crate::text::normalize_text;
use crate::variable::{interpolate, lookup, sole_variable};

/// Longest path to a node of a formatted text.
const MAX_PATH_LENGTH: usize = 1_000;

/// Checks where the stretch is, by the kind of the object.
pub(super) fn check_place(control: &Task<'_>, region: &Region, findings: &mut Findings<'_>) {
    match control.object.and_then(|object| object.tag.object()) {
        Some(ObjectKind::Text) => check_text(control, region, findings),
        Some(ObjectKind::Paragraphs) => check_utterances(control, region, findings),
        Some(ObjectKind::HyperText) => check_nodes(region, findings),
        Some(ObjectKind::Audio | ObjectKind::TimeSeries) => check_time(region, findings),
        _ => {}
    }
}

/// A whole number from 0 at `value.<key>`, or a finding.
fn offset(key: &str, region: &Region, findings: &mut Findings<'_>) -> Option<usize> {
    let found = region.value.get(key).and_then(whole);
    if found.is_none() {
        let message = format!("`value.{key}` must be a whole number from 0.");
        findings.region(&format!("/{key}"), "wrong_shape", message);
    }
    found
}

/// Label Studio sometimes writes whole numbers as `3.0`.
fn whole(value: &Value) -> Option<usize> {
    let number = value
        .as_f64()
        .filter(|number| *number >= 0.0 && number.fract() == 0.0)?;
    (number <= f64::from(u32::MAX)).then_some(number as usize)
}

fn check_order(start: usize, end: usize, key: &str, findings: &mut Findings<'_>) -> bool {
    if end <= start {
        let message = "The end must come after the start.".to_owned();
        findings.region(&format!("/{key}"), "empty_span", message);
    }
    end > start
}

fn check_within(at: usize, length: usize, key: &str, findings: &mut Findings<'_>) -> bool {
    if at > length {
        let message = format!("The text has {length} characters; {at} is beyond its end.");
        findings.region(&format!("/{key}"), "span_outside_text", message);
        findings
            .param("maximum", length.into())
            .param("actual", at.into());
    }
    at <= length
}

/// Offsets count code points of the text in NFC, with Unix line ends.
fn check_text(control: &Task<'_>, region: &Region, findings: &mut Findings<'_>) {
    let ends = (offset("start", region, findings), offset("end", region, findings));
    let (Some(start), Some(end)) = ends else { return };
    if !check_order(start, end, "end", findings) {
        return;
    }
    let text = control.object.and_then(|object| shown_text(object, control.data));
    let Some(text) = text else { return };
    let text: Vec<char> = normalize_text(&text).chars().collect();
    if check_within(end, text.len(), "end", findings) {
        check_quote(&text[start..end].iter().collect::<String>(), region, findings);
    }
}

/// The text that the task shows; `None` where it is not in the task, or written in a code.
pub(crate) fn shown_text(object: &Element, data: &Map<String, Value>) -> Option<String> {
    let elsewhere = object.attribute("valueType") == Some("url");
    let coded = object.attribute("encoding").is_some_and(|code| code != "none");
    let text = interpolate(object.text("value"), data);
    (!elsewhere && !coded && !text.is_empty()).then_some(text)
}

/// The quoted text, when there is one, must be what stands there. White space is not compared: Label Studio writes it
/// in several ways.
fn check_quote(there: &str, region: &Region, findings: &mut Findings<'_>) {
    let bare = |text: &str| -> String {
        let text = normalize_text(text).replace("\\n", "");
        text.chars().filter(|c| !c.is_whitespace()).collect()
    };
    match region.value.get("text") {
        None | Some(Value::Null) => {}
        Some(Value::String(quoted)) if bare(quoted) == bare(there) => {}
        Some(Value::String(_)) => {
            let message = format!("The quoted text is not what stands there: `{there}`.");
            findings.region("/text", "span_text_differs", message);
        }
        Some(_) => findings.region(
            "/text",
            "wrong_shape",
            "`value.text` must be a string.".to_owned(),
        ),
    }
}

fn check_utterances(control: &Task<'_>, region: &Region, findings: &mut Findings<'_>) {
    let mut utterance = |key: &str| {
        let found = number(region.value.get(key)).filter(|at| *at >= 0.0 && at.fract() == 0.0);
        if found.is_none() {
            let message = format!("`value.{key}` must be the number of an utterance, from 0, as a string.");
            findings.region(&format!("/{key}"), "wrong_shape", message);
        }
        found.map(|at| at as usize)
    };
    let (first, last) = (utterance("start"), utterance("end"));
    let offsets = (
        offset("startOffset", region, findings),
        offset("endOffset", region, findings),
    );
    let (Some(first), Some(last), (Some(start), Some(end))) = (first, last, offsets) else {
        return;
    };
    let in_order = if first == last {
        check_order(start, end, "endOffset", findings)
    } else {
        check_order(first, last, "end", findings)
    };
    let Some(texts) = utterances(control).filter(|_| in_order) else {
        return;
    };
    if last >= texts.len() {
        let message = format!("There are {} utterances, counted from 0.", texts.len());
        findings.region("/end", "span_outside_text", message);
        return;
    }
    let length = |at: usize| texts[at].chars().count();
    let inside = check_within(start, length(first), "startOffset", findings)
        && check_within(end, length(last), "endOffset", findings);
    if inside {
        let there = quote(&texts, (first, start), (last, end));
        check_quote(&there, region, findings);
    }
}

/// What is said from one place of a dialogue to another.
fn quote(texts: &[String], (first, start): (usize, usize), (last, end): (usize, usize)) -> String {
    let parts = (first..=last).map(|at| {
        let from = if at == first { start } else { 0 };
        let to = if at == last { end } else { usize::MAX };
        let letters = texts[at].chars().skip(from);
        letters.take(to.saturating_sub(from)).collect::<String>()
    });
    parts.collect::<Vec<String>>().join("\n")
}

/// What is said in each utterance, in NFC; `None` when the task does not hold it.
fn utterances(control: &Task<'_>) -> Option<Vec<String>> {
    let object = control.object?;
    let rows = lookup(&sole_variable(object.text("value"))?, control.data)?.as_array()?;
    let key = object.attribute("textKey").unwrap_or(DEFAULT_TEXT_KEY);
    let text = |row: &Value| row.get(key).and_then(Value::as_str).map(normalize_text);
    Some(rows.iter().map(|row| text(row).unwrap_or_default()).collect())
}

/// The paths of a formatted text are those of the page as it is shown, which is not known here; what can be checked is
/// that they are paths and nothing else.
fn check_nodes(region: &Region, findings: &mut Findings<'_>) {
    for key in ["start", "end"] {
        let path = region.value.get(key).and_then(Value::as_str);
        if !path.is_some_and(is_path) {
            let message = format!("`value.{key}` must be a path such as `/p[1]/text()[1]`.");
            findings.region(&format!("/{key}"), "wrong_shape", message);
        }
    }
    let start = offset("startOffset", region, findings);
    let end = offset("endOffset", region, findings);
    let same_node = region.value.get("start") == region.value.get("end");
    if let (Some(start), Some(end), true) = (start, end, same_node) {
        check_order(start, end, "endOffset", findings);
    }
    match region.value.get("globalOffsets") {
        None | Some(Value::Null) => {}
        Some(_) => match global_offsets(&region.value) {
            Some((start, end)) if 0.0 <= start && start < end => {}
            _ => {
                let message = "`value.globalOffsets` must be `start` and `end`, in order.".to_owned();
                findings.region("/globalOffsets", "wrong_shape", message);
            }
        },
    }
}

/// `/div[1]/p[2]/text()[1]`; empty for the whole.
fn is_path(path: &str) -> bool {
    let step = |step: &str| {
        let name = step.trim_end_matches(|c: char| c.is_ascii_digit() || "[]()".contains(c));
        !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_:".contains(c))
    };
    path.len() <= MAX_PATH_LENGTH
        && (path.is_empty()
            || path
                .strip_prefix('/')
                .is_some_and(|rest| rest.split('/').all(step)))
}

/// Seconds of a recording, or the time that a series itself counts in.
fn check_time(region: &Region, findings: &mut Findings<'_>) {
    let mut time = |key: &str| {
        let found = number(region.value.get(key));
        if found.is_none() && !region.value.get(key).is_some_and(is_moment) {
            let message = format!("`value.{key}` must be a time.");
            findings.region(&format!("/{key}"), "wrong_shape", message);
        }
        found
    };
    if let (Some(start), Some(end)) = (time("start"), time("end"))
        && end < start
    {
        let message = "The end must come after the start.".to_owned();
        findings.region("/end", "empty_span", message);
    }
}

/// A time as a series with `timeFormat` writes it; which format that is, the browser knows.
fn is_moment(value: &Value) -> bool {
    value
        .as_str()
        .is_some_and(|text| text.chars().any(|c| c.is_ascii_digit()))
}
