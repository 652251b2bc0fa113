//! Signing up, in and out; who asks; profiles and programs' keys.

use crate::support::{all, code};
use pumasi_app::accounts::{Locale, ProfileChange, SignIn, SignUp};
use pumasi_app::operator::{EventQuery, UserChange};
use pumasi_app::{AppError, Once};
use pumasi_domain::money::{Account, Balance};
use pumasi_domain::{TokenId, UserId};
use pumasi_store::{ledger, params};
use pumasi_testkit::{PASSWORD, TestApp, both_engines};
use serde_json::json;
use uuid::Uuid;

fn sign_up(email: &str, password: &str, name: &str) -> SignUp {
    SignUp {
        email: email.to_owned(),
        password: password.to_owned(),
        display_name: name.to_owned(),
        locale: Locale::En,
    }
}

fn sign_in(email: &str, password: &str) -> SignIn {
    SignIn {
        email: email.to_owned(),
        password: password.to_owned(),
    }
}

fn once(key: &str, body: u8) -> Option<Once> {
    Some(Once {
        principal: Uuid::from_u128(1),
        key: key.to_owned(),
        request_hash: [body; 32],
    })
}

both_engines! {
    async fn who_signs_up_is_signed_in_and_has_a_wallet(app: TestApp) {
        let signed_in = app.sign_up(sign_up(" Kim@Example.com ", PASSWORD, " Kim "), None).await.unwrap().value;
        let me = &signed_in.me;
        assert_eq!((me.email.as_str(), me.display_name.as_str(), me.locale), ("kim@example.com", "Kim", Locale::En));
        assert!(!me.is_operator && !me.adult_verified && me.memberships.is_empty() && me.settings.is_empty());
        assert_eq!(signed_in.expires_at, app.now().plus_seconds(86_400));

        let (caller, session_id) = app.caller_of_session(&signed_in.session_token).await.unwrap().unwrap();
        assert_eq!((caller.user_id, session_id), (me.user_id, signed_in.session_id));
        assert_eq!(&app.me(&caller, Some(&signed_in.session_token)).await.unwrap(), me);
        assert!(app.is_csrf_token(&signed_in.session_token, &me.csrf_token));
        assert!(!app.is_csrf_token("another session", &me.csrf_token));
        assert!(!app.is_csrf_token(&signed_in.session_token, ""));
        assert_eq!(app.me(&caller, None).await.unwrap().csrf_token, "");

        let wallet = Account::WorkerWallet(me.user_id);
        let accounts = app.test.read(|tx| ledger::accounts_after(tx, None, 10)).await.unwrap();
        assert!(accounts.iter().any(|one| one.account_id == wallet.id() && one.balance == Balance::default()));
        let operator = app.operator().await;
        let wanted = EventQuery { subject_id: Some(me.user_id.0), ..EventQuery::default() };
        let events = app.operator_events(&operator, wanted, &all()).await.unwrap().items;
        assert_eq!(events.iter().map(|event| event.kind.as_str()).collect::<Vec<_>>(), ["user_signed_up"]);
    }

    async fn secrets_are_not_kept(app: TestApp) {
        let kim = app.person("kim").await;
        let token = app.create_token(&kim.caller, once("k", 1), "export".to_owned()).await.unwrap().value.token;
        app.sign_in(sign_in(&kim.email, PASSWORD), "::1", once("s", 1)).await.unwrap();
        let kept = app
            .test
            .read(|tx| {
                let mut texts = Vec::new();
                for row in tx.query("select password_hash from users", params![])? {
                    texts.push(row.get::<String>(0)?);
                }
                for row in tx.query("select reply from idempotency_keys", params![])? {
                    texts.push(row.get::<String>(0)?);
                }
                for row in tx.query("select request_hash from idempotency_keys where key = 's'", params![])? {
                    assert_ne!(row.get::<Vec<u8>>(0)?, [1; 32], "the plain hash of a request with a password");
                }
                Ok::<_, AppError>(texts.join("\n"))
            })
            .await
            .unwrap();
        assert!(kept.contains("$argon2id$"));
        for secret in [PASSWORD, token.as_str(), token.trim_start_matches("pmt_"), kim.session_token.as_str()] {
            assert!(!kept.contains(secret));
        }
    }

    async fn what_is_wrong_with_a_sign_up_is_said_at_once(app: TestApp) {
        let refused = app.sign_up(sign_up("kim", "short", "  "), None).await.map(|done| done.value);
        assert_eq!(code(refused), "email_invalid password_too_short name_length");
        let refused = app.sign_up(sign_up("kim@example.com", PASSWORD, "two\nlines"), None).await;
        assert_eq!(code(refused), "name_characters");
        app.sign_up(sign_up("kim@example.com", PASSWORD, "Kim"), None).await.unwrap();
        let refused = app.sign_up(sign_up("KIM@example.com", PASSWORD, "Kim"), None).await;
        assert_eq!(code(refused), "email_taken");
    }

    async fn the_same_sign_up_again_is_the_same_session(app: TestApp) {
        let input = sign_up("kim@example.com", PASSWORD, "Kim");
        let first = app.sign_up(input.clone(), once("k", 1)).await.unwrap();
        let again = app.sign_up(input.clone(), once("k", 1)).await.unwrap();
        assert!(!first.replayed && again.replayed);
        assert_eq!(first.value.session_token, again.value.session_token);
        assert_eq!(first.value.me, again.value.me);
        let reused = app.sign_up(input, once("k", 2)).await;
        assert_eq!(code(reused), "idempotency_key_reused");
    }

    async fn only_the_right_password_signs_in(app: TestApp) {
        let kim = app.person("kim").await;
        for (email, password) in [("kim@example.com", "not the password"), ("lee@example.com", PASSWORD), ("nonsense", PASSWORD)] {
            let refused = app.sign_in(sign_in(email, password), "10.0.0.1", None).await;
            assert!(matches!(refused, Err(AppError::WrongCredentials)), "{email}");
        }
        let signed_in = app.sign_in(sign_in("Kim@example.com", PASSWORD), "10.0.0.1", None).await.unwrap().value;
        assert_eq!(signed_in.me.user_id, kim.user_id);
        assert_ne!(signed_in.session_token, kim.session_token);
    }

    async fn guessing_has_to_wait(app: TestApp) {
        app.person("kim").await;
        let guess = |password: &'static str, from: &'static str| app.sign_in(sign_in("kim@example.com", password), from, None);
        for _ in 0..9 {
            assert!(matches!(guess("not the password", "a").await, Err(AppError::WrongCredentials)));
        }
        guess(PASSWORD, "a").await.unwrap();
        for _ in 0..10 {
            assert!(matches!(guess("not the password", "a").await, Err(AppError::WrongCredentials)), "forgiven");
        }
        app.clock().advance_seconds(60);
        let refused = guess(PASSWORD, "a").await;
        assert!(matches!(refused, Err(AppError::TooMany { retry_after_seconds: 840 })), "{:?}", refused.map(|_| ()));
        guess(PASSWORD, "b").await.unwrap();
        app.clock().advance_seconds(840);
        guess(PASSWORD, "a").await.unwrap();
    }

    async fn a_session_ends_by_sign_out_and_in_time(app: TestApp) {
        let kim = app.person("kim").await;
        let second = app.sign_in(sign_in(&kim.email, PASSWORD), "a", None).await.unwrap().value;
        assert!(app.caller_of_session(&kim.session_token).await.unwrap().is_some());
        app.sign_out(kim.session_id).await.unwrap();
        assert!(app.caller_of_session(&kim.session_token).await.unwrap().is_none(), "at once on this server");
        app.sign_out(kim.session_id).await.unwrap();
        assert!(app.caller_of_session(&second.session_token).await.unwrap().is_some());
        app.clock().advance_seconds(86_400);
        assert!(app.caller_of_session(&second.session_token).await.unwrap().is_none());
        assert_eq!(app.forget_expired_sessions().await.unwrap(), 1);
        for nonsense in ["", "x", &"x".repeat(10_000)] {
            assert!(app.caller_of_session(nonsense).await.unwrap().is_none());
        }
    }

    async fn another_server_notices_within_five_seconds(app: TestApp) {
        let kim = app.person("kim").await;
        let other = app.second_server().await;
        assert!(other.caller_of_session(&kim.session_token).await.unwrap().is_some());
        app.sign_out(kim.session_id).await.unwrap();
        app.clock().advance_seconds(5);
        assert!(other.caller_of_session(&kim.session_token).await.unwrap().is_none());
    }

    async fn who_is_suspended_is_out_until_it_is_over(app: TestApp) {
        let (kim, operator) = (app.person("kim").await, app.operator().await);
        let token = app.create_token(&kim.caller, None, "export".to_owned()).await.unwrap().value.token;
        assert!(app.caller_of_session(&kim.session_token).await.unwrap().is_some());
        assert!(app.caller_of_token(&token).await.unwrap().is_some());

        let change = |suspended| UserChange { suspended: Some(suspended), ..UserChange::default() };
        assert!(app.change_user(&operator, kim.user_id, change(true)).await.unwrap().suspended);
        assert!(app.caller_of_session(&kim.session_token).await.unwrap().is_none());
        assert!(app.caller_of_token(&token).await.unwrap().is_none());
        assert!(matches!(app.sign_in(sign_in(&kim.email, PASSWORD), "a", None).await, Err(AppError::Suspended)));
        let wrong = app.sign_in(sign_in(&kim.email, "not the password"), "a", None).await;
        assert!(matches!(wrong, Err(AppError::WrongCredentials)), "only who knows the password learns of it");

        assert!(!app.change_user(&operator, kim.user_id, change(false)).await.unwrap().suspended);
        assert!(app.caller_of_session(&kim.session_token).await.unwrap().is_none(), "the session is gone for good");
        assert!(app.caller_of_token(&token).await.unwrap().is_some());
        app.sign_in(sign_in(&kim.email, PASSWORD), "a", None).await.unwrap();
    }

    async fn people_change_what_they_say_about_themselves(app: TestApp) {
        let kim = app.person("kim").await;
        let settings = |value: serde_json::Value| value.as_object().cloned();
        let change = ProfileChange { display_name: Some(" 김 ".to_owned()), locale: Some(Locale::En), settings: settings(json!({"sound": true, "keys": {"a": 1}})) };
        let me = app.update_me(&kim.caller, Some(&kim.session_token), change).await.unwrap();
        assert_eq!((me.display_name.as_str(), me.locale), ("김", Locale::En));
        assert!(app.is_csrf_token(&kim.session_token, &me.csrf_token));
        let change = ProfileChange { settings: settings(json!({"sound": null, "keys": [], "hand": "left"})), ..ProfileChange::default() };
        let me = app.update_me(&kim.caller, None, change).await.unwrap();
        assert_eq!(json!(me.settings), json!({"keys": [], "hand": "left"}));
        assert_eq!((me.display_name.as_str(), me.locale), ("김", Locale::En));

        let too_long = ProfileChange { display_name: Some("x".repeat(51)), ..ProfileChange::default() };
        assert_eq!(code(app.update_me(&kim.caller, None, too_long).await), "name_length");
        let too_much = ProfileChange { settings: settings(json!({"x": "x".repeat(20_000)})), ..ProfileChange::default() };
        assert_eq!(code(app.update_me(&kim.caller, None, too_much).await), "settings_too_large");
    }

    async fn programs_act_with_a_key_until_it_is_revoked(app: TestApp) {
        let (kim, lee) = (app.person("kim").await, app.person("lee").await);
        let made = app.create_token(&kim.caller, once("k", 1), " export ".to_owned()).await.unwrap();
        let again = app.create_token(&kim.caller, once("k", 1), " export ".to_owned()).await.unwrap();
        assert!(again.replayed);
        assert_eq!(made.value, again.value);
        let (token, token_id) = (made.value.token, made.value.view.token_id);
        assert!(token.starts_with("pmt_") && token.len() == 68, "{token}");
        assert_eq!(made.value.view.name, "export");

        let (caller, found) = app.caller_of_token(&token).await.unwrap().unwrap();
        assert_eq!((caller.user_id, found), (kim.user_id, token_id));
        assert!(app.caller_of_token(&token[4..]).await.unwrap().is_none());
        assert!(app.caller_of_token("pmt_").await.unwrap().is_none());
        assert!(app.caller_of_session(&token).await.unwrap().is_none(), "a key is no cookie");

        let first_use = app.now();
        app.clock().advance_seconds(30);
        app.caller_of_token(&token).await.unwrap();
        let page = app.list_tokens(&kim.caller, &all()).await.unwrap();
        assert_eq!(page.items.len(), 1);
        assert_eq!(page.items[0].last_used_at, Some(first_use), "not every use is written down");
        app.clock().advance_seconds(31);
        app.caller_of_token(&token).await.unwrap();
        assert_eq!(app.list_tokens(&kim.caller, &all()).await.unwrap().items[0].last_used_at, Some(app.now()));

        assert_eq!(code(app.revoke_token(&lee.caller, token_id).await), "not_found");
        app.revoke_token(&kim.caller, token_id).await.unwrap();
        assert!(app.caller_of_token(&token).await.unwrap().is_none());
        assert!(app.list_tokens(&kim.caller, &all()).await.unwrap().items.is_empty());
        assert_eq!(code(app.revoke_token(&kim.caller, token_id).await), "not_found");
        assert_eq!(code(app.revoke_token(&kim.caller, TokenId(Uuid::nil())).await), "not_found");
    }

    async fn there_is_an_end_to_keys(app: TestApp) {
        let kim = app.person("kim").await;
        assert_eq!(code(app.create_token(&kim.caller, None, "  ".to_owned()).await), "name_length");
        for n in 0..50 {
            app.create_token(&kim.caller, None, format!("program {n}")).await.unwrap();
        }
        assert_eq!(code(app.create_token(&kim.caller, None, "one more".to_owned()).await), "too_many_tokens");
    }

    async fn the_command_line_makes_operators(app: TestApp) {
        let fresh = app.create_operator("Boss@example.com", PASSWORD).await.unwrap();
        let boss = app.sign_in(sign_in("boss@example.com", PASSWORD), "a", None).await.unwrap().value;
        assert_eq!((boss.me.user_id, boss.me.is_operator, boss.me.display_name.as_str()), (fresh, true, "boss"));

        let kim = app.person("kim").await;
        let other_password = "another good password";
        assert_eq!(app.create_operator(&kim.email, other_password).await.unwrap(), kim.user_id);
        assert!(app.caller_of_session(&kim.session_token).await.unwrap().is_none());
        assert!(matches!(app.sign_in(sign_in(&kim.email, PASSWORD), "a", None).await, Err(AppError::WrongCredentials)));
        assert!(app.sign_in(sign_in(&kim.email, other_password), "a", None).await.unwrap().value.me.is_operator);

        assert_eq!(code(app.create_operator("nonsense", PASSWORD).await), "email_invalid");
        assert_eq!(code(app.create_operator("x@example.com", "short").await), "password_too_short");
    }

    async fn platform_accounts_open_once(app: TestApp) {
        app.ensure_platform_accounts().await.unwrap();
        let accounts = app.test.read(|tx| ledger::accounts_after(tx, None, 10)).await.unwrap();
        assert_eq!(accounts.iter().map(|one| one.account_id).collect::<Vec<_>>(), [Account::Bank.id()]);
    }

    async fn who_was_never_there_is_not_signed_in(app: TestApp) {
        let nobody = pumasi_app::Caller { user_id: UserId(Uuid::nil()), is_operator: false, adult_verified: false };
        assert!(matches!(app.me(&nobody, None).await, Err(AppError::NotSignedIn)));
        assert!(matches!(app.update_me(&nobody, None, ProfileChange::default()).await, Err(AppError::NotSignedIn)));
    }
}
