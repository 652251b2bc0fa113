//! What movements of a wallet and states of a payout are called on papers.

use super::Language;

/// A transfer's code in words; the code itself if it is a new one.
pub fn code(language: Language, code: &str) -> String {
    let (korean, english) = match code {
        "reward" => ("작업 보수", "Pay for work"),
        "inspection" => ("검수 보수", "Pay for inspection"),
        "bonus" => ("보너스", "Bonus"),
        "wage_top_up" => ("최저임금 보전", "Minimum wage top-up"),
        "exam" => ("시험 보수", "Paid test"),
        "rework" => ("다시 하기 보수", "Pay for rework"),
        "appeal" => ("이의 인정", "Appeal granted"),
        "correction" => ("바로잡음", "Correction"),
        "payout" => ("출금", "Withdrawal"),
        "tax_income" => ("소득세", "Income tax"),
        "tax_local" => ("지방소득세", "Local income tax"),
        "payout_return" => ("출금 되돌림", "Withdrawal returned"),
        other => return other.to_owned(),
    };
    language.pick(korean, english)
}

/// A payout's state in words.
pub fn payout_state(language: Language, state: &str) -> String {
    let (korean, english) = match state {
        "requested" => ("신청됨", "Requested"),
        "sent" => ("은행으로 보냄", "Sent to the bank"),
        "paid" => ("입금됨", "Paid"),
        "failed" => ("실패", "Failed"),
        "returned" => ("지갑으로 되돌림", "Returned to the wallet"),
        other => return other.to_owned(),
    };
    language.pick(korean, english)
}

/// As which income something was taxed, in words.
pub fn income_kind(language: Language, kind: &str) -> String {
    let (korean, english) = match kind {
        "business" => ("사업소득 (3.3%)", "Business income (3.3 %)"),
        "other" => ("기타소득 (8.8%)", "Other income (8.8 %)"),
        "nonresident_service" => ("비거주자 인적용역 (22%)", "Non-resident services (22 %)"),
        "exempt" => ("원천징수 없음", "Nothing withheld"),
        other => return other.to_owned(),
    };
    language.pick(korean, english)
}
