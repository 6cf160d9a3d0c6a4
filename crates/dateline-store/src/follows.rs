//! What a reader follows: publishers, words, sections. A story that meets a follow ranks higher for this reader; how many it meets
//! is kept beside its derived row, so that the front page need not look.

use crate::limits::FOLLOWED;
use crate::reader::View;
use crate::reader::correction_overlay::{PUBLISHED, TOUCHED};
use crate::rows::{ms, time};
use crate::word_segmentation::unspaced;
use crate::{Reader, Section, StoreError};
use dateline_model::{UserId, plain};
use jiff::Timestamp;
use rusqlite::{Connection, Row, params};

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

impl Reader<'_> {
    /// Follows something; what is followed already is given as it is. `None` where there is nothing to follow, or where
    /// [`FOLLOWS`] are kept already.
    pub async fn follow(
        self,
        kind: FollowKind,
        value: String,
        at: Timestamp,
    ) -> Result<Option<Follow>, StoreError> {
        self.write(move |view| {
            let value: String = plain(&value).trim().to_lowercase().chars().take(LONGEST).collect();
            let known = kind != FollowKind::Section || Section::from_word(&value).is_some();
            let kept = all(view)?.len();
            if !value.chars().any(char::is_alphanumeric) || !known || kept >= FOLLOWS as usize {
                return Ok(None);
            }
            let sql =
                "INSERT INTO follows (user, at, kind, value) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
            let values = params![view.user.0, ms(at), kind.word(), value];
            if view.tx.prepare_cached(sql)?.execute(values)? > 0 {
                look_at_ranked(view)?;
            }
            let found = all(view)?.into_iter().find(|follow| follow.kind == kind && follow.value == value);
            Ok(found)
        })
        .await
    }

    /// Follows something no longer; false where it was not followed.
    pub async fn unfollow(self, id: i64) -> Result<bool, StoreError> {
        self.write(move |view| {
            let sql = "DELETE FROM follows WHERE id = ? AND user = ?";
            let gone = view.tx.execute(sql, [id, view.user.0])? > 0;
            if gone {
                look_at_ranked(view)?;
            }
            Ok(gone)
        })
        .await
    }

    /// What is followed, in the order of following.
    pub async fn follows(self) -> Result<Vec<Follow>, StoreError> {
        self.read(all).await
    }
}

fn all(view: View<'_>) -> Result<Vec<Follow>, StoreError> {
    let sql = "SELECT id, at, kind, value FROM follows WHERE user = ? ORDER BY id";
    let mut statement = view.tx.prepare_cached(sql)?;
    let rows = statement.query_map([view.user.0], follow)?.collect::<Result<Vec<_>, _>>()?;
    Ok(rows.into_iter().flatten().collect())
}

/// `None` for a kind that this version does not know.
fn follow(row: &Row<'_>) -> rusqlite::Result<Option<Follow>> {
    let (id, at, value) = (row.get(0)?, time(row.get(1)?), row.get(3)?);
    let kind = FollowKind::from_word(&row.get::<_, String>(2)?);
    Ok(kind.map(|kind| Follow { id, at, kind, value }))
}

