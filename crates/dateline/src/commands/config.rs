//! `config`: which settings are in force, and where the file is.

use crate::cli::ConfigCommand;
use crate::commands::{input_files, lists};
use crate::config;
use crate::global_options::Global;
use crate::output::{self, Outcome};
use crate::report::{Report, Table};
use crate::startup;
use crate::table_cells::ListShape;
use anyhow::Result;
use serde_json::{Value, json};

/// Carries out `config show` and `config path`.
pub(crate) fn run(command: &ConfigCommand, global: &Global) -> Result<Outcome> {
    let env = |name: &str| std::env::var_os(name);
    match command {
        ConfigCommand::Path => output::line(input_files::shown(&config::file(global, &env)?))?,
        ConfigCommand::Show(options) => {
            let shown = config::shown(&startup::config(global)?, global, &env)?;
            let rows =
                shown.iter().map(|one| vec![one.key.to_owned(), one.value.clone(), one.source.to_owned()]);
            let table = Table::new(&["setting", "value", "from"], rows.collect());
            let rows: Vec<Value> = shown
                .iter()
                .map(|one| json!({"setting": one.key, "value": one.value, "from": one.source}))
                .collect();
            let report = Report::done(json!({"settings": rows}), "");
            let report = report.with_list(ListShape::new("settings", &["setting", "value", "from"]));
            lists::print(&Report { table: Some(table), ..report }, &options.form)?;
        }
    }
    Ok(Outcome::Done)
}
