//! What is wrong with an answer, seen against the right one.

use crate::client::{Area, Place, Region};
use crate::form::{Field, Form, Kind};
use serde_json::Value;

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    pub kind: FaultKind,
    /// The region that is wrong, or the place where one is missing.
    pub place: Option<Place>,
}

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FaultKind {
    /// Another option is right, or none was chosen.
    WrongChoice,
    /// The box does not fit what it is around.
    LooseBox,
    /// The box has another label than what is in it.
    WrongLabel,
    /// There is nothing in the box.
    ExtraBox,
    /// Something has no box.
    MissingBox,
    /// A text or a message that says too little.
    TooShort,
    /// The data was called unusable and is not.
    Usable,
}

/// Boxes that overlap less than this (intersection over union) are not around the same thing tightly enough.
const TIGHT: f64 = 0.8;
/// Boxes that overlap less than this are not around the same thing at all.
const SAME_THING: f64 = 0.2;
/// Texts shorter than this share of the right one say too little.
const LONG_ENOUGH: f64 = 0.6;

/// Everything that is wrong with `answer`.
pub fn faults(form: &Form, right: &[Region], answer: &[Region]) -> Vec<Fault> {
    form.fields
        .iter()
        .flat_map(|field| {
            let of_field = |regions: &[Region]| -> Vec<Region> {
                regions
                    .iter()
                    .filter(|r| r["from_name"] == field.name)
                    .cloned()
                    .collect()
            };
            field_faults(field, &of_field(right), &of_field(answer))
        })
        .collect()
}

fn field_faults(field: &Field, right: &[Region], answer: &[Region]) -> Vec<Fault> {
    match field.kind {
        Kind::Choices { .. } => choice_faults(right, answer),
        Kind::Boxes { .. } => box_faults(&field.to_name, right, answer),
        Kind::Text { .. } => text_faults(right, answer, |r| {
            r["value"]["text"][0].as_str().unwrap_or_default()
        }),
        Kind::Chat { .. } => text_faults(right, answer, |r| {
            r["value"]["chatmessage"]["content"].as_str().unwrap_or_default()
        }),
    }
}

/// A region's id.
pub fn id_of(region: &Region) -> Option<String> {
    region["id"].as_str().map(str::to_owned)
}

fn at(kind: FaultKind, region: Option<&Region>) -> Fault {
    Fault {
        kind,
        place: region
            .and_then(id_of)
            .map(|region_id| Place::Region { region_id }),
    }
}

fn choice_faults(right: &[Region], answer: &[Region]) -> Vec<Fault> {
    let chosen = |regions: &[Region]| -> Vec<Value> {
        let mut all: Vec<_> = regions
            .iter()
            .filter_map(|r| r["value"]["choices"].as_array())
            .flatten()
            .cloned()
            .collect();
        all.sort_by_key(ToString::to_string);
        all
    };
    if chosen(right) == chosen(answer) {
        Vec::new()
    } else {
        vec![at(FaultKind::WrongChoice, answer.first())]
    }
}

/// A message or text is compared with the right one at the same place; what is missing altogether lies in the last one.
fn text_faults(right: &[Region], answer: &[Region], text: impl Fn(&Region) -> &str) -> Vec<Fault> {
    let length = |region: &Region| text(region).trim().chars().count() as f64;
    let mut found: Vec<_> = right
        .iter()
        .zip(answer)
        .filter(|(right, answer)| length(answer) < length(right) * LONG_ENOUGH)
        .map(|(_, answer)| at(FaultKind::TooShort, Some(answer)))
        .collect();
    if answer.len() < right.len() {
        found.push(at(FaultKind::TooShort, answer.last()));
    }
    found
}

