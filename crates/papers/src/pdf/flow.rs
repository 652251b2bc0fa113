//! From a sheet to pages: what stands where.

use super::font::Face;
use super::{Sheet, Table};

pub const PAGE_WIDTH: f32 = 595.28;
pub const PAGE_HEIGHT: f32 = 841.89;
pub const LEFT: f32 = 56.0;
pub const RIGHT: f32 = PAGE_WIDTH - 56.0;
const TOP: f32 = 72.0;
/// Below this nothing but the page's number.
const BOTTOM: f32 = PAGE_HEIGHT - 72.0;

const TITLE: f32 = 22.0;
const BODY: f32 = 9.5;
const SMALL: f32 = 8.5;
const LEADING: f32 = 14.0;
/// Between two columns.
const GUTTER: f32 = 12.0;
const ROW_PADDING: f32 = 5.0;

/// How dark.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    Strong,
    Body,
    Quiet,
    Hair,
}

/// One thing on a page; `y` is the base line, from the top.
pub enum Mark {
    Text {
        x: f32,
        y: f32,
        size: f32,
        ink: Ink,
        is_strong: bool,
        text: String,
    },
    Rule {
        from: f32,
        to: f32,
        y: f32,
        ink: Ink,
    },
}

pub type Page = Vec<Mark>;

struct Flow<'a> {
    face: &'a Face,
    pages: Vec<Page>,
    /// Where the next thing begins.
    y: f32,
}

pub fn pages(sheet: &Sheet, face: &Face) -> Vec<Page> {
    let mut flow = Flow {
        face,
        pages: vec![Vec::new()],
        y: TOP,
    };
    flow.head(sheet);
    flow.facts(&sheet.facts);
    for table in &sheet.tables {
        flow.table(table);
    }
    flow.notes(&sheet.notes);
    flow.pages
}

