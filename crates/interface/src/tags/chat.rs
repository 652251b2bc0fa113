//! `Chat`: writing a conversation. It is object and control at once. Each message is a region of its own, as in Label
//! Studio, so that an inspector can mark one and a `perRegion` control can be about one:
//! `{"chatmessage": {"role": "user", "content": "…", "tags": ["…"], "createdAt": 1757612212681}}`.
//! The order of the regions is the order of the conversation.

use serde_json::{Value, json};

use super::{ControlKind, ControlTag, DataUse, ObjectKind, Tag, jaccard, sorted};
use crate::answer::{Findings, Task};
use crate::attribute::{Attribute, LOOKS, Rule, VISIBILITY, optional, required};
use crate::data::DataKind;
use crate::element::Element;
use crate::parse::Problems;
use crate::region::Region;
use crate::text::{normalize_text, text_similarity};
use crate::writing::WRITING;

pub(crate) struct Chat;

/// Who speaks when `messageRoles` is not given.
const DEFAULT_ROLES: [&str; 2] = ["user", "assistant"];

const OWN: &[Attribute] = &[
    required("name", Rule::Name),
    optional("toName", Rule::Name),
    optional("value", Rule::Filled),
    Attribute {
        name: "messageRoles",
        also: &["roles"],
        rule: Rule::List,
        required: false,
    },
    optional("minMessages", Rule::Count(0)),
    optional("maxMessages", Rule::Count(1)),
    optional("editable", Rule::BooleanOrList),
    optional("llm", Rule::Filled),
    // Ours, as are all that follow.
    optional("people", Rule::OneOf(&["1", "2"])),
    optional("firstBrief", Rule::Filled),
    optional("secondBrief", Rule::Filled),
    optional("awaySeconds", Rule::Count(30)),
    optional("minLength", Rule::Count(0)),
    optional("maxLength", Rule::Count(1)),
    optional("tags", Rule::List),
    optional("tagChoice", Rule::OneOf(&["single", "multiple"])),
    optional("tagRequired", Rule::Boolean),
    optional("placeholder", Rule::Text),
    optional("required", Rule::Boolean),
    optional("requiredMessage", Rule::Text),
];

impl Tag for Chat {
    fn name(&self) -> &'static str {
        "Chat"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[OWN, WRITING, LOOKS, VISIBILITY]
    }
    fn check(&self, element: &Element, problems: &mut Problems) {
        problems.check_range(element, "minMessages", "maxMessages");
        problems.check_range(element, "minLength", "maxLength");
        if element
            .attribute("toName")
            .is_some_and(|to| to != element.text("name"))
        {
            let message = "`toName` of a Chat must be its own name, or be left out.".to_owned();
            problems.error(element, Some("toName"), "wrong_to_name", message);
        }
        if element.flag("tagRequired") && element.attribute("tags").is_none() {
            let message = "`tagRequired` needs `tags` to choose from.".to_owned();
            problems.error(element, Some("tagRequired"), "missing_attribute", message);
        }
        let roles = roles(element);
        if element.attribute("llm").is_some() && roles.len() < 2 {
            let message = "`llm` needs two roles in `messageRoles`: the worker's and the model's.".to_owned();
            problems.error(element, Some("llm"), "missing_role", message);
        }
        check_people(element, &roles, problems);
        for role in element.list("editable") {
            if !["true", "false"].contains(&role) && !roles.contains(&role) {
                let message = format!("`editable` names the role `{role}`, which is not in `messageRoles`.");
                problems.error(element, Some("editable"), "unknown_role", message);
            }
        }
    }
    fn data_uses(&self) -> &'static [DataUse] {
        const BRIEF: DataUse = DataUse {
            attribute: "firstBrief",
            kind: DataKind::Text,
            required: true,
            whole: true,
        };
        &[
            DataUse {
                attribute: "value",
                kind: DataKind::Messages,
                required: false,
                whole: true,
            },
            BRIEF,
            DataUse {
                attribute: "secondBrief",
                ..BRIEF
            },
        ]
    }
    fn object(&self) -> Option<ObjectKind> {
        Some(ObjectKind::Chat)
    }
    fn control(&self) -> Option<&'static dyn ControlTag> {
        Some(&Chat)
    }
}

