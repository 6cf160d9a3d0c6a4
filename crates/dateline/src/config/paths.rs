//! Places in the file system: the platform's own, and those that people name.

use anyhow::{Context, Result, bail};
use etcetera::{AppStrategy, AppStrategyArgs, choose_app_strategy};
use std::path::{Path, PathBuf};

/// The platform's places.
pub(crate) struct Places {
    /// The configuration file, whether it exists or not.
    pub(crate) config_file: PathBuf,
    /// Where data lies.
    pub(crate) data_dir: PathBuf,
    /// Where things lie that may be lost: the demo's desk.
    pub(crate) cache_dir: PathBuf,
}

impl Places {
    /// Asks the platform; nothing where no home folder is known, as for a bare user of a container.
    pub(crate) fn find() -> Option<Self> {
        let strategy = choose_app_strategy(AppStrategyArgs {
            top_level_domain: "org".to_owned(),
            author: "Dateline".to_owned(),
            app_name: "dateline".to_owned(),
        });
        let strategy = strategy.ok()?;
        let places = Self {
            config_file: strategy.config_dir().join("dateline.toml"),
            data_dir: strategy.data_dir(),
            cache_dir: strategy.cache_dir(),
        };
        places.data_dir.is_absolute().then_some(places)
    }
}

/// A place as `source` names it: `~/` at its beginning is the home folder, and nothing is no place.
pub(crate) fn named(source: &str, path: &Path) -> Result<PathBuf> {
    if path.as_os_str().is_empty() {
        bail!("{source} is empty; name a place or leave it out");
    }
    let Ok(below) = path.strip_prefix("~") else { return Ok(path.to_owned()) };
    let home = etcetera::home_dir().ok().filter(|home| home.is_absolute());
    let home = home.with_context(|| {
        format!("{source} begins with ~, and no home folder is known; set HOME or write the whole path")
    })?;
    Ok(home.join(below))
}
