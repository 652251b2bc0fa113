//! `Audio`: a recording to be heard, and with `Labels` to be marked.

use crate::attribute::{Attribute, LOOKS, Rule, VISIBILITY, optional, required};
use crate::data::DataKind;
use crate::tags::{DataUse, ObjectKind, Tag};

pub(crate) struct Audio;

/// Those after `sync` steer Label Studio's own player; the front end reads the ones it has a use for.
const OWN: &[Attribute] = &[
    required("name", Rule::Name),
    required("value", Rule::MediaUrl),
    optional("sync", Rule::Filled),
    optional("hotkey", Rule::Filled),
    optional("defaultspeed", Rule::Number),
    optional("defaultscale", Rule::Number),
    optional("defaultzoom", Rule::Number),
    optional("defaultvolume", Rule::Number),
    optional("speed", Rule::Boolean),
    optional("zoom", Rule::Boolean),
    optional("volume", Rule::Boolean),
    optional("height", Rule::Text),
    optional("waveHeight", Rule::Text),
    optional("cursorwidth", Rule::Text),
    optional("cursorcolor", Rule::Colour),
    optional("autocenter", Rule::Boolean),
    optional("scrollparent", Rule::Boolean),
    optional("splitchannels", Rule::Boolean),
    optional("spectrogram", Rule::Boolean),
    optional("decoder", Rule::Text),
    optional("player", Rule::Text),
    optional("muted", Rule::Boolean),
];

impl Tag for Audio {
    fn name(&self) -> &'static str {
        "Audio"
    }
    fn also(&self) -> &'static [&'static str] {
        &["AudioPlus"]
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[OWN, LOOKS, VISIBILITY]
    }
    fn data_uses(&self) -> &'static [DataUse] {
        &[DataUse {
            attribute: "value",
            kind: DataKind::Audio,
            required: true,
            whole: false,
        }]
    }
    fn object(&self) -> Option<ObjectKind> {
        Some(ObjectKind::Audio)
    }
}
