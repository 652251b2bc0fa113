//! Tables `waiting`, `conversations`, `conversation_people` and `conversation_messages`.

use crate::rows::{add_assignment, add_organization, add_project, add_user};
use pumasi_store::conversations::{self, Conversation};
use pumasi_store::{DbError, waiting};
use pumasi_testkit::{TestDb, both_engines};

both_engines! {
    async fn a_line_is_in_the_order_of_coming(test: TestDb) {
        let organization_id = add_organization(&test, "Lab").await;
        let project_id = add_project(&test, organization_id, "Talk").await;
        let elsewhere = add_project(&test, organization_id, "Elsewhere").await;
        let (kim, lee) = (add_user(&test, "Kim").await, add_user(&test, "Lee").await);
        let now = test.now();
        let line = test.write(project_id.0, move |tx| {
            waiting::keep(tx, project_id, lee, now)?;
            waiting::keep(tx, project_id, kim, now.plus_seconds(1))?;
            // Who asks again keeps their place.
            waiting::keep(tx, project_id, lee, now.plus_seconds(9))?;
            waiting::keep(tx, elsewhere, kim, now)?;
            waiting::line(tx, project_id, now)
        }).await.unwrap();
        let people: Vec<_> = line.iter().map(|one| (one.user_id, one.since)).collect();
        assert_eq!(people, [(lee, now), (kim, now.plus_seconds(1))]);
        let left = test.write(project_id.0, move |tx| {
            let fresh = waiting::line(tx, project_id, now.plus_seconds(5))?.len();
            let left = [waiting::leave(tx, project_id, lee)?, waiting::leave(tx, project_id, lee)?];
            waiting::leave_everywhere(tx, kim)?;
            let rest = waiting::line(tx, project_id, now)?.len() + waiting::line(tx, elsewhere, now)?.len();
            waiting::keep(tx, project_id, kim, now)?;
            let forgotten = [waiting::forget(tx, project_id, now)?, waiting::forget(tx, project_id, now.plus_seconds(1))?];
            Ok::<_, DbError>((fresh, left, rest, forgotten))
        }).await.unwrap();
        assert_eq!(left, (1, [true, false], 0, [0, 1]));
    }

    async fn messages_are_numbered_without_gaps_until_the_end(test: TestDb) {
        let organization_id = add_organization(&test, "Lab").await;
        let project_id = add_project(&test, organization_id, "Talk").await;
        let (kim, lee) = (add_user(&test, "Kim").await, add_user(&test, "Lee").await);
        let first = add_assignment(&test, project_id, kim, test.id()).await;
        let second = add_assignment(&test, project_id, lee, test.id()).await;
        let (now, later) = (test.now(), test.now().plus_seconds(7));
        let conversation = Conversation {
            project_id,
            conversation_id: test.id(),
            task_id: test.id(),
            started_at: now,
            last_number: 0,
            ended_at: None,
        };
        let (kept, id) = (conversation.clone(), conversation.conversation_id);
        let numbers = test.write(project_id.0, move |tx| {
            conversations::insert(tx, &kept, [first, second])?;
            let numbers = [
                conversations::append(tx, id, 0, "hello", 3, later)?,
                conversations::append(tx, id, 1, "good morning", 3, later)?,
                conversations::append(tx, id, 1, "what may it be?", 3, later)?,
                conversations::append(tx, id, 0, "too many", 3, later)?,
            ];
            conversations::note_seen(tx, id, 1, now)?;
            Ok::<_, DbError>(numbers)
        }).await.unwrap();
        assert_eq!(numbers, [Some(1), Some(2), Some(3), None]);
        let (messages, people, counted) = test.read(move |tx| Ok::<_, DbError>((
            conversations::messages(tx, id, 1)?,
            conversations::people(tx, id)?,
            conversations::count_of_part(tx, id, 1)?,
        ))).await.unwrap();
        assert_eq!(messages.iter().map(|m| (m.number, m.part, m.content.as_str())).collect::<Vec<_>>(), [(2, 1, "good morning"), (3, 1, "what may it be?")]);
        assert_eq!(people.iter().map(|p| (p.part, p.assignment_id, p.seen_at)).collect::<Vec<_>>(), [(0, first, later), (1, second, later)]);
        assert_eq!(counted, 2);
        let ended = test.write(project_id.0, move |tx| Ok::<_, DbError>((
            [conversations::end(tx, id, later)?, conversations::end(tx, id, later)?],
            conversations::append(tx, id, 0, "late", 9, later)?,
            conversations::of_assignment(tx, second)?,
        ))).await.unwrap();
        assert_eq!(ended, ([true, false], None, Some(Conversation { last_number: 3, ended_at: Some(later), ..conversation })));
    }
}
