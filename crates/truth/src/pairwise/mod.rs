//! From comparisons of two items to a score for every item: Bradley–Terry, and Bradley–Terry with workers who may err.

mod bradley_terry;
mod noisy;
mod ranking;

pub use bradley_terry::{BradleyTerry, BradleyTerryOptions, bradley_terry};
pub use noisy::{NoisyBradleyTerry, NoisyOptions, noisy_bradley_terry};
pub use ranking::{ComparisonError, comparisons_of_ranking};

/// Which of two items was preferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preference {
    /// The one shown on the left.
    Left,
    /// The one shown on the right.
    Right,
    /// Neither: half a win for both.
    Tie,
}

/// One worker's comparison of two items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparison {
    /// Who compared.
    pub worker: u32,
    /// The item on the left.
    pub left: u32,
    /// The item on the right; a comparison of an item with itself says nothing and is left out.
    pub right: u32,
    /// Which was preferred.
    pub preferred: Preference,
}

impl Comparison {
    /// Half wins of the left item: 2 won, 1 tied, 0 lost.
    fn left_half_wins(&self) -> f64 {
        match self.preferred {
            Preference::Left => 2.0,
            Preference::Tie => 1.0,
            Preference::Right => 0.0,
        }
    }

    /// The two items in order of their number, and the share (0, ½, 1) of the first's win.
    fn ordered(&self) -> (u32, u32, f64) {
        let share = self.left_half_wins() / 2.0;
        if self.left < self.right {
            (self.left, self.right, share)
        } else {
            (self.right, self.left, 1.0 - share)
        }
    }
}

/// A comparison names an item or a worker that is not there.
fn check(comparisons: &[Comparison], items: usize, workers: usize) -> Result<(), ComparisonError> {
    let inside = |c: &Comparison| {
        (c.left as usize) < items && (c.right as usize) < items && (c.worker as usize) < workers
    };
    match comparisons.iter().position(|comparison| !inside(comparison)) {
        Some(row) => Err(ComparisonError::OutOfRange { row }),
        None => Ok(()),
    }
}
