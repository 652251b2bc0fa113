//! Label configs before there is a project: checked while they are written, and templates to begin with.

use crate::{App, AppError};
use pumasi_domain::verdict::Fault;
use pumasi_interface::{ConfigProblem, LabelConfig, Node};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// What a worker fills in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Control {
    /// The `from_name` of its regions.
    pub name: String,
    /// The object it is about.
    pub to_name: String,
    /// The tag in lower case: `choices`, `rectanglelabels`, `labels`.
    pub kind: String,
    /// What may be chosen, as results hold it.
    pub labels: Vec<String>,
}

/// A field that the data of each task has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DataField {
    /// Its path, like `image`.
    pub field: String,
    /// `image`, `audio`, `video`, `document`, `text`, `html`, `paragraphs`, `messages`, `options`, `series`, `table` or
    /// `items`.
    pub kind: String,
    /// Whether a task without it is refused.
    pub required: bool,
}

/// A label config, read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct InterfaceView {
    /// The tree that the front end renders.
    #[schema(value_type = Object)]
    pub tree: Node,
    pub controls: Vec<Control>,
    pub data_fields: Vec<DataField>,
    /// The control of choices, if there is nothing else to fill in: its answers can be put together by counting.
    pub categorical: Option<String>,
}

/// A label config that was found good, and what was ignored in it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct InterfaceCheck {
    #[serde(flatten)]
    pub interface: InterfaceView,
    /// Each with line and column.
    #[schema(value_type = Vec<Object>)]
    pub warnings: Vec<ConfigProblem>,
}

/// A ready-made interface.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct InterfaceTemplate {
    pub template_id: String,
    /// What it is about: `picture`, `text`, `conversation`, `ranking`, `making`, `audio`, `video` or `document`.
    pub category: String,
    pub title: BothLanguages,
    pub description: BothLanguages,
    /// The label config, worded in the asked language.
    pub xml: String,
    /// The same as the tree that the front end renders, to show a picture of it.
    #[schema(value_type = Object)]
    pub tree: Option<Node>,
    /// Data of one task, to try it with.
    #[schema(value_type = Object)]
    pub example_data: Map<String, Value>,
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BothLanguages {
    pub ko: String,
    pub en: String,
}

impl InterfaceView {
    /// Everything about a config that the API tells.
    pub(crate) fn of(config: &LabelConfig) -> InterfaceView {
        let controls = config.controls().map(|control| Control {
            name: control.name.clone(),
            to_name: control.to_name.clone(),
            kind: control.kind.as_str().to_owned(),
            labels: control
                .options
                .iter()
                .map(|option| option.value.clone())
                .collect(),
        });
        let data_fields = config.data_fields().into_iter().map(|field| DataField {
            field: field.path,
            // The name of a unit variant is a JSON string.
            kind: serde_json::to_value(field.kind)
                .ok()
                .and_then(|kind| kind.as_str().map(str::to_owned))
                .unwrap_or_default(),
            required: field.required,
        });
        InterfaceView {
            tree: config.tree(),
            controls: controls.collect(),
            data_fields: data_fields.collect(),
            categorical: sole_choice(config).map(str::to_owned),
        }
    }

    /// What a draft without a config shows: nothing.
    pub(crate) fn empty() -> InterfaceView {
        InterfaceView {
            tree: Node {
                tag: "View".to_owned(),
                attributes: std::collections::BTreeMap::new(),
                children: Vec::new(),
            },
            controls: Vec::new(),
            data_fields: Vec::new(),
            categorical: None,
        }
    }
}

/// The one control of choices of a config that has nothing else to fill in.
pub(crate) fn sole_choice(config: &LabelConfig) -> Option<&str> {
    match config.categorical_controls().as_slice() {
        [control] => Some(&control.name),
        _ => None,
    }
}

/// The faults of a config as faults of the field at `pointer`.
pub(crate) fn config_faults(pointer: &str, problems: &[ConfigProblem]) -> Vec<Fault> {
    problems
        .iter()
        .map(|problem| Fault::new(pointer, problem.code, problem.to_string()))
        .collect()
}

impl App {
    /// Reads a label config while it is being written.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with every fault of it; each message begins with line and column.
    pub fn check_interface(&self, xml: &str) -> Result<InterfaceCheck, AppError> {
        let config = LabelConfig::parse(xml)
            .map_err(|problems| AppError::Invalid(config_faults("/xml", &problems)))?;
        Ok(InterfaceCheck {
            interface: InterfaceView::of(&config),
            warnings: config.warnings().to_vec(),
        })
    }

    /// The built-in interfaces, worded in `locale` (`ko` or `en`).
    pub fn interface_templates(&self, locale: &str) -> Vec<InterfaceTemplate> {
        let both = |text: pumasi_interface::Localized<&str>| BothLanguages {
            ko: text.ko.to_owned(),
            en: text.en.to_owned(),
        };
        let korean = locale != "en";
        let view = |template: pumasi_interface::Template| {
            let (xml, example_data) = if korean {
                (template.xml.ko, template.example_data.ko)
            } else {
                (template.xml.en, template.example_data.en)
            };
            InterfaceTemplate {
                template_id: template.template_id.to_owned(),
                category: template.category.to_owned(),
                title: both(template.title),
                description: both(template.description),
                tree: LabelConfig::parse(&xml).ok().map(|config| config.tree()),
                xml,
                example_data,
            }
        };
        pumasi_interface::templates().into_iter().map(view).collect()
    }
}
