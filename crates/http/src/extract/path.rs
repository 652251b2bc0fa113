//! Ids from the path and parameters from the query, with problems instead of plain texts.

use crate::problem::{ApiError, ProblemItem};
use axum::extract::FromRequestParts;
use axum::extract::rejection::{PathRejection, QueryRejection};

/// Ids from the path. What is no id names nothing: 404.
#[derive(Debug, Clone, Copy, FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(ApiError))]
pub(crate) struct Path<T>(pub T);

impl From<PathRejection> for ApiError {
    fn from(_: PathRejection) -> Self {
        ApiError::no_such_address("nothing is here: the address holds something that is no id")
    }
}

/// Parameters from the query.
#[derive(Debug, Clone, Copy, FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(ApiError))]
pub(crate) struct Query<T>(pub T);

impl From<QueryRejection> for ApiError {
    fn from(rejection: QueryRejection) -> Self {
        // "Failed to deserialize query string: limit: invalid digit found in string"
        let text = rejection.body_text();
        let text = text
            .strip_prefix("Failed to deserialize query string: ")
            .unwrap_or(&text);
        let (pointer, message) = match text.split_once(": ") {
            Some((name, message)) if !name.contains(' ') => (format!("/{name}"), message),
            _ => (String::new(), text),
        };
        ApiError::invalid(ProblemItem {
            pointer,
            code: "parameter_invalid".to_owned(),
            message: message.to_owned(),
            line: None,
        })
    }
}
