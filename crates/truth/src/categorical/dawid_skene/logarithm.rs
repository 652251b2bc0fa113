//! The logarithm of a long product without a logarithm per factor.

const MANTISSA: u64 = (1 << 52) - 1;
const ONE: u64 = 1023 << 52;

/// Multiplies positive numbers. Exponents are added as integers and mantissas multiplied, so one `ln` serves 512 factors.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LogProduct {
    mantissa: f64,
    exponent: i64,
    factors: u32,
    sum: f64,
}

impl LogProduct {
    pub(crate) fn new() -> LogProduct {
        LogProduct {
            mantissa: 1.0,
            exponent: 0,
            factors: 0,
            sum: 0.0,
        }
    }

    /// Multiplies by `factor` × 2^`exponent`; `factor` is normal and above zero.
    #[inline(always)]
    pub(crate) fn multiply(&mut self, factor: f64, exponent: i64) {
        let bits = factor.to_bits();
        self.exponent += (bits >> 52) as i64 - 1023 + exponent;
        self.mantissa *= f64::from_bits(bits & MANTISSA | ONE);
        self.factors += 1;
        if self.factors == 512 {
            self.fold();
        }
    }

    fn fold(&mut self) {
        self.sum += self.mantissa.ln();
        self.mantissa = 1.0;
        self.factors = 0;
    }

    /// The natural logarithm of the product.
    pub(crate) fn ln(mut self) -> f64 {
        self.fold();
        self.sum + self.exponent as f64 * std::f64::consts::LN_2
    }
}

/// Scales numbers of at least 0 by a power of two so that the greatest is in [1, 2); gives the exponent that was taken
/// out. Numbers that are all 0 stay.
pub(crate) fn rescale(values: &mut [f64]) -> i64 {
    /// 2^600: brings the least subnormal number among the normal ones.
    const LIFT: f64 = f64::from_bits((1023 + 600) << 52);
    let mut taken = 0;
    let mut greatest = values.iter().copied().fold(0.0, f64::max);
    if greatest > 0.0 && greatest < f64::MIN_POSITIVE {
        values.iter_mut().for_each(|value| *value *= LIFT);
        greatest *= LIFT;
        taken = -600;
    }
    if greatest > 0.0 {
        let exponent = (greatest.to_bits() >> 52) as i64 - 1023;
        let factor = f64::from_bits(((1023 - exponent) as u64) << 52);
        values.iter_mut().for_each(|value| *value *= factor);
        taken += exponent;
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_product_has_the_logarithm_of_its_factors() {
        let mut product = LogProduct::new();
        let mut sum = 0.0;
        for number in 1..3000 {
            let factor = 1e-200 * f64::from(number);
            product.multiply(factor, -3);
            sum += factor.ln() - 3.0 * std::f64::consts::LN_2;
        }
        assert!(
            (product.ln() - sum).abs() < 1e-12 * sum.abs(),
            "{} {sum}",
            product.ln()
        );
    }

    #[test]
    fn the_greatest_comes_to_between_one_and_two() {
        for values in [[3e-310, 1e-320], [5e200, 1.0], [1.0, 0.0]] {
            let mut scaled = values;
            let taken = rescale(&mut scaled);
            assert!((1.0..2.0).contains(&scaled[0]));
            let back = (scaled[0].log2() + taken as f64) - values[0].log2();
            assert!(back.abs() < 1e-9, "{back}");
        }
        assert_eq!(rescale(&mut [0.0, 0.0]), 0);
    }
}
