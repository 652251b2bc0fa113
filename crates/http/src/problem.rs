//! Refusals and failures as RFC 9457 problems. A handler's error becomes a [`Problem`] that rides on the response;
//! the outermost layer adds the request's id, writes the body and logs what was our fault.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use pumasi_app::{AppError, DbError};
use pumasi_domain::verdict::Fault;
use serde::Serialize;
use utoipa::ToSchema;

/// Why a request was refused or failed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// A URI for the kind of problem, made from `code`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The status in words.
    pub title: String,
    pub status: u16,
    /// What happened, where, and what to do about it, in English.
    pub detail: String,
    /// Stable name of the problem.
    pub code: String,
    /// The faults of what was sent, one by one.
    pub errors: Vec<ProblemItem>,
    /// To be found in the server's log.
    pub request_id: String,
}

/// One fault of what was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProblemItem {
    /// JSON pointer into what was sent; empty for the whole of it. Query parameters are named like members.
    pub pointer: String,
    /// Stable name of the fault.
    pub code: String,
    /// What is wrong and how to mend it, in English.
    pub message: String,
    /// The line, where what was sent has lines. Counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
}

impl From<Fault> for ProblemItem {
    fn from(fault: Fault) -> Self {
        ProblemItem {
            pointer: fault.pointer,
            code: fault.code,
            message: fault.message,
            line: None,
        }
    }
}

/// A handler's error.
#[derive(Debug, Clone)]
pub struct ApiError {
    status: StatusCode,
    code: String,
    detail: String,
    errors: Vec<ProblemItem>,
    retry_after_seconds: Option<i64>,
    /// What the log is told and the caller is not.
    cause: Option<String>,
}

impl ApiError {
    pub(crate) fn new(status: StatusCode, code: &str, detail: impl Into<String>) -> ApiError {
        ApiError {
            status,
            code: code.to_owned(),
            detail: detail.into(),
            errors: Vec::new(),
            retry_after_seconds: None,
            cause: None,
        }
    }

    /// 401.
    pub(crate) fn not_signed_in() -> ApiError {
        ApiError::new(
            StatusCode::UNAUTHORIZED,
            "not_signed_in",
            "sign in first, or send a token that is still good",
        )
    }

    /// 404.
    pub(crate) fn not_found(what: &str) -> ApiError {
        ApiError::new(
            StatusCode::NOT_FOUND,
            "not_found",
            format!("no such {what}, or it is not yours to see"),
        )
    }

    /// 404 for an address that nothing can stand at.
    pub(crate) fn no_such_address(detail: &str) -> ApiError {
        ApiError::new(StatusCode::NOT_FOUND, "not_found", detail)
    }

    /// 422 with one fault.
    pub(crate) fn invalid(item: ProblemItem) -> ApiError {
        ApiError {
            errors: vec![item],
            ..ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "")
        }
        .told_by_faults()
    }

    /// 429.
    pub(crate) fn too_many(retry_after_seconds: i64) -> ApiError {
        let detail = format!("too many requests: wait {retry_after_seconds} s");
        ApiError {
            retry_after_seconds: Some(retry_after_seconds),
            ..ApiError::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", detail)
        }
    }

    /// 500, whose cause only the log learns.
    pub(crate) fn internal(cause: impl Into<String>) -> ApiError {
        let detail =
            "something went wrong on the server; try again in a moment, and tell the operator the request_id";
        ApiError {
            cause: Some(cause.into()),
            ..ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "server_error", detail)
        }
    }

    /// Faults of XML begin with their place: it gets a field of its own.
    pub(crate) fn with_lines(mut self) -> ApiError {
        for item in &mut self.errors {
            let digits = item
                .message
                .strip_prefix("line ")
                .and_then(|rest| rest.split([',', ':', ' ']).next());
            item.line = item.line.or_else(|| digits?.parse().ok());
        }
        self
    }

    pub(crate) fn code(&self) -> &str {
        &self.code
    }

    pub(crate) fn cause(&self) -> Option<&str> {
        self.cause.as_deref()
    }

    /// The detail of a 422 repeats its first faults, for people who read nothing else.
    fn told_by_faults(mut self) -> ApiError {
        let told: Vec<String> = self
            .errors
            .iter()
            .take(3)
            .map(|item| format!("{}: {}", item.pointer, item.message))
            .collect();
        self.detail = told.join("; ");
        self
    }

    /// The problem as the caller sees it.
    pub(crate) fn problem(&self, request_id: &str) -> Problem {
        Problem {
            kind: format!("urn:pumasi:problem:{}", self.code),
            title: self.status.canonical_reason().unwrap_or("Problem").to_owned(),
            status: self.status.as_u16(),
            detail: self.detail.clone(),
            code: self.code.clone(),
            errors: self.errors.clone(),
            request_id: request_id.to_owned(),
        }
    }
}

