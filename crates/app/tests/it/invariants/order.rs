//! The order that the steps are about: an organization with money, and an open project with tasks.

use super::steps::{TASKS, Terms};
use crate::sql;
use pumasi_domain::audience::Audience;
use pumasi_domain::money::{Account, TransferKind};
use pumasi_domain::plan::QualityPlan;
use pumasi_domain::project::Project;
use pumasi_domain::state::ProjectState;
use pumasi_domain::{OrganizationId, ProjectId, Timestamp, TransferId, UserId};
use pumasi_store::ledger::{self, NewTransfer};
use pumasi_store::tally::{self, ProjectChange};
use pumasi_store::{DbError, projects};
use pumasi_testkit::TestDb;

const INTERFACE: &str = r#"<View><Text name="text" value="$text"/>
  <Choices name="label" toName="text" choice="single" required="true"><Choice value="cat"/><Choice value="dog"/></Choices></View>"#;

/// Writes an organization with money, and an open project with tasks.
pub async fn order(test: &TestDb, terms: &Terms, owner: UserId) -> ProjectId {
    let (project_id, organization_id): (ProjectId, OrganizationId) = (test.id(), test.id());
    let now = test.now();
    let project = project(terms, project_id, organization_id, now);
    let tasks: Vec<_> = (0..TASKS).map(|n| (n + 1, test.ids.next())).collect();
    let (k, known) = (project.plan.first_places(), terms.known);
    test.write(project_id.0, move |tx| {
        let at = now.0;
        sql::organization(tx, organization_id, at)?;
        sql::user(tx, owner)?;
        sql::owner(tx, organization_id, owner)?;
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
            let gold = (*position <= known).then(|| super::world::regions("cat").to_string());
            sql::task(tx, project_id, *task_id, *position, k, gold, at)?;
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

pub async fn fund(test: &TestDb, project_id: ProjectId, amount_minor: i64) {
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

/// Verdicts of earlier days: of the first two `people` every third is a return, of the others none.
pub async fn past_verdicts(test: &TestDb, project_id: ProjectId, people: &[UserId], terms: &Terms) {
    if terms.past_verdicts == 0 {
        return;
    }
    // Of an answer elsewhere, so that nothing of this project has to be made up for them.
    let elsewhere = project(terms, test.id(), test.id(), test.now());
    let shadow = [elsewhere.project_id.0, test.ids.next(), test.ids.next()];
    let mut verdicts = Vec::new();
    for (n, person) in people.iter().enumerate() {
        for turn in 0..terms.past_verdicts {
            let verdict = if n < 2 && turn % 3 == 0 { "return" } else { "pass" };
            verdicts.push((test.ids.next(), *person, verdict));
        }
    }
    let at = test.now().0 - 1;
    test.write(project_id.0, move |tx| {
        sql::organization(tx, elsewhere.organization_id, at)?;
        projects::insert(tx, &elsewhere)?;
        sql::answered_elsewhere(tx, shadow, verdicts[0].1)?;
        for (round, (id, person, verdict)) in verdicts.iter().enumerate() {
            sql::verdict(
                tx,
                project_id,
                *id,
                (shadow[2], round as i64),
                *person,
                verdict,
                at,
            )?;
        }
        Ok::<_, DbError>(())
    })
    .await
    .unwrap();
}

pub fn seat_inspector(
    tx: &mut pumasi_store::Tx,
    project_id: ProjectId,
    person: UserId,
    seat: uuid::Uuid,
) -> Result<(), DbError> {
    sql::user(tx, person)?;
    sql::seat(tx, project_id, person, seat)
}

fn project(terms: &Terms, project_id: ProjectId, organization_id: OrganizationId, now: Timestamp) -> Project {
    Project {
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
            settings: terms.quality,
        },
        rules: terms.rules.clone(),
        work_audience: Audience::Everybody,
        inspect_audience: Audience::Invited,
        exam_size: 1,
        exam_pass_percent: 80,
        lease_seconds: 600,
        return_seconds: 3_600,
        budget_minor: terms.budget_minor,
        deadline: None,
        adult: false,
        sensitivity: Default::default(),
        language: "en".into(),
        guide_version: 1,
        created_at: now,
        opened_at: Some(now),
        closed_at: None,
    }
}
