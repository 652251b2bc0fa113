//! Files that tasks refer to: uploaded by managers, read by whoever holds a signed address.

use crate::support::{Client, Reply, client};
use axum::body::Body;
use axum::http::{Method, header};
use insta::assert_json_snapshot;
use pumasi_testkit::TestApp;

const PICTURE: &str =
    r#"<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"><rect width="4" height="3"/></svg>"#;

async fn uploaded(app: &TestApp) -> (Client, Reply) {
    let owner = app.person("owner").await;
    let organization_id = app.organization_with(&owner.caller, 0).await;
    let project_id = app
        .drafted_project(&owner.caller, organization_id, 0, |_| {})
        .await;
    let owner = client(app).signed_in(app, &owner);
    let path = format!("/api/projects/{project_id}/media?file_name=%EA%B3%A0%EC%96%91%EC%9D%B4.svg");
    let first = owner.upload(&path, PICTURE).await;
    assert_eq!(
        owner.upload(&path, PICTURE).await.expect(201),
        first.expect(201),
        "the same bytes, the same id"
    );
    let broken = owner.upload(&path, vec![0_u8, 1, 2, 3]).await;
    assert_eq!(broken.status.as_u16(), 422);
    (client(app), first)
}

async fn ask(nobody: &Client, path: &str, headers: &[(header::HeaderName, &str)]) -> Reply {
    let mut request = nobody.request(Method::GET, path);
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    nobody.send(request.body(Body::empty()).unwrap()).await
}

/// A picture that is too wide to be sent whole.
fn wide() -> Vec<u8> {
    let picture = image::RgbImage::from_fn(4100, 6, |x, _| image::Rgb([(x / 17) as u8, 90, 200]));
    let mut out = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut out, image::ImageFormat::Png)
        .expect("encodes");
    out.into_inner()
}

/// The size of a picture that came.
fn size_of(reply: &Reply) -> (u32, u32) {
    assert_eq!(
        reply.status.as_u16(),
        200,
        "{}",
        String::from_utf8_lossy(&reply.bytes)
    );
    let picture = image::load_from_memory(&reply.bytes).expect("a picture");
    (picture.width(), picture.height())
}

