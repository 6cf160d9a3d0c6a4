//! What a feed is asked with, and whether it is kept apart: logins, encrypted, and the mark of private feeds.

use crate::encryption::Key;
use crate::reader::make_private;
use crate::rows::{ms, need_url};
use crate::{NewFeed, Reader, Store, StoreError};
use dateline_model::{Credential, EntryId, FeedId, Login, LoginKind, Terms, UserId, WebOrigin};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use std::collections::HashSet;
use std::path::Path;

/// What a feed is asked with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedAccess {
    /// Whether it is kept apart.
    pub private: bool,
    /// How often its login was set or forgotten, for [`crate::FeedMeta::login_turn`].
    pub login_turn: i64,
    /// Its login.
    pub credential: Option<Credential>,
}

/// What may be told of a login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginNote {
    /// Kind.
    pub kind: LoginKind,
    /// Who may see it.
    pub terms: Terms,
}

impl Reader<'_> {
    /// Subscribes to a feed with a login or a mark, or gives them to a feed that is there; all at once, so that nobody asks
    /// for it without. Gives its number, whether it is new to the reader, and the articles that left the shared stories, which
    /// the story index is to forget.
    pub async fn add_feed_with(
        self,
        mut feed: NewFeed,
        credential: Option<Credential>,
        private: bool,
        at: Timestamp,
    ) -> Result<(FeedId, bool, Vec<EntryId>), StoreError> {
        feed.make_plain();
        let store = self.store().path().to_owned();
        self.write(move |view| {
            let (id, new) = view.add_one(&feed, private || credential.is_some(), at)?;
            let left = match private {
                true => make_private(view.tx, id, view.user, at)?,
                false => Vec::new(),
            };
            let Some(credential) = &credential else { return Ok((id, new, left)) };
            let own = (id, view.user);
            Ok((id, new, [left, set(view.tx, &store, own, credential, at)?].concat()))
        })
        .await
    }

    /// Sets the login of a feed, which is the reader's alone from then on, forgets what its last answer was known by, and has it
    /// asked again. Makes the key where there is none. Gives the articles that left the shared stories.
    pub async fn set_login(
        self,
        id: FeedId,
        credential: Credential,
        at: Timestamp,
    ) -> Result<Vec<EntryId>, StoreError> {
        let store = self.store().path().to_owned();
        self.write(move |view| set(view.tx, &store, (id, view.user), &credential, at)).await
    }
}

impl Store {
    /// Forgets the login of a feed. The feed stays private until a person says otherwise. `false` where it had none.
    pub async fn forget_login(&self, id: FeedId, at: Timestamp) -> Result<bool, StoreError> {
        self.write(move |tx| {
            let had = tx.execute("DELETE FROM logins WHERE feed = ?", [id.0])? > 0;
            if had {
                turn(tx, id, at)?;
            }
            Ok(had)
        })
        .await
    }

    /// What a feed is asked with; an error that names the key where its login cannot be opened.
    pub async fn access(&self, id: FeedId) -> Result<FeedAccess, StoreError> {
        let store = self.path().to_owned();
        self.read(move |tx| {
            let sql = "SELECT f.private_of IS NOT NULL, f.login_turn, l.kind, l.origin, l.also, l.allow_http, l.sealed
                       FROM feeds f LEFT JOIN logins l ON l.feed = f.id WHERE f.id = ?";
            let mut statement = tx.prepare_cached(sql)?;
            let mut rows = statement.query([id.0])?;
            let row = rows.next()?.ok_or(StoreError::Missing { what: "feed", id: id.0 })?;
            let has_login = row.get::<_, Option<String>>(2)?.is_some();
            let credential = has_login.then(|| opened(row, &store)).transpose()?;
            Ok(FeedAccess { private: row.get(0)?, login_turn: row.get(1)?, credential })
        })
        .await
    }

    /// Those of the articles that are one person's alone: they leave in no public feed.
    pub async fn kept_apart(&self, entries: Vec<EntryId>) -> Result<HashSet<EntryId>, StoreError> {
        self.read(move |tx| {
            let mut statement =
                tx.prepare_cached("SELECT 1 FROM entries WHERE id = ? AND private_of IS NOT NULL")?;
            let mut found = HashSet::new();
            for entry in entries {
                if statement.exists([entry.0])? {
                    found.insert(entry);
                }
            }
            Ok(found)
        })
        .await
    }

    /// What may be told of a feed's login; needs no key.
    pub async fn login_note(&self, id: FeedId) -> Result<Option<LoginNote>, StoreError> {
        self.read(move |tx| {
            let sql = "SELECT NULL, NULL, kind, origin, also, allow_http FROM logins WHERE feed = ?";
            let mut statement = tx.prepare_cached(sql)?;
            let mut rows = statement.query([id.0])?;
            rows.next()?.map(note).transpose()
        })
        .await
    }
}

