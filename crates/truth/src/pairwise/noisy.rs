//! Bradley–Terry with workers who may err or answer the wrong way round: CrowdBT (Chen, Bennett, Collins-Thompson and
//! Horvitz, Pairwise ranking aggregation in a crowdsourced setting, WSDM 2013).

use super::bradley_terry::{Pair, agreement, centered, maximise};
use super::{BradleyTerryOptions, Comparison, ComparisonError, bradley_terry, check};

/// How [`noisy_bradley_terry`] runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NoisyOptions {
    /// The prior and the inner rounds of the scores, as for Bradley–Terry without noise.
    pub scores: BradleyTerryOptions,
    /// Every worker counts as having this many faithful comparisons more than he has (Beta prior of his reliability).
    pub faithful_prior: f64,
    /// And this many unfaithful ones.
    pub unfaithful_prior: f64,
    /// Rounds at most.
    pub rounds: usize,
    /// It stops when no reliability moves by more than this.
    pub tolerance: f64,
}

impl Default for NoisyOptions {
    fn default() -> NoisyOptions {
        NoisyOptions {
            scores: BradleyTerryOptions {
                rounds: 200,
                tolerance: 1e-7,
                ..BradleyTerryOptions::default()
            },
            faithful_prior: 9.0,
            unfaithful_prior: 1.0,
            rounds: 500,
            tolerance: 1e-6,
        }
    }
}

/// Scores of items and the reliability of workers.
#[derive(Debug, Clone, PartialEq)]
pub struct NoisyBradleyTerry {
    /// Log strength per item, mean nought, as a faithful worker sees it.
    pub scores: Vec<f64>,
    /// η of the paper: the chance that a worker answers as he should; ½ is chance, below it he answers the wrong way
    /// round. The prior's mean without comparisons.
    pub reliability: Vec<f64>,
    /// Share of a worker's comparisons that the scores bear out; `None` without comparisons.
    pub worker_agreement: Vec<Option<f64>>,
    /// Rounds until nothing moved.
    pub rounds: usize,
}

/// P(worker k says i over j) = η_k σ(s_i − s_j) + (1 − η_k) σ(s_j − s_i) (eq. 4 of the paper), with a made-up item
/// against which all win and lose alike as the regulariser (eq. 6). The paper ascends the likelihood by gradient; here
/// whether each answer was faithful is the hidden variable of an EM, whose M-step is Bradley–Terry's MM over weighted
/// wins: the same likelihood, never falling, and nothing to tune. Ties are half an answer either way. Starts from
/// Bradley–Terry without noise.
///
/// # Errors
/// If a comparison names an item or worker out of range.
pub fn noisy_bradley_terry(
    comparisons: &[Comparison],
    items: usize,
    workers: usize,
    options: NoisyOptions,
) -> Result<NoisyBradleyTerry, ComparisonError> {
    check(comparisons, items, workers)?;
    let mut rows: Vec<Comparison> = comparisons
        .iter()
        .copied()
        .filter(|c| c.left != c.right)
        .collect();
    // In one order whatever the order given, so that sums are added alike.
    rows.sort_by_key(|c| (c.ordered().0, c.ordered().1, c.worker, c.left_half_wins() as u8));
    let start = bradley_terry(comparisons, items, workers, options.scores)?;
    let mut strengths: Vec<f64> = start.scores.iter().map(|score| score.exp()).collect();
    let prior = options.faithful_prior / (options.faithful_prior + options.unfaithful_prior);
    let mut reliability = vec![prior; workers];
    let mut rounds = 0;
    while rounds < options.rounds {
        rounds += 1;
        let (pairs, faithful) = expect(&rows, &strengths, &reliability);
        maximise(&pairs, &mut strengths, options.scores);
        let mut moved: f64 = 0.0;
        for (worker, (yes, all)) in faithful.iter().enumerate() {
            let next =
                (yes + options.faithful_prior) / (all + options.faithful_prior + options.unfaithful_prior);
            moved = moved.max((next - reliability[worker]).abs());
            reliability[worker] = next;
        }
        if moved <= options.tolerance {
            break;
        }
    }
    let scores = centered(&strengths);
    let worker_agreement = agreement(comparisons, &scores, workers);
    Ok(NoisyBradleyTerry {
        scores,
        reliability,
        worker_agreement,
        rounds,
    })
}

