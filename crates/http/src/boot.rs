//! What a worker's page asks for first is put into the page itself: two round trips less before the first task.
//!
//! The front end's build leaves a block `<script type="application/json" id="screens">` in the page that names the files of each
//! screen. Here it becomes preload links for the screen of the address, and a block `id="boot"` with the replies of the
//! operations that the screen begins with, by their path. Both are data, which the content policy lets pass. A page without
//! the block, and everything that is no page, goes out as it is.

use crate::extract::{Credential, credential};
use crate::state::ApiState;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use http_body_util::BodyExt;
use pumasi_app::{App, AppError, Caller, PageQuery};
use pumasi_domain::ProjectId;
use serde_json::{Map, Value, json};

const SCREENS_START: &str = "<script type=\"application/json\" id=\"screens\">";
const SCRIPT_END: &str = "</script>";

/// The screens that begin with something of the server's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Screen {
    Home,
    Player(ProjectId),
    Review(ProjectId),
    Other,
}

impl Screen {
    /// The screen of a worker's address; none for other addresses.
    fn of(path: &str) -> Option<Screen> {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let project = |id: &str| id.parse().ok();
        match parts.as_slice() {
            [] | ["work"] => Some(Screen::Home),
            ["work", "projects", id, "work"] => Some(project(id).map_or(Screen::Other, Screen::Player)),
            ["work", "projects", id, "inspect"] => Some(project(id).map_or(Screen::Other, Screen::Review)),
            ["work", ..] => Some(Screen::Other),
            _ => None,
        }
    }

    /// Its name in the block of the build.
    fn name(self) -> Option<&'static str> {
        match self {
            Screen::Home => Some("home"),
            Screen::Player(_) => Some("player"),
            Screen::Review(_) => Some("review"),
            Screen::Other => None,
        }
    }
}

/// The layer around the front end.
pub(crate) async fn boot(State(state): State<ApiState>, mut request: Request, next: Next) -> Response {
    let wants_page = matches!(request.method(), &Method::GET) && accepts_html(request.headers());
    let Some(screen) = Screen::of(request.uri().path()).filter(|_| wants_page) else {
        return next.run(request).await;
    };
    // What cannot be had now is asked for by the page, which also shows what is wrong.
    let Ok(replies) = replies(&state.app, request.headers(), screen).await else {
        return next.run(request).await;
    };
    // Text is put into the plain form, and no page of before is the same.
    request.headers_mut().remove(header::ACCEPT_ENCODING);
    request.headers_mut().remove(header::IF_NONE_MATCH);
    fill_in(next.run(request).await, screen, &replies).await
}

fn accepts_html(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}

/// The replies by path of the operation. Nobody signed in is a reply too.
async fn replies(app: &App, headers: &HeaderMap, screen: Screen) -> Result<Map<String, Value>, AppError> {
    let mut found = Map::new();
    let session = match credential(headers) {
        Some(Credential::Cookie(secret)) => app
            .caller_of_session(secret)
            .await?
            .map(|(caller, _)| (caller, secret)),
        _ => None,
    };
    let Some((caller, secret)) = session else {
        found.insert("/me".into(), Value::Null);
        return Ok(found);
    };
    found.insert("/me".into(), to_json(app.me(&caller, Some(secret)).await?)?);
    add_screen(app, &caller, screen, &mut found).await?;
    Ok(found)
}

async fn add_screen(
    app: &App,
    caller: &Caller,
    screen: Screen,
    found: &mut Map<String, Value>,
) -> Result<(), AppError> {
    match screen {
        Screen::Other => return Ok(()),
        Screen::Home => {
            let projects = app.work_projects(caller, &PageQuery::default()).await?;
            found.insert("/work/projects".into(), to_json(projects)?);
        }
        Screen::Player(id) | Screen::Review(id) => {
            // A project that is not for this person is told by the page.
            let Ok(project) = app.work_project_detail(caller, id).await else {
                return Ok(());
            };
            found.insert(format!("/work/projects/{id}"), to_json(project)?);
        }
    }
    let live = json!({ "items": app.live_assignments(caller).await? });
    found.insert("/work/assignments".into(), live);
    found.insert("/earnings".into(), to_json(app.earnings(caller).await?)?);
    Ok(())
}

