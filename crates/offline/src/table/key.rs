//! Short names as one number each.

/// What stands for the key of a name that is too long to have one.
pub const LONG: u64 = u64::MAX;

/// The bytes of a name of at most seven, and their number in the eighth.
#[inline(always)]
pub fn short_key(name: &[u8]) -> Option<u64> {
    let length = name.len();
    let bytes = match length {
        0 => 0,
        1..=3 => {
            let (middle, last) = (length / 2, length - 1);
            u64::from(name[0]) | u64::from(name[middle]) << (8 * middle) | u64::from(name[last]) << (8 * last)
        }
        4..=7 => {
            // Two halves that overlap: where they do, they agree.
            let half = |at: usize| {
                let bytes = name[at..].first_chunk::<4>();
                bytes.map_or(0, |bytes| u64::from(u32::from_le_bytes(*bytes)))
            };
            half(0) | half(length - 4) << (8 * (length - 4))
        }
        _ => return None,
    };
    Some(bytes | (length as u64) << 56)
}
