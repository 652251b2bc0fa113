//! Imports and exports as streams.
//!
//! Nothing here holds a whole file: readers yield one row at a time and writers take one task at a time, so a
//! million rows cost as much memory as the largest single row. All of it is synchronous `std::io`; callers run it
//! on a blocking thread.
//!
//! * [`read_rows`] turns CSV, TSV, JSONL, Label Studio JSON or plain text into [`ImportRow`]s. A bad row is a
//!   [`RowProblem`] in the stream and does not end it.
//! * [`ZipEntries`] walks the media files of an uploaded zip safely.
//! * [`row_key`] names a row for finding duplicates.
//! * [`Exporter`] writes [`ExportTask`]s as JSONL, CSV or Label Studio JSON.
//!
//! Regions (the parts of an answer) are passed through as JSON values in Label Studio's shape; whether they fit the
//! project's interface is decided elsewhere.

mod export;
mod import;
mod prediction;

pub use export::{
    ExportAnswer, ExportContext, ExportError, ExportFormat, ExportResult, ExportTask, ExportVerdict, Exporter,
};
pub use import::{
    DetectProblem, ImportFormat, ImportOptions, ImportRow, RowProblem, Rows, UnknownFormat, ZipEntries,
    ZipEntry, ZipLimits, ZipProblem, detect, read_rows, row_key,
};
pub use prediction::Prediction;
