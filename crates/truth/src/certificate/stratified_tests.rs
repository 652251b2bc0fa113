use super::*;
use crate::certificate::allocate;
use crate::random::Random;

fn stratum(size: u64, audited: u64, wrong: u64) -> Stratum {
    Stratum { size, audited, wrong }
}

#[test]
fn a_single_stratum_and_a_whole_audit_are_exact() {
    let one = certify(&[stratum(1_000, 100, 2)], 0.95).unwrap();
    assert_eq!(one.bounds, finite_bounds(1_000, 100, 2, 0.95));
    let whole = certify(&[stratum(100, 100, 5), stratum(300, 300, 3)], 0.95).unwrap();
    assert_eq!(
        whole.bounds,
        Bounds {
            lower: 0.02,
            upper: 0.02
        }
    );
    assert_eq!(whole.estimate, Some(0.02));
}

#[test]
fn strata_are_weighed_by_their_size() {
    let found = certify(&[stratum(9_000, 100, 1), stratum(1_000, 100, 20)], 0.95).unwrap();
    assert!((found.estimate.unwrap() - 0.029).abs() < 1e-12);
    assert!(found.bounds.lower < 0.029 && found.bounds.upper > 0.029);
    assert_eq!((found.size, found.audited, found.wrong), (10_000, 200, 21));
    let unweighed = finite_bounds(10_000, 200, 21, 0.95);
    assert!(found.bounds.upper < unweighed.lower, "{found:?}");
}

#[test]
fn proportional_strata_have_the_bound_of_one_sample() {
    let split = certify(&[stratum(600_000, 600, 3), stratum(400_000, 400, 2)], 0.95).unwrap();
    let one = certify(&[stratum(1_000_000, 1_000, 5)], 0.95).unwrap();
    assert!((split.bounds.upper - one.bounds.upper).abs() < 2e-5);
    assert!((split.bounds.lower - one.bounds.lower).abs() < 2e-5);
}

#[test]
fn what_was_not_audited_counts_against_the_bound() {
    let found = certify(&[stratum(900, 300, 0), stratum(100, 0, 0)], 0.95).unwrap();
    assert!((found.unaudited_share - 0.1).abs() < 1e-12);
    assert!(found.bounds.upper >= 0.1 && found.bounds.upper < 0.12);
    assert_eq!(found.estimate, Some(0.0));
    let nothing = certify(&[stratum(10, 0, 0)], 0.95).unwrap();
    assert_eq!(
        (nothing.estimate, nothing.bounds),
        (
            None,
            Bounds {
                lower: 0.0,
                upper: 1.0
            }
        )
    );
    let empty = certify(&[], 0.95).unwrap();
    assert_eq!((empty.unaudited_share, empty.bounds.upper), (0.0, 1.0));
}

#[test]
fn contradictions_are_named() {
    let bad = [stratum(10, 5, 0), stratum(10, 5, 6)];
    assert_eq!(certify(&bad, 0.95), Err(CertificateError::Stratum { index: 1 }));
    assert_eq!(certify(&[], 0.5), Err(CertificateError::Confidence));
    assert_eq!(certify(&[], f64::NAN), Err(CertificateError::Confidence));
}

/// A delivery whose strata have so many wrong ones each.
struct Delivery {
    strata: Vec<(u64, u64)>,
}

impl Delivery {
    /// Two to eight strata of 20 to 5,000 results; errors are rare, common, in one stratum alone, or nowhere.
    fn draw(random: &mut Random) -> Delivery {
        let count = 2 + random.below(7);
        let kind = random.below(4);
        let strata = (0..count).map(|index| {
            let size = (20.0 * 250.0_f64.powf(random.uniform())) as u64;
            let rate = match kind {
                0 => 0.002 + 0.01 * random.uniform(),
                1 => 0.3 * random.uniform(),
                2 => f64::from(u8::from(index == 0)) * 0.2,
                _ => 0.05 * random.uniform().powi(4),
            };
            (size, (size as f64 * rate).round() as u64)
        });
        Delivery {
            strata: strata.collect(),
        }
    }

    fn rate(&self) -> f64 {
        let (size, wrong) = self
            .strata
            .iter()
            .fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1));
        wrong as f64 / size as f64
    }

    /// Draws the audit without replacement, one by one.
    fn audit(&self, audited: &[u64], random: &mut Random) -> Vec<Stratum> {
        let each = self.strata.iter().zip(audited);
        each.map(|((size, wrong), audited)| {
            let (mut left, mut wrong_left) = (*size, *wrong);
            for _ in 0..*audited {
                wrong_left -= u64::from((random.below(left as usize) as u64) < wrong_left);
                left -= 1;
            }
            stratum(*size, *audited, wrong - wrong_left)
        })
        .collect()
    }
}

/// How often of 1,000 deliveries the upper and the lower bound hold.
fn coverage(seed: u64, proportional: bool) -> (u32, u32) {
    let mut random = Random::new(seed);
    let (mut above, mut below) = (0, 0);
    for _ in 0..1_000 {
        let delivery = Delivery::draw(&mut random);
        let sizes: Vec<u64> = delivery.strata.iter().map(|one| one.0).collect();
        let audited = match proportional {
            true => allocate(&sizes, None, 300, 5),
            false => sizes
                .iter()
                .map(|size| (*size).min(5 + random.below(120) as u64))
                .collect(),
        };
        let found = certify(&delivery.audit(&audited, &mut random), 0.95).unwrap();
        let truth = delivery.rate();
        above += u32::from(found.bounds.upper >= truth - 1e-12);
        below += u32::from(found.bounds.lower <= truth + 1e-12);
    }
    (above, below)
}

#[test]
fn the_bounds_cover_the_true_error_in_95_of_100_deliveries() {
    for proportional in [true, false] {
        let (above, below) = coverage(1, proportional);
        println!("proportional {proportional}: upper bound holds in {above}, lower in {below} of 1000");
        assert!(above >= 950 && below >= 950, "{above} {below}");
        assert!(above < 1_000, "a bound that never fails is too wide");
    }
}

#[test]
fn every_stratum_is_covered_by_its_exact_bound() {
    let mut random = Random::new(4);
    let (mut held, mut all) = (0, 0);
    for _ in 0..300 {
        let delivery = Delivery::draw(&mut random);
        let audited: Vec<u64> = delivery.strata.iter().map(|one| one.0.min(40)).collect();
        let found = certify(&delivery.audit(&audited, &mut random), 0.95).unwrap();
        for ((size, wrong), one) in delivery.strata.iter().zip(&found.strata) {
            all += 1;
            held += u32::from(one.bounds.upper >= *wrong as f64 / *size as f64 - 1e-12);
        }
    }
    assert!(f64::from(held) >= 0.95 * f64::from(all), "{held} of {all}");
}
