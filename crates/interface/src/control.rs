//! Controls, objects and options: the config as the rest of the system speaks of it.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::attribute::is_colour;
use crate::element::Element;
use crate::region::Region;
use crate::tags::{ControlKind, ControlTag, ObjectKind};
use crate::variable::{interpolate, lookup, sole_variable};
use crate::visibility::Condition;

/// What a worker fills in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Control {
    /// The `from_name` of its regions.
    pub name: String,
    /// The object it is about, the `to_name` of its regions.
    pub to_name: String,
    /// What it collects.
    pub kind: ControlKind,
    /// The `type` of its regions.
    pub result_type: &'static str,
    /// Whether it is about each drawn region instead of the whole task; its regions then share the `id` of theirs.
    pub per_region: bool,
    /// Whether an answer without it is refused while it is visible.
    pub required: bool,
    /// Whether one answer may hold several options.
    pub multiple: bool,
    /// What may be chosen, as far as the config itself says; see `LabelConfig::options` for those of a task.
    pub options: Vec<ChoiceOption>,
}

/// One of the choices or labels of a control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChoiceOption {
    /// What results hold: the alias when there is one.
    pub value: String,
    /// What the screen shows.
    pub label: String,
    /// Key that chooses it.
    pub hotkey: Option<String>,
    /// CSS colour.
    pub background: Option<String>,
    /// Explanation.
    pub hint: Option<String>,
    /// Whether it is chosen from the start.
    pub selected: bool,
    /// How often a label may be used in one answer.
    pub max_usages: Option<usize>,
}

/// What a worker looks at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Object {
    /// The name that controls refer to.
    pub name: String,
    /// What it shows.
    pub kind: ObjectKind,
    /// Its `value` attribute, `$field` not replaced; empty for a conversation that starts from nothing.
    pub value: String,
}

/// A control with what is needed to check its regions.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) control: Control,
    pub(crate) element: Element,
    /// All must hold for it to be visible: its own and those of the elements around it.
    pub(crate) conditions: Vec<Condition>,
}

impl Entry {
    pub(crate) fn tag(&self) -> Option<&'static dyn ControlTag> {
        self.element.tag.control()
    }

    /// Whether each of its regions is a thing of its own on the object, with an id that others may share.
    pub(crate) fn draws(&self) -> bool {
        !self.control.per_region && self.tag().is_some_and(ControlTag::draws)
    }

    /// The labels that a region of this control carries.
    pub(crate) fn labels<'r>(&self, region: &'r Region) -> Vec<&'r str> {
        let key = self.tag().and_then(ControlTag::label_key);
        key.map(|key| region.strings(key)).unwrap_or_default()
    }

    /// What may be chosen in a task with this data.
    pub(crate) fn options(&self, data: &Map<String, Value>) -> Vec<ChoiceOption> {
        let mut options = self.control.options.clone();
        for option in &mut options {
            option.value = interpolate(&option.value, data);
            option.label = interpolate(&option.label, data);
        }
        if self.control.options.is_empty() || self.element.attribute("value").is_some() {
            let list = sole_variable(self.element.text("value")).and_then(|path| lookup(&path, data));
            options.extend(
                list.and_then(Value::as_array)
                    .into_iter()
                    .flatten()
                    .filter_map(option_of_data),
            );
        }
        options
    }
}

/// An option that the config writes out.
pub(crate) fn option_of_element(element: &Element) -> ChoiceOption {
    let label = element.text("value").to_owned();
    let owned = |name: &str| element.attribute(name).map(str::to_owned);
    ChoiceOption {
        value: owned("alias").unwrap_or_else(|| label.clone()),
        label,
        hotkey: owned("hotkey"),
        background: owned("background"),
        hint: owned("hint"),
        selected: element.flag("selected"),
        max_usages: element.count("maxUsages"),
    }
}

/// An option from the data of a task: a string, a number, or an object with the attributes of a Choice.
pub(crate) fn option_of_data(item: &Value) -> Option<ChoiceOption> {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let owned = |name: &str| item.get(name).and_then(text);
    let label = text(item)
        .or_else(|| owned("value"))
        .filter(|label| !label.trim().is_empty())?;
    Some(ChoiceOption {
        value: owned("alias").unwrap_or_else(|| label.clone()),
        label,
        hotkey: owned("hotkey"),
        background: owned("background").filter(|colour| is_colour(colour)),
        hint: owned("hint"),
        selected: item.get("selected").and_then(Value::as_bool).unwrap_or(false),
        max_usages: None,
    })
}
