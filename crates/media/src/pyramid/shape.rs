//! How a picture is cut: sizes, levels and the order of the parts. A function of its size alone.

use crate::ContentType;

/// Pictures with a longer side than this are cut up, and the small picture is no longer than this, in pixels.
const WHOLE_MAX: u32 = 4096;
/// Pixels of a tile's side. A phone's screen takes about twenty.
pub(super) const TILE_SIZE: u32 = 512;

/// The geometry of a cut-up picture. Level 0 has the size of the picture, each next one half of that, rounded up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PyramidShape {
    /// Pixels of the picture as shown.
    pub width: u32,
    /// Likewise.
    pub height: u32,
}

/// A part of a pyramid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PyramidPart {
    /// The small picture of the whole.
    Preview,
    /// One tile.
    Tile {
        /// 0 is the full size.
        level: u32,
        /// Counted from the left.
        column: u32,
        /// Counted from the top.
        row: u32,
    },
}

impl PyramidShape {
    /// How a file is cut up; `None` for what is no picture of pixels, and for one that is small enough to be sent whole.
    pub fn of(content_type: ContentType, width: Option<u32>, height: Option<u32>) -> Option<Self> {
        let cut = matches!(
            content_type,
            ContentType::Jpeg | ContentType::Png | ContentType::Webp
        );
        let (width, height) = (width?, height?);
        (cut && width.max(height) > WHOLE_MAX).then_some(Self { width, height })
    }

    /// Pixels of a tile's side; the last of a row or column may be smaller.
    pub fn tile_size(&self) -> u32 {
        TILE_SIZE
    }

    /// Levels that have tiles: those that are larger than the small picture, which is the level after them.
    pub fn levels(&self) -> u32 {
        let longest = self.width.max(self.height);
        (0..)
            .find(|level| halved(longest, *level) <= WHOLE_MAX)
            .unwrap_or(0)
    }

    /// Width and height of a level in pixels.
    pub(super) fn size(&self, level: u32) -> (u32, u32) {
        (halved(self.width, level), halved(self.height, level))
    }

    /// Columns and rows of a level.
    fn grid(&self, level: u32) -> (u32, u32) {
        let (width, height) = self.size(level);
        (width.div_ceil(TILE_SIZE), height.div_ceil(TILE_SIZE))
    }

    /// How many parts there are.
    pub(super) fn parts(&self) -> usize {
        self.first_of(self.levels())
    }

    /// Where the tiles of a level begin; the small picture is the first part of all.
    fn first_of(&self, level: u32) -> usize {
        let tiles = |level| {
            let (columns, rows) = self.grid(level);
            columns as usize * rows as usize
        };
        1 + (0..level).map(tiles).sum::<usize>()
    }

    /// The place of a part among all; `None` if there is no such tile.
    pub(super) fn index(&self, part: PyramidPart) -> Option<usize> {
        let PyramidPart::Tile { level, column, row } = part else {
            return Some(0);
        };
        if level >= self.levels() {
            return None;
        }
        let (columns, rows) = self.grid(level);
        (column < columns && row < rows)
            .then(|| self.first_of(level) + row as usize * columns as usize + column as usize)
    }
}

/// A side at a level: halved so many times, a rest counted as a pixel.
fn halved(side: u32, level: u32) -> u32 {
    u64::from(side)
        .div_ceil(1_u64.checked_shl(level).unwrap_or(u64::MAX))
        .try_into()
        .unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shape(width: u32, height: u32) -> Option<PyramidShape> {
        PyramidShape::of(ContentType::Jpeg, Some(width), Some(height))
    }

    #[test]
    fn only_large_pictures_of_pixels_are_cut() {
        assert_eq!(shape(4096, 4096), None);
        assert_eq!(shape(4097, 10).map(|shape| shape.levels()), Some(1));
        assert_eq!(shape(8193, 10).map(|shape| shape.levels()), Some(2));
        assert_eq!(PyramidShape::of(ContentType::Svg, Some(9000), Some(9000)), None);
        assert_eq!(PyramidShape::of(ContentType::Png, None, Some(9000)), None);
    }

    #[test]
    fn parts_are_counted_level_by_level() {
        let shape = shape(20_000, 12_000).expect("large");
        assert_eq!((shape.levels(), shape.size(3)), (3, (2_500, 1_500)));
        // 40 × 24, 20 × 12 and 10 × 6 tiles, and the small picture.
        assert_eq!(shape.parts(), 1 + 960 + 240 + 60);
        let tile = |level, column, row| shape.index(PyramidPart::Tile { level, column, row });
        assert_eq!(tile(0, 0, 0), Some(1));
        assert_eq!(tile(1, 0, 0), Some(961));
        assert_eq!(tile(2, 9, 5), Some(1260));
        assert_eq!((tile(2, 10, 5), tile(2, 9, 6), tile(3, 0, 0)), (None, None, None));
    }

    proptest! {
        #[test]
        fn every_part_has_a_place_of_its_own(width in 1u32..40_000, height in 1u32..40_000) {
            prop_assume!(width.max(height) > WHOLE_MAX);
            let shape = PyramidShape { width, height };
            let mut next = 1;
            for level in 0..shape.levels() {
                let (columns, rows) = shape.grid(level);
                for row in 0..rows {
                    for column in 0..columns {
                        prop_assert_eq!(shape.index(PyramidPart::Tile { level, column, row }), Some(next));
                        next += 1;
                    }
                }
            }
            prop_assert_eq!(next, shape.parts());
            let (small_width, small_height) = shape.size(shape.levels());
            prop_assert!(small_width.max(small_height) <= WHOLE_MAX);
        }
    }
}
