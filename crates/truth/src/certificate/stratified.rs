//! One bound over all strata.

use super::beta::beta_quantile;
use super::interval::{Bounds, finite_bounds, wilson};
use super::{CertificateError, check};

/// A part of a delivery and what its audit found. The audited items are drawn at random, without replacement, from the
/// stratum, and judged without knowing who made them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stratum {
    /// Results in the stratum.
    pub size: u64,
    /// Of them audited; at most `size`.
    pub audited: u64,
    /// Of the audited found wrong; at most `audited`.
    pub wrong: u64,
}

/// What the audit says of one stratum.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StratumCertificate {
    /// Share of wrong ones in the sample; `None` without a sample.
    pub estimate: Option<f64>,
    /// Exact bounds on the share of wrong ones in the stratum, each at the certificate's confidence.
    pub bounds: Bounds,
    /// Wilson's bounds, narrower and right on average, for comparison with other reports.
    pub wilson: Bounds,
}

/// The certificate of a delivery, in plain numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Certificate {
    /// Confidence with which each bound holds by itself.
    pub confidence: f64,
    /// Results delivered.
    pub size: u64,
    /// Results audited.
    pub audited: u64,
    /// Results found wrong.
    pub wrong: u64,
    /// Error rate of the delivery, each stratum weighed by its size; `None` if nothing was audited. Strata without a
    /// sample are left out of it.
    pub estimate: Option<f64>,
    /// Bounds on the error rate of the whole delivery. Strata without a sample count as all right in the lower and all
    /// wrong in the upper.
    pub bounds: Bounds,
    /// Share of the delivery that lies in strata without a sample.
    pub unaudited_share: f64,
    /// By stratum, in the given order.
    pub strata: Vec<StratumCertificate>,
}

/// What the sampled strata say of the share of errors that they add to the delivery.
#[derive(Debug, Clone, Copy, Default)]
struct Sampled {
    /// Strata with a sample that is not the whole.
    strata: usize,
    /// Share of the delivery in them.
    share: f64,
    /// Errors known for certain beside the random part, as a share of the delivery.
    known: f64,
    /// Sum of the weights of the wrong ones.
    sum: f64,
    /// Sum of their squares.
    squares: f64,
    /// The greatest weight of an audited item.
    greatest: f64,
}

/// Certifies a delivery from the audit of its strata.
///
/// With one sampled stratum the bounds are exact (hypergeometric). With several, each wrong item counts by the number of
/// results it stands for; the weighted sum is referred to the beta distribution of the same mean and variance, with one
/// more error of the greatest weight in the upper bound: the interval of Fay and Feuer (Statistics in Medicine 16, 1997,
/// equations 6 and 7) with Clopper and Pearson's beta in the place of the gamma, as Korn and Graubard do (Survey
/// Methodology 24, 1998). With equal weights it is the interval of Clopper and Pearson, which proportional strata only
/// make safer (Hoeffding, Annals of Mathematical Statistics 27, 1956). Samples that are a good part of their stratum are
/// allowed for by the approximation of Wise (Biometrika 41, 1954). Strata that were audited whole are known.
///
/// # Errors
/// If a stratum's numbers contradict each other, or the confidence is not above one half and below 1.
pub fn certify(strata: &[Stratum], confidence: f64) -> Result<Certificate, CertificateError> {
    check(strata, confidence)?;
    let size: u64 = strata.iter().map(|one| one.size).sum();
    let weight = |one: &Stratum| one.size as f64 / size as f64;
    let parts = strata.iter().map(|one| StratumCertificate {
        estimate: (one.audited > 0).then(|| one.wrong as f64 / one.audited as f64),
        bounds: finite_bounds(one.size, one.audited, one.wrong, confidence),
        wilson: wilson(one.audited, one.wrong, confidence),
    });
    let sampled_share: f64 = strata.iter().filter(|one| one.audited > 0).map(weight).sum();
    let wrong_share: f64 = strata
        .iter()
        .filter(|one| one.audited > 0)
        .map(|one| weight(one) * one.wrong as f64 / one.audited as f64)
        .sum();
    Ok(Certificate {
        confidence,
        size,
        audited: strata.iter().map(|one| one.audited).sum(),
        wrong: strata.iter().map(|one| one.wrong).sum(),
        estimate: (sampled_share > 0.0).then(|| wrong_share / sampled_share),
        bounds: overall_bounds(strata, size, confidence),
        unaudited_share: if size == 0 {
            0.0
        } else {
            (1.0 - sampled_share).max(0.0)
        },
        strata: parts.collect(),
    })
}

/// Bounds on the error rate over all strata; 0 and 1 of an empty delivery.
pub(super) fn overall_bounds(strata: &[Stratum], size: u64, confidence: f64) -> Bounds {
    if size == 0 {
        return Bounds {
            lower: 0.0,
            upper: 1.0,
        };
    }
    let all = size as f64;
    let (mut known, mut unknown) = (0.0, 0.0);
    let mut sampled = Sampled::default();
    let mut last = None;
    for one in strata {
        let share = one.size as f64 / all;
        match one.audited {
            0 => unknown += share,
            audited if audited == one.size => known += one.wrong as f64 / all,
            _ => {
                sampled.add(one, share);
                last = Some((one, share));
            }
        }
    }
    let within = match last {
        None => Bounds {
            lower: 0.0,
            upper: 0.0,
        },
        Some((one, share)) if sampled.strata == 1 => {
            let exact = finite_bounds(one.size, one.audited, one.wrong, confidence);
            Bounds {
                lower: share * exact.lower,
                upper: share * exact.upper,
            }
        }
        Some(_) => sampled.bounds(confidence),
    };
    Bounds {
        lower: known + within.lower,
        upper: (known + within.upper + unknown).min(1.0),
    }
}

impl Sampled {
    fn add(&mut self, one: &Stratum, share: f64) {
        let [size, audited, wrong] = [one.size, one.audited, one.wrong].map(|count| count as f64);
        // Wise: a hypergeometric tail is near the binomial tail of a rate shifted by half of what the sample found.
        let weight = share / audited * (1.0 - (audited - 1.0) / (2.0 * size));
        self.strata += 1;
        self.share += share;
        self.known += share * wrong / (2.0 * size);
        self.sum += weight * wrong;
        self.squares += weight * weight * wrong;
        self.greatest = self.greatest.max(weight);
    }

    fn bounds(&self, confidence: f64) -> Bounds {
        let quantile = |sum: f64, squares: f64, extra: f64, probability: f64| {
            // One error of the mean weight, as a share of what was sampled: the inverse of the effective sample size.
            let unit = squares / sum / self.share;
            let errors = sum / self.share / unit;
            let right = 1.0 / unit - errors + extra;
            if right <= 0.0 {
                1.0
            } else {
                beta_quantile(errors, right, probability)
            }
        };
        let lower = match self.sum > 0.0 {
            true => quantile(self.sum, self.squares, 1.0, 1.0 - confidence),
            false => 0.0,
        };
        let upper = quantile(
            self.sum + self.greatest,
            self.squares + self.greatest * self.greatest,
            1.0,
            confidence,
        );
        Bounds {
            lower: self.known + self.share * lower,
            upper: (self.known + self.share * upper).min(self.share),
        }
    }
}

#[cfg(test)]
#[path = "stratified_tests.rs"]
mod tests;
