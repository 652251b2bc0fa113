//! Where bytes come from and go to: a file, or `-` for standard input and output.

use anyhow::{Context, Result};
use std::fs::File;
use std::io::{BufWriter, Read, Write, stdin, stdout};
use std::path::Path;

/// Bytes with the name that errors call them by.
pub struct Source {
    /// What errors call it.
    pub name: String,
    /// Its bytes.
    pub reader: Box<dyn Read + Send>,
}

impl Source {
    /// Opens a file; `-` is standard input.
    ///
    /// # Errors
    /// If it is not there or may not be read.
    pub fn open(path: &Path) -> Result<Source> {
        if path.as_os_str() == "-" {
            return Ok(Source {
                name: "standard input".to_owned(),
                reader: Box::new(stdin()),
            });
        }
        let file = File::open(path)
            .with_context(|| format!("cannot open {}; is the path right?", path.display()))?;
        Ok(Source {
            name: path.display().to_string(),
            reader: Box::new(file),
        })
    }

    /// Bytes at hand, under a name.
    #[cfg(test)]
    pub fn of(name: &str, bytes: &[u8]) -> Source {
        Source {
            name: name.to_owned(),
            reader: Box::new(std::io::Cursor::new(bytes.to_vec())),
        }
    }
}

/// Makes a file to write to; none, or `-`, is standard output. Flush it when all is written.
///
/// # Errors
/// If it cannot be made.
pub fn create(path: Option<&Path>) -> Result<Box<dyn Write>> {
    const BUFFER: usize = 1 << 18;
    match path {
        Some(path) if path.as_os_str() != "-" => {
            let file = File::create(path)
                .with_context(|| format!("cannot write {}; does its folder exist?", path.display()))?;
            Ok(Box::new(BufWriter::with_capacity(BUFFER, file)))
        }
        _ => Ok(Box::new(BufWriter::with_capacity(BUFFER, stdout()))),
    }
}
