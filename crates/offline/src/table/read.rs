//! Rows out of CSV. Lines without quotes, which is nearly all that there is in files of answers, are cut at commas and
//! line feeds; from the first block with a quote or a carriage return on, the `csv` crate reads.

use super::block::Blocks;
use super::header::{Header, Wanted};
use super::key::{LONG, short_key};
use super::place::Source;
use anyhow::{Context, Result, bail};
use std::io::Read;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A row: the wanted fields, and where it stands.
pub struct Row<'a, const N: usize> {
    /// Number of its (first) line, from 1, which is the header.
    pub line: u64,
    /// The fields in the wanted order.
    pub fields: [&'a [u8]; N],
    /// Their keys ([`short_key`]).
    pub keys: [u64; N],
}

/// Reads the wanted columns of every row. Empty lines do not count.
///
/// # Errors
/// With file, line and column: if a column is missing, a row has more or fewer fields than the header, or a field that
/// may not be empty is; and what `on_row` says.
pub fn read_rows<const N: usize>(
    source: Source,
    wanted: &Wanted<N>,
    mut on_row: impl FnMut(Row<'_, N>) -> Result<()>,
) -> Result<()> {
    let Source { name, reader } = source;
    let mut blocks = Blocks::new(reader);
    let mut state = State {
        file: &name,
        wanted,
        header: None,
        line: 0,
    };
    loop {
        let Some(block) = blocks.next().with_context(|| format!("cannot read {name}"))? else {
            break;
        };
        if state.line == 0 && (block.starts_with(b"\xff\xfe") || block.starts_with(b"\xfe\xff")) {
            bail!("{name} is UTF-16; save it as UTF-8 (\"CSV UTF-8\" in spreadsheets)");
        }
        if memchr::memchr2(b'"', b'\r', block).is_some() {
            let terminator: &[u8] = if block.contains(&b'\r') { b"\r\n" } else { b"\n" };
            state.read_quoted(blocks.rest().chain(terminator), terminator, &mut on_row)?;
            break;
        }
        state.read_plain(block, &mut on_row)?;
    }
    if state.header.is_none() {
        let columns: Vec<&str> = wanted.names.iter().map(|names| names[0]).collect();
        bail!(
            "{name} is empty; its first line must name the columns: {}",
            columns.join(",")
        );
    }
    Ok(())
}

/// How far a file was read.
pub(super) struct State<'w, const N: usize> {
    file: &'w str,
    wanted: &'w Wanted<N>,
    header: Option<Header<N>>,
    /// Lines that were read.
    line: u64,
}

impl<'w, const N: usize> State<'w, N> {
    /// Behind a header, somewhere in a file. What it calls the lines means nothing.
    pub(super) fn behind(header: Header<N>, wanted: &'w Wanted<N>) -> Self {
        State {
            file: "",
            wanted,
            header: Some(header),
            line: 1,
        }
    }

