//! The medoid: of several answers that can be compared but not counted (boxes, texts), the one most like all others
//! (Kaufman and Rousseeuw, Clustering by means of medoids, 1987).

/// The most central answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Medoid {
    /// Its index.
    pub index: usize,
    /// Its mean similarity to the others, 0 to 1; 1 where it is alone.
    pub agreement: f64,
}

/// The answer with the greatest mean similarity to the others, of `count` answers; the first of equals; `None` of none.
/// `similarity(a, b)` compares two of them by index: 0 is nothing alike, 1 the same.
pub fn medoid(count: usize, mut similarity: impl FnMut(usize, usize) -> f64) -> Option<Medoid> {
    let mut sums = vec![0.0; count];
    for a in 0..count {
        for b in a + 1..count {
            let alike = similarity(a, b);
            sums[a] += alike;
            sums[b] += alike;
        }
    }
    let others = count.saturating_sub(1);
    sums.iter()
        .map(|sum| if others == 0 { 1.0 } else { sum / others as f64 })
        .enumerate()
        .fold(None, |best: Option<Medoid>, (index, agreement)| match best {
            Some(best) if best.agreement >= agreement => Some(best),
            _ => Some(Medoid { index, agreement }),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_one_is_chosen() {
        let values = [0.1, 0.5, 0.55, 0.9_f64];
        let found = medoid(values.len(), |a, b| 1.0 - (values[a] - values[b]).abs()).unwrap();
        assert_eq!(found.index, 1);
        assert!((found.agreement - (0.6 + 0.95 + 0.6) / 3.0).abs() < 1e-9);
        assert_eq!(
            medoid(1, |_, _| 0.0),
            Some(Medoid {
                index: 0,
                agreement: 1.0
            })
        );
        assert_eq!(medoid(0, |_, _| 0.0), None);
    }
}
