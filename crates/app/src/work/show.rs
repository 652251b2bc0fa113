//! From rows to what a worker sees.

use super::audit::in_hand;
use super::claim::Found;
use super::settle::unreadable;
use super::*;
use crate::sensitive::{Stop, hides};
use crate::tasks::stored_option;
use crate::{App, AppError, Caller};
use pumasi_domain::draw::Draw;
use pumasi_domain::project::Project;
use pumasi_domain::state::{AssignmentState, Purpose, Role};
use pumasi_domain::{AssignmentId, ProjectId, Timestamp, UserId};
use pumasi_interface::Region;
use pumasi_store::answers::{self, Answer, Verdict};
use pumasi_store::assignments::{self, Assignment};
use pumasi_store::tally;
use pumasi_store::{Tx, projects, tasks};
use serde_json::Value;

/// How long an answer that waits for nobody seems to have waited at most.
const WAIT_SECONDS: i64 = 3_600;

fn list(text: Option<&str>, what: &str) -> Result<Vec<Value>, AppError> {
    text.map_or(Ok(Vec::new()), |text| {
        serde_json::from_str(text).map_err(|e| unreadable(what, &e))
    })
}

pub(super) fn return_view(verdict: &Verdict) -> Result<Return, AppError> {
    Ok(Return {
        reason: verdict.reason.clone(),
        clause: verdict.clause.clone(),
        comments: stored_option(verdict.comments.as_deref(), "verdict")?.unwrap_or_default(),
        at: verdict.created_at,
        round: verdict.round,
    })
}

impl App {
    /// One assignment as its worker sees it. Media addresses are not signed yet.
    pub(super) fn show(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
        with_tree: bool,
    ) -> Result<AssignmentView, AppError> {
        let task = tasks::data(tx, a.project_id, a.task_id)?.ok_or(AppError::NotFound("task"))?;
        let mut data = serde_json::from_str(&task.data).map_err(|e| unreadable("task", &e))?;
        let config = self.interface(project.project_id, project.version, &project.interface_xml)?;
        // Whoever judges a conversation knows what both were told.
        if a.role == Role::Work {
            config.hide_briefs(&mut data);
        }
        // A returned answer is shown with its latest verdict; its last answer is the draft to mend.
        let last = match a.role {
            Role::Work if a.round > 0 || a.state == AssignmentState::Returned => {
                answers::verdicts(tx, a.assignment_id)?.pop()
            }
            _ => None,
        };
        let mut draft = answers::draft(tx, a.assignment_id)?;
        if draft.is_none()
            && let Some(verdict) = &last
            && let Some(answer) = answers::find(tx, a.assignment_id, verdict.round)?
        {
            draft = Some((answer.regions, 0));
        }
        let draft = match draft {
            Some((regions, active_ms)) => Some(DraftView {
                regions: list(Some(&regions), "draft")?,
                active_ms,
            }),
            None => None,
        };
        let tree = if with_tree { Some(config.tree()) } else { None };
        Ok(AssignmentView {
            assignment_id: a.assignment_id,
            project_id: a.project_id,
            project_name: project.name.clone(),
            task_id: a.task_id,
            role: a.role,
            state: a.state,
            round: a.round,
            issued_at: a.issued_at,
            leased_until: a.leased_until,
            reward_minor: a.reward_minor,
            guide_version: a.guide_version,
            tree,
            pyramids: self.pyramids_of(tx, &data)?,
            data,
            predictions: if a.role == Role::Work {
                predicted(task.predictions.as_deref())?
            } else {
                Vec::new()
            },
            draft,
            returned: last.as_ref().map(return_view).transpose()?,
            inspect: self.show_subject(tx, project, a)?,
            files: self.show_files(tx, project, a)?,
        })
    }

