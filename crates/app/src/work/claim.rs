//! Taking tasks: what came back first, then the next in the project's order.

use super::issue::{Turn, log};
use super::{CLAIM_MAX, LIVE_MAX, Next, SENSITIVE_LIVE_MAX};
use crate::once::{Done, Once};
use crate::pauses::pause_role;
use crate::{App, AppError, Caller};
use pumasi_domain::audience::{self, Audience, Gate};
use pumasi_domain::money::Account;
use pumasi_domain::project::Project;
use pumasi_domain::state::{AssignmentState, ProjectState, Purpose, Role};
use pumasi_domain::{AssignmentId, ProjectId, Timestamp};
use pumasi_store::assignments::{self, Assignment};
use pumasi_store::tally::{self, ProjectChange};
use pumasi_store::tasks::Cursor;
use pumasi_store::{Tx, ledger, pauses, projects, seats, tasks};
use std::collections::VecDeque;

/// Tasks looked at per step, and steps per request: so a claim's cost has a bound, whatever the worker has done before.
const PAGE: i64 = 64;
const PAGES: usize = 8;

/// What a search for work found.
pub(super) struct Found {
    pub assignments: Vec<Assignment>,
    pub reason: Option<&'static str>,
    pub retry_after_seconds: Option<i64>,
}

/// A search for tasks under way.
struct Search {
    out: Vec<Assignment>,
    /// How many of them came back to their worker.
    returned: usize,
    cursor: Cursor,
    /// How many there are to be.
    wanted: usize,
    /// Whether the look came round to where it began.
    seen_all: bool,
    /// Ids set aside for what is found.
    ids: VecDeque<AssignmentId>,
}

impl Found {
    pub(super) fn stopped(assignments: Vec<Assignment>, reason: &'static str) -> Found {
        Found {
            assignments,
            reason: Some(reason),
            retry_after_seconds: None,
        }
    }
}

impl App {
    /// Hands out up to `count` tasks (or answers to inspect): returned ones first. What the person holds already is not
    /// repeated. If there are fewer, the reply says why.
    pub async fn claim(
        &self,
        caller: &Caller,
        once: Option<Once>,
        project_id: ProjectId,
        role: Role,
        count: i64,
    ) -> Result<Done<Next>, AppError> {
        if !(1..=CLAIM_MAX).contains(&count) {
            return Err(AppError::invalid(
                "/count",
                "out_of_range",
                format!("ask for 1 to {CLAIM_MAX} at a time"),
            ));
        }
        if role == Role::Adjudicate {
            return Err(AppError::invalid("/role", "role_unknown", "work or inspect"));
        }
        let (app, caller) = (self.clone(), caller.clone());
        let mut done = self
            .write_once(project_id.0, once, move |tx, now| {
                let project = visible_project(tx, &caller, project_id)?;
                let found = app.find_work(tx, &project, &caller, role, count, now)?;
                app.show_next(tx, &project, found)
            })
            .await?;
        self.resolve_next(&mut done.value)?;
        Ok(done)
    }

