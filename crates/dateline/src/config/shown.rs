//! Settings as they are in force, each with where it comes from.

use super::settings_table::SETTINGS;
use super::{Config, Env, Places, named};
use crate::global_options::Global;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// A setting in force.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    /// Its key in the file.
    pub(crate) key: &'static str,
    /// Its value as the file would have it; where nothing is set, what holds then.
    pub(crate) value: String,
    /// `default`, `file`, `environment` or `flag`.
    pub(crate) source: &'static str,
}

/// The configuration file that is read, whether it is there or not.
pub(crate) fn file(flags: &Global, env: Env<'_>) -> Result<PathBuf> {
    if let Some(path) = &flags.config {
        return named("--config", path);
    }
    match env("DATELINE_CONFIG") {
        Some(path) => named("DATELINE_CONFIG", Path::new(&path)),
        None => {
            let places = Places::find().context("no home folder is known; set HOME, or name --config")?;
            Ok(places.config_file)
        }
    }
}

/// Every setting in force, in the order of the documentation. `config` is what came of the same sources.
pub(crate) fn shown(config: &Config, flags: &Global, env: Env<'_>) -> Result<Vec<Shown>> {
    let text = match file(flags, env) {
        Ok(path) if path.is_file() => {
            std::fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?
        }
        _ => String::new(),
    };
    let table: toml::Table = toml::from_str(&text).context("the configuration file")?;
    let rows = SETTINGS.iter().map(|setting| {
        let flag = match setting.key {
            "data_dir" => flags.data_dir.is_some(),
            "fetch.allow_private" => flags.allow_private,
            _ => false,
        };
        let variable = setting.env.and_then(env);
        let written = in_table(&table, setting.key);
        let (source, value) = match (flag, variable, written) {
            (true, ..) => ("flag", "true".to_owned()),
            (_, Some(variable), _) => ("environment", variable.to_string_lossy().into_owned()),
            (_, None, Some(value)) => ("file", in_words(value)),
            (_, None, None) => ("default", setting.default.to_owned()),
        };
        let value = if setting.key == "data_dir" { config.data_dir.display().to_string() } else { value };
        Shown { key: setting.key, value, source }
    });
    Ok(rows.collect())
}

fn in_table<'t>(table: &'t toml::Table, key: &str) -> Option<&'t toml::Value> {
    let (first, rest) = key.split_once('.').map_or((key, None), |(first, rest)| (first, Some(rest)));
    let value = table.get(first)?;
    rest.map_or(Some(value), |rest| in_table(value.as_table()?, rest))
}

fn in_words(value: &toml::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
