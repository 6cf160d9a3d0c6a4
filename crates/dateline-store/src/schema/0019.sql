-- Labels that a reader gives to entries. `name` is told apart without regard to the case of letters of ASCII.
CREATE TABLE labels (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name TEXT NOT NULL COLLATE NOCASE,
    UNIQUE (user, name)
);
CREATE TABLE entry_labels (
    user  INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    label INTEGER NOT NULL REFERENCES labels (id) ON DELETE CASCADE,
    entry INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    PRIMARY KEY (user, label, entry)
) WITHOUT ROWID;
CREATE INDEX entry_labels_entry ON entry_labels (entry, user, label);
CREATE INDEX entry_labels_label ON entry_labels (label);
