//! Pauses that end by themselves. In doubt for the person.

use crate::{App, AppError};
use pumasi_domain::pause::{OBJECTION_SECONDS, is_over};
use pumasi_store::pauses;
use serde_json::json;

/// Pauses ended by one sweep.
const SWEEP: i64 = 500;

impl App {
    /// Ends pauses whose time is over, and those whose objection nobody decided on in time; how many. Safe to run at any
    /// time, on several servers.
    pub async fn end_pauses(&self) -> Result<usize, AppError> {
        let now = self.clock.now();
        let objected_before = now.plus_seconds(-OBJECTION_SECONDS);
        let due = self
            .db
            .read(move |tx| Ok::<_, AppError>(pauses::due(tx, now, objected_before, SWEEP)?))
            .await?;
        let mut ended = 0;
        for (project_id, pause_id) in due {
            let app = self.clone();
            let changed = self.db.write(project_id.0, move |tx| {
                let Some(pause) = pauses::find(tx, pause_id)? else {
                    return Ok(false);
                };
                // A decision may have come in between.
                if !is_over(pause.until_at, pause.objected_at, pause.decided_at, now)
                    || !pauses::end(tx, pause_id, now)?
                {
                    return Ok(false);
                }
                let cause = if pause.until_at.is_some_and(|until| until <= now) {
                    "time_over"
                } else {
                    "nobody_decided"
                };
                let data = json!({"user_id": pause.user_id, "cause": cause});
                app.note_pause(tx, now, "pause_ended", None, &pause, data)?;
                Ok::<_, AppError>(true)
            });
            ended += usize::from(changed.await?);
        }
        Ok(ended)
    }
}
