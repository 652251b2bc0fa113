//! Majority vote over labels.

/// The outcome of a vote.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Majority {
    /// Index, in the given slice, of the first vote for the winner.
    pub first: usize,
    /// Votes for the winner.
    pub votes: usize,
    /// Share of all votes that the winner got, above 0 and at most 1.
    pub share: f64,
}

/// The label with most votes; `None` without votes. Of labels with equally many votes the one that was named first
/// wins, so the outcome depends on nothing but the order of the votes (give them in the order they were handed out).
pub fn majority<L: PartialEq>(votes: &[L]) -> Option<Majority> {
    let mut best: Option<Majority> = None;
    for (first, label) in votes.iter().enumerate() {
        if votes[..first].contains(label) {
            continue;
        }
        let count = votes.iter().filter(|vote| *vote == label).count();
        if best.is_none_or(|best| count > best.votes) {
            best = Some(Majority {
                first,
                votes: count,
                share: count as f64 / votes.len() as f64,
            });
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ties_go_to_the_first_named() {
        assert_eq!(
            majority(&["dog", "cat", "cat", "dog"]).map(|m| (m.first, m.votes)),
            Some((0, 2))
        );
        assert_eq!(
            majority(&["dog", "cat", "cat"]).map(|m| (m.first, m.votes)),
            Some((1, 2))
        );
        assert_eq!(majority::<u8>(&[]), None);
    }

    proptest! {
        #[test]
        fn nobody_has_more_votes(votes in proptest::collection::vec(0u8..5, 1..40)) {
            let won = majority(&votes).unwrap();
            for label in &votes {
                prop_assert!(votes.iter().filter(|v| *v == label).count() <= won.votes);
            }
            prop_assert!((won.share - won.votes as f64 / votes.len() as f64).abs() < 1e-12);
        }
    }
}
