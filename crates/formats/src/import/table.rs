//! CSV and TSV, and plain text.

use std::collections::HashSet;
use std::io::BufRead;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use serde_json::{Map, Value};

use super::lines::{Line, Lines};
use super::records::{check_text, external_id, finish, nfc};
use super::{ImportOptions, ImportRow, RowProblem};

pub(super) struct TableRows<R> {
    lines: Lines<R>,
    options: ImportOptions,
    delimiter: u8,
    parser: Reader,
    /// The row's own bytes, kept until it is known to be whole.
    raw: Vec<u8>,
    cells: Vec<u8>,
    ends: Vec<usize>,
    header: Option<Header>,
    ended: bool,
}

struct Header {
    /// Data field by column; `None` for a column without a name.
    fields: Vec<Option<String>>,
    /// The column that holds the external id.
    id_column: Option<usize>,
}

fn parser(delimiter: u8) -> Reader {
    ReaderBuilder::new().delimiter(delimiter).build()
}

impl<R: BufRead> TableRows<R> {
    pub(super) fn new(input: R, delimiter: u8, options: ImportOptions) -> Self {
        Self {
            lines: Lines::new(input, options.max_row_bytes, true),
            options,
            delimiter,
            parser: parser(delimiter),
            raw: Vec::new(),
            cells: vec![0; 4096],
            ends: vec![0; 64],
            header: None,
            ended: false,
        }
    }

