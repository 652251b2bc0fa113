//! What a person keeps of one payout: what was asked for, what was withheld and by which rule, what reached them.

use super::words::{income_kind, payout_state};
use super::{Issuer, Language, Money, date_parts};
use crate::pdf::{Column, Sheet, Table};

/// A receipt for one payout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    pub language: Language,
    pub issuer: Issuer,
    /// Names the payout, at the bank too.
    pub payout_id: String,
    pub person: String,
    /// Masked.
    pub account: String,
    pub requested_on: String,
    pub paid_on: Option<String>,
    pub state: String,
    pub money: Money,
    /// As written in the database: `business`, `other` …
    pub income_kind: String,
    pub gross_minor: i64,
    pub income_tax_minor: i64,
    pub local_tax_minor: i64,
    pub net_minor: i64,
    pub made_on: String,
}

impl Receipt {
    /// As a sheet.
    pub fn sheet(&self) -> Sheet {
        let language = self.language;
        let row = |korean: &str, english: &str, amount| {
            vec![language.pick(korean, english), self.money.cell(amount)]
        };
        let paid = self.paid_on.clone().unwrap_or_else(|| "–".to_owned());
        Sheet {
            language: language.code(),
            title: language.pick("출금 영수증", "Payout receipt"),
            subtitle: self.payout_id.clone(),
            issuer: self.issuer.all(),
            facts: vec![
                (language.pick("받는 분", "For"), self.person.clone()),
                (language.pick("계좌", "Account"), self.account.clone()),
                (
                    language.pick("신청한 날", "Requested on"),
                    self.requested_on.clone(),
                ),
                (language.pick("입금된 날", "Paid on"), paid),
                (
                    language.pick("소득 구분", "Income"),
                    income_kind(language, &self.income_kind),
                ),
                (
                    language.pick("상태", "State"),
                    payout_state(language, &self.state),
                ),
            ],
            tables: vec![Table {
                heading: String::new(),
                columns: vec![
                    Column::text(&language.pick("내용", "What"), 60),
                    Column::number(&self.money.heading(language, "금액", "Amount"), 30),
                ],
                rows: vec![
                    row("신청액", "Gross", self.gross_minor),
                    row("소득세", "Income tax", -self.income_tax_minor),
                    row("지방소득세", "Local income tax", -self.local_tax_minor),
                ],
                totals: vec![row("받는 금액", "Net", self.net_minor)],
                empty: String::new(),
            }],
            notes: vec![language.pick(
                "원천징수한 세금은 다음 달 10일까지 세무서와 지방자치단체에 내요. 종합소득세 신고 때 이미 낸 세금으로 빼요.",
                "Tax withheld is paid to the tax offices by the tenth of the next month, and counts as paid in the yearly return.",
            )],
            made_on: date_parts(&self.made_on),
            page_label: language.page_label(),
        }
    }
}
