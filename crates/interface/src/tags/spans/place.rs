//! Where a labelled stretch is, whatever it is a stretch of.

use serde_json::{Value, json};

use crate::region::Region;

/// A stretch of an object.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Place<'r> {
    /// From one point of a text, a recording or a time series to another, on a channel if it has several.
    Line {
        start: f64,
        end: f64,
        channel: Option<&'r Value>,
    },
    /// Within or across the utterances of a dialogue.
    Utterances {
        first: u64,
        last: u64,
        start: f64,
        end: f64,
    },
    /// Between two nodes of a formatted text.
    Nodes {
        start: &'r str,
        start_offset: i64,
        end: &'r str,
        end_offset: i64,
        /// The same in code points of the whole text.
        global: Option<(f64, f64)>,
    },
}

/// A number, also one in a string: Label Studio writes the utterances of a dialogue so.
pub(super) fn number(value: Option<&Value>) -> Option<f64> {
    match value? {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
    .filter(|number| number.is_finite())
}

/// The offsets in the whole of a formatted text, if the value has them.
pub(super) fn global_offsets(value: &Value) -> Option<(f64, f64)> {
    let offsets = value.get("globalOffsets")?;
    Some((number(offsets.get("start"))?, number(offsets.get("end"))?))
}

impl<'r> Place<'r> {
    /// The place that a region's value gives; `None` when it gives none, as the labels of a shape do.
    pub(super) fn of(region: &'r Region) -> Option<Place<'r>> {
        let value = &region.value;
        let (start, end) = (value.get("start")?, value.get("end")?);
        if value.get("startOffset").is_none() {
            return Some(Place::Line {
                start: number(Some(start))?,
                end: number(Some(end))?,
                channel: value.get("channel"),
            });
        }
        let offsets = (number(value.get("startOffset"))?, number(value.get("endOffset"))?);
        if let (Some(first), Some(last)) = (number(Some(start)), number(Some(end))) {
            return Some(Place::Utterances {
                first: first as u64,
                last: last as u64,
                start: offsets.0,
                end: offsets.1,
            });
        }
        Some(Place::Nodes {
            start: start.as_str()?,
            start_offset: offsets.0 as i64,
            end: end.as_str()?,
            end_offset: offsets.1 as i64,
            global: global_offsets(value),
        })
    }

    /// What two places that mean the same have in common. Thousandths are far below what anybody hears or sees.
    pub(super) fn canonical(&self) -> Value {
        let thousandths = |number: f64| (number * 1e3).round() as i64;
        match self {
            Place::Line { start, end, channel } => {
                json!([thousandths(*start), thousandths(*end), channel])
            }
            Place::Utterances {
                first,
                last,
                start,
                end,
            } => json!([first, thousandths(*start), last, thousandths(*end)]),
            // The same letters may be reached by several paths, but have one place in the whole.
            Place::Nodes {
                global: Some((start, end)),
                ..
            } => json!(["global", thousandths(*start), thousandths(*end)]),
            Place::Nodes {
                start,
                start_offset,
                end,
                end_offset,
                ..
            } => json!([start, start_offset, end, end_offset]),
        }
    }

    /// What both cover over what either covers, from 0 to 1.
    pub(super) fn overlap(&self, other: &Place<'_>) -> f64 {
        match (self, other) {
            (
                Place::Line { start, end, channel },
                Place::Line {
                    start: other_start,
                    end: other_end,
                    channel: other_channel,
                },
            ) if channel == other_channel => ratio((*start, *end), (*other_start, *other_end)),
            (Place::Utterances { .. }, Place::Utterances { .. }) => self.overlap_of_utterances(other),
            (Place::Nodes { global: Some(a), .. }, Place::Nodes { global: Some(b), .. }) => ratio(*a, *b),
            _ => f64::from(u8::from(self == other)),
        }
    }

    /// Utterance by utterance. How long one is that a stretch runs through is not known here, so it counts as long as
    /// the farthest offset that either stretch names in it.
    fn overlap_of_utterances(&self, other: &Place<'_>) -> f64 {
        let (Some(a), Some(b)) = (self.ends(), other.ends()) else {
            return 0.0;
        };
        // Between the four ends nothing changes, so a long stretch costs no more than a short one.
        let mut named: Vec<u64> = [a.0, a.1, b.0, b.1]
            .into_iter()
            .flat_map(|at| [at, at.saturating_add(1)])
            .collect();
        named.sort_unstable();
        named.dedup();
        let (mut both, mut either) = (0.0, 0.0);
        for (i, &at) in named.iter().enumerate() {
            let repeats = named.get(i + 1).map_or(1, |next| next - at) as f64;
            let length = [known_length(a, at), known_length(b, at)]
                .into_iter()
                .fold(1.0, f64::max);
            let (left, right) = (part(a, at, length), part(b, at, length));
            let common = (left.1.min(right.1) - left.0.max(right.0)).max(0.0);
            both += common * repeats;
            either += ((left.1 - left.0) + (right.1 - right.0) - common) * repeats;
        }
        if either == 0.0 { 0.0 } else { both / either }
    }

    fn ends(&self) -> Option<Ends> {
        match self {
            Place::Utterances {
                first,
                last,
                start,
                end,
            } => Some((*first, *last, *start, *end)),
            _ => None,
        }
    }
}

/// First and last utterance, offset in the first, offset in the last.
type Ends = (u64, u64, f64, f64);

/// How long the utterance `at` is at least, by the offsets that a stretch names in it.
fn known_length((first, last, start, end): Ends, at: u64) -> f64 {
    let in_first = if at == first { start } else { 0.0 };
    let in_last = if at == last { end } else { 0.0 };
    in_first.max(in_last)
}

/// The part of the utterance `at` that a stretch covers.
fn part((first, last, start, end): Ends, at: u64, length: f64) -> (f64, f64) {
    if at < first || at > last {
        return (0.0, 0.0);
    }
    let from = if at == first { start } else { 0.0 };
    let to = if at == last { end } else { length };
    (from, to.max(from))
}

fn ratio(a: (f64, f64), b: (f64, f64)) -> f64 {
    if a == b {
        return 1.0;
    }
    let common = (a.1.min(b.1) - a.0.max(b.0)).max(0.0);
    let all = (a.1 - a.0) + (b.1 - b.0) - common;
    if all > 0.0 { common / all } else { 0.0 }
}
