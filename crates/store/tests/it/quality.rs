//! Tables `skills` and `fits`, and what the quality engine reads and writes beside them.

use crate::rows::{add_organization, add_project, add_user};
use pumasi_domain::state::Role;
use pumasi_domain::{ProjectId, TaskId, Timestamp, UserId};
use pumasi_store::fits::{self, Fit};
use pumasi_store::skills::{self, Skill};
use pumasi_store::{DbError, decided, evidence, measured, params};
use pumasi_testkit::{TestDb, both_engines};

fn skill(project_id: ProjectId, role: Role, user_id: UserId, text: &str) -> Skill {
    Skill {
        project_id,
        role,
        user_id,
        skill: text.to_owned(),
        answers: 7,
        information: 0.5,
        fitted_at: Timestamp(3),
    }
}

fn fit(project_id: ProjectId, at: i64) -> Fit {
    Fit {
        project_id,
        model: "one_coin".to_owned(),
        fit: "{\"classes\":[]}".to_owned(),
        report: "{}".to_owned(),
        changes: 0,
        fitted_at: Timestamp(at),
    }
}

both_engines! {
    async fn a_persons_skills_are_found_here_and_elsewhere(test: TestDb) {
        let organization_id = add_organization(&test, "Lab").await;
        let (kim, lee) = (add_user(&test, "Kim").await, add_user(&test, "Lee").await);
        let one = add_project(&test, organization_id, "one").await;
        let two = add_project(&test, organization_id, "two").await;
        let found = test
            .write(one.0, move |tx| {
                for row in [
                    skill(one, Role::Work, kim, "[1]"),
                    skill(two, Role::Work, kim, "[2]"),
                    skill(one, Role::Work, lee, "[3]"),
                    skill(one, Role::Inspect, kim, "[4]"),
                    skill(one, Role::Work, kim, "[5]"),
                ] {
                    skills::save(tx, &row)?;
                }
                let elsewhere = skills::elsewhere(tx, one, Role::Work, kim, 9)?;
                Ok::<_, DbError>((skills::find(tx, one, Role::Work, kim)?, elsewhere, skills::page(tx, one, Role::Work, Some(kim), 9)?))
            })
            .await
            .unwrap();
        assert_eq!(found.0, Some(skill(one, Role::Work, kim, "[5]")), "the later takes the place of the earlier");
        assert_eq!(found.1, [skill(two, Role::Work, kim, "[2]")]);
        assert_eq!(found.2, [skill(one, Role::Work, lee, "[3]")]);
    }

    async fn of_two_full_passes_at_once_the_first_is_kept(test: TestDb) {
        let organization_id = add_organization(&test, "Lab").await;
        let project_id = add_project(&test, organization_id, "one").await;
        let kept = test
            .write(project_id.0, move |tx| {
                let first = fits::save(tx, &fit(project_id, 10), None)?;
                let second = fits::save(tx, &fit(project_id, 11), None)?;
                let next = fits::save(tx, &fit(project_id, 12), Some(Timestamp(10)))?;
                let late = fits::finish(tx, project_id, Timestamp(10), 5, "{\"late\":1}")?;
                let done = fits::finish(tx, project_id, Timestamp(12), 6, "{\"done\":1}")?;
                Ok::<_, DbError>([first, second, next, late, done])
            })
            .await
            .unwrap();
        assert_eq!(kept, [true, false, true, false, true]);
        let found = test.read(move |tx| Ok::<_, DbError>((fits::find(tx, project_id)?, fits::knowledge(tx, project_id)?))).await.unwrap();
        let expected = Fit { changes: 6, report: "{\"done\":1}".to_owned(), ..fit(project_id, 12) };
        assert_eq!(found, (Some(expected), Some("{\"classes\":[]}".to_owned())));
    }

    async fn a_pass_is_due_after_many_changes_or_some_time(test: TestDb) {
        let organization_id = add_organization(&test, "Lab").await;
        let project_id = add_project(&test, organization_id, "one").await;
        let due = async |changes: i64, stale: i64| {
            test.write(project_id.0, move |tx| {
                tx.execute("delete from project_tallies", params![])?;
                pumasi_store::project_reports::open(tx, project_id)?;
                tx.execute("update project_tallies set answers_submitted = $1", params![changes])?;
                Ok::<_, DbError>(!fits::due(tx, 20, Timestamp(stale), Timestamp(0), None, 9)?.is_empty())
            })
            .await
            .unwrap()
        };
        assert!(!due(0, 100).await);
        assert!(due(1, 100).await, "never fitted");
        test.write(project_id.0, move |tx| {
            fits::save(tx, &fit(project_id, 50), None)?;
            fits::finish(tx, project_id, Timestamp(50), 10, "{}")
        })
        .await
        .unwrap();
        assert!(!due(10, 100).await, "nothing new");
        assert!(!due(29, 50).await, "few, and not long ago");
        assert!(due(30, 50).await);
        assert!(due(11, 51).await);
    }

    async fn nothing_is_read_where_nothing_was_said(test: TestDb) {
        let organization_id = add_organization(&test, "Lab").await;
        let project_id = add_project(&test, organization_id, "one").await;
        let task_id: TaskId = test.id();
        let empty = test
            .read(move |tx| {
                Ok::<_, DbError>([
                    evidence::of_task(tx, project_id, task_id)?.len(),
                    evidence::page(tx, project_id, None, 5)?.len(),
                    evidence::returned_of_task(tx, project_id, task_id)?.len(),
                    evidence::returned_page(tx, project_id, None, 5)?.len(),
                    evidence::known(tx, project_id, 0, 5)?.len(),
                    evidence::predicted(tx, project_id, 0, 5)?.len(),
                    evidence::verdict_counts(tx, project_id)?.len(),
                    evidence::checked(tx, project_id)?.len(),
                    skills::of_task(tx, project_id, task_id)?.len(),
                    decided::page(tx, project_id, None, 5)?.len(),
                    decided::doubtful(tx, project_id, None, 5)?.len(),
                    decided::contested(tx, project_id, 0, 5)?.len(),
                    measured::page(tx, project_id, Role::Work, None, 5)?.len(),
                ])
            })
            .await
            .unwrap();
        assert_eq!(empty, [0; 13]);
        let changed = test
            .write(project_id.0, move |tx| {
                let confident = decided::set_confidence(tx, project_id, task_id, 0.5)?;
                Ok::<_, DbError>((confident, decided::grow_gold(tx, project_id, task_id)?, decided::gold_counts(tx, project_id)?))
            })
            .await
            .unwrap();
        assert_eq!(changed, (false, false, (0, 0)));
    }
}
