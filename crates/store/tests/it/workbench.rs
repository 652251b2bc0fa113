//! Tables `consents`, `exposures`, `questions` and `examples`.

use crate::rows::{add_organization, add_project, add_user};
use pumasi_domain::question::ExampleVerdict;
use pumasi_domain::sensitivity::{Exposure, SensitiveKind};
use pumasi_domain::{ExampleId, ProjectId, QuestionId, UserId};
use pumasi_store::examples::{self, Example};
use pumasi_store::questions::{self, After, Question};
use pumasi_store::{DbError, consents, exposures};
use pumasi_testkit::{TestDb, both_engines};
use uuid::Uuid;

fn question(test: &TestDb, project_id: ProjectId, user_id: UserId, text: &str) -> Question {
    Question {
        question_id: test.id(),
        project_id,
        task_id: test.id(),
        position: None,
        assignment_id: test.id(),
        user_id,
        text: text.to_owned(),
        clause: Some("1.2".to_owned()),
        guide_version: 3,
        asked_at: test.now(),
        answer: None,
        for_everyone: false,
        answered_at: None,
        seen_at: None,
    }
}

both_engines! {
    async fn consent_is_given_withdrawn_and_given_again(test: TestDb) {
        let id = add_user(&test, "Kim").await;
        let (now, later) = (test.now(), test.now().plus_seconds(9));
        let kind = SensitiveKind::SelfHarm;
        let changed = test.write(id.0, move |tx| {
            Ok::<_, DbError>([
                consents::withdraw(tx, id, kind, now)?,
                consents::give(tx, id, kind, now)?,
                consents::give(tx, id, kind, later)?,
                consents::give(tx, id, SensitiveKind::Hate, now)?,
                consents::withdraw(tx, id, SensitiveKind::Hate, later)?,
            ])
        }).await.unwrap();
        assert_eq!(changed, [false, true, false, true, true]);
        let given = test.read(move |tx| consents::of_user(tx, id)).await.unwrap();
        assert_eq!(given, [(kind, now)]);
        test.write(id.0, move |tx| consents::give(tx, id, SensitiveKind::Hate, later)).await.unwrap();
        let given = test.read(move |tx| consents::of_user(tx, id)).await.unwrap();
        assert_eq!(given, [(SensitiveKind::Hate, later), (kind, now)]);
    }

    async fn exposure_is_kept_as_it_was_saved(test: TestDb) {
        let id = add_user(&test, "Lee").await;
        assert_eq!(test.read(move |tx| exposures::find(tx, id)).await.unwrap(), Exposure::default());
        let kept = Exposure { day: 20_000, day_us: 5, stretch_us: 3, last_at: test.now() };
        let held = test.write(id.0, move |tx| {
            let first = exposures::hold(tx, id)?;
            exposures::save(tx, id, &kept)?;
            Ok::<_, DbError>((first, exposures::hold(tx, id)?))
        }).await.unwrap();
        assert_eq!(held, (Exposure::default(), kept));
        assert_eq!(test.read(move |tx| exposures::find(tx, id)).await.unwrap(), kept);
    }

    async fn questions_are_read_by_whom_they_concern(test: TestDb) {
        let organization_id = add_organization(&test, "Lab").await;
        let project_id = add_project(&test, organization_id, "Cats").await;
        let (asker, other) = (add_user(&test, "Kim").await, add_user(&test, "Lee").await);
        let all: Vec<Question> = ["old", "new", "newest"].iter().map(|text| question(&test, project_id, asker, text)).collect();
        let (rows, ids) = (all.clone(), all.iter().map(|q| q.question_id).collect::<Vec<QuestionId>>());
        let now = test.now();
        let (first, second) = (ids[0], ids[1]);
        let changed = test.write(project_id.0, move |tx| {
            for q in &rows {
                questions::insert(tx, q)?;
            }
            Ok::<_, DbError>([
                questions::see(tx, asker, first, now)?,
                questions::answer(tx, project_id, first, "for all", true, other, now)?,
                questions::answer(tx, project_id, second, "for one", false, other, now)?,
                questions::answer(tx, ProjectId(Uuid::nil()), second, "x", true, other, now)?,
                questions::see(tx, other, first, now)?,
                questions::see(tx, asker, first, now)?,
                questions::see(tx, asker, first, now)?,
            ])
        }).await.unwrap();
        assert_eq!(changed, [false, true, true, false, false, true, false]);
        let counts = test.read(move |tx| Ok::<_, DbError>((
            questions::count_unanswered(tx, project_id)?,
            questions::count_waiting(tx, project_id, asker)?,
            questions::count_unseen(tx, project_id, asker)?,
            questions::count_unseen(tx, project_id, other)?,
            questions::latest_at(tx, asker, 2)?,
        ))).await.unwrap();
        assert_eq!(counts, (1, 1, 1, 0, vec![now, now]));
        let read = async |who: UserId| -> Vec<QuestionId> {
            let found = test.read(move |tx| questions::readable(tx, project_id, who, "", None, 10)).await.unwrap();
            found.into_iter().map(|q| q.question_id).collect()
        };
        assert_eq!(read(asker).await, [ids[2], ids[1], ids[0]]);
        assert_eq!(read(other).await, [ids[0]]);
        let list = async |after: Option<After>| -> Vec<QuestionId> {
            let found = test.read(move |tx| questions::of_project(tx, project_id, after, 2)).await.unwrap();
            found.into_iter().map(|q| q.question_id).collect()
        };
        assert_eq!(list(None).await, [ids[2], ids[1]]);
        assert_eq!(list(Some(After { answered: false, question_id: ids[2] })).await, [ids[1], ids[0]]);
        assert_eq!(list(Some(After { answered: true, question_id: ids[1] })).await, [ids[0]]);
        let mine = test.read(move |tx| questions::of_user(tx, asker, None, 10)).await.unwrap();
        assert_eq!((mine.len(), mine[0].1.as_str(), mine[0].0.clone()), (3, "Cats", all[2].clone()));
        let found = test.read(move |tx| questions::of_asker(tx, other, first)).await.unwrap();
        assert_eq!(found, None);
        let kept = test.read(move |tx| questions::find(tx, project_id, first)).await.unwrap().unwrap();
        assert_eq!((kept.answer.as_deref(), kept.for_everyone, kept.seen_at), (Some("for all"), true, Some(now)));
    }

    async fn examples_are_written_changed_and_taken_away(test: TestDb) {
        let organization_id = add_organization(&test, "Lab").await;
        let project_id = add_project(&test, organization_id, "Cats").await;
        let user = add_user(&test, "Kim").await;
        let example = Example {
            example_id: test.id(),
            project_id,
            verdict: ExampleVerdict::Good,
            text: Some("meow".to_owned()),
            media_id: None,
            content_type: None,
            why: "a cat".to_owned(),
            clause: None,
            created_at: test.now(),
        };
        let changed = Example { verdict: ExampleVerdict::Bad, clause: Some("2".to_owned()), ..example.clone() };
        let nobodys = ExampleId(Uuid::nil());
        let (first, second) = (example.clone(), changed.clone());
        let done = test.write(project_id.0, move |tx| {
            examples::insert(tx, &first, user)?;
            Ok::<_, DbError>([
                examples::update(tx, &second)?,
                examples::update(tx, &Example { example_id: nobodys, ..second.clone() })?,
                examples::delete(tx, project_id, nobodys)?,
            ])
        }).await.unwrap();
        assert_eq!(done, [true, false, false]);
        let all = test.read(move |tx| examples::of_project(tx, project_id, 9)).await.unwrap();
        assert_eq!(all, vec![changed.clone()]);
        let id = example.example_id;
        assert_eq!(test.read(move |tx| examples::find(tx, project_id, id)).await.unwrap(), Some(changed));
        assert!(test.write(project_id.0, move |tx| examples::delete(tx, project_id, id)).await.unwrap());
    }
}
