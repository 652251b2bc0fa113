//! Agreement of two sets of spans, counted in units.

use super::Span;

/// Units that two markings of one text share, and those that only one has. Sums over texts by adding.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct UnitScore {
    /// Marked by both.
    pub both: u64,
    /// Marked by the first alone.
    pub only_found: u64,
    /// Marked by the second alone.
    pub only_true: u64,
}

impl UnitScore {
    /// Adds another text's.
    pub fn add(&mut self, other: UnitScore) {
        self.both += other.both;
        self.only_found += other.only_found;
        self.only_true += other.only_true;
    }

    /// Harmonic mean of precision and recall; 1 if neither marked anything.
    pub fn f1(&self) -> f64 {
        let all = 2 * self.both + self.only_found + self.only_true;
        if all == 0 {
            1.0
        } else {
            2.0 * self.both as f64 / all as f64
        }
    }
}

/// Compares the units of one label in two markings of a text of the given length.
pub fn unit_score(
    units: u32,
    label: u32,
    found: impl IntoIterator<Item = Span>,
    truth: impl IntoIterator<Item = Span>,
) -> UnitScore {
    let mut marks = vec![0u8; units as usize];
    fill(&mut marks, label, 1, found);
    fill(&mut marks, label, 2, truth);
    let count = |which: u8| marks.iter().filter(|mark| **mark == which).count() as u64;
    UnitScore {
        both: count(3),
        only_found: count(1),
        only_true: count(2),
    }
}

fn fill(marks: &mut [u8], label: u32, bit: u8, spans: impl IntoIterator<Item = Span>) {
    let units = marks.len();
    for span in spans.into_iter().filter(|span| span.label == label) {
        let end = (span.end as usize).min(units);
        for mark in &mut marks[(span.start as usize).min(end)..end] {
            *mark |= bit;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlap_is_counted_in_units_of_the_same_label() {
        let span = |start, end, label| Span { start, end, label };
        let score = unit_score(
            10,
            0,
            [span(0, 4, 0), span(2, 5, 0), span(7, 9, 1)],
            [span(3, 8, 0)],
        );
        assert_eq!(
            score,
            UnitScore {
                both: 2,
                only_found: 3,
                only_true: 3
            }
        );
        assert!((score.f1() - 0.4).abs() < 1e-12);
    }
}
