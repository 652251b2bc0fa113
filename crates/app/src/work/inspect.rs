//! An inspector's decision.

use super::given::written;
use super::issue::{Price, log};
use super::known::outcome;
use super::settle::{gone, unreadable};
use super::show::looked_at;
use super::submit::ACTIVE_MS_MAX;
use super::*;
use crate::once::{Done, Once};
use crate::quality::class_of;
use crate::{App, AppError, Caller};
use pumasi_domain::comment::{Commented, comment_faults};
use pumasi_domain::guide::Guide;
use pumasi_domain::plan;
use pumasi_domain::project::Project;
use pumasi_domain::state::{AnswerKind, AssignmentState, Purpose, Role, TaskState, VerdictKind};
use pumasi_domain::task::Places;
use pumasi_domain::verdict::{Fault, VerdictInput};
use pumasi_domain::{AssignmentId, Timestamp};
use pumasi_interface::Region;
use pumasi_store::answers::{self, TaskResult, Verdict};
use pumasi_store::assignments::{self, Assignment, Submission};
use pumasi_store::checks::{self, Check};
use pumasi_store::tally::{self, ParticipationChange, ProjectChange};
use pumasi_store::{Tx, projects, tasks};
use serde_json::json;

/// A verdict that says what it must.
struct GivenVerdict<'a> {
    subject: &'a Assignment,
    input: &'a VerdictInput,
    /// The mended answer of a fix.
    mended: Option<&'a [Region]>,
}

impl App {
    /// Decides on the answer of an inspection in hand: pass, fix, return, refuse or unusable. The reply brings up to
    /// `claim` further answers to inspect.
    pub async fn give_verdict(
        &self,
        caller: &Caller,
        once: Option<Once>,
        inspection_id: AssignmentId,
        input: VerdictInput,
        active_ms: i64,
        claim: i64,
    ) -> Result<Done<Reply>, AppError> {
        let active_ms = active_ms.clamp(0, ACTIVE_MS_MAX);
        self.with_own(caller, once, inspection_id, move |app, tx, own, now| {
            let (project, inspection) = (own.project, own.a);
            let subject = subject_of(tx, inspection)?;
            let mended = app.check_verdict(tx, project, inspection, &subject, &input)?;
            app.close_inspection(tx, inspection, active_ms, now)?;
            let given = GivenVerdict {
                subject: &subject,
                input: &input,
                mended: mended.as_deref(),
            };
            match inspection.purpose {
                Purpose::Gold | Purpose::Training => {
                    app.check_inspector(tx, project, inspection, &given, now)?;
                }
                Purpose::Audit => app.take_audit_verdict(tx, inspection, input.verdict, now)?,
                Purpose::Order | Purpose::Stayed => app.take_verdict(tx, project, inspection, &given, now)?,
            }
            let state = AssignmentState::Accepted;
            app.reply(tx, project, own.caller, inspection, state, claim, now)
        })
        .await
    }

    /// The verdict on an answer that waited for one.
    fn take_verdict(
        &self,
        tx: &mut Tx,
        project: &Project,
        inspection: &Assignment,
        given: &GivenVerdict<'_>,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let (subject, input) = (given.subject, given.input);
        if let Some(mended) = given.mended {
            self.mend_class(tx, project, subject, mended)?;
        }
        let text = given.mended.map(written).transpose()?;
        self.write_verdict(tx, inspection, subject, input, text.as_deref(), now)?;
        self.carry_out(tx, project, subject, input, inspection.worker_id, now)?;
        if matches!(input.verdict, VerdictKind::Return | VerdictKind::Refuse) {
            self.apply_brake(tx, project, inspection.worker_id, now)?;
        }
        Ok(())
    }

    /// The verdict on an answer that is known to be right or wrong: it says something of the inspector and nothing else.
    /// Mending a right answer into another is a false return; mending a wrong one finds it only if what comes out is right.
    fn check_inspector(
        &self,
        tx: &mut Tx,
        project: &Project,
        inspection: &Assignment,
        given: &GivenVerdict<'_>,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let subject = given.subject;
        let gold = tasks::data(tx, subject.project_id, subject.task_id)?.and_then(|task| task.gold);
        let known = checks::find(tx, subject.project_id, subject.assignment_id)?;
        let data = json!({"verdict": given.input.verdict, "answer": subject.assignment_id});
        let actor = Some(inspection.worker_id);
        log(self, tx, inspection, "verdict_given", actor, now, data)?;
        // What was known may have been taken back meanwhile.
        let (Some(gold), Some(known)) = (gold, known) else {
            return Ok(());
        };
        let passes = match (given.input.verdict, given.mended) {
            (VerdictKind::Pass, _) => true,
            (VerdictKind::Fix, Some(mended)) => {
                let config = self.interface(project.project_id, project.version, &project.interface_xml)?;
                let gold: Vec<Region> =
                    serde_json::from_str(&gold).map_err(|e| unreadable("known answer", &e))?;
                let mended_right = outcome(&config, &gold, AnswerKind::Regions, mended).is_right;
                mended_right == known.is_right
            }
            _ => false,
        };
        let word = |passes: bool| if passes { "pass" } else { "return" }.to_owned();
        let check = Check {
            project_id: inspection.project_id,
            assignment_id: inspection.assignment_id,
            user_id: inspection.worker_id,
            task_id: inspection.task_id,
            role: Role::Inspect,
            purpose: inspection.purpose,
            expected: word(known.is_right),
            given: word(passes),
            is_right: passes == known.is_right,
            at: now,
        };
        checks::put(tx, &check)?;
        self.apply_rules(tx, project, inspection.worker_id, Role::Inspect, now)
    }

