use super::*;
use crate::random::Random;
use proptest::prelude::*;

const SIDE: i64 = 128;

struct Ellipse {
    x: f64,
    y: f64,
    wide: f64,
    high: f64,
}

impl Ellipse {
    fn mask(&self) -> Mask {
        let mut pixels = Vec::with_capacity((SIDE * SIDE) as usize);
        for row in 0..SIDE {
            for column in 0..SIDE {
                let (along, down) = (
                    (column as f64 - self.x) / self.wide,
                    (row as f64 - self.y) / self.high,
                );
                pixels.push(along * along + down * down <= 1.0);
            }
        }
        Mask::from_pixels(&pixels)
    }

    /// Shifted and stretched by a hand that shakes so much.
    fn painted(&self, shake: f64, random: &mut Random) -> Ellipse {
        Ellipse {
            x: self.x + shake * self.wide * random.normal(),
            y: self.y + shake * self.high * random.normal(),
            wide: self.wide * (shake * random.normal()).exp(),
            high: self.high * (shake * random.normal()).exp(),
        }
    }
}

/// Ellipses, each painted by nine workers of differing care.
fn ellipses(tasks: usize, random: &mut Random) -> (Vec<Vec<MaskAnswer>>, Vec<Mask>) {
    let care: Vec<f64> = (0..9).map(|worker| 0.07 + 0.025 * f64::from(worker)).collect();
    let mut answers = Vec::new();
    let mut truth = Vec::new();
    for _ in 0..tasks {
        let real = Ellipse {
            x: 44.0 + 40.0 * random.uniform(),
            y: 44.0 + 40.0 * random.uniform(),
            wide: 12.0 + 24.0 * random.uniform(),
            high: 12.0 + 24.0 * random.uniform(),
        };
        truth.push(real.mask());
        let each = care.iter().enumerate().map(|(worker, shake)| MaskAnswer {
            worker: worker as u32,
            mask: real.painted(*shake, random).mask(),
        });
        answers.push(each.collect());
    }
    (answers, truth)
}

fn mean_iou(tasks: &[Vec<MaskAnswer>], truth: &[Mask], method: MaskMethod) -> f64 {
    let found = aggregate_masks(tasks, 9, method).unwrap();
    let sum: f64 = found
        .tasks
        .iter()
        .zip(truth)
        .map(|(found, truth)| found.mask.iou(truth))
        .sum();
    sum / truth.len() as f64
}

#[test]
fn weighed_methods_beat_majority_and_majority_one_worker() {
    let (tasks, truth) = ellipses(60, &mut Random::new(1));
    let single: f64 = tasks
        .iter()
        .zip(&truth)
        .map(|(answers, truth)| answers.iter().map(|one| one.mask.iou(truth)).sum::<f64>() / 9.0)
        .sum::<f64>()
        / truth.len() as f64;
    let majority = mean_iou(&tasks, &truth, MaskMethod::Majority);
    let maximised = mean_iou(&tasks, &truth, MaskMethod::ExpectationMaximisation);
    let reliable = mean_iou(&tasks, &truth, MaskMethod::Reliability);
    println!("single {single:.3} majority {majority:.3} EM {maximised:.3} reliability {reliable:.3}");
    assert!(
        (0.68..0.74).contains(&single) && majority > single + 0.15,
        "{single} {majority}"
    );
    assert!(maximised >= majority + 0.005, "{maximised} {majority}");
    assert!(reliable >= majority + 0.007, "{reliable} {majority}");
}

#[test]
fn careful_workers_are_nearer_to_the_aggregates() {
    let (tasks, _) = ellipses(30, &mut Random::new(2));
    let found = aggregate_masks(&tasks, 10, MaskMethod::default()).unwrap();
    for pair in found.workers[..9].chunks(3).collect::<Vec<_>>().windows(2) {
        assert!(
            pair[0].iter().sum::<f64>() > pair[1].iter().sum::<f64>(),
            "{:?}",
            found.workers
        );
    }
    let mean = found.workers[..9].iter().sum::<f64>() / 9.0;
    assert!(
        (found.workers[9] - mean).abs() < 0.02,
        "without masks one is taken for the mean"
    );
}

#[test]
fn odd_inputs_are_named_or_harmless() {
    let (small, large) = (Mask::from_runs([2, 1]), Mask::from_runs([2, 2]));
    let differ = aggregate_mask(&[&small, &large], MaskMethod::Majority, None);
    assert_eq!(differ, Err(MaskError::Pixels { index: 1 }));
    let answer = MaskAnswer {
        worker: 1,
        mask: small.clone(),
    };
    let unknown = aggregate_masks(&[vec![answer]], 1, MaskMethod::Majority);
    assert_eq!(unknown, Err(MaskError::Worker { task: 0, answer: 0 }));
    for method in [
        MaskMethod::Majority,
        MaskMethod::ExpectationMaximisation,
        MaskMethod::Reliability,
    ] {
        let none = aggregate_mask(&[], method, None).unwrap();
        assert_eq!((none.mask.pixels(), none.confidence), (0, 0.0));
        let one = aggregate_mask(&[&small], method, None).unwrap();
        assert_eq!((&one.mask, &one.likeness[..]), (&small, &[1.0][..]));
    }
}

proptest! {
    #[test]
    fn majority_is_that_of_the_pixels(
        masks in (1usize..70, 1usize..40).prop_flat_map(|(count, pixels)| {
            proptest::collection::vec(proptest::collection::vec(any::<bool>(), pixels), count)
        })
    ) {
        let coded: Vec<Mask> = masks.iter().map(|pixels| Mask::from_pixels(pixels)).collect();
        let found = aggregate_mask(&coded.iter().collect::<Vec<_>>(), MaskMethod::Majority, None).unwrap();
        let pixels = found.mask.to_pixels();
        for (place, inside) in pixels.iter().enumerate() {
            let votes = masks.iter().filter(|mask| mask[place]).count();
            prop_assert_eq!(*inside, 2 * votes > masks.len());
        }
        for (likeness, mask) in found.likeness.iter().zip(&coded) {
            prop_assert!((likeness - mask.iou(&found.mask)).abs() < 1e-12);
        }
        prop_assert!((0.0..=1.0).contains(&found.confidence));
    }
}
