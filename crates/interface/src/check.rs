//! What can only be checked when the whole config is known: names, references, options.

use std::collections::HashMap;

use crate::control::{ChoiceOption, Control, Entry, Object, option_of_element};
use crate::element::Element;
use crate::parse::Problems;
use crate::tags::{ControlKind, ControlTag, ObjectKind, is_live};
use crate::variable::{sole_variable, variables};
use crate::visibility::{Condition, condition};

/// Controls and objects of a config, in document order.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub(crate) entries: Vec<Entry>,
    pub(crate) objects: Vec<Object>,
}

/// Gives controls without `toName` the only object there is; where there are several it must be said.
pub(crate) fn fill_targets(root: &mut Element, problems: &mut Problems) {
    let objects: Vec<String> = root
        .walk()
        .into_iter()
        .filter(|element| element.tag.object().is_some())
        .map(|element| element.text("name").to_owned())
        .collect();
    fill(root, &objects, problems);
}

fn fill(element: &mut Element, objects: &[String], problems: &mut Problems) {
    let needs = element.tag.object().is_none()
        && element.tag.control().is_some()
        && element.attribute("toName").is_none();
    if needs {
        if let [only] = objects {
            element.attributes.insert("toName".to_owned(), only.clone());
        } else {
            let message = format!("{} needs the attribute `toName`.", element.tag.name());
            problems.error(element, Some("toName"), "missing_attribute", message);
        }
    }
    for child in &mut element.children {
        fill(child, objects, problems);
    }
}

/// Finds controls and objects and checks how they refer to each other.
pub(crate) fn check(root: &Element, problems: &mut Problems) -> Parts {
    let mut parts = Parts::default();
    let mut names: HashMap<&str, &Element> = HashMap::new();
    for element in root.walk() {
        let plays = element.tag.control().is_some() || element.tag.object().is_some();
        let Some(name) = element.attribute("name").filter(|_| plays) else {
            continue;
        };
        if let Some(first) = names.get(name) {
            let message = format!("The name `{name}` is already used in line {}.", first.line);
            problems.error(element, Some("name"), "duplicate_name", message);
            continue;
        }
        names.insert(name, element);
        if let Some(kind) = element.tag.object() {
            parts.objects.push(Object {
                name: name.to_owned(),
                kind,
                value: element.text("value").to_owned(),
            });
        }
    }
    collect(root, &mut Vec::new(), &mut parts, problems);
    check_data_uses(root, problems);
    check_live_chats(root, problems);
    check_references(root, &parts, problems);
    if parts.entries.is_empty() && problems.errors.is_empty() {
        let message =
            "There is nothing to fill in: add Choices, RectangleLabels, TextArea or Chat.".to_owned();
        problems.error(root, None, "no_controls", message);
    }
    parts
}

fn collect(element: &Element, around: &mut Vec<Condition>, parts: &mut Parts, problems: &mut Problems) {
    let depth = around.len();
    around.extend(condition(element));
    if let Some(tag) = element.tag.control() {
        let options = read_options(element, tag, problems);
        check_target(element, tag, parts, problems);
        parts.entries.push(Entry {
            control: control(element, tag, options, parts),
            element: element.clone(),
            conditions: around.clone(),
        });
    }
    for child in &element.children {
        collect(child, around, parts, problems);
    }
    around.truncate(depth);
}

fn control(element: &Element, tag: &dyn ControlTag, options: Vec<ChoiceOption>, parts: &Parts) -> Control {
    let name = element.text("name").to_owned();
    let to_name = element
        .attribute("toName")
        .map_or_else(|| name.clone(), str::to_owned);
    let about = parts.objects.iter().find(|object| object.name == to_name);
    let completes = about.is_some_and(|object| tag.completes().contains(&object.kind));
    Control {
        to_name,
        name,
        kind: tag.kind(),
        result_type: tag.result_type(),
        per_region: element.flag("perRegion") || completes,
        required: element.flag("required") || !tag.may_be_empty(element),
        multiple: element.attribute("choice") == Some("multiple"),
        options,
    }
}

fn read_options(element: &Element, tag: &dyn ControlTag, problems: &mut Problems) -> Vec<ChoiceOption> {
    let Some(option_tag) = tag.option_tag() else {
        return Vec::new();
    };
    let mut options: Vec<ChoiceOption> = Vec::new();
    let mut hotkeys: Vec<String> = Vec::new();
    for inner in element
        .walk()
        .into_iter()
        .filter(|inner| inner.tag.name() == option_tag)
    {
        let option = option_of_element(inner);
        if options.iter().any(|other| other.value == option.value) {
            let message = format!(
                "The {option_tag} `{}` is given twice; the second is left out.",
                option.value
            );
            problems.warning(inner, Some("value"), "duplicate_option", message);
            continue;
        }
        if let Some(key) = &option.hotkey {
            if hotkeys.contains(key) {
                let message = format!("The hotkey `{key}` is already used by another {option_tag}.");
                problems.warning(inner, Some("hotkey"), "duplicate_hotkey", message);
            }
            hotkeys.push(key.clone());
        }
        options.push(option);
    }
    if options.is_empty() && element.attribute("value").is_none() {
        let message = format!(
            "{} has nothing to choose from: add {option_tag} tags.",
            element.tag.name()
        );
        problems.error(element, None, "no_options", message);
    }
    options
}

