//! What tasks get: fewer answers where that is enough, more where it was not.

use super::*;
use pumasi_testkit::both_engines;

both_engines! {
    async fn adaptive_overlap_reaches_the_same_with_fewer_answers(app: TestApp) {
        let (owner, organization_id) = organization(&app).await;
        let mut reached = Vec::new();
        let mut crowd = Crowd::new(&app, &PERCENTS).await;
        for kind in [Overlap::Fixed, Overlap::Adaptive] {
            let change = |draft: &mut ProjectDraft| {
                overlap(kind, 5)(draft);
                draft.quality.target_permille = 950;
            };
            let (project_id, ids) = project(&app, &owner, organization_id, 80, change).await;
            make_known(&app, project_id, &ids[..16]).await;
            crowd.drawn = 0;
            // A full pass may open tasks again; they are worked on until it leaves all as they are.
            let mut quality = None;
            for _ in 0..6 {
                crowd.work_all(&app, project_id, 60).await;
                quality = Some(app.fit_now(&owner, None, project_id).await.unwrap().value);
                if app.progress(&owner, project_id).await.unwrap().tasks_done == 80 {
                    break;
                }
            }
            let quality = quality.unwrap();
            let (right, done) = accuracy(&app, &owner, project_id).await;
            assert_eq!((done, quality.tasks_decided), (80, 80), "{kind:?}");
            let progress = app.progress(&owner, project_id).await.unwrap();
            assert_eq!((progress.tasks_done, progress.finish_at), (80, None));
            assert_eq!(quality.overlap.by_answers.iter().map(|by| by.tasks).sum::<i64>(), 80);
            assert_eq!(quality.overlap.fixed_minor, 80 * 5 * 110);
            reached.push((right, quality));
        }
        let [(fixed, _), (adaptive, quality)] = &reached[..] else { panic!("two projects") };
        assert!(quality.overlap.answers_per_task <= 3.8, "{:?}", quality.overlap);
        assert!(quality.overlap.saved_percent >= 24.0 && quality.overlap.spent_minor < quality.overlap.fixed_minor);
        assert!(*adaptive >= 0.88 && *adaptive >= fixed - 0.04, "adaptive {adaptive}, fixed {fixed}");
        let expected = quality.expected_accuracy.unwrap();
        assert!((expected - adaptive).abs() < 0.15, "said {expected}, is {adaptive}: {quality:?}");
    }

    async fn a_task_is_opened_again_when_its_people_turn_out_to_guess(app: TestApp) {
        let (owner, organization_id) = organization(&app).await;
        let change = |draft: &mut ProjectDraft| {
            overlap(Overlap::Adaptive, 5)(draft);
            draft.quality.target_permille = 900;
        };
        let (project_id, ids) = project(&app, &owner, organization_id, 40, change).await;
        let mut crowd = Crowd::new(&app, &[95, 95, 95, 95, 95]).await;
        // Two people say the same of everything, so that they agree.
        for person in 0..2 {
            for _ in 0..40 {
                app.work_once(&crowd.people[person].0, project_id, "cat").await;
            }
        }
        assert_eq!(app.progress(&owner, project_id).await.unwrap().tasks_done, 40);
        app.fit_now(&owner, None, project_id).await.unwrap();
        assert_eq!(app.progress(&owner, project_id).await.unwrap().tasks_done, 40, "nothing speaks against them");

        // Then others do more tasks, answers become known, and one of the first tasks was drawn for an audit.
        let more = app.add_tasks(project_id, 24).await;
        for person in (2..5).cycle().take(3 * 24) {
            crowd.work(&app, project_id, person).await;
        }
        make_known(&app, project_id, &ids[..24]).await;
        make_known(&app, project_id, &more).await;
        let before = app.progress(&owner, project_id).await.unwrap();
        let audited = ids[30];
        app.test
            .write(project_id.0, move |tx| {
                tx.execute(
                    "insert into audit_items (project_id, audit_id, task_id, stratum, open, result_kind, result_regions) values ($1, $1, $2, 'all', 1, 'regions', '[]')",
                    params![project_id, audited],
                )
            })
            .await
            .unwrap();
        app.fit_now(&owner, None, project_id).await.unwrap();
        let progress = app.progress(&owner, project_id).await.unwrap();
        let opened = (before.tasks_done - progress.tasks_done, progress.tasks_in_work - before.tasks_in_work);
        assert_eq!(opened, (15, 15), "known ones and the audited one stay done");
        assert_eq!(app.task(&owner, project_id, audited).await.unwrap().summary.state, TaskState::Done);
        let events = app.operator_events(&app.operator().await, Default::default(), &all()).await.unwrap().items;
        assert_eq!(events.iter().filter(|event| event.kind == "task_reopened").count(), 15);

        // Others get them, and they are done rightly.
        crowd.work_all(&app, project_id, 15).await;
        app.fit_now(&owner, None, project_id).await.unwrap();
        crowd.work_all(&app, project_id, usize::MAX).await;
        assert_eq!(app.progress(&owner, project_id).await.unwrap().tasks_done, 64);
        let tasks = app.tasks(&owner, project_id, None, &all()).await.unwrap().items;
        let again: Vec<_> = tasks.iter().filter(|task| task.position <= 40 && task.answers_accepted > 2).collect();
        let right = again.iter().filter(|task| task.result.as_ref().unwrap().regions[0]["value"]["choices"][0] == truth(task.task_id));
        assert_eq!(again.len(), 15);
        assert!(right.count() >= 12);
    }

    async fn what_is_as_good_as_certain_becomes_known(app: TestApp) {
        let (owner, organization_id) = organization(&app).await;
        let change = |draft: &mut ProjectDraft| {
            overlap(Overlap::Fixed, 3)(draft);
            draft.quality.grow_gold = true;
        };
        let (project_id, ids) = project(&app, &owner, organization_id, 60, change).await;
        make_known(&app, project_id, &ids[..10]).await;
        let mut crowd = Crowd::new(&app, &[100, 100, 100]).await;
        crowd.work_all(&app, project_id, usize::MAX).await;
        for _ in 0..3 {
            app.fit_now(&owner, None, project_id).await.unwrap();
        }
        let quality = app.quality(&owner, project_id).await.unwrap();
        assert_eq!((quality.gold.given, quality.gold.grown), (10, 3), "five in a hundred at most");
        let tasks = app.tasks(&owner, project_id, None, &all()).await.unwrap().items;
        for task in tasks.iter().filter(|task| task.is_gold) {
            let gold = app.task(&owner, project_id, task.task_id).await.unwrap().gold.unwrap();
            assert_eq!(gold[0]["value"]["choices"][0], truth(task.task_id));
        }
    }
}
