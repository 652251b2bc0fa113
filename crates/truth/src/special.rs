//! Special functions that the methods need: the gamma function's family and what is built of it.

/// 1 / (1 + e⁻ˣ), without overflow.
pub fn sigmoid(x: f64) -> f64 {
    if x >= 0.0 {
        1.0 / (1.0 + (-x).exp())
    } else {
        let e = x.exp();
        e / (1.0 + e)
    }
}

/// ln(1 / (1 + e⁻ˣ)), without overflow or loss at either end.
pub fn ln_sigmoid(x: f64) -> f64 {
    if x >= 0.0 {
        -(-x).exp().ln_1p()
    } else {
        x - x.exp().ln_1p()
    }
}

/// ln Γ(x) for x > 0, to about 1e-14 (Lanczos 1964, g = 7 with nine terms).
pub fn ln_gamma(x: f64) -> f64 {
    const TERMS: [f64; 8] = [
        676.520_368_121_885_1,
        -1_259.139_216_722_402_8,
        771.323_428_777_653_1,
        -176.615_029_162_140_6,
        12.507_343_278_686_905,
        -0.138_571_095_265_720_12,
        9.984_369_578_019_572e-6,
        1.505_632_735_149_311_6e-7,
    ];
    if x < 0.5 {
        // Reflection: Γ(x) Γ(1 − x) = π / sin πx.
        let pi = std::f64::consts::PI;
        return (pi / (pi * x).sin()).ln() - ln_gamma(1.0 - x);
    }
    let x = x - 1.0;
    let mut sum = 0.999_999_999_999_809_9;
    for (at, term) in TERMS.iter().enumerate() {
        sum += term / (x + at as f64 + 1.0);
    }
    let t = x + 7.5;
    0.5 * (2.0 * std::f64::consts::PI).ln() + (x + 0.5) * t.ln() - t + sum.ln()
}

/// ψ(x) = d ln Γ(x) / dx for x > 0, to about 1e-12 (recurrence up to 10, then the asymptotic series).
pub fn digamma(x: f64) -> f64 {
    let (mut x, mut sum) = (x, 0.0);
    while x < 10.0 {
        sum -= 1.0 / x;
        x += 1.0;
    }
    let square = 1.0 / (x * x);
    let series = square
        * (1.0 / 12.0
            - square * (1.0 / 120.0 - square * (1.0 / 252.0 - square * (1.0 / 240.0 - square / 132.0))));
    sum + x.ln() - 0.5 / x - series
}

/// The regularised lower incomplete gamma function P(a, x), for a > 0 and x ≥ 0: by its series below a + 1, by the
/// continued fraction of its complement above (Press et al., Numerical Recipes, §6.2).
pub fn gamma_share(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let scale = (a * x.ln() - x - ln_gamma(a)).exp();
    if x < a + 1.0 {
        let (mut term, mut sum, mut at) = (1.0 / a, 1.0 / a, a);
        while term > sum * 1e-16 {
            at += 1.0;
            term *= x / at;
            sum += term;
        }
        return sum * scale;
    }
    let tiny = 1e-300;
    let mut b = x + 1.0 - a;
    let (mut c, mut d) = (1.0 / tiny, 1.0 / b);
    let mut fraction = d;
    for step in 1..10_000 {
        let an = -f64::from(step) * (f64::from(step) - a);
        b += 2.0;
        d = an * d + b;
        d = 1.0 / if d.abs() < tiny { tiny } else { d };
        c = b + an / c;
        c = if c.abs() < tiny { tiny } else { c };
        fraction *= d * c;
        if (d * c - 1.0).abs() < 1e-15 {
            break;
        }
    }
    1.0 - scale * fraction
}

/// The value that a chi-squared variable of `freedom` > 0 degrees stays below with probability `share` (0 < share < 1):
/// the start of Wilson and Hilferty (1931), then bisection on [`gamma_share`].
pub fn chi_squared_quantile(share: f64, freedom: f64) -> f64 {
    let half = freedom / 2.0;
    let (mut low, mut high) = (0.0, freedom.max(1.0));
    while gamma_share(half, high / 2.0) < share {
        low = high;
        high *= 2.0;
    }
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle == low || middle == high {
            break;
        }
        if gamma_share(half, middle / 2.0) < share {
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

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() <= 1e-10 * b.abs().max(1.0), "{a} is not {b}");
    }

    #[test]
    fn known_values_are_met() {
        close(ln_gamma(0.5), std::f64::consts::PI.sqrt().ln());
        close(ln_gamma(6.0), 120.0f64.ln());
        close(ln_gamma(100.0), 359.134_205_369_575_4);
        close(digamma(1.0), -0.577_215_664_901_532_9);
        close(digamma(0.5), -1.963_510_026_021_423_5);
        close(digamma(20.0), 2.970_523_992_242_149);
        close(gamma_share(1.0, 2.0), 1.0 - (-2.0f64).exp());
        close(gamma_share(0.5, 0.5), 0.682_689_492_137_085_9);
        close(sigmoid(-800.0), 0.0);
        close(ln_sigmoid(-800.0), -800.0);
        close(ln_sigmoid(1.0), sigmoid(1.0).ln());
    }

    #[test]
    fn quantiles_of_chi_squared_are_met() {
        close(chi_squared_quantile(0.95, 1.0), 3.841_458_820_694_124);
        close(chi_squared_quantile(0.025, 10.0), 3.246_972_780_236_841_6);
        close(chi_squared_quantile(0.975, 1000.0), 1_089.530_912_774_923);
        // Two degrees have a closed form: −2 ln(1 − share).
        close(chi_squared_quantile(0.3, 2.0), -2.0 * 0.7f64.ln());
    }
}
