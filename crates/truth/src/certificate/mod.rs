//! The certificate of a delivery: how many of its results are wrong, with a bound that holds with a stated confidence,
//! from a blind audit of results drawn at random within strata (classes, sources, weeks).
//!
//! [`certify`] is for an audit whose size was fixed beforehand; for one that is looked at while it runs use
//! [`crate::sequential`]. [`plan_audit`] says how much to audit where.

mod allocation;
mod beta;
mod interval;
mod stratified;

pub use allocation::{AuditPlan, allocate, plan_audit};
pub(crate) use beta::ln_beta;
pub(crate) use interval::ln_choose;
pub use interval::{Bounds, clopper_pearson, finite_bounds, wilson};
pub use stratified::{Certificate, Stratum, StratumCertificate, certify};

/// A mistake in what was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CertificateError {
    /// This stratum has more wrong than audited items, or more audited items than there are.
    Stratum {
        /// Its index.
        index: usize,
    },
    /// The confidence is not above one half and below 1.
    Confidence,
}

impl std::fmt::Display for CertificateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            CertificateError::Stratum { index } => write!(
                f,
                "stratum {index}: more wrong than audited results, or more audited than there are"
            ),
            CertificateError::Confidence => write!(f, "the confidence must be above 0.5 and below 1"),
        }
    }
}

impl std::error::Error for CertificateError {}

pub(crate) fn check(strata: &[Stratum], confidence: f64) -> Result<(), CertificateError> {
    if !(confidence > 0.5 && confidence < 1.0) {
        return Err(CertificateError::Confidence);
    }
    match strata
        .iter()
        .position(|one| one.wrong > one.audited || one.audited > one.size)
    {
        Some(index) => Err(CertificateError::Stratum { index }),
        None => Ok(()),
    }
}
