//! Accounts, from the command line.

use crate::report::{Report, Table};
use crate::request::{Hidden, UserRequest};
use crate::table_cells::ListShape;
use anyhow::{Context as _, Result};
use dateline_store::{Account, AccountError, Link, Password, Role, Store};
use jiff::Timestamp;
use serde_json::{Value, json};

/// Executes what is asked of the accounts.
pub(super) async fn execute(asked: UserRequest, store: &Store, now: Timestamp) -> Result<Report> {
    match asked {
        UserRequest::Add { name, role, password } => add(store, (name, &role), password, now).await,
        UserRequest::List => list(store).await,
        UserRequest::Invite { role } => {
            let secret = store.add_link(Link::Invitation(parsed(&role)?), String::new(), now).await?;
            Ok(link(secret.expose(), "whoever opens this link within seven days makes an account"))
        }
        UserRequest::Disable { name, disabled } => disable(store, &name, disabled, now).await,
        UserRequest::Delete { name } => {
            let account = named(store, &name).await?;
            store.delete_account(account.user.id, now).await?;
            let name = account.user.name;
            let text = format!(
                "{name} is deleted, with the feeds, marks, follows and searches that were theirs alone"
            );
            Ok(Report::done(json!({"deleted": name}), text))
        }
        UserRequest::Reset { name, password, second_factor } => {
            let account = named(store, &name).await?;
            if second_factor {
                store.remove_totp(account.user.id, now).await?;
            }
            reset(store, &account, password, now).await
        }
    }
}

async fn named(store: &Store, name: &str) -> Result<Account> {
    let found = store.account_named(name).await?;
    found.with_context(|| format!("there is no account {name}; `dateline user list` lists them"))
}

fn parsed(role: &str) -> Result<Role> {
    Role::parse(role).context("a role is owner or reader")
}

async fn add(
    store: &Store,
    (name, role): (String, &str),
    password: Hidden,
    now: Timestamp,
) -> Result<Report> {
    let user = store.open_account(name, Password::from(password.0), parsed(role)?, now).await?;
    let account = store.account(user).await?.ok_or(AccountError::Missing)?;
    let (name, role) = (&account.user.name, account.role.as_str());
    let first = if store.accounts().await?.len() == 1 {
        "; from now on the desk asks for a login, and what it had is this account's"
    } else {
        ""
    };
    let text = format!("{name} has an account as {role}{first}");
    Ok(Report::done(account_json(&account), text))
}

fn account_json(account: &Account) -> Value {
    json!({
        "name": account.user.name, "role": account.role.as_str(), "disabled": account.disabled,
        "second_factor": account.has_totp, "made_at": account.user.made_at.to_string(),
        "seen_at": account.seen_at.map(|at| at.to_string()),
    })
}

async fn list(store: &Store) -> Result<Report> {
    let accounts = store.accounts().await?;
    let json = json!({"users": accounts.iter().map(account_json).collect::<Vec<_>>()});
    let shape = ListShape::new("users", &["name", "role", "disabled", "second_factor", "seen_at"]);
    if accounts.is_empty() {
        let text = "there is no account: the desk asks for no login; `dateline user add NAME` makes one";
        return Ok(Report::done(json, text).with_list(shape));
    }
    let day = |at: Timestamp| at.to_string().chars().take(10).collect::<String>();
    let row = |account: &Account| {
        vec![
            account.user.name.clone(),
            account.role.as_str().to_owned(),
            if account.disabled { "disabled" } else { "may log in" }.to_owned(),
            if account.has_totp { "second factor" } else { "password alone" }.to_owned(),
            account.seen_at.map_or_else(|| "-".to_owned(), day),
        ]
    };
    let heads = ["name", "role", "state", "login", "last seen"];
    let table = Table::new(&heads, accounts.iter().map(row).collect());
    Ok(Report { table: Some(table), ..Report::done(json, "").with_list(shape) })
}

async fn disable(store: &Store, name: &str, disabled: bool, now: Timestamp) -> Result<Report> {
    let account = named(store, name).await?;
    store.disable_account(account.user.id, disabled, now).await?;
    let name = account.user.name;
    let text = match disabled {
        true => format!("{name} is kept out: sessions ended, tokens rest"),
        false => format!("{name} may log in again"),
    };
    Ok(Report::done(json!({"name": name, "disabled": disabled}), text))
}

async fn reset(store: &Store, account: &Account, password: Option<Hidden>, now: Timestamp) -> Result<Report> {
    let (id, name) = (account.user.id, &account.user.name);
    match password {
        Some(password) => {
            store.set_password(id, Password::from(password.0), None, now).await?;
            Ok(Report::done(
                json!({"name": name}),
                format!("{name} has a new password; every session of theirs ended"),
            ))
        }
        None => {
            let secret = store.add_link(Link::Reset(id), name.clone(), now).await?;
            Ok(link(
                secret.expose(),
                &format!("whoever opens this link within a day sets a new password for {name}"),
            ))
        }
    }
}

/// A link as its path; the process that prints it knows the address of the desk.
fn link(secret: &str, words: &str) -> Report {
    Report::done(json!({"link": format!("/link/{secret}")}), words)
}
