//! Cells of CSV files that people open in spreadsheets.

use std::borrow::Cow;

/// Without it, spreadsheets take Korean for another encoding.
pub const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A text that no spreadsheet takes for a formula. Amounts are written without it: they are numbers.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}
