//! ISO 20022 customer credit transfer initiation, `pain.001.001.09`.
//!
//! This version is the one of the 2019 maintenance release: SEPA has used it since November 2023 (EPC 132-08 of 2023) and
//! the banks' common guide CGI-MP is written for it, by which international banks in Korea take files. Korean banks that
//! take no XML read [`crate::bank_csv`].

use crate::PaperError;
use crate::amount::plain;
use crate::payment::{Order, Payment, Totals, fitted, identification, is_bic, is_iban};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::io::Write;

/// The namespace, which names the version.
pub const NAMESPACE: &str = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

/// Longest name and remittance text.
const NAME_MAX: usize = 140;
/// Longest account number that is no IBAN.
const ACCOUNT_MAX: usize = 34;

/// Writes a file of payments, one after the other.
///
/// # Errors
/// [`PaperError::Unfit`] names the payment and its field, or says that head and payments do not agree.
pub fn write<W: Write>(
    out: W,
    order: &Order,
    payments: impl IntoIterator<Item = Result<Payment, PaperError>>,
) -> Result<W, PaperError> {
    let mut xml = Xml(Writer::new_with_indent(out, b' ', 1));
    xml.0
        .write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let mut root = BytesStart::new("Document");
    root.push_attribute(("xmlns", NAMESPACE));
    xml.0.write_event(Event::Start(root))?;
    xml.start("CstmrCdtTrfInitn")?;
    head(&mut xml, order)?;
    xml.start("PmtInf")?;
    debtor(&mut xml, order)?;
    let mut totals = Totals::default();
    for payment in payments {
        let payment = payment?;
        totals.add(&payment)?;
        transfer(&mut xml, order, &payment, &totals)?;
    }
    totals.check(order)?;
    for name in ["PmtInf", "CstmrCdtTrfInitn", "Document"] {
        xml.end(name)?;
    }
    Ok(xml.0.into_inner())
}

fn head<W: Write>(xml: &mut Xml<W>, order: &Order) -> Result<(), PaperError> {
    xml.start("GrpHdr")?;
    xml.text("MsgId", identification("message id", &order.message_id)?)?;
    xml.text("CreDtTm", &order.created_at)?;
    counts(xml, order)?;
    xml.start("InitgPty")?;
    xml.text("Nm", &fitted("debtor, name", &order.debtor.name, NAME_MAX)?)?;
    xml.end("InitgPty")?;
    xml.end("GrpHdr")
}

fn counts<W: Write>(xml: &mut Xml<W>, order: &Order) -> Result<(), PaperError> {
    xml.text("NbOfTxs", &order.count.to_string())?;
    xml.text("CtrlSum", &plain(order.sum_minor, order.decimals))
}

fn debtor<W: Write>(xml: &mut Xml<W>, order: &Order) -> Result<(), PaperError> {
    xml.text("PmtInfId", &order.message_id)?;
    xml.text("PmtMtd", "TRF")?;
    counts(xml, order)?;
    if order.currency == "EUR" {
        xml.start("PmtTpInf")?;
        xml.start("SvcLvl")?;
        xml.text("Cd", "SEPA")?;
        xml.end("SvcLvl")?;
        xml.end("PmtTpInf")?;
    }
    xml.start("ReqdExctnDt")?;
    xml.text("Dt", &order.execution_date)?;
    xml.end("ReqdExctnDt")?;
    xml.start("Dbtr")?;
    xml.text("Nm", &fitted("debtor, name", &order.debtor.name, NAME_MAX)?)?;
    xml.end("Dbtr")?;
    xml.start("DbtrAcct")?;
    account(xml, "debtor, account", &order.debtor.account)?;
    xml.text("Ccy", &order.currency)?;
    xml.end("DbtrAcct")?;
    agent(
        xml,
        "DbtrAgt",
        "debtor, bank",
        &order.debtor.bank_code,
        &order.debtor.country,
    )?;
    // Who pays the bank: by the schemes' rules in SEPA; elsewhere us, so that what is promised arrives whole.
    xml.text("ChrgBr", if order.currency == "EUR" { "SLEV" } else { "DEBT" })
}

