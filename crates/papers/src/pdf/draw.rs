//! Pages into a PDF.

use super::Sheet;
use super::flow::{Ink, LEFT, Mark, PAGE_HEIGHT, PAGE_WIDTH, Page, RIGHT};
use super::font::Face;
use crate::PaperError;
use krilla::Document;
use krilla::color::luma;
use krilla::geom::{PathBuilder, Point};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;

/// Of the page's number.
const FOOT_SIZE: f32 = 8.0;
/// How much a line around each letter makes type stronger, as a share of its size.
const STRONG: f32 = 0.028;

pub fn draw(sheet: &Sheet, pages: &[Page], face: &Face) -> Result<Vec<u8>, PaperError> {
    let mut document = Document::new();
    for (index, page) in pages.iter().enumerate() {
        let settings = PageSettings::from_wh(PAGE_WIDTH, PAGE_HEIGHT)
            .ok_or_else(|| PaperError::Pdf("the size of a page".to_owned()))?;
        let mut sheet_page = document.start_page_with(settings);
        let mut surface = sheet_page.surface();
        for mark in page {
            put(&mut surface, mark, face);
        }
        foot(&mut surface, sheet, index + 1, pages.len(), face);
        surface.finish();
        sheet_page.finish();
    }
    let (year, month, day) = sheet.made_on;
    document.set_metadata(
        Metadata::new()
            .title(format!("{} {}", sheet.title, sheet.subtitle))
            .language(sheet.language.to_owned())
            .creator("Pumasi".to_owned())
            .creation_date(DateTime::new(year).month(month).day(day)),
    );
    document
        .finish()
        .map_err(|error| PaperError::Pdf(format!("{error:?}")))
}

fn foot(surface: &mut Surface<'_>, sheet: &Sheet, page: usize, pages: usize, face: &Face) {
    let label = sheet
        .page_label
        .replace("{page}", &page.to_string())
        .replace("{pages}", &pages.to_string());
    let y = PAGE_HEIGHT - 40.0;
    let name = face.printable(&format!("{} · {}", sheet.title, sheet.subtitle));
    let right = RIGHT - face.width(&label, FOOT_SIZE);
    for (x, text) in [(LEFT, name), (right, label)] {
        let mark = Mark::Text {
            x,
            y,
            size: FOOT_SIZE,
            ink: Ink::Quiet,
            is_strong: false,
            text,
        };
        put(surface, &mark, face);
    }
}

fn put(surface: &mut Surface<'_>, mark: &Mark, face: &Face) {
    match mark {
        Mark::Text {
            x,
            y,
            size,
            ink,
            is_strong,
            text,
        } => {
            surface.set_fill(Some(fill(*ink)));
            surface.set_stroke(is_strong.then(|| stroke(*ink, size * STRONG)));
            let at = Point::from_xy(*x, *y);
            surface.draw_glyphs(at, &face.glyphs(text), face.font(), text, *size, false);
        }
        Mark::Rule { from, to, y, ink } => {
            let mut path = PathBuilder::new();
            path.move_to(*from, *y);
            path.line_to(*to, *y);
            let Some(path) = path.finish() else { return };
            surface.set_fill(None);
            surface.set_stroke(Some(stroke(*ink, 0.6)));
            surface.draw_path(&path);
        }
    }
}

fn grey(ink: Ink) -> luma::Color {
    luma::Color::new(match ink {
        Ink::Strong => 20,
        Ink::Body => 38,
        Ink::Quiet => 112,
        Ink::Hair => 222,
    })
}

fn fill(ink: Ink) -> Fill {
    Fill {
        paint: grey(ink).into(),
        opacity: NormalizedF32::ONE,
        rule: Default::default(),
    }
}

fn stroke(ink: Ink, width: f32) -> Stroke {
    Stroke {
        paint: grey(ink).into(),
        width,
        ..Default::default()
    }
}
