//! Amounts as text. They come as integers of minor units with the number of decimals that their currency has.

/// With all decimals and no grouping, for programs: `1234`, `12.05`, `-0.50`.
pub fn plain(amount_minor: i64, decimals: u32) -> String {
    let sign = if amount_minor < 0 { "-" } else { "" };
    let amount = amount_minor.unsigned_abs();
    if decimals == 0 {
        return format!("{sign}{amount}");
    }
    let unit = 10_u64.pow(decimals.min(18));
    let width = decimals as usize;
    format!("{sign}{}.{:0width$}", amount / unit, amount % unit)
}

/// With all decimals and groups of three digits, for people: `1,234`, `-12,345.05`.
pub fn grouped(amount_minor: i64, decimals: u32) -> String {
    let text = plain(amount_minor, decimals);
    let (sign, digits) = text
        .strip_prefix('-')
        .map_or(("", text.as_str()), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut out = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_keep_every_digit() {
        assert_eq!(plain(0, 0), "0");
        assert_eq!(plain(-5, 2), "-0.05");
        assert_eq!(plain(i64::MIN, 0), "-9223372036854775808");
        assert_eq!(grouped(999, 0), "999");
        assert_eq!(grouped(1_000, 0), "1,000");
        assert_eq!(grouped(-123_456_789, 2), "-1,234,567.89");
        assert_eq!(grouped(1_234_567, 3), "1,234.567");
    }
}
