//! What is asked of a text that somebody writes, beyond its length: its language, that it gives no person away, and
//! that it does not repeat another.

mod language;
mod personal_data;
mod resemblance;

pub(crate) use language::LANGUAGES;
pub use resemblance::TextFingerprint;

use serde_json::{Map, Value};

use crate::answer::Findings;
use crate::attribute::{Attribute, Rule, optional};
use crate::control::Entry;
use crate::region::Region;
use personal_data::{Kind, find};

/// What controls carry in which texts are written: all ours.
pub(crate) const WRITING: &[Attribute] = &[
    optional("language", Rule::OneOf(LANGUAGES)),
    optional("personalData", Rule::OneOf(&["refuse", "allow"])),
    optional("refuseDuplicates", Rule::Boolean),
];

/// Checks the texts of one region. Personal data that stands in the task itself may be repeated: whoever transcribes or
/// translates it has not given it away.
pub(crate) fn check(entry: &Entry, data: &Map<String, Value>, region: &Region, findings: &mut Findings<'_>) {
    let Some(tag) = entry.tag() else { return };
    for (pointer, text) in tag.texts(region) {
        if let Some(wanted) = entry.element.attribute("language")
            && let Some(found) = language::another(text, wanted)
        {
            let message = format!("Write in `{wanted}`; this seems to be `{found}`.");
            findings.region(&pointer, "wrong_language", message);
            findings
                .param("wanted", wanted.into())
                .param("found", found.into());
        }
        if refuses_personal_data(entry)
            && let Some(kind) = find(text, &known_digits(data))
        {
            let (code, what) = match kind {
                Kind::Phone => ("phone_number_found", "a phone number"),
                Kind::ResidentNumber => ("resident_number_found", "a resident registration number"),
                Kind::Email => ("email_found", "an e-mail address"),
            };
            let message =
                format!("There is {what} in the text: take it out or replace it by an invented word.");
            findings.region(&pointer, code, message);
        }
    }
}

/// Refused where people write freely; allowed where they write down what they see, unless the config says otherwise.
fn refuses_personal_data(entry: &Entry) -> bool {
    match entry.element.attribute("personalData") {
        Some(word) => word == "refuse",
        None => !entry.control.per_region && !entry.element.flag("transcription"),
    }
}

fn known_digits(data: &Map<String, Value>) -> String {
    let mut text = String::new();
    let mut waiting: Vec<&Value> = data.values().collect();
    while let Some(value) = waiting.pop() {
        match value {
            Value::String(part) => {
                text.push_str(part);
                text.push('\n');
            }
            Value::Number(number) => text.push_str(&format!("{number}\n")),
            Value::Array(items) => waiting.extend(items),
            Value::Object(fields) => waiting.extend(fields.values()),
            _ => {}
        }
    }
    personal_data::compact(&text)
}
