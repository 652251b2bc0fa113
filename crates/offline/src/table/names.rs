//! Names of workers, tasks and classes as numbers, in the order of first appearance.

use hashbrown::HashTable;
use std::hash::{BuildHasher, Hasher};

/// A set of names, each with its number.
pub struct Names {
    hashing: foldhash::fast::FixedState,
    table: HashTable<u32>,
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Default for Names {
    fn default() -> Names {
        Names {
            hashing: foldhash::fast::FixedState::default(),
            table: HashTable::new(),
            bytes: Vec::new(),
            ends: Vec::new(),
        }
    }
}

fn slice<'a>(bytes: &'a [u8], ends: &[usize], number: u32) -> &'a [u8] {
    let number = number as usize;
    let start = if number == 0 { 0 } else { ends[number - 1] };
    &bytes[start..ends[number]]
}

fn hash(hashing: &foldhash::fast::FixedState, name: &[u8]) -> u64 {
    let mut hasher = hashing.build_hasher();
    hasher.write(name);
    hasher.finish()
}

impl Names {
    /// The number of a name; a new one gets the next.
    pub fn number(&mut self, name: &[u8]) -> u32 {
        let Names {
            hashing,
            table,
            bytes,
            ends,
        } = self;
        let code = hash(hashing, name);
        if let Some(number) = table.find(code, |number| slice(bytes, ends, *number) == name) {
            return *number;
        }
        let number = u32::try_from(ends.len()).expect("rows are counted in 32 bits before names are");
        bytes.extend_from_slice(name);
        ends.push(bytes.len());
        table.insert_unique(code, number, |number| hash(hashing, slice(bytes, ends, *number)));
        number
    }

    /// The number of a name that is there.
    pub fn find(&self, name: &[u8]) -> Option<u32> {
        let same = |number: &u32| self.name(*number) == name;
        self.table.find(hash(&self.hashing, name), same).copied()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The name with a number.
    pub fn name(&self, number: u32) -> &[u8] {
        slice(&self.bytes, &self.ends, number)
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