    /// Whether the verdict says what it must, and the mended answer in its normal form.
    fn check_verdict(
        &self,
        tx: &mut Tx,
        project: &Project,
        inspection: &Assignment,
        subject: &Assignment,
        input: &VerdictInput,
    ) -> Result<Option<Vec<Region>>, AppError> {
        let (guide, _) = projects::guide(tx, project.project_id, subject.guide_version)?
            .ok_or(AppError::NotFound("guide"))?;
        let mut faults = input.faults(&guide);
        if !input.comments.is_empty() {
            faults.extend(self.comment_faults(tx, project, inspection, &guide, input)?);
        }
        AppError::check(faults)?;
        if input.verdict == VerdictKind::Return && !project.plan.may_return(subject.round) {
            return Err(AppError::conflict(
                "last_round",
                "it was returned as often as the project allows: pass, fix or refuse it",
            ));
        }
        match (&input.regions, input.verdict) {
            (Some(regions), VerdictKind::Fix) => {
                let task = tasks::data(tx, subject.project_id, subject.task_id)?
                    .ok_or(AppError::NotFound("task"))?;
                let mended = self.checked_regions(project, &task.data, regions)?;
                let config = self.interface(project.project_id, project.version, &project.interface_xml)?;
                self.check_files(tx, project, subject, &config, &mended)?;
                Ok(Some(mended))
            }
            _ => Ok(None),
        }
    }

    /// Comments are pinned to what the inspector looked at.
    fn comment_faults(
        &self,
        tx: &mut Tx,
        project: &Project,
        inspection: &Assignment,
        guide: &Guide,
        input: &VerdictInput,
    ) -> Result<Vec<Fault>, AppError> {
        let (subject_id, round) = inspection.subject.ok_or_else(gone)?;
        let answer = looked_at(tx, inspection, subject_id, round)?;
        let task =
            tasks::data(tx, inspection.project_id, inspection.task_id)?.ok_or(AppError::NotFound("task"))?;
        let config = self.interface(project.project_id, project.version, &project.interface_xml)?;
        let regions: Vec<Region> =
            serde_json::from_str(&answer.regions).map_err(|e| unreadable("answer", &e))?;
        let data = serde_json::from_str(&task.data).map_err(|e| unreadable("task", &e))?;
        let about = Commented {
            guide,
            config: &config,
            data: &data,
            regions: &regions,
        };
        Ok(comment_faults(&input.comments, about))
    }

    /// The answer says from now on what the inspector made of it.
    fn mend_class(
        &self,
        tx: &mut Tx,
        project: &Project,
        subject: &Assignment,
        mended: &[Region],
    ) -> Result<(), AppError> {
        let config = self.interface(project.project_id, project.version, &project.interface_xml)?;
        let class = class_of(&config, AnswerKind::Regions, mended);
        let (project_id, id) = (subject.project_id, subject.assignment_id);
        Ok(assignments::set_class(tx, project_id, id, class.as_deref())?)
    }

    /// The inspection is done and paid.
    fn close_inspection(
        &self,
        tx: &mut Tx,
        a: &Assignment,
        active_ms: i64,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let done = Submission {
            state: AssignmentState::Accepted,
            kind: AnswerKind::Regions,
            class: None,
            active_ms,
            now,
            accept_at: None,
            reserve: None,
        };
        if !assignments::submit(tx, a, &done)? {
            return Err(gone());
        }
        self.pay(tx, a, false, now)?;
        self.count_inspection(tx, a, active_ms, now);
        Ok(())
    }