fn to_json(value: impl serde::Serialize) -> Result<Value, AppError> {
    serde_json::to_value(value).map_err(|error| AppError::Internal(error.to_string()))
}

async fn fill_in(response: Response, screen: Screen, replies: &Map<String, Value>) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = body.collect().await.map(http_body_util::Collected::to_bytes) else {
        return Response::from_parts(parts, Body::empty());
    };
    let filled = std::str::from_utf8(&bytes)
        .ok()
        .and_then(|page| filled(page, screen, replies));
    let Some(page) = filled else {
        return Response::from_parts(parts, Body::from(bytes));
    };
    // It holds the token of the session and tasks that are someone's now: nobody keeps it.
    parts
        .headers
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    parts.headers.remove(header::ETAG);
    parts
        .headers
        .insert(header::CONTENT_LENGTH, HeaderValue::from(page.len()));
    Response::from_parts(parts, Body::from(page))
}

/// The page with links and replies in the place of the build's block; none where it has no such block.
fn filled(page: &str, screen: Screen, replies: &Map<String, Value>) -> Option<String> {
    let (before, rest) = page.split_once(SCREENS_START)?;
    let (screens, after) = rest.split_once(SCRIPT_END)?;
    let screens: Value = serde_json::from_str(screens).ok()?;
    let locale = replies
        .get("/me")?
        .get("locale")
        .and_then(Value::as_str)
        .unwrap_or("ko");
    let signed_in = !replies.get("/me")?.is_null();
    let name = if signed_in { screen.name() } else { Some("account") };
    let files = [name, Some(locale)]
        .into_iter()
        .flatten()
        .filter_map(|key| screens.get(key)?.as_array());
    let links: String = files.flatten().filter_map(Value::as_str).map(link).collect();
    let picture = first_picture(screen, replies)
        .map(|address| {
            format!(
                "<link rel=\"preload\" as=\"image\" fetchpriority=\"high\" href=\"{}\">",
                escaped(address)
            )
        })
        .unwrap_or_default();
    let data = serde_json::to_string(replies).ok()?.replace('<', "\\u003c");
    Some(format!(
        "{before}{links}{picture}<script type=\"application/json\" id=\"boot\">{data}{SCRIPT_END}{after}"
    ))
}

