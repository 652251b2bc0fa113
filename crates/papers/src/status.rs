//! What a bank says became of payments, whichever file it says it in.

/// What a status means for the money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// On its way, nothing decided.
    Underway,
    /// Arrived, or gone from our account for good.
    Paid,
    /// Not paid, and will not be.
    Failed,
}

/// What is said of one payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Line in the file, from 1.
    pub line: u64,
    pub end_to_end_id: String,
    pub outcome: Outcome,
    /// The code as the bank wrote it: `ACSC`, `RJCT`, `paid` …
    pub status: String,
    /// Why, as a code (ISO 20022 external status reasons, like `AC01` for a wrong account number).
    pub reason_code: Option<String>,
    /// Why, in words.
    pub reason: Option<String>,
}

/// A bank's report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The file that is answered, where the report says so.
    pub message_id: Option<String>,
    /// What holds for every payment of that file which is not named: status, outcome, reason code, reason.
    pub all: Option<Line>,
    pub lines: Vec<Line>,
}

/// Where a report can not be read, and what would do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct Unreadable {
    /// From 1.
    pub line: u64,
    pub message: String,
}

/// What a code of ISO 20022's external payment statuses means; `None` if it is none that a bank answers a payment with.
pub fn outcome(code: &str) -> Option<Outcome> {
    Some(match code {
        "RCVD" | "ACTC" | "ACCP" | "ACSP" | "ACWC" | "ACWP" | "ACFC" | "PDNG" | "PATC" | "PART" => {
            Outcome::Underway
        }
        "ACSC" | "ACCC" => Outcome::Paid,
        "RJCT" | "CANC" | "BLCK" => Outcome::Failed,
        _ => return None,
    })
}
