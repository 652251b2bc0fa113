//! What a full pass finds out about people and tasks.

use super::*;
use pumasi_domain::state::VerdictKind;
use pumasi_testkit::both_engines;

both_engines! {
    async fn a_tie_gives_way_to_whom_the_known_tasks_speak_for(app: TestApp) {
        let (owner, organization_id) = organization(&app).await;
        let (project_id, ids) = project(&app, &owner, organization_id, 60, overlap(Overlap::Fixed, 2)).await;
        make_known(&app, project_id, &ids[..24]).await;
        let mut crowd = Crowd::new(&app, &[60, 100]).await;
        // Who errs answers first: of two who differ the first named is the result.
        for person in 0..2 {
            while crowd.work(&app, project_id, person).await {}
        }
        let (before, done) = accuracy(&app, &owner, project_id).await;
        assert!(done == 60 && before < 0.8, "{before} of {done}");
        app.fit_now(&owner, None, project_id).await.unwrap();
        let (after, _) = accuracy(&app, &owner, project_id).await;
        assert!(after > 0.98, "{after}");
        let tasks = app.tasks(&owner, project_id, None, &all()).await.unwrap().items;
        let of = |source| tasks.iter().filter(|task| task.result.as_ref().unwrap().source == source).count();
        assert_eq!(of(ResultSource::Agreed) + of(ResultSource::Inferred), 60);
        let changed = of(ResultSource::Inferred);
        assert_eq!(changed, ((after - before) * 60.0).round() as usize);
        // Another pass finds nothing more to change.
        app.fit_now(&owner, None, project_id).await.unwrap();
        let events = app.operator_events(&app.operator().await, Default::default(), &all()).await.unwrap().items;
        assert_eq!(events.iter().filter(|event| event.kind == "result_changed").count(), changed);
    }

    async fn a_full_pass_knows_the_good_from_those_who_guess(app: TestApp) {
        let (owner, organization_id) = organization(&app).await;
        let (project_id, ids) = project(&app, &owner, organization_id, 60, overlap(Overlap::Fixed, 5)).await;
        make_known(&app, project_id, &ids[..20]).await;
        let mut crowd = Crowd::new(&app, &PERCENTS).await;

        let before = app.quality(&owner, project_id).await.unwrap();
        assert_eq!((before.fitted_at, before.model.as_deref(), before.agreement.is_none()), (None, None, true));
        crowd.work_all(&app, project_id, usize::MAX).await;
        assert_eq!(app.fit_projects().await.unwrap(), 1);
        assert_eq!(app.fit_projects().await.unwrap(), 0, "nothing has come in since");

        let quality = app.quality(&owner, project_id).await.unwrap();
        assert_eq!((quality.answers, quality.tasks_decided, quality.classes.clone()), (300, 60, vec!["cat".to_owned(), "dog".to_owned()]));
        assert!(quality.fitted_at.is_some() && quality.model.is_some());
        let agreement = quality.agreement.clone().unwrap();
        assert!(agreement.percent > 55.0 && agreement.percent < 90.0 && agreement.alpha.unwrap() > 0.2, "{agreement:?}");
        let known = quality.confusion.iter().find(|table| table.known).unwrap();
        assert_eq!(known.rows.iter().flatten().sum::<u64>(), 100, "five answers to each of twenty known tasks");
        assert!(known.rows[0][0] > known.rows[0][1] && known.rows[1][1] > known.rows[1][0]);
        let reliability = quality.reliability.clone().unwrap();
        assert_eq!(reliability.gold_tasks, 20);
        assert_eq!(reliability.bins.iter().map(|bin| bin.tasks).sum::<i64>(), 20);
        assert_eq!((quality.overlap.answers_per_task, quality.overlap.saved_percent), (5.0, 0.0));
        assert_eq!(quality.overlap.spent_minor, 60 * 5 * 110);
        assert_eq!(quality.gold.given, 20);
        assert!(quality.expected_accuracy.unwrap() > 0.8);
        let (right, done) = accuracy(&app, &owner, project_id).await;
        assert!(done == 60 && right >= 0.9, "{right} of {done}");

        // People: the good ones tell more, nobody is named, and pages hold everybody once.
        let people = people(&app, &owner, project_id).await;
        assert_eq!(people.len(), PERCENTS.len());
        let names = app.project_workers(&owner, project_id, &all()).await.unwrap().items;
        assert!(names.iter().all(|person| people.contains_key(&person.worker)));
        let mut information: Vec<f64> = people.values().map(|person| person.information.unwrap()).collect();
        information.sort_by(f64::total_cmp);
        assert!(information[0] < 0.15 && information[6] > 0.35, "{information:?}");
        for person in people.values() {
            let accuracy = person.accuracy.unwrap();
            assert!(accuracy.low <= accuracy.value && accuracy.value <= accuracy.high && person.paused.is_none());
        }
        let everything = format!("{}{people:?}", told(&quality));
        assert!(crowd.people.iter().all(|(caller, _)| !everything.contains(&caller.user_id.to_string())));

        // Tasks in doubt come by rising confidence, each once.
        let (mut doubtful, mut query) = (Vec::new(), PageQuery { cursor: None, limit: Some(25) });
        loop {
            let page = app.doubtful_tasks(&owner, project_id, &query).await.unwrap();
            doubtful.extend(page.items);
            query.cursor = page.next_cursor;
            if query.cursor.is_none() {
                break;
            }
        }
        let confidences: Vec<f64> = doubtful.iter().map(|task| task.result.confidence.unwrap()).collect();
        assert_eq!(doubtful.len(), 60);
        assert!(confidences.is_sorted() && confidences[0] < confidences[59], "{confidences:?}");
        let first = &doubtful[0];
        assert_eq!(first.votes.iter().map(|vote| vote.answers).sum::<i64>(), 5);
        assert!((first.votes.iter().map(|vote| vote.probability).sum::<f64>() - 1.0).abs() < 1e-3);
        let stranger = &crowd.people[0].0;
        assert_eq!(code(app.quality(stranger, project_id).await), "not_found");
        assert_eq!(code(app.fit_now(stranger, None, project_id).await), "not_found");
    }

    async fn passes_of_two_servers_are_one(app: TestApp) {
        let (owner, organization_id) = organization(&app).await;
        let project_id = app.open_project_with(&owner, organization_id, 12, overlap(Overlap::Fixed, 3)).await;
        let mut crowd = Crowd::new(&app, &[90, 90, 70]).await;
        crowd.work_all(&app, project_id, usize::MAX).await;
        let other = app.second_server().await;
        let (one, two) = tokio::join!(app.fit_projects(), other.fit_projects());
        assert!((1..=2).contains(&(one.unwrap() + two.unwrap())));
        assert_eq!(app.fit_projects().await.unwrap(), 0);
        let quality = app.quality(&owner, project_id).await.unwrap();
        // A pass that broke off before all was written is made again, and finds the same.
        app.test
            .write(project_id.0, move |tx| tx.execute("update fits set changes = 0 where project_id = $1", params![project_id]))
            .await
            .unwrap();
        app.clock().advance_seconds(1);
        assert_eq!(app.fit_projects().await.unwrap(), 1);
        let again = app.quality(&owner, project_id).await.unwrap();
        assert!(again.fitted_at > quality.fitted_at);
        assert_eq!(told(&Quality { fitted_at: quality.fitted_at, ..again }), told(&quality));
        let asked = app.fit_now(&owner, None, project_id).await.unwrap().value;
        assert_eq!(asked.answers, 36);
    }

    async fn what_a_person_showed_elsewhere_counts_from_the_first_answer(app: TestApp) {
        let (owner, organization_id) = organization(&app).await;
        let (known, ids) = project(&app, &owner, organization_id, 40, overlap(Overlap::Fixed, 3)).await;
        make_known(&app, known, &ids).await;
        let mut crowd = Crowd::new(&app, &[98, 98, 50]).await;
        crowd.work_all(&app, known, usize::MAX).await;
        app.fit_projects().await.unwrap();

        // A new project: one answer each of somebody good, and of somebody who guesses.
        let fresh = app.open_project_with(&owner, organization_id, 2, overlap(Overlap::Fixed, 1)).await;
        crowd.work(&app, fresh, 0).await;
        crowd.work(&app, fresh, 2).await;
        app.fit_now(&owner, None, fresh).await.unwrap();
        let tasks = app.doubtful_tasks(&owner, fresh, &all()).await.unwrap().items;
        let confidences: Vec<f64> = tasks.iter().map(|task| task.result.confidence.unwrap()).collect();
        assert!(confidences[1] > confidences[0] + 0.1, "{confidences:?}");
    }

    async fn a_models_predictions_are_measured_like_answers(app: TestApp) {
        let (owner, organization_id) = organization(&app).await;
        let change = |draft: &mut ProjectDraft| {
            overlap(Overlap::Fixed, 2)(draft);
            draft.quality.use_predictions = true;
        };
        let (project_id, ids) = project(&app, &owner, organization_id, 40, change).await;
        make_known(&app, project_id, &ids[..30]).await;
        let predicted = ids.clone();
        app.test
            .write(project_id.0, move |tx| {
                for (n, id) in predicted.iter().enumerate() {
                    // Right but for every tenth.
                    let label = match (truth(*id), n % 10 == 9) {
                        ("cat", false) | ("dog", true) => "cat",
                        _ => "dog",
                    };
                    let result = answer(label).regions;
                    let text = serde_json::json!([{"model_version": "net 3", "score": 0.5, "result": result}]).to_string();
                    tx.execute("update tasks set predictions = $3 where project_id = $1 and id = $2", params![project_id, *id, text])?;
                }
                Ok::<_, DbError>(())
            })
            .await
            .unwrap();
        let mut crowd = Crowd::new(&app, &[70, 70, 50]).await;
        crowd.work_all(&app, project_id, usize::MAX).await;
        app.fit_now(&owner, None, project_id).await.unwrap();
        let skills = app
            .test
            .read(move |tx| pumasi_store::skills::page(tx, project_id, Role::Work, None, 10))
            .await
            .unwrap();
        let people = people(&app, &owner, project_id).await;
        assert_eq!((skills.len(), people.len()), (4, 3), "the model is measured and no person");
        let shown: Vec<_> = skills.iter().map(|s| (s.user_id.0.get_version_num(), s.answers, s.information, s.skill.clone())).collect();
        let model = skills.iter().max_by(|a, b| a.information.total_cmp(&b.information)).unwrap();
        assert!(crowd.people.iter().all(|(caller, _)| caller.user_id != model.user_id), "it is the best of them: {shown:?}");
        assert_eq!(model.user_id.0.get_version_num(), 5);
    }

    async fn who_was_sent_back_is_not_made_right_by_mending(app: TestApp) {
        let (owner, organization_id) = organization(&app).await;
        let change = |draft: &mut ProjectDraft| {
            overlap(Overlap::Fixed, 1)(draft);
            draft.inspect_percent = 100;
        };
        let (project_id, _) = project(&app, &owner, organization_id, 40, change).await;
        let crowd = Crowd::new(&app, &[100, 0]).await;
        let inspector = app.person("inspector").await;
        app.invite(&owner, None, project_id, &inspector.email, Role::Inspect).await.unwrap();
        let inspector = inspector.caller;
        // In the end everything is right and has passed: of one person at once, of the other after mending.
        let (mut at_once, mut mended) = (Vec::new(), Vec::new());
        for n in 0..40 {
            let worker = &crowd.people[n % 2].0;
            let task = app.claim(worker, None, project_id, Role::Work, 1).await.unwrap().value.assignments.remove(0);
            let right = truth(task.task_id);
            let other = if right == "cat" { "dog" } else { "cat" };
            let returns = n % 2 == 1 && n < 30;
            app.clock().advance_seconds(1);
            app.submit_answer(worker, None, task.assignment_id, answer(if returns { other } else { right })).await.unwrap();
            if returns {
                app.inspect_once(&inspector, project_id, VerdictKind::Return).await;
                let back = app.claim(worker, None, project_id, Role::Work, 1).await.unwrap().value.assignments.remove(0);
                assert_eq!((back.assignment_id, back.round), (task.assignment_id, 1));
                app.submit_answer(worker, None, back.assignment_id, answer(right)).await.unwrap();
                mended.push(task.task_id);
            } else if n % 2 == 1 {
                at_once.push(task.task_id);
            }
            app.inspect_once(&inspector, project_id, VerdictKind::Pass).await;
        }
        app.fit_now(&owner, None, project_id).await.unwrap();
        let people = people(&app, &owner, project_id).await;
        let mut shares: Vec<f64> = people.values().map(|person| person.accuracy.unwrap().value).collect();
        shares.sort_by(f64::total_cmp);
        assert!(shares[0] < 0.7 && shares[1] > shares[0] + 0.2, "{shares:?}");

        // What came back says of the task that the other class is likelier, besides.
        let mut chances = HashMap::new();
        for task in app.doubtful_tasks(&owner, project_id, &all()).await.unwrap().items {
            chances.insert(task.task_id, task.votes[0].probability);
        }
        let mean = |ids: &[TaskId]| ids.iter().map(|id| chances[id]).sum::<f64>() / ids.len() as f64;
        assert!(mean(&mended) > mean(&at_once) + 0.005, "{} {}", mean(&mended), mean(&at_once));
    }

    async fn answers_that_can_only_be_compared_are_judged_by_agreement(app: TestApp) {
        let (owner, organization_id) = organization(&app).await;
        let change = |draft: &mut ProjectDraft| {
            overlap(Overlap::Fixed, 3)(draft);
            draft.interface_xml = r#"<View><Image name="image" value="$text"/>
                <RectangleLabels name="box" toName="image"><Label value="cat"/></RectangleLabels></View>"#
                .to_owned();
        };
        let (project_id, _) = project(&app, &owner, organization_id, 12, change).await;
        let crowd = Crowd::new(&app, &[0, 0, 0]).await;
        for (person, (caller, _)) in crowd.people.iter().enumerate() {
            for n in 0..12 {
                // Two draw the same box within a little; the third somewhere else.
                let x = if person == 2 { 70.0 } else { 10.0 + 0.2 * person as f64 + n as f64 };
                let region = serde_json::json!({
                    "id": "r1", "from_name": "box", "to_name": "image", "type": "rectanglelabels",
                    "original_width": 100, "original_height": 100,
                    "value": {"x": x, "y": 10.0, "width": 20.0, "height": 20.0, "rotation": 0, "rectanglelabels": ["cat"]},
                });
                let next = app.claim(caller, None, project_id, Role::Work, 1).await.unwrap().value;
                let mut given = answer("cat");
                given.regions = vec![region];
                app.submit_answer(caller, None, next.assignments[0].assignment_id, given).await.unwrap();
            }
        }
        let quality = app.fit_now(&owner, None, project_id).await.unwrap().value;
        assert_eq!((quality.model.as_deref(), quality.answers, quality.classes.len()), (Some("agreement"), 36, 0));
        let agreement = quality.agreement.unwrap();
        assert!((agreement.percent - 33.33).abs() < 0.01 && agreement.alpha.is_none(), "{agreement:?}");
        let doubtful = app.doubtful_tasks(&owner, project_id, &all()).await.unwrap().items;
        assert_eq!(doubtful.len(), 12);
        assert_eq!(doubtful[0].votes.iter().map(|vote| vote.answers).collect::<Vec<_>>(), [2, 1]);
        let people = people(&app, &owner, project_id).await;
        let mut shares: Vec<f64> = people.values().map(|person| person.accuracy.unwrap().value).collect();
        shares.sort_by(f64::total_cmp);
        assert!(shares[0] < 0.5 && shares[1] > 0.75, "{shares:?}");
    }
}
