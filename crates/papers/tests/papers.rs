//! Papers that people get.

use pumasi_papers::paper::{
    Invoice, InvoiceLine, Issuer, Language, Money, Receipt, Statement, StatementLine, StatementPayout,
};
use pumasi_papers::pdf::{Sheet, render};
use std::path::PathBuf;

fn money() -> Money {
    Money {
        currency: "KRW".to_owned(),
        decimals: 0,
    }
}

fn issuer() -> Issuer {
    Issuer {
        name: "품앗이 Pumasi".to_owned(),
        lines: vec![
            "123-45-67890".to_owned(),
            "서울특별시 마포구 월드컵북로 1".to_owned(),
        ],
    }
}

fn statement(language: Language, lines: i64) -> Statement {
    let mut rows: Vec<StatementLine> = (0..lines)
        .map(|index| StatementLine {
            day: format!("2026-11-{:02}", 23 + index % 7),
            code: "reward".to_owned(),
            project: Some(format!("거리 사진 속 간판 글자 상자 치기 {index}")),
            count: 120 + index,
            amount_minor: 51_240 + index * 37,
        })
        .collect();
    rows.push(StatementLine {
        day: "2026-11-27".to_owned(),
        code: "payout".to_owned(),
        project: None,
        count: 1,
        amount_minor: -500_000,
    });
    let sum: i64 = rows.iter().map(|line| line.amount_minor).sum();
    Statement {
        language,
        issuer: issuer(),
        person: "김푸름".to_owned(),
        week: "2026-W48".to_owned(),
        days: ("2026-11-23".to_owned(), "2026-11-29".to_owned()),
        made_on: "2026-11-30".to_owned(),
        money: money(),
        opening_minor: 812_345,
        closing_minor: 812_345 + sum,
        lines: rows,
        payouts: vec![StatementPayout {
            day: "2026-11-27".to_owned(),
            gross_minor: 500_000,
            income_tax_minor: 15_000,
            local_tax_minor: 1_500,
            net_minor: 483_500,
            state: "sent".to_owned(),
        }],
    }
}

fn receipt() -> Receipt {
    Receipt {
        language: Language::Korean,
        issuer: issuer(),
        payout_id: "0190f1c2-0000-7000-8000-000000000001".to_owned(),
        person: "김푸름".to_owned(),
        account: "국민은행 ••••4567".to_owned(),
        requested_on: "2026-11-24".to_owned(),
        paid_on: Some("2026-11-25".to_owned()),
        state: "paid".to_owned(),
        money: money(),
        income_kind: "business".to_owned(),
        gross_minor: 1_000_000,
        income_tax_minor: 30_000,
        local_tax_minor: 3_000,
        net_minor: 967_000,
        made_on: "2026-11-26".to_owned(),
    }
}

fn invoice() -> Invoice {
    let line = |what: &str, count, amount_minor, is_taxed| InvoiceLine {
        what: what.to_owned(),
        count,
        amount_minor,
        is_taxed,
    };
    Invoice {
        language: Language::English,
        issuer: issuer(),
        number: "2026-000042".to_owned(),
        customer: vec!["Street Signs Laboratory Inc.".to_owned()],
        issued_on: "2026-12-01".to_owned(),
        period: ("2026-11-01".to_owned(), "2026-11-30".to_owned()),
        money: money(),
        lines: vec![
            line(
                "Pay passed on to workers: 거리 사진 속 간판",
                Some(12_345),
                6_172_500,
                false,
            ),
            line("Platform fee: 거리 사진 속 간판", Some(12_345), 1_234_500, true),
        ],
        vat_percent: 10,
        vat_minor: 123_450,
    }
}

/// Writes the page where somebody wants to look at it.
fn look(name: &str, sheet: &Sheet) -> Vec<u8> {
    let bytes = render(sheet).expect("a PDF");
    if let Some(folder) = std::env::var_os("PUMASI_LOOK") {
        std::fs::write(PathBuf::from(folder).join(name), &bytes).expect("written");
    }
    bytes
}

#[test]
fn papers_are_small_and_whole() {
    let papers = [
        ("statement.pdf", statement(Language::Korean, 9).sheet()),
        ("receipt.pdf", receipt().sheet()),
        ("invoice.pdf", invoice().sheet()),
    ];
    for (name, sheet) in papers {
        let bytes = look(name, &sheet);
        assert!(bytes.starts_with(b"%PDF-1."), "{name}");
        assert!(
            bytes.len() < 60_000,
            "{name} has {} bytes: is the whole font in it?",
            bytes.len()
        );
        assert_eq!(
            bytes,
            render(&sheet).expect("again"),
            "{name} is the same every time"
        );
    }
}

#[test]
fn a_long_statement_goes_on_over_pages() {
    let bytes = look("long.pdf", &statement(Language::English, 120).sheet());
    let text = String::from_utf8_lossy(&bytes);
    let pages = text.matches("/Type/Page\n").count()
        + text.matches("/Type/Page/").count()
        + text.matches("/Type /Page\n").count();
    assert!(pages >= 4, "{pages} pages");
}

#[test]
fn a_statement_and_its_list_say_the_same() {
    let statement = statement(Language::Korean, 9);
    assert_eq!(
        statement.opening_minor + statement.in_minor() - statement.out_minor(),
        statement.closing_minor
    );
    let text = String::from_utf8(statement.csv(Vec::new()).expect("list")).expect("UTF-8");
    let amounts: Vec<i64> = text
        .lines()
        .skip(1)
        .map(|line| {
            line.split(',')
                .nth(4)
                .expect("an amount")
                .parse()
                .expect("a number")
        })
        .collect();
    let (last, rest) = amounts.split_last().expect("lines");
    assert_eq!(rest.iter().sum::<i64>(), *last);
}

#[test]
fn names_that_the_font_has_no_letters_for_are_still_papers() {
    let mut receipt = receipt();
    receipt.person = "山田🙂\u{0}테스트".repeat(30);
    assert!(look("odd.pdf", &receipt.sheet()).len() > 1_000);
}
