//! A person's week: what came into the wallet, what left it, and what of it went to tax.

use super::words::{code, payout_state};
use super::{Issuer, Language, Money, date_parts};
use crate::PaperError;
use crate::amount::{grouped, plain};
use crate::cell::{BYTE_ORDER_MARK, guarded};
use crate::pdf::{Column, Sheet, Table};
use std::io::Write;

/// A weekly statement. `opening + sum of lines = closing`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    pub language: Language,
    pub issuer: Issuer,
    /// Who it is for.
    pub person: String,
    /// Like `2026-W48`.
    pub week: String,
    /// First and last day.
    pub days: (String, String),
    pub made_on: String,
    pub money: Money,
    pub opening_minor: i64,
    pub closing_minor: i64,
    pub lines: Vec<StatementLine>,
    pub payouts: Vec<StatementPayout>,
}

/// All movements of one day, project and kind together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementLine {
    pub day: String,
    /// The transfers' code.
    pub code: String,
    pub project: Option<String>,
    pub count: i64,
    /// Above zero: into the wallet; below: out of it.
    pub amount_minor: i64,
}

/// One withdrawal of the week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementPayout {
    pub day: String,
    pub gross_minor: i64,
    pub income_tax_minor: i64,
    pub local_tax_minor: i64,
    pub net_minor: i64,
    pub state: String,
}

impl Statement {
    /// What came in.
    pub fn in_minor(&self) -> i64 {
        self.lines.iter().map(|line| line.amount_minor.max(0)).sum()
    }

    /// What went out, as a number above zero.
    pub fn out_minor(&self) -> i64 {
        -self
            .lines
            .iter()
            .map(|line| line.amount_minor.min(0))
            .sum::<i64>()
    }

    /// As a sheet.
    pub fn sheet(&self) -> Sheet {
        let language = self.language;
        let full = |amount| self.money.full(language, amount);
        Sheet {
            language: language.code(),
            title: language.pick("주간 수입 명세서", "Weekly statement"),
            subtitle: format!("{} · {} – {}", self.week, self.days.0, self.days.1),
            issuer: self.issuer.all(),
            facts: vec![
                (language.pick("받는 분", "For"), self.person.clone()),
                (language.pick("만든 날", "Made on"), self.made_on.clone()),
                (language.pick("들어온 돈", "Came in"), full(self.in_minor())),
                (language.pick("나간 돈", "Went out"), full(self.out_minor())),
            ],
            tables: vec![self.movements(), self.withdrawals()],
            notes: vec![language.pick(
                "이 명세서는 원장에서 그대로 만들었어요. 앞 잔액에 이 주의 움직임을 더하면 뒤 잔액이에요.",
                "Made from the ledger as it stands: the balance before and the week's movements add up to the balance after.",
            )],
            made_on: date_parts(&self.made_on),
            page_label: language.page_label(),
        }
    }

    fn movements(&self) -> Table {
        let language = self.language;
        let sum = |korean: &str, english: &str, amount| {
            vec![
                language.pick(korean, english),
                String::new(),
                String::new(),
                String::new(),
                self.money.cell(amount),
            ]
        };
        Table {
            heading: language.pick("지갑의 움직임", "Movements of the wallet"),
            columns: vec![
                Column::text(&language.pick("날짜", "Day"), 22),
                Column::text(&language.pick("내용", "What"), 26),
                Column::text(&language.pick("프로젝트", "Project"), 50),
                Column::number(&language.pick("건수", "Count"), 14),
                Column::number(&self.money.heading(language, "금액", "Amount"), 26),
            ],
            rows: self
                .lines
                .iter()
                .map(|line| {
                    vec![
                        line.day.clone(),
                        code(language, &line.code),
                        line.project.clone().unwrap_or_default(),
                        grouped(line.count, 0),
                        self.money.cell(line.amount_minor),
                    ]
                })
                .collect(),
            totals: vec![
                sum("앞 잔액", "Balance before", self.opening_minor),
                sum("뒤 잔액", "Balance after", self.closing_minor),
            ],
            empty: language.pick("이 주에는 움직임이 없어요.", "Nothing moved this week."),
        }
    }

    fn withdrawals(&self) -> Table {
        let language = self.language;
        let number = |korean, english| Column::number(&self.money.heading(language, korean, english), 26);
        Table {
            heading: language.pick("출금과 원천징수", "Withdrawals and tax"),
            columns: vec![
                Column::text(&language.pick("날짜", "Day"), 22),
                number("신청액", "Gross"),
                number("소득세", "Income tax"),
                number("지방소득세", "Local tax"),
                number("받는 금액", "Net"),
                Column::text(&language.pick("상태", "State"), 28),
            ],
            rows: self
                .payouts
                .iter()
                .map(|payout| {
                    vec![
                        payout.day.clone(),
                        self.money.cell(payout.gross_minor),
                        self.money.cell(payout.income_tax_minor),
                        self.money.cell(payout.local_tax_minor),
                        self.money.cell(payout.net_minor),
                        payout_state(language, &payout.state),
                    ]
                })
                .collect(),
            totals: Vec::new(),
            empty: language.pick("이 주에는 출금이 없어요.", "No withdrawal this week."),
        }
    }

    /// As CSV: a line before, the movements, a line after.
    ///
    /// # Errors
    /// Only those of writing.
    pub fn csv<W: Write>(&self, mut out: W) -> Result<W, PaperError> {
        out.write_all(BYTE_ORDER_MARK)?;
        let mut csv = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        csv.write_record(["day", "code", "project", "count", "amount", "currency"])?;
        let amount = |amount_minor| plain(amount_minor, self.money.decimals);
        let currency = self.money.currency.as_str();
        csv.write_record([
            &self.days.0,
            "balance_before",
            "",
            "",
            &amount(self.opening_minor),
            currency,
        ])?;
        for line in &self.lines {
            csv.write_record([
                line.day.as_str(),
                &line.code,
                &guarded(line.project.as_deref().unwrap_or_default()),
                &line.count.to_string(),
                &amount(line.amount_minor),
                currency,
            ])?;
        }
        csv.write_record([
            &self.days.1,
            "balance_after",
            "",
            "",
            &amount(self.closing_minor),
            currency,
        ])?;
        csv.into_inner()
            .map_err(|error| PaperError::Io(std::io::Error::other(error.to_string())))
    }
}
