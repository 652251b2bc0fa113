//! `DateTime`: a date, a time or both. Value: `{"datetime": "2026-01-31"}`, always in the form of ISO 8601.

use serde_json::{Value, json};

use super::{ControlKind, ControlTag, ObjectKind, Tag};
use crate::answer::{Findings, Task};
use crate::attribute::{Attribute, CONTROL, LOOKS, Rule, VISIBILITY, optional};
use crate::element::Element;
use crate::parse::Problems;
use crate::region::Region;

pub(crate) struct DateTime;

const OWN: &[Attribute] = &[
    optional("only", Rule::List),
    optional("min", Rule::Filled),
    optional("max", Rule::Filled),
    optional("defaultValue", Rule::Filled),
];

/// What is asked for.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    /// `2026-01-31T09:30`
    Moment,
    /// `2026-01-31`
    Date,
    /// `09:30`
    Time,
    /// `2026-01`
    Month,
    /// `2026`
    Year,
}

impl Part {
    /// `only` may list several, of which the finest counts; none means date and time.
    fn of(element: &Element) -> Option<Part> {
        let only = element.list("only");
        let has = |word: &str| only.iter().any(|item| item.eq_ignore_ascii_case(word));
        let known = ["date", "time", "month", "year"];
        if only
            .iter()
            .any(|item| !known.iter().any(|word| item.eq_ignore_ascii_case(word)))
        {
            return None;
        }
        Some(match (has("date"), has("time")) {
            _ if only.is_empty() => Part::Moment,
            (true, true) => Part::Moment,
            (true, false) => Part::Date,
            (false, true) => Part::Time,
            _ if has("month") => Part::Month,
            _ => Part::Year,
        })
    }

    fn example(self) -> &'static str {
        match self {
            Part::Moment => "2026-01-31T09:30",
            Part::Date => "2026-01-31",
            Part::Time => "09:30",
            Part::Month => "2026-01",
            Part::Year => "2026",
        }
    }

    fn accepts(self, text: &str) -> bool {
        match self {
            Part::Moment => text
                .split_once('T')
                .is_some_and(|(date, time)| is_date(date) && is_time(time)),
            Part::Date => is_date(text),
            Part::Time => is_time(text),
            Part::Month => text.split_once('-').is_some_and(|(year, month)| {
                digits(year, 4).is_some() && digits(month, 2).is_some_and(|month| (1..=12).contains(&month))
            }),
            Part::Year => digits(text, 4).is_some(),
        }
    }
}

fn digits(text: &str, count: usize) -> Option<u32> {
    let plain = text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn is_date(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let year = parts.next().and_then(|year| digits(year, 4));
    let month = parts.next().and_then(|month| digits(month, 2));
    let day = parts.next().and_then(|day| digits(day, 2));
    let (Some(year), Some(month), Some(day)) = (year, month, day) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    };
    (1..=12).contains(&month) && (1..=days).contains(&day)
}

/// Hours and minutes, and seconds when there are any.
fn is_time(text: &str) -> bool {
    let parts: Vec<Option<u32>> = text.split(':').map(|part| digits(part, 2)).collect();
    let within = |part: &Option<u32>, limit: u32| part.is_some_and(|n| n < limit);
    match parts.as_slice() {
        [hour, rest @ ..] if rest.len() == 1 || rest.len() == 2 => {
            within(hour, 24) && rest.iter().all(|part| within(part, 60))
        }
        _ => false,
    }
}

fn text(region: &Region) -> Option<&str> {
    region.value.get("datetime")?.as_str().map(str::trim)
}

impl Tag for DateTime {
    fn name(&self) -> &'static str {
        "DateTime"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[CONTROL, OWN, LOOKS, VISIBILITY]
    }
    fn check(&self, element: &Element, problems: &mut Problems) {
        let Some(part) = Part::of(element) else {
            let message = "`only` takes date, time, month and year.".to_owned();
            problems.error(element, Some("only"), "invalid_attribute", message);
            return;
        };
        for name in ["min", "max", "defaultValue"] {
            if element.attribute(name).is_some_and(|value| !part.accepts(value)) {
                let message = format!("`{name}` must look like `{}`.", part.example());
                problems.error(element, Some(name), "invalid_attribute", message);
            }
        }
        if let (Some(low), Some(high)) = (element.attribute("min"), element.attribute("max"))
            && low > high
        {
            let message = format!("`min` ({low}) may not be later than `max` ({high}).");
            problems.error(element, Some("min"), "empty_range", message);
        }
    }
    fn control(&self) -> Option<&'static dyn ControlTag> {
        Some(&DateTime)
    }
}

impl ControlTag for DateTime {
    fn kind(&self) -> ControlKind {
        ControlKind::DateTime
    }
    fn result_type(&self) -> &'static str {
        "datetime"
    }
    fn fits(&self) -> &'static [ObjectKind] {
        ObjectKind::ALL
    }
    fn check_value(&self, control: &Task<'_>, region: &Region, findings: &mut Findings<'_>) {
        let part = Part::of(control.element).unwrap_or(Part::Moment);
        let Some(value) = text(region).filter(|value| part.accepts(value)) else {
            let message = format!("`value.datetime` must look like `{}`.", part.example());
            findings.region("/datetime", "wrong_date", message);
            findings.param("example", part.example().into());
            return;
        };
        // ISO 8601 sorts as text.
        let (low, high) = (control.element.attribute("min"), control.element.attribute("max"));
        if low.is_some_and(|low| value < low) || high.is_some_and(|high| value > high) {
            let message = "This lies outside of what is asked for.".to_owned();
            findings.region("/datetime", "date_out_of_range", message);
            findings
                .param("minimum", low.into())
                .param("maximum", high.into());
        }
    }
    fn is_filled(&self, region: &Region) -> bool {
        text(region).is_some_and(|text| !text.is_empty())
    }
    fn normalize(&self, value: &mut Value) {
        if let Some(Value::String(text)) = value.get_mut("datetime") {
            *text = text.trim().to_owned();
        }
    }
    fn canonical(&self, region: &Region) -> Value {
        json!(text(region))
    }
    fn value_similarity(&self, a: &Region, b: &Region) -> f64 {
        if text(a) == text(b) { 1.0 } else { 0.0 }
    }
}