    /// Finds and hands out, within the caller's transaction.
    pub(super) fn find_work(
        &self,
        tx: &mut Tx,
        project: &Project,
        caller: &Caller,
        role: Role,
        count: i64,
        now: Timestamp,
    ) -> Result<Found, AppError> {
        // Said even to those who ask for nothing more: what they have in hand waits, too.
        if let Some(stop) = self.sensitive_stop(tx, caller.user_id, project, now)? {
            return Ok(Found {
                retry_after_seconds: stop.retry_after_seconds,
                ..Found::stopped(Vec::new(), stop.reason)
            });
        }
        let wanted = usize::try_from(count).unwrap_or(0);
        if wanted == 0 {
            return Ok(Found {
                assignments: Vec::new(),
                reason: None,
                retry_after_seconds: None,
            });
        }
        self.note_rest(tx, project, caller.user_id, now)?;
        // Whoever decides between others asks for work as an inspector.
        let role = pause_role(role);
        let live: Vec<Assignment> =
            assignments::live_of_worker(tx, caller.user_id, Some(project.project_id))?
                .into_iter()
                .filter(|a| pause_role(a.role) == role)
                .collect();
        let mut out = Vec::new();
        for a in live
            .iter()
            .filter(|a| a.state == AssignmentState::Returned)
            .take(wanted)
        {
            out.push(self.reopen(tx, a, now)?);
        }
        if out.len() == wanted {
            return Ok(Found {
                assignments: out,
                reason: None,
                retry_after_seconds: None,
            });
        }
        // What was sent in before the deadline is still to be inspected after it.
        let stopped = project
            .stopped(now)
            .filter(|reason| role == Role::Work || *reason != "deadline_passed");
        if let Some(reason) = stopped {
            return Ok(Found::stopped(out, reason));
        }
        if let Some(reason) = closed_gate(tx, project, caller, role, now)? {
            return Ok(Found::stopped(out, reason));
        }
        let active = live.iter().filter(|a| a.state == AssignmentState::Active).count() + out.len();
        let most = live_max(project);
        if active >= most {
            return Ok(Found::stopped(out, "too_many_open"));
        }
        let wanted = wanted.min(out.len() + most - active);
        match role {
            // Nobody is handed a conversation alone.
            Role::Work if self.live_chat(project)?.is_some() => Ok(Found::stopped(out, "partner_needed")),
            Role::Work => self.next_tasks(tx, project, caller, out, wanted, now),
            Role::Inspect | Role::Adjudicate => self.next_inspections(tx, project, caller, out, wanted, now),
        }
    }

    /// A returned answer comes back into its worker's hands.
    pub(super) fn reopen(&self, tx: &mut Tx, a: &Assignment, now: Timestamp) -> Result<Assignment, AppError> {
        if !assignments::reopen_returned(tx, a.project_id, a.assignment_id)? {
            return Err(super::settle::gone());
        }
        let change = ProjectChange {
            answers_returned: -1,
            ..ProjectChange::default()
        };
        tally::project(tx, a.project_id, change);
        log(
            self,
            tx,
            a,
            "assignment_reopened",
            Some(a.worker_id),
            now,
            serde_json::json!({"round": a.round + 1}),
        )?;
        Ok(Assignment {
            state: AssignmentState::Active,
            round: a.round + 1,
            ..a.clone()
        })
    }

    fn next_tasks(
        &self,
        tx: &mut Tx,
        project: &Project,
        caller: &Caller,
        out: Vec<Assignment>,
        wanted: usize,
        now: Timestamp,
    ) -> Result<Found, AppError> {
        let cursor = tasks::cursor(tx, project.project_id, caller.user_id)?;
        let mut search = Search {
            returned: out.len(),
            out,
            cursor,
            wanted,
            seen_all: false,
            ids: VecDeque::new(),
        };
        // Known tasks first, then the project's own in its order; each of the known takes its drawn turn in the reply.
        let known = self.known_tasks(
            tx,
            project,
            caller.user_id,
            cursor.turns,
            wanted - search.returned,
            now,
        )?;
        search.wanted -= known.tasks.len();
        search.ids = known.ids;
        let enough = self.search_tasks(tx, project, caller, &mut search, now)?;
        for (turn, assignment) in known.tasks {
            let at = (search.returned + turn).min(search.out.len());
            search.out.insert(at, assignment);
        }
        search.cursor.turns += i64::try_from(search.out.len() - search.returned).unwrap_or(0);
        if enough && search.out.len() < wanted {
            // What was given back comes back, known or not.
            let missing = wanted - search.out.len();
            search
                .out
                .extend(self.known_again(tx, project, caller.user_id, missing, now)?);
        }
        tasks::set_cursor(tx, project.project_id, caller.user_id, search.cursor)?;
        if !enough {
            return Ok(Found::stopped(search.out, "budget_used_up"));
        }
        let missing = search.out.len() < wanted;
        Ok(Found {
            assignments: search.out,
            reason: missing.then_some("nothing_now"),
            // Places come back when leases run out; after an unfinished look the next one goes on where it stopped.
            retry_after_seconds: missing.then_some(if search.seen_all { 30 } else { 1 }),
        })
    }

