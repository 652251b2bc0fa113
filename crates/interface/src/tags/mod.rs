//! One file per tag, those of one medium in a folder. To add one: write its file, and name it in [`REGISTRY`] (a new
//! control also gets a variant in [`ControlKind`], a new object one in [`ObjectKind`]).

mod chat;
mod choice;
mod choices;
mod collapse;
mod date_time;
mod header;
mod image;
mod kind;
mod label;
mod labelled;
mod list;
mod making;
mod media;
mod number;
mod pairwise;
mod paragraphs;
mod picture;
mod ranker;
mod rating;
mod relations;
mod spans;
mod style;
mod table;
mod taxonomy;
mod text;
mod text_area;
mod view;

pub use kind::{ControlKind, ObjectKind};

pub(crate) use chat::{is_live, may_edit_model, model_role, role as message_role, roles};
pub(crate) use paragraphs::{DEFAULT_NAME_KEY, DEFAULT_TEXT_KEY};
pub(crate) use relations::relation_kinds;
pub(crate) use spans::shown_text;

use std::fmt;

use serde_json::Value;

use crate::answer::{Findings, Task};
use crate::attribute::Attribute;
use crate::control::ChoiceOption;
use crate::data::DataKind;
use crate::element::Element;
use crate::parse::Problems;
use crate::region::Region;

/// Every tag that a config may use.
static REGISTRY: &[&dyn Tag] = &[
    &view::View,
    &header::Header,
    &image::Image,
    &text::Text,
    &paragraphs::Paragraphs,
    &chat::Chat,
    &choices::Choices,
    &choice::Choice,
    &picture::RECTANGLE,
    &picture::RECTANGLE_LABELS,
    &picture::POLYGON,
    &picture::POLYGON_LABELS,
    &picture::ELLIPSE,
    &picture::ELLIPSE_LABELS,
    &picture::KEY_POINT,
    &picture::KEY_POINT_LABELS,
    &picture::BRUSH,
    &picture::BRUSH_LABELS,
    &label::Label,
    &spans::LABELS,
    &spans::HyperText,
    &spans::HYPER_TEXT_LABELS,
    &spans::PARAGRAPH_LABELS,
    &relations::Relations,
    &relations::Relation,
    &text_area::TextArea,
    &rating::Rating,
    &number::Number,
    &date_time::DateTime,
    &pairwise::Pairwise,
    &taxonomy::Taxonomy,
    &list::List,
    &ranker::Ranker,
    &ranker::Bucket,
    &table::Table,
    &media::Audio,
    &media::Video,
    &media::TimelineLabels,
    &media::VideoRectangle,
    &media::TimeSeries,
    &media::Channel,
    &media::MultiChannel,
    &media::TimeSeriesLabels,
    &media::Pdf,
    &style::Style,
    &collapse::Collapse,
    &collapse::Panel,
    &making::Capture,
    &making::Recorder,
];

/// The tag of this name, however it is capitalised.
pub(crate) fn find(name: &str) -> Option<&'static dyn Tag> {
    REGISTRY.iter().copied().find(|tag| {
        let names = tag.also().iter().copied();
        names
            .chain([tag.name()])
            .any(|known| known.eq_ignore_ascii_case(name))
    })
}

/// Canonical names of all supported tags.
pub fn supported_tags() -> Vec<&'static str> {
    REGISTRY.iter().map(|tag| tag.name()).collect()
}

/// What may stand inside an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// Other elements.
    Elements,
    /// Nothing.
    Nothing,
    /// Text, which means the same as the `value` attribute.
    Value,
    /// The same, or other elements.
    ValueOrElements,
}

/// What a task data field is used for by an element: the attribute that may hold `$field`, and what it must be.
pub(crate) struct DataUse {
    pub(crate) attribute: &'static str,
    pub(crate) kind: DataKind,
    /// Whether a task without the field can be worked on.
    pub(crate) required: bool,
    /// Whether the attribute must be one variable and nothing else.
    pub(crate) whole: bool,
}

/// A tag: its grammar, and where it leads, its behaviour as an object or a control.
pub(crate) trait Tag: Sync {
    /// Canonical spelling.
    fn name(&self) -> &'static str;
    /// Older names that mean the same.
    fn also(&self) -> &'static [&'static str] {
        &[]
    }
    /// Known attributes, in groups.
    fn attributes(&self) -> &'static [&'static [Attribute]];
    fn content(&self) -> Content {
        Content::Nothing
    }
    /// The tags of which it must stand in one; empty when it may stand anywhere.
    fn inside(&self) -> &'static [&'static str] {
        &[]
    }
    /// Rules beyond single attributes.
    fn check(&self, _element: &Element, _problems: &mut Problems) {}
    fn data_uses(&self) -> &'static [DataUse] {
        &[]
    }
    fn object(&self) -> Option<ObjectKind> {
        None
    }
    fn control(&self) -> Option<&'static dyn ControlTag> {
        None
    }
}

