//! Table `events`.

use crate::rows::add_user;
use pumasi_domain::{EventId, ProjectId};
use pumasi_store::DbError;
use pumasi_store::events::{self, Filter, NewEvent};
use pumasi_testkit::{TestDb, both_engines};
use uuid::Uuid;

both_engines! {
    async fn lines_are_found_by_project_actor_subject_and_kind(test: TestDb) {
        let kim = add_user(&test, "Kim").await;
        let (one, two): (ProjectId, ProjectId) = (test.id(), test.id());
        let subject = test.ids.next();
        let now = test.now();
        let lines = [
            ("project_opened", Some(kim), Some(one), one.0),
            ("project_paused", Some(kim), Some(one), one.0),
            ("lease_ran_out", None, Some(one), subject),
            ("project_opened", Some(kim), Some(two), two.0),
            ("user_changed", None, None, subject),
        ];
        let ids: Vec<EventId> = lines.iter().map(|_| test.id()).collect();
        let written = ids.clone();
        test.write(one.0, move |tx| {
            for (event_id, (kind, actor_id, project_id, subject_id)) in written.iter().zip(lines) {
                let (event_id, at) = (*event_id, now);
                let event = NewEvent { event_id, at, kind, actor_id, project_id, subject_kind: "thing", subject_id, data: r#"{"n":1}"# };
                events::insert(tx, &event)?;
            }
            Ok::<_, DbError>(())
        })
        .await
        .unwrap();

        let kind = |kind: &str| Some(kind.to_owned());
        for (filter, expected) in [
            (Filter::default(), vec![4, 3, 2, 1, 0]),
            (Filter { project_id: Some(one), ..Filter::default() }, vec![2, 1, 0]),
            (Filter { actor_id: Some(kim), ..Filter::default() }, vec![3, 1, 0]),
            (Filter { subject_id: Some(subject), ..Filter::default() }, vec![4, 2]),
            (Filter { kind: kind("project_opened"), ..Filter::default() }, vec![3, 0]),
            (Filter { actor_id: Some(kim), kind: kind("project_opened"), ..Filter::default() }, vec![3, 0]),
            (Filter { project_id: Some(one), actor_id: Some(kim), subject_id: Some(one.0), kind: kind("project_paused") }, vec![1]),
            (Filter { subject_id: Some(subject), project_id: Some(one), ..Filter::default() }, vec![2]),
            (Filter { subject_id: Some(Uuid::nil()), ..Filter::default() }, vec![]),
        ] {
            let asked = filter.clone();
            let found = test.read(move |tx| events::list(tx, &asked, None, 10)).await.unwrap();
            let found: Vec<EventId> = found.into_iter().map(|event| event.event_id).collect();
            let expected: Vec<EventId> = expected.into_iter().map(|n: usize| ids[n]).collect();
            assert_eq!(found, expected, "{filter:?}");
        }

        let before = ids[3];
        let page = test.read(move |tx| events::list(tx, &Filter::default(), Some(before), 2)).await.unwrap();
        assert_eq!(page.iter().map(|event| event.event_id).collect::<Vec<_>>(), [ids[2], ids[1]]);
        let (timer, person) = (&page[0], &page[1]);
        assert_eq!((timer.actor_id, &timer.actor_name, timer.subject_id), (None, &None, subject));
        assert_eq!((person.actor_id, person.actor_name.as_deref(), person.project_id), (Some(kim), Some("Kim"), Some(one)));
        assert_eq!((person.at, person.kind.as_str(), person.data.as_str()), (now, "project_paused", r#"{"n":1}"#));
    }
}
