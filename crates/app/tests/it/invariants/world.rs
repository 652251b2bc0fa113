//! The platform with one project, and everything that people may try in it.

use super::order::{fund, order, past_verdicts, seat_inspector};
use super::steps::{PEOPLE, Step, Terms};
use pumasi_app::work::{AnswerInput, AppealDecision, AssignmentView};
use pumasi_app::{App, AppConfig, AppError, Caller};
use pumasi_domain::comment::Comment;
use pumasi_domain::money::Account;
use pumasi_domain::state::{AnswerKind, ProjectState, Role, VerdictKind};
use pumasi_domain::verdict::VerdictInput;
use pumasi_domain::{ProjectId, UserId};
use pumasi_media::{MediaConfig, MediaStore};
use pumasi_store::ledger;
use pumasi_store::{DbError, projects};
use pumasi_testkit::TestDb;
use serde_json::json;
use std::collections::HashMap;
use std::sync::Arc;

/// The platform with one project and people who may try anything.
pub struct World {
    pub test: TestDb,
    pub(super) app: App,
    pub(super) owner: UserId,
    pub project_id: ProjectId,
    people: Vec<UserId>,
    /// Every assignment anybody ever got, newest last.
    known: Vec<Vec<AssignmentView>>,
    /// What everybody had earned after the last step.
    pub earned: HashMap<UserId, i64>,
}

impl World {
    pub async fn new(test: TestDb, terms: &Terms) -> World {
        let media = MediaStore::open(MediaConfig::Local {
            dir: test.folder().join("media"),
        })
        .await
        .unwrap();
        let config = AppConfig {
            fee_percent: terms.fee_percent,
            day_offset_seconds: 9 * 3_600,
            spool_dir: test.folder().join("spool"),
            upload_max_bytes: 1 << 20,
            media_max_bytes: 1 << 20,
            secret: vec![7; 32],
            session_seconds: 3_600,
            exposure: Default::default(),
        };
        let app = App::new(
            test.db.clone(),
            Arc::new(test.clock.clone()),
            Arc::new(test.ids.clone()),
            media,
            config,
        )
        .unwrap();
        let owner = UserId(test.ids.next());
        let project_id = order(&test, terms, owner).await;
        let people: Vec<UserId> = (0..PEOPLE).map(|_| UserId(test.ids.next())).collect();
        let opened = people.clone();
        let seats: Vec<_> = (0..PEOPLE).map(|_| test.ids.next()).collect();
        test.write(project_id.0, move |tx| {
            for (person, seat) in opened.iter().zip(&seats) {
                ledger::open_account(tx, Account::WorkerWallet(*person))?;
                seat_inspector(tx, project_id, *person, *seat)?;
            }
            Ok::<_, DbError>(())
        })
        .await
        .unwrap();
        past_verdicts(&test, project_id, &people, terms).await;
        World {
            test,
            app,
            owner,
            project_id,
            people,
            known: vec![Vec::new(); PEOPLE],
            earned: HashMap::new(),
        }
    }

    pub(super) fn caller(&self, person: usize) -> Caller {
        caller(self.people[person])
    }

    fn learn(&mut self, person: usize, views: Vec<AssignmentView>) {
        self.known[person].extend(views);
    }

    fn pick(&self, person: usize, which: usize, role: Role) -> Option<AssignmentView> {
        let mine: Vec<_> = self.known[person]
            .iter()
            .rev()
            .filter(|a| (a.role == Role::Work) == (role == Role::Work))
            .collect();
        mine.get(which.min(mine.len().checked_sub(1)?))
            .map(|a| (*a).clone())
    }

    /// Does one thing, as far as the rules let it.
    pub async fn take(&mut self, step: &Step) -> Result<(), AppError> {
        match step {
            Step::Claim {
                person,
                inspect,
                count,
            } => self.claim(*person, role(*inspect), *count).await.map(|_| ()),
            Step::Work { person, unusable } => {
                for a in self.claim(*person, Role::Work, 1).await? {
                    self.answer(*person, &a, *unusable, 0).await?;
                }
                Ok(())
            }
            Step::Inspect { person, verdict } => {
                for a in self.claim(*person, Role::Inspect, 1).await? {
                    self.decide(*person, &a, *verdict, 0).await?;
                }
                Ok(())
            }
            Step::Answer {
                person,
                which,
                unusable,
                claim,
            } => match self.pick(*person, *which, Role::Work) {
                Some(a) => self.answer(*person, &a, *unusable, *claim).await,
                None => Ok(()),
            },
            Step::Decide {
                person,
                which,
                verdict,
            } => match self.pick(*person, *which, Role::Inspect) {
                Some(a) => self.decide(*person, &a, *verdict, 1).await,
                None => Ok(()),
            },
            Step::GiveBack {
                person,
                release,
                inspect,
            } => self.give_back(*person, role(*inspect), *release).await,
            Step::Withdraw { person } => self.withdraw(*person).await,
            Step::Appeal { person } => self.appeal(*person).await,
            Step::DecideAppeal { accept } => self.decide_appeal(*accept).await,
            Step::Wait { seconds } => self.wait(*seconds).await,
            Step::Timers => self.timers().await,
            Step::Pause => self.set_state(ProjectState::Open, ProjectState::Paused).await,
            Step::Open => self.set_state(ProjectState::Paused, ProjectState::Open).await,
            Step::TopUp => {
                fund(&self.test, self.project_id, 300).await;
                Ok(())
            }
            Step::PauseWorker { which, inspect } => self.pause_worker(*which, role(*inspect)).await,
            Step::Object { person } => self.object(*person).await,
            Step::DecidePause { lift } => self.decide_pause(*lift).await,
            Step::Audit { sample_size } => self.order_audit(*sample_size).await,
        }
    }

