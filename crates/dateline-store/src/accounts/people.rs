//! Accounts of people: making, listing, disabling, deleting, new passwords, and verifying one.

use super::audit_trail::{Event, write_audit};
use super::{AccountError, Origin, Password, Role};
use crate::reader::{User, leave_all};
use crate::retention::remove_private;
use crate::rows::{ms, time};
use crate::{Store, StoreError};
use dateline_model::{UserId, is_obeyed, make_plain};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

/// Most characters of a name.
pub(super) const NAME_MAX: usize = 64;

/// Somebody who may log in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Who.
    pub user: User,
    /// What the account may do.
    pub role: Role,
    /// Whether it is kept out.
    pub disabled: bool,
    /// Whether a second factor is asked for.
    pub has_totp: bool,
    /// When a session of it was last used.
    pub seen_at: Option<Timestamp>,
}

/// A name as it is kept.
pub(super) fn account_name(mut name: String) -> Result<String, AccountError> {
    // What would be shown as something else than was typed is refused, not mended.
    if name.contains(is_obeyed) {
        return Err(AccountError::Name);
    }
    make_plain(&mut name);
    let name = name.trim();
    let fits = (1..=NAME_MAX).contains(&name.chars().count());
    if fits && !name.contains(|c: char| c == ':' || c.is_control()) {
        Ok(name.to_owned())
    } else {
        Err(AccountError::Name)
    }
}

/// Columns of an account.
const COLUMNS: &str = "SELECT u.id, u.name, u.made_at, a.role, a.disabled, a.totp_on,
    (SELECT max(s.seen_at) FROM sessions s WHERE s.user = u.id) FROM accounts a JOIN users u ON u.id = a.user";

fn account(row: &Row<'_>) -> rusqlite::Result<Account> {
    let user = User { id: UserId(row.get(0)?), name: row.get(1)?, made_at: time(row.get(2)?) };
    let role = Role::parse(&row.get::<_, String>(3)?).unwrap_or(Role::Reader);
    let seen_at: Option<i64> = row.get(6)?;
    Ok(Account { user, role, disabled: row.get(4)?, has_totp: row.get(5)?, seen_at: seen_at.map(time) })
}

pub(super) fn all(tx: &Connection) -> Result<Vec<Account>, StoreError> {
    let mut statement = tx.prepare_cached(&format!("{COLUMNS} ORDER BY u.id"))?;
    Ok(statement.query_map((), account)?.collect::<Result<_, _>>()?)
}

/// The account of a name, in whatever case of letters.
pub(super) fn named(tx: &Connection, name: &str) -> Result<Option<Account>, StoreError> {
    let name = name.trim().to_lowercase();
    Ok(all(tx)?.into_iter().find(|account| account.user.name.to_lowercase() == name))
}

/// The number of somebody without an account who has this name.
fn without_account(tx: &Connection, name: &str) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT id FROM users WHERE name = ? AND id NOT IN (SELECT user FROM accounts)";
    Ok(tx.prepare_cached(sql)?.query_row([name], |row| row.get(0)).optional()?)
}

/// Makes an account. The first is the owner's, whatever was wanted, and takes over what the desk has.
pub(super) fn make(
    tx: &Connection,
    name: &str,
    role: Role,
    hash: &str,
    at: Timestamp,
) -> Result<UserId, AccountError> {
    let accounts = all(tx)?;
    if named(tx, name)?.is_some() {
        return Err(AccountError::Taken);
    }
    let first = accounts.is_empty();
    let sql = match (first, without_account(tx, name)?) {
        (true, _) => {
            "INSERT INTO users (id, name, made_at) VALUES (1, ?1, ?2)
            ON CONFLICT (id) DO UPDATE SET name = ?1 RETURNING id"
        }
        (false, Some(_)) => "UPDATE users SET made_at = min(made_at, ?2) WHERE name = ?1 RETURNING id",
        (false, None) => "INSERT INTO users (name, made_at) VALUES (?1, ?2) RETURNING id",
    };
    let user: i64 = tx
        .prepare_cached(sql)
        .and_then(|mut sql| sql.query_row(params![name, ms(at)], |row| row.get(0)))
        .map_err(StoreError::from)?;
    let role = if first { Role::Owner } else { role };
    let sql = "INSERT INTO accounts (user, role, password) VALUES (?, ?, ?)";
    tx.execute(sql, params![user, role.as_str(), hash]).map_err(StoreError::from)?;
    Ok(UserId(user))
}

/// Ends everything by which somebody is logged in, but for one session.
pub(super) fn end_sessions(tx: &Connection, user: UserId, but: Option<i64>) -> Result<(), StoreError> {
    let sql = "DELETE FROM sessions WHERE user = ? AND id IS NOT ?";
    tx.prepare_cached(sql)?.execute(params![user.0, but])?;
    Ok(())
}

pub(super) fn set_hash(tx: &Connection, user: UserId, hash: &str) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE accounts SET password = ? WHERE user = ?")?.execute(params![hash, user.0])?;
    tx.prepare_cached("DELETE FROM links WHERE user = ?")?.execute([user.0])?;
    Ok(())
}

