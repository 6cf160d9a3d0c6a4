-- What a reader wants done with articles as they come. `conditions` and `actions` are JSON, see `rules/row.rs`.
CREATE TABLE rules (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    user       INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    made_at    INTEGER NOT NULL,
    name       TEXT NOT NULL,
    paused     INTEGER NOT NULL DEFAULT 0,
    conditions TEXT NOT NULL,
    actions    TEXT NOT NULL
);
CREATE INDEX rules_user ON rules (user);
-- Which articles a rule was carried out on: no rule does so twice, whatever its reader does afterwards.
CREATE TABLE rule_matches (
    entry INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    rule  INTEGER NOT NULL REFERENCES rules (id) ON DELETE CASCADE,
    PRIMARY KEY (entry, rule)
) WITHOUT ROWID;
CREATE INDEX rule_matches_rule ON rule_matches (rule);
-- Articles that a reader's rule hides. `unread`: whether it was unread before.
CREATE TABLE muted_entries (
    user   INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    entry  INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    rule   INTEGER NOT NULL REFERENCES rules (id) ON DELETE CASCADE,
    unread INTEGER NOT NULL,
    PRIMARY KEY (user, entry)
) WITHOUT ROWID;
CREATE INDEX muted_entries_entry ON muted_entries (entry);
CREATE INDEX muted_entries_rule ON muted_entries (rule);
