//! Questions of workers to the requester, and the answers: under no names, neither way.

use crate::extract::{Command, Path, Query, SignedIn};
use crate::problem::{ApiError, Problem};
use crate::reply::done;
use crate::state::ApiState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use pumasi_app::questions::{AnswerInput, MyQuestions, ProjectQuestion, QuestionInput, WorkQuestion};
use pumasi_app::{App, Page, PageQuery};
use pumasi_domain::{AssignmentId, ProjectId, QuestionId};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::default()
        .routes(routes!(ask_question))
        .routes(routes!(list_work_questions))
        .routes(routes!(list_my_questions))
        .routes(routes!(see_answer))
        .routes(routes!(list_project_questions))
        .routes(routes!(answer_question))
}

/// Ask the requester about a task
///
/// They see the task, and not who asks. 409 `questions_waiting` while five of mine wait here; 429 after ten in one hour.
#[utoipa::path(post, path = "/api/work/assignments/{assignment_id}/questions", operation_id = "ask_question",
    tag = "work", params(("assignment_id" = AssignmentId, Path)), request_body = QuestionInput,
    responses((status = 201, body = WorkQuestion), (status = 409, body = Problem,
        content_type = "application/problem+json", description = "The state of things does not allow it")),
    extensions(("x-who-may-call" = json!("worker"))))]
async fn ask_question(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(assignment_id): Path<AssignmentId>,
    Command { body, once }: Command<QuestionInput>,
) -> Result<Response, ApiError> {
    let asked = app.ask_question(&caller, once, assignment_id, body).await?;
    Ok(done(StatusCode::CREATED, asked))
}

/// What is looked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct SearchQuery {
    /// Words in question or answer.
    #[serde(default)]
    #[param(required = false)]
    search: String,
}

/// List a project's questions
///
/// Mine, and those answered for everybody, newest first.
#[utoipa::path(get, path = "/api/work/projects/{project_id}/questions", operation_id = "list_work_questions",
    tag = "work", params(("project_id" = ProjectId, Path), SearchQuery, PageQuery),
    responses((status = 200, body = Page<WorkQuestion>)), extensions(("x-who-may-call" = json!("user"))))]
async fn list_work_questions(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
    Query(wanted): Query<SearchQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<WorkQuestion>>, ApiError> {
    let found = app.work_questions(&caller, project_id, &wanted.search, &page);
    Ok(Json(found.await?))
}

/// List my questions
///
/// The latest hundred in all projects, newest first.
#[utoipa::path(get, path = "/api/work/questions", operation_id = "list_my_questions", tag = "work",
    responses((status = 200, body = MyQuestions)), extensions(("x-who-may-call" = json!("user"))))]
async fn list_my_questions(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
) -> Result<Json<MyQuestions>, ApiError> {
    Ok(Json(app.my_questions(&caller).await?))
}

/// Say that I have seen the answer
#[utoipa::path(put, path = "/api/work/questions/{question_id}/seen", operation_id = "see_answer", tag = "work",
    params(("question_id" = QuestionId, Path)), responses((status = 200, body = WorkQuestion)),
    extensions(("x-who-may-call" = json!("worker"))))]
async fn see_answer(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(question_id): Path<QuestionId>,
) -> Result<Json<WorkQuestion>, ApiError> {
    Ok(Json(app.see_answer(&caller, question_id).await?))
}

/// List what workers ask
///
/// Unanswered ones first, the oldest at their head; then the answered, newest first.
#[utoipa::path(get, path = "/api/projects/{project_id}/questions", operation_id = "list_project_questions",
    tag = "projects", params(("project_id" = ProjectId, Path), PageQuery),
    responses((status = 200, body = Page<ProjectQuestion>)), extensions(("x-who-may-call" = json!("member:viewer"))))]
async fn list_project_questions(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<ProjectQuestion>>, ApiError> {
    Ok(Json(app.project_questions(&caller, project_id, &page).await?))
}

/// Answer a question
///
/// For everybody in the project, or only for whoever asked. A second answer takes the place of the first.
#[utoipa::path(post, path = "/api/projects/{project_id}/questions/{question_id}/answer",
    operation_id = "answer_question", tag = "projects",
    params(("project_id" = ProjectId, Path), ("question_id" = QuestionId, Path)), request_body = AnswerInput,
    responses((status = 200, body = ProjectQuestion)), extensions(("x-who-may-call" = json!("member:manager"))))]
async fn answer_question(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path((project_id, question_id)): Path<(ProjectId, QuestionId)>,
    Command { body, once }: Command<AnswerInput>,
) -> Result<Response, ApiError> {
    let answered = app
        .answer_question(&caller, once, project_id, question_id, body)
        .await?;
    Ok(done(StatusCode::OK, answered))
}