/// Refuses where nobody would be left who may change the desk.
fn need_other_owner(tx: &Connection, user: UserId) -> Result<(), AccountError> {
    let other =
        all(tx)?.into_iter().any(|one| one.user.id != user && one.role == Role::Owner && !one.disabled);
    let owner =
        all(tx)?.into_iter().any(|one| one.user.id == user && one.role == Role::Owner && !one.disabled);
    if owner && !other { Err(AccountError::LastOwner) } else { Ok(()) }
}

impl Store {
    /// Whether anybody can log in: then everybody must.
    pub async fn has_accounts(&self) -> Result<bool, StoreError> {
        self.read(|tx| Ok(tx.prepare_cached("SELECT 1 FROM accounts LIMIT 1")?.exists(())?)).await
    }

    /// Every account, in the order of coming.
    pub async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        self.read(|tx| all(tx)).await
    }

    /// The account of somebody.
    pub async fn account(&self, user: UserId) -> Result<Option<Account>, StoreError> {
        self.read(move |tx| Ok(all(tx)?.into_iter().find(|account| account.user.id == user))).await
    }

    /// The account of a name, in whatever case of letters.
    pub async fn account_named(&self, name: &str) -> Result<Option<Account>, StoreError> {
        let name = name.to_owned();
        self.read(move |tx| named(tx, &name)).await
    }

    /// Makes an account. The first is the owner's and takes over the feeds and marks that the desk has.
    pub async fn open_account(
        &self,
        name: String,
        password: Password,
        role: Role,
        from: impl Into<Origin>,
    ) -> Result<UserId, AccountError> {
        let Origin { at, network } = from.into();
        let name = account_name(name)?;
        password.check(&name)?;
        let hash = password.hashed().await?;
        self.try_write(move |tx| {
            let user = make(tx, &name, role, &hash, at)?;
            write_audit(tx, at, &name, Event::Made, &network)?;
            Ok(user)
        })
        .await
    }

    /// Keeps somebody out, or lets them in again; sessions end at once, tokens rest.
    pub async fn disable_account(
        &self,
        user: UserId,
        disabled: bool,
        from: impl Into<Origin>,
    ) -> Result<(), AccountError> {
        let Origin { at, network } = from.into();
        self.try_write(move |tx| {
            let name = name_of(tx, user)?;
            if disabled {
                need_other_owner(tx, user)?;
                end_sessions(tx, user, None)?;
            }
            let sql = "UPDATE accounts SET disabled = ? WHERE user = ?";
            tx.execute(sql, params![disabled, user.0]).map_err(StoreError::from)?;
            let event = if disabled { Event::Disabled } else { Event::Enabled };
            Ok(write_audit(tx, at, &name, event, &network)?)
        })
        .await
    }

    /// Deletes somebody with everything that is theirs alone.
    pub async fn delete_account(&self, user: UserId, from: impl Into<Origin>) -> Result<(), AccountError> {
        let Origin { at, network } = from.into();
        self.try_write(move |tx| {
            let name = name_of(tx, user)?;
            if user == UserId::OWNER {
                return Err(AccountError::First);
            }
            need_other_owner(tx, user)?;
            remove_private(tx, user.0, at)?;
            leave_all(tx, user)?;
            for table in ["searches", "acts", "entry_tallies"] {
                tx.execute(&format!("DELETE FROM {table} WHERE user = ?"), [user.0])
                    .map_err(StoreError::from)?;
            }
            tx.execute("DELETE FROM users WHERE id = ?", [user.0]).map_err(StoreError::from)?;
            Ok(write_audit(tx, at, &name, Event::Deleted, &network)?)
        })
        .await
    }

    /// Gives somebody a new password and ends their sessions, but for one; links for a new one are used up.
    pub async fn set_password(
        &self,
        user: UserId,
        password: Password,
        but: Option<i64>,
        from: impl Into<Origin>,
    ) -> Result<(), AccountError> {
        let Origin { at, network } = from.into();
        let name = self.read(move |tx| Ok(name_of(tx, user))).await??;
        password.check(&name)?;
        let hash = password.hashed().await?;
        self.try_write(move |tx| {
            set_hash(tx, user, &hash)?;
            end_sessions(tx, user, but)?;
            Ok(write_audit(tx, at, &name, Event::Password, &network)?)
        })
        .await
    }

    /// Whose password it is: somebody with an account that is not disabled, or nobody. It takes as long for names that nobody has.
    pub async fn verify_password(
        &self,
        name: &str,
        password: Password,
    ) -> Result<Option<Account>, StoreError> {
        let name = name.to_owned();
        let found = self.read(move |tx| {
            let Some(account) = named(tx, &name)? else { return Ok(None) };
            let sql = "SELECT password FROM accounts WHERE user = ?";
            let hash: String = tx.prepare_cached(sql)?.query_row([account.user.id.0], |row| row.get(0))?;
            Ok(Some((account, hash)))
        });
        let (account, hash) = found.await?.unzip();
        let same = password.is(hash).await?;
        Ok(account.filter(|account| same && !account.disabled))
    }
}

/// The name of somebody who has an account.
pub(super) fn name_of(tx: &Connection, user: UserId) -> Result<String, AccountError> {
    let found = all(tx)?.into_iter().find(|account| account.user.id == user);
    found.map(|account| account.user.name).ok_or(AccountError::Missing)
}
