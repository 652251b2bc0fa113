//! Any interleaving of what people and timers do keeps the invariants of the house: places, one answer per worker,
//! independent inspectors, and money that is never lost.

use crate::invariants_check::check_invariants;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use pumasi_app::work::{AnswerInput, AppealDecision, AssignmentView};
use pumasi_app::{App, AppConfig, AppError, Caller};
use pumasi_domain::audience::Audience;
use pumasi_domain::money::{Account, TransferKind};
use pumasi_domain::plan::QualityPlan;
use pumasi_domain::project::Project;
use pumasi_domain::state::{AnswerKind, ProjectState, Role, VerdictKind};
use pumasi_domain::verdict::VerdictInput;
use pumasi_domain::{OrganizationId, ProjectId, TransferId, UserId};
use pumasi_media::{MediaConfig, MediaStore};
use pumasi_store::ledger::{self, NewTransfer};
use pumasi_store::tally::{self, ProjectChange};
use pumasi_store::{DbError, projects};
use pumasi_testkit::{TestDb, both_engines};
use serde_json::json;
use std::collections::HashMap;
use std::sync::Arc;

const INTERFACE: &str = r#"<View><Text name="text" value="$text"/>
  <Choices name="label" toName="text" choice="single" required="true"><Choice value="cat"/><Choice value="dog"/></Choices></View>"#;

/// People who may do anything that the API lets them try.
const PEOPLE: usize = 5;
/// Tasks in the project.
const TASKS: i64 = 6;

/// What the steps must have reached.
const KINDS: [&str; 14] = [
    "assignment_issued",
    "assignment_submitted",
    "assignment_accepted",
    "assignment_returned",
    "assignment_reopened",
    "assignment_refused",
    "assignment_skipped",
    "assignment_expired",
    "assignment_released",
    "assignment_withdrawn",
    "assignment_appealed",
    "appeal_accepted",
    "appeal_upheld",
    "verdict_given",
];

/// One thing somebody, or a timer, does.
#[derive(Debug, Clone)]
enum Step {
    Claim {
        person: usize,
        inspect: bool,
        count: i64,
    },
    /// Takes one task and answers it.
    Work {
        person: usize,
        unusable: bool,
    },
    /// Takes one answer and decides on it.
    Inspect {
        person: usize,
        verdict: usize,
    },
    Answer {
        person: usize,
        which: usize,
        unusable: bool,
        claim: i64,
    },
    Decide {
        person: usize,
        which: usize,
        verdict: usize,
    },
    GiveBack {
        person: usize,
        release: bool,
        inspect: bool,
    },
    Withdraw {
        person: usize,
    },
    Appeal {
        person: usize,
    },
    DecideAppeal {
        accept: bool,
    },
    Wait {
        seconds: i64,
    },
    Timers,
    Pause,
    Open,
    TopUp,
}

fn step() -> impl Strategy<Value = Step> {
    let person = 0..PEOPLE;
    let which = 0usize..4;
    prop_oneof![
        3 => (person.clone(), any::<bool>(), 1i64..4)
            .prop_map(|(person, inspect, count)| Step::Claim { person, inspect, count }),
        14 => (person.clone(), prop::bool::weighted(0.1)).prop_map(|(person, unusable)| Step::Work { person, unusable }),
        12 => (person.clone(), 0usize..5).prop_map(|(person, verdict)| Step::Inspect { person, verdict }),
        3 => (person.clone(), which.clone(), prop::bool::weighted(0.1), 0i64..3)
            .prop_map(|(person, which, unusable, claim)| Step::Answer { person, which, unusable, claim }),
        3 => (person.clone(), which, 0usize..5)
            .prop_map(|(person, which, verdict)| Step::Decide { person, which, verdict }),
        3 => (person.clone(), any::<bool>(), any::<bool>())
            .prop_map(|(person, release, inspect)| Step::GiveBack { person, release, inspect }),
        2 => person.clone().prop_map(|person| Step::Withdraw { person }),
        5 => person.prop_map(|person| Step::Appeal { person }),
        4 => any::<bool>().prop_map(|accept| Step::DecideAppeal { accept }),
        5 => prop_oneof![4 => Just(30i64), 2 => Just(700), 1 => Just(4_000), 2 => Just(90_000)]
            .prop_map(|seconds| Step::Wait { seconds }),
        2 => Just(Step::Timers),
        1 => Just(Step::Pause),
        1 => Just(Step::Open),
        1 => Just(Step::TopUp),
    ]
}

