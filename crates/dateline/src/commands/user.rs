//! `user`: what was typed becomes a request; passwords are asked for here.

use crate::cli::{UserCommand, UserReset, UserRole};
use crate::commands::{access, desk, lists};
use crate::global_options::Global;
use crate::output::{self, Outcome};
use crate::request::{Hidden, Request, UserRequest};
use crate::startup;
use anyhow::{Result, bail};
use serde_json::Value;
use std::io::{IsTerminal as _, stdin};

/// `user`.
pub(crate) fn run(command: UserCommand, global: &Global) -> Result<Outcome> {
    let (asked, json) = match command {
        UserCommand::Add(add) => {
            let password = password(add.password_stdin)?;
            (UserRequest::Add { name: add.name, role: word(add.role), password }, add.json)
        }
        UserCommand::List(list) => {
            return lists::list(&Request::User(UserRequest::List), global, &list.form);
        }
        UserCommand::Invite(invite) => (UserRequest::Invite { role: word(invite.role) }, invite.json),
        UserCommand::Disable(one) => (UserRequest::Disable { name: one.name, disabled: true }, one.json),
        UserCommand::Enable(one) => (UserRequest::Disable { name: one.name, disabled: false }, one.json),
        UserCommand::Delete(one) => (UserRequest::Delete { name: one.name }, one.json),
        UserCommand::Reset(reset) => (reset_request(&reset)?, reset.json),
    };
    let mut report = desk::order(&Request::User(asked), global)?;
    if let Some(path) = report.json.get("link").and_then(Value::as_str) {
        let address = format!("{}{path}", startup::config(global)?.desk_address());
        report.text = format!("{}:\n{address}", report.text);
        report.json = serde_json::json!({"link": address});
    }
    desk::print(&report, json)?;
    Ok(Outcome::Done)
}

fn word(role: UserRole) -> String {
    match role {
        UserRole::Owner => "owner",
        UserRole::Reader => "reader",
    }
    .to_owned()
}

fn reset_request(reset: &UserReset) -> Result<UserRequest> {
    let asked = reset.password || reset.password_stdin;
    let password = asked.then(|| password(reset.password_stdin)).transpose()?;
    Ok(UserRequest::Reset { name: reset.name.clone(), password, second_factor: reset.second_factor })
}

/// A new password: typed twice and unseen, or from standard input.
fn password(from_input: bool) -> Result<Hidden> {
    if from_input {
        return access::secret(None, "password").map(Hidden);
    }
    if !stdin().is_terminal() {
        bail!("the password is asked for at a terminal; give it on standard input with --password-stdin");
    }
    let first = access::secret(None, "password")?;
    output::note("once more, for typing errors");
    if access::secret(None, "password")? != first {
        bail!("the two passwords are not the same; nothing was changed");
    }
    Ok(Hidden(first))
}
