//! Bulk transfer as CSV for banks that take no XML, and the same list back with what became of each line.

use crate::PaperError;
use crate::amount::plain;
use crate::cell::BYTE_ORDER_MARK;
use crate::payment::{Order, Payment, Totals, fitted, identification};
use crate::status::{Line, Outcome, Report, Unreadable, outcome};
use std::io::Write;

/// The columns of a list of payments. Banks' own programs let a person say which column is which.
pub const COLUMNS: [&str; 8] = [
    "end_to_end_id",
    "bank_code",
    "account",
    "name",
    "amount",
    "currency",
    "execution_date",
    "remittance",
];

/// Writes a list of payments. Account numbers and codes may begin with zero, so they are text to whoever reads them.
///
/// # Errors
/// [`PaperError::Unfit`] names the payment and its field, or says that head and payments do not agree.
pub fn write<W: Write>(
    mut out: W,
    order: &Order,
    payments: impl IntoIterator<Item = Result<Payment, PaperError>>,
) -> Result<W, PaperError> {
    out.write_all(BYTE_ORDER_MARK)?;
    let mut csv = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(out);
    csv.write_record(COLUMNS)?;
    let mut totals = Totals::default();
    for payment in payments {
        let payment = payment?;
        totals.add(&payment)?;
        csv.write_record([
            identification(&totals.place("end-to-end id"), &payment.end_to_end_id)?,
            identification(&totals.place("bank"), &payment.bank_code)?,
            &fitted(&totals.place("account"), &payment.account, 34)?,
            &crate::cell::guarded(&fitted(&totals.place("name"), &payment.name, 140)?),
            &plain(payment.amount_minor, order.decimals),
            &order.currency,
            &order.execution_date,
            &crate::cell::guarded(&fitted(&totals.place("remittance"), &payment.remittance, 140)?),
        ])?;
    }
    totals.check(order)?;
    csv.into_inner()
        .map_err(|error| PaperError::Io(std::io::Error::other(error.to_string())))
}

/// Reads a list back: columns `end_to_end_id` and `status`, and where there are some `reason_code` and `reason`; any order,
/// other columns are left alone. A status is `paid`, `failed` or `sent`, a code of ISO 20022, or 정상 / 오류.
///
/// # Errors
/// [`Unreadable`] names the line: a column that is missing, a status that is unknown, a line without an id.
pub fn read(text: &str) -> Result<Report, Unreadable> {
    // One kind of line end, or the reader counts the lines of the other kind one short.
    let text = text
        .strip_prefix('\u{feff}')
        .unwrap_or(text)
        .replace("\r\n", "\n");
    let mut csv = csv::ReaderBuilder::new()
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let headers = csv.headers().map_err(|error| unreadable(&error))?.clone();
    let find = |name: &str| {
        headers
            .iter()
            .position(|header| header.eq_ignore_ascii_case(name))
    };
    let (Some(id), Some(status)) = (find("end_to_end_id"), find("status")) else {
        let message = "the first line has to name the columns end_to_end_id and status".to_owned();
        return Err(Unreadable { line: 1, message });
    };
    let (reason_code, reason) = (find("reason_code"), find("reason"));
    let mut report = Report::default();
    for record in csv.records() {
        let record = record.map_err(|error| unreadable(&error))?;
        let line = record.position().map_or(0, csv::Position::line);
        let cell = |column: Option<usize>| {
            column
                .and_then(|column| record.get(column))
                .filter(|text| !text.is_empty())
        };
        let Some(end_to_end_id) = cell(Some(id)) else {
            let message = "end_to_end_id is empty, so nobody can tell which payment it is".to_owned();
            return Err(Unreadable { line, message });
        };
        let word = cell(Some(status)).unwrap_or_default();
        let outcome = of_word(word).ok_or_else(|| Unreadable {
            line,
            message: format!(
                "{word:?} is no status: write paid, failed or sent, or a code of ISO 20022 like ACSC"
            ),
        })?;
        report.lines.push(Line {
            line,
            end_to_end_id: end_to_end_id.to_owned(),
            outcome,
            status: word.to_owned(),
            reason_code: cell(reason_code).map(str::to_owned),
            reason: cell(reason).map(str::to_owned),
        });
    }
    Ok(report)
}

fn of_word(word: &str) -> Option<Outcome> {
    match word.to_ascii_lowercase().as_str() {
        "paid" | "정상" | "성공" | "완료" => Some(Outcome::Paid),
        "failed" | "오류" | "실패" | "불능" => Some(Outcome::Failed),
        "sent" | "처리중" => Some(Outcome::Underway),
        _ => outcome(&word.to_ascii_uppercase()),
    }
}

fn unreadable(error: &csv::Error) -> Unreadable {
    Unreadable {
        line: error.position().map_or(1, csv::Position::line),
        message: format!("this is no CSV: {error}"),
    }
}
