//! The certificate of a delivery as it is handed out, and the rows that it is computed from.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One result that was drawn for an audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// The part of the delivery that it was drawn from.
    pub stratum: String,
    /// How many results that part has.
    pub stratum_size: u64,
    /// What the auditor found; `None` until they have.
    pub is_right: Option<bool>,
}

/// A part of a delivery, and what its audit has found so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditedStratum {
    pub stratum: String,
    /// Results in it.
    pub results: u64,
    /// Results drawn from it.
    pub drawn: u64,
    /// Of those drawn, decided.
    pub audited: u64,
    /// Of those decided, wrong.
    pub wrong: u64,
}

/// Rows counted by stratum, in the order of their names. The name of a stratum whose size differs between rows is the
/// error.
pub fn by_stratum(rows: impl IntoIterator<Item = AuditRow>) -> Result<Vec<AuditedStratum>, String> {
    let mut strata: BTreeMap<String, AuditedStratum> = BTreeMap::new();
    for row in rows {
        let one = strata
            .entry(row.stratum.clone())
            .or_insert_with(|| AuditedStratum {
                stratum: row.stratum.clone(),
                results: row.stratum_size,
                drawn: 0,
                audited: 0,
                wrong: 0,
            });
        if one.results != row.stratum_size {
            return Err(row.stratum);
        }
        one.drawn += 1;
        one.audited += u64::from(row.is_right.is_some());
        one.wrong += u64::from(row.is_right == Some(false));
    }
    Ok(strata.into_values().collect())
}

/// How many of a delivery's results are wrong, and at most how many, with a stated confidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Certificate {
    /// Share of wrong results, each stratum weighed by its size.
    pub error_rate: f64,
    /// The share of wrong results is at most this, with the confidence.
    pub upper_bound: f64,
    pub confidence: f64,
    /// `fixed_size`: the whole sample was looked at. `anytime`: it still is, and the bound holds at every moment of it.
    pub method: String,
    /// Results looked at again.
    pub audited: u64,
    /// Of them wrong.
    pub wrong: u64,
    /// Results delivered.
    pub results: u64,
    pub strata: Vec<CertificateStratum>,
}

/// The same for one part of the delivery. Its bound holds by itself with the confidence, once its sample is complete.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CertificateStratum {
    pub stratum: String,
    pub results: u64,
    pub audited: u64,
    pub wrong: u64,
    /// `null` until something of it was looked at.
    pub error_rate: Option<f64>,
    pub upper_bound: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(stratum: &str, stratum_size: u64, is_right: Option<bool>) -> AuditRow {
        AuditRow {
            stratum: stratum.to_owned(),
            stratum_size,
            is_right,
        }
    }

    #[test]
    fn rows_are_counted_by_stratum() {
        let rows = [
            row("b", 9, None),
            row("a", 20, Some(true)),
            row("b", 9, Some(false)),
            row("b", 9, Some(true)),
        ];
        let counted = by_stratum(rows).unwrap();
        let numbers: Vec<_> = counted
            .iter()
            .map(|one| {
                (
                    one.stratum.as_str(),
                    one.results,
                    one.drawn,
                    one.audited,
                    one.wrong,
                )
            })
            .collect();
        assert_eq!(numbers, [("a", 20, 1, 1, 0), ("b", 9, 3, 2, 1)]);
        assert_eq!(
            by_stratum([row("a", 1, None), row("a", 2, None)]),
            Err("a".to_owned())
        );
    }
}
