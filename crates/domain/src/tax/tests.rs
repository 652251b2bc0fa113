use super::*;
use crate::time::day_number;
use IncomeKind::{Business, Exempt, NonresidentService, Other};
use proptest::prelude::*;

fn day(date: &str) -> i64 {
    let date: jiff::civil::Date = date.parse().expect("a date");
    day_number(date).expect("a day")
}

/// Kind, date, gross, income tax, local tax, source of the expected figures.
type Case = (IncomeKind, &'static str, i64, i64, i64, &'static str);

const CASES: &[Case] = &[
    // Business income: 3 % and a tenth of it.
    (
        Business,
        "2026-11-24",
        1_000_000,
        30_000,
        3_000,
        "salarycalculator.kr, glasswallet-ai.pages.dev: 1,000,000 leaves 967,000",
    ),
    (
        Business,
        "2026-11-24",
        2_000_000,
        60_000,
        6_000,
        "salarycalculator.kr: 66,000 of 2,000,000",
    ),
    (
        Business,
        "2025-03-01",
        3_000_000,
        90_000,
        9_000,
        "salarycalculator.kr, glasswallet-ai.pages.dev: 2,901,000 net",
    ),
    (
        Business,
        "2024-07-01",
        5_000_000,
        150_000,
        15_000,
        "salarycalculator.kr: 4,835,000 net",
    ),
    (
        Business,
        "2026-01-02",
        10_000_000,
        300_000,
        30_000,
        "salarycalculator.kr: 9,670,000 net",
    ),
    // Fractions below ten won are dropped from each tax: Treasury Funds Management Act Art. 47.
    (
        Business,
        "2026-11-24",
        45_000,
        1_350,
        130,
        "Art. 47 (Labeler's published 1,485 is 3.3 % without dropping)",
    ),
    (Business, "2026-11-24", 12_345, 370, 30, "Art. 47: 370.35 and 37"),
    (Business, "2026-11-24", 333, 0, 0, "Art. 47: 9.99"),
    (Business, "2026-11-24", 334, 10, 0, "Art. 47: 10.02 and 1"),
    (Business, "2026-11-24", 1, 0, 0, "Art. 47"),
    // Small amounts: Art. 86, and since 1 July 2024 no longer for personal services (bznav 387350).
    (
        Business,
        "2024-06-30",
        33_000,
        0,
        0,
        "Art. 86: 990 won is not collected",
    ),
    (
        Business,
        "2024-07-01",
        33_000,
        990,
        90,
        "bznav 387350: collected from 1 July 2024",
    ),
    (Business, "2024-06-30", 33_333, 0, 0, "Art. 86: 999 becomes 990"),
    (
        Business,
        "2024-06-30",
        33_334,
        1_000,
        100,
        "Art. 86: 1,000 is not below 1,000",
    ),
    // Other income: deemed expense by date, 20 % of the rest and a tenth of it.
    (
        Other,
        "2026-11-24",
        1_000_000,
        80_000,
        8_000,
        "internationalbaseball.org: 88,000 of 1,000,000; moneyinfo.nicehome1.com likewise",
    ),
    (
        Other,
        "2026-11-24",
        125_000,
        0,
        0,
        "platforms.md §8: nil up to 125,000 gross (Art. 84)",
    ),
    (
        Other,
        "2026-11-24",
        125_001,
        10_000,
        1_000,
        "Art. 84: 50,000.4 is above 50,000",
    ),
    (
        Other,
        "2026-11-24",
        125_003,
        10_000,
        1_000,
        "Art. 84: 50,001 is above 50,000",
    ),
    (Other, "2026-11-24", 130_000, 10_400, 1_040, "20 % of 52,000"),
    (
        Other,
        "2019-01-01",
        7_500_000,
        600_000,
        60_000,
        "123tax.tistory.com: 6,840,000 net of 7,500,000",
    ),
    (
        Other,
        "2018-12-31",
        10_000_000,
        600_000,
        60_000,
        "123tax.tistory.com: 9,340,000 net of 10,000,000",
    ),
    (
        Other,
        "2018-03-31",
        15_000_000,
        600_000,
        60_000,
        "123tax.tistory.com: 14,340,000 net of 15,000,000",
    ),
    // Who does not live in Korea.
    (
        NonresidentService,
        "2026-11-24",
        1_000_000,
        200_000,
        20_000,
        "bznav 556455, eanse2 12483: 22 % with local tax, without a treaty",
    ),
    (Exempt, "2026-11-24", 1_000_000, 0, 0, "an operator's decision"),
];