    /// The answer that an inspection is about, what was said of the round before, and what was changed since.
    fn show_subject(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
    ) -> Result<Option<Inspect>, AppError> {
        let Some((subject_id, round)) = a.subject else {
            return Ok(None);
        };
        let answer = looked_at(tx, a, subject_id, round)?;
        let is_audit = a.purpose == Purpose::Audit;
        let mut previous = None;
        let mut changes = Vec::new();
        // Whoever looks at a result again does not know what was said of it.
        if !is_audit
            && let Some(verdict) = answers::verdicts(tx, subject_id)?
                .into_iter()
                .rfind(|v| v.round < round)
            && let Some(before) = answers::find(tx, subject_id, verdict.round)?
        {
            let config = self.interface(project.project_id, project.version, &project.interface_xml)?;
            let regions =
                |text: &str| serde_json::from_str::<Vec<Region>>(text).map_err(|e| unreadable("answer", &e));
            changes = config.difference(&regions(&before.regions)?, &regions(&answer.regions)?);
            previous = Some(PreviousAnswer {
                regions: list(Some(&before.regions), "answer")?,
                verdict: return_view(&verdict)?,
            });
        }
        // An answer that was decided on long ago looks as if it had waited for a while.
        let submitted_at = match a.purpose {
            Purpose::Order => answer.submitted_at,
            _ => {
                let wait = Draw::Wait.below(a.project_id, a.worker_id, a.issued_at.0, WAIT_SECONDS);
                answer.submitted_at.max(a.issued_at.plus_seconds(-wait))
            }
        };
        Ok(Some(Inspect {
            answer: AnswerView {
                kind: answer.kind,
                regions: list(Some(&answer.regions), "answer")?,
                unusable_reason: answer.reason,
                submitted_at,
                round,
            },
            previous,
            changes,
            last_round: !project.plan.may_return(round),
        }))
    }

    pub(super) fn show_next(&self, tx: &mut Tx, project: &Project, found: Found) -> Result<Next, AppError> {
        let assignments = found
            .assignments
            .iter()
            .map(|a| self.show(tx, project, a, false))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Next {
            assignments,
            reason: found.reason.map(str::to_owned),
            retry_after_seconds: found.retry_after_seconds,
        })
    }

    /// The reply to what a worker sent: the receipt, the day so far, and what comes next.
    #[expect(clippy::too_many_arguments, reason = "what one reply is made of")]
    pub(super) fn reply(
        &self,
        tx: &mut Tx,
        project: &Project,
        caller: &Caller,
        a: &Assignment,
        state: AssignmentState,
        claim: i64,
        now: Timestamp,
    ) -> Result<Reply, AppError> {
        if matches!(
            state,
            AssignmentState::Submitted
                | AssignmentState::Accepted
                | AssignmentState::Skipped
                | AssignmentState::Released
        ) {
            self.note_exposure(tx, project, a, now)?;
        }
        let found = self.find_work(tx, project, caller, a.role, claim.clamp(0, CLAIM_MAX), now)?;
        let next = self.show_next(tx, project, found)?;
        Ok(Reply {
            receipt: receipt(a, state),
            today: self.today(tx, caller.user_id, a.project_id, now)?,
            feedback: None,
            next,
        })
    }

    fn today(
        &self,
        tx: &mut Tx,
        user_id: UserId,
        project_id: ProjectId,
        now: Timestamp,
    ) -> Result<Today, AppError> {
        let day = tally::day_so_far(tx, user_id, self.day(now), project_id)?;
        Ok(Today {
            answers: day.answers,
            inspections: day.inspections,
            earned_minor: day.earned_minor,
            pending_minor: tally::pending_so_far(tx, user_id, project_id)?,
        })
    }

    /// Signs the media of what is handed out. Not part of the kept reply: signatures are short-lived.
    pub(super) fn resolve_next(&self, next: &mut Next) -> Result<(), AppError> {
        for view in &mut next.assignments {
            self.resolve_view(view)?;
        }
        Ok(())
    }

    pub(super) fn resolve_view(&self, view: &mut AssignmentView) -> Result<(), AppError> {
        self.resolve_task(&mut view.data, &mut view.pyramids);
        self.sign_files(&mut view.files);
        Ok(())
    }

    /// A person's live assignments in all projects: returned ones first.
    pub async fn live_assignments(&self, caller: &Caller) -> Result<Vec<AssignmentView>, AppError> {
        let (app, caller, now) = (self.clone(), caller.clone(), self.now());
        let mut views = self
            .db
            .read(move |tx| {
                let mut live = assignments::live_of_worker(tx, caller.user_id, None)?;
                live.sort_by_key(|a| {
                    (
                        a.state != AssignmentState::Returned,
                        a.project_id,
                        a.assignment_id,
                    )
                });
                let mut project: Option<Project> = None;
                let mut views = Vec::with_capacity(live.len());
                for a in &live {
                    if project.as_ref().is_none_or(|p| p.project_id != a.project_id) {
                        project = projects::find(tx, a.project_id)?;
                    }
                    if let Some(project) = &project
                        && hides(&app, tx, &caller, project, now)?.is_none()
                    {
                        views.push(app.show(tx, project, a, false)?);
                    }
                }
                Ok::<_, AppError>(views)
            })
            .await?;
        for view in &mut views {
            self.resolve_view(view)?;
        }
        Ok(views)
    }

    /// One of a person's own assignments, with its interface.
    pub async fn assignment(
        &self,
        caller: &Caller,
        assignment_id: AssignmentId,
    ) -> Result<AssignmentView, AppError> {
        let (app, caller, now) = (self.clone(), caller.clone(), self.now());
        let mut view = self
            .db
            .read(move |tx| {
                let a = own(tx, &caller, assignment_id)?;
                let project = claim::visible_project(tx, &caller, a.project_id)?;
                if let Some(stop) = hides(&app, tx, &caller, &project, now)? {
                    return Err(hidden(&stop));
                }
                app.show(tx, &project, &a, true)
            })
            .await?;
        self.resolve_view(&mut view)?;
        Ok(view)
    }
}

