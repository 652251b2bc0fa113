//! Reading rows: one iterator over every format.

mod array;
mod detect;
mod encoding;
mod json;
mod key;
mod lines;
mod problem;
mod records;
mod table;
mod zip;
mod zip_names;

pub use detect::{DetectProblem, detect};
pub use key::row_key;
pub use problem::RowProblem;
pub use zip::{ZipEntries, ZipEntry, ZipLimits, ZipProblem};

use std::fmt;
use std::io::BufRead;
use std::str::FromStr;

use serde_json::{Map, Value};

use crate::Prediction;
use encoding::Decoded;

/// A format that rows can be read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ImportFormat {
    /// Comma-separated, the header names the data fields.
    Csv,
    /// Tab-separated, the header names the data fields.
    Tsv,
    /// One JSON object a line.
    Jsonl,
    /// A JSON array of tasks as Label Studio exports it, or one single task.
    LabelStudioJson,
    /// One text a line.
    Text,
}

impl ImportFormat {
    /// Every format, in the order in which a menu lists them.
    pub const ALL: [Self; 5] = [
        Self::Csv,
        Self::Tsv,
        Self::Jsonl,
        Self::LabelStudioJson,
        Self::Text,
    ];

    /// The name used on the wire and in the database, e.g. `label_studio_json`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Jsonl => "jsonl",
            Self::LabelStudioJson => "label_studio_json",
            Self::Text => "text",
        }
    }
}

impl fmt::Display for ImportFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A format name that nobody knows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown format {given:?}; use one of {known}")]
pub struct UnknownFormat {
    /// What was given.
    pub given: String,
    /// The names that would do, comma-separated.
    pub known: String,
}

impl FromStr for ImportFormat {
    type Err = UnknownFormat;

    fn from_str(given: &str) -> Result<Self, UnknownFormat> {
        Self::ALL
            .into_iter()
            .find(|format| format.as_str() == given)
            .ok_or_else(|| UnknownFormat {
                given: given.to_owned(),
                known: Self::ALL.map(Self::as_str).join(", "),
            })
    }
}

/// How rows are read. The defaults suit an upload by a requester.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportOptions {
    /// The longest row in bytes; a longer one is a problem, and the next row is read.
    pub max_row_bytes: usize,
    /// How deep lists and objects may nest in a row; never more than [`ImportOptions::DEEPEST_NESTING`].
    pub max_nesting: usize,
    /// A data field that holds the known answer as a plain value; it is taken out of the data into
    /// [`ImportRow::gold_value`].
    pub gold_column: Option<String>,
    /// The data field that a line of [`ImportFormat::Text`] goes to.
    pub text_field: String,
    /// Whether a CSV or TSV cell that is a JSON list or object becomes one, rather than staying text.
    pub json_cells: bool,
}

impl ImportOptions {
    /// The nesting that the JSON parser itself bears, with room for the envelope.
    pub const DEEPEST_NESTING: usize = 120;
}

impl Default for ImportOptions {
    fn default() -> Self {
        Self {
            max_row_bytes: 1024 * 1024,
            max_nesting: 64,
            gold_column: None,
            text_field: "text".to_owned(),
            json_cells: false,
        }
    }
}

/// One task as it stands in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportRow {
    /// The 1-based line on which the row starts.
    pub line: u64,
    /// The 0-based place in the array, for [`ImportFormat::LabelStudioJson`].
    pub element: Option<u64>,
    /// The requester's own id: `external_id`, else `id`. Whichever was used is not repeated in `data`.
    pub external_id: Option<String>,
    /// What the worker will be shown, by field name (NFC).
    pub data: Map<String, Value>,
    /// Pre-labels, in the file's order.
    pub predictions: Vec<Prediction>,
    /// The known answer as regions.
    pub gold: Option<Vec<Value>>,
    /// The known answer as a plain value out of [`ImportOptions::gold_column`].
    pub gold_value: Option<String>,
    /// Fields beside `data` that mean nothing to us, so that the requester can be told.
    pub ignored_fields: Vec<String>,
}

impl ImportRow {
    fn bare(line: u64, data: Map<String, Value>) -> Self {
        Self {
            line,
            element: None,
            external_id: None,
            data,
            predictions: Vec::new(),
            gold: None,
            gold_value: None,
            ignored_fields: Vec::new(),
        }
    }
}

/// The rows of one file; see [`read_rows`].
pub struct Rows<R: BufRead>(Reader<R>);

enum Reader<R: BufRead> {
    Table(Box<table::TableRows<Decoded<R>>>),
    Json(json::JsonRows<Decoded<R>>),
    Array(array::ArrayRows<Decoded<R>>),
    Text(table::TextRows<Decoded<R>>),
}

/// Reads the rows of `input` one by one, in constant memory.
///
/// A row that cannot be read is an `Err` in its place and reading goes on after it, except for a problem with
/// [`field@RowProblem::fatal`] set, which is always the last item: the reader failed, the header is unusable, or the
/// brackets of a JSON array do not add up. UTF-8 (with or without byte order mark), UTF-16 with a mark and CP949
/// (what Korean Excel saves) are told apart by themselves. Blank rows are passed over.
pub fn read_rows<R: BufRead>(format: ImportFormat, input: R, options: &ImportOptions) -> Rows<R> {
    let mut options = options.clone();
    options.max_nesting = options.max_nesting.min(ImportOptions::DEEPEST_NESTING);
    let input = Decoded::new(input);
    Rows(match format {
        ImportFormat::Csv => Reader::Table(Box::new(table::TableRows::new(input, b',', options))),
        ImportFormat::Tsv => Reader::Table(Box::new(table::TableRows::new(input, b'\t', options))),
        ImportFormat::Jsonl => Reader::Json(json::JsonRows::new(input, options)),
        ImportFormat::LabelStudioJson => Reader::Array(array::ArrayRows::new(input, options)),
        ImportFormat::Text => Reader::Text(table::TextRows::new(input, options)),
    })
}

impl<R: BufRead> Iterator for Rows<R> {
    type Item = Result<ImportRow, RowProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Reader::Table(rows) => rows.next(),
            Reader::Json(rows) => rows.next(),
            Reader::Array(rows) => rows.next(),
            Reader::Text(rows) => rows.next(),
        }
    }
}
