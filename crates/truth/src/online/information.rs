//! What an answer tells, in bits and as a share of what it could.

/// The entropy of probabilities, in bits.
fn entropy(probabilities: impl Iterator<Item = f64>) -> f64 {
    probabilities.filter(|p| *p > 0.0).map(|p| -p * p.log2()).sum()
}

/// How much an answer of a worker with this K×K table (at `label × K + class`) is expected to tell about a task with this
/// posterior, in bits: the mutual information of label and class.
pub fn expected_information(posterior: &[f64], table: &[f64]) -> f64 {
    let classes = posterior.len();
    let mut of_labels = 0.0;
    let mut left = 0.0;
    for row in table.chunks_exact(classes) {
        let chance: f64 = row.iter().zip(posterior).map(|(l, p)| l * p).sum();
        if chance <= 0.0 {
            continue;
        }
        of_labels += chance;
        left += chance * entropy(row.iter().zip(posterior).map(|(l, p)| l * p / chance));
    }
    if of_labels <= 0.0 {
        return 0.0;
    }
    (entropy(posterior.iter().copied()) - left / of_labels).max(0.0)
}

/// The same as a share of the entropy of the classes, 0 to 1: the one number by which workers are compared. 1 is somebody
/// who is always right, 0 somebody whose answers say nothing.
pub fn information_share(class_prior: &[f64], table: &[f64]) -> f64 {
    let most = entropy(class_prior.iter().copied());
    if most <= 0.0 {
        return 0.0;
    }
    (expected_information(class_prior, table) / most).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_tells_more_than_there_is_to_know() {
        let prior = [0.5, 0.25, 0.25];
        let perfect = [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0];
        let guesser = [1.0 / 3.0; 9];
        assert!((information_share(&prior, &perfect) - 1.0).abs() < 1e-12);
        assert!(information_share(&prior, &guesser).abs() < 1e-12);
        assert!((expected_information(&[1.0, 0.0, 0.0], &perfect)).abs() < 1e-12);
        // Somebody who always says the same tells nothing, however often that is right.
        let same = [1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        assert!(information_share(&prior, &same).abs() < 1e-12);
    }
}
