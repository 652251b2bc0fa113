//! How much workers agree: in percent, by the kappas of Cohen and Fleiss and the alpha of Krippendorff; and what is taken
//! for what. All in one pass over the answers.

mod confusion;
mod krippendorff;
mod pairs;

pub use confusion::{Confusion, confusion, worker_confusions};
pub use krippendorff::{Scale, krippendorff_alpha};
pub use pairs::{PairAgreement, pair_agreement};

use crate::Answers;

/// Agreement of a whole pool, from the tasks with at least two answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PoolAgreement {
    /// Tasks with at least two answers.
    pub tasks: u64,
    /// Share of the pairs of answers to one task that agree; `None` without a pair.
    pub percent: Option<f64>,
    /// Fleiss' kappa (Psychological Bulletin 76, 1971), each task weighing the same whatever its number of answers; 1 is
    /// full agreement, 0 that of chance. `None` without a pair, or if only one class was ever given.
    pub fleiss_kappa: Option<f64>,
}

/// Percent agreement and Fleiss' kappa.
pub fn pool_agreement(answers: &Answers) -> PoolAgreement {
    let sizes = answers.sizes();
    let mut counts = Counts::of(sizes.classes);
    let mut classes = vec![0.0; sizes.classes];
    let (mut agreed, mut pairs, mut shares, mut tasks) = (0.0, 0.0, 0.0, 0u64);
    for task in 0..sizes.tasks {
        let given = counts.count(answers, task);
        if given < 2.0 {
            continue;
        }
        let possible = given * (given - 1.0);
        let alike: f64 = counts.each().map(|(_, count)| count * (count - 1.0)).sum();
        for (class, count) in counts.each() {
            classes[class] += count;
        }
        agreed += alike;
        pairs += possible;
        shares += alike / possible;
        tasks += 1;
    }
    let all: f64 = classes.iter().sum();
    let chance: f64 = classes.iter().map(|count| (count / all) * (count / all)).sum();
    let mean = shares / tasks as f64;
    PoolAgreement {
        tasks,
        percent: (tasks > 0).then(|| agreed / pairs),
        fleiss_kappa: (tasks > 0 && chance < 1.0).then(|| (mean - chance) / (1.0 - chance)),
    }
}

/// How often each class was given to one task: room that is used again for the next.
struct Counts {
    counts: Vec<f64>,
    given: Vec<usize>,
}

impl Counts {
    fn of(classes: usize) -> Counts {
        Counts {
            counts: vec![0.0; classes],
            given: Vec::new(),
        }
    }

    /// Counts a task's answers, and says how many there are.
    fn count(&mut self, answers: &Answers, task: usize) -> f64 {
        for class in self.given.drain(..) {
            self.counts[class] = 0.0;
        }
        let mut all = 0.0;
        for (_, class) in answers.of_task(task) {
            if self.counts[class] == 0.0 {
                self.given.push(class);
            }
            self.counts[class] += 1.0;
            all += 1.0;
        }
        all
    }

    /// The classes given, with their numbers.
    fn each(&self) -> impl Iterator<Item = (usize, f64)> + '_ {
        self.given.iter().map(|class| (*class, self.counts[*class]))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::Sizes;

    /// Rows of answers, one row a worker and one column a task; below 0 is none.
    pub(crate) fn table(rows: &[&[i32]], classes: usize) -> Answers {
        let (mut tasks, mut workers, mut given) = (Vec::new(), Vec::new(), Vec::new());
        for (worker, row) in rows.iter().enumerate() {
            for (task, class) in row.iter().enumerate().filter(|(_, class)| **class >= 0) {
                tasks.push(task as u32);
                workers.push(worker as u32);
                given.push(*class as u32);
            }
        }
        let sizes = Sizes {
            tasks: rows.first().map_or(0, |row| row.len()),
            workers: rows.len(),
            classes,
        };
        Answers::from_columns(&tasks, &workers, &given, sizes).unwrap()
    }

    #[test]
    fn the_example_of_fleiss_is_met() {
        // Ten subjects, fourteen raters, five categories (the worked example that accompanies the statistic).
        let counts: [[u32; 5]; 10] = [
            [0, 0, 0, 0, 14],
            [0, 2, 6, 4, 2],
            [0, 0, 3, 5, 6],
            [0, 3, 9, 2, 0],
            [2, 2, 8, 1, 1],
            [7, 7, 0, 0, 0],
            [3, 2, 6, 3, 0],
            [2, 5, 3, 2, 2],
            [6, 5, 2, 1, 0],
            [0, 2, 2, 3, 7],
        ];
        let mut rows = vec![vec![-1; 10]; 14];
        for (task, counts) in counts.iter().enumerate() {
            let classes = counts.iter().enumerate();
            let each = classes.flat_map(|(class, count)| std::iter::repeat_n(class as i32, *count as usize));
            for (worker, class) in each.enumerate() {
                rows[worker][task] = class;
            }
        }
        let rows: Vec<&[i32]> = rows.iter().map(Vec::as_slice).collect();
        let found = pool_agreement(&table(&rows, 5));
        assert!(
            (found.fleiss_kappa.unwrap() - 0.209_930_7).abs() < 1e-6,
            "{found:?}"
        );
        assert!((found.percent.unwrap() - 0.378_022).abs() < 1e-6, "{found:?}");
    }

    #[test]
    fn without_pairs_or_difference_nothing_is_said() {
        let alone = pool_agreement(&table(&[&[0, 1]], 2));
        assert_eq!((alone.tasks, alone.percent, alone.fleiss_kappa), (0, None, None));
        let same = pool_agreement(&table(&[&[1, 1], &[1, 1]], 2));
        assert_eq!((same.percent, same.fleiss_kappa), (Some(1.0), None));
    }
}