impl fmt::Debug for dyn Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How the results of a control are read, checked and compared.
pub(crate) trait ControlTag: Sync {
    fn kind(&self) -> ControlKind;
    /// The `type` of its regions.
    fn result_type(&self) -> &'static str;
    /// The objects that its `toName` may name.
    fn fits(&self) -> &'static [ObjectKind];
    /// The tag that lists what may be chosen.
    fn option_tag(&self) -> Option<&'static str> {
        None
    }
    /// Whether each result is a region of its own, which `perRegion` controls may say more about. Ask
    /// [`Entry::draws`](crate::control::Entry::draws), which knows what the control is about.
    fn draws(&self) -> bool {
        false
    }
    /// The key of the labels in a value, for controls whose regions carry labels.
    fn label_key(&self) -> Option<&'static str> {
        None
    }
    /// Objects on which the control does not draw but says more about what other controls draw there, sharing the
    /// `id` of each: `Labels` beside `Rectangle`.
    fn completes(&self) -> &'static [ObjectKind] {
        &[]
    }
    /// Whether the order of its regions carries meaning.
    fn is_ordered(&self) -> bool {
        false
    }
    /// Whether nothing at all may be submitted although `required` is not set.
    fn may_be_empty(&self, _element: &Element) -> bool {
        true
    }
    /// Checks the value of one region.
    fn check_value(&self, control: &Task<'_>, region: &Region, findings: &mut Findings<'_>);
    /// Checks the regions of this control together; `at` gives their places in the answer.
    fn check_together(
        &self,
        _control: &Task<'_>,
        _regions: &[(usize, &Region)],
        _problems: &mut Findings<'_>,
    ) {
    }
    /// What was written in the region, each with its JSON pointer within the value; empty for controls without writing.
    fn texts<'r>(&self, _region: &'r Region) -> Vec<(String, &'r str)> {
        Vec::new()
    }
    /// Whether the region says something: an empty choice or blank text does not.
    fn is_filled(&self, region: &Region) -> bool;
    /// Brings the value into the form that is stored.
    fn normalize(&self, value: &mut Value);
    /// What two values that mean the same have in common.
    fn canonical(&self, region: &Region) -> Value;
    /// How alike two values are, from 0 to 1.
    fn value_similarity(&self, a: &Region, b: &Region) -> f64;
    /// Which regions of two answers are about the same thing, and how alike each pair is. Everything else counts as
    /// missing on the other side.
    fn align(&self, a: &[&Region], b: &[&Region]) -> Vec<(usize, usize, f64)> {
        (0..a.len().min(b.len()))
            .map(|i| (i, i, self.value_similarity(a[i], b[i])))
            .collect()
    }
}

/// Checks the list of chosen options at `value.<key>`: strings, all allowed, none twice, not more than one when single.
pub(crate) fn check_options(
    key: &'static str,
    single: bool,
    options: &[ChoiceOption],
    region: &Region,
    findings: &mut Findings<'_>,
) {
    let pointer = format!("/{key}");
    let Some(items) = region.value.get(key).and_then(Value::as_array) else {
        findings.region(
            &pointer,
            "wrong_shape",
            format!("`value.{key}` must be a list of strings."),
        );
        return;
    };
    for (i, item) in items.iter().enumerate() {
        let place = format!("{pointer}/{i}");
        match item.as_str() {
            None => findings.region(&place, "wrong_shape", "Every item must be a string.".to_owned()),
            Some(text) if !options.iter().any(|option| option.value == text) => {
                findings.region(
                    &place,
                    "unknown_option",
                    format!("`{text}` is not one of the options."),
                );
            }
            Some(_) if items[..i].contains(item) => {
                findings.region(
                    &place,
                    "repeated_option",
                    "The same option is given twice.".to_owned(),
                );
            }
            Some(_) => {}
        }
    }
    if single && items.len() > 1 {
        findings.region(
            &pointer,
            "too_many_options",
            "Only one option may be chosen.".to_owned(),
        );
        findings
            .param("maximum", 1.into())
            .param("actual", items.len().into());
    }
}

/// Options in common over all options of both; two empty lists are the same.
pub(crate) fn jaccard(a: &[&str], b: &[&str]) -> f64 {
    let common = a.iter().filter(|item| b.contains(item)).count();
    let all = a.len() + b.len() - common;
    if all == 0 { 1.0 } else { common as f64 / all as f64 }
}

/// A list of strings in byte order.
pub(crate) fn sorted_strings(mut items: Vec<&str>) -> Vec<&str> {
    items.sort_unstable();
    items
}

/// The same as a JSON value.
pub(crate) fn sorted(items: Vec<&str>) -> Value {
    sorted_strings(items).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_however_they_are_capitalised() {
        assert_eq!(find("RECTANGLELABELS").map(Tag::name), Some("RectangleLabels"));
        assert!(find("Magicwand").is_none());
        assert_eq!(supported_tags().len(), REGISTRY.len());
    }

    #[test]
    fn attribute_names_of_a_tag_are_unique() {
        for tag in REGISTRY {
            let names: Vec<&str> = tag
                .attributes()
                .iter()
                .flat_map(|group| group.iter())
                .map(|a| a.name)
                .collect();
            for (i, name) in names.iter().enumerate() {
                assert!(
                    !names[..i].iter().any(|n| n.eq_ignore_ascii_case(name)),
                    "{} {name}",
                    tag.name()
                );
            }
        }
    }
}
