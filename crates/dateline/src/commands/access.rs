//! `access`, and the login of `add`: options and a secret become part of an order.

use crate::cli::{Access, LoginOptions};
use crate::commands::{desk, input_files};
use crate::global_options::Global;
use crate::output::Outcome;
use crate::request::{AccessRequest, GivenLogin, Hidden, Request};
use anyhow::{Context as _, Result, bail};
use dateline_model::Login;
use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
use std::io::{IsTerminal as _, Read as _, stdin};
use std::path::Path;

/// Longest secret that is read; what is longer is refused with its reason later.
const SECRET: u64 = 64 << 10;

/// `access`.
pub(crate) fn run(options: &Access, global: &Global) -> Result<Outcome> {
    let mut access = asked(&options.login)?;
    access.forget = options.forget;
    if options.public {
        access.private = Some(false);
    }
    desk::give(&Request::Access { feed: options.feed.clone(), access }, global, options.json)
}

/// What the options of a login say, with the secret.
pub(crate) fn asked(options: &LoginOptions) -> Result<AccessRequest> {
    let named = [
        options.basic.as_deref().map(|user| ("basic", user, "password")),
        options.bearer.then_some(("bearer", "", "token")),
        options.header.as_deref().map(|name| ("header", name, "value of the header")),
        options.cookie.then_some(("cookie", "", "cookies")),
    ];
    let login = match named.into_iter().flatten().next() {
        None => None,
        Some((kind, name, what)) => Some(GivenLogin {
            kind: kind.to_owned(),
            name: Hidden(name.to_owned()),
            secret: Hidden(secret(options.secret.as_deref(), what)?),
            also: options.also.clone(),
            typed: false,
        }),
    };
    let private = options.private.then_some(true);
    Ok(AccessRequest { login, forget: false, allow_http: options.allow_http, private })
}

/// An address that a person typed, parted from the login in it.
pub(crate) fn parted(text: &str, access: &mut AccessRequest) -> Result<String> {
    let Some(login) = Login::in_address(text) else { return Ok(text.to_owned()) };
    let login = login?;
    if access.login.is_none() {
        access.login = Some(GivenLogin {
            kind: login.kind().as_str().to_owned(),
            name: Hidden(login.name().to_owned()),
            secret: Hidden(login.expose().to_owned()),
            also: Vec::new(),
            typed: true,
        });
    }
    Ok(dateline_model::without_login(text).into_owned())
}

/// A secret from a file, or from standard input; without the line break at its end.
pub(super) fn secret(file: Option<&Path>, what: &str) -> Result<String> {
    let file = file.filter(|file| *file != Path::new("-"));
    let text = match file {
        Some(file) => {
            let opened = std::fs::File::open(file)
                .with_context(|| format!("{} cannot be read", input_files::shown(file)))?;
            read(opened).with_context(|| format!("{} cannot be read", input_files::shown(file)))?
        }
        None if stdin().is_terminal() => typed(what)?,
        None => read(stdin()).with_context(|| format!("the {what} cannot be read from standard input"))?,
    };
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    if text.is_empty() {
        bail!("the {what} is empty; give it on standard input or in a file");
    }
    Ok(text.to_owned())
}

fn read(from: impl std::io::Read) -> std::io::Result<String> {
    let mut text = String::new();
    from.take(SECRET).read_to_string(&mut text)?;
    Ok(text)
}

/// A line that is typed without being shown. Until it ends no signal of the keyboard is heard, so that the terminal is never
/// left silent.
fn typed(what: &str) -> Result<String> {
    crate::output::note(format!("{what}:"));
    let before = tcgetattr(stdin()).context("the terminal cannot be asked")?;
    let mut silent = before.clone();
    silent.local_modes.remove(LocalModes::ECHO | LocalModes::ISIG);
    tcsetattr(stdin(), OptionalActions::Now, &silent).context("the terminal cannot be silenced")?;
    let mut line = String::new();
    let read = stdin().read_line(&mut line);
    tcsetattr(stdin(), OptionalActions::Now, &before).context("the terminal cannot be restored")?;
    read.context("nothing could be read")?;
    Ok(line)
}
