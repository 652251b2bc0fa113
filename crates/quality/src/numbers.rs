//! Rows of plain numbers, as a database keeps them.

/// A row of numbers that is not what it should be; kept ones are made by this crate, so an older form is the likely cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumbersError {
    /// What was to be read.
    pub what: &'static str,
    /// What is wrong with it.
    pub problem: String,
}

impl std::fmt::Display for NumbersError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}; fit the project again", self.what, self.problem)
    }
}

impl std::error::Error for NumbersError {}

/// Takes numbers from a row one after the other.
pub(crate) struct Reader<'a> {
    what: &'static str,
    numbers: &'a [f64],
}

impl<'a> Reader<'a> {
    /// Over a row that must begin with the number of this form.
    pub fn new(what: &'static str, form: f64, numbers: &'a [f64]) -> Result<Reader<'a>, NumbersError> {
        let mut reader = Reader { what, numbers };
        let found = reader.one()?;
        if found == form {
            Ok(reader)
        } else {
            Err(reader.error(format!("has form {found}, not {form}")))
        }
    }

    pub fn error(&self, problem: String) -> NumbersError {
        NumbersError {
            what: self.what,
            problem,
        }
    }

    pub fn one(&mut self) -> Result<f64, NumbersError> {
        Ok(self.many(1)?[0])
    }

    pub fn many(&mut self, count: usize) -> Result<&'a [f64], NumbersError> {
        let Some((taken, rest)) = self.numbers.split_at_checked(count) else {
            return Err(self.error(format!("ends {} numbers early", count - self.numbers.len())));
        };
        if let Some(bad) = taken.iter().find(|number| !number.is_finite()) {
            return Err(self.error(format!("holds {bad}")));
        }
        self.numbers = rest;
        Ok(taken)
    }

    /// A number of classes, 2 to 10,000.
    pub fn classes(&mut self) -> Result<usize, NumbersError> {
        let classes = self.one()?;
        if (1.0..=10_000.0).contains(&classes) {
            Ok(classes as usize)
        } else {
            Err(self.error(format!("is for {classes} classes")))
        }
    }

    pub fn end(self) -> Result<(), NumbersError> {
        if self.numbers.is_empty() {
            Ok(())
        } else {
            Err(self.error(format!("has {} numbers too many", self.numbers.len())))
        }
    }
}
