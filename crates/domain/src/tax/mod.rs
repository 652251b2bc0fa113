//! What is withheld from a payout: dated rules of Korean tax law, as data with their sources, and one function.
//!
//! Law names are given in English with their article. Amounts are won. Fractions below ten won are dropped from each tax
//! (Treasury Funds Management Act, Art. 47; local governments drop them likewise).

mod rules;

pub use rules::{RULES, Rule};

use serde::{Deserialize, Serialize};

/// As which income a payout is taxed.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum IncomeKind {
    /// A resident who does such work again and again: business income from personal services.
    Business,
    /// A resident who did it once: other income from personal services.
    Other,
    /// Somebody who does not live in Korea, for work done in Korea.
    NonresidentService,
    /// Nothing is due here: a treaty, or work done abroad by somebody who lives abroad. Only by an operator's decision.
    Exempt,
}

impl IncomeKind {
    /// All kinds.
    pub const ALL: [IncomeKind; 4] = [
        IncomeKind::Business,
        IncomeKind::Other,
        IncomeKind::NonresidentService,
        IncomeKind::Exempt,
    ];

    /// As written in the database and the API.
    pub fn as_str(self) -> &'static str {
        match self {
            IncomeKind::Business => "business",
            IncomeKind::Other => "other",
            IncomeKind::NonresidentService => "nonresident_service",
            IncomeKind::Exempt => "exempt",
        }
    }

    /// Reads what `as_str` wrote.
    pub fn parse(text: &str) -> Option<IncomeKind> {
        IncomeKind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// Where somebody lives for tax: in Korea with a home, or for 183 days (Income Tax Act, Art. 1-2), or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Residence {
    /// A Korean who lives in Korea.
    Resident,
    /// Somebody of another nationality who lives in Korea: taxed like every resident.
    ForeignResident,
    /// Somebody who does not live in Korea, whatever their nationality.
    Nonresident,
}

impl Residence {
    /// As written in the database and the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Residence::Resident => "resident",
            Residence::ForeignResident => "foreign_resident",
            Residence::Nonresident => "nonresident",
        }
    }

    /// Reads what `as_str` wrote.
    pub fn parse(text: &str) -> Option<Residence> {
        [
            Residence::Resident,
            Residence::ForeignResident,
            Residence::Nonresident,
        ]
        .into_iter()
        .find(|residence| residence.as_str() == text)
    }
}

/// The kind of income that counts for a person: what an operator decided, else what they said of themselves. Who lives
/// abroad needs a decision, since the tax depends on the treaty with their country and on where the work was done.
///
/// # Errors
/// [`TaxProblem::NeedsDecision`] for somebody who lives abroad and was not decided on.
pub fn income_kind(
    residence: Residence,
    stated: IncomeKind,
    decided: Option<IncomeKind>,
) -> Result<IncomeKind, TaxProblem> {
    match (decided, residence) {
        (Some(kind), _) => Ok(kind),
        (None, Residence::Nonresident) => Err(TaxProblem::NeedsDecision),
        (None, _) if matches!(stated, IncomeKind::Business | IncomeKind::Other) => Ok(stated),
        (None, _) => Err(TaxProblem::NeedsDecision),
    }
}

/// Why nothing can be said of the tax.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TaxProblem {
    /// No rule of that day is known.
    #[error("no rule for {kind:?} income on this day is known: add it to the table of rules")]
    NoRule {
        /// The kind that was asked for.
        kind: IncomeKind,
    },
    /// The law of this case can not be told from what is known: a person decides.
    #[error("an operator has to decide how this person is taxed before they can be paid")]
    NeedsDecision,
    /// Taxes are worked out in won.
    #[error("tax can only be worked out in KRW: an operator has to decide how this payout is taxed")]
    Currency,
    /// Less than nothing can not be paid.
    #[error("the amount has to be at least 1")]
    Amount,
}

/// A payout, divided. `gross = income tax + local tax + net`, none below zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Withheld {
    pub kind: IncomeKind,
    pub gross_minor: i64,
    pub income_tax_minor: i64,
    pub local_tax_minor: i64,
    pub net_minor: i64,
    /// When the rule that was used came into force, as a day's number; 0 where none was needed.
    pub rule_day: i64,
}

/// Divides a payout of `gross_minor` on `day` (a day's number in Korea) into taxes and what reaches the person.
///
/// # Errors
/// [`TaxProblem`]: no rule, another currency than won, or nothing to pay.
pub fn withhold(
    kind: IncomeKind,
    gross_minor: i64,
    currency: &str,
    day: i64,
) -> Result<Withheld, TaxProblem> {
    if gross_minor <= 0 {
        return Err(TaxProblem::Amount);
    }
    if kind == IncomeKind::Exempt {
        return Ok(divided(kind, gross_minor, 0, 0, 0));
    }
    if currency != "KRW" {
        return Err(TaxProblem::Currency);
    }
    let rule = rule(kind, day).ok_or(TaxProblem::NoRule { kind })?;
    // In hundredths of a won, so that nothing is rounded before the tax itself.
    let taxable = i128::from(gross_minor) * i128::from(100 - rule.expense_percent);
    let income_tax = below_ten_dropped(percent(taxable, rule.income_tax_percent) / 100);
    let is_nil = taxable <= i128::from(rule.nil_up_to_minor) * 100;
    if is_nil || income_tax < rule.collected_from_minor {
        return Ok(divided(kind, gross_minor, 0, 0, rule.first_day()));
    }
    let local_tax = below_ten_dropped(percent(i128::from(income_tax), rule.local_tax_percent));
    Ok(divided(
        kind,
        gross_minor,
        income_tax,
        local_tax,
        rule.first_day(),
    ))
}

/// The rule for a kind of income on a day.
pub fn rule(kind: IncomeKind, day: i64) -> Option<&'static Rule> {
    RULES
        .iter()
        .filter(|rule| rule.kind == kind && rule.first_day() <= day)
        .max_by_key(|rule| rule.first_day())
}

/// The day by which the tax withheld in a month is paid: the tenth of the next (Income Tax Act, Art. 128).
/// `None` if that is no month.
pub fn due_day(year: i16, month: i8) -> Option<i64> {
    let first = jiff::civil::Date::new(year, month, 1).ok()?;
    let next = first.checked_add(jiff::Span::new().months(1)).ok()?;
    crate::time::day_number(jiff::civil::Date::new(next.year(), next.month(), 10).ok()?)
}

/// The last day for a month's simplified statement of business income: the end of the next month (Income Tax Act,
/// Art. 164-3). `None` if that is no month.
pub fn statement_due_day(year: i16, month: i8) -> Option<i64> {
    let first = jiff::civil::Date::new(year, month, 1).ok()?;
    let next = first.checked_add(jiff::Span::new().months(1)).ok()?;
    crate::time::day_number(next.last_of_month())
}

fn divided(kind: IncomeKind, gross: i64, income_tax: i64, local_tax: i64, rule_day: i64) -> Withheld {
    Withheld {
        kind,
        gross_minor: gross,
        income_tax_minor: income_tax,
        local_tax_minor: local_tax,
        net_minor: gross - income_tax - local_tax,
        rule_day,
    }
}

fn percent(amount: i128, percent: i64) -> i64 {
    i64::try_from(amount * i128::from(percent) / 100).unwrap_or(i64::MAX)
}

fn below_ten_dropped(amount: i64) -> i64 {
    amount - amount.rem_euclid(10)
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
