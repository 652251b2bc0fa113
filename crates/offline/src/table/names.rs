//! Names of workers, tasks and classes as numbers, in the order of first appearance.

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use std::hash::{BuildHasher, Hasher};

/// A set of names, each with its number.
#[derive(Default)]
pub struct Names {
    /// Whole numbers stand at their value, as long as these leave few gaps: rows that follow each other mostly name
    /// numbers that do, and a hash would scatter them over the memory. [`NONE`] where no name is.
    counted: Vec<u32>,
    /// Other names of at most seven bytes stand in the table themselves.
    short: HashTable<Short>,
    /// The others stand for their number.
    long: HashTable<u32>,
    hashing: FixedState,
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

/// No name's number.
const NONE: u32 = u32::MAX;

#[derive(Clone, Copy)]
struct Short {
    key: u64,
    number: u32,
}

fn slice<'a>(bytes: &'a [u8], ends: &[usize], number: u32) -> &'a [u8] {
    let number = number as usize;
    let start = if number == 0 { 0 } else { ends[number - 1] };
    &bytes[start..ends[number]]
}

fn hash(hashing: &FixedState, name: &[u8]) -> u64 {
    let mut hasher = hashing.build_hasher();
    hasher.write(name);
    hasher.finish()
}

/// The bytes of a name of at most seven, and their number in the eighth.
#[inline(always)]
fn short_key(name: &[u8]) -> Option<u64> {
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

/// The value of a key whose bytes are a whole number as one writes it, without leading zeros.
#[inline(always)]
fn value(key: u64) -> Option<usize> {
    const ZEROS: u64 = 0x3030_3030_3030_3030;
    const HIGH: u64 = 0xf0f0_f0f0_f0f0_f0f0;
    let length = key >> 56;
    if length == 0 {
        return None;
    }
    // Eight digits: those of the name behind zeros.
    let digits = (key << (64 - 8 * length)) | (ZEROS >> (8 * length));
    let are_digits = digits & HIGH == ZEROS && (digits + 0x0606_0606_0606_0606) & HIGH == ZEROS;
    let is_padded = length > 1 && key & 0xff == u64::from(b'0');
    if !are_digits || is_padded {
        return None;
    }
    // Neighbours are put together: two digits, four, eight.
    let pairs = (digits & !HIGH).wrapping_mul(10 * 256 + 1) >> 8 & 0x00ff_00ff_00ff_00ff;
    let fours = pairs.wrapping_mul(100 * 65_536 + 1) >> 16 & 0x0000_ffff_0000_ffff;
    Some((fours.wrapping_mul(10_000 * 4_294_967_296 + 1) >> 32) as usize)
}

/// Folded multiplication by an odd constant (that of Fibonacci hashing; Knuth, volume 3, section 6.4).
#[inline(always)]
fn hash_key(key: u64) -> u64 {
    let product = u128::from(key) * 0x9e37_79b9_7f4a_7c15;
    (product as u64) ^ (product >> 64) as u64
}

impl Names {
    /// The number of a name; a new one gets the next.
    #[inline]
    pub fn number(&mut self, name: &[u8]) -> u32 {
        let Some(key) = short_key(name) else {
            return self.long_number(name);
        };
        let value = value(key);
        match value.and_then(|value| self.counted.get(value)) {
            Some(number) if *number != NONE => *number,
            _ => self.short_number(key, value, name),
        }
    }

    /// The number of a short name that is not among the counted.
    #[inline(never)]
    fn short_number(&mut self, key: u64, value: Option<usize>, name: &[u8]) -> u32 {
        let code = hash_key(key);
        if let Some(short) = self.short.find(code, |short| short.key == key) {
            return short.number;
        }
        let number = self.append(name);
        match value {
            Some(value) if value < 4 * self.ends.len() + 4096 => {
                if value >= self.counted.len() {
                    self.counted.resize(value + 1, NONE);
                }
                self.counted[value] = number;
            }
            _ => {
                let short = Short { key, number };
                self.short.insert_unique(code, short, |short| hash_key(short.key));
            }
        }
        number
    }

    #[inline(never)]
    fn long_number(&mut self, name: &[u8]) -> u32 {
        let code = hash(&self.hashing, name);
        let same = |number: &u32| slice(&self.bytes, &self.ends, *number) == name;
        if let Some(number) = self.long.find(code, same) {
            return *number;
        }
        let number = self.append(name);
        let Names {
            long,
            hashing,
            bytes,
            ends,
            ..
        } = self;
        long.insert_unique(code, number, |number| hash(hashing, slice(bytes, ends, *number)));
        number
    }

    fn append(&mut self, name: &[u8]) -> u32 {
        let number = u32::try_from(self.ends.len()).expect("rows are counted in 32 bits before names are");
        self.bytes.extend_from_slice(name);
        self.ends.push(self.bytes.len());
        number
    }

    /// The number of a name that is there.
    pub fn find(&self, name: &[u8]) -> Option<u32> {
        let Some(key) = short_key(name) else {
            let same = |number: &u32| self.name(*number) == name;
            return self.long.find(hash(&self.hashing, name), same).copied();
        };
        match value(key).and_then(|value| self.counted.get(value)) {
            Some(number) if *number != NONE => Some(*number),
            _ => self
                .short
                .find(hash_key(key), |short| short.key == key)
                .map(|short| short.number),
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The name with a number.
    pub fn name(&self, number: u32) -> &[u8] {
        slice(&self.bytes, &self.ends, number)
    }

    /// Takes in the names of another set, in its order; gives the number here of each of its numbers.
    pub fn take(&mut self, other: &Names) -> Vec<u32> {
        (0..other.len() as u32)
            .map(|number| self.number(other.name(number)))
            .collect()
    }

    /// For each number its place if the names were sorted: by value if all are numbers, else by their bytes.
    pub fn sorted_places(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.len() as u32).collect();
        let values: Option<Vec<f64>> = order.iter().map(|number| finite(self.name(*number))).collect();
        match values {
            Some(values) => order.sort_by(|a, b| {
                let by_value = values[*a as usize].total_cmp(&values[*b as usize]);
                by_value.then_with(|| self.name(*a).cmp(self.name(*b)))
            }),
            None => order.sort_by(|a, b| self.name(*a).cmp(self.name(*b))),
        }
        let mut places = vec![0; order.len()];
        for (place, number) in order.iter().enumerate() {
            places[*number as usize] = place as u32;
        }
        places
    }
}

fn finite(name: &[u8]) -> Option<f64> {
    let value: f64 = std::str::from_utf8(name).ok()?.trim().parse().ok()?;
    value.is_finite().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_number() {
        let mut names = Names::default();
        let given: Vec<u32> = [&b"b"[..], b"a", b"b", b"", b"a"]
            .iter()
            .map(|name| names.number(name))
            .collect();
        assert_eq!(given, [0, 1, 0, 2, 1]);
        assert_eq!((names.len(), names.name(1)), (3, &b"a"[..]));
    }

    #[test]
    fn names_of_any_length_are_told_apart() {
        let mut names = Names::default();
        let given: Vec<Vec<u8>> = (0..40_000u32)
            .map(|number| {
                let text = format!("{number}").repeat(1 + number as usize % 4);
                [text.as_bytes(), &b"\0\0"[..number as usize % 3]].concat()
            })
            .collect();
        let first: Vec<u32> = given.iter().map(|name| names.number(name)).collect();
        let mut sorted: Vec<(&Vec<u8>, u32)> = given.iter().zip(first).collect();
        sorted.sort();
        for pair in sorted.windows(2) {
            assert_eq!(pair[0].0 == pair[1].0, pair[0].1 == pair[1].1, "{pair:?}");
        }
        for (name, number) in sorted {
            assert_eq!((names.name(number), names.find(name)), (&name[..], Some(number)));
        }
        assert_eq!(names.find(b"not there"), None);
    }

    #[test]
    fn only_whole_numbers_as_one_writes_them_have_a_value() {
        let of = |name: &[u8]| short_key(name).and_then(value);
        for number in [0, 7, 10, 99, 12_345, 1_234_567, 9_999_999] {
            assert_eq!(of(number.to_string().as_bytes()), Some(number));
        }
        for name in ["", "01", "-1", "1a", "/1", "1:", "0x1", " 1", "12345678", "1\0"] {
            assert_eq!(of(name.as_bytes()), None, "{name}");
        }
    }

    #[test]
    fn far_numbers_do_not_fill_the_memory() {
        let mut names = Names::default();
        let far = names.number(b"9000000");
        for number in 0..10_000u32 {
            assert_eq!(names.number(number.to_string().as_bytes()), number + 1);
        }
        assert_eq!(names.number(b"9000000"), far);
        assert!(names.counted.len() <= 50_000);
    }

    #[test]
    fn numbers_are_sorted_by_value_and_words_by_their_bytes() {
        let mut names = Names::default();
        for name in ["10", "9", "-1"] {
            names.number(name.as_bytes());
        }
        assert_eq!(names.sorted_places(), [2, 1, 0]);
        names.number(b"yes");
        assert_eq!(names.sorted_places(), [1, 2, 0, 3]);
    }
}
