//! Rows that tests begin with.

use pumasi_domain::audience::Audience;
use pumasi_domain::money::{Account, TransferKind};
use pumasi_domain::plan::QualityPlan;
use pumasi_domain::project::Project;
use pumasi_domain::state::{AssignmentState, ProjectState, Role};
use pumasi_domain::{AssignmentId, OrganizationId, ProjectId, TaskId, Timestamp, TransferId, UserId};
use pumasi_store::assignments::{self, Assignment};
use pumasi_store::ledger::{self, NewTransfer};
use pumasi_store::organizations::{self, Organization};
use pumasi_store::task_lists::{self, Batch, NewTask};
use pumasi_store::users::{self, User};
use pumasi_store::{DbError, projects};
use pumasi_testkit::TestDb;

/// A person that nothing is known of but the name.
pub fn user(test: &TestDb, name: &str) -> User {
    User {
        user_id: test.id(),
        email: format!("{}@example.com", name.to_lowercase()),
        password_hash: "$argon2id$".to_owned(),
        display_name: name.to_owned(),
        locale: "ko".to_owned(),
        settings: "{}".to_owned(),
        is_operator: false,
        adult_verified_at: None,
        suspended_at: None,
        created_at: test.now(),
    }
}

pub async fn add_user(test: &TestDb, name: &str) -> UserId {
    let user = user(test, name);
    let user_id = user.user_id;
    assert!(
        test.write(user_id.0, move |tx| users::insert(tx, &user))
            .await
            .unwrap()
    );
    user_id
}

pub async fn add_organization(test: &TestDb, name: &str) -> OrganizationId {
    let organization_id = test.id();
    let organization = Organization {
        organization_id,
        name: name.to_owned(),
        created_at: test.now(),
    };
    test.write(organization_id.0, move |tx| {
        organizations::insert(tx, &organization)
    })
    .await
    .unwrap();
    organization_id
}

pub async fn add_project(test: &TestDb, organization_id: OrganizationId, name: &str) -> ProjectId {
    let project = project(test.id(), organization_id, name, test.now());
    let project_id = project.project_id;
    test.write(project_id.0, move |tx| projects::insert(tx, &project))
        .await
        .unwrap();
    project_id
}

fn project(project_id: ProjectId, organization_id: OrganizationId, name: &str, now: Timestamp) -> Project {
    Project {
        project_id,
        organization_id,
        name: name.to_owned(),
        description: String::new(),
        interface_xml: "<View/>".to_owned(),
        state: ProjectState::Open,
        pause_reason: None,
        version: 1,
        reward_minor: 100,
        inspection_reward_minor: 50,
        fee_percent: 10,
        plan: QualityPlan {
            answers_per_task: 1,
            inspect_percent: 0,
            max_rounds: 2,
            accept_seconds: 60,
            settings: Default::default(),
        },
        rules: Vec::new(),
        work_audience: Audience::Everybody,
        inspect_audience: Audience::Invited,
        exam_size: 0,
        exam_pass_percent: 80,
        lease_seconds: 600,
        return_seconds: 600,
        budget_minor: 10_000,
        deadline: None,
        adult: false,
        sensitivity: Default::default(),
        language: "ko".to_owned(),
        guide_version: 1,
        created_at: now,
        opened_at: None,
        closed_at: None,
    }
}

/// An assignment in hand whose pay of 100 is promised by `reward_hold_id`; its task comes with it.
pub async fn add_assignment(
    test: &TestDb,
    project_id: ProjectId,
    worker_id: UserId,
    reward_hold_id: TransferId,
) -> AssignmentId {
    let (assignment_id, task_id, now): (AssignmentId, TaskId, _) = (test.id(), test.id(), test.now());
    let assignment = Assignment {
        project_id,
        assignment_id,
        task_id,
        worker_id,
        role: Role::Work,
        subject: None,
        state: AssignmentState::Active,
        round: 0,
        guide_version: 1,
        reward_minor: 100,
        fee_minor: 0,
        sampled: false,
        inspection_open: false,
        reward_hold_id,
        fee_hold_id: None,
        reserve_hold_id: None,
        reserve_minor: 0,
        issued_at: now,
        leased_until: now,
        submitted_at: None,
        accept_at: None,
        decided_at: None,
        answer_kind: None,
        active_ms: 0,
        purpose: pumasi_domain::state::Purpose::Order,
        answer_class: None,
    };
    test.write(project_id.0, move |tx| {
        let position = projects::take_positions(tx, project_id, 1)?;
        let task = NewTask {
            task_id,
            row_key: [u8::try_from(position % 256).unwrap_or(0); 32],
            external_id: None,
            data: "{}".to_owned(),
            predictions: None,
            gold: None,
        };
        task_lists::insert(
            tx,
            &Batch {
                project_id,
                open: 0,
                import_id: None,
                position,
                now,
            },
            &[task],
        )?;
        assignments::insert(tx, &assignment)
    })
    .await
    .unwrap();
    assignment_id
}

/// A transfer of `amount_minor` with nothing else to it.
pub fn transfer(test: &TestDb, debit: Account, credit: Account, amount_minor: i64) -> NewTransfer<'static> {
    NewTransfer {
        transfer_id: test.id(),
        kind: TransferKind::Posted,
        debit,
        credit,
        amount_minor,
        pending_id: None,
        code: "deposit",
        project_id: None,
        assignment_id: None,
        note: None,
        created_by: None,
        created_at: test.now(),
    }
}

/// Opens the accounts and writes the transfer.
pub async fn pay(test: &TestDb, transfer: NewTransfer<'static>) -> Result<(), DbError> {
    test.write(transfer.debit.id().0, move |tx| {
        ledger::open_account(tx, transfer.debit)?;
        ledger::open_account(tx, transfer.credit)?;
        ledger::transfer(tx, &transfer)
    })
    .await
}
