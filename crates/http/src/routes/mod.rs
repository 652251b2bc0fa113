//! The operations, one file per resource. A handler parses, calls one use case, renders.

mod assignments;
mod audits;
mod catalog;
mod conversations;
mod data_in;
mod earnings;
mod examples;
mod interfaces;
mod made;
mod media;
mod models;
mod operator;
mod organizations;
mod oversight;
mod participants;
mod pauses;
mod progress;
mod projects;
mod quality;
mod questions;
mod results;
mod sensitive;
mod session;
mod tasks;
mod tokens;

use crate::state::ApiState;
use utoipa_axum::router::OpenApiRouter;

/// Largest JSON body, in bytes.
pub(crate) const JSON_MAX_BYTES: usize = 1024 * 1024;
/// Largest answer, draft or verdict, in bytes.
pub(crate) const ANSWER_MAX_BYTES: usize = 3 * 1024 * 1024;

/// All operations under `/api`.
pub(crate) fn api() -> OpenApiRouter<ApiState> {
    OpenApiRouter::default()
        .merge(session::router())
        .merge(tokens::router())
        .merge(organizations::router())
        .merge(interfaces::router())
        .merge(projects::router())
        .merge(participants::router())
        .merge(pauses::router())
        .merge(audits::router())
        .merge(progress::router())
        .merge(data_in::router())
        .merge(tasks::router())
        .merge(results::router())
        .merge(quality::router())
        .merge(catalog::router())
        .merge(assignments::router())
        .merge(made::router())
        .merge(sensitive::router())
        .merge(questions::router())
        .merge(examples::router())
        .merge(models::router())
        .merge(conversations::router())
        .merge(earnings::router())
        .merge(operator::router())
        .merge(oversight::router())
}

/// What a browser loads by a signed address, outside of `/api`.
pub(crate) fn media() -> axum::Router<ApiState> {
    media::router()
}
