//! `Image`: the picture that is looked at or drawn on.

use super::{DataUse, ObjectKind, Tag};
use crate::attribute::{Attribute, LOOKS, Rule, VISIBILITY, optional, required};
use crate::data::DataKind;
use crate::element::Element;
use crate::parse::Problems;

pub(crate) struct Image;

/// Those after `value` steer Label Studio's own toolbar; the front end reads the ones it has a use for.
const OWN: &[Attribute] = &[
    required("name", Rule::Name),
    optional("value", Rule::MediaUrl),
    optional("valueList", Rule::Filled),
    optional("zoom", Rule::Boolean),
    optional("zoomControl", Rule::Boolean),
    optional("brightnessControl", Rule::Boolean),
    optional("contrastControl", Rule::Boolean),
    optional("rotateControl", Rule::Boolean),
    optional("grid", Rule::Boolean),
    optional("maxWidth", Rule::Text),
    optional("width", Rule::Text),
    optional("height", Rule::Text),
    optional("defaultZoom", Rule::OneOf(&["auto", "original", "fit"])),
];

impl Tag for Image {
    fn name(&self) -> &'static str {
        "Image"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[OWN, LOOKS, VISIBILITY]
    }
    fn data_uses(&self) -> &'static [DataUse] {
        &[
            DataUse {
                attribute: "value",
                kind: DataKind::Image,
                required: true,
                whole: false,
            },
            DataUse {
                attribute: "valueList",
                kind: DataKind::Images,
                required: true,
                whole: true,
            },
        ]
    }
    fn check(&self, element: &Element, problems: &mut Problems) {
        if element.attribute("value").is_none() && element.attribute("valueList").is_none() {
            let message = "Image needs the attribute `value`, or `valueList` for several pages.".to_owned();
            problems.error(element, Some("value"), "missing_attribute", message);
        }
    }
    fn object(&self) -> Option<ObjectKind> {
        Some(ObjectKind::Image)
    }
}
