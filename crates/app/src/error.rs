//! Why a use case refused. The codes are part of the API.

use pumasi_domain::verdict::Fault;
use pumasi_store::DbError;

/// A refusal or a failure.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// Nobody is signed in, or the session ended.
    #[error("sign in first")]
    NotSignedIn,
    /// No such pair of e-mail address and password; which of them is wrong is not told.
    #[error("the e-mail address or the password is wrong")]
    WrongCredentials,
    /// The right password, but an operator has closed the account.
    #[error("this account is suspended: ask the operator")]
    Suspended,
    /// Signed in, but not allowed.
    #[error("{0}")]
    Forbidden(&'static str),
    /// It does not exist, or is not the caller's to see.
    #[error("no such {0}")]
    NotFound(&'static str),
    /// What was sent has faults.
    #[error("what was sent has {} fault(s)", .0.len())]
    Invalid(Vec<Fault>),
    /// The state of things does not allow it.
    #[error("{message}")]
    Conflict {
        /// Stable name.
        code: &'static str,
        /// What is in the way, and what to do.
        message: String,
    },
    /// It was changed by somebody else since the caller read it.
    #[error("changed meanwhile: read it again and repeat the change on what it is now")]
    VersionConflict,
    /// Too often.
    #[error("too many tries; wait {retry_after_seconds} s")]
    TooMany {
        /// Seconds to wait.
        retry_after_seconds: i64,
    },
    /// More bytes than allowed.
    #[error("{0}")]
    TooLarge(String),
    /// An idempotency key came back with another request.
    #[error("this Idempotency-Key was used for another request: make a new one for each request")]
    IdempotencyKeyReused,
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// A fault of ours.
    #[error("{0}")]
    Internal(String),
}

impl AppError {
    /// One fault.
    pub fn invalid(pointer: &str, code: &str, message: impl Into<String>) -> AppError {
        AppError::Invalid(vec![Fault::new(pointer, code, message)])
    }

    /// A conflict.
    pub fn conflict(code: &'static str, message: impl Into<String>) -> AppError {
        AppError::Conflict {
            code,
            message: message.into(),
        }
    }

    /// `Err(Invalid)` if there are faults.
    pub fn check(faults: Vec<Fault>) -> Result<(), AppError> {
        if faults.is_empty() {
            Ok(())
        } else {
            Err(AppError::Invalid(faults))
        }
    }
}
