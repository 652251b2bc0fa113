//! Agreement of every two workers who answered the same tasks.

use crate::Answers;
use std::collections::BTreeMap;

/// How two workers agree on the tasks that both answered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairAgreement {
    /// Index of the one worker.
    pub one: u32,
    /// Index of the other; above `one`.
    pub other: u32,
    /// Tasks that both answered.
    pub tasks: u32,
    /// Of them those answered alike.
    pub agreed: u32,
    /// Cohen's kappa (Educational and Psychological Measurement 20, 1960): 1 is full agreement, 0 that of chance; `None`
    /// if both gave one and the same class alone.
    pub cohen_kappa: Option<f64>,
}

#[derive(Default)]
struct Shared {
    tasks: u32,
    agreed: u32,
    /// How often each class was given by the one, then by the other.
    given: Vec<u32>,
}

/// The agreement of every pair of workers with a task in common, in order of their indices. Of repeated answers of a
/// worker to one task the first counts. Time goes with the sum over tasks of the square of their answers.
pub fn pair_agreement(answers: &Answers) -> Vec<PairAgreement> {
    let sizes = answers.sizes();
    let mut pairs: BTreeMap<(u32, u32), Shared> = BTreeMap::new();
    let mut first: Vec<(u32, usize)> = Vec::new();
    for task in 0..sizes.tasks {
        first.clear();
        first.extend(
            answers
                .of_task(task)
                .map(|(worker, class)| (worker as u32, class)),
        );
        // Stable, so that a worker's first answer stays the first.
        first.sort_by_key(|one| one.0);
        first.dedup_by_key(|one| one.0);
        for (place, (one, class)) in first.iter().enumerate() {
            for (other, other_class) in &first[place + 1..] {
                let shared = pairs.entry((*one, *other)).or_insert_with(|| Shared {
                    given: vec![0; 2 * sizes.classes],
                    ..Shared::default()
                });
                shared.tasks += 1;
                shared.agreed += u32::from(class == other_class);
                shared.given[*class] += 1;
                shared.given[sizes.classes + other_class] += 1;
            }
        }
    }
    let pairs = pairs.into_iter();
    pairs
        .map(|((one, other), shared)| PairAgreement {
            one,
            other,
            tasks: shared.tasks,
            agreed: shared.agreed,
            cohen_kappa: kappa(&shared, sizes.classes),
        })
        .collect()
}

fn kappa(shared: &Shared, classes: usize) -> Option<f64> {
    let all = f64::from(shared.tasks);
    let (one, other) = shared.given.split_at(classes);
    let by_chance = one
        .iter()
        .zip(other)
        .map(|(a, b)| f64::from(*a) / all * f64::from(*b) / all);
    let chance: f64 = by_chance.sum();
    (chance < 1.0).then(|| (f64::from(shared.agreed) / all - chance) / (1.0 - chance))
}

#[cfg(test)]
mod tests {
    use super::super::tests::table;
    use super::*;

    #[test]
    fn a_table_of_two_readers_gives_its_kappa() {
        // 50 grants: both yes 20, both no 15, only the first 5, only the second 10.
        let (mut one, mut other) = (Vec::new(), Vec::new());
        for (a, b, count) in [(1, 1, 20), (0, 0, 15), (1, 0, 5), (0, 1, 10)] {
            one.extend(std::iter::repeat_n(a, count));
            other.extend(std::iter::repeat_n(b, count));
        }
        let found = pair_agreement(&table(&[&one, &other], 2));
        assert_eq!((found.len(), found[0].tasks, found[0].agreed), (1, 50, 35));
        assert!((found[0].cohen_kappa.unwrap() - 0.4).abs() < 1e-12);
    }

    #[test]
    fn only_pairs_that_met_are_named() {
        let found = pair_agreement(&table(&[&[0, -1, 1], &[0, 1, -1], &[-1, -1, 1]], 2));
        let pairs: Vec<_> = found.iter().map(|one| (one.one, one.other, one.tasks)).collect();
        assert_eq!(pairs, [(0, 1, 1), (0, 2, 1)]);
        assert_eq!(found[0].cohen_kappa, None);
    }
}
