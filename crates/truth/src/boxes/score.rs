//! Agreement of two sets of shapes on one picture: pairs that match, and those left over.

use super::Shape;

/// Matches and leftovers. Sums over pictures by adding.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct MatchScore {
    /// Pairs alike enough.
    pub matched: u64,
    /// Of the first set without a partner.
    pub only_found: u64,
    /// Of the second set without a partner.
    pub only_true: u64,
    /// Sum of the likeness of the pairs.
    pub likeness: f64,
}

impl MatchScore {
    /// Adds another picture's.
    pub fn add(&mut self, other: MatchScore) {
        self.matched += other.matched;
        self.only_found += other.only_found;
        self.only_true += other.only_true;
        self.likeness += other.likeness;
    }

    /// Harmonic mean of precision and recall; 1 if both sets are empty.
    pub fn f1(&self) -> f64 {
        let all = 2 * self.matched + self.only_found + self.only_true;
        if all == 0 {
            1.0
        } else {
            2.0 * self.matched as f64 / all as f64
        }
    }

    /// Whether every shape of each set has its partner.
    pub fn same(&self) -> bool {
        self.only_found == 0 && self.only_true == 0
    }
}

/// Pairs off shapes that are at least `least` alike, the likeliest pair first, each shape once.
pub fn match_score<S: Shape>(found: &[&S], truth: &[&S], least: f64) -> MatchScore {
    let mut pairs = Vec::new();
    for (left, one) in found.iter().enumerate() {
        for (right, other) in truth.iter().enumerate() {
            let likeness = one.likeness(other);
            if likeness >= least {
                pairs.push((likeness, left, right));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut left_taken, mut right_taken) = (vec![false; found.len()], vec![false; truth.len()]);
    let mut score = MatchScore::default();
    for (likeness, left, right) in pairs {
        if !left_taken[left] && !right_taken[right] {
            left_taken[left] = true;
            right_taken[right] = true;
            score.matched += 1;
            score.likeness += likeness;
        }
    }
    score.only_found = found.len() as u64 - score.matched;
    score.only_true = truth.len() as u64 - score.matched;
    score
}

#[cfg(test)]
mod tests {
    use super::super::AxisBox;
    use super::*;

    #[test]
    fn the_likelier_pair_is_matched_first() {
        let at = |x| AxisBox {
            x,
            y: 0.0,
            width: 10.0,
            height: 10.0,
        };
        let (a, b, truth) = (at(2.0), at(0.5), at(0.0));
        let score = match_score(&[&a, &b], &[&truth], 0.5);
        assert_eq!((score.matched, score.only_found, score.only_true), (1, 1, 0));
        assert!((score.likeness - truth.likeness(&b)).abs() < 1e-12);
        assert!((score.f1() - 2.0 / 3.0).abs() < 1e-12);
        assert!(!score.same());
        assert!(match_score::<AxisBox>(&[], &[], 0.5).same());
    }
}
