//! An audit as its requester sees it.

use crate::{App, AppError};
use pumasi_domain::certificate::{AuditedStratum, Certificate};
use pumasi_domain::{AuditId, ProjectId, Timestamp};
use pumasi_quality::certify_audit;
use pumasi_store::Tx;
use pumasi_store::audit_items;
use pumasi_store::audits::Audit;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// How sure a certificate is.
pub(crate) const CONFIDENCE: f64 = 0.95;

/// Where an audit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AuditState {
    /// Results wait for auditors.
    Running,
    /// Every result that was drawn was decided on.
    Done,
}

/// A draw of results that are looked at again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = Audit)]
pub struct AuditView {
    pub audit_id: AuditId,
    pub state: AuditState,
    /// Results drawn.
    pub sample_size: i64,
    /// Of them decided on.
    pub decided: i64,
    pub created_at: Timestamp,
    pub finished_at: Option<Timestamp>,
    /// From what is decided so far; `null` until something is.
    pub certificate: Option<Certificate>,
}

/// The rows of an audit, as a file.
#[derive(Debug, Clone)]
pub struct AuditRowsView {
    pub file_name: String,
    /// CSV.
    pub text: String,
}

fn unreadable(e: serde_json::Error) -> AppError {
    AppError::Internal(format!("a kept audit can not be read: {e}"))
}

/// What an audit has found, with the sizes of its strata.
pub(crate) fn found(tx: &mut Tx, audit: &Audit) -> Result<Vec<AuditedStratum>, AppError> {
    let sizes = sizes(audit)?;
    let mut strata = audit_items::found(tx, audit.project_id, audit.audit_id)?;
    for one in &mut strata {
        one.results = sizes.get(&one.stratum).copied().unwrap_or(one.drawn);
    }
    Ok(strata)
}

/// The strata of an audit: name and number of results.
pub(crate) fn sizes(audit: &Audit) -> Result<BTreeMap<String, u64>, AppError> {
    serde_json::from_str(&audit.strata).map_err(unreadable)
}

/// The certificate of what was found so far.
pub(crate) fn certificate(strata: &[AuditedStratum]) -> Result<Option<Certificate>, AppError> {
    certify_audit(strata, CONFIDENCE)
        .map_err(|e| AppError::Internal(format!("an audit contradicts itself: {e}")))
}

impl App {
    /// An audit for its requester.
    pub(super) fn audit_view(&self, tx: &mut Tx, audit: Audit) -> Result<AuditView, AppError> {
        let (decided, certificate) = match &audit.certificate {
            Some(kept) => (
                audit.sample_size,
                Some(serde_json::from_str(kept).map_err(unreadable)?),
            ),
            None => {
                let strata = found(tx, &audit)?;
                let decided: u64 = strata.iter().map(|one| one.audited).sum();
                (i64::try_from(decided).unwrap_or(i64::MAX), certificate(&strata)?)
            }
        };
        Ok(AuditView {
            audit_id: audit.audit_id,
            state: if audit.done {
                AuditState::Done
            } else {
                AuditState::Running
            },
            sample_size: audit.sample_size,
            decided,
            created_at: audit.created_at,
            finished_at: audit.finished_at,
            certificate,
        })
    }
}

/// The rows of an audit as CSV: what `pumasi certificate --rows` reads.
pub(super) fn csv_rows(tx: &mut Tx, audit: &Audit, project_id: ProjectId) -> Result<AuditRowsView, AppError> {
    let sizes = sizes(audit)?;
    let mut text = String::from("task_id,stratum,stratum_size,audited,right\n");
    for (task_id, stratum, is_right) in audit_items::rows(tx, project_id, audit.audit_id)? {
        let size = sizes.get(&stratum).copied().unwrap_or_default();
        let (audited, right) = match is_right {
            Some(true) => ("1", "1"),
            Some(false) => ("1", "0"),
            None => ("0", ""),
        };
        text.push_str(&format!(
            "{task_id},{},{size},{audited},{right}\n",
            quoted(&stratum)
        ));
    }
    Ok(AuditRowsView {
        file_name: format!("audit-{}.csv", audit.audit_id),
        text,
    })
}

/// A field of a CSV file (RFC 4180).
fn quoted(field: &str) -> String {
    if field.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_they_must() {
        assert_eq!(quoted("cat"), "cat");
        assert_eq!(quoted("cat, \"big\""), "\"cat, \"\"big\"\"\"");
    }
}
