//! Skills that are carried over from one run to another.

use anyhow::{Context, Result};
use pumasi_quality::{CarriedSkill, Pool};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::path::Path;

/// A row of the file.
#[derive(Debug, Serialize, Deserialize)]
struct Row {
    worker: String,
    log_odds_above_pool: f64,
    weight: f64,
}

/// Reads skills for these workers; who is not in the file has none.
pub fn read(path: &Path, workers: &[String]) -> Result<Vec<CarriedSkill>> {
    let name = path.display();
    let mut reader = csv::Reader::from_path(path).with_context(|| format!("{name}: can not be read"))?;
    let mut known = HashMap::new();
    for row in reader.deserialize() {
        let row: Row = row.with_context(|| format!("{name}: must have worker,log_odds_above_pool,weight"))?;
        let skill = CarriedSkill {
            log_odds_above_pool: row.log_odds_above_pool,
            weight: row.weight,
        };
        known.insert(row.worker, skill);
    }
    let none = CarriedSkill {
        log_odds_above_pool: 0.0,
        weight: 0.0,
    };
    Ok(workers
        .iter()
        .map(|worker| known.get(worker).copied().unwrap_or(none))
        .collect())
}

/// Writes what a pool says of its workers to other projects.
pub fn write(path: &Path, pool: &Pool, workers: &[String]) -> Result<()> {
    let name = path.display();
    let mut writer = csv::Writer::from_path(path).with_context(|| format!("{name}: can not be written"))?;
    for (number, worker) in workers.iter().enumerate() {
        let Some(skill) = pool.skill(number) else { continue };
        let carried = skill.carried();
        writer.serialize(Row {
            worker: worker.clone(),
            log_odds_above_pool: carried.log_odds_above_pool,
            weight: carried.weight,
        })?;
    }
    writer
        .flush()
        .with_context(|| format!("{name}: can not be written"))?;
    Ok(())
}
