//! A delivery's certificate from its audit: one function for the server and for `pumasi certificate`.

use pumasi_domain::certificate::{AuditedStratum, Certificate, CertificateStratum};
use pumasi_truth::certificate::{CertificateError, Stratum, certify};
use pumasi_truth::sequential::{Prior, anytime_bounds};

/// Certifies from what has been decided; `None` until something has. While an audit runs its bound is one that holds
/// however often it is looked at ([`anytime_bounds`]); when all that was drawn is decided, the closer one for a size that
/// was fixed beforehand ([`certify`]).
///
/// # Errors
/// If a stratum's numbers contradict each other, or the confidence is not above one half and below 1.
pub fn certify_audit(
    strata: &[AuditedStratum],
    confidence: f64,
) -> Result<Option<Certificate>, CertificateError> {
    let counts: Vec<Stratum> = strata
        .iter()
        .map(|one| Stratum {
            size: one.results,
            audited: one.audited,
            wrong: one.wrong,
        })
        .collect();
    let fixed = certify(&counts, confidence)?;
    let Some(error_rate) = fixed.estimate else {
        return Ok(None);
    };
    let complete = strata.iter().all(|one| one.audited == one.drawn);
    let (method, upper_bound) = if complete {
        ("fixed_size", fixed.bounds.upper)
    } else {
        let bounds = anytime_bounds(&counts, confidence, Prior::default())?;
        ("anytime", bounds.upper)
    };
    let parts = strata.iter().zip(&fixed.strata);
    Ok(Some(Certificate {
        error_rate,
        upper_bound,
        confidence,
        method: method.to_owned(),
        audited: fixed.audited,
        wrong: fixed.wrong,
        results: fixed.size,
        strata: parts
            .map(|(one, found)| CertificateStratum {
                stratum: one.stratum.clone(),
                results: one.results,
                audited: one.audited,
                wrong: one.wrong,
                error_rate: found.estimate,
                upper_bound: found.bounds.upper,
            })
            .collect(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stratum(results: u64, drawn: u64, audited: u64, wrong: u64) -> AuditedStratum {
        AuditedStratum {
            stratum: "cat".to_owned(),
            results,
            drawn,
            audited,
            wrong,
        }
    }

    #[test]
    fn a_running_audit_claims_less_than_a_finished_one() {
        assert_eq!(certify_audit(&[stratum(900, 60, 0, 0)], 0.95), Ok(None));
        let running = certify_audit(&[stratum(900, 60, 59, 1)], 0.95).unwrap().unwrap();
        let done = certify_audit(&[stratum(900, 59, 59, 1)], 0.95).unwrap().unwrap();
        assert_eq!(
            (running.method.as_str(), done.method.as_str()),
            ("anytime", "fixed_size")
        );
        assert_eq!(running.error_rate, done.error_rate);
        assert!(running.upper_bound > done.upper_bound && done.upper_bound > done.error_rate);
        // Everything was looked at: nothing is left to chance.
        let whole = certify_audit(&[stratum(20, 20, 20, 1)], 0.95).unwrap().unwrap();
        assert_eq!((whole.error_rate, whole.upper_bound), (0.05, 0.05));
        assert!(certify_audit(&[stratum(900, 60, 59, 60)], 0.95).is_err());
    }
}