pumasi_testkit::both_engines! {
    async fn a_large_picture_comes_in_parts_under_one_signature(app: TestApp) {
        let owner = app.person("owner").await;
        let organization_id = app.organization_with(&owner.caller, 0).await;
        let project_id = app.drafted_project(&owner.caller, organization_id, 0, |_| {}).await;
        let owner = client(&app).signed_in(&app, &owner);
        let path = format!("/api/projects/{project_id}");
        let made = owner.upload(&format!("{path}/media?file_name=wide.png"), wide()).await.expect(201);
        let rows = serde_json::json!({"text": made["reference"], "list": ["a", made["reference"]]}).to_string();
        let started = owner.upload(&format!("{path}/imports?format=jsonl"), rows).await.expect(202);
        let import = format!("{path}/imports/{}", started["import_id"].as_str().unwrap());
        while owner.get(&import).await.expect(200)["finished_at"].is_null() {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        let task = owner.get(&format!("{path}/tasks")).await.expect(200)["items"][0].clone();
        let pyramid = &task["pyramids"][0];
        let told = |key: &str| pyramid[key].as_i64().unwrap();
        assert_eq!((told("width"), told("height"), told("tile_size"), told("levels")), (4100, 6, 512, 1));
        assert_eq!((&task["data"]["text"], &task["data"]["list"][1]), (&pyramid["image"], &pyramid["image"]));

        let nobody = client(&app);
        let image = pyramid["image"].as_str().unwrap();
        let small = ask(&nobody, image, &[]).await;
        assert_eq!((size_of(&small), small.header("content-type")), ((2050, 3), "image/jpeg"));
        assert!(small.header("cache-control").starts_with("private, max-age="));
        let tile = |level: u32, column: u32, row: u32| {
            let pattern = pyramid["tiles"].as_str().unwrap();
            let places = [("{level}", level), ("{column}", column), ("{row}", row)];
            places.iter().fold(pattern.to_owned(), |text, (name, value)| text.replace(name, &value.to_string()))
        };
        assert_eq!(size_of(&ask(&nobody, &tile(0, 0, 0), &[]).await), (512, 6));
        assert_eq!(size_of(&ask(&nobody, &tile(0, 8, 0), &[]).await), (4, 6));
        for (level, column, row) in [(0, 9, 0), (0, 0, 1), (1, 0, 0)] {
            assert_eq!(ask(&nobody, &tile(level, column, row), &[]).await.code(), "not_found");
        }
        for address in [tile(0, 0, 0), image.to_owned()] {
            assert_eq!(ask(&nobody, &address.replace("signature=", "signature=00"), &[]).await.code(), "forbidden");
        }
        assert_eq!(ask(&nobody, pyramid["original"].as_str().unwrap(), &[]).await.header("content-type"), "image/png");
        app.clock().advance_seconds(7 * 3_600);
        for address in [tile(0, 0, 0), image.to_owned()] {
            assert_eq!(ask(&nobody, &address, &[]).await.code(), "forbidden");
        }
    }

    async fn a_large_picture_that_cannot_be_cut_is_given_whole(app: TestApp) {
        let owner = app.person("owner").await;
        let organization_id = app.organization_with(&owner.caller, 0).await;
        let project_id = app.drafted_project(&owner.caller, organization_id, 0, |_| {}).await;
        let owner = client(&app).signed_in(&app, &owner);
        let mut bytes = wide();
        bytes.truncate(bytes.len() / 2);
        let made = owner.upload(&format!("/api/projects/{project_id}/media"), bytes).await.expect(201);
        let url = made["url"].as_str().unwrap();
        let (path, query) = url.split_once('?').unwrap();
        let preview = ask(&client(&app), &format!("{path}/preview?{query}"), &[]).await;
        assert_eq!((preview.status.as_u16(), preview.header("location")), (307, url));
        let tile = ask(&client(&app), &format!("{path}/tiles/0/0/0?{query}"), &[]).await;
        assert_eq!(tile.code(), "not_found");
    }

    async fn a_signed_address_opens_a_file_for_a_while(app: TestApp) {
        let (nobody, made) = uploaded(&app).await;
        assert_json_snapshot!("media_made", made.whole());
        let url = made.body()["url"].as_str().unwrap().to_owned();
        let whole = ask(&nobody, &url, &[]).await;
        assert_eq!((whole.status.as_u16(), &whole.bytes[..]), (200, PICTURE.as_bytes()));
        assert_eq!(whole.header("content-type"), "image/svg+xml");
        assert_eq!(whole.header("content-length"), PICTURE.len().to_string());
        assert!(whole.header("content-security-policy").starts_with("sandbox"));
        assert!(whole.header("cache-control").starts_with("private, max-age="));
        assert!(whole.header("content-disposition").contains("%EA%B3%A0%EC%96%91%EC%9D%B4.svg"));
        let tampered = url.replace("signature=", "signature=00");
        assert_eq!(ask(&nobody, &tampered, &[]).await.code(), "forbidden");
        assert_eq!(ask(&nobody, url.split('?').next().unwrap(), &[]).await.code(), "invalid");
        app.clock().advance_seconds(7 * 3_600);
        assert_eq!(ask(&nobody, &url, &[]).await.code(), "forbidden");
    }

    async fn parts_and_known_files_cost_less(app: TestApp) {
        let (nobody, made) = uploaded(&app).await;
        let url = made.body()["url"].as_str().unwrap().to_owned();
        let part = ask(&nobody, &url, &[(header::RANGE, "bytes=1-3")]).await;
        assert_eq!((part.status.as_u16(), &part.bytes[..]), (206, &b"svg"[..]));
        assert_eq!(part.header("content-range"), format!("bytes 1-3/{}", PICTURE.len()));
        let beyond = ask(&nobody, &url, &[(header::RANGE, "bytes=5000-")]).await;
        assert_eq!((beyond.status.as_u16(), beyond.header("content-range").to_owned()), (416, format!("bytes */{}", PICTURE.len())));
        let tag = part.header("etag").to_owned();
        let known = ask(&nobody, &url, &[(header::IF_NONE_MATCH, &tag)]).await;
        assert_eq!((known.status.as_u16(), known.bytes.len()), (304, 0));
        let of_another = ask(&nobody, &url, &[(header::RANGE, "bytes=1-3"), (header::IF_RANGE, "\"other\"")]).await;
        assert_eq!(of_another.status.as_u16(), 200);
        let head = nobody.send(nobody.request(Method::HEAD, &url).body(Body::empty()).unwrap()).await;
        assert_eq!((head.status.as_u16(), head.bytes.len()), (200, 0));
        assert_eq!(head.header("content-length"), PICTURE.len().to_string());
    }
}