impl Flow<'_> {
    fn put(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    fn text(&mut self, x: f32, y: f32, size: f32, ink: Ink, text: &str) {
        let text = self.face.printable(text);
        self.put(Mark::Text {
            x,
            y,
            size,
            ink,
            is_strong: ink == Ink::Strong,
            text,
        });
    }

    fn text_right(&mut self, right: f32, y: f32, size: f32, ink: Ink, text: &str) {
        let text = self.face.printable(text);
        let x = right - self.face.width(&text, size);
        self.text(x, y, size, ink, &text);
    }

    fn rule(&mut self, y: f32, ink: Ink) {
        self.put(Mark::Rule {
            from: LEFT,
            to: RIGHT,
            y,
            ink,
        });
    }

    /// Begins a page if `height` does not fit on this one; whether it did.
    fn need(&mut self, height: f32) -> bool {
        if self.y + height <= BOTTOM {
            return false;
        }
        self.pages.push(Vec::new());
        self.y = TOP;
        true
    }

    fn head(&mut self, sheet: &Sheet) {
        let issuer_width = 200.0;
        let width = RIGHT - LEFT - issuer_width - GUTTER;
        let mut left = self.y;
        for line in self.face.wrap(&sheet.title, TITLE, width) {
            self.text(LEFT, left, TITLE, Ink::Strong, &line);
            left += TITLE * 1.3;
        }
        for line in self.face.wrap(&sheet.subtitle, 11.0, width) {
            self.text(LEFT, left - 4.0, 11.0, Ink::Quiet, &line);
            left += 16.0;
        }
        let mut right = self.y - 8.0;
        for (index, line) in sheet.issuer.iter().enumerate() {
            let ink = if index == 0 { Ink::Body } else { Ink::Quiet };
            for line in self.face.wrap(line, SMALL, issuer_width) {
                self.text_right(RIGHT, right, SMALL, ink, &line);
                right += 13.0;
            }
        }
        self.y = left.max(right) + 22.0;
    }

    fn facts(&mut self, facts: &[(String, String)]) {
        if facts.is_empty() {
            return;
        }
        let half = (RIGHT - LEFT) / 2.0;
        for pair in facts.chunks(2) {
            let mut lines = 1;
            for (column, (name, value)) in pair.iter().enumerate() {
                let x = LEFT + half * if column == 0 { 0.0 } else { 1.0 };
                self.text(x, self.y, SMALL, Ink::Quiet, name);
                let wrapped = self.face.wrap(value, 11.0, half - GUTTER);
                for (index, line) in wrapped.iter().enumerate() {
                    self.text(x, self.y + 15.0 + LEADING * index as f32, 11.0, Ink::Body, line);
                }
                lines = lines.max(wrapped.len());
            }
            self.y += 22.0 + LEADING * lines as f32;
        }
        self.y += 8.0;
    }

    fn table(&mut self, table: &Table) {
        self.need(84.0);
        if !table.heading.is_empty() {
            self.text(LEFT, self.y, 11.0, Ink::Strong, &table.heading);
            self.y += 18.0;
        }
        let edges = edges(table);
        self.table_head(table, &edges);
        if table.rows.is_empty() && !table.empty.is_empty() {
            self.text(LEFT, self.y + BODY + ROW_PADDING, BODY, Ink::Quiet, &table.empty);
            self.y += BODY + ROW_PADDING * 3.0;
        }
        for row in &table.rows {
            self.row(table, &edges, row, Ink::Body);
            self.rule(self.y, Ink::Hair);
        }
        for (index, row) in table.totals.iter().enumerate() {
            if index == 0 {
                self.rule(self.y, Ink::Quiet);
            }
            let is_last = index + 1 == table.totals.len();
            self.row(table, &edges, row, if is_last { Ink::Strong } else { Ink::Body });
        }
        self.y += 30.0;
    }

    fn table_head(&mut self, table: &Table, edges: &[(f32, f32)]) {
        let y = self.y + SMALL;
        for (column, (left, right)) in table.columns.iter().zip(edges) {
            if column.is_right {
                self.text_right(*right, y, SMALL, Ink::Quiet, &column.title);
            } else {
                self.text(*left, y, SMALL, Ink::Quiet, &column.title);
            }
        }
        self.y += SMALL + ROW_PADDING + 2.0;
        self.rule(self.y, Ink::Quiet);
    }

    fn row(&mut self, table: &Table, edges: &[(f32, f32)], row: &[String], ink: Ink) {
        let cells: Vec<Vec<String>> = row
            .iter()
            .zip(edges)
            .map(|(cell, (left, right))| self.face.wrap(cell, BODY, right - left))
            .collect();
        let lines = cells.iter().map(Vec::len).max().unwrap_or(1);
        let height = LEADING * lines as f32 + ROW_PADDING * 2.0 - 3.0;
        if self.need(height) {
            self.table_head(table, edges);
        }
        for ((cell, column), (left, right)) in cells.iter().zip(&table.columns).zip(edges) {
            for (index, line) in cell.iter().enumerate() {
                let y = self.y + ROW_PADDING + BODY + LEADING * index as f32;
                if column.is_right {
                    self.text_right(*right, y, BODY, ink, line);
                } else {
                    self.text(*left, y, BODY, ink, line);
                }
            }
        }
        self.y += height;
    }

    fn notes(&mut self, notes: &[String]) {
        for note in notes {
            let lines = self.face.wrap(note, SMALL, RIGHT - LEFT);
            self.need(13.0 * lines.len() as f32);
            for line in lines {
                self.text(LEFT, self.y, SMALL, Ink::Quiet, &line);
                self.y += 13.0;
            }
            self.y += 3.0;
        }
    }
}

/// Left and right edge of each column.
fn edges(table: &Table) -> Vec<(f32, f32)> {
    let shares: f32 = table.columns.iter().map(|column| f32::from(column.share)).sum();
    let count = table.columns.len().max(1) as f32;
    let width = RIGHT - LEFT - GUTTER * (count - 1.0);
    let mut left = LEFT;
    table
        .columns
        .iter()
        .map(|column| {
            let right = left + width * f32::from(column.share) / shares.max(1.0);
            let edge = (left, right);
            left = right + GUTTER;
            edge
        })
        .collect()
}
