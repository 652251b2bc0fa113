//! The first line: which field of a row is which column.

use anyhow::{Result, bail};

/// The columns that a command reads, in the order in which it wants them: a name, or several that mean the same.
pub struct Wanted<const N: usize> {
    /// For each column its names; the first is the one that errors ask for.
    pub names: [&'static [&'static str]; N],
    /// For each column whether it may be empty.
    pub may_be_empty: [bool; N],
}

/// Where the wanted columns are.
#[derive(Debug, Clone, Copy)]
pub struct Header<const N: usize> {
    /// How many fields a row has.
    pub fields: usize,
    /// Index of the field of each wanted column.
    pub positions: [usize; N],
}

impl<const N: usize> Header<N> {
    /// Finds the wanted columns among the fields of the first line; case and blanks around a name do not matter.
    pub fn find(file: &str, fields: &[&[u8]], wanted: &Wanted<N>) -> Result<Header<N>> {
        let found: Vec<String> = fields
            .iter()
            .map(|field| String::from_utf8_lossy(field).trim().to_lowercase())
            .collect();
        let mut positions = [0; N];
        for (position, names) in positions.iter_mut().zip(&wanted.names) {
            let matches: Vec<usize> = (0..found.len())
                .filter(|index| names.contains(&found[*index].as_str()))
                .collect();
            *position = match matches[..] {
                [only] => only,
                [] => bail!("{}", missing(file, names[0], &found, wanted)),
                _ => bail!(
                    "{file}, line 1: there are {} columns `{}`; keep one of them",
                    matches.len(),
                    names[0]
                ),
            };
        }
        Ok(Header {
            fields: fields.len(),
            positions,
        })
    }
}

/// What to say if a column is not there.
fn missing<const N: usize>(file: &str, name: &str, found: &[String], wanted: &Wanted<N>) -> String {
    let expected: Vec<&str> = wanted.names.iter().map(|names| names[0]).collect();
    let expected = expected.join(",");
    let mend = match found {
        [single] if single.contains(';') => "separate the fields by commas, not by semicolons",
        [single] if single.contains('\t') => "separate the fields by commas, not by tabs",
        _ => "name the columns in the first line, in any order",
    };
    format!(
        "{file}, line 1: there is no column `{name}`; {mend}: {expected} (the line says: {})",
        found.join(",")
    )
}