#[derive(Debug, Clone)]
struct Terms {
    answers_per_task: i64,
    inspect_percent: i64,
    max_rounds: i64,
    budget_minor: i64,
    fee_percent: i64,
}

fn terms() -> impl Strategy<Value = Terms> {
    (
        1i64..4,
        prop_oneof![Just(0i64), Just(50), Just(100)],
        0i64..3,
        prop_oneof![Just(400i64), Just(3_000), Just(1_000_000)],
        0i64..30,
    )
        .prop_map(
            |(answers_per_task, inspect_percent, max_rounds, budget_minor, fee_percent)| Terms {
                answers_per_task,
                inspect_percent,
                max_rounds,
                budget_minor,
                fee_percent,
            },
        )
}

struct World {
    test: TestDb,
    app: App,
    project_id: ProjectId,
    people: Vec<UserId>,
    /// Every assignment anybody ever got, newest last.
    known: Vec<Vec<AssignmentView>>,
    /// What everybody had earned after the last step.
    earned: HashMap<UserId, i64>,
    done: usize,
}

impl World {
    async fn new(test: TestDb, terms: &Terms) -> World {
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
        };
        let app = App::new(
            test.db.clone(),
            Arc::new(test.clock.clone()),
            Arc::new(test.ids.clone()),
            media,
            config,
        )
        .unwrap();
        let project_id = order(&test, terms).await;
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
        World {
            test,
            app,
            project_id,
            people,
            known: vec![Vec::new(); PEOPLE],
            earned: HashMap::new(),
            done: 0,
        }
    }

    fn caller(&self, person: usize) -> Caller {
        Caller {
            user_id: self.people[person],
            is_operator: false,
            adult_verified: false,
        }
    }

    fn learn(&mut self, person: usize, views: Vec<AssignmentView>) {
        self.known[person].extend(views);
    }

    fn pick(&self, person: usize, which: usize, role: Role) -> Option<AssignmentView> {
        let mine: Vec<_> = self.known[person]
            .iter()
            .rev()
            .filter(|a| a.role == role)
            .collect();
        mine.get(which.min(mine.len().checked_sub(1)?))
            .map(|a| (*a).clone())
    }

    async fn take(&mut self, step: &Step) -> Result<(), AppError> {
        match step {
            Step::Claim {
                person,
                inspect,
                count,
            } => {
                let role = if *inspect { Role::Inspect } else { Role::Work };
                let next = self
                    .app
                    .claim(&self.caller(*person), None, self.project_id, role, *count)
                    .await?;
                self.learn(*person, next.value.assignments);
            }
            Step::Work { person, unusable } => {
                let caller = self.caller(*person);
                let next = self
                    .app
                    .claim(&caller, None, self.project_id, Role::Work, 1)
                    .await?;
                self.learn(*person, next.value.assignments.clone());
                for a in next.value.assignments {
                    let input = answer(*person, *unusable, 0);
                    self.app
                        .submit_answer(&caller, None, a.assignment_id, input)
                        .await?;
                }
            }
            Step::Inspect { person, verdict } => {
                let caller = self.caller(*person);
                let next = self
                    .app
                    .claim(&caller, None, self.project_id, Role::Inspect, 1)
                    .await?;
                self.learn(*person, next.value.assignments.clone());
                for a in next.value.assignments {
                    let input = verdict_input(VerdictKind::ALL[*verdict]);
                    self.app
                        .give_verdict(&caller, None, a.assignment_id, input, 1_000, 0)
                        .await?;
                }
            }
            Step::Answer {
                person,
                which,
                unusable,
                claim,
            } => {
                let Some(a) = self.pick(*person, *which, Role::Work) else {
                    return Ok(());
                };
                let input = answer(*person, *unusable, *claim);
                let reply = self
                    .app
                    .submit_answer(&self.caller(*person), None, a.assignment_id, input)
                    .await?;
                self.learn(*person, reply.value.next.assignments);
            }
            Step::Decide {
                person,
                which,
                verdict,
            } => {
                let Some(a) = self.pick(*person, *which, Role::Inspect) else {
                    return Ok(());
                };
                let input = verdict_input(VerdictKind::ALL[*verdict]);
                let reply = self
                    .app
                    .give_verdict(&self.caller(*person), None, a.assignment_id, input, 1_000, 1)
                    .await?;
                self.learn(*person, reply.value.next.assignments);
            }
            Step::GiveBack {
                person,
                release,
                inspect,
            } => {
                let role = if *inspect { Role::Inspect } else { Role::Work };
                for a in self.known[*person]
                    .clone()
                    .iter()
                    .rev()
                    .filter(|a| a.role == role)
                {
                    let caller = self.caller(*person);
                    match self
                        .app
                        .give_back(&caller, None, a.assignment_id, *release, 1)
                        .await
                    {
                        Err(AppError::Conflict { .. }) => {}
                        done => {
                            self.learn(*person, done?.value.next.assignments);
                            return Ok(());
                        }
                    }
                }
            }
            Step::Withdraw { person } => {
                for a in self.known[*person].iter().rev().filter(|a| a.role == Role::Work) {
                    let done = self
                        .app
                        .withdraw_answer(&self.caller(*person), None, a.assignment_id)
                        .await;
                    if !matches!(done, Err(AppError::Conflict { .. })) {
                        return done.map(|_| ());
                    }
                }
            }
            Step::Appeal { person } => {
                for a in self.known[*person].iter().rev().filter(|a| a.role == Role::Work) {
                    let text = "the clause does not say that".to_owned();
                    let done = self
                        .app
                        .appeal(&self.caller(*person), None, a.assignment_id, text)
                        .await;
                    if !matches!(done, Err(AppError::Conflict { .. })) {
                        return done.map(|_| ());
                    }
                }
            }
            Step::DecideAppeal { accept } => {
                let operator = Caller {
                    is_operator: true,
                    ..self.caller(0)
                };
                if let Some(first) = self.app.open_appeals(&operator, None, 1).await?.first() {
                    let decision = if *accept {
                        AppealDecision::Accept
                    } else {
                        AppealDecision::Uphold
                    };
                    self.app
                        .decide_appeal(
                            &operator,
                            None,
                            first.project_id,
                            first.assignment_id,
                            decision,
                            None,
                        )
                        .await?;
                }
            }
            Step::Wait { seconds } => {
                self.test.clock.advance_seconds(*seconds);
                // The server's timers are hardly ever late; that they may be is what the short waits are for.
                if *seconds > 1_000 {
                    self.app.accept_overdue().await?;
                    self.app.expire_leases().await?;
                }
            }
            Step::Timers => {
                self.app.expire_leases().await?;
                self.app.accept_overdue().await?;
            }
            Step::Pause => self.set_state(ProjectState::Open, ProjectState::Paused).await,
            Step::Open => self.set_state(ProjectState::Paused, ProjectState::Open).await,
            Step::TopUp => fund(&self.test, self.project_id, 300).await,
        }
        Ok(())
    }

    async fn set_state(&self, from: ProjectState, to: ProjectState) {
        let id = self.project_id;
        self.test
            .write(id.0, move |tx| projects::set_state(tx, id, from, to, None))
            .await
            .unwrap();
    }
}