    /// Whole lines without quotes or carriage returns.
    pub(super) fn read_plain(
        &mut self,
        block: &[u8],
        on_row: &mut impl FnMut(Row<'_, N>) -> Result<()>,
    ) -> Result<()> {
        let mut start = 0;
        if self.line == 0 && block.starts_with(BYTE_ORDER_MARK) {
            start = BYTE_ORDER_MARK.len();
        }
        let mut ends: Vec<usize> = Vec::new();
        while start < block.len() {
            start = self.read_even(block, start, on_row)?;
            if start == block.len() {
                break;
            }
            self.line += 1;
            ends.clear();
            let mut end = field_end(block, start);
            ends.push(end);
            while block.get(end) == Some(&b',') {
                end = field_end(block, end + 1);
                ends.push(end);
            }
            if end > start {
                let get = |index| &block[if index == 0 { start } else { ends[index - 1] + 1 }..ends[index]];
                self.take(ends.len(), get, self.line, on_row)?;
            }
            start = end + 1;
        }
        Ok(())
    }

    /// Reads lines from `start` on for as long as they are made of the wanted fields and nothing else, and nothing is wrong
    /// with them; gives where the first other line starts.
    fn read_even(
        &mut self,
        block: &[u8],
        mut start: usize,
        on_row: &mut impl FnMut(Row<'_, N>) -> Result<()>,
    ) -> Result<usize> {
        let Some(header) = self.header.filter(|header| header.fields == N) else {
            return Ok(start);
        };
        while let Some((pieces, next)) = cut_line::<N>(block, start) {
            let wanted = header.positions.map(|position| pieces[position]);
            let fields = wanted.map(|piece| &block[piece.start..piece.end]);
            let is_missing = |index: usize| fields[index].is_empty() && !self.wanted.may_be_empty[index];
            if (0..N).any(is_missing) {
                break;
            }
            self.line += 1;
            on_row(Row {
                line: self.line,
                fields,
                keys: wanted.map(|piece| piece.key),
            })?;
            start = next;
        }
        Ok(start)
    }

    /// Every row must end with the terminator, also the last. The reader stops behind a line feed, but before that of a
    /// carriage return with line feed, and counts line feeds.
    fn read_quoted(
        &mut self,
        bytes: impl Read,
        terminator: &[u8],
        on_row: &mut impl FnMut(Row<'_, N>) -> Result<()>,
    ) -> Result<()> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(bytes);
        let before = self.line;
        let counted = u64::from(terminator == b"\n");
        let mut record = csv::ByteRecord::new();
        while reader
            .read_byte_record(&mut record)
            .with_context(|| format!("cannot read {}", self.file))?
        {
            let inside = memchr::memchr_iter(b'\n', record.as_slice()).count() as u64;
            let ended = before + reader.position().line();
            let line = ended.saturating_sub(inside + counted);
            self.take(
                record.len(),
                |index| record.get(index).unwrap_or_default(),
                line,
                on_row,
            )?;
        }
        Ok(())
    }

    /// The header, or one row.
    #[inline]
    fn take<'a>(
        &mut self,
        count: usize,
        get: impl Fn(usize) -> &'a [u8],
        line: u64,
        on_row: &mut impl FnMut(Row<'_, N>) -> Result<()>,
    ) -> Result<()> {
        let Some(header) = &self.header else {
            let fields: Vec<&[u8]> = (0..count).map(get).collect();
            self.header = Some(Header::find(self.file, &fields, self.wanted)?);
            return Ok(());
        };
        if count != header.fields {
            let mend = if count < header.fields {
                "fill in what is missing"
            } else {
                "put a value with a comma in double quotes"
            };
            bail!(
                "{}, line {line}: {count} fields where the header names {}; {mend}",
                self.file,
                header.fields
            );
        }
        let fields = header.positions.map(get);
        for (index, field) in fields.iter().enumerate() {
            if field.is_empty() && !self.wanted.may_be_empty[index] {
                bail!(
                    "{}, line {line}: `{}` is empty; fill it in, or leave the row out",
                    self.file,
                    self.wanted.names[index][0]
                );
            }
        }
        let keys = fields.map(|field| short_key(field).unwrap_or(LONG));
        on_row(Row { line, fields, keys })
    }
}

/// A field within a block.
#[derive(Clone, Copy, Default)]
struct Piece {
    start: usize,
    end: usize,
    key: u64,
}

/// A line of N fields, and where the next one starts; nothing if it has more or fewer, or is among the last bytes of the
/// block.
#[inline(always)]
fn cut_line<const N: usize>(block: &[u8], mut at: usize) -> Option<([Piece; N], usize)> {
    let mut pieces = [Piece::default(); N];
    for (index, piece) in pieces.iter_mut().enumerate() {
        let (mut end, mut key) = (at, LONG);
        loop {
            let (word, found) = eight(block, end)?;
            if found == 0 {
                end += 8;
                continue;
            }
            let length = found.trailing_zeros() / 8;
            if end == at {
                key = word & ((1 << (8 * length)) - 1) | u64::from(length) << 56;
            }
            end += length as usize;
            break;
        }
        let last = if index + 1 == N { b'\n' } else { b',' };
        if block[end] != last {
            return None;
        }
        *piece = Piece { start: at, end, key };
        at = end + 1;
    }
    Some((pieces, at))
}

/// The eight bytes at a place, and a bit for each that is a comma or a line feed (the test for a zero byte is from Warren,
/// Hacker's Delight, 6-1); nothing if fewer are left.
#[inline(always)]
fn eight(block: &[u8], at: usize) -> Option<(u64, u64)> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const LOW: u64 = 0x7f * ONES;
    let word = u64::from_le_bytes(*block.get(at..)?.first_chunk::<8>()?);
    let zero = |word: u64| !(((word & LOW) + LOW) | word | LOW);
    let found = zero(word ^ (u64::from(b',') * ONES)) | zero(word ^ (u64::from(b'\n') * ONES));
    Some((word, found))
}

/// Where the field that begins at `at` ends: at the next comma or line feed, or at the end.
#[inline(always)]
fn field_end(block: &[u8], mut at: usize) -> usize {
    while let Some((_, found)) = eight(block, at) {
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let rest = &block[at..];
    at + rest
        .iter()
        .position(|byte| matches!(byte, b',' | b'\n'))
        .unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const WANTED: Wanted<2> = Wanted {
        names: [&["task", "prompt"], &["label"]],
        may_be_empty: [false, true],
    };

    /// Every row as `line:task=label`.
    fn rows(text: &str) -> Result<Vec<String>> {
        let mut rows = Vec::new();
        read_rows(Source::of("a.csv", text.as_bytes()), &WANTED, |row| {
            let [task, label] = row.fields.map(String::from_utf8_lossy);
            rows.push(format!("{}:{task}={label}", row.line));
            Ok(())
        })?;
        Ok(rows)
    }

    fn complaint(text: &str) -> String {
        rows(text).unwrap_err().to_string()
    }

    #[test]
    fn columns_are_found_in_any_order_among_others() {
        assert_eq!(rows("label,x,task\nA,,1\n\nB,9,2").unwrap(), ["2:1=A", "4:2=B"]);
        assert_eq!(rows("\u{feff} Prompt ,label\n1,\n").unwrap(), ["2:1="]);
    }

    #[test]
    fn quotes_and_carriage_returns_are_read_as_rfc_4180_says() {
        let text = "\u{feff}\"task\",label\r\n1,\"a \"\"b\"\",\r\nc\"\r\n2,d\r\n";
        assert_eq!(rows(text).unwrap(), ["2:1=a \"b\",\r\nc", "4:2=d"]);
    }

    #[test]
    fn quotes_may_begin_after_many_plain_lines() {
        let mut text = "task,label\n".to_owned();
        for number in 0..100_000 {
            text.push_str(&format!("{number},plain\n"));
        }
        text.push_str("last,\"a,b\"");
        let rows = rows(&text).unwrap();
        assert_eq!(rows.len(), 100_001);
        assert_eq!(rows[99_999], "100001:99999=plain");
        assert_eq!(rows[100_000], "100002:last=a,b");
    }

    #[test]
    fn complaints_name_the_place_and_the_mend() {
        assert!(complaint("").contains("a.csv is empty; its first line must name the columns: task,label"));
        assert!(complaint("task;label\n").contains("by commas, not by semicolons: task,label"));
        assert!(complaint("task,prompt,label\n").contains("2 columns `task`; keep one"));
        assert!(complaint("task,label\n1\n").contains("a.csv, line 2: 1 fields where the header names 2"));
        assert!(complaint("task,label\n1,2\n1,2,3\n").contains("line 3: 3 fields"));
        assert!(complaint("task,label\n\"\",2\n").contains("line 2: `task` is empty"));
        assert!(complaint("task,label\n,2\n").contains("line 2: `task` is empty"));
    }

    #[test]
    fn another_encoding_is_named() {
        let error = read_rows(Source::of("a.csv", b"\xff\xfet\0"), &WANTED, |_| Ok(())).unwrap_err();
        assert!(error.to_string().contains("save it as UTF-8"));
    }
}
