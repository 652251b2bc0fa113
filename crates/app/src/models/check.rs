//! What stands in an answer as the model's was said by it.

use crate::{App, AppError};
use pumasi_domain::project::Project;
use pumasi_domain::state::Role;
use pumasi_domain::verdict::Fault;
use pumasi_interface::Region;
use pumasi_store::Tx;
use pumasi_store::assignments::Assignment;
use pumasi_store::models;

impl App {
    /// Refuses messages of the model that it never said in this assignment, unless the config lets people change them.
    pub(crate) fn check_said(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
        regions: &[Region],
    ) -> Result<(), AppError> {
        let config = self.interface(project.project_id, project.version, &project.interface_xml)?;
        let chats = config.model_chats();
        if a.role != Role::Work || chats.iter().all(|chat| chat.may_edit) {
            return Ok(());
        }
        let said: Vec<String> = models::replies(tx, a.assignment_id)?
            .iter()
            .map(|reply| plain(reply))
            .collect();
        let mut faults = Vec::new();
        for chat in chats.iter().filter(|chat| !chat.may_edit) {
            for (role, content, pointer) in config.messages(&chat.control, regions) {
                if role == chat.model_role && !said.contains(&plain(&content)) {
                    let message = format!(
                        "`{}`: the model never said this: take the message out and ask it again",
                        chat.control
                    );
                    faults.push(Fault::new(
                        format!("/regions{pointer}"),
                        "not_said_by_model",
                        message,
                    ));
                }
            }
        }
        AppError::check(faults)
    }
}

/// Letters may be composed otherwise, and white space at the ends is cut.
fn plain(text: &str) -> String {
    pumasi_interface::normalize_text(text).trim().to_owned()
}
