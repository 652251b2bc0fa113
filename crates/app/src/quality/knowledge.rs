//! What the last full pass over a project left for judging its next answers: the classes and the model.

use crate::AppError;
use pumasi_domain::ProjectId;
use pumasi_interface::LabelConfig;
use pumasi_quality::Model;
use pumasi_store::{Tx, fits};
use serde::{Deserialize, Serialize};

/// More different answers than this are compared and not counted: a table of all against all would be mostly empty.
pub(super) const CLASSES_MOST: usize = 64;

/// Stands for what nobody has said yet, where there would be one class only. No label can be this.
pub(super) const OTHER_CLASS: &str = "\u{1e}other";

/// The classes of a project and the model of its answers.
#[derive(Debug, Clone)]
pub(super) struct Knowledge {
    /// The classes; empty where answers are compared and not counted: the model then has two, right and wrong.
    pub classes: Vec<String>,
    pub model: Model,
}

/// As it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    classes: Vec<String>,
    model: Vec<f64>,
}

impl Knowledge {
    /// Of a project without a full pass.
    pub fn unknown(config: &LabelConfig) -> Knowledge {
        let classes = declared(config);
        let model = Model::unknown(classes.len().max(2));
        Knowledge { classes, model }
    }

    /// Of the last full pass, or without one.
    pub fn of(tx: &mut Tx, project_id: ProjectId, config: &LabelConfig) -> Result<Knowledge, AppError> {
        let Some(text) = fits::knowledge(tx, project_id)? else {
            return Ok(Knowledge::unknown(config));
        };
        // One of an older form is as good as none: the next full pass replaces it.
        let kept: Option<Kept> = serde_json::from_str(&text).ok();
        let read = kept.and_then(|kept| {
            let model = Model::from_numbers(&kept.model).ok()?;
            let fits = kept.classes.is_empty() || kept.classes.len() == model.classes();
            fits.then_some(Knowledge {
                classes: kept.classes,
                model,
            })
        });
        Ok(read.unwrap_or_else(|| Knowledge::unknown(config)))
    }

    /// As the database keeps it.
    pub fn text(&self) -> Result<String, AppError> {
        let kept = Kept {
            classes: self.classes.clone(),
            model: self.model.to_numbers(),
        };
        serde_json::to_string(&kept).map_err(|e| AppError::Internal(e.to_string()))
    }

    /// The number of a class.
    pub fn class(&self, name: &str) -> Option<usize> {
        self.classes.iter().position(|class| class == name)
    }

    /// The same knowledge where something was said that it does not know yet: the classes with the new ones, and of the
    /// people nothing.
    pub fn widened(&self, said: impl Iterator<Item = String>) -> Knowledge {
        let mut classes = self.classes.clone();
        for class in said {
            if !classes.contains(&class) {
                classes.push(class);
            }
        }
        let model = Model {
            calibration: self.model.calibration,
            known_tasks: self.model.known_tasks,
            ..Model::unknown(classes.len().max(2))
        };
        Knowledge { classes, model }
    }
}

/// The classes that an interface itself names: those of its one control with one choice.
pub(super) fn declared(config: &LabelConfig) -> Vec<String> {
    match config.categorical_controls().as_slice() {
        [control] if !control.multiple && control.options.len() <= CLASSES_MOST => control
            .options
            .iter()
            .map(|option| option.value.clone())
            .collect(),
        _ => Vec::new(),
    }
}

/// A text of numbers, as skills are kept.
pub(super) fn numbers_text(numbers: &[f64]) -> Result<String, AppError> {
    serde_json::to_string(numbers).map_err(|e| AppError::Internal(e.to_string()))
}

/// Reads what [`numbers_text`] wrote; nothing if it is of an older form.
pub(super) fn numbers(text: &str) -> Option<Vec<f64>> {
    serde_json::from_str(text).ok()
}