fn set(
    tx: &Connection,
    store: &Path,
    (id, user): (FeedId, UserId),
    credential: &Credential,
    at: Timestamp,
) -> Result<Vec<EntryId>, StoreError> {
    let key = key(tx, store, id)?;
    let (login, terms) = (credential.login(), credential.terms());
    let also: Vec<&str> = terms.also.iter().map(WebOrigin::as_str).collect();
    let also = also.join("\n");
    let note = LoginNote { kind: login.kind(), terms: terms.clone() };
    let sealed = key.seal(&format!("{}\0{}", login.name(), login.expose()), &context(&note))?;
    let left = make_private(tx, id, user, at)?;
    let sql = "INSERT OR REPLACE INTO logins (feed, kind, origin, also, allow_http, sealed) VALUES (?, ?, ?, ?, ?, ?)";
    let values = params![id.0, note.kind.as_str(), terms.origin.as_str(), also, terms.allow_http, sealed];
    tx.prepare_cached(sql)?.execute(values)?;
    turn(tx, id, at)?;
    Ok(left)
}

/// The key to encrypt a login with. While other logins need another one than lies there, none is encrypted: with two keys the
/// first could never be put back.
fn key(tx: &Connection, store: &Path, id: FeedId) -> Result<Key, StoreError> {
    let sql = "SELECT NULL, NULL, kind, origin, also, allow_http, sealed FROM logins WHERE feed <> ? LIMIT 1";
    let mut statement = tx.prepare_cached(sql)?;
    let mut others = statement.query([id.0])?;
    match others.next()?.map(|row| opened(row, store)) {
        Some(Err(StoreError::Key { path, .. })) => Err(StoreError::Key { path, fault: NEEDED }),
        Some(Err(error)) => Err(error),
        Some(Ok(_)) => Key::of(store),
        None if Key::exists(store) => Key::of(store),
        None => Key::make(store),
    }
}

const NEEDED: &str =
    "is missing or another one, and logins of other feeds need it (where it is lost, forget those first)";

/// What the secret is bound to: whoever changes in the store who may see it makes it unreadable.
fn context(note: &LoginNote) -> String {
    let also: Vec<&str> = note.terms.also.iter().map(WebOrigin::as_str).collect();
    let (kind, origin, http) = (note.kind.as_str(), &note.terms.origin, note.terms.allow_http);
    format!("dateline login 1\n{kind}\n{http}\n{origin}\n{}", also.join("\n"))
}

fn opened(row: &Row<'_>, store: &Path) -> Result<Credential, StoreError> {
    let note = note(row)?;
    let sealed: Vec<u8> = row.get(6)?;
    let text = Key::of(store)?.open(&sealed, &context(&note))?;
    let (name, secret) = text.split_once('\0').unwrap_or(("", &text));
    let unusable = |error: dateline_model::LoginError| StoreError::Value(error.to_string());
    let login = Login::new(note.kind, name, secret).map_err(unusable)?;
    Credential::new(login, note.terms).map_err(unusable)
}

fn note(row: &Row<'_>) -> Result<LoginNote, StoreError> {
    let (kind, also): (String, String) = (row.get(2)?, row.get(4)?);
    let kind = LoginKind::parse(&kind).ok_or_else(|| StoreError::Value(format!("a login of kind {kind}")))?;
    let origin = |text: &str| need_url(text).map(|url| WebOrigin::of(&url));
    let also = also.lines().map(origin).collect::<Result<_, _>>()?;
    let terms = Terms { origin: origin(&row.get::<_, String>(3)?)?, also, allow_http: row.get(5)? };
    Ok(LoginNote { kind, terms })
}

/// What was answered with another login, or with none, says nothing about the next answer: it is asked for at once and
/// without a condition.
fn turn(tx: &Connection, id: FeedId, at: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE feeds SET login_turn = login_turn + 1, etag = NULL, last_modified = NULL,
               next_due = CASE WHEN gone_at IS NULL THEN min(coalesce(next_due, ?2), ?2) ELSE next_due END WHERE id = ?1";
    tx.prepare_cached(sql)?.execute(params![id.0, ms(at)])?;
    Ok(())
}

/// Whether a feed is private.
pub(crate) fn is_private(tx: &Connection, id: FeedId) -> rusqlite::Result<bool> {
    let sql = "SELECT private_of IS NOT NULL FROM feeds WHERE id = ?";
    Ok(tx.prepare_cached(sql)?.query_row([id.0], |row| row.get(0)).optional()?.unwrap_or(false))
}
