//! Whether the tasks that a draft holds fit another interface. Every task of a project fits its interface at all times:
//! what is handed out can be worked on.

use crate::{App, AppError};
use pumasi_domain::ProjectId;
use pumasi_domain::verdict::Fault;
use pumasi_interface::{LabelConfig, Region};
use pumasi_store::task_lists::{self, TaskRow};
use std::sync::Arc;

/// Tasks looked at in one snapshot.
const PAGE: i64 = 500;
/// Misfits named in full; one shows the pattern, more help to see it.
const NAMED: usize = 5;

/// What of a task does not fit, if anything.
fn misfit(config: &LabelConfig, task: &TaskRow) -> Option<String> {
    let Ok(data) = serde_json::from_str(&task.data) else {
        return Some("its data can not be read".to_owned());
    };
    if let Some(problem) = config.validate_data(&data).first() {
        return Some(problem.to_string());
    }
    let gold = task.gold.as_ref()?;
    let Ok(gold) = serde_json::from_str::<Vec<Region>>(gold) else {
        return Some("its known answer can not be read".to_owned());
    };
    let problem = config.validate_answer(&data, &gold).into_iter().next()?;
    Some(format!("its known answer does not fit: {problem}"))
}

impl App {
    /// Faults of `interface_xml` on account of the tasks that are there already.
    pub(super) async fn misfit_faults(
        &self,
        project_id: ProjectId,
        interface_xml: &str,
    ) -> Result<Vec<Fault>, AppError> {
        let Ok(config) = LabelConfig::parse(interface_xml) else {
            return Ok(Vec::new());
        };
        let config = Arc::new(config);
        let mut faults = Vec::new();
        let mut after = 0;
        loop {
            let known = Arc::clone(&config);
            let (last, found) = self
                .db
                .read(move |tx| {
                    let tasks = task_lists::page(tx, project_id, None, Some(after), PAGE)?;
                    let found: Vec<String> = tasks
                        .iter()
                        .filter_map(|task| Some(format!("task {}: {}", task.position, misfit(&known, task)?)))
                        .take(NAMED)
                        .collect();
                    Ok::<_, AppError>((tasks.last().map(|task| task.position), found))
                })
                .await?;
            faults.extend(
                found
                    .into_iter()
                    .map(|text| Fault::new("/interface_xml", "tasks_do_not_fit", text)),
            );
            match last {
                Some(position) if faults.len() < NAMED => after = position,
                _ => break,
            }
        }
        faults.truncate(NAMED);
        Ok(faults)
    }
}
