//! Quiet tables on A4: a head, facts, tables that go on over pages, notes. All text is text: it can be found and copied.

mod draw;
mod flow;
mod font;

use crate::PaperError;

/// What stands on a paper, before it is divided into pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// `ko` or `en`: the language of the document, for whoever reads it aloud.
    pub language: &'static str,
    pub title: String,
    /// Under the title: which week, which number.
    pub subtitle: String,
    /// Who issued it, line by line, opposite the title.
    pub issuer: Vec<String>,
    /// Name and value, in two columns under the head.
    pub facts: Vec<(String, String)>,
    pub tables: Vec<Table>,
    pub notes: Vec<String>,
    /// Year, month, day on which it was made.
    pub made_on: (u16, u8, u8),
    /// Of pages, with `{page}` and `{pages}`.
    pub page_label: String,
}

/// One table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Above it; empty for none.
    pub heading: String,
    pub columns: Vec<Column>,
    /// As many cells as columns.
    pub rows: Vec<Vec<String>>,
    /// Under a line, in stronger type.
    pub totals: Vec<Vec<String>>,
    /// Said instead of rows where there are none.
    pub empty: String,
}

/// One column: its heading, its share of the width, which side its text keeps to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub title: String,
    pub share: u16,
    pub is_right: bool,
}

impl Column {
    /// Text, from the left.
    pub fn text(title: &str, share: u16) -> Column {
        Column {
            title: title.to_owned(),
            share,
            is_right: false,
        }
    }

    /// Numbers, which end at the right.
    pub fn number(title: &str, share: u16) -> Column {
        Column {
            title: title.to_owned(),
            share,
            is_right: true,
        }
    }
}

/// The sheet as a PDF.
///
/// # Errors
/// [`PaperError::Pdf`] if the font or the writer fails.
pub fn render(sheet: &Sheet) -> Result<Vec<u8>, PaperError> {
    let font = font::Face::open()?;
    let pages = flow::pages(sheet, &font);
    draw::draw(sheet, &pages, &font)
}
