//! What came of a run.

use crate::client::VerdictKind;
use std::collections::HashMap;
use std::fmt;
use std::time::Duration;

/// Counts and times of a run.
#[derive(Clone, Debug, Default)]
pub struct Statistics {
    /// Answers acknowledged, mended ones among them.
    pub answers: usize,
    /// Answers that had come back.
    pub mended: usize,
    /// Answers with something wrong in them, against the known truth.
    pub faulty: usize,
    pub skipped: usize,
    /// Inspections acknowledged.
    pub verdicts: HashMap<VerdictKind, usize>,
    /// Inspectors' own answers acknowledged: decisions between people who disagree, and audits.
    pub decisions: usize,
    /// Requests refused because the task was gone, by code.
    pub conflicts: HashMap<String, usize>,
    /// Why people got no more work, by reason.
    pub stops: HashMap<String, usize>,
    /// Simulated time at work.
    pub active_ms: i64,
    /// Real time of the run.
    pub seconds: f64,
    /// How long each claim took.
    pub claims: Vec<Duration>,
    /// How long each answer or verdict took.
    pub submits: Vec<Duration>,
}

impl Statistics {
    pub(super) fn conflict(&mut self, code: &str) {
        *self.conflicts.entry(code.to_owned()).or_default() += 1;
    }

    pub(super) fn stopped(&mut self, reason: &str) {
        *self.stops.entry(reason.to_owned()).or_default() += 1;
    }

    /// Adds what somebody else did.
    pub fn add(&mut self, other: Statistics) {
        self.answers += other.answers;
        self.mended += other.mended;
        self.faulty += other.faulty;
        self.skipped += other.skipped;
        self.decisions += other.decisions;
        self.active_ms += other.active_ms;
        for (kind, count) in other.verdicts {
            *self.verdicts.entry(kind).or_default() += count;
        }
        for (code, count) in other.conflicts {
            *self.conflicts.entry(code).or_default() += count;
        }
        for (reason, count) in other.stops {
            *self.stops.entry(reason).or_default() += count;
        }
        self.claims.extend(other.claims);
        self.submits.extend(other.submits);
    }

    /// Inspections of all kinds.
    pub fn inspections(&self) -> usize {
        self.verdicts.values().sum::<usize>() + self.decisions
    }

    /// Inspections with this decision.
    pub fn verdicts_of(&self, kind: VerdictKind) -> usize {
        self.verdicts.get(&kind).copied().unwrap_or(0)
    }

    /// Answers and inspections per second.
    pub fn per_second(&self) -> f64 {
        (self.answers + self.inspections()) as f64 / self.seconds.max(1e-9)
    }
}

/// The time that `percent` of the calls stayed within, in milliseconds.
pub fn percentile_ms(times: &[Duration], percent: usize) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    let at = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(at).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}

impl fmt::Display for Statistics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} answers ({} mended, {} faulty), {} skipped in {:.2} s: {:.0} answers and inspections a second",
            self.answers,
            self.mended,
            self.faulty,
            self.skipped,
            self.seconds,
            self.per_second()
        )?;
        writeln!(
            f,
            "{} inspections: {} passed, {} fixed, {} returned, {} refused, {} unusable, {} decided",
            self.inspections(),
            self.verdicts_of(VerdictKind::Pass),
            self.verdicts_of(VerdictKind::Fix),
            self.verdicts_of(VerdictKind::Return),
            self.verdicts_of(VerdictKind::Refuse),
            self.verdicts_of(VerdictKind::Unusable),
            self.decisions
        )?;
        write!(
            f,
            "claim p50 {:.1} ms, p99 {:.1} ms; submit p50 {:.1} ms, p99 {:.1} ms",
            percentile_ms(&self.claims, 50),
            percentile_ms(&self.claims, 99),
            percentile_ms(&self.submits, 50),
            percentile_ms(&self.submits, 99)
        )?;
        for (what, counts) in [("gone", &self.conflicts), ("stopped", &self.stops)] {
            for (code, count) in counts {
                write!(f, "\n{what}: {code} {count}×")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_the_sorted_times() {
        let times: Vec<_> = (1..=200).rev().map(Duration::from_millis).collect();
        assert_eq!(percentile_ms(&times, 50), 100.0);
        assert_eq!(percentile_ms(&times, 99), 198.0);
        assert_eq!(percentile_ms(&[], 50), 0.0);
    }
}
