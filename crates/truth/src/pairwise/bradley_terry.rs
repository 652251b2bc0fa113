//! Bradley and Terry's model by minorisation and maximisation (Hunter, MM algorithms for generalized Bradley–Terry
//! models, Annals of Statistics 32, 2004), with a prior.

use std::collections::BTreeMap;

use super::{Comparison, ComparisonError, check};

/// How [`bradley_terry`] runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BradleyTerryOptions {
    /// Every item counts as having this many wins and as many losses against one made-up item of strength 1: scores stay
    /// finite for items that always win, and are known for items that were compared in separate groups. Above 0.
    pub prior: f64,
    /// Rounds at most.
    pub rounds: usize,
    /// It stops when no log strength moves by more than this in a round.
    pub tolerance: f64,
}

impl Default for BradleyTerryOptions {
    fn default() -> BradleyTerryOptions {
        BradleyTerryOptions {
            prior: 0.1,
            rounds: 10_000,
            tolerance: 1e-9,
        }
    }
}

/// Scores of items, and how well every worker agrees with them.
#[derive(Debug, Clone, PartialEq)]
pub struct BradleyTerry {
    /// Log strength per item, mean nought; the chance that i beats j is the sigmoid of the difference.
    pub scores: Vec<f64>,
    /// Share of a worker's decided comparisons that prefer the item of higher score (equal scores and ties give half);
    /// `None` without comparisons.
    pub worker_agreement: Vec<Option<f64>>,
    /// Rounds until nothing moved.
    pub rounds: usize,
}

/// Fits Bradley–Terry; ties are half a win for both. Deterministic, and independent of the order of the comparisons.
///
/// # Errors
/// If a comparison names an item or worker out of range.
pub fn bradley_terry(
    comparisons: &[Comparison],
    items: usize,
    workers: usize,
    options: BradleyTerryOptions,
) -> Result<BradleyTerry, ComparisonError> {
    check(comparisons, items, workers)?;
    let mut pairs: BTreeMap<(u32, u32), (f64, f64)> = BTreeMap::new();
    for comparison in comparisons.iter().filter(|c| c.left != c.right) {
        let (first, second, share) = comparison.ordered();
        let (won, lost) = pairs.entry((first, second)).or_default();
        *won += share;
        *lost += 1.0 - share;
    }
    let pairs: Vec<_> = pairs
        .into_iter()
        .map(|((i, j), (won, lost))| Pair { i, j, won, lost })
        .collect();
    let mut strengths = vec![1.0; items];
    let rounds = maximise(&pairs, &mut strengths, options);
    let scores = centered(&strengths);
    let worker_agreement = agreement(comparisons, &scores, workers);
    Ok(BradleyTerry {
        scores,
        worker_agreement,
        rounds,
    })
}

/// Two items, and how much each won against the other.
pub(super) struct Pair {
    pub(super) i: u32,
    pub(super) j: u32,
    pub(super) won: f64,
    pub(super) lost: f64,
}

/// Hunter's eq. (3), with the prior as games against an item of strength 1: the strengths that maximise the penalised
/// likelihood, started from those given. Says after how many rounds.
pub(super) fn maximise(pairs: &[Pair], strengths: &mut [f64], options: BradleyTerryOptions) -> usize {
    let mut wins = vec![options.prior; strengths.len()];
    for pair in pairs {
        wins[pair.i as usize] += pair.won;
        wins[pair.j as usize] += pair.lost;
    }
    let mut sums = vec![0.0; strengths.len()];
    for round in 1..=options.rounds {
        for (sum, strength) in sums.iter_mut().zip(strengths.iter()) {
            *sum = 2.0 * options.prior / (strength + 1.0);
        }
        for pair in pairs {
            let (i, j) = (pair.i as usize, pair.j as usize);
            let share = (pair.won + pair.lost) / (strengths[i] + strengths[j]);
            sums[i] += share;
            sums[j] += share;
        }
        let mut moved: f64 = 0.0;
        for (item, strength) in strengths
            .iter_mut()
            .enumerate()
            .filter(|(item, _)| sums[*item] > 0.0)
        {
            let next = wins[item] / sums[item];
            moved = moved.max((next / *strength).ln().abs());
            *strength = next;
        }
        if moved <= options.tolerance {
            return round;
        }
    }
    options.rounds
}

/// Log strengths less their mean.
pub(super) fn centered(strengths: &[f64]) -> Vec<f64> {
    let logs: Vec<f64> = strengths.iter().map(|strength| strength.ln()).collect();
    let mean = logs.iter().sum::<f64>() / logs.len().max(1) as f64;
    logs.iter().map(|log| log - mean).collect()
}

