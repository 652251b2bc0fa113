//! Entrance tests: a draw of tasks whose answer is known, asked once and graded at the end.

use crate::catalog::require_visible;
use crate::history::Change;
use crate::invitations::require_seat_role;
use crate::media::PyramidView;
use crate::sensitive::require_consent;
use crate::tasks::{stored_json, stored_option};
use crate::trial::{is_right, sent_regions};
use crate::{App, AppError, Caller, Done, Once};
use pumasi_domain::audience::{self, Audience, EXAM_RETRY_SECONDS, Gate};
use pumasi_domain::project::Project;
use pumasi_domain::state::{ProjectState, Role};
use pumasi_domain::{ExamId, InvitationId, ProjectId, TaskId, Timestamp};
use pumasi_interface::Region;
use pumasi_store::exams::{self, Exam};
use pumasi_store::seats::{self, Graded};
use pumasi_store::{Tx, task_lists, tasks};
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::HashMap;
use utoipa::ToSchema;

/// Known tasks that a draw is made from, at most.
const POOL: i64 = 10_000;

/// A sitting of an entrance test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = Exam)]
pub struct ExamView {
    pub exam_id: ExamId,
    pub role: Role,
    pub pass_percent: i64,
    pub tasks: Vec<ExamTask>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ExamTask {
    pub task_id: TaskId,
    #[schema(value_type = Object)]
    pub data: Map<String, Value>,
    /// Its pictures that are too large to be sent whole.
    #[serde(default)]
    pub pyramids: Vec<PyramidView>,
}

/// The answers to all questions, as sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ExamInput {
    pub exam_id: ExamId,
    pub answers: Vec<ExamAnswer>,
}

/// The answer to one question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ExamAnswer {
    pub task_id: TaskId,
    #[schema(value_type = Vec<Object>)]
    pub regions: Vec<Value>,
}

/// How it went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ExamReply {
    pub passed: bool,
    pub score_percent: i64,
    pub pass_percent: i64,
    pub wrong: Vec<WrongAnswer>,
    /// When somebody who failed may try again.
    pub retry_at: Option<Timestamp>,
}

/// A question that was answered wrongly, with what would have been right.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WrongAnswer {
    pub task_id: TaskId,
    #[schema(value_type = Vec<Object>)]
    pub expected: Vec<Value>,
}

/// Draws `size` of the known tasks. The one that everybody may try is left out while there are enough others.
fn draw(mut pool: Vec<TaskId>, size: i64, seed: [u8; 32]) -> Vec<TaskId> {
    let size = usize::try_from(size).unwrap_or(0);
    if pool.len() > size {
        pool.remove(0);
    }
    let amount = size.min(pool.len());
    let picked = rand::seq::index::sample(&mut StdRng::from_seed(seed), pool.len(), amount);
    picked.into_iter().map(|index| pool[index]).collect()
}

/// Refuses everybody who has no test to sit.
fn require_examinee(
    tx: &mut Tx,
    project: &Project,
    caller: &Caller,
    role: Role,
    now: Timestamp,
) -> Result<(), AppError> {
    if project.state == ProjectState::Closed {
        return Err(AppError::conflict("closed", "the project is closed"));
    }
    let audience = if role == Role::Work {
        project.work_audience
    } else {
        project.inspect_audience
    };
    let seat = seats::find(tx, project.project_id, caller.user_id, role)?;
    match audience::gate(audience, seat, now) {
        Gate::ExamRequired => Ok(()),
        Gate::ExamFailed => {
            let at = seat.and_then(|(_, retry_at)| retry_at).unwrap_or(now);
            Err(AppError::conflict(
                "exam_retry_later",
                format!("the next try is possible at {at}"),
            ))
        }
        _ if audience == Audience::EntranceTest => Err(AppError::conflict(
            "exam_passed",
            "there is no test to sit any more: begin to work",
        )),
        _ => Err(AppError::conflict(
            "exam_not_needed",
            "this project has no entrance test for this role",
        )),
    }
}

impl App {
    /// The test that stands between the caller and a role: the one begun before, else a fresh draw.
    ///
    /// # Errors
    /// Conflicts `exam_retry_later`, `exam_passed`, `exam_not_needed`, `exam_missing` and `closed`.
    pub async fn exam(
        &self,
        caller: &Caller,
        project_id: ProjectId,
        role: Role,
    ) -> Result<ExamView, AppError> {
        require_seat_role(role)?;
        let (app, caller, now) = (self.clone(), caller.clone(), self.now());
        let (exam_id, seed) = (ExamId(self.ids.next()), self.ids.secret());
        self.db
            .write(project_id.0, move |tx| {
                let project = require_visible(tx, &caller, project_id)?;
                require_consent(tx, &caller, &project)?;
                require_examinee(tx, &project, &caller, role, now)?;
                let exam = match exams::unfinished(tx, project_id, caller.user_id, role)? {
                    Some(begun) => begun,
                    None => app.begin_exam(tx, &project, &caller, role, exam_id, seed, now)?,
                };
                app.exam_view(tx, &project, &exam)
            })
            .await
    }

    #[expect(clippy::too_many_arguments, reason = "what one draw is made of")]
    fn begin_exam(
        &self,
        tx: &mut Tx,
        project: &Project,
        caller: &Caller,
        role: Role,
        exam_id: ExamId,
        seed: [u8; 32],
        now: Timestamp,
    ) -> Result<Exam, AppError> {
        let drawn = draw(
            task_lists::gold_ids(tx, project.project_id, POOL)?,
            project.exam_size,
            seed,
        );
        if drawn.is_empty() {
            return Err(AppError::conflict(
                "exam_missing",
                "the project has no task whose answer is known",
            ));
        }
        let exam = Exam {
            exam_id,
            project_id: project.project_id,
            user_id: caller.user_id,
            role,
            task_ids: serde_json::to_string(&drawn)
                .map_err(|e| AppError::Internal(format!("the draw can not be written down: {e}")))?,
            created_at: now,
            finished_at: None,
            score_percent: None,
        };
        exams::insert(tx, &exam)?;
        self.note(
            tx,
            now,
            exam_change("exam_begun", caller, &exam, serde_json::json!({"role": role})),
        )?;
        Ok(exam)
    }

