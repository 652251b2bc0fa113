//! The front end beside an API, as the server mounts it.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::routing::get;
use pumasi_webui::Policy;
use tower::ServiceExt;

async fn status(path: &str) -> StatusCode {
    let api = Router::new().route("/api/known", get(|| async { "known" }));
    let app: Router = api.merge(pumasi_webui::router(Policy::default()));
    let request = Request::builder().uri(path).body(Body::empty()).unwrap();
    app.oneshot(request).await.unwrap().status()
}

#[tokio::test]
async fn the_api_comes_first_and_its_unknown_paths_stay_unknown() {
    assert_eq!(status("/api/known").await, StatusCode::OK);
    assert_eq!(status("/api/unknown").await, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn pages_answer_whether_built_or_not() {
    let expected = if pumasi_webui::is_built() {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    assert_eq!(status("/work/tasks").await, expected);
    assert_eq!(
        pumasi_webui::file("work.html").is_some(),
        pumasi_webui::is_built()
    );
}
