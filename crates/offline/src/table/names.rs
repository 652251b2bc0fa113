//! Names of workers, tasks and classes as numbers, in the order of first appearance.

use super::key::{LONG, short_key};
use foldhash::fast::FixedState;
use hashbrown::HashTable;
use std::hash::{BuildHasher, Hasher};

/// A set of names, each with its number.
#[derive(Default)]
pub struct Names {
    /// Whole numbers stand at their value less `first`, as long as these leave few gaps: rows that follow each other mostly
    /// name numbers that do, and a hash would scatter them over the memory. [`NONE`] where no name is.
    counted: Vec<u32>,
    /// The value that stands first: a part of a file begins with high ones.
    first: usize,
    /// How many short names were not among the counted when these last began anew.
    outside: usize,
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
    pub fn number(&mut self, name: &[u8]) -> u32 {
        self.number_of(short_key(name).unwrap_or(LONG), name)
    }

    /// The number of a name whose key is known; a new one gets the next.
    #[inline(always)]
    pub fn number_of(&mut self, key: u64, name: &[u8]) -> u32 {
        if key == LONG {
            return self.long_number(name);
        }
        let value = value(key);
        match value.and_then(|value| self.counted.get(value.wrapping_sub(self.first))) {
            Some(number) if *number != NONE => *number,
            _ => self.short_number(key, value, name),
        }
    }

    /// Room for a value among the counted; nothing if it is too far from the others.
    fn room(&mut self, value: usize) -> Option<&mut u32> {
        let most = 4 * self.ends.len() + 4096;
        if self.short.len() > 2 * self.outside + 1024 && self.ends.len() < 2 * self.short.len() {
            self.begin_anew();
        }
        if self.counted.is_empty() {
            self.first = value.saturating_sub(1024);
        }
        if value < self.first {
            let needed = self.first - value;
            if self.counted.len() + needed >= most {
                return None;
            }
            // At least as many as there are, so that the others seldom move.
            let more = needed.max(self.counted.len()).min(self.first);
            self.counted.splice(..0, std::iter::repeat_n(NONE, more));
            self.first -= more;
        }
        let place = value - self.first;
        if place >= self.counted.len() {
            if place >= most {
                return None;
            }
            self.counted.resize(place + 1, NONE);
        }
        Some(&mut self.counted[place])
    }

    /// Puts the counted among the others: they began where few names are.
    #[cold]
    fn begin_anew(&mut self) {
        for number in std::mem::take(&mut self.counted) {
            if number != NONE
                && let Some(key) = short_key(slice(&self.bytes, &self.ends, number))
            {
                let short = Short { key, number };
                self.short
                    .insert_unique(hash_key(key), short, |short| hash_key(short.key));
            }
        }
        self.outside = self.short.len();
    }

    /// The number of a short name that is not among the counted.
    #[inline(never)]
    fn short_number(&mut self, key: u64, value: Option<usize>, name: &[u8]) -> u32 {
        let code = hash_key(key);
        if let Some(short) = self.short.find(code, |short| short.key == key) {
            return short.number;
        }
        let number = self.append(name);
        match value.and_then(|value| self.room(value)) {
            Some(place) => *place = number,
            None => {
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
        match value(key).and_then(|value| self.counted.get(value.wrapping_sub(self.first))) {
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
    fn whole_numbers_stand_at_their_value_wherever_they_begin() {
        for order in [
            |number: u32| 700_000 + number,
            |number| 900_000 - number,
            |number| number * 7919 % 100_003,
        ] {
            let mut names = Names::default();
            names.number(b"9000000");
            for repeat in 0..2 {
                for number in 0..100_000u32 {
                    let name = order(number).to_string();
                    assert_eq!(names.number(name.as_bytes()), number + 1, "{repeat} {name}");
                }
            }
            assert!(names.short.len() < 30_000, "{}", names.short.len());
        }
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