/// Share of every worker's comparisons that the scores bear out.
pub(super) fn agreement(comparisons: &[Comparison], scores: &[f64], workers: usize) -> Vec<Option<f64>> {
    let mut sums = vec![(0.0, 0.0); workers];
    for comparison in comparisons.iter().filter(|c| c.left != c.right) {
        let (first, second, share) = comparison.ordered();
        let borne_out = match scores[first as usize].total_cmp(&scores[second as usize]) {
            std::cmp::Ordering::Greater => share,
            std::cmp::Ordering::Less => 1.0 - share,
            std::cmp::Ordering::Equal => 0.5,
        };
        let (sum, count) = &mut sums[comparison.worker as usize];
        *sum += borne_out;
        *count += 1.0;
    }
    sums.iter()
        .map(|(sum, count)| (*count > 0.0).then(|| sum / count))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::Preference;
    use super::*;
    use crate::random::Random;
    use crate::special::sigmoid;
    use proptest::prelude::*;

    fn game(left: u32, right: u32, preferred: Preference) -> Comparison {
        Comparison {
            worker: 0,
            left,
            right,
            preferred,
        }
    }

    #[test]
    fn planted_scores_are_found() {
        let mut random = Random::new(5);
        let truth: Vec<f64> = (0..20).map(|item| f64::from(item) * 0.3).collect();
        let mut games = vec![];
        for _ in 0..20_000 {
            let (left, right) = (random.below(20), random.below(20));
            let won = random.uniform() < sigmoid(truth[left] - truth[right]);
            games.push(game(
                left as u32,
                right as u32,
                if won { Preference::Left } else { Preference::Right },
            ));
        }
        let found = bradley_terry(&games, 20, 1, BradleyTerryOptions::default()).unwrap();
        for (item, score) in found.scores.iter().enumerate() {
            assert!(
                (score - (truth[item] - 2.85)).abs() < 0.25,
                "item {item}: {score}"
            );
        }
        assert!(found.worker_agreement[0].unwrap() > 0.8);
    }

    #[test]
    fn two_items_have_the_closed_form() {
        // Six wins of eight and a prior of next to nothing: the odds are 3 to 1.
        let games: Vec<_> = (0..8)
            .map(|n| {
                game(
                    0,
                    1,
                    if n < 6 {
                        Preference::Left
                    } else {
                        Preference::Right
                    },
                )
            })
            .collect();
        let options = BradleyTerryOptions {
            prior: 1e-9,
            ..BradleyTerryOptions::default()
        };
        let found = bradley_terry(&games, 2, 1, options).unwrap();
        assert!((found.scores[0] - found.scores[1] - 3.0f64.ln()).abs() < 1e-6);
    }

    #[test]
    fn degenerate_games_give_sane_scores() {
        let options = BradleyTerryOptions::default();
        let none = bradley_terry(&[], 3, 1, options).unwrap();
        assert_eq!((none.scores, none.worker_agreement), (vec![0.0; 3], vec![None]));
        assert_eq!(bradley_terry(&[], 0, 0, options).unwrap().scores, []);
        let ties = [game(0, 1, Preference::Tie), game(1, 2, Preference::Tie)];
        assert!(
            bradley_terry(&ties, 3, 1, options)
                .unwrap()
                .scores
                .iter()
                .all(|s| s.abs() < 1e-12)
        );
        let unbeaten = vec![game(0, 1, Preference::Left); 50];
        let found = bradley_terry(&unbeaten, 2, 1, options).unwrap();
        assert!(found.scores[0] > 2.0 && found.scores[0].is_finite());
        let itself = [game(1, 1, Preference::Left)];
        assert_eq!(bradley_terry(&itself, 2, 1, options).unwrap().scores, [0.0, 0.0]);
        assert_eq!(
            bradley_terry(&[game(0, 5, Preference::Left)], 2, 1, options),
            Err(ComparisonError::OutOfRange { row: 0 })
        );
    }

    proptest! {
        #[test]
        fn order_and_sides_do_not_matter(games in proptest::collection::vec((0u32..6, 0u32..6, 0u8..3), 1..60)) {
            let games: Vec<_> = games
                .into_iter()
                .map(|(left, right, won)| {
                    game(left, right, [Preference::Left, Preference::Right, Preference::Tie][won as usize])
                })
                .collect();
            let turned: Vec<_> = games
                .iter()
                .rev()
                .map(|g| {
                    let preferred = match g.preferred {
                        Preference::Left => Preference::Right,
                        Preference::Right => Preference::Left,
                        Preference::Tie => Preference::Tie,
                    };
                    game(g.right, g.left, preferred)
                })
                .collect();
            let one = bradley_terry(&games, 6, 1, BradleyTerryOptions::default()).unwrap();
            let two = bradley_terry(&turned, 6, 1, BradleyTerryOptions::default()).unwrap();
            for (a, b) in one.scores.iter().zip(&two.scores) {
                prop_assert!((a - b).abs() < 1e-6);
            }
        }
    }
}