    fn exam_view(&self, tx: &mut Tx, project: &Project, exam: &Exam) -> Result<ExamView, AppError> {
        let ids: Vec<TaskId> = stored_json(&exam.task_ids, "draw")?;
        let mut questions = Vec::with_capacity(ids.len());
        for task_id in ids {
            let Some(task) = tasks::data(tx, project.project_id, task_id)? else {
                continue;
            };
            let (data, pyramids) = self.shown_data(tx, stored_json(&task.data, "task")?)?;
            questions.push(ExamTask {
                task_id,
                data,
                pyramids,
            });
        }
        Ok(ExamView {
            exam_id: exam.exam_id,
            role: exam.role,
            pass_percent: project.exam_pass_percent,
            tasks: questions,
        })
    }

    /// Grades a test. What was left out is wrong. The seat that follows decides about work from now on.
    pub async fn finish_exam(
        &self,
        caller: &Caller,
        once: Option<Once>,
        project_id: ProjectId,
        input: ExamInput,
    ) -> Result<Done<ExamReply>, AppError> {
        let mut given: HashMap<TaskId, Vec<Region>> = HashMap::with_capacity(input.answers.len());
        for answer in input.answers {
            given.insert(answer.task_id, sent_regions(answer.regions)?);
        }
        let (app, caller) = (self.clone(), caller.clone());
        let (exam_id, seat_id) = (input.exam_id, InvitationId(self.ids.next()));
        self.write_once(project_id.0, once, move |tx, now| {
            let project = require_visible(tx, &caller, project_id)?;
            let exam =
                exams::of_user(tx, project_id, caller.user_id, exam_id)?.ok_or(AppError::NotFound("exam"))?;
            let finished = || AppError::conflict("exam_finished", "this test was handed in before");
            if exam.finished_at.is_some() {
                return Err(finished());
            }
            let (asked, wrong) = app.grade(tx, &project, &exam, &given)?;
            let right = asked - wrong.len() as i64;
            let (score_percent, passed) = audience::grade(right, asked, project.exam_pass_percent);
            if !exams::finish(tx, exam_id, score_percent, now)? {
                return Err(finished());
            }
            let retry_at = (!passed).then(|| now.plus_seconds(EXAM_RETRY_SECONDS));
            let graded = Graded {
                project_id,
                user_id: caller.user_id,
                role: exam.role,
                passed,
                score_percent,
                retry_at,
                now,
            };
            seats::grade(tx, seat_id, &graded)?;
            let kind = if passed { "exam_passed" } else { "exam_failed" };
            let data = serde_json::json!({"role": exam.role, "score_percent": score_percent});
            app.note(tx, now, exam_change(kind, &caller, &exam, data))?;
            Ok(ExamReply {
                passed,
                score_percent,
                pass_percent: project.exam_pass_percent,
                wrong,
                retry_at,
            })
        })
        .await
    }

    /// How many questions were asked, and the ones that were answered wrongly.
    fn grade(
        &self,
        tx: &mut Tx,
        project: &Project,
        exam: &Exam,
        given: &HashMap<TaskId, Vec<Region>>,
    ) -> Result<(i64, Vec<WrongAnswer>), AppError> {
        let config = self.interface(project.project_id, project.version, &project.interface_xml)?;
        let ids: Vec<TaskId> = stored_json(&exam.task_ids, "draw")?;
        let (mut asked, mut wrong) = (0, Vec::new());
        for task_id in ids {
            let Some(task) = task_lists::gold(tx, project.project_id, task_id)? else {
                continue;
            };
            asked += 1;
            let known: Vec<Region> = stored_json(&task.gold, "known answer")?;
            let right = given
                .get(&task_id)
                .is_some_and(|answer| is_right(&config, &known, &config.normalize_answer(answer)));
            if !right {
                let expected = stored_option(Some(&task.gold), "known answer")?.unwrap_or_default();
                wrong.push(WrongAnswer { task_id, expected });
            }
        }
        Ok((asked, wrong))
    }
}

fn exam_change(kind: &'static str, caller: &Caller, exam: &Exam, data: Value) -> Change {
    Change {
        kind,
        actor: Some(caller.user_id),
        project_id: exam.project_id,
        subject_kind: "exam",
        subject_id: exam.exam_id.0,
        data,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn pool(size: u128) -> Vec<TaskId> {
        (0..size).map(|n| TaskId(Uuid::from_u128(n))).collect()
    }

    #[test]
    fn a_draw_repeats_nothing_and_spares_the_trial() {
        for seed in 0..20 {
            let drawn = draw(pool(30), 10, [seed; 32]);
            let mut once = drawn.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), 10);
            assert!(!drawn.contains(&TaskId(Uuid::nil())));
        }
        assert_ne!(draw(pool(30), 10, [1; 32]), draw(pool(30), 10, [2; 32]));
    }

    #[test]
    fn a_small_pool_is_asked_as_a_whole() {
        assert_eq!(draw(pool(10), 10, [1; 32]).len(), 10);
        assert_eq!(draw(pool(3), 10, [1; 32]).len(), 3);
        assert!(draw(pool(0), 10, [1; 32]).is_empty());
    }
}
