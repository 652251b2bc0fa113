//! One JSON object a line.

use std::io::BufRead;

use serde_json::Value;

use super::lines::{Line, Lines};
use super::records::row_from_json;
use super::{ImportOptions, ImportRow, RowProblem};

pub(super) struct JsonRows<R> {
    lines: Lines<R>,
    options: ImportOptions,
    buffer: Vec<u8>,
    ended: bool,
}

impl<R: BufRead> JsonRows<R> {
    pub(super) fn new(input: R, options: ImportOptions) -> Self {
        let lines = Lines::new(input, options.max_row_bytes, false);
        Self {
            lines,
            options,
            buffer: Vec::new(),
            ended: false,
        }
    }
}

impl<R: BufRead> Iterator for JsonRows<R> {
    type Item = Result<ImportRow, RowProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let number = self.lines.next_number();
            self.buffer.clear();
            match self.lines.next_line(&mut self.buffer) {
                Ok(Line::End) => break,
                Ok(Line::TooLong) => {
                    return Some(Err(RowProblem::too_large(number, self.options.max_row_bytes)));
                }
                Ok(Line::Whole) if self.buffer.trim_ascii().is_empty() => {}
                Ok(Line::Whole) => return Some(self.read(number)),
                Err(error) => {
                    self.ended = true;
                    return Some(Err(RowProblem::unreadable(number, &error)));
                }
            }
        }
        self.ended = true;
        None
    }
}

impl<R: BufRead> JsonRows<R> {
    fn read(&self, number: u64) -> Result<ImportRow, RowProblem> {
        if std::str::from_utf8(&self.buffer).is_err() {
            return Err(RowProblem::not_utf8(number));
        }
        let value: Value = serde_json::from_slice(&self.buffer).map_err(|error| {
            let column = characters_before(&self.buffer, error.column());
            syntax_problem(&error, number, column)
        })?;
        row_from_json(value, number, None, &self.options)
    }
}

/// The 1-based column in characters of the 1-based byte `column` of a line.
pub(super) fn characters_before(line: &[u8], column: usize) -> u64 {
    let before = &line[..column.saturating_sub(1).min(line.len())];
    1 + before.iter().filter(|byte| **byte & 0xC0 != 0x80).count() as u64
}

/// What the JSON parser said, without its own count of lines, which would name a line within the row.
pub(super) fn syntax_problem(error: &serde_json::Error, line: u64, column: u64) -> RowProblem {
    let text = error.to_string();
    let what = text
        .rsplit_once(" at line ")
        .map_or(text.as_str(), |(what, _)| what);
    if what == "recursion limit exceeded" {
        let message = "Lists and objects nest too deeply. Flatten the row.";
        return RowProblem::new(line, "nested_too_deeply", message).column(column);
    }
    let message =
        format!("This is not valid JSON at column {column}: {what}. Correct it and send the file again.");
    RowProblem::new(line, "invalid_json", message).column(column)
}
