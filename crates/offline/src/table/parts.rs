//! A large plain file in parts, each on a thread of its own.

use super::block::Blocks;
use super::header::{Header, Wanted};
use super::read::{Row, State};
use anyhow::Result;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;

/// A line that is longer is left to [`super::read_rows`].
const LONGEST_LINE: u64 = 1 << 16;

/// Reads the rows of a file in up to `threads` parts; `on_row` puts each into what its part has gathered so far. Gives that
/// in the order of the parts. Nothing if the file is small, is no plain file, has quotes or carriage returns, or if anything
/// is wrong: [`super::read_rows`] reads all, and says what is wrong and where.
pub fn read_parts<const N: usize, P: Default + Send>(
    path: &Path,
    wanted: &Wanted<N>,
    threads: usize,
    smallest_part: u64,
    on_row: impl Fn(&mut P, Row<'_, N>) -> Result<()> + Sync,
) -> Option<Vec<P>> {
    let mut file = File::open(path).ok()?;
    let information = file.metadata().ok()?;
    let parts = (information.len() / smallest_part).min(threads as u64);
    if !information.is_file() || parts < 2 {
        return None;
    }
    let (header, first) = read_header(&mut file, wanted)?;
    let mut bounds = vec![first];
    for part in 1..parts {
        let at = first.max(information.len() * part / parts);
        bounds.push(at + line(&mut file, at)?.len() as u64);
    }
    bounds.push(information.len());
    let read = |range: Range<u64>| read_part(path, range, wanted, header, &on_row);
    std::thread::scope(|scope| {
        let running: Vec<_> = bounds
            .windows(2)
            .map(|pair| {
                let range = pair[0]..pair[1];
                scope.spawn(|| read(range))
            })
            .collect();
        let joined = running.into_iter().map(|thread| thread.join());
        joined
            .map(|part| part.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

/// The rest of the line at a place of the file, with its line feed.
fn line(file: &mut File, at: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(at)).ok()?;
    file.take(LONGEST_LINE).read_to_end(&mut bytes).ok()?;
    bytes.truncate(memchr::memchr(b'\n', &bytes)? + 1);
    Some(bytes)
}

/// The header, and where the second line starts.
fn read_header<const N: usize>(file: &mut File, wanted: &Wanted<N>) -> Option<(Header<N>, u64)> {
    let line = line(file, 0)?;
    if memchr::memchr2(b'"', b'\r', &line).is_some() {
        return None;
    }
    let fields: Vec<&[u8]> = line[..line.len() - 1].split(|byte| *byte == b',').collect();
    Some((Header::find("", &fields, wanted).ok()?, line.len() as u64))
}

fn read_part<const N: usize, P: Default>(
    path: &Path,
    range: Range<u64>,
    wanted: &Wanted<N>,
    header: Header<N>,
    on_row: &impl Fn(&mut P, Row<'_, N>) -> Result<()>,
) -> Option<P> {
    let mut file = File::open(path).ok()?;
    file.seek(SeekFrom::Start(range.start)).ok()?;
    let mut blocks = Blocks::new(file.take(range.end - range.start));
    let mut state = State::behind(header, wanted);
    let mut part = P::default();
    while let Some(block) = blocks.next().ok()? {
        if memchr::memchr2(b'"', b'\r', block).is_some() {
            return None;
        }
        state.read_plain(block, &mut |row| on_row(&mut part, row)).ok()?;
    }
    Some(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WANTED: Wanted<2> = Wanted {
        names: [&["task"], &["label"]],
        may_be_empty: [false, false],
    };

    fn rows(text: &str, threads: usize) -> Option<Vec<String>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        std::fs::write(&path, text).unwrap();
        let parts = read_parts(&path, &WANTED, threads, 4, |part: &mut Vec<String>, row| {
            let [task, label] = row.fields.map(String::from_utf8_lossy);
            part.push(format!("{task}={label}"));
            Ok(())
        })?;
        Some(parts.concat())
    }

    #[test]
    fn parts_together_are_the_file() {
        for end in ["", "\n"] {
            let lines: Vec<String> = (0..50)
                .map(|number| format!("x{number},,{}", number * 37))
                .collect();
            let text = format!("label,else,task\n{}{end}", lines.join("\n"));
            let expected: Vec<String> = (0..50)
                .map(|number| format!("{}=x{number}", number * 37))
                .collect();
            for threads in 2..9 {
                assert_eq!(rows(&text, threads).unwrap(), expected, "{threads}");
            }
        }
    }

    #[test]
    fn what_is_not_plain_is_left_to_the_other_reader() {
        let text = "task,label\n1,a\n2,b\n3,c\n4,d\n5,e\n";
        assert!(rows(text, 2).is_some());
        assert!(rows(text, 1).is_none());
        for (plain, other) in [
            ("2,b", "2,\"b\""),
            ("4,d", "4,d\r"),
            ("5,e", "5,"),
            ("3,c", "3"),
            ("task", "x"),
        ] {
            assert!(rows(&text.replace(plain, other), 2).is_none(), "{other}");
        }
        assert!(rows("task,label\n1,no second line in sight", 3).is_none());
    }
}
