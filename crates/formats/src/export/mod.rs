//! Writing tasks with their answers and results.

mod cell;
mod label_studio;
mod table;
mod task;

pub use task::{ExportAnswer, ExportContext, ExportResult, ExportTask, ExportVerdict};

use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

use crate::UnknownFormat;
use label_studio::LabelStudioWriter;
use table::TableWriter;

/// A format that results are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExportFormat {
    /// One JSON object a line, holding everything there is about a task.
    Jsonl,
    /// One row a task for spreadsheets: data, result and a few measures.
    Csv,
    /// A JSON array as Label Studio exports and imports it.
    LabelStudioJson,
}

impl ExportFormat {
    /// Every format, in the order in which a menu lists them.
    pub const ALL: [Self; 3] = [Self::Jsonl, Self::Csv, Self::LabelStudioJson];

    /// The name used on the wire, e.g. `label_studio_json`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::LabelStudioJson => "label_studio_json",
        }
    }

    /// The Content-Type of a download.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Jsonl => "application/x-ndjson",
            Self::Csv => "text/csv; charset=utf-8",
            Self::LabelStudioJson => "application/json",
        }
    }

    /// How the file's name ends, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::LabelStudioJson => "json",
        }
    }
}

impl fmt::Display for ExportFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for ExportFormat {
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

/// Why an export stopped.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The place written to failed, e.g. the browser went away.
    #[error("the export could not be written: {0}")]
    Write(#[from] io::Error),
    /// A task could not be put into the format.
    #[error("task {task_id} could not be written: {source}")]
    Task {
        /// The task to blame.
        task_id: String,
        /// What the JSON writer said.
        source: serde_json::Error,
    },
}

/// Writes tasks one by one. Forgetting [`Exporter::finish`] leaves a JSON array open, so that a broken-off export
/// does not pass for a whole one.
pub struct Exporter<W: Write>(Writer<W>);

enum Writer<W: Write> {
    Jsonl(W),
    Csv(Box<TableWriter<W>>),
    LabelStudio(Box<LabelStudioWriter<W>>),
}

impl<W: Write> Exporter<W> {
    /// Starts an export; the CSV header or the opening bracket is written at once. `output` should be buffered.
    pub fn new(format: ExportFormat, output: W, context: ExportContext) -> Result<Self, ExportError> {
        Ok(Self(match format {
            ExportFormat::Jsonl => Writer::Jsonl(output),
            ExportFormat::Csv => Writer::Csv(Box::new(TableWriter::new(output, context)?)),
            ExportFormat::LabelStudioJson => {
                Writer::LabelStudio(Box::new(LabelStudioWriter::new(output, context)?))
            }
        }))
    }

    /// Writes one task.
    pub fn write(&mut self, task: &ExportTask) -> Result<(), ExportError> {
        match &mut self.0 {
            Writer::Jsonl(output) => {
                write_json(output, task, &task.task_id)?;
                output.write_all(b"\n")?;
                Ok(())
            }
            Writer::Csv(writer) => writer.write(task),
            Writer::LabelStudio(writer) => writer.write(task),
        }
    }

    /// Ends the export, flushes it and gives the output back.
    pub fn finish(self) -> Result<W, ExportError> {
        let mut output = match self.0 {
            Writer::Jsonl(output) => output,
            Writer::Csv(writer) => writer.finish()?,
            Writer::LabelStudio(writer) => writer.finish()?,
        };
        output.flush()?;
        Ok(output)
    }
}

/// Writes a value, telling a failed output from a value that JSON cannot hold.
fn write_json<W: Write>(
    output: &mut W,
    value: &impl serde::Serialize,
    task_id: &str,
) -> Result<(), ExportError> {
    serde_json::to_writer(output, value).map_err(|source| {
        if source.is_io() {
            ExportError::Write(source.into())
        } else {
            ExportError::Task {
                task_id: task_id.to_owned(),
                source,
            }
        }
    })
}