/// Two people who write with each other need a part each, and no model.
fn check_people(element: &Element, roles: &[&str], problems: &mut Problems) {
    if !is_live(element) {
        for name in ["firstBrief", "secondBrief", "awaySeconds"] {
            if element.attribute(name).is_some() {
                let message = format!("`{name}` needs `people=\"2\"`.");
                problems.error(element, Some(name), "missing_attribute", message);
            }
        }
        return;
    }
    if roles.len() != 2 {
        let message = format!(
            "`people=\"2\"` needs exactly two roles in `messageRoles`, one for each; there are {}.",
            roles.len()
        );
        problems.error(element, Some("people"), "wrong_role_count", message);
    }
    if element.attribute("llm").is_some() {
        let message = "A Chat is with a model (`llm`) or between two people (`people`), not both.".to_owned();
        problems.error(element, Some("people"), "people_with_model", message);
    }
}

/// Whether two workers write with each other.
pub(crate) fn is_live(element: &Element) -> bool {
    element.tag.name() == "Chat" && element.attribute("people") == Some("2")
}

/// The roles that a written message may have.
pub(crate) fn roles(element: &Element) -> Vec<&str> {
    let given = element.list("messageRoles");
    if given.is_empty() {
        DEFAULT_ROLES.to_vec()
    } else {
        given
    }
}

/// Who speaks for the model where there is one (`llm`): `assistant`, or else the last of the roles.
pub(crate) fn model_role(element: &Element) -> Option<&str> {
    element.attribute("llm")?;
    let roles = roles(element);
    let assistant = roles.iter().find(|role| **role == "assistant");
    assistant.or_else(|| roles.last()).copied()
}

/// Whether what the model said may be changed: only where the config says so, for then nobody can prove it any more.
pub(crate) fn may_edit_model(element: &Element) -> bool {
    let editable = element.list("editable");
    editable.contains(&"true") || model_role(element).is_some_and(|role| editable.contains(&role))
}

/// The role of a message region.
pub(crate) fn role(region: &Region) -> &str {
    message(region, "role")
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn message<'a>(region: &'a Region, key: &str) -> Option<&'a Value> {
    region.value.get("chatmessage")?.get(key)
}