/// The answer that an inspection shows: the one that was sent, or for an audit the result that was drawn.
pub(super) fn looked_at(
    tx: &mut Tx,
    inspection: &Assignment,
    subject_id: AssignmentId,
    round: i64,
) -> Result<Answer, AppError> {
    let mut answer = answers::find(tx, subject_id, round)?.ok_or(AppError::NotFound("answer"))?;
    if inspection.purpose == Purpose::Audit
        && let Some(item) = in_hand(tx, inspection)?
    {
        (answer.kind, answer.regions) = (item.result_kind, item.result_regions);
    }
    Ok(answer)
}

/// The caller's own assignment.
pub(crate) fn own(tx: &mut Tx, caller: &Caller, assignment_id: AssignmentId) -> Result<Assignment, AppError> {
    assignments::of_worker(tx, caller.user_id, assignment_id)?.ok_or(AppError::NotFound("assignment"))
}

pub(super) fn receipt(a: &Assignment, state: AssignmentState) -> Receipt {
    Receipt {
        assignment_id: a.assignment_id,
        state,
        money: App::money_of(state),
        reward_minor: a.reward_minor,
    }
}

/// Why a person's own work is kept from them for now.
pub(super) fn hidden(stop: &Stop) -> AppError {
    AppError::conflict(
        stop.reason,
        match stop.retry_after_seconds {
            Some(seconds) => format!("rest now: it can be looked at again in {seconds} s"),
            None => "say first that you agree to see what is in this project".to_owned(),
        },
    )
}

/// The regions of the first prediction.
fn predicted(text: Option<&str>) -> Result<Vec<Value>, AppError> {
    let first = list(text, "prediction")?.into_iter().next();
    Ok(
        match first.and_then(|mut prediction| prediction.get_mut("result").map(Value::take)) {
            Some(Value::Array(regions)) => regions,
            _ => Vec::new(),
        },
    )
}