    /// Looks through the project's tasks from where the worker stands, and hands out those that are free for them;
    /// whether the budget was enough.
    fn search_tasks(
        &self,
        tx: &mut Tx,
        project: &Project,
        caller: &Caller,
        search: &mut Search,
        now: Timestamp,
    ) -> Result<bool, AppError> {
        if search.out.len() >= search.wanted {
            return Ok(true);
        }
        let start = search.cursor.position;
        let mut wrapped = start == 0;
        for step in 0..PAGES {
            // The first look is short: nearly always the next task is free for this worker.
            let limit = if step == 0 {
                i64::try_from(search.wanted - search.out.len()).unwrap_or(PAGE) + 4
            } else {
                PAGE
            };
            let position = search.cursor.position;
            let page = tasks::candidates(tx, project.project_id, caller.user_id, position, limit)?;
            let last_page = page.len() < usize::try_from(limit).unwrap_or(0);
            for candidate in page {
                if wrapped && start > 0 && candidate.position > start {
                    search.seen_all = true;
                    return Ok(true);
                }
                search.cursor.position = candidate.position;
                if candidate.blocked {
                    continue;
                }
                if !affords(tx, project, Role::Work)? {
                    search.cursor.position = start;
                    return Ok(false);
                }
                let turn = Turn {
                    task_id: candidate.task_id,
                    purpose: Purpose::Order,
                    again: candidate.again,
                    new_id: search.ids.front().copied(),
                };
                let issued = self.issue_work(tx, project, caller.user_id, turn, now)?;
                if issued.is_some() {
                    search.ids.pop_front();
                }
                search.out.extend(issued);
                if search.out.len() == search.wanted {
                    return Ok(true);
                }
            }
            if last_page {
                if wrapped {
                    search.seen_all = true;
                    return Ok(true);
                }
                (search.cursor.position, wrapped) = (0, true);
            }
        }
        Ok(true)
    }
}

/// Live assignments a person may hold in a project.
pub(super) fn live_max(project: &Project) -> usize {
    if project.sensitivity.is_sensitive() {
        SENSITIVE_LIVE_MAX
    } else {
        LIVE_MAX
    }
}

/// Whether the budget has what handing out one more promises.
pub(super) fn affords(tx: &mut Tx, project: &Project, role: Role) -> Result<bool, AppError> {
    affords_with(tx, project, role, 0)
}

/// The same where so much was set aside for it.
pub(super) fn affords_with(
    tx: &mut Tx,
    project: &Project,
    role: Role,
    reserved_minor: i64,
) -> Result<bool, AppError> {
    let escrow = Account::ProjectEscrow(project.project_id);
    Ok(ledger::balance(tx, escrow)?.available() + reserved_minor >= App::issue_cost(project, role))
}

/// Whether the budget has what handing out a conversation to two people promises.
pub(super) fn affords_two(tx: &mut Tx, project: &Project) -> Result<bool, AppError> {
    let escrow = Account::ProjectEscrow(project.project_id);
    Ok(ledger::balance(tx, escrow)?.available() >= 2 * App::issue_cost(project, Role::Work))
}

/// A project as a worker may see it: not a draft, and not one for adults unless they are verified as one.
pub(crate) fn visible_project(
    tx: &mut Tx,
    caller: &Caller,
    project_id: ProjectId,
) -> Result<Project, AppError> {
    projects::find(tx, project_id)?
        .filter(|p| p.state != ProjectState::Draft && (!p.adult || caller.adult_verified))
        .ok_or(AppError::NotFound("project"))
}

/// What stands between a person and a role in a project, as a stable code.
pub(super) fn closed_gate(
    tx: &mut Tx,
    project: &Project,
    caller: &Caller,
    role: Role,
    now: Timestamp,
) -> Result<Option<&'static str>, AppError> {
    if pauses::is_running(tx, project.project_id, caller.user_id, pause_role(role))? {
        return Ok(Some("paused_here"));
    }
    let audience = if role == Role::Work {
        project.work_audience
    } else {
        project.inspect_audience
    };
    if audience == Audience::Everybody {
        return Ok(None);
    }
    let seat = seats::find(tx, project.project_id, caller.user_id, role)?;
    Ok(match audience::gate(audience, seat, now) {
        Gate::Open | Gate::NothingLeft => None,
        Gate::PausedHere => Some("paused_here"),
        Gate::ExamRequired | Gate::ExamFailed => Some("exam_required"),
        Gate::ConsentRequired => Some("consent_required"),
        Gate::NotInvited => Some("not_invited"),
    })
}