    async fn claim(
        &mut self,
        person: usize,
        role: Role,
        count: i64,
    ) -> Result<Vec<AssignmentView>, AppError> {
        let next = self
            .app
            .claim(&self.caller(person), None, self.project_id, role, count)
            .await?;
        self.learn(person, next.value.assignments.clone());
        Ok(next.value.assignments)
    }

    async fn answer(
        &mut self,
        person: usize,
        a: &AssignmentView,
        unusable: bool,
        claim: i64,
    ) -> Result<(), AppError> {
        let input = answer_input(person, unusable, claim);
        let reply = self
            .app
            .submit_answer(&self.caller(person), None, a.assignment_id, input)
            .await?;
        self.learn(person, reply.value.next.assignments);
        Ok(())
    }

    async fn decide(
        &mut self,
        person: usize,
        a: &AssignmentView,
        verdict: usize,
        claim: i64,
    ) -> Result<(), AppError> {
        if a.role == Role::Adjudicate {
            return self.answer(person, a, verdict == 4, claim).await;
        }
        let input = verdict_input(VerdictKind::ALL[verdict]);
        let reply = self
            .app
            .give_verdict(&self.caller(person), None, a.assignment_id, input, 1_000, claim)
            .await?;
        self.learn(person, reply.value.next.assignments);
        Ok(())
    }

    /// The person's assignments in a role, newest first.
    fn newest(&self, person: usize, role: Role) -> Vec<AssignmentView> {
        self.known[person]
            .iter()
            .rev()
            .filter(|a| (a.role == Role::Work) == (role == Role::Work))
            .cloned()
            .collect()
    }

    /// Gives the first assignment back that lets itself be given back.
    async fn give_back(&mut self, person: usize, role: Role, release: bool) -> Result<(), AppError> {
        for a in self.newest(person, role) {
            match self
                .app
                .give_back(&self.caller(person), None, a.assignment_id, release, 1)
                .await
            {
                Err(AppError::Conflict { .. }) => {}
                done => {
                    self.learn(person, done?.value.next.assignments);
                    break;
                }
            }
        }
        Ok(())
    }

    async fn withdraw(&self, person: usize) -> Result<(), AppError> {
        for a in self.newest(person, Role::Work) {
            match self
                .app
                .withdraw_answer(&self.caller(person), None, a.assignment_id)
                .await
            {
                Err(AppError::Conflict { .. }) => {}
                done => return done.map(|_| ()),
            }
        }
        Ok(())
    }

    async fn appeal(&self, person: usize) -> Result<(), AppError> {
        for a in self.newest(person, Role::Work) {
            let text = "the clause does not say that".to_owned();
            match self
                .app
                .appeal(&self.caller(person), None, a.assignment_id, text)
                .await
            {
                Err(AppError::Conflict { .. }) => {}
                done => return done.map(|_| ()),
            }
        }
        Ok(())
    }

    async fn decide_appeal(&self, accept: bool) -> Result<(), AppError> {
        let operator = Caller {
            is_operator: true,
            ..self.caller(0)
        };
        let decision = if accept {
            AppealDecision::Accept
        } else {
            AppealDecision::Uphold
        };
        if let Some(first) = self.app.open_appeals(&operator, None, 1).await?.first() {
            self.app
                .decide_appeal(&operator, None, first.assignment_id, decision, None)
                .await?;
        }
        Ok(())
    }

    async fn wait(&self, seconds: i64) -> Result<(), AppError> {
        self.test.clock.advance_seconds(seconds);
        // The server's timers are hardly ever late; that they may be is what the short waits are for.
        if seconds > 1_000 {
            self.timers().await
        } else {
            Ok(())
        }
    }

    async fn timers(&self) -> Result<(), AppError> {
        self.app.accept_overdue().await?;
        self.app.expire_leases().await?;
        self.app.decide_overdue().await?;
        self.app.end_pauses().await?;
        Ok(())
    }

    async fn set_state(&self, from: ProjectState, to: ProjectState) -> Result<(), AppError> {
        let id = self.project_id;
        self.test
            .write(id.0, move |tx| projects::set_state(tx, id, from, to, None))
            .await?;
        Ok(())
    }
}

pub(super) fn caller(user_id: UserId) -> Caller {
    Caller {
        user_id,
        is_operator: false,
        adult_verified: false,
    }
}

fn role(inspect: bool) -> Role {
    if inspect { Role::Inspect } else { Role::Work }
}

/// An answer's regions.
pub fn regions(label: &str) -> serde_json::Value {
    json!([{"id": "r1", "from_name": "label", "to_name": "text", "type": "choices", "value": {"choices": [label]}}])
}

fn answer_input(person: usize, unusable: bool, claim: i64) -> AnswerInput {
    let label = if person.is_multiple_of(2) { "cat" } else { "dog" };
    AnswerInput {
        kind: if unusable {
            AnswerKind::Unusable
        } else {
            AnswerKind::Regions
        },
        regions: vec![regions(label)[0].clone()],
        reason: unusable.then(|| "blank".to_owned()),
        active_ms: 4_000,
        claim,
    }
}

fn verdict_input(verdict: VerdictKind) -> VerdictInput {
    VerdictInput {
        verdict,
        regions: (verdict == VerdictKind::Fix).then(|| answer_input(1, false, 0).regions),
        reason: Some("not the whole animal".into()),
        clause: Some("1".into()),
        comments: vec![Comment {
            text: "look at the ears".into(),
            ..Comment::default()
        }],
    }
}
