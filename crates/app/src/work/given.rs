//! An answer as it was sent, held against the interface.

use super::settle::unreadable;
use super::submit::ACTIVE_MS_MAX;
use super::*;
use crate::quality::class_of;
use crate::{App, AppError};
use pumasi_domain::project::Project;
use pumasi_domain::state::AnswerKind;
use pumasi_domain::verdict::Fault;
use pumasi_interface::Region;
use pumasi_store::Tx;
use pumasi_store::assignments::Assignment;
use pumasi_store::tasks::{self, TaskData};

/// The longest reason of a worker.
const REASON_MAX: usize = 2_000;

/// An answer that fits, in its normal form.
pub(super) struct Given {
    pub kind: AnswerKind,
    pub regions: Vec<Region>,
    /// The regions as JSON.
    pub text: String,
    /// What it says, where answers can be counted.
    pub class: Option<String>,
    pub reason: Option<String>,
    pub active_ms: i64,
    pub task: TaskData,
}

/// Regions as JSON.
pub(crate) fn written(regions: &[Region]) -> Result<String, AppError> {
    serde_json::to_string(regions).map_err(|e| AppError::Internal(e.to_string()))
}

impl App {
    /// The answer in its normal form, if it fits the interface.
    pub(super) fn checked_answer(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
        input: &AnswerInput,
    ) -> Result<Given, AppError> {
        if input
            .reason
            .as_deref()
            .is_some_and(|reason| reason.chars().count() > REASON_MAX)
        {
            return Err(AppError::invalid(
                "/reason",
                "text_too_long",
                format!("at most {REASON_MAX} characters"),
            ));
        }
        let task = tasks::data(tx, a.project_id, a.task_id)?.ok_or(AppError::NotFound("task"))?;
        let regions = match input.kind {
            AnswerKind::Regions => self.checked_regions(project, &task.data, &input.regions)?,
            AnswerKind::Unusable => {
                if input
                    .reason
                    .as_deref()
                    .is_none_or(|reason| reason.trim().is_empty())
                {
                    return Err(AppError::invalid(
                        "/reason",
                        "reason_missing",
                        "say what is wrong with the data",
                    ));
                }
                Vec::new()
            }
        };
        let config = self.interface(project.project_id, project.version, &project.interface_xml)?;
        Ok(Given {
            kind: input.kind,
            class: class_of(&config, input.kind, &regions),
            text: written(&regions)?,
            regions,
            reason: input.reason.clone(),
            active_ms: input.active_ms.clamp(0, ACTIVE_MS_MAX),
            task,
        })
    }

    /// Regions in their normal form, if they fit the interface.
    pub(crate) fn checked_regions(
        &self,
        project: &Project,
        data: &str,
        regions: &[serde_json::Value],
    ) -> Result<Vec<Region>, AppError> {
        let config = self.interface(project.project_id, project.version, &project.interface_xml)?;
        let mut parsed = Vec::with_capacity(regions.len());
        for (i, region) in regions.iter().enumerate() {
            let region: Region = serde_json::from_value(region.clone()).map_err(|e| {
                AppError::invalid(
                    &format!("/regions/{i}"),
                    "region_unreadable",
                    format!("not a Label Studio region: {e}"),
                )
            })?;
            parsed.push(region);
        }
        let data = serde_json::from_str(data).map_err(|e| unreadable("task", &e))?;
        let faults = config
            .validate_answer(&data, &parsed)
            .into_iter()
            .map(|p| Fault {
                pointer: format!("/regions{}", p.pointer),
                code: p.code.to_string(),
                message: p.message,
            })
            .collect();
        AppError::check(faults)?;
        Ok(config.normalize_answer(&parsed))
    }
}
