//! The font in which papers are set: Pretendard Regular, which has Hangul, Latin and figures (SIL Open Font License, beside
//! the file). Widths come from its own table, so that columns of numbers end where they should.

use crate::PaperError;
use krilla::text::{GlyphId, KrillaGlyph};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

const BYTES: &[u8] = include_bytes!("../../fonts/Pretendard-Regular.otf");
/// Stands for a character that the font does not have.
const MISSING: char = '□';

pub struct Face {
    font: krilla::text::Font,
    reader: FontRef<'static>,
}

impl Face {
    pub fn open() -> Result<Face, PaperError> {
        let broken = || PaperError::Pdf("the font can not be read".to_owned());
        Ok(Face {
            font: krilla::text::Font::new(BYTES.to_vec().into(), 0).ok_or_else(broken)?,
            reader: FontRef::new(BYTES).map_err(|_| broken())?,
        })
    }

    pub fn font(&self) -> krilla::text::Font {
        self.font.clone()
    }

    /// The text with only characters that the font has.
    pub fn printable(&self, text: &str) -> String {
        let characters = self.reader.charmap();
        text.chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .map(|c| {
                let known = characters.map(c).is_some_and(|glyph| glyph.to_u32() != 0);
                if known { c } else { MISSING }
            })
            .collect()
    }

    /// The text as glyphs, each as wide as [`Face::width`] says: without kerning, so that columns of numbers end where
    /// they should.
    pub fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        let characters = self.reader.charmap();
        let metrics = self.reader.glyph_metrics(Size::new(1.0), LocationRef::default());
        text.char_indices()
            .map(|(at, c)| {
                let glyph = characters.map(c).unwrap_or_default();
                let advance = metrics.advance_width(glyph).unwrap_or(0.0);
                let range = at..at + c.len_utf8();
                KrillaGlyph::new(GlyphId::new(glyph.to_u32()), advance, 0.0, 0.0, 0.0, range, None)
            })
            .collect()
    }

    /// The width of a text in points.
    pub fn width(&self, text: &str, size: f32) -> f32 {
        let characters = self.reader.charmap();
        let metrics = self.reader.glyph_metrics(Size::new(size), LocationRef::default());
        text.chars()
            .filter_map(|c| characters.map(c))
            .filter_map(|glyph| metrics.advance_width(glyph))
            .sum()
    }

    /// A text in lines of at most `width` points: at spaces where there are some, else between characters.
    pub fn wrap(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let text = self.printable(text);
        let mut lines = vec![String::new()];
        for word in text.split_inclusive(' ') {
            let line = lines.last().map(String::as_str).unwrap_or_default();
            let fits = self.width(&format!("{line}{}", word.trim_end()), size) <= width;
            if !fits && !line.is_empty() {
                lines.push(String::new());
            }
            for c in word.chars() {
                let too_long = lines.last().is_some_and(|line| {
                    !line.is_empty() && c != ' ' && self.width(&format!("{line}{c}"), size) > width
                });
                if too_long {
                    lines.push(String::new());
                }
                if let Some(line) = lines.last_mut() {
                    line.push(c);
                }
            }
        }
        lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
    }
}
