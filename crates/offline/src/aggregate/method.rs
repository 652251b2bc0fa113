//! Names of methods, as one types them.

use anyhow::{Result, bail};

/// The method of that name, or the first of the list without a name.
pub fn choose<M: Copy>(kind: &str, name: Option<&str>, methods: &[(&str, M)]) -> Result<M> {
    let Some(name) = name else {
        return Ok(methods[0].1);
    };
    match methods.iter().find(|(known, _)| *known == name) {
        Some((_, method)) => Ok(*method),
        None => {
            let names: Vec<&str> = methods.iter().map(|(known, _)| *known).collect();
            bail!(
                "--method {name}: there is no such method for {kind} answers; there are: {}",
                names.join(" ")
            )
        }
    }
}
