//! Any of the encodings that spreadsheets write, read as UTF-8.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, EUC_KR, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How much text after the first foreign byte decides between UTF-8 and CP949.
const SAMPLE_BYTES: usize = 64 * 1024;

/// A reader of UTF-8 over a reader of who knows what.
///
/// A byte order mark decides at once. Without one, bytes pass untouched until the first that is not ASCII; what
/// follows it is weighed once, and the whole rest of the file is read that way. Text taken for UTF-8 is handed on
/// as it is, so that a bad byte is reported on its own row and does not silently become a replacement character.
pub(crate) struct Decoded<R> {
    input: R,
    state: State,
    out: Vec<u8>,
    out_at: usize,
}

enum State {
    Start,
    AsciiSoFar,
    Untouched,
    Recoding(Box<Decoder>),
    Ended,
}

impl<R: BufRead> Decoded<R> {
    pub(crate) fn new(input: R) -> Self {
        Self {
            input,
            state: State::Start,
            out: Vec::new(),
            out_at: 0,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.out.clear();
        self.out_at = 0;
        while self.out.is_empty() {
            match &mut self.state {
                State::Start => self.start()?,
                State::AsciiSoFar => self.copy_ascii()?,
                State::Recoding(_) => self.recode_chunk()?,
                State::Untouched | State::Ended => return Ok(()),
            }
        }
        Ok(())
    }

    fn start(&mut self) -> io::Result<()> {
        let mut head = Vec::new();
        self.input.by_ref().take(4).read_to_end(&mut head)?;
        match Encoding::for_bom(&head) {
            Some((encoding, mark)) if encoding == UTF_16LE || encoding == UTF_16BE => {
                let mut decoder = encoding.new_decoder_without_bom_handling();
                decode(&mut decoder, &head[mark..], false, &mut self.out);
                self.state = State::Recoding(Box::new(decoder));
            }
            Some((_, mark)) => {
                head.drain(..mark);
                self.accept_ascii(head)?;
            }
            None => self.accept_ascii(head)?,
        }
        Ok(())
    }

    fn copy_ascii(&mut self) -> io::Result<()> {
        let chunk = self.input.fill_buf()?;
        if chunk.is_empty() {
            self.state = State::Ended;
            return Ok(());
        }
        let ascii = Encoding::ascii_valid_up_to(chunk);
        if ascii == chunk.len() {
            self.out.extend_from_slice(chunk);
            self.input.consume(ascii);
            return Ok(());
        }
        let ascii_part = chunk[..ascii].to_vec();
        self.input.consume(ascii);
        self.out.extend_from_slice(&ascii_part);
        self.weigh(Vec::new())
    }

    fn accept_ascii(&mut self, head: Vec<u8>) -> io::Result<()> {
        let ascii = Encoding::ascii_valid_up_to(&head);
        self.out.extend_from_slice(&head[..ascii]);
        self.state = State::AsciiSoFar;
        if ascii < head.len() {
            self.weigh(head[ascii..].to_vec())
        } else {
            Ok(())
        }
    }

    /// Reads a sample that goes on from `sample` and settles on an encoding by it.
    fn weigh(&mut self, mut sample: Vec<u8>) -> io::Result<()> {
        let missing = SAMPLE_BYTES.saturating_sub(sample.len()) as u64;
        self.input.by_ref().take(missing).read_to_end(&mut sample)?;
        if looks_like_cp949(&sample) {
            let mut decoder = EUC_KR.new_decoder_without_bom_handling();
            decode(&mut decoder, &sample, false, &mut self.out);
            self.state = State::Recoding(Box::new(decoder));
        } else {
            self.out.extend_from_slice(&sample);
            self.state = State::Untouched;
        }
        Ok(())
    }

    fn recode_chunk(&mut self) -> io::Result<()> {
        let State::Recoding(decoder) = &mut self.state else {
            return Ok(());
        };
        let chunk = self.input.fill_buf()?;
        let read = chunk.len();
        decode(decoder, chunk, read == 0, &mut self.out);
        self.input.consume(read);
        if read == 0 {
            self.state = State::Ended;
        }
        Ok(())
    }
}

fn decode(decoder: &mut Decoder, bytes: &[u8], last: bool, out: &mut Vec<u8>) {
    let room = decoder
        .max_utf8_buffer_length(bytes.len())
        .unwrap_or(bytes.len() * 3 + 16);
    let mut text = String::with_capacity(room);
    let (_, _, _) = decoder.decode_to_string(bytes, &mut text, last);
    out.extend_from_slice(text.as_bytes());
}

/// CP949 only if the sample is not UTF-8 and fits CP949 better, so that one broken byte in a UTF-8 file does not
/// turn the whole file into the wrong letters.
fn looks_like_cp949(sample: &[u8]) -> bool {
    match std::str::from_utf8(sample) {
        Ok(_) => false,
        // A letter cut off by the end of the sample is no mistake.
        Err(error) if error.error_len().is_none() => false,
        Err(_) => mistakes(EUC_KR, sample) < mistakes(UTF_8, sample),
    }
}

fn mistakes(encoding: &'static Encoding, sample: &[u8]) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length(sample.len()).unwrap_or(0));
    let (_, _, replaced) = decoder.decode_to_string(sample, &mut text, false);
    if replaced {
        text.matches('\u{fffd}').count()
    } else {
        0
    }
}

impl<R: BufRead> Read for Decoded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let chunk = self.fill_buf()?;
        let taken = chunk.len().min(into.len());
        into[..taken].copy_from_slice(&chunk[..taken]);
        self.consume(taken);
        Ok(taken)
    }
}

impl<R: BufRead> BufRead for Decoded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.out_at == self.out.len() {
            self.refill()?;
        }
        if self.out_at == self.out.len() && matches!(self.state, State::Untouched) {
            return self.input.fill_buf();
        }
        Ok(&self.out[self.out_at..])
    }

    fn consume(&mut self, amount: usize) {
        if self.out_at < self.out.len() {
            self.out_at += amount;
        } else if matches!(self.state, State::Untouched) {
            self.input.consume(amount);
        }
    }
}
