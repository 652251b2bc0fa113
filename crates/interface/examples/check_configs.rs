//! Says of each label config whether it is understood: `cargo run -p pumasi-interface --example check_configs -- *.xml`.
//!
//! One line a file: `full`, `partial` with what is left out, or `not` with the first thing that is not understood. Useful
//! before moving projects over from Label Studio.

use std::process::ExitCode;

use pumasi_interface::LabelConfig;

fn main() -> ExitCode {
    let (mut full, mut partial, mut not) = (0, 0, 0);
    for path in std::env::args().skip(1) {
        let xml = match std::fs::read_to_string(&path) {
            Ok(xml) => xml,
            Err(error) => {
                eprintln!("{path}: {error}");
                return ExitCode::FAILURE;
            }
        };
        match LabelConfig::parse(&xml) {
            Ok(config) if config.warnings().is_empty() => {
                full += 1;
                println!("full     {path}");
            }
            Ok(config) => {
                partial += 1;
                let parts = config.warnings().iter().map(|warning| {
                    let attribute = warning.attribute.as_deref().unwrap_or("text");
                    format!(
                        "{}.{attribute} (line {}: {})",
                        warning.tag, warning.line, warning.code
                    )
                });
                println!("partial  {path}  {}", parts.collect::<Vec<_>>().join(", "));
            }
            Err(problems) => {
                not += 1;
                let parts = problems
                    .iter()
                    .take(3)
                    .map(|problem| format!("{} ({})", problem, problem.code));
                println!("not      {path}  {}", parts.collect::<Vec<_>>().join(" | "));
            }
        }
    }
    println!("{full} full, {partial} partial, {not} not understood");
    ExitCode::SUCCESS
}
