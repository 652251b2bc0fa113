//! The rules, oldest first within a kind. A change of law is a new row; old rows stay, since old payouts are proved by them.

use super::IncomeKind;

/// How one kind of income is taxed from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    pub kind: IncomeKind,
    /// Year, month and day on which the rule came into force.
    pub from: (i16, i8, i8),
    /// Share of the gross amount that counts as expense without proof.
    pub expense_percent: i64,
    /// Income tax on what is left.
    pub income_tax_percent: i64,
    /// Local income tax, as a share of the income tax.
    pub local_tax_percent: i64,
    /// No tax if what is left after expenses is at most this, in one payment. -1: no such rule.
    pub nil_up_to_minor: i64,
    /// No tax if the income tax is less than this, in one payment.
    pub collected_from_minor: i64,
    /// Where the law says so, and where it was looked up.
    pub source: &'static str,
}

impl Rule {
    /// The number of the rule's first day since 1970-01-01.
    pub fn first_day(&self) -> i64 {
        let (year, month, day) = self.from;
        jiff::civil::Date::new(year, month, day)
            .ok()
            .and_then(crate::time::day_number)
            .unwrap_or(i64::MAX)
    }
}

const NO_NIL: i64 = -1;

/// All rules that are known. Payouts before the first row of their kind are refused.
pub const RULES: &[Rule] = &[
    Rule {
        kind: IncomeKind::Business,
        from: (2018, 1, 1),
        expense_percent: 0,
        income_tax_percent: 3,
        local_tax_percent: 10,
        nil_up_to_minor: NO_NIL,
        collected_from_minor: 1_000,
        source: "Income Tax Act Art. 127(1)3, 129(1)3 (3 %) and Art. 86 (below 1,000 won not collected); \
                 Local Tax Act Art. 103-13 (a tenth of it)",
    },
    Rule {
        kind: IncomeKind::Business,
        from: (2024, 7, 1),
        expense_percent: 0,
        income_tax_percent: 3,
        local_tax_percent: 10,
        nil_up_to_minor: NO_NIL,
        collected_from_minor: 0,
        source: "Income Tax Act Art. 86 as in force since 1 July 2024: personal services are collected below 1,000 won too \
                 (ai.bznav.com/contents/387350)",
    },
    other(
        (2018, 1, 1),
        80,
        "4.4 %: 123tax.tistory.com, table to 31 March 2018",
    ),
    other(
        (2018, 4, 1),
        70,
        "6.6 %: 123tax.tistory.com, table to 31 December 2018",
    ),
    other(
        (2019, 1, 1),
        60,
        "8.8 %: 123tax.tistory.com, table from 1 January 2019",
    ),
    Rule {
        kind: IncomeKind::NonresidentService,
        from: (2018, 1, 1),
        expense_percent: 0,
        income_tax_percent: 20,
        local_tax_percent: 10,
        nil_up_to_minor: NO_NIL,
        collected_from_minor: 0,
        source: "Income Tax Act Art. 119, 156(1) (20 % without a treaty; eanse2.cafe24.com/myqna/view/12483, \
                 ai.bznav.com/contents/556455); Local Tax Act Art. 103-18 (a tenth of it)",
    },
];

/// Other income from personal services: the deemed expense of Enforcement Decree Art. 87 changed, the rest did not.
const fn other(from: (i16, i8, i8), expense_percent: i64, source: &'static str) -> Rule {
    Rule {
        kind: IncomeKind::Other,
        from,
        expense_percent,
        // Income Tax Act Art. 129(1)6; nothing up to 50,000 won of income in one payment by Art. 84; Art. 86.
        income_tax_percent: 20,
        local_tax_percent: 10,
        nil_up_to_minor: 50_000,
        collected_from_minor: 1_000,
        source,
    }
}
