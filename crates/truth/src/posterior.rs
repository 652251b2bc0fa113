//! What a method says of every task: a probability for each class.

use crate::answers::Sizes;

/// Probabilities of the classes, one row of K numbers per task, each row summing to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Posterior {
    classes: usize,
    values: Vec<f64>,
}

/// The likeliest class of a task.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Best {
    /// Its index.
    pub class: usize,
    /// Its probability, 0 to 1.
    pub probability: f64,
    /// Whether another class is exactly as likely. The lowest index is named then.
    pub tie: bool,
}

impl Posterior {
    /// All zero, to be filled row by row.
    pub fn zeroed(sizes: Sizes) -> Posterior {
        Posterior {
            classes: sizes.classes,
            values: vec![0.0; sizes.tasks * sizes.classes],
        }
    }

    /// From rows of `classes` numbers one after the other.
    pub fn from_values(classes: usize, values: Vec<f64>) -> Posterior {
        Posterior { classes, values }
    }

    /// K.
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// Number of tasks.
    pub fn tasks(&self) -> usize {
        self.values.len().checked_div(self.classes).unwrap_or(0)
    }

    /// The probabilities of one task.
    pub fn row(&self, task: usize) -> &[f64] {
        &self.values[task * self.classes..(task + 1) * self.classes]
    }

    /// The probabilities of one task, to be written.
    pub fn row_mut(&mut self, task: usize) -> &mut [f64] {
        &mut self.values[task * self.classes..(task + 1) * self.classes]
    }

    /// All rows one after the other.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// All rows one after the other, to be written.
    pub fn values_mut(&mut self) -> &mut [f64] {
        &mut self.values
    }

    /// The likeliest class of a task; of equals the lowest index, and `tie` says so.
    pub fn best(&self, task: usize) -> Best {
        best_of(self.row(task))
    }
}

/// The likeliest of a row of probabilities (at least one); of equals the lowest index, and `tie` says so.
pub fn best_of(row: &[f64]) -> Best {
    let mut best = Best {
        class: 0,
        probability: row[0],
        tie: false,
    };
    for (class, probability) in row.iter().copied().enumerate().skip(1) {
        if probability > best.probability {
            best = Best {
                class,
                probability,
                tie: false,
            };
        } else if probability == best.probability {
            best.tie = true;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_equals_the_lowest_is_named_and_the_tie_told() {
        let posterior = Posterior::from_values(3, vec![0.2, 0.4, 0.4, 0.5, 0.2, 0.3]);
        assert_eq!(
            posterior.best(0),
            Best {
                class: 1,
                probability: 0.4,
                tie: true
            }
        );
        assert!(!posterior.best(1).tie);
        assert_eq!(posterior.tasks(), 2);
    }
}