    fn write_verdict(
        &self,
        tx: &mut Tx,
        inspection: &Assignment,
        subject: &Assignment,
        input: &VerdictInput,
        mended: Option<&str>,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let comments = (!input.comments.is_empty()).then(|| json!(input.comments).to_string());
        answers::insert_verdict(
            tx,
            &Verdict {
                project_id: subject.project_id,
                verdict_id: self.ids.next().into(),
                assignment_id: subject.assignment_id,
                round: subject.round,
                inspection_id: inspection.assignment_id,
                inspector_id: inspection.worker_id,
                verdict: input.verdict,
                reason: input.reason.clone(),
                clause: input.clause.clone(),
                comments,
                regions: mended.map(str::to_owned),
                created_at: now,
            },
        )?;
        let data = json!({"verdict": input.verdict, "answer": subject.assignment_id, "clause": input.clause});
        log(
            self,
            tx,
            inspection,
            "verdict_given",
            Some(inspection.worker_id),
            now,
            data,
        )
    }

    /// What the verdict does to the answer and its task.
    fn carry_out(
        &self,
        tx: &mut Tx,
        project: &Project,
        subject: &Assignment,
        input: &VerdictInput,
        inspector_id: pumasi_domain::UserId,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let kind = subject.answer_kind.unwrap_or(AnswerKind::Regions);
        if plan::closes_task(input.verdict, kind) {
            self.close_task(tx, project, subject, now)?;
        }
        match plan::after_verdict(input.verdict) {
            AssignmentState::Accepted => {
                let cause = input.verdict.as_str();
                self.accept_answer(tx, project, subject, Some(inspector_id), cause, now)
            }
            AssignmentState::Returned => self.return_answer(tx, project, subject, inspector_id, now),
            _ => self.refuse_answer(tx, subject, inspector_id, now),
        }
    }

    /// The task's data can not be labelled: no more places, and the result says so.
    fn close_task(
        &self,
        tx: &mut Tx,
        project: &Project,
        subject: &Assignment,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let Some(before) = tasks::close(tx, subject.project_id, subject.task_id, TaskState::Unusable)? else {
            return Ok(());
        };
        let mut change = ProjectChange::default();
        change.task(Some(before), Some(TaskState::Unusable));
        tally::project(tx, subject.project_id, change);
        let config = self.interface(project.project_id, project.version, &project.interface_xml)?;
        let result = TaskResult {
            project_id: subject.project_id,
            task_id: subject.task_id,
            assignment_id: Some(subject.assignment_id),
            kind: AnswerKind::Unusable,
            regions: "[]".to_owned(),
            source: pumasi_domain::state::ResultSource::Inspected,
            confidence: None,
            class: class_of(&config, AnswerKind::Unusable, &[]),
            decided_at: now,
        };
        Ok(answers::save_result(tx, &result)?)
    }

    /// Back to its worker: the pay stays promised, and so does the next inspection.
    fn return_answer(
        &self,
        tx: &mut Tx,
        project: &Project,
        subject: &Assignment,
        inspector_id: pumasi_domain::UserId,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let inspection = Price::of(project, Role::Inspect).total();
        let Some((reserve_id, reserve_minor)) = self.hold_reserve(tx, subject, inspection, now)? else {
            return Err(AppError::conflict(
                "budget_used_up",
                "the budget has nothing left for another inspection: pass, fix or refuse it, or ask the requester to raise the budget",
            ));
        };
        let until = now.plus_seconds(project.return_seconds);
        let again = Some((until, reserve_id, reserve_minor));
        let (from, to) = (subject.state, AssignmentState::Returned);
        if !assignments::decide(
            tx,
            subject.project_id,
            subject.assignment_id,
            from,
            to,
            now,
            again,
        )? {
            return Err(gone());
        }
        let one = ParticipationChange {
            returned: 1,
            ..ParticipationChange::default()
        };
        tally::participation(tx, subject.project_id, subject.worker_id, one);
        let moved = tasks::change_places(tx, subject.project_id, subject.task_id, Places::REOPEN)?
            .ok_or_else(gone)?;
        let change = ProjectChange {
            answers_in_review: -1,
            answers_returned: 1,
            ..ProjectChange::default()
        };
        self.after_move(tx, project, subject, moved, change, now)?;
        log(
            self,
            tx,
            subject,
            "assignment_returned",
            Some(inspector_id),
            now,
            json!({"round": subject.round}),
        )
    }
}

/// The answer that an inspection in hand is about, in the same round: still waiting, or known to be right or wrong.
fn subject_of(tx: &mut Tx, inspection: &Assignment) -> Result<Assignment, AppError> {
    let Some((subject_id, round)) = inspection.subject else {
        return Err(AppError::conflict(
            "not_inspection",
            "this is work, not an inspection: send an answer",
        ));
    };
    if inspection.state != AssignmentState::Active {
        return Err(gone());
    }
    let subject =
        assignments::find(tx, inspection.project_id, subject_id)?.ok_or(AppError::NotFound("answer"))?;
    let waits = match inspection.purpose {
        Purpose::Order | Purpose::Stayed => AssignmentState::Submitted,
        Purpose::Gold | Purpose::Training | Purpose::Audit => AssignmentState::Accepted,
    };
    if subject.state != waits || subject.round != round {
        return Err(gone());
    }
    Ok(subject)
}
