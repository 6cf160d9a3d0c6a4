//! `export` and `import`: files are named as the process that owns the store finds them.

use crate::cli::{Export, Import};
use crate::commands::desk::give;
use crate::commands::{access, input_files};
use crate::global_options::Global;
use crate::output::Outcome;
use crate::request::{Hidden, ImportRequest, Request};
use anyhow::{Context, Result, bail};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// `export`.
pub(crate) fn export(options: &Export, global: &Global) -> Result<Outcome> {
    let request = match (&options.all, &options.sqlite) {
        (Some(file), _) => Request::Export { file: whole(file)?.into() },
        (None, Some(file)) => Request::ExportDatabase { file: whole(file)?.into() },
        (None, None) => bail!("name a file with --all or --sqlite"),
    };
    give(&request, global, options.json)
}

/// `import`.
pub(crate) fn import(options: &Import, global: &Global) -> Result<Outcome> {
    if let Some(program) = options.from {
        let secret = Hidden(access::secret(options.secret.as_deref(), "password or key")?);
        let url = options.source.to_str().context("the address is not text in UTF-8")?.to_owned();
        let (from, user) = (program.as_str().to_owned(), options.user.clone());
        let asked = ImportRequest { from, url, user, secret, allow_http: options.allow_http };
        return give(&Request::ImportApi(asked), global, options.json);
    }
    if options.source == Path::new("-") || options.source.extension().is_some_and(|end| end == "gz") {
        let mut copy = tempfile::NamedTempFile::new().context("there is no room for a copy of the file")?;
        copy.write_all(&input_files::read(&options.source)?)
            .context("there is no room for a copy of the file")?;
        return give(&Request::Import { file: copy.path().to_owned().into() }, global, options.json);
    }
    let file = whole(&options.source)?;
    if !file.is_file() {
        bail!("{} is no file; with --from the address of a program is read", options.source.display());
    }
    give(&Request::Import { file: file.into() }, global, options.json)
}

fn whole(file: &Path) -> Result<PathBuf> {
    std::path::absolute(file).context("the file's place is unknown")
}
