//! What holds for every operation: problems, idempotency, intent, limits, headers.

use crate::support::{Client, Known, client, client_with, json_request};
use axum::body::Body;
use axum::http::{Method, Request, header};
use insta::assert_json_snapshot;
use pumasi_http::{HttpSettings, RateLimits};
use pumasi_testkit::TestApp;
use serde_json::json;

pumasi_testkit::both_engines! {
    async fn problems_are_told_as_problems(app: TestApp) {
        let nobody = client(&app);
        let person = nobody.signed_in(&app, &app.person("kim").await);
        assert_json_snapshot!("not_signed_in", nobody.get("/api/organizations").await.whole());
        assert_json_snapshot!("no_such_operation", person.get("/api/nothing").await.whole());
        assert_json_snapshot!("no_id", person.get("/api/projects/7").await.whole());
        assert_json_snapshot!("wrong_method", person.delete("/api/earnings").await.whole());
        assert_json_snapshot!("wrong_field", person.post("/api/organizations", json!({"name": 7})).await.whole());
        assert_json_snapshot!("fault_of_the_platform", person.post("/api/organizations", json!({"name": " "})).await.whole());
        assert_json_snapshot!("wrong_parameter", person.get("/api/organizations?limit=many").await.whole());
        assert_json_snapshot!("wrong_cursor", person.get("/api/organizations?cursor=x").await.whole());
        let not_json = person.request(Method::POST, "/api/organizations").body(Body::from("name=Lab")).unwrap();
        assert_json_snapshot!("not_json", person.send(not_json).await.whole());
    }

    async fn replies_carry_the_headers_of_an_api(app: TestApp) {
        let reply = client(&app).get("/api/me").await;
        assert_eq!(reply.header("content-type"), "application/problem+json");
        assert_eq!(reply.header("cache-control"), "no-store");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert_eq!(reply.header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'");
        assert_eq!(reply.body()["request_id"], reply.header("x-request-id"));
        let named = client(&app).request(Method::GET, "/api/me").header("x-request-id", "from-the-proxy");
        let reply = client(&app).send(named.body(Body::empty()).unwrap()).await;
        assert_eq!(reply.header("x-request-id"), "from-the-proxy");
    }

    async fn bodies_have_a_bound(app: TestApp) {
        let person = client(&app).signed_in(&app, &app.person("kim").await);
        let reply = person.post("/api/organizations", json!({"name": "x".repeat(1_100_000)})).await;
        assert_eq!((reply.status.as_u16(), reply.code().as_str()), (413, "too_large"));
        // Answers may be larger; this one belongs to nobody.
        let path = format!("/api/work/assignments/{}/draft", uuid::Uuid::from_u128(7));
        let draft = json!({"regions": [{"text": "x".repeat(2_000_000)}], "active_ms": 1});
        assert_eq!(person.json(Method::PUT, &path, draft).await.code(), "not_found");
    }

    async fn a_key_has_its_effect_once(app: TestApp) {
        let person = client(&app).signed_in(&app, &app.person("kim").await);
        let first = person.post_once("k1", "/api/organizations", json!({"name": "Lab"})).await;
        let again = person.post_once("k1", "/api/organizations", json!({"name": "Lab"})).await;
        assert_eq!(first.expect(201), again.expect(201));
        assert_eq!((first.header("idempotency-replayed"), again.header("idempotency-replayed")), ("", "true"));
        let other = person.post_once("k1", "/api/organizations", json!({"name": "Other"})).await;
        assert_eq!((other.status.as_u16(), other.code().as_str()), (422, "idempotency_key_reused"));
        // Somebody else's key is another key.
        let neighbour = client(&app).signed_in(&app, &app.person("lee").await);
        let theirs = neighbour.post_once("k1", "/api/organizations", json!({"name": "Lab"})).await;
        assert_ne!(theirs.expect(201)["organization_id"], first.body()["organization_id"]);
        let long = person.post_once(&"k".repeat(201), "/api/organizations", json!({"name": "Lab"})).await;
        assert_eq!(long.body()["errors"][0]["code"], "idempotency_key_invalid");
        let mine = person.get("/api/organizations").await.expect(200);
        assert_eq!(mine["items"].as_array().unwrap().len(), 1);
    }

    async fn what_a_cookie_signs_must_be_meant(app: TestApp) {
        let person = client(&app).signed_in(&app, &app.person("kim").await);
        let Known::Session { session_token, csrf_token } = person.known.clone() else { unreachable!() };
        let ask = async |headers: &[(&str, &str)]| {
            let mut request = Request::post("/api/organizations")
                .header(header::HOST, "localhost:8080")
                .header(header::COOKIE, format!("__Host-session={session_token}"));
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let reply = person.send(json_request(request, &json!({"name": "Lab"}))).await;
            if reply.status == 201 { "made".to_owned() } else { reply.code() }
        };
        let good = ("x-csrf-token", csrf_token.as_str());
        assert_eq!(ask(&[]).await, "csrf");
        assert_eq!(ask(&[("x-csrf-token", "0000")]).await, "csrf");
        assert_eq!(ask(&[good, ("origin", "https://elsewhere.example")]).await, "csrf");
        assert_eq!(ask(&[good, ("sec-fetch-site", "cross-site")]).await, "csrf");
        assert_eq!(ask(&[good]).await, "made");
        assert_eq!(ask(&[good, ("origin", "http://localhost:8080"), ("sec-fetch-site", "same-origin")]).await, "made");
        // A program has no cookie that somebody else could use.
        let token = person.post("/api/tokens", json!({"name": "script"})).await.expect(201);
        let program = person.with_token(token["token"].as_str().unwrap());
        program.post("/api/organizations", json!({"name": "Lab"})).await.expect(201);
    }

    async fn nobody_asks_too_often(app: TestApp) {
        let limits = RateLimits { requests_per_minute: 60, requests_burst: 3, sign_ins_per_minute: 2 };
        let nobody = client_with(&app, HttpSettings { rate_limits: Some(limits), ..HttpSettings::default() });
        let person = nobody.signed_in(&app, &app.person("kim").await);
        for left in ["2", "1", "0"] {
            let reply = person.get("/api/me").await;
            reply.expect(200);
            assert!(reply.header("ratelimit").starts_with(&format!("\"default\";r={left};")), "{}", reply.header("ratelimit"));
        }
        let refused = person.get("/api/me").await;
        assert_eq!((refused.status.as_u16(), refused.code().as_str()), (429, "too_many_requests"));
        assert_eq!(refused.header("retry-after"), "1");
        assert_eq!(refused.header("ratelimit-policy"), "\"default\";q=60;w=60");
        // Nobody in particular has a bucket of their own, and signing in a smaller one.
        let wrong = json!({"email": "kim@example.com", "password": "not the right one"});
        for expected in [401, 401, 429] {
            assert_eq!(nobody.post("/api/sessions", wrong.clone()).await.status.as_u16(), expected);
        }
    }

    async fn long_replies_are_compressed(app: TestApp) {
        let document = async |encoding: &str| {
            let nobody = client(&app);
            let request = nobody.request(Method::GET, "/api/openapi.json").header(header::ACCEPT_ENCODING, encoding);
            nobody.send(request.body(Body::empty()).unwrap()).await
        };
        let (plain, small) = (document("identity").await, document("gzip").await);
        assert_eq!((plain.header("content-encoding"), small.header("content-encoding")), ("", "gzip"));
        assert!(small.bytes.len() * 4 < plain.bytes.len());
        assert_eq!(plain.body()["openapi"], "3.1.0");
    }

    async fn the_server_says_that_it_is_well(app: TestApp) {
        let reply = client(&app).get("/healthz").await;
        assert_eq!((reply.status.as_u16(), &reply.bytes[..]), (200, &b"ok\n"[..]));
    }

    async fn metrics_are_for_operators(app: TestApp) {
        let nobody: Client = client(&app);
        assert_eq!(nobody.get("/metrics").await.code(), "not_signed_in");
        let person = nobody.signed_in(&app, &app.person("kim").await);
        assert_eq!(person.get("/metrics").await.code(), "forbidden");
    }
}
