//! How far people agree: the share of pairs of answers to the same task that say the same, and Krippendorff's alpha.

use std::collections::BTreeMap;

/// Sums over the tasks with two answers or more.
#[derive(Debug, Default, Clone)]
pub(in crate::quality) struct Agreement {
    /// Answers per class, of tasks with two or more.
    values: BTreeMap<u32, f64>,
    /// Pairs that say the same, each task's weighted by 1 / (answers − 1).
    same: f64,
    /// Pairs that say the same, and all pairs.
    same_pairs: f64,
    pairs: f64,
}

impl Agreement {
    /// Takes the answers of one task in.
    pub fn take_in(&mut self, classes: &[u32]) {
        if classes.len() < 2 {
            return;
        }
        let mut counts: BTreeMap<u32, f64> = BTreeMap::new();
        for class in classes {
            *counts.entry(*class).or_default() += 1.0;
            *self.values.entry(*class).or_default() += 1.0;
        }
        let count = classes.len() as f64;
        let same: f64 = counts.values().map(|n| n * (n - 1.0)).sum();
        self.same += same / (count - 1.0);
        self.same_pairs += same;
        self.pairs += count * (count - 1.0);
    }

    /// Takes the answers of one task in whose classes mean nothing outside of it: only pairs are counted.
    pub fn take_in_pairs(&mut self, groups: &[u32]) {
        for group in groups {
            self.same_pairs += groups.iter().filter(|other| *other == group).count() as f64 - 1.0;
            self.pairs += groups.len() as f64 - 1.0;
        }
    }

    /// Share of pairs that agree, in percent; nothing without a pair.
    pub fn percent(&self) -> Option<f64> {
        (self.pairs > 0.0).then(|| 100.0 * self.same_pairs / self.pairs)
    }

    /// Krippendorff's alpha for names (Krippendorff 2011, "Computing Krippendorff's alpha-reliability"): 1 − observed by
    /// expected disagreement. Nothing where all say the same always: there is no disagreement to compare with.
    pub fn alpha(&self) -> Option<f64> {
        let n: f64 = self.values.values().sum();
        if n < 2.0 {
            return None;
        }
        let expected: f64 = self.values.values().map(|v| v * (v - 1.0)).sum::<f64>() / (n - 1.0);
        let disagreement = n - expected;
        (disagreement > 0.0).then(|| 1.0 - (n - self.same) / disagreement)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of Krippendorff's own paper (2011, C: nominal data, any number of observers, missing data): 0.743.
    #[test]
    fn alpha_is_that_of_its_paper() {
        let units: [&[u32]; 12] = [
            &[1, 1, 1],
            &[2, 2, 3, 2],
            &[3, 3, 3, 3],
            &[3, 3, 3, 3],
            &[2, 2, 2, 2],
            &[1, 2, 3, 4],
            &[4, 4, 4, 4],
            &[1, 1, 2, 1],
            &[2, 2, 2, 2],
            &[5, 5, 5],
            &[1, 1],
            &[3],
        ];
        let mut agreement = Agreement::default();
        for unit in units {
            agreement.take_in(unit);
        }
        assert!(
            (agreement.alpha().unwrap() - 0.743).abs() < 0.001,
            "{:?}",
            agreement.alpha()
        );
        let mut same = Agreement::default();
        same.take_in(&[1, 1]);
        assert_eq!((same.percent(), same.alpha()), (Some(100.0), None));
        assert_eq!(Agreement::default().percent(), None);
    }
}
