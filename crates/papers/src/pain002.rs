//! ISO 20022 customer payment status report, `pain.002.001.03` to `.15`: the elements that are read are the same in all.

use crate::status::{Line, Outcome, Report, Unreadable, outcome};
use roxmltree::{Document, Node};

const NAMESPACE: &str = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.";

/// Reads a report.
///
/// A status of the whole file, or of the one block of payments that our files have, counts for every payment that is not
/// named itself; `PART` says that some were accepted and some not, so it says nothing of those that are not named.
///
/// # Errors
/// [`Unreadable`] names the line: no XML, another message, a status that is unknown, a payment without an id.
pub fn read(text: &str) -> Result<Report, Unreadable> {
    let document = Document::parse(text).map_err(|error| Unreadable {
        line: u64::from(error.pos().row),
        message: format!("this is not well-formed XML: {error}"),
    })?;
    let root = document.root_element();
    let namespace = root.tag_name().namespace().unwrap_or_default();
    if !namespace.starts_with(NAMESPACE) {
        return Err(at(
            root,
            format!("this is {namespace:?}: a status report is {NAMESPACE}03 to 15"),
        ));
    }
    let report = child(root, "CstmrPmtStsRpt").ok_or_else(|| {
        at(
            root,
            "holds no <CstmrPmtStsRpt>, so it is no status report".to_owned(),
        )
    })?;
    let group = child(report, "OrgnlGrpInfAndSts").ok_or_else(|| {
        at(
            report,
            "holds no <OrgnlGrpInfAndSts>, which says what is answered".to_owned(),
        )
    })?;
    let mut read = Report {
        message_id: text_of(group, "OrgnlMsgId").map(str::to_owned),
        all: whole(group, "GrpSts")?,
        lines: Vec::new(),
    };
    for block in children(report, "OrgnlPmtInfAndSts") {
        if let Some(all) = whole(block, "PmtInfSts")? {
            read.all = Some(all);
        }
        for payment in children(block, "TxInfAndSts") {
            read.lines.push(line(payment)?);
        }
    }
    Ok(read)
}

fn whole(node: Node<'_, '_>, element: &str) -> Result<Option<Line>, Unreadable> {
    let Some(status) = child(node, element) else {
        return Ok(None);
    };
    let said = said(node, status, String::new())?;
    Ok((said.outcome != Outcome::Underway).then_some(said))
}

fn line(payment: Node<'_, '_>) -> Result<Line, Unreadable> {
    let id = text_of(payment, "OrgnlEndToEndId")
        .or_else(|| text_of(payment, "OrgnlInstrId"))
        .ok_or_else(|| {
            at(
                payment,
                "this payment has neither <OrgnlEndToEndId> nor <OrgnlInstrId>, so nobody can tell which it is".to_owned(),
            )
        })?;
    let status =
        child(payment, "TxSts").ok_or_else(|| at(payment, format!("payment {id} has no <TxSts>")))?;
    said(payment, status, id.to_owned())
}

fn said(node: Node<'_, '_>, status: Node<'_, '_>, end_to_end_id: String) -> Result<Line, Unreadable> {
    let code = status.text().unwrap_or_default().trim();
    let outcome = outcome(code).ok_or_else(|| {
        at(
            status,
            format!(
                "{code:?} is no status: RCVD, ACTC, ACCP, ACSP, ACWC, PDNG, PART, ACSC, ACCC, RJCT or CANC"
            ),
        )
    })?;
    let information = child(node, "StsRsnInf");
    let reason = information.and_then(|node| child(node, "Rsn"));
    let reason_code = reason.and_then(|node| text_of(node, "Cd").or_else(|| text_of(node, "Prtry")));
    let words: Vec<&str> = information
        .into_iter()
        .flat_map(|node| children(node, "AddtlInf").collect::<Vec<_>>())
        .filter_map(|node| node.text())
        .map(str::trim)
        .collect();
    Ok(Line {
        line: line_of(status),
        end_to_end_id,
        outcome,
        status: code.to_owned(),
        reason_code: reason_code.map(str::to_owned),
        reason: (!words.is_empty()).then(|| words.join(" ")),
    })
}

fn children<'a, 'input: 'a>(
    node: Node<'a, 'input>,
    name: &'a str,
) -> impl Iterator<Item = Node<'a, 'input>> + 'a {
    node.children()
        .filter(move |child| child.is_element() && child.tag_name().name() == name)
}

fn child<'a, 'input: 'a>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    node.children()
        .find(|child| child.is_element() && child.tag_name().name() == name)
}

fn text_of<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    child(node, name)
        .and_then(|child| child.text())
        .map(str::trim)
        .filter(|text| !text.is_empty())
}

fn line_of(node: Node<'_, '_>) -> u64 {
    u64::from(node.document().text_pos_at(node.range().start).row)
}

fn at(node: Node<'_, '_>, message: String) -> Unreadable {
    Unreadable {
        line: line_of(node),
        message,
    }
}
