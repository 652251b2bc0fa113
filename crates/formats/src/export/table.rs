//! CSV: one row a task.

use std::io::{self, Write};

use csv::{Writer, WriterBuilder};
use serde_json::Value;

use super::cell;
use super::{ExportContext, ExportError, ExportTask};

pub(super) struct TableWriter<W: Write> {
    output: Writer<W>,
    context: ExportContext,
}

impl<W: Write> TableWriter<W> {
    pub(super) fn new(mut output: W, context: ExportContext) -> Result<Self, ExportError> {
        if context.byte_order_mark {
            output.write_all("\u{feff}".as_bytes())?;
        }
        let mut output = WriterBuilder::new().from_writer(output);
        let mut header: Vec<String> = ["task_id", "external_id", "position", "state"]
            .map(str::to_owned)
            .to_vec();
        header.extend(context.data_fields.iter().map(|field| format!("data.{field}")));
        header.extend(context.controls.iter().map(|control| format!("result.{control}")));
        header.extend(
            [
                "result_source",
                "confidence",
                "agreement",
                "answers_count",
                "guide_version",
                "decided_at",
            ]
            .map(str::to_owned),
        );
        output
            .write_record(header.iter().map(|name| cell::guarded(name).into_owned()))
            .map_err(broken)?;
        Ok(Self { output, context })
    }

    pub(super) fn write(&mut self, task: &ExportTask) -> Result<(), ExportError> {
        let mut row = vec![
            task.task_id.clone(),
            task.external_id.clone().unwrap_or_default(),
            task.position.to_string(),
            task.state.clone(),
        ];
        for field in &self.context.data_fields {
            row.push(task.data.get(field).map(cell::of_value).unwrap_or_default());
        }
        let result = task.result.as_ref();
        for control in &self.context.controls {
            row.push(
                result
                    .map(|result| cell::of_control(&result.regions, control))
                    .unwrap_or_default(),
            );
        }
        let counted: Vec<&[Value]> = task
            .answers
            .iter()
            .filter(|answer| answer.counts())
            .map(|answer| answer.regions.as_slice())
            .collect();
        let number = |value: Option<f64>| value.map(|value| format!("{value}")).unwrap_or_default();
        row.push(result.map(|result| result.source.clone()).unwrap_or_default());
        row.push(number(result.and_then(|result| result.confidence)));
        row.push(number(
            result.and_then(|result| cell::agreement(&result.regions, &counted)),
        ));
        row.push(counted.len().to_string());
        row.push(
            task.guide_version
                .map(|version| version.to_string())
                .unwrap_or_default(),
        );
        row.push(
            result
                .and_then(|result| result.decided_at.clone())
                .unwrap_or_default(),
        );
        self.output
            .write_record(row.iter().map(|text| cell::guarded(text).into_owned()))
            .map_err(broken)
    }

    pub(super) fn finish(self) -> Result<W, ExportError> {
        self.output
            .into_inner()
            .map_err(|error| ExportError::Write(error.into_error()))
    }
}

/// The CSV writer fails only because the output does: rows all have the header's length.
fn broken(error: csv::Error) -> ExportError {
    ExportError::Write(match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    })
}
