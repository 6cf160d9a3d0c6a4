//! The steps of the container's recipe without an engine: in a root that holds the program, its libraries and its data folder alone,
//! as the recipe's user, with its variables, the desk is started by its words and found healthy by its health check.

use super::debian_root::Serving;
use super::{Parts, put};
use crate::out;
use anyhow::{Context, Result, bail};
use std::fs;
use std::os::unix::fs::chown;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How long the desk may take to be healthy.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the last stage of a recipe says.
#[derive(Debug, Default)]
struct Recipe {
    variables: Vec<(String, String)>,
    user: String,
    entry: Vec<String>,
    words: Vec<String>,
    health: Vec<String>,
}

impl Recipe {
    fn read(text: &str) -> Result<Self> {
        let last = text.rsplit("\nFROM ").next().context("a recipe begins with FROM")?;
        let mut found = Self::default();
        for line in last.lines() {
            let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
            match word {
                "ENV" => {
                    let pairs = rest.split(' ').filter_map(|pair| pair.split_once('='));
                    found.variables.extend(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())));
                }
                "USER" => rest.clone_into(&mut found.user),
                "ENTRYPOINT" => found.entry = list(rest)?,
                "CMD" => found.words = list(rest)?,
                "HEALTHCHECK" => {
                    found.health = list(rest.split_once("CMD ").context("a check has words")?.1)?;
                }
                _ => {}
            }
        }
        Ok(found)
    }
}

fn list(text: &str) -> Result<Vec<String>> {
    serde_json::from_str(text).with_context(|| format!("{text} is no list of words"))
}

/// Tries the recipe with the program that is to be packed.
pub(super) fn try_recipe(parts: &Parts) -> Result<()> {
    let recipe = Recipe::read(&fs::read_to_string(parts.root.join("packaging/Containerfile"))?)?;
    let root = parts.stage("container")?;
    put(&parts.binary, &root.join("usr/bin/dateline"), 0o755)?;
    libraries(&parts.binary, &root)?;
    let (user, group) = recipe.user.split_once(':').context("the user has a number and a group")?;
    fs::create_dir_all(root.join("data"))?;
    fs::create_dir_all(root.join("proc"))?;
    chown(root.join("data"), Some(user.parse()?), Some(group.parse()?))?;
    let command = |words: &[String]| {
        let mut command = Command::new("unshare");
        command.args(["--net", "chroot", &format!("--userspec={}", recipe.user)]).arg(&root).args(words);
        command.env_clear().env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        command.envs(recipe.variables.iter().map(|(name, value)| (name, value)));
        command.env("DATELINE_HOST_NAMES", "desk.example").stdout(Stdio::null());
        command
    };
    let serving = Serving(command(&[recipe.entry.clone(), recipe.words.clone()].concat()).spawn()?);
    let deadline = Instant::now() + PATIENCE;
    while !command(&recipe.health).stderr(Stdio::null()).status()?.success() {
        if Instant::now() > deadline {
            bail!("the desk in the container's root is not healthy");
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    drop(serving);
    fs::remove_dir_all(&root)?;
    out::line("the steps of the Containerfile: the desk was started as its user and found healthy");
    Ok(())
}

/// Copies what the program is linked with, where it looks for it.
fn libraries(program: &Path, root: &Path) -> Result<()> {
    let said = Command::new("ldd").arg(program).output()?;
    for line in String::from_utf8_lossy(&said.stdout).lines() {
        let path = line.split_whitespace().find(|word| word.starts_with('/'));
        if let Some(path) = path {
            put(&fs::canonicalize(path)?, &root.join(path.trim_start_matches('/')), 0o755)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_recipe_runs_as_nobody_of_importance() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let recipe =
            Recipe::read(&fs::read_to_string(root.join("packaging/Containerfile")).unwrap()).unwrap();
        assert!(!recipe.user.starts_with("0") && recipe.user.contains(':'), "{recipe:?}");
        assert_eq!(
            (recipe.entry, recipe.words),
            (vec!["/usr/bin/dateline".to_owned()], vec!["serve".to_owned()])
        );
        assert_eq!(recipe.health, ["/usr/bin/dateline", "health"]);
        assert!(recipe.variables.iter().any(|(name, value)| name == "DATELINE_DATA_DIR" && value == "/data"));
    }
}
