//! Acceptance sampling lot by lot with switching rules, as in ISO 2859-1 (sampling by attributes), single sampling.
//!
//! A person's answers form lots in the order they come in. Of every lot a sample is inspected; the lot passes when no more
//! than the acceptance number of them had to be returned, refused or fixed. The switching rules of the standard (§9.3)
//! decide how strictly the next lot is looked at: tightened after two of five lots failed, normal again after five passed
//! in a row; reduced after ten normal lots passed in a row, normal again as soon as one fails.

/// How strictly a lot is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The usual sample.
    Normal,
    /// A larger sample and no mercy, after failures.
    Tightened,
    /// A small sample, after a long run of passed lots.
    Reduced,
}

/// Answers in a lot.
pub const LOT_SIZE: usize = 25;

/// Sample size of a lot, and the most faults at which it passes. From the standard's tables for lots of 16 to 25 at
/// general inspection level II and an acceptable quality limit of 10 %: normal code letter C (n = 5, Ac = 1), tightened
/// (n = 8, Ac = 1), reduced (n = 2, Ac = 0).
pub fn sample_of(severity: Severity) -> (usize, usize) {
    match severity {
        Severity::Normal => (5, 1),
        Severity::Tightened => (8, 1),
        Severity::Reduced => (2, 0),
    }
}

/// One of a person's answers as far as inspection is concerned, in the order they came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Inspected, nothing wrong.
    Passed,
    /// Inspected and returned, refused or fixed.
    Faulty,
    /// Not inspected.
    Unseen,
}

/// How strictly the lot is looked at in which the next answer falls, from all earlier ones. The first lot is inspected
/// wholly ([`inspects_next`]); it counts as normal.
pub fn severity_after(history: &[Seen]) -> Severity {
    let mut severity = Severity::Normal;
    let mut passed_in_row = 0;
    let mut recent: Vec<bool> = Vec::new();
    for (index, lot) in history.chunks_exact(LOT_SIZE).enumerate() {
        let seen = lot.iter().filter(|seen| **seen != Seen::Unseen).count();
        let faulty = lot.iter().filter(|seen| **seen == Seen::Faulty).count();
        let (size, accepted) = sample_of(severity);
        // The whole first lot is inspected: the same share of faults is tolerated.
        let tolerated = if index == 0 {
            accepted * seen / size
        } else {
            accepted
        };
        let passes = faulty <= tolerated;
        passed_in_row = if passes { passed_in_row + 1 } else { 0 };
        recent.push(passes);
        let failures = recent.iter().rev().take(5).filter(|passes| !**passes).count();
        let next = match severity {
            Severity::Normal if failures >= 2 => Severity::Tightened,
            Severity::Normal if passed_in_row >= 10 => Severity::Reduced,
            Severity::Tightened if passed_in_row >= 5 => Severity::Normal,
            Severity::Reduced if !passes => Severity::Normal,
            same => same,
        };
        if next != severity {
            severity = next;
            passed_in_row = 0;
            recent.clear();
        }
    }
    severity
}

/// Whether a person's next answer is inspected, from all earlier ones and a number drawn for it (any 64 bits, the same
/// for the same answer): the whole first lot, then as many of each lot as its sample, drawn at random (selection
/// sampling, Knuth, Algorithm S: exactly the sample size per lot).
pub fn inspects_next(history: &[Seen], draw: u64) -> bool {
    if history.len() < LOT_SIZE {
        return true;
    }
    let begun = history.len() % LOT_SIZE;
    let lot = &history[history.len() - begun..];
    let taken = lot.iter().filter(|seen| **seen != Seen::Unseen).count();
    let (size, _) = sample_of(severity_after(history));
    let wanted = size.saturating_sub(taken) as u64;
    let left = (LOT_SIZE - begun) as u64;
    (draw >> 32) * left < wanted << 32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A history in which whatever is inspected is faulty in one of `every` cases (0: never).
    fn history(lots: usize, every: usize) -> Vec<Seen> {
        let mut history = Vec::new();
        let mut inspected = 0;
        for number in 0..lots * LOT_SIZE {
            let draw = (number as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            if !inspects_next(&history, draw) {
                history.push(Seen::Unseen);
                continue;
            }
            inspected += 1;
            let faulty = every > 0 && inspected % every == 0;
            history.push(if faulty { Seen::Faulty } else { Seen::Passed });
        }
        history
    }

    #[test]
    fn the_first_lot_is_inspected_wholly_and_each_later_one_by_exactly_its_sample() {
        let history = history(6, 0);
        let seen = |lot: &[Seen]| lot.iter().filter(|seen| **seen != Seen::Unseen).count();
        let counts: Vec<usize> = history.chunks(LOT_SIZE).map(seen).collect();
        assert_eq!(counts, [25, 5, 5, 5, 5, 5]);
    }

    #[test]
    fn good_work_is_looked_at_less_and_bad_work_more() {
        assert_eq!(severity_after(&history(12, 0)), Severity::Reduced);
        assert_eq!(severity_after(&history(5, 2)), Severity::Tightened);
        assert_eq!(severity_after(&[]), Severity::Normal);
    }

    #[test]
    fn a_single_failure_ends_reduced_inspection() {
        let mut history = history(12, 0);
        let lot = (0..LOT_SIZE).map(|n| if n == 0 { Seen::Faulty } else { Seen::Unseen });
        history.extend(lot);
        assert_eq!(severity_after(&history), Severity::Normal);
    }
}
