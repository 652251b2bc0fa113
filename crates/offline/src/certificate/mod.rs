//! `pumasi certificate`: the certificate of a delivery from the rows of its audit, as the server computes it.

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use pumasi_domain::certificate::{AuditRow, by_stratum};
use pumasi_quality::certify_audit;
use std::fs::File;
use std::io::{Read, Write};
use std::path::PathBuf;

/// Which audit, and how sure.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The rows of an audit: CSV with the columns stratum, stratum_size, audited and right (`-`: standard input)
    #[arg(long, value_name = "FILE")]
    rows: PathBuf,
    /// How often the bound is to hold, above 0.5 and below 1
    #[arg(long, default_value_t = 0.95)]
    confidence: f64,
}

/// Prints the certificate as one JSON object.
///
/// # Errors
/// What is wrong with the file, with its line and column.
pub fn run(arguments: &Arguments) -> Result<()> {
    let name = arguments.rows.display();
    let rows = if arguments.rows.as_os_str() == "-" {
        read(std::io::stdin().lock())
    } else {
        let file = File::open(&arguments.rows).with_context(|| format!("{name} can not be opened"))?;
        read(std::io::BufReader::new(file))
    };
    let json = certificate(rows.with_context(|| format!("{name}"))?, arguments.confidence)
        .with_context(|| format!("{name}"))?;
    writeln!(std::io::stdout(), "{json}")?;
    Ok(())
}

fn certificate(rows: Vec<AuditRow>, confidence: f64) -> Result<String> {
    let strata = match by_stratum(rows) {
        Ok(strata) => strata,
        Err(stratum) => bail!("stratum `{stratum}` has several sizes in column stratum_size"),
    };
    let certificate =
        certify_audit(&strata, confidence)?.context("nothing was audited yet: column audited has no 1")?;
    Ok(serde_json::to_string_pretty(&certificate)?)
}

/// The places of the columns that matter.
struct Columns {
    stratum: usize,
    stratum_size: usize,
    audited: usize,
    right: usize,
}

impl Columns {
    fn of(header: &csv::StringRecord) -> Result<Columns> {
        let find = |name: &str| {
            let found = header
                .iter()
                .position(|column| column.trim_start_matches('\u{feff}') == name);
            found.with_context(|| {
                format!(
                    "line 1: no column `{name}`; the header is task_id,stratum,stratum_size,audited,right"
                )
            })
        };
        Ok(Columns {
            stratum: find("stratum")?,
            stratum_size: find("stratum_size")?,
            audited: find("audited")?,
            right: find("right")?,
        })
    }
}

fn read(input: impl Read) -> Result<Vec<AuditRow>> {
    let mut reader = csv::Reader::from_reader(input);
    let columns = Columns::of(reader.headers()?)?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record?;
        let line = record.position().map_or(0, csv::Position::line);
        let field = |index: usize| record.get(index).unwrap_or_default();
        let size = field(columns.stratum_size);
        let audited = flag(field(columns.audited)).with_context(|| format!("line {line}, column audited"))?;
        let right = field(columns.right);
        let is_right = match audited {
            true => Some(flag(right).with_context(|| format!("line {line}, column right"))?),
            false => None,
        };
        ensure!(
            audited || right.is_empty(),
            "line {line}, column right: `{right}` of a result that was not audited"
        );
        rows.push(AuditRow {
            stratum: field(columns.stratum).to_owned(),
            stratum_size: size.parse().with_context(|| {
                format!("line {line}, column stratum_size: `{size}` is not a number of results")
            })?,
            is_right,
        });
    }
    Ok(rows)
}

fn flag(text: &str) -> Result<bool> {
    match text {
        "1" => Ok(true),
        "0" => Ok(false),
        other => bail!("`{other}` is neither 1 nor 0"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: &str =
        "task_id,stratum,stratum_size,audited,right\n1,cat,50,1,1\n2,cat,50,1,0\n3,\"dog, big\",8,1,1\n";

    #[test]
    fn rows_become_a_certificate() {
        let json = certificate(read(ROWS.as_bytes()).unwrap(), 0.95).unwrap();
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(
            (value["audited"].as_u64(), value["wrong"].as_u64()),
            (Some(3), Some(1))
        );
        assert_eq!(value["results"], 58);
        assert_eq!(value["method"], "fixed_size");
        let rate = value["error_rate"].as_f64().unwrap();
        assert!((rate - 0.5 * 50.0 / 58.0).abs() < 1e-12, "{rate}");
        assert_eq!(value["strata"][1]["stratum"], "dog, big");
    }

    #[test]
    fn faults_are_named_with_their_place() {
        let fault = |text: &str| format!("{:#}", read(text.as_bytes()).unwrap_err());
        assert!(fault("task_id,stratum\n").contains("no column `stratum_size`"));
        assert_eq!(
            fault(&ROWS.replace("2,cat,50,1,0", "2,cat,50,1,")),
            "line 3, column right: `` is neither 1 nor 0"
        );
        assert!(
            fault(&ROWS.replace("2,cat,50,1", "2,cat,50,0"))
                .starts_with("line 3, column right: `0` of a result")
        );
        assert!(fault(&ROWS.replace("8,1,1", "many,1,1")).starts_with("line 4, column stratum_size: `many`"));
        let sizes = certificate(
            read(ROWS.replace("2,cat,50", "2,cat,51").as_bytes()).unwrap(),
            0.95,
        );
        assert_eq!(
            sizes.unwrap_err().to_string(),
            "stratum `cat` has several sizes in column stratum_size"
        );
        let none = certificate(
            read(&b"stratum,stratum_size,audited,right\na,3,0,\n"[..]).unwrap(),
            0.95,
        );
        assert!(none.unwrap_err().to_string().starts_with("nothing was audited"));
        assert!(certificate(read(ROWS.as_bytes()).unwrap(), 1.0).is_err());
    }
}
