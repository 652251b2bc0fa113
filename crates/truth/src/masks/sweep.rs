//! Several masks at once, from turn to turn.

use super::Mask;

/// Which of several masks a stretch of pixels is inside of, one bit each.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Inside {
    blocks: Vec<u64>,
}

impl Inside {
    fn flip(&mut self, index: usize) {
        self.blocks[index / 64] ^= 1 << (index % 64);
    }

    /// How many.
    pub(super) fn ones(&self) -> u32 {
        self.blocks.iter().map(|block| block.count_ones()).sum()
    }

    /// Whether the mask of this index.
    pub(super) fn has(&self, index: usize) -> bool {
        self.blocks[index / 64] >> (index % 64) & 1 == 1
    }
}

/// Calls `stretch(length, inside)` for every stretch of pixels in which no mask turns, in order. All masks have as many
/// pixels as the first.
pub(super) fn sweep(masks: &[&Mask], mut stretch: impl FnMut(u64, &Inside)) {
    let Some(first) = masks.first() else { return };
    let mut turns: Vec<(u64, u32)> = Vec::with_capacity(masks.iter().map(|mask| mask.turns().len()).sum());
    for (index, mask) in masks.iter().enumerate() {
        turns.extend(mask.turns().iter().map(|place| (*place, index as u32)));
    }
    turns.sort_unstable();
    let mut inside = Inside {
        blocks: vec![0; masks.len().div_ceil(64)],
    };
    let mut before = 0;
    for (place, index) in turns {
        if place > before {
            stretch(place - before, &inside);
            before = place;
        }
        inside.flip(index as usize);
    }
    if first.pixels() > before {
        stretch(first.pixels() - before, &inside);
    }
}
