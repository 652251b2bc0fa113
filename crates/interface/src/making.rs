//! What the server must know of controls with which people make things: what a file may be, and which texts may not
//! be given twice.

use crate::config::LabelConfig;
use crate::control::Entry;
use crate::element::Element;
use crate::region::Region;
use crate::tags::{ControlKind, is_live, may_edit_model, model_role, roles};
use crate::variable::sole_variable;
use serde_json::{Map, Value};

/// What the reference of a file begins with.
pub(crate) const REFERENCE_PREFIX: &str = "media:";

/// What a control takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MakingKind {
    /// A photo.
    Photo,
    /// A video.
    Video,
    /// A voice recording.
    Recording,
}

/// What a file that is made for a control must be.
#[derive(Debug, Clone, PartialEq)]
pub struct MakingRules {
    /// What it is.
    pub kind: MakingKind,
    /// Most bytes.
    pub max_bytes: u64,
    /// Shortest, in milliseconds; 0 for photos.
    pub min_ms: i64,
    /// Longest, in milliseconds; `i64::MAX` for photos.
    pub max_ms: i64,
    /// Least sharpness of a photo (variance of the Laplacian at 512 pixels), if any.
    pub min_sharpness: Option<f64>,
    /// Least level of a recording, in dBFS.
    pub min_level_dbfs: f64,
    /// Most silence in a recording, in percent of its length.
    pub max_silent_percent: f64,
    /// Most samples at the limit, in percent.
    pub max_clipped_percent: f64,
    /// Whether a photo may not resemble another of the project.
    pub refuse_duplicates: bool,
}

/// A file in an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeFile {
    /// The control that it was made for.
    pub control: String,
    /// Where it stands, as a JSON pointer into the list of regions.
    pub pointer: String,
    /// `media:…`.
    pub reference: String,
}

/// A text that nobody may have given before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UniqueText {
    /// The control that it was written in.
    pub control: String,
    /// Where it stands, as a JSON pointer into the list of regions.
    pub pointer: String,
    /// What was written.
    pub text: String,
}

/// A conversation with a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelChat {
    /// The Chat.
    pub control: String,
    /// Who speaks for the model.
    pub model_role: String,
    /// Whether people may change what the model said.
    pub may_edit: bool,
}

/// A conversation that two people have with each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveChat {
    /// The Chat.
    pub control: String,
    /// Who speaks, the first to come first.
    pub parts: [String; 2],
    /// The field of task data that tells each part what only they may know.
    pub brief_fields: [Option<String>; 2],
    /// Least messages of a finished conversation, of both together.
    pub min_messages: usize,
    /// Most messages.
    pub max_messages: usize,
    /// How long the other may be away before one need not wait any longer, in seconds.
    pub away_seconds: i64,
}

/// How long one waits for somebody who went away, where the config does not say.
const AWAY_SECONDS: i64 = 90;

const MEGABYTE: u64 = 1_000_000;

impl LabelConfig {
    /// What a file must be that is made for this control; `None` for controls that take no files.
    pub fn making_rules(&self, control: &str) -> Option<MakingRules> {
        let entry = self.entry(control)?;
        let element = &entry.element;
        let number = |name: &str, standard: f64| {
            let given = element.attribute(name).and_then(|text| text.parse::<f64>().ok());
            given.unwrap_or(standard)
        };
        let kind = match entry.control.kind {
            ControlKind::Recorder => MakingKind::Recording,
            ControlKind::Capture if element.attribute("kind") == Some("video") => MakingKind::Video,
            ControlKind::Capture => MakingKind::Photo,
            _ => return None,
        };
        // Seconds and megabytes that suit the kind where the config says nothing.
        let (min_seconds, max_seconds, megabytes) = match kind {
            MakingKind::Photo => (0.0, f64::INFINITY, 30),
            MakingKind::Video => (1.0, 60.0, 200),
            MakingKind::Recording => (1.0, 300.0, 50),
        };
        let ms = |seconds: f64| (seconds * 1_000.0) as i64;
        let megabytes = element.count("maxMegabytes").unwrap_or(megabytes);
        Some(MakingRules {
            kind,
            max_bytes: u64::try_from(megabytes).unwrap_or(1).saturating_mul(MEGABYTE),
            min_ms: ms(number("minSeconds", min_seconds)),
            max_ms: ms(number("maxSeconds", max_seconds)),
            min_sharpness: element
                .attribute("minSharpness")
                .and_then(|text| text.parse().ok()),
            min_level_dbfs: number("minLevel", -40.0),
            max_silent_percent: number("maxSilence", 70.0),
            max_clipped_percent: number("maxClipping", 0.5),
            refuse_duplicates: element.flag("refuseDuplicates"),
        })
    }

