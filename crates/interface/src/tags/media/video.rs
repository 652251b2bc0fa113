//! `Video`: a video to be watched, and with `TimelineLabels` or `VideoRectangle` to be marked.

use crate::attribute::{Attribute, LOOKS, Rule, VISIBILITY, optional, required};
use crate::data::DataKind;
use crate::tags::{DataUse, ObjectKind, Tag};

pub(crate) struct Video;

const OWN: &[Attribute] = &[
    required("name", Rule::Name),
    required("value", Rule::MediaUrl),
    optional("frameRate", Rule::Filled),
    optional("sync", Rule::Filled),
    optional("hotkey", Rule::Filled),
    optional("muted", Rule::Boolean),
    optional("height", Rule::Text),
    optional("timelineHeight", Rule::Text),
    optional("defaultPlaybackSpeed", Rule::Number),
    optional("minPlaybackSpeed", Rule::Number),
];

impl Tag for Video {
    fn name(&self) -> &'static str {
        "Video"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[OWN, LOOKS, VISIBILITY]
    }
    fn data_uses(&self) -> &'static [DataUse] {
        &[
            DataUse {
                attribute: "value",
                kind: DataKind::Video,
                required: true,
                whole: false,
            },
            DataUse {
                attribute: "frameRate",
                kind: DataKind::Text,
                required: false,
                whole: false,
            },
        ]
    }
    fn object(&self) -> Option<ObjectKind> {
        Some(ObjectKind::Video)
    }
}
