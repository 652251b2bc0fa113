//! What a task needs next, asked whenever an answer came in or was decided on.

use super::facts::stands;
use crate::{App, AppError};
use pumasi_domain::next::Next;
use pumasi_domain::project::Project;
use pumasi_domain::quality::{InspectionRule, Overlap};
use pumasi_store::Tx;
use pumasi_store::assignments::Assignment;
use pumasi_store::evidence;

impl App {
    /// What the task of `a` needs next, from everything that was said about it. Asked after the state and the class of
    /// `a` were written, in the same transaction.
    pub fn what_next(&self, tx: &mut Tx, project: &Project, a: &Assignment) -> Result<Next, AppError> {
        let settings = &project.plan.settings;
        if settings.overlap == Overlap::Fixed && settings.inspection != InspectionRule::Doubt {
            let rows = evidence::of_task(tx, a.project_id, a.task_id)?;
            let given = rows.iter().filter(|row| stands(row)).count() as i64;
            return Ok(if given >= project.plan.answers_per_task {
                Next::Stop
            } else {
                Next::Answer
            });
        }
        let judged = self.judge_task(tx, project, a.task_id)?;
        Ok(judged.map_or(Next::Answer, |judgement| judgement.next))
    }
}