impl From<AppError> for ApiError {
    fn from(error: AppError) -> Self {
        let detail = error.to_string();
        match error {
            AppError::NotSignedIn => ApiError::not_signed_in(),
            AppError::WrongCredentials => {
                ApiError::new(StatusCode::UNAUTHORIZED, "wrong_credentials", detail)
            }
            AppError::Suspended => ApiError::new(StatusCode::FORBIDDEN, "suspended", detail),
            AppError::Forbidden(_) => ApiError::new(StatusCode::FORBIDDEN, "forbidden", detail),
            AppError::NotFound("trial") => {
                ApiError::new(StatusCode::NOT_FOUND, "no_trial", "there is no task to try here")
            }
            AppError::NotFound(what) => ApiError::not_found(what),
            AppError::Invalid(faults) => ApiError {
                errors: faults.into_iter().map(ProblemItem::from).collect(),
                ..ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "")
            }
            .told_by_faults(),
            AppError::Conflict { code, message } => ApiError::new(StatusCode::CONFLICT, code, message),
            AppError::VersionConflict => {
                ApiError::new(StatusCode::PRECONDITION_FAILED, "version_conflict", detail)
            }
            AppError::TooMany { retry_after_seconds } => ApiError::too_many(retry_after_seconds),
            AppError::TooLarge(_) => ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", detail),
            AppError::IdempotencyKeyReused => {
                ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "idempotency_key_reused", detail)
            }
            AppError::Db(error) => of_database(&error, detail),
            AppError::Internal(_) => ApiError::internal(detail),
        }
    }
}

/// What the database's error means to the caller.
fn of_database(error: &DbError, detail: String) -> ApiError {
    match error {
        DbError::Busy | DbError::Conflict => ApiError {
            retry_after_seconds: Some(1),
            cause: Some(detail),
            ..ApiError::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "busy",
                "the server is busy: try again in a moment",
            )
        },
        DbError::Overdrawn(_) => ApiError::new(
            StatusCode::CONFLICT,
            "budget_used_up",
            "others were faster: there is not enough money left for this now",
        ),
        _ => ApiError::internal(detail),
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        if let Some(seconds) = self.retry_after_seconds {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds.max(1)));
        }
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pumasi_domain::AccountId;
    use pumasi_store::tally::Overdrawn;

    #[test]
    fn errors_of_the_database_are_told_apart() {
        let told = |error: DbError| {
            let error = ApiError::from(AppError::Db(error));
            (
                error.status.as_u16(),
                error.code().to_owned(),
                error.retry_after_seconds,
                error.cause().is_some(),
            )
        };
        assert_eq!(told(DbError::Busy), (503, "busy".to_owned(), Some(1), true));
        assert_eq!(told(DbError::Conflict), (503, "busy".to_owned(), Some(1), true));
        let overdrawn = DbError::Overdrawn(Overdrawn(AccountId(uuid::Uuid::nil())));
        assert_eq!(told(overdrawn), (409, "budget_used_up".to_owned(), None, false));
        let broken = DbError::Connection("secret address".to_owned());
        assert_eq!(told(broken.clone()), (500, "server_error".to_owned(), None, true));
        let problem = ApiError::from(AppError::Db(broken)).problem("r");
        assert!(!problem.detail.contains("secret"), "{}", problem.detail);
    }
}
