//! What an interface asks of a worker, read from its tree as the front end reads it.

use crate::client::{Node, Region};
use serde_json::{Map, Value, json};

/// Everything that an interface asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    pub fields: Vec<Field>,
}

/// One thing that is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The control's name.
    pub name: String,
    /// What it is about.
    pub to_name: String,
    pub kind: Kind,
}

/// What kind of answer a field takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One or more of some options.
    Choices { options: Vec<String> },
    /// Boxes with labels.
    Boxes { labels: Vec<String> },
    /// A text of at least so many characters.
    Text { min_length: usize },
    /// A conversation.
    Chat {
        roles: Vec<String>,
        min_messages: usize,
        min_length: usize,
        tags: Vec<String>,
    },
}

/// The size that boxes are drawn on when the picture's own is not known, in pixels.
const PICTURE: (u32, u32) = (1200, 800);

impl Form {
    /// Reads a tree. Controls that are about single regions, or shown only now and then, are left alone.
    pub fn read(tree: &Node) -> Form {
        let mut form = Form::default();
        form.walk(tree);
        form
    }

    fn walk(&mut self, node: &Node) {
        let has = |name: &str| {
            node.attributes
                .get(name)
                .is_some_and(|value| !value.is_empty() && value != "false")
        };
        if has("visibleWhen") || has("perRegion") {
            return;
        }
        if let Some(kind) = kind(node) {
            let text = |name: &str| node.attributes.get(name).cloned().unwrap_or_default();
            let name = text("name");
            let to_name = Some(text("toName"))
                .filter(|to_name| !to_name.is_empty())
                .unwrap_or_else(|| name.clone());
            self.fields.push(Field { name, to_name, kind });
        }
        node.children.iter().for_each(|child| self.walk(child));
    }

    /// The field with this name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

fn kind(node: &Node) -> Option<Kind> {
    let attribute = |name: &str| node.attributes.get(name).map(String::as_str);
    let number = |name: &str| {
        attribute(name)
            .and_then(|text| text.parse::<usize>().ok())
            .unwrap_or(0)
    };
    let list = |name: &str| -> Vec<String> {
        attribute(name)
            .unwrap_or_default()
            .split(',')
            .map(|item| item.trim().to_owned())
            .filter(|item| !item.is_empty())
            .collect()
    };
    match node.tag.as_str() {
        "Choices" => Some(Kind::Choices {
            options: options(node, "Choice"),
        }),
        "RectangleLabels" => Some(Kind::Boxes {
            labels: options(node, "Label"),
        }),
        "TextArea" => Some(Kind::Text {
            min_length: number("minLength"),
        }),
        "Chat" => {
            let mut roles = list("messageRoles");
            if roles.is_empty() {
                roles = vec!["user".to_owned(), "assistant".to_owned()];
            }
            Some(Kind::Chat {
                roles,
                min_messages: number("minMessages"),
                min_length: number("minLength"),
                tags: list("tags"),
            })
        }
        _ => None,
    }
}

/// The names that answers use for the options: the alias, else the value.
fn options(node: &Node, tag: &str) -> Vec<String> {
    node.children
        .iter()
        .filter(|child| child.tag == tag)
        .filter_map(|child| {
            let alias = child.attributes.get("alias").filter(|alias| !alias.is_empty());
            alias.or_else(|| child.attributes.get("value")).cloned()
        })
        .collect()
}

impl Field {
    fn region(&self, id: String, kind: &str, value: Value) -> Region {
        json!({"id": id, "from_name": self.name, "to_name": self.to_name, "type": kind, "value": value})
    }

    /// A choice of one option.
    pub fn choice(&self, option: &str) -> Region {
        self.region(
            format!("{}-1", self.name),
            "choices",
            json!({"choices": [option]}),
        )
    }

    /// A text.
    pub fn text(&self, text: &str) -> Region {
        self.region(format!("{}-1", self.name), "textarea", json!({"text": [text]}))
    }

    /// A box; `place` is x, y, width and height in percent.
    pub fn rectangle(&self, id: String, place: [f64; 4], label: &str) -> Region {
        let [x, y, width, height] = place;
        let mut region = self.region(
            id,
            "rectanglelabels",
            json!({"x": x, "y": y, "width": width, "height": height, "rotation": 0, "rectanglelabels": [label]}),
        );
        region["original_width"] = json!(PICTURE.0);
        region["original_height"] = json!(PICTURE.1);
        region["image_rotation"] = json!(0);
        region
    }

    /// One message of a conversation.
    pub fn message(&self, index: usize, role: &str, content: &str, tag: Option<&str>) -> Region {
        let mut message = Map::new();
        message.insert("role".to_owned(), json!(role));
        message.insert("content".to_owned(), json!(content));
        if let Some(tag) = tag {
            message.insert("tags".to_owned(), json!([tag]));
        }
        self.region(
            format!("{}-{}", self.name, index + 1),
            "chatmessage",
            json!({"chatmessage": message}),
        )
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn tree(value: Value) -> Node {
        serde_json::from_value(value).unwrap()
    }

    /// A tree with one control of each kind.
    pub(crate) fn everything() -> Node {
        let node = |tag: &str, attributes: Value, children: Value| json!({"tag": tag, "attributes": attributes, "children": children});
        let leaf = |tag: &str, attributes: Value| node(tag, attributes, json!([]));
        tree(node(
            "View",
            json!({}),
            json!([
                leaf("Image", json!({"name": "image", "value": "$image"})),
                node(
                    "Choices",
                    json!({"name": "label", "toName": "image"}),
                    json!([
                        leaf("Choice", json!({"value": "고양이", "alias": "cat"})),
                        leaf("Choice", json!({"value": "dog"})),
                        leaf("Choice", json!({"value": "other"})),
                    ])
                ),
                node(
                    "RectangleLabels",
                    json!({"name": "box", "toName": "image"}),
                    json!([
                        leaf("Label", json!({"value": "cat"})),
                        leaf("Label", json!({"value": "dog"}))
                    ])
                ),
                leaf(
                    "TextArea",
                    json!({"name": "note", "toName": "image", "minLength": "30"})
                ),
                leaf(
                    "Chat",
                    json!({"name": "chat", "messageRoles": "A, B", "minMessages": "4", "minLength": "5", "tags": "joy,calm"})
                ),
                node(
                    "View",
                    json!({"visibleWhen": "choice-selected"}),
                    json!([leaf("TextArea", json!({"name": "hidden", "toName": "image"}))])
                ),
            ]),
        ))
    }

    #[test]
    fn a_form_holds_what_everybody_is_asked() {
        let form = Form::read(&everything());
        let names: Vec<_> = form.fields.iter().map(|field| field.name.as_str()).collect();
        assert_eq!(names, ["label", "box", "note", "chat"]);
        let Kind::Choices { options } = &form.fields[0].kind else {
            panic!("{form:?}")
        };
        assert_eq!(options, &["cat", "dog", "other"]);
        assert_eq!(form.fields[2].kind, Kind::Text { min_length: 30 });
        assert_eq!(form.fields[3].to_name, "chat");
    }
}
