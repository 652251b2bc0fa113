//! A JSON array of tasks, element by element.
//!
//! A scanner finds where each element ends by its brackets and strings alone, and only that element is held and
//! parsed. So an element that is too large or of a wrong shape is passed over, while broken syntax ends the reading:
//! after it nobody can say where the next element starts.

use std::io::BufRead;

use serde_json::Value;

use super::json::{characters_before, syntax_problem};
use super::records::row_from_json;
use super::{ImportOptions, ImportRow, RowProblem};

pub(super) struct ArrayRows<R> {
    input: R,
    options: ImportOptions,
    place: Place,
    state: State,
    element: u64,
    buffer: Vec<u8>,
}

#[derive(Clone, Copy)]
struct Place {
    line: u64,
    /// In characters, from 1.
    column: u64,
}

impl Place {
    fn step(&mut self, byte: u8) {
        if byte == b'\n' {
            self.line += 1;
            self.column = 1;
        } else if byte & 0xC0 != 0x80 {
            self.column += 1;
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    /// After `[`: an element or `]`.
    First,
    /// After an element: a comma or `]`.
    AfterElement,
    /// After a comma: an element.
    AfterComma,
    /// After the value that is the whole file.
    AfterAll,
    Ended,
}

/// Where the scanner is within an element.
#[derive(Default)]
struct Scan {
    depth: u64,
    deepest: u64,
    in_string: bool,
    escaped: bool,
}

impl<R: BufRead> ArrayRows<R> {
    pub(super) fn new(input: R, options: ImportOptions) -> Self {
        let place = Place { line: 1, column: 1 };
        Self {
            input,
            options,
            place,
            state: State::Start,
            element: 0,
            buffer: Vec::new(),
        }
    }

    /// The next byte that is no white space, not taken.
    fn peek(&mut self) -> Result<Option<u8>, RowProblem> {
        loop {
            let chunk = self
                .input
                .fill_buf()
                .map_err(|error| RowProblem::unreadable(self.place.line, &error))?;
            if chunk.is_empty() {
                return Ok(None);
            }
            let mut blank = 0;
            let mut found = None;
            for &byte in chunk {
                if !matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
                    found = Some(byte);
                    break;
                }
                self.place.step(byte);
                blank += 1;
            }
            self.input.consume(blank);
            if found.is_some() {
                return Ok(found);
            }
        }
    }

    fn take(&mut self, byte: u8) {
        self.place.step(byte);
        self.input.consume(1);
    }

    fn advance(&mut self) -> Result<Option<ImportRow>, RowProblem> {
        loop {
            let next = self.peek()?;
            match (self.state, next) {
                (State::AfterAll, None) | (State::Ended, _) => return Ok(None),
                (State::Start, Some(b'[')) => {
                    self.take(b'[');
                    self.state = State::First;
                }
                (State::Start, Some(b'{')) => {
                    self.state = State::AfterAll;
                    return self.element(None).map(Some);
                }
                (State::Start, None) => return Err(self.broken("empty_file", "the file is empty")),
                (State::Start, Some(_)) => return Err(self.broken("invalid_json", "expected [ or {")),
                (State::First | State::AfterElement, Some(b']')) => {
                    self.take(b']');
                    self.state = State::AfterAll;
                }
                (State::AfterElement, Some(b',')) => {
                    self.take(b',');
                    self.state = State::AfterComma;
                }
                (State::First | State::AfterComma, Some(byte)) if !matches!(byte, b',' | b']' | b'}') => {
                    self.state = State::AfterElement;
                    let index = self.element;
                    self.element += 1;
                    return self.element(Some(index)).map(Some);
                }
                (State::AfterElement, Some(_)) => return Err(self.broken("invalid_json", "expected , or ]")),
                (State::First | State::AfterComma, Some(_)) => {
                    return Err(self.broken("invalid_json", "expected a task"));
                }
                (State::AfterAll, Some(_)) => {
                    return Err(self.broken("trailing_data", "there is more after the end of the JSON value"));
                }
                (State::First | State::AfterElement | State::AfterComma, None) => {
                    return Err(self.broken("unexpected_end", "the file ends within the array"));
                }
            }
        }
    }

    fn broken(&self, code: &'static str, what: &str) -> RowProblem {
        let Place { line, column } = self.place;
        let message = format!(
            "This is not valid JSON at line {line}, column {column}: {what}. A file of tasks is one list, \
             [{{\"data\": {{…}}}}, …]; for one task a line use the format jsonl."
        );
        RowProblem::new(line, code, message)
            .column(column)
            .element(Some(self.element))
            .fatal()
    }

    /// Reads the element whose first byte is next.
    fn element(&mut self, index: Option<u64>) -> Result<ImportRow, RowProblem> {
        let start = self.place;
        let (scan, too_large) = self.scan().map_err(|problem| problem.element(index))?;
        if too_large {
            return Err(RowProblem::too_large(start.line, self.options.max_row_bytes).element(index));
        }
        if scan.deepest > ImportOptions::DEEPEST_NESTING as u64 {
            let message = "Lists and objects nest too deeply. Flatten the row.";
            return Err(RowProblem::new(start.line, "nested_too_deeply", message).element(index));
        }
        if std::str::from_utf8(&self.buffer).is_err() {
            return Err(RowProblem::not_utf8(start.line).element(index));
        }
        let value: Value = serde_json::from_slice(&self.buffer)
            .map_err(|error| self.parse_problem(&error, start).element(index))?;
        row_from_json(value, start.line, index, &self.options)
    }

    /// Takes one element into the buffer, or past it if it is too large.
    fn scan(&mut self) -> Result<(Scan, bool), RowProblem> {
        self.buffer.clear();
        let mut scan = Scan::default();
        let mut too_large = false;
        loop {
            let chunk = self
                .input
                .fill_buf()
                .map_err(|error| RowProblem::unreadable(self.place.line, &error))?;
            if chunk.is_empty() {
                // A bare value may end with the file; a bracket or string may not.
                if scan.depth == 0 && !scan.in_string {
                    return Ok((scan, too_large));
                }
                return Err(self.broken("unexpected_end", "the file ends within a task"));
            }
            let mut taken = 0;
            let mut ended = false;
            for &byte in chunk {
                if scan.ends_before(byte) {
                    ended = true;
                    break;
                }
                self.place.step(byte);
                taken += 1;
                if scan.ends_after(byte) {
                    ended = true;
                    break;
                }
            }
            if self.buffer.len() + taken > self.options.max_row_bytes {
                too_large = true;
            } else if !too_large {
                self.buffer.extend_from_slice(&chunk[..taken]);
            }
            self.input.consume(taken);
            if ended {
                return Ok((scan, too_large));
            }
        }
    }

    fn parse_problem(&self, error: &serde_json::Error, start: Place) -> RowProblem {
        let within = error.line().saturating_sub(1);
        let text = self
            .buffer
            .split(|byte| *byte == b'\n')
            .nth(within)
            .unwrap_or_default();
        let column = characters_before(text, error.column());
        let line = start.line + within as u64;
        let column = if within == 0 {
            start.column + column - 1
        } else {
            column
        };
        let problem = syntax_problem(error, line, column);
        if spares_the_rest(error) {
            problem
        } else {
            problem.fatal()
        }
    }
}

/// A value that JSON can write but we cannot hold does not put the brackets in doubt.
fn spares_the_rest(error: &serde_json::Error) -> bool {
    let text = error.to_string();
    [
        "number out of range",
        "surrogate in hex escape",
        "unexpected end of hex escape",
    ]
    .iter()
    .any(|harmless| text.contains(harmless))
}

impl Scan {
    /// Whether a bare value (a number, `true`) ended before this byte.
    fn ends_before(&self, byte: u8) -> bool {
        self.depth == 0
            && !self.in_string
            && matches!(byte, b',' | b']' | b'}' | b' ' | b'\t' | b'\n' | b'\r')
    }

    /// Follows one byte; true if the element ended with it.
    fn ends_after(&mut self, byte: u8) -> bool {
        if self.in_string {
            if self.escaped {
                self.escaped = false;
            } else if byte == b'\\' {
                self.escaped = true;
            } else if byte == b'"' {
                self.in_string = false;
                return self.depth == 0;
            }
            return false;
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => {
                self.depth += 1;
                self.deepest = self.deepest.max(self.depth);
            }
            b'}' | b']' => {
                self.depth -= 1;
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }
}

impl<R: BufRead> Iterator for ArrayRows<R> {
    type Item = Result<ImportRow, RowProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.state == State::Ended {
            return None;
        }
        let item = self.advance().transpose();
        if item
            .as_ref()
            .is_none_or(|item| item.as_ref().is_err_and(|problem| problem.fatal))
        {
            self.state = State::Ended;
        }
        item
    }
}
