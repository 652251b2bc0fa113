//! The beta distribution, for Clopper–Pearson bounds.

use crate::special::ln_gamma;

/// ln B(a, b), for a and b above 0.
pub(crate) fn ln_beta(a: f64, b: f64) -> f64 {
    ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b)
}

/// The regularised incomplete beta function: the probability that a Beta(a, b) variable is at most x. By the continued
/// fraction of Lentz (Press et al., Numerical Recipes, section 6.4), to about 1e-13.
pub(super) fn beta_share(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let front = (a * x.ln() + b * (1.0 - x).ln() - ln_beta(a, b)).exp();
    // The fraction converges fast on this side of the mean; the other side is its mirror image.
    if x < (a + 1.0) / (a + b + 2.0) {
        front * fraction(a, b, x) / a
    } else {
        1.0 - front * fraction(b, a, 1.0 - x) / b
    }
}

fn fraction(a: f64, b: f64, x: f64) -> f64 {
    let safe = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / safe(1.0 - (a + b) * x / (a + 1.0));
    let mut product = d;
    for step in 1..10_000 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut last = 1.0;
        for term in [even, odd] {
            d = 1.0 / safe(1.0 + term * d);
            c = safe(1.0 + term / c);
            last = c * d;
            product *= last;
        }
        if (last - 1.0).abs() < 1e-15 {
            break;
        }
    }
    product
}

/// The value that a Beta(a, b) variable stays below with the given probability, by bisection.
pub(super) fn beta_quantile(a: f64, b: f64, probability: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..100 {
        let middle = 0.5 * (low + high);
        if middle == low || middle == high {
            break;
        }
        if beta_share(a, b, middle) < probability {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_equals_the_binomial_sum() {
        // P(Beta(x + 1, n - x) > p) = P(Binomial(n, p) <= x).
        for (n, x, p) in [(10, 0, 0.2), (20, 3, 0.1), (50, 25, 0.6), (300, 6, 0.03)] {
            let mut term = (1.0_f64 - p).powi(n);
            let mut sum = term;
            for k in 0..x {
                term *= f64::from(n - k) / f64::from(k + 1) * p / (1.0 - p);
                sum += term;
            }
            let share = 1.0 - beta_share(f64::from(x + 1), f64::from(n - x), p);
            assert!((share - sum).abs() < 1e-11, "{n} {x} {p}: {share} {sum}");
        }
    }

    #[test]
    fn the_quantile_undoes_the_share() {
        for (a, b) in [(0.5, 0.5), (1.0, 300.0), (7.3, 2.1), (40.0, 9000.0)] {
            for probability in [0.025, 0.5, 0.95] {
                let x = beta_quantile(a, b, probability);
                assert!(
                    (beta_share(a, b, x) - probability).abs() < 1e-9,
                    "{a} {b} {probability}"
                );
            }
        }
    }
}
