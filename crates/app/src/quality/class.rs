//! What an answer says, as one text that can be counted.

use pumasi_domain::state::AnswerKind;
use pumasi_interface::{CATEGORY_SEPARATOR, LabelConfig, Region};

/// Separates the choices of several controls. XML can not hold this character, so no label contains it.
const CONTROL_SEPARATOR: char = '\u{1e}';

/// What an answer says that calls its task unusable; no label can be this.
pub const UNUSABLE_CLASS: &str = "\u{1e}unusable";

/// What an answer says, where answers can be counted: the chosen values of all controls, in the order of the config.
/// `None` where answers can only be compared (boxes, texts). Kept in `assignments.answer_class`.
pub fn class_of(config: &LabelConfig, kind: AnswerKind, regions: &[Region]) -> Option<String> {
    let controls = config.categorical_controls();
    if controls.is_empty() {
        return None;
    }
    if kind == AnswerKind::Unusable {
        return Some(UNUSABLE_CLASS.to_owned());
    }
    let values = controls.iter().map(|control| {
        config
            .categorical_value(&control.name, regions)
            .unwrap_or_default()
    });
    Some(values.collect::<Vec<_>>().join(&CONTROL_SEPARATOR.to_string()))
}

/// A class as people read it: choices with commas, controls with strokes.
pub fn class_shown(class: &str) -> String {
    if class == UNUSABLE_CLASS {
        return "(unusable)".to_owned();
    }
    class
        .replace(CONTROL_SEPARATOR, " / ")
        .replace(CATEGORY_SEPARATOR, ", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const XML: &str = r#"<View><Text name="t" value="$text"/>
        <Choices name="a" toName="t" choice="multiple"><Choice value="x"/><Choice value="y"/></Choices>
        <Choices name="b" toName="t"><Choice value="p"/><Choice value="q"/></Choices></View>"#;

    fn choice(control: &str, labels: &[&str]) -> Region {
        Region::new("1", control, "t", "choices", json!({"choices": labels}))
    }

    #[test]
    fn the_order_of_choices_and_regions_makes_no_difference() {
        let config = LabelConfig::parse(XML).unwrap();
        let one = class_of(
            &config,
            AnswerKind::Regions,
            &[choice("a", &["y", "x"]), choice("b", &["p"])],
        );
        let other = class_of(
            &config,
            AnswerKind::Regions,
            &[choice("b", &["p"]), choice("a", &["x", "y"])],
        );
        assert_eq!(one, other);
        assert_eq!(class_shown(&one.unwrap()), "x, y / p");
        let unusable = class_of(&config, AnswerKind::Unusable, &[]).unwrap();
        assert_eq!(
            (unusable.as_str(), class_shown(&unusable).as_str()),
            (UNUSABLE_CLASS, "(unusable)")
        );
    }

    #[test]
    fn boxes_have_no_class() {
        let config = LabelConfig::parse(
            r#"<View><Image name="i" value="$image"/><RectangleLabels name="r" toName="i"><Label value="x"/></RectangleLabels></View>"#,
        )
        .unwrap();
        assert_eq!(class_of(&config, AnswerKind::Regions, &[]), None);
        assert_eq!(class_of(&config, AnswerKind::Unusable, &[]), None);
    }
}
