//! Tables `users`, `sessions` and `tokens`.

use crate::rows::{add_user, user};
use pumasi_domain::{SessionId, TokenId, UserId};
use pumasi_store::{DbError, sessions, tokens, users};
use pumasi_testkit::{TestDb, both_engines};
use uuid::Uuid;

both_engines! {
    async fn an_email_address_belongs_to_one_person(test: TestDb) {
        let kim = user(&test, "Kim");
        let again = users::User { user_id: test.id(), ..kim.clone() };
        let (first, second, read) = (kim.clone(), again, kim.user_id);
        assert!(test.write(Uuid::nil(), move |tx| users::insert(tx, &first)).await.unwrap());
        assert!(!test.write(Uuid::nil(), move |tx| users::insert(tx, &second)).await.unwrap());
        assert_eq!(test.read(move |tx| users::find(tx, read)).await.unwrap(), Some(kim.clone()));
        assert_eq!(test.read(|tx| users::find_by_email(tx, "kim@example.com")).await.unwrap(), Some(kim));
        assert_eq!(test.read(|tx| users::find_by_email(tx, "Kim@example.com")).await.unwrap(), None);
    }

    async fn a_person_changes_and_is_read_as_changed(test: TestDb) {
        let id = add_user(&test, "Lee").await;
        let now = test.now();
        let changed = test
            .write(id.0, move |tx| {
                Ok::<_, DbError>([
                    users::set_profile(tx, id, "이 씨", "en", r#"{"sound":false}"#)?,
                    users::set_standing(tx, id, true, Some(now), None)?,
                    users::set_password(tx, id, "other")?,
                    users::set_password(tx, UserId(Uuid::nil()), "other")?,
                ])
            })
            .await
            .unwrap();
        assert_eq!(changed, [true, true, true, false]);
        let lee = test.read(move |tx| users::find(tx, id)).await.unwrap().unwrap();
        assert_eq!((lee.display_name.as_str(), lee.locale.as_str(), lee.settings.as_str()), ("이 씨", "en", r#"{"sound":false}"#));
        assert_eq!((lee.is_operator, lee.adult_verified_at, lee.suspended_at), (true, Some(now), None));
        assert_eq!(lee.password_hash, "other");
    }

    async fn people_are_found_by_how_they_begin(test: TestDb) {
        let mut ids = Vec::new();
        for name in ["Kim", "Kimberly", "김수진", "김수현", "per_cent", "percent"] {
            ids.push(add_user(&test, name).await);
        }
        for (query, expected) in [
            ("kim", vec![1, 0]),
            ("KIM@EX", vec![0]),
            ("김수", vec![3, 2]),
            ("per_", vec![4]),
            ("per%", vec![]),
            ("imberly", vec![]),
            ("", vec![5, 4, 3, 2, 1, 0]),
        ] {
            let found = test.read(move |tx| users::list(tx, query, None, 10)).await.unwrap();
            let found: Vec<UserId> = found.into_iter().map(|one| one.user.user_id).collect();
            let expected: Vec<UserId> = expected.into_iter().map(|n: usize| ids[n]).collect();
            assert_eq!(found, expected, "{query:?}");
        }
        let (before, second) = (ids[1], ids[0]);
        let page = test.read(move |tx| users::list(tx, "kim", Some(before), 10)).await.unwrap();
        assert_eq!(page.iter().map(|one| one.user.user_id).collect::<Vec<_>>(), [second]);
        let listed = test.read(move |tx| users::find_listed(tx, second)).await.unwrap().unwrap();
        assert_eq!((listed.user.user_id, listed.answers, listed.earned_minor), (second, 0, 0));
    }

    async fn a_session_ends_in_time_by_hand_and_by_suspension(test: TestDb) {
        let id = add_user(&test, "Park").await;
        let (now, later) = (test.now(), test.now().plus_seconds(60));
        let all: Vec<SessionId> = (0..3).map(|_| test.id()).collect();
        let begun = all.clone();
        test.write(id.0, move |tx| {
            for (n, session_id) in (1..).zip(&begun) {
                sessions::insert(tx, *session_id, &[n; 32], id, now, later)?;
            }
            Ok::<_, DbError>(())
        })
        .await
        .unwrap();
        let holder = |n: u8, at| test.read(move |tx| sessions::holder(tx, &[n; 32], at));

        let (session_id, who, until) = holder(1, now).await.unwrap().unwrap();
        assert_eq!((session_id, who.user_id, who.is_operator, who.adult_verified, until), (all[0], id, false, false, later));
        assert_eq!(holder(1, later).await.unwrap(), None, "it has run out");
        assert_eq!(holder(9, now).await.unwrap(), None);

        test.write(id.0, move |tx| users::set_standing(tx, id, true, Some(now), None)).await.unwrap();
        let (_, who, _) = holder(2, now).await.unwrap().unwrap();
        assert!(who.is_operator && who.adult_verified);

        let first = all[0];
        assert!(test.write(id.0, move |tx| sessions::delete(tx, first)).await.unwrap());
        assert!(!test.write(id.0, move |tx| sessions::delete(tx, first)).await.unwrap());
        assert_eq!(holder(1, now).await.unwrap(), None);

        test.write(id.0, move |tx| users::set_standing(tx, id, false, None, Some(now))).await.unwrap();
        assert_eq!(holder(2, now).await.unwrap(), None, "the person is suspended");
        assert_eq!(test.write(id.0, move |tx| sessions::delete_expired(tx, now)).await.unwrap(), 0);
        assert_eq!(test.write(id.0, move |tx| sessions::delete_of_user(tx, id)).await.unwrap(), 2);
    }

    async fn sessions_that_ran_out_are_forgotten(test: TestDb) {
        let id = add_user(&test, "Choi").await;
        let (session, now) = (test.id(), test.now());
        test.write(id.0, move |tx| sessions::insert(tx, session, &[1; 32], id, now, now.plus_seconds(5))).await.unwrap();
        let later = now.plus_seconds(5);
        assert_eq!(test.write(id.0, move |tx| sessions::delete_expired(tx, later)).await.unwrap(), 1);
    }

    async fn a_token_works_until_it_is_revoked(test: TestDb) {
        let id = add_user(&test, "Han").await;
        let other = add_user(&test, "Other").await;
        let now = test.now();
        let (first, second): (TokenId, TokenId) = (test.id(), test.id());
        test.write(id.0, move |tx| {
            tokens::insert(tx, first, &[1; 32], id, "export", now)?;
            tokens::insert(tx, second, &[2; 32], id, "import", now)
        })
        .await
        .unwrap();
        let (token_id, who, used) = test.read(|tx| tokens::holder(tx, &[1; 32])).await.unwrap().unwrap();
        assert_eq!((token_id, who.user_id, used), (first, id, None));
        test.write(id.0, move |tx| tokens::touch(tx, first, now)).await.unwrap();

        let mine = test.read(move |tx| tokens::of_user(tx, id, None, 10)).await.unwrap();
        assert_eq!(mine.iter().map(|token| token.token_id).collect::<Vec<_>>(), [second, first]);
        assert_eq!((mine[1].name.as_str(), mine[1].last_used_at, mine[0].last_used_at), ("export", Some(now), None));
        let older = test.read(move |tx| tokens::of_user(tx, id, Some(second), 10)).await.unwrap();
        assert_eq!(older.len(), 1);
        assert_eq!(test.read(move |tx| tokens::count(tx, id)).await.unwrap(), 2);

        assert!(!test.write(id.0, move |tx| tokens::revoke(tx, other, first, now)).await.unwrap(), "not theirs");
        assert!(test.write(id.0, move |tx| tokens::revoke(tx, id, first, now)).await.unwrap());
        assert!(!test.write(id.0, move |tx| tokens::revoke(tx, id, first, now)).await.unwrap());
        assert_eq!(test.read(|tx| tokens::holder(tx, &[1; 32])).await.unwrap(), None);
        assert_eq!(test.read(move |tx| tokens::count(tx, id)).await.unwrap(), 1);
        test.write(id.0, move |tx| users::set_standing(tx, id, false, None, Some(now))).await.unwrap();
        assert_eq!(test.read(|tx| tokens::holder(tx, &[2; 32])).await.unwrap(), None, "the person is suspended");
    }
}
