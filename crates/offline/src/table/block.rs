//! Blocks of whole lines out of a stream.

use std::io::{ErrorKind, Read, Result};

const BLOCK: usize = 1 << 18;

/// Reads a stream in blocks that end with a line. The last line may lack its line feed.
pub struct Blocks<R> {
    reader: R,
    buffer: Vec<u8>,
    /// Bytes of the buffer that were given out as the last block.
    given: usize,
    ended: bool,
}

impl<R: Read> Blocks<R> {
    pub fn new(reader: R) -> Blocks<R> {
        Blocks {
            reader,
            buffer: Vec::with_capacity(2 * BLOCK),
            given: 0,
            ended: false,
        }
    }

    /// The next lines; nothing at the end.
    pub fn next(&mut self) -> Result<Option<&[u8]>> {
        self.buffer.drain(..self.given);
        self.given = 0;
        loop {
            let whole = match memchr::memrchr(b'\n', &self.buffer) {
                _ if self.ended => self.buffer.len(),
                Some(last) => last + 1,
                None => 0,
            };
            if whole > 0 || self.ended {
                self.given = whole;
                return Ok((whole > 0).then(|| &self.buffer[..whole]));
            }
            self.fill()?;
        }
    }

    fn fill(&mut self) -> Result<()> {
        let have = self.buffer.len();
        self.buffer.resize(have + BLOCK, 0);
        let read = loop {
            match self.reader.read(&mut self.buffer[have..]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        self.buffer.truncate(have + read);
        self.ended = read == 0;
        Ok(())
    }

    /// All that was not given out yet, the last block included.
    pub fn rest(self) -> impl Read {
        std::io::Cursor::new(self.buffer).chain(self.reader)
    }
}
