//! Files for banks: what is written is what was held against the official schema, and what comes back is read or refused
//! with its place.

use proptest::prelude::*;
use pumasi_papers::payment::{Debtor, Order, Payment};
use pumasi_papers::status::Outcome;
use pumasi_papers::{PaperError, bank_csv, pain001, pain002, simplified};
use std::path::PathBuf;

fn order(currency: &str, decimals: u32, payments: &[Payment]) -> Order {
    Order {
        message_id: "0190f1c2d3e47a5b8c9d0e1f2a3b4c5d".to_owned(),
        created_at: "2026-11-24T09:00:00+09:00".to_owned(),
        execution_date: "2026-11-25".to_owned(),
        debtor: Debtor {
            name: "주식회사 품앗이".to_owned(),
            account: "110123456789".to_owned(),
            bank_code: "088".to_owned(),
            country: "KR".to_owned(),
        },
        currency: currency.to_owned(),
        decimals,
        count: payments.len() as u64,
        sum_minor: payments.iter().map(|payment| payment.amount_minor).sum(),
    }
}

fn payment(id: &str, amount_minor: i64, name: &str, account: &str, bank_code: &str) -> Payment {
    Payment {
        end_to_end_id: id.to_owned(),
        amount_minor,
        name: name.to_owned(),
        account: account.to_owned(),
        bank_code: bank_code.to_owned(),
        remittance: "Pumasi 2026-11-24".to_owned(),
    }
}

fn won() -> (Order, Vec<Payment>) {
    let payments = vec![
        payment(
            "0190f1c2000070008000000000000001",
            967_000,
            "김푸름",
            "04501234567",
            "004",
        ),
        payment(
            "0190f1c2000070008000000000000002",
            1,
            "이 <하늘> & \"바다\"",
            "3333011234567",
            "090",
        ),
        payment(
            "0190f1c2000070008000000000000003",
            43_520,
            "Nguyễn Thị Lan",
            "1002123456789",
            "HVBKKRSE",
        ),
    ];
    (order("KRW", 0, &payments), payments)
}

fn euro() -> (Order, Vec<Payment>) {
    let payments = vec![payment(
        "0190f1c2000070008000000000000004",
        1_205,
        "Jane Weber",
        "DE89370400440532013000",
        "COBADEFFXXX",
    )];
    let mut order = order("EUR", 2, &payments);
    order.debtor = Debtor {
        name: "Pumasi GmbH".to_owned(),
        account: "DE75512108001245126199".to_owned(),
        bank_code: "SOGEDEFF".to_owned(),
        country: "DE".to_owned(),
    };
    (order, payments)
}

/// The file that the schema's test reads. `PUMASI_BLESS=1` writes it anew.
fn assert_file(name: &str, text: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/files")
        .join(name);
    if std::env::var_os("PUMASI_BLESS").is_some() {
        std::fs::write(&path, text).expect("written");
    }
    let kept = std::fs::read_to_string(&path).expect("the file is committed");
    assert_eq!(
        text, kept,
        "{name} is not what is written now: run with PUMASI_BLESS=1 and hold it against the schema"
    );
}

fn xml(order: &Order, payments: Vec<Payment>) -> Result<String, PaperError> {
    let bytes = pain001::write(Vec::new(), order, payments.into_iter().map(Ok))?;
    Ok(String::from_utf8(bytes).expect("UTF-8"))
}

#[test]
fn payment_files_are_those_that_fit_the_schema() {
    let (order, payments) = won();
    assert_file("payments_krw.xml", &(xml(&order, payments).expect("won") + "\n"));
    let (order, payments) = euro();
    assert_file("payments_eur.xml", &(xml(&order, payments).expect("euro") + "\n"));
}

#[test]
fn an_amount_has_the_decimals_of_its_currency() {
    let (order, payments) = euro();
    let text = xml(&order, payments).expect("euro");
    assert!(text.contains("<InstdAmt Ccy=\"EUR\">12.05</InstdAmt>"));
    assert!(text.contains("<CtrlSum>12.05</CtrlSum>"));
}

#[test]
fn what_does_not_fit_is_named() {
    let refused = |change: fn(&mut Order, &mut Vec<Payment>)| {
        let (mut order, mut payments) = won();
        change(&mut order, &mut payments);
        let message = xml(&order, payments.clone()).expect_err("refused").to_string();
        bank_csv::write(Vec::new(), &order, payments.into_iter().map(Ok))
            .expect_err("the list refuses it too");
        message
    };
    let message = refused(|order, _| order.sum_minor += 1);
    assert!(message.contains("3 payments of 1010522"), "{message}");
    let message = refused(|_, payments| payments[1].amount_minor = 0);
    assert!(message.contains("payment 2, amount"), "{message}");
    let message = refused(|_, payments| payments[2].name = " \n".to_owned());
    assert!(message.contains("payment 3, name"), "{message}");
    let message =
        refused(|_, payments| payments[0].end_to_end_id = "0190f1c2-0000-7000-8000-000000000001".to_owned());
    assert!(message.contains("payment 1, end-to-end id"), "{message}");
}

#[test]
fn a_list_of_payments_keeps_leading_zeros() {
    let (order, payments) = won();
    let bytes = bank_csv::write(Vec::new(), &order, payments.into_iter().map(Ok)).expect("list");
    let text = String::from_utf8(bytes).expect("UTF-8");
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(
        lines[1],
        "0190f1c2000070008000000000000001,004,04501234567,김푸름,967000,KRW,2026-11-25,Pumasi 2026-11-24"
    );
}

