//! What is wrong with a row, where, and how to mend it.

use std::io;

use serde::Serialize;

/// A row that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct RowProblem {
    /// The 1-based line on which the row starts, or of the very spot for broken JSON.
    pub line: u64,
    /// The 1-based column in characters, where one spot is to blame.
    pub column: Option<u64>,
    /// The 0-based place in a JSON array.
    pub element: Option<u64>,
    /// The field to blame, e.g. `data`, `predictions[0].result` or a CSV column.
    pub field: Option<String>,
    /// A stable name for programs, e.g. `column_count`.
    pub code: &'static str,
    /// English for people, with the mend.
    pub message: String,
    /// Whether reading ended here.
    pub fatal: bool,
}

impl RowProblem {
    pub(crate) fn new(line: u64, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            line,
            column: None,
            element: None,
            field: None,
            code,
            message: message.into(),
            fatal: false,
        }
    }

    pub(crate) fn field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    pub(crate) fn element(mut self, element: Option<u64>) -> Self {
        self.element = element;
        self
    }

    pub(crate) fn column(mut self, column: u64) -> Self {
        self.column = Some(column);
        self
    }

    pub(crate) fn fatal(mut self) -> Self {
        self.fatal = true;
        self
    }

    pub(crate) fn unreadable(line: u64, error: &io::Error) -> Self {
        Self::new(
            line,
            "read_failed",
            format!("The file could not be read on: {error}. Send it again."),
        )
        .fatal()
    }

    pub(crate) fn too_large(line: u64, max_row_bytes: usize) -> Self {
        Self::new(
            line,
            "row_too_large",
            format!(
                "The row is longer than {max_row_bytes} bytes. Put images, audio and long files in as media and \
                 refer to them, or split the row."
            ),
        )
    }

    pub(crate) fn not_utf8(line: u64) -> Self {
        Self::new(
            line,
            "invalid_encoding",
            "The text is neither valid UTF-8 nor CP949. Save the file as UTF-8 (in Excel: \"CSV UTF-8\").",
        )
    }
}
