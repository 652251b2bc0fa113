//! Progress as it changes, and the end of the server.

use crate::support::Client;
use axum::Router;
use axum::body::{Body, BodyDataStream};
use axum::http::Method;
use futures::StreamExt;
use pumasi_http::HttpSettings;
use pumasi_testkit::TestApp;
use serde_json::Value;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// The next event of a stream; `None` if it has ended.
async fn next(stream: &mut BodyDataStream) -> Option<Value> {
    let part = tokio::time::timeout(Duration::from_secs(10), stream.next())
        .await
        .expect("something within ten seconds")?;
    let text = String::from_utf8(part.unwrap().to_vec()).unwrap();
    let data = text
        .strip_prefix("event: progress\ndata: ")
        .unwrap_or_else(|| panic!("{text}"));
    Some(serde_json::from_str(data.trim_end()).unwrap())
}

pumasi_testkit::both_engines! {
    async fn a_listener_hears_of_changes_until_the_server_stops(app: TestApp) {
        let owner = app.person("owner").await;
        let organization_id = app.organization_with(&owner.caller, 1_000_000).await;
        let project_id = app.open_project_with(&owner.caller, organization_id, 2, |_| {}).await;
        let stopping = CancellationToken::new();
        let settings = HttpSettings { rate_limits: None, ..HttpSettings::default() };
        let router = pumasi_http::router(app.app.clone(), settings, None, stopping.clone(), Router::new());
        let client = Client { router, known: Default::default() }.signed_in(&app, &owner);
        let path = format!("/api/projects/{project_id}/progress/events");
        let reply = client.open(client.request(Method::GET, &path).body(Body::empty()).unwrap()).await;
        assert_eq!(reply.headers()["content-type"], "text/event-stream");
        assert_eq!(reply.headers()["cache-control"], "no-cache");
        let mut stream = reply.into_body().into_data_stream();
        assert_eq!(next(&mut stream).await.unwrap()["answers_submitted"], 0);
        app.work_once(&app.person("worker").await.caller, project_id, "cat").await;
        let changed = next(&mut stream).await.unwrap();
        assert_eq!((changed["tasks_done"].as_i64(), changed["spent_minor"].as_i64()), (Some(1), Some(110)));
        stopping.cancel();
        assert_eq!(next(&mut stream).await, None);
    }

    async fn a_server_stops_after_its_requests(app: TestApp) {
        let stopping = CancellationToken::new();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let slow = Router::new().route("/slow", axum::routing::get(async || {
            tokio::time::sleep(Duration::from_millis(300)).await;
            "finished"
        })).route("/broken", axum::routing::get(async || -> &'static str { panic!("as asked") }));
        let router = pumasi_http::router(app.app.clone(), HttpSettings::default(), None, stopping.clone(), slow);
        let server = tokio::spawn(pumasi_http::serve(listener, router, stopping.clone()));
        let ask = async |path: &str| {
            use tokio::io::{AsyncReadExt, AsyncWriteExt};
            let mut stream = tokio::net::TcpStream::connect(address).await?;
            stream.write_all(format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").as_bytes()).await?;
            let mut text = String::new();
            stream.read_to_string(&mut text).await?;
            std::io::Result::Ok(text)
        };
        // A panic costs one request and not the server.
        let broken = ask("/broken").await.unwrap();
        assert!(broken.starts_with("HTTP/1.1 500") && broken.contains("server_error") && !broken.contains("as asked"), "{broken}");
        assert!(ask("/healthz").await.unwrap().ends_with("ok\n"));
        let (reply, ()) = tokio::join!(ask("/slow"), async {
            tokio::time::sleep(Duration::from_millis(100)).await;
            stopping.cancel();
        });
        assert!(reply.unwrap().ends_with("finished"));
        server.await.unwrap().unwrap();
        assert!(ask("/healthz").await.is_err(), "it is gone");
    }

    async fn who_sends_too_much_is_told_so(app: TestApp) {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let owner = app.person("owner").await;
        let organization_id = app.organization_with(&owner.caller, 0).await;
        let project_id = app.drafted_project(&owner.caller, organization_id, 0, |_| {}).await;
        let known = app.create_token(&owner.caller, None, "script".to_owned()).await.unwrap().value.token;
        let stopping = CancellationToken::new();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = pumasi_http::router(app.app.clone(), HttpSettings::default(), None, stopping.clone(), Router::new());
        let server = tokio::spawn(pumasi_http::serve(listener, router, stopping.clone()));
        // As browsers do: first everything is sent, then the reply is read.
        let file = vec![b'x'; 40 << 20];
        let head = format!(
            "POST /api/projects/{project_id}/imports?format=csv HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\
             authorization: Bearer {known}\r\ncontent-length: {}\r\n\r\n",
            file.len()
        );
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(&file).await.expect("the server goes on reading");
        let mut reply = String::new();
        stream.read_to_string(&mut reply).await.unwrap();
        assert!(reply.starts_with("HTTP/1.1 413") && reply.contains("too_large"), "{reply}");
        stopping.cancel();
        server.await.unwrap().unwrap();
    }
}