/// Counts a reader's follows anew for the stories that are ranked.
pub(crate) fn look_at_ranked(view: View<'_>) -> Result<(), StoreError> {
    view.tx.prepare_cached("DELETE FROM story_follows WHERE user = ?")?.execute([view.user.0])?;
    if all(view)?.is_empty() && !has_lifting_rules(view)? {
        return Ok(());
    }
    let sql = format!(
        "SELECT id FROM (SELECT id FROM stories ORDER BY last DESC LIMIT ?2) UNION SELECT * FROM ({})",
        *TOUCHED
    );
    let mut statement = view.tx.prepare_cached(&sql)?;
    let ids =
        statement.query_map([view.user.0, FOLLOWED], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    ids.into_iter().try_for_each(|story| look_again(view.tx, story, Some(view.user)))
}

fn has_lifting_rules(view: View<'_>) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM rules WHERE user = ? AND paused = 0 AND json_extract(actions, '$.lift')";
    Ok(view.tx.prepare_cached(sql)?.exists([view.user.0])?)
}

/// Counts anew how many follows a story meets, for all for whom the corrections of the reader count.
pub(crate) fn follows_met(view: View<'_>, story: i64) -> Result<(), StoreError> {
    let sql = format!("SELECT 1 WHERE ? IN ({PUBLISHED})");
    let for_all = view.tx.prepare_cached(&sql)?.exists([view.user.0])?;
    look_again(view.tx, story, (!for_all).then_some(view.user))
}

/// Counts how many follows and lifting rules a story meets, for one reader or for each that has some.
pub(crate) fn look_again(tx: &Connection, story: i64, user: Option<UserId>) -> Result<(), StoreError> {
    let sql = "SELECT user FROM follows WHERE ?1 IS NULL OR user = ?1 UNION SELECT user FROM rules
               WHERE (?1 IS NULL OR user = ?1) AND paused = 0 AND json_extract(actions, '$.lift')";
    let mut statement = tx.prepare_cached(sql)?;
    let users = statement.query_map([user.map(|user| user.0)], |row| row.get(0).map(UserId))?;
    for user in users.collect::<Result<Vec<_>, _>>()? {
        match met(View { tx, user }, story)? {
            0 => tx
                .prepare_cached("DELETE FROM story_follows WHERE story = ? AND user = ?")?
                .execute([story, user.0])?,
            met => tx
                .prepare_cached("INSERT OR REPLACE INTO story_follows (story, user, met) VALUES (?, ?, ?)")?
                .execute(params![story, user.0, met])?,
        };
    }
    Ok(())
}

/// How many of a reader's follows a story meets, by the articles that the reader sees.
fn met(view: View<'_>, story: i64) -> Result<u32, StoreError> {
    let sql = format!(
        "SELECT title, iif(withdrawn_at IS NULL, coalesce(standfirst, ''), ''), coalesce(publisher, ''),
         coalesce(publisher_host, ''), section,
         coalesce((SELECT n.name FROM publisher_names n WHERE n.user = ?1 AND n.host = publisher_host), '')
         FROM entries e WHERE {} AND {}",
        view.grouping()?.within("?2"),
        view.sight()?.condition("?1")
    );
    let articles = view
        .tx
        .prepare_cached(&sql)?
        .query_map([view.user.0, story], Seen::of)?
        .collect::<Result<Vec<_>, _>>()?;
    let met = all(view)?.into_iter().filter(|follow| articles.iter().any(|article| article.meets(follow)));
    Ok(u32::try_from(met.count()).unwrap_or(FOLLOWS).saturating_add(lifted(view, story)?))
}

/// How many rules of a reader lift articles of a story.
fn lifted(view: View<'_>, story: i64) -> Result<u32, StoreError> {
    let sql = format!(
        "SELECT count(DISTINCT r.id) FROM rules r WHERE r.user = ?1 AND r.paused = 0
         AND json_extract(r.actions, '$.lift') AND EXISTS
         (SELECT 1 FROM entries e JOIN rule_matches m ON m.entry = e.id WHERE m.rule = r.id AND {} AND {})",
        view.grouping()?.within("?2"),
        view.sight()?.condition("?1")
    );
    Ok(view.tx.prepare_cached(&sql)?.query_row([view.user.0, story], |row| row.get(0))?)
}

/// What of an article is looked at, in small letters.
struct Seen {
    words: String,
    publisher: String,
    host: String,
    section: Option<String>,
    /// The publisher as the reader calls it.
    called: String,
}

impl Seen {
    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        let text = format!("{} {}", row.get::<_, String>(0)?, row.get::<_, String>(1)?);
        Ok(Self {
            words: parted(&text),
            publisher: row.get::<_, String>(2)?.trim().to_lowercase(),
            host: row.get::<_, String>(3)?.to_lowercase(),
            section: row.get(4)?,
            called: row.get::<_, String>(5)?.trim().to_lowercase(),
        })
    }

    fn meets(&self, follow: &Follow) -> bool {
        match follow.kind {
            FollowKind::Publisher => [&self.publisher, &self.host, &self.called].contains(&&follow.value),
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