fn transfer<W: Write>(
    xml: &mut Xml<W>,
    order: &Order,
    payment: &Payment,
    totals: &Totals,
) -> Result<(), PaperError> {
    xml.start("CdtTrfTxInf")?;
    xml.start("PmtId")?;
    let id = identification(&totals.place("end-to-end id"), &payment.end_to_end_id)?;
    xml.text("InstrId", id)?;
    xml.text("EndToEndId", id)?;
    xml.end("PmtId")?;
    xml.start("Amt")?;
    let mut amount = BytesStart::new("InstdAmt");
    amount.push_attribute(("Ccy", order.currency.as_str()));
    xml.0.write_event(Event::Start(amount))?;
    let text = plain(payment.amount_minor, order.decimals);
    xml.0.write_event(Event::Text(BytesText::new(&text)))?;
    xml.end("InstdAmt")?;
    xml.end("Amt")?;
    let place = totals.place("bank");
    agent(xml, "CdtrAgt", &place, &payment.bank_code, &order.debtor.country)?;
    xml.start("Cdtr")?;
    xml.text("Nm", &fitted(&totals.place("name"), &payment.name, NAME_MAX)?)?;
    xml.end("Cdtr")?;
    xml.start("CdtrAcct")?;
    account(xml, &totals.place("account"), &payment.account)?;
    xml.end("CdtrAcct")?;
    xml.start("RmtInf")?;
    let remittance = fitted(&totals.place("remittance"), &payment.remittance, NAME_MAX)?;
    xml.text("Ustrd", &remittance)?;
    xml.end("RmtInf")?;
    xml.end("CdtTrfTxInf")
}

fn account<W: Write>(xml: &mut Xml<W>, place: &str, account: &str) -> Result<(), PaperError> {
    xml.start("Id")?;
    if is_iban(account) {
        xml.text("IBAN", account)?;
    } else {
        let number = fitted(place, account, ACCOUNT_MAX + 1)?;
        if number.chars().count() > ACCOUNT_MAX {
            return Err(PaperError::Unfit {
                place: place.to_owned(),
                message: format!("has more than {ACCOUNT_MAX} characters"),
            });
        }
        xml.start("Othr")?;
        xml.text("Id", &number)?;
        xml.end("Othr")?;
    }
    xml.end("Id")
}

fn agent<W: Write>(
    xml: &mut Xml<W>,
    element: &'static str,
    place: &str,
    code: &str,
    country: &str,
) -> Result<(), PaperError> {
    xml.start(element)?;
    xml.start("FinInstnId")?;
    if is_bic(code) {
        xml.text("BICFI", code)?;
    } else {
        xml.start("ClrSysMmbId")?;
        xml.text("MmbId", identification(place, code)?)?;
        xml.end("ClrSysMmbId")?;
        xml.start("PstlAdr")?;
        xml.text("Ctry", country)?;
        xml.end("PstlAdr")?;
    }
    xml.end("FinInstnId")?;
    xml.end(element)
}

struct Xml<W>(Writer<W>);

impl<W: Write> Xml<W> {
    fn start(&mut self, name: &'static str) -> Result<(), PaperError> {
        Ok(self.0.write_event(Event::Start(BytesStart::new(name)))?)
    }

    fn end(&mut self, name: &'static str) -> Result<(), PaperError> {
        Ok(self.0.write_event(Event::End(BytesEnd::new(name)))?)
    }

    fn text(&mut self, name: &'static str, text: &str) -> Result<(), PaperError> {
        self.start(name)?;
        self.0.write_event(Event::Text(BytesText::new(text)))?;
        self.end(name)
    }
}
