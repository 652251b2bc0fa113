//! The monthly simplified statement of residents' business income (간이지급명세서(거주자의 사업소득)).
//!
//! Form 24-4(2) of the Enforcement Rules of the Income Tax Act: per person the line of business, name, registration number,
//! months and what was paid. It has no column of taxes; they go into the withholding report (form 21). Hometax asks for the
//! same: line of business, month, registration number, name, amount. Columns as listed by two programs that file it
//! (a filing guide for Hometax and a form builder that cites the form), November 2026.

use crate::PaperError;
use crate::cell::{BYTE_ORDER_MARK, guarded};
use std::io::Write;

/// Line of business of somebody who does odd work for many and fits no other code (기타자영업).
pub const OTHER_SELF_EMPLOYED: &str = "940909";

/// The columns, as the form names them.
pub const COLUMNS: [&str; 8] = [
    "일련번호",
    "업종코드",
    "성명",
    "주민(외국인)등록번호",
    "내·외국인",
    "귀속연월",
    "지급연월",
    "지급액",
];

/// One person's month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub business_code: String,
    pub name: String,
    /// Empty if it is not known: the office sends such a line back, so whoever files asks for it.
    pub registration_number: String,
    /// Of another nationality.
    pub is_foreign: bool,
    /// In won, before tax.
    pub paid_minor: i64,
}

/// Writes the list of a month (`202611`), with its sum at the end.
///
/// # Errors
/// Only those of writing.
pub fn write<W: Write>(mut out: W, month: &str, people: &[Person]) -> Result<W, PaperError> {
    out.write_all(BYTE_ORDER_MARK)?;
    let mut csv = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(out);
    csv.write_record(COLUMNS)?;
    for (index, person) in people.iter().enumerate() {
        csv.write_record([
            (index + 1).to_string().as_str(),
            &person.business_code,
            &guarded(&person.name),
            &person.registration_number,
            if person.is_foreign { "9" } else { "1" },
            month,
            month,
            &person.paid_minor.to_string(),
        ])?;
    }
    let sum: i64 = people.iter().map(|person| person.paid_minor).sum();
    let count = format!("{}명", people.len());
    csv.write_record(["합계", "", &count, "", "", "", "", &sum.to_string()])?;
    csv.into_inner()
        .map_err(|error| PaperError::Io(std::io::Error::other(error.to_string())))
}