fn answer(person: usize, unusable: bool, claim: i64) -> AnswerInput {
    let label = if person.is_multiple_of(2) { "cat" } else { "dog" };
    AnswerInput {
        kind: if unusable {
            AnswerKind::Unusable
        } else {
            AnswerKind::Regions
        },
        regions: vec![
            json!({"id": "r1", "from_name": "label", "to_name": "text", "type": "choices", "value": {"choices": [label]}}),
        ],
        reason: unusable.then(|| "blank".to_owned()),
        active_ms: 4_000,
        claim,
    }
}

fn verdict_input(verdict: VerdictKind) -> VerdictInput {
    VerdictInput {
        verdict,
        regions: (verdict == VerdictKind::Fix).then(|| answer(1, false, 0).regions),
        reason: Some("not the whole animal".into()),
        clause: Some("1".into()),
        note: None,
        region_id: Some("r1".into()),
        area: None,
    }
}

/// Writes an organization with money, and an open project with tasks.
async fn order(test: &TestDb, terms: &Terms) -> ProjectId {
    let (project_id, organization_id): (ProjectId, OrganizationId) = (test.id(), test.id());
    let now = test.now();
    let project = Project {
        project_id,
        organization_id,
        name: "cats and dogs".into(),
        description: String::new(),
        interface_xml: INTERFACE.into(),
        state: ProjectState::Open,
        pause_reason: None,
        version: 1,
        reward_minor: 43,
        inspection_reward_minor: 11,
        fee_percent: terms.fee_percent,
        plan: QualityPlan {
            answers_per_task: terms.answers_per_task,
            inspect_percent: terms.inspect_percent,
            max_rounds: terms.max_rounds,
            accept_seconds: 86_400,
        },
        work_audience: Audience::Everybody,
        inspect_audience: Audience::Invited,
        exam_size: 1,
        exam_pass_percent: 80,
        lease_seconds: 600,
        return_seconds: 3_600,
        budget_minor: terms.budget_minor,
        deadline: None,
        adult: false,
        language: "en".into(),
        guide_version: 1,
        created_at: now,
        opened_at: Some(now),
        closed_at: None,
    };
    let tasks: Vec<_> = (0..TASKS).map(|n| (n + 1, test.ids.next())).collect();
    let k = terms.answers_per_task;
    test.write(project_id.0, move |tx| {
        let at = now.0;
        crate::sql::organization(tx, organization_id, at)?;
        projects::insert(tx, &project)?;
        projects::insert_guide(
            tx,
            project_id,
            1,
            "1. The whole animal\n2. Nothing else",
            None,
            now,
        )?;
        for account in [
            Account::Bank,
            Account::OrganizationFunds(organization_id),
            Account::ProjectEscrow(project_id),
            Account::ProjectInspections(project_id),
            Account::PlatformFee(project_id),
        ] {
            ledger::open_account(tx, account)?;
        }
        for (position, task_id) in &tasks {
            crate::sql::task(tx, project_id, *task_id, *position, k, at)?;
        }
        let change = ProjectChange {
            tasks_total: TASKS,
            tasks_queued: TASKS,
            ..ProjectChange::default()
        };
        tally::project(tx, project_id, change);
        Ok::<_, DbError>(())
    })
    .await
    .unwrap();
    fund(test, project_id, terms.budget_minor).await;
    project_id
}

