//! What a bank is asked to do: one debtor, one day, one currency, many payments.

use crate::PaperError;

/// Whose account the money leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Debtor {
    pub name: String,
    /// An IBAN, or the bank's own number.
    pub account: String,
    /// A BIC, or the bank's code in its country.
    pub bank_code: String,
    /// Two letters by ISO 3166, like `KR`.
    pub country: String,
}

/// A file of payments, without the payments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Names the file; banks answer with it. At most 35 characters.
    pub message_id: String,
    /// RFC 3339.
    pub created_at: String,
    /// Like `2026-11-24`.
    pub execution_date: String,
    pub debtor: Debtor,
    /// Three letters by ISO 4217.
    pub currency: String,
    /// Decimals of the currency.
    pub decimals: u32,
    /// How many payments follow.
    pub count: u64,
    /// Their sum.
    pub sum_minor: i64,
}

/// One payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// Stays with the payment to the other account: the same for every try. At most 35 characters.
    pub end_to_end_id: String,
    pub amount_minor: i64,
    pub name: String,
    /// An IBAN, or the bank's own number.
    pub account: String,
    /// A BIC, or the bank's code in its country.
    pub bank_code: String,
    /// What stands in the statement of who is paid.
    pub remittance: String,
}

/// Whether an account number is an IBAN: two letters, two digits, and a checksum that is right (ISO 13616, ISO 7064).
pub fn is_iban(account: &str) -> bool {
    let bytes = account.as_bytes();
    let shape = (15..=34).contains(&bytes.len())
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..4].iter().all(u8::is_ascii_digit)
        && bytes
            .iter()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let remainder = || {
        bytes[4..].iter().chain(&bytes[..4]).fold(0u32, |rest, byte| {
            if byte.is_ascii_digit() {
                (rest * 10 + u32::from(byte - b'0')) % 97
            } else {
                (rest * 100 + u32::from(byte - b'A') + 10) % 97
            }
        })
    };
    shape && remainder() == 1
}

/// Whether a bank's code is a BIC (ISO 9362): eight or eleven letters and digits, of which the first six name bank and country.
pub fn is_bic(code: &str) -> bool {
    let bytes = code.as_bytes();
    matches!(bytes.len(), 8 | 11)
        && bytes[..4]
            .iter()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && bytes[4..6].iter().all(u8::is_ascii_uppercase)
        && bytes[6..]
            .iter()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && !bytes.iter().all(u8::is_ascii_digit)
}

/// A text as it may stand in a bank's file: no control characters, single spaces, at most `most` characters.
///
/// # Errors
/// [`PaperError::Unfit`] if nothing is left.
pub(crate) fn fitted(place: &str, text: &str, most: usize) -> Result<String, PaperError> {
    let clean: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let words: Vec<&str> = clean.split_whitespace().collect();
    let cut: String = words.join(" ").chars().take(most).collect();
    let cut = cut.trim_end().to_owned();
    if cut.is_empty() {
        return Err(PaperError::Unfit {
            place: place.to_owned(),
            message: "is empty: the bank needs it".to_owned(),
        });
    }
    Ok(cut)
}

/// An identification of at most 35 visible characters: never cut, since it has to come back.
pub(crate) fn identification<'a>(place: &str, id: &'a str) -> Result<&'a str, PaperError> {
    if (1..=35).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(id);
    }
    Err(PaperError::Unfit {
        place: place.to_owned(),
        message: format!("{id:?} is no identification: 1 to 35 visible ASCII characters"),
    })
}

/// Counts and sums what is written and holds it against the order's head.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    count: u64,
    sum_minor: i64,
}

impl Totals {
    pub(crate) fn add(&mut self, payment: &Payment) -> Result<(), PaperError> {
        self.count += 1;
        if payment.amount_minor <= 0 {
            return Err(PaperError::Unfit {
                place: format!("payment {}, amount", self.count),
                message: format!(
                    "{} can not be paid: it has to be above zero",
                    payment.amount_minor
                ),
            });
        }
        self.sum_minor = self.sum_minor.saturating_add(payment.amount_minor);
        Ok(())
    }

    pub(crate) fn place(&self, field: &str) -> String {
        format!("payment {}, {field}", self.count)
    }

    pub(crate) fn check(&self, order: &Order) -> Result<(), PaperError> {
        if self.count == order.count && self.sum_minor == order.sum_minor {
            return Ok(());
        }
        Err(PaperError::Unfit {
            place: "head".to_owned(),
            message: format!(
                "says {} payments of {} in all; {} of {} were written",
                order.count, order.sum_minor, self.count, self.sum_minor
            ),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_accounts_and_banks_are_told_apart() {
        // The example of ISO 13616, and the same with one digit changed.
        assert!(is_iban("GB82WEST12345698765432"));
        assert!(!is_iban("GB82WEST12345698765431"));
        assert!(!is_iban("110123456789"));
        assert!(is_bic("SHBKKRSE") && is_bic("DEUTDEFF500"));
        assert!(!is_bic("088") && !is_bic("12345678"));
    }

    #[test]
    fn texts_lose_what_banks_refuse() {
        assert_eq!(
            fitted("name", " 김\u{7}  푸 \n름 ", 140).expect("text"),
            "김 푸 름"
        );
        assert_eq!(fitted("name", "가나다라", 3).expect("text"), "가나다");
        let error = fitted("payment 3, name", "\t ", 140).expect_err("empty");
        assert!(error.to_string().contains("payment 3, name"));
    }
}
