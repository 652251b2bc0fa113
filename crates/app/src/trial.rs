//! Trying a project out: one task, unpaid, of which nothing is kept.

use crate::catalog::require_visible;
use crate::media::PyramidView;
use crate::sensitive::require_consent;
use crate::tasks::stored_json;
use crate::{App, AppError, Caller};
use pumasi_domain::project::Project;
use pumasi_domain::verdict::Fault;
use pumasi_domain::{ProjectId, TaskId};
use pumasi_interface::{LabelConfig, Node, Region};
use pumasi_store::{Tx, task_lists, tasks};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// A task to try.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Trial {
    pub task_id: TaskId,
    #[schema(value_type = Object)]
    pub data: Map<String, Value>,
    /// Its pictures that are too large to be sent whole.
    #[serde(default)]
    pub pyramids: Vec<PyramidView>,
    #[schema(value_type = Object)]
    pub tree: Node,
}

/// How the try went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TrialReply {
    /// `null` where nobody knows the answer.
    pub correct: Option<bool>,
    #[schema(value_type = Option<Vec<Object>>)]
    pub expected: Option<Vec<Value>>,
}

/// From here on two answers that are not a choice among few count as the same.
const ALIKE: f64 = 0.8;

/// Whether an answer says what is known: the same choices; for boxes, texts and conversations nearly the same.
pub(crate) fn is_right(config: &LabelConfig, known: &[Region], given: &[Region]) -> bool {
    config.answers_equal(known, given)
        || (!config.is_categorical() && config.similarity(known, given) >= ALIKE)
}

/// Reads regions that somebody sent.
pub(crate) fn sent_regions(regions: Vec<Value>) -> Result<Vec<Region>, AppError> {
    serde_json::from_value(Value::Array(regions)).map_err(|e| {
        AppError::invalid(
            "/regions",
            "not_regions",
            format!("these are no Label Studio regions: {e}"),
        )
    })
}

/// The task that everybody tries: the first whose answer is known, else the first.
pub(crate) fn trial_task(tx: &mut Tx, project_id: ProjectId) -> Result<Option<TaskId>, AppError> {
    match task_lists::gold_ids(tx, project_id, 1)?.first() {
        Some(task_id) => Ok(Some(*task_id)),
        None => Ok(task_lists::first_id(tx, project_id)?),
    }
}

fn require_trial(tx: &mut Tx, caller: &Caller, project_id: ProjectId) -> Result<(Project, TaskId), AppError> {
    let project = require_visible(tx, caller, project_id)?;
    require_consent(tx, caller, &project)?;
    let task_id = trial_task(tx, project_id)?.ok_or(AppError::NotFound("trial"))?;
    Ok((project, task_id))
}

impl App {
    /// A task to try the project out with.
    pub async fn trial(&self, caller: &Caller, project_id: ProjectId) -> Result<Trial, AppError> {
        let (app, caller) = (self.clone(), caller.clone());
        self.db
            .read(move |tx| {
                let (project, task_id) = require_trial(tx, &caller, project_id)?;
                let task = tasks::data(tx, project_id, task_id)?.ok_or(AppError::NotFound("trial"))?;
                let (mut data, pyramids) = app.shown_data(tx, stored_json(&task.data, "task")?)?;
                let config = app.interface(project_id, project.version, &project.interface_xml)?;
                config.hide_briefs(&mut data);
                Ok(Trial {
                    task_id,
                    data,
                    pyramids,
                    tree: config.tree(),
                })
            })
            .await
    }

    /// Looks at a try. The known answer is told for this one task and no other.
    ///
    /// # Errors
    /// [`AppError::Invalid`] as for real work, and [`AppError::NotFound`] for any task that is not the one to try.
    pub async fn check_trial(
        &self,
        caller: &Caller,
        project_id: ProjectId,
        task_id: TaskId,
        regions: Vec<Value>,
    ) -> Result<TrialReply, AppError> {
        let given = sent_regions(regions)?;
        let (app, caller) = (self.clone(), caller.clone());
        self.db
            .read(move |tx| {
                let (project, expected_id) = require_trial(tx, &caller, project_id)?;
                if task_id != expected_id {
                    return Err(AppError::NotFound("trial"));
                }
                let task = tasks::data(tx, project_id, task_id)?.ok_or(AppError::NotFound("trial"))?;
                let data: Map<String, Value> = stored_json(&task.data, "task")?;
                let config = app.interface(project_id, project.version, &project.interface_xml)?;
                let problems = config.validate_answer(&data, &given);
                AppError::check(
                    problems
                        .iter()
                        .map(|p| Fault::new(format!("/regions{}", p.pointer), p.code, p.message.clone()))
                        .collect(),
                )?;
                let Some(gold) = &task.gold else {
                    return Ok(TrialReply {
                        correct: None,
                        expected: None,
                    });
                };
                let known: Vec<Region> = stored_json(gold, "known answer")?;
                Ok(TrialReply {
                    correct: Some(is_right(&config, &known, &config.normalize_answer(&given))),
                    expected: Some(stored_json(gold, "known answer")?),
                })
            })
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn choices_must_be_the_same_and_boxes_nearly() {
        let choice = LabelConfig::parse(
            r#"<View><Text name="t" value="$t"/><Choices name="c" toName="t" choice="multiple"><Choice value="A"/>
               <Choice value="B"/><Choice value="C"/><Choice value="D"/><Choice value="E"/></Choices></View>"#,
        )
        .unwrap();
        let chosen =
            |labels: &[&str]| vec![Region::new("1", "c", "t", "choices", json!({"choices": labels}))];
        assert!(is_right(&choice, &chosen(&["A", "B"]), &chosen(&["B", "A"])));
        assert!(!is_right(
            &choice,
            &chosen(&["A", "B", "C", "D", "E"]),
            &chosen(&["A", "B", "C", "D"])
        ));

        let boxes = LabelConfig::parse(
            r#"<View><Image name="i" value="$i"/><RectangleLabels name="b" toName="i"><Label value="Cat"/></RectangleLabels></View>"#,
        )
        .unwrap();
        let drawn = |width: f64| {
            let value = json!({"x": 10.0, "y": 10.0, "width": width, "height": 50.0, "rotation": 0.0, "rectanglelabels": ["Cat"]});
            vec![Region::new("1", "b", "i", "rectanglelabels", value)]
        };
        assert!(is_right(&boxes, &drawn(50.0), &drawn(45.0)));
        assert!(!is_right(&boxes, &drawn(50.0), &drawn(30.0)));
    }
}