    /// The files of an answer, in its order.
    pub fn made_files(&self, regions: &[Region]) -> Vec<MadeFile> {
        let mut files = Vec::new();
        for (index, region) in regions.iter().enumerate() {
            let Some(entry) = self.entry(&region.from_name) else {
                continue;
            };
            if matches!(entry.control.kind, ControlKind::Capture | ControlKind::Recorder) {
                let key = entry.control.result_type;
                let own = region.strings(key).into_iter().enumerate();
                files.extend(own.map(|(i, reference)| MadeFile {
                    control: region.from_name.clone(),
                    pointer: format!("/{index}/value/{key}/{i}"),
                    reference: reference.to_owned(),
                }));
            }
        }
        files
    }

    /// The texts of an answer that may not be given twice in a project (`refuseDuplicates`), blank ones left out.
    pub fn unique_texts(&self, regions: &[Region]) -> Vec<UniqueText> {
        let mut texts: Vec<UniqueText> = Vec::new();
        for (index, region) in regions.iter().enumerate() {
            let entry = self.entry(&region.from_name);
            // Two people hand in the one conversation that they had.
            let is_own = |element: &Element| element.flag("refuseDuplicates") && !is_live(element);
            let Some(entry) = entry.filter(|entry| is_own(&entry.element)) else {
                continue;
            };
            let written = entry.tag().map(|tag| tag.texts(region)).unwrap_or_default();
            let filled = written.into_iter().filter(|(_, text)| !text.trim().is_empty());
            for (pointer, text) in filled {
                // Of a conversation only the whole counts: many begin with the same greeting.
                if entry.control.kind == ControlKind::Chat
                    && let Some(begun) = texts.iter_mut().find(|known| known.control == region.from_name)
                {
                    begun.text.push('\n');
                    begun.text.push_str(text);
                    continue;
                }
                texts.push(UniqueText {
                    control: region.from_name.clone(),
                    pointer: format!("/{index}/value{pointer}"),
                    text: text.to_owned(),
                });
            }
        }
        texts
    }

    /// The conversations of the config in which a model answers (`llm`).
    pub fn model_chats(&self) -> Vec<ModelChat> {
        let chats = self.entries().iter().filter_map(|entry| {
            let role = model_role(&entry.element)?.to_owned();
            Some(ModelChat {
                control: entry.control.name.clone(),
                model_role: role,
                may_edit: may_edit_model(&entry.element),
            })
        });
        chats.collect()
    }

    /// The conversation of two people in the config, if it has one (`people="2"`).
    pub fn live_chat(&self) -> Option<LiveChat> {
        let entry = self.entries().iter().find(|entry| is_live(&entry.element))?;
        let element = &entry.element;
        let [first, second] = roles(element).try_into().ok()?;
        let field = |name| sole_variable(element.attribute(name)?);
        Some(LiveChat {
            control: entry.control.name.clone(),
            parts: [first.to_owned(), second.to_owned()],
            brief_fields: [field("firstBrief"), field("secondBrief")],
            min_messages: element.count("minMessages").unwrap_or(0),
            max_messages: element.count("maxMessages").unwrap_or(usize::MAX),
            away_seconds: element
                .count("awaySeconds")
                .and_then(|seconds| i64::try_from(seconds).ok())
                .unwrap_or(AWAY_SECONDS),
        })
    }

    /// Takes out of a task's data what only one part of a conversation may know.
    pub fn hide_briefs(&self, data: &mut Map<String, Value>) {
        for path in self
            .live_chat()
            .into_iter()
            .flat_map(|chat| chat.brief_fields)
            .flatten()
        {
            data.remove(&path);
            if let Some(field) = path.split(['.', '[']).next() {
                data.remove(field);
            }
        }
    }

    /// What is said in a conversation, in order: who, what, and where it stands as a JSON pointer into the regions.
    pub fn messages(&self, control: &str, regions: &[Region]) -> Vec<(String, String, String)> {
        let own = regions
            .iter()
            .enumerate()
            .filter(|(_, region)| region.from_name == control);
        let said = own.filter_map(|(index, region)| {
            let message = region.value.get("chatmessage")?;
            let text = |key: &str| message.get(key)?.as_str().map(str::to_owned);
            let pointer = format!("/{index}/value/chatmessage/content");
            Some((text("role")?, text("content")?, pointer))
        });
        said.collect()
    }

    /// Whether the config has controls with which people make files.
    pub fn makes_files(&self) -> bool {
        let makes =
            |entry: &Entry| matches!(entry.control.kind, ControlKind::Capture | ControlKind::Recorder);
        self.entries().iter().any(makes)
    }
}
