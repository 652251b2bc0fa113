//! A mask as runs.

/// A mistake in what was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MaskError {
    /// The mask at this index has another number of pixels than the first.
    Pixels {
        /// Its index.
        index: usize,
    },
    /// The worker of this task and answer is not below the stated number of workers.
    Worker {
        /// Index of the task.
        task: usize,
        /// Index of the answer in the task.
        answer: usize,
    },
}

impl std::fmt::Display for MaskError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            MaskError::Pixels { index } => {
                write!(
                    f,
                    "mask {index}: another number of pixels than the first mask of the task"
                )
            }
            MaskError::Worker { task, answer } => write!(
                f,
                "task {task}, answer {answer}: the worker is not below the stated number of them"
            ),
        }
    }
}

impl std::error::Error for MaskError {}

/// Pixels in any fixed order (rows or columns), inside or outside. Kept as the places where it turns, in order: outside up
/// to the first, inside up to the second, and so on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mask {
    pixels: u64,
    turns: Vec<u64>,
}

impl Mask {
    /// From lengths of runs, the first outside (as in COCO's uncompressed form); runs of no length are allowed.
    pub fn from_runs(runs: impl IntoIterator<Item = u64>) -> Mask {
        let mut mask = Mask {
            pixels: 0,
            turns: Vec::new(),
        };
        for (index, run) in runs.into_iter().enumerate() {
            mask.push(run, index % 2 == 1);
        }
        mask
    }

    /// From one truth value per pixel.
    pub fn from_pixels(pixels: &[bool]) -> Mask {
        let mut mask = Mask {
            pixels: 0,
            turns: Vec::new(),
        };
        for group in pixels.chunk_by(|a, b| a == b) {
            mask.push(group.len() as u64, group[0]);
        }
        mask
    }

    /// Adds a run at the end.
    pub(super) fn push(&mut self, length: u64, inside: bool) {
        if length == 0 {
            return;
        }
        // An odd number of turns means that the end is inside.
        let now_inside = self.turns.len() % 2 == 1;
        if inside != now_inside {
            self.turns.push(self.pixels);
        }
        self.pixels += length;
    }

    /// Number of pixels, inside or outside.
    pub fn pixels(&self) -> u64 {
        self.pixels
    }

    /// Lengths of the runs, the first outside and perhaps of no length.
    pub fn runs(&self) -> Vec<u64> {
        let mut before = 0;
        let ends = self.turns.iter().copied().chain([self.pixels]);
        ends.map(|end| {
            let run = end - before;
            before = end;
            run
        })
        .collect()
    }

    /// One truth value per pixel.
    pub fn to_pixels(&self) -> Vec<bool> {
        let mut pixels = Vec::with_capacity(self.pixels as usize);
        for (index, run) in self.runs().into_iter().enumerate() {
            pixels.resize(pixels.len() + run as usize, index % 2 == 1);
        }
        pixels
    }

    /// Places where it turns.
    pub(super) fn turns(&self) -> &[u64] {
        &self.turns
    }

    /// Pixels inside.
    pub fn area(&self) -> u64 {
        let pairs = self.turns.chunks(2);
        pairs
            .map(|pair| pair.get(1).copied().unwrap_or(self.pixels) - pair[0])
            .sum()
    }

    /// Intersection over union with a mask of as many pixels; 1 if both are empty.
    pub fn iou(&self, other: &Mask) -> f64 {
        let (mut shared, mut either) = (0, 0);
        super::sweep::sweep(&[self, other], |length, inside| match inside.ones() {
            2 => (shared, either) = (shared + length, either + length),
            1 => either += length,
            _ => {}
        });
        if either == 0 {
            1.0
        } else {
            shared as f64 / either as f64
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn runs_may_start_inside_and_have_no_length() {
        let mask = Mask::from_runs([0, 2, 0, 1, 3]);
        assert_eq!(mask.runs(), [0, 3, 3]);
        assert_eq!((mask.pixels(), mask.area()), (6, 3));
        assert_eq!(Mask::from_runs([]).iou(&Mask::from_runs([])), 1.0);
    }

    proptest! {
        #[test]
        fn coding_loses_nothing_and_iou_is_that_of_the_pixels(
            pairs in proptest::collection::vec((any::<bool>(), any::<bool>()), 0..80)
        ) {
            let (a, b): (Vec<bool>, Vec<bool>) = pairs.iter().copied().unzip();
            let (one, other) = (Mask::from_pixels(&a), Mask::from_pixels(&b));
            prop_assert_eq!(one.to_pixels(), a.clone());
            prop_assert_eq!(&Mask::from_runs(one.runs()), &one);
            prop_assert_eq!(one.area(), a.iter().filter(|pixel| **pixel).count() as u64);
            let shared = pairs.iter().filter(|(a, b)| *a && *b).count() as f64;
            let either = pairs.iter().filter(|(a, b)| *a || *b).count() as f64;
            let expected = if either == 0.0 { 1.0 } else { shared / either };
            prop_assert!((one.iou(&other) - expected).abs() < 1e-12);
        }
    }
}