fn content(region: &Region) -> &str {
    message(region, "content")
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn tags(region: &Region) -> Vec<&str> {
    let list = message(region, "tags").and_then(Value::as_array);
    list.map(|tags| tags.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default()
}

impl ControlTag for Chat {
    fn kind(&self) -> ControlKind {
        ControlKind::Chat
    }
    fn result_type(&self) -> &'static str {
        "chatmessage"
    }
    fn fits(&self) -> &'static [ObjectKind] {
        &[ObjectKind::Chat]
    }
    fn draws(&self) -> bool {
        true
    }
    fn is_ordered(&self) -> bool {
        true
    }
    fn may_be_empty(&self, element: &Element) -> bool {
        element.count("minMessages").unwrap_or(0) == 0
    }
    fn check_value(&self, control: &Task<'_>, region: &Region, findings: &mut Findings<'_>) {
        if !region.value.get("chatmessage").is_some_and(Value::is_object) {
            findings.region(
                "/chatmessage",
                "wrong_shape",
                "`value.chatmessage` must be a message.".to_owned(),
            );
            return;
        }
        let roles = roles(control.element);
        if !roles.contains(&role(region)) {
            let message = format!("The role must be one of {}.", roles.join(", "));
            findings.region("/chatmessage/role", "unknown_role", message);
            findings.param("allowed", roles.into());
        }
        match message(region, "content").and_then(Value::as_str) {
            None => findings.region(
                "/chatmessage/content",
                "wrong_shape",
                "A message needs its text.".to_owned(),
            ),
            Some(text) if text.trim().is_empty() => {
                findings.region(
                    "/chatmessage/content",
                    "blank_message",
                    "A message may not be blank.".to_owned(),
                );
            }
            Some(text) => findings.text_length("/chatmessage/content", text, control.element),
        }
        check_tags(control.element, region, findings);
    }
    fn check_together(&self, control: &Task<'_>, regions: &[(usize, &Region)], findings: &mut Findings<'_>) {
        let count = regions.len();
        let minimum = control.element.count("minMessages").unwrap_or(0);
        let maximum = control.element.count("maxMessages").unwrap_or(usize::MAX);
        if count > 0 && count < minimum {
            let message = format!("At least {minimum} messages are needed; there are {count}.");
            findings.whole(control.control, "too_few_messages", message);
            findings
                .param("minimum", minimum.into())
                .param("actual", count.into());
        }
        if count > maximum {
            let (index, region) = regions[maximum];
            findings.move_to(index, region);
            let message = format!("At most {maximum} messages may be written; there are {count}.");
            findings.region("", "too_many_messages", message);
            findings
                .param("maximum", maximum.into())
                .param("actual", count.into());
        }
    }
    fn texts<'r>(&self, region: &'r Region) -> Vec<(String, &'r str)> {
        vec![("/chatmessage/content".to_owned(), content(region))]
    }
    fn is_filled(&self, region: &Region) -> bool {
        !content(region).trim().is_empty()
    }
    fn normalize(&self, value: &mut Value) {
        if let Some(Value::String(text)) = value.pointer_mut("/chatmessage/content") {
            *text = normalize_text(text);
        }
    }
    fn canonical(&self, region: &Region) -> Value {
        json!([
            role(region),
            normalize_text(content(region)),
            sorted(tags(region))
        ])
    }
    fn value_similarity(&self, a: &Region, b: &Region) -> f64 {
        if role(a) != role(b) {
            return 0.0;
        }
        let text = text_similarity(content(a), content(b));
        let (left, right) = (tags(a), tags(b));
        // Tags weigh a quarter where there are any: the words are the work, the tags describe it.
        if left.is_empty() && right.is_empty() {
            text
        } else {
            0.75 * text + 0.25 * jaccard(&left, &right)
        }
    }
}

fn check_tags(element: &Element, region: &Region, findings: &mut Findings<'_>) {
    let allowed = element.list("tags");
    let pointer = "/chatmessage/tags";
    let given = match message(region, "tags") {
        None | Some(Value::Null) => &Vec::new(),
        Some(Value::Array(given)) => given,
        Some(_) => {
            findings.region(
                pointer,
                "wrong_shape",
                "`tags` must be a list of strings.".to_owned(),
            );
            return;
        }
    };
    for (i, tag) in given.iter().enumerate() {
        let place = format!("{pointer}/{i}");
        if !tag.as_str().is_some_and(|tag| allowed.contains(&tag)) {
            findings.region(
                &place,
                "unknown_message_tag",
                format!("{tag} is not one of the tags of a message."),
            );
            findings.param("allowed", allowed.clone().into());
        } else if given[..i].contains(tag) {
            findings.region(
                &place,
                "repeated_option",
                "The same tag is given twice.".to_owned(),
            );
        }
    }
    if given.is_empty() && element.flag("tagRequired") {
        findings.region(pointer, "missing_tag", "Every message needs a tag.".to_owned());
    }
    if given.len() > 1 && element.attribute("tagChoice") == Some("single") {
        findings.region(
            pointer,
            "too_many_options",
            "A message may have only one tag.".to_owned(),
        );
        findings
            .param("maximum", 1.into())
            .param("actual", given.len().into());
    }
}
