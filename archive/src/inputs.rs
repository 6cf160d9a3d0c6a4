//! Which archives are read, and the name of the table of each.

use crate::cli::InputForm;
use anyhow::{Context, Result, bail};
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// One archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Input {
    /// Where it is; none for standard input.
    path: Option<PathBuf>,
    /// Name of its file.
    pub(crate) name: String,
    /// The file of its table.
    pub(crate) table: PathBuf,
    /// Bytes, where that can be known.
    pub(crate) size: u64,
}

/// Endings of inputs, in the order in which they are taken off.
const ENDINGS: [&str; 5] = [".gz", ".zst", ".wet", ".warc", ".parquet"];

impl Input {
    fn new(path: &Path, folder: &Path) -> Result<Self> {
        if path == Path::new("-") {
            let table = folder.join("stdin.parquet");
            return Ok(Self { path: None, name: "stdin".to_owned(), table, size: 0 });
        }
        let size = fs::metadata(path).with_context(|| format!("{} cannot be read", path.display()))?.len();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let stem =
            ENDINGS.iter().fold(name.as_str(), |name, ending| name.strip_suffix(ending).unwrap_or(name));
        let table = folder.join(format!("{stem}.parquet"));
        Ok(Self { path: Some(path.to_owned()), name, table, size })
    }

    /// Its file; none where it comes through a pipe.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Opens it.
    pub(crate) fn open(&self) -> Result<Box<dyn Read + Send>> {
        Ok(match &self.path {
            Some(path) => {
                Box::new(File::open(path).with_context(|| format!("{} cannot be read", path.display()))?)
            }
            None => Box::new(std::io::stdin()),
        })
    }
}

/// The archives of this task: every `of`-th, from `rank` on, of what was named and of the folders that were.
pub(crate) fn gather(
    named: &[PathBuf],
    form: InputForm,
    folder: &Path,
    rank: usize,
    of: usize,
) -> Result<Vec<Input>> {
    let mut paths = Vec::new();
    for path in named {
        if path.is_dir() {
            paths.extend(inputs_in(path, form)?);
        } else {
            paths.push(path.clone());
        }
    }
    let inputs = paths.iter().map(|path| Input::new(path, folder)).collect::<Result<Vec<_>>>()?;
    let mut tables = HashMap::new();
    for input in &inputs {
        if input.path.as_deref() == Some(&input.table) {
            bail!("{} would become itself; give --to another folder", input.table.display());
        }
        if let Some(other) = tables.insert(&input.table, &input.name) {
            bail!(
                "{other} and {} would both become {}; give one of them another name",
                input.name,
                input.table.display()
            );
        }
    }
    Ok(inputs.into_iter().skip(rank).step_by(of).collect())
}

fn inputs_in(folder: &Path, form: InputForm) -> Result<Vec<PathBuf>> {
    let cannot = || format!("{} cannot be read", folder.display());
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).with_context(cannot)? {
        let path = entry.with_context(cannot)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bare = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
        let fits = match form {
            InputForm::Warc => bare.ends_with(".warc") || bare.ends_with(".wet"),
            InputForm::Parquet => name.ends_with(".parquet"),
        };
        if !name.starts_with('.') && fits {
            paths.push(path);
        }
    }
    if paths.is_empty() {
        let endings = match form {
            InputForm::Warc => ".warc, .warc.gz or .warc.zst",
            InputForm::Parquet => ".parquet",
        };
        bail!("{} holds no file that ends in {endings}", folder.display());
    }
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_searched_and_tasks_share_what_is_there() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.warc.gz", "a.warc", "c.warc.wet.gz", "d.warc.zst", "notes.txt", ".e.warc"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let named = [folder.path().to_owned()];
        let names = |rank, of| {
            let inputs = gather(&named, InputForm::Warc, Path::new("out"), rank, of).unwrap();
            inputs.iter().map(|input| input.table.display().to_string()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(names(0, 1), "out/a.parquet out/b.parquet out/c.parquet out/d.parquet");
        assert_eq!(names(0, 2), "out/a.parquet out/c.parquet");
        assert_eq!(names(1, 2), "out/b.parquet out/d.parquet");
        fs::write(folder.path().join("a.warc.gz"), "x").unwrap();
        let error = gather(&named, InputForm::Warc, Path::new("out"), 0, 1).unwrap_err().to_string();
        assert!(error.contains("a.warc and a.warc.gz would both become"), "{error}");
        let error = gather(&[folder.path().join("z.warc")], InputForm::Warc, Path::new("out"), 0, 1)
            .unwrap_err()
            .to_string();
        assert!(error.contains("z.warc cannot be read"), "{error}");
    }
}
