//! `VideoRectangle`: boxes that move through a video. Value: `{"framesCount", "duration", "sequence": [{"frame": 1,
//! "enabled": true, "x", "y", "width", "height", "rotation", "time"}], "labels": ["Car"]}`: key frames in order, percent of
//! the picture; between two key frames the box moves evenly, after one that is not enabled there is none.
//! The labels are those of a `Labels` control of the same video.

use serde_json::{Value, json};

use crate::answer::{Findings, Task};
use crate::attribute::{Attribute, CONTROL, LOOKS, Rule, VISIBILITY, optional};
use crate::element::Element;
use crate::parse::Problems;
use crate::region::Region;
use crate::tags::labelled::align_best;
use crate::tags::{ControlKind, ControlTag, ObjectKind, Tag, jaccard, sorted};

pub(crate) struct VideoRectangle;

const OWN: &[Attribute] = &[
    optional("opacity", Rule::Number),
    optional("fillColor", Rule::Colour),
    optional("strokeColor", Rule::Colour),
    optional("strokeWidth", Rule::Number),
    optional("canRotate", Rule::Boolean),
];

/// A box at one frame, in percent.
#[derive(Clone, Copy, PartialEq)]
struct KeyFrame {
    frame: u64,
    enabled: bool,
    place: [f64; 4],
}

impl KeyFrame {
    fn of(value: &Value) -> Option<KeyFrame> {
        let number = |key: &str| value.get(key)?.as_f64().filter(|n| n.is_finite());
        Some(KeyFrame {
            frame: value.get("frame")?.as_u64()?,
            enabled: value.get("enabled").and_then(Value::as_bool).unwrap_or(true),
            place: [number("x")?, number("y")?, number("width")?, number("height")?],
        })
    }
}

fn sequence(region: &Region) -> Vec<Option<KeyFrame>> {
    let rows = region.value.get("sequence").and_then(Value::as_array);
    rows.into_iter().flatten().map(KeyFrame::of).collect()
}

/// Where the box is at a frame.
fn place_at(keys: &[KeyFrame], frame: u64) -> Option<[f64; 4]> {
    let after = keys.partition_point(|key| key.frame <= frame);
    let before = keys.get(after.checked_sub(1)?)?;
    if before.frame == frame {
        return Some(before.place);
    }
    if !before.enabled {
        return None;
    }
    let Some(next) = keys.get(after) else {
        return Some(before.place);
    };
    let part = (frame - before.frame) as f64 / (next.frame - before.frame) as f64;
    let mut place = before.place;
    for (at, to) in place.iter_mut().zip(next.place) {
        *at += (to - *at) * part;
    }
    Some(place)
}

fn box_overlap(a: [f64; 4], b: [f64; 4]) -> f64 {
    let side = |i: usize| ((a[i] + a[i + 2]).min(b[i] + b[i + 2]) - a[i].max(b[i])).max(0.0);
    let common = side(0) * side(1);
    let all = a[2] * a[3] + b[2] * b[3] - common;
    if all > 0.0 { common / all } else { 0.0 }
}

impl Tag for VideoRectangle {
    fn name(&self) -> &'static str {
        "VideoRectangle"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[CONTROL, OWN, LOOKS, VISIBILITY]
    }
    fn check(&self, element: &Element, problems: &mut Problems) {
        problems.refuse_per_region(element);
    }
    fn control(&self) -> Option<&'static dyn ControlTag> {
        Some(&VideoRectangle)
    }
}

impl ControlTag for VideoRectangle {
    fn kind(&self) -> ControlKind {
        ControlKind::VideoRectangle
    }
    fn result_type(&self) -> &'static str {
        "videorectangle"
    }
    fn fits(&self) -> &'static [ObjectKind] {
        &[ObjectKind::Video]
    }
    fn draws(&self) -> bool {
        true
    }
    fn label_key(&self) -> Option<&'static str> {
        Some("labels")
    }
    fn check_value(&self, _control: &Task<'_>, region: &Region, findings: &mut Findings<'_>) {
        let keys = sequence(region);
        if keys.is_empty() {
            let message = "`value.sequence` must be a list of key frames.".to_owned();
            findings.region("/sequence", "wrong_shape", message);
        }
        let mut last = 0;
        for (i, key) in keys.iter().enumerate() {
            let pointer = format!("/sequence/{i}");
            let Some(key) = key else {
                let message = "A key frame needs `frame`, `x`, `y`, `width` and `height`.".to_owned();
                findings.region(&pointer, "wrong_shape", message);
                continue;
            };
            if key.frame <= last {
                let message = "Frames count from 1, and key frames stand in their order.".to_owned();
                findings.region(&pointer, "frames_out_of_order", message);
            }
            last = key.frame;
            if key.place[2] <= 0.0 || key.place[3] <= 0.0 {
                let message = "Width and height of a box must be more than 0.".to_owned();
                findings.region(&pointer, "empty_box", message);
            }
        }
        if region
            .value
            .get("labels")
            .is_some_and(|labels| !labels.is_array())
        {
            let message = "`value.labels` must be a list of strings.".to_owned();
            findings.region("/labels", "wrong_shape", message);
        }
    }
    fn is_filled(&self, _region: &Region) -> bool {
        true
    }
    fn normalize(&self, _value: &mut Value) {}
    fn canonical(&self, region: &Region) -> Value {
        // A hundred-thousandth of a percent is far below a pixel, and above the noise of arithmetic.
        let keys = sequence(region).into_iter().flatten();
        let places = keys.map(|key| {
            (
                key.frame,
                key.enabled,
                key.place.map(|n| (n * 1e5).round() as i64),
            )
        });
        json!([sorted(region.strings("labels")), places.collect::<Vec<_>>()])
    }
    /// Mean overlap over the key frames of both; a frame where only one of them has a box counts 0.
    fn value_similarity(&self, a: &Region, b: &Region) -> f64 {
        let labels = jaccard(&a.strings("labels"), &b.strings("labels"));
        let keys = |region: &Region| -> Vec<KeyFrame> { sequence(region).into_iter().flatten().collect() };
        let (left, right) = (keys(a), keys(b));
        let mut frames: Vec<u64> = left.iter().chain(&right).map(|key| key.frame).collect();
        frames.sort_unstable();
        frames.dedup();
        if frames.is_empty() {
            return labels;
        }
        let sum: f64 = frames
            .iter()
            .map(|&frame| match (place_at(&left, frame), place_at(&right, frame)) {
                (Some(a), Some(b)) => box_overlap(a, b),
                (None, None) => 1.0,
                _ => 0.0,
            })
            .sum();
        labels * sum / frames.len() as f64
    }
    fn align(&self, a: &[&Region], b: &[&Region]) -> Vec<(usize, usize, f64)> {
        align_best(a, b, |left, right| self.value_similarity(left, right))
    }
}
