//! Labels that are JSON lists of numbers with, maybe, a name at the end: `[[12, 15], [20, 22, "person"]]`.

use crate::table::Names;
use serde_json::Value;

/// One entry of a list: its numbers, and the number of its name (0 if the entry has none).
#[derive(Debug, Clone, PartialEq)]
pub struct Entry<const N: usize> {
    /// The numbers.
    pub numbers: [f64; N],
    /// Number of the name.
    pub name: u32,
}

/// Reads a label. Entries without a name have the empty name.
pub fn parse<const N: usize>(label: &str, names: &mut Names, shape: &str) -> Result<Vec<Entry<N>>, String> {
    let wrong = || format!("is `{label}`; write a JSON list like [{shape}], or [] for nothing");
    let list = match serde_json::from_str(label) {
        Ok(Value::Array(list)) => list,
        _ => return Err(wrong()),
    };
    let mut entries = Vec::with_capacity(list.len());
    for entry in &list {
        let fields = entry.as_array().ok_or_else(wrong)?;
        let name = match fields.get(N) {
            None => "",
            Some(name) => name.as_str().ok_or_else(wrong)?,
        };
        if fields.len() < N || fields.len() > N + 1 {
            return Err(wrong());
        }
        let mut numbers = [0.0; N];
        for (number, field) in numbers.iter_mut().zip(fields) {
            *number = field.as_f64().ok_or_else(wrong)?;
        }
        entries.push(Entry {
            numbers,
            name: names.number(name.as_bytes()),
        });
    }
    Ok(entries)
}

/// Writes a label.
pub fn write<const N: usize>(entries: impl IntoIterator<Item = Entry<N>>, names: &Names) -> String {
    let entry = |entry: Entry<N>| {
        let mut fields: Vec<Value> = entry.numbers.iter().map(|number| short(*number)).collect();
        let name = names.name(entry.name);
        if !name.is_empty() {
            fields.push(Value::from(String::from_utf8_lossy(name)));
        }
        Value::Array(fields)
    };
    let list: Vec<String> = entries.into_iter().map(|one| spaced(&entry(one))).collect();
    format!("[{}]", list.join(", "))
}

/// With blanks behind the commas, as most programs write it.
fn spaced(entry: &Value) -> String {
    let fields: Vec<String> = entry
        .as_array()
        .into_iter()
        .flatten()
        .map(Value::to_string)
        .collect();
    format!("[{}]", fields.join(", "))
}

/// To a millionth, and whole numbers without a point.
fn short(number: f64) -> Value {
    let rounded = (number * 1e6).round() / 1e6;
    if rounded.fract() == 0.0 && rounded.abs() < 9e15 {
        Value::from(rounded as i64)
    } else {
        Value::from(rounded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_read_and_written_alike() {
        let mut names = Names::default();
        for label in ["[]", "[[1, 2], [3, 4, \"a, b\"]]", "[[0.25, -7]]"] {
            let entries = parse::<2>(label, &mut names, "[0, 2]").unwrap();
            assert_eq!(write(entries, &names), label);
        }
        assert_eq!(names.len(), 2);
    }

    #[test]
    fn what_is_no_list_of_entries_is_told_with_an_example() {
        let mut names = Names::default();
        for label in [
            "",
            "{}",
            "[1, 2]",
            "[[1]]",
            "[[1, \"a\"]]",
            "[[1, 2, 3]]",
            "[[1, 2, \"a\", 4]]",
        ] {
            let wrong = parse::<2>(label, &mut names, "[0, 2]").unwrap_err();
            assert!(
                wrong.contains("write a JSON list like [[0, 2]]"),
                "{label}: {wrong}"
            );
        }
    }
}