#[test]
fn a_report_says_of_each_payment_what_became_of_it() {
    let report = pain002::read(include_str!("files/status_partly.xml")).expect("a report");
    assert_eq!(
        report.message_id.as_deref(),
        Some("0190f1c2d3e47a5b8c9d0e1f2a3b4c5d")
    );
    assert_eq!(report.all, None);
    let said: Vec<_> = report
        .lines
        .iter()
        .map(|line| (line.end_to_end_id.as_str(), line.outcome))
        .collect();
    assert_eq!(
        said,
        [
            ("a1", Outcome::Paid),
            ("a2", Outcome::Failed),
            ("a3", Outcome::Underway)
        ]
    );
    assert_eq!(report.lines[1].reason_code.as_deref(), Some("AC01"));
    assert_eq!(
        report.lines[1].reason.as_deref(),
        Some("Account number is not known")
    );
}

#[test]
fn one_word_can_stand_for_a_whole_file() {
    let whole = |status: &str| {
        let text = include_str!("files/status_partly.xml").replace(">PART<", &format!(">{status}<"));
        pain002::read(&text)
            .expect("a report")
            .all
            .map(|line| line.outcome)
    };
    assert_eq!(whole("RJCT"), Some(Outcome::Failed));
    assert_eq!(whole("ACSC"), Some(Outcome::Paid));
    assert_eq!(whole("ACCP"), None);
}

#[test]
fn a_report_that_can_not_be_read_names_its_line() {
    let good = include_str!("files/status_partly.xml");
    let message = |from: &str, to: &str| {
        pain002::read(&good.replacen(from, to, 1))
            .expect_err("unreadable")
            .to_string()
    };
    assert!(
        message("<TxSts>RJCT</TxSts>", "<TxSts>NOPE</TxSts>").starts_with("line 21: \"NOPE\" is no status")
    );
    assert!(
        message("<OrgnlEndToEndId>a2</OrgnlEndToEndId>", "").starts_with("line 19: this payment has neither")
    );
    assert!(message("pain.002.001.12", "camt.054.001.08").starts_with("line 2: this is \"urn:iso"));
    assert!(message("</GrpHdr>", "").starts_with("line "));
    let entities = "<!DOCTYPE a [<!ENTITY a \"b\">]><a>&a;</a>";
    assert!(pain002::read(entities).is_err());
}

#[test]
fn a_list_comes_back_with_statuses_in_any_words_that_banks_use() {
    let text =
        "\u{feff}no,status,end_to_end_id,reason\r\n1,정상,a1,\r\n2,RJCT,a2,계좌 없음\r\n3,sent,a3,\r\n";
    let report = bank_csv::read(text).expect("a list");
    let said: Vec<_> = report
        .lines
        .iter()
        .map(|line| (line.line, line.outcome))
        .collect();
    assert_eq!(
        said,
        [(2, Outcome::Paid), (3, Outcome::Failed), (4, Outcome::Underway)]
    );
    assert_eq!(report.lines[1].reason.as_deref(), Some("계좌 없음"));
    let refused = |text: &str| bank_csv::read(text).expect_err("refused").to_string();
    assert!(refused("id,status\na,paid\n").starts_with("line 1: the first line has to name"));
    assert!(refused("end_to_end_id,status\na,paid\nb,maybe\n").starts_with("line 3: \"maybe\" is no status"));
    assert!(refused("end_to_end_id,status\n,paid\n").starts_with("line 2: end_to_end_id is empty"));
}

#[test]
fn the_simplified_statement_has_the_columns_of_the_form() {
    let people = [simplified::Person {
        business_code: simplified::OTHER_SELF_EMPLOYED.to_owned(),
        name: "김푸름".to_owned(),
        registration_number: "9001011234567".to_owned(),
        is_foreign: false,
        paid_minor: 1_000_000,
    }];
    let bytes = simplified::write(Vec::new(), "202611", &people).expect("list");
    let text = String::from_utf8(bytes).expect("UTF-8");
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(
        lines[0],
        "일련번호,업종코드,성명,주민(외국인)등록번호,내·외국인,귀속연월,지급연월,지급액"
    );
    assert_eq!(lines[1], "1,940909,김푸름,9001011234567,1,202611,202611,1000000");
    assert_eq!(lines[2], "합계,,1명,,,,,1000000");
}

proptest! {
    /// Whatever people are called, the file is well-formed and holds every payment.
    #[test]
    fn any_names_make_a_file_that_can_be_read(names in proptest::collection::vec("\\PC{1,60}", 1..20)) {
        let payments: Vec<Payment> = names
            .iter()
            .enumerate()
            .filter(|(_, name)| !name.trim().is_empty())
            .map(|(index, name)| payment(&format!("p{index}"), 1 + index as i64, name, "110-1", "004"))
            .collect();
        let order = order("KRW", 0, &payments);
        let count = payments.len();
        let text = xml(&order, payments).expect("a file");
        let read = roxmltree::Document::parse(&text).expect("well-formed");
        let found = read.descendants().filter(|node| node.tag_name().name() == "EndToEndId").count();
        prop_assert_eq!(found, count);
    }
}
