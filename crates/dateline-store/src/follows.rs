//! What a reader follows: publishers, words, sections. A story that meets a follow ranks higher; how many it meets stands in
//! its derived row, so that the front page need not look.

use crate::rows::{ms, time};
use crate::segment::unspaced;
use crate::stories::RANKED;
use crate::{Section, Store, StoreError};
use dateline_model::plain;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

/// Follows that are kept at most.
pub const FOLLOWS: u32 = 200;
/// Longest follow, in characters.
const LONGEST: usize = 120;

/// What is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FollowKind {
    /// A publisher by its name or host.
    Publisher,
    /// Words that all stand in the headline or standfirst of one article.
    Words,
    /// A section by its word.
    Section,
}

impl FollowKind {
    const ALL: [(Self, &'static str); 3] =
        [(Self::Publisher, "publisher"), (Self::Words, "words"), (Self::Section, "section")];

    /// Name in addresses and in the API.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }

    /// The kind of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(kind, _)| *kind)
    }
}

/// Something that a reader follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Follow {
    /// Number.
    pub id: i64,
    /// Since when.
    pub at: Timestamp,
    /// What kind.
    pub kind: FollowKind,
    /// Which publisher, words or section; in small letters.
    pub value: String,
}

impl Store {
    /// Follows something; what is followed already is given as it is. `None` where there is nothing to follow, or where
    /// [`FOLLOWS`] are kept already.
    pub async fn follow(
        &self,
        kind: FollowKind,
        value: String,
        at: Timestamp,
    ) -> Result<Option<Follow>, StoreError> {
        self.write(move |tx| {
            let value: String = plain(&value).trim().to_lowercase().chars().take(LONGEST).collect();
            let known = kind != FollowKind::Section || Section::from_word(&value).is_some();
            let kept: u32 = tx.query_row("SELECT count(*) FROM follows", (), |row| row.get(0))?;
            if !value.chars().any(char::is_alphanumeric) || !known || kept >= FOLLOWS {
                return Ok(None);
            }
            let sql = "INSERT INTO follows (at, kind, value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
            if tx.prepare_cached(sql)?.execute(params![ms(at), kind.word(), value])? > 0 {
                look_again(tx)?;
            }
            let found = all(tx)?.into_iter().find(|follow| follow.kind == kind && follow.value == value);
            Ok(found)
        })
        .await
    }

    /// Follows something no longer; false where it was not followed.
    pub async fn unfollow(&self, id: i64) -> Result<bool, StoreError> {
        self.write(move |tx| {
            let gone = tx.execute("DELETE FROM follows WHERE id = ?", [id])? > 0;
            if gone {
                look_again(tx)?;
            }
            Ok(gone)
        })
        .await
    }

    /// What is followed, in the order of following.
    pub async fn follows(&self) -> Result<Vec<Follow>, StoreError> {
        self.read(|tx| all(tx)).await
    }
}

fn all(tx: &Connection) -> Result<Vec<Follow>, StoreError> {
    let sql = "SELECT id, at, kind, value FROM follows ORDER BY id";
    let mut statement = tx.prepare_cached(sql)?;
    let rows = statement.query_map((), follow)?.collect::<Result<Vec<_>, _>>()?;
    Ok(rows.into_iter().flatten().collect())
}

/// `None` for a kind that this version does not know.
fn follow(row: &Row<'_>) -> rusqlite::Result<Option<Follow>> {
    let (id, at, value) = (row.get(0)?, time(row.get(1)?), row.get(3)?);
    let kind = FollowKind::from_word(&row.get::<_, String>(2)?);
    Ok(kind.map(|kind| Follow { id, at, kind, value }))
}

/// Counts anew for the stories that are ranked.
fn look_again(tx: &Connection) -> Result<(), StoreError> {
    let mut statement = tx.prepare_cached("SELECT id FROM stories ORDER BY last DESC LIMIT ?")?;
    let ids = statement.query_map([RANKED], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    for story in ids {
        let met = met(tx, story)?;
        tx.prepare_cached("UPDATE stories SET follows = ? WHERE id = ?")?.execute([i64::from(met), story])?;
    }
    Ok(())
}

/// How many follows a story meets.
pub(crate) fn met(tx: &Connection, story: i64) -> Result<u32, StoreError> {
    let none = tx.prepare_cached("SELECT 1 FROM follows")?.query_row((), |_| Ok(())).optional()?.is_none();
    if none {
        return Ok(0);
    }
    let articles = tx
        .prepare_cached(
            "SELECT title, iif(withdrawn_at IS NULL, coalesce(standfirst, ''), ''), coalesce(publisher, ''), coalesce(publisher_host, ''), section
             FROM entries WHERE story = ?",
        )?
        .query_map([story], Seen::of)?
        .collect::<Result<Vec<_>, _>>()?;
    let met = all(tx)?.into_iter().filter(|follow| articles.iter().any(|article| article.meets(follow)));
    Ok(u32::try_from(met.count()).unwrap_or(FOLLOWS))
}

/// What of an article is looked at, in small letters.
struct Seen {
    words: String,
    publisher: String,
    host: String,
    section: Option<String>,
}

impl Seen {
    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        let text = format!("{} {}", row.get::<_, String>(0)?, row.get::<_, String>(1)?);
        Ok(Self {
            words: parted(&text),
            publisher: row.get::<_, String>(2)?.trim().to_lowercase(),
            host: row.get::<_, String>(3)?.to_lowercase(),
            section: row.get(4)?,
        })
    }

    fn meets(&self, follow: &Follow) -> bool {
        match follow.kind {
            FollowKind::Publisher => follow.value == self.publisher || follow.value == self.host,
            FollowKind::Words => parted(&follow.value).split_whitespace().all(|word| self.holds(word)),
            FollowKind::Section => self.section.as_deref() == Some(follow.value.as_str()),
        }
    }

    /// A whole word, or a run of letters where words are not parted.
    fn holds(&self, word: &str) -> bool {
        if word.chars().any(unspaced) {
            self.words.contains(word)
        } else {
            self.words.contains(&format!(" {word} "))
        }
    }
}

/// Words with one space before and after each.
fn parted(text: &str) -> String {
    let letters = text.to_lowercase().replace(|c: char| !c.is_alphanumeric(), " ");
    format!(" {} ", letters.split_whitespace().collect::<Vec<_>>().join("  "))
}
