//! Physical lines out of a reader, with a longest length and room to step back.

use std::io::{self, BufRead};

/// What [`Lines::next_line`] found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// A line was appended, with its terminator unless the file ended without one.
    Whole,
    /// The line was longer than allowed; its start was appended and the rest thrown away.
    TooLong,
    /// No line is left.
    End,
}

pub(crate) struct Lines<R> {
    input: R,
    max_bytes: usize,
    /// Whether a carriage return alone ends a line, as old spreadsheet programs write.
    lone_cr: bool,
    /// The 1-based number of the next line.
    next_number: u64,
    stepped_back: Vec<u8>,
    stepped_back_at: usize,
}

impl<R: BufRead> Lines<R> {
    pub(crate) fn new(input: R, max_bytes: usize, lone_cr: bool) -> Self {
        Self {
            input,
            max_bytes,
            lone_cr,
            next_number: 1,
            stepped_back: Vec::new(),
            stepped_back_at: 0,
        }
    }

    /// The 1-based number of the line that [`Self::next_line`] reads next.
    pub(crate) fn next_number(&self) -> u64 {
        self.next_number
    }

    /// Puts whole lines back, the first of which has `number`.
    pub(crate) fn step_back(&mut self, lines: &[u8], number: u64) {
        let unread = self
            .stepped_back
            .split_off(self.stepped_back_at.min(self.stepped_back.len()));
        self.stepped_back.clear();
        self.stepped_back.extend_from_slice(lines);
        self.stepped_back.extend_from_slice(&unread);
        self.stepped_back_at = 0;
        self.next_number = number;
    }

    /// Appends the next line to `into`.
    pub(crate) fn next_line(&mut self, into: &mut Vec<u8>) -> io::Result<Line> {
        let start = into.len();
        let mut too_long = false;
        let mut last = None;
        loop {
            let (chunk, from_memory) = if self.stepped_back_at < self.stepped_back.len() {
                (&self.stepped_back[self.stepped_back_at..], true)
            } else {
                (self.input.fill_buf()?, false)
            };
            if chunk.is_empty() {
                break;
            }
            let (taken, ended) = split(chunk, last, self.lone_cr);
            let room = self.max_bytes.saturating_sub(into.len() - start);
            into.extend_from_slice(&chunk[..taken.min(room)]);
            too_long |= taken > room;
            last = chunk[..taken].last().copied().or(last);
            if from_memory {
                self.stepped_back_at += taken;
            } else {
                self.input.consume(taken);
            }
            if ended {
                break;
            }
        }
        if last.is_none() {
            return Ok(Line::End);
        }
        self.next_number += 1;
        Ok(if too_long { Line::TooLong } else { Line::Whole })
    }
}

/// How many bytes of `chunk` belong to the line whose last byte so far is `before`, and whether it ends there.
fn split(chunk: &[u8], before: Option<u8>, lone_cr: bool) -> (usize, bool) {
    if !lone_cr {
        return match memchr::memchr(b'\n', chunk) {
            Some(at) => (at + 1, true),
            None => (chunk.len(), false),
        };
    }
    if before == Some(b'\r') {
        return (usize::from(chunk[0] == b'\n'), true);
    }
    match memchr::memchr2(b'\n', b'\r', chunk) {
        Some(at) if chunk[at] == b'\n' => (at + 1, true),
        // What follows a carriage return decides, and it may be in the next chunk.
        Some(at) if at + 1 == chunk.len() => (at + 1, false),
        Some(at) => (at + 1 + usize::from(chunk[at + 1] == b'\n'), true),
        None => (chunk.len(), false),
    }
}
