//! What an inspector must say with a decision.

use crate::comment::Comment;
use crate::guide::Guide;
use crate::state::VerdictKind;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// An inspector's decision, as sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct VerdictInput {
    pub verdict: VerdictKind,
    /// The mended answer, for `fix`: Label Studio regions.
    #[serde(default)]
    #[schema(value_type = Option<Vec<Object>>)]
    pub regions: Option<Vec<Value>>,
    /// Why, in a few words the worker understands. Needed for `return`, `refuse` and `unusable`.
    #[serde(default)]
    pub reason: Option<String>,
    /// The number of the guide's clause that was not met. Needed for `return` and `refuse`.
    #[serde(default)]
    pub clause: Option<String>,
    /// Remarks, each pinned to its place or about the whole answer.
    #[serde(default)]
    pub comments: Vec<Comment>,
}

/// One fault of something a person sent: where, which, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Fault {
    /// JSON pointer into what was sent, like `/reason`.
    pub pointer: String,
    /// Stable name of the fault.
    pub code: String,
    /// What is wrong and how to mend it, in English.
    pub message: String,
}

impl Fault {
    /// A fault at `pointer`.
    pub fn new(pointer: impl Into<String>, code: &str, message: impl Into<String>) -> Fault {
        Fault {
            pointer: pointer.into(),
            code: code.to_owned(),
            message: message.into(),
        }
    }
}

/// The longest reason or comment, in characters.
pub const TEXT_MAX: usize = 2_000;

impl VerdictInput {
    /// What is missing or wrong, against the guide that was frozen when the answer was handed out; see
    /// [`comment_faults`](crate::comment::comment_faults) for the comments.
    pub fn faults(&self, guide: &Guide) -> Vec<Fault> {
        let mut faults = Vec::new();
        let blames = matches!(self.verdict, VerdictKind::Return | VerdictKind::Refuse);
        let given = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
        if (blames || self.verdict == VerdictKind::Unusable) && !given(&self.reason) {
            faults.push(Fault::new(
                "/reason",
                "reason_missing",
                "say why, so that the worker can learn from it",
            ));
        }
        if blames && !guide.clauses.is_empty() {
            match self.clause.as_deref() {
                None | Some("") => faults.push(Fault::new(
                    "/clause",
                    "clause_missing",
                    "name the clause of the guide that was not met; what the guide does not ask can not be returned",
                )),
                Some(number) if guide.clause(number).is_none() => faults.push(Fault::new(
                    "/clause",
                    "clause_unknown",
                    format!("version {} of the guide has no clause {number}", guide.version),
                )),
                Some(_) => {}
            }
        }
        if self.verdict == VerdictKind::Fix && self.regions.is_none() {
            faults.push(Fault::new(
                "/regions",
                "regions_missing",
                "a fix carries the mended answer",
            ));
        }
        if self
            .reason
            .as_deref()
            .is_some_and(|text| text.chars().count() > TEXT_MAX)
        {
            let message = format!("at most {TEXT_MAX} characters");
            faults.push(Fault::new("/reason", "text_too_long", message));
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(kind: VerdictKind) -> VerdictInput {
        VerdictInput {
            verdict: kind,
            regions: None,
            reason: None,
            clause: None,
            comments: Vec::new(),
        }
    }

    #[test]
    fn a_return_names_reason_and_clause() {
        let guide = Guide::parse(3, "1. Whole cat\n2. Whole dog");
        let codes = |input: &VerdictInput| {
            input
                .faults(&guide)
                .into_iter()
                .map(|f| f.code)
                .collect::<Vec<_>>()
        };
        assert_eq!(codes(&verdict(VerdictKind::Pass)), Vec::<String>::new());
        assert_eq!(
            codes(&verdict(VerdictKind::Return)),
            ["reason_missing", "clause_missing"]
        );
        let mut full = verdict(VerdictKind::Return);
        full.reason = Some("ear is cut".into());
        full.clause = Some("7".into());
        assert_eq!(codes(&full), ["clause_unknown"]);
        full.clause = Some("1".into());
        assert_eq!(codes(&full), Vec::<String>::new());
        assert_eq!(codes(&verdict(VerdictKind::Fix)), ["regions_missing"]);
    }
}
