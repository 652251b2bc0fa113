//! A reader that gives its bytes in pieces of chosen sizes, as networks do.

use std::io::{self, BufRead, Read};

pub struct Chunks<'a> {
    bytes: &'a [u8],
    sizes: &'a [usize],
    turn: usize,
    /// What is left of the piece that was last shown.
    left: usize,
}

impl<'a> Chunks<'a> {
    /// Pieces of `sizes`, over and over; a size of zero counts as one.
    pub fn new(bytes: &'a [u8], sizes: &'a [usize]) -> Self {
        Self {
            bytes,
            sizes,
            turn: 0,
            left: 0,
        }
    }
}

impl Read for Chunks<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let chunk = self.fill_buf()?;
        let taken = chunk.len().min(into.len());
        into[..taken].copy_from_slice(&chunk[..taken]);
        self.consume(taken);
        Ok(taken)
    }
}

impl BufRead for Chunks<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            let size = self
                .sizes
                .get(self.turn % self.sizes.len().max(1))
                .copied()
                .unwrap_or(1)
                .max(1);
            self.turn += 1;
            self.left = size.min(self.bytes.len());
        }
        Ok(&self.bytes[..self.left])
    }

    fn consume(&mut self, amount: usize) {
        self.left -= amount;
        self.bytes = &self.bytes[amount..];
    }
}

/// A reader that gives some bytes and then fails.
pub struct Failing<'a>(pub &'a [u8]);

impl Read for Failing<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.0.is_empty() {
            return Err(io::Error::other("the line went dead"));
        }
        self.0.read(into)
    }
}