fn link(file: &str) -> String {
    let file = escaped(file);
    match file.ends_with(".css") {
        // As a style sheet that the page already has, it is not fetched a second time by the screen.
        true => format!("<link rel=\"stylesheet\" crossorigin href=\"{file}\">"),
        false => format!("<link rel=\"modulepreload\" crossorigin href=\"{file}\">"),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
}

/// The address of the picture that the player shows first: of the first of the person's assignments in its project.
fn first_picture(screen: Screen, replies: &Map<String, Value>) -> Option<&str> {
    let Screen::Player(id) = screen else { return None };
    let project = replies.get(&format!("/work/projects/{id}"))?;
    let items = replies.get("/work/assignments")?.get("items")?.as_array()?;
    let is_mine = |one: &&Value| {
        one.get("role").and_then(Value::as_str) == Some("work")
            && one.get("project_id") == project.get("project_id")
    };
    let first = items.iter().find(is_mine)?;
    let tree = first
        .get("tree")
        .filter(|tree| tree.is_object())
        .or_else(|| project.get("tree"))?;
    let field = picture_field(tree)?;
    let address = first.get("data")?.get(field)?.as_str()?;
    address.starts_with("/media/").then_some(address)
}

/// The field of the task's data that the first picture of an interface shows: `image` for `value="$image"`.
fn picture_field(node: &Value) -> Option<&str> {
    if node.get("tag").and_then(Value::as_str) == Some("Image") {
        return node.get("attributes")?.get("value")?.as_str()?.strip_prefix('$');
    }
    node.get("children")?.as_array()?.iter().find_map(picture_field)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head><script type=\"application/json\" id=\"screens\">{\"player\":[\"/assets/p.js\",\"/assets/p.css\"],\
        \"account\":[\"/assets/a.js\"],\"ko\":[\"/assets/ko.js\"],\"en\":[\"/assets/en.js\"]}</script></head>";

    fn player() -> (Screen, Map<String, Value>) {
        let id: ProjectId = "01a20e87-62d2-72eb-8461-f66b758ca691".parse().unwrap();
        let tree = json!({"tag": "View", "attributes": {}, "children": [{"tag": "Image", "attributes": {"value": "$photo"}, "children": []}]});
        let mine = |project: &str, photo: &str| json!({"role": "work", "project_id": project, "tree": null, "data": {"photo": photo}});
        let replies = json!({
            "/me": {"locale": "en", "display_name": "</script><b>"},
            format!("/work/projects/{id}"): {"project_id": id.to_string(), "tree": tree},
            "/work/assignments": {"items": [mine("other", "/media/1"), mine(&id.to_string(), "/media/2?a=1&b=\"")]},
        });
        let Value::Object(replies) = replies else {
            unreachable!()
        };
        (Screen::Player(id), replies)
    }

    #[test]
    fn addresses_name_screens() {
        assert_eq!(Screen::of("/"), Some(Screen::Home));
        assert_eq!(Screen::of("/work/"), Some(Screen::Home));
        assert_eq!(Screen::of("/work/wallet"), Some(Screen::Other));
        assert_eq!(Screen::of("/work/projects/nonsense/work"), Some(Screen::Other));
        assert_eq!(
            Screen::of("/work/projects/01a20e87-62d2-72eb-8461-f66b758ca691/work"),
            Some(player().0)
        );
        for elsewhere in ["/studio", "/work.html", "/assets/work-1.js", "/sw.js"] {
            assert_eq!(Screen::of(elsewhere), None, "{elsewhere}");
        }
    }

    #[test]
    fn the_page_carries_files_of_the_screen_the_first_picture_and_the_replies() {
        let (screen, replies) = player();
        let page = filled(PAGE, screen, &replies).unwrap();
        assert!(
            page.contains("<link rel=\"modulepreload\" crossorigin href=\"/assets/p.js\">"),
            "{page}"
        );
        assert!(
            page.contains("<link rel=\"stylesheet\" crossorigin href=\"/assets/p.css\">"),
            "{page}"
        );
        assert!(
            page.contains("/assets/en.js") && !page.contains("ko.js") && !page.contains("a.js"),
            "{page}"
        );
        assert!(page.contains("href=\"/media/2?a=1&amp;b=&quot;\""), "{page}");
        // Nothing that people wrote ends the block.
        assert_eq!(page.matches("</script>").count(), 1, "{page}");
        let data = page
            .split_once("id=\"boot\">")
            .unwrap()
            .1
            .split_once("</script>")
            .unwrap()
            .0;
        assert_eq!(serde_json::from_str::<Map<String, Value>>(data).unwrap(), replies);
    }

    #[test]
    fn visitors_get_the_sign_in() {
        let replies = Map::from_iter([("/me".to_owned(), Value::Null)]);
        let page = filled(PAGE, player().0, &replies).unwrap();
        assert!(
            page.contains("/assets/a.js") && page.contains("/assets/ko.js") && !page.contains("/assets/p.js"),
            "{page}"
        );
        assert!(page.contains("id=\"boot\">{\"/me\":null}</script>"), "{page}");
        assert_eq!(filled("<head></head>", player().0, &replies), None);
    }
}