#[test]
fn every_worked_case_comes_out() {
    for &(kind, date, gross, income_tax, local_tax, source) in CASES {
        let got = withhold(kind, gross, "KRW", day(date)).expect(source);
        assert_eq!(
            (got.income_tax_minor, got.local_tax_minor, got.net_minor),
            (income_tax, local_tax, gross - income_tax - local_tax),
            "{kind:?} on {date}: {gross} ({source})"
        );
    }
}

#[test]
fn what_nobody_may_guess_is_refused() {
    assert_eq!(
        withhold(Business, 1_000, "EUR", day("2026-11-24")),
        Err(TaxProblem::Currency)
    );
    assert_eq!(
        withhold(Business, 0, "KRW", day("2026-11-24")),
        Err(TaxProblem::Amount)
    );
    let early = withhold(Business, 1_000, "KRW", day("2017-12-31"));
    assert_eq!(early, Err(TaxProblem::NoRule { kind: Business }));
    assert_eq!(
        income_kind(Residence::Nonresident, Business, None),
        Err(TaxProblem::NeedsDecision)
    );
    assert_eq!(
        income_kind(Residence::Nonresident, Business, Some(Exempt)),
        Ok(Exempt)
    );
    assert_eq!(
        income_kind(Residence::Resident, Exempt, None),
        Err(TaxProblem::NeedsDecision)
    );
    assert_eq!(income_kind(Residence::ForeignResident, Other, None), Ok(Other));
}

#[test]
fn deadlines_fall_in_the_next_month() {
    assert_eq!(due_day(2026, 12), Some(day("2027-01-10")));
    assert_eq!(statement_due_day(2026, 11), Some(day("2026-12-31")));
    assert_eq!(statement_due_day(2027, 1), Some(day("2027-02-28")));
    assert_eq!(due_day(2026, 13), None);
}

#[test]
fn rules_are_in_order_and_have_a_source() {
    for pair in RULES.windows(2) {
        assert!(pair[0].kind != pair[1].kind || pair[0].first_day() < pair[1].first_day());
    }
    assert!(
        RULES
            .iter()
            .all(|rule| rule.source.len() > 20 && rule.first_day() < i64::MAX)
    );
}

proptest! {
    #[test]
    fn nothing_is_lost_and_nothing_is_below_zero(
        kind in proptest::sample::select(IncomeKind::ALL.to_vec()),
        gross in 1i64..=1_000_000_000_000,
        on in 17_532i64..30_000,
    ) {
        let got = withhold(kind, gross, "KRW", on).expect("a rule");
        prop_assert_eq!(got.net_minor + got.income_tax_minor + got.local_tax_minor, gross);
        prop_assert!(got.net_minor > 0 && got.income_tax_minor >= 0 && got.local_tax_minor >= 0);
        prop_assert!(got.income_tax_minor % 10 == 0 && got.local_tax_minor % 10 == 0);
        prop_assert!(got.local_tax_minor * 10 <= got.income_tax_minor);
    }

    #[test]
    fn more_pay_is_never_less_tax(
        kind in proptest::sample::select(IncomeKind::ALL.to_vec()),
        gross in 1i64..=100_000_000,
        more in 0i64..=1_000_000,
        on in 17_532i64..30_000,
    ) {
        let (less, more) = (withhold(kind, gross, "KRW", on), withhold(kind, gross + more, "KRW", on));
        let tax = |got: Result<Withheld, TaxProblem>| got.map(|got| got.income_tax_minor + got.local_tax_minor);
        prop_assert!(tax(less).expect("a rule") <= tax(more).expect("a rule"));
    }
}
