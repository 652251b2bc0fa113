//! Rates of workers who mark what they see and leave the rest unmarked: sensitivity and specificity, shrunk to the rates
//! of the pool (Raykar et al., Learning from crowds, JMLR 2010, equations 8 and 9, with Beta priors centred on the pool
//! instead of chosen by hand). Spans, boxes and multi-label answers share it.

/// How strongly a worker's rates lean to those of the pool, in pseudo-observations.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shrinkage {
    /// Pseudo-observations of things that are there.
    pub present: f64,
    /// Pseudo-observations of things that are not there.
    pub absent: f64,
}

/// How often a worker is right about what is there and about what is not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rates {
    /// Probability that the worker marks what is there, strictly between 0 and 1.
    pub sensitivity: f64,
    /// Probability that the worker leaves unmarked what is not there, strictly between 0 and 1.
    pub specificity: f64,
}

/// Log-likelihood ratios (there against not there, natural logarithm) of the two things that a worker can say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Evidence {
    pub(crate) marked: f64,
    pub(crate) unmarked: f64,
}

/// Expected numbers of a worker's judgements of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Counts {
    pub(crate) present_marked: f64,
    pub(crate) present_unmarked: f64,
    pub(crate) absent_marked: f64,
    pub(crate) absent_unmarked: f64,
}

impl Counts {
    /// One judgement of each kind.
    pub(crate) const ONE_EACH: Counts = Counts {
        present_marked: 1.0,
        present_unmarked: 1.0,
        absent_marked: 1.0,
        absent_unmarked: 1.0,
    };

    /// Adds `weight` judgements on something that is there with the given probability.
    pub(crate) fn add(&mut self, marked: bool, probability: f64, weight: f64) {
        let (present, absent) = (probability * weight, (1.0 - probability) * weight);
        if marked {
            self.present_marked += present;
            self.absent_marked += absent;
        } else {
            self.present_unmarked += present;
            self.absent_unmarked += absent;
        }
    }

    fn merge(&mut self, other: &Counts) {
        self.present_marked += other.present_marked;
        self.present_unmarked += other.present_unmarked;
        self.absent_marked += other.absent_marked;
        self.absent_unmarked += other.absent_unmarked;
    }
}

/// Keeps a rate off 0 and 1, where one answer would outweigh everybody.
const EDGE: f64 = 1e-4;

impl Rates {
    /// The evidence in the worker's words. A worker who marks what is not there as often as what is there says nothing,
    /// and one who marks it more often is not taken at the opposite of his word: on real data such credit turns labels
    /// over.
    pub(crate) fn evidence(&self) -> Evidence {
        if self.sensitivity + self.specificity <= 1.0 {
            return Evidence {
                marked: 0.0,
                unmarked: 0.0,
            };
        }
        Evidence {
            marked: (self.sensitivity / (1.0 - self.specificity)).ln(),
            unmarked: ((1.0 - self.sensitivity) / self.specificity).ln(),
        }
    }
}

/// Rates of the whole pool, and of every worker, shrunk to the pool's. `prior` is counted with the pool.
pub(crate) fn shrunk_rates(counts: &[Counts], prior: Counts, shrinkage: Shrinkage) -> (Rates, Vec<Rates>) {
    let mut all = prior;
    for one in counts {
        all.merge(one);
    }
    let nothing = Shrinkage {
        present: 0.0,
        absent: 0.0,
    };
    let even = Rates {
        sensitivity: 0.5,
        specificity: 0.5,
    };
    let pool = rates(&all, nothing, even);
    let workers = counts.iter().map(|one| rates(one, shrinkage, pool)).collect();
    (pool, workers)
}

fn rates(counts: &Counts, shrinkage: Shrinkage, centre: Rates) -> Rates {
    let share = |hit: f64, miss: f64, strength: f64, centre: f64| {
        let all = hit + miss + strength;
        let share = if all > 0.0 {
            (hit + strength * centre) / all
        } else {
            centre
        };
        share.clamp(EDGE, 1.0 - EDGE)
    };
    Rates {
        sensitivity: share(
            counts.present_marked,
            counts.present_unmarked,
            shrinkage.present,
            centre.sensitivity,
        ),
        specificity: share(
            counts.absent_unmarked,
            counts.absent_marked,
            shrinkage.absent,
            centre.specificity,
        ),
    }
}

/// Log-odds of a probability strictly between 0 and 1.
pub(crate) fn logit(probability: f64) -> f64 {
    (probability / (1.0 - probability)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::sigmoid;

    #[test]
    fn a_worker_without_answers_has_the_rates_of_the_pool() {
        let mut busy = Counts::default();
        for _ in 0..80 {
            busy.add(true, 1.0, 1.0);
            busy.add(false, 0.0, 1.0);
        }
        for _ in 0..20 {
            busy.add(false, 1.0, 1.0);
        }
        let strength = Shrinkage {
            present: 10.0,
            absent: 10.0,
        };
        let (pool, workers) = shrunk_rates(&[busy, Counts::default()], Counts::ONE_EACH, strength);
        assert!((pool.sensitivity - 81.0 / 102.0).abs() < 1e-12);
        assert!((workers[1].sensitivity - pool.sensitivity).abs() < 1e-12);
        assert!((workers[1].specificity - pool.specificity).abs() < 1e-12);
        assert!(workers[0].sensitivity > pool.sensitivity);
    }

    #[test]
    fn a_worker_below_chance_says_nothing() {
        let contrary = Rates {
            sensitivity: 0.2,
            specificity: 0.3,
        };
        assert_eq!(
            contrary.evidence(),
            Evidence {
                marked: 0.0,
                unmarked: 0.0
            }
        );
        let good = Rates {
            sensitivity: 0.9,
            specificity: 0.8,
        };
        assert!(good.evidence().marked > 0.0 && good.evidence().unmarked < 0.0);
    }

    #[test]
    fn sigmoid_and_logit_are_inverse() {
        for p in [0.001, 0.3, 0.5, 0.99] {
            assert!((sigmoid(logit(p)) - p).abs() < 1e-12);
        }
    }
}
