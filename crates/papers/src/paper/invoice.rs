//! What a requester is charged: fees with value added tax, and pay passed through without it.

use super::{Issuer, Language, Money, date_parts};
use crate::amount::grouped;
use crate::pdf::{Column, Sheet, Table};

/// An invoice. The total is the sum of the lines and the tax.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invoice {
    pub language: Language,
    pub issuer: Issuer,
    /// Without gaps.
    pub number: String,
    /// Whom it is for, line by line.
    pub customer: Vec<String>,
    pub issued_on: String,
    /// First and last day it is about.
    pub period: (String, String),
    pub money: Money,
    pub lines: Vec<InvoiceLine>,
    /// In percent, of the lines that are taxed.
    pub vat_percent: i64,
    pub vat_minor: i64,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceLine {
    pub what: String,
    pub count: Option<i64>,
    pub amount_minor: i64,
    pub is_taxed: bool,
}

impl Invoice {
    /// The sum of the lines, without tax.
    pub fn net_minor(&self) -> i64 {
        self.lines.iter().map(|line| line.amount_minor).sum()
    }

    /// As a sheet.
    pub fn sheet(&self) -> Sheet {
        let language = self.language;
        let sum = |name: String, amount| vec![name, String::new(), String::new(), self.money.cell(amount)];
        let vat = match language {
            Language::Korean => format!("부가가치세 {}%", self.vat_percent),
            Language::English => format!("VAT {} %", self.vat_percent),
        };
        let total = self.net_minor() + self.vat_minor;
        Sheet {
            language: language.code(),
            title: language.pick("청구서", "Invoice"),
            subtitle: self.number.clone(),
            issuer: self.issuer.all(),
            facts: vec![
                (language.pick("받는 곳", "For"), self.customer.join(", ")),
                (language.pick("발행일", "Issued on"), self.issued_on.clone()),
                (
                    language.pick("기간", "Period"),
                    format!("{} – {}", self.period.0, self.period.1),
                ),
                (language.pick("합계", "Total"), self.money.full(language, total)),
            ],
            tables: vec![Table {
                heading: String::new(),
                columns: vec![
                    Column::text(&language.pick("내용", "What"), 70),
                    Column::number(&language.pick("건수", "Count"), 16),
                    Column::text(&language.pick("과세", "VAT"), 12),
                    Column::number(&self.money.heading(language, "금액", "Amount"), 28),
                ],
                rows: self.lines.iter().map(|line| self.row(line)).collect(),
                totals: vec![
                    sum(language.pick("공급가액", "Net"), self.net_minor()),
                    sum(vat, self.vat_minor),
                    sum(language.pick("합계", "Total"), total),
                ],
                empty: language.pick(
                    "이 기간에는 청구할 것이 없어요.",
                    "Nothing to charge in this period.",
                ),
            }],
            notes: vec![language.pick(
                "부가가치세는 수수료에만 붙어요. 작업자에게 그대로 전해지는 보수에는 붙지 않아요.",
                "VAT is on fees only. Pay that is passed on to workers carries none.",
            )],
            made_on: date_parts(&self.issued_on),
            page_label: language.page_label(),
        }
    }

    fn row(&self, line: &InvoiceLine) -> Vec<String> {
        vec![
            line.what.clone(),
            line.count.map(|count| grouped(count, 0)).unwrap_or_default(),
            if line.is_taxed { "○" } else { "–" }.to_owned(),
            self.money.cell(line.amount_minor),
        ]
    }
}