fn check_target(element: &Element, tag: &dyn ControlTag, parts: &Parts, problems: &mut Problems) {
    // Without toName, either the parser has reported it or the control is its own object.
    let Some(target) = element.attribute("toName") else {
        return;
    };
    if target.contains(',') && tag.draws() {
        let message = format!(
            "{} draws on one object; `toName` names several.",
            element.tag.name()
        );
        problems.error(element, Some("toName"), "wrong_to_name", message);
        return;
    }
    for name in target.split(',') {
        check_one_target(element, tag, name, parts, problems);
    }
}

fn check_one_target(
    element: &Element,
    tag: &dyn ControlTag,
    target: &str,
    parts: &Parts,
    problems: &mut Problems,
) {
    let Some(object) = parts.objects.iter().find(|object| object.name == target) else {
        if tag.kind() != ControlKind::Chat && !problems.unknown_names.iter().any(|name| name == target) {
            let known: Vec<&str> = parts.objects.iter().map(|object| object.name.as_str()).collect();
            let message = format!(
                "`toName` is `{target}`, but the objects are: {}.",
                known.join(", ")
            );
            problems.error(element, Some("toName"), "unknown_to_name", message);
        }
        return;
    };
    if !tag.fits().contains(&object.kind) {
        let fits: Vec<String> = tag.fits().iter().map(|kind| format!("{kind:?}")).collect();
        let message = format!(
            "{} works on {}, but `{target}` is of the kind {:?}.",
            element.tag.name(),
            fits.join(", "),
            object.kind
        );
        problems.error(element, Some("toName"), "wrong_to_name", message);
    }
}

fn check_data_uses(root: &Element, problems: &mut Problems) {
    for element in root.walk() {
        for usage in element.tag.data_uses().iter().filter(|usage| usage.whole) {
            let given = element.attribute(usage.attribute);
            if given.is_some_and(|value| sole_variable(value).is_none()) {
                let message = format!(
                    "`{}` must be a field of the task, such as `$field`.",
                    usage.attribute
                );
                problems.error(element, Some(usage.attribute), "not_a_field", message);
            }
        }
        if element.tag.object() == Some(ObjectKind::Image)
            && element
                .attribute("value")
                .is_some_and(|value| variables(value).is_empty())
        {
            let message = "Every task will show the same image, because `value` names no field.".to_owned();
            problems.warning(element, Some("value"), "fixed_value", message);
        }
    }
}

/// Two workers who meet have one conversation: a second one would have nobody to wait for.
fn check_live_chats(root: &Element, problems: &mut Problems) {
    for second in root.walk().into_iter().filter(|element| is_live(element)).skip(1) {
        let message = "Only one Chat of a config may be between two people.".to_owned();
        problems.error(second, Some("people"), "second_live_chat", message);
    }
}

fn check_references(root: &Element, parts: &Parts, problems: &mut Problems) {
    for entry in &parts.entries {
        let draws = |other: &Entry| other.control.to_name == entry.control.to_name && other.draws();
        if entry.control.per_region && !parts.entries.iter().any(draws) {
            let message = format!(
                "`perRegion` needs something that draws regions on `{}`, such as RectangleLabels.",
                entry.control.to_name
            );
            problems.error(
                &entry.element,
                Some("perRegion"),
                "per_region_without_regions",
                message,
            );
        }
    }
    for element in root.walk() {
        if let Some(condition) = condition(element) {
            check_condition(element, &condition, parts, problems);
        } else if element.attribute("whenTagName").is_some() || element.attribute("whenLabelValue").is_some()
        {
            let message = "This has no effect without `visibleWhen`.".to_owned();
            problems.warning(element, Some("visibleWhen"), "condition_ignored", message);
        }
    }
}

fn check_condition(element: &Element, condition: &Condition, parts: &Parts, problems: &mut Problems) {
    match condition {
        Condition::ChoiceSelected { control, values } | Condition::ChoiceUnselected { control, values } => {
            let asked: Vec<&Entry> = parts
                .entries
                .iter()
                .filter(|entry| entry.control.kind == ControlKind::Choices)
                .filter(|entry| control.as_ref().is_none_or(|name| *name == entry.control.name))
                .collect();
            if asked.is_empty() {
                let message = "`whenTagName` must name a Choices control.".to_owned();
                problems.error(element, Some("whenTagName"), "unknown_tag_name", message);
            }
            check_values(element, "whenChoiceValue", values, &asked, problems);
        }
        Condition::RegionSelected { name, labels, .. } => {
            let drawn =
                |entry: &&Entry| entry.draws() || entry.tag().is_some_and(|tag| tag.label_key().is_some());
            let named = |entry: &&Entry| {
                name.as_ref()
                    .is_none_or(|name| *name == entry.control.name || *name == entry.control.to_name)
            };
            let asked: Vec<&Entry> = parts.entries.iter().filter(drawn).filter(named).collect();
            if asked.is_empty() {
                let message = "No control draws the regions that this waits for.".to_owned();
                problems.error(element, Some("visibleWhen"), "unknown_tag_name", message);
            }
            check_values(element, "whenLabelValue", labels, &asked, problems);
        }
        Condition::NoRegionSelected => {}
    }
}

fn check_values(
    element: &Element,
    attribute: &str,
    values: &[String],
    asked: &[&Entry],
    problems: &mut Problems,
) {
    // Options from task data are not known yet.
    if asked.is_empty()
        || asked
            .iter()
            .any(|entry| entry.element.attribute("value").is_some())
    {
        return;
    }
    for value in values {
        let known = |option: &ChoiceOption| option.value == *value || option.label == *value;
        if !asked.iter().any(|entry| entry.control.options.iter().any(known)) {
            let message =
                format!("`{attribute}` waits for `{value}`, which nothing offers, so this is never shown.");
            problems.warning(element, Some(attribute), "unknown_option", message);
        }
    }
}
