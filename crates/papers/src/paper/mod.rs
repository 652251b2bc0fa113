//! The papers that people get: what stands on each, in Korean and English.

mod invoice;
mod receipt;
mod statement;
mod words;

pub use invoice::{Invoice, InvoiceLine};
pub use receipt::Receipt;
pub use statement::{Statement, StatementLine, StatementPayout};

use crate::amount::grouped;

/// In which language a paper is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    #[default]
    Korean,
    English,
}

impl Language {
    /// From `ko` or `en`; anything else is Korean.
    pub fn of(locale: &str) -> Language {
        if locale == "en" {
            Language::English
        } else {
            Language::Korean
        }
    }

    fn code(self) -> &'static str {
        match self {
            Language::Korean => "ko",
            Language::English => "en",
        }
    }

    /// The text in this language.
    fn pick(self, korean: &str, english: &str) -> String {
        match self {
            Language::Korean => korean,
            Language::English => english,
        }
        .to_owned()
    }

    fn page_label(self) -> String {
        self.pick("{pages}쪽 중 {page}쪽", "Page {page} of {pages}")
    }
}

/// A currency as a paper needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Money {
    /// Three letters by ISO 4217.
    pub currency: String,
    pub decimals: u32,
}

impl Money {
    /// In a column whose heading names the currency.
    fn cell(&self, amount_minor: i64) -> String {
        grouped(amount_minor, self.decimals)
    }

    /// On its own: `1,234원`, `12.05 EUR`.
    fn full(&self, language: Language, amount_minor: i64) -> String {
        let amount = self.cell(amount_minor);
        match (language, self.currency.as_str()) {
            (Language::Korean, "KRW") => format!("{amount}원"),
            _ => format!("{amount} {}", self.currency),
        }
    }

    /// A column's heading.
    fn heading(&self, language: Language, korean: &str, english: &str) -> String {
        let unit = match (language, self.currency.as_str()) {
            (Language::Korean, "KRW") => "원",
            (_, code) => code,
        };
        format!("{} ({unit})", language.pick(korean, english))
    }
}

/// Who issues a paper.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Issuer {
    pub name: String,
    /// Registration number, address, contact: one line each.
    pub lines: Vec<String>,
}

impl Issuer {
    fn all(&self) -> Vec<String> {
        std::iter::once(self.name.clone())
            .chain(self.lines.iter().cloned())
            .filter(|line| !line.is_empty())
            .collect()
    }
}

/// Year, month and day of a date like `2026-11-24`; the first of January 1970 if it is none.
fn date_parts(date: &str) -> (u16, u8, u8) {
    let mut parts = date.splitn(3, '-');
    let mut next = || parts.next().unwrap_or_default();
    let (year, month, day) = (next().parse(), next().parse(), next().parse());
    match (year, month, day) {
        (Ok(year), Ok(month), Ok(day)) => (year, month, day),
        _ => (1970, 1, 1),
    }
}
