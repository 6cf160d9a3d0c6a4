//! Floors: figures that a change may only raise.

use super::figure_tables::Table;
use crate::out;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::path::Path;

/// Half a unit of the last digit that floors are written with.
const ROUNDING: f64 = 0.00005;

/// Fails when a figure lies below its floor, or when a floor names a figure that its table no longer gives.
pub(crate) fn hold(tables: &[Table], file: &Path) -> Result<()> {
    let text = std::fs::read_to_string(file).with_context(|| format!("no floors at {}", file.display()))?;
    let floors: BTreeMap<String, f64> = toml::from_str(&text).context("eval/floors.toml")?;
    let values: BTreeMap<&str, f64> =
        tables.iter().flat_map(|table| &table.rows).map(|row| (row.key.as_str(), row.value)).collect();
    let mut below = 0;
    for (key, floor) in &floors {
        let area = key.split('.').next().unwrap_or_default();
        let scored = values.keys().any(|known| known.split('.').next() == Some(area));
        match values.get(key.as_str()) {
            Some(value) if *value + ROUNDING < *floor => {
                out::line(&format!("below its floor: {key} is {value:.4}, floor {floor:.4}"));
                below += 1;
            }
            None if scored => {
                out::line(&format!("floor without a figure: {key}"));
                below += 1;
            }
            _ => {}
        }
    }
    if below > 0 {
        bail!("{below} figures below their floors");
    }
    out::line(&format!("floors held: {}", floors.len()));
    Ok(())
}