fn box_faults(object: &str, right: &[Region], answer: &[Region]) -> Vec<Fault> {
    let mut free: Vec<&Region> = answer.iter().collect();
    let mut found = Vec::new();
    for wanted in right {
        let overlap = |candidate: &Region| overlap(wanted, candidate).unwrap_or(0.0);
        let best = (0..free.len()).max_by(|&a, &b| overlap(free[a]).total_cmp(&overlap(free[b])));
        match best.filter(|&index| overlap(free[index]) >= SAME_THING) {
            None => found.push(Fault {
                kind: FaultKind::MissingBox,
                place: area_of(wanted).map(|area| Place::Area {
                    object: object.to_owned(),
                    area,
                }),
            }),
            Some(index) => {
                let drawn = free.swap_remove(index);
                if drawn["value"]["rectanglelabels"] != wanted["value"]["rectanglelabels"] {
                    found.push(at(FaultKind::WrongLabel, Some(drawn)));
                } else if overlap(drawn) < TIGHT {
                    found.push(at(FaultKind::LooseBox, Some(drawn)));
                }
            }
        }
    }
    found.extend(free.into_iter().map(|drawn| at(FaultKind::ExtraBox, Some(drawn))));
    found
}

/// The place of a box.
pub fn area_of(region: &Region) -> Option<Area> {
    serde_json::from_value(region["value"].clone()).ok()
}

/// Intersection over union of two upright boxes.
fn overlap(a: &Region, b: &Region) -> Option<f64> {
    let (a, b) = (area_of(a)?, area_of(b)?);
    let width = (a.x + a.width).min(b.x + b.width) - a.x.max(b.x);
    let height = (a.y + a.height).min(b.y + b.height) - a.y.max(b.y);
    let common = width.max(0.0) * height.max(0.0);
    Some(common / (a.width * a.height + b.width * b.height - common))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::tests::everything;

    fn kinds(right: &[Region], answer: &[Region]) -> Vec<FaultKind> {
        faults(&Form::read(&everything()), right, answer)
            .into_iter()
            .map(|fault| fault.kind)
            .collect()
    }

    #[test]
    fn right_answers_have_no_faults() {
        let form = Form::read(&everything());
        let right = [
            form.fields[0].choice("cat"),
            form.fields[1].rectangle("1".into(), [10.0, 10.0, 20.0, 20.0], "cat"),
            form.fields[2].text("some text"),
            form.fields[3].message(0, "A", "hello there", None),
        ];
        assert_eq!(kinds(&right, &right), []);
        let again = [
            form.fields[0].choice("cat"),
            form.fields[1].rectangle("other id".into(), [10.5, 10.0, 20.0, 20.0], "cat"),
            form.fields[2].text("other text"),
            form.fields[3].message(0, "A", "what is it", None),
        ];
        assert_eq!(kinds(&right, &again), []);
    }

    #[test]
    fn boxes_are_told_apart_by_what_is_wrong_with_them() {
        let form = Form::read(&everything());
        let rectangle =
            |id: &str, x: f64, label: &str| form.fields[1].rectangle(id.into(), [x, 10.0, 20.0, 20.0], label);
        let choice = form.fields[0].choice("cat");
        let right = [
            choice.clone(),
            rectangle("a", 0.0, "cat"),
            rectangle("b", 40.0, "dog"),
            rectangle("c", 70.0, "cat"),
        ];
        let answer = [
            choice,
            rectangle("1", 6.0, "cat"),
            rectangle("2", 40.0, "cat"),
            rectangle("3", 22.0, "dog"),
        ];
        let found = faults(&form, &right, &answer);
        let short: Vec<_> = found
            .iter()
            .map(|f| match &f.place {
                Some(Place::Region { region_id }) => (f.kind, Some(region_id.as_str()), None),
                Some(Place::Area { area, .. }) => (f.kind, None, Some(area.x)),
                None => (f.kind, None, None),
            })
            .collect();
        assert_eq!(
            short,
            [
                (FaultKind::LooseBox, Some("1"), None),
                (FaultKind::WrongLabel, Some("2"), None),
                (FaultKind::MissingBox, None, Some(70.0)),
                (FaultKind::ExtraBox, Some("3"), None),
            ]
        );
    }

    #[test]
    fn short_texts_and_other_choices_are_wrong() {
        let form = Form::read(&everything());
        let right = [
            form.fields[0].choice("cat"),
            form.fields[3].message(0, "A", "a long message", None),
            form.fields[3].message(1, "B", "another", None),
        ];
        let answer = [
            form.fields[0].choice("dog"),
            form.fields[3].message(0, "A", "hm", None),
        ];
        assert_eq!(
            kinds(&right, &answer),
            [FaultKind::WrongChoice, FaultKind::TooShort, FaultKind::TooShort]
        );
    }
}
