//! Rules that tell of what they found.

use crate::reader::View;
use crate::rows::ms;
use crate::{Reader, RuleAlert, StoreError};
use jiff::Timestamp;

impl Reader<'_> {
    /// Rules that found articles since their reader last looked.
    pub async fn rule_alerts(self) -> Result<Vec<RuleAlert>, StoreError> {
        self.read(alerts).await
    }

    /// Takes what a rule found until now for seen; false where there is no such rule.
    pub async fn rule_looked_at(self, id: i64, at: Timestamp) -> Result<bool, StoreError> {
        self.write(move |view| view.rule_looked_at(id, ms(at))).await
    }
}

impl View<'_> {
    /// Tells of an article that has just come; what was there before is none of it.
    pub(super) fn tell(self, rule: i64, entry: i64, at: i64) -> Result<(), StoreError> {
        let sql = "UPDATE rule_matches SET at = ?3 WHERE entry = ?1 AND rule = ?2";
        self.tx.prepare_cached(sql)?.execute([entry, rule, at])?;
        Ok(())
    }

    fn rule_looked_at(self, id: i64, at: i64) -> Result<bool, StoreError> {
        let sql = "UPDATE rules SET looked = max(looked, ?3) WHERE id = ?2 AND user = ?1";
        Ok(self.tx.prepare_cached(sql)?.execute([self.user.0, id, at])? > 0)
    }
}

fn alerts(view: View<'_>) -> Result<Vec<RuleAlert>, StoreError> {
    let sql = "SELECT id, name, new FROM (SELECT r.id, r.name,
               (SELECT count(*) FROM rule_matches m WHERE m.rule = r.id AND m.at > r.looked) AS new
               FROM rules r WHERE r.user = ? AND r.paused = 0 AND json_extract(r.actions, '$.notify'))
               WHERE new > 0 ORDER BY id";
    let mut statement = view.tx.prepare_cached(sql)?;
    let rows = statement.query_map([view.user.0], |row| {
        Ok(RuleAlert { rule: row.get(0)?, name: row.get(1)?, new: row.get::<_, u32>(2)?.into() })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