async fn fund(test: &TestDb, project_id: ProjectId, amount_minor: i64) {
    let (transfer_id, now): (TransferId, _) = (test.id(), test.now());
    test.write(project_id.0, move |tx| {
        ledger::transfer(
            tx,
            &NewTransfer {
                transfer_id,
                kind: TransferKind::Posted,
                debit: Account::Bank,
                credit: Account::ProjectEscrow(project_id),
                amount_minor,
                pending_id: None,
                code: "budget",
                project_id: Some(project_id),
                assignment_id: None,
                note: None,
                created_by: None,
                created_at: now,
            },
        )
    })
    .await
    .unwrap();
}

fn seat_inspector(
    tx: &mut pumasi_store::Tx,
    project_id: ProjectId,
    person: UserId,
    seat: uuid::Uuid,
) -> Result<(), DbError> {
    crate::sql::user(tx, person)?;
    crate::sql::seat(tx, project_id, person, seat)
}

both_engines! {
    async fn any_interleaving_keeps_the_invariants(first: TestDb) {
        // Each case gets a project of its own in the same database: opening a database costs more than a case.
        let cases = 32;
        let mut runner = TestRunner::new_with_rng(
            Config { cases, failure_persistence: None, max_shrink_iters: 300, ..Config::default() },
            proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
        );
        let steps = prop::collection::vec(step(), 10..90);
        let (handle, done) = (tokio::runtime::Handle::current(), std::cell::Cell::new(0));
        tokio::task::block_in_place(|| {
            runner
                .run(&(terms(), steps), |(terms, steps)| {
                    handle.block_on(async {
                        let mut world = World::new(first.clone(), &terms).await;
                        for (n, step) in steps.iter().enumerate() {
                            match world.take(step).await {
                                Ok(()) => world.done += 1,
                                Err(AppError::Conflict { .. } | AppError::NotFound(_) | AppError::Invalid(_)) => {}
                                Err(error) => return Err(TestCaseError::fail(format!("{step:?}: {error}"))),
                            }
                            let earned = std::mem::take(&mut world.earned);
                            world.earned = check_invariants(&world.test, world.project_id, &earned, n + 1 == steps.len())
                                .await
                                .map_err(|fault| TestCaseError::fail(format!("after {step:?}: {fault}")))?;
                        }
                        done.set(done.get() + world.done);
                        Ok(())
                    })
                })
                .unwrap_or_else(|fault| panic!("{fault}"));
        });
        // A test that reaches nothing proves nothing: every kind of step must have been taken.
        let rows = first.read(|tx| tx.query("select distinct kind from events", &[])).await.unwrap();
        let taken: Vec<String> = rows.iter().map(|row| row.get(0).unwrap()).collect();
        assert!(done.get() > usize::try_from(cases).unwrap() * 10, "steps done: {}", done.get());
        for kind in KINDS {
            assert!(taken.iter().any(|t| t == kind), "no step was {kind}: {taken:?}");
        }
    }
}
