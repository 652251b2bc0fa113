//! Whole rankings, taken apart into comparisons of two.

use super::{Comparison, Preference};

/// A mistake in comparisons or rankings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComparisonError {
    /// An item or worker of this comparison is not below the stated number of them.
    OutOfRange {
        /// Index of the comparison.
        row: usize,
    },
    /// A ranking and its ranks differ in length.
    Lengths,
    /// A ranking names an item twice.
    Twice {
        /// The item.
        item: u32,
    },
}

impl std::fmt::Display for ComparisonError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ComparisonError::OutOfRange { row } => {
                write!(
                    f,
                    "comparison {row}: an item or worker is not below the stated number of them"
                )
            }
            ComparisonError::Lengths => write!(f, "a ranking has another number of ranks than of items"),
            ComparisonError::Twice { item } => write!(f, "a ranking names item {item} twice"),
        }
    }
}

impl std::error::Error for ComparisonError {}

/// Every two items of one worker's ranking as a comparison: `ranks[i]` is the place of `items[i]`, the lowest being the
/// best; equal ranks are ties. An item that was not ranked is left out of `items`. n items give n(n−1)/2 comparisons
/// (rank breaking in full, which is consistent for Bradley–Terry: Azari Soufiani et al., NIPS 2013).
///
/// # Errors
/// If the two differ in length, or an item is named twice.
pub fn comparisons_of_ranking(
    worker: u32,
    items: &[u32],
    ranks: &[u32],
) -> Result<Vec<Comparison>, ComparisonError> {
    if items.len() != ranks.len() {
        return Err(ComparisonError::Lengths);
    }
    let mut comparisons = Vec::with_capacity(items.len() * items.len().saturating_sub(1) / 2);
    for (at, left) in items.iter().enumerate() {
        for (other, right) in items.iter().enumerate().skip(at + 1) {
            if left == right {
                return Err(ComparisonError::Twice { item: *left });
            }
            let preferred = match ranks[at].cmp(&ranks[other]) {
                std::cmp::Ordering::Less => Preference::Left,
                std::cmp::Ordering::Equal => Preference::Tie,
                std::cmp::Ordering::Greater => Preference::Right,
            };
            comparisons.push(Comparison {
                worker,
                left: *left,
                right: *right,
                preferred,
            });
        }
    }
    Ok(comparisons)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ranking_is_all_its_pairs() {
        let found = comparisons_of_ranking(4, &[7, 3, 9], &[2, 1, 2]).unwrap();
        let expected = [
            (7, 3, Preference::Right),
            (7, 9, Preference::Tie),
            (3, 9, Preference::Left),
        ];
        assert_eq!(
            found,
            expected.map(|(left, right, preferred)| Comparison {
                worker: 4,
                left,
                right,
                preferred
            })
        );
        assert_eq!(comparisons_of_ranking(0, &[], &[]), Ok(vec![]));
    }

    #[test]
    fn mistakes_are_named() {
        assert_eq!(
            comparisons_of_ranking(0, &[1], &[]),
            Err(ComparisonError::Lengths)
        );
        assert_eq!(
            comparisons_of_ranking(0, &[1, 2, 1], &[1, 2, 3]),
            Err(ComparisonError::Twice { item: 1 })
        );
    }
}
