//! Markings of different workers that mean the same object.

use super::{BoxAnswer, Shape};

/// Markings of one object: at most one per answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// (index of the answer, index of the marking in it), by answer.
    pub members: Vec<(usize, usize)>,
}

/// Markings of another class are joined after those of the same that are nearly as alike.
const OTHER_CLASS: f64 = 0.75;

/// Joins markings that are at least `least` alike, the likeliest pair first. Two clusters are joined only if no answer has
/// a marking in both, and if the markings of one are on average at least `least` like those of the other. Every marking
/// is in exactly one cluster.
pub fn cluster<S: Shape>(answers: &[BoxAnswer<S>], least: f64) -> Vec<Cluster> {
    let markings: Vec<(usize, usize)> = answers
        .iter()
        .enumerate()
        .flat_map(|(answer, given)| (0..given.markings.len()).map(move |marking| (answer, marking)))
        .collect();
    let count = markings.len();
    let mut alike = vec![0.0; count * count];
    let mut pairs = Vec::new();
    for left in 0..count {
        for right in left + 1..count {
            if markings[left].0 == markings[right].0 {
                continue;
            }
            let [one, other] = [left, right].map(|at| &answers[markings[at].0].markings[markings[at].1]);
            let likeness = one.shape.likeness(&other.shape);
            alike[left * count + right] = likeness;
            alike[right * count + left] = likeness;
            if likeness >= least {
                let rank = if one.class == other.class {
                    likeness
                } else {
                    likeness * OTHER_CLASS
                };
                pairs.push((rank, left, right));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut of: Vec<usize> = (0..count).collect();
    let mut groups: Vec<Vec<usize>> = (0..count).map(|index| vec![index]).collect();
    for (_, left, right) in pairs {
        let (one, other) = (of[left].min(of[right]), of[left].max(of[right]));
        if one == other || !may_join(&groups[one], &groups[other], &markings, &alike, count, least) {
            continue;
        }
        let moved = std::mem::take(&mut groups[other]);
        for index in &moved {
            of[*index] = one;
        }
        groups[one].extend(moved);
    }
    groups
        .into_iter()
        .filter(|group| !group.is_empty())
        .map(|mut group| {
            group.sort_unstable();
            Cluster {
                members: group.into_iter().map(|index| markings[index]).collect(),
            }
        })
        .collect()
}

fn may_join(
    one: &[usize],
    other: &[usize],
    markings: &[(usize, usize)],
    alike: &[f64],
    count: usize,
    least: f64,
) -> bool {
    let mut sum = 0.0;
    for a in one {
        for b in other {
            if markings[*a].0 == markings[*b].0 {
                return false;
            }
            sum += alike[a * count + b];
        }
    }
    sum >= least * (one.len() * other.len()) as f64
}

#[cfg(test)]
mod tests {
    use super::super::{AxisBox, Marking};
    use super::*;
    use proptest::prelude::*;

    fn answer(worker: u32, boxes: &[(f64, u32)]) -> BoxAnswer<AxisBox> {
        let marking = |(x, class): &(f64, u32)| Marking {
            shape: AxisBox {
                x: *x,
                y: 0.0,
                width: 10.0,
                height: 10.0,
            },
            class: *class,
        };
        BoxAnswer {
            worker,
            markings: boxes.iter().map(marking).collect(),
        }
    }

    #[test]
    fn two_boxes_of_one_worker_never_meet_in_a_cluster() {
        let answers = [answer(0, &[(0.0, 0), (3.0, 0)]), answer(1, &[(1.0, 0)])];
        let found = cluster(&answers, 0.4);
        let members: Vec<_> = found.into_iter().map(|one| one.members).collect();
        assert_eq!(members, [vec![(0, 0), (1, 0)], vec![(0, 1)]]);
    }

    #[test]
    fn the_same_class_goes_before_a_slightly_nearer_one() {
        let answers = [answer(0, &[(0.0, 0), (2.0, 1)]), answer(1, &[(0.9, 1)])];
        let found = cluster(&answers, 0.4);
        assert!(found.contains(&Cluster {
            members: vec![(0, 1), (1, 0)]
        }));
    }

    proptest! {
        #[test]
        fn every_marking_is_in_one_cluster_and_no_answer_twice(
            places in proptest::collection::vec(proptest::collection::vec((0.0f64..60.0, 0u32..2), 0..6), 1..6)
        ) {
            let answers: Vec<_> = places.iter().enumerate().map(|(w, boxes)| answer(w as u32, boxes)).collect();
            let found = cluster(&answers, 0.4);
            let mut all: Vec<_> = found.iter().flat_map(|one| one.members.iter().copied()).collect();
            all.sort_unstable();
            let given: Vec<_> = places
                .iter()
                .enumerate()
                .flat_map(|(w, boxes)| (0..boxes.len()).map(move |index| (w, index)))
                .collect();
            prop_assert_eq!(all, given);
            for one in &found {
                for pair in one.members.windows(2) {
                    prop_assert!(pair[0].0 < pair[1].0);
                }
            }
        }
    }
}
