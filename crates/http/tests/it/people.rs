//! Signing up, in and out, and keys for programs.

use crate::support::{Client, Known, Reply, client, client_with};
use axum::body::Body;
use axum::http::{Method, header};
use insta::assert_json_snapshot;
use pumasi_http::HttpSettings;
use pumasi_testkit::{PASSWORD, TestApp};
use serde_json::{Value, json};

fn newcomer(email: &str) -> Value {
    json!({"email": email, "password": PASSWORD, "display_name": "김하늘", "locale": "ko"})
}

/// The browser that got this reply.
fn browser(nobody: &Client, reply: &Reply) -> Client {
    let cookie = reply.header("set-cookie").split(';').next().unwrap().to_owned();
    let (_, session_token) = cookie.split_once('=').unwrap();
    let csrf_token = reply.body()["csrf_token"].as_str().unwrap().to_owned();
    Client {
        router: nobody.router.clone(),
        known: Known::Session {
            session_token: session_token.to_owned(),
            csrf_token,
        },
    }
}

pumasi_testkit::both_engines! {
    async fn people_sign_up_in_and_out(app: TestApp) {
        let nobody = client(&app);
        let signed_up = nobody.post("/api/users", newcomer("kim@example.com")).await;
        assert_json_snapshot!("signed_up", signed_up.whole());
        let cookie = signed_up.header("set-cookie");
        assert!(cookie.starts_with("__Host-session="), "{cookie}");
        for part in ["; Path=/", "; Max-Age=86400", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        assert_json_snapshot!("email_taken", nobody.post("/api/users", newcomer("Kim@Example.com")).await.whole());
        let me = browser(&nobody, &signed_up);
        let change = json!({"display_name": "Sky", "locale": "en", "settings": {"theme": "dark"}});
        assert_json_snapshot!("changed", me.json(Method::PATCH, "/api/me", change).await.whole());
        let signed_in = nobody.post("/api/sessions", json!({"email": "kim@example.com", "password": PASSWORD})).await;
        signed_in.expect(201);
        let elsewhere = browser(&nobody, &signed_in);
        let signed_out = me.delete("/api/sessions/current").await;
        signed_out.expect(204);
        assert!(signed_out.header("set-cookie").contains("Max-Age=0"));
        assert_eq!(me.get("/api/me").await.code(), "not_signed_in");
        assert_eq!(elsewhere.get("/api/me").await.expect(200)["display_name"], "Sky");
    }

    async fn wrong_credentials_tell_nothing(app: TestApp) {
        let nobody = client(&app);
        nobody.post("/api/users", newcomer("kim@example.com")).await.expect(201);
        let sign_in = async |email: &str, password: &str| {
            nobody.post("/api/sessions", json!({"email": email, "password": password})).await.whole()
        };
        assert_json_snapshot!("wrong_password", sign_in("kim@example.com", "not the right one").await);
        assert_eq!(sign_in("lee@example.com", PASSWORD).await, sign_in("kim@example.com", "not the right one").await);
    }

    async fn the_cookie_fits_the_address(app: TestApp) {
        let nobody = client(&app);
        let cookie_at = async |client: &Client, host: &str, name: &str| {
            let body = newcomer(&format!("{name}@example.com")).to_string();
            let request = axum::http::Request::post("/api/users").header(header::HOST, host);
            let request = request.header(header::CONTENT_TYPE, "application/json").body(Body::from(body)).unwrap();
            client.send(request).await.header("set-cookie").to_owned()
        };
        assert!(cookie_at(&nobody, "127.0.0.1:8080", "a").await.starts_with("__Host-session="));
        let plain = cookie_at(&nobody, "192.168.0.7:8080", "b").await;
        assert!(plain.starts_with("session=") && !plain.contains("Secure"), "{plain}");
        let public_url = Some("https://pumasi.example".to_owned());
        let behind_tls = client_with(&app, HttpSettings { public_url, rate_limits: None, ..HttpSettings::default() });
        assert!(cookie_at(&behind_tls, "10.0.0.1", "c").await.starts_with("__Host-session="));
    }

    async fn strangers_may_be_kept_out(app: TestApp) {
        let closed = client_with(&app, HttpSettings { allow_sign_up: false, ..HttpSettings::default() });
        assert_eq!(closed.post("/api/users", newcomer("kim@example.com")).await.code(), "sign_up_closed");
    }

    async fn a_sign_up_that_is_sent_again_signs_in(app: TestApp) {
        let nobody = client(&app);
        let first = nobody.post_once("k1", "/api/users", newcomer("kim@example.com")).await;
        let again = nobody.post_once("k1", "/api/users", newcomer("kim@example.com")).await;
        assert_eq!(first.expect(201), again.expect(201));
        assert_eq!(first.header("set-cookie"), again.header("set-cookie"));
        assert_eq!(again.header("idempotency-replayed"), "true");
    }

    async fn programs_have_keys_of_their_own(app: TestApp) {
        let person = client(&app).signed_in(&app, &app.person("kim").await);
        let made = person.post("/api/tokens", json!({"name": "nightly import"})).await;
        assert_json_snapshot!("token_made", made.whole());
        let token = made.body();
        assert!(token["token"].as_str().unwrap().starts_with("pmt_"));
        let program = person.with_token(token["token"].as_str().unwrap());
        assert_eq!(program.get("/api/me").await.expect(200)["csrf_token"], "");
        assert_json_snapshot!("tokens", person.get("/api/tokens").await.whole());
        let path = format!("/api/tokens/{}", token["token_id"].as_str().unwrap());
        person.delete(&path).await.expect(204);
        assert_eq!(program.get("/api/me").await.code(), "not_signed_in");
        assert_eq!(person.delete(&path).await.code(), "not_found");
    }

    async fn who_is_suspended_is_out_at_once(app: TestApp) {
        let kim = app.person("kim").await;
        let person = client(&app).signed_in(&app, &kim);
        app.operator().await;
        let operator = client(&app).post("/api/sessions", json!({"email": "operator@example.com", "password": PASSWORD})).await;
        let operator = browser(&client(&app), &operator);
        let path = format!("/api/operator/users/{}", kim.user_id);
        let changed = operator.json(Method::PATCH, &path, json!({"suspended": true})).await;
        assert_json_snapshot!("suspended", changed.whole());
        assert_eq!(person.get("/api/me").await.code(), "not_signed_in");
        let sign_in = json!({"email": "kim@example.com", "password": PASSWORD});
        let refused = client(&app).post("/api/sessions", sign_in).await;
        assert_eq!((refused.status.as_u16(), refused.code().as_str()), (403, "suspended"));
    }
}
