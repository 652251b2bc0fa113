//! Reads and writes a million rows that are made up on the way and shows what it costs.
//!
//! `cargo run --release -p pumasi-formats --example million_rows [rows]`

use std::io::{self, BufReader, BufWriter, Read, Write};
use std::time::Instant;

use pumasi_formats::{
    ExportAnswer, ExportContext, ExportFormat, ExportResult, ExportTask, Exporter, ImportFormat,
    ImportOptions, read_rows, row_key,
};
use serde_json::{Map, json};

/// A file that is never there as a whole: `before`, then `row(n)` for every n, then `after`.
struct Made<F> {
    row: F,
    rows: u64,
    next: u64,
    after: &'static [u8],
    pending: Vec<u8>,
    pending_at: usize,
    total: u64,
}

impl<F: Fn(u64) -> String> Made<F> {
    fn new(before: &str, rows: u64, row: F, after: &'static [u8]) -> Self {
        Self {
            row,
            rows,
            next: 0,
            after,
            pending: before.into(),
            pending_at: 0,
            total: 0,
        }
    }
}

impl<F: Fn(u64) -> String> Read for Made<F> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.pending_at == self.pending.len() {
            self.pending.clear();
            self.pending_at = 0;
            if self.next < self.rows {
                self.pending.extend((self.row)(self.next).bytes());
                self.next += 1;
            } else {
                self.pending.extend(std::mem::take(&mut self.after));
            }
        }
        let taken = (self.pending.len() - self.pending_at).min(into.len());
        into[..taken].copy_from_slice(&self.pending[self.pending_at..self.pending_at + taken]);
        self.pending_at += taken;
        self.total += taken as u64;
        Ok(taken)
    }
}

/// A place that only counts.
#[derive(Debug)]
struct Counted(u64);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The most memory that this process ever had, in MiB, where the system tells.
fn peak_mebibytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}

fn report(what: &str, rows: u64, bytes: u64, start: Instant) {
    let seconds = start.elapsed().as_secs_f64();
    let peak = peak_mebibytes().map_or_else(|| "unknown".to_owned(), |peak| format!("{peak} MiB"));
    println!(
        "{what}: {rows} rows, {:.0} MB in {seconds:.1} s ({:.0} rows/s), most memory so far {peak}",
        bytes as f64 / 1e6,
        rows as f64 / seconds
    );
}

fn import(format: ImportFormat, rows: u64, before: &str, row: impl Fn(u64) -> String, after: &'static [u8]) {
    let start = Instant::now();
    let mut made = Made::new(before, rows, row, after);
    let (mut count, mut check) = (0, 0_u8);
    for row in read_rows(
        format,
        BufReader::with_capacity(64 * 1024, &mut made),
        &ImportOptions::default(),
    ) {
        match row {
            Ok(row) => {
                count += 1;
                check ^= row_key(&row)[0];
            }
            Err(problem) => panic!("{problem}"),
        }
    }
    assert_eq!(count, rows, "every row is read ({check})");
    report(&format!("import {format}"), count, made.total, start);
}

fn export(format: ExportFormat, rows: u64) {
    let start = Instant::now();
    let context = ExportContext {
        project_id: "p".to_owned(),
        project_name: "million".to_owned(),
        data_fields: vec!["text".to_owned()],
        controls: vec!["label".to_owned()],
        byte_order_mark: true,
    };
    let region = json!({"id": "r", "from_name": "label", "to_name": "text", "type": "choices",
        "value": {"choices": ["긍정"]}});
    let mut exporter = Exporter::new(format, BufWriter::new(Counted(0)), context).expect("starts");
    for position in 0..rows {
        let answer = |worker: u64| ExportAnswer {
            answer_id: format!("a{position}-{worker}"),
            worker: format!("worker {}", (position + worker) % 5000),
            kind: "regions".to_owned(),
            regions: vec![region.clone()],
            state: "accepted".to_owned(),
            round: 1,
            active_ms: Some(4200),
            ..ExportAnswer::default()
        };
        let task = ExportTask {
            task_id: format!("t{position}"),
            position: position as i64,
            data: Map::from_iter([("text".to_owned(), json!(format!("문장 {position}")))]),
            state: "done".to_owned(),
            result: Some(ExportResult {
                regions: vec![region.clone()],
                ..ExportResult::default()
            }),
            answers: (0..3).map(answer).collect(),
            ..ExportTask::default()
        };
        exporter.write(&task).expect("written");
    }
    let counted = exporter
        .finish()
        .expect("finished")
        .into_inner()
        .expect("flushed");
    report(&format!("export {format}"), rows, counted.0, start);
}

fn main() {
    let rows = std::env::args()
        .nth(1)
        .and_then(|rows| rows.parse().ok())
        .unwrap_or(1_000_000);
    let json = |n: u64| format!("{{\"id\": {n}, \"data\": {{\"text\": \"문장 {n}\", \"score\": 0.25}}}}");
    import(
        ImportFormat::Csv,
        rows,
        "id,text,score\n",
        |n| format!("{n},\"문장, {n}\",0.25\n"),
        b"",
    );
    import(ImportFormat::Jsonl, rows, "", |n| json(n) + "\n", b"");
    let comma = |n: u64| {
        if n == 0 {
            json(n)
        } else {
            format!(",\n{}", json(n))
        }
    };
    import(ImportFormat::LabelStudioJson, rows, "[", comma, b"]");
    import(ImportFormat::Text, rows, "", |n| format!("문장 {n}\n"), b"");
    for format in ExportFormat::ALL {
        export(format, rows);
    }
}
