//! The papers of a platform that pays people: files that banks take and give back, statements, invoices and receipts
//! as PDF and CSV, the tax office's monthly list. Pure: what is on a paper is an argument, time included.

pub mod amount;
pub mod bank_csv;
mod cell;
pub mod pain001;
pub mod pain002;
pub mod paper;
pub mod payment;
pub mod pdf;
pub mod simplified;
pub mod status;

/// What keeps a paper from being made.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// Something on it does not fit the form.
    #[error("{place}: {message}")]
    Unfit {
        /// Which payment or line, and which field of it.
        place: String,
        /// What is wrong and what would do.
        message: String,
    },
    /// It could not be written where it goes.
    #[error("the paper could not be written: {0}")]
    Io(#[from] std::io::Error),
    /// The font or the PDF writer failed.
    #[error("the PDF could not be made: {0}")]
    Pdf(String),
}

impl From<csv::Error> for PaperError {
    fn from(error: csv::Error) -> Self {
        PaperError::Io(std::io::Error::other(error))
    }
}
