//! Krippendorff's alpha (Content Analysis, 2004, chapter 11): agreement beyond chance on any scale, with any number of
//! answers a task.

use super::Counts;
use crate::Answers;

/// How far apart two classes are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scale<'a> {
    /// Different is different.
    Nominal,
    /// The classes are in order; how far apart two are follows from how many answers lie between.
    Ordinal,
    /// Each class has a value, K of them; the square of the difference counts.
    Interval(&'a [f64]),
}

/// Alpha: 1 is full agreement, 0 that of chance, below 0 systematic disagreement. From the tasks with at least two
/// answers; `None` without one, or if only one class was ever given.
pub fn krippendorff_alpha(answers: &Answers, scale: Scale<'_>) -> Option<f64> {
    let sizes = answers.sizes();
    let mut counts = Counts::of(sizes.classes);
    let mut totals = vec![0.0; sizes.classes];
    // Pairs of classes given to one task, each answer weighing 1 whatever the number of answers: the coincidences.
    let mut coincidences = vec![0.0; sizes.classes * sizes.classes];
    for task in 0..sizes.tasks {
        let given = counts.count(answers, task);
        if given < 2.0 {
            continue;
        }
        for (one, count) in counts.each() {
            totals[one] += count;
            for (other, other_count) in counts.each() {
                if one != other {
                    coincidences[one * sizes.classes + other] += count * other_count / (given - 1.0);
                }
            }
        }
    }
    let all: f64 = totals.iter().sum();
    let distance = distances(&totals, scale);
    let (mut seen, mut expected) = (0.0, 0.0);
    for one in 0..sizes.classes {
        for other in 0..sizes.classes {
            let far = distance(one, other);
            seen += coincidences[one * sizes.classes + other] * far;
            expected += totals[one] * totals[other] * far;
        }
    }
    (expected > 0.0).then(|| 1.0 - (all - 1.0) * seen / expected)
}

fn distances<'a>(totals: &'a [f64], scale: Scale<'a>) -> impl Fn(usize, usize) -> f64 + 'a {
    let mut before = vec![0.0];
    for total in totals {
        before.push(before[before.len() - 1] + total);
    }
    move |one, other| match scale {
        _ if one == other => 0.0,
        Scale::Nominal => 1.0,
        Scale::Ordinal => {
            let (low, high) = (one.min(other), one.max(other));
            let between = before[high + 1] - before[low] - (totals[low] + totals[high]) / 2.0;
            between * between
        }
        Scale::Interval(values) => (values[one] - values[other]).powi(2),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::table;
    use super::*;

    #[test]
    fn the_published_example_is_met_on_every_scale() {
        // Krippendorff, Computing Krippendorff's alpha-reliability (2011), example C: four observers, twelve units.
        let rows: [&[i32]; 4] = [
            &[1, 2, 3, 3, 2, 1, 4, 1, 2, -1, -1, -1],
            &[1, 2, 3, 3, 2, 2, 4, 1, 2, 5, -1, 3],
            &[-1, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, -1],
            &[1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, -1],
        ];
        let answers = table(&rows, 6);
        let values = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0];
        for (scale, expected) in [
            (Scale::Nominal, 0.743),
            (Scale::Ordinal, 0.815),
            (Scale::Interval(&values), 0.849),
        ] {
            let found = krippendorff_alpha(&answers, scale).unwrap();
            assert!((found - expected).abs() < 5e-4, "{scale:?}: {found}");
        }
    }

    #[test]
    fn one_class_alone_says_nothing() {
        assert_eq!(
            krippendorff_alpha(&table(&[&[1, 1], &[1, 1]], 2), Scale::Nominal),
            None
        );
        assert_eq!(krippendorff_alpha(&table(&[&[1, 0]], 2), Scale::Nominal), None);
        assert_eq!(
            krippendorff_alpha(&table(&[&[1, 0], &[1, 0]], 2), Scale::Nominal),
            Some(1.0)
        );
    }
}
