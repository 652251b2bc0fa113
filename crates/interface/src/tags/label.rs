//! `Label`: one of the labels of a control that labels what is drawn. With an `alias`, results hold the alias.

use super::{Content, DataUse, Tag};
use crate::attribute::{Attribute, LOOKS, OPTION, Rule, optional};
use crate::data::DataKind;

pub(crate) struct Label;

const OWN: &[Attribute] = &[
    optional("maxUsages", Rule::Count(1)),
    optional("category", Rule::Count(0)),
    optional("granularity", Rule::OneOf(&["symbol", "word"])),
    // Looks of Label Studio's own buttons.
    optional("size", Rule::Text),
    optional("selectedColor", Rule::Colour),
    optional("aliasStyle", Rule::Style),
    optional("showAlias", Rule::Boolean),
];

impl Tag for Label {
    fn name(&self) -> &'static str {
        "Label"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[OPTION, OWN, LOOKS]
    }
    fn content(&self) -> Content {
        Content::Value
    }
    fn inside(&self) -> &'static [&'static str] {
        &[
            "Labels",
            "RectangleLabels",
            "PolygonLabels",
            "EllipseLabels",
            "KeyPointLabels",
            "BrushLabels",
            "HyperTextLabels",
            "ParagraphLabels",
            "TimeSeriesLabels",
            "TimelineLabels",
        ]
    }
    fn data_uses(&self) -> &'static [DataUse] {
        &[DataUse {
            attribute: "value",
            kind: DataKind::Text,
            required: true,
            whole: false,
        }]
    }
}
