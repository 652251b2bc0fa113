//! Whole files in, whole files out.

mod chunks;
mod export;
mod import_json;
mod import_table;
mod properties;
mod zip_files;

use pumasi_formats::{ImportFormat, ImportOptions, ImportRow, RowProblem, read_rows};

type Read = Vec<Result<ImportRow, RowProblem>>;

fn read(format: ImportFormat, bytes: &[u8]) -> Read {
    read_with(format, bytes, &ImportOptions::default())
}

/// Reads everything, holding every format to what is promised of problems.
fn read_with(format: ImportFormat, bytes: &[u8], options: &ImportOptions) -> Read {
    let rows: Read = read_rows(format, bytes, options).collect();
    for (index, row) in rows.iter().enumerate() {
        if let Err(problem) = row {
            assert!(
                !problem.fatal || index + 1 == rows.len(),
                "nothing comes after the end: {problem:?}"
            );
            assert!(problem.line >= 1 && !problem.message.is_empty());
        }
    }
    rows
}

fn good(rows: Read) -> Vec<ImportRow> {
    rows.into_iter().map(|row| row.expect("a good row")).collect()
}

/// Lines and codes of the problems.
fn problems(rows: &Read) -> Vec<(u64, &'static str)> {
    rows.iter()
        .filter_map(|row| row.as_ref().err())
        .map(|problem| (problem.line, problem.code))
        .collect()
}

/// The text field of the good rows.
fn texts(rows: &Read) -> Vec<&str> {
    rows.iter()
        .flatten()
        .filter_map(|row| row.data.get("text").and_then(|text| text.as_str()))
        .collect()
}