/// How faithful every answer was (E-step): wins per pair so weighted, and per worker (faithful, all) comparisons.
fn expect(rows: &[Comparison], strengths: &[f64], reliability: &[f64]) -> (Vec<Pair>, Vec<(f64, f64)>) {
    let mut pairs: Vec<Pair> = Vec::new();
    let mut faithful = vec![(0.0, 0.0); reliability.len()];
    for row in rows {
        let (i, j, share) = row.ordered();
        let right = strengths[i as usize] / (strengths[i as usize] + strengths[j as usize]);
        let eta = reliability[row.worker as usize];
        // That "i over j" was said faithfully, and that "j over i" was.
        let said_i = eta * right / (eta * right + (1.0 - eta) * (1.0 - right));
        let said_j = eta * (1.0 - right) / (eta * (1.0 - right) + (1.0 - eta) * right);
        let won = share * said_i + (1.0 - share) * (1.0 - said_j);
        match pairs.last_mut().filter(|pair| (pair.i, pair.j) == (i, j)) {
            Some(pair) => {
                pair.won += won;
                pair.lost += 1.0 - won;
            }
            None => pairs.push(Pair {
                i,
                j,
                won,
                lost: 1.0 - won,
            }),
        }
        let (yes, all) = &mut faithful[row.worker as usize];
        *yes += share * said_i + (1.0 - share) * said_j;
        *all += 1.0;
    }
    (pairs, faithful)
}

#[cfg(test)]
mod tests {
    use super::super::Preference;
    use super::*;
    use crate::random::Random;
    use crate::special::sigmoid;

    /// Seven honest workers, two who answer by chance, one who answers the wrong way round.
    fn crowd(seed: u64) -> Vec<Comparison> {
        let mut random = Random::new(seed);
        (0..6000)
            .filter_map(|_| {
                let (left, right, worker) = (random.below(15), random.below(15), random.below(10));
                let chance = match worker {
                    7 | 8 => 0.5,
                    9 => sigmoid((right as f64 - left as f64) * 0.8),
                    _ => sigmoid((left as f64 - right as f64) * 0.8),
                };
                let preferred = if random.uniform() < chance {
                    Preference::Left
                } else {
                    Preference::Right
                };
                (left != right).then_some(Comparison {
                    worker: worker as u32,
                    left: left as u32,
                    right: right as u32,
                    preferred,
                })
            })
            .collect()
    }

    #[test]
    fn spammers_and_the_perverse_are_seen_through() {
        let found = noisy_bradley_terry(&crowd(11), 15, 10, NoisyOptions::default()).unwrap();
        for worker in 0..7 {
            assert!(found.reliability[worker] > 0.9, "{:?}", found.reliability);
        }
        for worker in [7, 8] {
            assert!(
                (found.reliability[worker] - 0.5).abs() < 0.1,
                "{:?}",
                found.reliability
            );
        }
        assert!(found.reliability[9] < 0.1, "{:?}", found.reliability);
        assert!(found.scores.is_sorted(), "{:?}", found.scores);
        let span = found.scores[14] - found.scores[0];
        assert!((span - 14.0 * 0.8).abs() < 1.5, "span {span}");
    }

    #[test]
    fn the_order_of_comparisons_does_not_matter() {
        let games = crowd(2);
        let turned: Vec<_> = games.iter().rev().copied().collect();
        let one = noisy_bradley_terry(&games, 15, 10, NoisyOptions::default()).unwrap();
        let two = noisy_bradley_terry(&turned, 15, 10, NoisyOptions::default()).unwrap();
        for (a, b) in one.scores.iter().zip(&two.scores) {
            assert!((a - b).abs() < 1e-9);
        }
    }

    #[test]
    fn degenerate_games_give_sane_scores() {
        let none = noisy_bradley_terry(&[], 2, 1, NoisyOptions::default()).unwrap();
        assert_eq!((none.scores, none.reliability), (vec![0.0, 0.0], vec![0.9]));
        let tie = [Comparison {
            worker: 0,
            left: 0,
            right: 1,
            preferred: Preference::Tie,
        }];
        let tied = noisy_bradley_terry(&tie, 2, 1, NoisyOptions::default()).unwrap();
        assert!(tied.scores.iter().all(|score| score.abs() < 1e-9));
        let alone = vec![
            Comparison {
                worker: 0,
                left: 1,
                right: 0,
                preferred: Preference::Left
            };
            30
        ];
        let found = noisy_bradley_terry(&alone, 2, 1, NoisyOptions::default()).unwrap();
        assert!(found.scores[1] > found.scores[0] && found.scores[1].is_finite());
    }
}