    /// Reads the next record into the buffers: its line and its number of cells.
    fn record(&mut self) -> Result<Option<(u64, usize)>, RowProblem> {
        let start = loop {
            self.raw.clear();
            let number = self.lines.next_number();
            match self.line(number)? {
                Line::End => return Ok(None),
                Line::TooLong => return Err(RowProblem::too_large(number, self.options.max_row_bytes)),
                Line::Whole if self.raw.iter().all(|byte| matches!(byte, b'\r' | b'\n')) => {}
                Line::Whole => break number,
            }
        };
        let first_line_bytes = self.raw.len();
        let (mut fed, mut written, mut counted) = (0, 0, 0);
        loop {
            let (result, read, wrote, ends) = self.parser.read_record(
                &self.raw[fed..],
                &mut self.cells[written..],
                &mut self.ends[counted..],
            );
            fed += read;
            written += wrote;
            counted += ends;
            match result {
                ReadRecordResult::OutputFull => self.cells.resize(self.cells.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => return Ok(Some((start, counted))),
                ReadRecordResult::InputEmpty => {
                    // A whole line did not end the record: a quoted cell goes on.
                    let number = self.lines.next_number();
                    let more = self.line(number)?;
                    if more != Line::Whole || self.raw.len() > self.options.max_row_bytes {
                        return Err(self.give_up(start, first_line_bytes, more));
                    }
                }
                ReadRecordResult::End => return Ok(None),
            }
        }
    }

    /// Appends a line to the row; the last line of a file may lack its end, which the parser waits for.
    fn line(&mut self, number: u64) -> Result<Line, RowProblem> {
        let found = self
            .lines
            .next_line(&mut self.raw)
            .map_err(|error| RowProblem::unreadable(number, &error))?;
        if found == Line::Whole && !matches!(self.raw.last(), Some(b'\n' | b'\r')) {
            self.raw.push(b'\n');
        }
        Ok(found)
    }

    /// A quote that was opened and not closed within reason swallows what follows: go on at the line after it.
    fn give_up(&mut self, start: u64, first_line_bytes: usize, stopped_by: Line) -> RowProblem {
        self.parser = parser(self.delimiter);
        if stopped_by == Line::TooLong {
            // That line is gone; put a mark in its place which is passed over as blank.
            let kept = self
                .raw
                .iter()
                .rposition(|byte| matches!(byte, b'\n' | b'\r'))
                .map_or(0, |at| at + 1);
            self.raw.truncate(kept.max(first_line_bytes));
            self.raw.push(b'\n');
        }
        self.lines.step_back(&self.raw[first_line_bytes..], start + 1);
        RowProblem::new(
            start,
            "unclosed_quote",
            format!(
                "A quote (\") is opened on line {start} and not closed. Close it, or write a quote inside a cell \
                 twice (\"\")."
            ),
        )
    }

    fn cell(&self, index: usize) -> &[u8] {
        let from = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.cells[from..self.ends[index]]
    }

    fn read_header(&mut self) -> Result<Option<Header>, RowProblem> {
        let Some((line, count)) = self.record().map_err(RowProblem::fatal)? else {
            return Ok(None);
        };
        let mut fields = Vec::with_capacity(count);
        let mut seen = HashSet::new();
        for index in 0..count {
            let name =
                std::str::from_utf8(self.cell(index)).map_err(|_| RowProblem::not_utf8(line).fatal())?;
            check_text(name, line).map_err(RowProblem::fatal)?;
            let name = nfc(name.trim().to_owned());
            if name.is_empty() {
                fields.push(None);
                continue;
            }
            if !seen.insert(name.clone()) {
                let message = format!("The header names the column {name:?} twice. Rename or remove one.");
                return Err(RowProblem::new(line, "duplicate_column", message)
                    .field(name)
                    .fatal());
            }
            fields.push(Some(name));
        }
        if seen.is_empty() {
            let message = "The first line must name the columns, e.g. id,text.";
            return Err(RowProblem::new(line, "no_header", message).fatal());
        }
        let place = |wanted: &str| fields.iter().position(|field| field.as_deref() == Some(wanted));
        let id_column = place("external_id").or_else(|| place("id"));
        Ok(Some(Header { fields, id_column }))
    }

    fn advance(&mut self) -> Result<Option<ImportRow>, RowProblem> {
        if self.header.is_none() {
            self.header = self.read_header()?;
        }
        loop {
            let Some((line, count)) = self.record()? else {
                return Ok(None);
            };
            if (0..count).all(|index| self.cell(index).trim_ascii().is_empty()) {
                continue;
            }
            let Some(header) = &self.header else {
                return Ok(None);
            };
            return self.row(header, line, count).map(Some);
        }
    }

    fn row(&self, header: &Header, line: u64, count: usize) -> Result<ImportRow, RowProblem> {
        let expected = header.fields.len();
        if count != expected {
            let message = format!(
                "The row has {count} cells but the header names {expected} columns. Put a cell that holds the \
                 separator in quotes."
            );
            return Err(RowProblem::new(line, "column_count", message));
        }
        let mut row = ImportRow::bare(line, Map::with_capacity(expected));
        for (index, field) in header.fields.iter().enumerate() {
            let name = || field.clone().unwrap_or_else(|| format!("column {}", index + 1));
            let text = std::str::from_utf8(self.cell(index))
                .map_err(|_| RowProblem::not_utf8(line).field(name()))?;
            check_text(text, line).map_err(|problem| problem.field(name()))?;
            let Some(field) = field else {
                if text.trim().is_empty() {
                    continue;
                }
                let message = "The cell stands in a column without a name. Name it in the header.";
                return Err(RowProblem::new(line, "unnamed_column", message).field(name()));
            };
            if header.id_column == Some(index) {
                row.external_id = external_id(text, field, line)?;
            } else {
                row.data.insert(field.clone(), self.value(text));
            }
        }
        finish(row, &self.options)
    }

    fn value(&self, text: &str) -> Value {
        if self.options.json_cells
            && text.trim_start().starts_with(['[', '{'])
            && let Ok(value @ (Value::Array(_) | Value::Object(_))) = serde_json::from_str(text)
        {
            return value;
        }
        Value::String(nfc(text.to_owned()))
    }
}

impl<R: BufRead> Iterator for TableRows<R> {
    type Item = Result<ImportRow, RowProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let item = self.advance().transpose();
        self.ended = item
            .as_ref()
            .is_none_or(|item| item.as_ref().is_err_and(|problem| problem.fatal));
        item
    }
}

/// One text a line.
pub(super) struct TextRows<R> {
    lines: Lines<R>,
    options: ImportOptions,
    buffer: Vec<u8>,
    ended: bool,
}

impl<R: BufRead> TextRows<R> {
    pub(super) fn new(input: R, options: ImportOptions) -> Self {
        let lines = Lines::new(input, options.max_row_bytes, true);
        Self {
            lines,
            options,
            buffer: Vec::new(),
            ended: false,
        }
    }

    fn read(&self, line: u64) -> Result<ImportRow, RowProblem> {
        let text = std::str::from_utf8(&self.buffer).map_err(|_| RowProblem::not_utf8(line))?;
        check_text(text, line).map_err(|problem| problem.field(self.options.text_field.as_str()))?;
        let text = text.trim_end_matches(['\r', '\n']).to_owned();
        let data = Map::from_iter([(self.options.text_field.clone(), Value::String(nfc(text)))]);
        Ok(ImportRow::bare(line, data))
    }
}

impl<R: BufRead> Iterator for TextRows<R> {
    type Item = Result<ImportRow, RowProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let number = self.lines.next_number();
            self.buffer.clear();
            match self.lines.next_line(&mut self.buffer) {
                Ok(Line::End) => self.ended = true,
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
        None
    }
}
